"""The outbox in the ledger: what there is to say, to whom, and what became of it. Implements ``rasid.model.delivery.Outbox``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, func, insert, or_, select, update

from rasid.model import (
    Attempt,
    Incident,
    IncidentEvent,
    IncidentState,
    LastNotice,
    Notice,
    NoticeKind,
    Pending,
    RouteHealth,
    Silence,
)
from rasid.store.database.session import Database
from rasid.store.database.tables.incidents import incident_events, incidents
from rasid.store.database.tables.outbox import deliveries, delivery_log, notices, route_health
from rasid.store.incidents import OPEN, Incidents, incident_of
from rasid.store.notices import notice_of
from rasid.store.silences import Silences

UNHEARD_FOR = timedelta(days=7)
"""So long a notice nobody wants to hear waits for a route; of an incident that is still open, reminders go on speaking."""
LOG_NOTICES = 200
"""Dedup keys kept in one line of the delivery log."""


class StoredOutbox:
    """Each method is one transaction."""

    def __init__(self, database: Database, incidents: Incidents, silences: Silences) -> None:
        self._database = database
        self._incidents = incidents
        self._silences = silences

    def unrouted(self) -> list[tuple[int, Notice]]:
        with self._database.reading() as tx:
            rows = tx.execute(select(notices).where(notices.c.routed_at.is_(None)).order_by(notices.c.number))
            return [(row.number, notice_of(row)) for row in rows]

    def retire(self, now: datetime) -> int:
        unheard = notices.c.routed_at.is_(None) & (notices.c.created_at <= now - UNHEARD_FOR)
        with self._database.reading() as tx:
            if tx.execute(select(notices.c.number).where(unheard).limit(1)).first() is None:
                return 0
        with self._database.transaction() as tx:
            return int(tx.execute(update(notices).where(unheard).values(routed_at=now)).rowcount)

    def route(self, number: int, routes: Collection[str], now: datetime) -> None:
        with self._database.transaction() as tx:
            for name in routes:
                _deliver(tx, number, name, now)
            tx.execute(update(notices).where(notices.c.number == number).values(routed_at=now))

    def add_route(self, numbers: Collection[int], route: str, now: datetime) -> None:
        # Asked in every round while a route is down: nothing is written when nothing is new.
        mine = select(deliveries.c.number).where(
            deliveries.c.route == route, deliveries.c.number >= min(numbers), deliveries.c.state != "moved"
        )
        with self._database.reading() as tx:
            new = set(numbers).difference(tx.execute(mine).scalars())
        if new:
            with self._database.transaction() as tx:
                for number in sorted(new):
                    _deliver(tx, number, route, now)

    def hearing(self, incident_ids: Collection[str]) -> dict[str, frozenset[str]]:
        query = select(deliveries.c.incident_id, deliveries.c.route).where(
            deliveries.c.incident_id.in_(list(incident_ids)), deliveries.c.state.in_(["pending", "sending", "sent"])
        )
        found: dict[str, set[str]] = {}
        with self._database.reading() as tx:
            for incident_id, route in tx.execute(query.distinct()):
                found.setdefault(incident_id, set()).add(route)
        return {incident_id: frozenset(routes) for incident_id, routes in found.items()}

    def unroute(self, routes: Collection[str], now: datetime) -> int:
        lost = (deliveries.c.state == "pending") & deliveries.c.route.not_in(list(routes))
        gone = route_health.c.route.not_in(list(routes))
        with self._database.reading() as tx:
            if tx.execute(select(or_(exists().where(lost), exists().where(gone)))).scalar_one() in (False, 0):
                return 0
        with self._database.transaction() as tx:
            numbers = [row.number for row in tx.execute(select(deliveries.c.number).where(lost).distinct())]
            # A route that is gone fails no more: its corrected address is a route of its own.
            tx.execute(delete(route_health).where(gone))
            if numbers:
                tx.execute(update(deliveries).where(lost).values(state="moved", settled_at=now))
                tx.execute(update(notices).where(notices.c.number.in_(numbers)).values(routed_at=None))
            return len(numbers)

    def log(self, *, limit: int = 100, route: str | None = None) -> list[Attempt]:
        """The delivery log, newest first."""
        query = select(delivery_log).order_by(delivery_log.c.id.desc()).limit(limit)
        if route is not None:
            query = query.where(delivery_log.c.route == route)
        with self._database.reading() as tx:
            return [
                Attempt(row.at, row.route, row.message_key, row.outcome, tuple(row.notices), row.error, row.seconds, row.failure or "")
                for row in tx.execute(query)
            ]

    def counts(self) -> dict[str, int]:
        """Deliveries by state, and ``unrouted`` notices, which nobody has been found for."""
        with self._database.reading() as tx:
            found = {str(state): int(n) for state, n in tx.execute(select(deliveries.c.state, func.count()).group_by(deliveries.c.state))}
            unrouted = tx.execute(select(func.count()).select_from(notices).where(notices.c.routed_at.is_(None))).scalar_one()
        return {**{state: found.get(state, 0) for state in ("pending", "sending", "sent", "dropped", "moved")}, "unrouted": int(unrouted)}

    def oldest_waiting(self) -> datetime | None:
        """When the oldest notice that some route still waits for was written."""
        query = (
            select(func.min(notices.c.created_at))
            .join(deliveries, deliveries.c.number == notices.c.number)
            .where(deliveries.c.state.in_(["pending", "sending"]))
        )
        with self._database.reading() as tx:
            at: datetime | None = tx.execute(query).scalar_one()
            return at

    def attempts(self, since: datetime) -> dict[tuple[str, str], int]:
        """Attempts since then, by (route, outcome)."""
        query = (
            select(delivery_log.c.route, delivery_log.c.outcome, func.count())
            .where(delivery_log.c.at >= since)
            .group_by(delivery_log.c.route, delivery_log.c.outcome)
        )
        with self._database.reading() as tx:
            return {(route, outcome): int(n) for route, outcome, n in tx.execute(query)}

    def prune(self, tx: Connection, before: datetime) -> int:
        """Forget log lines, and deliveries that were settled, from before then; how many rows. Notices keep their numbers."""
        gone = tx.execute(delivery_log.delete().where(delivery_log.c.at < before)).rowcount
        over = select(incidents.c.id).where(incidents.c.state == IncidentState.RESOLVED, incidents.c.resolved_at < before)
        settled = deliveries.c.state.in_(["sent", "dropped", "moved"]) & (deliveries.c.settled_at < before)
        gone += tx.execute(
            deliveries.delete().where(settled & (deliveries.c.incident_id.is_(None) | deliveries.c.incident_id.in_(over)))
        ).rowcount
        gone += tx.execute(incident_events.delete().where(incident_events.c.incident_id.in_(over))).rowcount
        return int(gone)

    def recover(self, now: datetime, busy: Collection[str] = ()) -> int:
        caught_in = (deliveries.c.state == "sending") & deliveries.c.route.not_in(list(busy))
        sending = select(deliveries.c.route, deliveries.c.message_key).where(caught_in).distinct()
        with self._database.reading() as tx:
            if tx.execute(sending.limit(1)).first() is None:
                return 0
        with self._database.transaction() as tx:
            caught = tx.execute(sending).all()
            done = tx.execute(update(deliveries).where(caught_in).values(state="pending", maybe_sent=True, settled_at=now))
            lines = [
                {"at": now, "route": route, "message_key": key or "", "outcome": "crashed", "notices": [], "error": "", "seconds": 0.0}
                for route, key in caught
            ]
            tx.execute(insert(delivery_log), lines)
            return int(done.rowcount)

    def pending(self, route: str) -> list[Pending]:
        query = (
            select(deliveries.c.id, deliveries.c.maybe_sent, notices)
            .join(notices, notices.c.number == deliveries.c.number)
            .where(deliveries.c.route == route, deliveries.c.state == "pending")
            .order_by(notices.c.number)
        )
        with self._database.reading() as tx:
            return [Pending(row.id, notice_of(row), row.number, row.maybe_sent) for row in tx.execute(query)]

    def told(self, route: str, incident_ids: Collection[str]) -> dict[str, LastNotice]:
        query = (
            select(deliveries.c.incident_id, deliveries.c.group_key, deliveries.c.state, notices.c.kind)
            .join(notices, notices.c.number == deliveries.c.number)
            .where(deliveries.c.route == route, deliveries.c.incident_id.in_(list(incident_ids)))
            .order_by(notices.c.number)
        )
        last: dict[str, LastNotice] = {}
        with self._database.reading() as tx:
            # Not in SQL: without statistics SQLite would look for the incidents among all that the route was ever sent.
            for row in (row for row in tx.execute(query) if row.state == "sent"):
                kind = NoticeKind(row.kind)
                before = last.get(row.incident_id)
                # What follows an opening that one page told for many belongs to that page too.
                group = row.group_key or (before.group_key if before and kind is not NoticeKind.OPENED else None)
                last[row.incident_id] = LastNotice(kind, group)
            for incident_id in self._summarised(tx, route, set(incident_ids) - set(last)):
                last[incident_id] = LastNotice(NoticeKind.SUMMARY)
        return last

    def _summarised(self, tx: Connection, route: str, incident_ids: set[str]) -> set[str]:
        """Those that the summary of a first visit told the route about, or may have: then their end must be said in any case."""
        if not incident_ids:
            return set()
        query = (
            select(notices.c.payload)
            .join(deliveries, deliveries.c.number == notices.c.number)
            .where(
                deliveries.c.incident_id.is_(None), deliveries.c.route == route
            )  # a summary is about no single incident: the index finds it
            .where(notices.c.kind == NoticeKind.SUMMARY)
            .where((deliveries.c.state == "sent") | deliveries.c.maybe_sent)
        )
        return incident_ids & {incident_id for row in tx.execute(query) for incident_id in row.payload.get("incidents", [])}

    def group(self, route: str, group_key: str) -> list[str]:
        query = select(deliveries.c.incident_id).where(deliveries.c.route == route, deliveries.c.group_key == group_key).distinct()
        with self._database.reading() as tx:
            return [row.incident_id for row in tx.execute(query)]

    def incidents(self, ids: Collection[str]) -> dict[str, Incident]:
        found: dict[str, Incident] = {}
        wanted = list(ids)
        with self._database.reading() as tx:
            for start in range(0, len(wanted), 500):
                for row in tx.execute(select(incidents).where(incidents.c.id.in_(wanted[start : start + 500]))):
                    found[row.id] = incident_of(row)
        return found

    def open_incidents(self) -> list[Incident]:
        return self._incidents.find(limit=100_000)

    def history(self, incident_id: str) -> list[IncidentEvent]:
        return self._incidents.events(incident_id)

    def last_said(self, incident_ids: Collection[str]) -> dict[str, datetime]:
        wanted = set(incident_ids)
        # A seek for each open incident: their notices are a few among all that were ever written.
        latest = select(func.max(notices.c.created_at)).where(notices.c.incident_id == incidents.c.id).scalar_subquery()
        query = select(incidents.c.id, latest).where(incidents.c.state.in_([str(state) for state in OPEN]))
        with self._database.reading() as tx:
            return {incident_id: at for incident_id, at in tx.execute(query) if incident_id in wanted and at is not None}

    def remind(self, firing: Sequence[Incident], now: datetime) -> int:
        written = 0
        for incident in firing:
            with self._database.transaction() as tx:
                current = self._incidents.get(incident.id, tx)
                # A person or a visit may have been quicker.
                if current.state is not IncidentState.FIRING or current.said != incident.said:
                    continue
                current = replace(current, said=current.said + 1)
                notice = Notice(
                    key=f"{current.id}:{current.said}:{NoticeKind.REMINDER}",
                    kind=NoticeKind.REMINDER,
                    source_id=current.source_id,
                    cause=current.cause,
                    severity=current.severity,
                    created_at=now,
                    incident_id=current.id,
                )
                event = IncidentEvent(current.id, now, str(NoticeKind.REMINDER))
                self._incidents.save(tx, [current], [event], [notice])
                written += 1
        return written

    def silences(self, now: datetime) -> list[Silence]:
        return self._silences.in_force(now)

    def health(self) -> Mapping[str, RouteHealth]:
        with self._database.reading() as tx:
            return {row.route: health_of(row) for row in tx.execute(select(route_health))}

    def begin(self, message_key: str, ids: Sequence[int], now: datetime, *, group_key: str | None = None) -> None:
        with self._database.transaction() as tx:
            values = {"state": "sending", "message_key": message_key, "group_key": group_key, "attempts": deliveries.c.attempts + 1}
            tx.execute(update(deliveries).where(deliveries.c.id.in_(list(ids))).values(**values))

    def settle(self, ids: Sequence[int], health: RouteHealth, attempt: Attempt) -> None:
        with self._database.transaction() as tx:
            values: dict[str, Any] = {"state": "pending"}
            if attempt.outcome == "sent":
                values = {"state": "sent", "maybe_sent": False, "settled_at": attempt.at}
            elif attempt.outcome == "ambiguous":
                values["maybe_sent"] = True
            tx.execute(update(deliveries).where(deliveries.c.id.in_(list(ids))).values(**values))
            row = {
                "failures": health.failures,
                "down_since": health.down_since,
                "next_try_at": health.next_try_at,
                "last_error": health.last_error,
                "failure": health.failure or None,
                "last_sent_at": health.last_sent_at,
                "recent": [at.isoformat() for at in health.recent],
            }
            if tx.execute(update(route_health).where(route_health.c.route == health.route).values(**row)).rowcount == 0:
                tx.execute(insert(route_health).values(route=health.route, **row))
            tx.execute(
                insert(delivery_log).values(
                    at=attempt.at,
                    route=attempt.route,
                    message_key=attempt.message_key,
                    outcome=attempt.outcome,
                    notices=list(attempt.notices[:LOG_NOTICES]),
                    error=attempt.error,
                    seconds=attempt.seconds,
                    failure=attempt.failure or None,
                )
            )

    def join(self, ids: Sequence[int], now: datetime) -> None:
        self._end(ids, "sent", now)

    def drop(self, ids: Sequence[int], now: datetime) -> None:
        self._end(ids, "dropped", now)

    def _end(self, ids: Sequence[int], state: str, now: datetime) -> None:
        with self._database.transaction() as tx:
            tx.execute(update(deliveries).where(deliveries.c.id.in_(list(ids))).values(state=state, maybe_sent=False, settled_at=now))


def health_of(row: Row[Any]) -> RouteHealth:
    return RouteHealth(
        route=row.route,
        failures=row.failures,
        down_since=row.down_since,
        next_try_at=row.next_try_at,
        last_error=row.last_error,
        failure=row.failure or "",
        last_sent_at=row.last_sent_at,
        recent=tuple(datetime.fromisoformat(at) for at in row.recent),
    )


def _deliver(tx: Connection, number: int, route: str, now: datetime) -> None:
    row = tx.execute(select(deliveries).where(deliveries.c.number == number, deliveries.c.route == route)).one_or_none()
    if row is None:
        incident_id = tx.execute(select(notices.c.incident_id).where(notices.c.number == number)).scalar_one()
        values = {"number": number, "incident_id": incident_id, "route": route, "state": "pending", "maybe_sent": False, "attempts": 0}
        tx.execute(insert(deliveries).values(created_at=now, **values))
    elif row.state == "moved":  # the route was taken away and has come back
        tx.execute(update(deliveries).where(deliveries.c.id == row.id).values(state="pending", settled_at=None))

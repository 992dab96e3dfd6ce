"""The outbox in the ledger: what there is to say, to whom, and what became of it. Implements ``rasid.model.delivery.Outbox``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from rasid.model import (
    Attempt,
    Incident,
    IncidentEvent,
    IncidentState,
    Notice,
    NoticeKind,
    Pending,
    RouteHealth,
    Silence,
    Told,
)
from rasid.store.delivery_reports import DeliveryReports
from rasid.store.incidents import OPEN, incident_of
from rasid.store.routing import Routing, notice_of
from rasid.store.tables.incidents import incidents
from rasid.store.tables.outbox import deliveries, delivery_log, notices, route_health

LOG_NOTICES = 200
"""Dedup keys kept in one line of the delivery log."""


class Outbox(Routing, DeliveryReports):
    """Each method is one transaction."""

    def recover(self, now: datetime, busy: Collection[str] = ()) -> int:
        caught_in = (deliveries.c.state == "sending") & deliveries.c.route.not_in(list(busy))
        sending = select(deliveries.c.route, deliveries.c.message_key).where(caught_in).distinct()
        with self.ledger.reading() as tx:
            if tx.execute(sending.limit(1)).first() is None:
                return 0
        with self.ledger.transaction() as tx:
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
        with self.ledger.reading() as tx:
            return [Pending(row.id, notice_of(row), row.number, row.maybe_sent) for row in tx.execute(query)]

    def told(self, route: str, incident_ids: Collection[str]) -> dict[str, Told]:
        query = (
            select(deliveries.c.incident_id, deliveries.c.group_key, deliveries.c.state, notices.c.kind)
            .join(notices, notices.c.number == deliveries.c.number)
            .where(deliveries.c.route == route, deliveries.c.incident_id.in_(list(incident_ids)))
            .order_by(notices.c.number)
        )
        last: dict[str, Told] = {}
        with self.ledger.reading() as tx:
            # Not in SQL: without statistics SQLite would look for the incidents among all that the route was ever sent.
            for row in (row for row in tx.execute(query) if row.state == "sent"):
                kind = NoticeKind(row.kind)
                before = last.get(row.incident_id)
                # What follows an opening that one page told for many belongs to that page too.
                group = row.group_key or (before.group_key if before and kind is not NoticeKind.OPENED else None)
                last[row.incident_id] = Told(kind, group)
            for incident_id in self._summarised(tx, route, set(incident_ids) - set(last)):
                last[incident_id] = Told(NoticeKind.SUMMARY)
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
        with self.ledger.reading() as tx:
            return [row.incident_id for row in tx.execute(query)]

    def incidents(self, ids: Collection[str]) -> dict[str, Incident]:
        found: dict[str, Incident] = {}
        wanted = list(ids)
        with self.ledger.reading() as tx:
            for start in range(0, len(wanted), 500):
                for row in tx.execute(select(incidents).where(incidents.c.id.in_(wanted[start : start + 500]))):
                    found[row.id] = incident_of(row)
        return found

    def open_incidents(self) -> list[Incident]:
        return self.ledger.incidents.find(limit=100_000)

    def history(self, incident_id: str) -> list[IncidentEvent]:
        return self.ledger.incidents.events(incident_id)

    def last_said(self, incident_ids: Collection[str]) -> dict[str, datetime]:
        wanted = set(incident_ids)
        # A seek for each open incident: their notices are a few among all that were ever written.
        latest = select(func.max(notices.c.created_at)).where(notices.c.incident_id == incidents.c.id).scalar_subquery()
        query = select(incidents.c.id, latest).where(incidents.c.state.in_([str(state) for state in OPEN]))
        with self.ledger.reading() as tx:
            return {incident_id: at for incident_id, at in tx.execute(query) if incident_id in wanted and at is not None}

    def remind(self, firing: Sequence[Incident], now: datetime) -> int:
        written = 0
        for incident in firing:
            with self.ledger.transaction() as tx:
                current = self.ledger.incidents.get(incident.id, tx)
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
                self.ledger.incidents.save(tx, [current], [event], [notice])
                written += 1
        return written

    def silences(self, now: datetime) -> list[Silence]:
        return self.ledger.silences.in_force(now)

    def health(self) -> Mapping[str, RouteHealth]:
        with self.ledger.reading() as tx:
            return {row.route: health_of(row) for row in tx.execute(select(route_health))}

    def begin(self, message_key: str, ids: Sequence[int], now: datetime, *, group_key: str | None = None) -> None:
        with self.ledger.transaction() as tx:
            values = {"state": "sending", "message_key": message_key, "group_key": group_key, "attempts": deliveries.c.attempts + 1}
            tx.execute(update(deliveries).where(deliveries.c.id.in_(list(ids))).values(**values))

    def settle(self, ids: Sequence[int], health: RouteHealth, attempt: Attempt) -> None:
        with self.ledger.transaction() as tx:
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
        with self.ledger.transaction() as tx:
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

"""Notices as they are written, and on which routes each is to be told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, delete, exists, insert, or_, select, update

from rasid.model import Cause, Notice, NoticeKind, Severity
from rasid.store.tables.outbox import deliveries, notices, route_health

if TYPE_CHECKING:
    from rasid.store.ledger import Ledger

UNHEARD_FOR = timedelta(days=7)
"""So long a notice nobody wants to hear waits for a route; of an incident that is still open, reminders go on speaking."""


def add_notices(tx: Connection, written: Iterable[Notice]) -> None:
    """In the transaction of what they speak of."""
    rows = [
        {
            "key": notice.key,
            "kind": str(notice.kind),
            "source_id": notice.source_id,
            "incident_id": notice.incident_id,
            "visit_id": notice.visit_id,
            "cause": str(notice.cause),
            "severity": str(notice.severity),
            "created_at": notice.created_at,
            "by": notice.by,
            "payload": dict(notice.payload),
        }
        for notice in written
    ]
    if rows:
        tx.execute(insert(notices), rows)


class Routing:
    """The part of the outbox that finds hearers. Each method is one transaction."""

    ledger: Ledger

    def unrouted(self) -> list[tuple[int, Notice]]:
        with self.ledger.reading() as tx:
            rows = tx.execute(select(notices).where(notices.c.routed_at.is_(None)).order_by(notices.c.number))
            return [(row.number, notice_of(row)) for row in rows]

    def retire(self, now: datetime) -> int:
        unheard = notices.c.routed_at.is_(None) & (notices.c.created_at <= now - UNHEARD_FOR)
        with self.ledger.reading() as tx:
            if tx.execute(select(notices.c.number).where(unheard).limit(1)).first() is None:
                return 0
        with self.ledger.transaction() as tx:
            return int(tx.execute(update(notices).where(unheard).values(routed_at=now)).rowcount)

    def route(self, number: int, routes: Collection[str], now: datetime) -> None:
        with self.ledger.transaction() as tx:
            for name in routes:
                _deliver(tx, number, name, now)
            tx.execute(update(notices).where(notices.c.number == number).values(routed_at=now))

    def add_route(self, numbers: Collection[int], route: str, now: datetime) -> None:
        # Asked in every round while a route is down: nothing is written when nothing is new.
        mine = select(deliveries.c.number).where(
            deliveries.c.route == route, deliveries.c.number >= min(numbers), deliveries.c.state != "moved"
        )
        with self.ledger.reading() as tx:
            new = set(numbers).difference(tx.execute(mine).scalars())
        if new:
            with self.ledger.transaction() as tx:
                for number in sorted(new):
                    _deliver(tx, number, route, now)

    def hearing(self, incident_ids: Collection[str]) -> dict[str, frozenset[str]]:
        query = select(deliveries.c.incident_id, deliveries.c.route).where(
            deliveries.c.incident_id.in_(list(incident_ids)), deliveries.c.state.in_(["pending", "sending", "sent"])
        )
        found: dict[str, set[str]] = {}
        with self.ledger.reading() as tx:
            for incident_id, route in tx.execute(query.distinct()):
                found.setdefault(incident_id, set()).add(route)
        return {incident_id: frozenset(routes) for incident_id, routes in found.items()}

    def unroute(self, routes: Collection[str], now: datetime) -> int:
        lost = (deliveries.c.state == "pending") & deliveries.c.route.not_in(list(routes))
        gone = route_health.c.route.not_in(list(routes))
        with self.ledger.reading() as tx:
            if tx.execute(select(or_(exists().where(lost), exists().where(gone)))).scalar_one() in (False, 0):
                return 0
        with self.ledger.transaction() as tx:
            numbers = [row.number for row in tx.execute(select(deliveries.c.number).where(lost).distinct())]
            # A route that is gone fails no more: its corrected address is a route of its own.
            tx.execute(delete(route_health).where(gone))
            if numbers:
                tx.execute(update(deliveries).where(lost).values(state="moved", settled_at=now))
                tx.execute(update(notices).where(notices.c.number.in_(numbers)).values(routed_at=None))
            return len(numbers)


def _deliver(tx: Connection, number: int, route: str, now: datetime) -> None:
    row = tx.execute(select(deliveries).where(deliveries.c.number == number, deliveries.c.route == route)).one_or_none()
    if row is None:
        incident_id = tx.execute(select(notices.c.incident_id).where(notices.c.number == number)).scalar_one()
        values = {"number": number, "incident_id": incident_id, "route": route, "state": "pending", "maybe_sent": False, "attempts": 0}
        tx.execute(insert(deliveries).values(created_at=now, **values))
    elif row.state == "moved":  # the route was taken away and has come back
        tx.execute(update(deliveries).where(deliveries.c.id == row.id).values(state="pending", settled_at=None))


def notice_of(row: Row[Any]) -> Notice:
    return Notice(
        key=row.key,
        kind=NoticeKind(row.kind),
        source_id=row.source_id,
        cause=Cause(row.cause),
        severity=Severity(row.severity),
        created_at=row.created_at,
        incident_id=row.incident_id,
        visit_id=row.visit_id,
        by=row.by,
        payload=row.payload,
    )

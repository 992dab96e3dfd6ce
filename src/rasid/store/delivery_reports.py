"""How delivery has been going: for `rasid alerts log`, for the metrics, and what of it can be forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from rasid.model import Attempt, IncidentState
from rasid.store.tables.incidents import incident_events, incidents
from rasid.store.tables.outbox import deliveries, delivery_log, notices

if TYPE_CHECKING:
    from rasid.store.ledger import Ledger


class DeliveryReports:
    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def log(self, *, limit: int = 100, route: str | None = None) -> list[Attempt]:
        """The delivery log, newest first."""
        query = select(delivery_log).order_by(delivery_log.c.id.desc()).limit(limit)
        if route is not None:
            query = query.where(delivery_log.c.route == route)
        with self.ledger.reading() as tx:
            return [
                Attempt(row.at, row.route, row.message_key, row.outcome, tuple(row.notices), row.error, row.seconds, row.failure or "")
                for row in tx.execute(query)
            ]

    def counts(self) -> dict[str, int]:
        """Deliveries by state, and ``unrouted`` notices, which nobody has been found for."""
        with self.ledger.reading() as tx:
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
        with self.ledger.reading() as tx:
            at: datetime | None = tx.execute(query).scalar_one()
            return at

    def attempts(self, since: datetime) -> dict[tuple[str, str], int]:
        """Attempts since then, by (route, outcome)."""
        query = (
            select(delivery_log.c.route, delivery_log.c.outcome, func.count())
            .where(delivery_log.c.at >= since)
            .group_by(delivery_log.c.route, delivery_log.c.outcome)
        )
        with self.ledger.reading() as tx:
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

"""Days on which a source was known to be out of order: the past that volume rules must not learn from."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from rasid.model import Cause
from rasid.store.tables.incidents import incidents

if TYPE_CHECKING:
    from rasid.store.ledger import Ledger

TELLING = (Cause.UNREACHABLE, Cause.BLOCKED, Cause.LAYOUT_CHANGED, Cause.QUIET)
"""Causes that say something of how much was published or could be seen; wrong articles do not."""


def anomalous_days(ledger: Ledger, source_id: str, since: datetime, zone: tzinfo) -> frozenset[date]:
    """Local days since then on which an incident of such a cause fired, from its first failure to its end (or to now)."""
    query = select(incidents.c.since, incidents.c.resolved_at).where(
        incidents.c.source_id == source_id,
        incidents.c.cause.in_([cause.value for cause in TELLING]),
        incidents.c.opened_at.is_not(None),
        or_(incidents.c.resolved_at.is_(None), incidents.c.resolved_at >= since),
    )
    days: set[date] = set()
    with ledger.reading() as tx:
        spans = [(row.since, row.resolved_at or ledger.clock()) for row in tx.execute(query)]
    for start, end in spans:
        day, last = max(start, since).astimezone(zone).date(), end.astimezone(zone).date()
        while day <= last:
            days.add(day)
            day += timedelta(days=1)
    return frozenset(days)

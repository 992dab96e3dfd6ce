"""A source's own past, read from the ledger for whoever holds the present against it: history rules, the report, a trial of the rules."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rasid.model import Past, Source
from rasid.store import Ledger

REMEMBERED = timedelta(days=60)
"""Past that history rules are told: their eight weeks and a margin."""


def past_of(ledger: Ledger, source: Source, now: datetime, *, span: timedelta = REMEMBERED) -> Past:
    """What the ledger knows of ``source`` over ``span``; a visit under way is not yet in it."""
    since = now - span
    return Past(
        hours=ledger.articles.rhythm(source.id, since),
        visits=tuple(ledger.visits.metrics(source.id, since)),
        anomalies=ledger.incidents.anomalous_days(source.id, since, ZoneInfo(source.timezone)),
    )

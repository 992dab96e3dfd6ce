"""Fills the overview of all sources from the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rasid.model import Source, Visit
from rasid.pipeline.health import health
from rasid.pipeline.past import past_of
from rasid.pipeline.standing import not_seen_since
from rasid.report import Health
from rasid.report.data import DayCell
from rasid.report.lines import SourceLine
from rasid.store import Ledger
from rasid.store.summaries import newest_articles, open_problems, read_by_day, standing_since

DAYS = 14
_HEALTH: dict[tuple[str, str, str, str], Health] = {}
"""What is usual changes with a visit and with the hour: it is learnt from weeks of articles, and a page must not wait for that each time."""
REMEMBERED = 500


def overview(ledger: Ledger, sources: Sequence[Source], *, now: datetime, days: int = DAYS) -> tuple[SourceLine, ...]:
    """The worst first. Raises LedgerError."""
    latest, newest, problems = ledger.visits.latest(now=now), newest_articles(ledger, now=now), open_problems(ledger, now=now)
    looked = ledger.visits.latest(looked=True, now=now)
    lines = []
    for source in sources:
        last = latest.get(source.id)
        rhythm = _health(ledger, source, last, now)
        read = read_by_day(ledger, source.id, now=now, days=days, zone=ZoneInfo(source.timezone))
        lines.append(
            SourceLine(
                id=source.id,
                name=source.name,
                timezone=source.timezone,
                country=source.country,
                verdict=last.verdict if last else None,
                since=standing_since(ledger, last) if last else None,
                visited_at=last.started_at if last else None,
                newest_at=newest.get(source.id),
                promise=timedelta(hours=source.fresh_within_hours) if source.fresh_within_hours else None,
                today=rhythm.articles_today,
                usual=rhythm.usual,
                learning=rhythm.learning,
                seen_at=not_seen_since(ledger, last, looked.get(source.id)),
                problems=problems.get(source.id, {}),
                days=tuple(DayCell(day.day, day.articles, day.failing, day.visits > 0) for day in read),
            )
        )
    return tuple(sorted(lines, key=lambda line: line.rank))


def _health(ledger: Ledger, source: Source, last: Visit | None, now: datetime) -> Health:
    key = (str(ledger.engine.url), source.id, last.id if last else "", f"{now:%Y%m%d%H}")
    if key not in _HEALTH:
        if len(_HEALTH) >= REMEMBERED:
            _HEALTH.clear()
        _HEALTH[key] = health(past_of(ledger, source, now), source, (), now=now)
    return _HEALTH[key]

"""The section's health as the report shows it. The frame's rhythm owns what is usual, here as in the history rules: no page contradicts an alert."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from rasid.frame.history import usual_coverage
from rasid.frame.rhythm import Rhythm
from rasid.frame.section import covered_share, has_fields
from rasid.frame.usual import today_of
from rasid.model import Past, Source, WindowArticle, newest_moment
from rasid.model.past import LEARNING_DAYS
from rasid.report import Coverage, Health

DAYS = 30
COVERED = ("author", "image", "published_at")


def health(past: Past, source: Source, window: Sequence[WindowArticle], *, now: datetime) -> Health:
    """The day so far, the newest article and how complete the window is, each against what ``past`` says is usual."""
    rhythm = Rhythm(past, source, now)
    today = today_of(rhythm)
    known = [day for day, count in today.daily if count] + [at.astimezone(rhythm.zone).date() for at, _ in past.visits[:1]]
    daily = today.daily[-DAYS:]
    return Health(
        articles_today=today.count,
        usual=today.usual,
        newest_at=newest_moment(window, now),
        promise=timedelta(hours=source.fresh_within_hours) if source.fresh_within_hours else None,
        coverage=_coverage(past, window, now),
        daily=tuple((day, count if known and day >= min(known) else None) for day, count in daily),
        usual_day=today.whole,
        oldest=_oldest(past, [day for day, _ in daily], rhythm, now),
        learning=(today.known_days + 1, LEARNING_DAYS) if today.known_days < LEARNING_DAYS else None,
    )


def _oldest(past: Past, days: Sequence[date], rhythm: Rhythm, now: datetime) -> tuple[timedelta | None, ...]:
    """The greatest age of the newest article on each day, the hours of publication taken as whole ones; None where nobody looked for hours."""
    published = sorted(hour for hour, count in past.hours.items() if count and hour <= now)
    ages: list[timedelta | None] = []
    for day in days:
        begins = datetime.combine(day, time(), rhythm.zone)
        hours = (day - rhythm.first_day).days * 24
        ends = min(datetime.combine(day + timedelta(days=1), time(), rhythm.zone).astimezone(UTC), now)
        since = bisect_right(published, begins) - 1
        if since < 0 or rhythm.blind(hours, hours + 24):
            ages.append(None)
            continue
        moments = [*published[since : bisect_right(published, ends)], ends]
        ages.append(max(after - before for before, after in pairwise(moments)))
    return tuple(ages)


def _coverage(past: Past, window: Sequence[WindowArticle], now: datetime) -> tuple[Coverage, ...]:
    """As section rules count it, on the types that are expected to have the field."""
    full = [item for item in window if has_fields(item)]
    return tuple(Coverage(name, covered_share(full, name), usual_coverage(past, name, now)) for name in COVERED) if full else ()

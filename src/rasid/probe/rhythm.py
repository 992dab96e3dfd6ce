"""How often a site publishes, and what follows for the schedule and the promises of its seed."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

STEPS = (5, 10, 15, 20, 30, 60, 120, 240, 360, 720)
"""Minutes between two visits that can be proposed; they divide a day, so slots fall on the same times every day."""
UNKNOWN = 30
LEAST_DATES = 4
"""Dates below which no rhythm is spoken of."""
LONGEST_AGE = 365
SHORTEST_AGE = 7
"""Days: the seeds' own default."""
FRESH_FACTOR = 3
"""The newest article may be so many times the longest usual silence old before the section counts as stale."""


@dataclass(frozen=True, slots=True)
class PublishingRate:
    """``articles`` dated articles over ``span``; None where there were too few dates."""

    articles: int
    span: timedelta
    gap: timedelta | None
    """Median time between two articles."""
    every_minutes: int
    max_age_days: int
    fresh_within_hours: float | None
    per_day: float | None


def rhythm_of(dates: Sequence[datetime], now: datetime, *, shown: int) -> PublishingRate:
    """The rhythm of publication ``dates`` (aware). ``shown`` is how many articles the section shows at once: a visit must come before half of
    them have been pushed out."""
    past = sorted({date for date in dates if date <= now + timedelta(hours=1)})
    if len(past) < LEAST_DATES:
        return PublishingRate(len(past), timedelta(0), None, UNKNOWN, SHORTEST_AGE, None, None)
    gaps = [(later - earlier) for earlier, later in itertools.pairwise(past)]
    span = past[-1] - past[0]
    gap = timedelta(seconds=median(one.total_seconds() for one in gaps))
    wanted = max(gap.total_seconds() / 60, 1.0)
    turnover = (span.total_seconds() / 60 / max(len(past) - 1, 1)) * max(shown, 2) / 2
    every = max((step for step in STEPS if step <= min(wanted, turnover)), default=STEPS[0])
    oldest = math.ceil((now - past[0]) / timedelta(days=1) * 1.5)
    silence = max(*(one.total_seconds() for one in gaps), (now - past[-1]).total_seconds(), 3600.0) / 3600
    fresh = max(12.0, math.ceil(silence * FRESH_FACTOR / 6) * 6.0)
    return PublishingRate(
        articles=len(past),
        span=span,
        gap=gap,
        every_minutes=every,
        max_age_days=min(max(oldest, SHORTEST_AGE), LONGEST_AGE),
        fresh_within_hours=fresh if fresh <= 24 * 7 else None,
        per_day=len(past) / max(span / timedelta(days=1), 1 / 24) if span else None,
    )

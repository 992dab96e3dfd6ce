"""What a source has usually published by this hour: the rhythm that history rules judge by, as a range a report can show."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta

from rasid.frame.rhythm import DAYS, LEAST_EXCESS, Expected, Rhythm, at_most
from rasid.model.past import LEARNING_DAYS

LEAST_DAYS = LEARNING_DAYS // 2
"""Days with an article before anything is called usual: half of those that a rhythm needs (our estimate)."""
TAIL = 0.1
"""One day in ten lies below the range, one above."""


@dataclass(frozen=True, slots=True)
class Today:
    """The day under way, in the source's zone."""

    count: int
    """Articles since midnight."""
    usual: tuple[int, int] | None
    """The range in which eight such days in ten lie at this hour; None while too little is known, or when nobody looked for hours."""
    known_days: int
    """Whole days of the past that can be learnt from; a rhythm needs :data:`LEARNING_DAYS`."""
    whole: tuple[int, int] | None
    """As ``usual``, of a whole day such as this one."""
    daily: tuple[tuple[date, int], ...]
    """Articles a day over the last sixty and today, oldest first."""


def today_of(rhythm: Rhythm) -> Today:
    """The day so far against the source's own past: weekdays, seasons, trend and scatter as history rules see them."""
    midnight, hour = DAYS * 24, rhythm.now_hour
    lively = lively_days(rhythm)
    # A band learnt from days without articles would say "0–0", and call the first article "more than usual".
    known_days = lively if lively < LEAST_DAYS and rhythm.known_days >= LEARNING_DAYS else rhythm.known_days
    learnt = known_days >= LEARNING_DAYS and not rhythm.blind(midnight, hour + 1)
    expected = _by_now(rhythm, midnight, hour) if learnt else None
    whole = rhythm.expected(midnight, midnight + 24) if learnt else None
    daily = tuple((rhythm.first_day + timedelta(days=row), int(count)) for row, count in enumerate(rhythm.daily))
    return Today(
        count=int(rhythm.count(midnight, hour + 1)),
        usual=usual_range(expected) if expected is not None else None,
        known_days=known_days,
        whole=usual_range(whole) if whole is not None else None,
        daily=daily,
    )


def lively_days(rhythm: Rhythm) -> int:
    """Days before today on which something was published."""
    return sum(1 for count in list(rhythm.daily)[:-1] if count)


def _by_now(rhythm: Rhythm, midnight: int, hour: int) -> Expected | None:
    """The whole hours since midnight, and the running one as far as it has run."""
    running = rhythm.expected(hour, hour + 1)
    whole = rhythm.expected(midnight, hour) if hour > midnight else Expected(0.0, LEAST_EXCESS, 0)
    if running is None or whole is None:
        return None
    passed = running.mean * (rhythm.now.minute / 60)
    mean = whole.mean + passed
    if mean <= 0:
        return Expected(0.0, LEAST_EXCESS, running.compared)
    over_poisson = whole.excess * whole.mean**2 + running.excess * passed**2
    return Expected(mean, max(over_poisson / mean**2, LEAST_EXCESS), running.compared)


def usual_range(expected: Expected) -> tuple[int, int]:
    """The lowest and the highest count that are nothing out of the ordinary: all but a tenth of the chance on either side.

    >>> usual_range(Expected(mean=10.0, excess=0.05, compared=8)), usual_range(Expected(0.0, 0.02, 8))
    ((5, 15), (0, 0))
    """
    most = range(int(expected.mean * 20) + 50)
    low, high = (bisect_left(most, chance, key=lambda count: at_most(count, expected)) for chance in (TAIL, 1 - TAIL))
    return low, high

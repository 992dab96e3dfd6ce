"""Invented publishing rhythms: what newsrooms do, in numbers, by seed.

A day's articles scatter more than a Poisson law allows (days are good or slow), follow the hours of a desk, thin out on the country's weekend, move to
the evening in Ramadan, nearly stop on an Eid, drift over the months, and burst when news breaks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from rasid.calendar import is_eid, is_ramadan, is_weekend

DESK = np.array([1, 0.6, 0.4, 0.3, 0.3, 0.5, 1.2, 2.5, 4, 5, 5.5, 6, 6, 5.5, 5, 5, 5, 5.5, 6, 6, 5.5, 4.5, 3.5, 2])
"""Weight of each local hour on an ordinary day."""
FASTING = np.array([4, 3, 2, 1, 0.6, 0.4, 0.6, 1, 2, 3, 4, 5, 5, 5, 4, 3, 2, 1, 2, 4, 6, 6.5, 6, 5])
"""In Ramadan: a late start, a pause at sunset, a long evening."""


@dataclass(frozen=True, slots=True)
class SyntheticNewsroom:
    """A newsroom. ``per_day`` is the mean of its working days."""

    per_day: float
    country: str = "LB"
    timezone: str = "Asia/Beirut"
    weekend: float = 0.6
    """Share of a working day's articles on a weekend day."""
    scatter: float = 0.15
    """Standard deviation of a day's level over its mean, beside the counting noise."""
    drift_per_month: float = 0.0
    """Relative change of the level in thirty days."""
    bursts_per_month: float = 1.0
    """Breaking-news days: two to five hours at three to six times the usual pace."""
    ramadan: float = 0.85
    eid: float = 0.35


@dataclass(frozen=True, slots=True)
class Series:
    """Publication moments of one source, UTC, in order; ``stopped_at`` is when it fell silent for good, if it did."""

    rhythm: SyntheticNewsroom
    start: datetime
    end: datetime
    moments: np.ndarray[tuple[int], np.dtype[np.float64]] = field(repr=False)
    """POSIX seconds."""
    stopped_at: datetime | None = None

    def stopped(self, at: datetime) -> Series:
        """The same series, falling silent at ``at``."""
        return Series(self.rhythm, self.start, self.end, self.moments[self.moments < at.timestamp()], at)

    def hours(self) -> dict[datetime, int]:
        """As ``ledger.articles.rhythm`` gives them."""
        counted: dict[datetime, int] = {}
        for hour, count in zip(*np.unique(self.moments // 3600, return_counts=True), strict=True):
            counted[datetime.fromtimestamp(float(hour) * 3600, UTC)] = int(count)
        return counted


def generate(rhythm: SyntheticNewsroom, first: date, days: int, *, seed: int) -> Series:
    """``days`` local days of publishing from ``first`` on. The same seed gives the same series."""
    dice = np.random.default_rng(seed)
    zone = ZoneInfo(rhythm.timezone)
    bursts = {int(day) for day in dice.integers(0, days, size=int(dice.poisson(rhythm.bursts_per_month * days / 30)))}
    moments: list[np.ndarray[tuple[int], np.dtype[np.float64]]] = []
    for number in range(days):
        day = first + timedelta(days=number)
        weights = _weights(rhythm, day)
        level = rhythm.per_day * (1 + rhythm.drift_per_month) ** (number / 30) * dice.gamma(1 / rhythm.scatter**2, rhythm.scatter**2)
        means = level * weights
        if number in bursts:
            start, length = int(dice.integers(8, 19)), int(dice.integers(2, 6))
            means[start : start + length] *= dice.uniform(3, 6)
        midnight = datetime(day.year, day.month, day.day, tzinfo=zone).timestamp()
        for hour, count in enumerate(dice.poisson(means)):
            moments.append(midnight + hour * 3600 + np.sort(dice.uniform(0, 3600, size=int(count))))
    start_at = datetime(first.year, first.month, first.day, tzinfo=zone)
    return Series(rhythm, start_at, start_at + timedelta(days=days), np.concatenate(moments) if moments else np.array([]))


def _weights(rhythm: SyntheticNewsroom, day: date) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    fasting = is_ramadan(day)
    hours = FASTING if fasting else DESK
    share = rhythm.weekend if is_weekend(rhythm.country, day) else 1.0
    if is_eid(day):
        share = min(share, rhythm.eid)
    elif fasting:
        share *= rhythm.ramadan
    return np.asarray(hours / hours.sum() * share, dtype=np.float64)

"""A source's own rhythm: how many articles it usually publishes in given hours of given days, and how surprising a number is.

The past is a grid of local days × 24 hours over the last 60 days. What is expected of a stretch of hours is the median of the same stretch one to eight
weeks earlier; days of another season (Ramadan, an Eid), known anomalies and days on which nobody looked are left out, and the stretch under
test is never part of its own training. Counts scatter more than a Poisson law allows (news comes in bursts), so tails are negative-binomial,
with the excess taken from the source's own days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from math import inf, log10
from zoneinfo import ZoneInfo

import numpy as np

from rasid.calendar import is_eid, is_holiday, is_ramadan, is_weekend
from rasid.frame.beta import betainc
from rasid.model import Past, Source

DAYS = 60
WEEKS = 8
ENOUGH = 3
"""Comparable stretches without which the search is widened."""
LEAST_EXCESS = 0.02
"""Variance is at least mean + 0.02 mean²: no desk is a Poisson process, and sixty days cannot prove that one is."""
UNKNOWN_EXCESS = 0.1
MEDIAN_VARIANCE = 1.57
BLIND_HOURS = 12.0
"""A day with a gap between two visits longer than this (or twice the usual gap) is not known."""
SEASON_SLACK = 1
"""Days: the moon may be seen a day before or after Umm al-Qura's tables."""
TOLERANCE = {"eid": 0.4, "ramadan": 0.7, "holiday": 0.7, "plain": 1.0}
"""Share of the usual that is expected where the season has no days of its own to compare with yet."""


@dataclass(frozen=True, slots=True)
class Expected:
    """``mean`` articles, give or take; ``excess`` is the negative-binomial α (variance = mean + α mean²); ``compared`` stretches it rests on."""

    mean: float
    excess: float
    compared: int


class Rhythm:
    """The grid of one source at one moment."""

    def __init__(self, past: Past, source: Source, now: datetime) -> None:
        self.zone = ZoneInfo(source.timezone)
        self.country = source.country
        self.now = now.astimezone(self.zone)
        self.today = self.now.date()
        self.first_day = self.today - timedelta(days=DAYS)
        self.counts = np.zeros((DAYS + 1, 24))
        for hour, count in past.hours.items():
            local = hour.astimezone(self.zone)
            row = (local.date() - self.first_day).days
            if 0 <= row <= DAYS and hour <= now:
                self.counts[row, local.hour] += count
        self.flat = self.counts.reshape(-1)
        self.sums = np.concatenate(([0.0], np.cumsum(self.flat)))
        self.usable = self._usable(past)
        self.seasons = [self._season(self.first_day + timedelta(days=row)) for row in range(DAYS + 1)]
        self.rest = [is_weekend(self.country, self.first_day + timedelta(days=row)) for row in range(DAYS + 1)]

    @property
    def known_days(self) -> int:
        """Whole days of the past that can be learnt from."""
        return int(self.usable[:-1].sum())

    @property
    def now_hour(self) -> int:
        """Index of the current, unfinished hour in the flat grid."""
        return DAYS * 24 + self.now.hour

    def count(self, start: int, end: int) -> float:
        """Articles in the hours ``start`` (included) to ``end`` (excluded) of the flat grid."""
        return float(self.sums[end] - self.sums[start])

    def expected(self, start: int, end: int) -> Expected | None:
        """What the source's past promises for those hours; None when no comparable stretch is known for some part of them.

        Each calendar day's part is compared by itself, since a stretch may run from a feast into plain days; their means and variances add up.
        """
        parts = []
        while start < end:
            midnight = min(end, (start // 24 + 1) * 24)
            part = self._expected_of_day(start, midnight)
            if part is None:
                return None
            parts.append(part)
            start = midnight
        mean = sum(part.mean for part in parts)
        if mean <= 0:
            return Expected(0.0, LEAST_EXCESS, min(part.compared for part in parts))
        over_poisson = sum(part.excess * part.mean**2 for part in parts)
        return Expected(mean, max(over_poisson / mean**2, LEAST_EXCESS), min(part.compared for part in parts))

    def _expected_of_day(self, start: int, end: int) -> Expected | None:
        season = self.seasons[start // 24]
        shifts = [7 * 24 * week for week in range(1, WEEKS + 1)]
        found = self._compare(start, end, shifts, season)
        tolerance = 1.0
        if len(found) < ENOUGH:
            every_day = [24 * day for day in range(1, WEEKS * 7 + 1) if self._same_kind(start, day)]
            wider = self._compare(start, end, every_day, season)
            if len(wider) >= ENOUGH:
                found = wider
            elif season != "plain":
                # A season without days of its own yet: the plain days are the measure, with indulgence.
                found = self._compare(start, end, shifts, "plain")
                tolerance = TOLERANCE[season]
        if not found:
            return None
        mean = _middle(found) * self.trend(start // 24) * tolerance
        excess = self.excess(start, end)
        if tolerance != 1.0:
            excess = max(excess, UNKNOWN_EXCESS)
        if mean > 0:
            # The middle of n stretches is itself uncertain: its variance is some π/2n of theirs.
            excess += MEDIAN_VARIANCE / len(found) * (1 / mean + excess)
        return Expected(mean, excess, len(found))

    def blind(self, start: int, end: int) -> bool:
        """Whether nobody looked for long somewhere in these hours, so that a low number may be ours."""
        return any(first < end and last > start for first, last in self.gaps)

    @cached_property
    def daily(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.asarray(self.counts.sum(axis=1), dtype=np.float64)

    def trend(self, before: int) -> float:
        """How the 14 known days before row ``before`` stand to the days they are compared with, between ½ and 2: a growing source is not
        judged by last month, and the stretch under test has no say."""
        ratios = []
        for row in [row for row in range(before) if self._plain(row)][-14:]:
            earlier = [self.daily[row - 7 * week] for week in range(1, WEEKS) if row - 7 * week >= 0 and self._plain(row - 7 * week)]
            if len(earlier) >= 2 and np.median(earlier) > 0:
                ratios.append(self.daily[row] / np.median(earlier))
        # Not all the way: part of what fourteen days show is chance.
        return float(np.clip(np.median(ratios) ** 0.75, 0.5, 2.0)) if len(ratios) >= 7 else 1.0

    def excess(self, start: int, end: int) -> float:
        """α of the negative binomial for those hours of a day, from the median absolute Pearson residual of the same hours on known days,
        each against the others of its weekday; for more than a day that of whole days."""
        if end - start > 24:
            start, end = end - 24, end
        by_weekday: dict[int, list[float]] = {}
        for day in range(1, DAYS + 1):
            first, last = start - 24 * day, end - 24 * day
            if first >= 0 and self._plain(first // 24) and self._plain((last - 1) // 24):
                by_weekday.setdefault(day % 7, []).append(self.count(first, last))
        residuals, means = [], []
        for counts in by_weekday.values():
            if len(counts) >= ENOUGH:
                for place, count in enumerate(counts):
                    mean = max(float(np.median(counts[:place] + counts[place + 1 :])), 0.5)
                    residuals.append(abs(count - mean) / mean**0.5)
                    means.append(mean)
        if len(residuals) < 10:
            return UNKNOWN_EXCESS
        spread = (1.4826 * float(np.median(residuals))) ** 2
        return max((spread - 1.0) / float(np.median(means)), LEAST_EXCESS)

    def _plain(self, row: int) -> bool:
        return bool(self.usable[row]) and self.seasons[row] == "plain"

    def _compare(self, start: int, end: int, shifts: list[int], season: str) -> list[float]:
        found = []
        for shift in shifts:
            first, last = start - shift, end - shift
            rows = range(first // 24, (last - 1) // 24 + 1)
            if first >= 0 and last <= start and all(self.usable[row] and self.seasons[row] == season for row in rows):
                found.append(self.count(first, last))
        return found

    def _same_kind(self, start: int, days: int) -> bool:
        row = start // 24
        return row - days >= 0 and self.rest[row] == self.rest[row - days]

    def _season(self, day: date) -> str:
        if is_eid(day, slack=SEASON_SLACK):
            return "eid"
        if is_ramadan(day):
            return "ramadan"
        return "holiday" if is_holiday(self.country, day) else "plain"

    def _usable(self, past: Past) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which days were watched from their beginning to their end and are not known to be out of the ordinary."""
        usable = np.zeros(DAYS + 1, dtype=bool)
        moments = [at.astimezone(self.zone) for at, _ in past.visits]
        self.gaps: list[tuple[int, int]] = []
        """Hours of the flat grid between two visits that lie too far apart."""
        if not moments:
            return usable
        hours = np.array([(later - earlier).total_seconds() / 3600 for earlier, later in pairwise(moments)])
        longest = max(BLIND_HOURS, 2 * float(np.median(hours))) if len(hours) else BLIND_HOURS
        usable[max(0, (moments[0].date() - self.first_day).days + 1) :] = True
        for earlier, later in pairwise([*moments, self.now]):
            if (later - earlier).total_seconds() / 3600 > longest:
                first, last = (earlier.date() - self.first_day).days, (later.date() - self.first_day).days
                usable[max(0, first) : max(0, last + 1)] = False
                self.gaps.append((first * 24 + earlier.hour, last * 24 + later.hour))
        for day in past.anomalies:
            row = (day - self.first_day).days
            if 0 <= row <= DAYS:
                usable[row] = False
        return usable


def _middle(found: list[float]) -> float:
    """The median; for small numbers, of which it is too coarse a measure, the mean of the middle half."""
    median = float(np.median(found))
    if median >= 20:
        return median
    cut = len(found) // 4
    return float(np.mean(sorted(found)[cut : len(found) - cut]))


def low_surprise(observed: float, expected: Expected) -> float:
    """−log₁₀ of the chance of ``observed`` articles or fewer: 4 means once in ten thousand."""
    chance = at_most(observed, expected)
    return -log10(chance) if chance > 0 else inf


def high_surprise(observed: float, expected: Expected) -> float:
    """−log₁₀ of the chance of ``observed`` articles or more."""
    chance = 1.0 - at_most(observed - 1, expected) if observed >= 1 else 1.0
    return -log10(chance) if chance > 0 else 16.0


def at_most(observed: float, expected: Expected) -> float:
    """The chance of ``observed`` articles or fewer."""
    if observed < 0:
        return 0.0
    if expected.mean <= 0:
        return 1.0
    size = 1.0 / expected.excess
    return float(betainc(size, observed + 1, size / (size + expected.mean)))

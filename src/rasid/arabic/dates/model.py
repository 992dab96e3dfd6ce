"""What reading a date gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Precision = Literal["second", "minute", "hour", "day", "month", "year"]
Calendar = Literal["gregorian", "hijri", "dual"]
ZoneFrom = Literal["text", "tz", "country"]


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """One date that was read. What is finer than ``precision`` in ``at`` is filler (midnight, the first of the month), not knowledge."""

    at: datetime
    """Aware. In the zone written in the text, else in ``tz``, else in the country's, else in UTC."""
    precision: Precision
    calendar: Calendar
    zone_from: ZoneFrom | None
    """None: no zone was known and UTC was taken."""
    confidence: float
    """0–1. A full date with a month name is 0.95 and more; a number order that could be read two ways, a year of two digits or a weekday
    that disagrees lower it (``dates.resolve`` has the figures; they order readings, they are no probabilities)."""
    warnings: tuple[str, ...]
    """``weekday_disagrees months_disagree hijri_disagrees order_ambiguous order_unusual two_digit_year year_from_weekday several_dates
    time_invalid zone_unknown rounded shift_disagrees hijri_day_30``; of a page's dates also ``year_inferred month_first``"""
    raw: str
    """The words it was read from."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in running text: ``text[start:end]``. ``date`` is None when the words name a day that cannot be told («الأسبوع المقبل», no year)."""

    start: int
    end: int
    text: str
    date: ParsedDate | None

"""Pieces into a moment: calendars, missing years, weekdays, zones. Nothing here reads text.

Confidence starts from the piece's own trust and is multiplied: 0.4 for a weekday that disagrees, 0.4 for a Hijri date that does, 0.3 for
month names that do, 0.9 for a time that cannot be, 0.6 for one told in a zone nobody knows.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from rasid.arabic.dates.model import Calendar, ParsedDate, Precision, ZoneFrom
from rasid.arabic.dates.pieces import Relative, TimeOfDay, Weekday, WrittenDate, Zone
from rasid.arabic.dates.zones import COUNTRIES, fixed, zone

SHORT: dict[str, Precision] = {
    "second": "second",
    "minute": "minute",
    "hour": "hour",
    "day": "day",
    "week": "day",
    "month": "month",
    "year": "year",
}


class _Reading:
    """A day as far as it is known, gathering doubt on the way."""

    __slots__ = ("calendar", "day", "precision", "trust", "warnings")

    def __init__(
        self, day: date, precision: Precision, trust: float, warnings: tuple[str, ...] = (), calendar: Calendar = "gregorian"
    ) -> None:
        self.day, self.precision, self.trust, self.warnings, self.calendar = day, precision, trust, list(warnings), calendar


def moment(main: WrittenDate | Relative | Weekday, **about: Any) -> ParsedDate | None:
    """What :func:`_moment` tells; None where it lies beyond the calendar («منذ يومين» in the first day of year 1)."""
    try:
        return _moment(main, **about)
    except OverflowError:
        return None


def _moment(
    what: WrittenDate | Relative | Weekday,
    *,
    weekday: Weekday | None,
    clock: TimeOfDay | None,
    written_zone: Zone | None,
    twin: WrittenDate | None,
    now: datetime | None,
    country: str | None,
    tz: str | tzinfo | None,
    raw: str,
    doubt: float = 1.0,
) -> ParsedDate | None:
    """The moment that the pieces name together, or None when they name none. ``twin`` is the same day in the other calendar."""
    where, zone_from = zone_for(written_zone, country, tz)
    here = now.astimezone(where) if now is not None and where is not None else now
    if isinstance(what, Relative) and what.unit in ("second", "minute", "hour") and not what.period:
        return _elapsed(what, here, where, zone_from, raw, doubt)
    if isinstance(what, WrittenDate):
        reading = _calendar_day(what, weekday, here)
    elif isinstance(what, Relative):
        reading = _relative_day(what, here)
    else:
        reading = _shifted_weekday(what, here)
    if reading is None:
        return None
    if weekday is not None and weekday is not what and reading.precision == "day" and reading.day.weekday() != weekday.number:
        reading.warnings.append("weekday_disagrees")
        reading.trust *= 0.4
    if twin is not None and reading.precision == "day":
        _compare(reading, what, twin)
    at, precision = datetime.combine(reading.day, time(), where or UTC), reading.precision
    if clock is not None and precision == "day":
        if clock.valid:
            whole = reading.day + timedelta(days=1) if clock.hour == 24 else reading.day
            at = datetime.combine(whole, time(clock.hour % 24, clock.minute, clock.second, clock.micro), where or UTC)
            precision = SHORT[clock.precision]
            if written_zone is not None and written_zone.unknown:
                reading.warnings.append("zone_unknown")
                reading.trust *= 0.6
        else:
            reading.warnings.append("time_invalid")
            reading.trust *= 0.9
    return ParsedDate(at, precision, reading.calendar, zone_from, round(min(reading.trust, 1.0) * doubt, 2), tuple(reading.warnings), raw)


def zone_for(written: Zone | None, country: str | None, tz: str | tzinfo | None) -> tuple[tzinfo | None, ZoneFrom | None]:
    if written is not None:
        if written.minutes is not None:
            return fixed(written.minutes), "text"
        if written.name is not None:
            if written.name == "Asia/Amman" and country == "OM":
                return zone("Asia/Muscat"), "text"  # عُمان and عمّان are one word without diacritics
            return zone(written.name), "text"
    if tz is not None:
        return (zone(tz) if isinstance(tz, str) else tz), "tz"
    if country is not None and country in COUNTRIES:
        return zone(COUNTRIES[country]), "country"
    return None, None


def _elapsed(
    what: Relative, here: datetime | None, where: tzinfo | None, zone_from: ZoneFrom | None, raw: str, doubt: float
) -> ParsedDate | None:
    if here is None:
        return None
    # In UTC, or an hour is lost or won where summer time begins or ends.
    at = (here.astimezone(UTC) - timedelta(**{what.unit + "s": what.count})).astimezone(where or here.tzinfo)
    if what.unit != "second":
        at = at.replace(second=0, microsecond=0)
    trust = 0.6 if what.rounded else 0.9
    return ParsedDate(at, SHORT[what.unit], "gregorian", zone_from, round(trust * doubt, 2), ("rounded",) if what.rounded else (), raw)


def _calendar_day(what: WrittenDate, weekday: Weekday | None, here: datetime | None) -> _Reading | None:
    if what.trust <= 0:
        return None
    year, month = what.year, what.months[0] if what.months else None
    warnings, trust = what.warnings, what.trust
    if year is None:
        return _yearless(what, weekday, here)
    if month is None:
        first = gregorian(year, 1, 1)[0] if what.hijri else date(year, 1, 1)
        return None if first is None else _Reading(first, "year", trust, warnings, "hijri" if what.hijri else "gregorian")
    if len(what.months) == 2 and what.months[1] != month:
        warnings, trust = (*warnings, "months_disagree"), 0.3
        if (
            weekday is not None
            and what.day is not None
            and not _falls_on(what, month, weekday)
            and _falls_on(what, what.months[1], weekday)
        ):
            month = what.months[1]
    if what.day is None:
        first = gregorian(year, month, 1)[0] if what.hijri else date(year, month, 1)
        return None if first is None else _Reading(first, "month", trust, warnings, "hijri" if what.hijri else "gregorian")
    if what.hijri:
        day, thirty = gregorian(year, month, what.day)
        return None if day is None else _Reading(day, "day", min(trust, 0.8), (*warnings, "hijri_day_30") if thirty else warnings, "hijri")
    day = _day(year, month, what.day)
    if day is None:
        return None
    if what.other_order is not None and weekday is not None:
        other = _day(*what.other_order)
        settled = tuple(warning for warning in warnings if warning != "order_ambiguous")
        if day.weekday() == weekday.number:
            warnings, trust = settled, max(trust, 0.9)
        elif other is not None and other.weekday() == weekday.number:
            day, warnings, trust = other, settled, 0.9
    return _Reading(day, "day", trust, warnings)


def _falls_on(what: WrittenDate, month: int, weekday: Weekday) -> bool:
    day = (gregorian(what.year or 0, month, what.day or 0)[0]) if what.hijri else _day(what.year or 0, month, what.day or 0)
    return day is not None and day.weekday() == weekday.number


def _yearless(what: WrittenDate, weekday: Weekday | None, here: datetime | None) -> _Reading | None:
    """A year from «الماضي» or «المقبل», or from the weekday; never from nothing."""
    if here is None or what.hijri:
        return None
    today = here.date()
    if not what.months:
        month_index = 12 * today.year + today.month - 1 + (what.shift or 0)
        day = _day(month_index // 12, month_index % 12 + 1, what.day or 0)
        return None if day is None else _Reading(day, "day", 0.9, what.warnings)
    month = what.months[0]
    doubtful = len(what.months) == 2 and what.months[1] != month
    warnings, trust = ((*what.warnings, "months_disagree"), 0.3) if doubtful else (what.warnings, 0.85)
    if what.year_shift is not None:
        day = _day(today.year + what.year_shift, month, what.day or 1)
        return None if day is None else _Reading(day, "day" if what.day else "month", trust, warnings)
    if what.shift is None:
        if weekday is None or what.day is None:
            return None
        days = [_day(year, month, what.day) for year in (today.year - 1, today.year, today.year + 1)]
        fitting = [day for day in days if day is not None and day.weekday() == weekday.number]
        # Nearer than half a year, or the weekday says too little.
        nearest = min(fitting, key=lambda day: abs(day - today), default=None)
        return (
            None
            if nearest is None or abs((nearest - today).days) > 183
            else _Reading(nearest, "day", 0.7, (*warnings, "year_from_weekday"))
        )
    year = today.year
    if what.shift == 0:
        if month != today.month:
            warnings, trust = (*warnings, "shift_disagrees"), min(trust, 0.5)
    elif what.shift < 0:
        if (month, what.day or 0) >= (today.month, today.day if what.day else 0):
            year -= 1
    elif (month, what.day or 0) <= (today.month, today.day if what.day else 0):
        year += 1
    day = _day(year, month, what.day or 1)
    return None if day is None else _Reading(day, "day" if what.day else "month", trust, warnings)


def _relative_day(what: Relative, here: datetime | None) -> _Reading | None:
    if here is None:
        return None
    today = here.date()
    trust = 0.6 if what.rounded else 0.9
    warnings = ("rounded",) if what.rounded else ()
    try:
        if what.unit == "day" and not what.period:
            return _Reading(today - timedelta(days=what.count), "day", trust, warnings)
        if what.unit == "week" and not what.period:
            return _Reading(today - timedelta(days=7 * what.count), "day", 0.6, ("rounded",))
        if what.unit == "month":
            index = 12 * today.year + today.month - 1 - what.count
            return _Reading(date(index // 12, index % 12 + 1, 1), "month", trust, warnings)
        if what.unit == "year":
            return _Reading(date(today.year - what.count, 1, 1), "year", trust, warnings)
    except (ValueError, OverflowError):
        return None
    return None  # a week, or days, without a day


def _shifted_weekday(what: Weekday, here: datetime | None) -> _Reading | None:
    if here is None or not what.shift:
        return None
    today = here.date()
    if what.shift < 0:
        return _Reading(today - timedelta(days=(today.weekday() - what.number - 1) % 7 + 1), "day", 0.85)
    return _Reading(today + timedelta(days=(what.number - today.weekday() - 1) % 7 + 1), "day", 0.85)


def _compare(reading: _Reading, what: WrittenDate | Relative | Weekday, twin: WrittenDate) -> None:
    if twin.year is None or not twin.months or twin.day is None:
        return
    other = gregorian(twin.year, twin.months[0], twin.day)[0] if twin.hijri else _day(twin.year, twin.months[0], twin.day)
    if other is None:
        return
    # Moon sighting and the Umm al-Qura tables differ by a day.
    agrees = abs((other - reading.day).days) <= 1
    if isinstance(what, WrittenDate) and what.hijri:
        reading.day, reading.trust = other, max(reading.trust, twin.trust)
    reading.calendar = "dual"
    if agrees:
        reading.trust = max(reading.trust, 0.97)
    else:
        reading.warnings.append("hijri_disagrees")
        reading.trust *= 0.4


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= year <= 9999 and 1 <= day <= monthrange(year, month)[1] else None


@lru_cache(maxsize=4096)
def gregorian(year: int, month: int, day: int) -> tuple[date | None, bool]:
    """The day of a Hijri date by the Umm al-Qura tables, and whether it was the 30th of a month that has 29 there; None when there is no such day."""
    from hijridate import Hijri  # only one date in fifty is Hijri

    try:
        return Hijri(year, month, day).to_gregorian(), False
    except (ValueError, OverflowError):
        if day != 30:
            return None, False
    try:
        return Hijri(year, month, 29).to_gregorian() + timedelta(days=1), True
    except (ValueError, OverflowError):
        return None, False

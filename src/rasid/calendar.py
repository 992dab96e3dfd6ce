"""Days that change a newsroom's rhythm: the country's weekend, Ramadan, the two Eids, fixed national holidays.

Weekends follow CLDR's ``weekData`` (Babel) where it knows the country, and the laws that changed them (dates beside the table) for the past.
Lunar dates are Umm al-Qura's (``hijridate``); countries that wait for the sighting may begin a day earlier or later, so whoever asks whether a
day *may* be an Eid passes ``slack=1``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from hijridate import Gregorian, Hijri

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
_FRI_SAT, _THU_FRI, _SAT_SUN = frozenset({FRI, SAT}), frozenset({THU, FRI}), frozenset({SAT, SUN})
_EVER = date.min

WEEKENDS: dict[str, tuple[tuple[date, frozenset[int]], ...]] = {
    "AE": ((_EVER, _THU_FRI), (date(2006, 9, 1), _FRI_SAT), (date(2022, 1, 1), _SAT_SUN)),  # Sharjah also rests on Friday
    "BH": ((_EVER, _THU_FRI), (date(2006, 9, 1), _FRI_SAT)),
    "DJ": ((_EVER, _FRI_SAT),),  # works Sunday to Thursday; CLDR has no entry
    "DZ": ((_EVER, _THU_FRI), (date(2009, 8, 14), _FRI_SAT)),
    "EG": ((_EVER, _FRI_SAT),),
    "IQ": ((_EVER, _FRI_SAT),),
    "JO": ((_EVER, frozenset({FRI})), (date(2000, 1, 7), _FRI_SAT)),
    "KM": ((_EVER, _SAT_SUN),),
    "KW": ((_EVER, _THU_FRI), (date(2007, 9, 1), _FRI_SAT)),
    "LB": ((_EVER, _SAT_SUN),),  # law 46/2017 made the public sector's Saturday free too
    "LY": ((_EVER, _FRI_SAT),),
    "MA": ((_EVER, _SAT_SUN),),
    "MR": ((_EVER, _FRI_SAT), (date(2014, 10, 1), _SAT_SUN)),
    "OM": ((_EVER, _THU_FRI), (date(2013, 5, 1), _FRI_SAT)),
    "PS": ((_EVER, _FRI_SAT),),  # CLDR has no entry; ministries, schools and banks close on these two
    "QA": ((_EVER, _THU_FRI), (date(2003, 8, 1), _FRI_SAT)),
    "SA": ((_EVER, _THU_FRI), (date(2013, 6, 29), _FRI_SAT)),
    "SD": ((_EVER, frozenset({FRI})), (date(2008, 1, 1), _FRI_SAT)),
    "SO": ((_EVER, _THU_FRI),),  # CLDR has no entry; ministries work Saturday to Wednesday
    "SY": ((_EVER, _FRI_SAT),),
    "TN": ((_EVER, _SAT_SUN),),
    "YE": ((_EVER, _THU_FRI), (date(2013, 8, 15), _FRI_SAT)),
}
"""ISO country code → (from this day on, weekdays off), in order. All members of the Arab League."""

HOLIDAYS: dict[str, tuple[tuple[int, int], ...]] = {
    "AE": ((1, 1), (12, 2), (12, 3)),
    "BH": ((1, 1), (5, 1), (12, 16), (12, 17)),
    "DJ": ((1, 1), (5, 1), (6, 27)),
    "DZ": ((1, 1), (1, 12), (5, 1), (7, 5), (11, 1)),
    "EG": ((1, 7), (1, 25), (4, 25), (5, 1), (6, 30), (7, 23), (10, 6)),
    "IQ": ((1, 1), (1, 6), (3, 21), (5, 1), (7, 14)),
    "JO": ((1, 1), (5, 1), (5, 25), (12, 25)),
    "KM": ((7, 6),),
    "KW": ((1, 1), (2, 25), (2, 26)),
    "LB": ((1, 1), (1, 6), (2, 9), (5, 1), (8, 15), (11, 22), (12, 25)),
    "LY": ((2, 17), (5, 1), (9, 16), (10, 23), (12, 24)),
    "MA": ((1, 1), (1, 11), (1, 14), (5, 1), (7, 30), (8, 14), (8, 20), (8, 21), (11, 6), (11, 18)),
    "MR": ((1, 1), (5, 1), (11, 28)),
    "OM": ((11, 18), (11, 19)),
    "PS": ((1, 1), (5, 1), (11, 15), (12, 25)),
    "QA": ((12, 18),),
    "SA": ((2, 22), (9, 23)),
    "SD": ((1, 1), (12, 25)),
    "SO": ((6, 26), (7, 1)),
    "SY": ((1, 1), (3, 21), (4, 17), (5, 1), (12, 25)),
    "TN": ((1, 1), (3, 20), (4, 9), (5, 1), (7, 25), (8, 13), (10, 15), (12, 17)),
    "YE": ((5, 1), (5, 22), (9, 26), (10, 14), (11, 30)),
}
"""Fixed national holidays as (month, day). A newsroom works on them, with fewer hands: a reason to expect less, never to expect nothing."""

RAMADAN, EID_AL_FITR, EID_AL_ADHA = "ramadan", "eid_al_fitr", "eid_al_adha"
EID_DAYS = {EID_AL_FITR: 3, EID_AL_ADHA: 4}
"""Length as most ministries grant it; the eve is not counted."""


@dataclass(frozen=True, slots=True)
class Season:
    """A stretch of days by the Umm al-Qura calendar, both ends included."""

    name: str
    start: date
    end: date

    def covers(self, day: date, slack: int = 0) -> bool:
        return self.start - timedelta(days=slack) <= day <= self.end + timedelta(days=slack)


def weekend(country: str, day: date) -> frozenset[int]:
    """Weekdays off (0 is Monday) in ``country`` (ISO code) at that time; Saturday and Sunday for a country not in the table."""
    current = _SAT_SUN
    for since, days in WEEKENDS.get(country.upper(), ()):
        if since <= day:
            current = days
    return current


def is_weekend(country: str, day: date) -> bool:
    return day.weekday() in weekend(country, day)


def is_holiday(country: str, day: date) -> bool:
    """A fixed national holiday. Those that move with the moon are :func:`season`'s."""
    return (day.month, day.day) in HOLIDAYS.get(country.upper(), ())


@lru_cache(maxsize=32)
def seasons(year: int) -> tuple[Season, ...]:
    """Ramadan and the Eids that touch the Gregorian ``year``, in order. Years 1925–2076, which Umm al-Qura's tables cover; others give none."""
    try:
        first, last = Gregorian(year, 1, 1).to_hijri().year, Gregorian(year, 12, 31).to_hijri().year
        found = [season for hijri in range(first, last + 1) for season in _of_hijri_year(hijri)]
    except (OverflowError, ValueError):
        return ()
    return tuple(season for season in found if season.start.year <= year <= season.end.year)


@lru_cache(maxsize=4096)
def season(day: date, *, slack: int = 0) -> str | None:
    """``eid_al_fitr``, ``eid_al_adha`` or ``ramadan`` if ``day`` is, or within ``slack`` days may be, part of it; the Eids come first."""
    near = {one for year in {(day - timedelta(days=35)).year, day.year, (day + timedelta(days=35)).year} for one in seasons(year)}
    for name in (EID_AL_FITR, EID_AL_ADHA, RAMADAN):
        if any(one.name == name and one.covers(day, slack) for one in near):
            return name
    return None


def is_eid(day: date, *, slack: int = 0) -> bool:
    return season(day, slack=slack) in (EID_AL_FITR, EID_AL_ADHA)


def is_ramadan(day: date, *, slack: int = 0) -> bool:
    near = {one for year in {(day - timedelta(days=35)).year, day.year} for one in seasons(year)}
    return any(one.name == RAMADAN and one.covers(day, slack) for one in near)


def _of_hijri_year(year: int) -> tuple[Season, ...]:
    fasting, feast, sacrifice = (Hijri(year, month, day).to_gregorian() for month, day in ((9, 1), (10, 1), (12, 10)))
    return (
        Season(RAMADAN, _day(fasting), _day(feast) - timedelta(days=1)),
        Season(EID_AL_FITR, _day(feast), _day(feast) + timedelta(days=EID_DAYS[EID_AL_FITR] - 1)),
        Season(EID_AL_ADHA, _day(sacrifice), _day(sacrifice) + timedelta(days=EID_DAYS[EID_AL_ADHA] - 1)),
    )


def _day(converted: Gregorian) -> date:
    return date(converted.year, converted.month, converted.day)

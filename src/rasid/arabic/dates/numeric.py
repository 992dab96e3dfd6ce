"""Dates in figures alone: which of them is the day is a matter of country, weekday and luck."""

from __future__ import annotations

from rasid.arabic.dates.lexicon import GREGORIAN_ERA, HIJRI_ERA
from rasid.arabic.dates.pieces import WrittenDate
from rasid.arabic.dates.tokens import DateToken
from rasid.arabic.dates.written import FIRST_YEAR, HIJRI_FIRST, HIJRI_LAST, LAST_YEAR, era_word

MONTH_FIRST_COUNTRIES = frozenset(("US", "PH", "FM", "PW"))
"""Everywhere else, and in all Arab countries, the day comes first."""


def numeric(tokens: list[DateToken], at: int, *, country: str | None, this_year: int | None) -> WrittenDate | None:
    """«25/11/2022», «2020-03-15», «14-09-1432 هـ», «24/08/20»; None for what is no date (32/13/2020, 1.2.3)."""
    value = tokens[at].value
    parts, number = [], ""
    for sign in value + " ":
        if sign.isdigit():
            number += sign
        elif number:
            parts.append(number)
            number = ""
    era = era_word(tokens[at + 1]) if at + 1 < len(tokens) else ""
    if not era and at + 1 < len(tokens) and tokens[at + 1].value in HIJRI_ERA:
        era = "ه"
    marked = era in HIJRI_ERA
    last = at + 2 if marked or (era in GREGORIAN_ERA[:3] and _far_from_clock(tokens, at)) else at + 1
    a, b, c = map(int, parts)
    if len(parts[0]) == 4:
        return _made(at, last, a, b, c, marked, None, 0.95) if len(parts[2]) <= 2 else None
    if len(parts[2]) == 4 and len(parts[0]) <= 2:
        return _ordered(at, last, a, b, c, marked, country, ())
    if len(parts[2]) == 2 and len(parts[0]) <= 2 and len(parts[1]) == 2 and this_year is not None and not marked:
        if "." in value and len(parts[0]) < 2:
            return None
        return _short(at, last, a, b, c, country, this_year)
    return None


def _far_from_clock(tokens: list[DateToken], at: int) -> bool:
    """«م» after a numeric date is its era unless it belongs to a time: «2020/3/15 م 03:15»."""
    return not (at + 2 < len(tokens) and tokens[at + 2].kind == "time")


def _ordered(
    at: int, last: int, a: int, b: int, year: int, marked: bool, country: str | None, warnings: tuple[str, ...], trust: float = 0.95
) -> WrittenDate | None:
    month_leads = country in MONTH_FIRST_COUNTRIES
    day, month = (b, a) if month_leads else (a, b)
    other: tuple[int, int, int] | None = None
    if month > 12:
        day, month = month, day
        warnings, trust = (*warnings, "order_unusual"), min(trust, 0.8)
    elif day <= 12 and day != month:
        other = (year, day, month)
        warnings, trust = (*warnings, "order_ambiguous"), min(trust, 0.8 if country else 0.6)
    made = _made(at, last, year, month, day, marked, other, trust)
    if made is not None:
        made.warnings = warnings
    return made


def _short(at: int, last: int, a: int, b: int, c: int, country: str | None, this_year: int) -> WrittenDate | None:
    """Two figures for the year. Day first unless the first number can only be a year; a year further than thirty back is no reading but a guess."""
    if a > 31:
        year, month, day = _century(a, this_year), b, c
        return _made(at, last, year, month, day, False, None, 0.6, ("two_digit_year",)) if this_year - year <= 30 else None
    year = _century(c, this_year)
    if this_year - year > 30:
        return None
    return _ordered(at, last, a, b, year, False, country, ("two_digit_year",), 0.5)


def _century(two: int, this_year: int) -> int:
    """The latest year with these two last figures that is not later than next year."""
    return this_year + 1 - (this_year + 1 - two) % 100


def _made(
    at: int,
    last: int,
    year: int,
    month: int,
    day: int,
    marked: bool,
    other: tuple[int, int, int] | None,
    trust: float,
    warnings: tuple[str, ...] = (),
) -> WrittenDate | None:
    # An unmarked 14xx can be nothing but Hijri; 13xx could be Iran's solar year, so it must be marked.
    hijri = (marked and HIJRI_FIRST <= year <= HIJRI_LAST) or 1400 <= year <= HIJRI_LAST
    if not 1 <= month <= 12 or not 1 <= day <= (30 if hijri else 31):
        return None
    if (marked and not hijri) or (not hijri and not FIRST_YEAR <= year <= LAST_YEAR):
        return None
    return WrittenDate(at, last, year, (month,), day, hijri, None, None, other, warnings, trust if marked or not hijri else 0.7)

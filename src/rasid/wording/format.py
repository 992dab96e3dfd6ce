"""Numbers, dates and spans of time as readers of Arabic and English write them (CLDR, through Babel).

Digits: interface text uses European digits throughout, as most Arabic news sites do on the web, so that one page never mixes two
systems; pass ``country`` to a number to get the digits of that country's print instead. Month names always follow the country
(7 شباط in Beirut, 7 فبراير in Cairo, 7 فيفري in Algiers).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_timedelta, get_timezone_location
from babel.numbers import format_decimal, format_percent

FIRST_STRONG_ISOLATE = "\u2068"
POP_DIRECTIONAL_ISOLATE = "\u2069"

_PATTERNS = {
    "ar": {"full": "EEEE d MMMM y، HH:mm", "medium": "d MMMM y، HH:mm", "short": "d MMMM، HH:mm", "time": "HH:mm"},
    "en": {"full": "EEEE d MMMM y, HH:mm", "medium": "d MMMM y, HH:mm", "short": "d MMMM, HH:mm", "time": "HH:mm"},
}
_DAY_PATTERNS = {"full": "EEEE d MMMM y", "medium": "d MMMM y", "short": "d MMMM", "weekday": "EEEE"}


@cache
def locale_for(language: str, country: str | None = None) -> Locale:
    """The CLDR locale: month names and digits differ between Beirut, Cairo and Algiers."""
    if language == "en":
        return Locale("en", "GB")
    if country:
        try:
            return Locale(language, country)
        except UnknownLocaleError:
            pass
    return Locale(language)


def number(value: float, language: str, country: str | None = None) -> str:
    """``1234`` → ``1,234``, with the digits the country's newspapers use."""
    return str(format_decimal(value, locale=locale_for(language, country), numbering_system="default" if country else "latn"))


def percent(value: float, language: str, country: str | None = None) -> str:
    """``0.254`` → ``25%``."""
    return str(format_percent(value, locale=locale_for(language, country), numbering_system="default" if country else "latn"))


def moment(value: datetime, language: str, *, timezone: str = "UTC", country: str | None = None, form: str = "medium") -> str:
    """An aware datetime in the reader's zone, with the month names of the country.

    ``form``: ``full`` (with weekday), ``medium``, ``short`` (no year), ``time``; or any CLDR pattern.
    """
    pattern = _PATTERNS["en" if language == "en" else "ar"].get(form, form)
    return str(format_datetime(value.astimezone(ZoneInfo(timezone)), pattern, locale=locale_for(language, country)))


def zone_city(timezone: str, language: str) -> str:
    """The city a zone is named after: ``Asia/Beirut`` → ``بيروت``; ``UTC`` stays."""
    return str(get_timezone_location(timezone, locale=locale_for(language), return_city=True))


def day(value: date, language: str, *, country: str | None = None, form: str = "medium") -> str:
    """A calendar day: ``full`` (with weekday), ``medium``, ``short`` (no year), ``weekday``."""
    return str(format_date(value, _DAY_PATTERNS.get(form, form), locale=locale_for(language, country)))


def duration(value: timedelta, language: str) -> str:
    """``قبل``-less span of time: ``ساعتان``, ``3 days``; in the larger unit only from two of them on, so that 36 hours are not two days."""
    return str(format_timedelta(value, threshold=2, locale=locale_for(language)))


def ago(value: datetime, language: str, *, now: datetime) -> str:
    """How far ``value`` lies from ``now``: ``قبل ساعتين``, ``in 3 days``; less than a minute is now."""
    if abs(value - now) < timedelta(minutes=1):
        return "الآن" if language == "ar" else "just now"
    return str(format_timedelta(value - now, add_direction=True, locale=locale_for(language)))


def language_name(code: str, language: str) -> str:
    """``fa`` → ``الفارسية``, ``Persian``; a code nobody knows is said to be unknown."""
    try:
        name = Locale(code).get_language_name(locale_for(language))
    except (UnknownLocaleError, ValueError):
        name = locale_for(language).languages.get(code)
    from rasid.wording import say

    return name or say("unit.unknown_language", language)


def isolate(text: str) -> str:
    """Plain text whose direction cannot leak into its surroundings (UAX #9 isolates)."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}"

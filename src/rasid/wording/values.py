"""Values and titles in words, for one reader: the one place where a sentence is made of what was observed and expected.

``Reader("ar", "Asia/Beirut", "LB")`` says whose language, clock and months; its ``quote`` and ``own`` escape for one output. Then
``title_of(finding, reader)``, ``advice_of(finding, reader)`` and ``said(finding.observed_value, reader)`` are ready to be put there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

from rasid.model.judgement import Finding, Incident
from rasid.model.source import Rule
from rasid.model.values import (
    Answer,
    Bound,
    Code,
    CountOf,
    Day,
    Instant,
    InstantBound,
    LanguageCode,
    Named,
    OneOf,
    Quantity,
    Quote,
    Sentence,
    Several,
    Tally,
    Value,
    Words,
    plain,
)
from rasid.wording import catalogue, say
from rasid.wording.format import day, isolate, language_name, locale_for, moment, number, percent

UNKNOWN = "—"
LONGER = {"minutes": (120, 60, "hours"), "hours": (72, 24, "days")}
"""From how many on people count in the next unit, and how many make one of it."""
SHORTER = {"hours": (60, "minutes"), "days": (24, "hours")}
"""Less than one is counted in the unit below."""
_BLANK = re.compile(r"\{(\w+)\}")
_MACHINES = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, and where: 14:48 in ``timezone``, «تشرين الثاني» in ``country`` LB, «نوفمبر» in EG."""

    language: str = "en"
    timezone: str = "UTC"
    country: str | None = None
    quote: Callable[[str], str] = isolate
    """How the output writes words of others: escaped and isolated."""
    own: Callable[[str], str] = str
    """How it writes a sentence of ours: escaped."""


def written_by_machine(text: str, reader: Reader) -> str:
    """What only machines write for a moment (``2026-11-26T14:23:07+02:00``), as people write it; empty for every other text.

    A moment without a zone keeps its hour: whoever says what the page says adds no zone of his own.
    """
    if not _MACHINES.fullmatch(text):
        return ""
    try:
        at = datetime.fromisoformat(text)
        zone = reader.timezone if at.tzinfo is None else None
        return (
            moment(at.replace(tzinfo=ZoneInfo(zone)), reader.language, timezone=zone, country=reader.country)
            if zone
            else said(Instant(at), reader)
        )
    except (ValueError, OverflowError):
        return ""


def said(value: Value | None, reader: Reader) -> str:
    """The value in words, with its unit, its zone, its quotation isolated; «—» for None.

    >>> said(Quantity(2.0, "hours"), Reader("ar")), said(Bound(low=0.5, unit="percent"), Reader("en"))
    ('ساعتان', 'at least 50%')
    """
    language = reader.language
    match value:
        case Quantity(amount, unit):
            return _quantity(amount, unit, language)
        case Bound():
            return _bound(value, language)
        case Instant(at):
            return _instant(at, reader)
        case InstantBound(earliest, latest):
            bounds = (("after", earliest), ("before", latest))
            return _listed([say(f"value.{name}", language, at=said(Instant(at), reader)) for name, at in bounds if at], language)
        case Day(on):
            return day(on, language, country=reader.country)
        case CountOf(count, total, unit):
            return say("value.count_of", language, count=number(count, language), total=_quantity(total, unit, language))
        case Quote(text):
            return written_by_machine(text, reader) or reader.quote(text)
        case Code(text):
            return reader.own(text)
        case LanguageCode(code):
            return language_name(code, language)
        case Answer(status, url):
            return say("value.answer", language, status=str(status), url=reader.quote(url))
        case Tally():
            return _tally(value, reader)
        case Words():
            return reader.quote(value.in_language(language))
        case Named():
            return sentence(value, reader)
        case OneOf(values) | Several(values):
            return _listed([said(one, reader) for one in values], language)
    return UNKNOWN


def _instant(at: datetime, reader: Reader) -> str:
    shown = moment(at, reader.language, timezone=reader.timezone, country=reader.country)
    if reader.timezone in ("UTC", "Etc/UTC"):
        return say("value.instant_utc", reader.language, at=shown)
    place = get_timezone_location(reader.timezone, locale=locale_for(reader.language), return_city=True)
    return say("value.instant", reader.language, at=shown, place=place)


def _tally(tally: Tally, reader: Reader) -> str:
    language = reader.language
    if not tally.titles:
        return _quantity(max((count for _, count in tally.counts), default=0), "articles", language)
    names = zip((reader.own(title.in_language(language)) for title in tally.titles), tally.counts, strict=True)
    return _listed([say("value.rule_count", language, rule=name, count=number(count, language)) for name, (_, count) in names], language)


def sentence(text: Sentence, reader: Reader, **values: Value | None) -> str:
    """A title or an advice with its blanks filled: a rule's from ``values``, a sentence of the catalogue from its own parameters.

    A key that this version's catalogue lacks (a row of a newer one) is shown as it is; other braces are left alone.
    """
    if isinstance(text, Words):
        template, filled = text.in_language(reader.language), {name: said(value, reader) for name, value in values.items()}
    elif text.key not in catalogue():
        return reader.own(text.key)
    else:
        counts = {name: value for name, value in text.values if type(value) is int}
        held = {name: value for name, value in text.values if name not in counts}
        template = say(text.key, reader.language, **counts, **{name: f"{{{name}}}" for name in held})
        filled = {name: reader.quote(value) if isinstance(value, str) else said(value, reader) for name, value in held.items()}
    return _BLANK.sub(lambda blank: filled.get(blank[1], blank[0]), reader.own(template))


def title_of(of: Finding | Incident, reader: Reader) -> str:
    return sentence(of.title, reader, **_blanks(of))


def advice_of(of: Finding | Incident, reader: Reader) -> str:
    return sentence(of.advice, reader, **_blanks(of))


def rule_name(rule: Rule) -> Words:
    """What a rule says where no one finding is meant: its short title, else its title with dots for the numbers."""
    dots = Quote("…")
    return rule.short or in_both(lambda reader: sentence(rule.title, reader, observed=dots, expected=dots), Reader(quote=str))


def for_scripts(value: Value | None) -> str | None:
    """:func:`rasid.model.values.plain`, with a sentence of the catalogue in English instead of its key."""
    return sentence(value, Reader(quote=str)) if isinstance(value, Named) else plain(value)


def suggestion_of(finding: Finding, reader: Reader) -> str:
    return sentence(finding.suggestion, reader) if finding.suggestion is not None else ""


def in_both(write: Callable[[Reader], str], reader: Reader = Reader()) -> Words:
    """What ``write`` says in Arabic and in English, for outputs that carry both.

    >>> in_both(lambda reader: said(Quantity(3, "words"), reader))
    Words(ar='3 كلمات', en='3 words')
    """
    return Words(ar=write(replace(reader, language="ar")), en=write(replace(reader, language="en")))


def in_title(of: Finding | Incident, value: Value | None) -> bool:
    """Whether the title (or the advice) already says ``value``, so that it needs no row of its own."""
    return value is None or any(_same(value, told) for text in (of.title, of.advice) for told in _told(text, _blanks(of)))


def _same(value: Value, told: Any) -> bool:
    if isinstance(value, Quantity) and isinstance(told, Quantity):
        return value.value == told.value
    return bool(value == told)


def _told(text: Sentence, blanks: Mapping[str, Value | None]) -> list[Any]:
    if isinstance(text, Words):
        return [blanks[name] for name in _BLANK.findall(text.en) if name in blanks]
    return [Quantity(value) if isinstance(value, int) else Quote(value) if isinstance(value, str) else value for _, value in text.values]


def _blanks(of: Finding | Incident) -> dict[str, Value | None]:
    return {"observed": of.counted or of.observed_value, "expected": of.expected_value}


def _quantity(amount: float, unit: str | None, language: str) -> str:
    if unit == "percent":
        return percent(amount, language)
    if unit == "year":
        return f"{amount:.0f}"
    if unit is None:
        return number(round(amount, 2), language)
    longer = False
    while 0 < amount < 1 and unit in SHORTER:
        amount, unit = amount * SHORTER[unit][0], SHORTER[unit][1]
    while unit in LONGER and amount >= LONGER[unit][0]:
        amount, unit, longer = amount / LONGER[unit][1], LONGER[unit][2], True
    n = round(amount) if longer or amount >= 10 or amount == int(amount) else round(amount, 1)
    return say(f"unit.{unit}", language, n=n)


def _bound(value: Bound, language: str) -> str:
    low, high = (None if limit is None else _quantity(limit, value.unit, language) for limit in (value.low, value.high))
    if low is not None and high is not None:
        # The unit stands once: «من 2 إلى 9 ساعات».
        bare = value.unit if value.unit in ("percent", "year") else None
        return low if low == high else say("value.between", language, low=_quantity(value.low or 0, bare, language), high=high)
    if low is not None:
        return say("value.more_than" if value.strict else "value.at_least", language, limit=low)
    return say("value.less_than" if value.strict else "value.at_most", language, limit=high) if high is not None else UNKNOWN


def _listed(parts: list[str], language: str) -> str:
    return ("، " if language == "ar" else ", ").join(parts)

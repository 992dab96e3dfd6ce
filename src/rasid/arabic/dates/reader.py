"""Tokens into pieces: one pass from left to right, every reader looks a bounded number of tokens ahead."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rasid.arabic.dates import clock, numeric, relative, written
from rasid.arabic.dates.lexicon import BARE_WEEKDAYS, HIJRI_ERA, YEAR_WORDS
from rasid.arabic.dates.pieces import Piece, TimeOfDay, Weekday, WrittenDate
from rasid.arabic.dates.tokens import DateToken

_ZONE_WORDS = ("بتوقيت", "توقيت", "بالتوقيت", "التوقيت", "ت", "تغ", "حسب")

_LEADING = frozenset((*_ZONE_WORDS, *YEAR_WORDS, *BARE_WEEKDAYS, "a", "an", "il"))
"""Words that may begin a piece; most words begin none."""


class _Given(NamedTuple):
    """What a reader may ask beside the tokens."""

    text: str
    country: str | None
    this_year: int | None


def pieces(tokens: list[DateToken], text: str, *, country: str | None, this_year: int | None) -> list[Piece]:
    """Every date, time, zone, weekday and relative expression in ``tokens``, in order, without overlap."""
    given = _Given(text, country, this_year)
    found: list[Piece] = []
    at, count = 0, len(tokens)
    while at < count:
        reader = _READERS.get(tokens[at].kind)
        piece = reader(tokens, at, given) if reader is not None else None
        if piece is None:
            at += 1
            continue
        if isinstance(piece, WrittenDate) and _ends_range(tokens, piece.first):
            piece.trust = 0.0
        found.append(piece)
        at = max(piece.last, at + 1)
    return found


def _word(tokens: list[DateToken], at: int, _: _Given) -> Piece | None:
    value = tokens[at].value
    if value not in _LEADING:
        return None
    if value in _ZONE_WORDS:
        return clock.zone_at(tokens, at)
    if value in YEAR_WORDS:
        return _year(tokens, at)
    if value in ("a", "an"):
        return relative.ago_after(tokens, at)
    return relative.il_y_a(tokens, at) if value == "il" else _bare_weekday(tokens, at)


def _number(tokens: list[DateToken], at: int, given: _Given) -> Piece | None:
    return (
        written.day_first(tokens, at)
        or written.year_first(tokens, at)
        or relative.ago_after(tokens, at)
        or _marked_year(tokens, at)
        or clock.number_clock(tokens, at, given.text, asked=False)
    )


def _sign(tokens: list[DateToken], at: int, _: _Given) -> Piece | None:
    value = tokens[at].value
    return clock.bracketed_place(tokens, at) if value == "(" else clock.short_offset(tokens, at) if value in ("+", "-") else None


def _unit(tokens: list[DateToken], at: int, _: _Given) -> Piece | None:
    first = {("year", 1): _year, ("month", 1): written.month_first}.get(tokens[at].value)
    return (first(tokens, at) if first is not None else None) or relative.ago_after(tokens, at)


def _zone(tokens: list[DateToken], at: int) -> Piece | None:
    """An offset counts after a time; ``z`` alone only where it touches one."""
    if tokens[at].kind == "offset" or (tokens[at].value == 0 and tokens[at].end - tokens[at].start == 1):
        if not at or tokens[at - 1].kind not in ("time", "half"):
            return None
        if tokens[at].kind == "zone" and tokens[at - 1].end != tokens[at].start:
            return None
    return clock.zone_at(tokens, at)


def _after_clock_word(tokens: list[DateToken], at: int, text: str) -> Piece | None:
    """What follows «الساعة»."""
    place = at + 1
    while place < len(tokens) and place < at + 3 and tokens[place].value in (":", ",", "حوالي", "نحو"):
        place += 1
    if place >= len(tokens):
        return None
    kind = tokens[place].kind
    piece: TimeOfDay | None = None
    if kind == "num":
        piece = clock.number_clock(tokens, place, text, asked=True)
    elif kind in ("hour", "ordinal") or (kind == "cardinal" and tokens[place].value <= 12):
        piece = clock.hour_words(tokens, place)
    elif kind == "time":
        piece = clock.time_at(tokens, place, text)
    if piece is not None:
        piece.first = at
    return piece


def _year(tokens: list[DateToken], at: int) -> WrittenDate | None:
    """«عام 2014», «سنة 1441هـ», «عام ألفين وتسعة عشر»."""
    spelt, last = written.year_at(tokens, at + 1, hijri=False) if at + 1 < len(tokens) and tokens[at + 1].kind == "?" else (None, at)
    if spelt is not None:
        return WrittenDate(at, last, spelt, trust=0.9)
    if at + 1 < len(tokens) and tokens[at + 1].kind == "num" and tokens[at + 1].end - tokens[at + 1].start == 4:
        marked = _marked_year(tokens, at + 1)
        if marked is not None:
            marked.first = at
            return marked
        year = tokens[at + 1].value
        if written.FIRST_YEAR <= year <= written.LAST_YEAR:
            return WrittenDate(at, written.era_end(tokens, at + 2, hijri=False), year, trust=0.9)
    return None


def _bare_weekday(tokens: list[DateToken], at: int) -> Weekday | None:
    """«يوم خميس», «أربعاء, 06/02/2019»: without the article only beside «يوم» or a date."""
    number = BARE_WEEKDAYS.index(tokens[at].value)
    if at and tokens[at - 1].value == ("day", 1):
        return Weekday(at - 1, at + 1, number)
    place = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].value == ",")
    if place < len(tokens) and (
        tokens[place].kind == "ndate" or (tokens[place].kind == "num" and place + 1 < len(tokens) and tokens[place + 1].kind == "month")
    ):
        return Weekday(at, at + 1, number)
    return None


def _marked_year(tokens: list[DateToken], at: int) -> WrittenDate | None:
    """«1441هـ» alone."""
    if at + 1 >= len(tokens) or tokens[at].end - tokens[at].start != 4 or tokens[at + 1].value not in HIJRI_ERA:
        return None
    return (
        WrittenDate(at, at + 2, tokens[at].value, hijri=True, trust=0.7)
        if written.HIJRI_FIRST <= tokens[at].value <= written.HIJRI_LAST
        else None
    )


def _libyan_ordinal(tokens: list[DateToken], at: int) -> WrittenDate | None:
    """«الفاتح من سبتمبر», «الفاتح نوفمبر»: the first of the month, though «الفاتح» was September itself."""
    if tokens[at].value != (9, "g", 0):
        return None
    place = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].value == "من")
    if place >= len(tokens) or tokens[place].kind != "month":
        return None
    # A few tokens are enough, and a copy of all of them would make a long text slow.
    day = written.day_first([DateToken("ordinal", 1, tokens[at].start, tokens[at].end), *tokens[at + 1 : at + 16]], 0)
    if day is not None:
        day.first, day.last = at, at + day.last
    return day


def _ends_range(tokens: list[DateToken], first: int) -> bool:
    """The date ends a span of days («12-15 مارس»): it is not the day of anything."""
    return (
        first > 1
        and tokens[first - 1].value in ("-", "الي")
        and tokens[first - 2].kind == "num"
        and 1 <= tokens[first - 2].value <= 31
        and (first == 2 or tokens[first - 3].kind not in ("month", "time", "punct", "clock"))
    )


_READERS: dict[str, Callable[[list[DateToken], int, _Given], Piece | None]] = {
    "?": _word,
    "word": _word,
    "num": _number,
    "punct": _sign,
    "time": lambda tokens, at, given: None if clock.is_duration(tokens, at) else clock.time_at(tokens, at, given.text),
    "ndate": lambda tokens, at, given: numeric.numeric(tokens, at, country=given.country, this_year=given.this_year),
    "weekday": lambda tokens, at, _: relative.weekday_at(tokens, at),
    "month": lambda tokens, at, _: _libyan_ordinal(tokens, at) or written.month_first(tokens, at),
    "ordinal": lambda tokens, at, _: written.day_first(tokens, at),
    "clock": lambda tokens, at, given: _after_clock_word(tokens, at, given.text),
    "ago": lambda tokens, at, _: relative.ago_at(tokens, at),
    "day": lambda tokens, at, _: relative.day_at(tokens, at),
    "definite": lambda tokens, at, _: relative.period_at(tokens, at) or (_year(tokens, at) if tokens[at].value == "year" else None),
    "unit": _unit,
    "place": lambda tokens, at, _: clock.mecca_at(tokens, at),
    "zone": lambda tokens, at, _: _zone(tokens, at),
    "offset": lambda tokens, at, _: _zone(tokens, at),
}
"""By the kind of the token a piece begins with."""

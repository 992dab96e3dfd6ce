"""Pieces that belong together, found in a stamp (:func:`parse_date`) or in running text (:func:`find_dates`)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import pairwise

from rasid.arabic.dates.clock import offset_minutes
from rasid.arabic.dates.lexicon import FURNITURE
from rasid.arabic.dates.model import FoundDate, ParsedDate
from rasid.arabic.dates.pieces import Piece, Relative, TimeOfDay, Weekday, WrittenDate, Zone
from rasid.arabic.dates.reader import pieces
from rasid.arabic.dates.resolve import moment, zone_for
from rasid.arabic.dates.tokens import DateToken, tokenise

LONGEST_STAMP = 300
"""Characters. What is longer is prose: :func:`find_dates` reads it."""
MOST_STRANGE_WORDS = 10
"""Words in a stamp that have nothing to do with dates (names, the section). More of them, and it is prose."""
_ISO = re.compile(
    r"\s*(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|z|(?:GMT|UTC)?[+-](?:\d{1,2}:\d\d|\d{1,4})|GMT|UTC)?)?\s*",
    re.ASCII,
)
_COMPACT = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?:[Tt](\d\d)(\d\d)(\d\d)?()(Z|z|[+-]\d\d:?\d\d)?)?\s*", re.ASCII)
_JOINING_SIGNS = frozenset(",-|()/•·:;[]«»\"'@")
_JOINING_KINDS = frozenset(("word", "half", "clock"))
_STOP_WORDS = frozenset(("و", "الي", "كتب", "كتبت", "اخر", "تحديث", "حدث", "نشر"))


def parse_date(text: str, *, now: datetime, country: str | None = None, tz: str | tzinfo | None = None) -> ParsedDate | None:
    """The one date a stamp names («الأربعاء 6 شباط 2019 14:30», «منذ ساعتين», ISO 8601, RFC 822, «11 شوال 1441هـ - 3 يونيو 2020م»).

    ``now`` (aware) is what relative words and years of two figures are told from: for text on a page that is the time it was fetched,
    or when it was published. ``country`` is ISO 3166 alpha-2 and settles the order of numeric dates and the zone; ``tz`` is an IANA name or
    tzinfo and outranks the country. None when the text names no date, names several days at once, or leaves out what makes it one (a
    year, the day «الأسبوع المقبل» falls on): never today, never 1 January. Months and years alone are read with that precision.
    Linear in the text; never raises on any text. Raises ValueError for a naive ``now`` or an unknown ``tz``.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware: relative dates and zones are told from it. Give it a tzinfo.")
    if len(text) > LONGEST_STAMP:
        return None
    iso = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if iso is not None:
        return _iso(iso, country, tz)
    country = country.upper() if country else None
    tokens = tokenise(text)
    found = pieces(tokens, text, country=country, this_year=now.year)
    main = _main(found)
    if main is None:
        return _lone_year(tokens, text, country, tz)
    strange = _strange(tokens, found)
    if strange > MOST_STRANGE_WORDS or (strange and _weak(main, found)):
        return None
    weekday, clock, where, twin, several = _companions(found, main)
    result = moment(
        main,
        weekday=weekday,
        clock=clock,
        written_zone=where,
        twin=twin,
        now=now,
        country=country,
        tz=tz,
        raw=text.strip(),
        doubt=0.97**strange,
    )
    if result is not None and several:
        return ParsedDate(
            result.at,
            result.precision,
            result.calendar,
            result.zone_from,
            round(result.confidence * 0.7, 2),
            (*result.warnings, "several_dates"),
            result.raw,
        )
    return result


def _iso(match: re.Match[str], country: str | None, tz: str | tzinfo | None) -> ParsedDate | None:
    """Most dates of structured data: read without the tokeniser."""
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    where, zone_from = zone_for(None, country.upper() if country else None, tz) if offset is None else (_offset(offset), "text")
    if offset is not None and where is None:
        return None
    micro = int((fraction + "000000")[:6]) if fraction else 0
    hours = int(hour or 0)
    try:
        at = datetime(int(year), int(month), int(day), hours % 24, int(minute or 0), min(int(second or 0), 59), micro, where or UTC)
        if hours == 24:
            at += timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    if hours > 24 or not 1900 <= at.year <= 2100:
        return None
    precision = "day" if hour is None else "minute" if second is None else "second"
    return ParsedDate(at, precision, "gregorian", zone_from, 1.0, (), match.group().strip())  # type: ignore[arg-type]


def _offset(text: str) -> tzinfo | None:
    if text in ("Z", "z", "GMT", "UTC"):
        return UTC
    minutes = offset_minutes(text.lstrip("GMTUC+-"))
    if minutes is None:
        return None
    return timezone(timedelta(minutes=-minutes if "-" in text else minutes)) if minutes else UTC


def find_dates(text: str, *, now: datetime | None, country: str | None = None, tz: str | tzinfo | None = None) -> list[FoundDate]:
    """Every date in running text, in order, with its place.

    ``now`` is the publication date, from which relative ones are told («السادس من شباط المقبل»); None leaves them found and unresolved.
    A time of day alone is no date; weekdays alone are found and unresolved: only the sentence knows which one is meant.
    """
    if now is not None and now.tzinfo is None:
        raise ValueError("now must be aware: relative dates and zones are told from it. Give it a tzinfo.")
    country = country.upper() if country else None
    tokens = tokenise(text)
    found = pieces(tokens, text, country=country, this_year=now.year if now else None)
    dates: list[FoundDate] = []
    for group in _groups(tokens, found):
        main = _main(group) or next((piece for piece in group if isinstance(piece, WrittenDate | Relative | Weekday)), None)
        if main is None:
            continue
        weekday, clock, where, twin, _ = _companions(group, main)
        start, end = tokens[group[0].first].start, tokens[group[-1].last - 1].end
        parsed = moment(
            main, weekday=weekday, clock=clock, written_zone=where, twin=twin, now=now, country=country, tz=tz, raw=text[start:end]
        )
        dates.append(FoundDate(start, end, text[start:end], parsed))
    return dates


def _main(found: list[Piece]) -> WrittenDate | Relative | Weekday | None:
    """The piece that says which day: a full date before a part of one, a date before a relative word."""
    best: WrittenDate | Relative | Weekday | None = None
    rank = 0
    for piece in found:
        mine = 0
        if isinstance(piece, WrittenDate):
            mine = 5 if piece.year is not None and piece.day is not None else 3 if piece.day is not None or piece.months else 1
            if piece.hijri and mine == 5:
                mine = 4
        elif isinstance(piece, Relative) or (isinstance(piece, Weekday) and piece.shift):
            mine = 2
        if mine > rank:
            assert isinstance(piece, WrittenDate | Relative | Weekday)
            best, rank = piece, mine
    return best


def _companions(
    found: list[Piece], main: WrittenDate | Relative | Weekday
) -> tuple[Weekday | None, TimeOfDay | None, Zone | None, WrittenDate | None, bool]:
    """The weekday, time, zone and other-calendar date that belong to ``main``, and whether the text names another day as well."""
    index = next(place for place, piece in enumerate(found) if piece is main)
    end = len(found)
    twin: WrittenDate | None = None
    several = False
    for place, piece in enumerate(found):
        if piece is main or not isinstance(piece, WrittenDate) or piece.day is None or piece.year is None:
            continue
        if isinstance(main, WrittenDate) and main.hijri != piece.hijri and twin is None:
            twin = piece
        elif (
            isinstance(main, WrittenDate)
            and (piece.year, piece.months, piece.day) != (main.year, main.months, main.day)
            and piece.hijri == main.hijri
        ):
            several = True
            end = min(end, place) if place > index else end
        elif place > index and piece.hijri == getattr(main, "hijri", False):
            end = min(end, place)
    before, after = found[:index], found[index + 1 : end]
    clock = _nearest_clock(before, after, main)
    weekday = next((piece for piece in reversed(before) if isinstance(piece, Weekday)), None) or next(
        (piece for piece in after if isinstance(piece, Weekday)), None
    )
    zones = [piece for piece in (*after, *reversed(before), *found) if isinstance(piece, Zone)]
    where = next((zone for zone in zones if not _is_anothers(zone, clock, found)), None) if zones else None
    return weekday, clock, where, twin, several


def _is_anothers(zone: Zone, clock: TimeOfDay | None, found: list[Piece]) -> bool:
    """«14:30 (11:30 ت غ)»: a zone is its own time's."""
    return any(two is zone and isinstance(one, TimeOfDay) and one is not clock for one, two in pairwise(found))


def _nearest_clock(before: list[Piece], after: list[Piece], main: Piece) -> TimeOfDay | None:
    """The time that touches the date, else the one after it, else the one before it («14:30 GMT 26.02.2019 (محدثة 15:10)»)."""
    later = next((piece for piece in after if isinstance(piece, TimeOfDay)), None)
    earlier = next((piece for piece in reversed(before) if isinstance(piece, TimeOfDay)), None)
    if later is None or earlier is None:
        return later or earlier
    touching = before[-1] is earlier or (len(before) > 1 and before[-2] is earlier and isinstance(before[-1], Zone))
    return earlier if touching and before[-1].last == main.first and later.first > main.last else later


def _strange(tokens: list[DateToken], found: list[Piece]) -> int:
    """Words and figures outside every piece that are not the usual furniture round a date."""
    strange, at = 0, 0
    ranges = [(piece.first, piece.last) for piece in found]
    for index, token in enumerate(tokens):
        while at < len(ranges) and ranges[at][1] <= index:
            at += 1
        if at < len(ranges) and ranges[at][0] <= index:
            continue
        if token.kind in ("?", "place", "month", "cardinal", "ordinal", "hour", "num", "ndate", "shift", "definite", "day", "ago") and not (
            token.kind == "?" and (token.value in FURNITURE or token.value in ("t", "بعد"))
        ):
            strange += 1
    return strange


def _weak(main: WrittenDate | Relative | Weekday, found: list[Piece]) -> bool:
    """Readings that only hold where nothing else is said: a month or year alone, «اليوم»."""
    if isinstance(main, WrittenDate):
        return main.day is None
    return isinstance(main, Weekday) or main.unit not in ("second", "minute", "hour", "day", "week") or main.count <= 0


def _lone_year(tokens: list[DateToken], text: str, country: str | None, tz: str | tzinfo | None) -> ParsedDate | None:
    if len(tokens) == 1 and tokens[0].kind == "num" and 1900 <= tokens[0].value <= 2100 and tokens[0].end - tokens[0].start == 4:
        return moment(
            WrittenDate(0, 1, tokens[0].value, trust=0.6),
            weekday=None, clock=None, written_zone=None, twin=None, now=None, country=country, tz=tz, raw=text.strip(),
        )  # fmt: skip
    return None


def _groups(tokens: list[DateToken], found: list[Piece]) -> list[list[Piece]]:
    """Runs of pieces with nothing between them but commas, brackets and words like «الساعة», each with one date at most."""
    groups: list[list[Piece]] = []
    for piece in found:
        if groups and _joins(tokens, groups[-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _joins(tokens: list[DateToken], group: list[Piece], piece: Piece) -> bool:
    gap = tokens[group[-1].last : piece.first]
    if len(gap) > 4:
        return False
    for token in gap:
        if token.kind == "punct":
            if token.value not in _JOINING_SIGNS:
                return False
        elif token.kind not in _JOINING_KINDS or token.value in _STOP_WORDS:
            return False
    if isinstance(piece, Weekday):
        # A weekday leads its date, or stands behind «أمس»; another one begins another date.
        return all(isinstance(other, TimeOfDay | Zone) or (isinstance(other, Relative) and not gap) for other in group) and not piece.shift
    if isinstance(piece, TimeOfDay):
        return not any(isinstance(other, TimeOfDay) for other in group)
    if isinstance(piece, Zone):
        return any(isinstance(other, TimeOfDay) for other in group) and not any(isinstance(other, Zone) for other in group)
    if isinstance(piece, Relative):
        return all(isinstance(other, TimeOfDay | Zone) for other in group)
    if piece.year is None or piece.day is None:
        return all(isinstance(other, TimeOfDay | Zone | Weekday) for other in group)
    days = [other for other in group if isinstance(other, WrittenDate)]
    return not any(isinstance(other, Relative) or (isinstance(other, Weekday) and other.shift) for other in group) and all(
        other.hijri != piece.hijri for other in days
    )

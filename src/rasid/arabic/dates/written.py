"""Dates with a month's name."""

from __future__ import annotations

from rasid.arabic.dates.lexicon import GREGORIAN_ERA, HIJRI_ERA, HONORIFICS, YEAR_WORDS
from rasid.arabic.dates.pieces import WrittenDate
from rasid.arabic.dates.tokens import DateToken
from rasid.arabic.numbers import number_in_words

FIRST_YEAR, LAST_YEAR = 1900, 2100
HIJRI_FIRST, HIJRI_LAST = 1343, 1500
"""What the Umm al-Qura tables of hijridate cover."""
_BETWEEN = (",", "-", ".", "|", "/", "•", "·")
_BEFORE_MONTH = frozenset((*_BETWEEN, "من", "of"))
_DUAL = ("/", "(", "-", "|", "او", "[")


def day_number(tokens: list[DateToken], at: int) -> tuple[int | None, int]:
    """A day of the month at ``at`` as figure or ordinal words («السادس», «الحادي والعشرين», «الثاني عشر», «أول») and where it ends."""
    token = tokens[at]
    if token.kind == "num":
        nxt = at + 1
        if nxt < len(tokens) and tokens[nxt].value in ("st", "nd", "rd", "th", "er") and tokens[nxt].start == token.end:
            nxt += 1
        return (token.value, nxt) if 1 <= token.value <= 31 else (None, at)
    if token.kind == "ordinal":
        value, nxt = token.value, at + 1
        if value < 10 and nxt < len(tokens):
            follower = tokens[nxt]
            if follower.kind == "cardinal" and follower.value == 10:
                return value + 10, nxt + 1
            if follower.kind == "ordinal" and follower.value >= 20:
                return value + follower.value, nxt + 1
            if follower.value == "و" and nxt + 1 < len(tokens) and tokens[nxt + 1].kind == "ordinal" and tokens[nxt + 1].value >= 20:
                return value + tokens[nxt + 1].value, nxt + 2
        return value, nxt
    return None, at


def months_at(tokens: list[DateToken], at: int) -> tuple[tuple[int, ...], bool, int, int]:
    """The month at ``at`` with its other name, if one follows: («شباط/فبراير», «فبراير (شباط)», «آب - أغسطس»).

    Gives the numbers named, whether Hijri, the greatest strength, and where it ends; no numbers when there is no month.
    """
    count = len(tokens)
    if at < count and tokens[at].kind == "unit" and tokens[at].value == ("month", 1):
        at += 1
    if at >= count or tokens[at].kind != "month":
        return (), False, 0, at
    number, calendar, strength = tokens[at].value
    numbers: tuple[int, ...] = (number,)
    last = at + 1
    if last + 1 < count and tokens[last].value in _DUAL and tokens[last + 1].kind == "month":
        other, other_calendar, _ = tokens[last + 1].value
        if other_calendar == calendar:
            numbers, strength = (number, other), 2
            opened = tokens[last].value in ("(", "[")
            last += 2
            if opened and last < count and tokens[last].value in (")", "]"):
                last += 1
    elif last < count and tokens[last].kind == "month" and tokens[last].value[1] == calendar and tokens[last].value[2] > 0:
        numbers, strength, last = (number, tokens[last].value[0]), 2, last + 1
    if calendar == "h" and last < count and tokens[last].value in HONORIFICS:
        last += 1
    return numbers, calendar == "h", strength, last


def year_at(tokens: list[DateToken], at: int, *, hijri: bool) -> tuple[int | None, int]:
    """A year of four figures at ``at``, before it «عام», «من عام», a comma; after it «م» or «هـ»."""
    count = len(tokens)
    place = at
    if place < count and tokens[place].value in _BETWEEN:
        place += 1
    if place < count and tokens[place].value in ("من", "لل", "of"):
        place += 1
    if place < count and (tokens[place].value in YEAR_WORDS or (tokens[place].kind == "unit" and tokens[place].value == ("year", 1))):
        place += 1
    if place < count and tokens[place].kind == "definite" and tokens[place].value == "year":
        place += 1
    if place < count and not hijri and tokens[place].value in ("الفين", "الف"):
        return _spelt_year(tokens, place)
    if place < count and tokens[place].kind == "offset" and not hijri:
        # «06-Feb-2019»: after a month this is a year, whatever it looks like.
        figures = tokens[place].value
        return (
            (int(figures[1:]), place + 1)
            if figures[0] == "-" and ":" not in figures and FIRST_YEAR <= int(figures[1:]) <= LAST_YEAR
            else (None, at)
        )
    if place >= count or tokens[place].kind != "num" or tokens[place].end - tokens[place].start != 4:
        return None, at
    year = tokens[place].value
    low, high = (HIJRI_FIRST, HIJRI_LAST) if hijri else (FIRST_YEAR, LAST_YEAR)
    if not low <= year <= high:
        return None, at
    return year, era_end(tokens, place + 1, hijri=hijri)


def _spelt_year(tokens: list[DateToken], at: int) -> tuple[int | None, int]:
    """«ألفين وتسعة عشر»: as many words as spell a year."""
    best: tuple[int | None, int] = (None, at)
    spelt: list[str] = []
    for place in range(at, min(at + 8, len(tokens))):
        token = tokens[place]
        if token.kind not in ("?", "cardinal", "ordinal", "word"):
            break
        spelt.append(token.raw)
        year = number_in_words(spelt)
        if year is None:
            if token.raw != "و":
                break
        elif FIRST_YEAR <= year <= LAST_YEAR:
            best = (year, place + 1)
    return best


def era_end(tokens: list[DateToken], at: int, *, hijri: bool) -> int:
    """Past «م» or «هـ» after a year. «م» before a clock's figures is taken as the era too: after a year it stands for no afternoon."""
    if at < len(tokens) and at > 0:
        word = tokens[at]
        text = era_word(word)
        if text in (HIJRI_ERA if hijri else GREGORIAN_ERA):
            return at + 1
    return at


def era_word(token: DateToken) -> str:
    if token.kind == "half" and token.value == "pm" and token.end - token.start <= 2:
        return "م"
    return token.value if isinstance(token.value, str) else ""


def day_first(tokens: list[DateToken], at: int) -> WrittenDate | None:
    """«6 شباط 2019», «السادس من شباط/فبراير 2019», «11 شوال 1441هـ», and without year; None if no such date starts here."""
    day, place = day_number(tokens, at)
    if day is None:
        return None
    count = len(tokens)
    if place < count and tokens[place].value in _BEFORE_MONTH:
        place += 1
    months, hijri, strength, place = months_at(tokens, place)
    if not months:
        return _day_of_shifted_month(tokens, at, place, day)
    year, last = year_at(tokens, place, hijri=hijri)
    if year is None and not hijri:
        year, last, two = _short_year(tokens, place)
    else:
        two = False
    if strength == 0 and year is None:
        return None
    warnings: tuple[str, ...] = ("two_digit_year",) if two else ()
    shift = year_shift = None
    if year is None:
        year_shift, last = shifted_year(tokens, place)
        if year_shift is None and place < count and tokens[place].kind == "shift":
            shift, last = tokens[place].value, place + 1
    return WrittenDate(at, last, year, months, day, hijri, shift, year_shift, None, warnings, 0.6 if two else 0.95)


def _day_of_shifted_month(tokens: list[DateToken], at: int, place: int, day: int) -> WrittenDate | None:
    """«الثالث من الشهر الجاري», «الجمعة 26 الجاري»."""
    count = len(tokens)
    if place + 1 < count and tokens[place].kind == "definite" and tokens[place].value == "month" and tokens[place + 1].kind == "shift":
        return WrittenDate(at, place + 2, None, (), day, False, tokens[place + 1].value)
    if (
        place < count
        and place == at + 1
        and tokens[place].kind == "shift"
        and at
        and (tokens[at - 1].kind == "weekday" or tokens[at - 1].value == "في")
    ):
        return WrittenDate(at, place + 1, None, (), day, False, tokens[place].value)
    return None


def shifted_year(tokens: list[DateToken], at: int) -> tuple[int | None, int]:
    """«من العام الماضي», «هذا العام», «من السنة الجارية» after a month: how many years from now, and where it ends."""
    count, place = len(tokens), at
    if place < count and tokens[place].value in ("من", ","):
        place += 1
    if place + 1 < count:
        first, second = tokens[place], tokens[place + 1]
        if first.kind == "definite" and first.value == "year" and second.kind == "shift":
            return second.value, place + 2
        if first.value in ("هذا", "هذه") and second.kind == "definite" and second.value == "year":
            return 0, place + 2
    return None, at


def _short_year(tokens: list[DateToken], at: int) -> tuple[int | None, int, bool]:
    """«12 مارس 19»: two figures directly after the month, none of a time or a count after them."""
    count = len(tokens)
    if at < count and tokens[at].value in ("-", "/", "'") and at + 1 < count:
        at += 1
    if (
        at < count
        and tokens[at].kind == "num"
        and tokens[at].end - tokens[at].start == 2
        and (at + 1 >= count or tokens[at + 1].kind in ("punct", "line", "time"))
    ):
        return 2000 + tokens[at].value, at + 1, True
    return None, at, False


def month_first(tokens: list[DateToken], at: int) -> WrittenDate | None:
    """«يناير 24، 2020», «March 17, 2020», «شباط 2019», «فبراير الماضي», «شهر مارس 2020», and a dual name alone."""
    months, hijri, strength, place = months_at(tokens, at)
    if not months:
        return None
    count = len(tokens)
    year, last = year_at(tokens, place, hijri=hijri)
    if year is not None:
        return WrittenDate(at, last, year, months, None, hijri, trust=0.9) if strength else None
    if place + 1 < count and tokens[place].value in (".", "/", "-") and tokens[place + 1].kind == "num":
        place += 1
    if place < count and tokens[place].kind == "num":
        day, after = day_number(tokens, place)
        if day is not None and strength:
            year, last = year_at(tokens, after, hijri=hijri)
            if year is None and after < count and tokens[after].kind == "time":
                year, last = _year_behind_time(tokens, after + 1), after
            if year is not None:
                return WrittenDate(at, last, year, months, day, hijri)
    if strength == 0:
        return None
    year_shift, last = shifted_year(tokens, place)
    if year_shift is not None:
        return WrittenDate(at, last, None, months, None, hijri, None, year_shift)
    if place < count and tokens[place].kind == "shift":
        return WrittenDate(at, place + 1, None, months, None, hijri, tokens[place].value)
    if len(months) == 2:
        return WrittenDate(at, place, None, months, None, hijri)
    return None


def _year_behind_time(tokens: list[DateToken], at: int) -> int | None:
    """«Nov 26 14:30:00 AST 2026», as C and Java print a moment: the year stands after the time and its zone."""
    if at < len(tokens) and tokens[at].kind == "zone":
        at += 1
    return year_at(tokens, at, hijri=False)[0] if at < len(tokens) and tokens[at].kind == "num" else None


def year_first(tokens: list[DateToken], at: int) -> WrittenDate | None:
    """«2020 أغسطس 24», «2020-أغسطس-24», as right-to-left pages assembled from the wrong side have it."""
    if tokens[at].end - tokens[at].start != 4 or not FIRST_YEAR <= tokens[at].value <= LAST_YEAR or at + 2 >= len(tokens):
        return None
    months, hijri, strength, place = months_at(tokens, at + 1 + (tokens[at + 1].value in ("-", "/")))
    if not months or hijri or not strength or place >= len(tokens):
        return None
    if tokens[place].value == tokens[at + 1].value and place + 1 < len(tokens):
        place += 1
    day, last = day_number(tokens, place)
    return WrittenDate(at, last, tokens[at].value, months, day, trust=0.85) if day is not None else None

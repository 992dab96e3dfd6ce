"""Dates told from now: «منذ ساعتين», «أمس», «الأربعاء الماضي», «الشهر المقبل»."""

from __future__ import annotations

from rasid.arabic.dates.lexicon import CARDINALS
from rasid.arabic.dates.pieces import Relative, Weekday
from rasid.arabic.dates.tokens import DateToken

_ABOUT = ("نحو", "حوالي", "قرابه", "زها", "about")
_SPANS = ("خلال", "في", "طوال", "طيله", "على", "علي", "مدي", "من")
_PARTS = {"نصف": 30, "ربع": 15, "ثلث": 20, "ربعا": 15, "ثلثا": 20}
_NOT_TODAY = ("السابق", "التالي", "السابع", "الاخير", "الوطني", "العالمي", "الدولي", "نفسه", "ذاته", "الموعود")
"""After «اليوم» these make another day of it, or the name of a newspaper or feast."""
_NEWSPAPERS = (
    "المصري",
    "اخبار",
    "روسيا",
    "لبنان",
    "الاردن",
    "عمون",
    "صحيفه",
    "جريده",
    "موقع",
    "عدن",
    "العراق",
    "فلسطين",
    "طقس",
    "ذلك",
    "هذا",
    "القدس",
    "في",
)
"""Before «اليوم» these make a title of it («المصري اليوم»), or a day that is not today."""


def ago_at(tokens: list[DateToken], at: int) -> Relative | None:
    """«منذ 3 ساعات», «قبل ساعتين و5 دقائق», «منذ نصف ساعة», «قبل نحو عشر دقائق» from «منذ» or «قبل» on; None for «قبل يوم الأربعاء», «منذ عام 2014»."""
    count, place = len(tokens), at + 1
    rounded = False
    if place < count and tokens[place].value in _ABOUT:
        rounded, place = True, place + 1
    if place >= count:
        return None
    token = tokens[place]
    if token.value in _PARTS and place + 1 < count and tokens[place + 1].kind == "unit" and tokens[place + 1].value[0] == "hour":
        return Relative(at, place + 2, "minute", _PARTS[token.value], rounded=rounded)
    if token.kind == "unit":
        unit, number = token.value
        nxt = tokens[place + 1].kind if place + 1 < count else ""
        if number is None or nxt in ("num", "weekday", "month") or (unit == "day" and nxt == "ordinal"):
            return None
        return _with_rest(tokens, at, place + 1, unit, number, rounded)
    if token.kind in ("num", "cardinal") and place + 1 < count:
        number, nxt_at = token.value, place + 1
        if token.kind == "cardinal" and tokens[nxt_at].kind == "cardinal" and tokens[nxt_at].value == 10:
            number, nxt_at = number + 10, nxt_at + 1
        elif token.kind == "cardinal" and number < 10:
            number, nxt_at = _and_tens(tokens, nxt_at, number)
        if nxt_at < count and tokens[nxt_at].kind == "unit" and 0 < number < 1000:
            return _with_rest(tokens, at, nxt_at + 1, tokens[nxt_at].value[0], number, rounded)
    return None


def _and_tens(tokens: list[DateToken], at: int, ones: int) -> tuple[int, int]:
    """«خمس وعشرين»: the tens stand after the ones, «و» mostly written to them."""
    word = tokens[at].value
    if isinstance(word, str) and word.startswith("و") and (tens := CARDINALS.get(word[1:], 0)) >= 20:
        return ones + tens, at + 1
    return ones, at


def _with_rest(tokens: list[DateToken], at: int, last: int, unit: str, number: int, rounded: bool) -> Relative:
    """«… و5 دقائق» and «… و نصف» after hours make it minutes."""
    count = len(tokens)
    if number == 1 and last < count and tokens[last].kind == "cardinal" and tokens[last].value == 1:
        last += 1
    if unit in ("hour", "day") and last < count:
        if (
            tokens[last].value == "و"
            and last + 2 < count
            and tokens[last + 1].kind in ("num", "cardinal")
            and tokens[last + 2].kind == "unit"
        ):
            smaller, each = tokens[last + 2].value[0], tokens[last + 1].value
            if unit == "hour" and smaller == "minute" and 0 <= each < 60:
                return Relative(at, last + 3, "minute", 60 * number + each, rounded=rounded)
            if unit == "day" and smaller == "hour" and 0 <= each < 24:
                return Relative(at, last + 3, "hour", 24 * number + each, rounded=rounded)
        if unit == "hour" and tokens[last].value in ("ونصف", "والنصف"):
            return Relative(at, last + 1, "minute", 60 * number + 30, rounded=rounded)
        if unit == "hour" and tokens[last].value == "الا" and last + 1 < count and (less := _PARTS.get(str(tokens[last + 1].value))):
            return Relative(at, last + 2, "minute", 60 * number - less, rounded=rounded)
    return Relative(at, last, unit, number, rounded=rounded)


def ago_after(tokens: list[DateToken], at: int) -> Relative | None:
    """``3 hours ago``, ``an hour ago``, «3 ساعات مضت», «ساعتين مضت», «يوم واحد مضى»; None for «خلال 3 أيام مضت», which is a span."""
    count, place, number = len(tokens), at, None
    if at + 1 >= count or (tokens[at].kind == "num" and tokens[at + 1].kind != "unit"):
        return None
    if tokens[place].kind == "num" or tokens[place].value in ("a", "an"):
        number, place = (tokens[place].value if tokens[place].kind == "num" else 1), place + 1
    if place >= count or tokens[place].kind != "unit":
        return None
    unit, alone = tokens[place].value
    number, place = number or alone, place + 1
    if alone == 1 and place < count and tokens[place].kind == "cardinal" and tokens[place].value == 1:
        place += 1
    if number is None or not 0 < number < 1000 or place >= count or tokens[place].kind != "ago_after":
        return None
    return None if at and tokens[at - 1].value in _SPANS else Relative(at, place + 1, unit, number)


def il_y_a(tokens: list[DateToken], at: int) -> Relative | None:
    """``il y a 2 heures``."""
    if at + 2 >= len(tokens) or tokens[at + 1].value != "y" or tokens[at + 2].value != "a":
        return None
    found = ago_at(tokens, at + 2)
    if found is not None:
        found.first = at
    return found


def day_at(tokens: list[DateToken], at: int) -> Relative | None:
    """«اليوم», «أمس», «أمس الأول», «أول من أمس», «غداً», «بعد غد»; None for «اليوم السابع», «المصري اليوم», «اليوم التالي»."""
    offset, last = tokens[at].value, at + 1
    count, first = len(tokens), at
    if last < count:
        nxt = tokens[last]
        if offset == -1 and nxt.kind == "ordinal" and nxt.value == 1:
            return Relative(at, last + 1, "day", 2)
        if offset == 0 and (nxt.kind == "ordinal" or nxt.value in _NOT_TODAY):
            return None
    if at:
        before = tokens[at - 1].value
        if offset == 0 and before in _NEWSPAPERS:
            return None
        if offset == 1 and before == "بعد":
            first, offset = at - 1, 2
        elif offset == -1 and before == "قبل":
            first, offset = at - 1, -2
        elif offset == -1 and (tokens[at - 1].kind == "ordinal" or (before == "من" and at > 1 and tokens[at - 2].kind == "ordinal")):
            first = at - 1 if tokens[at - 1].kind == "ordinal" else at - 2
            if tokens[first].value != 1:
                return None
            offset = -2
    return Relative(first, last, "day", -offset)


def period_at(tokens: list[DateToken], at: int) -> Relative | None:
    """«الشهر الماضي», «العام المقبل», «الأسبوع المقبل»: a definite unit and the word that shifts it."""
    if at + 1 < len(tokens) and tokens[at + 1].kind == "shift":
        return Relative(at, at + 2, tokens[at].value, -tokens[at + 1].value, period=True)
    return None


def weekday_at(tokens: list[DateToken], at: int) -> Weekday:
    """«الأربعاء», «الأربعاء الماضي», «يوم الأربعاء المقبل»."""
    first = at - 1 if at and tokens[at - 1].kind == "unit" and tokens[at - 1].value == ("day", 1) else at
    if at + 1 < len(tokens) and tokens[at + 1].kind == "shift" and tokens[at + 1].value:
        return Weekday(first, at + 2, tokens[at].value, tokens[at + 1].value)
    return Weekday(first, at + 1, tokens[at].value)

"""Times of day and time zones."""

from __future__ import annotations

from rasid.arabic.dates.lexicon import CARDINALS
from rasid.arabic.dates.pieces import TimeOfDay, Zone
from rasid.arabic.dates.tokens import DateToken
from rasid.arabic.dates.zones import SECOND_WORDS

_DURATION = ("مده", "المده", "مدته", "مدتها", "duration")
_MIDNIGHT = ("منتصف",)
_MINUTES = {"النصف": 30, "نصف": 30, "الربع": 15, "ربع": 15, "الثلث": 20, "ثلث": 20, "ربعا": 15, "ثلثا": 20}


def in_day(hour: int, half: str | None) -> int:
    """The hour on a clock of 24. A half of the day that the hour contradicts («14:30 ص») is ignored: the figure is the surer part."""
    if half is None or hour > 12 or hour == 0:
        return hour
    if half in ("am", "dawn"):
        return hour % 12
    if half == "noon":
        return hour if hour >= 10 else hour + 12
    if half == "night":
        return hour % 12 if hour < 5 or hour == 12 else hour + 12
    if half == "late":
        return hour % 12
    return hour if hour == 12 else hour + 12


def half_at(tokens: list[DateToken], at: int) -> tuple[str | None, int]:
    """The half of the day named at ``at`` («ص», «مساءً», «بعد الظهر», «بعد منتصف الليل», «في المساء», «من مساء») and where it ends."""
    count = len(tokens)
    if at >= count:
        return None, at
    token = tokens[at]
    if token.kind == "half":
        # «a.m.» never comes as one word; «ص.» and «م.» may carry their full stop.
        return token.value, at + 1
    if token.value in ("a", "p") and at + 2 < count and tokens[at + 1].value == "." and tokens[at + 2].value == "m":
        return token.value + "m", at + 3 + (at + 3 < count and tokens[at + 3].value == ".")
    after = token.value in ("بعد", "قبل")
    if after and at + 1 < count:
        if tokens[at + 1].kind == "half" and tokens[at + 1].value == "noon":
            return ("pm" if token.value == "بعد" else "am"), at + 2
        if tokens[at + 1].value in _MIDNIGHT:
            end = at + 2 + (at + 2 < count and tokens[at + 2].kind == "half")
            return ("late" if token.value == "بعد" else "pm"), end
    if token.value in ("في", "من") and at + 1 < count and tokens[at + 1].kind == "half" and tokens[at + 1].end - tokens[at + 1].start > 2:
        return tokens[at + 1].value, at + 2
    return None, at


def time_at(tokens: list[DateToken], at: int, text: str) -> TimeOfDay:
    """A token like ``14:30:05.123``, with the half of the day after it, or as one letter before it («م 03:15»)."""
    token = tokens[at]
    parts = token.value.replace("\u200e", "").replace("\u0640", "").replace(" ", "").replace(",", ".").split(":")
    hour, minute = int(parts[0]), int(parts[1])
    second = micro = 0
    if len(parts) == 3:
        whole, _, fraction = parts[2].partition(".")
        second = int(whole)
        micro = int((fraction + "000000")[:6]) if fraction else 0
    first, last = at, at + 1
    half, last = half_at(tokens, last)
    if half is None and at and tokens[at - 1].kind == "half" and (at == 1 or tokens[at - 2].kind not in ("num", "time")):
        half, first = tokens[at - 1].value, at - 1
    hour = in_day(hour, half)
    valid = (hour < 24 and minute < 60 and second < 61) or (hour == 24 and minute == second == 0)
    return TimeOfDay(first, last, hour, minute, min(second, 59), micro, "second" if len(parts) == 3 else "minute", valid)


def number_clock(tokens: list[DateToken], at: int, text: str, *, asked: bool) -> TimeOfDay | None:
    """A time written without colon: «9 مساءً», «10h30», «9.30 م», «الساعة 9». ``asked`` when «الساعة» stood before."""
    count = len(tokens)
    hour = tokens[at].value
    if not 0 <= hour <= 24:
        return None
    last, minute = at + 1, None
    if at + 2 < count and tokens[at + 2].kind == "num" and tokens[at + 1].end - tokens[at + 1].start == 1 and tokens[at + 2].value < 60:
        between, adjoining = tokens[at + 1], tokens[at].end == tokens[at + 1].start and tokens[at + 1].end == tokens[at + 2].start
        if (adjoining and between.value in ("س", ".")) or between.value == "h":
            minute, last = tokens[at + 2].value, at + 3
            if between.value != ".":
                half, last = half_at(tokens, last)
                return TimeOfDay(at, last, in_day(hour, half), minute)
            if hour < 24 and _stands_alone_behind_date(tokens, at):
                asked = True
    elif at + 1 < count and tokens[at + 1].value == "h" and tokens[at].end == tokens[at + 1].start:
        return TimeOfDay(at, at + 2, hour, precision="hour")
    if minute is None and asked:
        minute, last = _and_minutes(tokens, last)
    half, after = half_at(tokens, last)
    if half is None and minute is None and not asked:
        return None
    if half is None and not asked:
        return None  # «3.15» is a number like any other
    if half is not None and not asked and (hour > 12 or hour == 0):
        return None
    if (
        not asked
        and tokens[after - 1].value == "pm"
        and tokens[after - 1].raw == "م"
        and minute is None
        and tokens[after - 1].start > tokens[last - 1].end
    ):
        return None  # «5 م» with a space is as well five metres
    return TimeOfDay(at, after, in_day(hour, half), minute or 0, precision="hour" if minute is None else "minute")


def _stands_alone_behind_date(tokens: list[DateToken], at: int) -> bool:
    """«12/11/2026 14.30»: four figures right after a date in figures, and no word after them that they could count."""
    if not at or tokens[at - 1].kind != "ndate" or any(tokens[place].end - tokens[place].start != 2 for place in (at, at + 2)):
        return False
    return at + 3 >= len(tokens) or tokens[at + 3].kind in ("punct", "line", "half", "zone", "offset")


def is_duration(tokens: list[DateToken], at: int) -> bool:
    """«مدة الفيديو 02:30», «02:30 دقيقة»: how long something is, no time of day."""
    if at + 1 < len(tokens) and tokens[at + 1].kind == "unit" and tokens[at + 1].value[0] in ("minute", "second"):
        return True
    return any(tokens[place].raw in _DURATION for place in range(max(0, at - 3), at))


def _and_minutes(tokens: list[DateToken], at: int) -> tuple[int | None, int]:
    """«والنصف», «وربع», «إلا ربعاً», «و20 دقيقة», «وعشر دقائق» after an hour."""
    count = len(tokens)
    if at >= count:
        return None, at
    value = tokens[at].value
    if isinstance(value, str):
        if value.startswith("و") and value[1:] in _MINUTES:
            return _MINUTES[value[1:]], at + 1
        if value.startswith("و") and value[1:] in CARDINALS:
            return CARDINALS[value[1:]], _past_minutes(tokens, at + 1)
        if value == "الا" and at + 1 < count and tokens[at + 1].value in _MINUTES:
            return -_MINUTES[tokens[at + 1].value], at + 2
    if value == "و" and at + 1 < count:
        number = tokens[at + 1]
        if number.kind in ("num", "cardinal") and 0 <= number.value < 60:
            return number.value, _past_minutes(tokens, at + 2)
        if number.value in _MINUTES:
            return _MINUTES[number.value], at + 2
    return None, at


def _past_minutes(tokens: list[DateToken], at: int) -> int:
    """Past the word «دقيقة» or «دقائق»."""
    return at + (at < len(tokens) and tokens[at].kind == "unit" and tokens[at].value[0] == "minute")


def hour_words(tokens: list[DateToken], at: int) -> TimeOfDay | None:
    """«الساعة الثالثة والنصف عصراً», «الساعة 9», «الساعة 14:30» from the token after «الساعة»; «الحادية عشرة» and «الثانية عشرة» included."""
    count = len(tokens)
    token = tokens[at]
    hour, last = token.value, at + 1
    if last < count and tokens[last].kind == "cardinal" and tokens[last].value == 10 and hour in (1, 2):
        hour, last = hour + 10, last + 1
    minute, last = _and_minutes(tokens, last)
    half, last = half_at(tokens, last)
    if half is None and minute is None and last == at + 1 and token.kind != "hour":
        return None
    hour = in_day(hour, half)
    precision = "hour" if minute is None else "minute"
    minute = minute or 0
    if minute < 0:
        hour, minute = (hour - 1) % 24, 60 + minute
    return TimeOfDay(at, last, hour, minute, precision=precision)


def zone_at(tokens: list[DateToken], at: int) -> Zone | None:
    """«بتوقيت مكة المكرمة», «ت.غ», «(مكة المكرمة)», «GMT+3», «UTC +03:00», «+0400», «بالتوقيت المحلي» — the words before the place included."""
    count = len(tokens)
    token = tokens[at]
    if token.kind == "zone":
        return _offset_after(tokens, at, token.value)
    if token.kind == "offset":
        minutes = _minutes_of(token.value)
        return None if minutes is None else Zone(at, at + 1, minutes=minutes)
    if token.value in ("بتوقيت", "توقيت", "بالتوقيت", "التوقيت", "حسب", "وفق"):
        place = at + 1
        while place < count and place < at + 3 and tokens[place].value in ("مدينه", "توقيت", "بتوقيت", "العاصمه", "المحلي", "التوقيت", ":"):
            if tokens[place].value == "المحلي":
                return Zone(at, place + 1)
            place += 1
        if place < count and tokens[place].kind in ("place", "zone"):
            found = _place(tokens, place) if tokens[place].kind == "place" else _offset_after(tokens, place, tokens[place].value)
            return Zone(at, found.last, found.name, found.minutes)
        return Zone(at, place + 1, unknown=True) if token.value == "بتوقيت" and place < count and tokens[place].kind == "?" else None
    if token.value == "ت":
        end = at + 1
        if end < count and tokens[end].value == ".":
            end += 1
        if end < count and tokens[end].value in ("غ", "ج", "ع"):
            return Zone(at, end + 1, minutes=0)
        return None
    if token.value == "تغ":
        return Zone(at, at + 1, minutes=0)
    return None


def short_offset(tokens: list[DateToken], at: int) -> Zone | None:
    """«14:30 +03», «14:30+3», «14:30 +3:00», «14:30-500» and, signs before the name as right-to-left pages have it, «(+3 غرينتش)».

    A minus without four figures is an offset only where it touches a time and three figures follow: «14:30-15» is a span."""
    if at + 1 >= len(tokens) or tokens[at + 1].kind not in ("num", "time") or tokens[at + 1].start != tokens[at].end:
        return None
    figure, sign = tokens[at + 1], tokens[at].value
    size = figure.end - figure.start
    minutes = offset_minutes(figure.value if figure.kind == "time" else str(figure.value).zfill(size))
    if minutes is None:
        return None
    if sign == "+" and at + 2 < len(tokens) and tokens[at + 2].kind == "zone" and tokens[at + 2].value == 0:
        return Zone(at, at + 3, minutes=minutes)
    timed = bool(at) and tokens[at - 1].kind in ("time", "half")
    if not timed or (sign == "-" and (tokens[at - 1].end != tokens[at].start or size != 3 or figure.kind != "num")):
        return None
    return Zone(at, at + 2, minutes=-minutes if sign == "-" else minutes)


def offset_minutes(figures: str) -> int | None:
    """Minutes of ``3``, ``03``, ``300``, ``0300``, ``3:00``, ``03:00``; None for what no zone has."""
    hours, colon, rest = figures.partition(":")
    if not colon and len(figures) > 2:
        hours, rest = figures[:-2], figures[-2:]
    if not (hours.isdigit() and (rest.isdigit() or not rest)) or int(hours) > 14 or int(rest or 0) > 59:
        return None
    return 60 * int(hours) + int(rest or 0)


def mecca_at(tokens: list[DateToken], at: int) -> Zone | None:
    """«14:30 مكة المكرمة»: other towns after a time may begin the news («14:30 القاهرة -»), this one is the Arab zone's name."""
    if not at or tokens[at - 1].kind not in ("time", "half") or tokens[at].value != "Asia/Riyadh":
        return None
    zone = _place(tokens, at)
    return zone if zone.last == at + 2 else None


def bracketed_place(tokens: list[DateToken], at: int) -> Zone | None:
    """«(مكة المكرمة)» in brackets."""
    if at + 2 < len(tokens) and tokens[at].value == "(" and tokens[at + 1].kind == "place":
        zone = _place(tokens, at + 1)
        if zone.last < len(tokens) and tokens[zone.last].value == ")":
            return Zone(at, zone.last + 1, zone.name)
    return None


def _place(tokens: list[DateToken], at: int) -> Zone:
    name, last = tokens[at].value, at + 1
    if (last < len(tokens) and _word(tokens[last]) in SECOND_WORDS) or (
        name == "Asia/Muscat" and last < len(tokens) and tokens[last].value == "Asia/Amman"
    ):
        last += 1
    return Zone(at, last, name=name)


def _word(token: DateToken) -> str:
    if token.kind == "place" and token.value == "Asia/Amman":
        return ""
    return token.value if isinstance(token.value, str) else ""


def _offset_after(tokens: list[DateToken], at: int, base: int) -> Zone:
    """The figure after GMT or UTC: «GMT+3», «UTC +03:00», «GMT+0400», «GMT 2+» as some right-to-left pages have it."""
    count = len(tokens)
    nxt = at + 1
    if nxt < count and tokens[nxt].kind == "offset":
        minutes = _minutes_of(tokens[nxt].value)
        if minutes is not None:
            return Zone(at, nxt + 1, minutes=base + minutes)
    if nxt + 1 < count and tokens[nxt].value in ("+", "-") and tokens[nxt].end == tokens[nxt + 1].start:
        sign = 1 if tokens[nxt].value == "+" else -1
        figure = tokens[nxt + 1]
        if figure.kind == "num" and 0 <= figure.value <= 14:
            return Zone(at, nxt + 2, minutes=base + sign * 60 * figure.value)
        if figure.kind == "time":
            hours, _, minutes_text = figure.value.partition(":")
            if int(hours) <= 14:
                return Zone(at, nxt + 2, minutes=base + sign * (60 * int(hours) + int(minutes_text[:2])))
    return Zone(at, at + 1, minutes=base)


def _minutes_of(offset: str) -> int | None:
    """Minutes of ``+0400`` or ``-03:30``; None for what no zone has."""
    minutes = offset_minutes(offset[1:])
    return None if minutes is None else minutes if offset[0] == "+" else -minutes

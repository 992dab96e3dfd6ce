"""Signals of dates told in words: weekdays, double month names, two calendars, the dateline against the metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from rasid.arabic.dates import find_dates
from rasid.arabic.dates.lexicon import GREGORIAN, PAIRS
from rasid.arabic.script import fold
from rasid.frame.reading import Reading
from rasid.frame.signal import Place, Signal, count, value, whole
from rasid.frame.signals.dates import believable, published_days_over
from rasid.model import Words
from rasid.wording.format import day

WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
"""Monday first, as ``date.weekday`` counts."""
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LEVANT = "Levant and Iraq"
BEFORE = re.compile(r"[\u0621-\u064a]+(?: [\u0621-\u064a]+)? ?$")
AFTER = re.compile(r" ?[\u0621-\u064a]+(?: [\u0621-\u064a]+)?")
LONGEST_MONTH = 26
"""Characters on either side of the sign that are looked at."""
SPOKEN_DAY = re.compile(
    r"(?<![\u0621-\u064a])(أول (?:من )?أمس|اليوم|أمس|امس|غداً?)،? (?:يوم )?(ال[إا]ثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|السبت|الأحد|الاحد)(?![\u0621-\u064a])"
)
LEAD = 600
"""Characters of the body in which «اليوم الثلاثاء» speaks of the day of publication."""
AGENCY = re.compile(r"\(?[\u0621-\u064a]{2,12}(?: [\u0621-\u064a]{1,10}){0,2}\)?\s?[-–—]")
"""«رام الله 26-11-2026 وفا-», «لندن 25 نوفمبر (رويترز) -»: the agency's name closes the dateline."""
DIGIT = re.compile(r"\d")
DATELINE = 110
"""Characters of the body in which a dateline stands."""


@cache
def months() -> dict[str, tuple[int, bool]]:
    """Folded month name → (number, whether it is a Levantine name)."""
    known: dict[str, tuple[int, bool]] = {}
    for family, names in GREGORIAN.items():
        for number, spellings in enumerate(names, 1):
            for name in spellings:
                known.setdefault(fold(name), (number, family == LEVANT))
    for first, seconds in PAIRS.items():
        for second, (number, calendar) in seconds.items():
            if calendar == "g":
                known[fold(f"{first} {second}")] = (number, True)
    return known


def _month(words: str, *, last: bool) -> tuple[int, bool, int] | None:
    """The month the words end with (``last``) or begin with: two words first, then one. Third: how many words it takes."""
    parts = fold(words).split()
    for size in (2, 1):
        name = " ".join(parts[-size:] if last else parts[:size])
        if name in months():
            return *months()[name], min(size, len(parts))
    return None


def months_disagree(reading: Reading) -> Sequence[Place]:
    """Double month names that name two months («شباط/مارس»), in the text and in the publication date."""
    places: list[Place] = []
    for field, text in (("body", reading.body), ("headline", reading.headline), ("published_at", reading.article.published_raw or "")):
        for sign in "/(":
            at = text.find(sign)
            while at >= 0:
                places.extend(_pair(field, text, at))
                at = text.find(sign, at + 1)
    return places


def _pair(field: str, text: str, at: int) -> Sequence[Place]:
    """The two month names round the sign at ``at``, if they contradict each other."""
    left = BEFORE.search(text[max(0, at - LONGEST_MONTH) : at])
    right = AFTER.match(text[at + 1 : at + LONGEST_MONTH])
    one = _month(left.group(), last=True) if left else None
    other = _month(right.group(), last=False) if right and one else None
    if left and right and one and other and one[0] != other[0] and one[1] != other[1]:
        before = left.group().split()[-one[2] :]
        after = right.group().split()[: other[2]]
        start = text.rindex(before[0], 0, at)
        return (Place(field, start, text.index(after[-1], at + 1) + len(after[-1])),)
    return ()


def weekday_disagrees(reading: Reading) -> float | None:
    """1 when the publication date is written with a weekday it does not fall on; null without a date."""
    return _noted(reading, "date:weekday_disagrees")


def hijri_disagrees(reading: Reading) -> float | None:
    """1 when the publication date's Hijri and Gregorian parts name days more than a day apart; null without a date."""
    return _noted(reading, "date:hijri_disagrees")


def _noted(reading: Reading, note: str) -> float | None:
    article = reading.article
    return float(note in article.notes) if article.published_raw or article.published_at else None


def right_weekday(reading: Reading) -> Words | None:
    """The weekday the publication date falls on."""
    at = reading.article.published_at
    return Words(WEEKDAYS[at.weekday()], ENGLISH_WEEKDAYS[at.weekday()]) if at else None


def spoken_day(reading: Reading) -> Sequence[Place]:
    """«اليوم الثلاثاء» in headline or lead, where the article was published two days or more off a Tuesday."""
    published = believable(reading)
    if published is None or (published_days_over(reading) or 0) > 0:
        return ()
    places: list[Place] = []
    for field, text in (("headline", reading.headline), ("body", reading.body[:LEAD])):
        if "ليوم" not in text and "مس" not in text and "غد" not in text:
            continue
        for match in SPOKEN_DAY.finditer(text):
            off = (_weekday(match.group(2)) - _shift(match.group(1)) - published.weekday()) % 7
            if 2 <= off <= 5:
                places.append(Place(field, *match.span()))
    return places


def _shift(told: str) -> int:
    """Days from publication: «أول أمس» -2, «أمس» -1, «اليوم» 0, «غداً» 1."""
    return -2 if " " in told else -1 if told in ("أمس", "امس") else 1 if told[0] == "غ" else 0


def spoken_weekday(reading: Reading) -> Words | None:
    """The weekday the text's first «أمس» or «اليوم» fell on."""
    published = reading.article.published_at
    for field, start, end in spoken_day(reading) if published else ():
        found = SPOKEN_DAY.match(reading.texts[field], start, end)
        if found is not None and published is not None:
            day = (published.weekday() + _shift(found.group(1))) % 7
            return Words(WEEKDAYS[day], ENGLISH_WEEKDAYS[day])
    return None


def _weekday(name: str) -> int:
    folded = fold(name)
    return next(number for number, day in enumerate(WEEKDAYS) if fold(day) == folded)


def dateline(reading: Reading) -> tuple[date, Place] | None:
    """The full date a dateline gives («عمّان، 6 شباط 2026 -»), and where it stands."""
    published = reading.article.published_at
    head = reading.body[:DATELINE].split("\n", 1)[0]
    if published is None or DIGIT.search(head) is None:
        return None
    for found in find_dates(head, now=published):
        before, after = head[: found.start].rstrip(), head[found.end :].lstrip()
        named = AGENCY.match(after) is not None and before.count(" ") <= 2
        opens = named or (before.endswith(("-", "–", "—", "(", "،", ",", "/", ":")) and len(before) <= 45)
        closes = named or after.startswith(("-", "–", "—", ")", ":", "/", "."))
        if opens and closes and found.date is not None and found.date.precision not in ("month", "year") and found.date.confidence >= 0.6:
            return found.date.at.date(), Place("body", found.start, found.end)
    return None


def dateline_days_off(reading: Reading) -> float | None:
    """Days between the dateline's date and publication (both as written); null without a dated dateline."""
    found, published = dateline(reading), reading.article.published_at
    return abs((found[0] - published.date()).days) if found is not None and published is not None else None


def dateline_place(reading: Reading) -> Sequence[Place]:
    """The dateline's date."""
    found = dateline(reading)
    return (found[1],) if found else ()


def both_dates(reading: Reading) -> Words | None:
    """What the metadata say and what the text says."""
    found, published = dateline(reading), reading.article.published_at
    if found is None or published is None:
        return None
    country = reading.source.country if reading.source else None
    tagged, written = ({language: day(one, language, country=country) for language in ("ar", "en")} for one in (published.date(), found[0]))
    return Words(
        f"التاريخ في الوسوم {tagged['ar']}، وفي النص {written['ar']}",
        f"The metadata say {tagged['en']}, the text says {written['en']}",
    )


SIGNALS: tuple[Signal, ...] = (
    count("months_disagree", "published_at", months_disagree),
    value("weekday_disagrees", "published_at", weekday_disagrees, places=whole("published_at"), suggest=right_weekday),
    value("hijri_disagrees", "published_at", hijri_disagrees, places=whole("published_at")),
    count("spoken_day", "body", spoken_day, suggest=spoken_weekday),
    value("dateline_days_off", "body", dateline_days_off, places=dateline_place, suggest=both_dates),
)

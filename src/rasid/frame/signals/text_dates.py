"""Signals of full dates in the text that contradict themselves: a weekday the day does not fall on, two calendars that name different days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rasid.arabic.dates import FoundDate, find_dates
from rasid.frame.reading import Reading
from rasid.frame.signal import Place, Signal, count
from rasid.model import Words

CENTURIES = ("20", "٢٠")
"""Of the years a newsroom writes weekdays for. Finding two digits is ten times quicker than searching for a year."""
WEEKDAY = re.compile(
    "(?<![\u0621-\u064a])(?:يوم )?(?:ال[إا]ثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|السبت|الأحد|الاحد)[ ،,(]{1,3}(?:الموافق )?[0-9٠-٩]{1,2}(?![0-9٠-٩])"
)
REACH = 60
"""Characters before a year in which its weekday stands; and on either side of «هـ»."""
HIJRI = "هـ"


def _disagreeing(reading: Reading, warning: str, windows: Iterator[tuple[int, int]]) -> list[tuple[Place, FoundDate]]:
    found: dict[int, tuple[Place, FoundDate]] = {}
    now = reading.article.published_at or reading.now
    for start, end in windows:
        for one in find_dates(reading.body[start:end], now=now):
            if one.date is not None and warning in one.date.warnings and one.date.precision not in ("month", "year"):
                found.setdefault(start + one.start, (Place("body", start + one.start, start + one.end), one))
    return list(found.values())


def _with_weekday(body: str) -> Iterator[tuple[int, int]]:
    """From a weekday with a day of the month to the year behind it, nothing else between that could be another date."""
    for century in CENTURIES:
        at = body.find(century)
        while at >= 0:
            alone = not body[max(0, at - 1) : at].isdigit() and not body[at + 4 : at + 5].isdigit()
            if alone and body[at : at + 4].isdigit():
                from_here = max(0, at - REACH, body.rfind("\n", 0, at) + 1)
                weekdays = list(WEEKDAY.finditer(body, from_here, at))
                if weekdays:
                    yield weekdays[-1].start(), at + 4
            at = body.find(century, at + 2)


def _with_hijri(body: str) -> Iterator[tuple[int, int]]:
    at = body.find(HIJRI)
    while at >= 0:
        line_end = body.find("\n", at)
        yield max(0, at - REACH, body.rfind("\n", 0, at) + 1), min(at + REACH, line_end if line_end >= 0 else len(body))
        at = body.find(HIJRI, at + 1)


def text_weekday_disagrees(reading: Reading) -> Sequence[Place]:
    """Full dates in the text with a weekday they do not fall on («السبت 28 تشرين الثاني 2026» on another day)."""
    if reading.body_characters.isdisjoint("2٢"):
        return ()
    return [place for place, _ in _disagreeing(reading, "weekday_disagrees", _with_weekday(reading.body))]


def right_weekdays(reading: Reading) -> Words | None:
    """The weekday the first of them falls on."""
    from babel.dates import format_date

    for _, one in _disagreeing(reading, "weekday_disagrees", _with_weekday(reading.body)):
        if one.date is not None:
            return Words(format_date(one.date.at, "EEEE", locale="ar"), format_date(one.date.at, "EEEE", locale="en"))
    return None


def text_hijri_disagrees(reading: Reading) -> Sequence[Place]:
    """Dates in the text whose Hijri and Gregorian parts name days more than a day apart."""
    if HIJRI not in reading.body:
        return ()
    return [place for place, _ in _disagreeing(reading, "hijri_disagrees", _with_hijri(reading.body))]


SIGNALS: tuple[Signal, ...] = (
    count("text_weekday_disagrees", "body", text_weekday_disagrees, suggest=right_weekdays),
    count("text_hijri_disagrees", "body", text_hijri_disagrees),
)

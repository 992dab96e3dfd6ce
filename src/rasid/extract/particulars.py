"""The line of particulars between headline and text: who, where, when, how often read. It is no paragraph of the article."""

from __future__ import annotations

import re

from rasid.arabic.given_names import looks_like_person
from rasid.extract.credits import PLACES, is_agency
from rasid.extract.furniture import date_words, is_date_line, opens_like_byline
from rasid.extract.matching import plain
from rasid.extract.names import undated

APART = re.compile(r"[|•·،,;؛–—ـ]|\s[-/:]\s|(?<=\S)[-:]\s|[\[\]]")
"""What sets particulars in a line apart from one another."""
COUNTS = frozenset(
    map(plain, ("المشاهدات", "مشاهدات", "مشاهدة", "القراءات", "قراءة", "الزيارات", "التعليقات", "تعليقات", "عدد", "views", "comments"))
)
LONGEST = 120


def is_particular(text: str) -> bool:
    """A name, a byline, a place or an agency."""
    bare = text.strip(" ()«».,،:|-–—/")
    return bool(bare) and (
        plain(bare) in PLACES or is_agency(bare) or opens_like_byline(bare) or (len(bare) <= 40 and looks_like_person(bare))
    )


def all_particulars(text: str, linked: int = 0) -> bool:
    """Every part of the line is a particular, a date, a count of readers, or a link no longer than ``linked`` characters."""
    parts = [part.strip() for part in APART.split(text)]
    return all(not part or date_words(part) or is_particular(part) or _counts(part) or len(part) <= linked for part in parts)


def only_particulars(text: str, linked: int = 0) -> bool:
    """Whether a line is a dateline with its company: «رنا سلوم · منذ ٥ ساعات · ٤٢٠ مشاهدة», «بغداد / ليلى حسن   2026/11/30»."""
    if len(text) > LONGEST or not any(map(str.isdigit, text)):
        return False
    dates = [part for part in map(str.strip, APART.split(text)) if any(map(str.isdigit, part)) and not _counts(part)]
    rests = [(undated(part), part) for part in dates]
    return (
        bool(dates)
        and all(is_date_line(part) or (rest != part and is_particular(rest) and is_date_line(part[len(rest) :])) for rest, part in rests)
        and all_particulars("|".join(part for part in APART.split(text) if part.strip() not in dates), linked)
    )


def _counts(text: str) -> bool:
    words = plain(text).split()
    return bool(words) and not COUNTS.isdisjoint(words) and all(word in COUNTS or any(map(str.isdigit, word)) for word in words)

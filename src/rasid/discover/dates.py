"""Dates of feeds and sitemaps, in the zone they were written in."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from rasid.arabic.dates import FoundDate, ParsedDate, find_dates

ZONES = {
    "UT": "+0000", "UTC": "+0000", "GMT": "+0000", "Z": "+0000", "WET": "+0000", "WEST": "+0100", "BST": "+0100", "CET": "+0100", "CEST": "+0200",
    "EET": "+0200", "EEST": "+0300", "AST": "+0300", "MSK": "+0300", "TRT": "+0300", "IRST": "+0330", "GST": "+0400", "PKT": "+0500",
    "EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
}  # fmt: skip
"""Names of zones as Arabic feeds use them: AST is Arabia, not the Atlantic."""
NAME = re.compile(r"\b([A-Z]{1,5})\s*$")
ISO = re.compile(r"^\d{4}-\d\d-\d\d(?:[T ]|$)")
SLOPPY_ZONE = re.compile(r"\s*(?:GMT|UTC)?\s*([+-])(\d\d?):?(\d\d)?$")


def read_date(raw: str | None) -> datetime | None:
    """RFC 822 and ISO 8601 as feeds really write them, and the same with Arabic names. None without a zone, or when unreadable: the article's own page knows better.

    A date without a time of day is no moment and is None, too.
    """
    text = " ".join((raw or "").split())
    if not 8 <= len(text) <= 60:
        return None
    try:
        if ISO.match(text):
            found = datetime.fromisoformat(_iso(text))
        else:
            found = parsedate_to_datetime(_rfc822(text))
            if "-0000" in text:
                return None
    except (ValueError, TypeError, OverflowError, IndexError):
        return _in_arabic(text)
    return found if found.tzinfo is not None and 1990 <= found.year <= 2100 else None


def _in_arabic(text: str) -> datetime | None:
    """«الثلاثاء, 10 نوفمبر 2026 14:05:00 +0300», as a system set to Arabic writes RFC 822: a moment in a zone it names, of which nothing is doubtful."""
    match find_dates(text, now=None):
        case [FoundDate(date=ParsedDate(precision="second" | "minute", zone_from="text", warnings=()) as told)]:
            return told.at if 1990 <= told.at.year <= 2100 else None
    return None


def _rfc822(text: str) -> str:
    name = NAME.search(text)
    if name and name[1] in ZONES:
        return text[: name.start()] + ZONES[name[1]]
    zone = SLOPPY_ZONE.search(text)
    if zone:
        return f"{text[: zone.start()]} {zone[1]}{int(zone[2]):02}{zone[3] or '00'}"
    return text


def _iso(text: str) -> str:
    text = text.replace(" ", "T", 1) if len(text) > 10 else text
    name = NAME.search(text)
    if name and name[1] != "Z" and name[1] in ZONES:
        text = text[: name.start()].rstrip("T ") + ZONES[name[1]]
    return text.replace(" ", "")

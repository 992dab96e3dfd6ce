"""Signals of when an article says it was published and changed. Moments are aware; numbers are hours, days or minutes as the names say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from rasid.arabic.script import fold
from rasid.frame.reading import Reading
from rasid.frame.signal import Place, Signal, count, value, whole
from rasid.model import Origin, Words

RELATIVE = re.compile(r"^\W*(?:(?:نُشر|نشر|آخر تحديث|تحديث)\W+)?(?:منذ|قبل|الآن|just now|\d+\s+\w+\s+ago)\b|\bago\W*$", re.IGNORECASE)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
AHEAD = timedelta(minutes=15)
FIRST_YEAR = 1995
"""A publication date beyond these is wrong itself, and nothing can be measured from it."""
IMPLAUSIBLE = "date:implausible"
STATED = frozenset({Origin.JSON_LD, Origin.STATE, Origin.META, Origin.MICRODATA})
SHOWN = frozenset({Origin.TEXT, Origin.TIME, Origin.SELECTOR})
APART = timedelta(hours=48)
NEAR = timedelta(hours=36)
MINUTE = timedelta(minutes=1)
ZONED = re.compile(r"\d:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|GMT|UTC|[+-]\d{2}:?\d{2})\s*$", re.IGNORECASE)
"""A time of day with its zone, as machines write it."""
FULL_YEAR = re.compile(r"\d{4}")


def published(reading: Reading) -> datetime | None:
    """When the article says it was published, in UTC; null when absent or unreadable."""
    return reading.article.published_at


def modified(reading: Reading) -> datetime | None:
    """When the article says it was last changed, in UTC."""
    return reading.article.modified_at


def published_stated(reading: Reading) -> str | None:
    """The publication date as written, readable or not; null when the article has none."""
    article = reading.article
    # As the value that was chosen is written: several places may give a date, and a verdict on one must not quote another.
    origin = article.origins.get("published_at")
    for one in article.candidates.get("published_at", ()):
        if one.origin is origin and one.value == article.published_at and one.raw:
            return one.raw
    if article.published_raw:
        return article.published_raw
    if article.published_at:
        return article.published_at.isoformat()
    return IMPLAUSIBLE if IMPLAUSIBLE in article.notes else None


def published_unreadable(reading: Reading) -> float | None:
    """1 when there is a publication date nobody can read; null without one."""
    article = reading.article
    if IMPLAUSIBLE in article.notes:
        return None
    return float(article.published_at is None) if article.published_raw or article.published_at else None


def published_without_zone(reading: Reading) -> float | None:
    """1 when the date has a time of day but no zone of its own, so the source's was assumed; null without a time of day, and for one told from now
    («منذ ساعتين»), which is the same moment in every zone.

    A zone stated elsewhere on the page for the same minute (structured data beside the visible line) is the article's zone.
    """
    article = reading.article
    if (
        article.published_at is None
        or RELATIVE.match(article.published_raw or "")
        or article.published_precision in ("day", "month", "year")
    ):
        return None
    if article.published_zone == "text":
        return 0.0
    others = (
        one for one in article.candidates.get("published_at", ()) if one.raw and ZONED.search(one.raw) and isinstance(one.value, datetime)
    )
    return float(not any(abs(one.value - article.published_at) < MINUTE for one in others))


def published_hours_ahead(reading: Reading) -> float | None:
    """Hours between now and a publication date in the future; negative for the past."""
    at = reading.article.published_at
    return (at - reading.now) / HOUR if at else None


def modified_hours_ahead(reading: Reading) -> float | None:
    """Hours between now and a change in the future; negative for the past. Null when publication lies in the future too: one clock is wrong, once."""
    at = reading.article.modified_at
    if reading.article.published_at is not None and believable(reading) is None:
        return None
    return (at - reading.now) / HOUR if at else None


def published_year(reading: Reading) -> float | None:
    """Year of publication, as written; 0 when the page gives only a date before 1990, which the reader refuses."""
    at = reading.article.published_at
    if at is None:
        return 0 if IMPLAUSIBLE in reading.article.notes else None
    return at.year


def believable(reading: Reading) -> datetime | None:
    """The publication date, unless it lies in the future or before there were news sites: rules of their own say so."""
    at = reading.article.published_at
    return at if at is not None and at.year >= FIRST_YEAR and at - reading.now <= AHEAD else None


def published_days_old(reading: Reading) -> float | None:
    """Days between publication and the moment the section first linked to the article; null for a date nobody can believe."""
    at = believable(reading)
    return (reading.item.first_seen_at - at) / DAY if at else None


def published_days_allowed(reading: Reading) -> float | None:
    """The seed's ``max_age_days``; null without a source."""
    return float(reading.source.max_age_days) if reading.source else None


def published_days_over(reading: Reading) -> float | None:
    """Days by which the article is older than its source allows; null without a source."""
    old, allowed = published_days_old(reading), published_days_allowed(reading)
    return old - allowed if old is not None and allowed is not None else None


def modified_minutes_early(reading: Reading) -> float | None:
    """Minutes by which the last change precedes publication; 0 or less is right; null for a publication date nobody can believe."""
    first, last = believable(reading), reading.article.modified_at
    return (first - last) / timedelta(minutes=1) if first and last else None


def published_spread(reading: Reading) -> float | None:
    """Hours between the earliest and the latest publication date of JSON-LD, meta tags, microdata, and of the date readers see where it is two days
    off and no date of a change nor of today; null for fewer than two."""
    moments = _stated(reading)
    moments += [moment for _, moment in _shown(reading, moments)]
    return (max(moments) - min(moments)) / HOUR if len(moments) > 1 else None


def _stated(reading: Reading) -> list[datetime]:
    found = [
        one.value for one in reading.article.candidates.get("published_at", ()) if one.origin in STATED and isinstance(one.value, datetime)
    ]
    return [moment for moment in found if moment.tzinfo is not None]


def _shown(reading: Reading, stated: Sequence[datetime]) -> list[tuple[Origin, datetime]]:
    """Dates in the page's text that no publication date of the metadata is near. What stands there may be the last change, today's date in the
    page's head, or a day the article tells of: none counts."""
    others = [at for at in (reading.article.modified_at, reading.now, reading.item.first_seen_at) if at is not None]
    return [
        (one.origin, one.value)
        for one in (reading.article.candidates.get("published_at", ()) if stated else ())
        if one.origin in SHOWN
        and isinstance(one.value, datetime)
        and one.value.tzinfo is not None
        and FULL_YEAR.search(raw := one.raw or "") is not None
        and raw not in reading.body
        and one.value <= reading.now + NEAR
        and all(abs(one.value - at) >= APART for at in stated)
        and all(abs(one.value - at) >= NEAR for at in others)
    ]


def stated_dates(reading: Reading) -> Words | None:
    """Each origin with its date."""
    pairs = [
        (one.origin.value, one.value.date().isoformat())
        for one in reading.article.candidates.get("published_at", ())
        if one.origin in STATED and isinstance(one.value, datetime)
    ]
    pairs += [(origin.value, at.date().isoformat()) for origin, at in _shown(reading, _stated(reading))]
    listed = "; ".join(f"{origin}: {day}" for origin, day in dict(pairs).items())
    return Words(listed, listed) if listed else None


def freshened(reading: Reading) -> Sequence[Place]:
    """The dates moved forward since the last revision, and not a letter of headline or body changed."""
    article, before = reading.article, reading.item.previous
    if before is None or before.headline != article.headline or before.body != article.body:
        return ()
    moved = [
        field
        for field, old, new in (
            ("published_at", before.published_at, article.published_at),
            ("modified_at", before.modified_at, article.modified_at),
        )
        if old is not None and new is not None and new - old >= timedelta(minutes=10)
    ]
    return [Place(field, 0, len(reading.texts[field])) for field in moved]


def headline_changed_late(reading: Reading) -> Sequence[Place]:
    """The headline when it was changed more than a day after the article was first seen: readers and search engines have the old one."""
    article, item = reading.article, reading.item
    before = item.previous
    if before is None or not before.headline or not article.headline or fold(before.headline) == fold(article.headline):
        return ()
    return [Place("headline", 0, len(article.headline))] if item.revised_at - item.first_seen_at > timedelta(hours=24) else ()


def former_headline(reading: Reading) -> Words | None:
    """The headline it had before."""
    before = reading.item.previous
    return Words(before.headline, before.headline) if before is not None and before.headline else None


SIGNALS: tuple[Signal, ...] = (
    value("published_at", "published_at", published, dtype="datetime64[us, UTC]", places=whole("published_at")),
    value("modified_at", "modified_at", modified, dtype="datetime64[us, UTC]", places=whole("modified_at")),
    value("published_stated", "published_at", published_stated, dtype="object"),
    value("published_unreadable", "published_at", published_unreadable, places=whole("published_at")),
    value("published_without_zone", "published_at", published_without_zone, places=whole("published_at")),
    value("published_hours_ahead", "published_at", published_hours_ahead, places=whole("published_at")),
    value("modified_hours_ahead", "modified_at", modified_hours_ahead, places=whole("modified_at")),
    value("published_year", "published_at", published_year, places=whole("published_at")),
    value("published_days_old", "published_at", published_days_old, places=whole("published_at")),
    value("published_days_allowed", "published_at", published_days_allowed),
    value("published_days_over", "published_at", published_days_over, places=whole("published_at")),
    value("modified_minutes_early", "modified_at", modified_minutes_early, places=whole("modified_at")),
    value("published_spread_hours", "published_at", published_spread, places=whole("published_at"), suggest=stated_dates),
    count("dates_freshened", "published_at", freshened),
    count("headline_changed_late", "headline", headline_changed_late, suggest=former_headline),
)

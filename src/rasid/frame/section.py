"""One visit's window → the one-row frame that section rules judge."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from math import nan
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from rasid.calendar import is_eid, is_holiday, is_weekend
from rasid.model import Article, ArticleType, Counts, Fate, Source, WindowArticle, newest_moment

LEAST_ARTICLES = 5
"""Articles or fetches without which a share is not worked out: one bad page among three is no share (as for ``layout_changed``)."""
FRESH_HOURS = 36.0
"""Promise of a source that makes none: a desk that rests one night and one slow day still publishes within a day and a half …"""
REST_DAY_HOURS = 24.0
"""… and a weekend, Eid or national holiday in between excuses a day each."""
WITH_FIELDS = (ArticleType.ARTICLE, ArticleType.OPINION)
"""Types that are expected to have author, image and standfirst; an urgent line or a gallery is not."""

COVERED: Mapping[str, Callable[[Article], bool]] = {
    "headline": lambda article: bool(article.headline),
    "published_at": lambda article: article.published_at is not None,
    "body": lambda article: bool(article.body),
    "author": lambda article: bool(article.authors or article.agency),
    "image": lambda article: bool(article.image),
    "standfirst": lambda article: bool(article.standfirst),
}
"""Fields whose coverage is watched, and when an article has them."""

SECTION_COLUMNS: tuple[str, ...] = (
    "links",
    "fetched",
    "unchanged",
    "new",
    "revised",
    "refused",
    "errors",
    "pages_read",
    "articles",
    "extraction_rate",
    "error_rate",
    "newest_age_hours",
    "fresh_promise_hours",
    "freshness_overrun",
    *(f"{field}_coverage" for field in COVERED),
    "author_coverage_asked",
    "duplicate_share",
    "undecodable_share",
    "vanished",
    "problems",
    "problem",
)


def section_frame(
    counts: Counts,
    items: Sequence[WindowArticle],
    *,
    source: Source | None,
    now: datetime,
    problems: Sequence[str] = (),
    vanished: int = 0,
    fates: Mapping[Fate, int] | None = None,
) -> pd.DataFrame:
    """One row, columns :data:`SECTION_COLUMNS`: ``float64``, NaN where too little is known to say; ``problem`` (the first of ``problems``) is text or None.

    ``counts`` are the visit's, ``items`` the window, ``problems`` what feed, sitemap and listing readers remarked,
    ``vanished`` how many articles of the window's time answer 404 or 410 now, ``fates`` what became of the links first named in the window (None:
    of a first visit, whose own counts are all there is). Shares are 0–1; ages are hours.
    Numeric columns are what a visit keeps as its metrics.
    """
    row: dict[str, Any] = dict.fromkeys(SECTION_COLUMNS, nan)
    for name in ("links", "fetched", "unchanged", "new", "revised", "refused", "errors"):
        row[name] = getattr(counts, name)
    row["articles"] = len(items)
    row |= _work(counts) | (_rates(fates) if fates is not None else {}) | _freshness(counts, items, source, now) | _shares(items, source)
    row |= {"problems": len(problems), "problem": problems[0] if problems else None, "vanished": vanished}
    return pd.DataFrame([row], columns=list(SECTION_COLUMNS)).astype(
        {name: "object" if name == "problem" else "float64" for name in SECTION_COLUMNS}
    )


def has_fields(item: WindowArticle) -> bool:
    """Whether the article is of a type that is expected to have all fields."""
    return item.article.type in WITH_FIELDS


def covered_share(items: Sequence[WindowArticle], field: str) -> float:
    """Share of the articles that have ``field`` (a key of :data:`COVERED`)."""
    return sum(COVERED[field](item.article) for item in items) / len(items)


def _work(counts: Counts) -> dict[str, float]:
    """``pages_read``: fetched and not 304. ``extraction_rate``: pages read that were articles. ``error_rate``: articles asked for that gave an error or no text."""
    read = counts.fetched - counts.unchanged
    asked = counts.fetched + counts.errors
    row: dict[str, float] = {"pages_read": read}
    if read >= LEAST_ARTICLES:
        row["extraction_rate"] = max(0.0, 1.0 - counts.refused / read)
    if asked >= LEAST_ARTICLES:
        row["error_rate"] = counts.errors / asked
    return row


def _rates(fates: Mapping[Fate, int]) -> dict[str, float]:
    """The rates of :func:`_work` over the links of the window: a section that brings one article an hour is judged by its day, not by its last hour."""
    read = fates[Fate.ARTICLE] + fates[Fate.REFUSED]
    asked = read + fates[Fate.UNREAD] + fates[Fate.GONE]
    return {
        "extraction_rate": fates[Fate.ARTICLE] / read if read >= LEAST_ARTICLES else nan,
        "error_rate": fates[Fate.UNREAD] / asked if asked >= LEAST_ARTICLES else nan,
    }


def _freshness(counts: Counts, items: Sequence[WindowArticle], source: Source | None, now: datetime) -> dict[str, float]:
    """Age of the newest article (by its date, else by its first sight), against the promise of the seed or the usual one.

    A section that links to articles none of which is in the window any more has published nothing for as long as the window is.
    """
    newest = newest_moment(items, now)
    if newest is None and source is not None and not items and counts.links:
        newest = now - timedelta(hours=source.window_hours)
    if newest is None:
        return {}
    age = (now - newest).total_seconds() / 3600
    promise = source.fresh_within_hours if source is not None else None
    if promise is None:
        promise = FRESH_HOURS + REST_DAY_HOURS * _rest_days(newest, now, source)
    return {"newest_age_hours": round(age, 1), "fresh_promise_hours": promise, "freshness_overrun": age / promise}


def _rest_days(since: datetime, now: datetime, source: Source | None) -> int:
    """Weekend days, Eid days and national holidays between the two moments, at most seven."""
    if source is None:
        return 0
    zone = ZoneInfo(source.timezone)
    first, last = since.astimezone(zone).date(), now.astimezone(zone).date()
    days = [first + timedelta(days=number) for number in range(min((last - first).days, 14) + 1)]
    return min(7, sum(is_weekend(source.country, day) or is_eid(day, slack=1) or is_holiday(source.country, day) for day in days))


def _shares(items: Sequence[WindowArticle], source: Source | None) -> dict[str, float]:
    row: dict[str, float] = {}
    full = [item for item in items if has_fields(item)]
    if len(full) >= LEAST_ARTICLES:
        row |= {f"{field}_coverage": covered_share(full, field) for field in COVERED}
    asking = {section.id for section in source.sections if section.asks_author} if source is not None else set()
    asked = [item for item in full if item.article.section in asking]
    if len(asked) >= LEAST_ARTICLES:
        row["author_coverage_asked"] = covered_share(asked, "author")
    if len(items) >= LEAST_ARTICLES:
        row["duplicate_share"] = sum(item.near_duplicate_of is not None for item in items) / len(items)
        row["undecodable_share"] = sum(any(note.startswith("decode:replaced=") for note in item.article.notes) for item in items) / len(
            items
        )
    return row

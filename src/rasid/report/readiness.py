"""Is an article ready for Google News and feeds? Checks read from the article's own fields, each with the page it is taken from.

Google asks for none of the markup as a condition of being listed; these are what its documentation recommends, so a check that
does not pass is advice, never an incident. Sources read in November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rasid.model import Article, Origin

ARTICLE_MARKUP = "https://developers.google.com/search/docs/appearance/structured-data/article"
DATES = "https://developers.google.com/search/docs/appearance/publication-dates"
CANONICAL = "https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls"
NEWS_SITEMAP = "https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap"
ARTICLE_PAGES = "https://support.google.com/news/publisher-center/answer/9607104"

_ARTICLE_TYPES = frozenset(
    [
        "Article",
        "NewsArticle",
        "BlogPosting",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "LiveBlogPosting",
    ]
)
_ZONED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})$", re.IGNORECASE)
_NUMERIC_ID = re.compile(r"https?://[^?]*\?(?:.*&)?ID=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadinessCheck:
    """``key`` names its sentences (``report.ready_<key>``, ``…_advice``); ``test`` answers None where it cannot be known."""

    key: str
    source: str
    test: Callable[[Article, bool | None], bool | None]


@dataclass(frozen=True, slots=True)
class Readiness:
    check: ReadinessCheck
    ok: bool | None
    """None: cannot be known from what was fetched."""


def _typed(article: Article, _: bool | None) -> bool:
    kinds = article.structured_data.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(str(name).rsplit("/", 1)[-1] in _ARTICLE_TYPES for name in names if name)


def _headline(article: Article, _: bool | None) -> bool:
    return bool(str(article.structured_data.get("headline") or "").strip())


def _published(article: Article, _: bool | None) -> bool:
    return _has_zone(article.structured_data, "datePublished")


def _modified(article: Article, _: bool | None) -> bool:
    return _has_zone(article.structured_data, "dateModified")


def _has_zone(data: Mapping[str, Any], name: str) -> bool:
    value = data.get(name)
    return isinstance(value, str) and bool(_ZONED.match(value.strip()))


def _visible_date(article: Article, _: bool | None) -> bool:
    seen = (Origin.TEXT, Origin.TIME, Origin.SELECTOR)
    kept = article.candidates.get("published_at", ())
    return article.origins.get("published_at") in seen or any(candidate.origin in seen for candidate in kept)


def _author(article: Article, _: bool | None) -> bool:
    authors = article.structured_data.get("author")
    rows = authors if isinstance(authors, list) else [authors]
    return any(str(row.get("name") or "").strip() if isinstance(row, Mapping) else isinstance(row, str) and row.strip() for row in rows)


def _author_link(article: Article, _: bool | None) -> bool | None:
    authors = article.structured_data.get("author")
    rows = [row for row in (authors if isinstance(authors, list) else [authors]) if isinstance(row, Mapping)]
    people = [row for row in rows if row.get("@type") != "Organization"]
    return all(row.get("url") or row.get("sameAs") for row in people) if people else None


def _image(article: Article, _: bool | None) -> bool:
    return bool(article.structured_data.get("image"))


def _canonical(article: Article, _: bool | None) -> bool | None:
    if {"canonical:other_site", "canonical:home"} & set(article.notes):
        return False
    if article.candidates.get("canonical"):
        return True
    return False if article.origins else None


def _address(article: Article, _: bool | None) -> bool:
    return not _NUMERIC_ID.match(article.url)


def _sitemap(article: Article, in_sitemap: bool | None) -> bool | None:
    # A date that the sitemap gave proves that it names the article; the lack of one proves nothing.
    dated = any(candidate.origin is Origin.SITEMAP for candidate in article.candidates.get("published_at", ()))
    return True if dated else in_sitemap


CHECKS = (
    ReadinessCheck("type", ARTICLE_MARKUP, _typed),
    ReadinessCheck("headline", ARTICLE_MARKUP, _headline),
    ReadinessCheck("published", ARTICLE_MARKUP, _published),
    ReadinessCheck("modified", ARTICLE_MARKUP, _modified),
    ReadinessCheck("visible_date", DATES, _visible_date),
    ReadinessCheck("author", ARTICLE_MARKUP, _author),
    ReadinessCheck("author_link", ARTICLE_MARKUP, _author_link),
    ReadinessCheck("image", ARTICLE_MARKUP, _image),
    ReadinessCheck("canonical", CANONICAL, _canonical),
    ReadinessCheck("address", ARTICLE_PAGES, _address),
    ReadinessCheck("sitemap", NEWS_SITEMAP, _sitemap),
)


def check_article(article: Article, *, in_sitemap: bool | None = None) -> tuple[Readiness, ...]:
    """Every check in the order of CHECKS. ``in_sitemap``: whether the site's news sitemap names the article, where that is known."""
    return tuple(Readiness(check, check.test(article, in_sitemap)) for check in CHECKS)

"""What Google's documentation recommends, read from an article's own fields."""

from __future__ import annotations

from typing import Any

import pytest

from rasid.model import Article, Candidate, Origin
from rasid.report.readiness import CHECKS, check_article
from rasid.wording import catalogue
from tests.report.samples import NOW

URL = "https://nahr.example/local/1"
GOOD: dict[str, Any] = {
    "@type": "NewsArticle",
    "headline": "عنوان",
    "datePublished": "2026-02-07T08:00:00+02:00",
    "dateModified": "2026-02-07T06:30:00Z",
    "author": [{"@type": "Person", "name": "ليلى", "url": "https://nahr.example/layla"}],
    "image": ["https://nahr.example/1.jpg"],
}


def verdicts(data: dict[str, Any] | None = None, *, in_sitemap: bool | None = True, **fields: Any) -> dict[str, bool | None]:
    kept = {"canonical": (Candidate(URL, Origin.META),), "published_at": (Candidate(NOW, Origin.TEXT),)}
    article = Article(
        **(
            {"url": URL, "structured_data": GOOD if data is None else data, "candidates": kept, "origins": {"headline": Origin.META}}
            | fields
        )
    )
    return {row.check.key: row.ok for row in check_article(article, in_sitemap=in_sitemap)}


def test_a_ready_article_passes_every_check() -> None:
    assert set(verdicts().values()) == {True}


@pytest.mark.parametrize(
    ("change", "check", "expected"),
    [
        ({"@type": "WebPage"}, "type", False),
        ({"@type": ["Thing", "https://schema.org/ReportageNewsArticle"]}, "type", True),
        ({"headline": " "}, "headline", False),
        ({"datePublished": "2026-02-07T08:00:00"}, "published", False),
        ({"datePublished": "2026-02-07"}, "published", False),
        ({"datePublished": 5}, "published", False),
        ({"dateModified": None}, "modified", False),
        ({"author": "ليلى"}, "author", True),
        ({"author": {"@type": "Person", "name": ""}}, "author", False),
        ({"author": None}, "author", False),
        ({"author": {"@type": "Person", "name": "ليلى"}}, "author_link", False),
        ({"author": {"@type": "Person", "name": "ليلى", "sameAs": "https://x.example"}}, "author_link", True),
        ({"author": {"@type": "Organization", "name": "وكالة"}}, "author_link", None),
        ({"image": []}, "image", False),
    ],
)
def test_each_check_reads_the_structured_data(change: dict[str, Any], check: str, expected: bool | None) -> None:
    assert verdicts(GOOD | change)[check] is expected


@pytest.mark.parametrize(
    ("fields", "check", "expected"),
    [
        ({"candidates": {}}, "visible_date", False),
        ({"candidates": {}, "origins": {"published_at": Origin.TIME}}, "visible_date", True),
        ({"candidates": {}}, "canonical", False),
        ({"candidates": {}, "origins": {}}, "canonical", None),
        ({"notes": ("canonical:other_site",)}, "canonical", False),
        ({"url": "https://nahr.example/show?a=1&ID=7"}, "address", False),
        ({"in_sitemap": None}, "sitemap", None),
        ({"in_sitemap": None, "candidates": {"published_at": (Candidate(NOW, Origin.SITEMAP),)}}, "sitemap", True),
        ({"in_sitemap": False}, "sitemap", False),
        ({"in_sitemap": False, "candidates": {"published_at": (Candidate(NOW, Origin.SITEMAP),)}}, "sitemap", True),
    ],
)
def test_each_check_reads_the_articles_fields(fields: dict[str, Any], check: str, expected: bool | None) -> None:
    assert verdicts(**fields)[check] is expected


def test_every_check_has_its_words_and_its_source() -> None:
    for check in CHECKS:
        assert f"report.ready_{check.key}" in catalogue()
        assert f"report.ready_{check.key}_advice" in catalogue()
        assert check.source.startswith("https://")

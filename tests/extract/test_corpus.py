"""Other people's real pages, where they are at hand: a floor, not the target."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from rasid.decode import decode
from rasid.errors import RasidError, Refusal
from rasid.extract import extract
from rasid.model import Article, ArticleType, Refused
from tests.bench.extract import corpus, judge, rated, rows

NOW = datetime(2026, 11, 23, tzinfo=UTC)
FOLDER = corpus()
ROWS: list[dict[str, Any]] = rows(FOLDER) if FOLDER else []
RATED = {row["id"] for row in rated(FOLDER)} if FOLDER else set()
pytestmark = pytest.mark.skipif(FOLDER is None, reason="no corpus: set RASID_CORPUS to the folder that has manifest.jsonl")


def read(row: dict[str, Any]) -> Article:
    assert FOLDER is not None
    decoded = decode((FOLDER / row["file"]).read_bytes(), content_type=row.get("http_content_type"))
    return extract(decoded, row["url_if_known"] or "https://www.example.org/x", now=NOW)


@pytest.mark.parametrize("row", [row for row in ROWS if row["id"] in RATED or row.get("derived_from")], ids=lambda row: row["id"])
def test_a_rated_page_is_read_right(row: dict[str, Any]) -> None:
    article = read(row)
    judged = judge(row, {"headline": article.headline, "published_at": article.published_at, "body": article.text})
    assert judged["headline"]
    assert judged["day"] is not False
    assert judged["instant"] is not False
    assert judged["f1"] >= 0.995


@pytest.mark.parametrize("row", [row for row in ROWS if row["kind"] == "negative"], ids=lambda row: row["id"])
def test_no_negative_passes_as_an_arabic_news_article(row: dict[str, Any]) -> None:
    try:
        article = read(row)
    except RasidError:
        return
    assert article.language != "ar" or article.type not in (ArticleType.ARTICLE, ArticleType.BRIEF, ArticleType.OPINION)


@pytest.mark.parametrize("row", [row for row in ROWS if row["kind"] in ("listing", "feed")], ids=lambda row: row["id"])
def test_no_listing_or_feed_becomes_an_article(row: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as caught:
        read(row)
    assert caught.value.kind in (Refused.LISTING, Refused.HOME, Refused.NOT_HTML)


def test_the_reference_article_of_an_encyclopaedia_is_no_news() -> None:
    row = next(row for row in ROWS if "wikipedia" in row["id"])
    with pytest.raises(Refusal) as caught:
        read(row)
    assert caught.value.kind is Refused.NO_ARTICLE


def test_pages_are_told_apart_by_more_than_one_kind() -> None:
    kinds: Counter[str] = Counter()
    for row in ROWS:
        try:
            kinds[read(row).type.value] += 1
        except Refusal as refusal:
            kinds[refusal.kind.value] += 1
    assert len(kinds) >= 6

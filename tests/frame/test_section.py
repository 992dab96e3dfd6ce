"""The section's signals: shares only of enough articles, ages against the promise, problems by name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import isnan
from typing import Any

import pytest

from rasid.frame.section import SECTION_COLUMNS, section_frame
from rasid.model import Article, ArticleType, Counts, Section, Source, WindowArticle, Words

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
"""A Wednesday."""


def item(number: int, *, hours_ago: float = 1.0, **fields: Any) -> WindowArticle:
    at = NOW - timedelta(hours=hours_ago)
    near = fields.pop("near_duplicate_of", None)
    whole: dict[str, Any] = {
        "headline": "عنوان",
        "body": ("متن",),
        "authors": ("كاتب",),
        "image": "https://example.org/a.jpg",
        "published_at": at,
    }
    article = Article(url=f"https://example.org/{number}", section="news", **(whole | fields))
    return WindowArticle(article, first_seen_at=at, revision=1, revised_at=at, near_duplicate_of=near)


def source(**more: Any) -> Source:
    section = Section("news", Words("أخبار", "News"), "https://example.org/news", asks_author=more.pop("asks_author", False))
    return Source(
        "paper", Words("صحيفة", "A paper"), "https://example.org", more.pop("country", "JO"), "Asia/Amman", sections=(section,), **more
    )


def row(items: list[WindowArticle], counts: Counts | None = None, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = section_frame(counts or Counts(), items, source=more.pop("source", source()), now=NOW, **more).iloc[0].to_dict()
    return found


def test_the_frame_has_one_row_with_its_columns_for_an_empty_window_too() -> None:
    found = section_frame(Counts(), [], source=None, now=NOW)
    assert list(found.columns) == list(SECTION_COLUMNS)
    assert (found.dtypes.drop("problem") == "float64").all()
    assert found["articles"].item() == 0


def test_shares_are_worked_out_of_five_articles_or_more() -> None:
    assert isnan(row([item(n) for n in range(4)])["author_coverage"])
    assert row([item(n, authors=() if n else ("كاتب",)) for n in range(5)])["author_coverage"] == pytest.approx(0.2)


def test_an_agency_signs_an_article_too() -> None:
    assert row([item(n, authors=(), agency="وكالات") for n in range(5)])["author_coverage"] == 1


def test_urgent_lines_and_galleries_need_no_author_or_image() -> None:
    items = [item(n) for n in range(5)] + [item(10 + n, authors=(), image=None, type=ArticleType.BRIEF) for n in range(5)]
    assert row(items)["author_coverage"] == 1
    assert row(items)["image_coverage"] == 1


def test_authors_are_asked_only_where_the_seed_asks() -> None:
    items = [item(n, authors=()) for n in range(6)]
    assert isnan(row(items)["author_coverage_asked"])
    assert row(items, source=source(asks_author=True))["author_coverage_asked"] == 0


def test_the_newest_article_counts_and_one_from_the_future_does_not() -> None:
    items = [item(1, hours_ago=30), item(2, hours_ago=10), item(3, hours_ago=-72)]
    assert row(items)["newest_age_hours"] == 10


def test_an_article_without_a_date_counts_by_when_it_was_first_seen() -> None:
    assert row([item(1, hours_ago=7, published_at=None)])["newest_age_hours"] == 7


def test_the_seeds_promise_goes_before_the_usual_one_and_rest_days_excuse() -> None:
    assert row([item(1)], source=source(fresh_within_hours=6.0))["fresh_promise_hours"] == 6
    assert row([item(1, hours_ago=40)])["fresh_promise_hours"] == 36
    assert row([item(1, hours_ago=120)])["fresh_promise_hours"] == 36 + 48  # Friday and Saturday lie between, in Jordan
    assert row([item(1, hours_ago=72)])["fresh_promise_hours"] == 36  # since Sunday, a working day in Jordan …
    assert row([item(1, hours_ago=72)], source=source(country="LB"))["fresh_promise_hours"] == 36 + 24  # … and a day off in Lebanon


def test_links_without_articles_in_the_window_are_as_old_as_the_window() -> None:
    assert row([], Counts(links=20))["newest_age_hours"] == 48
    assert isnan(row([], Counts(links=0))["newest_age_hours"])


def test_rates_of_work_leave_out_what_was_not_modified() -> None:
    found = row([], Counts(links=30, fetched=20, unchanged=10, refused=4, errors=5))
    assert (found["pages_read"], found["extraction_rate"], found["error_rate"]) == (10, pytest.approx(0.6), pytest.approx(0.2))
    few = row([], Counts(links=30, fetched=12, unchanged=10, refused=2))
    assert isnan(few["extraction_rate"])


def test_duplicates_and_unreadable_bytes_are_shares_of_the_window() -> None:
    items = [item(n) for n in range(8)] + [
        item(8, near_duplicate_of="https://example.org/1"),
        item(9, notes=("decode:utf-8-replaced", "decode:replaced=3")),
    ]
    found = row(items)
    assert (found["duplicate_share"], found["undecodable_share"]) == (pytest.approx(0.1), pytest.approx(0.1))


def test_the_first_problem_is_shown_and_all_are_counted() -> None:
    found = row([], problems=("The feed is empty.", "The sitemap is cut off."))
    assert (found["problems"], found["problem"]) == (2, "The feed is empty.")
    assert row([])["problem"] is None

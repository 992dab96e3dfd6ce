"""Tables of article fields, typed as loosely as people type them."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest

from rasid.errors import RasidError
from rasid.frame import frame_from_rows, window_from_rows
from rasid.model import ArticleType, Section, Source, Words

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
CAIRO = Source("s", Words("س", "s"), "https://a.example", "EG", "Africa/Cairo", (Section("n", Words("ن", "n"), "https://a.example/n"),))


def test_a_data_frame_and_a_list_of_rows_mean_the_same() -> None:
    rows = [{"url": "https://a.example/1", "headline": "عنوان أول"}, {"url": None, "headline": np.nan}]
    one, other = frame_from_rows(rows, now=NOW), frame_from_rows(pd.DataFrame(rows), now=NOW)
    pd.testing.assert_frame_equal(one, other)
    assert one["headline"][1] is None


def test_articles_are_made_when_they_are_asked_for() -> None:
    window = window_from_rows(pd.DataFrame({"headline": ["أ", "ب", "ج"]}), now=NOW)
    assert len(window) == 3
    assert window[-1].article.headline == "ج"
    assert [item.article.headline for item in window[:2]] == ["أ", "ب"]
    with pytest.raises(IndexError):
        window[3]


@pytest.mark.parametrize(
    ("value", "at", "zone", "precision"),
    [
        ("2026-03-02T08:00:00+02:00", "2026-03-02T06:00:00+00:00", "text", "second"),
        ("2026-03-02T08:00:00Z", "2026-03-02T08:00:00+00:00", "text", "second"),
        ("2026-03-02T08:00:00", "2026-03-02T06:00:00+00:00", "source", "second"),
        ("2026-03-02", "2026-03-01T22:00:00+00:00", "source", "day"),
        (datetime(2026, 3, 2, 8), "2026-03-02T06:00:00+00:00", "source", "second"),
        (pd.Timestamp("2026-03-02T08:00:00Z"), "2026-03-02T08:00:00+00:00", "text", "second"),
        (datetime(2026, 3, 2).date(), "2026-03-01T22:00:00+00:00", "source", "day"),
    ],
)
def test_dates_are_read_in_the_zone_they_are_written_in_else_the_source_s(value: object, at: str, zone: str, precision: str) -> None:
    article = window_from_rows([{"published_at": value}], source=CAIRO, now=NOW)[0].article
    assert article.published_at is not None
    assert article.published_at.astimezone(UTC).isoformat() == at
    assert (article.published_zone, article.published_precision) == (zone, precision)


def test_a_date_in_arabic_words_is_read_and_what_is_odd_about_it_noted() -> None:
    article = window_from_rows([{"published_at": "الخميس 2 مارس 2026"}], source=CAIRO, now=NOW)[0].article
    assert article.published_at is not None
    assert article.published_at.date().isoformat() == "2026-03-02"
    assert "date:weekday_disagrees" in article.notes


@pytest.mark.parametrize("value", ["Invalid Date", "32/13/2026", "0000-00-00 00:00:00"])
def test_an_unreadable_date_is_kept_as_it_was_written_and_never_guessed(value: str) -> None:
    article = window_from_rows([{"published_at": value}], now=NOW)[0].article
    assert (article.published_at, article.published_raw) == (None, value)


@pytest.mark.parametrize("value", [None, np.nan, pd.NaT, pd.NA, "", "  "])
def test_no_date_is_no_date(value: object) -> None:
    article = window_from_rows([{"published_at": value, "headline": value, "body": value}], now=NOW)[0].article
    assert (article.published_at, article.published_raw, article.headline, article.body) == (None, None, None, ())


@pytest.mark.parametrize(
    "body", ["أولى\n\nثانية\n", ["أولى", " ثانية "], ("أولى", None, "ثانية"), np.array(["أولى", "ثانية"], dtype=object)]
)
def test_a_body_is_text_or_a_list_of_paragraphs(body: object) -> None:
    assert window_from_rows([{"body": body}], now=NOW)[0].article.body == ("أولى", "ثانية")


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"url": "https://a.example/video/1"}, ArticleType.VIDEO),
        ({"url": "https://a.example/podcasts/1"}, ArticleType.AUDIO),
        ({"url": "https://a.example/news/video-games-2026"}, ArticleType.ARTICLE),
        ({"headline": "عاجل: إغلاق الطريق", "body": "إغلاق الطريق."}, ArticleType.BRIEF),
        ({"headline": "عاجل: إغلاق الطريق", "body": "كلمة " * 80}, ArticleType.ARTICLE),
        ({"headline": "عاجل: إغلاق الطريق", "type": "article"}, ArticleType.ARTICLE),
    ],
)
def test_the_type_is_told_or_seen_from_address_and_headline(row: dict[str, str], kind: ArticleType) -> None:
    assert window_from_rows([row], now=NOW)[0].article.type is kind


def test_the_language_is_detected_where_it_is_not_told() -> None:
    rows = [{"headline": "وزیر صبح امروز نمایشگاه کتاب را در شهر افتتاح کرد"}, {"headline": "افتتح الوزير اليوم معرض الكتاب في المدينة"}]
    assert [item.article.language for item in window_from_rows(rows, now=NOW)] == ["fa", "ar"]


def test_a_misspelt_column_is_refused_with_the_right_name() -> None:
    with pytest.raises(RasidError, match=r"“headlin”. Did you mean “headline”"):
        window_from_rows(pd.DataFrame({"headlin": ["عنوان"], "body": ["نص"]}), now=NOW)


def test_a_table_of_something_else_is_refused() -> None:
    with pytest.raises(RasidError, match=r"None of the columns full_text, title"):
        window_from_rows(pd.DataFrame({"title": ["عنوان"], "full_text": ["نص"]}), now=NOW)
    assert len(window_from_rows([], now=NOW)) == 0
    assert len(window_from_rows(pd.DataFrame(), now=NOW)) == 0

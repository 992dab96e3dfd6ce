"""The frame: its columns and dtypes, what it says of articles without a page, and the words it points at."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest

import rasid.frame.article as article_module
import rasid.frame.signals
from rasid.frame import COLUMNS, SIGNALS, article_frame, frame_from_rows, locate, origin_of, suggest, window_from_rows
from rasid.model import Origin, Section, Source, WindowArticle, Words
from tests.frame.prose import NOW, clean_rows

SOURCE = Source(
    id="daffa",
    name=Words("صحيفة الضفة", "Al Daffa"),
    home="https://daffa.example",
    country="JO",
    timezone="Asia/Amman",
    sections=(Section("news", Words("محليات", "Local"), "https://daffa.example/news", asks_author=True),),
)


def item_of(**fields: object) -> WindowArticle:
    return window_from_rows([fields], source=None, now=NOW)[0]


def told(column: str, **fields: object) -> list[str]:
    return [span.text for span in locate(column, item_of(**fields), source=None, now=NOW)]


def test_the_columns_and_their_types_do_not_depend_on_the_rows() -> None:
    empty = article_frame([], source=None, now=NOW)
    full = frame_from_rows(clean_rows(), source=SOURCE, now=NOW)
    assert tuple(empty.columns) == tuple(full.columns) == COLUMNS
    assert list(empty.dtypes) == list(full.dtypes)
    assert len(empty) == 0
    assert list(full.index) == list(range(len(full)))
    assert str(full["published_at"].dtype) == "datetime64[us, UTC]"


def test_a_very_large_frame_leaves_the_long_texts_with_the_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_module, "MOST_WITH_TEXTS", 3)
    monkeypatch.setattr(article_module, "CHUNK", 4)
    window = window_from_rows(clean_rows(), source=SOURCE, now=NOW)
    large, small = article_frame(window, source=SOURCE, now=NOW), article_frame(window[:3], source=SOURCE, now=NOW)
    assert set(small.columns) - set(large.columns) == {"body", "standfirst"}
    pd.testing.assert_frame_equal(large.iloc[:3], small[large.columns])


def test_every_signal_says_what_it_means() -> None:
    names = [signal.name for signal in SIGNALS]
    assert len(set(names)) == len(names)
    for signal in SIGNALS:
        assert signal.doc, f"{signal.name} has no docstring"


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(rasid.frame.signals.__path__)])
def test_the_examples_in_the_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"rasid.frame.signals.{name}")).failed == 0


def test_rows_without_anything_are_null_not_wrong() -> None:
    frame = frame_from_rows([{"url": None, "headline": None}], now=NOW)
    nulls = frame.columns[frame.iloc[0].isna()]
    assert {"headline", "body", "published_at", "headline_length", "body_words", "image_missing", "structured_data_missing"} <= set(nulls)
    assert frame["url"][0] == "row:0"


def test_an_article_from_plain_text_is_not_asked_for_what_only_pages_have() -> None:
    item = item_of(headline="افتتاح معرض الكتاب", body="افتتح الوزير المعرض.", origins={"headline": "text", "body": "text"})
    frame = article_frame([item], source=None, now=NOW)
    page_only = ["section_missing", "image_missing", "caption_missing", "canonical_missing", "structured_data_missing", "author_wanting"]
    assert frame[page_only].isna().all(axis=None)


def test_a_span_is_the_text_it_names_with_its_context() -> None:
    item = item_of(body=["قال الوزير إن الأمر محسوم.", "اقرأ أيضاً: خبر آخر", "وأضاف أن العمل مستمر."])
    (span,) = locate("body_furniture", item, source=None, now=NOW)
    assert item.article.text[span.start : span.end] == span.text == "اقرأ أيضاً: خبر آخر"
    assert span.field == "body"
    assert span.before.endswith("محسوم.\n")
    assert span.after.startswith("\nوأضاف")


def test_neighbouring_furniture_is_one_place() -> None:
    assert told("body_furniture", body="قال الوزير إن الأمر محسوم.\nأقسام\nأخبار\nأخبار متعلقة") == ["أقسام\nأخبار\nأخبار متعلقة"]


def test_a_lone_label_between_paragraphs_is_a_subhead() -> None:
    assert told("body_furniture", body="قال الوزير إن الأمر محسوم.\nأخبار\nوأضاف أن العمل مستمر.") == []


def test_spans_of_characters_name_the_field_they_stand_in() -> None:
    item = item_of(headline="وزير الر\u06ccاضة يفتتح المعرض", body="افتتح الوزير المعرض.", language="ar")
    (span,) = locate("text_persian_letters", item, source=None, now=NOW)
    assert (span.field, span.text) == ("headline", "الر\u06ccاضة")


@pytest.mark.parametrize(
    ("column", "fields", "arabic"),
    [
        ("text_mojibake", {"body": "افتتاح".encode().decode("latin-1")}, "افتتاح"),
        ("text_persian_letters", {"headline": "معرض ال\u06a9تاب", "language": "ar"}, "الكتاب"),
        (
            "text_persian_letters",
            {"headline": "معرض ال\u06a9تاب", "body": "يزور الر\u06ccاض معرض ال\u06a9تاب.", "language": "ar"},
            "الكتاب، الرياض",
        ),
        (
            "text_persian_letters",
            {"body": " ".join(f"\u06a9ت{letter}" for letter in "بسفقلمنه"), "language": "ar"},
            "كتب، كتس، كتف، كتق، كتل، كتم، …",
        ),
        ("text_presentation_forms", {"headline": "ﺍﻟﻮﺯﻳﺮ"}, "الوزير"),
        ("text_tatweel_runs", {"headline": "عــــاجل الآن"}, "عاجل"),
        (
            "headline_site_suffix",
            {"headline": "افتتاح المعرض | صحيفة الضفة", "structured_data": {"publisher": {"name": "صحيفة الضفة"}}},
            "افتتاح المعرض",
        ),
        ("headline_markup", {"headline": "افتتاح <b>المعرض</b> &amp; الندوة"}, "افتتاح المعرض & الندوة"),
        (
            "dateline_days_off",
            {"published_at": "2026-02-06T08:00:00+02:00", "body": "عمّان، 9 شباط 2026 - أعلن الوزير الخطة."},
            "التاريخ في الوسوم 6 فبراير 2026، وفي النص 9 فبراير 2026",
        ),
    ],
)
def test_the_right_value_is_suggested_where_it_is_known(column: str, fields: dict[str, object], arabic: str) -> None:
    suggestion = suggest(column, item_of(**fields), source=None, now=NOW)
    assert suggestion is not None
    assert suggestion.ar == arabic


def test_a_suggested_date_names_months_as_the_country_does() -> None:
    item = item_of(published_at="2026-02-06T08:00:00+02:00", body="عمّان، 9 شباط 2026 - أعلن الوزير الخطة.")
    suggestion = suggest("dateline_days_off", item, source=SOURCE, now=NOW)
    assert suggestion == Words(
        "التاريخ في الوسوم 6 شباط 2026، وفي النص 9 شباط 2026", "The metadata say 6 February 2026, the text says 9 February 2026"
    )


def test_the_origin_is_that_of_the_field_the_signal_speaks_of() -> None:
    item = item_of(headline="عنوان", origins={"headline": "json-ld", "published_at": "meta"})
    assert origin_of("headline_length", item) is Origin.JSON_LD
    assert origin_of("published_hours_ahead", item) is Origin.META
    assert origin_of("body_words", item) is None


def test_an_unknown_column_has_no_words_to_show() -> None:
    assert locate("no_such_column", item_of(headline="عنوان"), source=None, now=NOW) == ()


@pytest.mark.parametrize("number", range(len(clean_rows())))
def test_clean_articles_have_no_offending_places(number: int) -> None:
    item = window_from_rows(clean_rows(), source=SOURCE, now=NOW)[number]
    counting = [signal.name for signal in SIGNALS if signal.places is not None and signal.read.__name__ == "read"]
    assert {name: locate(name, item, source=SOURCE, now=NOW) for name in counting} == dict.fromkeys(counting, ())


def test_links_are_judged_only_when_their_states_were_asked_for() -> None:
    item = item_of(body_links=["https://a.example/1", "https://a.example/2"])
    assert pd.isna(article_frame([item], source=None, now=NOW)["dead_links"][0])
    states = {"https://a.example/1": True, "https://a.example/2": False}
    assert article_frame([item], source=None, now=NOW, link_states=states)["dead_links"][0] == 1


def test_the_later_of_two_equal_headlines_is_the_one_that_repeats() -> None:
    rows = [
        {"url": "https://a.example/2", "headline": "افتتاح معرض الكتاب", "first_seen_at": "2026-03-02T10:00:00Z"},
        {"url": "https://a.example/1", "headline": "إفتتاح مَعرض الكتاب", "first_seen_at": "2026-03-02T09:00:00Z"},
        {"url": "https://a.example/3", "headline": "نشرة", "first_seen_at": "2026-03-02T09:00:00Z"},
        {"url": "https://a.example/4", "headline": "نشرة", "first_seen_at": "2026-03-02T09:00:00Z"},
    ]
    assert list(frame_from_rows(rows, now=NOW)["headline_repeats"]) == ["https://a.example/1", None, None, None]


def test_bulletins_and_yearly_headlines_may_repeat() -> None:
    bulletins = [{"url": f"https://a.example/video/{n}", "headline": "نشرة أخبار الثامنة مساء"} for n in range(2)]
    gold = [
        {"url": f"https://a.example/{year}", "headline": "أسعار الذهب اليوم الأحد", "published_at": f"{year}-03-01T08:00:00Z"}
        for year in (2024, 2026)
    ]
    assert frame_from_rows([*bulletins, *gold], now=NOW)["headline_repeats"].isna().all()


def test_age_is_measured_when_the_section_first_linked_to_the_article() -> None:
    row = {"published_at": "2026-02-27T08:00:00Z", "first_seen_at": "2026-02-28T08:00:00Z"}
    late = datetime(2026, 6, 1, tzinfo=UTC)
    assert frame_from_rows([row], source=SOURCE, now=late)["published_days_over"][0] == 1 - SOURCE.max_age_days
    assert frame_from_rows([row], source=None, now=late)["published_days_over"].isna().all()


def test_the_author_is_only_asked_for_where_the_section_asks() -> None:
    quiet = replace(SOURCE, sections=(replace(SOURCE.sections[0], asks_author=False),))
    row = {"headline": "عنوان", "section": "news"}
    assert frame_from_rows([row], source=SOURCE, now=NOW)["author_wanting"][0] == 1
    assert frame_from_rows([row], source=quiet, now=NOW)["author_wanting"].isna().all()


@pytest.mark.parametrize(
    "body",
    [
        "",
        " ",
        "\n\n",
        "\ufffd" * 50,
        "«" * 2000,
        "/" * 5000,
        "ـ" * 5000,
        "<" * 5000,
        "[" * 5000,
        "{" * 3000,
        "\u0651" * 4000,
        "a" * 20_000,
        "&" * 5000,
    ],
)
def test_hostile_text_is_read_and_not_choked_on(body: str) -> None:
    frame = frame_from_rows([{"headline": body[:300], "standfirst": body[:300], "body": body, "captions": [body[:200]]}], now=NOW)
    item = window_from_rows([{"headline": body[:300], "body": body}], now=NOW)[0]
    for signal in SIGNALS:
        locate(signal.name, item, source=None, now=NOW)
        suggest(signal.name, item, source=None, now=NOW)
    assert len(frame) == 1

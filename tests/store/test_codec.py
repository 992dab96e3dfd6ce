"""Articles survive storing without loss, and an edit is told from a re-read."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasid.errors import LedgerError
from rasid.model import Article, ArticleType, Candidate, Finding, Link, Origin, Severity, Span, Words
from rasid.model.values import Quote
from rasid.model.vocabulary import Door
from rasid.store.codec import NAMED, changed_fields, content_hash, from_plain, pack, to_plain, unpack
from tests.store.samples import NOON, article, finding

ANY_TEXT = st.text(st.characters(codec=None), max_size=40)
ZONES = st.sampled_from(
    [
        UTC,
        timezone(timedelta(hours=3)),
        timezone(timedelta(minutes=-210)),
        ZoneInfo("Africa/Cairo"),
        ZoneInfo("Asia/Riyadh"),
        ZoneInfo("Africa/Casablanca"),
    ]
)
MOMENTS = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=ZONES)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=12,
)
CANDIDATES = st.builds(
    Candidate,
    value=ANY_TEXT | MOMENTS | st.tuples(ANY_TEXT, ANY_TEXT) | st.none(),
    origin=st.sampled_from(Origin),
    raw=st.none() | ANY_TEXT,
)
TEXTS = st.lists(ANY_TEXT, max_size=4).map(tuple)
ARTICLES = st.builds(
    Article,
    url=ANY_TEXT,
    type=st.sampled_from(ArticleType),
    headline=st.none() | ANY_TEXT,
    standfirst=st.none() | ANY_TEXT,
    body=TEXTS,
    captions=TEXTS,
    authors=TEXTS,
    lead_repeated=st.booleans(),
    published_at=st.none() | MOMENTS,
    published_precision=st.sampled_from([None, "second", "minute", "hour", "day"]),
    modified_at=st.none() | MOMENTS,
    structured_data=st.dictionaries(ANY_TEXT, PLAIN, max_size=4),
    origins=st.dictionaries(ANY_TEXT, st.sampled_from(Origin), max_size=3),
    candidates=st.dictionaries(ANY_TEXT, st.lists(CANDIDATES, max_size=3).map(tuple), max_size=3),
    notes=TEXTS,
)


@settings(max_examples=150, deadline=None)
@given(ARTICLES)
def test_an_article_comes_back_as_it_was(made: Article) -> None:
    back = unpack(pack(made))
    assert back == made
    assert type(back.structured_data) is dict
    for before, after in ((made.published_at, back.published_at), (made.modified_at, back.modified_at)):
        if before is not None and after is not None:
            assert before.isoformat() == after.isoformat()
            assert getattr(before.tzinfo, "key", None) == getattr(after.tzinfo, "key", None) or before.utcoffset() == after.utcoffset()
    assert pack(back) == pack(made)
    assert content_hash(back) == content_hash(made)


@settings(max_examples=50, deadline=None)
@given(st.builds(Span, field=ANY_TEXT, start=st.integers(0), end=st.integers(0), text=ANY_TEXT), ANY_TEXT)
def test_a_finding_comes_back_as_it_was(span: Span, text: str) -> None:
    made = finding(
        "headline_short",
        "https://bayan.example/1",
        spans=(span,),
        suggestion=Words(text, ""),
        observed_value=Quote(text),
        severity=Severity.CRITICAL,
    )
    assert from_plain(Finding, to_plain(made)) == made


def test_what_is_stored_names_fields_and_no_class() -> None:
    article_, found = (
        article(1, candidates={"image": (Candidate("https://bayan.example/1.jpg", Origin.META),)}),
        finding("headline_short", None, spans=(Span("headline", 0, 1, "x"),)),
    )
    stored = json.dumps([to_plain(article_), to_plain(found), to_plain(Link("https://bayan.example/1", doors=(Door.FEED,)))])
    assert not [name for name in NAMED if f'"{name}"' in stored]


def test_rows_that_name_classes_are_read_as_they_were() -> None:
    candidate = {"$of": ["Candidate", {"value": "x", "origin": {"$enum": ["Origin", "meta"]}}]}
    table = to_plain(article(1)) | {"origins": {"image": {"$enum": ["Origin", "meta"]}}, "candidates": {"image": {"$tuple": [candidate]}}}
    back = from_plain(Article, table)
    assert (back.origins, back.candidates) == ({"image": Origin.META}, {"image": (Candidate("x", Origin.META),)})
    rows = to_plain(finding("headline_short", None)) | {
        "severity": {"$enum": ["Severity", "critical"]},
        "title": {"$of": ["Words", {"ar": "عنوان", "en": "Headline"}]},
        "spans": {"$tuple": [{"$of": ["Span", {"field": "headline", "start": 0, "end": 1, "text": "x"}]}]},
    }
    found = from_plain(Finding, rows)
    assert (found.severity, found.title, found.spans) == (Severity.CRITICAL, Words("عنوان", "Headline"), (Span("headline", 0, 1, "x"),))


def test_an_hour_lived_twice_keeps_which_of_the_two_it_was() -> None:
    cairo = ZoneInfo("Africa/Cairo")
    first, second = (datetime(2025, 10, 30, 23, 30, tzinfo=cairo, fold=fold) for fold in (0, 1))
    assert first.utcoffset() != second.utcoffset()
    for made in (first, second):
        back = unpack(pack(article(1, published_at=made))).published_at
        assert back is not None
        assert back.utcoffset() == made.utcoffset()


def test_fields_of_a_newer_release_are_left_out_and_missing_ones_take_their_defaults() -> None:
    table = to_plain(article(1)) | {"sentiment": 0.4}
    del table["standfirst"]
    back = from_plain(Article, table)
    assert back == dataclasses.replace(article(1), standfirst=None)


def test_a_structured_data_node_nested_without_end_is_left_out() -> None:
    deep: dict[str, object] = {}
    inner = deep
    for _ in range(5_000):
        inner["a"] = {}
        inner = inner["a"]  # type: ignore[assignment]
    back = unpack(pack(article(1, structured_data=deep)))
    assert back.structured_data == {}
    assert "structured_data:too_deep" in back.notes


@pytest.mark.parametrize("payload", [b"", b"nonsense", pack(article(1))[:-9]])
def test_a_damaged_article_is_one_clear_line(payload: bytes) -> None:
    with pytest.raises(LedgerError, match="cannot be read"):
        unpack(payload)


@pytest.mark.parametrize(
    ("changes", "changed"),
    [
        ({}, []),
        ({"headline": "عنوان آخر"}, ["headline"]),
        ({"body": ("نص آخر",)}, ["body"]),
        ({"published_at": NOON}, ["published_at"]),
        ({"modified_at": NOON}, ["modified_at"]),
        ({"published_at": article(1).published_at.astimezone(UTC)}, []),  # type: ignore[union-attr]
        ({"image": "https://bayan.example/2.jpg", "related": ("a",), "structured_data": {}, "notes": ()}, []),
    ],
)
def test_what_counts_as_an_edit(changes: dict[str, object], changed: list[str]) -> None:
    assert changed_fields(article(1), article(1, **changes)) == changed


def test_a_relative_date_read_an_hour_later_is_no_edit() -> None:
    before = article(1, published_at=NOON, published_raw="منذ ساعتين", published_precision="hour")
    after = article(1, published_at=NOON + timedelta(minutes=40), published_raw="منذ 3 ساعات", published_precision="hour")
    moved = article(1, published_at=NOON + timedelta(hours=5), published_raw="منذ ساعة", published_precision="hour")
    assert changed_fields(before, after) == []
    assert changed_fields(before, moved) == ["published_at"]

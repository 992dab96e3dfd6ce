"""Nothing that UTF-8 or a database cannot keep gets inside; control characters do, for the rules to find."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rasid.arabic.script import clean, control_spans, fold
from rasid.discover import feed_links, listing_links, sitemap_links
from rasid.extract.document import Document
from rasid.extract.jsonld import parse
from rasid.storable import UNSTORABLE, storable, storable_json
from rasid.store.export.files import Column, open_table

SURROGATE, NUL = "\ud83d", "\x00"


@pytest.mark.parametrize("text", ["", "خبر", "خبر 📷", "a\x85b", "a\x1cb"])
def test_text_that_can_be_stored_is_left_as_it_is(text: str) -> None:
    assert storable(text) == text


def test_a_block_of_structured_data_holds_no_half_character_even_when_it_had_to_be_repaired() -> None:
    for block in (
        r'{"a\udc00": ["\ud83d", {"b": "\u0000"}], "c": "\ud83d\udcf7"}',
        r'{"a\udc00": ["\ud83d", {"b": "\u0000"}], "c": "\ud83d\udcf7",}',
    ):
        values, _ = parse(block)
        assert values is not None
        assert UNSTORABLE.search(json.dumps(values, ensure_ascii=False)) is None
        assert values[0]["c"] == "📷", "a whole pair is one character"


def test_text_of_a_caller_is_made_storable() -> None:
    assert UNSTORABLE.search(Document(f"<title>خبر {SURROGATE}{NUL}</title>", "https://a.example/").source) is None


def test_a_feed_with_references_to_half_characters_is_read() -> None:
    feed = "<rss><channel>{}</channel></rss>".format(
        "".join(
            f"<item><title>خبر {sign} أول</title><link>https://a.example/news/{n}</link></item>"
            for n, sign in enumerate(("&#xD83D;", "&#56832;", "&#0;", "&#x110000;", "&#99999999999;", "&#xZ;"))
        )
    )
    found = feed_links(feed.encode(), "https://a.example/feed")
    assert len(found.links) == 6
    assert UNSTORABLE.search(repr(found.links) + "".join(link.title or "" for link in found.links)) is None


def test_a_json_feed_with_half_characters_or_numbers_for_text_is_read() -> None:
    feed = r'{"items": [{"url": "https://a.example/1\ud83d", "title": "خبر \ud83d", "date_published": "\udc00"}, {"url": "https://a.example/2", "title": 5, "date_published": 7}]}'
    found = feed_links(feed.encode(), "https://a.example/feed")
    assert [link.title for link in found.links] == ["خبر \ufffd", None]
    assert UNSTORABLE.search("".join(f"{link.url}{link.published_raw}" for link in found.links)) is None


def test_a_sitemap_with_references_to_half_characters_is_read_to_its_end() -> None:
    entries = "".join(
        f"<url><loc>https://a.example/news/{n}-khabar-jadid</loc><n:news><n:title>{sign}</n:title></n:news></url>"
        for n, sign in enumerate(("&#xD83D;", "&#0;", "&#57343;", "خبر"))
    )
    sitemap = f'<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{entries}</urlset>'
    found = sitemap_links(sitemap.encode(), "https://a.example/s.xml")
    assert [link.title for link in found.links] == ["\ufffd", "\ufffd", "\ufffd", "خبر"]


def test_a_listing_with_half_characters_in_its_item_list_is_read() -> None:
    items = ",".join(rf'{{"@type": "ListItem", "url": "https://a.example/2026/11/18/{n}-khabar", "name": "خبر \ud83d"}}' for n in range(5))
    page = f'<script type="application/ld+json">{{"@type": "ItemList", "itemListElement": [{items}]}}</script>'
    found = listing_links(page, "https://a.example/news/")
    assert UNSTORABLE.search("".join(link.title or "" for link in found.links)) is None
    assert len(found.links) == 5


@pytest.mark.parametrize("sign", ["\x85", "\x1c", "\x1d", "\x1e", "\x1f", "\x01", "\x9d"])
def test_control_characters_survive_the_folding_of_white_space(sign: str) -> None:
    text = clean(f"  خبر{sign}عاجل \t من{sign} هنا ")
    assert text == f"خبر{sign}عاجل من{sign} هنا"
    assert len(control_spans(text)) == 2
    assert sign not in fold(text) or sign in "\x01\x9d", "for comparing they are white space as before"


def test_json_without_such_escapes_is_not_walked_through() -> None:
    value = {"a": ["b"]}
    assert storable_json(value, '{"a": ["b"]}') is value


@pytest.mark.parametrize("format", ["xlsx", "csv", "parquet"])
def test_every_export_bears_half_characters_in_any_column(tmp_path: Path, format: str) -> None:
    columns = (Column("one", "text"), Column("many", "list"))
    with open_table(tmp_path / f"t.{format}", format, columns) as table:
        table.write([{"one": f"خبر {SURROGATE}{NUL}", "many": [f"كاتب {SURROGATE}", "\udfff", f"{NUL}"]}])
    assert (tmp_path / f"t.{format}").stat().st_size > 0

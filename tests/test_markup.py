"""What would hold a parser for minutes is found before it is parsed, however it is dressed up; what only looks like it is not."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress

import lxml.html
import pytest

from rasid.discover import feed_links, listing_links
from rasid.discover.listing import MANY_COMMENTS
from rasid.errors import Refusal, TooCostly
from rasid.extract import bylines, extract, jsonld_repair
from rasid.extract.bounds import CUT, LONGEST_BODY, LONGEST_FIELD, MOST_VALUES
from rasid.extract.document import MOST_CHARACTERS, Document
from rasid.markup import MOST_ATTRIBUTES, MOST_NAMES, excess, without_hidden_bombs, xml_has_attribute_bomb
from rasid.pipeline.error_page import error_in
from tests.pipeline.conftest import NOON
from tests.pipeline.odd_site import SENTENCE, article, listing

MANY = 40_000
NAMES = " ".join(f"a{n}" for n in range(MANY))
BOMBS = {
    "bare": f"<p {NAMES}>x</p>",
    "with values": "<p " + " ".join(f"a{n}=1" for n in range(MANY)) + ">",
    "tags in its values": "<p " + " ".join(f'a{n}="<b>"' for n in range(MANY)) + ">",
    "slashes between": "<p/" + "/".join(f"a{n}" for n in range(MANY)),
    "a quotation mark that opens nothing": f'<p x" {NAMES}>',
    "behind a comment that swallows a quotation mark": f'<!-- <a t=" --><p {NAMES} x="y">',
    "behind a comment that ends at once": f"<!--><p {NAMES}> -->",
    "behind a script": f"<script>if (a < b) {{}}</script><p {NAMES}>",
    "on a closing script's neighbour": f"<script src='x'></script ><IMG {NAMES}>",
}


@pytest.mark.parametrize("dress", BOMBS)
def test_an_element_of_thousands_of_attributes_is_not_parsed(dress: str) -> None:
    bomb = BOMBS[dress]
    assert excess(bomb.encode()) == "attributes"
    for read in (lambda: Document(bomb, "https://a.example/1"), lambda: listing_links(bomb, "https://a.example/")):
        with pytest.raises(TooCostly, match="attributes"):
            read()


@pytest.mark.parametrize(
    "inside",
    [
        "{}",
        "<title>شعار</title>{}",
        "<!-- </svg> -->{}",
        "<![CDATA[</svg>]]>{}",
        "<path a='<svg' b=\"></svg>\">{}",
        "<foreignObject><textarea></svg></textarea></foreignObject>{}",
        "<title><title></svg></title></title>{}",
        "<style></svg></style>{}",
    ],
)
def test_a_bomb_in_a_drawings_script_is_defused(inside: str) -> None:
    page = f"<p>خبر</p><svg><path/></svg><svg>{inside.format(f'<script><p {NAMES}></script>')}</svg>"
    assert Document(page, "https://a.example/1").tree.body is not None
    assert re.search(rb"<svg[ />]", without_hidden_bombs(page.encode())) is None


@pytest.mark.parametrize(
    "page",
    [
        "<p " + " ".join(f"a{n}" for n in range(MOST_ATTRIBUTES - 1)) + ">",
        f"<script>for (i = 0; i <n; i++) {{ {NAMES} }}</script><p>خبر</p>",
        f"<!-- <p {NAMES}> --><p>خبر</p>",
        "<p>" + "كلمة " * 5000,
        "x < y " * 5000,
        "<svg><path d='" + "1 2 " * 5000 + "'/></svg><script>a</script>",
    ],
)
def test_a_page_that_only_looks_like_it_is_read(page: str) -> None:
    assert excess(page.encode()) is None
    Document(page, "https://a.example/1")
    assert without_hidden_bombs(page.encode()) == page.encode()


def test_a_feed_with_an_item_of_thousands_of_attributes_says_so() -> None:
    attributes = " ".join(f'a{n}="1"' for n in range(MANY))
    feed = f"<rss><channel><item {attributes}><title>خبر</title><link>https://a.example/news/1</link></item></channel></rss>"
    found = feed_links(feed.encode(), "https://a.example/feed")
    assert found.links == ()
    assert "attributes" in found.problems[0]
    assert not xml_has_attribute_bomb(f"<item><description><![CDATA[<p {NAMES}>]]></description></item>"), "in CDATA it is text"


def named(begin: str, end: str = ">", per: int = 200) -> str:
    """Elements of allowed length, whose attributes all have different names."""
    return "".join(f"{begin}{' '.join(f'n{at}_{n}' for n in range(per))}{end}" for at in range(MOST_NAMES // per + 5))


def test_a_page_of_too_many_names_of_attributes_is_not_parsed() -> None:
    page = named("<p ")
    assert excess(page.encode()) == "names"
    with pytest.raises(TooCostly, match="different names"):
        Document(page, "https://a.example/1")
    assert b"<svg" not in without_hidden_bombs(f"<svg><script>{named('<p ')}</script></svg>".encode())


@pytest.mark.parametrize(
    "page", [f"<script>{named('if (a <b ', ');')}</script>", f"<!-- {named('<p ')} -->", '<p class="a" id=b title=c>خبر</p>' * 20_000]
)
def test_a_page_whose_many_names_are_no_attributes_is_read(page: str) -> None:
    assert excess(page.encode()) is None


JUST_A_BIT_LONG = 300_000
NEVER_CLOSED = ("/* ", "// ", '\\"', '"', '"\\', 'JSON.parse("', ": ", ", ", "<!--", "[ ", "{")
"""Beginnings of what a repairer looks for the end of."""
LONG_READS: dict[str, Callable[[], object]] = {
    **{
        f"a block of linked data that goes on as {start} {sign}": lambda start=start, sign=sign: jsonld_repair.parse(  # type: ignore[misc]
            start + sign * (JUST_A_BIT_LONG // len(sign))
        )
        for sign in NEVER_CLOSED
        for start in ('{"a":', '{"a":"')
    },
    "an error page of scripts that never end": lambda: error_in("<script " * 11_000),
    "a link of digits": lambda: listing_links(f"<a href='/news/1-khabar'>{'1' * JUST_A_BIT_LONG}خبر</a>", "https://a.example/"),
    "an article of dates": lambda: _read("<h1>خبر</h1>" + '<time datetime="2026-11-18T10:00:00Z">2026</time>' * 40_000),
    "a byline of one word": lambda: bylines._parts_of("ا" * JUST_A_BIT_LONG),
    "a byline of white space": lambda: bylines._PARTICULARS.split(" " * JUST_A_BIT_LONG),
    "a listing of links alone": lambda: listing_links(
        "".join(f"<a href='/news/{n}-khabar'>خبر عن المدينة {n}</a>" for n in range(40_000)), "https://a.example/"
    ),
}


def _read(page: str) -> None:
    with suppress(Refusal):
        extract(page, "https://a.example/news/1", now=NOON)


@pytest.mark.parametrize("what", LONG_READS)
def test_what_is_looked_for_and_never_found_is_looked_for_once(what: str) -> None:
    """Each took minutes of processor time when it was read quadratically, and takes less than a second."""
    began = time.process_time()
    LONG_READS[what]()
    assert time.process_time() - began < 30


def test_a_page_longer_than_is_read_is_read_without_its_comments_and_scripts() -> None:
    filler = "<!--" + "x" * MOST_CHARACTERS + "--><script>" + "y" * MOST_CHARACTERS + "</script>"
    page = article(1).decode().replace("<article>", filler + "<article>")
    assert len(extract(page, "https://a.example/news/1-khabar", now=NOON).body) == 6


def test_no_field_of_an_article_is_longer_than_a_book() -> None:
    page = article(1, headline="فرق البلدية " * 20_000, body="".join(f"<p>{SENTENCE.format(n=n)}</p>" for n in range(8_000))).decode()
    read = extract(page, "https://a.example/news/1-khabar", now=NOON)
    assert len(read.headline or "") <= LONGEST_FIELD
    assert sum(map(len, read.body)) <= LONGEST_BODY
    assert all(len(one.value) <= LONGEST_FIELD for one in read.candidates.get("headline", ()))
    assert CUT in read.notes


def test_of_structured_data_without_end_only_what_is_no_longer_than_data_are_is_kept() -> None:
    def told(values: int) -> dict[str, object]:
        many = ",".join(["[1]"] * values)
        head = f'<script type="application/ld+json">{{"@type":"NewsArticle","x":[{many}],"author":"سعاد"}}</script>'
        return dict(extract(article(1, head=head).decode(), "https://a.example/news/1-khabar", now=NOON).structured_data)

    assert set(told(MOST_VALUES // 2 - 10)) == {"@type", "x", "author"}
    assert set(told(MOST_VALUES)) == {"@type", "author"}


def test_comments_that_begin_in_an_address_by_the_thousand_never_reach_what_is_quadratic_in_them(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    parse = lxml.html.fromstring
    monkeypatch.setattr(lxml.html, "fromstring", lambda text: read.append(text) or parse(text))
    page = listing({n: f"عنوان الخبر رقم {n}" for n in range(30)}).decode()
    hostile = page.replace('href="', 'href="' + "<!--" * 25_000, 1)
    found = listing_links(hostile, "https://a.example/news/")
    assert len(read) == 1
    assert read[0].count("<!--") <= MANY_COMMENTS
    assert len(found.links) >= len(listing_links(page, "https://a.example/news/").links) - 1, "its other links are read"

"""Feeds in their dialects, whole, broken and hostile."""

from __future__ import annotations

import gzip
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from rasid.discover import feed_links, find_feeds
from rasid.discover.dates import read_date
from rasid.model import Origin
from tests.discover import sites

URL = "https://www.x.example/rss/politics.xml"
TITLES = sites.HEADLINES[:20]
ADDRESSES = [f"https://www.x.example/news/{7000 + n}" for n in range(20)]


def item(n: int, extra: str = "") -> str:
    return (
        f"<item><title>{TITLES[n]}</title><link>{ADDRESSES[n]}</link><pubDate>Tue, 03 Nov 2026 {n:02}:05:00 +0300</pubDate>{extra}</item>"
    )


def rss(items: str, attributes: str = 'version="2.0"', before: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    return f"{before}<rss {attributes}><channel><title>سياسة</title><link>https://www.x.example/</link>{items}</channel></rss>"


FULL = rss("".join(item(n) for n in range(20)))
ATOM = (
    '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>سياسة</title><link rel="self" href="https://www.x.example/atom"/>'
    + "".join(
        f'<entry><title type="html">&lt;b&gt;{TITLES[n]}&lt;/b&gt;</title><link rel="edit" href="https://api.x.example/{n}"/><link rel="alternate" type="text/html" href="/news/{7000 + n}"/><id>tag:x,2026:{n}</id><published>2026-11-03T{n:02}:05:00+03:00</published><updated>2026-11-04T00:00:00Z</updated></entry>'
        for n in range(20)
    )
    + "</feed>"
)
RDF = (
    '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>سياسة</title></channel>'
    + "".join(
        f'<item rdf:about="{ADDRESSES[n]}"><title>{TITLES[n]}</title><link>{ADDRESSES[n]}</link><dc:date>2026-11-03T{n:02}:05:00+03:00</dc:date></item>'
        for n in range(20)
    )
    + "</rdf:RDF>"
)
RSS_091 = (
    '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    + FULL.partition("?>")[2].replace('"2.0"', '"0.91"')
)
JSON = (
    '{"version": "https://jsonfeed.org/version/1.1", "items": ['
    + ",".join(f'{{"url": "{ADDRESSES[n]}", "title": "{TITLES[n]}", "date_published": "2026-11-03T{n:02}:05:00+03:00"}}' for n in range(20))
    + "]}"
)
DIALECTS = {
    "rss 2.0": FULL.encode(),
    "rss 0.91 with its outside document type": RSS_091.encode(),
    "rss 0.92": FULL.replace('"2.0"', '"0.92"').encode(),
    "rss 1.0": RDF.encode(),
    "atom": ATOM.encode(),
    "json": JSON.encode(),
    "gzipped": gzip.compress(FULL.encode()),
    "with a mark and blank lines before": b"\xef\xbb\xbf\n\n" + FULL.encode(),
    "utf-16": FULL.replace("UTF-8", "UTF-16").encode("utf-16"),
    "windows-1256": FULL.replace("UTF-8", "windows-1256").encode("cp1256"),
    "windows-1256, undeclared": rss("".join(item(n) for n in range(20)), before="").encode("cp1256"),
    "utf-8 that says windows-1256": FULL.replace("UTF-8", "windows-1256").encode(),
    "cdata": rss("".join(item(n).replace("<title>", "<title><![CDATA[").replace("</title>", "]]></title>") for n in range(20))).encode(),
    "atom links inside rss": rss("".join(item(n, '<atom:link href="https://www.x.example/rss" rel="self"/>') for n in range(20)), 'version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"').encode(),
    "guid for a link": rss("".join(f"<item><title>{TITLES[n]}</title><guid>{ADDRESSES[n]}</guid><pubDate>Tue, 03 Nov 2026 {n:02}:05:00 +0300</pubDate></item>" for n in range(20))).encode(),
    "tracking on every link": FULL.replace("</link><pub", "?utm_source=rss&amp;utm_medium=feed</link><pub").encode(),
}  # fmt: skip
BROKEN = {
    "cut off": FULL.encode()[: len(FULL.encode()) * 3 // 4],
    "a bare ampersand": FULL.replace("</title><link>https://www.x.example/news/7003", " & غيره</title><link>https://www.x.example/news/7003").encode(),
    "html entities": FULL.replace(TITLES[3], "&nbsp;" + TITLES[3] + "&hellip;").encode(),
    "a control character": FULL.replace(TITLES[3], TITLES[3] + "\x0b").encode(),
    "unclosed tags": FULL.replace("</item>", "").encode(),
    "a damaged character": FULL.encode().replace("بنغازي".encode(), "بنغاز".encode() + b"\xd9"),
    "text after the end": FULL.encode() + b"<!-- cached --><br>",
    "a warning before": b"<br />\n<b>Warning</b>: mysql_connect() in /home/x on line 3<br />" + FULL.encode(),
    "cut gzip": gzip.compress(FULL.encode())[:-30],
}  # fmt: skip


@pytest.mark.parametrize("name", DIALECTS)
def test_every_dialect_gives_its_twenty_articles_in_order(name: str) -> None:
    found = feed_links(DIALECTS[name], URL)
    assert [link.url for link in found.links] == ADDRESSES
    assert [link.title for link in found.links] == TITLES
    assert {link.origin for link in found.links} == {Origin.FEED}
    assert found.links[5].published_at == datetime(2026, 11, 3, 5, 5, tzinfo=timezone(timedelta(hours=3)))
    assert found.problems == ()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_feed_gives_what_can_be_read(name: str) -> None:
    found = feed_links(BROKEN[name], URL)
    assert len([link for link in found.links if link.url in ADDRESSES]) >= 14
    assert len(found.links) <= 20


@pytest.mark.parametrize("name", ["cut off", "a bare ampersand", "html entities", "unclosed tags", "a warning before", "cut gzip"])
def test_and_says_what_is_wrong_with_it(name: str) -> None:
    assert any("feed https://www.x.example/rss" in problem for problem in feed_links(BROKEN[name], URL).problems)


@pytest.mark.parametrize("body", [b"", b"   ", b"<html><body><h1>404</h1></body></html>", b"not a feed", b"{}", b'{"items": 5}', b"\x89PNG\r\n", rss("").encode(), b"[" * 100_000, b'{"a":' * 5000], ids=["nothing", "blank", "html", "text", "json", "json items", "picture", "no entries", "brackets", "deep json"])  # fmt: skip
def test_what_is_no_feed_is_a_problem_and_no_links(body: bytes) -> None:
    found = feed_links(body, URL)
    assert found.links == ()
    assert len(found.problems) == 1


def test_entries_without_a_page_are_counted() -> None:
    found = feed_links(
        rss(
            item(0) + "<item><title>بلا رابط</title></item><item><title>إلى الرئيسية</title><link>https://www.x.example/</link></item>"
        ).encode(),
        URL,
    )
    assert [link.url for link in found.links] == ADDRESSES[:1]
    assert "2 of 3" in found.problems[0]


def test_one_article_named_in_two_forms_is_one_link() -> None:
    twice = item(0) + item(0).replace("https://www.x", "http://x").replace("</link>", "/?utm_source=a</link>")
    assert len(feed_links(rss(twice).encode(), URL).links) == 1


SECRET = "secret-of-the-machine"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{file}">]>',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "file://{file}"> %p;]>',
        '<!DOCTYPE rss SYSTEM "file://{file}">',
        '<!DOCTYPE rss [<!ENTITY a "' + "ha" * 50 + '"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY x "&f;&f;&f;&f;&f;&f;&f;&f;">]>',
        '<!DOCTYPE rss [<!ENTITY x "' + "A" * 100_000 + '">]>',
    ],
    ids=["file", "parameter", "outside", "laughs", "quadratic"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_neither_expanded_nor_loaded(declaration: str, encoding: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    evil = rss(item(0).replace("</title>", "&x;" * 200 + "</title>"), before=declaration.replace("{file}", str(secret)))
    started = time.process_time()
    found = feed_links(evil.encode(encoding), URL)
    assert time.process_time() - started < 5
    assert [link.url for link in found.links] == ADDRESSES[:1]
    title = found.links[0].title or ""
    assert SECRET not in title
    assert "haha" not in title
    assert len(title) < 2000


def test_the_name_of_a_file_or_an_address_is_no_feed_to_open(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(FULL)
    for body in (str(file).encode(), f"file://{file}".encode(), b"http://127.0.0.1:9/feed"):
        assert feed_links(body, URL).links == ()


@pytest.mark.parametrize("evil", [b"<rss><channel>" + b"<item><title>" * 100_000, b"<rss>" + b"<" * 500_000, b"<rss " + b"a='b' " * 200_000, rss(item(0) * 20_000).encode(), gzip.compress(b"<rss>" + b" " * 60_000_000)], ids=["deep", "brackets", "attributes", "long", "bomb"])  # fmt: skip
def test_a_hostile_feed_ends_soon(evil: bytes) -> None:
    started = time.process_time()
    feed_links(evil, URL)
    assert time.process_time() - started < 15


@pytest.mark.parametrize(
    ("raw", "at"),
    [
        ("Tue, 03 Nov 2026 12:05:00 +0300", "2026-11-03T12:05:00+03:00"),
        ("Tue, 3 Nov 2026 12:05 GMT", "2026-11-03T12:05:00+00:00"),
        ("03 Nov 2026 12:05:00 +03:00", "2026-11-03T12:05:00+03:00"),
        ("Tue, 03 Nov 2026 12:05:00 GMT+3", "2026-11-03T12:05:00+03:00"),
        ("Tue, 03 Nov 2026 12:05:00 AST", "2026-11-03T12:05:00+03:00"),
        ("Tue, 03 Nov 2026 12:05:00 BST", "2026-11-03T12:05:00+01:00"),
        ("Tue, 03 Nov 2026 12:05:00 EET", "2026-11-03T12:05:00+02:00"),
        ("2026-11-03T12:05:00Z", "2026-11-03T12:05:00+00:00"),
        ("2026-11-03T12:05:00.123+0400", "2026-11-03T12:05:00.123000+04:00"),
        ("2026-11-03 12:05:00 +0300", "2026-11-03T12:05:00+03:00"),
        ("2026-11-03T12:05:00", None),
        ("2026-11-03", None),
        ("Tue, 03 Nov 2026 12:05:00", None),
        ("Tue, 03 Nov 2026 12:05:00 -0000", None),
        ("الثلاثاء 3 تشرين الثاني 2026", None),
        ("الثلاثاء, 03 نوفمبر 2026 12:05:00 +0300", "2026-11-03T12:05:00+03:00"),
        ("Tue, 03 نوفمبر 2026 12:05:00 GMT", "2026-11-03T12:05:00+00:00"),
        ("3 تشرين الثاني 2026 12:05 بتوقيت بيروت", "2026-11-03T12:05:00+02:00"),
        ("الأربعاء, 03 نوفمبر 2026 12:05:00 +0300", None),
        ("3 نوفمبر 2026 12:05 ص", None),
        ("قبل 3 ساعات بتوقيت بيروت", None),
        ("0001-01-01T00:00:00Z", None),
        ("99 Nov 2026 12:05:00 GMT", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_keep_the_zone_they_were_written_in(raw: str | None, at: str | None) -> None:
    found = read_date(raw)
    assert (found.isoformat() if found else None) == at


def test_a_date_that_cannot_be_read_keeps_its_words() -> None:
    link = feed_links(rss(item(0).replace("Tue, 03 Nov 2026 00:05:00 +0300", "الثلاثاء 3 تشرين الثاني 2026 - 12:05")).encode(), URL).links[
        0
    ]
    assert link.published_at is None
    assert link.published_raw == "الثلاثاء 3 تشرين الثاني 2026 - 12:05"


def test_a_page_s_feeds_are_found_announced_ones_first_comments_never() -> None:
    html = sites.page(
        '<a href="/rss/sport">RSS</a><a href="https://other.example/rss">x</a><a href="/about">عنا</a>',
        head='<link rel="alternate" type="application/rss+xml" title="تعليقات" href="/comments/feed/"><link rel="alternate" type="application/rss+xml" href="/feed/"><link rel="alternate" type="application/atom+xml" href="https://www.x.example/atom.xml">'
        '<link rel="alternate" hreflang="en" href="/en"><link rel="alternate" type="application/json+oembed" href="/oembed?x=1">',
    )
    assert find_feeds(html, "https://www.x.example/politics") == [
        "https://www.x.example/feed/",
        "https://www.x.example/atom.xml",
        "https://www.x.example/rss/sport",
    ]


def test_reading_is_fast_enough_for_an_archive() -> None:
    body = rss("".join(item(n % 20).replace(ADDRESSES[n % 20], f"https://www.x.example/news/{n}") for n in range(500))).encode()
    started = time.process_time()
    assert len(feed_links(body, URL).links) == 500
    assert time.process_time() - started < 5


NOW = datetime(2026, 11, 3, tzinfo=UTC)

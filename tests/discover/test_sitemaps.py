"""Sitemaps: the articles, the further sitemaps, and nothing loaded or expanded."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from rasid.discover import sitemap_links
from rasid.discover.sitemaps import ADDRESSES
from rasid.model import Door, Origin
from tests.discover import sites

URL = "https://www.x.example/sitemap.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
PAGES = [
    "/",
    "/politics",
    "/about-us",
    "/contact",
    "/tag/غزة",
    "/author/salma-alhadi",
    "/category/world-news",
    "/privacy-policy",
    "/page/2",
    "/2026/11",
    "/video/99120/مقطع-قصير-من-الميدان",
]
ARTICLES = [f"/2026/11/0{n % 9 + 1}/{sites.slug(title)}" for n, title in enumerate(sites.HEADLINES[:40])]
CANONICAL = ["https://www.x.example" + quote(path) for path in ARTICLES]


def entry(path: str, extra: str = "") -> str:
    return f"<url><loc>https://www.x.example{path}</loc>{extra}</url>"


def urlset(entries: str, attributes: str = "") -> bytes:
    return f'{HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" {attributes}>{entries}</urlset>'.encode()


MIXED = urlset("".join(map(entry, PAGES + ARTICLES)))
NEWS = urlset(
    "".join(
        entry(path, f"<news:news><news:publication><news:name>x</news:name><news:language>ar</news:language></news:publication><news:publication_date>2026-11-03T{n % 24:02}:00:00+03:00</news:publication_date><news:title>{sites.HEADLINES[n]}</news:title></news:news><image:image><image:loc>https://www.x.example/i/{n}.jpg</image:loc></image:image>")
        for n, path in enumerate(ARTICLES)
    ),
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"',
)  # fmt: skip
INDEX = (
    f'{HEAD}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://www.x.example/s-2024.xml</loc><lastmod>2024-12-31T00:00:00Z</lastmod></sitemap>'
    "<sitemap><loc>https://www.x.example/s-2026.xml.gz</loc><lastmod>2026-11-03T00:00:00Z</lastmod></sitemap><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>"
).encode()


def urls(body: bytes, **options: object) -> list[str]:
    return [link.url for link in sitemap_links(body, URL, **options).links]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "body",
    [MIXED, gzip.compress(MIXED), MIXED.replace(b' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"', b""), b"\xef\xbb\xbf" + MIXED, MIXED.decode().replace("UTF-8", "UTF-16").encode("utf-16"), "\n".join(f"https://www.x.example{path}" for path in PAGES + ARTICLES).encode()],
    ids=["plain", "gzip", "no namespace", "mark", "utf-16", "text file"],
)  # fmt: skip
def test_articles_are_told_from_the_pages_of_the_site(body: bytes) -> None:
    found = set(urls(body))
    assert len(found & set(CANONICAL)) >= 0.97 * len(CANONICAL)
    assert len(found & set(CANONICAL)) >= 0.95 * len(found)


def test_a_news_sitemap_gives_headline_and_date() -> None:
    found = sitemap_links(NEWS, URL)
    assert [link.url for link in found.links] == CANONICAL
    link = found.links[7]
    assert (link.title, link.origin) == (sites.HEADLINES[7], Origin.SITEMAP)
    assert link.published_at is not None
    assert link.published_at.isoformat() == "2026-11-03T07:00:00+03:00"
    assert found.problems == ()


def test_an_index_names_its_sitemaps_latest_first() -> None:
    found = sitemap_links(INDEX, URL)
    assert found.links == ()
    assert found.more == ("https://www.x.example/s-2026.xml.gz", "https://www.x.example/s-2024.xml", "https://www.x.example/news.xml")
    recent = sitemap_links(INDEX, URL, since=datetime(2026, 1, 1, tzinfo=UTC))
    assert recent.more == ("https://www.x.example/s-2026.xml.gz", "https://www.x.example/news.xml")


def test_an_index_without_days_is_ordered_by_the_months_in_its_addresses_news_first() -> None:
    names = ("pages.xml", "s-2025-11.xml", "s-2026-2.xml", "s-2026-11.xml", "news-sitemap.xml")
    body = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(f"<sitemap><loc>https://www.x.example/{name}</loc></sitemap>" for name in names)}</sitemapindex>'
    more = [address.rpartition("/")[2] for address in sitemap_links(body.encode(), URL).more]
    assert more == ["news-sitemap.xml", "s-2026-11.xml", "s-2026-2.xml", "s-2025-11.xml", "pages.xml"]


def test_what_was_changed_long_ago_can_be_left_out() -> None:
    body = urlset("".join(entry(path, f"<lastmod>2026-11-{n % 20 + 1:02}T00:00:00Z</lastmod>") for n, path in enumerate(ARTICLES)))
    assert len(urls(body, since=datetime(2026, 11, 15, tzinfo=UTC))) == 12


def test_a_sitemap_in_which_everything_is_old_is_no_broken_one() -> None:
    body = urlset("".join(entry(path, "<lastmod>2020-01-01T00:00:00Z</lastmod>") for path in ARTICLES))
    found = sitemap_links(body, URL, since=datetime(2026, 11, 15, tzinfo=UTC))
    assert (found.links, found.problems) == ((), ())


def test_a_news_entry_is_kept_whatever_its_date_says() -> None:
    assert len(sitemap_links(NEWS, URL, since=datetime(2030, 1, 1, tzinfo=UTC)).links) == len(sitemap_links(NEWS, URL).links) > 0


def test_addresses_of_other_sites_are_passed_over_and_counted() -> None:
    found = sitemap_links(urlset("".join(map(entry, ARTICLES)) + "<url><loc>https://evil.example/2026/11/01/a-b-c-d</loc></url>"), URL)
    assert len(found.links) == 40
    assert "1 addresses" in found.problems[0]


def test_a_feed_in_a_sitemap_s_place_is_read() -> None:
    assert urls(b'<rss version="2.0"><channel><item><link>https://www.x.example/news/5</link></item></channel></rss>') == [
        "https://www.x.example/news/5"
    ]


@pytest.mark.parametrize("body", [MIXED[: len(MIXED) * 4 // 5], MIXED.replace(b"</url>", b"", 3), MIXED.replace(b"<loc>", b"<loc>&nbsp;", 1), gzip.compress(MIXED)[:-200], MIXED.replace(b"/about-us", b"/about&us")], ids=["cut", "unclosed", "entity", "cut gzip", "ampersand"])  # fmt: skip
def test_a_broken_sitemap_gives_what_can_be_read_and_says_so(body: bytes) -> None:
    found = sitemap_links(body, URL)
    assert len(found.links) >= 15
    assert found.problems


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><body>404</body></html>", b"\x00" * 100, b"\x1f\x8b\x08", urlset("")],
    ids=["nothing", "html", "nuls", "gzip head", "no addresses"],
)
def test_what_is_no_sitemap_is_a_problem(body: bytes) -> None:
    found = sitemap_links(body, URL)
    assert (found.links, found.more) == ((), ())
    assert found.problems


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE u [<!ENTITY x SYSTEM "file://{file}">]>',
        '<!DOCTYPE u [<!ENTITY % p SYSTEM "file://{file}"> %p;]>',
        '<!DOCTYPE u [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;">]>',
    ],
)
def test_entities_are_neither_expanded_nor_loaded(declaration: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret-of-the-machine")
    body = NEWS.replace(HEAD.encode(), declaration.replace("{file}", str(secret)).encode()).replace(b"<news:title>", b"<news:title>&x;")
    found = sitemap_links(body, URL)
    assert len(found.links) == 40
    assert not any("secret" in (link.title or "") or "haha" in (link.title or "") for link in found.links)
    assert any("entities" in problem for problem in found.problems)


CHILD = """
import gzip, sys, time
from rasid.discover import sitemap_links
from rasid.discover.sitemaps import ADDRESSES
def peak():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
sitemap_links(b"<urlset/>", "https://x.example/")
body = open(sys.argv[1], "rb").read()
before = peak()
started = time.process_time()
found = sitemap_links(body, "https://www.x.example/s.xml.gz")
print(len(found.links), (peak() - before) // 1024, time.process_time() - started)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the peak of memory from /proc")
def test_a_gzip_bomb_is_inflated_in_pieces_and_cut_off(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xml.gz"
    with gzip.open(bomb, "wb", compresslevel=6) as packed:
        packed.write(b"<urlset>")
        for _ in range(80):
            packed.write(b"<url><loc>https://www.x.example/news/123456/a-b-c-d</loc></url>" * 16_000)
    links, megabytes, seconds = subprocess.run(
        [sys.executable, "-c", CHILD, str(bomb)], capture_output=True, text=True, check=True, timeout=60
    ).stdout.split()
    assert int(links) <= 50_000
    assert int(megabytes) <= 64
    assert float(seconds) < 30


def test_twenty_thousand_addresses_are_read_in_seconds() -> None:
    body = urlset("".join(entry(f"/news/{100000 + n}/{ARTICLES[n % 40][12:]}") for n in range(20_000)))
    started = time.process_time()
    assert len(urls(body)) == 20_000
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    ("entry", "read"),
    [
        ("<url><loc>https://other.example/news/{n}-khabar</loc></url>", ADDRESSES),
        ("<url><loc>https://a.example/news/{n}-khabar</loc><lastmod>2001-02-03</lastmod></url>", ADDRESSES),
        ("<a/>" * 10, 0),
    ],
)
def test_a_sitemap_longer_than_the_protocol_allows_is_read_to_a_limit_and_says_so(entry: str, read: int) -> None:
    body = "<urlset>" + "".join(entry.format(n=n) for n in range(70_000)) + "</urlset>"
    found = sitemap_links(body.encode(), "https://a.example/sitemap.xml", since=datetime(2026, 1, 1, tzinfo=UTC))
    (told,) = (problem for problem in found.problems if "very long" in problem)
    assert read <= int(re.search(r"first ([\d,]+) entries", told)[1].replace(",", "")) < read + 2_000  # type: ignore[index]
    assert not any("well-formed" in problem for problem in found.problems), "that it was not read to its end is no fault of its own"


def test_a_sitemap_nested_without_end_gives_what_stood_before_and_says_so() -> None:
    urls = [f"https://a.example/news/{n}-khabar-jadid-fi-almadina" for n in range(118, 130)]
    body = "<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "<a href='x'>" * 40_000
    found = sitemap_links(body.encode(), "https://a.example/sitemap.xml")
    assert [link.url for link in found.links] == urls
    assert "within elements" in found.problems[0]


def test_only_news_entries_are_said_to_be_in_a_news_sitemap() -> None:
    assert {link.doors for link in sitemap_links(NEWS, URL).links} == {(Door.NEWS_SITEMAP,)}
    assert {link.doors for link in sitemap_links(MIXED, URL).links} == {()}
    assert {link.doors for link in sitemap_links(NEWS.replace(b"</url>", b"", 3), URL).links} == {(Door.NEWS_SITEMAP,)}

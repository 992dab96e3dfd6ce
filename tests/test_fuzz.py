"""Mutated pages, feeds and sitemaps: none ends in a traceback, none costs more than two seconds of processor time or 350 MB.

``RASID_CORPUS`` and ``RASID_WORLD`` (or ``WORLD``, its name in older notes) are folders of saved pages that are mutated too, where they are there.
"""

from __future__ import annotations

import os
import random
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rasid.discover import feed_links, listing_links, sitemap_links
from rasid.errors import RasidError
from rasid.pipeline.single import extract_article
from rasid.storable import UNSTORABLE
from tests.pipeline.conftest import NOON
from tests.pipeline.odd_site import article, listing

CPU_SECONDS, MEGABYTES = 2.0, 350
PIECES = (
    b"\x00", b"\xed\xa0\xbd", b"\\ud83d", b"&#xD83D;", b"&#0;", b"&#99999999999;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"</script>", b"<script>", b"<svg>", b"\"", b"'", b"<", b">",
    b"\xc2\x85\x1c", b"\xe2\x80\xae", b"<table><tr><td>", b"<b class=x>", b"<a href='//[::1", b"{\"@type\":\"NewsArticle\",\"headline\":\"\\ud83d\"}", b"<?xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
)  # fmt: skip


def saved_pages() -> list[bytes]:
    """Our own, and a sample of those the environment names."""
    ld = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"خبر","datePublished":"2026-11-18T10:00:00Z"}</script>'
    found = [article(1), article(2, head=ld), listing({n: f"عنوان الخبر رقم {n} في الحي" for n in range(30)})]
    for name in ("RASID_CORPUS", "RASID_WORLD", "WORLD"):
        if (folder := os.environ.get(name)) and Path(folder).is_dir():
            files = sorted(Path(folder).rglob("*.html"))
            found += [file.read_bytes()[:1_000_000] for file in files[:: max(1, len(files) // 60)]]
    return found


def mutated(page: bytes, dice: random.Random) -> bytes:
    """A few faults: pieces put in, cut out, repeated (some of them very often), bits turned."""
    data = bytearray(page)
    for _ in range(dice.randrange(1, 6)):
        at = dice.randrange(len(data) + 1)
        match dice.randrange(7):
            case 0:
                data[at:at] = dice.choice(PIECES)
            case 1:
                del data[at : at + dice.randrange(1, 400)]
            case 2:
                data[at:at] = dice.choice(PIECES) * dice.choice((10, 1_000, 20_000))
            case 3 if data:
                data[min(at, len(data) - 1)] = dice.randrange(256)
            case 4:
                data[at:at] = b"<p " + b" ".join(b"a%d=1" % n for n in range(dice.choice((50, 300, 20_000)))) + b">"
            case 5:
                data[at:at] = data[at : at + 2_000] * dice.choice((2, 50))
            case _:
                del data[at:]
                data += b" " * (not data)
    return bytes(data[:3_000_000])


def hold(cases: list[tuple[str, Callable[[], object]]]) -> None:
    for name, read in cases:
        began = time.process_time()
        try:
            told = read()
        except RasidError as error:
            told = error
        spent = time.process_time() - began
        assert spent <= CPU_SECONDS, f"{name}: {spent:.1f} s of processor time"
        assert not isinstance(told, str) or UNSTORABLE.search(told) is None, name
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert peak <= MEGABYTES, f"{cases[0][0]} … {cases[-1][0]}: {peak:.0f} MB"


def read_page(page: bytes) -> str:
    read = extract_article(page, "https://a.example/news/1-khabar", now=NOON)
    return "".join(map(str, (read.headline, read.standfirst, *read.body, *read.authors, *read.tags, read.section_name)))


def pages(number: int, dice: random.Random) -> None:
    seeds = saved_pages()
    for n in range(number):
        page = mutated(dice.choice(seeds), dice)
        cases: list[tuple[str, Callable[[], object]]] = [(f"page {n}", lambda page=page: read_page(page))]  # type: ignore[misc]
        if n % 10 == 0:
            cases.append((f"listing {n}", lambda page=page: listing_links(page.decode("utf-8", "replace"), "https://a.example/")))  # type: ignore[misc]
        hold(cases)


def lists(number: int, dice: random.Random) -> None:
    items = "".join(
        f"<item><title>خبر {n}</title><link>https://a.example/news/{n}</link><pubDate>Wed, 18 Nov 2026 10:00:00 GMT</pubDate></item>"
        for n in range(40)
    )
    feed = f"<?xml version='1.0'?><rss version='2.0'><channel><title>أخبار</title>{items}</channel></rss>".encode()
    places = "".join(f"<url><loc>https://a.example/news/{n}-khabar</loc><lastmod>2026-11-18</lastmod></url>" for n in range(200))
    sitemap = f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{places}</urlset>".encode()
    for n in range(number):
        one, other = mutated(feed, dice), mutated(sitemap, dice)
        hold(
            [
                (f"feed {n}", lambda one=one: "".join(link.title or "" for link in feed_links(one, "https://a.example/feed").links)),  # type: ignore[misc]
                (f"sitemap {n}", lambda other=other: "".join(link.url for link in sitemap_links(other, "https://a.example/s.xml").links)),  # type: ignore[misc]
            ]
        )


def apart(work: Callable[[int, random.Random], None], number: int, seed: int) -> None:
    """In a process of its own, so that what other tests hold is not counted."""
    import multiprocessing

    child = multiprocessing.get_context("spawn").Process(target=work, args=(number, random.Random(seed)))
    child.start()
    child.join()
    assert child.exitcode == 0, "the traceback above names the case"


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_a_thousand_mutated_pages_are_read_or_refused_within_bounds(seed: int) -> None:
    apart(pages, 1_000, seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3))
def test_a_thousand_mutated_feeds_and_sitemaps_are_read_within_bounds(seed: int) -> None:
    apart(lists, 500, 100 + seed)

"""WARC archives of invented sites: Arabic articles of the demo newsroom among pages in other languages, pictures, and what else a crawl holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from itertools import chain
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rasid.demo.pages import article, site
from rasid.demo.stories import Story, stories
from tests.pipeline.weight import dressed

CRAWLED = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
ENGLISH = "<html lang=en><head><title>Harbour opens again</title></head><body><article><h1>Harbour opens again</h1>{}</article></body></html>".format(
    "<p>The harbour opened again on Tuesday after a week of storms, and the first boats went out before dawn.</p>" * 12
).encode()
PERSIAN = (
    "<html lang=fa><head><title>بندر دوباره باز شد</title></head><body><article><h1>بندر دوباره باز شد</h1>"
    + "<p>بندر این شهر پس از یک هفته توفان دوباره باز شد و نخستین قایق‌ها پیش از سپیده‌دم به دریا رفتند که این خبر برای مردم خوب است.</p>"
    * 12
    + "</article></body></html>"
).encode()

REAL_BODY = 3
"""Stories told in one article of a page of real weight: some 320 words."""


@cache
def _stories() -> tuple[Story, ...]:
    return tuple(stories(CRAWLED))


def arabic_page(number: int, *, hosts: int = 5, heavy: bool = False) -> tuple[str, bytes]:
    """Address and bytes of an article; no two have the same number, headline and text. ``heavy``: as large as real ones (``weight``)."""
    known = _stories()
    told = known[number % len(known)]
    if heavy:
        told = replace(told, body=tuple(chain.from_iterable(known[(number + step * 7) % len(known)].body for step in range(REAL_BODY))))
    story = replace(
        told,
        id=number,
        headline=f"{told.headline} {number}",
        body=tuple(f"{paragraph} ({number})" for paragraph in told.body),
        published=CRAWLED - timedelta(hours=number % 60, minutes=7),
        modified=CRAWLED - timedelta(hours=number % 60, minutes=5),
    )
    here = site(0, f"https://www.paper{number % hosts}.example")
    nearby = known[:12]
    page = article(here, story, nearby, CRAWLED).encode()
    return here.root + story.path, dressed(page, number, _words()) if heavy else page


@cache
def _words_of(page: bytes) -> tuple[str, ...]:
    return tuple(re.findall(r"\w{2,}", re.sub(r"<[^>]*>", " ", page.decode())))


@cache
def _words() -> tuple[str, ...]:
    return tuple(" ".join(story.headline for story in _stories()).split())


def crawl(arabic: int, other: int, *, hosts: int = 5, heavy: bool = False) -> Iterator[tuple[str, int, str, bytes]]:
    """(address, status, content type, body): ``arabic`` articles, ``other`` pages of every other kind mixed among them.

    ``heavy``: articles in every language are as large as real ones; without it they are small, and quickly made.
    """
    others = (
        ("https://daily.example/en/{}", 200, "text/html; charset=utf-8", ENGLISH),
        ("https://rooz.example/fa/{}", 200, "text/html; charset=utf-8", PERSIAN),
        ("https://www.paper1.example/gone/{}", 404, "text/html", "<h1>الصفحة غير موجودة</h1>".encode() * 40),
        ("https://www.paper1.example/media/{}.png", 200, "image/png", b"\x89PNG" + bytes(range(256)) * 8),
    )
    each = other // arabic if arabic else other
    told = 0
    for number in range(arabic):
        address, body = arabic_page(number, hosts=hosts, heavy=heavy)
        yield address, 200, "text/html; charset=utf-8", body
        for _ in range(each):
            url, status, kind, body = others[told % len(others)]
            if heavy and status == 200 and kind.startswith("text/html"):
                body = dressed(body, told, _words_of(body))
            yield url.format(told), status, kind, body
            told += 1


def write_warc(file: Path, pages: Iterator[tuple[str, int, str, bytes]], *, gzip: bool = True) -> Path:
    """As a crawler writes it: warcinfo first, a request beside each response, every record compressed on its own."""
    with file.open("wb") as stream:
        writer = WARCWriter(stream, gzip=gzip, warc_version="WARC/1.0")
        writer.write_record(writer.create_warcinfo_record(file.name, {"software": "invented"}))
        for number, (url, status, kind, body) in enumerate(pages):
            at = {"WARC-Date": f"{CRAWLED + timedelta(seconds=number):%Y-%m-%dT%H:%M:%SZ}"}
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "x.example")], is_http_request=True)
            writer.write_record(writer.create_warc_record(url, "request", http_headers=asked, warc_headers_dict=at))
            answered = StatusAndHeaders(f"{status} OK", [("Content-Type", kind), ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                url, "response", payload=BytesIO(body), length=len(body), http_headers=answered, warc_headers_dict=at
            )
            writer.write_record(record)
    return file

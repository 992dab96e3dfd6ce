"""Two invented news sites served without sockets: one with a feed and JSON-LD, one a grid of cards in windows-1256 without a feed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import cache
from html import escape
from types import TracebackType
from zoneinfo import ZoneInfo

from rasid.demo.stories import Story
from rasid.demo.virtual import invent
from rasid.errors import FetchError
from rasid.fetch.answers import challenged_by, check_type, failure
from rasid.model import Page, Section, Source, Validators, Words
from rasid.model.ports import Clock

FEED, GRID = "feed", "grid"
NAMES = {FEED: "صحيفة المنارة", GRID: "شبكة السهل الإخبارية"}
SECTION = "محليات"
ROOT = "https://news.example"
SHOWN = 20
ZONE = ZoneInfo("Asia/Beirut")
MONTHS = ("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول")


@dataclass(frozen=True)
class Answer:
    """What the site sends for one address. ``story`` is None for the section, the feed and the front page."""

    url: str
    text: str
    kind: str = "text/html"
    status: int = 200
    story: Story | None = None
    final_url: str | None = None
    encoding: str | None = None
    """What the text is written in; None: as the site always does."""
    declared: str | None = None
    raw: bytes | None = None
    error: FetchError | None = None


Change = Callable[[Answer, "Site"], Answer]


@dataclass
class Site:
    """A news site at one moment of the virtual clock. ``change`` is what a break does to every answer."""

    layout: str
    clock: Clock
    began: datetime
    change: Change | None = None
    every: timedelta = timedelta(hours=1)
    asked: list[str] = field(default_factory=list)
    broken_at: datetime | None = None
    silent_since: datetime | None = None
    """The newsroom publishes nothing after this."""

    @property
    def charset(self) -> str:
        return "windows-1256" if self.layout == GRID else "utf-8"

    def stories(self) -> list[Story]:
        """Those published by now, newest first; thirty stood there when the clock began."""
        until = min(self.clock(), self.silent_since or self.clock())
        count = 30 + int((until - self.began) / self.every)
        return [self._story(number) for number in range(count, max(count - 80, 0), -1)]

    def _story(self, number: int) -> Story:
        return replace(_invented(self.layout, number, self.began + (number - 30) * self.every - timedelta(minutes=4)), id=number)

    def url(self, story: Story) -> str:
        return f"{ROOT}/local/2026/{41_000 + story.id}-khabar" if self.layout == FEED else f"{ROOT}/news.php?id={7000 + story.id}"

    def section_url(self) -> str:
        return f"{ROOT}/local" if self.layout == FEED else f"{ROOT}/section.php?cat=4"

    def source(self) -> Source:
        feeds = (f"{ROOT}/local/feed.xml",) if self.layout == FEED else ()
        section = Section(id="local", name=Words(SECTION, "Local"), url=self.section_url(), feeds=feeds)
        return Source(
            id=f"lab-{self.layout}",
            name=Words(NAMES[self.layout], "Lab"),
            home=f"{ROOT}/",
            country="LB",
            timezone="Asia/Beirut",
            sections=(section,),
            every_minutes=60,
            min_delay_seconds=0,
        )

    def answer(self, url: str) -> Answer:
        stories = self.stories()
        by_url = {self.url(story): story for story in stories}
        if url in by_url:
            story = by_url[url]
            html = _feed_article(self, story) if self.layout == FEED else _grid_article(self, story)
            given = Answer(url, html, story=story)
        elif url == self.section_url():
            given = Answer(url, _listing(self, stories[:SHOWN]))
        elif url.endswith("feed.xml"):
            given = Answer(url, _feed(self, stories[:SHOWN]), kind="application/rss+xml")
        elif url.rstrip("/") == ROOT:
            given = Answer(url, _home(self, stories))
        else:
            given = Answer(url, "<html><body><h1>404</h1></body></html>", status=404)
        return given if self.change is None else self.change(given, self)


@cache
def _invented(layout: str, number: int, published: datetime) -> Story:
    taken = frozenset(
        _invented(layout, before, published - timedelta(hours=number - before)).headline for before in range(max(number - 60, 1), number)
    )
    story = invent(number, site=3 if layout == FEED else 4, published=published.astimezone(ZONE), section="local", taken=taken)
    return replace(story, headline=f"{story.headline} في عددها {number}" if number % 3 else story.headline)


class Shelf:
    """Stands in for the Fetcher: same answers, same errors, no sockets."""

    def __init__(self, site: Site, validators: Callable[[str], Validators | None], clock: Clock) -> None:
        self.site, self.validators, self.clock = site, validators, clock

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        return

    def get(self, url: str, *, kind: str = "page", conditional: bool = True) -> Page:
        self.site.asked.append(url)
        answer = self.site.answer(url)
        if answer.error is not None:
            raise answer.error
        body = answer.raw if answer.raw is not None else answer.text.encode(answer.encoding or self.site.charset, "xmlcharrefreplace")
        headers = {"content-type": f"{answer.kind}; charset={answer.declared or self.site.charset}"}
        if answer.status >= 400:
            wall = challenged_by(answer.status, headers, body[:2000])
            raise failure(answer.status, kind=kind, url=url, wall=wall, retry_after=None)
        check_type(headers["content-type"], kind=kind, url=url)
        etag = hashlib.sha256(body).hexdigest()[:16]
        known = self.validators(url) if conditional else None
        same = known is not None and known.etag == etag
        return Page(
            url=url,
            final_url=answer.final_url or url,
            status=304 if same else answer.status,
            headers=headers,
            body=b"" if same else body,
            fetched_at=self.clock(),
            validators=Validators(etag=etag),
        )


def _when(story: Story) -> str:
    at = story.published
    return f"{at.day} {MONTHS[at.month - 1]} {at.year} - {at.hour:02d}:{at.minute:02d}"


def _paragraphs(story: Story) -> str:
    return "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.body)


def _feed_article(site: Site, story: Story) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.headline,
        "datePublished": story.published.isoformat(),
        "author": {"@type": "Person", "name": story.author},
        "image": f"{ROOT}/img/{story.id}.jpg",
        "description": story.standfirst,
    }
    return f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>{escape(story.headline)} - {NAMES[FEED]}</title>
<meta property="og:title" content="{escape(story.headline)}"><meta property="og:type" content="article">
<meta property="og:image" content="{ROOT}/img/{story.id}.jpg"><meta property="og:site_name" content="{NAMES[FEED]}">
<link rel="canonical" href="{site.url(story)}">
<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script></head>
<body><header><a href="/">{NAMES[FEED]}</a><nav><a href="/local">{SECTION}</a> <a href="/sport">رياضة</a></nav></header>
<main><article><h1 class="entry-title">{escape(story.headline)}</h1>
<div class="meta"><span class="author">{escape(story.author)}</span> <time datetime="{story.published.isoformat()}">{_when(story)}</time></div>
<figure><img src="{ROOT}/img/{story.id}.jpg" alt=""><figcaption>{escape(story.caption)}</figcaption></figure>
<p class="lead">{escape(story.standfirst)}</p><div class="entry-content">{_paragraphs(story)}</div></article></main>
<footer>جميع الحقوق محفوظة لدى {NAMES[FEED]}</footer></body></html>"""


def _grid_article(site: Site, story: Story) -> str:
    return f"""<html dir="rtl"><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256">
<title>{escape(story.headline)} | {NAMES[GRID]}</title></head>
<body><div id="top"><a href="/">{NAMES[GRID]}</a> <a href="section.php?cat=4">{SECTION}</a> <a href="section.php?cat=5">رياضة</a></div>
<div id="news"><h1 class="ntitle">{escape(story.headline)}</h1>
<div class="ninfo"><span class="ndate">{_when(story)}</span> <span class="nwriter">كتب: {escape(story.author)}</span></div>
<img class="npic" src="pics/{story.id}.jpg" alt="{escape(story.caption)}">
<div class="ntext">{_paragraphs(story)}</div></div>
<div id="foot">بيروت، لبنان - جميع الحقوق محفوظة {NAMES[GRID]}</div></body></html>"""


def _listing(site: Site, stories: list[Story]) -> str:
    cards = "\n".join(
        f'<div class="card"><a href="{site.url(story)}"><img src="{ROOT}/img/{story.id}.jpg" alt=""></a>'
        f'<h3><a href="{site.url(story)}">{escape(story.headline)}</a></h3><p>{escape(story.standfirst)}</p></div>'
        for story in stories
    )
    return f"""<html dir="rtl"><head><meta charset="{site.charset}"><title>{SECTION} | {NAMES[site.layout]}</title></head>
<body><div id="top"><a href="/">{NAMES[site.layout]}</a></div><h2>{SECTION}</h2><div class="grid">{cards}</div></body></html>"""


def _home(site: Site, stories: list[Story]) -> str:
    blocks = "".join(
        f'<div class="box"><h2><a href="/s/{n}">{name}</a></h2></div>' for n, name in enumerate(("سياسة", "رياضة", "ثقافة", "اقتصاد"))
    )
    return f"""<html dir="rtl"><head><meta charset="{site.charset}"><title>{NAMES[site.layout]}</title></head>
<body><h1>{NAMES[site.layout]}</h1>{blocks}{_listing(site, stories[:6])}</body></html>"""


def _feed(site: Site, stories: list[Story]) -> str:
    items = "".join(
        f"<item><title>{escape(story.headline)}</title><link>{site.url(story)}</link><pubDate>{format_datetime(story.published)}</pubDate>"
        f"<description>{escape(story.standfirst)}</description></item>"
        for story in stories
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{NAMES[FEED]}</title><link>{ROOT}/</link>'
        f"<description>{SECTION}</description>{items}</channel></rss>"
    )

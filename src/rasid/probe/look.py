"""One polite look at a site: its robots.txt, feeds, sitemaps, one listing and five articles."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from protego import Protego

from rasid.decode import decode
from rasid.discover import Found, feed_links, find_feeds, listing_links, sitemap_links
from rasid.errors import FetchError, RasidError, Refusal, SourceError
from rasid.extract import extract, recognise_wall
from rasid.fetch import Fetcher
from rasid.model import Article, Decoded, FetchState, Link, Page, Refused, Source
from rasid.urls import canonical_url, host_key, identity_key, same_site

log = logging.getLogger(__name__)

ARTICLES = 5
"""Read before a seed is proposed: enough to see a template's habits, few enough to be polite."""
TRIED_AT_MOST = 8
"""Article addresses asked for in the hope of five articles."""
FEEDS_AT_MOST = 3
SITEMAPS_AT_MOST = 3
GUESSED_SITEMAPS = ("/sitemap-news.xml", "/news-sitemap.xml", "/sitemap.xml")
LIKE_A_LISTING = 3
"""Links from which on a page is a list of articles."""
SHARED = 0.5
"""Share of a feed's first entries that a section's listing must show, for the feed to be the section's own and not the whole site's."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """One article that was read."""

    link: Link
    page: Page
    decoded: Decoded
    article: Article


@dataclass(frozen=True, slots=True)
class LinkSource:
    """A feed or sitemap that answered and names articles."""

    url: str
    links: tuple[Link, ...]
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class Look:
    """What was seen. ``links`` are the section's articles, dated ones first said by a feed or sitemap."""

    url: str
    """The section's address, after redirects."""
    home: str
    page: Page | None = None
    text: str = ""
    encoding: str = "utf-8"
    listing: Found = field(default_factory=Found)
    feeds: list[LinkSource] = field(default_factory=list)
    other_feeds: list[str] = field(default_factory=list)
    """Feeds of the site that are not this section's."""
    sitemaps: list[LinkSource] = field(default_factory=list)
    specimens: list[Specimen] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    """(address, why) of pages that gave no article."""
    remarks: list[str] = field(default_factory=list)
    requests: int = 0

    @property
    def links(self) -> tuple[Link, ...]:
        seen: dict[str, Link] = {}
        for link in (*(link for channel in (*self.feeds, *self.sitemaps) for link in channel.links), *self.listing.links):
            seen.setdefault(identity_key(link.url), link)
        return tuple(seen.values())


def look_at(url: str, fetcher: Fetcher, state: FetchState, *, now: datetime, source: Source | None = None) -> Look:
    """Read the site at ``url``: a section's page, the front page, a feed or a sitemap.

    Raises FetchError, Refusal (a wall), DecodeError, or SourceError when nothing there leads to an article; each names the address and what to try.
    """
    page = _first_page(url, fetcher)
    home = f"{urlsplit(page.final_url).scheme}://{urlsplit(page.final_url).netloc}/"
    seen = Look(url=page.final_url, home=home, page=page, requests=1)
    kind = _kind_of(page)
    if kind == "page":
        _read_listing(seen, page, source)
        _read_feeds(seen, fetcher)
    else:
        _start_from_channel(seen, page, kind, fetcher, source)
    if not seen.feeds:
        _read_sitemaps(seen, fetcher, state)
    if len(seen.links) < LIKE_A_LISTING:
        raise _nothing_here(url, seen, now)
    _read_articles(seen, fetcher, now=now, source=source)
    if not seen.specimens:
        _, why = seen.refused[0]  # names its address
        raise SourceError(
            f"{url}: {len(seen.links)} links were found but none of the {len(seen.refused)} tried is an article. The first: {why}"
            " Or give the address of another section, one that lists news articles."
        )
    return seen


def _first_page(url: str, fetcher: Fetcher) -> Page:
    """A page, or what the server calls a feed or a sitemap."""
    try:
        return fetcher.get(url, kind="listing")
    except FetchError as error:
        if not (error.permanent and re.search(r" is \S*(?:xml|json|gzip)\S*, not a ", str(error))):
            raise
    try:
        return fetcher.get(url, kind="feed")
    except FetchError:
        return fetcher.get(url, kind="sitemap")


def _kind_of(page: Page) -> Literal["page", "feed", "sitemap"]:
    start = page.body[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if b"<urlset" in start or b"<sitemapindex" in start:
        return "sitemap"
    if b"<rss" in start or b"<feed" in start or b"<rdf:rdf" in start or start.startswith(b"{"):
        return "feed"
    return "page"


def _read_listing(seen: Look, page: Page, source: Source | None) -> None:
    decoded = decode(page.body, content_type=page.content_type, hint=source.encoding if source else None)
    recognise_wall(decoded.text, page.final_url)
    seen.text, seen.encoding = decoded.text, decoded.encoding
    seen.listing = listing_links(
        decoded.text, page.final_url, article_url=source.article_url if source else None, selectors=source.selectors if source else None
    )
    seen.remarks += seen.listing.problems


def _start_from_channel(seen: Look, page: Page, kind: Literal["feed", "sitemap"], fetcher: Fetcher, source: Source | None) -> None:
    """A feed or sitemap was given: the section's page is then the site's front page."""
    found = feed_links(page.body, page.url) if kind == "feed" else sitemap_links(page.body, page.url)
    links = list(found.links)
    for address in found.more[: SITEMAPS_AT_MOST - 1]:
        if (more := _try(seen, fetcher, address, "sitemap")) is not None:
            links += sitemap_links(more.body, address).links
    (seen.feeds if kind == "feed" else seen.sitemaps).append(LinkSource(page.url, tuple(links), found.problems))
    seen.remarks.append(f"{page.url} is a {kind}; the section's page was taken to be the site's front page.")
    if links and not same_site(seen.home, links[0].url):
        parts = urlsplit(links[0].url)
        seen.home = f"{parts.scheme}://{parts.netloc}/"
    seen.url = seen.home
    front = _try(seen, fetcher, seen.home, "listing")
    if front is not None:
        seen.page = front
        _read_listing(seen, front, source)


def _read_feeds(seen: Look, fetcher: Fetcher) -> None:
    shown = {identity_key(link.url) for link in seen.listing.links}
    front = urlsplit(seen.url).path.strip("/") == ""
    for address in find_feeds(seen.text, seen.url)[:FEEDS_AT_MOST]:
        page = _try(seen, fetcher, address, "feed")
        if page is None:
            continue
        found = feed_links(page.body, address)
        seen.remarks += found.problems
        if not found.links:
            continue
        first = found.links[: max(len(shown), LIKE_A_LISTING)]
        shared = sum(identity_key(link.url) in shown for link in first) / len(first)
        if front or not shown or shared >= SHARED:
            seen.feeds.append(LinkSource(address, found.links, found.problems))
        else:
            seen.other_feeds.append(address)
        if seen.feeds:
            break  # a second feed of the same news would only be asked twice as often


def _read_sitemaps(seen: Look, fetcher: Fetcher, state: FetchState) -> None:
    """Only a news sitemap says what is new; a sitemap of the whole site would bring its past."""
    record = state.robots(host_key(seen.home))
    told = list(Protego.parse(record.body).sitemaps) if record is not None and record.body else []
    guessed = [] if seen.listing.links else [canonical_url(path, seen.home) for path in GUESSED_SITEMAPS]
    waiting = sorted(dict.fromkeys((*told, *guessed)), key=lambda address: "news" not in address.lower())
    read = 0
    while waiting and read < SITEMAPS_AT_MOST:
        address = waiting.pop(0)
        page = _try(seen, fetcher, address, "sitemap", quiet=address not in told)
        read += 1
        if page is None:
            continue
        found = sitemap_links(page.body, address)
        if any(link.published_raw for link in found.links) or (found.links and not seen.listing.links):
            seen.sitemaps.append(LinkSource(address, found.links, found.problems))
            return
        waiting = [*sorted(found.more, key=lambda one: "news" not in one.lower())[:2], *waiting]


def _read_articles(seen: Look, fetcher: Fetcher, *, now: datetime, source: Source | None) -> None:
    # What the listing shows is what a reader sees; a feed alone may be ahead of it.
    shown = {identity_key(link.url) for link in seen.listing.links}
    links = sorted(seen.links, key=lambda link: identity_key(link.url) not in shown) if shown else list(seen.links)
    for link in links[:TRIED_AT_MOST]:
        if len(seen.specimens) == ARTICLES:
            return
        page = _try(seen, fetcher, link.url, "page", quiet=True)
        if page is None:
            seen.refused.append((link.url, seen.remarks.pop() if seen.remarks else "not fetched"))
            continue
        try:
            decoded = decode(page.body, content_type=page.content_type, hint=source.encoding if source else None)
            article = extract(decoded, page.final_url, now=now, source=source)
        except RasidError as error:
            seen.refused.append((link.url, str(error)))
            continue
        seen.specimens.append(Specimen(link, page, decoded, article))


def _try(
    seen: Look, fetcher: Fetcher, address: str, kind: Literal["page", "listing", "feed", "sitemap"], *, quiet: bool = False
) -> Page | None:
    seen.requests += 1
    try:
        return fetcher.get(address, kind=kind)
    except FetchError as error:
        if not quiet or kind == "page":
            seen.remarks.append(str(error))
        return None


def _nothing_here(url: str, seen: Look, now: datetime) -> RasidError:
    """Why this address cannot be watched, and which one to try."""
    try:
        extract(seen.text or "", seen.url, now=now)
    except Refusal as refusal:
        if refusal.kind is Refused.EMPTY_SHELL:
            return SourceError(
                f"{url}: the page is empty until a browser runs its programs, and no feed or sitemap was found."
                " Give the address of the site's RSS feed or news sitemap instead."
            )
    except (RasidError, ValueError):
        pass
    else:
        return SourceError(f"{url}: this is an article, not a section. Give the page that lists the newest ones, for example {seen.home}")
    tried = "; ".join(seen.remarks[:1])
    return SourceError(
        f"{url}: no list of articles, no feed and no sitemap leads to an article here{f' ({tried})' if tried else ''}."
        f" Give the section's own page, its feed or its sitemap; the front page is {seen.home}"
    )

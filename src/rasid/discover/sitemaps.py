"""Sitemaps, sitemap indexes and Google's news sitemaps → links, in one pass that keeps nothing but the links.

Entities are never expanded, nothing is loaded from outside, gzip is inflated in pieces up to 50 MB.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from lxml import etree

from rasid.discover.dates import read_date
from rasid.discover.feeds import feed_links, plain
from rasid.discover.found import Found, once_each
from rasid.discover.packed import encoding_of, is_cut, mended, pieces_of, sound_pieces
from rasid.discover.shapes import article_urls
from rasid.model.article import Link
from rasid.model.vocabulary import Door, Origin
from rasid.storable import bytes_without_bad_references, storable
from rasid.urls import canonical_url, same_site

ADDRESSES = 50_000
"""The protocol's own limit for one file."""
ELEMENTS = 400_000
"""Read of one file: eight for each address it may have. 51 MB of empty ones took 67 s of processor time and 2 GB."""
DEEPEST = 256
"""Elements within elements: a sitemap has four. A fuzzed one of 317 KB with 10,000 took libxml2 3.4 s."""
MOST_KEPT = 20_000
"""Of one file: a visit reads a thousand articles at most, and where nothing is dated the newest stand at the one end or the other."""
LOOSE_PIECES = 128
LONGEST_ENTRY = 10_000
"""Characters of one entry; those met have up to 3,000."""
NEWS_ENTRY = re.compile(r"<(?:[\w-]{1,20}:)?news>(.*)", re.IGNORECASE | re.DOTALL)
LOOSE_TITLE = re.compile(r"<(?:[\w-]{1,20}:)?title>(.{1,2000}?)</(?:[\w-]{1,20}:)?title>", re.IGNORECASE | re.DOTALL)
LOOSE_DATE = re.compile(r"<(?:[\w-]{1,20}:)?publication_date>([^<]{1,100})<", re.IGNORECASE)
LOCATION = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?([^<\]]{1,2000})", re.IGNORECASE)
MONTH = re.compile(r"(?<!\d)(20[0-4]\d)(?:[-_/.]?(0[1-9]|1[0-2]|[1-9](?!\d)))?(?!\d{3})")
FOREIGN = ("image", "video", "mobile", "xhtml")
NAMED_AS_NEWS = (Door.NEWS_SITEMAP,)


def sitemap_links(body: bytes, url: str, *, since: datetime | None = None) -> Found:
    """The articles of a sitemap; for an index, ``more`` holds its sitemaps, latest first.

    Of a sitemap without news tags only addresses that look like articles are taken. ``since`` (aware) leaves out what was last changed
    before, the archive of the site; a news entry is kept whatever its date says, for a wrong date there is what the rules look for.
    Never raises: a broken sitemap gives what can be read, with a problem.
    """
    problems: list[str] = []
    reader = _Reader(url, since)
    reader.read(body)
    if reader.broken:
        problems.append(f"The sitemap {url} is not well-formed XML ({reader.broken}). What could be read was read.")
    if reader.long:
        problems.append(f"The sitemap {url} is very long; its first {reader.entries:,} entries were read.")
    if is_cut(body):
        problems.append(f"The sitemap {url} is cut off, damaged or larger than 50 MB.")
    if b"<!ENTITY" in next(pieces_of(body), b"").replace(b"\x00", b"").upper():
        problems.append(f"The sitemap {url} declares XML entities. They were not expanded.")
    if reader.root in ("rss", "feed", "RDF"):
        return feed_links(body, url)
    if not reader.links and not reader.more and not reader.older:
        lines = _plain_list(body, url)
        if lines:
            return Found(once_each(_articles(lines)))
        what = "has no addresses" if reader.root in ("urlset", "sitemapindex") else "is no sitemap"
        return Found(problems=(*problems, f"The address {url} {what}. Check it in the seed."))
    if reader.elsewhere:
        problems.append(f"{reader.elsewhere} addresses in the sitemap {url} belong to another site and were passed over.")
    if len(reader.links) > MOST_KEPT:
        problems.append(
            f"The sitemap {url} names {len(reader.links):,} addresses; the first and the last {MOST_KEPT // 2:,} were looked at."
        )
        reader.links = reader.links[: MOST_KEPT // 2] + reader.links[-MOST_KEPT // 2 :]
    links = reader.links if reader.news else _articles(reader.links)
    more = [address for _, address in sorted(reader.more, key=lambda pair: (pair[0], _month_named(pair[1])), reverse=True)]
    return Found(once_each(links), more=tuple(dict.fromkeys(more)), problems=tuple(problems))


class _Reader:
    def __init__(self, url: str, since: datetime | None) -> None:
        self.url = url
        self.since = since
        self.root = ""
        self.links: list[Link] = []
        self.more: list[tuple[float, str]] = []
        self.news = False
        self.elsewhere = 0
        self.older = 0
        self.broken = ""
        self.finished = False
        self.entries = self.elements = self.depth = 0
        self.long = False
        """It goes on after what is read of one file."""

    def read(self, body: bytes) -> None:
        """Read as it is; where that ends at a fault, read again with the usual faults mended; what is still left, by its tags."""
        encoding = encoding_of(body)
        self._parse(sound_pieces(body), encoding)
        if not self.broken:
            return
        broken, whole = self.broken, b"".join(islice(pieces_of(body), LOOSE_PIECES))
        again = _Reader(self.url, self.since)
        again._parse(pieces_of(mended(bytes_without_bad_references(whole))), encoding)
        if len(again.links) + len(again.more) + again.older >= len(self.links) + len(self.more) + self.older:
            self.__dict__.update(again.__dict__)
        if self.broken:
            self._read_loosely(whole.decode(encoding or "utf-8", "replace"))
        self.broken = broken

    def _parse(self, pieces: Iterable[bytes], encoding: str | None) -> None:
        parser = etree.XMLPullParser(
            events=("start", "end"),
            encoding=encoding,
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for piece in pieces:
                parser.feed(piece)
                for event, element in parser.read_events():
                    self._take(event, element)
                if self.entries >= ADDRESSES or self.elements >= ELEMENTS:
                    self.long = not self.finished
                    break
                if self.depth > DEEPEST:
                    self.broken = f"elements within elements, more than {DEEPEST} deep"
                    return
        except (etree.XMLSyntaxError, ValueError) as error:
            self.broken = str(error)[:120]
            return
        faults = [error for error in parser.feed_error_log if error.type_name != "NS_ERR_UNDEFINED_NAMESPACE"]
        if faults:
            self.broken = f"{faults[0].message[:100]}, line {faults[0].line}"
        elif self.root and not self.finished and not self.long:
            self.broken = "it ends too early"

    def _read_loosely(self, text: str) -> None:
        """What no reader of XML gets past is read by its tags, in the first megabytes: address, title and date of each entry."""
        known = {link.url for link in self.links} | {address for _, address in self.more}
        is_index = self.root == "sitemapindex"
        order: dict[str, int] = {}
        self.root = self.root or ("urlset" if "<urlset" in text else "sitemapindex" if "<sitemapindex" in text else "")
        for match in LOCATION.finditer(text):
            address = canonical_url(html.unescape(match[1].strip()), self.url)
            order.setdefault(address, len(order))
            if address in known or not address or len(known) >= ADDRESSES:
                continue
            known.add(address)
            if is_index:
                self.more.append((0.0, address))
            elif same_site(address, self.url):
                end = text.find("<url", match.end())
                self.links.append(
                    self._loose_link(address, text[match.end() : end if end > 0 else match.end() + LONGEST_ENTRY][:LONGEST_ENTRY])
                )

        self.links.sort(key=lambda link: order.get(link.url, len(order)))

    def _loose_link(self, address: str, entry: str) -> Link:
        news = NEWS_ENTRY.search(entry)
        inside = news[1] if news is not None else ""
        title, date = LOOSE_TITLE.search(inside), LOOSE_DATE.search(inside)
        self.news = self.news or news is not None
        raw = date[1].strip() if date is not None else None
        return Link(
            url=address,
            title=plain(title[1]) if title is not None else None,
            published_at=read_date(raw),
            published_raw=raw,
            origin=Origin.SITEMAP,
            doors=NAMED_AS_NEWS if news is not None else (),
        )

    def _take(self, event: str, element: etree._Element) -> None:
        name = _local(element)
        if event == "start":
            self.root = self.root or name
            self.depth += 1
            return
        self.depth -= 1
        self.elements += 1
        if name == "url":
            self.entries += 1
            self._take_address(element)
        elif name == "sitemap":
            self.entries += 1
            self._take_sitemap(element)
        else:
            self.finished = self.finished or (name == self.root and element.getparent() is None)
            return
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]

    def _take_sitemap(self, element: etree._Element) -> None:
        changed = read_date(_text(element, "lastmod"))
        address = self._address(element)
        if not address:
            return
        if self.since and changed and changed < self.since:
            self.older += 1
            return
        self.more.append((changed.timestamp() if changed else 0.0, address))

    def _address(self, element: etree._Element) -> str | None:
        """Where nothing is written nothing is meant: an empty address would be the sitemap's own."""
        location = _text(element, "loc")
        return canonical_url(location, self.url) if location else None

    def _take_address(self, element: etree._Element) -> None:
        address = self._address(element)
        if not address:
            return
        if not same_site(address, self.url):
            self.elsewhere += 1
            return
        news = next((child for child in element if _local(child) == "news"), None)
        if news is None and self.since and (changed := read_date(_text(element, "lastmod"))) and changed < self.since:
            self.older += 1
            return
        self.news = self.news or news is not None
        raw = _text(news, "publication_date") if news is not None else None
        title = plain(_text(news, "title")) if news is not None else None
        doors = NAMED_AS_NEWS if news is not None else ()
        self.links.append(
            Link(url=address, title=title, published_at=read_date(raw), published_raw=raw, origin=Origin.SITEMAP, doors=doors)
        )


def _month_named(address: str) -> tuple[int, int]:
    """Year and month in a sitemap's own address («sitemap-2026-11.xml»), by which an archive without ``lastmod`` is ordered; one of news
    without a month holds the latest."""
    found = MONTH.search(address.rpartition("//")[2].partition("/")[2])
    if found:
        return int(found[1]), int(found[2] or 0)
    return (9999, 0) if "news" in address.rpartition("/")[2] else (0, 0)


def _local(element: etree._Element) -> str:
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    namespace, _, name = tag.rpartition("}")
    prefix, _, name = name.rpartition(":")  # a prefix nobody declared stays part of the name
    # <image:loc> is a picture's address, not the page's
    return "" if prefix in FOREIGN or any(f"sitemap-{foreign}" in namespace for foreign in FOREIGN) else name


def _text(element: etree._Element, name: str) -> str | None:
    for child in element:
        if _local(child) == name:
            return storable(" ".join("".join(child.itertext()).split())) or None
    return None


def _articles(links: list[Link]) -> list[Link]:
    wanted = article_urls([link.url for link in links])
    return [link for link in links if link.url in wanted]


def _plain_list(body: bytes, url: str) -> list[Link]:
    """The protocol allows a text file with an address a line."""
    text = b"".join(pieces_of(body[: 4 * 1024 * 1024])).decode("utf-8", "replace")
    lines = [line.strip() for line in text.splitlines()[:ADDRESSES] if line.strip()]
    if not lines or any(not line.startswith(("http://", "https://")) for line in lines[:20]):
        return []
    addresses = (canonical_url(line) for line in lines)
    return [Link(url=address, origin=Origin.SITEMAP) for address in addresses if address and same_site(address, url)]

"""Feeds a page announces, in its head or by a link."""

from __future__ import annotations

import re

from rasid.discover.anchors import base_of
from rasid.discover.listing import parse
from rasid.urls import canonical_url, same_site

TYPES = re.compile(
    r"(?i)^(?:application/(?:rss|atom|rdf|feed)\+(?:xml|json)|application/(?:x-)?(?:rss|atom)(?:\+xml)?|text/(?:rss|atom)(?:\+xml)?)"
)
XML_TYPE = re.compile(r"(?i)^(?:text|application)/xml")
LOOKS = re.compile(
    r"(?i)(?:/(?:rss|feeds?|atom)(?:/|$|\.|\?)|\.(?:rss|atom|rdf)(?:$|\?)|/(?:rss|feed|atom)[\w-]*\.(?:xml|php|aspx?|jsp)|[?&](?:feed|format)=(?:rss2?|atom|feed)|/rss[\w-]*$)"
)
NOT_NEWS = re.compile(r"(?i)comment|oembed|podcast|/video|playlist|تعليقات")
MOST = 20


def find_feeds(text: str, url: str) -> list[str]:
    """Addresses of feeds named by the page at ``url``, likeliest first: announced in the head, then linked; feeds of comments left out."""
    soup = parse(text)
    base = base_of(soup, url)
    announced: list[str] = []
    for element in soup.find_all("link", href=True):
        relation = element.get("rel") or []
        kind = str(element.get("type") or "").strip()
        href = str(element["href"])
        if ("alternate" in relation or "feed" in relation) and (TYPES.match(kind) or (XML_TYPE.match(kind) and LOOKS.search(href))):
            title = str(element.get("title") or "")
            address = canonical_url(href, base)
            if address and not NOT_NEWS.search(href) and not NOT_NEWS.search(title):
                announced.append(address)
    linked: list[str] = []
    for element in soup.find_all("a", href=True):
        address = canonical_url(str(element["href"]), base)
        if address and same_site(address, url) and LOOKS.search(address) and not NOT_NEWS.search(address):
            linked.append(address)
    return list(dict.fromkeys((*announced, *linked)))[:MOST]

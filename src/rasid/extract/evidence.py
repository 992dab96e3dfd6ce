"""What speaks for a news article, in points, and what for a listing."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from rasid.extract.body import Body
from rasid.extract.document import Document
from rasid.extract.headline import Headline
from rasid.extract.jsonld import ARTICLE_TYPES, MEDIA_TYPES, NEWS_TYPES, JsonLd
from rasid.extract.layout import Layout

SURE = 6.0
"""Points from which the class of a theme or the shape of an address is not believed against the page."""
_DATED_PATH = re.compile(r"/(?:19|20)\d\d[/-]\d{1,2}[/-]\d{1,2}/[^/]{3,}")
"""A story filed under its day; the day's archive has nothing after it."""
NEEDED = 3.0
"""Points of evidence an article needs: a date and a confirmed headline suffice, a heading over some text does not."""


def evidence(
    document: Document, jsonld: JsonLd, headline: Headline, body: Body, machine_date: bool, shown_date: bool, authored: bool
) -> float:
    """Points that speak for a news article."""
    types = jsonld.types()
    length = sum(len(block.text) for block in body.blocks)
    if headline.text is None and not _stands_without_headline(types, length, machine_date, shown_date, authored):
        return 0.0
    score = 0.0
    if not NEWS_TYPES.isdisjoint(types):
        score += 4
    elif not ARTICLE_TYPES.isdisjoint(types):
        score += 2.5
    elif not MEDIA_TYPES.isdisjoint(types):
        score += 1.5
    og_type = (document.meta_first("og:type") or "").lower()
    score += (
        1.5
        if og_type.startswith(("article", "news", "video"))
        else -1
        if og_type in ("product", "profile", "website", "product.item")
        else 0
    )
    score += 2 if machine_date else 0
    score += 1.5 if shown_date else 0
    score += 1 if headline.confirmed else 0
    score += 0.5 if authored else 0
    score += 1 if length >= 300 else 0.5 if length >= 80 else 0
    score += 0.5 if len(body.blocks) >= 3 else 0
    path = urlsplit(document.url).path
    score += 2 if _DATED_PATH.search(path) else 1 if re.search(r"\d{4,}|/20\d\d/", path) else 0
    score += (
        1
        if " single" in document.body_words or "node--type-article" in document.body_words or " node-article" in document.body_words
        else 0
    )
    return score


def _stands_without_headline(types: frozenset[str] | set[str], length: int, machine_date: bool, shown_date: bool, authored: bool) -> bool:
    """A page without any headline is an article that lost it when it has what no other page has: news in its structured data and a text, or a text
    with its date and its author."""
    if length < 80 or not (machine_date or shown_date):
        return not NEWS_TYPES.isdisjoint(types) and length >= 80
    return not NEWS_TYPES.isdisjoint(types) or (authored and length >= 300)


def story_links(layout: Layout) -> int:
    """Links with a headline's length, in the walked page and in what was set aside."""
    count = sum(1 for block in layout.blocks if block.linked >= 25 and block.link_only)
    return count + sum(1 for aside in layout.asides for link in aside.element.css("a[href]") if len(link.text(deep=True, strip=True)) >= 25)


def looks_like_listing(layout: Layout, body: Body, headline: Headline) -> bool:
    """Teasers, not paragraphs: nearly every kept paragraph has a linked headline or heading right before it."""
    length = sum(len(block.text) for block in body.blocks)
    if len(body.blocks) >= 3:
        teased = 0
        for block in body.blocks:
            before = layout.blocks[max(0, block.index - 2) : block.index]
            teased += any(other.linked >= 15 and other.link_only for other in before)
        if teased >= 0.6 * len(body.blocks) and length < 260 * len(body.blocks) and story_links(layout) >= 6:
            return True
    return headline.block is None and length < 250 and story_links(layout) >= 10

"""Under which heading of the site an article stands."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from rasid.arabic.script import clean
from rasid.extract.document import Document, text_of
from rasid.extract.furniture import furniture
from rasid.extract.jsonld import strings
from rasid.extract.layout import Block, Layout
from rasid.extract.matching import key, plain
from rasid.extract.page import ReadPage
from rasid.model import Candidate, Origin
from rasid.urls import canonical_url

_HOME_WORDS = frozenset(
    plain(word) for word in ["الرئيسية", "الصفحة الرئيسية", "رئيسية", "home", "الصفحة الأولى", "Home page", "أنت هنا", "»", "›", "/"]
)
_BETWEEN_CRUMBS = re.compile(r"\s*[>»›‹«/\\]+\s*")


def section_candidates(page: ReadPage, headline: Block | None) -> list[Candidate]:
    """The section as JSON-LD, meta, microdata, the breadcrumb and the label beside the headline name it."""
    document, layout = page.document, page.layout
    found: list[tuple[str, Origin]] = []
    if page.node is not None:
        found += [(text, Origin.JSON_LD) for text in strings(page.node.get("articleSection"))]
    found += [
        (text, Origin.META)
        for name in ("article:section", "og:section", "section", "category", "dc.subject", "parsely-section", "cxenseparse:recs:category")
        for text in document.meta.get(name, ())
    ]
    for box in layout.props("articlesection")[:1]:
        found += [(clean(" ".join(block.text for block in layout.blocks[box.first : box.last + 1])), Origin.MICRODATA)]
    for crumbs in page.linked.of_type(frozenset({"BreadcrumbList"}))[:1]:
        items = crumbs.get("itemListElement")
        names = [name for item in (items if isinstance(items, list) else []) if isinstance(item, dict) for name in _crumb(item)]
        found += [(name, Origin.JSON_LD) for name in _inner(names, headline)[-1:]]
    found += [(name, Origin.TEXT) for name in _inner(_breadcrumb(layout, headline), headline)[-1:]]
    if not found:
        label = _label(document, layout, headline) or _filed(document, layout, headline) or _over(layout, headline)
        found += [(label, Origin.TEXT)] if label else []
    candidates: list[Candidate] = []
    for text, origin in found:
        text = clean(text)
        if 2 <= len(text) <= 60 and not text.startswith("http") and all(other.value != text for other in candidates):
            candidates.append(Candidate(text, origin, text))
    return candidates


def _crumb(item: dict[str, object]) -> list[str]:
    if isinstance(item.get("name"), str):
        return [str(item["name"])]
    inner = item.get("item")
    return [inner["name"]] if isinstance(inner, dict) and isinstance(inner.get("name"), str) else []


def _breadcrumb(layout: Layout, headline: Block | None) -> list[str]:
    if headline is None:
        return []
    found = []
    for block in layout.blocks[max(0, headline.index - 8) : headline.index]:
        crumb = any("bread" in mark.name.lower() or "crumb" in mark.name.lower() for mark in block.box.marked)
        if crumb and len(block.text) <= 40:
            found.append(block.text)
        elif len(pieces := _BETWEEN_CRUMBS.split(block.text)) > 1 and plain(pieces[0]) in _HOME_WORDS:
            found += pieces  # no class says so, but it begins at home
    return found


_SECTION_NAME = re.compile(r"section|categor|rubric|(?:^|[-_ ])cat(?:$|[-_ ])", re.IGNORECASE)
_MARKED_OTHERWISE = frozenset({"related", "author", "share", "comments", "footer", "sidebar", "caption", "promo", "ads", "hidden"})
_HOME = re.compile(r"(?:https?://[^/?#]+)?/?$", re.IGNORECASE)
LONGEST_SECTION = 30
MOST_UNDER = 120
"""Blocks from the headline on that are searched for the section under the text."""


def _label(document: Document, layout: Layout, headline: Block | None) -> str | None:
    """A short link beside the headline to an address above the article's own, or in a box that calls itself section or category."""
    if headline is None:
        return None
    path = urlsplit(canonical_url(document.url)).path
    folders = {plain(folder.replace("-", " ")) for folder in unquote(path).split("/")[1:-1]}
    for block in layout.blocks[max(0, headline.index - 5) : headline.index + 4]:
        if block is headline or len(block.text) > 3 * LONGEST_SECTION or not _fits(block.text[:LONGEST_SECTION]):
            continue
        above = next((link for link in block.links if _is_above(link, path, document.url)), None)
        if above is not None and not block.link_only:  # a date or a name stands in the same line
            link = next((link for link in block.box.element.css("a[href]") if link.attributes.get("href") == above), None)
            if link is not None and _fits(text := text_of(link)):
                return text
        if len(block.text) > LONGEST_SECTION:
            continue
        parent = block.box.parent
        if (
            (above is not None and block.link_only)
            or plain(block.text) in folders
            or _SECTION_NAME.search(block.box.name)
            or (block.link_only and parent is not None and _SECTION_NAME.search(parent.name) and parent.text <= 60)
        ):
            return block.text
    return None


def _filed(document: Document, layout: Layout, headline: Block | None) -> str | None:
    """The link that says it leads to the story's category, or stands under the text in a box of that name («نشرت في …»)."""
    if document.categories and _fits(text := text_of(document.categories[0])):
        return text
    for block in layout.blocks[headline.index if headline is not None else 0 :][:MOST_UNDER]:
        if not block.linked or len(block.text) > 2 * LONGEST_SECTION:
            continue
        if block.link_only and _fits(block.text) and _MARKED_OTHERWISE.isdisjoint(block.marks):
            outer = block.box.parent
            if _SECTION_NAME.search(block.box.name) or (outer is not None and outer.text <= 60 and _SECTION_NAME.search(outer.name)):
                return block.text
        elif _SECTION_NAME.search(block.box.name):
            link = block.box.element.css_first("a[href]")
            if link is not None and _fits(text := text_of(link)) and _MARKED_OTHERWISE.isdisjoint(block.marks):
                return text
    return None


def _over(layout: Layout, headline: Block | None) -> str | None:
    """The last short link before the headline, a few lines over it: there newsrooms put the section."""
    if headline is None:
        return None
    over = layout.blocks[max(0, headline.index - 4) : headline.index]
    for block in reversed(over):
        if any(map(_HOME.match, block.links[:1])):
            continue  # the site's name
        if sum(other.link_only and (other.box is block.box or other.box.parent is block.box.parent) for other in over) > 2:
            return None  # a menu
        if (
            block.link_only
            and len(block.links) == 1
            and _fits(block.text)
            and _MARKED_OTHERWISE.isdisjoint(block.marks)
            and "nav" not in block.marks
        ):
            return block.text
        if len(block.links) == 1 and block.index == headline.index - 1 and len(block.text) <= 2 * LONGEST_SECTION:
            link = block.box.element.css_first("a[href]")
            return text if link is not None and _fits(text := text_of(link)) and _MARKED_OTHERWISE.isdisjoint(block.marks) else None
    return None


def _fits(text: str) -> bool:
    return 2 <= len(text) <= LONGEST_SECTION and plain(text) not in _HOME_WORDS and furniture(text) is None


def _is_above(link: str, path: str, base: str) -> bool:
    own = urlsplit(canonical_url(link, base)).path.rstrip("/")
    return len(own) > 1 and path.startswith(f"{own}/")


def _inner(names: list[str], headline: Block | None) -> list[str]:
    title = key(headline.text) if headline is not None else ""
    return [
        name
        for name in names
        if plain(name) not in _HOME_WORDS and key(name) != title and not title.startswith(key(name.rstrip(". …")) or "\0")
    ]

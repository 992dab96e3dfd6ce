"""The links of a page, gathered by the address they lead to, each with the best words that were found for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from rasid.discover.shapes import ASSET, evidence
from rasid.urls import canonical_url, identity_key, same_site

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TITLE_CLASS = re.compile(r"(?i)(?:^|[-_ ])(?:title|headline|heading|ttl|caption-title|name)(?:$|[-_ ])")
CALLS = re.compile(
    r"(?i)^[\W\d]*(?:(?:اقرأ|إقرأ|اقرا|أكمل|تابع|شاهد|مشاهدة|عرض|للمزيد|لمزيد)?\s*(?:من\s+)?(?:ال)?(?:مزيد|تفاصيل|قراءة|خبر كاملا|خبر|بقية|تتمة|المقال|مشاهدة)|للمزيد|تتمة|شاهد|التالي|السابق"
    r"|read(?: more)?|more|details|continue(?: reading)?|watch|view(?: all)?|share|next|previous|comments?|\d*\s*(?:تعليق|تعليقات|مشاهدة|مشاهدات|صورة|صور))[\W\d]*$"
)
"""Words on a link that call to it and say nothing about it."""
STAMP = re.compile(r"^[\W\d]*(?:(?:منذ|قبل)\s.{1,25}|[\d٠-٩]{1,2}[\s/:.-].{0,25}\d.*)$")
"""A date or «منذ ساعة» that is itself the link."""
CUT = re.compile(r"(?:\.{2,}|…|\[…\])\s*$")
CARD_DEPTH = 5


@dataclass
class Target:
    """One address and everything on the page that links to it."""

    url: str
    evidence: float
    anchors: list[Tag] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    in_heading: bool = False

    @property
    def title(self) -> str | None:
        """The fullest words: not cut, then the longest of reasonable length."""
        usable = [title for title in self.titles if len(title) <= 300] or [title[:300] for title in self.titles]
        return max(usable, key=lambda title: (not CUT.search(title), len(title)), default=None)

    @property
    def like_headline(self) -> bool:
        title = self.title or ""
        if len(title) >= 22 or len(title.split()) >= 4:
            return True
        # a short one, dressed as a headline and leading to what is surely an article
        return self.in_heading and self.evidence >= 1.3 and len(title.split()) >= 2

    @property
    def silent(self) -> bool:
        """Only pictures and «read more» link to it."""
        return not self.titles


def targets_of(anchors: Iterable[Tag], *, base: str, page: str) -> dict[str, Target]:
    """Addresses of the same site other than the page itself, in the page's order, by identity."""
    home = identity_key(canonical_url("/", base))
    own = {identity_key(page), home, identity_key(base)}
    found: dict[str, Target] = {}
    for anchor in anchors:
        href = str(anchor.get("href") or "").strip()
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "whatsapp:", "data:")):
            continue
        url = canonical_url(href, base)
        if not url or not same_site(url, page) or ASSET.search(url.partition("?")[0]):
            continue
        key = identity_key(url)
        if key in own:
            continue
        target = found.get(key)
        if target is None:
            target = found[key] = Target(url, evidence(url))
        target.anchors.append(anchor)
        title, in_heading = words_of(anchor)
        target.in_heading = target.in_heading or in_heading
        if title and title not in target.titles:
            target.titles.append(title)
    return found


def words_of(anchor: Tag) -> tuple[str | None, bool]:
    """What the link says, and whether it is (part of) a heading."""
    inner = anchor.find(HEADINGS) or anchor.find(class_=TITLE_CLASS)
    in_heading = anchor.find_parent(HEADINGS) is not None or (isinstance(inner, Tag) and inner.name in HEADINGS)
    text = _folded(inner.get_text(" ")) if isinstance(inner, Tag) else ""
    text = text or _headline_of(anchor) or _folded(anchor.get_text(" "))
    said = str(anchor.get("title") or "")
    if _says_something(text):
        full = _folded(said)
        # the attribute often holds the headline that the card cuts
        return (full if CUT.search(text) and len(full) > len(text) else text), in_heading
    picture = anchor.find("img")
    for other in (said, str(anchor.get("aria-label") or ""), str(picture.get("alt") or "") if isinstance(picture, Tag) else ""):
        if _says_something(_folded(other)) and len(other.split()) >= 3:
            return _folded(other), in_heading
    return None, in_heading


def _headline_of(card: Tag) -> str | None:
    """A whole card that is one link: its section, headline, teaser and hour stand in elements of their own; the headline is the first of them
    that reads like one."""
    if any(isinstance(child, NavigableString) and not isinstance(child, PreformattedString) and child.strip() for child in card.children):
        return None
    texts = [_folded(leaf.get_text(" ")) for leaf in card.find_all(True) if leaf.find(True) is None]
    texts = [text for text in texts if text]
    if len(texts) < 2:
        return None
    return next((text for text in texts if len(text) >= 22 and len(text.split()) >= 4 and _says_something(text)), None)


def words_of_card(target: Target) -> str | None:
    """The heading of the card round a picture link, where the heading itself is no link."""
    for anchor in target.anchors[:3]:
        card = anchor.parent
        for _ in range(CARD_DEPTH):
            if card is None or card.name in ("body", "[document]"):
                break
            inside = card.find_all("a", href=True, limit=8)
            if len(inside) > 6 or len({str(other.get("href")) for other in inside}) > 2:
                break
            heading = card.find(HEADINGS) or card.find(class_=TITLE_CLASS)
            if isinstance(heading, Tag) and _says_something(text := _folded(heading.get_text(" "))):
                return text
            card = card.parent
    return None


def base_of(soup: BeautifulSoup, url: str) -> str:
    """What the page's links are relative to."""
    element = soup.find("base", href=True)
    return canonical_url(str(element["href"]), url) or url if isinstance(element, Tag) else url


def _says_something(text: str) -> bool:
    return len(text) > 3 and not CALLS.match(text) and not STAMP.match(text) and any(character.isalpha() for character in text)


def _folded(text: str) -> str:
    return " ".join(text.split())

"""The links of a page, gathered by the address they lead to, each with the best words that were found for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from rasid.arabic.dates import find_dates
from rasid.discover.shapes import ASSET, evidence
from rasid.urls import canonical_url, identity_key, same_site

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TITLE_CLASS = re.compile(r"(?i)(?:^|[-_ ])(?:title|headline|heading|ttl|caption-title|name)(?:$|[-_ ])")
CALLS = re.compile(
    r"(?i)^[\W\d]*(?:(?:اقرأ|إقرأ|اقرا|أكمل|تابع|شاهد|مشاهدة|عرض|للمزيد|لمزيد)?\s*(?:من\s+)?(?:ال)?(?:مزيد|تفاصيل|قراءة|خبر كاملا|خبر|بقية|تتمة|المقال|مشاهدة)|للمزيد|تتمة|شاهد|التالي|السابق"
    r"|read(?: more)?|more|details|continue(?: reading)?|watch|view(?: all)?|share|next|previous|comments?|\d*\s*(?:تعليق|تعليقات|مشاهدة|مشاهدات|صورة|صور)|(?:لا توجد|لا|أضف|اترك)\s*(?:تعليقات|تعليق|تعليقا|تعليقًا)|no comments|leave a comment)[\W\d]*$"
)
"""Words on a link that call to it and say nothing about it."""
LONGEST_CALL = 200
"""Characters; the pattern is quadratic in them."""
LANGUAGES = re.compile(
    r"(?i)^(?:en|eng|english|fr|fra|français|francais|es|español|tr|türkçe|de|deutsch|ru|русский|עברית|فارسی|فارسي|کوردی|كوردي|kurdî|中文|ar|عربي|عربية|العربية)$"
)
"""A link to the same page in another language."""
STAMP = re.compile(r"^\W*(?:(?:منذ|قبل)\s+(?:لحظات|قليل|ثوان|ثواني|دقائق|ساعات)|الآن)\W*$")
"""What is no date to a reader of dates: nobody can tell which."""
DATED = re.compile(r"\d|^\W*(?:منذ|قبل|أمس|اليوم|مساء|صباح)\b")
CALL_TO = re.compile(
    r"(?i)^(?:(?:اقرأ|إقرأ|اقرا|أكمل|تابع|شاهد)\s+(?:المزيد|التفاصيل|القراءة|قراءة)(?:\s+(?:عن|حول))?|(?:المزيد|التفاصيل)\s*:|read more(?:\s+(?:about|on))?|continue reading)\s*[:\"“«|–-]*\s*(?=\S)"
)
"""The call before the headline it repeats: «اقرأ المزيد: …», for those who hear the page."""
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
    spoken: dict[int, tuple[bool, int]] = field(default_factory=dict)
    """Whether each link is a heading's and how many letters of title it says, by the link's id."""

    @property
    def bearer(self) -> Tag:
        """The link that carries the headline."""
        return max(self.anchors, key=lambda anchor: self.spoken.get(id(anchor), (False, 0)))

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
        if LANGUAGES.match(anchor.get_text(strip=True)):
            continue
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
        target.spoken[id(anchor)] = (in_heading and title is not None, len(title or ""))
        if title and title not in target.titles:
            target.titles.append(title)
    return _one_each(found)


def _one_each(targets: dict[str, Target]) -> dict[str, Target]:
    """«/story/77-slug» and «/story/77-slug?ref=list» with the same words, or with none, are one story, at its bare address if the page has it.

    Only where the path alone is an article's: one script with a long name may serve every story by a number in its query.
    """
    kept: dict[str, Target] = {}
    by_path: dict[str, str] = {}
    for key, target in targets.items():
        bare = target.url.partition("?")[0]
        first = kept.get(by_path.setdefault(bare, key))
        if first is None or evidence(bare) < 0.5 or _two_stories(first, target):
            kept[key] = target
            continue
        first.url = min(first.url, target.url, key=lambda url: ("?" in url, url != first.url))
        first.evidence = evidence(first.url)
        first.anchors += target.anchors
        first.spoken |= target.spoken
        first.titles += [title for title in target.titles if title not in first.titles]
        first.in_heading = first.in_heading or target.in_heading
    return kept


def _two_stories(one: Target, other: Target) -> bool:
    return one.like_headline and other.like_headline and not set(one.titles) & set(other.titles)


def words_of(anchor: Tag) -> tuple[str | None, bool]:
    """What the link says, and whether it is (part of) a heading."""
    inner = _main_heading(anchor) or anchor.find(class_=TITLE_CLASS)
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


def _main_heading(anchor: Tag) -> Tag | None:
    """The heading of a card that is one link: of several the highest that reads like a headline, for a kicker («عاجل») may be a heading as well."""
    headings = [heading for heading in anchor.find_all(HEADINGS) if isinstance(heading, Tag)]
    if len(headings) < 2:
        return headings[0] if headings else None
    return min(headings, key=lambda heading: (len(heading.get_text(strip=True)) < 22, heading.name))


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
            if isinstance(heading, Tag) and _leads_elsewhere(heading, target):
                break
            if isinstance(heading, Tag) and _says_something(text := _folded(heading.get_text(" "))):
                return text
            card = card.parent
    return None


def _leads_elsewhere(heading: Tag, target: Target) -> bool:
    """The heading is another link's: the story's, where this one leads to its English twin or to its author."""
    link = heading if heading.name == "a" else heading.find_parent("a", href=True) or heading.find("a", href=True)
    return isinstance(link, Tag) and link.get("href") not in [anchor.get("href") for anchor in target.anchors]


def base_of(soup: BeautifulSoup, url: str) -> str:
    """What the page's links are relative to."""
    element = soup.find("base", href=True)
    return canonical_url(str(element["href"]), url) or url if isinstance(element, Tag) else url


def _says_something(text: str) -> bool:
    return (
        len(text) > 3
        and not (len(text) <= LONGEST_CALL and CALLS.match(text))
        and not STAMP.match(text)
        and any(character.isalpha() for character in text)
        and not _is_a_date(text)
    )


def _is_a_date(text: str) -> bool:
    """«نوفمبر 19, 2026» on a link: the story's, but not its headline."""
    if len(text) > 60 or DATED.search(text) is None:
        return False
    rest, at = "", 0
    for found in find_dates(text, now=None):
        rest, at = rest + text[at : found.start], found.end
    return at > 0 and not any(character.isalpha() for character in rest + text[at:])


def _folded(text: str) -> str:
    return CALL_TO.sub("", " ".join(text.split()))

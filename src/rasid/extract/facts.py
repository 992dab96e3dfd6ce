"""What is known of a page when it is asked whether it is an article: counted once, read by every test of :mod:`rasid.extract.refusal`."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from rasid.extract.jsonld import MEDIA_TYPES, NEWS_TYPES, strings, types_of
from rasid.extract.matching import plain

if TYPE_CHECKING:
    from rasid.extract.body import Body
    from rasid.extract.document import Document
    from rasid.extract.headline import Headline
    from rasid.extract.jsonld import JsonLd, Node
    from rasid.extract.layout import Block, Layout

STORY_HEADLINE = 20
"""Characters from which a heading can be a story's: «404», «بحث», «تسجيل الدخول» have fewer."""
SHORTEST_STATED = 200
"""Characters from which a text in the page's data is an article's: shorter ones are descriptions."""
STORY_LINK = 25
"""Characters of a link that can be a headline."""
PARAGRAPH = 80
"""Characters outside links from which a block is a paragraph: shorter ones are labels, captions, buttons."""
MOST_SHOWN = 60
"""Blocks at the head of a page in which it says what it is."""
_HOME_PATH = re.compile(r"^/?(?:(?:ar|arabic|index|home|default|main|الرئيسية|en|fa)(?:\.(?:html?|php|aspx|jsp))?/?)?$", re.IGNORECASE)
_LISTING_PATH = re.compile(
    r"/(?:category|categories|section|sections|tags?|topics?|archives?|author|authors|page|قسم|أقسام|تصنيف|وسم|كاتب|أرشيف)(?:/[^/]*){0,3}/?$|/page/\d+/?$",
    re.IGNORECASE,
)
_DATED_PATH = re.compile(r"/(?:19|20)\d\d[/-]\d{1,2}[/-]\d{1,2}/[^/]{3,}")
"""A story filed under its day; the day's archive has nothing after it."""
_NUMBER = re.compile(r"\d{4,}")
_SLUG_BREAK = re.compile(r"[-_\s.]+")
_LIST_TYPES = frozenset({"CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage"})
_GOODS = frozenset({"Product", "ProductGroup", "Offer"})
_LIST_THEMES = (" home ", " blog ", " archive ", " category ")
_STORY_THEMES = (" single ", " single-post ", " node--type-article ", " node-article ")


@dataclass(slots=True)
class Evidence:
    """What speaks for an article besides its text, as the readers of the fields found it."""

    vouched: bool = False
    """The seed's own selector named the headline."""
    machine_date: bool = False
    """Metadata tell when it appeared."""
    shown_date: bool = False
    """So does the page, beside the headline or the text."""
    dated: bool = False
    """A publication date was read that does not come from the address alone."""
    authored: bool = False


@dataclass(frozen=True)
class PageFacts:
    """Counts are in characters or blocks. Nothing in here is a judgement."""

    document: Document
    layout: Layout
    types: frozenset[str]
    node: Node | None = None
    """The structured data's node of this very article."""
    headline: str | None = None
    heading: Block | None = None
    confirmed: bool = False
    """The heading the page shows and its metadata say the same."""
    body: int = 0
    """Characters of the body that was found."""
    paragraphs: int = 0
    evidence: Evidence = field(default_factory=Evidence)

    @property
    def url(self) -> str:
        return self.document.url

    @cached_property
    def path(self) -> str:
        return unquote(urlsplit(self.url).path)

    @cached_property
    def query(self) -> str:
        return urlsplit(self.url).query

    @cached_property
    def title(self) -> str:
        return self.document.title or ""

    @cached_property
    def theme(self) -> str:
        return self.document.body_words

    @property
    def news(self) -> bool:
        """A node of structured data says that it is news."""
        return self.node is not None and not NEWS_TYPES.isdisjoint(types_of(self.node))

    @property
    def stated(self) -> bool:
        """The text stands in the page's data, whatever its frame shows."""
        return self.node is not None and any(len(text) >= SHORTEST_STATED for text in strings(self.node.get("articleBody")))

    @property
    def dated(self) -> bool:
        return self.evidence.dated

    @property
    def text(self) -> int:
        """Characters of text walked."""
        return self.layout.text

    @cached_property
    def hidden(self) -> int:
        """Characters of prose in what the walk set aside."""
        return int(sum(aside.prose for aside in self.layout.asides))

    @property
    def prose(self) -> float:
        return self.layout.prose

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The lines before the first link to a story, links left out: there a page says what it is."""
        found: list[str] = []
        for block in self.layout.blocks[:MOST_SHOWN]:
            if block.link_only and len(block.text) >= STORY_LINK:
                break
            if not block.link_only:
                found.append(block.text)
        return tuple(found)

    @cached_property
    def words(self) -> str:
        return plain(" ".join(block.text for block in self.layout.blocks[:MOST_SHOWN])[:4000])

    @cached_property
    def stories(self) -> int:
        """Links of a headline's length, in the walked page and in what was set aside."""
        count = sum(1 for block in self.layout.blocks if block.linked >= STORY_LINK and block.link_only)
        links = (link for aside in self.layout.asides for link in aside.element.css("a[href]"))
        return count + sum(1 for link in links if len(link.text(deep=True, strip=True)) >= STORY_LINK)

    @cached_property
    def password(self) -> bool:
        return self.document.tree.css_first("input[type=password]") is not None

    @property
    def home(self) -> bool:
        return _HOME_PATH.match(self.path) is not None

    @cached_property
    def features(self) -> dict[str, float]:
        """What :mod:`rasid.extract.pagekind` weighs, each about 0 to 2."""
        return {name: float(value) for name, value in self._features()}

    def _features(self) -> list[tuple[str, float]]:
        return [*self._told_features(), *self._text_features(), *self._address_features()]

    def _told_features(self) -> list[tuple[str, float]]:
        og_type = (self.document.meta_first("og:type") or "").lower()
        return [
            ("node_news", self.news),
            ("node_article", not self.news and self.node is not None),
            ("node_media", not MEDIA_TYPES.isdisjoint(self.types)),
            ("node_list", not _LIST_TYPES.isdisjoint(self.types)),
            ("node_goods", not _GOODS.isdisjoint(self.types) or og_type.startswith("product")),
            ("og_article", og_type.startswith(("article", "news", "video"))),
            ("og_site", og_type in ("website", "profile")),
            ("theme_list", any(word in self.theme for word in _LIST_THEMES) and " single " not in self.theme),
            ("theme_story", any(word in self.theme for word in _STORY_THEMES)),
            ("machine_date", self.evidence.machine_date),
            ("shown_date", self.evidence.shown_date),
            ("authored", self.evidence.authored),
            ("confirmed", self.confirmed or self.evidence.vouched),
            ("heading", self.heading is not None),
            ("headline_length", min(len(self.headline or ""), 80) / 40),
        ]

    def _text_features(self) -> list[tuple[str, float]]:
        blocks = self.layout.blocks
        text = sum(len(block.text) for block in blocks)
        linked = sum(block.linked for block in blocks)
        paragraphs = [block for block in blocks if len(block.text) - block.linked >= PARAGRAPH]
        prose = sum(len(block.text) - block.linked for block in paragraphs)
        stories = sum(block.linked >= STORY_LINK and block.link_only for block in blocks)
        linked_headings = sum(block.heading and block.tag != "h1" and block.link_only for block in blocks)
        return [
            ("longest_run", _scale(_longest_run(blocks)) / 5),
            ("prose_share", prose / max(text, 1)),
            ("body_length", _scale(self.body) / 5),
            ("link_share", linked / max(text, 1)),
            ("story_links", _scale(stories) / 3),
            ("linked_headings", _scale(linked_headings) / 2),
            ("teased", sum(_teased(blocks, block) for block in paragraphs) / len(paragraphs) if paragraphs else 1.0),
            ("no_paragraph", not paragraphs),
        ]

    def _address_features(self) -> list[tuple[str, float]]:
        last = self.path.rstrip("/").rsplit("/", 1)[-1]
        words = sum(map(bool, _SLUG_BREAK.split(last)))
        if _NUMBER.search(self.path):
            words = max(words, 5)  # a story's number says as much as its words
        return [
            ("slug", min(words, 6) / 3),
            ("dated_path", _DATED_PATH.search(self.path) is not None),
            ("list_path", _LISTING_PATH.search(self.path) is not None),
            ("home_path", self.home and not self.query),
        ]


def facts_of(
    document: Document,
    layout: Layout,
    jsonld: JsonLd,
    node: Node | None,
    read: tuple[Headline, Body] | None = None,
    evidence: Evidence | None = None,
) -> PageFacts:
    """The facts of a page. Headline and body are not ``read`` of one that is only asked whether it is a wall."""
    headline, body = read or (None, None)
    return PageFacts(
        document,
        layout,
        frozenset(jsonld.types()),
        node,
        headline.text if headline is not None else None,
        headline.block if headline is not None else None,
        headline is not None and headline.confirmed,
        sum(len(block.text) for block in body.blocks) if body is not None else 0,
        len(body.blocks) if body is not None else 0,
        evidence or Evidence(),
    )


def _scale(count: int) -> float:
    """Twice as much counts the same step more."""
    return math.log1p(count)


def _longest_run(blocks: list[Block]) -> int:
    """Characters of the longest text that no link to a story interrupts: an article's text runs on, a listing's teasers stand between links."""
    best = run = 0
    for block in blocks:
        if block.link_only and block.linked >= STORY_HEADLINE:
            run = 0
        elif (own := len(block.text) - block.linked) >= PARAGRAPH:
            run += own
            best = max(best, run)
    return best


def _teased(blocks: list[Block], block: Block) -> bool:
    """A linked headline stands right before the paragraph, or a link right after it."""
    before = blocks[max(0, block.index - 2) : block.index]
    return any(other.link_only and other.linked >= 15 for other in before) or any(
        other.link_only for other in blocks[block.index + 1 : block.index + 2]
    )

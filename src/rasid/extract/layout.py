"""One walk over the page: text blocks in reading order, the boxes they lie in, and how much prose every box holds.

A *block* is a run of inline text between two block boundaries or line breaks. A *box* is a block-level element, or an inline one whose name
marks it as furniture. Everything later (headline, body, dates, refusals) reads blocks and boxes, never the tree again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from rasid.arabic.script import clean
from rasid.extract.document import Document
from rasid.extract.marks import kind_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNREAD = frozenset(
    """script style noscript template svg canvas iframe object embed audio video button select option textarea input datalist head map math
    amp-iframe amp-analytics amp-video amp-youtube amp-audio amp-pixel amp-consent amp-state frameset meter progress""".split()
)
_INLINE = frozenset(
    """a span b strong i em u font small big sub sup mark abbr cite q code kbd s strike del ins bdi bdo ruby rt rp time label tt var samp wbr nobr acronym dfn data img
    picture source amp-img area link meta base""".split()
)
_TAG_MARKS = {
    "nav": "nav",
    "footer": "footer",
    "aside": "sidebar",
    "header": "header",
    "figcaption": "caption",
    "caption": "caption",
    "time": "meta",
    "dialog": "promo",
    "menu": "nav",
    "amp-sidebar": "nav",
    "amp-ad": "ads",
    "amp-embed": "ads",
    "amp-carousel": "media",
    "amp-twitter": "embed",
    "amp-facebook": "embed",
    "amp-instagram": "embed",
    "amp-social-share": "share",
    "amp-next-page": "related",
    "amp-user-notification": "promo",
}
_ROLE_MARKS = {"navigation": "nav", "complementary": "sidebar", "contentinfo": "footer", "banner": "header", "search": "nav", "dialog": "promo", "alertdialog": "promo", "menu": "nav"}
_HIDING = frozenset({"hidden", "d-none", "sr-only", "visually-hidden", "screen-reader-text", "hide", "hidespan", "no-display", "element-invisible", "visuallyhidden"})
_KEPT_PROPS = frozenset({"headline", "name", "alternativeheadline", "description", "articlebody", "author", "datepublished", "datemodified", "datecreated", "articlesection", "keywords", "text"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LONGEST_BLOCK = 100_000
"""Characters kept of one block: no paragraph is longer, and 10 MB without a tag must not cost seconds."""
_SENTENCE_SIGNS = ("،", ".", "؛", ":", ",", "؟", "!", "۔", "…", "»", '"')


@dataclass(slots=True, eq=False)
class Box:
    element: _Element
    tag: str
    name: str
    """Classes and id."""
    parent: Box | None
    mark: str | None = None
    marked: tuple[Box, ...] = ()
    """This box and those round it that carry a mark, outermost first."""
    prop: str | None = None
    """itemprop, lower case."""
    text: int = 0
    linked: int = 0
    prose: float = 0.0
    images: int = 0
    first: int = 0
    last: int = -1
    """Indices of its blocks."""

    def holds(self, index: int) -> bool:
        return self.first <= index <= self.last

    def is_in(self, other: Box) -> bool:
        box: Box | None = self
        while box is not None:
            if box is other:
                return True
            box = box.parent
        return False


@dataclass(slots=True, eq=False)
class Block:
    text: str
    tag: str
    """Of the box it lies in."""
    box: Box
    index: int
    linked: int = 0
    """Characters of link text."""
    bold: int = 0
    links: tuple[str, ...] = ()
    after_break: bool = False
    marks: tuple[str, ...] = ()
    """Kinds in force (see :meth:`Layout.settle`)."""
    prose: float = 0.0

    @property
    def heading(self) -> bool:
        return self.tag in HEADINGS

    @property
    def link_only(self) -> bool:
        return self.linked >= 0.85 * len(self.text)


@dataclass(slots=True)
class Layout:
    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    images: list[tuple[int, Box, str]] = field(default_factory=list)
    """(number of blocks before it, box, address)"""
    password_fields: int = 0
    root: Box | None = None

    @property
    def prose(self) -> float:
        return self.root.prose if self.root is not None else 0.0

    def props(self, name: str) -> list[Box]:
        return [box for box in self.boxes if box.prop is not None and name in box.prop.split()]

    def settle(self, headline: Block | None) -> None:
        """Lift marks from boxes that hold the headline or most of the page's prose, alone or together with others of the same name (a class that
        every paragraph wears says nothing of furniture); then give every block the marks that remain."""
        total = self.prose
        void: set[int] = set()
        alike: dict[str, float] = {}
        marked = [box for box in self.boxes if box.mark is not None]
        for box in marked:
            alike[box.name] = alike.get(box.name, 0.0) + box.prose
        for box in marked:
            share = 0.85 if box.mark in ("comments", "footer", "nav", "related") else 0.5
            together = alike[box.name] if box.name else box.prose
            if (headline is not None and box.holds(headline.index) and box.last > headline.index) or (total > 0 and together > share * total):
                void.add(id(box))
        cache: dict[int, tuple[str, ...]] = {}
        for block in self.blocks:
            key = id(block.box)
            marks = cache.get(key)
            if marks is None:
                marks = tuple(box.mark for box in block.box.marked if box.mark is not None and id(box) not in void)
                cache[key] = marks
            block.marks = marks


def lay_out(document: Document) -> Layout:
    """Blocks and boxes of the page's body. Linear in the size of the tree."""
    layout = Layout()
    if document.root is None:
        return layout
    top = document.root.find("body") if document.root.tag == "html" else document.root
    _Walk(layout).run(document.root if top is None else top)
    return layout


class _Walk:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.parts: list[str] = []
        self.linked = 0
        self.bold = 0
        self.links: list[str] = []
        self.in_link = 0
        self.in_bold = 0
        self.broken = False

    def run(self, top: _Element) -> None:
        open_boxes: list[Box | None] = []
        box = Box(top, "body", "", None)
        self.layout.root = box
        self.layout.boxes.append(box)
        walker = etree.iterwalk(top, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            if event == "start":
                if element is top:
                    self._add(element.text)
                    open_boxes.append(None)
                    continue
                if tag in _UNREAD:
                    if tag == "input" and (element.get("type") or "").lower() == "password":
                        self.layout.password_fields += 1
                    walker.skip_subtree()
                    open_boxes.append(None)
                    continue
                if tag == "br" or tag == "hr":
                    self._flush(box)
                    self.broken = True
                    open_boxes.append(None)
                    continue
                name, mark, prop = _read(element, tag)
                inline = tag in _INLINE
                if not inline or mark is not None or prop is not None:
                    self._flush(box)
                    self.broken = False
                    new = Box(element, tag, name, box, mark, box.marked, prop, first=len(self.layout.blocks))
                    if mark is not None:
                        new.marked = (*box.marked, new)
                    self.layout.boxes.append(new)
                    open_boxes.append(box)
                    box = new
                else:
                    open_boxes.append(None)
                if inline:
                    if tag == "a":
                        self.in_link += 1
                        if href := element.get("href"):
                            self.links.append(href)
                    elif tag in ("b", "strong"):
                        self.in_bold += 1
                    elif tag in ("img", "amp-img"):
                        box.images += 1
                        address = element.get("data-src") or element.get("data-lazy-src") or element.get("data-original") or element.get("src")
                        if address:
                            self.layout.images.append((len(self.layout.blocks), box, address))
                self._add(element.text)
            else:
                outer = open_boxes.pop()
                if outer is not None:
                    self._flush(box)
                    self._close(box, outer)
                    box = outer
                if tag == "a":
                    self.in_link = max(0, self.in_link - 1)
                elif tag in ("b", "strong"):
                    self.in_bold = max(0, self.in_bold - 1)
                if element is not top:
                    self._add(element.tail)
        self._flush(box)
        box.last = len(self.layout.blocks) - 1

    def _add(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            if self.in_link:
                self.linked += len(text)
            if self.in_bold:
                self.bold += len(text)

    def _close(self, box: Box, outer: Box) -> None:
        box.last = len(self.layout.blocks) - 1
        outer.text += box.text
        outer.linked += box.linked
        outer.prose += box.prose
        outer.images += box.images

    def _flush(self, box: Box) -> None:
        if not self.parts:
            if not self.in_link:
                self.links.clear()
            return
        raw = "".join(self.parts)
        self.parts.clear()
        text = clean(raw[:LONGEST_BLOCK])
        if any(map(str.isalnum, text)):
            linked = min(len(text), self.linked)
            block = Block(text, box.tag, box, len(self.layout.blocks), linked, min(len(text), self.bold), tuple(self.links), self.broken)
            block.prose = _prose(text, linked, box.tag)
            self.layout.blocks.append(block)
            box.text += len(text)
            box.linked += linked
            box.prose += block.prose
        self.linked = self.bold = 0
        if not self.in_link:
            self.links.clear()


def _read(element: _Element, tag: str) -> tuple[str, str | None, str | None]:
    """(class and id, mark, itemprop worth a box of its own)"""
    mark = _TAG_MARKS.get(tag)
    items = element.items()
    if not items:
        return "", mark, None
    classes = identity = ""
    prop: str | None = None
    for key, value in items:
        if key == "class":
            classes = value
        elif key == "id":
            identity = value
        elif key == "style":
            if "none" in value and "display:none" in value.replace(" ", ""):
                mark = "hidden"
        elif key == "hidden":
            mark = "hidden"
        elif key == "role":
            mark = _ROLE_MARKS.get(value, mark)
        elif key == "itemprop" and not _KEPT_PROPS.isdisjoint(lowered := value.lower().split()):
            prop = " ".join(lowered)
    if mark is None and (classes or identity):
        if classes:
            mark = "hidden" if not _HIDING.isdisjoint(classes.split()) else kind_of(classes)
        if mark is None and identity:
            mark = kind_of(identity)
    return (f"{classes} {identity}".strip() if identity else classes), mark, prop


def _prose(text: str, linked: int, tag: str) -> float:
    """How much running text a block is: characters outside links, little of it for short pieces without a sentence sign and for headings."""
    own = len(text) - linked
    if own < 25 or linked > 0.6 * len(text):
        return 0.0
    weight = float(min(own, 1500))
    if own < 120 and not any(sign in text for sign in _SENTENCE_SIGNS):
        weight *= 0.35
    return weight * 0.4 if tag in HEADINGS else weight

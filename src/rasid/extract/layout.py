"""Blocks and boxes: a page as one walk over it leaves it.

A *block* is a run of inline text between two block boundaries or line breaks. A *box* is a block-level element, or an inline one whose name
marks it as furniture. Everything later (headline, body, dates, refusals) reads blocks and boxes, not the tree.
All of the page is walked, and the body is chosen among all of it. Only then are boxes that tags or names call furniture *set aside*
(:meth:`Layout.set_aside`), unless they hold some of the body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntFlag
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
MUCH = 0.3
"""Share of the body above which a mark on a box that holds it is taken for a mistake."""
_SET_ASIDE = frozenset({"nav", "footer", "ads", "share", "comments", "promo", "related", "sidebar", "embed", "hidden"})
_SENTENCE_SIGN = re.compile('[،.؛:,؟!۔…»"]')


class Mark(NamedTuple):
    """A suspicion of furniture: its kind, the name that raised it, and the index of the box that wears it."""

    kind: str
    name: str
    box: int


class Seen(IntFlag):
    """What the tags (and roles) round a block tell of it; not the names."""

    LIST = 1
    TABLE = 2
    FIGURE = 4
    ASIDE = 8
    NAV = 16
    FOOTER = 32
    HEADER = 64
    FORM = 128
    ARTICLE = 256
    MAIN = 512
    QUOTE = 1024
    PRE = 2048
    CAPTION = 4096
    SECTION = 8192
    DETAILS = 16384
    ADDRESS = 32768
    HIDDEN = 65536
    BODY_PROP = 131072


@dataclass(slots=True, eq=False)
class Box:
    element: LexborNode
    tag: str
    name: str
    """Classes and id."""
    parent: Box | None
    mark: str | None = None
    marked: tuple[Mark, ...] = ()
    """The marks of the boxes round it and its own, outermost first. Values, not boxes: a box that held itself would keep the whole tree alive
    until the garbage collector runs, which does not see the parser's memory."""
    prop: str | None = None
    """itemprop, lower case."""
    first: int = 0
    last: int = -1
    """Indices of its blocks."""
    text: int = 0
    linked: int = 0
    prose: float = 0.0
    images: int = 0
    listed: bool = False
    """A list of links: each is a text of its own."""
    number: int = 0
    """Its index among the boxes as walked: a box comes after those round it."""
    inline: bool = False
    """An inline element that has a box only for its name."""
    seen: int = 0
    """:class:`Seen` of the box and those round it."""
    path: int = 0
    """The same number for boxes whose tags and outer boxes' tags are the same."""

    def holds(self, index: int) -> bool:
        return self.first <= index <= self.last

    def is_in(self, other: Box) -> bool:
        box: Box | None = self
        while box is not None:
            if box is other:
                return True
            box = box.parent
        return False

    def get(self, attribute: str) -> str | None:
        return self.element.attributes.get(attribute)


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
    marks: tuple[str, ...] = ()
    """Kinds in force (see :meth:`Layout.settle`)."""
    prose: float = 0.0
    unit: int = 0
    """Blocks of one unit are one run of text between tags that end it: only names of inline elements divide them."""
    chance: float = 0.0
    """How likely the fitted weights hold it to be of the body, 0 to 1 (see :mod:`rasid.extract.weigh`)."""

    @property
    def heading(self) -> bool:
        return self.tag in HEADINGS

    @property
    def link_only(self) -> bool:
        return self.linked >= 0.85 * len(self.text)


@dataclass(slots=True)
class Aside:
    """A subtree set aside: its kind, name and element, and how many blocks stood before it."""

    kind: str
    name: str
    element: LexborNode
    before: int
    prose: float = 0.0


@dataclass(slots=True)
class Layout:
    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    described: list[Box] = field(default_factory=list)
    """The boxes with an itemprop."""
    asides: list[Aside] = field(default_factory=list)
    images: list[tuple[int, Box, str]] = field(default_factory=list)
    """(number of blocks before it, box, address)"""

    @property
    def root(self) -> Box | None:
        return self.boxes[0] if self.boxes else None

    @property
    def prose(self) -> float:
        return self.boxes[0].prose if self.boxes else 0.0

    @property
    def text(self) -> int:
        """Characters of text walked."""
        return self.boxes[0].text if self.boxes else 0

    def props(self, name: str) -> list[Box]:
        return [box for box in self.described if box.prop is not None and name in box.prop.split()]

    def set_aside(self, body: list[Block]) -> None:
        """Take the boxes that tags or names call furniture out of the blocks, for the readers of fields that look round headline and body: never one
        that holds a block of the ``body`` or an ``h1``."""
        kept = {block.index for block in body} | {box.first for box in self.boxes if box.tag == "h1" and box.last >= box.first}
        held = list(accumulate((index in kept for index in range(len(self.blocks))), initial=0))
        out = bytearray(len(self.blocks))
        gone: set[int] = set()
        for box in self.boxes:
            if box.parent is not None and box.parent.number in gone:
                gone.add(box.number)
            elif box.mark in _SET_ASIDE and box.mark is not None and held[box.last + 1] == held[box.first] and not _crumbs(box.name):
                gone.add(box.number)
                self.asides.append(Aside(box.mark, box.name, box.element, box.first, box.prose))
                out[box.first : box.last + 1] = b"\x01" * (box.last + 1 - box.first)
                outer = box.parent
                while outer is not None:
                    outer.text, outer.linked, outer.prose = outer.text - box.text, outer.linked - box.linked, outer.prose - box.prose
                    outer.images -= box.images
                    outer = outer.parent
        place = list(accumulate((not gone_out for gone_out in out), initial=0))
        self.blocks = [block for block in self.blocks if not out[block.index]]
        for index, block in enumerate(self.blocks):
            block.index = index
        self.boxes = [box for box in self.boxes if box.number not in gone]
        self.described = [box for box in self.described if box.number not in gone]
        for box in self.boxes:
            box.first, box.last = place[box.first], place[box.last + 1] - 1
        self.images = [(place[before], box, address) for before, box, address in self.images if box.number not in gone]
        for aside in self.asides:
            aside.before = place[aside.before]

    def settle(self, headline: Block | None, body: list[Block]) -> None:
        """Lift marks from boxes that hold the headline or much of the ``body``, alone or together with others of the same name (a class that every
        paragraph wears says nothing of furniture); then give every block the marks that remain. For the readers of other fields: the body is chosen."""
        total = sum(len(block.text) for block in body)
        alike: dict[str, int] = {}
        held: dict[int, int] = {}
        for block in body:
            for mark in block.box.marked:
                held[mark.box] = held.get(mark.box, 0) + len(block.text)
                alike[mark.name] = alike.get(mark.name, 0) + len(block.text)
        void: set[int] = set()
        for box in self.boxes:
            if box.mark is None:
                continue
            together = alike.get(box.name, 0) if box.name else held.get(box.number, 0)
            if (headline is not None and box.holds(headline.index) and (box.last > headline.index or box.mark == "header")) or (
                held.get(box.number) and together > MUCH * total
            ):
                void.add(box.number)
        cache: dict[int, tuple[str, ...]] = {}
        for block in self.blocks:
            if not block.box.marked:
                continue
            key = id(block.box)
            marks = cache.get(key)
            if marks is None:
                marks = tuple(mark.kind for mark in block.box.marked if mark.box not in void)
                cache[key] = marks
            block.marks = marks


def _crumbs(name: str) -> bool:
    lowered = name.lower()
    return "crumb" in lowered or "breadcumb" in lowered


def prose_of(text: str, linked: int, tag: str) -> float:
    """How much running text a block is: characters outside links, little of it for short pieces without a sentence sign and for headings."""
    own = len(text) - linked
    if own < 25 or linked > 0.6 * len(text):
        return 0.0
    weight = float(own if own < 1500 else 1500)
    if own < 120 and _SENTENCE_SIGN.search(text) is None:
        weight *= 0.35
    return weight * 0.4 if tag in HEADINGS else weight

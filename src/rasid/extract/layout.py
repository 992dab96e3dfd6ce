"""Blocks and boxes: a page as one walk over it leaves it.

A *block* is a run of inline text between two block boundaries or line breaks. A *box* is a block-level element, or an inline one whose name
marks it as furniture. Everything later (headline, body, dates, refusals) reads blocks and boxes, not the tree.
Subtrees that are furniture by their names are not walked but *set aside*, unless they hold the headline or most of the page's prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SENTENCE_SIGN = re.compile('[،.؛:,؟!۔…»"]')


class Mark(NamedTuple):
    """A suspicion of furniture: its kind, the name that raised it, and the index of the box that wears it."""

    kind: str
    name: str
    box: int


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

    def settle(self, headline: Block | None) -> None:
        """Lift marks from boxes that hold the headline or most of the page's prose, alone or together with others of the same name (a class that
        every paragraph wears says nothing of furniture); then give every block the marks that remain."""
        total = self.prose
        alike: dict[str, float] = {}
        marked = [(number, box) for number, box in enumerate(self.boxes) if box.mark is not None]
        for _, box in marked:
            alike[box.name] = alike.get(box.name, 0.0) + box.prose
        void: set[int] = set()
        for number, box in marked:
            together = alike[box.name] if box.name else box.prose
            if (headline is not None and box.holds(headline.index) and (box.last > headline.index or box.mark == "header")) or (
                total > 0 and together > share_needed(box.mark) * total
            ):
                void.add(number)
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


def share_needed(kind: str | None) -> float:
    """Share of the page's prose above which a mark is taken for a mistake. Comments can outweigh a short article; a class of other kinds that
    holds half of the prose names the page's layout, not furniture."""
    return 0.85 if kind in ("comments", "footer", "nav", "related") else 0.5


def prose_of(text: str, linked: int, tag: str) -> float:
    """How much running text a block is: characters outside links, little of it for short pieces without a sentence sign and for headings."""
    own = len(text) - linked
    if own < 25 or linked > 0.6 * len(text):
        return 0.0
    weight = float(own if own < 1500 else 1500)
    if own < 120 and _SENTENCE_SIGN.search(text) is None:
        weight *= 0.35
    return weight * 0.4 if tag in HEADINGS else weight

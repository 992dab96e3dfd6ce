"""The walk over the tree that makes a :class:`Layout`. Linear in the size of the tree; deep or endless pages are flattened and cut.

Everything a reader could see is walked, whatever its box is called. A *unit* (see :class:`~rasid.extract.layout.Block`) ends only where a tag ends it,
so that names never decide what is judged as one text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rasid.arabic.script import clean, ends_sentence
from rasid.extract.document import Document
from rasid.extract.layout import Block, Box, Layout, Mark, Seen, prose_of
from rasid.extract.marks import TAG_MARKS, read_names

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MOST_BLOCKS = 6_000
DEEPEST_BOX = 120
"""Boxes nested deeper become part of the one round them; real pages stay below 60."""
LONGEST_BLOCK = 100_000
"""Characters kept of one block: no paragraph is longer, and 10 MB without a tag must not cost seconds."""
_UNREAD = frozenset(
    """script style noscript template svg canvas iframe object embed audio video button select option textarea input datalist head
    map math -comment !doctype amp-iframe amp-analytics amp-video amp-youtube amp-audio amp-pixel amp-consent amp-state amp-ad amp-embed frameset
    meter progress title""".split()  # noqa: SIM905
)
_INLINE = frozenset(
    """a span b strong i em u font small big sub sup mark abbr cite q code kbd s strike del ins bdi bdo ruby rt rp time label tt var
    samp wbr nobr acronym dfn data img picture source amp-img area link meta base""".split()  # noqa: SIM905
)
_FILMS = frozenset({"video", "amp-video"})
"""What is no text and has a title or a caption beside it, as a picture has."""
_UNREAD_WAY, _BREAK_WAY, _INLINE_WAY, _NOTE_WAY, _BOX_WAY = range(5)
_WAYS = {
    **dict.fromkeys(_INLINE, _INLINE_WAY),
    **dict.fromkeys((*_UNREAD, "-text", ""), _UNREAD_WAY),
    **dict.fromkeys(("br", "hr"), _BREAK_WAY),
    "sup": _NOTE_WAY,
}
"""What the walk does at a tag; any other tag is a box."""
_IMAGE_ADDRESSES = ("data-src", "data-lazy-src", "data-original", "src")
_LINK_LISTS = frozenset({"tags", "nav", "author"})
"""Boxes in which every link is a text of its own, whatever stands or does not stand between them; so it is in the plain boxes inside them."""
_PLAIN_BOXES = frozenset({"div", "span", "ul", "ol", "li", "dl", "dd"})
_RUNNING = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td"})
_APART, _STYLED = "\x1f", "\x1e"
"""Put between two inline elements that touch: in a line of particulars the style sheet sets them apart, in running text they are one word. The second
stands between two that only say how letters look."""
_JOINTS = re.compile("([\x1e\x1f])")
_LOOKS = frozenset("b strong i em u font big small s strike mark bdi bdo q del ins kbd code tt var cite nobr sub sup".split())  # noqa: SIM905
LONGEST_LINE = 160
"""Characters of a line of particulars («09 مارس 2026» «06:40 م» «311»)."""
FEWEST_RUNNING = 8
"""Words of a line that may be a sentence whose words are set in several elements."""
LONGEST_TAG = 3
"""Words of a label («أخبار العالم») that may stand before the sentence it goes with."""


def lay_out(document: Document) -> Layout:
    """Blocks and boxes of the page's body, all of them."""
    top = document.top
    if top is None:
        return Layout()
    walk = _Walk(top)
    walk.run()
    return walk.layout


Named = tuple[str, str | None, str | None]
"""An element's class and id in one text, the kind of furniture they call it, and its property."""


class _Walk:
    """Where the walk stands: the box it is in, what it has read of the block that is being read, and what to undo when an element is left."""

    __slots__ = (
        "begun",
        "bold",
        "box",
        "in_bold",
        "in_link",
        "layout",
        "linked",
        "links",
        "node",
        "parts",
        "paths",
        "stack",
        "touching",
        "unit",
    )

    def __init__(self, top: LexborNode) -> None:
        self.layout = Layout()
        self.box = Box(top, "body", "", None)
        self.layout.boxes.append(self.box)
        self.node: LexborNode | None = top.child
        self.parts: list[str] = []
        self.links: list[str] = []
        self.linked = self.bold = self.in_link = self.in_bold = 0
        self.touching = ""
        """The inline element that has just been closed."""
        self.stack: list[tuple[LexborNode, Box | None, bool, bool]] = []
        """Elements round the node: with the box outside a box, and whether it is a link and bold."""
        self.unit, self.begun = 0, False
        """The number of the text that is read, and whether a block of it has been found."""
        self.paths: dict[tuple[int, str], int] = {}

    def run(self) -> None:
        while True:
            while self.node is None:
                if not self.stack:
                    self.flush()
                    self.box.last = len(self.layout.blocks) - 1
                    return
                self.leave()
            node = self.node
            text = node.text_content
            if text is not None:
                self.read(text)
                self.node = node.next
                continue
            tag = node.tag or ""
            way = _WAYS.get(tag, _BOX_WAY)
            if tag in _FILMS:
                self.box.images += 1
            if way == _UNREAD_WAY or (way == _NOTE_WAY and _refers_to_note(node)):
                self.node = node.next
            elif way == _BREAK_WAY:
                self.flush()
                self.node = node.next
            else:
                self.enter(node, tag, way != _BOX_WAY)
                self.node = node.child

    def read(self, text: str) -> None:
        self.touching = ""
        if self.parts or not text.isspace():
            self.parts.append(text)
            if self.in_link:
                self.linked += len(text)
            if self.in_bold:
                self.bold += len(text)

    def flush(self, ends_unit: bool = True) -> None:
        """What has been read is a block."""
        if self.parts:
            raw = "".join(self.parts)
            self.parts.clear()
            if _APART in raw or _STYLED in raw:
                raw = _joined(raw, self.box.tag in _RUNNING)
            if not raw.isspace() and len(self.layout.blocks) < MOST_BLOCKS:
                text = clean(raw[:LONGEST_BLOCK])
                if (text[0].isalnum() and text[0] != "ـ") or any(map(str.isalnum, text.replace("ـ", ""))):
                    self.add(text)
            self.linked = self.bold = 0
        if ends_unit and self.begun:
            self.unit += 1
            self.begun = False
        if not self.in_link:
            self.links.clear()

    def add(self, text: str) -> None:
        box, blocks, size = self.box, self.layout.blocks, len(text)
        in_links = min(self.linked, size)
        block = Block(text, box.tag, box, len(blocks), in_links, min(self.bold, size), tuple(self.links))
        block.prose = prose_of(text, in_links, box.tag)
        block.unit = self.unit
        self.begun = True
        blocks.append(block)
        box.text += size
        box.linked += in_links
        box.prose += block.prose

    def enter(self, element: LexborNode, tag: str, inline: bool) -> None:
        attributes = element.attributes
        name, mark, prop = read_names(attributes, tag) if attributes else ("", TAG_MARKS.get(tag), None)
        if tag == "footer" and self.box.tag == "article":
            mark = "meta"  # the tags and the byline of the article, not the foot of the site
        outer = None
        if not inline or mark is not None or prop is not None:
            if self.parts or self.links or (self.begun and not inline):
                self.flush(not inline)
            if len(self.stack) < DEEPEST_BOX:
                outer = self.box
                self.box = self.box_of(element, tag, inline, attributes, (name, mark, prop))
        is_link = is_bold = False
        if inline:
            if self.touching and self.parts:
                self.parts.append(_STYLED if tag in _LOOKS and self.touching in _LOOKS else _APART)
            if tag == "a":
                is_link = True
                self.follow(attributes.get("href"))
            elif tag == "b" or tag == "strong":
                is_bold = True
            elif tag == "img" or tag == "amp-img":
                self.show(attributes)
        self.in_link += is_link
        self.in_bold += is_bold
        self.stack.append((element, outer, is_link, is_bold))

    def box_of(self, element: LexborNode, tag: str, inline: bool, attributes: dict[str, str | None], named: Named) -> Box:
        name, mark, prop = named
        outer, boxes = self.box, self.layout.boxes
        box = Box(element, tag, name, outer, mark, outer.marked, prop, len(self.layout.blocks))
        box.number, box.inline = len(boxes), inline
        if inline:
            box.seen, box.path = outer.seen, outer.path
        else:
            box.seen = outer.seen | _seen(tag, attributes, prop)
            box.path = self.paths.setdefault((outer.path, tag), len(self.paths) + 1)
        box.listed = mark in _LINK_LISTS or (mark is None and outer.listed and tag in _PLAIN_BOXES)
        if mark is not None:
            box.marked = (*outer.marked, Mark(mark, name, len(boxes)))
        boxes.append(box)
        if prop is not None:
            self.layout.described.append(box)
        return box

    def follow(self, href: str | None) -> None:
        if self.parts and self.box.listed:
            self.flush(False)
        if href:
            self.links.append(href)

    def show(self, attributes: dict[str, str | None]) -> None:
        self.box.images += 1
        address = next((found for name in _IMAGE_ADDRESSES if (found := attributes.get(name))), None)
        if address:
            self.layout.images.append((len(self.layout.blocks), self.box, address))

    def leave(self) -> None:
        element, outer, was_link, was_bold = self.stack.pop()
        if outer is not None:
            box = self.box
            if self.parts or self.links or (self.begun and not box.inline):
                self.flush(not box.inline)
            box.last = len(self.layout.blocks) - 1
            outer.text += box.text
            outer.linked += box.linked
            outer.prose += box.prose
            outer.images += box.images
            self.box = outer
        if was_link:
            if self.box.listed:
                self.flush(False)
            self.in_link -= 1
        self.touching = element.tag or "-"
        self.in_bold -= was_bold
        self.node = element.next


def _joined(raw: str, running: bool) -> str:
    """The text of a line whose inline elements touch, with a blank between two of them or none. A word is torn by a blank too many, two particulars are run
    together by one too few: what decides is whether the line is a sentence, and what stands on both sides."""
    if running or len(raw) > LONGEST_LINE:
        return raw.replace(_APART, "").replace(_STYLED, "")
    sentence = len(raw.split()) >= FEWEST_RUNNING and (ends_sentence(raw.strip()) or "، " in raw or ", " in raw)
    pieces = _JOINTS.split(raw)
    text = pieces[0]
    for joint, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        text += ("" if _one_word(text, piece, sentence, joint == _STYLED) else " ") + piece
    return text


def _one_word(before: str, after: str, sentence: bool, styled: bool) -> bool:
    """Nothing parts the two in what a reader sees."""
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return True
    if not (before[-1].isalpha() and (after[0].isalpha() or after[0] == "ء")):
        return sentence and not (before[-1].isalnum() and after[0].isalnum())
    words = before.split()
    if len(words) == 1 == len(words[0]):  # a large first letter: no label is one letter
        return True
    torn = len(words[-1]) == 1 or len(after.split(maxsplit=1)[0]) == 1
    return sentence and (styled or torn or len(words) > LONGEST_TAG)


def _refers_to_note(element: LexborNode) -> bool:
    """The small figure that leads to a note under the text."""
    return len(element.text(deep=True, strip=True)) <= 5 and element.css_first("a[href^='#']") is not None


_TAGS_SEEN = {
    tag: Seen[name]
    for name, tags in {
        "LIST": "ul ol menu dl", "TABLE": "table", "FIGURE": "figure figcaption amp-img", "ASIDE": "aside dialog amp-sidebar", "NAV": "nav", "FOOTER": "footer",
        "HEADER": "header", "FORM": "form fieldset label", "ARTICLE": "article", "MAIN": "main", "QUOTE": "blockquote", "PRE": "pre", "CAPTION": "figcaption caption",
        "SECTION": "section", "DETAILS": "details summary", "ADDRESS": "address",
    }.items()
    for tag in tags.split()
}  # fmt: skip
_ROLES_SEEN = {
    "navigation": Seen.NAV, "menu": Seen.NAV, "complementary": Seen.ASIDE, "contentinfo": Seen.FOOTER, "banner": Seen.HEADER, "dialog": Seen.ASIDE,
    "alertdialog": Seen.ASIDE, "search": Seen.FORM, "article": Seen.ARTICLE, "main": Seen.MAIN, "list": Seen.LIST,
}  # fmt: skip


def _seen(tag: str, attributes: dict[str, str | None], prop: str | None) -> int:
    """What tag and attributes tell a reader of the box: never a class or an id."""
    seen = int(_TAGS_SEEN.get(tag, 0))
    if attributes:
        if (
            "hidden" in attributes
            or attributes.get("aria-hidden") == "true"
            or ((style := attributes.get("style")) and "none" in style and "display:none" in style.replace(" ", ""))
        ):
            seen |= Seen.HIDDEN
        if role := attributes.get("role"):
            seen |= _ROLES_SEEN.get(role, 0)
        if prop is not None and "articlebody" in prop:
            seen |= Seen.BODY_PROP
    return seen

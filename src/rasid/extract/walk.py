"""The walk over the tree that makes a :class:`Layout`. Linear in the size of the tree; deep or endless pages are flattened and cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rasid.arabic.script import clean
from rasid.extract.document import Document
from rasid.extract.layout import Aside, Block, Box, Layout, Mark, prose_of, share_needed
from rasid.extract.marks import TAG_MARKS, read_names, says_body

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MOST_BLOCKS = 20_000
DEEPEST_BOX = 120
"""Boxes nested deeper become part of the one round them; real pages stay below 60."""
LONGEST_BLOCK = 100_000
"""Characters kept of one block: no paragraph is longer, and 10 MB without a tag must not cost seconds."""
ENOUGH_PROSE = 400
"""Characters of prose in a box that calls itself the body; the shortest plain reports of the corpus have 546."""
LITTLE_TEXT = 300
"""A subtree with less text, scripts included, is set aside without a closer look."""
LONG_TEXT = 60
"""Characters of a text node in a subtree set aside that count as prose."""

_UNREAD = frozenset(
    """script style noscript template svg canvas iframe object embed audio video button select option textarea input datalist head
    map math -comment !doctype amp-iframe amp-analytics amp-video amp-youtube amp-audio amp-pixel amp-consent amp-state frameset
    meter progress title""".split()  # noqa: SIM905
)
_INLINE = frozenset(
    """a span b strong i em u font small big sub sup mark abbr cite q code kbd s strike del ins bdi bdo ruby rt rp time label tt var
    samp wbr nobr acronym dfn data img picture source amp-img area link meta base""".split()  # noqa: SIM905
)
_UNREAD_WAY, _BREAK_WAY, _INLINE_WAY, _NOTE_WAY, _BOX_WAY = range(5)
_WAYS = {
    **dict.fromkeys(_INLINE, _INLINE_WAY),
    **dict.fromkeys((*_UNREAD, "-text", ""), _UNREAD_WAY),
    **dict.fromkeys(("br", "hr"), _BREAK_WAY),
    "sup": _NOTE_WAY,
}
"""What the walk does at a tag; any other tag is a box."""
_LINK_LISTS = frozenset({"tags", "nav", "author"})
"""Boxes in which every link is a text of its own, whatever stands or does not stand between them; so it is in the plain boxes inside them."""
_PLAIN_BOXES = frozenset({"div", "span", "ul", "ol", "li", "dl", "dd"})
_RUNNING = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td"})
_APART = "\x1f"
"""Put between two inline elements that touch: in a line of particulars the style sheet sets them apart, in running text they are one word."""
LONGEST_LINE = 160
"""Characters of a line of particulars («09 مارس 2026» «06:40 م» «311»)."""
_SET_ASIDE = frozenset({"nav", "footer", "ads", "share", "comments", "promo", "related", "sidebar", "embed", "hidden"})


def lay_out(document: Document) -> Layout:
    """Blocks, boxes and what was set aside of the page's body."""
    headed = _round_headings(document)
    layout = _walk(document, headed)
    if mistaken := _mistaken(layout):
        layout = _walk(document, headed | mistaken)
    return layout


def _mistaken(layout: Layout) -> frozenset[int]:
    """Subtrees set aside that hold too much of the page's prose to be furniture, alone or with others of their name.

    Not asked when a box that calls itself the body was walked and holds prose: weighing every subtree costs as much as the walk."""
    if any(
        box.prose >= ENOUGH_PROSE and (says_body(box.name) or (box.prop is not None and "articlebody" in box.prop)) for box in layout.boxes
    ):
        return frozenset()
    weights = [prose_aside(aside.element) for aside in layout.asides]
    total = layout.prose + sum(weights)
    if total <= 0:
        return frozenset()
    alike: dict[tuple[str, str], float] = {}
    for aside, weight in zip(layout.asides, weights, strict=True):
        alike[aside.kind, aside.name] = alike.get((aside.kind, aside.name), 0.0) + weight
    return frozenset(
        aside.element.mem_id
        for aside, weight in zip(layout.asides, weights, strict=True)
        if weight > 0 and alike[aside.kind, aside.name] > share_needed(aside.kind) * total
    )


def _walk(document: Document, open_to: frozenset[int]) -> Layout:
    layout = Layout()
    top = document.top
    if top is None:
        return layout
    blocks, boxes = layout.blocks, layout.boxes
    box = Box(top, "body", "", None)
    boxes.append(box)
    parts: list[str] = []
    links: list[str] = []
    linked = bold = in_link = in_bold = 0
    touching = False  # an inline element has just been closed
    # what to undo when an element is left: its box's outer box (or None), and whether it was a link or bold
    stack: list[tuple[LexborNode, Box | None, bool, bool]] = []

    def flush() -> None:
        nonlocal linked, bold
        if parts:
            raw = "".join(parts)
            parts.clear()
            if _APART in raw:
                raw = raw.replace(_APART, "" if box.tag in _RUNNING or len(raw) > LONGEST_LINE else " ")
            if not raw.isspace() and len(blocks) < MOST_BLOCKS:
                text = clean(raw[:LONGEST_BLOCK])
                if (text[0].isalnum() and text[0] != "ـ") or any(map(str.isalnum, text.replace("ـ", ""))):
                    size = len(text)
                    in_links = linked if linked < size else size
                    block = Block(text, box.tag, box, len(blocks), in_links, bold if bold < size else size, tuple(links))
                    block.prose = prose_of(text, in_links, box.tag)
                    blocks.append(block)
                    box.text += size
                    box.linked += in_links
                    box.prose += block.prose
            linked = bold = 0
        if not in_link:
            links.clear()

    node: LexborNode | None = top.child
    while True:
        while node is None:
            if not stack:
                flush()
                box.last = len(blocks) - 1
                return layout
            element, outer, was_link, was_bold = stack.pop()
            if outer is not None:
                if parts or links:
                    flush()
                box.last = len(blocks) - 1
                outer.text += box.text
                outer.linked += box.linked
                outer.prose += box.prose
                outer.images += box.images
                box = outer
            if was_link:
                if box.listed:
                    flush()
                in_link -= 1
            touching = True
            in_bold -= was_bold
            node = element.next
        text = node.text_content
        if text is not None:
            touching = False
            if parts or not text.isspace():
                parts.append(text)
                if in_link:
                    linked += len(text)
                if in_bold:
                    bold += len(text)
            node = node.next
            continue
        tag = node.tag or ""
        way = _WAYS.get(tag, _BOX_WAY)
        if way == _UNREAD_WAY or (way == _NOTE_WAY and _refers_to_note(node)):
            node = node.next
            continue
        if way == _BREAK_WAY:
            if parts:
                flush()
            node = node.next
            continue
        attributes = node.attributes
        name, mark, prop = read_names(attributes, tag) if attributes else ("", TAG_MARKS.get(tag), None)
        if tag == "footer" and box.tag == "article":
            mark = "meta"  # the tags and the byline of the article, not the foot of the site
        if mark is not None and mark in _SET_ASIDE and node.mem_id not in open_to and not _crumbs(name):
            if parts:
                flush()
            layout.asides.append(Aside(mark, name, node, len(blocks)))
            node = node.next
            continue
        inline = way != _BOX_WAY
        outer = None
        if not inline or mark is not None or prop is not None:
            if parts or links:
                flush()
            if len(stack) < DEEPEST_BOX:
                outer = box
                box = Box(node, tag, name, outer, mark, outer.marked, prop, len(blocks))
                box.listed = mark in _LINK_LISTS or (mark is None and outer.listed and tag in _PLAIN_BOXES)
                if mark is not None:
                    box.marked = (*outer.marked, Mark(mark, name, len(boxes)))
                boxes.append(box)
                if prop is not None:
                    layout.described.append(box)
        is_link = is_bold = False
        if inline:
            if touching and parts:
                parts.append(_APART)
            if tag == "a":
                if parts and box.listed:
                    flush()
                is_link = True
                if href := attributes.get("href"):
                    links.append(href)
            elif tag == "b" or tag == "strong":
                is_bold = True
            elif tag == "img" or tag == "amp-img":
                box.images += 1
                address = (
                    attributes.get("data-src")
                    or attributes.get("data-lazy-src")
                    or attributes.get("data-original")
                    or attributes.get("src")
                )
                if address:
                    layout.images.append((len(blocks), box, address))
        in_link += is_link
        in_bold += is_bold
        stack.append((node, outer, is_link, is_bold))
        node = node.child


def _refers_to_note(element: LexborNode) -> bool:
    """The small figure that leads to a note under the text."""
    return len(element.text(deep=True, strip=True)) <= 5 and element.css_first("a[href^='#']") is not None


def prose_aside(element: LexborNode) -> float:
    """Characters in long text nodes of a subtree, at a tenth of the cost of a walk."""
    if len(element.text(deep=True)) < LITTLE_TEXT:
        return 0.0
    prose, silent = 0, False
    for node in element.traverse(include_text=True, skip_empty=True):
        tag = node.tag
        if tag == "-text":
            if not silent and (text := node.text_content) is not None and len(text) >= LONG_TEXT and not text.isspace():
                prose += len(text)
        else:
            silent = tag in _UNREAD
    return float(prose)


def _round_headings(document: Document) -> frozenset[int]:
    """Elements that hold an h1: never set aside."""
    found: set[int] = set()
    for heading in document.headings[:20]:
        outer = heading.parent
        while outer is not None and outer.mem_id not in found:
            found.add(outer.mem_id)
            outer = outer.parent
    return frozenset(found)


def _crumbs(name: str) -> bool:
    lowered = name.lower()
    return "crumb" in lowered or "breadcumb" in lowered

"""Which texts belong to a picture: by their mark, by their place, by the source they name."""

from __future__ import annotations

import re

from rasid.arabic.script import ends_sentence
from rasid.extract.furniture import opens_like_byline
from rasid.extract.layout import Block, Box, Layout

OUT = frozenset({"comments", "related", "share", "tags", "ads", "promo", "nav", "sidebar", "footer", "embed", "author", "meta", "hidden"})
"""Marks of what is no part of the text, nor of its pictures."""
LONGEST_CAPTION = 280
_CREDITED = re.compile(r"[(（\[][^()（）\[\]]{2,45}[)）\]]\s*$")
_STOPS = re.compile(r"[.!؟](?=\s+\S)")


def captions_beside(layout: Layout, trunk: Box, headline: Block | None) -> list[str]:
    """Captions of the pictures between headline and trunk, and of those right above the headline."""
    first = max(0, headline.index - 3) if headline is not None else trunk.first
    before = [
        block
        for block in layout.blocks[first : trunk.first]
        if block is not headline
        and len(block.text) <= LONGEST_CAPTION * 2
        and OUT.isdisjoint(block.marks)
        and not opens_like_byline(block.text)
    ]
    return [
        block.text
        for block in before
        if "caption" in block.marks or (block.prose < 90 and not block.heading and not block.linked and is_caption(block, None))
    ]


def is_caption(block: Block, trunk: Box | None) -> bool:
    """A short text alone with a picture in a box of its own."""
    if len(block.text) > LONGEST_CAPTION:
        return False
    box: Box | None = block.box
    while box is not None and box is not trunk:
        if box.images and box.tag != "body":
            return (
                box.text - len(block.text) <= 40
                and (len(block.text) <= 140 or box.tag == "figure")
                and not (box.tag == "p" and ends_sentence(block.text) and len(block.text) > 90)
            )
        box = box.parent
    return False


def credits_picture(block: Block) -> bool:
    """A line right under a picture that ends with its source in brackets and is no sentence of the text: «رصيف المرفأ فجراً (رويترز)»."""
    if block.heading or block.linked or len(block.text) > LONGEST_CAPTION or (credit := _CREDITED.search(block.text)) is None:
        return False
    said = block.text[: credit.start()].rstrip()
    return not _STOPS.search(said) and (not ends_sentence(said) or len(said) <= 120)


def captions_below(kept: list[Block], pictured: set[int]) -> list[str]:
    """Lines under the pictures that end the text and are no sentences, «جانب من الافتتاح»: taken off ``kept``. ``pictured`` are indices of blocks
    right under a picture."""
    last = len(kept)
    while last > 2 and kept[last - 1].index in pictured and names_picture(kept[last - 1]):
        last -= 1
    found = [block.text for block in kept[last:]]
    del kept[last:]
    return found


def names_picture(last: Block) -> bool:
    lettered = 5 < len(last.text) <= 80 and any(map(str.isalpha, last.text))
    return lettered and last.tag != "li" and not (last.heading or last.linked or ends_sentence(last.text))

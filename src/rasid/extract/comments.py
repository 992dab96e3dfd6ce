"""Where the text ends and its readers' comments begin, on pages whose boxes do not say so."""

from __future__ import annotations

import re

from rasid.extract.furniture import furniture
from rasid.extract.layout import Block, Box, Layout

PARAGRAPHS = frozenset({"p", "h2", "h3", "h4", "h5", "li", "span", "pre", "strong", "b", "font"})
"""Tags that hold one paragraph, or less."""
LONGEST_LABEL = 40
_COMMENTS = re.compile(r"تعليق|[Cc]omment|COMMENT")
"""The label over them; with a figure it is a counter, and stands anywhere."""


def until_comments(blocks: list[Block], layout: Layout) -> list[Block]:
    """``blocks`` up to a label «تعليقات» that stands under a text and in another box than its paragraphs: what follows was written by readers.
    Between the paragraphs the same word is a subhead, and over them a counter."""
    for label in layout.blocks[blocks[0].index : blocks[-1].index] if blocks else ():
        if (
            len(label.text) > LONGEST_LABEL
            or not _COMMENTS.search(label.text)
            or any(map(str.isdigit, label.text))
            or furniture(label.text) != "comments"
        ):
            continue
        said = [block for block in blocks if block.prose >= 60 and block.index < label.index]
        if len(said) > 1 and _container(label) not in map(_container, said):
            return [block for block in blocks if block.index < label.index]
    return blocks


def _container(block: Block) -> int:
    """Which box a block's paragraph stands in."""
    box: Box = block.box
    while box.tag in PARAGRAPHS and box.parent is not None:
        box = box.parent
    return id(box)

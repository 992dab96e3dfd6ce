"""Boxes between the paragraphs: a form, a poll, a teaser, told by the label they begin with."""

from __future__ import annotations

from rasid.arabic.script import ends_sentence
from rasid.extract.layout import Block, Box, Layout

LONGEST_WIDGET = 320
"""Characters of such a box."""
LONGEST_PITCH = 160
"""Characters of a sentence in it; paragraphs of a story are longer."""


def opened_by(label: Block, trunk: Box | None, layout: Layout) -> Box | None:
    """The small box inside the trunk that begins with a label of furniture: what it calls itself holds for all of it. A paragraph among whole
    sentences in paragraphs is no label: some systems wrap a few paragraphs of the story together."""
    box, found = label.box, None
    while box.parent is not None and box is not trunk and box.first == label.index and box.text <= LONGEST_WIDGET:
        box, found = box.parent, box
    if found is None:
        return None
    under = layout.blocks[label.index + 1 : found.last + 1]
    if any(block.prose > LONGEST_PITCH for block in (label, *under)):
        return None
    among = label.tag == "p" and any(block.tag == "p" and not block.linked and ends_sentence(block.text) for block in under)
    return None if among else found

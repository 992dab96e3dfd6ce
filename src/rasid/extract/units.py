"""The page as rows of numbers: its units of text, the boxes round them, and running sums over both.

A unit is what a reader takes for one text: a paragraph, a heading, an entry of a list, a line between two ``br``. Boxes that hold the same units are one
*frame*: a paragraph wrapped six times, or set in ``div`` instead of ``p``, has the same frames. Sums over a frame are differences of running sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rasid.extract.layout import Block, Box, Layout, prose_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

SPACE, LETTER, UPPER, DIGIT, COMMA, STOP, COLON, QUOTE, OTHER, WIDE, DOTS, DASH = range(12)
"""Classes of characters that are counted."""


def _classes() -> NDArray[np.uint8]:
    table = np.full(0x10000, OTHER, dtype=np.uint8)
    for code in range(0x10000):
        character = chr(code)
        if character.isspace():
            table[code] = SPACE
        elif character.isdigit():
            table[code] = DIGIT
        elif character.isupper():
            table[code] = UPPER
        elif character.isalnum():
            table[code] = WIDE if 0x2E80 <= code < 0xD7B0 or 0xF900 <= code < 0xFB00 else LETTER
    for kind, signs in (
        (COMMA, ",،;؛、，﹐"),
        (STOP, ".!?؟۔。！？।…"),
        (COLON, ":："),
        (QUOTE, "\"'«»“”„‚‘’「」『』‹›"),
        (DOTS, "|•·»«›‹/\\@#©→←+"),
        (DASH, "-–—ـ"),
    ):
        for sign in signs:
            if kind != DOTS or table[ord(sign)] == OTHER:
                table[ord(sign)] = kind
    return table


_TABLE = _classes()
_KINDS = 12


@dataclass(slots=True)
class Units:
    """``text`` of each unit; everything else by unit or by frame, in document order."""

    texts: list[str]
    words: list[list[str]]
    first: Ints
    """Index of a unit's first block; the blocks of unit ``i`` are ``first[i]`` to ``first[i + 1] - 1``."""
    counts: Floats
    """(units, kinds) characters of each kind."""
    last: NDArray[np.uint8]
    """Kind of the last character that is no space or quote."""
    opening: NDArray[np.uint8]
    size: Floats
    linked: Floats
    bold: Floats
    links: Floats
    tags: list[str]
    box: Ints
    seen: Ints
    path: Ints
    good: Floats
    """Running prose, the first guess that containers are weighed by."""
    pictures: Floats
    """Pictures between the unit before and this one."""
    frame: Ints
    """The frame of each unit's box."""
    over: Ints
    """Frame to the frame round it; the root is its own."""
    begins: Ints
    ends: Ints
    """First unit of a frame, and one past its last."""
    depth: Ints
    frame_path: Ints

    @property
    def holder(self) -> Ints:
        """The innermost frame with more than the unit: the same for ``p`` and for text between ``br``."""
        return np.where((self.ends - self.begins)[self.frame] <= 1, self.over[self.frame], self.frame)

    @property
    def wide(self) -> Floats:
        """Letters of scripts that put no blank between words."""
        wide: Floats = self.counts[:, WIDE]
        return wide


def units_of(layout: Layout) -> Units | None:
    """None for a page without a text. Time is linear in blocks and boxes."""
    if not layout.blocks:
        return None
    groups: list[list[Block]] = []
    number = -1
    for block in layout.blocks:
        if block.unit == number:
            groups[-1].append(block)
        else:
            groups.append([block])
            number = block.unit
    texts = [group[0].text if len(group) == 1 else " ".join(block.text for block in group) for group in groups]
    homes = [_home(group[0].box) for group in groups]
    linked = np.array([sum(block.linked for block in group) for group in groups], dtype=np.float64)
    counts, last, opening = _counted(texts)
    firsts = np.array([group[0].index for group in groups] + [len(layout.blocks)], dtype=np.int64)
    pictures = np.zeros(len(groups) + 1)
    for before, _, _ in layout.images:
        pictures[np.searchsorted(firsts, before)] += 1
    tags = [home.tag for home in homes]
    frame, over, begins, ends, depth, rows = _frames(layout, firsts)
    box = np.array([home.number for home in homes], dtype=np.int64)
    return Units(
        texts=texts,
        words=[text.split() for text in texts],
        first=firsts,
        counts=counts,
        last=last,
        opening=opening,
        size=counts.sum(axis=1),
        linked=linked,
        bold=np.array([sum(block.bold for block in group) for group in groups], dtype=np.float64),
        links=np.array([len({link for block in group for link in block.links}) for group in groups], dtype=np.float64),
        tags=tags,
        box=box,
        seen=np.array([home.seen for home in homes], dtype=np.int64),
        path=np.array([home.path for home in homes], dtype=np.int64),
        good=np.array([prose_of(text, int(inside), tag) for text, inside, tag in zip(texts, linked, tags, strict=True)], dtype=np.float64),
        pictures=pictures[: len(groups)],
        frame=frame[box],
        over=over,
        begins=begins,
        ends=ends,
        depth=depth,
        frame_path=np.array([box.path for box in rows], dtype=np.int64),
    )


def _home(box: Box) -> Box:
    while box.inline and box.parent is not None:
        box = box.parent
    return box


def _frames(layout: Layout, firsts: Ints) -> tuple[Ints, Ints, Ints, Ints, Ints, list[Box]]:
    """Box to frame; of each frame: the one round it, first unit, one past the last, depth, and its innermost box."""
    boxes = layout.boxes
    starts = np.searchsorted(firsts, np.fromiter((box.first for box in boxes), dtype=np.int64, count=len(boxes)))
    stops = np.searchsorted(firsts, np.fromiter((box.last + 1 for box in boxes), dtype=np.int64, count=len(boxes)))
    frame = np.zeros(len(boxes), dtype=np.int64)
    over, begins, ends, depth, rows = [0], [0], [len(firsts) - 1], [0], [boxes[0]]
    for number, (box, start, stop) in enumerate(zip(boxes[1:], starts[1:].tolist(), stops[1:].tolist(), strict=True), start=1):
        outer = int(frame[box.parent.number]) if box.parent is not None else 0
        if box.inline or stop <= start or (begins[outer] == start and ends[outer] == stop):
            frame[number] = outer
            if not box.inline and stop > start:
                rows[outer] = box
        else:
            frame[number] = len(over)
            over.append(outer)
            begins.append(start)
            ends.append(stop)
            depth.append(depth[outer] + 1)
            rows.append(box)
    return (frame, *(np.array(values, dtype=np.int64) for values in (over, begins, ends, depth)), rows)  # type: ignore[return-value]


def _counted(texts: list[str]) -> tuple[Floats, NDArray[np.uint8], NDArray[np.uint8]]:
    """Characters of each kind, and the kinds of the last and the first character, of every text."""
    joined = "\n".join(texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype=np.uint32)
    kinds = _TABLE[np.minimum(codes, 0xFFFF)]
    lost = (codes == 0xFFFD) | (codes == ord("?"))  # letters that an encoding lost are words all the same
    again = (codes[1:] == codes[:-1]) & lost[1:]
    kinds[1:][again] = LETTER
    kinds[:-1][again] = LETTER
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    begins = np.concatenate(([0], np.cumsum(lengths + 1)[:-1]))
    rows = np.repeat(np.arange(len(texts)), lengths + 1)[: len(kinds)]
    counts = np.bincount(rows * _KINDS + kinds, minlength=len(texts) * _KINDS).reshape(len(texts), _KINDS).astype(np.float64)
    counts[:-1, SPACE] -= 1
    ends = begins + lengths - 1
    last = kinds[ends].copy()
    quoted = (last == QUOTE) & (lengths > 1)
    last[quoted] = kinds[ends[quoted] - 1]
    return counts, last, kinds[begins].copy()

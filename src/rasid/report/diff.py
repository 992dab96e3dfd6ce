"""What changed between two versions of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from rasid.report.voice import Voice

CONTEXT = 8
"""Unchanged words kept on either side of a change."""
REWRITTEN = 0.5
FEW = 4
"""Words below which a text is short enough to be read either way."""
LIMIT = 4_000
"""Words beyond which paragraphs are compared first: the comparison is quadratic in the worst case."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words. ``kind``: ``same``, ``removed``, ``added``, or ``skipped`` for unchanged words left out."""

    kind: str
    text: str


def word_diff(before: str, after: str, *, context: int = CONTEXT) -> tuple[Piece, ...]:
    """Pieces that, read in order, tell how ``before`` became ``after``; long unchanged runs are cut to ``context`` words."""
    old, new = _words(before), _words(after)
    if len(old) + len(new) > LIMIT:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    pieces = tuple(_pieces(old, new))
    return tuple(_cut(pieces, context))


def rewritten(before: str, after: str) -> bool:
    """So little is kept that both texts, woven word by word, could not be read: less than REWRITTEN of the words of the shorter one."""
    old, new = ([word.strip() for word in _words(text)] for text in (before, after))
    shorter = min(len(old), len(new))
    if shorter < FEW:
        return False
    if len(old) + len(new) > LIMIT:
        return len(set(old) & set(new)) < REWRITTEN * min(len(set(old)), len(set(new)))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) < REWRITTEN * shorter


def field_diff(field: str, before: str, after: str, v: Voice) -> tuple[Piece, ...]:
    """As :func:`word_diff`; dates are told as the reader's clock and calendar have them, unless only their zones differ."""
    if field.endswith("_at"):
        told = v.stamp(before), v.stamp(after)
        if told[0] != told[1]:
            before, after = told
    return word_diff(before, after)


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*|\s+", text)


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    stripped = ([word.strip() for word in old], [word.strip() for word in new])
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *stripped, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(new[j1:j2]))
            continue
        for kind, words in (("removed", old[i1:i2]), ("added", new[j1:j2])):
            if words:
                yield from _tight(kind, "".join(words))


def _tight(kind: str, text: str) -> Iterator[Piece]:
    """White space after a change is not part of it: struck-through blanks look like dashes."""
    words = text.rstrip()
    if words:
        yield Piece(kind, words)
    yield Piece("same", text[len(words) :] or " ")


def _cut(pieces: tuple[Piece, ...], context: int) -> Iterator[Piece]:
    last = len(pieces) - 1
    for at, piece in enumerate(pieces):
        words = _words(piece.text)
        if piece.kind != "same" or len(words) <= 2 * context + 3:
            yield piece
            continue
        if at > 0:
            yield Piece("same", "".join(words[:context]))
        yield Piece("skipped", "… ")
        if at < last:
            yield Piece("same", "".join(words[-context:]))

"""What is known of a word as white space parts it, looked up once in the life of a process: whether it is misspelt, which of two spellings it shows,
whether its marks are glued. Nearly all words of a text have been seen before and have nothing to be said of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rasid.arabic.punctuation import glued
from rasid.arabic.spelling import EDGES, Slip, slip_of
from rasid.arabic.variants import answer_of

MOST_KEPT = 300_000
"""Words: some thirty megabytes; then the store is begun anew."""


class Token(NamedTuple):
    """``answer``: (question, form) of :mod:`rasid.arabic.variants`; ``glued``: a mark, bracket or digit inside wants a space."""

    slip: Slip | None
    answer: tuple[str, str] | None
    glued: bool


_NOTHING = Token(None, None, False)
_clean: set[str] = set()
_told: dict[str, Token] = {}


def look_up(tokens: Iterable[str]) -> dict[str, Token]:
    """The tokens of which there is something to say.

    >>> sorted(look_up({"الإجتماع", "كتاب", "الى", "انتهى.وقال"}))
    ['الإجتماع', 'الى', 'انتهى.وقال']
    """
    found: dict[str, Token] = {}
    for token in set(tokens).difference(_clean):
        told = _told.get(token)
        if told is None:
            told = Token(slip_of(token), answer_of(token), not token.strip(EDGES).isalpha() and glued(token))
            if told == _NOTHING:
                _clean.add(token)
                continue
            _told[token] = told
        found[token] = told
    if len(_clean) + len(_told) > MOST_KEPT:
        _clean.clear()
        _told.clear()
    return found

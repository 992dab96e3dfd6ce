"""What is known of a word as white space parts it, looked up once in the life of a process: whether it is misspelt, which of two spellings it shows,
which checks of punctuation it gives cause for. Nearly all words of a text have been seen before and have nothing to be said of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from rasid.arabic.punctuation import wants
from rasid.arabic.spelling import Slip, slip_of
from rasid.arabic.variants import answer_of

SMALL = re.compile(r"(?<!\d)\d{1,2}$")
MOST_KEPT = 300_000
"""Words: some thirty megabytes; then the store is begun anew."""


class Token(NamedTuple):
    """``answer``: (question, form) of :mod:`rasid.arabic.variants`; ``asks``: places in :data:`rasid.arabic.punctuation.CHECKS`; ``small``: a number below a
    hundred at its end, behind which a noun may be counted; or empty."""

    slip: Slip | None
    answer: tuple[str, str] | None
    asks: tuple[int, ...]
    small: str


_NOTHING = Token(None, None, (), "")
_clean: set[str] = set()
_told: dict[str, Token] = {}


def _small(token: str) -> str:
    found = SMALL.search(token) if token[-1:].isdigit() else None
    return found[0] if found is not None else ""


def look_up(tokens: Iterable[str]) -> dict[str, Token]:
    """The tokens of which there is something to say.

    >>> sorted(look_up({"الإجتماع", "كتاب", "الى", "انتهى.وقال"}))
    ['الإجتماع', 'الى', 'انتهى.وقال']
    """
    found: dict[str, Token] = {}
    for token in set(tokens).difference(_clean):
        told = _told.get(token)
        if told is None:
            told = Token(slip_of(token), answer_of(token), wants(token), _small(token))
            if told == _NOTHING:
                _clean.add(token)
                continue
            _told[token] = told
        found[token] = told
    if len(_clean) + len(_told) > MOST_KEPT:
        _clean.clear()
        _told.clear()
    return found

"""The words of an article's texts and what is known of them, looked up once for all signals that ask."""

from __future__ import annotations

from typing import NamedTuple

from rasid.arabic.tokens import Token, look_up
from rasid.frame.reading import Reading


class Vocabulary(NamedTuple):
    """``words`` as white space parts them, in their order; ``told`` those of which there is something to say."""

    field: str
    text: str
    words: list[str]
    told: dict[str, Token]


def vocabularies(reading: Reading) -> list[Vocabulary]:
    """Headline, standfirst and body of an Arabic article, as far as they are there and not decoded wrongly."""
    if "words" not in reading.kept:
        reading.kept["words"] = _vocabularies(reading)
    kept: list[Vocabulary] = reading.kept["words"]
    return kept


def _vocabularies(reading: Reading) -> list[Vocabulary]:
    if not reading.is_arabic:
        return []
    found = []
    for field, text in reading.prose:
        if text and not reading.is_broken(field):
            words = text.split()
            found.append(Vocabulary(field, text, words, look_up(words)))
    return found

"""Forms of a text that are compared, never shown. A page has hundreds of short texts to compare, so these are built for speed:
letter by letter only where a letter to change is in the text at all (a fortieth of the cost of a full fold)."""

from __future__ import annotations

import re
from functools import lru_cache

_LETTERS = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ٱ", "ا"), ("ى", "ي"), ("ئ", "ي"), ("ی", "ي"), ("ة", "ه"), ("ؤ", "و"), ("ک", "ك"))
_GONE = "ًٌٍَُِّْٰـ\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2069\ufeff\u00ad"
_NOT_WORD = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Diacritics, tatweel and invisible characters out; alef, ya, hamza seats and ta marbuta one; Latin in lower case. White space as it is."""
    for letter, instead in _LETTERS:
        if letter in text:
            text = text.replace(letter, instead)
    for sign in _GONE:
        if sign in text:
            text = text.replace(sign, "")
    return text.lower()


@lru_cache(maxsize=128)  # one page compares its headline with everything
def key(text: str) -> str:
    """For telling whether two texts say the same words: :func:`plain`, punctuation and white space one blank."""
    return _NOT_WORD.sub(" ", plain(text)).strip()

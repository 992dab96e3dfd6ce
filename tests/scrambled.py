"""A pytest plugin (``-p tests.scrambled``): the catalogue answers every key with scrambled words.

What people are told must not decide what is done: behaviour that passes with the words as they are passes with any others. Blanks, plural
forms and everything that is no letter stay; letters are moved on within their alphabet, so that no word of the catalogue is left.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
LATIN = "abcdefghijklmnopqrstuvwxyz"
_MOVED = str.maketrans(
    ARABIC + LATIN + LATIN.upper(), ARABIC[7:] + ARABIC[:7] + LATIN[11:] + LATIN[:11] + (LATIN[11:] + LATIN[:11]).upper()
)
_PARTS = re.compile(r"(\{\w+\})")


def scrambled(words: Any) -> Any:
    if isinstance(words, Mapping):
        return {name: scrambled(one) for name, one in words.items()}
    return "".join(part if _PARTS.fullmatch(part) else part.translate(_MOVED) for part in _PARTS.split(words))


def pytest_configure() -> None:
    import rasid.wording

    original = rasid.wording.catalogue

    @cache
    def catalogue() -> dict[str, dict[str, Any]]:
        return {key: scrambled(words) for key, words in original().items()}

    rasid.wording.catalogue = catalogue  # type: ignore[assignment]

"""Forms of a text that are compared, never shown."""

from __future__ import annotations

import re
from functools import lru_cache

from rasid.arabic.script import fold as plain

__all__ = ["key", "plain"]

_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=128)  # one page compares its headline with everything
def key(text: str) -> str:
    """For telling whether two texts say the same words: :func:`plain`, punctuation and white space one blank."""
    return _NOT_WORD.sub(" ", plain(text)).strip()

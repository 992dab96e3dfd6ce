"""Words that lost their end: what the article has whole elsewhere shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable

INFLECTIONS = re.compile("^(?:ي?[ةه]|ات|ي?ين|ون|ان|ها|هم|هما|كم|نا|وا|ي|ا|اً|ًا|تين|تان|يات|ية|اوي|اويين|اوية)(?![ء-ي])")
"""What may follow a whole word: endings of number, gender, person and of what comes from a place («الفتح», «الفتحاوي»)."""
WORD_ENDS = "ةىء"
"""Letters that only end words."""
LEAST = 3
"""Letters of a torn word; fewer are a preposition's."""


def lost_letters(text: str, others: Iterable[str]) -> bool:
    """Whether ``others`` know the last two words of ``text`` only with more letters, and what is missing is no ending.

    >>> lost_letters("خطة لتوحيد معاي", ["وتقضي الخطة بالعمل لتوحيد معايير السلامة"])
    True
    >>> lost_letters("هجوم نادي الفتح", ["فاز نادي الفتحاوي"]), lost_letters("خطة لتوحيد المعايير", ["قال"])
    (False, False)
    """
    words = text.rsplit(" ", 2)
    if len(words) < 3 or len(words[-1]) < LEAST or not text[-1].isalpha() or text[-1] in WORD_ENDS:
        return False
    tail = f"{words[1]} {words[2]}"
    longer = False
    for other in others:
        at = other.find(tail)
        while at >= 0:
            rest = other[at + len(tail) : at + len(tail) + 12]
            if not rest[:1].isalpha() or INFLECTIONS.match(rest) is not None:
                return False
            longer = True
            at = other.find(tail, at + 1)
    return longer

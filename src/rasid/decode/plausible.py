"""How much a reading of bytes looks like Arabic as people write it."""

from __future__ import annotations

import re

LETTERS = (
    "\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2\u06d5\u06c6\u06ce\u06b5\u0695"
)
WORD = re.compile(f"[{LETTERS}][{LETTERS}\u064b-\u0652\u0640]*[{LETTERS}]")
FUNCTION_WORD = re.compile(
    "(?<![\u0621-\u06d5])(?:ال[\u0621-\u064a]{2,}|في|من|على|إلى|الى|أن|ان|عن|هذا|هذه|التي|الذي|مع|كان|قال|بعد|لم|ما|لا|و[\u0621-\u064a]{3,})(?![\u0621-\u06d5])"
)
ODD = re.compile(
    "[\u0080-\u009f\ufffd\u00d7\u00f7\u00a7\u00ac\u00b5\u00a8\u00b8\u00af\u00b1\u00b2\u00b3\u00b9\u00be\u00bc\u00bd\u0192\u02c6\u2030\u2020\u2021\u0152\u0153]"
)
"""What windows-1256 and its relatives show where another encoding was meant."""
LATIN_INSIDE = re.compile(f"[{LETTERS}][\u00c0-\u024fA-Za-z\u0400-\u04ff]|[\u00c0-\u024fA-Za-z\u0400-\u04ff][{LETTERS}]")
"""A Latin or Cyrillic letter glued to an Arabic one."""
MARK_INSIDE = re.compile("[\u064b-\u0652]{2,}|(?<![\u0621-\u06d5\u0651])[\u064b-\u0652]")
"""Vowel marks where no letter carries them: windows-1256 read as ISO-8859-6."""
TOKENS = re.compile(rb"[A-Za-z]?[\x80-\xff][\x80-\xff ]{0,200}[A-Za-z]?")
FAR = re.compile("[^\t-~\u00a0-\u024f\u0600-\u06ff\u0750-\u077f\u2000-\u20bf\ufb50-\ufeff]")
"""Scripts that an Arabic news page has no call for; noise read as UTF-16 is full of them."""
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd]")


def excerpt(body: bytes, limit: int = 800) -> bytes:
    """The first ``limit`` runs of bytes above ASCII with one letter of their surroundings, a line each: all that differs between encodings."""
    found: list[bytes] = []
    for match in TOKENS.finditer(body):
        found.append(match[0])
        if len(found) == limit:
            break
    return b"\n".join(found)


def plausibility(text: str) -> float:
    """About −4…2: above 0.5 is Arabic beyond doubt, around 0 says nothing, below is a wrong reading. Linear in the text."""
    visible = sum(1 for character in text if character > "\x7f") or 1
    in_words = sum(match.end() - match.start() for match in WORD.finditer(text))
    odd = len(ODD.findall(text))
    glued = len(LATIN_INSIDE.findall(text))
    stray = len(MARK_INSIDE.findall(text))
    known = sum(match.end() - match.start() for match in FUNCTION_WORD.finditer(text))
    return (in_words + known - 3 * odd - 3 * glued - 2 * stray) / visible


def control_share(text: str) -> float:
    """Control characters and U+FFFD among all, 0–1, in the first 64 Ki characters."""
    text = text[:65536]
    return len(CONTROLS.findall(text)) / len(text) if text else 0.0


def far_share(text: str) -> float:
    """Characters of scripts far from Arabic and Latin among all, 0–1, in the first 64 Ki characters."""
    text = text[:65536]
    return len(FAR.findall(text)) / len(text) if text else 0.0

"""Text into tokens: one pass, one expression without nested repetition, offsets kept."""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from unicodedata import normalize

from rasid.arabic.dates.lexicon import LEXICON, NUMBERED, PAIRS
from rasid.arabic.dates.zones import ABBREVIATIONS, PLACES


class DateToken(NamedTuple):
    """``kind`` is one of ``ndate time offset num`` or what the lexicon says, ``zone place punct line ?``; ``start``/``end`` are offsets in the text."""

    kind: str
    value: Any
    start: int
    end: int
    raw: str = ""
    """A word in normal form."""


# One character for one character, so that offsets stay true. U+0640 stands for what is written on or between letters, U+200E for what is invisible.
_NORMAL: dict[int, str] = {
    **{0x660 + n: str(n) for n in range(10)},
    **{0x6F0 + n: str(n) for n in range(10)},
    **{ord(letter): "ا" for letter in "أإآٱ"},
    **{ord(letter): "ي" for letter in "ىیېئ"},
    **{ord(letter): "ه" for letter in "ةہھەۃ"},
    ord("ؤ"): "و",
    ord("ک"): "ك",
    ord("گ"): "ك",
    **dict.fromkeys((*range(0x64B, 0x660), 0x670, 0x621, 0x654), "\u0640"),
    **dict.fromkeys(
        (0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x61C, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0xAD), "\u200e"
    ),
    **{ord(sign): "," for sign in "،,‚"},
    **{ord(sign): "-" for sign in "-‐‑‒–—―−"},
    **{ord(sign): "/" for sign in "⁄∕／\\\u060d"},
    **{ord(sign): ":" for sign in "：∶ː"},
    **{ord(sign): "." for sign in "٫۔"},
    **dict.fromkeys((0xA0, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x202F, 0x3000, 9), " "),
    **{code: chr(code + 32) for code in range(65, 91)},
    **{ord(letter): plain for letter, plain in zip("éèêÉÈûùÛàÀ", "eeeeeuuuaa", strict=True)},
}
# Letters as glyph shapes are the letter. The lam-alefs are two: they stand as one of them until their word is looked up.
_LAM_ALEF = "\ufefb"
_NORMAL.update(dict.fromkeys(range(0xFEF5, 0xFEFD), _LAM_ALEF))
_NORMAL.update(
    {
        code: _NORMAL.get(ord(letter), letter)
        for code in (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFC00), *range(0xFE80, 0xFEF5))
        if len(letter := normalize("NFKC", chr(code))) == 1
    }
)
_GAP = "[ \u200e\u0640]{0,3}"
_TOKEN = re.compile(
    rf"(?P<ndate>(?<![\d.])\d{{1,4}}(?P<sep>{_GAP}[/.\-]{_GAP}|\u0640{{1,2}})\d{{1,2}}(?P=sep)\d{{1,4}}(?!\d)(?!\.\d))"
    rf"|(?P<time>(?<!\d)\d{{1,2}}{_GAP}:{_GAP}\d{{2}}(?::\d{{2}}(?:[.,]\d{{1,9}})?)?(?!\d))"
    r"|(?P<offset>[+-]\d{2}:?\d{2}(?!\d|[/.-]\d))"
    r"|(?P<num>\d+)"
    r"|(?P<word>[a-z]+|[\u0620-\u063f\u0641-\u064a\u0671-\u06d3\u0640\u200e\ufefb]+)"
    r"|(?P<line>\n)"
    r"|(?P<punct>[^\s])"
)
_PREFIXED = ("month", "weekday", "ordinal", "day", "hour")
_DASHES = re.compile("[\u0640\u200e]")


def tokenise(text: str) -> list[DateToken]:
    """Every token of ``text``, in order. Months of two words are one token; a one-letter prefix (و ف ب ل) is taken off months, weekdays and ordinals."""
    normal = text.translate(_NORMAL)
    found: list[DateToken] = []
    pending: dict[str, tuple[int, str]] | None = None
    shaped = _LAM_ALEF in normal
    for match in _TOKEN.finditer(normal):
        kind = match.lastgroup or ""
        start, end = match.span()
        value: Any = match.group()
        if kind == "word":
            if "\u0640" in value or "\u200e" in value:
                value = value.replace("\u0640", "").replace("\u200e", "")
                if not value:
                    continue
            if shaped:
                value = value.replace(_LAM_ALEF, "لا")
            if pending is not None and value in pending:
                number, calendar = pending[value]
                found[-1] = DateToken(
                    "month", (number, "g" if calendar == "l" else calendar, 0 if calendar == "l" else 2), found[-1].start, end
                )
                pending = None
                continue
            pending = PAIRS.get(value)
            entry = LEXICON.get(value)
            word = value
            if entry is None:
                kind, value, pending, cut = _other(value, pending)
                start += cut
            else:
                kind, value = entry
            found.append(DateToken(kind, value, start, end, word))
            continue
        if kind == "num":
            if (numbered := _numbered_month(found, value, start, end)) is not None:
                del found[-1 if found[-1].kind != "punct" else -2 :]
                found.append(numbered)
                pending = None
                continue
            # Seven digits are no day, year or count of anything; int() of thousands of digits is slow.
            value = int(value) if end - start <= 6 else -1
        pending = None
        found.append(DateToken(kind, value, start, end))
    return found


def _numbered_month(found: list[DateToken], value: str, start: int, end: int) -> DateToken | None:
    """«تشرين2», «تشرين 2», «كانون (2)»: the number of a month that has a namesake. One letter («ت2») must touch it."""
    if value not in ("1", "2") or not found:
        return None
    between = found[-1].kind == "punct" and found[-1].value in ("(", "[", "-") and len(found) > 1
    name = found[-2] if between else found[-1]
    month = NUMBERED.get(name.raw, {}).get(value)
    if month is None or start - name.end > 4 or (name.end != start and len(name.raw) == 1):
        return None
    return DateToken("month", (month, "g", 2 if len(name.raw) > 1 else 0), name.start, end)


def _other(word: str, pending: dict[str, tuple[int, str]] | None) -> tuple[str, Any, dict[str, tuple[int, str]] | None, int]:
    """A word the lexicon lacks: a zone, a place, the first half of a month, a known word behind a prefix (of 1 letter), or unknown."""
    if word in ABBREVIATIONS:
        return "zone", ABBREVIATIONS[word], None, 0
    if word in PLACES:
        return "place", PLACES[word], None, 0
    if pending is not None:
        return "?", word, pending, 0
    if len(word) > 3 and word[0] in "وفبل":
        rest = word[1:]
        entry = LEXICON.get(rest)
        if entry is not None and entry[0] in _PREFIXED:
            return entry[0], entry[1], None, 1
        if rest in PLACES:
            return "place", PLACES[rest], None, 1
        if rest in PAIRS:
            return "?", rest, PAIRS[rest], 1
    return "?", word, None, 0

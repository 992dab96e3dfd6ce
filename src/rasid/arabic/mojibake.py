"""Arabic that was decoded with the wrong codec: where it stands, and what it said.

Kinds: UTF-8 read as windows-1256 («ط§ظ„ط®ط¨ط±») or as windows-1252/latin-1 («Ø§Ù„Ø®Ø¨Ø±»), either of them twice; windows-1256 or ISO-8859-6 read as
latin-1 («ÇáÎÈÑ»); and what nothing repairs: U+FFFD and words that became question marks.
"""

from __future__ import annotations

import re

Spans = list[tuple[int, int]]

_HIGH = bytes(range(0x80, 0xC0))
# What the second half of a UTF-8 letter looks like in each codec. windows-1252 leaves five bytes undefined; browsers keep them as C1 controls.
_TAIL_1256 = _HIGH.decode("cp1256")
_TAIL_1252 = _HIGH.decode("latin-1") + bytes(b for b in _HIGH if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)).decode("cp1252")


def _units(opening: str, codec: str, tail: str, at_least: int) -> str:
    """A run that begins with ``at_least`` broken Arabic letters; after them anything that was more than one byte, with plain spaces, digits
    and punctuation between broken words."""
    tails = re.escape(tail)
    two = "".join(bytes([b]).decode(codec) for b in range(0xC2, 0xE0))
    three = "".join(bytes([b]).decode(codec) for b in range(0xE0, 0xF0))
    # A soft hyphen (second half of ح) is often dropped on the way: a lone lead before another lead is taken along.
    letter = f"[{opening}](?:[{tails}]|(?=[{opening}]))"
    unit = f"(?:{letter}|[{two}][{tails}]|[{three}][{tails}]{{2}})"
    return f"(?:{letter}){{{at_least},}}(?:[ \\t0-9.,:;!?()\"'/-]{{0,12}}{unit})*"


# ط ظ ع غ open the two halves of every Arabic letter (D8–DB); آ أ (C2, C3) open the second round of a text broken twice.
_AS_1256 = re.compile(_units("طظعغآأ", "cp1256", _TAIL_1256, 3))
_AS_1252 = re.compile(_units("ØÙÚÛÂÃ", "latin-1", _TAIL_1252, 2))
_LATIN_WORDS = re.compile(
    "[\u00a1\u00a8\u00aa\u00ac\u00ba\u00bf\u00c0-\u00ff]{3,}(?:[ \\t0-9.,:;!?()\"'/-]{1,12}[\u00a1\u00aa\u00ac\u00ba\u00bf\u00c0-\u00ff]+(?![A-Za-z]))*"
)
_LOST = re.compile("\ufffd+|(?<!\\?)\\?{2,30}(?:[ \\t،,.]{1,3}\\?{2,30}){1,200}")
_SUSPECT = re.compile(
    f"[ØÙÚÛÃÂ][{re.escape(_TAIL_1252)}]|[طظعغآأ][{re.escape(_TAIL_1256)}]{{1}}[طظعغآأâ]|[\u00c0-\u00ff]{{3}}|\ufffd|\\?\\?"
)
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]")
_LETTER = re.compile(r"[^\W\d_]")


def mojibake_spans(text: str) -> Spans:
    """Where wrongly decoded words stand, in order; the last kind (U+FFFD, question marks) included."""
    if _SUSPECT.search(text) is None:
        return []
    spans = [(start, end) for start, end, _ in _broken(text)]
    lost = (match.span() for match in _LOST.finditer(text))
    return sorted(spans + [(first, last) for first, last in lost if not any(start < last and first < end for start, end in spans)])


def repair_mojibake(text: str) -> str | None:
    """The text as it was before it was decoded wrongly; None when nothing can be repaired (nothing is broken, or it is lost for good)."""
    if _SUSPECT.search(text) is None:
        return None
    broken = _broken(text)
    if not broken:
        return None
    parts, at = [], 0
    for start, end, repaired in broken:
        parts += [text[at:start], repaired]
        at = end
    return "".join(parts) + text[at:]


def _broken(text: str) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for pattern, mend in ((_AS_1252, _from_1252), (_AS_1256, _from_1256), (_LATIN_WORDS, _from_latin)):
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end, _ in found):
                continue
            repaired = mend(match.group())
            if repaired is not None:
                found.append((start, end, repaired))
    return sorted(found)


def _from_1256(text: str) -> str | None:
    return _again(_as_utf8(re.sub("ط(?=[طظعغ])", "ط\u00ad", text), "cp1256"))


def _from_1252(text: str) -> str | None:
    return _again(_as_utf8(re.sub("Ø(?=[ØÙÚÛ])", "Ø\u00ad", text), "cp1252"))


def _again(text: str | None) -> str | None:
    """Broken twice is mended twice; the result must be Arabic."""
    for _ in range(2):
        if text is None:
            return None
        if _AS_1252.search(text):
            text = _as_utf8(text, "cp1252") or text
        elif _AS_1256.search(text):
            text = _as_utf8(text, "cp1256") or text
    return text if text is not None and _is_arabic(text) else None


def _as_utf8(text: str, codec: str) -> str | None:
    try:
        return _bytes(text, codec).decode("utf-8")
    except UnicodeDecodeError as error:
        # A span may end in half a letter; anything else is no mojibake.
        good = _bytes(text, codec)
        if error.start >= len(good) - 3 and error.start > 3:
            return good[: error.start].decode("utf-8") + good[error.start :].decode("utf-8", "replace")
        return None
    except UnicodeEncodeError:
        return None


def _bytes(text: str, codec: str) -> bytes:
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return b"".join(_byte(sign, codec) for sign in text)


def _byte(sign: str, codec: str) -> bytes:
    try:
        return sign.encode(codec)
    except UnicodeEncodeError:
        return sign.encode("latin-1")


def _from_latin(text: str) -> str | None:
    """windows-1256 or ISO-8859-6 bytes shown as Latin letters: the reading that is more Arabic, if one is."""
    try:
        raw = _bytes(text, "cp1252")
    except UnicodeEncodeError:
        return None
    readings = [raw.decode("cp1256"), raw.decode("iso-8859-6", "replace")]
    best = max(readings, key=lambda reading: (len(_ARABIC.findall(reading)), reading.count("ال")))
    # Three accented capitals may be a name («ÅÄÖ»); four Arabic letters in a row are none.
    return best if len(_ARABIC.findall(best)) >= 4 and _is_arabic(best) and "\ufffd" not in best else None


def _is_arabic(text: str) -> bool:
    letters = len(_LETTER.findall(text))
    return letters > 0 and len(_ARABIC.findall(text)) >= 0.8 * letters

"""Arabic that was decoded with the wrong codec: where it stands, and what it said.

Kinds: UTF-8 read as windows-1256 («ط§ظ„ط®ط¨ط±») or as windows-1252/latin-1 («Ø§Ù„Ø®Ø¨Ø±»), either of them twice, also where the bytes windows-1252
leaves undefined vanished or became U+FFFD («Ù ÙŠ»: ف is D9 81); windows-1256 or ISO-8859-6 read as latin-1 («ÇáÎÈÑ»); and what nothing repairs:
U+FFFD, words that became question marks, leads of letters with anything between.
"""

from __future__ import annotations

import re

Spans = list[tuple[int, int]]

_PLAIN = "0-9.,:;!?()\"'/-"
"""What stands between broken words and is whole itself, as the inside of a character class."""
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
    # Second halves are often lost on the way: the soft hyphen (of ح), the bytes windows-1252 does not define (81 of ف). So a lead may stand alone.
    letter = f"[{opening}](?:[{tails}\ufffd]|(?=[{opening}\\s{_PLAIN}]|$))"
    unit = f"(?:{letter}|[{two}][{tails}]|[{three}][{tails}]{{2}})"
    return f"(?:{letter}){{{at_least},}}(?:[ \\t{_PLAIN}]{{0,12}}{unit})*"


# ط ظ ع غ open the two halves of every Arabic letter (D8–DB); آ أ (C2, C3) open the second round of a text broken twice.
_AS_1256 = re.compile(_units("طظعغآأ", "cp1256", _TAIL_1256, 3))
_AS_1252 = re.compile(_units("ØÙÚÛÂÃ", "latin-1", _TAIL_1252, 2))
_LATIN_WORDS = re.compile(
    "[\u00a1\u00a8\u00aa\u00ac\u00ba\u00bf\u00c0-\u00ff]{3,}(?:[ \\t0-9.,:;!?()\"'/-]{1,12}[\u00a1\u00aa\u00ac\u00ba\u00bf\u00c0-\u00ff]+(?![A-Za-z]))*"
)
_LOST = re.compile("\ufffd+|(?<!\\?)\\?{2,30}(?:[ \\t،,.]{1,3}\\?{2,30}){1,200}")
_LOST_HALF = {"cp1252": {"Ø": "\u00ad", "Ù": "\x81", "Û": "\x81", "Â": "\x81"}, "cp1256": {"ط": "\u00ad", "آ": "\u00ad"}}
"""What a lead that stands alone has lost: of the bytes that vanish, the one Arabic text has most (ح, ف, Urdu ہ)."""
_ALONE = {
    "cp1252": re.compile(f"[ØÙÛÂ](?:\ufffd|(?![{re.escape(_TAIL_1252)}]))"),
    "cp1256": re.compile(f"[طآ](?:\ufffd|(?![{re.escape(_TAIL_1256)}]))"),
}
_LEADS = re.compile(r"(?:[ØÙ][^\sØÙ]?){3,}")
"""Three Latin leads of Arabic letters or more, whatever stands between them."""
# ISO-8859-6 read as windows-1256 keeps half of its letters: Arabic and accented Latin ones in one word («êسهé»).
_ACCENTED = "àâçèéêëîïôùûü"
_AR = "\u0621-\u063a\u0641-\u064a"
_HALF_WORD = re.compile(f"[{_AR}][{_ACCENTED}]|[{_ACCENTED}][{_AR}]")
_HALF = re.compile(f"[{_AR}{_ACCENTED}]+(?:[ \\t¬،{_PLAIN}]{{1,4}}[{_AR}{_ACCENTED}]+)*")
_SUSPECT = re.compile(
    f"[ØÙÚÛÃÂ][{re.escape(_TAIL_1252)}ØÙ]|[طظعغآأ][{re.escape(_TAIL_1256)}]{{1}}[طظعغآأâ]|[\u00c0-\u00ff]{{3}}|\ufffd|\\?\\?|â€|Â[«»]|{_HALF_WORD.pattern}"
)
_ACCENT = re.compile("[\u00c0-\u00ff]")
_SUSPECT_1256 = re.compile(f"[طظعغآأ][{re.escape(_TAIL_1256)}][طظعغآأâ]")
_SIGNS = re.compile("(?:â€[œ\u009d\u009c™˜“”¦¢žŸ]|â€(?=[\\s.،]|$)|Â[«»])+")
"""Quotation marks and dots of a page whose letters were right: they came by another road."""
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]")
_LETTER = re.compile(r"[^\W\d_]")


def _suspicious(text: str) -> bool:
    """Whether anything of :data:`_SUSPECT` is in the text, by looks that each skip sound Arabic at a third of the cost of the whole pattern."""
    return (
        "\ufffd" in text
        or "??" in text
        or _SUSPECT_1256.search(text) is not None
        or (_ACCENT.search(text) is not None and _SUSPECT.search(text) is not None)
    )


def mojibake_spans(text: str) -> Spans:
    """Where wrongly decoded words stand, in order; the last kind (U+FFFD, question marks, leads without their halves) included."""
    if not _suspicious(text):
        return []
    spans = [(start, end) for start, end, _ in _broken(text)]
    for pattern in (_LEADS, _LOST, _SIGNS):
        found = [match.span() for match in pattern.finditer(text)]
        spans += [(first, last) for first, last in found if not any(start < last and first < end for start, end in spans)]
    return sorted(spans)


def repair_mojibake(text: str) -> str | None:
    """The text as it was before it was decoded wrongly; None when nothing can be repaired (nothing is broken, or it is lost for good)."""
    if not _suspicious(text):
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
    kinds = [(_AS_1252, _from_1252), (_AS_1256, _from_1256), (_LATIN_WORDS, _from_latin)]
    if _HALF_WORD.search(text):
        kinds.append((_HALF, _from_half))
    for pattern, mend in kinds:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end, _ in found):
                continue
            repaired = mend(match.group())
            if repaired is not None:
                found.append((start, end, repaired))
    return sorted(found)


def _from_1256(text: str) -> str | None:
    return _again(_as_utf8(text, "cp1256"))


def _from_1252(text: str) -> str | None:
    # Leads alone may be anything («ØÙ»).
    return None if set(text) <= set("ØÙÚÛÂÃ ") else _again(_as_utf8(text, "cp1252"))


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
    halves = _LOST_HALF[codec]
    text = _ALONE[codec].sub(lambda found: found.group()[0] + halves[found.group()[0]], text)
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


def _from_half(text: str) -> str | None:
    """ISO-8859-6 shown as windows-1256. A French name behind an Arabic prefix is one such word; broken text has one in four."""
    words = text.split()
    mixed = sum(_HALF_WORD.search(word) is not None for word in words)
    if mixed < 2 or mixed < 0.25 * len(words):
        return None
    mended = _bytes(text, "cp1256").decode("iso-8859-6", "replace")
    return mended if _is_arabic(mended) else None


def _is_arabic(text: str) -> bool:
    letters = len(_LETTER.findall(text))
    return letters > 0 and len(_ARABIC.findall(text)) >= 0.8 * letters

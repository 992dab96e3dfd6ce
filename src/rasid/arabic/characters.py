"""Faults of single characters, each with the place where it stands.

Every ``*_spans`` function returns ``[(start, end), …]`` in code points of the text it was given, in order, without overlap, empty when
there is nothing to say. Each is one compiled expression without nested repetition: time is linear in the text.
"""

from __future__ import annotations

import re

Spans = list[tuple[int, int]]

_LETTER = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f"
_MARK = "\u064b-\u065f\u0670"

# Word ligatures that are characters in their own right are no fault: ﷲ ﷺ ﷻ ﷼ ﷽ (FDF2, FDFA–FDFF), honorifics FD40–FD4F, ornate parentheses ﴾﴿.
_PRESENTATION = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufdf0\ufdf1\ufdf3-\ufdf9\ufe70-\ufefc]+")
_TATWEEL = re.compile("\u0640{2,}")
_JOINED = re.compile(f"[{_LETTER}{_MARK}]")
# One ZWNJ or ZWJ between letters is orthography (Persian names, «هـ‍»); a space of no width, a word joiner, a stray BOM, a soft hyphen is not.
_ZERO_WIDTH = re.compile(
    "[\u200b\u2060\ufeff\u00ad\u180e][\u200b-\u200d\u2060\ufeff\u00ad\u180e]*|[\u200c\u200d]{2,}[\u200b-\u200d\u2060\ufeff]*"
)
_BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+")
_BIDI_NESTING = re.compile("[\u202a-\u202e\u2066-\u2069\n\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff9-\ufffb\ufffe\uffff\ue000-\uf8ff]+")
_REPLACEMENT = re.compile("\ufffd+")
_DOUBLED = re.compile("[\u064b-\u0650\u0652]{2,}|\u0651(?:[\u064b-\u0650]?\u0651)+")
_ORPHAN = re.compile(f'(?:(?<=[\\s«“"(،.])|^)[{_MARK}]+')
_PERSIAN = re.compile("[\u06a9\u06cc\u06c0\u06c1\u06be\u06d2\u06d5\u06aa]")
_ARABIC_WORD = re.compile(f"[{_LETTER}{_MARK}\u0640\u200c]+")
_NUMBER = re.compile("[0-9\u0660-\u0669\u06f0-\u06f9]+")
# One run, looked into afterwards: an expression that wanted a letter somewhere in it would be quadratic on a line of dashes.
_LATIN_RUN = re.compile(r"[A-Za-z0-9\u00c0-\u024f@#_/&=?%:.+-]+")
_LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")
_EASTERN = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_WORDS_BEGIN_AS_NONE = (" ة", "\n.", " ىل")
_BACKWARDS = frozenset({"يف", "نم", "نع", "نأ", "نإ"})
_LEFT_TO_RIGHT = re.compile(r"[0-9A-Za-z٠-٩](?:[0-9A-Za-z٠-٩.,:/%-]*[0-9A-Za-z٠-٩%])?")
_SYSTEMS = (("european", re.compile("[0-9]")), ("arabic-indic", re.compile("[\u0660-\u0669]")), ("persian", re.compile("[\u06f0-\u06f9]")))

_TO_ARABIC = str.maketrans(
    {"\u06a9": "ك", "\u06aa": "ك", "\u06cc": "ي", "\u06c0": "ه", "\u06c1": "ه", "\u06be": "ه", "\u06d2": "ي", "\u06d5": "ه"}
)


def _spans(pattern: re.Pattern[str], text: str) -> Spans:
    return [match.span() for match in pattern.finditer(text)]


def presentation_form_spans(text: str) -> Spans:
    """Letters as glyph shapes (U+FB50–FDFF, U+FE70–FEFC), left by PDF and print systems; ligatures like ﷺ and ﷲ are legitimate."""
    return _spans(_PRESENTATION, text)


def tatweel_spans(text: str) -> Spans:
    """Runs of two or more tatweels joined to a letter."""
    if "\u0640\u0640" not in text:
        return []
    # Tatweel on its own between spaces is a dash to many newsrooms; inside or at the edge of a word it is decoration.
    return [
        (start, end) for start, end in _spans(_TATWEEL, text) if _JOINED.match(text[start - 1 : start] or " ") or _JOINED.match(text, end)
    ]


def zero_width_spans(text: str) -> Spans:
    """Invisible characters with no business in Arabic prose: U+200B, U+2060, U+FEFF, U+00AD, U+180E, and runs of two or more joiners."""
    return _spans(_ZERO_WIDTH, text)


def bidi_spans(text: str) -> Spans:
    """Every run of bidi controls (marks, embeddings, overrides, isolates)."""
    return _spans(_BIDI, text)


def unbalanced_bidi_spans(text: str) -> Spans:
    """Bidi controls that spill: an embedding, override or isolate not closed in its paragraph, or a closer without opener; overrides always."""
    found: Spans = []
    open_at: list[tuple[str, int]] = []
    for match in _BIDI_NESTING.finditer(text):
        sign, at = match.group(), match.start()
        if sign in "\n\u2029":
            found.extend((place, place + 1) for _, place in open_at)
            open_at = []
        elif sign in "\u202d\u202e":
            found.append((at, at + 1))
            open_at.append(("override", at))
        elif sign in "\u202a\u202b":
            open_at.append(("embedding", at))
        elif sign in "\u2066\u2067\u2068":
            open_at.append(("isolate", at))
        else:
            closes = ("isolate",) if sign == "\u2069" else ("embedding", "override")
            if open_at and open_at[-1][0] in closes:
                open_at.pop()
            else:
                found.append((at, at + 1))
    found.extend((place, place + 1) for _, place in open_at)
    return sorted(set(found))


def control_spans(text: str) -> Spans:
    """Control characters (tab and line ends excepted), non-characters and the private use area, where icon fonts live."""
    return _spans(_CONTROL, text)


def replacement_spans(text: str) -> Spans:
    """Runs of U+FFFD: text that was lost for good when it was decoded."""
    return _spans(_REPLACEMENT, text)


def doubled_mark_spans(text: str) -> Spans:
    """Two vowel signs or two shaddas on one letter. Shadda with a vowel is right."""
    return _spans(_DOUBLED, text)


def orphan_mark_spans(text: str) -> Spans:
    """Diacritics at the start of a word, on no letter."""
    return _spans(_ORPHAN, text)


def persian_letter_spans(text: str) -> Spans:
    """Words with a Persian, Urdu or Kurdish form of an Arabic letter (ک ی ہ ھ ے ە ڪ): they look right and are not found by a search.

    Letters Arabic lacks (پ چ ژ گ ڤ) are how foreign names are written and no fault. Only of use on text known to be Arabic.
    """
    if _PERSIAN.search(text) is None:
        return []
    return [(start, end) for start, end in _spans(_ARABIC_WORD, text) if _PERSIAN.search(text, start, end)]


def reversed_spans(text: str) -> Spans:
    """Lines stored as they look, last letter first, by systems that knew no Arabic («ربخلا ةياهن»): words begin with letters that only end words
    (ة ى), the article stands at their ends, small words are turned («يف»), a full stop comes first.

    >>> reversed_spans("ةميدقلا ةنيدملا يف باتكلا ضرعم حاتتفا")
    [(0, 37)]
    >>> reversed_spans("افتتاح معرض الكتاب في المدينة القديمة")
    []
    """
    if not any(start in text for start in _WORDS_BEGIN_AS_NONE) and not text.startswith(("ة", ".")):
        return []
    spans, at = [], 0
    for line in text.split("\n"):
        words = line.split()
        wrong = sum(word[0] in "ةى" or word in _BACKWARDS or (len(word) > 3 and word.endswith("لا")) for word in words)
        wrong += line[:1] == "." and not line[1:2].isspace() and line[1:2] not in (".", "")
        if len(words) >= 4 and wrong >= max(2, len(words) / 8) and wrong > 3 * sum(word.startswith("ال") for word in words):
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def unreversed(text: str) -> str:
    """The text in the order it is read; numbers and Latin words stay as they are."""
    return _LEFT_TO_RIGHT.sub(lambda run: run.group()[::-1], text[::-1])


def arabic_letters(text: str) -> str:
    """With Persian, Urdu and Kurdish forms of Arabic letters replaced by the Arabic ones: the correction for :func:`persian_letter_spans`."""
    return text.translate(_TO_ARABIC)


def digit_systems(text: str) -> tuple[str, ...]:
    """Which digit systems occur: of ``european``, ``arabic-indic`` and ``persian``. Digits inside Latin words (F-16, G20) do not count."""
    bare = _without_latin(text)
    return tuple(name for name, pattern in _SYSTEMS if pattern.search(bare))


def mixed_digit_spans(text: str) -> Spans:
    """Numbers not in the digit system most numbers of the text are in; empty when there is only one. A number mixed in itself always counts."""
    if _EASTERN.search(text) is None:
        return []
    tally: dict[str, int] = {}
    kinds = []
    for match in _NUMBER.finditer(_without_latin(text)):
        systems = {_system(digit) for digit in match.group()}
        kind = systems.pop() if len(systems) == 1 else "mixed"
        kinds.append((kind, match.span()))
        tally[kind] = tally.get(kind, 0) + 1
    usual = max((kind for kind in tally if kind != "mixed"), key=lambda kind: tally[kind], default="")
    return [span for kind, span in kinds if kind != usual]


def _without_latin(text: str) -> str:
    """Latin words, addresses and the like blanked; offsets stay."""
    return _LATIN_RUN.sub(lambda run: " " * len(run.group()) if _LATIN_LETTER.search(run.group()) else run.group(), text)


def _system(digit: str) -> str:
    return "european" if digit < "\u0660" else "arabic-indic" if digit < "\u06f0" else "persian"

"""Arabic letters: cleaning, folding for comparison, ratios, words, sentence ends.

Everything here takes and returns ``str`` and is cheap enough to be run on every row of a frame of 100,000 articles.
Faults of characters with their spans are in :mod:`rasid.arabic.characters`, broken encodings in :mod:`rasid.arabic.mojibake`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from rasid.arabic.characters import (
    arabic_letters,
    bidi_spans,
    control_spans,
    digit_systems,
    doubled_mark_spans,
    mixed_digit_spans,
    orphan_mark_spans,
    persian_letter_spans,
    presentation_form_spans,
    replacement_spans,
    reversed_spans,
    tatweel_spans,
    unbalanced_bidi_spans,
    unreversed,
    zero_width_spans,
)
from rasid.arabic.mojibake import mojibake_spans, repair_mojibake

__all__ = [
    "FUNCTION_WORDS",
    "arabic_letters",
    "arabic_ratio",
    "bidi_spans",
    "clean",
    "control_spans",
    "digit_systems",
    "doubled_mark_spans",
    "ends_sentence",
    "ends_with_ellipsis",
    "fold",
    "function_words",
    "letter_count",
    "mixed_digit_spans",
    "mojibake_spans",
    "orphan_mark_spans",
    "persian_letter_spans",
    "presentation_form_spans",
    "repair_mojibake",
    "replacement_spans",
    "reversed_spans",
    "spaced",
    "strip_marks",
    "tatweel_spans",
    "unbalanced_bidi_spans",
    "unreversed",
    "words",
    "zero_width_spans",
]

# Harakat, shadda, sukun, dagger alef, maddah and hamza above/below, Quranic signs: written above or below a letter.
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08ca-\u08e1\u08e3-\u08ff"
# Letters of every language written in Arabic script; tatweel (U+0640) is none.
LETTERS = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f\u08a0-\u08c9"
    "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"
)
INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"

_MARKS_AND_TATWEEL = re.compile(f"[{MARKS}\u0640]+")
_ARABIC_RUN = re.compile(f"[{LETTERS}]+")
_LETTER_RUN = re.compile(r"[^\W\d_]+")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_WORD = re.compile(rf"[\w{MARKS}\u0640\u200c\u200d]+")
# Putting hundreds of marks on one letter in order takes quadratic time, and no text has them.
_PILE = re.compile(f"[{MARKS}\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{{100}}")
# Python takes these controls for white space; folded away, the rules would never see them.
_FOLDED_AWAY = re.compile("[\x1c-\x1f\x85]")
_WHITE_SPACE = re.compile("[^\\S\x1c-\x1f\x85]+")
_CLOSERS = "\"'”’»›)]}﴾﴿“‘« \t\r\n\u00a0" + "\u200e\u200f\u061c\u2069\u202c\u200b\ufeff"
_SENTENCE_FINAL = (".", "؟", "?", "!", "…", "۔", "‼", "⁉", "⁈")
_QUOTE_CLOSERS = ("»", "”", '"', "›")

_FOLD = {
    **dict.fromkeys("أإآٱٲٳٵ", "ا"),
    **dict.fromkeys("ىیېۍئےۓ", "ي"),
    **dict.fromkeys("ةۃہھەۀۂ", "ه"),
    **dict.fromkeys("ؤۆۇۈۋٶٷ", "و"),
    **dict.fromkeys("کڪګ", "ك"),
    **{chr(0x660 + n): str(n) for n in range(10)},
    **{chr(0x6F0 + n): str(n) for n in range(10)},
}
# str.replace costs a fortieth of str.translate a character: so the letters every text has, and one search for the rare ones
_COMMON_FOLD = tuple((letter, _FOLD[letter]) for letter in "أإآىئةؤ")
_RARE = f"{''.join(letter for letter in _FOLD if letter not in 'أإآىئةؤ')}{MARKS}\u0640{INVISIBLE}"
_RARE_FOLD = re.compile(f"[{_RARE}]")  # one class: three times as fast as two
_RARE_OR_PRESENTATION = re.compile(f"[{_RARE}\ufb50-\ufdff\ufe70-\ufefc]")

_FUNCTION_WORDS = """
في من على إلى الى عن مع أن إن ان أنه أنها إنه إنها لأن كأن لكن ولكن لكنه هذا هذه ذلك تلك هؤلاء أولئك التي الذي الذين اللذين اللتين
اللواتي ما لا لم لن ليس ليست قد لقد كان كانت يكون تكون كانوا بعد قبل بين حتى منذ خلال عند عندما حيث بينما حين أو أم ثم بل كما أي
كل بعض غير سوى إذا لو هو هي هم هن نحن أنا أنت عليه عليها عليهم إليه إليها فيه فيها منه منها به بها له لها لهم عنه عنها بهذا لهذا
وفي ومن وعلى وإلى وعن ومع وأن وقد ولا ولم وكان وكانت وهو وهي وما فإن فقد أما إما لدى ضد حول نحو دون تحت فوق أمام وراء ضمن عبر
أثناء رغم بسبب مثل قال قالت وقال وقالت وأضاف وأضافت وأكد وأكدت أيضا أيضاً فقط جدا اليوم الآن هناك هنا كيف لماذا متى أين هل يا عام
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Words that hold Arabic sentences together; not one of them is a name of anything."""


def clean(text: str) -> str:
    """NFC, every run of white space one space, ends trimmed. Faults (bidi controls, zero-width characters …) are kept for the rules."""
    return spaced(text if text.isascii() else _normal("NFC", text))


def spaced(text: str) -> str:
    """Every run of white space one space, ends trimmed; control characters are none, although Python takes five of them for it."""
    if _is_spaced(text):
        return text
    return _WHITE_SPACE.sub(" ", text).strip(" ") if _FOLDED_AWAY.search(text) is not None else " ".join(text.split())


def _is_spaced(text: str) -> bool:
    """Most texts are so already, and looking costs a quarter of doing it again. The space is the only white space that is printable."""
    return "  " not in text and text.isprintable() and text[:1] != " " and text[-1:] != " "


def _normal(form: Literal["NFC", "NFKC"], text: str) -> str:
    if unicodedata.is_normalized(form, text) or _PILE.search(text) is not None:
        return text
    return unicodedata.normalize(form, text)


def strip_marks(text: str) -> str:
    """Without diacritics and tatweel; letters stay as they are."""
    return _MARKS_AND_TATWEEL.sub("", text)


def fold(text: str) -> str:
    """For matching, never for showing: no marks, tatweel or invisible characters; alef, ya, hamza seats and ta marbuta unified;
    presentation forms opened; digits European; white space folded; Latin in lower case."""
    if not text.isascii():
        text = _normal("NFC", text)
        if _RARE_OR_PRESENTATION.search(text) is not None:
            if _PRESENTATION.search(text) is not None:
                text = _normal("NFKC", text)
            text = _RARE_FOLD.sub(_folded, text)
        for letter, instead in _COMMON_FOLD:
            if letter in text:
                text = text.replace(letter, instead)
    text = text.lower()
    return text if _is_spaced(text) else " ".join(text.split())


def _folded(found: re.Match[str]) -> str:
    return _FOLD.get(found[0], "")


def letter_count(text: str) -> tuple[int, int]:
    """(letters of Arabic script, letters of any script); marks, tatweel, digits and punctuation are neither."""
    bare = _MARKS_AND_TATWEEL.sub("", text)
    arabic = sum(map(len, _ARABIC_RUN.findall(bare)))
    every = sum(map(len, _LETTER_RUN.findall(bare)))
    return arabic, max(every, arabic)


def arabic_ratio(text: str) -> float:
    """Share of letters that are of Arabic script, 0.0–1.0, diacritics and tatweel removed; 0.0 when there are no letters at all."""
    arabic, every = letter_count(text)
    return arabic / every if every else 0.0


def words(text: str) -> list[str]:
    """Words as written, without punctuation; marks and zero-width joiners stay inside their word."""
    return _WORD.findall(text)


def function_words(text: str) -> int:
    """How many words of ``text`` are Arabic function words (:data:`FUNCTION_WORDS`), marks and tatweel ignored."""
    known = FUNCTION_WORDS
    return sum(word in known for word in strip_marks(text).translate(_PUNCTUATION_TO_SPACE).split())


_PUNCTUATION_TO_SPACE = {ord(sign): " " for sign in ".,:;!?()[]{}\"'«»“”‘’/\\|-–—…،؛؟۔٪%*_"}


def ends_sentence(text: str) -> bool:
    """The text ends like a finished sentence: a full stop, question or exclamation mark or ellipsis, closers after it ignored, or a closing quote."""
    bare = text.rstrip(_CLOSERS)
    if bare.endswith(_SENTENCE_FINAL):
        return True
    return bool(bare) and any(sign in _QUOTE_CLOSERS for sign in text[len(bare) :])


def ends_with_ellipsis(text: str) -> bool:
    """The text breaks off: ``…`` or two or more full stops at its end, closers ignored."""
    bare = text.rstrip(_CLOSERS)
    return bare.endswith(("…", ".."))

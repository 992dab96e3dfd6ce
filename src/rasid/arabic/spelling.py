"""Is a word misspelt, and how is it meant? Word by word, from the lists of ``data/spelling.toml`` and the patterns of Arabic's verbal nouns.

A word is looked up once in the life of a process: nearly all words of a text have been seen before.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

from rasid.arabic.script import strip_marks

PREFIX = re.compile("^((?:[وف]?(?:[بك]?ال|لل|[بلك])|[وف])?)(.+)$", re.DOTALL)
PREFIXES = frozenset(first + second for first in ("", "و", "ف") for second in ("", "ال", "بال", "كال", "لل", "ب", "ل", "ك"))
_NOUN_ENDS = tuple(
    sorted(
        [
            "ات",
            "ي",
            "ى",
            "ية",
            "يات",
            "يين",
            "ين",
            "ان",
            "ه",
            "ها",
            "هم",
            "هما",
            "هن",
            "كم",
            "نا",
            "ا",
            "اً",
            "ًا",
            "اته",
            "اتها",
            "اتهم",
            "اتي",
            "اتنا",
            "يا",
            "ياً",
        ],
        key=len,
        reverse=True,
    )
)
EDGES = " .,:;!?()[]{}\"'«»“”‘’/\\|-–—…،؛؟*_#@•·\u200e\u200f"
# What may stand behind a verbal noun: number, gender, person, nisba, tanwin.
_SUFFIX = "(?:ات|ين|ان|ون|ي|ى|ية|يات|يين|يون|يتين)?(?:ت?(?:ه|ها|هم|هما|هن|كم|نا|ك|ي))?(?:ا|اً|ًا|ة|يا|ياً|يًا)?"
_L = "[بتثجحخدذرزسشصضطظعغفقكلمنهويئؤأ]"
_FIRST = "[بتثجحخدذرزسشصضطظعغفقكلمنه]"
VERBAL_NOUN = re.compile(
    f"(?:{_FIRST}ت{_L}ا[{_L[1:-1]}ء]|ن{_L}{_L}ا[{_L[1:-1]}ء]|ست{_L}{_L}ا[{_L[1:-1]}ء]|ست{_L}ا{_L}[ةت]|[صض]ط{_L}ا{_L}|زد{_L}ا[{_L[1:-1]}ء]){_SUFFIX}"
)
"""Verbal nouns of the forms VIII, VII, X, without their alif: جتماع، نفجار، ستقبال، ستقالة. Form IV (إنتاج, إتقان) has one letter less."""
PAST_ENDS = ("", "ت", "ا", "تا", "وا", "ى", "ه", "ها", "هم", "نا", "ته", "تها", "تهم", "اه", "اها", "وه", "وها", "ن")
TRIPLED = re.compile("^([وف]?ا?)للل")
HA = re.compile("^[وف]?(?:[بك]?ال|لل)[ء-ي]{2,}ه$")
HAMZA_ALIF = re.compile("^[ء-ي]{2,}اء(?:ا|اً|ًا|آ)$")
OF_VERBS = (
    "تقط",
    "تقى",
    "تقا",
    "تزم",
    "تحق",
    "تهم",
    "تمس",
    "تفت",
    "تأم",
    "زمته",
    "قته",
    "غته",
    "همته",
    "تزام",
    "تحاق",
    "تفات",
    "تماس",
    "تهام",
    "تقاء",
    "تقائ",
    "تفاف",
    "تباس",
    "تحام",
    "تصاق",
    "تقيت",
    "غاء",
    "غائ",
    "قاء",
    "قائ",
    "زامه",
    "حاقه",
    "صاقه",
    "باسه",
    "مامه",
    "ذي",
)
"""Verbs and verbal nouns whose first root letter is ل («التقطته», «القائه» for «إلقائه») have no article; nor has what is run together with «الذي»."""
PARENTS = re.compile("^[وف]?والد(?:ت|ي|تي|ا|تا)?ه$")
"""«والدته» has no article: it is the word for mother."""
OF_ROOTS = [
    "{0}{1}ه",
    "{0}{1}يه",
    "{0}{1}اه",
    "{0}{1}وه",
    "{0}ا{1}ه",
    "م{0}{1}وه",
    "م{0}{1}ه",
    "ت{0}{1}يه",
    "ت{0}{1}ه",
    "مت{0}{1}ه",
    "ت{0}ا{1}ه",
    "مت{0}ا{1}ه",
    "أ{0}{1}ه",
    "ا{0}{1}ه",
    "أ{0}{1}اه",
    "ا{0}{1}اه",
    "إ{0}{1}اه",
    "ا{0}ت{1}اه",
    "إ{0}ت{1}اه",
    "م{0}ت{1}ه",
    "مست{0}{1}ه",
]
"""Patterns of nouns of a root whose third letter is ه (شبه: شبيه، مشبوه، تشبيه، متشابه، اشتباه …)."""
DUAL_PAST = frozenset({"جاءا", "شاءا", "ساءا", "باءا", "ناءا", "فاءا", "وجاءا", "وشاءا"})
WRONG_TANWIN = re.compile("^[ء-ي]{2,}ا[\u064f\u0650]$")
MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
ARABIC = re.compile("[\u0621-\u064a]")


class Slip(NamedTuple):
    """``wrong`` stands in the text (a word without its punctuation), ``right`` is meant; ``kind`` names the list or pattern that says so."""

    kind: str
    wrong: str
    right: str


@cache
def lists() -> dict[str, Any]:
    """``data/spelling.toml`` with its texts as sets of words."""
    table = tomllib.loads(resources.files("rasid.arabic").joinpath("data/spelling.toml").read_text("utf-8"))
    return {
        section: {name: frozenset(held.split()) if section in _TEXTS else held for name, held in content.items()}
        for section, content in table.items()
    }


_TEXTS = ("wasl", "ha", "doubled", "dialect")


@lru_cache(maxsize=100_000)
def slip_of(token: str) -> Slip | None:
    """The slip in ``token``, a word as white space parts it (punctuation may cling to it); None where there is none.

    >>> slip_of("«بإتخاذ"), slip_of("إنتاج"), slip_of("والمدرسه،").right
    (Slip(kind='hamza_on_wasl', wrong='بإتخاذ', right='باتخاذ'), None, 'والمدرسة')
    """
    word = token.strip(EDGES)
    if len(word) < 2:
        return None
    bare = word
    if not word.isalpha():
        if ARABIC.match(word) is None:
            return None
        if WRONG_TANWIN.match(word):
            return Slip("damma_for_tanwin", word, word[:-2] + "اً")
        bare = strip_marks(word)
    if (right := _fixed().get(bare)) is not None:
        return Slip("word_slip", word, right)
    # Most words show at a glance that no pattern can be theirs.
    if "إ" in bare and (slip := _wasl(word, bare)) is not None:
        return slip
    if "للل" in bare and TRIPLED.match(bare):
        return Slip("repeated_letter", word, TRIPLED.sub(r"\1لل", bare))
    if bare.endswith("ييين"):
        return Slip("repeated_letter", word, bare.replace("ييين", "يين"))
    return _endings(word, bare) if bare.endswith(("ه", "ءا", "ءاً", "ءًا", "ءآ")) else None


@cache
def _fixed() -> Mapping[str, str]:
    """Every fixed slip with every particle that may be joined to it."""
    told: dict[str, str] = {prefix + wrong: prefix + right for wrong, right in lists()["slips"].items() for prefix in PREFIXES}
    told.update(lists()["slips"])
    return told


def _parted(bare: str) -> tuple[str, str]:
    found = PREFIX.match(bare)
    return (found[1], found[2]) if found else ("", bare)


def _wasl(word: str, bare: str) -> Slip | None:
    at = bare.find("إ")
    if at < 0 or at > 4 or not _is_prefix(bare[:at]):
        return None
    told = lists()["wasl"]
    rest = bare[at + 1 :]
    whole = bare[at:]
    if whole in told["names"] or any(whole.startswith(name) for name in told["names"] if len(name) > 6):
        return None
    if rest in told["nouns"] or VERBAL_NOUN.fullmatch(rest) or _suffixed(rest, told["nouns"]) or _past(rest, told["past"]):
        if rest.startswith(tuple(told["behind_al"])) and not bare[:at].endswith(("ال", "لل")):
            return None
        return Slip("hamza_on_wasl", word, word.replace("إ", "ا", 1))
    return None


def _is_prefix(text: str) -> bool:
    return text in PREFIXES


def _suffixed(rest: str, nouns: frozenset[str]) -> bool:
    return any(rest.endswith(end) and len(stem := rest.removesuffix(end)) > 3 and stem in nouns for end in _NOUN_ENDS)


def _past(rest: str, stems: frozenset[str]) -> bool:
    return any(rest.endswith(end) and rest.removesuffix(end) in stems for end in PAST_ENDS)


def _ends_in_ha(prefix: str, stem: str) -> bool:
    """Whether ``stem`` may rightly end in ه: by its root, as a verb with its object, or as a noun that begins with ل behind the preposition (للقائه)."""
    return (
        stem in _rightly()
        or stem.endswith("لله")
        or stem.startswith(OF_VERBS)
        or (stem.endswith("ائه") and stem != "مائه")
        or (prefix.endswith("لل") and stem[:-1] in lists()["ha"]["behind_lil"])
    )


@cache
def _rightly() -> frozenset[str]:
    """The listed words, and those of the roots whose last letter is ه."""
    told: Mapping[str, frozenset[str]] = lists()["ha"]
    return told["rightly"] | {pattern.format(*root) for root in told["roots"] for pattern in OF_ROOTS}


def _endings(word: str, bare: str) -> Slip | None:
    if bare.endswith(("اءا", "اءاً", "اءًا", "اءآ")) and HAMZA_ALIF.match(bare) and bare not in DUAL_PAST:
        return Slip("tanwin_after_hamza_alif", word, bare[: bare.rindex("ء") + 1] + "ً")
    if bare.endswith("ه") and HA.match(bare) and PARENTS.match(bare) is None:
        prefix, stem = _parted(bare)
        if not _ends_in_ha(prefix, stem):
            return Slip("ha_for_ta_marbuta", word, word[: word.rindex("ه")] + "ة" + word[word.rindex("ه") + 1 :])
    return None

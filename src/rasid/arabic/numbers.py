"""Numbers in Arabic text: three digit systems, their separators, and number words."""

from __future__ import annotations

_UNITS = ("واحد", "اثن", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع", "عشر")
_TENS = ("عشر", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_HUNDRED = ("ميه", "مايه", "ميه", "مياه")


def _word_values() -> dict[str, int]:
    values = {"صفر": 0, "واحده": 1, "احد": 1, "احدي": 1, "حادي": 1, "حاديه": 1, "ثمانيه": 8, "ثماني": 8}
    for number, stem in enumerate(_UNITS, 1):
        values[stem] = values[stem + "ه"] = number
    for form in ("اثنان", "اثنين", "اثنا", "اثني", "اثنتان", "اثنتين", "اثنتا", "اثنتي"):
        values[form] = 2
    for number, stem in enumerate(_TENS, 2):
        values[stem + "ون"] = values[stem + "ين"] = 10 * number
    for hundred in _HUNDRED:
        values[hundred] = 100
        for number, stem in enumerate(_UNITS[2:9], 3):
            values[stem + hundred] = 100 * number
        values["ثماني" + hundred] = 800
    for form in ("ميتان", "ميتين", "مايتان", "مايتين"):
        values[form] = 200
    return values


_VALUES = _word_values()
_SCALES = {
    **dict.fromkeys(("الف", "الاف", "الفا"), (1_000, 1)), **dict.fromkeys(("الفان", "الفين"), (1_000, 2)),
    **dict.fromkeys(("مليون", "ملايين", "مليونا"), (1_000_000, 1)), **dict.fromkeys(("مليونان", "مليونين"), (1_000_000, 2)),
    **dict.fromkeys(("مليار", "مليارات", "مليارا", "بليون"), (1_000_000_000, 1)), **dict.fromkeys(("ملياران", "مليارين"), (1_000_000_000, 2)),
}  # fmt: skip
_SAME = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیئ", "ي"),
        "ة": "ه",
        "ؤ": "و",
        **dict.fromkeys(map(chr, (*range(0x64B, 0x660), 0x640, 0x621))),
    }
)
MOST_WORDS = 16
"""No number in a sentence has more words; what is longer is not looked at."""


def number_in_words(words: list[str]) -> int | None:
    """The number that ``words`` spell («ألفين وتسعة عشر» is 2019); None if one of them belongs to no number."""
    if not words or len(words) > MOST_WORDS:
        return None
    total = group = 0
    seen = False
    for raw in words:
        word = raw.translate(_SAME)
        if word == "و":
            continue
        if word not in _VALUES and word not in _SCALES and word.startswith("و"):
            word = word[1:]
        if word in _VALUES:
            value = _VALUES[word]
            # «ثلاث مئة» in two words multiplies, everything else adds.
            group = group * 100 if value == 100 and 0 < group < 10 else group + value
        elif word in _SCALES:
            scale, times = _SCALES[word]
            total += scale * (group if group else times)
            group = 0
        else:
            return None
        seen = True
    return total + group if seen else None

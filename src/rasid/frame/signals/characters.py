"""Signals of single characters, in headline, standfirst and body together. The spans say which.

Each first asks the set of the article's characters, so a clean text is never searched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import islice

from rasid.arabic import script
from rasid.arabic.language import detect
from rasid.arabic.spelling import EDGES
from rasid.frame.reading import Reading
from rasid.frame.signal import Place, Signal, count
from rasid.model import Words

Find = Callable[[str], list[tuple[int, int]]]

PRESENTATION = frozenset(map(chr, [*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)]))
PERSIAN = frozenset("\u06a9\u06cc\u06c0\u06c1\u06be\u06d2\u06d5\u06aa")
LACKED = frozenset("پچژگڤٹڈڑںڕڵۆێ")
QUOTES = (("«", "»"), ("“", "”"), ('"', '"'))
BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
REVERSING = re.compile("\u202d[^\u202c\n]*?[\u0621-\u064a][^\u202c\n]*?[\u0621-\u064a]|\u202e[^\u202c\n]*?[0-9A-Za-z٠-٩]{2}")
"""A left-to-right override over Arabic letters, a right-to-left one over Latin letters or numbers."""
ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e")
CONTROL = frozenset([*map(chr, range(9)), *map(chr, range(11, 32)), *map(chr, range(127, 160)), *"\ufff9\ufffa\ufffb\ufffe\uffff"]) - {"\r"}
PRIVATE = frozenset(map(chr, range(0xE000, 0xF900)))
MOST_NAMED = 6
"""Words of one suggestion: an editor sees the pattern; a whole text is mended where it was made."""
SHADDA = "\u0651"
KEPT = "\ue000"
OF_A_SIGN = re.compile("((?:^|[^\u0621-\u064a])(?:[وف]?[لبك]|ه))\u0640+(?![\u0621-\u064a])")
"""Where one tatweel is right: «لـ«الصحيفة»», «1447هـ»."""
DASH = re.compile("^\u0640{3,}|\u0640{3,}$|(?<=[اأإآدذرزوةىء])\u0640{3,}")
"""Where a run stands for a dash: at a word's edge, and behind a letter that joins none."""
MARKS = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")


def _everywhere(reading: Reading, find: Find) -> Sequence[Place]:
    """Every place outside words decoded wrongly: what stands inside them is their own fault's."""
    places = [Place(field, *span) for field, text in reading.prose if text for span in find(text)]
    if not places or not reading.broken:
        return places
    return [
        place
        for place in places
        if not reading.is_broken(place.field) and not any(start <= place.start < end for start, end in reading.broken.get(place.field, ()))
    ]


def mojibake(reading: Reading) -> Sequence[Place]:
    """Words decoded with the wrong table («Ø§Ù„», «ط§ظ„», «ÇáÎÈÑ»), in both directions, and words that became question marks."""
    return [Place(field, *span) for field, spans in reading.broken.items() for span in spans]


def mojibake_repaired(reading: Reading) -> Words | None:
    """The broken words, repaired."""
    return _each(reading, mojibake(reading), script.repair_mojibake)


def replacement_characters(reading: Reading) -> Sequence[Place]:
    """Runs of U+FFFD: letters that were lost when the text was decoded."""
    return _everywhere(reading, script.replacement_spans) if "\ufffd" in reading.characters else ()


def presentation_forms(reading: Reading) -> Sequence[Place]:
    """Letters stored as glyph shapes (U+FB50–FEFC), as PDFs leave them: they look right and no search finds them."""
    return _everywhere(reading, script.presentation_form_spans) if not reading.characters.isdisjoint(PRESENTATION) else ()


def headline_presentation_forms(reading: Reading) -> Sequence[Place]:
    """Those of them that stand in the headline: no search for it finds the article."""
    return [place for place in presentation_forms(reading) if place.field == "headline"]


def presentation_opened(reading: Reading) -> Words | None:
    """The words that hold them, with ordinary letters."""
    places = [
        Place(field, *_word_around(reading.texts[field], start, end)) for field, start, end in presentation_forms(reading)[: MOST_NAMED * 5]
    ]
    return _each(reading, places, lambda text: unicodedata.normalize("NFKC", text).strip(EDGES))


def persian_letters(reading: Reading) -> Sequence[Place]:
    """Words of an Arabic text with Persian or Urdu forms of Arabic letters (ک ی). Other languages' articles are the language rule's."""
    if reading.characters.isdisjoint(PERSIAN) or not reading.is_arabic:
        return ()
    foreign = headline_of_another_language(reading)
    return [
        place
        for place in _everywhere(reading, script.persian_letter_spans)
        if not (foreign and place.field == "headline") and not _quoted_language(reading, place)
    ]


def headline_of_another_language(reading: Reading) -> bool:
    """Whether the headline as a whole is of another language of Arabic script («زلزال در تهران»): letters Arabic lacks stand in it, and its words are
    another language's. Of an article in that language the language rule speaks."""
    if not reading.is_arabic or (reading.headline_characters.isdisjoint(LACKED) and reading.headline_characters.isdisjoint(PERSIAN)):
        return False
    if "language" not in reading.kept:
        reading.kept["language"] = detect(reading.headline)
    return reading.kept["language"] not in (None, "ar", "und", "en")


def headline_persian_letters(reading: Reading) -> Sequence[Place]:
    """Those of them that stand in the headline: no search for it finds the article."""
    return [place for place in persian_letters(reading) if place.field == "headline"]


def headline_overridden(reading: Reading) -> Sequence[Place]:
    """Overrides in the headline that reverse what stands behind them: readers see its letters or numbers in the wrong order."""
    headline = reading.headline
    if not headline or reading.headline_characters.isdisjoint("\u202d\u202e"):
        return ()
    return [Place("headline", found.start(), found.end()) for found in REVERSING.finditer(headline)]


def _quoted_language(reading: Reading, place: Place) -> bool:
    """Whether the word stands in a quotation that has letters Arabic lacks («زن، زندگی، آزادی»): words of another language, spelt as it spells."""
    text = reading.texts[place.field]
    for opening, closing in QUOTES:
        start = text.rfind(opening, 0, place.start)
        end = text.find(closing, place.end)
        if 0 <= start < end and closing not in text[start + 1 : place.start] and "\n" not in (quoted := text[start + 1 : end]):
            return not LACKED.isdisjoint(quoted)
    return False


def persian_replaced(reading: Reading) -> Words | None:
    """The words with Arabic letters."""
    return _each(reading, persian_letters(reading), script.arabic_letters)


def reversed_text(reading: Reading) -> Sequence[Place]:
    """Lines whose letters stand in the wrong order, last first."""
    if reading.characters.isdisjoint("ةى"):
        return ()
    return _everywhere(reading, script.reversed_spans)


def turned_round(reading: Reading) -> Words | None:
    """The first such line in the order it is read."""
    return _each(reading, reversed_text(reading)[:1], script.unreversed)


def bidi_controls(reading: Reading) -> Sequence[Place]:
    """Direction controls that spill beyond their words: overrides, and embeddings or isolates without their end."""
    return _everywhere(reading, script.unbalanced_bidi_spans) if not reading.characters.isdisjoint(BIDI) else ()


def zero_width(reading: Reading) -> Sequence[Place]:
    """Invisible characters without a job: zero-width spaces, stray byte order marks, soft hyphens, runs of joiners."""
    return _everywhere(reading, script.zero_width_spans) if not reading.characters.isdisjoint(ZERO_WIDTH) else ()


def tatweel(reading: Reading) -> Sequence[Place]:
    """Runs of two or more tatweels («عــــاجل»)."""
    return _everywhere(reading, script.tatweel_spans) if "\u0640" in reading.characters else ()


def tatweel_removed(reading: Reading) -> Words | None:
    """The word around the first run, without tatweel: one is left behind a particle («لـ«الصحيفة»»), and a run that parts words is a dash."""
    for field, start, end in tatweel(reading):
        text = reading.texts[field]
        first, last = _word_around(text, start, end)
        around = OF_A_SIGN.sub(f"\\1{KEPT}", text[first:last])
        bare = DASH.sub(" – ", around).replace("\u0640", "").replace(KEPT, "\u0640").strip()
        return Words(bare, bare) if bare else None
    return None


def _word_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The word, as white space parts them, that holds ``start`` to ``end``."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def control_characters(reading: Reading) -> Sequence[Place]:
    """Control characters, non-characters and the private use area (icon fonts)."""
    if reading.characters.isdisjoint(CONTROL) and reading.characters.isdisjoint(PRIVATE):
        return ()
    return _everywhere(reading, script.control_spans)


def doubled_diacritics(reading: Reading) -> Sequence[Place]:
    """Two vowel signs or two shaddas on one letter."""
    present = reading.characters & MARKS
    vowels = present - {SHADDA}
    if len(vowels) <= 3:
        # A few literal searches are quicker than one for a class of characters, and few texts use more than three vowel signs.
        pairs = [one + other for one in vowels for other in vowels]
        if SHADDA in present:
            pairs += [SHADDA + SHADDA, *(SHADDA + vowel + SHADDA for vowel in vowels)]
        if not any(pair in text for _, text in reading.prose for pair in pairs):
            return ()
    return _everywhere(reading, script.doubled_mark_spans)


def _each(reading: Reading, places: Sequence[Place], mend: Callable[[str], str | None]) -> Words | None:
    """The different words at ``places``, mended, in their order; three dots for those beyond ``MOST_NAMED``."""
    mended = (mend(reading.texts[field][start:end]) for field, start, end in places)
    named = list(islice(dict.fromkeys(word for word in mended if word), MOST_NAMED + 1))
    if not named:
        return None
    shown = [*named[:MOST_NAMED], *(["…"] if len(named) > MOST_NAMED else [])]
    return Words("، ".join(shown), ", ".join(shown))


SIGNALS: tuple[Signal, ...] = (
    count("text_mojibake", "body", mojibake, suggest=mojibake_repaired),
    count("text_replacement_characters", "body", replacement_characters),
    count("text_presentation_forms", "body", presentation_forms, suggest=presentation_opened),
    count("headline_presentation_forms", "headline", headline_presentation_forms),
    count("text_persian_letters", "body", persian_letters, suggest=persian_replaced),
    count("headline_persian_letters", "headline", headline_persian_letters),
    count("headline_overridden", "headline", headline_overridden),
    count("text_reversed", "body", reversed_text, suggest=turned_round),
    count("text_bidi_controls", "body", bidi_controls),
    count("text_zero_width", "body", zero_width),
    count("text_tatweel_runs", "body", tatweel, suggest=tatweel_removed),
    count("text_control_characters", "body", control_characters),
    count("text_doubled_diacritics", "body", doubled_diacritics),
)

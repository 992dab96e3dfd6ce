"""Signals of the body as a whole: its length, its language, where it ends, what in it is not prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rasid.arabic.script import FUNCTION_WORDS, arabic_ratio, ends_sentence, ends_with_ellipsis, letter_count
from rasid.frame.reading import Reading
from rasid.frame.signal import Place, Signal, count, value, whole
from rasid.frame.signals.characters import mojibake, reversed_text
from rasid.frame.signals.furniture import furniture, furniture_within
from rasid.frame.signals.leftovers import body_markup, body_placeholder
from rasid.frame.signals.no_article import DIGIT, PROSE_TYPES, body_no_article, mostly_data
from rasid.frame.signals.repetition import ends_in_two_dots
from rasid.frame.signals.workshop import editor_notes, promise
from rasid.model import ArticleType

ASCII_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
NOT_ASCII_LETTERS = bytes(code for code in range(128) if chr(code) not in ASCII_LETTERS)
ASCII_AND_ARABIC = frozenset(map(chr, [*range(0x80), *range(0x600, 0x781)]))
OWE_BODY = (ArticleType.ARTICLE, ArticleType.OPINION, ArticleType.LIVE_BLOG)
USUAL_WORD_LENGTH = (2.0, 9.0)
"""FineWeb-2's bounds: outside them words are torn or glued together, and no word can be looked for."""
FEW_WORDS = 200
"""A body of fewer words is looked at whole: whether it is a notice, a test, or begins with its own standfirst."""
JUDGED_FROM_WORDS = 30
"""Shares say nothing about shorter texts; FineWeb-2 drops documents of fewer than 50 words before it measures any."""
HALF = 0.5
SAMPLE = 1_000
"""Characters: prose of this length has a dozen function words."""
DANGLING = ("،", ",", "؛", ":", "-", "–", "—", "(", "«", "“", "/", "ـ")
CONNECTIVES = frozenset(
    [
        "في",
        "من",
        "على",
        "إلى",
        "الى",
        "عن",
        "مع",
        "أن",
        "إن",
        "ان",
        "التي",
        "الذي",
        "الذين",
        "بين",
        "بعد",
        "قبل",
        "خلال",
        "حتى",
        "منذ",
        "حيث",
        "بينما",
        "لكن",
        "و",
        "أو",
        "أم",
        "ثم",
        "كما",
        "لأن",
        "عند",
        "لدى",
        "ضد",
        "نحو",
        "ضمن",
        "عبر",
        "بسبب",
        "وفي",
        "ومن",
        "وعلى",
        "وإلى",
    ]
)
SHOWS = re.compile(r"(?:شاهد|فيديو|بالفيديو|صور|بالصور)(?!\w| عيان)")
"""A headline that begins so announces what is to be seen: the text beside it may be a line."""
QUOTES = frozenset('"«“')
QUOTED = re.compile(r"\"[^\"\n]{1,600}\"|«[^«»\n]{1,600}»|“[^“”\n]{1,600}”")
ELLIPSIS = re.compile(r"\.{3,}|…")
WAY_OF_WRITING = 3
LONG_LAST = 15
"""Words: a last paragraph of so many is a sentence, no credit line; two others then show how paragraphs end."""
READ_ON = re.compile(
    r"(\.{3}|…)\s*[\[(«]?\s*(?:اقرأ\s+|قراءة\s+|لقراءة\s+)?(?:المزيد|التفاصيل|البقية|more|read more)\s*[\])»]?\s*$", re.IGNORECASE
)
"""The button behind a text that was cut for a list."""
CREDITS = re.compile(r"^[\W_]*(?:المصدر|المصادر|نقلا عن|نقلاً عن|تصوير|ترجمة|إعداد|تحرير|كتب|كتبت|تقرير|متابعة|وكالات|رويترز|المزيد)\b")


def body_present(reading: Reading) -> str | None:
    """``text`` where there is a body, the type's name where none is owed (videos, galleries, audio, urgent lines), else null."""
    if reading.body:
        return "text"
    kind = reading.article.type
    return None if kind in OWE_BODY else kind.value


def body_words(reading: Reading) -> float | None:
    """Words of the body; null without a body."""
    return reading.word_count or None


def prose_words(reading: Reading) -> float | None:
    """Words of the body of an article or opinion piece, a standfirst that opens it left out; null for other types, which may be short, without a
    body, and where it is short for another reason: a notice, a test, another language, a headline that promises a film or pictures."""
    words = reading.word_count
    if not words or reading.article.type not in PROSE_TYPES:
        return None
    if words > FEW_WORDS:
        return words
    if not reading.is_arabic or body_no_article(reading) or body_placeholder(reading) or promise(reading):
        return None
    first = reading.paragraphs[0]
    lead = len(first.split()) if len(reading.paragraphs) > 1 and first == " ".join(reading.standfirst.split()) else 0
    return words - lead if SHOWS.match(reading.headline) is None else None


def body_arabic(reading: Reading) -> float | None:
    """Share of the body's letters that are of Arabic script, 0–1, quotations not counted where it would be low; null without letters, and for text
    decoded wrongly or put there as a test."""
    share = _arabic_share(reading)
    if share is None or share >= HALF or reading.body_characters.isdisjoint(QUOTES):
        return share
    # An English statement quoted at length is no English article.
    arabic, every = letter_count(QUOTED.sub(" ", reading.body))
    return max(share, arabic / every) if every else share


def _arabic_share(reading: Reading) -> float | None:
    body, characters = reading.body, reading.body_characters
    if reading.is_broken("body") or (reading.word_count <= FEW_WORDS and body_placeholder(reading)):
        return None
    if any(map(str.isalpha, characters - ASCII_AND_ARABIC)):
        return arabic_ratio(body) if letter_count(body)[1] else None
    # Only ASCII and Arabic letters, as in nearly every article: counting bytes is ten times faster than searching.
    ascii_part = body.encode("ascii", "ignore")
    latin = len(ascii_part.translate(None, NOT_ASCII_LETTERS))
    arabic = len(body) - len(ascii_part)
    return arabic / (arabic + latin) if arabic + latin else None


def language_told(reading: Reading) -> str | None:
    """The language of a text in Arabic letters; null where the letters are others: the rules on letters say so."""
    share = _arabic_share(reading) if reading.body else reading.headline_letters[0] / (reading.headline_letters[1] or 1)
    return None if share is not None and share < HALF else reading.article.language


def foreign_runs(reading: Reading) -> Sequence[Place]:
    """The first long stretches of the body in Latin letters."""
    found = re.finditer(r"[A-Za-z][A-Za-z0-9 ,.'’\"()-]{20,400}", reading.body)
    return [Place("body", *match.span()) for match, _ in zip(found, range(3), strict=False)]


def function_words(reading: Reading) -> float | None:
    """Different Arabic function words in the body's first thousand characters; null under 30 words, where the language rule or the one on letters
    has its say, where words are no words, and for tables of numbers."""
    length = word_length(reading)
    if length is None or not reading.is_arabic or not USUAL_WORD_LENGTH[0] <= length <= USUAL_WORD_LENGTH[1]:
        return None
    if not reading.body_characters.isdisjoint(ASCII_LETTERS) and (body_arabic(reading) or 0.0) < HALF:
        return None
    found = len(FUNCTION_WORDS.intersection(reading.body[:SAMPLE].split()))
    return None if found < 2 and (mostly_data(reading.paragraphs, 6) or reversed_text(reading)) else found


def word_length(reading: Reading) -> float | None:
    """Mean length of the body's words in characters, as white space divides them; null under 30 words, and for text decoded wrongly."""
    words = reading.word_count
    if reading.is_broken("body"):
        return None
    return (len(reading.body) - words + 1) / words if words >= JUDGED_FROM_WORDS else None


def body_furniture(reading: Reading) -> Sequence[Place]:
    """Page furniture in the body: section labels, related-news blocks, «تابعونا», alone or behind a paragraph's sentences. Neighbouring ones are one place."""
    places: list[Place] = []
    previous = -2
    for number in furniture(reading.paragraphs):
        start = reading.paragraph_starts[number]
        end = start + len(reading.paragraphs[number])
        if number == previous + 1:
            places[-1] = Place("body", places[-1].start, end)
        else:
            places.append(Place("body", start, end))
        previous = number
    whole = {(place.start, place.end) for place in places}
    for number, paragraph in enumerate(reading.paragraphs):
        start = reading.paragraph_starts[number]
        if any(first <= start < last for first, last in whole) or (within := furniture_within(paragraph)) is None:
            continue
        places.append(Place("body", start + within, start + len(paragraph)))
    return places


def last_prose(reading: Reading) -> int | None:
    """Number of the last paragraph that is prose: not furniture, not a credit line."""
    paragraphs = reading.paragraphs
    aside = set(furniture(paragraphs[-8:]))
    first = max(0, len(paragraphs) - 8)
    for number in range(len(paragraphs) - 1, first - 1, -1):
        if number - first not in aside and not CREDITS.match(paragraphs[number]):
            return number
    return None


def body_cut(reading: Reading) -> Sequence[Place]:
    """The body breaks off: it ends in an ellipsis, a comma, a preposition, or without the full stop its other paragraphs end with."""
    number = last_prose(reading)
    if number is None or reading.article.type not in PROSE_TYPES:
        return ()
    if promise(reading):
        return ()
    last = reading.paragraphs[number].rstrip()
    if "..." in last or "…" in last:
        last = READ_ON.sub(r"\1", last).rstrip()
    words = last.split()
    if not words or not _breaks_off(last, words, reading.paragraphs[:number]):
        return ()
    start = reading.paragraph_starts[number]
    end = start + len(last.rstrip(" ."))
    # What stands there may be no text at all: the end is told by the rule that says so.
    others = (*editor_notes(reading), *body_markup(reading), *mojibake(reading), *reversed_text(reading))
    if any(place.field == "body" and place.start < end <= place.end + 2 for place in others):
        return ()
    tail = len(" ".join(words[-4:]))
    return [Place("body", start + max(0, len(last) - tail), start + len(last))]


def _breaks_off(last: str, words: Sequence[str], others: Sequence[str]) -> bool:
    if ends_with_ellipsis(last) and not ends_in_two_dots(last):
        # Three more of them: the writer's way of breathing.
        return len(ELLIPSIS.findall("\n".join((*others, last.rstrip(" .…"))))) < WAY_OF_WRITING
    if last.endswith(DANGLING) and not last.endswith("هـ"):
        return True
    if ends_sentence(last) or DIGIT.search(words[-1]) is not None:
        return False
    if words[-1] in CONNECTIVES and len(words) > 3:
        return True
    habits = [ends_sentence(paragraph) or paragraph.endswith(":") for paragraph in others if len(paragraph) > 60]
    return len(words) >= 8 and len(habits) >= (2 if len(words) >= LONG_LAST else 3) and sum(habits) >= 0.9 * len(habits)


SIGNALS: tuple[Signal, ...] = (
    value("body_present", "body", body_present, dtype="object"),
    value("prose_words", "body", prose_words, places=whole("body")),
    value("body_words", "body", body_words, places=whole("body")),
    value("body_arabic_ratio", "body", body_arabic, places=foreign_runs),
    value("language_told", "language", language_told, dtype="object"),
    value("body_function_words", "body", function_words, places=whole("body")),
    value("body_word_length", "body", word_length, places=whole("body")),
    count("body_furniture", "body", body_furniture),
    count("body_cut", "body", body_cut),
)

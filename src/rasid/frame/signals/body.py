"""Signals of the body as a whole: its length, its language, what in it is not prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rasid.arabic.script import FUNCTION_WORDS, arabic_ratio, ends_sentence, fold, letter_count
from rasid.frame.reading import Reading
from rasid.frame.signal import Place, Signal, count, value, whole
from rasid.frame.signals.characters import reversed_text
from rasid.frame.signals.ending import body_cut
from rasid.frame.signals.furniture import appended, furniture, furniture_within
from rasid.frame.signals.leftovers import body_placeholder
from rasid.frame.signals.no_article import PROSE_TYPES, body_no_article, mostly_data
from rasid.frame.signals.workshop import promise
from rasid.model import ArticleType

ASCII_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
NOT_ASCII_LETTERS = bytes(code for code in range(128) if chr(code) not in ASCII_LETTERS)
ASCII_AND_ARABIC = frozenset(map(chr, [*range(0x80), *range(0x600, 0x781)]))
OWE_BODY = (ArticleType.ARTICLE, ArticleType.OPINION, ArticleType.LIVE_BLOG)
USUAL_WORD_LENGTH = (2.0, 9.0)
"""FineWeb-2's bounds: outside them words are torn or glued together, and no word can be looked for."""
BRIEF = 12
"""Words from which a finished sentence tells a piece of news (55 of 80 texts of 12 to 24 words were such briefs, announcements of films included)."""
BRIEF_WITH_VERB = 10
FEW_WORDS = 200
"""A body of fewer words is looked at whole: whether it is a notice, a test, or begins with its own standfirst."""
JUDGED_FROM_WORDS = 30
"""Shares say nothing about shorter texts; FineWeb-2 drops documents of fewer than 50 words before it measures any."""
TAIL = 3
"""Paragraphs at the end that a system's tail may stand in."""
HALF = 0.5
FEW = 2
LEAST_JOINED = 4
SAMPLE = 1_000
"""Characters: prose of this length has a dozen function words."""
_VERBS = [
    "أعلن",
    "قال",
    "أكد",
    "ذكر",
    "أفاد",
    "أوضح",
    "كشف",
    "أضاف",
    "أشار",
    "نفى",
    "دعا",
    "طالب",
    "وصل",
    "غادر",
    "التقى",
    "استقبل",
    "بحث",
    "ترأس",
    "افتتح",
    "دشن",
    "وقع",
    "أطلق",
    "أرسل",
    "بدأ",
    "انطلق",
    "شهد",
    "قتل",
    "أصيب",
    "لقي",
    "توفي",
    "اعتقل",
    "ألقت",
    "ضبط",
    "عثر",
    "تعرض",
    "اندلع",
    "هز",
    "ضرب",
    "فاز",
    "خسر",
    "تعادل",
    "تغلب",
    "حقق",
    "سجل",
    "أحرز",
    "تأهل",
    "نشر",
    "بث",
    "عرض",
    "احتفل",
    "شارك",
    "نظم",
    "عقد",
    "أقر",
    "صوت",
    "رفض",
    "وافق",
    "قرر",
    "أصدر",
    "تظاهر",
    "احتج",
    "حذر",
    "انتقد",
    "اتهم",
    "هدد",
    "ارتفع",
    "انخفض",
    "تراجع",
    "بلغ",
    "سقط",
    "تحطم",
    "انفجر",
    "نجا",
    "أنقذ",
    "قضى",
    "حكم",
    "برأ",
    "أحال",
    "نقل",
    "عين",
    "استقال",
    "غرد",
    "نشبت",
]
NEWS_VERBS = frozenset(form for verb in _VERBS for form in (fold(verb), fold(verb).removesuffix("ي") + "ت"))
"""What a piece of news begins with, masculine and feminine, folded."""
SHOWS = re.compile(r"(?:شاهد|فيديو|بالفيديو|صور|بالصور)(?!\w| عيان)")
"""A headline or text that begins so announces what is to be seen: a line may be all there is to read."""
AGENCY_LETTERS = re.compile(r"^[(\[]\s*(?:[^\W\d_]{1,2}[\s.]*){2,4}[)\]]$")
"""«(أ. ف. ب)» as all that follows one finished sentence: a picture with its caption."""
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
QUOTES = frozenset('"«“')
QUOTED = re.compile(r"\"[^\"\n]{1,600}\"|«[^«»\n]{1,600}»|“[^“”\n]{1,600}”")


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
    first = reading.paragraphs[0]
    if len(reading.paragraphs) == 2 and ends_sentence(first) and AGENCY_LETTERS.match(reading.paragraphs[1]):
        return None
    lead = len(first.split()) if len(reading.paragraphs) > 1 and first == " ".join(reading.standfirst.split()) else 0
    if _is_brief(reading.paragraphs[1:] if lead else reading.paragraphs, words - lead) or body_cut(reading):
        return None
    if not reading.is_arabic or body_no_article(reading) or body_placeholder(reading) or promise(reading):
        return None
    return words - lead if SHOWS.match(reading.headline) is None and SHOWS.match(first) is None else None


def _is_brief(paragraphs: Sequence[str], words: int) -> bool:
    """Whether a short text tells its news: it ends as a sentence, or begins with a verb of news («أعلن»، «قالت»), or, where it is shorter still, does both.
    A caption and a list of names do neither."""
    if words < BRIEF_WITH_VERB:
        return False
    ends = ends_sentence(paragraphs[-1])
    first = fold(paragraphs[0]).split()
    verb = bool(first) and not paragraphs[-1].endswith((":", "،")) and first[0].removeprefix("و") in NEWS_VERBS
    return ends or verb if words >= BRIEF else ends and verb


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
    words = reading.body[:SAMPLE].split()
    found = len(FUNCTION_WORDS.intersection(words))
    if found < FEW:
        found += sum(_joined(word) for word in set(words))
    return None if found < FEW and (mostly_data(reading.paragraphs, 6) or reversed_text(reading)) else found


def _joined(word: str) -> bool:
    """Whether a word begins with a particle: «وأكد», «للصحيفة», «بالمدينة»."""
    return len(word) > LEAST_JOINED and word.startswith(("لل", "بال", "وال", "فال", "كال", "و"))


def word_length(reading: Reading) -> float | None:
    """Mean length of the body's words in characters, as white space divides them, addresses left out; null under 30 words, and for text decoded
    wrongly."""
    body, words = reading.body, reading.word_count
    if reading.is_broken("body"):
        return None
    if "//" in body or "www." in body:
        body, removed = ADDRESS.subn("", body)
        words -= removed
    return (len(body) - words + 1) / words if words >= JUDGED_FROM_WORDS else None


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
        if any(first <= start < last for first, last in whole):
            continue
        within = furniture_within(paragraph)
        if within is None and number >= len(reading.paragraphs) - TAIL:
            within = appended(paragraph)
        if within is None:
            continue
        places.append(Place("body", start + within, start + len(paragraph)))
    return places


SIGNALS: tuple[Signal, ...] = (
    value("body_present", "body", body_present, dtype="object"),
    value("prose_words", "body", prose_words, places=whole("body")),
    value("body_words", "body", body_words, places=whole("body")),
    value("body_arabic_ratio", "body", body_arabic, places=foreign_runs),
    value("language_told", "language", language_told, dtype="object"),
    value("body_function_words", "body", function_words, places=whole("body")),
    value("body_word_length", "body", word_length, places=whole("body")),
    count("body_furniture", "body", body_furniture),
)

"""Signals of where a body ends: what proves that it was cut off, and what only looks unfinished."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rasid.arabic.script import FUNCTION_WORDS, ends_sentence, ends_with_ellipsis
from rasid.frame.reading import Reading
from rasid.frame.signal import Place, Signal, count
from rasid.frame.signals.characters import mojibake, reversed_text
from rasid.frame.signals.cut_words import lost_letters
from rasid.frame.signals.furniture import appended, furniture, furniture_within
from rasid.frame.signals.leftovers import body_markup
from rasid.frame.signals.no_article import DIGIT, PROSE_TYPES
from rasid.frame.signals.repetition import ends_in_two_dots
from rasid.frame.signals.workshop import editor_notes, promise

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
        "اللذين",
        "اللتين",
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
        "والتي",
        "والذي",
        "وذلك",
        "تقول",
        "يقول",
        "قائلا",
        "قائلاً",
        "قائلًا",
        "وقال",
        "وقالت",
        "وأن",
        "بأن",
        "أنه",
        "أنها",
        "ال",
        "لل",
        "بال",
        "وال",
        "فيما",
        "سوف",
        "قد",
        "وقد",
    ]
)
"""Words no sentence ends with."""
ADVERBS = ("بعد", "قبل")
BEFORE_ADVERBS = frozenset({"من", "ومن", "فيما", "ما", "إلى"})
"""«من قبل», «فيما بعد» end a sentence."""
ELLIPSIS = re.compile(r"\.{3,}|…")
WAY_OF_WRITING = 3
LONG_LAST = 15
"""Words: a last paragraph of so many is a sentence, no credit line; two others then show how paragraphs end."""
LEAST_WORDS = 8
HABIT = 0.9
LONG = 60
"""Characters of a paragraph that says how paragraphs end here."""
LAST = 8
"""Paragraphs at the end among which the last one of prose is looked for."""
READ_ON = re.compile(
    r"(\.{3}|…)\s*[\[(«]?\s*(?:اقرأ\s+|قراءة\s+|لقراءة\s+)?(?:المزيد|التفاصيل|البقية|more|read more)\s*[\])»]?\s*$", re.IGNORECASE
)
"""The button behind a text that was cut for a list."""
CREDITS = re.compile(r"^[\W_]*(?:المصدر|المصادر|نقلا عن|نقلاً عن|تصوير|ترجمة|إعداد|تحرير|كتب|كتبت|تقرير|متابعة|وكالات|رويترز|المزيد)\b")
AND_SO_ON = re.compile(r"(?:وغيره[ام]?|وغيرهم|وغيرهن|إلخ|الخ|وهكذا|وهلم جرا|هنا|الرابط|يتبع)\s*[)\]]?\s*(?:\.{3,}|…)\s*$")
"""«وغيرها...», «اضغط هنا...»: nothing is missing behind it."""
ELIDED = re.compile(r"(?:\.{3,}|…)\s*[.!؟]*\s*[\"'»”’)\]]+\W*$|[\"»”](?:\.{3}|…)$|\.{4,}$")
"""An ellipsis inside a quotation or behind one: the quotation is shortened, not the text. More than three dots are a way of writing."""
SIGNED_OFF = re.compile(r"[-–—/]{1,3}\s*[\w./ ]{1,24}\s*[-–—/]{1,3}\s*$|[،,]{3,}\s*$|[-–—_*=]{3,}\s*$|…\s*,,\s*$")
"""An agency's sign-off («-وات-»), commas and dashes as an ornament."""
SIGNED = re.compile(r"[.!؟]\s+((?!و)(?:\S+\s+){0,3}\S+)$")
"""A few words behind the last stop, with none that sentences are built of: who wrote it."""
SHOWN_BELOW = re.compile(
    r"[.!؟»\"]\s+(?:\S+\s+){0,4}(?:ال|بال|وال)?(?:صور|صورة|فيديو|فيديوهات|مقطع|تسجيل|تسجيلات|صوتي|إنفوغراف\w*|ألبوم|رابط)(?:\s+\S+){0,2}\s*:$"
)
"""«الصور:», «التفاصيل في التسجيل التالي:» behind a finished sentence: what follows was to be seen or heard, and no text."""
LISTED_TAGS = re.compile(r"\sسمات\s+(?:[^\s.]+\s+){1,15}[^\s.]+$")
"""A system's list of tags behind a sentence that has no stop of its own."""
LETTER = re.compile(r"[^\W\d_]")
GOES_ON = 20
"""Characters by which another text goes on where the body stops: less is a signature."""
JOINT = 40
"""Characters of the body's end that are looked for in the other text."""
FAR_LONGER = (1.15, 3.0)
"""What JSON-LD calls the word count, over the words that stand in the body: from so much a part is missing; beyond the second the count is of markup."""


def last_prose(reading: Reading) -> int | None:
    """Number of the last paragraph that is prose: not furniture, not a credit line, not a line without letters."""
    paragraphs = reading.paragraphs
    aside = set(furniture(paragraphs[-LAST:]))
    first = max(0, len(paragraphs) - LAST)
    for number in range(len(paragraphs) - 1, first - 1, -1):
        if number - first not in aside and not CREDITS.match(paragraphs[number]) and LETTER.search(paragraphs[number]):
            return number
    return None


def _last_text(reading: Reading) -> tuple[int, str] | None:
    """The last prose (its paragraph's number, its text without what a system appended or put behind its sentences); looked for once."""
    if "last_text" not in reading.kept:
        reading.kept["last_text"] = _found_last_text(reading)
    found: tuple[int, str] | None = reading.kept["last_text"]
    return found


def _found_last_text(reading: Reading) -> tuple[int, str] | None:
    number = last_prose(reading)
    if number is None or reading.article.type not in PROSE_TYPES or promise(reading):
        return None
    last = reading.paragraphs[number].rstrip()
    tail = appended(last) if number == len(reading.paragraphs) - 1 else None
    if tail is None:
        tail = furniture_within(last)
    if tail is not None:
        last = last[:tail].rstrip()
    if "..." in last or "…" in last:
        last = READ_ON.sub(r"\1", last).rstrip()
    return (number, last) if last else None


def body_cut(reading: Reading) -> Sequence[Place]:
    """What proves that the body breaks off: an ellipsis that is none of style, a comma, colon or connective at its end, a word or a text that another
    place on the page has whole."""
    found = _last_text(reading)
    if found is None:
        return ()
    number, last = found
    if not (_breaks_off(last, reading.paragraphs[:number]) or _cut_in_word(reading, last) or _goes_on(reading, last)):
        return ()
    start = reading.paragraph_starts[number]
    end = start + len(last.rstrip(" ."))
    # What stands there may be no text at all: the end is told by the rule that says so.
    others = (*editor_notes(reading), *body_markup(reading), *mojibake(reading), *reversed_text(reading))
    if any(place.field == "body" and place.start < end <= place.end + 2 for place in others):
        return ()
    return [_tail(start, last)]


def _tail(start: int, last: str) -> Place:
    """The last four words of ``last``, which begins at ``start``."""
    return Place("body", start + max(0, len(last) - len(" ".join(last.split()[-4:]))), start + len(last))


def _breaks_off(last: str, others: Sequence[str]) -> bool:
    words = last.split()
    if ends_with_ellipsis(last) and not ends_in_two_dots(last):
        if AND_SO_ON.search(last) or ELIDED.search(last):
            return False
        # Three more of them: the writer's way of breathing.
        return len(ELLIPSIS.findall("\n".join((*others, last.rstrip(" .…"))))) < WAY_OF_WRITING
    if last.endswith(DANGLING) and not last.endswith("هـ"):
        return (
            SIGNED_OFF.search(last) is None
            and SHOWN_BELOW.search(last) is None
            and not (last.endswith("“") and last.count("“") + last.count("”") > 1 and last.count("“") % 2 == 0)
        )
    return words[-1] in CONNECTIVES and len(words) > 3 and not (words[-1] in ADVERBS and words[-2] in BEFORE_ADVERBS)


def _cut_in_word(reading: Reading, last: str) -> bool:
    """Whether the last word is the beginning of one that the article has whole behind the same word."""
    if ends_sentence(last) or last.endswith(DANGLING) or len(last.split()) < LEAST_WORDS:
        return False
    return lost_letters(last, (reading.headline, reading.standfirst, reading.body[: len(reading.body) - len(last)]))


def _goes_on(reading: Reading, last: str) -> bool:
    """Whether the page's own data have the text with more behind its last words, or count far more words where a stop is wanting."""
    body = reading.body
    joint = " ".join(body[: body.rfind(last) + len(last)][-JOINT:].split())
    for told in _told(reading):
        at = told.rfind(joint)
        if at >= 0 and len(joint) >= JOINT - 2 and len(told) - at - len(joint) > GOES_ON and not _is_tail(told[at + len(joint) :]):
            return True
    counted = reading.article.structured_data.get("wordCount")
    number = float(counted) if isinstance(counted, int | float) or (isinstance(counted, str) and counted.isdecimal()) else 0.0
    longer = number / max(1, reading.word_count)
    return FAR_LONGER[0] <= longer <= FAR_LONGER[1] and bool(body_without_stop(reading))


def _is_tail(rest: str) -> bool:
    rest = rest.strip(" .»”\"'")
    return len(rest) <= GOES_ON or furniture([rest[:200]]) == [0] or CREDITS.match(rest) is not None


def _told(reading: Reading) -> Iterator[str]:
    """The article's text as other places give it (JSON-LD's ``articleBody``, a feed's), white space folded."""
    held = reading.article.structured_data.get("articleBody")
    candidates = (one.value for one in reading.article.candidates.get("body", ()))
    for told in (held, *candidates):
        if isinstance(told, str) and told:
            yield " ".join(told.split())


def body_without_stop(reading: Reading) -> Sequence[Place]:
    """The last paragraph has no full stop where nine in ten of the others have one; what is proved to be cut is not told here."""
    found = _last_text(reading)
    if found is None:
        return ()
    number, last = found
    words = last.split()
    if len(words) < LEAST_WORDS or ends_sentence(last) or last.endswith(DANGLING) or DIGIT.search(words[-1]) is not None:
        return ()
    signed = SIGNED.search(last)
    if (signed is not None and FUNCTION_WORDS.isdisjoint(signed[1].split())) or LISTED_TAGS.search(last) is not None:
        return ()
    habits = [ends_sentence(paragraph) or paragraph.endswith(":") for paragraph in reading.paragraphs[:number] if len(paragraph) > LONG]
    if len(habits) < (2 if len(words) >= LONG_LAST else 3) or sum(habits) < HABIT * len(habits):
        return ()
    return [_tail(reading.paragraph_starts[number], last)]


def last_stop_wanting(reading: Reading) -> Sequence[Place]:
    """A finished-looking text without its last full stop."""
    return () if body_cut(reading) else body_without_stop(reading)


SIGNALS: tuple[Signal, ...] = (
    count("body_cut", "body", body_cut),
    count("body_without_stop", "body", last_stop_wanting),
)

"""Signals of what writers left behind: notes to colleagues, promises of more, a passage nobody translated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from rasid.arabic.script import ends_sentence
from rasid.frame.reading import Reading
from rasid.frame.signal import Place, Signal, count, value
from rasid.frame.signals.dates import believable

_PARTS = r"(?:صور|فيديو|رابط|اقتباس|خريط|جدول)"
_ADDRESSED = r"(?:ملاحظة\s*:?\s*(?:لل|إلى\s+ال)(?:محرر|تحرير|مدقق|ديسك|مصحح|ناشر)|(?:TODO|TBC|TBD|FIXME)\b)"
_NOTE = (
    rf"(?:{_ADDRESSED}"
    r"|(?:ينقص|تنقص|ناقص|ينقصه)\s+(?:رد|تعليق|تصريح|اسم|مصدر|رقم|فقرة|معلومة|ال(?:رد|تعليق|اسم|مصدر|رقم|تاريخ|صورة)|صورة)"
    r"|(?:يرجى|الرجاء|تأكد|تأكدوا|تحقق|تحققوا|راجع|راجعوا|دقق)\b[^()\[\]\n]{0,60}قبل\s+النشر"
    rf"|(?:هنا\s+)?(?:توضع|تُوضع|يوضع|ضع|ضعوا|أدرج|أدرجوا|تدرج|يدرج)\s+(?:هنا\s+)?(?:ال)?{_PARTS})"
)
_STATE = r"(?:للمراجعة|للتدقيق|مسودة|مسوّدة|لا\s+ي[ُ]?نشر|غير\s+صالح\s+للنشر|draft)"
BRACKETED = re.compile(rf"[(\[]\s*(?:{_NOTE}[^()\[\]\n]{{0,100}}|{_STATE}\s*)[)\]]", re.IGNORECASE)
LINE = re.compile(rf"^\W*(?:{_NOTE}|{_STATE}\s*(?:[-–—:|]|$))", re.IGNORECASE)
ADDRESSED = re.compile(rf"^\W*{_ADDRESSED}", re.IGNORECASE)
OPENERS = "([{*-–— #"
BEGINNINGS = frozenset(
    [
        "ملا",
        "ينق",
        "تنق",
        "ناق",
        "يرج",
        "الر",
        "تأك",
        "تحق",
        "راج",
        "دقق",
        "هنا",
        "توض",
        "تُو",
        "يوض",
        "ضع ",
        "ضعو",
        "أدر",
        "تدر",
        "يدر",
        "للم",
        "للت",
        "مسو",
        "لا ",
        "غير",
        "TOD",
        "TBC",
        "TBD",
        "FIX",
        "Dra",
        "dra",
    ]
)
MACHINE_BEGINNINGS = frozenset(["بال", "حسن", "إلي", "تفض", "هل ", "كنم", "بصف", "as ", "As ", "Sur", "sur", "Cer", "cer"])
HEADLINE_BEGINNINGS = frozenset({"للم", "للت", "مسو", "لا ", "غير", "نسخ", "Dra", "dra", "DRA", "Cop", "cop"})
"""What a note begins with: most paragraphs are spared the search."""
EDGE = 3
"""Paragraphs at either end, where notes without brackets stand. In brackets they stand anywhere."""
LONGEST_LINE = 200
"""Characters: a note to colleagues is short."""
MACHINE = re.compile(
    r"^\W*(?:(?:بالتأكيد|بالطبع|حسنا|حسناً|إليك|تفضل|تفضّل)\b.{0,60}(?:صياغت|صياغة|بأسلوب\s+صح|المنقح|المحسن|المحسّن)"
    r"|هل\s+(?:ترغب|تود|تريد)\s+(?:في\s+)?(?:أن|بأن)\s+(?:أكتب|أقوم|أضيف|أعيد|أقترح|أختصر|أعد|ألخص)"
    r"|(?:كنموذج|بصفتي\s+نموذج(?:ا|اً|ًا)?)\s+لغوي|as\s+an?\s+(?:ai|language)\b|(?:sure|certainly)[!,]\s+here)",
    re.IGNORECASE,
)
"""How assistants that rewrite texts open and close an answer: pasted with it."""
HEADLINE = re.compile(
    rf"^\W*{_STATE}\s*[-–—:|]|[(\[]\s*(?:{_STATE}|نسخة(?:\s+\d\d?)?|نسخة\s+نهائية|copy(?:\s+\d\d?)?)\s*[)\]]\s*$|^(?:نسخة\s+من\s*[-:]|copy\s+of\s)"
    r"|\.(?:docx?|odt|rtf|txt|pdf|jpe?g|png|mp4)\s*$",
    re.IGNORECASE,
)
PROMISE = re.compile(
    r"^\W*(?:يتبع|(?:ال)?تفاصيل\s+(?:أوفى\s+|أكثر\s+|إضافية\s+)?(?:بعد\s+قليل|لاحقا|لاحقاً|تباعا|تباعاً)|(?:المزيد|التتمة)\s+(?:بعد\s+قليل|لاحقا|لاحقاً))\W*$"
)
BRIEF = 150
"""Words: «يتبع» at the end of a long text is the end of one part of a series."""
FOREIGN = re.compile(r"[A-Za-z][^\u0600-\u06ff\n]{160,}")
"""Two lines or more without an Arabic letter."""
HALF = 0.5
QUOTES = ('"', "“", "«", "'", "‘")
NO_PROSE = re.compile(r"https?://|[{};=<>]|\d[^A-Za-z]{12}")


def editor_notes(reading: Reading) -> Sequence[Place]:
    """Notes to colleagues that went out with the text («ينقص رد الوزير», «للمراجعة»), names of files, what an assistant said round its answer."""
    places: list[Place] = []
    headline = reading.headline.strip()
    edges = headline.endswith((")", "]")) or "." in headline or headline.lstrip(OPENERS)[:3] in HEADLINE_BEGINNINGS
    if edges and (found := HEADLINE.search(reading.headline)):
        places.append(Place("headline", 0 if "." in found.group() else found.start(), found.end()))
    if not reading.body_characters.isdisjoint("(["):
        places += [Place("body", *found.span()) for found in BRACKETED.finditer(reading.body)]
    last = len(reading.paragraphs) - 1
    for number in (*range(min(EDGE, last + 1)), *range(max(EDGE, last + 1 - EDGE), last + 1)):
        paragraph = reading.paragraphs[number]
        if len(paragraph) > LONGEST_LINE:
            continue
        start = reading.paragraph_starts[number]
        if ((opening := paragraph.lstrip(OPENERS)[:3]) in BEGINNINGS and _is_note(paragraph)) or (
            number in (0, last) and opening in MACHINE_BEGINNINGS and MACHINE.match(paragraph)
        ):
            places = [place for place in places if place.field != "body" or not start <= place.start <= start + len(paragraph)]
            places.append(Place("body", start, start + len(paragraph)))
    return places


def _is_note(line: str) -> bool:
    """Notes are jotted down; a finished sentence that begins like one («تحققوا من الأخبار قبل النشر.», «ينقص رقم واحد.») is told to readers."""
    return LINE.match(line) is not None and (ADDRESSED.match(line) is not None or not ends_sentence(line))


def promise(reading: Reading) -> Sequence[Place]:
    """«يتبع» or «التفاصيل بعد قليل» at the end of a brief."""
    if not reading.paragraphs or reading.word_count > BRIEF or PROMISE.match(reading.paragraphs[-1]) is None:
        return ()
    return [Place("body", reading.paragraph_starts[-1], len(reading.body))]


def promise_hours(reading: Reading) -> float | None:
    """Hours since a brief that ends in «يتبع» or «التفاصيل بعد قليل» was published or last changed; null for all others."""
    if not promise(reading):
        return None
    moments = [at for at in (believable(reading), reading.article.modified_at) if at is not None and at <= reading.now]
    return (reading.now - max(moments)) / timedelta(hours=1) if moments else None


def foreign_passages(reading: Reading) -> Sequence[Place]:
    """Passages of an Arabic text in Latin letters that are neither quoted nor announced: left untranslated."""
    if reading.body_characters.isdisjoint("aeioAEIO") or reading.is_broken("body") or not reading.is_arabic:
        return ()
    body = reading.body
    found = [match.span() for match in FOREIGN.finditer(body)]
    # Most of the body in another script is the language rule's.
    if not found or sum(end - start for start, end in found) > HALF * len(body):
        return ()
    return [
        Place("body", start, end)
        for start, end in found
        if not (before := body[:start].rstrip(" ")).endswith(QUOTES)
        and not before.rstrip().endswith(":")
        and NO_PROSE.search(body, start, end) is None
    ]


SIGNALS: tuple[Signal, ...] = (
    count("editor_notes", "body", editor_notes),
    value("promise_hours", "body", promise_hours, places=promise),
    count("foreign_passages", "body", foreign_passages),
)

"""Signals of a body that is no article: an error page, a notice, a list of headlines. And what such a list is not: a table, a poem, a list with a lead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rasid.arabic.script import ends_sentence
from rasid.frame.reading import Reading
from rasid.frame.signal import Place, Signal, count
from rasid.model import ArticleType

PROSE_TYPES = (ArticleType.ARTICLE, ArticleType.OPINION)
OPENING_QUOTES = ("«", "“", '"', "‘", "'", "(")
"""A notice does not quote itself: an article about notices does."""
DIGIT = re.compile(r"\d")
LEAST_VERSES = 8
RHYMED = 0.7
OF_GRAMMAR = ("ة", "ات", "ين", "ون", "ان")
MARK = re.compile("[\u064e-\u0650\u0652]")
INTRODUCTION = 4
"""Spaces in a line that introduces others: a section's name («أهم الأخبار:») has fewer."""
CONTINUES = re.compile(
    "و(?!زير|زار|زراء|فاة|فيات|فد|صول|قف|قفة|اشنط|كال|سط|رش|لي |ثيق|سائل|جه|ظائ|ساط|ضع|حد|عد )|ف(?!يد|وز|ي |لسط|رنس|ريق|تح|نان|صائ|رص|يت|ضيح|عال|ضائ|يلم|يض|شل|قد|حص|از |نز)"
)
"""A line that begins with «و» or «ف» for "and", not with a word whose letter it is («وزير», «فوز»)."""
NO_ARTICLE = (
    "الصفحة غير موجودة",
    "الصفحة المطلوبة غير موجودة",
    "الصفحة التي تبحث عنها",
    "الصفحة التي طلبتها",
    "لم يتم العثور على الصفحة",
    "خطأ 404",
    "404 Not Found",
    "Page not found",
    "يرجى تفعيل جافا سكريبت",
    "يرجى تفعيل JavaScript",
    "enable JavaScript",
    "Just a moment",
    "سجل الدخول لمتابعة القراءة",
    "سجّل الدخول لمتابعة القراءة",
    "لمتابعة القراءة اشترك",
    "هذا المحتوى متاح للمشتركين",
    "هذا المحتوى للمشتركين",
    "المحتوى مخصص للمشتركين",
    "نستخدم ملفات تعريف الارتباط",
    "تأكيد أنك لست روبوتا",
    "تأكد من أنك لست روبوت",
    "لإثبات أنك إنسان",
    "لا توجد نتائج",
)
SHORT_PAGE = 150
"""Words: only a short body can be such a notice as a whole; in a long one the phrase is quoted."""


def short_lines(reading: Reading) -> Sequence[Place]:
    """A body that is a list of links or headlines: six lines or more, none a sentence, none long, and none that belongs to its neighbours."""
    paragraphs = reading.paragraphs
    if len(paragraphs) < 6 or reading.article.type not in PROSE_TYPES:
        return ()
    if any(len(paragraph) > 140 for paragraph in paragraphs) or sum(map(ends_sentence, paragraphs)) > len(paragraphs) // 6:
        return ()
    if introduced(paragraphs) or mostly_data(paragraphs, 4) or verse(paragraphs):
        return ()
    return [Place("body", 0, len(reading.body))]


def introduced(paragraphs: Sequence[str]) -> bool:
    """Whether a line says in words what the others are: a finished first sentence, or one that ends in a colon."""
    return any(
        (paragraph.endswith(":") or (number == 0 and ends_sentence(paragraph))) and paragraph.count(" ") >= INTRODUCTION
        for number, paragraph in enumerate(paragraphs)
    )


def mostly_data(paragraphs: Sequence[str], one_in: int) -> bool:
    """Whether the lines are a table's: one word in so many holds a digit.

    >>> mostly_data(["1. نوريس 1:20.983", "2. لوكلير +0.112"], 3), mostly_data(["افتتح الوزير المعرض في 3 آذار"], 3)
    (True, False)
    """
    words = " ".join(paragraphs).split()
    return sum(DIGIT.search(word) is not None for word in words) * one_in >= len(words)


def verse(paragraphs: Sequence[str]) -> bool:
    """Whether lines go on from one another, as in poems and resolutions: a quarter end in a comma or semicolon, or begin with «و» or «ف», or half
    are vocalised, or they rhyme. Headlines stand each for itself."""
    lines = len(paragraphs)
    if sum(paragraph.rstrip().endswith(("،", "؛", ",", ";")) for paragraph in paragraphs) * 4 >= lines:
        return True
    if sum(CONTINUES.match(paragraph) is not None for paragraph in paragraphs) * 4 >= lines:
        return True
    return sum(MARK.search(paragraph) is not None for paragraph in paragraphs) * 2 >= lines or rhymes(paragraphs)


def rhymes(lines: Sequence[str]) -> bool:
    """Whether eight lines or more end alike, all of them or every other one, seven in ten. An ending of grammar (ة, ات, ين, ون) is no rhyme.

    >>> rhymes(["يا دار", "هذا المسار", "طال النهار", "بعد انتظار", "عند الجدار", "خلف الستار", "زال الغبار", "عاد القطار"])
    True
    >>> rhymes(["وزير الصحة يزور المدينة"] * 8)
    False
    """
    ends = [_ending(line) for line in lines]
    return len(ends) >= LEAST_VERSES and any(_alike(some) for some in (ends, ends[::2], ends[1::2]))


def _ending(line: str) -> str:
    letters = [character for character in line if "\u0621" <= character <= "\u064a" and character != "\u0640"]
    return "".join(letters[-2:])


def _alike(ends: Sequence[str]) -> bool:
    last = [end[-1:] for end in ends if end and not end.endswith(OF_GRAMMAR)]
    return bool(last) and max(map(last.count, set(last))) >= RHYMED * len(ends)


def body_no_article(reading: Reading) -> Sequence[Place]:
    """The body is no article: an error page, a login or consent notice, or a list of headlines."""
    if not reading.body:
        return ()
    if reading.word_count <= SHORT_PAGE:
        places = [
            Place("body", at, at + len(phrase))
            for phrase in NO_ARTICLE
            if (at := reading.body.find(phrase)) >= 0 and not reading.body[:at].endswith(OPENING_QUOTES)
        ]
        if places:
            return places
    return short_lines(reading)


SIGNALS: tuple[Signal, ...] = (count("body_no_article", "body", body_no_article),)

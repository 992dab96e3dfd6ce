"""What is on the page but not of the article: section labels, related-news blocks, sharing and subscription lines, comment rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rasid.arabic.script import fold

LONGEST = 240
"""A paragraph longer than this is prose, whatever it begins with."""

LABELS = frozenset(
    fold(label)
    for label in """أقسام|الأقسام|أخبار|الأخبار|أخبار متعلقة|أخبار ذات صلة|أخبار مشابهة|مقالات ذات صلة|مقالات متعلقة|مواضيع ذات صلة|مواضيع متعلقة|مواضيع مشابهة
موضوعات ذات صلة|موضوعات متعلقة|ذات صلة|اقرأ أيضا|إقرأ أيضا|اقرأ أيضاً|اقرأوا أيضا|اقرؤوا أيضا|اقرأ المزيد|إقرأ المزيد|قراءة المزيد|المزيد|عرض المزيد|شاهد المزيد
شاهد أيضا|طالع أيضا|شارك|مشاركة|شارك الخبر|شارك هذا الخبر|شارك المقال|شارك هذا المقال|انشر|طباعة|تعليق|تعليقات|التعليقات|اترك تعليقا|اترك تعليقك|أضف تعليقا|أضف تعليق
أضف تعليقك|الوسوم|وسوم|الكلمات المفتاحية|كلمات مفتاحية|كلمات دلالية|الكلمات الدلالية|تابعنا|تابعونا|الأكثر قراءة|الأكثر مشاهدة|الأكثر تداولا|آخر الأخبار
أحدث الأخبار|النشرة البريدية|النشرة الإخبارية|إعلان|إعلانات|مساحة إعلانية|الرئيسية|الصفحة الرئيسية|نسخ الرابط|تم النسخ|انسخ الرابط|اشترك|اشترك الآن|سجل الآن
حجم الخط|استمع إلى المقال|facebook|twitter|whatsapp|telegram|share|print|tags|advertisement|فيسبوك|تويتر|واتساب|تلغرام|تيليجرام|مواضيع مقترحة
قد يعجبك أيضا|قد يهمك|قد يهمك أيضا|اخترنا لك|مقترحات|روابط ذات صلة|روابط مفيدة""".replace("\n", "|").split("|")
)
"""Paragraphs that are nothing but one of these (folded, punctuation off)."""

_OPENING = (
    r"(?:"
    r"[إا]قر[أاؤ](?:وا|ي)?\s+(?:أيض|ايض|المزيد|كذلك)"
    r"|(?:شاهد|طالع|تابع|انظر)(?:وا)?\s+(?:أيض|ايض|المزيد)"
    r"|(?:أخبار|مواضيع|موضوعات|مقالات|قصص|روابط)\s+(?:متعلقة|ذات\s+صلة)\s*:?"
    r"|تابع(?:ونا|نا|وا|ونا)?\s+(?:(?:آخر|أحدث|جديد|أهم|كل|صفحتنا|صفحاتنا|قناتنا|قنواتنا|حسابنا|حساباتنا)\s+.{0,40})?(?:على|عبر|من\s+خلال)\s+.{0,40}(?:فيسبوك|فيس\s?بوك|تويتر|تلغرام|تليغرام|تيليجرام|تليجرام|واتس|يوتيوب|انستغرام|إنستغرام|إنستجرام|غوغل|جوجل|منصة|صفحت|قنات|حساب|google|facebook|twitter|telegram)"
    r"|لمتابعة\s+(?:آخر|أهم|أحدث|المزيد)"
    r"|للمزيد\s+(?:من\s+الأخبار|من\s+التفاصيل|اضغط|تابع|زوروا)"
    r"|(?:اشترك|اشتركوا|اشتركي|سجل|سجلوا|انضم|انضموا)\s+(?:في|إلى|الى|معنا|الآن|مجان).{0,60}(?:نشرت|النشرة|قنات|بريد|إشعار|واتس|تلغرام|تليغرام|تيليجرام)"
    r"|(?:حمل|حملوا|نزل|نزلوا)\s+(?:الآن\s+)?تطبيق"
    r"|(?:جميع|كافة|كل)\s+(?:ال)?حقوق\s.{0,40}محفوظة|حقوق\s+(?:النشر|الطبع|الملكية).{0,60}محفوظة"
    r"|©|copyright\b|all rights reserved"
    r"|شارك(?:ها|ه|وا|ونا)?\s+(?:هذا|الخبر|المقال|الموضوع|على|عبر|برأيك|أصدقاء)"
    r"|قد\s+(?:يهمك|يهمكم|يعجبك|يعجبكم)(?:\s+أيض|\s+ايض|\s*:)"
    r"|شروط\s+التعليق|(?:(?:ملاحظة|تنويه|تنبيه)\s*:\s*)?(?:التعليقات|الآراء)\s+(?:المنشورة|الواردة)\s+.{0,60}(?:لا\s+تعبر|تعبر)"
    r"|المقال(?:ة)?\s+(?:لا\s+)?[يت]عبر\s+.{0,30}عن\s+رأي"
    r"|نستخدم\s+ملفات\s+تعريف\s+الارتباط|(?:يستخدم|تستخدم)\s+هذا\s+الموقع"
    r"|مصدر\s+الخبر\s*:?\s*https?:"
    r"|(?:read\s+(?:more|also)|follow\s+us|subscribe|click\s+here)\b"
    r"|لن\s+يتم\s+نشر\s+عنوان\s+بريدك|(?:الحقول|جميع\s+الحقول)\s+(?:الإلزامية|مطلوبة)"
    r"|هذا\s+المحتوى\s+من\s+|اضغط\s+هنا|انقر\s+هنا"
    r")"
)
OPENINGS = re.compile(rf"^[\W_]*{_OPENING}", re.IGNORECASE)
_PAST = r"(?:شارك|سجل|انضم|اشترك|حملوا|نزلوا|هذا|التعليقات|الآراء|تابع\s+(?:على|عبر|من\s+خلال))"
_AFTER_A_SENTENCE = re.compile(rf"(?<=[.!؟…])\s+(?!{_PAST})(?={_OPENING})", re.IGNORECASE)
"""Where furniture begins inside a paragraph: after a finished sentence, and not with a word that among sentences is past tense or a subject."""


def is_furniture(paragraph: str) -> bool:
    """Whether a paragraph is page furniture and not prose.

    >>> is_furniture("أخبار متعلقة"), is_furniture("تابعونا على فيسبوك"), is_furniture("وقال الوزير إن أخبار المدينة طيبة.")
    (True, True, False)
    """
    if len(paragraph) > LONGEST:
        return False
    if OPENINGS.match(paragraph):
        return True
    return len(paragraph) <= 40 and fold(paragraph).strip(" .:…،-–|»«<>[]()*•·") in LABELS


def furniture_within(paragraph: str) -> int | None:
    """Where page furniture begins that stands in a paragraph behind its sentences, None where there is none.

    >>> furniture_within("افتتح الوزير المعرض. تابعونا على فيسبوك")
    21
    >>> furniture_within("قال الوزير إنه تابع المعرض على فيسبوك.")
    """
    found = _AFTER_A_SENTENCE.search(paragraph)
    return found.end() if found is not None else None


def furniture(paragraphs: Sequence[str]) -> list[int]:
    """Which paragraphs are furniture, by number.

    A lone «أخبار» between two paragraphs of prose may be a subhead: one-word labels count only at the end, or beside other furniture.
    """
    found = [number for number, paragraph in enumerate(paragraphs) if is_furniture(paragraph)]
    marked = set(found)
    kept = []
    for number in reversed(found):
        alone = " " not in paragraphs[number].strip()
        if not alone or number == len(paragraphs) - 1 or number + 1 in marked or number - 1 in marked or number == 0:
            kept.append(number)
        else:
            marked.discard(number)
    return sorted(kept)

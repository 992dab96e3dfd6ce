"""What is on the page but not of the article: section labels, related-news blocks, sharing and subscription lines, comment rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rasid.arabic.script import FUNCTION_WORDS, fold

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

_MEDIA = (
    r"(?:فيسبوك|فيس\s?بوك|تويتر|تلغرام|تليغرام|تيليجرام|تليجرام|واتس|يوتيوب|انستغرام|إنستغرام|إنستجرام|غوغل|جوجل|منصة|صفحت|قنات|حساب"
    r"|google|facebook|twitter|telegram|whatsapp|youtube)"
)
_HERE = r"(?:نشرتنا|نشراتنا|قناتنا|قنواتنا|صفحتنا|صفحاتنا|حسابنا|حساباتنا|موقعنا|تطبيقنا|بريدنا|معنا|الآن|مجانا|مجاناً|مجانًا|ليصلك|لتصلك|لتلقي|اضغط|انقر|زوروا|تابعونا|هنا)"
"""Words by which a page speaks of itself and bids its reader: prose that begins like furniture has none of them."""
_OURS = r"(?:ال(?:موقع|صحيفة|جريدة|قناة|شبكة|مجلة|محرر|مؤسسة|إدارة|وكالة|بوابة)|أصحاب|صاحب|كاتب|كتّ?اب|إدارة|أسرة|هيئة|\w{2,12}نا\b|[\"«“])"
_OPENING = (
    r"(?:"
    r"[إا]قر[أاؤ](?:وا|ي)?\s+(?:أيض|ايض|المزيد\b|كذلك\b)"
    r"|(?:شاهد|طالع|تابع|انظر)(?:وا)?\s+(?:أيض|ايض|المزيد\b)"
    r"|(?:أخبار|مواضيع|موضوعات|مقالات|قصص|روابط)\s+(?:متعلقة|ذات\s+صلة)\b\s*:?"
    r"|تابع(?:ونا|نا|وا)?\s+(?:(?:آخر|أحدث|جديد|أهم|كل|صفحتنا|صفحاتنا|قناتنا|قنواتنا|حسابنا|حساباتنا)\s+.{0,40})?(?:على|عبر|من\s+خلال)\s+.{0,40}"
    + _MEDIA
    + r"|لمتابعة\s+(?:آخر|أهم|أحدث|المزيد)\b(?:(?=.{0,120}\b"
    + _HERE
    + r")|(?:\s+[^\s.]+){0,4}\W*$)"
    r"|للمزيد\s+(?:من\s+(?:الأخبار|التفاصيل|المعلومات)\b)?(?:(?=.{0,80}\b" + _HERE + r")|(?:\s*[^\s.]+){0,4}\s*[:…]?\s*$)"
    r"|(?:اشتركوا|اشتركي|سجلوا|انضموا)\s+(?:في|إلى|الى|معنا|الآن|مجان).{0,60}(?:نشرت|النشرة|قنات|بريد|إشعار|واتس|تلغرام|تليغرام|تيليجرام)"
    r"|(?:اشترك|سجل|انضم)\s+(?=(?:في|إلى|الى|معنا|الآن|مجان).{0,80})(?:(?=.{0,80}\b" + _HERE + r")|(?:\s*[^\s.]+){0,6}\W*$)"
    r"|(?:حمل|حملوا|نزل|نزلوا)\s+(?:الآن\s+)?تطبيق"
    r"|(?:يمكنكم|يمكنك|بإمكانكم|بإمكانك)\s+(?:تسلم|استلام|تلقي|الحصول\s+على|متابعة|تحميل|تنزيل|الاشتراك)\b"
    r".{0,120}(?:هاتفكم|هاتفك|هواتفكم|جهازكم|تطبيقنا|نشرتنا|النشرة\s+(?:البريدية|الإخبارية)|موقعنا|قناتنا|صفحتنا|حسابنا)"
    r"|(?:جميع|كافة|كل)\s+(?:ال)?حقوق\s.{0,40}محفوظة\b"
    r"|حقوق\s+(?:النشر|الطبع|الملكية)\b(?:\s+(?!غير\b)[^\s.،]+){0,3}\s+محفوظة(?:\s+(?:ل\w+|©|\d+)|\W*$)"
    r"|©|copyright\b|all rights reserved"
    r"|شارك(?:ها|ه|وا|ونا)?\s+(?:هذا\s+|هذه\s+)?(?:الخبر|المقال|المقالة|الموضوع|المادة|الصفحة)(?:\s*$|\s*[:|]|\s+(?:على|عبر|مع)\b)"
    r"|شارك(?:وا|ونا)?\s+(?:برأيك|أصدقاءك)\b|شارك\s+(?:على|عبر)\s+" + _MEDIA + r"[^.]{0,30}$"
    r"|قد\s+(?:يهمك|يهمكم|يعجبك|يعجبكم)(?:\s+أيض|\s+ايض|\s*:|\s*\.\.)"
    r"|شروط\s+التعليق\s*(?::|$)|(?:(?:ملاحظة|تنويه|تنبيه)\s*:\s*)?(?:(?:جميع|كافة|كل)\s+)?(?:التعليقات|الآراء|المقالات|المواد)\s+(?:المنشورة|الواردة)\s+.{0,60}"
    r"(?:تعبر|تمثل|تعكس)\s+(?:بالضرورة\b|(?:بالضرورة\s+)?(?:إلا\s+)?(?:عن\s+)?(?:رأي|آراء|وجهة\s+نظر|وجهات\s+نظر|موقف|سياسة)\s+"
    + _OURS
    + r")"
    r"|المقال(?:ة)?\s+(?:لا\s+)?[يت]عبر\s+(?:بالضرورة\s+)?(?:فقط\s+)?عن\s+(?:رأي|آراء|وجهة)\s+"
    + _OURS
    + r"|نستخدم\s+ملفات\s+تعريف\s+الارتباط|(?:يستخدم|تستخدم)\s+هذا\s+الموقع\s+(?:الإلكتروني\s+)?(?:ملفات|تقنيات|الكوكيز|كوكيز|cookies)"
    r"|(?:مصدر\s+الخبر|رابط\s+المصدر)\s*:?\s*https?:"
    r"|رابط\s+(?:هذا\s+)?(?:الخبر|المقال|المقالة|الموضوع|المادة)\s*(?::|بصحيفة|في\s+صحيفة|على\s+موقع|https?:)"
    r"|(?:مقالات|مواد|أعمال)\s+(?:أخرى|سابقة)\s+(?:للكاتب|للكاتبة|لنفس\s+الكاتب|للمؤلف)|(?:المزيد\s+من\s+|كل\s+|جميع\s+)(?:مقالات|كتابات)\s+الكاتب"
    r"|للتواصل\s+مع\s+(?:الكاتب|الكاتبة)\s+[أا]رسل"
    r"|(?:read\s+(?:more|also)|follow\s+us|subscribe|click\s+here)\b"
    r"|لن\s+يتم\s+نشر\s+عنوان\s+بريدك|(?:الحقول|جميع\s+الحقول)\s+(?:الإلزامية|مطلوبة)"
    r"|هذا\s+المحتوى\s+من\s+(?:موقع|صفحة|منصة|" + _MEDIA + r")|(?:اضغط|انقر)(?:وا)?\s+هنا\b"
    r")"
)
OPENINGS = re.compile(rf"^[\W_]*{_OPENING}", re.IGNORECASE)
_PAST = r"(?:شارك|سجل|انضم|اشترك|حملوا|نزلوا|هذا|التعليقات|الآراء|للمزيد|لمتابعة|تابع\s+(?:على|عبر|من\s+خلال))"
_AFTER_A_SENTENCE = re.compile(rf"[.!؟…»”\"]\s+(?!{_PAST})(?={_OPENING})", re.IGNORECASE)
"""Where furniture begins inside a paragraph: after a finished sentence, and not with a word that among sentences is past tense or a subject."""
_TAGS = re.compile(
    r"(?:^|(?<=[.!؟…»”\")]))\s*(?:سمات|الوسوم|وسوم|الكلمات\s+(?:المفتاحية|الدلالية)|كلمات\s+(?:مفتاحية|دلالية)|تاغ|تاج|tags?)\s*:?\s+(?=[^.؟!؛\n]{2,200}$)",
    re.IGNORECASE,
)
"""A list of tags behind the text's last sentence: a label, then words without a stop."""
_IN_TAGS = frozenset({"عام", "بعد", "اليوم", "على", "في", "من", "ضد", "عن", "مع", "إلى", "بين", "يا", "كل", "لا"})
"""Function words that names and phrases used as tags hold («حوادث على الطرق»); verbs and pronouns they do not."""
MOST_TAGS = 30
"""Words of a list of tags."""
_TEXT_MESSAGE = re.compile(
    r"(?:(?:للتواصل|لإبداء\s+الرأي|مع\s+الكاتب|[أا]رسل|[إا]رسال)[^\n]{0,100})?(?:تبدأ|يبدأ)\s+بالرمز\s*[^.\n]{1,20}مسافة[^.\n]{0,80}$"
)
"""«أرسل رسالة نصية … تبدأ بالرمز (123) ثم مسافة …»: how Saudi papers invite answers to a column."""
_LINK_OF = re.compile(r"رابط\s+(?:هذا\s+)?(?:الخبر|المقال|الموضوع|المادة)\s+(?:بصحيفة|في\s+صحيفة|على\s+موقع)\s+[^.:\n]{2,40}:")
_PROMOTED = ("رابط", "سمات", "وسوم", "كلمات", "تاغ", "تاج", "tag", "Tag", "TAG", "بالرمز")


@lru_cache(maxsize=512)  # several signals ask of the same paragraphs, one article after the other
def is_furniture(paragraph: str) -> bool:
    """Whether a paragraph is page furniture and not prose.

    >>> is_furniture("أخبار متعلقة"), is_furniture("تابعونا على فيسبوك"), is_furniture("وقال الوزير إن أخبار المدينة طيبة.")
    (True, True, False)
    """
    if len(paragraph) > LONGEST:
        return False
    if OPENINGS.match(paragraph) or appended(paragraph) == 0:
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


def appended(paragraph: str) -> int | None:
    """Where a system's own tail begins in a text's last paragraph (a list of tags, how to answer by text message); None where it has none.

    >>> appended("وانتهت المباراة بالتعادل. سمات كأس الخليج المنتخب")
    26
    >>> appended("سمات القائد كثيرة، وأولها الصبر.")
    """
    if not any(map(paragraph.__contains__, _PROMOTED)):
        return None
    if (found := _TAGS.search(paragraph)) is not None:
        words = paragraph[found.end() :].split()
        if len(words) <= MOST_TAGS and not FUNCTION_WORDS.intersection(words) - _IN_TAGS:
            return found.end() - len(found.group().lstrip())
    found = _LINK_OF.search(paragraph) or _TEXT_MESSAGE.search(paragraph)
    return found.start() if found is not None else None


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

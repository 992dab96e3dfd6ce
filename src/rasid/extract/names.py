"""Names in a byline, without what stands round them: «كتب», roles, towns, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rasid.arabic.script import clean
from rasid.extract.credits import PLACES
from rasid.extract.furniture import date_words
from rasid.extract.matching import plain

BYLINE = re.compile(
    r"^[\s\W]*(?:كتبت?(?:ه|ها)?|كتابة(?=\s*:)|نص(?=\s*:)|شعر(?=\s*:)|بقلم|تحرير|إعداد|اعداد|أعدّ?ها?|أعدته|حرر(?:ها|ه|ته|تها)?|ترجمة|حوار|تصوير|متابعة|تقرير|تحقيق|مراسلنا|مراسلتنا|موفدنا|موفدتنا|خاص|حاور(?:ه|ها|ته|تها)?|المحرر|محرر|(?:اسم )?(?:الكاتبة?|المؤلفة?)|كاتبة? المقالة?|"
    r"نشر بواسطة|مرسلة بواسطة|بواسطة|من قبل|written by|by|autorin/autor|autor(?:in)?|auteure?|autore|author(?:\s*[,،])?|من)\s*(?:[:/\-–|ـ]+\s*|\s+)(?:بواسطة\s*:?\s*)?",
    re.IGNORECASE,
)
_LATIN_BY = re.compile(r"^\s*(?:[Vv]on|[Pp]ar|[Pp]or|[Aa]f|[Aa]v|[Dd]oor|[Dd]i|[Tt]ext(?: von|:))\s+(?=[A-ZÀ-Þ][\w.'’-]*\s+[A-ZÀ-Þ])")
"""«Von Seb Muster», before two words with capitals: «Von der Leyen» is a name."""
_LATIN_AND = frozenset(("und", "et", "og", "och", "en", "y", "e", "ve"))
"""Joins two names where each has two words: «Ortega y Gasset» is one."""
_MAKERS = re.compile(
    r"^\W*(?:(?:developed|powered|designed|hosted|built|created) by|website by|theme|"
    + "|".join(plain(word) for word in ("تطوير", "برمجة", "تصميم وتطوير", "تصميم وبرمجة", "تنفيذ", "استضافة", "الدعم الفني", "جميع الحقوق"))
    + r")(?!\w)",
    re.IGNORECASE,
)
"""Who made the site wrote no article."""
_SPLIT = re.compile(r"\s*[،,;؛/|•\n]\s*|\s+[-–—]\s+|\s+و\s+|\s+and\s+|\s*&\s*")
_JUNK = re.compile(r"https?://|www\.|@|\d|\.(?:com|net|org)\b", re.IGNORECASE)
"""What no name holds: addresses and figures («4 دقائق»)."""
_STAMP = re.compile(r"\d[/:.\-–]\d")
_COUNTED = frozenset(["شوهد", "شوهدت", "مشاهدات", "مشاهدة", "المشاهدات", "القراءات", "قراءات", "عدد", "زيارة"])
_LABELS = frozenset(
    [
        "مقال",
        "مقالة",
        "مقالات",
        "المقال",
        "المقالة",
        "المقالات",
        "القراءة",
        "للقراءة",
        "قراءة",
        "المحتوى",
        "التعليقات",
        "تعليقات",
        "المزيد",
        "جميع",
        "معلومات",
        "نبذة",
        "عن",
        "حول",
    ]
)
"""A template's words for what stands round a name: «عن الكاتب», «معلومات المقال»."""
_ROLES = re.compile(
    r"^(?:ال)?(?:مراسل|مراسلة|محرر|محررة|كاتب|كاتبة|صحفي|صحفية|صحافي|صحافية|باحث|باحثة|رئيس تحرير|رئيسة تحرير|مدير تحرير|إعلامي|إعلامية|مدون|مدونة|مقدم|مقدمة|موفد|موفدة|role|author|correspondent|reporter|editor)(?=$|[\s,،])",
    re.IGNORECASE,
)
TRANSLATED = re.compile(
    r"^\W*(?:(?:ال)?(?:ترجم[ةت](?:ه|ها)?|مترجمة?)|نقل(?:ها|ه)? إلى العربية|(?:ال)?محررة?(?=\s*:)|تحرير(?=\s*:)|مراجعة(?=\s*:)|تدقيق(?=\s*:)|إشراف(?=\s*:))(?![\w])"
)
"""Beside an author's name, a translator's and an editor's are not the author's."""
_DASHED = re.compile(r"\s[-–—/]\s")
_BEGIN_WITH_AND = frozenset(
    [
        "وليد",
        "وائل",
        "وسام",
        "وسيم",
        "وحيد",
        "وفاء",
        "وفيق",
        "وداد",
        "وجدي",
        "وجيه",
        "وهيب",
        "وهبة",
        "ولاء",
        "وئام",
        "وصال",
        "واصف",
        "وهبي",
        "وديع",
        "ورد",
        "وردة",
        "وعد",
        "والي",
        "وافي",
        "وجدان",
    ]
)
"""Names that begin with the letter that joins two of them."""
_ENDS_IN_INITIAL = re.compile(r"\s[^\W\d_]$")
_NOBODY_WORDS = "بواسطة|بقلم|كتب|كتبت|الكاتب|المؤلف|by|admin|administrator|editor|editors|root|user|guest|webmaster|المحرر|محرر|مدير|ادمن|الإدارة|المشرف|author|unknown|null|none|undefined|غرفة_الأخبار|غرفة الأخبار|غرفة التحرير|هيئة التحرير|فريق التحرير|قسم التحرير|إدارة التحرير|التحرير|super user|administrateur|newsroom|news desk|staff"
_NOBODY = frozenset(plain(word) for word in _NOBODY_WORDS.split("|"))
SOURCE = re.compile(r"^[\W_]*(?:المصدر|المصادر|مصدر|وكالة|نقلا عن)\s*[:：|/\-–]\s*(?P<name>.{2,60}?)[\W_]*$")
_IN_BRACKETS = re.compile(r"(?<=\w)\s*\([^()]*\)\s*$")
CREDIT = re.compile(rf"{SOURCE.pattern}|^[\s\W]*(?:تصوير|الصور|صور|كاميرا|تصميم|رسوم|رسم|مونتاج)(?![\w])")
"""Where the text comes from, and who made the pictures: neither wrote it."""


def names_in(text: str) -> Iterator[str]:
    """Names in a byline, without «كتب», «بقلم:», roles and addresses."""
    text = clean(text)
    if not text or len(text) > 200 or text.startswith(("http://", "https://", "//")):
        return
    if _MAKERS.match(plain(text)):
        return
    bare = BYLINE.sub("", _LATIN_BY.sub("", text))
    if re.fullmatch(r"[\W_]*\(.*\)[\W_]*", bare):
        return
    bare = _IN_BRACKETS.sub("", bare)  # «محمد الجبلي (الرياض)»: from where
    pieces = _SPLIT.split(bare)
    pieces = [piece.rpartition(":")[2] for piece in pieces if len(pieces) == 1 or not (CREDIT.match(piece) or TRANSLATED.match(piece))]
    people = [piece for piece in pieces if not _ROLES.match(piece.strip()) and plain(piece.strip()) not in PLACES]
    if _DASHED.search(bare) and any(" " in piece.strip() for piece in people):
        people = [piece for piece in people if " " in piece.strip()]  # «المرسى - أحمد بدراوي»: a town, not a name
    for piece in (part for joined in people for part in parted(joined)):
        name = undated(BYLINE.sub("", piece)).strip(" .:-–—|/\\()[]{}\"'«»*•ـ\u200e\u200f\u200b\ufeff")
        if _ENDS_IN_INITIAL.search(name) and f"{name}." in piece:
            name += "."
        if (
            2 < len(name) <= 50
            and len(words := name.split()) <= 6
            and _LABELS.isdisjoint(words)
            and not _JUNK.search(name)
            and (folded := plain(name)) not in _NOBODY
            and folded not in PLACES
        ):
            yield name


def undated(piece: str) -> str:
    """The name without what touches it: a date («هدى المصري الخميس 12 مارس 2026»), a counter («… شوهد 1230 مرة»), a role («… مراسلة العلوم»)."""
    words = piece.split()
    if len(words) < 3 and not any(map(str.isdigit, piece)):
        return piece
    end = next((at for at, word in enumerate(words) if any(map(str.isdigit, word))), len(words))
    if end < len(words) and not _begins_date(words[end:]) and _COUNTED.isdisjoint(words):
        return piece  # «بنسبة 46%», «12 شخصا»: no name stands before such a figure
    while end > 2 and (end < len(words) or words[end - 1].startswith("ال")) and date_words(words[end - 1]):
        end -= 1
    if end < len(words):
        end = next((at for at, word in enumerate(words[:end]) if at and word in _COUNTED), end)
    if len(words) > 2:
        end = next((at for at in range(2, end) if words[at][:2] != "ال" and _ROLES.match(words[at])), end)  # «الكاتب» is a family too
    return " ".join(words[:end]) if end >= 1 + (end == len(words)) else piece


def _begins_date(words: list[str]) -> bool:
    """«12/3/2026», «12 - 3 - 2026», «12 مارس», and «12» where the line was parted at the slash behind it."""
    if len(words) == 1:
        return words[0].isdigit() or _STAMP.search(words[0]) is not None
    return _STAMP.search(words[0]) is not None or words[1] in ("-", "–", "/") or (words[1][0].isalpha() and date_words(words[1]))


def parted(joined: str) -> Iterator[str]:
    """«جنى العلي ومهند الخطيب»: the two names."""
    words = joined.split()
    for at in range(2, len(words) - 1):
        if len(words[at]) > 3 and words[at][0] == "و" and words[at] not in _BEGIN_WITH_AND:
            yield " ".join(words[:at])
            yield " ".join((words[at][1:], *words[at + 1 :]))
            return
        if at >= 2 and words[at].lower() in _LATIN_AND and len(words) - at > 2:
            yield " ".join(words[:at])
            yield from parted(" ".join(words[at + 1 :]))
            return
    yield joined

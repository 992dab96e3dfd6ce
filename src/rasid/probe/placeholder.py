"""Words that stand in for the publisher's: same length, same script, same word always the same stand-in; nothing of the text can be read back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from rasid.arabic.dates import find_dates
from rasid.arabic.script import FUNCTION_WORDS, fold

_WORDS = """
ضوء ورد ريح نهر بحر طير قمح تين غيم رمل حقل درب سهل جبل سماء غابة قارب سراج بستان شاطئ مركب خريف غيوم نجوم طيور حديقة نافذة سفينة بيارة زيتون ياسمين
مصباح طاحون أشجار أمواج أزهار جداول فراشة ينابيع فراشات بساتين نوافير سنابلها جداولها الغيمة الطيور النجوم الحديقة النافذة السفينة الياسمين الزيتون
المصباح الأشجار الأمواج الأزهار الجداول الفراشات البساتين النوافير الطواحين الينابيع
"""
STAND_INS: dict[int, list[str]] = {}
for _word in _WORDS.split():
    STAND_INS.setdefault(len(_word), []).append(_word)
"""By length in letters; a word of none of them is made of their letters."""
_LABELS = """
عاجل اقرأ أيضا ايضا شاهد تابع المزيد مزيد المصدر مصدر اضغط هنا حقوق محفوظة جميع الحقوق كتب كتبت بقلم تحرير إعداد ترجمة مراسل تصوير نشر نشرت
تاريخ النشر آخر تحديث الساعة بتوقيت صباحا مساء وكالات رويترز فرانس برس الأناضول رئيسية الرئيسية خاص مشاركة شارك تعليق تعليقات التعليقات
طباعة وسوم كلمات دلالية أخبار الأخبار موضوعات مواضيع متعلقة صلة ذات الأكثر قراءة مشاهدة فيديو صور
"""
KEPT = frozenset(fold(word) for word in _LABELS.split())
"""Words by which the extractor finds its way: labels, not prose."""
TOKEN = re.compile(r"[\u0621-\u065f\u0670-\u06d3]+|[A-Za-z]{4,}")
ARABIC = re.compile(r"[\u0621-\u06d3]")
MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
LETTERS = "ابتجدرسشصعفقكلمنهوي"
LATIN = "aeioulmnrst"


class Placeholder:
    """Replaces prose. ``keep`` are words that stay (the site's own names); dates stay, since the extractor must still read them."""

    def __init__(self, keep: Iterable[str] = (), *, now: datetime, salt: bytes) -> None:
        self._keep = {fold(word) for text in keep for word in TOKEN.findall(text)}
        self._now = now
        self._salt = salt

    def text(self, text: str, *, dates: bool = True) -> str:
        """The same shape in other words: punctuation, spaces, digits and dates stay."""
        if not TOKEN.search(text):
            return text
        parts: list[str] = []
        at = 0
        for found in find_dates(text, now=self._now) if dates and re.search(r"\d|[\u0660-\u0669]|منذ|قبل", text) else ():
            parts += [TOKEN.sub(self._swap, text[at : found.start]), text[found.start : found.end]]
            at = found.end
        parts.append(TOKEN.sub(self._swap, text[at:]))
        return "".join(parts)

    def url(self, address: str) -> str:
        """The address with the words of its slug replaced; numbers, shape and short section names stay."""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https", "") or not (parts.path or parts.query):
            return address
        path = "/".join(self._segment(segment) for segment in parts.path.split("/"))
        query = TOKEN.sub(self._swap, unquote(parts.query)) if ARABIC.search(unquote(parts.query)) else parts.query
        return urlunsplit((parts.scheme, parts.netloc, path, quote(query, safe="=&%+,;:/-_.~!*"), ""))

    def _segment(self, segment: str) -> str:
        words = unquote(segment)
        if ARABIC.search(words):
            return quote(TOKEN.sub(self._swap, words), safe="-_.~!*',:;@()")
        # «the-minister-opens-a-school» says what the article says; «arab-world» names a section.
        return TOKEN.sub(self._swap, segment) if words.count("-") + words.count("_") >= 3 else segment

    def _swap(self, match: re.Match[str]) -> str:
        word = match[0]
        if not ARABIC.search(word):
            return self._made(word.lower(), len(word), LATIN)
        bare = MARKS.sub("", word)
        folded = fold(bare)
        if folded in KEPT or folded in FUNCTION_WORDS or folded in self._keep or len(bare) < 2:
            return word
        choices = STAND_INS.get(len(bare))
        if choices is None:
            return self._made(folded, len(bare), LETTERS)
        return choices[self._number(folded) % len(choices)]

    def _number(self, word: str) -> int:
        return int.from_bytes(blake2b(word.encode(), key=self._salt, digest_size=8).digest())

    def _made(self, word: str, length: int, letters: str) -> str:
        digest = blake2b(word.encode(), key=self._salt, digest_size=32).digest()
        return "".join(letters[digest[place % 32] % len(letters)] for place in range(length))

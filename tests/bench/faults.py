"""Every way rasid is told to break an article: a name, the rule that must say so, and how. Each is drawn from a seeded generator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from rasid.arabic.script import FUNCTION_WORDS

Row = dict[str, Any]
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
SITE = "صحيفة الضفة"
ENGLISH = (
    "The minister opened the book fair in the old city this morning and said that entry would be free for everybody until the end of the week. "
    "Forty publishers take part in the second edition, which comes after a pause of two years. Readings are held in the main square every evening."
)
FOREIGN = {
    "fa": (
        "نمایشگاه کتاب در شهر قدیمی گشایش یافت",
        "وزیر صبح امروز نمایشگاه کتاب را در شهر قدیمی افتتاح کرد و گفت که این دوره پس از دو سال برگزار می‌شود و ورود برای همه رایگان است.",
    ),
    "ur": (
        "پرانے شہر میں کتاب میلے کا افتتاح ہو گیا",
        "وزیر نے آج صبح پرانے شہر میں کتاب میلے کا افتتاح کیا اور کہا کہ یہ میلہ دو سال کے بعد ہو رہا ہے اور اس میں داخلہ سب کے لیے مفت ہے۔",
    ),
    "ckb": (
        "پێشانگای کتێب لە شارە کۆنەکە کرایەوە",
        "وەزیر ئەمڕۆ بەیانی پێشانگای کتێبی لە شارە کۆنەکە کردەوە و گوتی ئەم خولە دوای دوو ساڵ بەڕێوە دەچێت و چوونە ژوورەوە بۆ هەمووان بێبەرامبەرە.",
    ),
}
FIXED_FORMS = {"ا": "ﺍ", "ل": "ﻟ", "م": "ﻣ", "ن": "ﻧ", "ر": "ﺭ", "و": "ﻭ", "ب": "ﺑ", "ت": "ﺗ", "د": "ﺩ", "ي": "ﻳ"}


@dataclass(frozen=True, slots=True)
class Fault:
    name: str
    rule: str
    inject: Callable[[Row, Random], Row | None]
    """The broken row; None where this article cannot be broken so (no place for it)."""


def changed(**values: Any) -> Callable[[Row, Random], Row]:
    """Fields set to fixed values, whatever the article."""
    return lambda row, random: {**row, **values}


def one_of(field: str, *values: Any) -> Callable[[Row, Random], Row]:
    return lambda row, random: {**row, field: random.choice(values)}


def headline(change: Callable[[str, Random], str]) -> Callable[[Row, Random], Row]:
    return lambda row, random: {**row, "headline": change(row["headline"], random)}


def paragraph(change: Callable[[str, Random], str]) -> Callable[[Row, Random], Row]:
    """One paragraph of prose changed, not the first."""

    def inject(row: Row, random: Random) -> Row:
        body = list(row["body"])
        at = random.randrange(1, len(body))
        body[at] = change(body[at], random)
        return {**row, "body": body}

    return inject


def body(change: Callable[[list[str], Random], list[str] | None]) -> Callable[[Row, Random], Row | None]:
    def inject(row: Row, random: Random) -> Row | None:
        made = change(list(row["body"]), random)
        return None if made is None else {**row, "body": made}

    return inject


def at_word(text: str, random: Random, put: Callable[[str], str]) -> str:
    """One word of four letters or more changed."""
    words = text.split(" ")
    long_ones = [number for number, word in enumerate(words) if len(word) >= 4 and word.isalpha()] or [0]
    chosen = random.choice(long_ones)
    words[chosen] = put(words[chosen])
    return " ".join(words)


def within(text: str, random: Random, sign: str) -> str:
    """A sign put inside a word."""
    return at_word(text, random, lambda word: word[:2] + sign + word[2:])


def moved(row: Row, field: str, by: timedelta, start: str = "published_at") -> Row:
    return {**row, field: (datetime.fromisoformat(row[start]) + by).isoformat()}


def told(row: Row, **changes: Any) -> Row:
    """Structured data changed; a None takes the property out."""
    node = {**row.get("structured_data", {}), **changes}
    return {**row, "structured_data": {name: value for name, value in node.items() if value is not None}}


def cut_words(text: str, random: Random, end: str) -> str:
    words = text.rstrip(".؟!").split()
    kept = words[: max(4, random.randrange(len(words) // 2, max(len(words) // 2 + 1, len(words) - 1)))]
    return " ".join(kept).rstrip("،:") + end


def cut_where_others_end(paragraphs: list[str], random: Random) -> list[str] | None:
    """Only an article whose other paragraphs all end in full stops shows that one is missing."""
    long_ones = [one for one in paragraphs[:-1] if len(one) > 60]
    if len(long_ones) < 3 or not all(one.rstrip().endswith((".", "؟", "!")) for one in long_ones):
        return None
    source = max(paragraphs, key=len)
    words = source.split()
    kept = words[: max(10, len(words) // 2)]
    while len(kept) > 8 and (not kept[-1].isalpha() or kept[-1] in FUNCTION_WORDS):
        kept.pop()
    return [*paragraphs[:-1], " ".join(kept)] if kept[-1].isalpha() and len(kept) >= 8 else None


def lost_stop(paragraphs: list[str], random: Random) -> list[str]:
    return [*paragraphs[:-1], cut_words(paragraphs[-1], random, random.choice(["...", "…", " ...", "،", " في", " إلى", " التي"]))]


def goes_on(row: Row, random: Random) -> Row:
    """The body loses its end, which the page's own data still have."""
    kept = row["body"][-1].split()
    shorter = [*row["body"][:-1], " ".join(kept[: max(4, len(kept) // 2)])]
    return told({**row, "body": shorter}, articleBody=" ".join(row["body"]) + " وختم المتحدث بالقول إن التفاصيل ستنشر قريباً.")


def garbled(encode: str, decode: str) -> Callable[[str, Random], str]:
    def change(text: str, random: Random) -> str:
        return text.encode(encode, "ignore").decode(decode, "ignore")

    return change


def spoken(row: Row, random: Random) -> Row:
    day = datetime.fromisoformat(row["published_at"]).weekday()
    text = f"أعلن المتحدث، اليوم {WEEKDAYS[(day + random.choice((2, 3, 4, 5))) % 7]}، تفاصيل الخطة. "
    return {**row, "body": [text + row["body"][0], *row["body"][1:]]}


def dateline(row: Row, random: Random) -> Row:
    day = datetime.fromisoformat(row["published_at"]).date() - timedelta(days=random.randrange(3, 25))
    months = (
        "كانون الثاني",
        "شباط",
        "آذار",
        "نيسان",
        "أيار",
        "حزيران",
        "تموز",
        "آب",
        "أيلول",
        "تشرين الأول",
        "تشرين الثاني",
        "كانون الأول",
    )
    return {**row, "body": [f"عمّان، {day.day} {months[day.month - 1]} {day.year} - {row['body'][0]}", *row["body"][1:]]}


def wrong_weekday(row: Row, random: Random) -> Row:
    at = datetime.fromisoformat(row["published_at"])
    months = ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر")
    return {**row, "published_at": f"{WEEKDAYS[(at.weekday() + random.randrange(1, 7)) % 7]} {at.day} {months[at.month - 1]} {at.year}"}


def spaced(paragraphs: list[str], random: Random) -> list[str]:
    return [" ".join(one.replace(" ", "")) for one in paragraphs]

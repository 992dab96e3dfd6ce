"""Arabic is told from the other languages of its script. The sentences are invented."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path

import pytest

from rasid import check_articles
from rasid.arabic.language import detect
from rasid.model import Scope
from rasid.validate import load_rules

HEADLINES = {
    "ar": [
        "وزير المالية يعلن خطة جديدة لدعم صغار المزارعين", "هبوط أسعار النفط", "ترامب يهدد إيران", "تشلسي يفوز على پاريس بهدفين", "گوگل تطلق نسخة جديدة",
        "ڤيروس جديد يثير قلق الأطباء في چاد", "شركة Apple تطلق iPhone 15 Pro Max في الأسواق", "مُحَمَّدٌ يَزُورُ المَدِينَةَ", "رئیس الحکومة یلتقی وفداً من النقابة",
        "طهران: لا تفاوض تحت الضغط", "ایران تعلن نتائج الانتخابات في العاصمة", "اين ذهبت أموال الدعم", "مين هيكسب الدوري؟ الأهلي ولا الزمالك",
        "كي يجي سي محمد للدار كي العادة يبدا يحكي على كي كان صغير", "سي إن إن: نهاية جولة مفاوضات", "هاري كين يسجل هدفين", "ڤيروس في ڤيينا وڤيديو من ڤنزويلا وڤالنسيا",
    ],
    "fa": [
        "دولت برنامه تازه‌ای برای کمک به کشاورزان اعلام کرد", "نخست وزير در ديدار با مردم از برنامه جديد دولت خبر داد", "رئيس جمهور كشور به سفر رفت",
        "دولت برنامه جديد اقتصادي خود را اعلام كرد", "قیمت طلا و سکه امروز در بازار تهران چقدر شد", "آغاز مسابقات والیبال در پایتخت", "بارش باران در شمال کشور ادامه دارد",
        "اين كتابخانه را براي مردم شهر ساخته اند",
    ],
    "ur": [
        "وزیراعظم نے کابینہ کے اجلاس کی صدارت کی", "شہر میں بارش کے بعد سڑکیں بند ہو گئیں", "حکومت کا کسانوں کے لیے نئے منصوبے کا اعلان",
        "حكومت ني اعلان كيا هي كه بترول كي قيمت مين اضافه نهين هوكا", "لاهور مين ايك شخص كو كولي مار دي كيي",
        "اس حادثي مين تين افراد زخمي هوي اور ايك جان سي كيا",
    ],
    "ckb": ["سەرۆکی حکومەت لەگەڵ وەفدێکی بازرگانی کۆبووەوە", "وه‌زیری ده‌ره‌وه‌ ده‌گاته‌ هه‌ولێر", "نرخی نەوت لە بازاڕەکانی جیهان دابەزی"],
    "ps": ["د حکومت مشر له خپلو وزيرانو سره وکتل", "په ښار کې نوی ښوونځی پرانيستل شو", "بزګرو ته د مرستې نوې طرحه اعلان شوه"],
    "ug": ["شەھەردە يېڭى مەكتەپ ئېچىلدى", "ھۆكۈمەت دېھقانلارغا ياردەم بېرىدىغان پىلاننى ئېلان قىلدى"],
    "sd": ["وڏي وزير چيو آهي ته هارين جي مدد ڪئي ويندي"],
    "az": ["اردبیلده یئنی مکتب تیکیلدی", "پولیس اوچ نفری توتوب و سورغو ائدیر", "اورمو گؤلونون سویو آزالیر، عالیملر بونا گؤره خبردارلیق ائدیرلر"],
    "ks": ["وزیر اعلیٰ چھُ وۄنمُت زِ سرینگرس منٛز یِن نٔوؠ ہسپتال بناونہٕ", "کٔشیٖرِ منٛز چھُ شیٖن پٮ۪وان تہٕ سڑکہٕ چھےٚ بنٛد"],
    "ms": ["ڤرداگڠن لوار نݢارا منيڠكت تاهون اين", "هرݢ مينق تورون د ڤاسرن دنيا", "كڤال ترسبوت تڠݢلم د لاوت جاوا"],
    "en": ["The government announced a new plan for small farmers"],
    "fr": ["Le gouvernement annonce un plan pour les agriculteurs"],
    "tr": ["Hükümet çiftçiler için yeni bir plan açıkladı ve destek sözü verdi"],
    "he": ["הממשלה הודיעה על תוכנית חדשה לחקלאים"],
    "ru": ["Правительство объявило о новом плане"],
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, texts in HEADLINES.items() for text in texts])
def test_a_headline_is_enough(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "   ", "12/3/2019 – 45%", "عاجل", "abc", "…"])
def test_too_little_text_has_no_language(text: str) -> None:
    assert detect(text) is None


def test_letters_that_spell_nothing_are_undetermined() -> None:
    assert detect("xkcd qwrt zzzz plmk vbnm") == "und"


def test_arabic_with_foreign_quotations_stays_arabic() -> None:
    assert detect("قال المتحدث باسم الشركة لصحيفة «The New York Times» إن الخدمة «Cloud Storage» عادت إلى العمل بعد انقطاع") == "ar"


def test_one_arabic_name_does_not_make_a_page_arabic() -> None:
    assert detect("The spokesman of الوزارة said on Monday that the plan for small farmers was ready") == "en"


def _corpus() -> Path:
    folder = Path(os.environ.get("RASID_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
    if not (folder / "almayadeen_sample1000.jsonl").is_file():
        pytest.skip("the corpus of real pages is not here: set RASID_CORPUS to its folder")
    return folder


def test_a_thousand_real_arabic_articles_are_arabic_by_headline_and_by_body() -> None:
    rows = [json.loads(line) for line in (_corpus() / "almayadeen_sample1000.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 1000
    assert [row["title"] for row in rows if detect(row["title"]) != "ar"] == []
    assert [row["title"] for row in rows if row["full_text"] and detect(row["full_text"]) != "ar"] == []


LINES = {
    language: text.strip().split("\n")
    for language, text in tomllib.loads((Path(__file__).parent / "languages.toml").read_text("utf-8")).items()
}


@pytest.mark.parametrize("language", LINES)
def test_thirty_texts_of_every_style_are_told_for_their_language(language: str) -> None:
    assert len(LINES[language]) >= 30
    assert {text: told for text in LINES[language] if (told := detect(text)) != language} == {}


@pytest.mark.parametrize("language", [name for name in LINES if name != "ar"])
def test_an_article_in_another_language_of_the_script_fails_the_language_rule_however_short(language: str) -> None:
    rules = [
        rule for rule in load_rules(Path(__file__).parents[2] / "expectations", scope=Scope.ARTICLE) if rule.key == "language_not_arabic"
    ]
    rows = [{"url": f"https://daffa.example/{number}", "headline": text} for number, text in enumerate(LINES[language])]
    rows += [{**row, "url": f"{row['url']}/long", "body": LINES[language]} for row in rows]
    assert {finding.article_url for finding in check_articles(rows, rules=rules)} == {row["url"] for row in rows}

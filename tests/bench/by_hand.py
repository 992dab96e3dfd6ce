"""What fifty article rules ask, as somebody would write it in pandas without rasid: the yardstick of tests/bench/rules.py.

Vectorised wherever pandas has a vectorised form, a function over the column where it has none. It finds no spans, knows no language and no titles.
"""

from __future__ import annotations

import re
from collections import Counter

import pandas as pd

from rasid.arabic.dates.lexicon import GREGORIAN
from rasid.arabic.script import FUNCTION_WORDS, fold

MARKUP = r"</?[A-Za-z][^<>]{0,200}>|&[A-Za-z#0-9]{2,8};|\[/?[a-z_]{3,20}[^\[\]]{0,80}\]|\{\{|document\.write|window\.\w+|\"@type\""
BOILERPLATE = r"(?:^|\n)(?:أقسام|أخبار متعلقة|اقرأ أيضا|اقرأ المزيد|إقرأ أيضا|شاهد أيضا|تابعونا|تابعوا|اشترك|جميع الحقوق|مواضيع ذات صلة|الوسوم|شارك)[^\n]{0,120}(?=\n|$)"
PLACEHOLDER = r"لوريم|هذا النص هو مثال|نص تجريبي|Lorem ipsum|نص افتراضي"
WEEKDAY = r"(?:اليوم|أمس)،? (?:الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)"
MONTHS = re.compile(
    "("
    + "|".join(sorted({name for names in GREGORIAN.values() for one in names for name in one if name > "z"}, key=len, reverse=True))
    + r") ?[/(]"
)


def repeated_share(text: str) -> float:
    words = text.split()
    phrases = Counter(zip(*(words[shift:] for shift in range(6)), strict=False))
    total = sum(phrases.values())
    return sum(count - 1 for count in phrases.values()) / total if total else 0.0


def repeated_paragraph(text: str) -> bool:
    lines = [line for line in text.split("\n") if len(line) >= 30]
    return len(set(lines)) < len(lines)


def duplicate_lines(text: str) -> float:
    lines = text.split("\n")
    return 1 - len(set(lines)) / len(lines)


def arabic_share(text: str) -> float:
    letters = sum(map(len, re.findall(r"[^\W\d_]+", text)))
    return sum(map(len, re.findall("[\u0620-\u064a]+", text))) / letters if letters else 1.0


def function_words(text: str) -> int:
    return len(FUNCTION_WORDS.intersection(text.split()))


def by_hand(rows: pd.DataFrame, now: pd.Timestamp) -> dict[str, int]:
    """Rows: url, headline, standfirst, body, published_at, modified_at (ISO text). Rule → how many rows fail it."""
    headline, standfirst, body = rows["headline"].fillna(""), rows["standfirst"].fillna(""), rows["body"].fillna("")
    text = headline + "\n" + standfirst + "\n" + body
    published, modified = pd.to_datetime(rows["published_at"], utc=True), pd.to_datetime(rows["modified_at"], utc=True)
    written = body != ""
    last = body.str.rsplit("\n", n=1).str[-1].str.rstrip()
    first = body.str.split("\n", n=1).str[0]
    words = body.str.count(r"\S+")
    masks = {
        "headline_missing": headline == "",
        "headline_too_short": headline.str.count(r"[^\W\d_]") < 10,
        "headline_too_long": headline.str.len() > 230,
        "headline_not_arabic": headline.map(arabic_share) < 0.5,
        "headline_has_markup": headline.str.contains(MARKUP),
        "headline_has_site_name": headline.str.contains(r"\s[|–-]\s*(?:الميادين|صحيفة الضفة)\s*$"),
        "headline_ends_in_ellipsis": headline.str.contains(r"(?:…|\.\.)[\"»”]?$"),
        "headline_cut_off": headline.str.contains(r"[،,:؛«(|-]$"),
        "headline_shouts": headline.str.contains(r"[!؟?]{2}"),
        "headline_mixes_digits": headline.str.contains("[0-9]") & headline.str.contains("[٠-٩]"),
        "headline_repeated": headline.map(fold).duplicated(),
        "headline_placeholder": headline.str.contains(PLACEHOLDER) | headline.str.fullmatch(r"\W*(?:تجربة|اختبار|test)\W*"),
        "standfirst_truncated": standfirst.str.contains(r"(?:…|\.\.)\s*$"),
        "standfirst_repeats_headline": (standfirst.map(fold) == headline.map(fold)) & (standfirst != ""),
        "body_lead_repeated": (standfirst != "") & (first.map(fold) == standfirst.map(fold)),
        "body_missing": ~written,
        "body_too_short": written & (words < 25),
        "body_not_arabic": written & (body.map(arabic_share) < 0.5),
        "body_has_boilerplate": body.str.contains(BOILERPLATE),
        "body_repeats_paragraph": body.map(repeated_paragraph),
        "body_repeats_phrases": body.map(repeated_share) > 0.2,
        "body_mostly_duplicate_lines": body.map(duplicate_lines) > 0.3,
        "body_few_function_words": (words >= 30) & (body.map(function_words) < 2),
        "body_word_length_unusual": (words >= 30) & ~(body.str.len() / words).between(2, 9),
        "body_truncated": last.str.contains(r"(?:…|\.\.|[،,:]| (?:في|من|على|إلى|التي))$"),
        "body_has_markup": body.str.contains(MARKUP),
        "body_placeholder": body.str.contains(PLACEHOLDER),
        "body_not_an_article": body.str.contains("الصفحة غير موجودة|سجل الدخول لمتابعة|للمشتركين|خطأ 404"),
        "body_unbalanced_quotes": (body.str.count("«") != body.str.count("»"))
        | (body.str.count('"') % 2 == 1)
        | (body.str.count(r"\(") != body.str.count(r"\)")),
        "text_mojibake": text.str.contains("[ØÙ][§-¿]|ط§|ظ„|[À-ÿ]{3}"),
        "text_replacement_characters": text.str.contains("\ufffd"),
        "text_presentation_forms": text.str.contains("[\ufb50-\ufdc7\ufe70-\ufefc]"),
        "text_persian_letters": text.str.contains("[\u06a9\u06cc]"),
        "text_bidi_controls": text.str.contains("[\u202a-\u202e\u2066-\u2069]"),
        "text_zero_width": text.str.contains("[\u200b\u2060\ufeff\u00ad]|[\u200c\u200d]{2}"),
        "text_tatweel_runs": text.str.contains("\u0640{2}"),
        "text_control_characters": text.str.contains("[\x00-\x08\x0e-\x1f\x7f-\x9f]"),
        "text_doubled_diacritics": text.str.contains("[\u064b-\u0650\u0652]{2}|\u0651{2}"),
        "published_at_missing": rows["published_at"].isna(),
        "published_at_unreadable": rows["published_at"].notna() & published.isna(),
        "published_at_in_future": published > now + pd.Timedelta("15min"),
        "published_at_wrong_century": published.dt.year < 1995,
        "published_at_too_old": (now - published) > pd.Timedelta("3650D"),
        "published_at_without_zone": ~rows["published_at"].fillna("Z").str.contains(r"(?:Z|[+-]\d\d:?\d\d)$"),
        "modified_at_before_published": modified < published - pd.Timedelta("30min"),
        "modified_at_in_future": modified > now + pd.Timedelta("15min"),
        "published_at_months_disagree": body.map(lambda one: MONTHS.search(one) is not None),
        "published_at_disagrees_with_weekday_in_text": body.str.slice(0, 600).str.contains(WEEKDAY) & (published.dt.dayofweek > 6),
        "url_repeated": rows["url"].duplicated(keep=False),
        "body_same_as_another": written & body.duplicated(),
    }
    return {name: int(mask.sum()) for name, mask in masks.items()}

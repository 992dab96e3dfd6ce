"""The language rules on articles: where they speak, how loudly, and what they leave alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rasid.frame import article_frame, house_forms, locate, suggest, window_from_rows
from rasid.model import Scope, Severity, WritingStyle
from rasid.validate import check, load_rules
from tests.frame.prose import NOW
from tests.frame.test_article_frame import SOURCE

RULES = [
    rule
    for rule in load_rules(Path(__file__).parents[2] / "expectations", scope=Scope.ARTICLE)
    if rule.key
    in ("text_misspelt", "text_punctuation", "text_inconsistent", "text_persian_letters", "text_bidi_controls", "authors_missing")
]
CLEAN = {"headline": "الوزير يستقبل وفد النقابة", "body": "استقبل الوزير وفد النقابة صباح اليوم.", "language": "ar"}


def told(*rows: dict[str, object], style: WritingStyle | None = None) -> list[tuple[str, Severity]]:
    source = replace(SOURCE, style=style or WritingStyle())
    frame = article_frame(window_from_rows([{**CLEAN, **row} for row in rows], source=source, now=NOW), source=source, now=NOW)
    return [(one.rule, one.severity) for one in check(frame, RULES, urls=list(frame["url"])) if one.rule != "authors_missing"]


def test_a_slip_is_a_warning_in_a_headline_and_a_remark_in_a_body() -> None:
    assert told({"headline": "الوزير يعلن إستقالته"}) == [("text_misspelt", Severity.WARNING)]
    assert told({"body": "أعلن الوزير إستقالته صباح اليوم."}) == [("text_misspelt", Severity.INFO)]


def test_where_a_house_writes_so_no_headline_warns() -> None:
    rows = [{"headline": "الوزير يعلن إستقالته", "url": f"https://daffa.example/{number}"} for number in range(40)]
    assert {severity for _, severity in told(*rows)} == {Severity.INFO}


@pytest.mark.parametrize(
    "body",
    [
        "وكتب الشاعر: «إجتمعنا والإنتظار طويل».",
        "وقالت السيدة إنتصار إن العمل انتهى.",
        "افتتحت وزيرة الثقافة إعتماد الخطيب المعرض، وحضرته والكاتبة إنتصار سالم.",
        "حضر لاعب يدعى إستيفان وزميلته إبتسام.",
        "بدي إجتماع معاكم عشان المدرسه.",
        "\n".join(
            [
                "يا ليل طال إنتظاري",
                "والبدر خلف جداري",
                "أشكو له طول داري",
                "وأحتمي بمداري",
                "والريح تطفئ ناري",
                "وتستبيح قراري",
                "فيا رفيق مساري",
                "هلا كتمت سراري",
            ]
        ),
    ],
    ids=["quotation", "name", "names behind titles", "names of no word", "dialect", "verse"],
)
def test_what_others_wrote_is_left_alone(body: str) -> None:
    assert ("text_misspelt", Severity.INFO) not in told({"body": body})


def corrected(rule: str, body: str) -> str | None:
    (item,) = window_from_rows([{**CLEAN, "body": body}], source=None, now=NOW)
    words = suggest(rule, item, source=None, now=NOW)
    return words.ar if words is not None else None


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ("استمر العمل 30 أيام.", "30 أيام ← 30 يوماً"),
        ("عاد 40 رجال أمن إلى المدينة.", "40 رجال ← 40 رجل"),
        ("بلغت الكلفة 11 ملايين دولار.", "11 ملايين ← 11 مليون"),
        ("وصلت 6 سيارة إلى المكان.", "6 سيارة ← 6 سيارات"),
        ("اشتعل الطابق 4 شركة تأمين.", None),
        ("شاهده 5.\u200f3 مليون مشاهد.", None),
    ],
)
def test_a_number_is_corrected_with_its_noun_as_it_is_written(body: str, right: str | None) -> None:
    assert corrected("text_misspelt", body) == right


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ("عـــاجل من المدينة", "عاجل"),
        ("قال لــ«الصحيفة» إنه عاد", "لـ«الصحيفة»"),
        ("في عام 1447هــ عاد", "1447هـ"),
        ("مباراة أنغولاــــ المغرب", "أنغولا –"),
    ],
)
def test_tatweels_are_taken_out_where_they_stretch_and_only_there(body: str, right: str) -> None:
    assert corrected("text_tatweel_runs", body) == right


def test_letters_as_shapes_are_mended_by_whole_words() -> None:
    assert corrected("text_presentation_forms", "بقي اﻟﻤﺪى اﻟﻤﺘﻮﺳﻂ، كما كان.") == "المدى، المتوسط"


def test_a_house_has_words_of_its_own() -> None:
    style = WritingStyle(words={"المنتوج": "المنتج"}, leave=frozenset({"لايزال"}))
    assert told({"body": "لايزال العمل مستمراً في المدينة."}, style=style) == []
    assert told({"body": "وعرض المنتوج على الزوار صباح اليوم."}, style=style) == [("text_misspelt", Severity.INFO)]


def test_the_clean_up_is_one_text_to_copy() -> None:
    (item,) = window_from_rows([{**CLEAN, "body": "قال الوزير ، إن العمل انتهى .\nوغادر الجميع."}], source=None, now=NOW)
    tidy = suggest("text_punctuation", item, source=None, now=NOW)
    assert tidy is not None
    assert tidy.ar == "قال الوزير، إن العمل انتهى."


def test_the_form_to_keep_is_learnt_from_the_sources_own_articles() -> None:
    rows = [{**CLEAN, "body": "قال الوزير الأمريكي ذلك.", "url": f"https://daffa.example/{number}"} for number in range(80)]
    mixed = {**CLEAN, "body": "قال الوزير الأميركي إن أمريكا ستشارك، وكرر الأميركي ذلك."}
    items = list(window_from_rows([*rows, mixed], source=None, now=NOW))
    house = house_forms(items)
    assert house["america"] == "أمريكا"
    assert [span.text for span in locate("text_inconsistent", items[-1], source=None, now=NOW, house=house)] == ["الأميركي", "الأميركي"]


def test_persian_letters_and_overrides_warn_in_a_headline_only() -> None:
    assert told({"body": "استقبل الوزیر وفد النقابة."}) == [("text_persian_letters", Severity.INFO)]
    assert told({"headline": "الوزیر يستقبل وفد النقابة"}) == [("text_persian_letters", Severity.WARNING)]
    assert told({"headline": "\u202dالوزير يستقبل وفد النقابة"}) == [("text_bidi_controls", Severity.WARNING)]
    assert told({"headline": "\u202eالوزير يستقبل وفد النقابة"}) == [("text_bidi_controls", Severity.INFO)]


@pytest.mark.parametrize("name", ["admin", "المحرر"])
def test_an_account_is_no_author_and_is_named(name: str) -> None:
    source = replace(SOURCE, sections=tuple(replace(section, asks_author=True) for section in SOURCE.sections))
    frame = article_frame(window_from_rows([{**CLEAN, "authors": [name]}], source=source, now=NOW), source=source, now=NOW)
    (finding,) = (one for one in check(frame, RULES, urls=list(frame["url"])) if one.rule == "authors_missing")
    assert finding.observed == name

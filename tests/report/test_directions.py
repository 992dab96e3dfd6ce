"""Arabic stays right-to-left whatever it begins with; digits are the source's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rasid.model import Language, Span, Words
from rasid.report import render
from rasid.report.diff import rewritten
from rasid.report.markup import direction_of, foreign, marked, marked_text
from rasid.report.voice import Voice, voice_for
from tests.report.samples import NOW, SOURCE, full


@pytest.mark.parametrize(
    ("text", "base", "way"),
    [
        ('[caption id="1"] رئيس المصرف المركزي يتحدث', "rtl", "rtl"),
        ("<p>وقال الناطق", "rtl", "rtl"),
        ("Reuters – وصل الوفد", "rtl", "rtl"),
        ("2026: عام الجسور", None, "rtl"),
        ("He said so.", "rtl", "ltr"),
        ("سوق", "ltr", "rtl"),
        ("The word سوق means market", "ltr", "ltr"),
        ("الفريق iOS", None, "rtl"),
        ("123", "rtl", "rtl"),
        ("123", None, "auto"),
    ],
)
def test_a_text_has_the_direction_of_its_source_unless_it_is_all_in_another_script(text: str, base: str | None, way: str) -> None:
    assert direction_of(text, base) == way


def test_tags_inside_arabic_are_kept_whole_and_foreign_marks_isolated() -> None:
    shown = str(marked(Span("body", 0, 3, "<b>", "وصل الوفد </p> ثم ", " غادر"), "rtl"))
    assert shown.startswith('<bdi dir="rtl">')
    assert "\u2066&lt;/p&gt;\u2069" in shown
    assert '<mark class="foreign" dir="ltr">' in shown
    assert str(foreign("كلمة")) == ""
    assert "<mark>كلمة</mark>" in marked_text("هذه كلمة هنا", [(4, 8)])


def test_digits_are_those_of_the_source_and_quotations_stay_as_published() -> None:
    arab = replace(SOURCE, digits="arab")
    v = voice_for(arab, Language.AR, NOW)
    assert v.number(2412) == "٢٬٤١٢" or v.number(2412) == "٢,٤١٢"
    assert "٢٠٢٦" in v.moment(NOW, "full")
    assert v.words(Words("المادة \u2068رقم 12\u2069 من 15", "")) == "المادة \u2068رقم 12\u2069 من ١٥"
    assert "3" not in str(v.say("report.problem_reach", n=3))
    assert voice_for(arab, Language.EN, NOW).number(12) == "12"
    assert Voice(Language.AR, NOW).number(12) == "12"
    html = render(replace(full(), source=arab), language="ar")
    assert '<dd class="num">٤١</dd>' in html


def test_a_text_of_which_little_is_kept_is_told_before_and_after() -> None:
    assert rewritten("أعلنت البلدية إغلاق الجسر يوم الأحد لأعمال الصيانة", "فاز فريق المدينة بكأس المحافظة أمس بعد مباراة طويلة")
    assert not rewritten("أعلنت البلدية إغلاق الجسر يوم الأحد", "أعلنت البلدية إغلاق الجسر يوم الاثنين")
    edit = replace(full().edits[1], before="أعلنت البلدية إغلاق الجسر يوم الأحد لأعمال الصيانة", after="فاز فريق المدينة بكأس المحافظة أمس بعد مباراة طويلة")  # fmt: skip
    html = render(replace(full(), edits=(edit,)), language="ar")
    assert 'class="rewritten"' in html
    assert "</del><ins" not in html


def test_an_edit_that_rasid_asked_for_is_no_silent_one() -> None:
    asked = replace(full().edits[0], asked_for=True)
    assert 'id="edits"' not in render(replace(full(), edits=(asked,)), language="ar")

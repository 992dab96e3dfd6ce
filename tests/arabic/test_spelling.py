"""Words written wrongly are told from words that only look so."""

from __future__ import annotations

import pytest

from rasid.arabic.spelling import lists, slip_of
from rasid.arabic.tokens import look_up


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("إجتماع", "اجتماع"),
        ("بإتخاذ", "باتخاذ"),
        ("للإنضمام", "للانضمام"),
        ("والإستقالة،", "والاستقالة"),
        ("إستقبلت", "استقبلت"),
        ("إنفجار", "انفجار"),
        ("«إسم", "اسم"),
        ("إمرأة", "امرأة"),
        ("بالإطلاع", "بالاطلاع"),
        ("شئ", "شيء"),
        ("الطواريء", "الطوارئ"),
        ("لايوجد", "لا يوجد"),
        ("وإجراءا", "وإجراءً"),
        ("أيضاُ", "أيضاً"),
        ("المدرسه", "المدرسة"),
        ("للطالبه", "للطالبة"),
        ("للجنه", "للجنة"),
        ("والدوله", "والدولة"),
        ("البيئه", "البيئة"),
        ("الفلسفه", "الفلسفة"),
        ("لللاجئين", "للاجئين"),
    ],
)
def test_a_slip_has_its_correction(wrong: str, right: str) -> None:
    slip = slip_of(wrong)
    assert slip is not None
    assert slip.right == right


@pytest.mark.parametrize(
    "word",
    [
        "إنتاج",
        "إنجاز",
        "إنقاذ",
        "إتقان",
        "إنسان",
        "إسلام",
        "إدارة",
        "إجراءات",
        "إحصاء",
        "إعلام",
        "إستراتيجية",
        "إنستغرام",
        "إنترنت",
        "إندونيسيا",
        "إنديانا",
        "إلتراس",
        "إسطنبول",
        "إيتمار",
        "إستويانوف",
        "إسماعيل",
        "إسمنت",
        "إطلاع",
        "لإطلاعهم",
        "وإطلاعه",
        "المياه",
        "الاتجاه",
        "الفقيه",
        "الوجوه",
        "الدكتوراه",
        "الجنيه",
        "العبدالله",
        "التزامه",
        "التقطته",
        "التقيته",
        "والدته",
        "والديه",
        "للقائه",
        "للاعبه",
        "للغته",
        "القائه",
        "الوانه",
        "المشبوه",
        "والتشبيه",
        "المشتبه",
        "المفوه",
        "المعتوه",
        "التافه",
        "الكافيه",
        "جاءا",
        "مسؤول",
        "بريء",
        "2026",
        "CNN",
    ],
)
def test_a_right_word_is_left_alone(word: str) -> None:
    assert slip_of(word) is None


def test_every_fixed_slip_differs_from_its_correction_and_is_no_correction_itself() -> None:
    slips = lists()["slips"]
    assert all(wrong != right for wrong, right in slips.items())
    assert not slips.keys() & set(slips.values())


def test_words_are_known_the_second_time_without_being_looked_at_again() -> None:
    assert look_up(["الإجتماع", "كتاب"]) == look_up(["كتاب", "الإجتماع", "كتاب"])
    assert list(look_up(["كتاب"])) == []

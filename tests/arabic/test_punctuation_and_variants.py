"""Marks and spaces are put right where no house chooses; what may be written in two ways is told where one text does both."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from rasid.arabic.punctuation import cleaned, faults
from rasid.arabic.variants import Mixed, answer_of, learnt, mixed


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("قال الوزير ، إن العمل مستمر .", "قال الوزير، إن العمل مستمر."),
        ("انتهى العمل،وعاد الجميع.وقال المدير", "انتهى العمل، وعاد الجميع. وقال المدير"),
        ("انتهى العمل, وعاد الجميع", "انتهى العمل، وعاد الجميع"),
        ("انتهى العمل ,وعاد الجميع", "انتهى العمل، وعاد الجميع"),
        ("نشرته CNN ,وفق بيان", "نشرته CNN، وفق بيان"),
        ("انتهى العمل،، وعاد الجميع.، ثم", "انتهى العمل، وعاد الجميع. ثم"),
        ("قال ( بعد صمت ) إن الشركة(العامة) ربحت", "قال (بعد صمت) إن الشركة (العامة) ربحت"),
        ("قال لـ»الصحيفة» إن «العمل»مستمر", "قال لـ«الصحيفة» إن «العمل» مستمر"),
        ("الوزير و السفير في عام2011 و13ألف زائر", "الوزير والسفير في عام 2011 و13 ألف زائر"),
    ],
)
def test_a_fault_is_found_and_cleaned(text: str, right: str) -> None:
    assert list(faults(text))
    assert cleaned(text) == right
    assert not list(faults(right))


@pytest.mark.parametrize(
    "text",
    [
        "«انتهى العمل»، قال (المدير): 12.5 مليون في 2016.. ثم غادر!",
        "أعلنت شركة أوبن.إيه.آي ذلك",
        "غادر الوزير القاعة . . . ثم عاد",
        "فرانس24 وإف-16 وموقع example.com وبي.بي.سي",
        "أ و ب، والمعلم(ة)، وفي 1437هـ و2016م",
        "بدأت المباراة في الساعة 20:30 وانتهت 3-1",
        "والفصل الأول ،،، والثاني",
    ],
)
def test_what_is_right_or_a_choice_is_left(text: str) -> None:
    assert not list(faults(text))
    assert cleaned(text) == text


def found(text: str, forms: Mapping[str, str] | None = None, house: Mapping[str, str] | None = None) -> dict[str, Mixed]:
    words = text.split()
    shown = {word: answer for word in words if (answer := answer_of(word)) is not None}
    return {one.question.key: one for one in mixed(text, words, shown, frozenset(text), forms or {}, house or {})}


BOTH = "قال الوزير الأميركي إن أمريكا ستشارك، وكرر الأميركي ذلك."


def test_two_forms_in_one_text_are_told_with_the_majority_to_keep() -> None:
    one = found(BOTH)["america"]
    assert one.form == "أميركا"
    assert [BOTH[start:end] for start, end in one.places] == ["أمريكا"]


def test_the_house_decides_before_the_majority_and_the_seed_before_the_house() -> None:
    assert found(BOTH, house={"america": "أمريكا"})["america"].form == "أمريكا"
    assert found(BOTH, {"america": "أميركا"}, {"america": "أمريكا"})["america"].form == "أميركا"


def test_a_question_can_be_switched_off_or_fixed() -> None:
    assert not found(BOTH, {"america": "off"})
    assert not found("قال الوزير الأميركي ذلك.")
    assert found("قال الوزير الأميركي ذلك.", {"america": "أمريكا"})["america"].form == "أمريكا"


def test_quotations_and_names_that_only_look_so_are_left() -> None:
    assert not found("عاد إلى المدينة، وقرأ كلمة «الى» في البيان.")
    assert not found("قال إن شبكة سي ان ان كانت هناك، وإن بان كي مون غادر.")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("digits", "حضر ٤٥ زائراً و67 طالباً"),
        ("tanwin", "كان قراراً صائبًا"),
        ("quotes", 'قال «نعم» ثم قال "لا"'),
        ("ila", "إلى البيت ثم الى السوق"),
    ],
)
def test_signs_and_words_are_told_alike(question: str, text: str) -> None:
    assert question in found(text)


def test_a_house_is_learnt_from_its_texts_and_not_from_a_few() -> None:
    assert learnt(["قال الوزير الأميركي ذلك."] * 30)["america"] == "أميركا"
    assert "america" not in learnt(["قال الوزير الأميركي ذلك."] * 5)
    assert "america" not in learnt(["قال الوزير الأميركي ذلك.", "قال الوزير الأمريكي ذلك."] * 30)

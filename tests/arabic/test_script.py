"""Letters: cleaned, folded, counted; their faults found where they stand."""

from __future__ import annotations

import time

import pytest

from rasid.arabic import script

CLEAN = "أكّد الوزير، اليوم، أن «الخطة» جاهزة بنسبة 95%: لا تأجيل… (رويترز) 12 آذار؛ هل تُنفَّذ؟ صلى الله عليه وسلم ﷺ هـ."
DETECTORS = (
    script.presentation_form_spans, script.tatweel_spans, script.zero_width_spans, script.bidi_spans, script.unbalanced_bidi_spans,
    script.control_spans, script.replacement_spans, script.doubled_mark_spans, script.orphan_mark_spans, script.persian_letter_spans,
    script.mixed_digit_spans, script.mojibake_spans,
)  # fmt: skip


def words_at(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda one: one.__name__)
def test_good_arabic_has_no_fault(detector: object) -> None:
    assert callable(detector)
    assert detector(CLEAN) == []
    assert detector("") == []


def test_clean_composes_and_folds_white_space_and_keeps_faults() -> None:
    assert script.clean("  ا\u0653ب\u00a0 \n\tآخر\u200f  ") == "آب آخر\u200f"
    assert script.clean("") == ""


def test_strip_marks_leaves_letters() -> None:
    assert script.strip_marks("مُحَمَّدٌ رســـول") == "محمد رسول"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"), ("إبراهيم", "ابراهيم"), ("مُحَمَّد", "محمد"), ("الخبــر", "الخبر"), ("مدينة", "مدينه"), ("مصطفى", "مصطفي"), ("کتاب", "كتاب"),
        ("ایران", "ايران"), ("مسؤول", "مسوول"), ("١٢٣", "123"), ("۱۲۳", "123"), ("ﻣﺤﻤﺪ", "محمد"), ("خبر\u200f", "خبر"), ("BBC عربي", "bbc  عربي"),
    ],
)  # fmt: skip
def test_fold_makes_spellings_of_one_word_equal(one: str, other: str) -> None:
    assert script.fold(one) == script.fold(other)


def test_fold_keeps_words_apart() -> None:
    assert script.fold("علم") != script.fold("عمل")


@pytest.mark.parametrize(
    ("text", "ratio"),
    [("خبر عاجل", 1.0), ("خَبَــرٌ", 1.0), ("Breaking news", 0.0), ("", 0.0), ("123 – 45", 0.0), ("خبر abc", 0.5), ("ﻣﺤﻤﺪ", 1.0)],
)
def test_arabic_ratio_counts_letters_only(text: str, ratio: float) -> None:
    assert script.arabic_ratio(text) == pytest.approx(ratio)


def test_function_words_are_counted_with_and_without_diacritics() -> None:
    assert script.function_words("قال الوزير إنّ الاجتماع، في بيروت، انتهى مِن دون اتفاق") == 5
    assert script.function_words("Lorem ipsum") == 0


@pytest.mark.parametrize(
    "text", ["انتهى الاجتماع.", "هل انتهى؟", "انتهى!", "قال «انتهى».", "قال: «انتهى الاجتماع»", "انتهى… ", "انتهى.\u200f", "(انتهى.)"]
)
def test_a_finished_sentence_ends(text: str) -> None:
    assert script.ends_sentence(text)


@pytest.mark.parametrize("text", ["انتهى الاجتماع", "وأضاف أن", "انتهى،", "", "(رويترز)", "ثم قال:"])
def test_an_unfinished_sentence_does_not(text: str) -> None:
    assert not script.ends_sentence(text)


def test_an_ellipsis_is_known_in_both_forms() -> None:
    assert script.ends_with_ellipsis("وأضاف أن...")
    assert script.ends_with_ellipsis("وأضاف أن…»")
    assert not script.ends_with_ellipsis("انتهى.")


def test_presentation_forms_are_found_and_ligatures_are_not() -> None:
    text = "قال ﻣﺤﻤﺪ إن الله ﷻ ﴿آية﴾ ﷼"
    assert words_at(text, script.presentation_form_spans(text)) == ["ﻣﺤﻤﺪ"]


def test_tatweel_inside_words_is_found_and_as_a_dash_is_not() -> None:
    text = "خبــــر ــ عاجل هـ 12 الـ«حزب»"
    assert words_at(text, script.tatweel_spans(text)) == ["ــــ"]


def test_invisible_characters_are_found_and_one_joiner_is_not() -> None:
    text = "خبر\u200b عاجل می\u200cشود \u200c\u200cنص\ufeff"
    assert [start for start, _ in script.zero_width_spans(text)] == [3, 17, 21]


def test_bidi_controls_are_found_and_unclosed_ones_told_apart() -> None:
    text = "قال\u200f: \u202bنص\u202c \u2067اسم\u2069 \u202aabc"
    assert len(script.bidi_spans(text)) == 6
    assert words_at(text, script.unbalanced_bidi_spans(text)) == ["\u202a"]
    assert words_at("\u202eمقلوب\u202c", script.unbalanced_bidi_spans("\u202eمقلوب\u202c")) == ["\u202e"]
    assert script.unbalanced_bidi_spans("نص\u202c") == [(2, 3)]


def test_control_and_private_use_characters_are_found() -> None:
    text = "خبر\x00 عا\x9cجل \ue900\ttab\n"
    assert words_at(text, script.control_spans(text)) == ["\x00", "\x9c", "\ue900"]


def test_doubled_diacritics_are_found_and_shadda_with_a_vowel_is_not() -> None:
    text = "مُحَمَّدٌ كتابٌٌ رّّب قَُال"
    assert words_at(text, script.doubled_mark_spans(text)) == ["ٌٌ", "ّّ", "َُ"]


def test_diacritics_on_nothing_are_found() -> None:
    text = "قال َمحمد إن\nِأفاد"
    assert [start for start, _ in script.orphan_mark_spans(text)] == [4, 13]


def test_persian_letters_in_words_are_found_with_their_correction() -> None:
    text = "رئيس وزراء کیان في چاد وفيينا"
    assert words_at(text, script.persian_letter_spans(text)) == ["کیان"]
    assert script.arabic_letters("کیان") == "كيان"


def test_the_digit_system_of_the_minority_is_found() -> None:
    text = "في عام 2019 سجلت 35 حالة و٤٠ إصابة، وطائرة F-16"
    assert script.digit_systems(text) == ("european", "arabic-indic")
    assert words_at(text, script.mixed_digit_spans(text)) == ["٤٠"]
    assert words_at("1٢ ألفاً", script.mixed_digit_spans("1٢ ألفاً")) == ["1٢"]
    assert script.mixed_digit_spans("طائرة F-16 تقصف ١٢ موقعا في قمة G20") == []


SENTENCE = "أكد وزير الخارجية اليوم أن الحكومة ستحقق، في 12 آذار «هدفها» وحدها؟ نعم."


def _latin(body: bytes) -> str:
    """As browsers decode windows-1252: the five undefined bytes stay control characters."""
    return "".join(bytes([byte]).decode("latin-1" if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252") for byte in body)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(SENTENCE.encode().decode("cp1256"), id="utf-8 as windows-1256"),
        pytest.param(SENTENCE.encode().decode("latin-1"), id="utf-8 as latin-1"),
        pytest.param(_latin(SENTENCE.encode()), id="utf-8 as windows-1252"),
        pytest.param(SENTENCE.encode().decode("cp1256").encode().decode("cp1256"), id="utf-8 as windows-1256 twice"),
        pytest.param(_latin(_latin(SENTENCE.encode()).encode()), id="utf-8 as windows-1252 twice"),
        pytest.param(SENTENCE.encode("cp1256").decode("latin-1"), id="windows-1256 as latin-1"),
        pytest.param(_latin(SENTENCE.encode("cp1256")), id="windows-1256 as windows-1252"),
    ],
)
def test_mojibake_is_found_and_repaired(broken: str) -> None:
    spans = script.mojibake_spans(broken)
    assert spans
    assert sum(end - start for start, end in spans) > 0.8 * len(broken)
    assert script.repair_mojibake(broken) == SENTENCE


def test_iso_8859_6_shown_as_latin_is_repaired() -> None:
    plain = SENTENCE.replace("«", "").replace("»", "")
    assert script.repair_mojibake(plain.encode("iso-8859-6").decode("latin-1")) == plain


def test_one_broken_word_is_found_in_good_text() -> None:
    broken = "الوزير".encode().decode("cp1256")
    text = f"قال {broken} أمس"
    assert words_at(text, script.mojibake_spans(text)) == [broken]
    assert script.repair_mojibake(text) == "قال الوزير أمس"


def test_text_lost_for_good_is_found_and_not_repaired() -> None:
    for lost in (SENTENCE.encode("cp1256").decode("utf-8", "replace"), "?????? ???????? ????"):
        assert script.mojibake_spans(lost)
        assert script.repair_mojibake(lost) is None


@pytest.mark.parametrize(
    "text", ["Déjà vu à l'été, où çà? Müller naïve señor", "Ünïçödé", "قطع غيار، عظ، طق «طع» عع", "ماذا؟؟ حقا??", "Ærøskøbing ÅÄÖ", "ØÙ"]
)
def test_other_languages_are_no_mojibake(text: str) -> None:
    assert script.mojibake_spans(text) == []
    assert script.repair_mojibake(text) is None


@pytest.mark.parametrize(
    "unit", ["ـ", "-", "?", "? ", "1", "ا", "اک", "َّ", "Ø", "Ø§", "ط", "ط§", "Ç", "Ç ", "\ufffd", "\u200c", "\u202a", "a-", ".", "3٣"]
)
def test_time_is_linear_in_the_text(unit: str) -> None:
    text = (unit * 30_000)[:30_000]
    begun = time.process_time()
    for function in (
        *DETECTORS,
        script.clean,
        script.fold,
        script.arabic_ratio,
        script.repair_mojibake,
        script.function_words,
        script.digit_systems,
    ):
        function(text)
    assert time.process_time() - begun < 5

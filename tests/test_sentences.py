"""The words people read: complete in both languages, and listed in one file."""

from __future__ import annotations

import re
import string

import pytest

from rasid.settings import CHECKOUT
from rasid.wording import catalogue
from rasid.wording.sentences import document

ARABIC_FORMS = {"zero", "one", "two", "few", "many", "other"}
SCRIPT = re.compile("[\u0621-\u064a]")
SAME_IN_BOTH = {"report.switch"}
"""Sentences that name the other language in that language."""
READ_BY_EDITORS = ("report.", "desk.", "style.")


def blanks(text: str) -> set[str]:
    return {name.removesuffix("_ar").removesuffix("_en") for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_list_of_sentences_holds_every_key() -> None:
    written = document(CHECKOUT / "expectations")
    assert all(key.split(".", 1)[1] in written for key in catalogue())


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_a_sentence_says_the_same_in_both_languages(key: str) -> None:
    words = catalogue()[key]
    arabic, english = words["ar"], words["en"]
    if isinstance(arabic, dict):
        # A count that cannot be nought needs no form for it.
        assert ARABIC_FORMS - {"zero"} <= set(arabic) <= ARABIC_FORMS
        assert set(english) == {"one", "other"} if isinstance(english, dict) else english
    said = (
        (list(arabic.values()) if isinstance(arabic, dict) else [arabic]),
        (list(english.values()) if isinstance(english, dict) else [english]),
    )
    wanted = blanks(said[1][-1]) | {"n"}
    for text in (*said[0], *said[1]):
        assert text == text.strip()
        assert blanks(text) <= wanted
    if key.startswith(READ_BY_EDITORS) and key not in SAME_IN_BOTH:
        assert all(SCRIPT.search(text) for text in said[0])
        assert not any(SCRIPT.search(text) for text in said[1])


FORBIDDEN = {
    "مقال": "مادة",
    "حوادث": "مشكلات",
    "عهدة": "مسندة إلى، استلمها",
    "إسكات": "كتم",
    "العنوان الإلكتروني": "الرابط",
    "عنوان القسم": "رابط القسم",
    "بلوغ": "الوصول إلى",
    "مهندس المناوبة": "المهندس المناوب",
    "الموعود": "الحدّ",
    "عنوان إلكتروني": "رابط",
    "تعليق الصورة": "شرح الصورة",
    "تعليقات الصور": "شروح الصور",
    "مكتب المحررين": "مكتب التحرير",
    "وسوم الصفحة": "بيانات الصفحة الوصفية",
    "محرف": "رمز",
    "باليد": "يدويًا",
    "بلا قرين": "غير مكتملة",
    "أدوات الربط": "حروف الجر والعطف",
    "مُعايَر": "بالقياس",
    "من معنى القاعدة": "بحكم التعريف",
    "البيانات المنظمة": "البيانات المنظَّمة",
}
"""Words that must not occur, and the one to use: docs/glossary.md, docs/architecture.md decision 22."""


def arabic_sentences() -> list[tuple[str, str]]:
    from rasid.validate import load_rules

    said: list[tuple[str, str]] = []
    for key, words in catalogue().items():
        said += [(key, text) for text in (words["ar"].values() if isinstance(words["ar"], dict) else [words["ar"]])]
    for rule in load_rules(CHECKOUT / "expectations"):
        texts = (rule.title, rule.advice, rule.threshold_source)
        said += [(rule.key, words.ar) for words in texts if words is not None]
    return said


@pytest.mark.parametrize("term", sorted(FORBIDDEN))
def test_one_thing_has_one_arabic_name(term: str) -> None:
    wrong = [key for key, text in arabic_sentences() if term in text and "Google" not in text]
    assert not wrong, f"write «{FORBIDDEN[term]}» for «{term}» in {', '.join(wrong)}"


@pytest.mark.parametrize("term", ["الحادث", "حادث"])
def test_an_incident_is_no_accident(term: str) -> None:
    wrong = [key for key, text in arabic_sentences() if re.search(rf"(?<![\u0621-\u0652]){term}(?![\u0621-\u0652])", text)]
    assert not wrong, f"write «مشكلة» in {', '.join(wrong)}"

"""House style is found as Arabic writes it: with joined particles, whatever the diacritics and hamza seats."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rasid.errors import DeskError
from rasid.frame.style import folded, matcher, spans, style_findings
from rasid.frame.style_file import dump_style, parse_style
from rasid.model import Article, Severity, WindowArticle
from rasid.model.desk import StyleTerm

NOW = datetime(2026, 2, 7, tzinfo=UTC)


def found(text: str, term: str, preferred: str = "", *exceptions: str) -> list[str]:
    looked_for = matcher(StyleTerm(term, preferred, "", exceptions, id=1))
    return [text[match.start : match.end] for match in looked_for.find(folded(text), text)]


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("قال المسئول إن مسئولًا حضر", "مسئول", ["المسئول"]),
        ("مسؤول ومَسؤُول", "مسئول", []),
        ("مسـئول", "مسئول", ["مسـئول"]),
        ("مَسْئُولٌ", "مسئول", ["مَسْئُولٌ"]),
        (
            "والمستوطنين وبالمستوطنين وللمستوطنين فالمستوطنين كالمستوطنين",
            "مستوطنين",
            ["والمستوطنين", "وبالمستوطنين", "وللمستوطنين", "فالمستوطنين", "كالمستوطنين"],
        ),
        ("بمستوطنين ولمستوطنين", "مستوطنين", ["بمستوطنين", "ولمستوطنين"]),
        ("مستوطنينا ومستوطنينهم", "مستوطنين", []),
        ("الكيان وللكيان وكيان وكيانات", "الكيان", ["الكيان", "وللكيان"]),
        ("الحكومة الانتقالية وحكومة إنتقالية وحكومات انتقالية", "حكومة انتقالية", ["الحكومة الانتقالية", "وحكومة إنتقالية"]),
        ("حكومة\n  انتقالية", "حكومة انتقالية", ["حكومة\n  انتقالية"]),
        ("قمة القمه وقمّة", "قمة", ["قمة", "القمه", "وقمّة"]),
        ("COVID-19 and covids", "covid", ["COVID"]),
        ("أزمة الأزمات", "أزمة", ["أزمة"]),
        ("«هامّ» (هام)", "هام", ["هامّ", "هام"]),
    ],
)
def test_a_term_is_found_where_a_reader_sees_it(text: str, term: str, expected: list[str]) -> None:
    assert found(text, term, "بديل") == expected


def test_the_preferred_form_does_not_offend_against_itself() -> None:
    assert found("قال داعش إن تنظيم داعش وتنظيم داعش باقيان", "داعش", "تنظيم داعش") == ["داعش"]


def test_an_allowed_phrase_is_allowed() -> None:
    assert found("حضر الهامّ من «مجلس الهام» أمس", "هام", "مهمّ", "مجلس الهام") == ["الهامّ"]


def test_terms_that_differ_only_in_a_hamza_are_told_apart() -> None:
    assert found("إمرأة وامرأة والإمرأة", "إمرأة", "امرأة") == ["إمرأة", "والإمرأة"]


def article(**fields: object) -> WindowArticle:
    return WindowArticle(Article(url="https://nahr.example/1", **fields), NOW, 1, NOW)  # type: ignore[arg-type]


def test_spans_point_into_the_text_as_published() -> None:
    item = article(headline="المسئول يزور", body=("فقرة أولى.", "وقال مسئول آخر."), captions=("مسئول في الصورة",))
    places = spans(item.article, StyleTerm("مسئول", "مسؤول", id=1))
    assert [(span.field, span.text) for span in places] == [("headline", "المسئول"), ("body", "مسئول"), ("captions", "مسئول")]
    assert item.article.text[places[1].start : places[1].end] == "مسئول"
    assert places[1].before == "فقرة أولى.\nوقال "


def test_one_finding_for_each_article_and_term_says_what_to_write() -> None:
    terms = [StyleTerm("مسئول", "مسؤول", "الهمزة على الواو", severity=Severity.WARNING, id=7), StyleTerm("هام", "", id=8)]
    first, second = style_findings([article(body=("مسئول هام ومسئول",)), article(body=("نصّ سليم",))], terms)
    assert (first.rule, first.severity, len(first.spans)) == ("style_7", Severity.WARNING, 2)
    assert "مسؤول" in first.suggestion.ar if first.suggestion else False
    assert "الهمزة على الواو" in first.advice.ar
    assert (second.rule, second.suggestion) == ("style_8", None)
    assert style_findings([article(body=("نصّ",))], []) == []


def test_a_file_keeps_the_list_whole() -> None:
    terms = [StyleTerm("هام", "مهمّ"), StyleTerm('"مقتبس"', "قول\nآخر", "سبب", ("أ", "ب # ج"), Severity.CRITICAL)]
    read = parse_style(dump_style(terms), "style.toml")
    assert sorted(read, key=lambda term: term.term) == sorted(terms, key=lambda term: term.term)
    assert parse_style(dump_style([]), "style.toml") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[terms]", "no TOML"),
        ('[[term]]\nterm = "x"', "unknown key 'term'"),
        ('[[terms]]\nterm = "لفظ"\nprefered = "x"', "did you mean 'preferred'"),
        ('[[terms]]\nterm = "لفظ"\nseverity = "high"', "severity 'high'"),
        ('[[terms]]\nterm = "لفظ"\nexceptions = "x"', "list of phrases"),
        ("[[terms]]\nterm = 5", "must be text"),
        ('[[terms]]\npreferred = "x"', "no term"),
        ("terms = 5", "tables"),
    ],
)
def test_a_file_with_a_mistake_is_refused_with_its_place(text: str, told: str) -> None:
    with pytest.raises(DeskError, match=told) as refused:
        parse_style(text, "house.toml")
    assert str(refused.value).startswith("house.toml")

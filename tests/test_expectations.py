"""Every rule proves itself: its own good rows pass, its own bad rows fail."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from rasid.errors import RuleError
from rasid.frame import COLUMNS, article_frame, window_from_rows
from rasid.model import Rule, Scope, Section, Severity, Source, Status, Words
from rasid.validate import check, load_rules, verify
from rasid.validate.rulebook import FIELDS

EXPECTATIONS = Path(__file__).parents[1] / "expectations"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ASSIGNMENT = re.compile(r"^(?!notes|#)[\w.-]+ = ")
"""English notes may quote an Arabic word."""
RULES = load_rules(EXPECTATIONS)


def source_of(table: Mapping[str, Any]) -> Source:
    """A seed with the row's own wishes; ``asks_author`` is the section's."""
    section = Section(id="news", name=Words("الأخبار", "News"), url="https://example.org/news", asks_author=bool(table.get("asks_author")))
    given = {name: value for name, value in table.items() if name not in ("asks_author", "name")}
    name = table.get("name", {"ar": "صحيفة الضفة", "en": "Al Daffa"})
    return Source(
        **{"id": "daffa", "home": "https://example.org", "country": "JO", "timezone": "Asia/Amman", "sections": (section,), **given},
        name=Words(**name),
    )


def article_row(row: Mapping[str, Any]) -> pd.DataFrame:
    fields = {name: value for name, value in row.items() if name not in ("now", "source", "others", "link_states")}
    now = datetime.fromisoformat(row["now"]) if "now" in row else NOW
    source = source_of(row["source"]) if "source" in row else None
    window = window_from_rows([fields, *row.get("others", ())], source=source, now=now)
    return article_frame(window, source=source, now=now, link_states=row.get("link_states"))


def frame_of(rule: Rule, row: Mapping[str, Any]) -> pd.DataFrame:
    """A row of ``good`` or ``bad`` as its scope's frame; section and history bring their own builder."""
    if rule.scope is Scope.ARTICLE:
        return article_row(row)
    builder: Any = importlib.import_module(f"tests.frame.rows_{rule.scope.value}")
    frame: pd.DataFrame = builder.frame_of(row)
    return frame


def failing(rule: Rule, row: Mapping[str, Any]) -> bool:
    frame = frame_of(rule, row)
    urls = [f"row:{number}" for number in range(len(frame))]
    found = check(frame, [rule], urls=urls)
    assert not [one.detail for one in found if one.status is Status.BROKEN]
    return any(one.article_url in (None, "row:0") for one in found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_good_rows_pass_and_bad_rows_fail(rule: Rule) -> None:
    assert rule.good, "a rule needs a good row"
    assert rule.bad, "a rule needs a bad row"
    for row in rule.good:
        assert not failing(rule, row), f"this good row fails {rule.key}: {row}"
    for row in rule.bad:
        assert failing(rule, row), f"this bad row passes {rule.key}: {row}"


def test_every_type_and_argument_is_known_to_great_expectations() -> None:
    verify(RULES)


def test_every_article_rule_speaks_of_a_column_of_the_frame() -> None:
    load_rules(EXPECTATIONS, scope=Scope.ARTICLE, columns=COLUMNS)
    with pytest.raises(RuleError, match=r"headline_missing: the frame has no column “headline”"):
        load_rules(EXPECTATIONS, scope=Scope.ARTICLE, columns=("headlines", "body"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_every_rule_is_documented_in_both_languages(rule: Rule) -> None:
    arabic = "اأبتثجحخدذرزسشصضطظعغفقكلمنهوي"
    assert rule.threshold_source is not None
    assert "{" not in (rule.short or rule.title).ar + (rule.short or rule.title).en, "a list of rules has no numbers: give meta.short"
    for words in (rule.title, rule.advice, rule.threshold_source, *((rule.short,) if rule.short else ())):
        assert any(letter in words.ar for letter in arabic)
        assert not any(letter in words.en for letter in arabic)
    assert rule.notes
    assert rule.field in FIELDS or rule.key.startswith(rule.field)


@pytest.mark.parametrize("scope", tuple(Scope))
def test_arabic_stands_alone_on_its_line(scope: Scope) -> None:
    file = EXPECTATIONS / f"{scope.value}.toml"
    if not file.is_file():
        pytest.skip(f"{file.name} is not written yet")
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if any("\u0621" <= letter <= "\u064a" for letter in line):
            assert not ASSIGNMENT.match(line), f"{file.name}:{number}: put the Arabic text on a line of its own"


def test_a_critical_rule_stops_the_press_a_style_rule_does_not() -> None:
    by_key = {rule.key: rule for rule in RULES}
    assert by_key["headline_missing"].severity is Severity.CRITICAL
    assert by_key["headline_shouts"].severity is Severity.INFO

"""Rules made by hand, for tests of the door and of the book."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasid.model import Rule, Scope, Severity, Words

BETWEEN = "expect_column_values_to_be_between"
TABLE = """
[[expectations]]
type = "expect_column_values_to_be_between"
severity = "warning"
notes = "why"
kwargs = { column = "headline_length", min_value = 10 }
[expectations.meta]
key = "headline_too_short"
threshold_source = "tests"
title = { ar = "قصير", en = "Short: {observed}" }
advice = { ar = "أطيلوا", en = "Longer" }
good = [{ headline = "عنوان طويل بما يكفي" }]
bad = [{ headline = "عنوان" }]
"""


def rule(key: str = "headline_too_short", kind: str = BETWEEN, *, scope: Scope = Scope.ARTICLE, **changes: Any) -> Rule:
    given: dict[str, Any] = {
        "kwargs": {"column": "n", "min_value": 3},
        "severity": Severity.WARNING,
        "title": Words("قصير: {observed} والمطلوب {expected}", "Short: {observed}, expected {expected}"),
        "advice": Words("أطيلوا", "Longer"),
        "field": "headline",
        "file": "article.toml",
        **changes,
    }
    return Rule(key=key, scope=scope, type=kind, **given)


def book(folder: Path, text: str, name: str = "article.toml") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder

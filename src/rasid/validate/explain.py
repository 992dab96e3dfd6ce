"""From a failed row to words: what was observed, what was expected, and titles with the numbers in them."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pandas as pd

from rasid.model import Cause, Rule, Scope, Words
from rasid.wording.format import bound, isolate

UNKNOWN = "—"
PLAIN = re.compile(r"[\d.,–]+%?")
"""Numbers need no isolation: they keep their order in any text."""


def observed_at(rule: Rule, frame: pd.DataFrame, row: int) -> str | None:
    """The value of the column the rule shows (``meta.observed``, else the rule's own), None for booleans and nulls."""
    column = rule.meta.get("observed") or rule.kwargs.get("column") or rule.kwargs.get("column_A")
    if column is None or column not in frame.columns:
        return None
    return shown(frame.at[row, column], rule.meta.get("unit"))


def expected_of(rule: Rule, frame: pd.DataFrame | None, row: int | None) -> str | None:
    """What would have passed: the value of ``meta.expected``'s column, else the rule's bounds or set."""
    column, unit = rule.meta.get("expected"), rule.meta.get("unit")
    if column is not None:
        return None if frame is None or row is None else shown(frame.at[row, column], unit)
    if rule.type.endswith("_be_between"):
        low, high = shown(rule.kwargs.get("min_value"), unit), shown(rule.kwargs.get("max_value"), unit)
        if low is not None and high is not None:
            return f"{low}–{high}" if low != high else low
        return f"≥ {low}" if low is not None else f"≤ {high}"
    if rule.type.endswith("_be_in_set"):
        texts = [shown(value, unit) for value in rule.kwargs.get("value_set", ())]
        return ", ".join(text for text in texts if text is not None) or None
    if rule.type == "expect_column_pair_values_a_to_be_greater_than_b" and frame is not None and row is not None:
        low = shown(frame.at[row, rule.kwargs["column_B"]], unit)
        return None if low is None else f"≥ {low}" if rule.kwargs.get("or_equal") else f"> {low}"
    return None


def shown(value: Any, unit: str | None = None) -> str | None:
    """A value of a frame as text: whole numbers without decimals, others with two, moments to the minute; None for nulls and booleans."""
    if value is None or isinstance(value, (bool, list, tuple, dict)) or type(value).__name__ in ("bool_", "bool"):
        return None
    if value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M %Z").strip()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    number = float(value)
    if unit == "percent":
        return f"{number * 100:.0f}%"
    return f"{number:.0f}" if number == int(number) else f"{number:.2f}"


def worded(words: Words, observed: str | None, expected: str | None) -> Words:
    """``words`` with ``{observed}`` and ``{expected}`` filled in, bounds in words, what a page says isolated; other braces are left alone."""
    return Words(ar=_filled(words.ar, observed, expected, "ar"), en=_filled(words.en, observed, expected, "en"))


def counts_places(rule: Rule) -> bool:
    """Whether the rule's value is a number of offending places and any is too many: then the words themselves are what was observed,
    and whoever looks for the spans says so. The count may still stand in the title."""
    bounds = {name: value for name, value in rule.kwargs.items() if name != "column"}
    return rule.scope is Scope.ARTICLE and bounds == {"max_value": 0} and "observed" not in rule.meta


def cause_of(rule: Rule) -> Cause:
    """``content`` unless the rule says otherwise; the pipeline may find a common cause of many findings."""
    return Cause(rule.meta.get("cause", Cause.CONTENT))


def _filled(text: str, observed: str | None, expected: str | None, language: str) -> str:
    for blank, value in (("{observed}", observed), ("{expected}", expected)):
        text = text.replace(blank, _put(value, language) if value else UNKNOWN)
    return text


def _put(value: str, language: str) -> str:
    told = bound(value, language)
    return told if told != value or PLAIN.fullmatch(value) else isolate(value)

"""How each rule works: what it promises, where its limit comes from, what this source has changed."""

from __future__ import annotations

from typing import Any

from rasid.model import Rule, Scope
from rasid.model.values import Quantity, Quote
from rasid.report.data import ReportData
from rasid.report.voice import Voice
from rasid.wording import values
from rasid.wording.values import rule_name

DOTS = Quote("…")
SCORES = ("_surprise", "_overrun")
"""Columns whose numbers tell a reader nothing."""


def view(data: ReportData, v: Voice) -> dict[str, Any] | None:
    if not data.rules:
        return None
    by_scope: dict[str, list[dict[str, Any]]] = {scope.value: [] for scope in Scope}
    for rule in sorted(data.rules, key=lambda rule: (rule.severity.rank, rule.key)):
        row = {
            "rule": rule,
            "title": v.words(rule_name(rule)),
            "advice": values.sentence(rule.advice, v.reader, observed=DOTS, expected=DOTS),
            "limits": limit(rule, v),
            "origin": v.words(rule.threshold_source),
        }
        by_scope[rule.scope.value].append(row)
    return {"scopes": [(scope, rows) for scope, rows in by_scope.items() if rows]}


def limit(rule: Rule, v: Voice) -> str:
    """The numbers the rule compares with, in words and with their unit; empty where it compares with none that tells a reader anything."""
    column = str(rule.kwargs.get("column", ""))
    unit = rule.meta.get("unit") or next((name for name in ("minutes", "hours", "days", "year") if f"_{name}" in column), None)
    numbers = {name: rule.kwargs.get(f"{name}_value") for name in ("min", "max")}
    low, high = (v.value(Quantity(value, unit)) if isinstance(value, int | float) else None for value in numbers.values())
    if column.endswith(SCORES) or (low is None and numbers["max"] in (None, 0)):
        return ""
    which = "between" if low and high else "low" if low else "high"
    return str(v.say(f"report.limit_{which}", **{name: value for name, value in (("low", low), ("high", high)) if value}).striptags())

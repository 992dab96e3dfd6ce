"""How each rule works: what it promises, where its limit comes from, what this source has changed."""

from __future__ import annotations

from typing import Any

from rasid.model import Scope
from rasid.report.data import ReportData
from rasid.report.rule_words import limit, standing_title
from rasid.report.voice import Voice


def view(data: ReportData, v: Voice) -> dict[str, Any] | None:
    if not data.rules:
        return None
    by_scope: dict[str, list[dict[str, Any]]] = {scope.value: [] for scope in Scope}
    for rule in sorted(data.rules, key=lambda rule: (rule.severity.rank, rule.key)):
        row = {
            "rule": rule,
            "title": v.words(standing_title(rule.title)),
            "advice": v.words(standing_title(rule.advice)),
            "limits": limit(rule, v),
            "origin": v.words(rule.threshold_source),
        }
        by_scope[rule.scope.value].append(row)
    return {"scopes": [(scope, rows) for scope, rows in by_scope.items() if rows]}

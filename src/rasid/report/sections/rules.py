"""How each rule works: what it promises, where its limit comes from, what this source has changed."""

from __future__ import annotations

from typing import Any

from rasid.report.data import ReportData
from rasid.report.rule_words import limit, standing_title
from rasid.report.voice import Voice


def view(data: ReportData, v: Voice) -> dict[str, Any] | None:
    if not data.rules:
        return None
    rows = [
        {
            "rule": rule,
            "title": v.words(standing_title(rule.title)),
            "advice": v.words(standing_title(rule.advice)),
            "limits": limit(rule, v),
            "origin": v.words(rule.threshold_source),
        }
        for rule in sorted(data.rules, key=lambda rule: (rule.scope.value, rule.severity.rank, rule.key))
    ]
    return {"rows": rows}

"""How each rule works: what it promises, where its limit comes from, what this source has changed."""

from __future__ import annotations

import re
from typing import Any

from rasid.model import Rule
from rasid.report.data import ReportData
from rasid.report.voice import Voice

BLANK = re.compile(r"\{[^{}]*\}")


def view(data: ReportData, v: Voice) -> dict[str, Any] | None:
    if not data.rules:
        return None
    rows = [
        {
            "rule": rule,
            "title": BLANK.sub("…", v.words(rule.title)),
            "advice": BLANK.sub("…", v.words(rule.advice)),
            "limits": limits(rule, v),
        }
        for rule in sorted(data.rules, key=lambda rule: (rule.scope.value, rule.severity.rank, rule.key))
    ]
    return {"rows": rows}


def limits(rule: Rule, v: Voice) -> str:
    """The numbers the rule compares with, in words; empty where it compares with none."""
    low, high = (value if isinstance(value, (int, float)) and not isinstance(value, bool) else None for value in _bounds(rule))
    if low is not None and high is not None:
        return str(v.say("report.limit_between", low=v.number(low), high=v.number(high)).striptags())
    if low is not None:
        return str(v.say("report.limit_low", low=v.number(low)).striptags())
    if high is not None:
        return str(v.say("report.limit_high", high=v.number(high)).striptags())
    return ""


def _bounds(rule: Rule) -> tuple[Any, Any]:
    return rule.kwargs.get("min_value"), rule.kwargs.get("max_value")

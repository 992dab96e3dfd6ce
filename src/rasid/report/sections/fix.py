"""What to fix, problem first: the gravest and widest before the others, minor remarks folded."""

from __future__ import annotations

from typing import Any

from rasid.model import Severity
from rasid.report.data import ReportData
from rasid.report.voice import Voice

SPANS_SHOWN = 1
"""Passages quoted an article; the others are counted."""
ITEMS_SHOWN = 2
"""Articles of a problem before unfolding."""
ITEMS = 10
"""Articles of a problem at all: the rest are behind a link."""
PROBLEMS_SHOWN = 8
"""Problems before unfolding."""


def view(data: ReportData, v: Voice) -> dict[str, Any]:
    grave = [problem for problem in data.problems.articles if problem.severity is not Severity.INFO]
    minor = [problem for problem in data.problems.articles if problem.severity is Severity.INFO]
    return {
        "groups": [(grave[:PROBLEMS_SHOWN], False), (grave[PROBLEMS_SHOWN:], True), (minor, True)],
        "minor": minor,
        "title": lambda problem: v.problem(problem, data.titles),
        "advice": v.problem_advice,
        "spans_shown": SPANS_SHOWN,
        "items_shown": ITEMS_SHOWN,
        "items": ITEMS,
    }

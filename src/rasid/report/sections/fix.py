"""What to fix, by article, the worst first."""

from __future__ import annotations

from typing import Any

from rasid.report.data import ReportData
from rasid.report.voice import Voice

SPANS_SHOWN = 3
"""Passages quoted a finding; the others are counted."""


def view(data: ReportData, v: Voice) -> dict[str, Any]:
    return {"articles": sorted(data.articles, key=lambda article: article.rank), "spans_shown": SPANS_SHOWN}

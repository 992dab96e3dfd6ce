"""Findings per rule over thirty days: is it getting better?"""

from __future__ import annotations

from typing import Any

from rasid.report.chart import bars
from rasid.report.data import ReportData, Trend
from rasid.report.voice import Voice

WEEK = 7


def view(data: ReportData, v: Voice) -> dict[str, Any] | None:
    seen = [trend for trend in data.trends if any(count for _, count in trend.days)]
    if not seen:
        return None
    rows = []
    for trend in sorted(seen, key=lambda trend: -_total(trend)):
        counts = [count for _, count in trend.days]
        rows.append(
            {
                "trend": trend,
                "total": _total(trend),
                "direction": direction(trend),
                "chart": bars(counts, alt=_told(trend, v), rtl=v.direction == "rtl", height=28),
            }
        )
    return {"rows": rows}


def _total(trend: Trend) -> int:
    return sum(count or 0 for _, count in trend.days)


def direction(trend: Trend) -> str:
    """``better``, ``worse`` or ``same``: the last seven days against the seven before, by at least a quarter and two findings."""
    counts = [count or 0 for _, count in trend.days]
    last, before = sum(counts[-WEEK:]), sum(counts[-2 * WEEK : -WEEK])
    change = last - before
    if abs(change) < max(2, before / 4):
        return "same"
    return "worse" if change > 0 else "better"


def _told(trend: Trend, v: Voice) -> str:
    counts = [count or 0 for _, count in trend.days]
    return str(
        v.say(
            "report.chart_trend",
            n=len(counts),
            total=v.number(sum(counts)),
            last=v.number(sum(counts[-WEEK:])),
            before=v.number(sum(counts[-2 * WEEK : -WEEK])),
        ).striptags()
    )

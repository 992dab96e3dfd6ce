"""Findings per rule over thirty days: is it getting better?"""

from __future__ import annotations

from typing import Any

from rasid.report.chart import bars
from rasid.report.data import ReportData, Trend
from rasid.report.voice import Voice

WEEK = 7
DAYS_NEEDED = 3
SHOWN = 20
"""Rules in the open table; the others stand folded beneath it."""


def view(data: ReportData, v: Voice) -> dict[str, Any] | None:
    seen = [trend for trend in data.trends if any(count for _, count in trend.days)]
    if max((sum(count is not None for _, count in trend.days) for trend in seen), default=0) < DAYS_NEEDED:
        return None  # a single day is no line, and «not known yet» on every row of it no news
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
    return {"rows": rows[:SHOWN], "folded": rows[SHOWN:]}


def _total(trend: Trend) -> int:
    return sum(count or 0 for _, count in trend.days)


def direction(trend: Trend) -> str:
    """``better``, ``worse``, ``same`` or ``unknown``: a day of the last seven against one of the seven before, on average.

    It takes a change by a quarter, and by one finding in two days: a single fault that stays open from one evening to the next morning is
    no trend. Unknown with fewer than three days seen in either week.
    """
    counts = [count for _, count in trend.days]
    last, before = ([count for count in week if count is not None] for week in (counts[-WEEK:], counts[-2 * WEEK : -WEEK]))
    if min(len(last), len(before)) < DAYS_NEEDED:
        return "unknown"
    now, then = sum(last) / len(last), sum(before) / len(before)
    if abs(now - then) < max(0.5, then / 4):
        return "same"
    return "worse" if now > then else "better"


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

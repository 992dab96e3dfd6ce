"""What each rule found day by day over thirty days, as a share of the articles read: is it getting better?"""

from __future__ import annotations

from typing import Any

from rasid.report.chart import bars
from rasid.report.data import ReportData, Trend, tone_of
from rasid.report.voice import Voice

WEEK = 7
DAYS_NEEDED = 3
SHOWN = 6
HEAT_ROWS = 10
"""Rules in the open table; the others stand folded beneath it."""


def view(data: ReportData, v: Voice) -> dict[str, Any] | None:
    seen = [trend for trend in data.trends if any(count for _, count in trend.days)]
    if max((sum(count is not None for _, count in trend.days) for trend in seen), default=0) < DAYS_NEEDED:
        return None  # a single day is no line, and «not known yet» on every row of it no news
    rows = []
    for trend in sorted(seen, key=_widest):
        counts = [count for _, count in trend.days]
        opened, read = _week(trend, slice(-WEEK, None))
        rows.append(
            {
                "trend": trend,
                "total": _total(trend),
                "opened": opened,
                "read": read,
                "share": min(opened / read, 1.0) if read else None,
                "direction": direction(trend),
                "chart": bars(counts, alt=_told(trend, v), rtl=v.direction == "rtl", height=28),
            }
        )
    read = sum(cell.articles for cell in data.days)
    return {
        "rows": rows[:SHOWN],
        "folded": rows[SHOWN:],
        "first_day": data.trends[0].days[0][0],
        "heat": [(trend, _cells(trend, data)) for trend in sorted(seen, key=_widest)[:HEAT_ROWS]] if data.days else [],
        "clean": 1 - sum(cell.failing for cell in data.days) / read if read else None,
        "mended_span": v.duration(data.mended[1]) if data.mended[1] is not None else "",
    }


def _cells(trend: Trend, data: ReportData) -> list[tuple[str, int | None]]:
    """(tone, findings opened) for each of the days of the heat map."""
    opened = dict(trend.days)
    made: list[tuple[str, int | None]] = []
    for cell in data.days:
        count = opened.get(cell.day)
        made.append(
            ("unseen-day" if count is None else "none" if not count and not cell.articles else tone_of(count, cell.articles), count)
        )
    return made


def _widest(trend: Trend) -> tuple[int, str]:
    return -_total(trend), trend.rule


def _total(trend: Trend) -> int:
    return sum(count or 0 for _, count in trend.days)


def _week(trend: Trend, week: slice) -> tuple[int, int]:
    """(findings opened, articles read) on those days of the week on which somebody looked."""
    days = list(zip(trend.days, trend.articles or (0,) * len(trend.days), strict=True))[week]
    return sum(count for (_, count), _ in days if count is not None), sum(read for (_, count), read in days if count is not None)


def direction(trend: Trend) -> str:
    """``better``, ``worse``, ``same`` or ``unknown``: the share of the last seven days' articles against that of the seven before.

    Without the number of articles the findings themselves are compared, a day on average. It takes a change by a quarter, and by what
    chance does not do: twice the standard error of the difference of two shares (Agresti, Categorical Data Analysis, 3.1.1), or one
    finding in two days. Unknown with fewer than three days seen in either week.
    """
    counts = [count for _, count in trend.days]
    last, before = ([count for count in week if count is not None] for week in (counts[-WEEK:], counts[-2 * WEEK : -WEEK]))
    if min(len(last), len(before)) < DAYS_NEEDED:
        return "unknown"
    (opened, read), (opened_then, read_then) = _week(trend, slice(-WEEK, None)), _week(trend, slice(-2 * WEEK, -WEEK))
    if read and read_then:
        now, then = min(opened / read, 1.0), min(opened_then / read_then, 1.0)
        pooled = min((opened + opened_then) / (read + read_then), 1.0)
        least = 2 * (pooled * (1 - pooled) * (1 / read + 1 / read_then)) ** 0.5
    else:
        now, then, least = sum(last) / len(last), sum(before) / len(before), 0.5
    if abs(now - then) <= max(least, then / 4):
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

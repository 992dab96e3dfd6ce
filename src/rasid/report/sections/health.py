"""The section against its own rhythm: how much, how fresh, how complete."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasid.report.chart import bars, meter
from rasid.report.data import ReportData
from rasid.report.sections.today import ENGINEERS
from rasid.report.voice import Voice


def view(data: ReportData, v: Voice) -> dict[str, Any]:
    health = data.health
    rhythm = None
    if health.usual is not None:
        low, high = health.usual
        rhythm = "below" if health.articles_today < low else "above" if health.articles_today > high else "usual"
    late = bool(health.newest_at and health.promise and data.now - health.newest_at > health.promise)
    counts = [count for _, count in health.daily]
    return {
        "health": health,
        "rhythm": rhythm,
        "late": late,
        # What an editor can do something about comes first.
        "items": sorted(data.problems.general_items, key=lambda item: item.finding.cause in ENGINEERS),
        "chart": bars(counts, alt=_told(data, v), rtl=v.direction == "rtl", height=56) if _known(data) else None,
        "coverage": [(row, meter(row.share, alt=v.percent(row.share), usual=row.usual)) for row in health.coverage],
    }


def _told(data: ReportData, v: Voice) -> str:
    """The chart in words."""
    known = _known(data)
    day, most = max(known, key=lambda pair: pair[1])
    total, days = sum(count for _, count in known), len(known)
    return str(v.say("report.chart_daily", n=days, total=v.number(total), most=v.number(most), day=v.day(day, "short")).striptags())


def _known(data: ReportData) -> list[tuple[date, int]]:
    return [(day, count) for day, count in data.health.daily if count is not None]

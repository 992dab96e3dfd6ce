"""The section against its own rhythm: how much, how fresh, how complete."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from rasid.report.chart import bars, meter
from rasid.report.data import ReportData
from rasid.report.sections.today import ENGINEERS
from rasid.report.voice import Voice

HOUR = timedelta(hours=1)


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
        "chart": bars(counts, alt=_told(data, v), rtl=v.direction == "rtl", height=56, band=health.usual_day) if _known(data) else None,
        "most": max((count for _, count in _known(data)), default=0),
        **_freshness(data, v),
        "coverage": [(row, meter(row.share, alt=v.percent(row.share), usual=row.usual)) for row in health.coverage],
    }


def _freshness(data: ReportData, v: Voice) -> dict[str, Any]:
    """How old the newest article came to be, day by day, below the line that the source promises; and both charts as rows of numbers."""
    health = data.health
    ages = health.oldest or (None,) * len(health.daily)
    hours = [None if age is None else int(age / HOUR) for age in ages]
    known = [age for age in ages if age is not None]
    longest = v.duration(max(known)) if known else ""
    band = (0.0, health.promise / HOUR) if health.promise else None
    drawn = bars(hours, alt=str(v.say("report.chart_oldest", span=longest).striptags()), rtl=v.direction == "rtl", height=56, band=band)
    rows = [(day, count, age) for (day, count), age in zip(health.daily, ages, strict=True) if count is not None]
    return {"ages": drawn if known else None, "longest": longest, "by_day": rows[::-1]}


def _told(data: ReportData, v: Voice) -> str:
    """The chart in words."""
    known = _known(data)
    day, most = max(known, key=lambda pair: pair[1])
    total, days = sum(count for _, count in known), len(known)
    return str(v.say("report.chart_daily", n=days, total=v.number(total), most=v.number(most), day=v.day(day, "short")).striptags())


def _known(data: ReportData) -> list[tuple[date, int]]:
    return [(day, count) for day, count in data.health.daily if count is not None]

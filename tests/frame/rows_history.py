"""Test rows of ``expectations/history.toml`` as frames: the head of ``history.toml`` says what a row may hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from rasid.calendar import is_weekend
from rasid.frame import window_from_rows
from rasid.frame.history import history_frame
from rasid.model import Past
from tests.frame.rows_section import healthy, source_of

NOW = datetime(2025, 11, 25, 9, tzinfo=UTC)
"""A Tuesday at noon in Amman, far from Ramadan and the Eids."""
VISIT_EVERY = 3


def past_of(row: Mapping[str, Any], now: datetime, country: str, zone: ZoneInfo) -> Past:
    """``days`` of visits every three hours, ``per_day`` articles spread over the day, ``weekend`` times as many on days of rest."""
    days, per_day = row.get("days", 50), float(row.get("per_day", 60))
    hours: dict[datetime, int] = {}
    owed = 0.0
    hour = (now - timedelta(days=days + 1)).replace(minute=0, second=0, microsecond=0)
    while hour <= now:
        local = hour.astimezone(zone)
        pace = per_day / 24 * (row.get("weekend", 1.0) if is_weekend(country, local.date()) else 1.0)
        age = (now - hour) / timedelta(hours=1)
        if age <= 14 * 24:
            pace *= row.get("lately", 1.0)
        if age <= 25:
            pace *= row.get("last_day", 1.0)
        if age <= row.get("silent_hours", 0):
            pace = 0.0
        # A good day and a slow day by turns, so that the past scatters as newsrooms do.
        owed += pace * (1.15 if local.toordinal() % 2 else 0.85)
        hours[hour] = int(owed)
        owed -= int(owed)
        hour += timedelta(hours=1)
    metrics = {f"{field}_coverage": share for field, share in row.get("coverage", {}).items()}
    metrics |= {f"rate.{rule}": share for rule, share in row.get("rates", {}).items()}
    visits = tuple((now - timedelta(hours=back), metrics) for back in range(days * 24, 0, -VISIT_EVERY))
    return Past(hours=hours, visits=visits)


def frame_of(row: Mapping[str, Any]) -> pd.DataFrame:
    now = datetime.fromisoformat(row["now"]) if "now" in row else NOW
    source = source_of(row.get("source", {}))
    rows = [healthy(number, now - timedelta(minutes=20 + number)) for number in range(row.get("plenty", 0))]
    for number, one in enumerate(rows):
        for field in row.get("without", ()):
            if number < row.get("lacking", len(rows)):
                del one[field]
    items = list(window_from_rows(rows, source=source, now=now)) if rows else []
    metrics = {f"rate.{rule}": share for rule, share in row.get("rates_now", {}).items()}
    return history_frame(past_of(row, now, source.country, ZoneInfo(source.timezone)), items, source=source, now=now, metrics=metrics)

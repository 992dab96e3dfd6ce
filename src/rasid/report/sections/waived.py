"""What is waived, by whom, why and until when: decisions that hide findings stay in sight."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from rasid.report.data import ReportData
from rasid.report.voice import Voice

SOON = timedelta(days=3)
MOST = 40
"""Decisions in sight, the wide ones and those that end soonest before the others; the desk lists all."""
NEVER = datetime.max.replace(tzinfo=UTC)


def view(data: ReportData, v: Voice) -> dict[str, Any] | None:
    if not data.waived:
        return None
    return {
        "rows": sorted(data.waived, key=lambda item: (item.url is not None, item.until or NEVER))[:MOST],
        "more": max(0, len(data.waived) - MOST),
        "hidden": sum(item.hides for item in data.waived),
        "soon": data.now + SOON,
    }

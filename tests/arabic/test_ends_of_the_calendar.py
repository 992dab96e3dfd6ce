"""Dates are read, or not, at the ends of the calendar too: nothing raises."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rasid.arabic.dates import find_dates, parse_date

TEXTS = (
    "أمس",
    "غدا",
    "قبل يومين",
    "منذ ساعتين",
    "منذ 3 أسابيع",
    "الأسبوع الماضي",
    "الخميس الماضي",
    "الجمعة المقبل",
    "اليوم 24:00",
    "بعد غد الساعة 23:30",
)


@pytest.mark.parametrize("now", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)])
@pytest.mark.parametrize("zone", ["UTC", "Asia/Riyadh", "America/New_York"])
def test_a_relative_date_beyond_the_calendar_is_none(now: datetime, zone: str) -> None:
    for text in TEXTS:
        parse_date(text, now=now, tz=zone)
        find_dates(f"قال المسؤول إن الاجتماع عقد {text} في المدينة", now=now, tz=zone)

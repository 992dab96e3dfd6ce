"""Test rows of ``expectations/section.toml`` as frames: ``section.toml``'s head says what a row may hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd

from rasid.frame import window_from_rows
from rasid.frame.section import section_frame
from rasid.model import Counts, Section, Source, Words

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def source_of(table: Mapping[str, Any]) -> Source:
    section = Section(id="news", name=Words("الأخبار", "News"), url="https://example.org/news", asks_author=bool(table.get("asks_author")))
    given = {name: value for name, value in table.items() if name != "asks_author"}
    return Source(
        **{"id": "daffa", "name": Words("الضفة", "Al Daffa"), "home": "https://example.org", "country": "JO", "timezone": "Asia/Amman"}
        | given,
        sections=(section,),
    )


def healthy(number: int, at: datetime) -> dict[str, Any]:
    """A row with every field a section rule looks at."""
    return {
        "url": f"https://example.org/news/{number}",
        "section": "news",
        "headline": f"بلدية المدينة تفتتح الحديقة رقم {number} بعد ترميمها",
        "standfirst": "الافتتاح جاء بعد عامين من العمل.",
        "body": "افتتحت البلدية الحديقة أمام الزوار صباحا، وحضر الافتتاح عدد من الأهالي.",
        "authors": ["رنا الخطيب"],
        "image": f"https://example.org/media/{number}.jpg",
        "published_at": at.isoformat(),
        "first_seen_at": at.isoformat(),
    }


def frame_of(row: Mapping[str, Any]) -> pd.DataFrame:
    now = datetime.fromisoformat(row["now"]) if "now" in row else NOW
    source = source_of(row.get("source", {}))
    newest = now - timedelta(hours=row.get("hours_ago", 1))
    rows = [healthy(number, newest - timedelta(minutes=10 * number)) for number in range(row.get("plenty", 0))]
    for field in row.get("without", ()):
        for one in rows:
            del one[field]
    rows += [{**healthy(1000, newest), **given} for given in row.get("articles", ())]
    items = window_from_rows(rows, source=source, now=now) if rows else []
    return section_frame(
        Counts(**row.get("counts", {})),
        list(items),
        source=source,
        now=now,
        problems=tuple(row.get("problems", ())),
        vanished=row.get("vanished", 0),
    )

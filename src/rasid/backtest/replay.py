"""A past replayed visit by visit: at each moment only what was known then is shown to the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from rasid.frame import history_row
from rasid.model import Past, Rule, Source, Status
from rasid.validate import check_rows

LOW_RULES = ("volume_low", "silence_long")
"""Rules that say that there is too little: what «false low alarms» counts."""
JOINED = timedelta(hours=24)
"""Alarms of one rule closer together than this are one alarm: an incident stays open meanwhile."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What the history rules said of one source's past."""

    since: datetime
    """First moment judged."""
    until: datetime
    visits: int
    alarms: Mapping[str, tuple[datetime, ...]]
    """Rule → when each of its alarms began."""
    stopped_at: datetime | None = None

    @property
    def months(self) -> float:
        """Source-months (of thirty days) before the stop, if there is one."""
        return ((self.stopped_at or self.until) - self.since) / timedelta(days=30)

    def false_low(self) -> int:
        """Alarms for too little before the source stopped; a rule's alarms and another's on the same day are one."""
        return len(_joined(sorted(at for rule in LOW_RULES for at in self.alarms.get(rule, ()) if self.stopped_at is None or at < self.stopped_at)))

    def detected_after(self) -> timedelta | None:
        """From the stop to the first alarm for too little; None when it was missed."""
        if self.stopped_at is None:
            return None
        after = [at for rule in LOW_RULES for at in self.alarms.get(rule, ()) if at >= self.stopped_at]
        return min(after) - self.stopped_at if after else None


def replay(
    past: Past,
    rules: Sequence[Rule],
    *,
    source: Source,
    moments: Sequence[datetime],
    stopped_at: datetime | None = None,
) -> Trial:
    """Shows ``rules`` (history rules) the past as it was at each of ``moments`` (aware, in order) and keeps when each rule began to fail.

    ``past`` holds everything, also what came later. Nothing is fetched and nothing is written.
    """
    rows: list[dict[str, Any]] = []
    for now in moments:
        known = Past(hours=_until(past.hours, now), visits=tuple(visit for visit in past.visits if visit[0] < now), anomalies=past.anomalies)
        rows.append(history_row(known, source=source, now=now))
    frame = pd.DataFrame(rows)
    alarms: dict[str, list[datetime]] = {}
    for found in check_rows(frame, rules):
        if found.row is not None and found.finding.status is not Status.PASS:
            alarms.setdefault(found.finding.rule, []).append(moments[found.row])
    return Trial(
        since=moments[0],
        until=moments[-1],
        visits=len(moments),
        alarms={rule: tuple(_joined(sorted(times))) for rule, times in alarms.items()},
        stopped_at=stopped_at,
    )


def _until(hours: Mapping[datetime, int], now: datetime) -> dict[datetime, int]:
    return {hour: count for hour, count in hours.items() if hour <= now}


def _joined(times: Sequence[datetime]) -> list[datetime]:
    begun: list[datetime] = []
    last: datetime | None = None
    for at in times:
        if last is None or at - last > JOINED:
            begun.append(at)
        last = at
    return begun

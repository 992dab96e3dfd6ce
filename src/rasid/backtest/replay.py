"""A past replayed visit by visit: at each moment only what was known then is shown to the rules."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from rasid.frame.history import HISTORY_COLUMNS, history_row
from rasid.frame.rhythm import DAYS
from rasid.model import Past, Rule, Source, Status
from rasid.validate import check_rows

LOW_RULES = ("volume_low", "silence_long")
"""Rules that say that there is too little: what «false low alarms» counts."""
JOINED = timedelta(hours=24)
"""Failures closer together than this are one alarm: its incident stays open meanwhile."""
MONTH = timedelta(days=30)


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
        return ((self.stopped_at or self.until) - self.since) / MONTH

    def false_low(self) -> int:
        """Alarms for too little before the source stopped; two rules that speak on the same day are one alarm."""
        before = [at for rule in LOW_RULES for at in self.alarms.get(rule, ()) if self.stopped_at is None or at < self.stopped_at]
        return len(_joined(sorted(before)))

    def detected_after(self) -> timedelta | None:
        """From the stop to the first alarm for too little; None when there was no stop, or it was missed."""
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

    ``past`` holds everything, also what came later; with ``stopped_at`` nothing published after that moment is shown. Volume, silence and drift
    are judged; coverage and failure rates need the articles themselves, which are not replayed. Nothing is fetched and nothing is written.
    """
    hours = sorted(hour for hour in past.hours if stopped_at is None or hour < stopped_at)
    looked = [at for at, _ in past.visits]
    rows = []
    for now in moments:
        since = now - timedelta(days=DAYS + 1)
        shown = hours[bisect_left(hours, since) : bisect_right(hours, now - timedelta(hours=1))]
        known = Past(
            hours={hour: past.hours[hour] for hour in shown} | _this_hour(past, now, stopped_at),
            visits=past.visits[bisect_left(looked, since) : bisect_left(looked, now)],
            anomalies=frozenset(day for day in past.anomalies if day < now.date()),
        )
        rows.append(history_row(known, source=source, now=now))
    frame = pd.DataFrame(rows, columns=list(HISTORY_COLUMNS))
    failed: dict[str, list[datetime]] = {}
    for found in check_rows(frame.astype({name: "float64" for name in HISTORY_COLUMNS if name != "rate_rule"}), rules):
        if found.row is not None and found.finding.status is not Status.PASS:
            failed.setdefault(found.finding.rule, []).append(moments[found.row])
    return Trial(
        since=moments[0],
        until=moments[-1],
        visits=len(moments),
        alarms={rule: tuple(_joined(sorted(times))) for rule, times in failed.items()},
        stopped_at=stopped_at,
    )


def _this_hour(past: Past, now: datetime, stopped_at: datetime | None) -> dict[datetime, int]:
    """The hour under way counts by the part of it that is over: what comes later in it is not known yet."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    if stopped_at is not None and hour >= stopped_at:
        return {}
    return {hour: int(past.hours.get(hour, 0) * (now - hour) / timedelta(hours=1))}


def _joined(times: Sequence[datetime]) -> list[datetime]:
    begun: list[datetime] = []
    last: datetime | None = None
    for at in times:
        if last is None or at - last > JOINED:
            begun.append(at)
        last = at
    return begun

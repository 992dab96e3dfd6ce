"""How every source stands now: what `rasid status` and probes ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasid.errors import SourceError
from rasid.model import Source, Verdict, Visit
from rasid.model.past import LEARNING_DAYS
from rasid.pipeline.workplace import VisitContext
from rasid.schedule import next_slot, overdue_since
from rasid.store import Ledger
from rasid.store.schedules import Schedule

STATUS_SCHEMA = "rasid.status/1"
MISSED = 2
"""Slots without a verdict that make a source overdue."""


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One source's state: ``healthy | degraded | failing | overdue | never visited | off``."""

    source_id: str
    state: str
    last_visit: str
    """ISO 8601, UTC; empty when there was none."""
    verdict: str
    cause: str
    open_incidents: int
    schedule: str = "none"
    """``on``, ``off`` (somebody switched it off), ``off in the seed``, ``unreadable``, or ``none``: by hand only, or not deployed yet."""
    off_since: str = ""
    """ISO 8601, UTC, of a schedule that somebody switched off."""
    not_seen_since: str = ""
    """ISO 8601, UTC: when articles were last seen, where the last visit saw none; ``never`` where no visit did. Empty where the last one did."""
    learning: str = ""
    """``3/14``: the day of those after which its rhythm is known and judged; empty once it is."""

    @property
    def wrong(self) -> bool:
        return self.state in ("failing", "overdue")

    def as_json(self) -> dict[str, Any]:
        return {"schema": STATUS_SCHEMA, **asdict(self)}


def standings(sources: Sequence[Source], workplace: VisitContext) -> list[SourceStatus]:
    """One row a source, in the order given.

    A source never visited is not overdue while its schedule may not have begun; once two slots brought no verdict, it is.
    """
    return standings_at(sources, workplace.ledger, workplace.clock())


def standings_at(sources: Sequence[Source], ledger: Ledger, now: datetime) -> list[SourceStatus]:
    """:func:`standings` of a ledger at a moment."""
    known = {schedule.source_id: schedule for schedule in ledger.schedules.all()}
    visited, unanswered = ledger.visits.latest(now=now), ledger.schedules.unanswered(now=now)
    looked, begun = ledger.visits.latest(looked=True, now=now), ledger.visits.begun()
    speaking = ledger.incidents.count_speaking()
    rows: list[SourceStatus] = []
    for source in sources:
        last = visited.get(source.id)
        if not source.enabled:
            state = "off"
        elif _expected(source, known) and len(unanswered.get(source.id, ())) >= MISSED:
            state = "overdue"
        elif last is None:
            state = "never visited"
        elif _overdue(_in_force(source, known), last, now):
            state = "overdue"
        elif last.verdict is Verdict.FAILED:
            state = "failing"
        else:
            state = str(last.verdict or "unfinished")
        rows.append(
            SourceStatus(
                source_id=source.id,
                state=state,
                last_visit=last.started_at.isoformat(timespec="seconds") if last else "",
                verdict=str(last.verdict or "") if last else "",
                cause=str(last.cause or "") if last else "",
                open_incidents=speaking.get(source.id, 0),
                schedule=_schedule(source, known.get(source.id)),
                off_since=off.isoformat(timespec="seconds") if (off := _switched_off(known.get(source.id))) else "",
                not_seen_since=_not_seen(ledger, last, looked.get(source.id)),
                learning=_learning(begun.get(source.id), source, now),
            )
        )
    return rows


def not_seen_since(ledger: Ledger, last: Visit | None, looked: Visit | None) -> datetime | None:
    """When articles of a source were last seen, where its ``last`` visit saw none: it failed, or could read none of its new links. None where it saw
    some, or where no visit ever did. ``looked``: the last visit that did not fail."""
    if last is None or looked is None:
        return None
    if last.verdict is Verdict.FAILED:
        return looked.started_at
    return unread_since(ledger, last)


def unread_since(ledger: Ledger, visit: Visit) -> datetime | None:
    """When a link of the source was last read, where ``visit`` had new ones and could read none of them."""
    counts = visit.counts
    return ledger.links.last_read(visit.source_id) if counts.new_links and counts.links_unread >= counts.new_links else None


def _not_seen(ledger: Ledger, last: Visit | None, looked: Visit | None) -> str:
    since = not_seen_since(ledger, last, looked)
    if since is None:
        return "never" if last is not None and looked is None else ""
    return since.isoformat(timespec="seconds")


def _learning(began: datetime | None, source: Source, now: datetime) -> str:
    if began is None:
        return ""
    zone = ZoneInfo(source.timezone)
    day = (now.astimezone(zone).date() - began.astimezone(zone).date()).days + 1
    return f"{day}/{LEARNING_DAYS}" if 0 < day <= LEARNING_DAYS else ""


def _overdue(in_force: Source | None, last: Visit, now: datetime) -> bool:
    """Two slots have passed. A schedule that cannot be read makes no source overdue: its own column says so."""
    if in_force is None or (in_force.cron is None and in_force.every_minutes is None):
        return False
    try:
        # A run begins a moment before its slot now and then: the slot it answers is not one it missed.
        return overdue_since(in_force, max(last.started_at, last.slot or last.started_at), now) is not None
    except SourceError:
        return False


def _switched_off(known: Schedule | None) -> datetime | None:
    return known.switched_off if known is not None else None


def _schedule(source: Source, known: Schedule | None) -> str:
    if known is None or (known.cron is None and known.every_minutes is None):
        return "none"
    if known.paused_at is not None:
        return "off" if known.switched_off is not None else "off in the seed"
    try:
        next_slot(replace(source, cron=known.cron, every_minutes=known.every_minutes, timezone=known.timezone), known.applied_at)
    except SourceError:
        return "unreadable"
    return "on"


def _expected(source: Source, known: Mapping[str, Schedule]) -> bool:
    return source.id in known and known[source.id].paused_at is None


def _in_force(source: Source, known: Mapping[str, Schedule]) -> Source | None:
    """``source`` with the schedule the ledger knows for it, which a person may have changed or paused (None); else with its seed's own, unless that is paused."""
    schedule = known.get(source.id)
    if schedule is None:
        return None if source.paused else source
    if schedule.paused_at is not None:
        return None
    return replace(source, cron=schedule.cron, every_minutes=schedule.every_minutes, timezone=schedule.timezone)

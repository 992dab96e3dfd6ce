"""How every source stands now: what `rasid status` and probes ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from rasid.model import Source, Verdict
from rasid.pipeline.workplace import Workplace
from rasid.schedule import overdue_since
from rasid.store.schedules import Schedule

MISSED = 2
"""Slots without a verdict that make a source overdue."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One source's state: ``healthy | degraded | failing | overdue | never visited | off``."""

    source_id: str
    state: str
    last_visit: str
    """ISO 8601, UTC; empty when there was none."""
    verdict: str
    cause: str
    open_incidents: int

    @property
    def wrong(self) -> bool:
        return self.state in ("failing", "overdue")

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def standings(sources: Sequence[Source], workplace: Workplace) -> list[Standing]:
    """One row a source, in the order given.

    A source never visited is not overdue while its schedule may not have begun; once two slots brought no verdict, it is.
    """
    now = workplace.clock()
    ledger = workplace.ledger
    known = {schedule.source_id: schedule for schedule in ledger.schedules.all()}
    visited, unanswered = ledger.visits.latest(), ledger.schedules.unanswered(now=now)
    speaking = ledger.incidents.count_speaking()
    rows: list[Standing] = []
    for source in sources:
        last = visited.get(source.id)
        if not source.enabled:
            state = "off"
        elif _expected(source, known) and len(unanswered.get(source.id, ())) >= MISSED:
            state = "overdue"
        elif last is None:
            state = "never visited"
        elif (in_force := _in_force(source, known)) and overdue_since(in_force, max(last.started_at, last.slot or last.started_at), now):
            # A run begins a moment before its slot now and then: the slot it answers is not one it missed.
            state = "overdue"
        elif last.verdict is Verdict.FAILED:
            state = "failing"
        else:
            state = str(last.verdict or "unfinished")
        rows.append(
            Standing(
                source_id=source.id,
                state=state,
                last_visit=last.started_at.isoformat(timespec="seconds") if last else "",
                verdict=str(last.verdict or "") if last else "",
                cause=str(last.cause or "") if last else "",
                open_incidents=speaking.get(source.id, 0),
            )
        )
    return rows


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

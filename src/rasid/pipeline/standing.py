"""How every source stands now: what `rasid status` and probes ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rasid.model import IncidentState, Source, Verdict
from rasid.pipeline.workplace import Workplace
from rasid.schedule import overdue_since

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
    expected = {schedule.source_id for schedule in workplace.ledger.schedules.all() if schedule.paused_at is None}
    rows: list[Standing] = []
    for source in sources:
        last = workplace.ledger.visits.last(source.id)
        with workplace.ledger.reading() as tx:
            incidents = workplace.ledger.incidents.open(tx, source.id)
        speaking = [incident for incident in incidents if incident.state in (IncidentState.FIRING, IncidentState.ACKNOWLEDGED)]
        if not source.enabled:
            state = "off"
        elif len(workplace.ledger.schedules.unanswered(source.id, now=now)) >= MISSED and source.id in expected:
            state = "overdue"
        elif last is None:
            state = "never visited"
        elif overdue_since(source, last.started_at, now):
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
                open_incidents=len(speaking),
            )
        )
    return rows

"""Events people can build Prefect automations on; rasid makes no automation itself, it would alert twice."""

from __future__ import annotations

from collections.abc import Mapping

from prefect.events import emit_event

from rasid.model import Cause, Incident, IncidentEvent, Source, Verdict
from rasid.pipeline import VisitResult
from rasid.store import Ledger
from rasid.wording.values import Reader, title_of

EVENTS = {
    "opened": "rasid.incident.opened",
    "acknowledged": "rasid.incident.acknowledged",
    "resolved": "rasid.incident.resolved",
}
"""By the word in the incident's history: the ledger is the one place that events are read from."""


def announce(source: Source, outcome: VisitResult, ledger: Ledger) -> None:
    """Emit ``rasid.visit.completed`` and one event for each incident that this visit opened or ended."""
    visit = outcome.visit
    emit_event(
        event="rasid.visit.completed",
        resource=_resource(source.id, source.name.en),
        payload={
            "visit": visit.id,
            "verdict": str(visit.verdict),
            "cause": str(visit.cause or ""),
            "new": visit.counts.new,
            "message": visit.message,
        },
    )
    for _, line in ledger.incidents.happened(source_id=source.id, visit_id=visit.id):
        tell(line, ledger.incidents.get(line.incident_id), source.name.en)


def announce_others(ledger: Ledger, names: Mapping[str, str], after: int) -> tuple[int, int]:
    """What no visit's flow could tell, of the history lines after number ``after``: acts of people, missed slots, visits that crashed.

    How many events there were, and the number of the last line read.
    """
    told = 0
    for number, line in ledger.incidents.happened(after=after):
        after = number
        visit = ledger.visits.get(line.visit_id) if line.visit_id else None
        if visit is not None and (visit.verdict, visit.cause) != (Verdict.FAILED, Cause.RASID):
            continue  # its own flow told it
        incident = ledger.incidents.get(line.incident_id)
        told += tell(line, incident, names.get(incident.source_id, incident.source_id))
    return told, after


def tell(line: IncidentEvent, incident: Incident, source_name: str) -> bool:
    """Whether the line is one that there is an event for."""
    if line.what not in EVENTS:
        return False
    emit_event(
        event=EVENTS[line.what],
        occurred=line.at,
        resource={
            "prefect.resource.id": f"rasid.incident.{incident.id}",
            "prefect.resource.name": title_of(incident, Reader()) or incident.key,
            # Triggers match labels of the resource, never the payload.
            "rasid.key": incident.key,
            "rasid.cause": incident.cause.value,
            "rasid.severity": incident.severity.value,
        },
        related=[{**_resource(incident.source_id, source_name), "prefect.resource.role": "source"}],
        payload={"key": incident.key, "severity": incident.severity.value, "cause": incident.cause.value, "by": line.by or ""},
    )
    return True


def _resource(source_id: str, name: str) -> dict[str, str]:
    return {"prefect.resource.id": f"rasid.source.{source_id}", "prefect.resource.name": name}

"""Events people can build Prefect automations on; rasid makes no automation itself, it would alert twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from prefect.events import emit_event

from rasid.model import Incident, IncidentState, Source
from rasid.pipeline import Outcome, Workplace

EVENT_OF_STATE = {
    IncidentState.FIRING: "rasid.incident.opened",
    IncidentState.ACKNOWLEDGED: "rasid.incident.acknowledged",
    IncidentState.RESOLVED: "rasid.incident.resolved",
}

LATELY = timedelta(days=2)
"""People act on what was seen lately."""
MOST = 5000


def announce(source: Source, outcome: Outcome) -> None:
    """Emit ``rasid.visit.completed`` and one event for each incident whose state this visit changed."""
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
    for incident in outcome.incidents:
        if isinstance(incident, Incident) and incident.state in EVENT_OF_STATE:
            tell(incident, source.name.en)


def announce_acts(workplace: Workplace, names: Mapping[str, str], since: datetime, until: datetime) -> int:
    """What people acknowledged or resolved by hand in (since, until], at the desk or on the command line; how many events there were."""
    acted = [
        incident
        for incident in workplace.ledger.incidents.find(states=tuple(EVENT_OF_STATE), since=since - LATELY, limit=MOST)
        if (at := _acted_at(incident)) is not None and since < at <= until
    ]
    for incident in acted:
        tell(incident, names.get(incident.source_id, incident.source_id))
    return len(acted)


def tell(incident: Incident, source_name: str) -> None:
    emit_event(
        event=EVENT_OF_STATE[incident.state],
        resource={"prefect.resource.id": f"rasid.incident.{incident.id}", "prefect.resource.name": incident.title.en or incident.key},
        related=[{**_resource(incident.source_id, source_name), "prefect.resource.role": "source"}],
        payload={"key": incident.key, "severity": incident.severity.value, "cause": incident.cause.value},
    )


def _acted_at(incident: Incident) -> datetime | None:
    """When a person brought the incident into the state it is in; None when a visit did."""
    if incident.state is IncidentState.ACKNOWLEDGED:
        return incident.acknowledged_at
    return incident.resolved_at if incident.state is IncidentState.RESOLVED and incident.resolved_by else None


def _resource(source_id: str, name: str) -> dict[str, str]:
    return {"prefect.resource.id": f"rasid.source.{source_id}", "prefect.resource.name": name}

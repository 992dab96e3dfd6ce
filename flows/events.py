"""Events people can build Prefect automations on; rasid makes no automation itself, it would alert twice."""

from __future__ import annotations

from prefect.events import emit_event

from rasid.model import Incident, IncidentState, Source
from rasid.pipeline import Outcome

EVENT_OF_STATE = {
    IncidentState.FIRING: "rasid.incident.opened",
    IncidentState.ACKNOWLEDGED: "rasid.incident.acknowledged",
    IncidentState.RESOLVED: "rasid.incident.resolved",
}


def announce(source: Source, outcome: Outcome) -> None:
    """Emit ``rasid.visit.completed`` and one event for each incident whose state this visit changed."""
    resource = {"prefect.resource.id": f"rasid.source.{source.id}", "prefect.resource.name": source.name.en}
    visit = outcome.visit
    emit_event(
        event="rasid.visit.completed",
        resource=resource,
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
            emit_event(
                event=EVENT_OF_STATE[incident.state],
                resource={
                    "prefect.resource.id": f"rasid.incident.{incident.id}",
                    "prefect.resource.name": incident.title.en,
                },
                related=[{**resource, "prefect.resource.role": "source"}],
                payload={"key": incident.key, "severity": incident.severity.value, "cause": incident.cause.value},
            )

"""Events for automations: each visit, each incident a visit changed, and what people did to incidents by hand."""

from __future__ import annotations

from typing import Any

import pytest

import flows.events
from flows.events import announce, announce_acts
from rasid.alert import acknowledge
from rasid.model import IncidentState
from rasid.pipeline import VisitOptions, visit_source
from rasid.pipeline.alerting import act
from rasid.sources import find_source
from tests.flows.project import Project


@pytest.fixture
def emitted(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    monkeypatch.setattr(flows.events, "emit_event", lambda **event: events.append(event))
    return events


def test_an_incident_is_told_from_its_opening_to_its_acknowledgement(project: Project, emitted: list[dict[str, Any]]) -> None:
    source = find_source(project.settings.seeds_dir, project.seed(1))
    project.room.break_("unavailable", site=1)
    place = project.workplace
    begun = place.clock()
    announce(source, visit_source(source, place, options=VisitOptions()))
    names = [event["event"] for event in emitted]
    assert names[0] == "rasid.visit.completed"
    assert "rasid.incident.opened" in names
    assert emitted[0]["resource"]["prefect.resource.id"] == f"rasid.source.{source.id}"
    assert emitted[0]["payload"]["verdict"] == "failed"
    opened = next(event for event in emitted if event["event"] == "rasid.incident.opened")
    assert opened["related"][0]["prefect.resource.id"] == f"rasid.source.{source.id}"

    assert announce_acts(place, {}, begun, place.clock()) == 0
    incident = place.ledger.incidents.find(states=(IncidentState.FIRING,), source_id=source.id)[0]
    act(place.ledger, incident.id, acknowledge, by="Rima", now=place.clock())
    told_until = place.clock()
    assert announce_acts(place, {source.id: "Site 1"}, begun, told_until) == 1
    assert emitted[-1]["event"] == "rasid.incident.acknowledged"
    assert announce_acts(place, {}, told_until, place.clock()) == 0, "nothing is told twice"

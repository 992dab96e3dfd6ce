"""Events for automations: each visit, each incident a visit changed, and what people did to incidents by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect.client.orchestration import SyncPrefectClient
from prefect.events import AutomationCore
from prefect.events.worker import EventsWorker

import flows.events
from flows.events import announce, announce_others
from flows.registry import apply_all
from rasid.alert import acknowledge
from rasid.model import IncidentState
from rasid.pipeline import VisitOptions, visit_source
from rasid.pipeline.alerting import act, notice_crashes, policy_of
from rasid.pipeline.crashes import record_crash
from rasid.sources import find_source
from tests.flows.project import Project
from tests.flows.test_watch import until


@pytest.fixture
def emitted(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    monkeypatch.setattr(flows.events, "emit_event", lambda **event: events.append(event))
    return events


def names(emitted: list[dict[str, Any]]) -> list[str]:
    return [event["event"] for event in emitted]


def test_an_incident_is_told_once_at_its_opening_and_once_at_each_act(project: Project, emitted: list[dict[str, Any]]) -> None:
    source = find_source(project.settings.seeds_dir, project.seed(1))
    project.room.break_("unavailable", site=1)
    place = project.workplace
    begun = place.ledger.incidents.last_line()
    announce(source, visit_source(source, place, options=VisitOptions()), place.ledger)
    assert names(emitted) == ["rasid.visit.completed", "rasid.incident.opened"]
    assert emitted[0]["resource"]["prefect.resource.id"] == f"rasid.source.{source.id}"
    assert emitted[0]["payload"]["verdict"] == "failed"
    assert emitted[1]["related"][0]["prefect.resource.id"] == f"rasid.source.{source.id}"

    announce(source, visit_source(source, place, options=VisitOptions()), place.ledger)
    assert names(emitted)[2:] == ["rasid.visit.completed"], "found again is not opened again"

    told, after = announce_others(place.ledger, {}, begun)
    assert told == 0, "what a visit changed was told by its own flow"
    incident = place.ledger.incidents.find(states=(IncidentState.FIRING,), source_id=source.id)[0]
    act(place.ledger, incident.id, acknowledge, by="Rima", now=place.clock())
    told, after = announce_others(place.ledger, {source.id: "Site 1"}, after)
    assert (told, emitted[-1]["event"], emitted[-1]["payload"]["by"]) == (1, "rasid.incident.acknowledged", "Rima")
    assert announce_others(place.ledger, {}, after) == (0, after), "nothing is told twice"


def test_what_no_visit_could_tell_is_told_all_the_same(project: Project, emitted: list[dict[str, Any]]) -> None:
    place = project.workplace
    source = find_source(project.settings.seeds_dir, project.seed(1))
    record_crash(source.id, place, slot=place.clock(), reason="SourceError: unknown key")
    notice_crashes(place.ledger, policy_of(place.settings), place.clock())
    assert announce_others(place.ledger, {}, 0)[0] == 1
    assert names(emitted) == ["rasid.incident.opened"]


def test_the_documented_automation_pauses_a_site_that_blocks_us_and_no_other(client: SyncPrefectClient, project: Project) -> None:
    """The example of docs/alerts.md, created on a real server, and what really happens there."""
    blocked, healthy = (find_source(project.settings.seeds_dir, project.seed(site)) for site in (1, 2))
    deployed = {each.name: each.id for each in apply_all(client, [blocked, healthy], project.workplace)}
    text = (Path(__file__).parents[2] / "docs" / "alerts.md").read_text("utf-8").split("## Prefect automations", 1)[1]
    text = text.split("```yaml", 1)[1].split("```", 1)[0].replace("rasid.source.marfa", f"rasid.source.{blocked.id}")
    (example,) = yaml.safe_load(text.replace("00000000-0000-0000-0000-000000000000", str(deployed[blocked.id])))["automations"]
    made = client.create_automation(AutomationCore.model_validate(example))
    try:
        project.room.break_("forbidden", site=1)
        for source in (healthy, blocked):
            announce(source, visit_source(source, project.workplace, options=VisitOptions()), project.workplace.ledger)
        EventsWorker.instance().wait_until_empty()
        until(lambda: client.read_deployment(deployed[blocked.id]).paused, 60)
        assert not client.read_deployment(deployed[healthy.id]).paused
    finally:
        client.delete_automation(made)

"""A visit as a flow run: its state, name and tags say what became of it; a run that is stopped or dies leaves nothing half-done."""

from __future__ import annotations

import logging
import os
import re
import signal
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

import pytest
from prefect import Task
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import DeploymentScheduleCreate
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.schedules import IntervalSchedule
from prefect.exceptions import FailedRun, TerminationSignal
from prefect.flow_engine import run_flow

from flows.artifacts import summary_block
from flows.orphans import crash_orphans, lives
from flows.registry import apply_all
from flows.visiting import stale
from flows.watch import as_state, as_task, hear_the_domain, watch
from rasid.model import Severity, Verdict
from rasid.model.values import Instant, named
from rasid.pipeline import VisitOptions, skip, visit_source
from rasid.sources import find_source, load_sources
from rasid.wording.values import Reader, sentence
from tests.alert.samples import finding as sample_finding
from tests.flows.project import Project, api_json, flow_process, start_run
from tests.wording.test_arabic_outputs import strangers, visible


@pytest.fixture
def deployed(client: SyncPrefectClient, project: Project) -> Any:
    project.seed(1)
    return next(each for each in apply_all(client, load_sources(project.settings.seeds_dir), project.workplace) if each.sources)


def run_here(client: SyncPrefectClient, api: str, deployed: Any, options: dict[str, Any] | None = None) -> FlowRun:
    """The flow run in this process: imports are paid for once."""
    run = start_run(api, deployed.id, {"options": options or {}})
    run_flow(watch, flow_run=run, parameters={"options": options or {}}, return_type="state")
    return client.read_flow_run(run.id)


def test_a_healthy_visit_then_a_site_that_is_down(client: SyncPrefectClient, prefect_server: str, project: Project, deployed: Any) -> None:
    source_id = deployed.name
    done = run_here(client, prefect_server, deployed)
    assert done.state is not None
    assert done.state.is_completed(), done.state.message
    assert done.name.startswith(f"{source_id} · ")
    assert done.name.endswith(" · healthy")
    assert "verdict:healthy" in done.tags
    assert done.infrastructure_pid == f"{os.uname().nodename}:{os.getpid()}"
    last = project.workplace.ledger.visits.last(source_id)
    assert last is not None
    assert (last.verdict, last.counts.new) == (Verdict.HEALTHY, 6)
    artifacts = api_json(prefect_server, "/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [str(done.id)]}}})
    assert {artifact["key"] for artifact in artifacts} == {f"visit-{source_id}", f"timeline-{source_id}"}
    asked = {"logs": {"flow_run_id": {"any_": [str(done.id)]}}, "limit": 200}
    until(lambda: any("6 new" in line["message"] for line in api_json(prefect_server, "/logs/filter", asked)))
    told = "\n".join(line["message"] for line in api_json(prefect_server, "/logs/filter", asked))
    assert re.search(rf"200 {project.room.url}/s/1/feed\.xml", told), "addresses asked"
    assert "6 links in 1 sections" in told
    assert "no open finding that alerts anybody" in told

    project.room.break_("unavailable", site=1)
    failed = run_here(client, prefect_server, deployed)
    assert failed.state is not None
    assert failed.state.is_failed()
    assert failed.state.name == "Failed", "custom names hide runs from the deployment's page"
    assert (failed.state.message or "").startswith("unreachable")
    assert {"verdict:failed", "cause:unreachable"} <= set(failed.tags)
    assert failed.name.endswith(" · failed · unreachable")


def test_a_run_that_the_servers_own_scheduler_made_answers_its_slot(
    client: SyncPrefectClient, prefect_server: str, project: Project
) -> None:
    """What Prefect gives a flow for its slot is no plain datetime, and slots were once reckoned with it."""
    source_id = project.seed(1, schedule='cron = "0 3 1 1 *"')
    [deployed, *_] = apply_all(client, load_sources(project.settings.seeds_dir), project.workplace)
    client.create_deployment_schedules(
        deployed.id, [DeploymentScheduleCreate(schedule=IntervalSchedule(interval=timedelta(seconds=2)), active=True)]
    )
    due: list[dict[str, Any]] = []

    def come() -> bool:
        asked = {"deployments": {"id": {"any_": [str(deployed.id)]}}, "sort": "EXPECTED_START_TIME_ASC"}
        now = datetime.now(UTC)
        due[:] = [
            run
            for run in api_json(prefect_server, "/flow_runs/filter", asked)
            if run["auto_scheduled"] and datetime.fromisoformat(run["expected_start_time"]) <= now
        ]
        return bool(due)

    until(come)
    run = client.read_flow_run(due[0]["id"])
    run_flow(watch, flow_run=run, parameters=run.parameters, return_type="state")
    done = client.read_flow_run(run.id)
    client.pause_deployment(deployed.id)
    assert done.state is not None
    assert done.state.is_completed(), done.state.message
    assert {"auto-scheduled", "verdict:healthy", f"source:{source_id}"} <= set(done.tags)
    assert done.name == f"{source_id} · {done.expected_start_time:%d %b %H:%M} · healthy"
    last = project.workplace.ledger.visits.last(source_id)
    assert last is not None
    assert last.slot == done.expected_start_time


def test_a_dry_run_tells_and_keeps_nothing(client: SyncPrefectClient, prefect_server: str, project: Project, deployed: Any) -> None:
    done = run_here(client, prefect_server, deployed, {"dry_run": True})
    assert "dry-run" in done.tags
    assert project.workplace.ledger.visits.recent(deployed.name, 5) == []
    artifacts = api_json(prefect_server, "/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [str(done.id)]}}})
    assert {artifact["key"] for artifact in artifacts} == {f"dry-run-{deployed.name}"}


def test_a_run_that_is_stopped_frees_its_lease_and_one_that_is_killed_is_found(
    client: SyncPrefectClient, prefect_server: str, project: Project, deployed: Any
) -> None:
    project.seed(1, delay=3)
    ledger = project.workplace.ledger
    run = start_run(prefect_server, deployed.id)
    process = flow_process(project, run, prefect_server, deployed.name)
    until(lambda: ledger.leases.held(deployed.name) is not None)
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=30)
    assert ledger.leases.held(deployed.name) is None
    [visit] = ledger.visits.recent(deployed.name, 5)
    assert visit.verdict is Verdict.SKIPPED
    assert "cancelled" in visit.message
    assert ledger.articles.known(deployed.name, [link.url for link in ledger.articles.pending(deployed.name)]) == set()

    run = start_run(prefect_server, deployed.id)
    process = flow_process(project, run, prefect_server, deployed.name)
    until(lambda: ledger.leases.held(deployed.name) is not None)
    assert crash_orphans(client, [deployed.id]) == [], "its process lives"
    process.kill()
    process.wait()
    assert [orphan.id for orphan in crash_orphans(client, [deployed.id])] == [run.id]
    found = client.read_flow_run(run.id)
    assert found.state is not None
    assert found.state.is_crashed()
    assert not any(tag.startswith("verdict:") for tag in found.tags), "a crash has no verdict"


def test_a_stop_in_the_middle_of_prefects_own_work_is_a_stop_and_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def engine_that_stumbles(self: object) -> None:
        try:
            raise TerminationSignal(signal.SIGTERM)
        except TerminationSignal:
            raise ValueError("Task run is not set")  # noqa: B904 - as Prefect does

    monkeypatch.setattr(Task, "__call__", engine_that_stumbles)
    with pytest.raises(TerminationSignal):
        as_task("collect", lambda: None)


def test_a_site_that_is_down_is_no_unexpected_exception_in_the_runs_log() -> None:
    hear_the_domain()
    log = logging.getLogger("prefect.flow_runs")

    def told(error: Exception) -> bool:
        text = "Engine execution exited with unexpected exception"
        return bool(log.filter(log.makeRecord(log.name, logging.ERROR, "", 0, text, (), (type(error), error, None))))

    assert told(ValueError("a fault of ours"))
    assert not told(FailedRun("unreachable: the section could not be fetched"))


def test_only_the_late_slot_whose_successor_is_due_is_stale(project: Project) -> None:
    source = find_source(project.settings.seeds_dir, project.seed(1))
    slot = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
    assert stale(source, slot, slot + timedelta(minutes=14)) is None
    reason = stale(source, slot, slot + timedelta(minutes=16))
    assert reason is not None
    assert reason == named("visit.stale", slot=Instant(slot), following=Instant(slot + timedelta(minutes=15)))
    assert "12:15" in sentence(reason, Reader())
    assert stale(source, None, slot) is None


def test_the_summary_is_whole_in_both_languages_each_in_its_direction_with_nothing_live_in_it(project: Project) -> None:
    source = find_source(project.settings.seeds_dir, project.seed(1))
    story = project.room.stories(1)[0]
    project.room.edit(story, site=1, headline='<img src=x onerror="alert(1)"> [رابط](javascript:alert(1)) ' + story.headline, body=["قصير"])
    outcome = visit_source(source, project.workplace, options=VisitOptions())
    block = summary_block(source, outcome, "https://desk.example")
    english, _, arabic = block.partition('<div dir="rtl" lang="ar"')
    assert english.startswith('<div dir="ltr" lang="en"')
    for part, words in ((english, ("The section's report", "degraded")), (arabic, ("تقرير القسم", "فيه خلل"))):
        assert all(escape(each) in part for each in words)
        assert part.count("<li>") >= 1
        assert part.count(f"https://desk.example/report/{source.id}") == 1
    assert not re.search("[\u0600-\u06ff]", re.sub(r"<a .*?</a>|<span .*?</span>", "", english)), "but for what the site wrote"
    assert "\n\n" not in block, "a blank line would end the HTML block, and Markdown would read left to right"
    assert "<img" not in block
    assert "<bdi" not in block, "one of Prefect's UIs drops it, and dates are read backwards then"
    assert re.search(rf'<span dir="(auto|rtl)">{source.name.ar}</span>', arabic)


def test_the_summary_of_a_site_that_is_down_says_which_address_answered_what(project: Project) -> None:
    source = find_source(project.settings.seeds_dir, project.seed(1))
    project.room.break_("unavailable", site=1)
    outcome = visit_source(source, project.workplace, options=VisitOptions())
    block = summary_block(source, outcome, None)
    english, arabic = block.split('<div dir="rtl" lang="ar"')
    for part in (english, arabic):
        assert source.sections[0].feeds[0] in part
        assert "503" in part
    # A <span> stands for <bdi> in this output.
    assert strangers(visible(re.sub(r"<(/?)span\b", r"<\1bdi", f"<div{arabic}"))) == []


def test_the_summary_and_the_runs_message_count_the_same_open_findings(project: Project) -> None:
    source = find_source(project.settings.seeds_dir, project.seed(1))
    outcome = visit_source(source, project.workplace, options=VisitOptions())
    remark = replace(sample_finding(), severity=Severity.INFO)
    block = summary_block(source, replace(outcome, findings=(sample_finding(), remark, remark)), None)
    assert "ملاحظات مفتوحة: 1<" in block, "a remark alerts nobody; the message of the run leaves it out too"


def test_a_skipped_visit_says_so_once(project: Project) -> None:
    source = find_source(project.settings.seeds_dir, project.seed(1))
    state = as_state(skip(source, project.workplace, slot=datetime(2026, 11, 18, 12, 0, tzinfo=UTC), reason=named("visit.stopped")))
    assert state.is_completed()
    assert state.message == "skipped: cancelled before it could commit; nothing of it was kept"


def test_a_process_number_that_another_program_has_now_is_no_living_run() -> None:
    host = os.uname().nodename
    assert not lives(None)
    assert not lives(f"{host}:1")
    assert lives("another-machine:1"), "what another machine runs is not ours to judge"
    assert lives("4711"), "nor what a worker runs, who signs with a number alone"


def until(condition: Any, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)

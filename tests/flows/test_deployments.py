"""Deployments follow the seeds, and what a person changed in the Prefect UI survives."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import DeploymentScheduleCreate, DeploymentUpdate
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule

from flows.deploy import ensure_pool
from flows.deployments import existing
from flows.memory import mark_of
from flows.registry import apply_all, follow
from rasid.pipeline import VisitContext, open_workplace
from rasid.settings import Settings
from rasid.sources import load_sources
from tests.flows.project import Project
from tests.flows.test_watch import run_here


def deploy(client: SyncPrefectClient, project: Project) -> Any:
    return apply_all(client, load_sources(project.settings.seeds_dir), project.workplace)


def on_server(client: SyncPrefectClient, name: str) -> DeploymentResponse:
    return client.read_deployment_by_name(f"watch/{name}")


def rhythms(deployment: DeploymentResponse) -> list[Any]:
    return sorted(
        schedule.schedule.cron if isinstance(schedule.schedule, CronSchedule) else schedule.schedule.interval.total_seconds() / 60
        for schedule in deployment.schedules
    )


def test_a_seed_becomes_a_deployment_with_its_schedule_in_its_own_zone(client: SyncPrefectClient, project: Project) -> None:
    plain, cron = project.seed(1), project.seed(2, schedule='cron = "*/20 6-23 * * *"')
    deploy(client, project)
    first, second = on_server(client, plain), on_server(client, cron)
    assert isinstance(first.schedules[0].schedule, IntervalSchedule)
    assert first.schedules[0].schedule.interval == timedelta(minutes=15)
    assert isinstance(second.schedules[0].schedule, CronSchedule)
    assert (second.schedules[0].schedule.cron, second.schedules[0].schedule.timezone) == ("*/20 6-23 * * *", "Asia/Beirut")
    assert set(first.tags) == {"rasid", "country:LB", f"source:{plain}", f"project:{mark_of(project.workplace)}"}
    assert "not visited yet" in (first.description or "")
    form = first.parameter_openapi_schema["definitions"]["WatchOptions"]["properties"]
    assert {"since", "dry_run", "recheck", "replay"} == set(form)
    assert all(field["title"] and field["description"] for field in form.values())


def test_applying_again_changes_nothing_on_the_server(client: SyncPrefectClient, project: Project) -> None:
    name = project.seed(1)
    deploy(client, project)
    before = on_server(client, name)
    deploy(client, project)
    after = on_server(client, name)
    assert after.updated == before.updated
    assert [schedule.id for schedule in after.schedules] == [schedule.id for schedule in before.schedules]


def test_a_changed_seed_changes_the_schedule_that_nobody_touched(client: SyncPrefectClient, project: Project) -> None:
    name = project.seed(1)
    deploy(client, project)
    project.seed(1, schedule="every_minutes = 30")
    deploy(client, project)
    assert rhythms(on_server(client, name)) == [30]


def test_a_schedule_that_a_person_added_stays_while_ours_follows_the_seed(client: SyncPrefectClient, project: Project) -> None:
    name = project.seed(1)
    deploy(client, project)
    theirs = DeploymentScheduleCreate(schedule=IntervalSchedule(interval=timedelta(minutes=7)), active=True)
    client.create_deployment_schedules(on_server(client, name).id, [theirs])
    deploy(client, project)
    assert rhythms(on_server(client, name)) == [7, 15]
    project.seed(1, schedule="every_minutes = 45")
    deploy(client, project)
    assert rhythms(on_server(client, name)) == [7, 45]


def test_a_schedule_that_a_person_edited_or_paused_or_deleted_stays_so(client: SyncPrefectClient, project: Project) -> None:
    edited, paused, deleted = (project.seed(site) for site in (1, 2, 3))
    deploy(client, project)
    there = on_server(client, edited)
    client.update_deployment_schedule(there.id, there.schedules[0].id, schedule=CronSchedule(cron="0 9 * * *", timezone="Asia/Beirut"))
    there = on_server(client, paused)
    client.update_deployment_schedule(there.id, there.schedules[0].id, active=False)
    there = on_server(client, deleted)
    client.delete_deployment_schedule(there.id, there.schedules[0].id)
    for minutes in (15, 30):
        for site in (1, 2, 3):
            project.seed(site, schedule=f"every_minutes = {minutes}")
        deploy(client, project)
    assert rhythms(on_server(client, edited)) == ["0 9 * * *"]
    there = on_server(client, paused)
    assert (rhythms(there), there.schedules[0].active) == ([30], False)
    assert on_server(client, deleted).schedules == []


def test_the_digest_may_have_a_pool_of_its_own(client: SyncPrefectClient, project: Project) -> None:
    name = project.seed(1)
    for pool in ("visits", "letters"):
        ensure_pool(client, pool)
    deployed = apply_all(client, load_sources(project.settings.seeds_dir), project.workplace, "visits", "letters")
    pools = {each.name: client.read_deployment(each.id).work_pool_name for each in deployed}
    assert pools == {name: "visits", "morning": "letters"}


def test_parameters_tags_and_description_of_a_person_stay(client: SyncPrefectClient, project: Project) -> None:
    name = project.seed(1)
    deploy(client, project)
    there = on_server(client, name)
    theirs = DeploymentUpdate(parameters={"options": {"recheck": True}}, tags=[*there.tags, "mine"], description="Ask Rima first.")
    client.update_deployment(there.id, theirs)
    deploy(client, project)
    there = on_server(client, name)
    assert there.parameters == {"source": name, "options": {"recheck": True}}
    assert "mine" in there.tags
    assert there.description == "Ask Rima first."


def test_the_ledger_expects_what_is_in_force_on_the_server(client: SyncPrefectClient, project: Project) -> None:
    name = project.seed(1)
    deployed = deploy(client, project)

    def expected() -> tuple[int | None, str | None, bool]:
        known = next(schedule for schedule in project.workplace.ledger.schedules.all() if schedule.source_id == name)
        return known.every_minutes, known.cron, known.paused_at is None

    assert expected() == (15, None, True)
    there = on_server(client, name)
    client.update_deployment_schedule(there.id, there.schedules[0].id, schedule=CronSchedule(cron="0 9 * * *", timezone="Asia/Amman"))
    follow(client, deployed, project.workplace)
    assert expected() == (None, "0 9 * * *", True)
    client.pause_deployment(there.id)
    follow(client, deployed, project.workplace)
    assert not expected()[2]
    client.resume_deployment(there.id)
    follow(client, deployed, project.workplace)
    assert expected() == (None, "0 9 * * *", True)


def test_the_deployment_of_a_removed_seed_is_paused_and_comes_back_with_it(client: SyncPrefectClient, project: Project) -> None:
    stays, goes = project.seed(1), project.seed(2)
    deploy(client, project)
    project.remove(2)
    deploy(client, project)
    assert on_server(client, goes).paused
    assert not on_server(client, stays).paused
    project.seed(2)
    deploy(client, project)
    assert not on_server(client, goes).paused


def test_a_deployment_that_a_person_paused_is_not_resumed_with_its_seed(client: SyncPrefectClient, project: Project) -> None:
    project.seed(1)
    name = project.seed(2)
    deploy(client, project)
    client.pause_deployment(on_server(client, name).id)
    project.remove(2)
    deploy(client, project)
    project.seed(2)
    deploy(client, project)
    assert on_server(client, name).paused


def test_a_paused_seed_has_a_deployment_that_rests_until_a_person_switches_it_on(client: SyncPrefectClient, project: Project) -> None:
    schedule = "every_minutes = 15\npaused = true"
    name = project.seed(1, schedule=schedule)
    deploy(client, project)

    def state() -> tuple[bool, bool]:
        known = project.workplace.ledger.schedules.of(name)
        assert known is not None
        return on_server(client, name).schedules[0].active, known.paused_at is None

    assert state() == (False, False)
    assert "nothing starts by itself" in (on_server(client, name).description or "")
    there = on_server(client, name)
    client.update_deployment_schedule(there.id, there.schedules[0].id, active=True)
    deploy(client, project)
    assert state() == (True, True)
    client.update_deployment_schedule(there.id, there.schedules[0].id, active=False)
    project.seed(1)
    deploy(client, project)
    assert state() == (True, True), "the seed is paused no longer"


def test_a_seed_that_is_paused_later_rests_from_then_on(client: SyncPrefectClient, project: Project) -> None:
    name = project.seed(1)
    deploy(client, project)
    project.seed(1, schedule="every_minutes = 15\npaused = true")
    deploy(client, project)
    assert not on_server(client, name).schedules[0].active


def test_two_projects_with_a_seed_of_one_name_have_a_deployment_each(
    client: SyncPrefectClient, prefect_server: str, project: Project, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = Project(tmp_path / "other", project.room, project.mark)
    with other.workplace.ledger:
        name = other.seed(1, schedule="every_minutes = 30")
        deploy(client, other)
    first = on_server(client, name)
    project.seed(1)
    deploy(client, project)
    [ours, *_] = deploy(client, project)
    there = client.read_deployment_by_name(f"watch@{mark_of(project.workplace)}/{name}")
    assert (there.id, rhythms(there)) == (ours.id, [15])
    assert (on_server(client, name).updated, rhythms(on_server(client, name))) == (first.updated, [30])
    done = run_here(client, prefect_server, ours)
    assert done.state is not None
    assert done.state.is_completed(), done.state.message
    assert project.workplace.ledger.visits.last(name) is not None
    client.delete_deployment(first.id)
    deploy(client, project)
    assert existing(client, f"watch/{name}") is None, "it stays where it was put"
    assert not client.read_deployment(ours.id).paused
    project.remove(1)
    deploy(client, project)
    assert client.read_deployment(ours.id).paused


def test_a_project_never_pauses_the_deployment_of_another(client: SyncPrefectClient, project: Project, tmp_path: Path) -> None:
    name = project.seed(1)
    deploy(client, project)
    there = on_server(client, name)
    client.update_deployment(there.id, DeploymentUpdate(tags=["rasid", "project:theirs-000000"]))
    project.remove(1)
    deploy(client, project)
    assert not on_server(client, name).paused


def test_a_project_is_known_by_its_ledger_after_a_move_and_by_its_folder_after_the_loss_of_its_ledger(
    project: Project, tmp_path: Path
) -> None:
    mark = mark_of(project.workplace)
    assert mark.startswith("project-")
    moved = VisitContext(project.workplace.ledger, Settings(project=tmp_path / "elsewhere", data=project.settings.data))
    assert mark_of(moved) == mark
    with open_workplace(Settings(project=project.root, data=tmp_path / "new"), with_rules=False).ledger as ledger:
        assert mark_of(VisitContext(ledger, Settings(project=project.root))) == mark


def test_a_source_runs_alone_or_in_a_fleet_never_both(client: SyncPrefectClient, project: Project) -> None:
    schedule = "every_minutes = 37"
    name = project.seed(1, schedule=schedule)
    deploy(client, project)
    project.seed(1, schedule=schedule, more='run_by = "fleet"')
    deploy(client, project)
    fleet = client.read_deployment_by_name("watch_all/fleet-every-37m")
    assert on_server(client, name).paused
    assert not fleet.paused
    known = next(each for each in project.workplace.ledger.schedules.all() if each.source_id == name)
    assert (known.every_minutes, known.paused_at) == (37, None)
    project.seed(1, schedule=schedule)
    deploy(client, project)
    assert not on_server(client, name).paused
    assert client.read_deployment_by_name("watch_all/fleet-every-37m").paused


@pytest.mark.parametrize("pool", ["newsrooms"])
def test_deploying_to_a_work_pool_and_back_to_serve(client: SyncPrefectClient, project: Project, pool: str) -> None:
    from flows.deploy import ensure_pool

    name = project.seed(1)
    ensure_pool(client, pool)
    sources = load_sources(project.settings.seeds_dir)
    apply_all(client, sources, project.workplace, pool)
    there = on_server(client, name)
    assert there.work_pool_name == pool
    assert there.job_variables["env"]["RASID_PROJECT"] == str(project.root)
    apply_all(client, sources, project.workplace)
    assert on_server(client, name).work_pool_name is None

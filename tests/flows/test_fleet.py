"""A fleet's round: every source of the schedule has its verdict, once, also when a process is killed in the middle."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun
from prefect.flow_engine import run_flow
from prefect.states import Scheduled

import flows.plan
from flows.fleet import watch_all
from flows.registry import apply_all
from rasid.sources import load_sources
from rasid.store.database.tables.leases import leases
from rasid.store.leases import EXPIRES
from rasid.store.visits import INTERRUPTED
from tests.flows.project import Project
from tests.flows.test_watch import until

SITES = (1, 2, 3, 4, 5, 6)
OURS, THEIRS = (2, 4, 6), (1, 3, 5)
A_FLEET = 3
AS_A_WORKER = f"import runpy, flows.plan; flows.plan.FLEET_SIZE = {A_FLEET}; runpy.run_module('prefect.engine', run_name='__main__')"
"""A flow run in a process of its own, for fleets as small as the test's."""


def write_seeds(project: Project, *, slow_seconds: float = 0) -> None:
    for site in SITES:
        delay = slow_seconds if site in THEIRS[1:] else 0
        project.seed(site, schedule='cron = "0 3 1 1 *"', more='run_by = "fleet"', delay=delay)


def answered(project: Project) -> Counter[str]:
    """Source → its visits that ended with a verdict on the site."""
    visits = project.workplace.ledger.visits.recent(None, 100, verdicts=("healthy", "degraded", "failed"))
    return Counter(visit.source_id for visit in visits if visit.message != INTERRUPTED)


def test_what_a_killed_process_left_of_a_round_is_visited_by_its_sister_and_nothing_twice(
    client: SyncPrefectClient, prefect_server: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flows.plan, "FLEET_SIZE", A_FLEET)
    write_seeds(project, slow_seconds=3)
    fleets = {
        frozenset(source.id for source in each.sources): each
        for each in apply_all(client, load_sources(project.settings.seeds_dir), project.workplace)
    }
    slot = Scheduled(scheduled_time=datetime.now(UTC))

    def run_of(sites: tuple[int, ...]) -> tuple[FlowRun, Any]:
        """The scheduled run of one fleet for the slot both share."""
        fleet = fleets[frozenset(project.id(site) for site in sites)]
        return client.create_flow_run_from_deployment(fleet.id, tags=["auto-scheduled"], state=slot), fleet

    dying, fleet = run_of(THEIRS)
    environment = {"PREFECT_API_URL": prefect_server, "PREFECT__FLOW_RUN_ID": str(dying.id), "PREFECT__DEPLOYMENT_NAME": fleet.name}

    def held() -> list[int]:
        return [site for site in THEIRS if project.workplace.ledger.leases.held(project.id(site)) is not None]

    process = subprocess.Popen([sys.executable, "-c", AS_A_WORKER], env={**project.environment, **environment}, cwd=project.root)
    try:
        until(lambda: answered(project)[project.id(1)] and held())
    finally:
        process.kill()
        process.wait()
    assert held(), "nobody has freed what it was at work on"
    left = {project.id(site) for site in SITES} - set(answered(project))
    assert 3 < len(left) < len(SITES), "it died in the middle"

    write_seeds(project)
    with project.workplace.ledger.transaction() as tx:
        # The minute passes after which a lease without a heartbeat is anybody's.
        tx.execute(leases.update().values(beat_at=datetime.now(UTC) - EXPIRES))
    living, _ = run_of(OURS)
    run_flow(watch_all, flow_run=living, parameters={"options": {}}, return_type="state")
    done = client.read_flow_run(living.id)
    assert done.state is not None
    assert done.state.is_completed(), done.state.message
    assert done.state.message == f"{len(left)} sources: {len(left)} healthy"
    assert answered(project) == {project.id(site): 1 for site in SITES}
    assert done.infrastructure_pid == f"{os.uname().nodename}:{os.getpid()}"

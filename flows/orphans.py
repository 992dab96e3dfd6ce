"""Runs whose process died with an earlier `rasid serve`: nobody else will ever end them."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Crashed

UNFINISHED = (StateType.PENDING, StateType.RUNNING, StateType.CANCELLING)
MOST = 200
"""Runs one question to the server may return."""
REASON = "the process that ran this died with an earlier `rasid serve`"


def crash_orphans(client: SyncPrefectClient, deployment_ids: Iterable[UUID]) -> list[FlowRun]:
    """Mark unfinished runs of these deployments crashed, except those whose process on this machine still lives."""
    ids = list(deployment_ids)
    if not ids:
        return []
    runs = client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            deployment_id=FlowRunFilterDeploymentId(any_=ids),
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(UNFINISHED))),
        ),
        sort=FlowRunSort.ID_DESC,
        limit=MOST,
    )
    orphans = [run for run in runs if not lives(run.infrastructure_pid)]
    for run in orphans:
        client.set_flow_run_state(run.id, Crashed(message=REASON), force=True)
    return orphans


def lives(mark: str | None) -> bool:
    """Whether ``host:pid`` names a flow process that runs. What another machine runs is not ours to judge.

    A number alone is a worker's mark: it tells no machine, and the worker looks after its runs itself.
    """
    host, _, pid = (mark or "").rpartition(":")
    if not pid.isdigit():
        return False
    if host != socket.gethostname():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    try:
        # A number may have gone to another program since.
        return b"prefect" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return not Path("/proc/self").exists()

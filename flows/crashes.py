"""What a flow run that broke leaves in the ledger: Prefect calls these hooks when a run fails, or when its process is found dead.

Without them a run that breaks before its visit begins is known to Prefect alone, and to the ledger only as slots that went by.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun, State
from prefect.settings import PREFECT_UI_URL

from flows import clock
from flows.visiting import AUTO_SCHEDULED
from rasid.pipeline import open_workplace
from rasid.pipeline.crashes import record_crash
from rasid.settings import settings
from rasid.store import Ledger

log = logging.getLogger(__name__)

LONGEST = 500
"""Characters of Prefect's message that are kept."""
PREFIX = "Flow run encountered an exception: "
STOPPED = ("termination signal", "interrupt signal", "status code: -15", "status code: 143", "status code: -2", "status code: 130")
"""Prefect's words for a run that somebody stopped; nothing broke then."""


def tell_ledger(flow: Any, flow_run: FlowRun, state: State[Any]) -> None:
    """Hook for ``on_failure`` and ``on_crashed``: the slots this run did not answer get a failed visit that says why.

    A run that a person started answers to that person, who sees it fail. A site that failed has its visit already, so nothing is added.
    """
    planned = flow_run.expected_start_time
    reason = (state.message or state.name or "").removeprefix(PREFIX)[:LONGEST]
    if AUTO_SCHEDULED not in (flow_run.tags or []) or planned is None or flow_run.deployment_id is None:
        return
    if any(words in reason for words in STOPPED):
        return
    with get_client(sync_client=True) as client:
        name = client.read_deployment(flow_run.deployment_id).name
    slot = datetime.fromtimestamp(planned.timestamp(), UTC)
    page = f"{PREFECT_UI_URL.value()}/flow-runs/flow-run/{flow_run.id}" if PREFECT_UI_URL.value() else None
    workplace = open_workplace(settings(), clock=clock.now, with_rules=False)
    with workplace.ledger:
        for source_id in _sources_of(name, workplace.ledger):
            told = record_crash(source_id, workplace, slot=slot, reason=reason, run_url=page)
            if told is not None:
                log.error("%s: %s", source_id, told.message)


def _sources_of(deployment: str, ledger: Ledger) -> list[str]:
    """A fleet's sources are those it was last applied with: its seeds may be what cannot be read."""
    members = [schedule.source_id for schedule in ledger.schedules.all() if schedule.applied.get("fleet") == deployment]
    return members or [deployment]

"""Names and tags of runs: what a person reads in the list without opening anything."""

from __future__ import annotations

import logging

from prefect import runtime
from prefect.client.orchestration import get_client

from rasid.model import Source
from rasid.pipeline import Outcome

log = logging.getLogger(__name__)


def run_address() -> str | None:
    """The run's page in the Prefect UI, for links in alerts; None outside a run or without a UI."""
    address = runtime.flow_run.ui_url
    return str(address) if address else None


def label_run(source: Source, outcome: Outcome) -> None:
    """Name the run ``source · slot · verdict · cause`` and tag it ``verdict:…`` and ``cause:…``.

    A server that does not answer costs the label, never the visit.
    """
    run_id = runtime.flow_run.id
    if not run_id:
        return
    visit = outcome.visit
    when = (visit.slot or visit.started_at).strftime("%d %b %H:%M")
    parts = [source.id, when, str(visit.verdict), *([visit.cause.value] if visit.cause else [])]
    tags = {*(runtime.flow_run.tags or []), f"source:{source.id}", f"verdict:{visit.verdict}"}
    if visit.cause:
        tags.add(f"cause:{visit.cause.value}")
    try:
        with get_client(sync_client=True) as client:
            client.update_flow_run(run_id, name=" · ".join(parts), tags=sorted(tags))
    except Exception as error:
        log.warning("the run could not be labelled: %s", error)

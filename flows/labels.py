"""Names and tags of runs: what a person reads in the list without opening anything."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterable
from datetime import UTC, datetime

from prefect import runtime
from prefect.client.orchestration import get_client
from prefect.context import FlowRunContext

from flows import clock
from rasid.model import Source
from rasid.pipeline import VisitResult

log = logging.getLogger(__name__)


def run_address() -> str | None:
    """The run's page in the Prefect UI, for links in alerts; None outside a run or without a UI."""
    address = runtime.flow_run.ui_url
    return str(address) if address else None


def first_name() -> str:
    """``source · slot``, until the verdict is known."""
    planned = runtime.flow_run.scheduled_start_time or clock.now()
    return f"{runtime.deployment.name or runtime.flow_run.flow_name} · {_moment(planned)}"


def sign_run() -> None:
    """Write into the run which process does it (``host:pid``): `rasid serve` tells by it whose runs are orphans. A worker has signed already."""
    context = FlowRunContext.get()
    run = context.flow_run if context is not None else None
    if run is None or run.infrastructure_pid:
        return
    try:
        with get_client(sync_client=True) as client:
            client.update_flow_run(run.id, infrastructure_pid=process_mark())
    except Exception as error:
        log.warning("the run could not be signed: %s", error)


def process_mark() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def label_run(source: Source, outcome: VisitResult, *, dry_run: bool = False) -> None:
    """Name the run ``source · slot · verdict · cause`` and tag it ``verdict:…`` and ``cause:…``."""
    visit = outcome.visit
    parts = [source.id, _moment(visit.slot or visit.started_at), str(visit.verdict), *([visit.cause.value] if visit.cause else [])]
    parts += ["dry run"] * dry_run
    tags = [f"source:{source.id}", f"verdict:{visit.verdict}", *([f"cause:{visit.cause.value}"] if visit.cause else [])]
    tags += ["dry-run"] * dry_run
    rename(" · ".join(parts), tags)


def rename(name: str, tags: Iterable[str]) -> None:
    """A new name for the run under way, and more tags. A server that does not answer costs the label, never the visit."""
    run_id = runtime.flow_run.id
    if not run_id:
        return
    try:
        with get_client(sync_client=True) as client:
            client.update_flow_run(run_id, name=name, tags=sorted({*(runtime.flow_run.tags or []), *tags}))
    except Exception as error:
        log.warning("the run could not be labelled: %s", error)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%d %b %H:%M}"

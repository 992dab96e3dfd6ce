"""One visit to one source as a Prefect flow.

A person can tell bad data from a crash: a healthy or degraded site ends ``Completed``, a site that could not be watched ends ``Failed`` with a
message that begins with its cause, and both carry the tags ``verdict:…`` and ``cause:…``; a crash of ours has no verdict tag.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from prefect import Task, flow, runtime
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.exceptions import FailedRun, TerminationSignal
from prefect.states import Completed, Failed

from flows import clock, logbook
from flows.artifacts import publish
from flows.crashes import tell_ledger
from flows.events import announce
from flows.labels import first_name, label_run, run_address, sign_run
from flows.options import WatchOptions
from flows.plan import jitter_of
from flows.progress import ProgressBar
from flows.visiting import conduct, scheduled_slot
from rasid.model import Source, Verdict
from rasid.pipeline import VisitResult, open_workplace
from rasid.settings import settings
from rasid.sources import find_source, moved_to
from rasid.termination import sent_again

T = TypeVar("T")

VISIT_SECONDS = 30 * 60
"""Sixty articles at a polite second each take a minute; half an hour means that something hangs."""
STEP_SECONDS = {"collect": VISIT_SECONDS}
OTHER_STEP_SECONDS = 10 * 60
MOST_JITTER_SECONDS = 3600
"""The bound on a seed's ``jitter_seconds``; the run waits that long before its visit begins."""


@flow(
    name="watch",
    flow_run_name=first_name,
    timeout_seconds=VISIT_SECONDS + MOST_JITTER_SECONDS,
    persist_result=False,
    retries=0,
    on_failure=[tell_ledger],
    on_crashed=[tell_ledger],
    validate_parameters=True,
)
def watch(source: str = "", options: WatchOptions = WatchOptions()) -> State[Any]:
    """Visit ``source``, the id of a seed. Its deployment fills it in; a run that leaves it empty visits the source its deployment is named after."""
    source_id = source or runtime.deployment.name
    if not source_id:
        raise ValueError("watch runs as a deployment of one source; use visit(source_id) to run it by hand")
    return _visit(find_source(settings().seeds_dir, source_id), options)


@flow(name="visit", flow_run_name="{source_id}", timeout_seconds=VISIT_SECONDS, persist_result=False, retries=0)
def visit(source_id: str, options: WatchOptions = WatchOptions(), home: str | None = None) -> State[Any]:
    """Visit a source by its id. ``home`` visits the same site at another address."""
    source = find_source(settings().seeds_dir, source_id)
    return _visit(moved_to(source, home) if home else source, options)


def _visit(source: Source, options: WatchOptions) -> State[Any]:
    hear_the_domain()
    sign_run()
    slot = scheduled_slot()
    if slot is not None:
        time.sleep(jitter_of(source))
    workplace = open_workplace(settings(), clock=clock.now)
    progress = ProgressBar(f"progress-{source.id}", source.name.en)
    with sent_again(TerminationSignal), workplace.ledger:
        outcome = conduct(source, workplace, options.chosen(), slot=slot, run_url=run_address(), step=as_task, progress=progress)
        progress.finish()
        label_run(source, outcome, dry_run=options.dry_run)
        publish(source, outcome, workplace, dry_run=options.dry_run)
        if not options.dry_run:
            announce(source, outcome, workplace.ledger)
    return as_state(outcome)


def hear_the_domain() -> None:
    """INFO of rasid's own loggers, and of its flows, reaches the run's page; without a level of its own it is dropped before (decision 2)."""
    for name in ("rasid", "flows"):
        ours = logging.getLogger(name)
        if ours.level == logging.NOTSET:
            ours.setLevel(logging.INFO)
    # A site that could not be watched is a run that failed as it should; Prefect tells it once more, as an unexpected exception with its stack.
    logging.getLogger("prefect.flow_runs").addFilter(_no_verdict)
    # It speaks of its temporary folders, and sets the level that allows it when it is imported: only a filter outlasts that.
    logging.getLogger("great_expectations.data_context.types.base").addFilter(_worth_reading)


def _no_verdict(record: logging.LogRecord) -> bool:
    return record.exc_info is None or not isinstance(record.exc_info[1], FailedRun)


def _worth_reading(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


def as_task(name: str, function: Callable[..., T], *arguments: Any) -> T:
    """One step of the pipeline as a task run: four a visit, never one an article (decision 2)."""
    # Arguments hold open connections: nothing to hash, nothing to persist.
    step = Task(
        function,
        name=name,
        task_run_name=name,
        cache_policy=NO_CACHE,
        persist_result=False,
        timeout_seconds=STEP_SECONDS.get(name, OTHER_STEP_SECONDS),
    )
    try:
        result: T = step(*arguments)
        logbook.write(result)
        return result
    except Exception as error:
        # Stopped while Prefect was setting the task up, its engine answers with an error of its own (seen: «Task run is not set»).
        if (stopped := _termination(error)) is not None:
            raise stopped from None
        raise


def _termination(error: BaseException | None) -> TerminationSignal | None:
    """The signal in whose handling ``error`` was raised."""
    while error is not None and not isinstance(error, TerminationSignal):
        error = error.__context__
    return error


def as_state(outcome: VisitResult) -> State[Any]:
    """Standard state names: custom ones hide runs from the deployment's page."""
    if outcome.visit.verdict is Verdict.FAILED:
        return Failed(message=outcome.visit.message)
    if outcome.visit.verdict is Verdict.SKIPPED:
        # Its message says so itself, before the reason.
        return Completed(message=outcome.visit.message)
    return Completed(message=f"{outcome.visit.verdict}. {outcome.visit.message}")

"""One visit to one source as a Prefect flow.

A person can tell bad data from a crash: a healthy or degraded site ends ``Completed``, a site that could not be watched ends ``Failed`` with a
message that begins with its cause, and both carry the tags ``verdict:…`` and ``cause:…``; a crash of ours has no verdict tag.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from prefect import flow, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import BaseModel, ConfigDict, Field

from flows import clock
from flows.artifacts import publish
from flows.events import announce
from flows.labels import label_run, run_address
from rasid.model import Source, Verdict
from rasid.pipeline import Outcome, VisitOptions, Workplace, open_workplace, skip, visit_source
from rasid.schedule import next_slot
from rasid.settings import settings
from rasid.sources import find_source

T = TypeVar("T")

VISIT_TIMEOUT_SECONDS = 30 * 60
"""Sixty articles at a polite second each take a minute; half an hour means that something hangs."""


class WatchOptions(BaseModel):
    """What can be asked of one visit from the Prefect form."""

    model_config = ConfigDict(title="Visit options", extra="forbid")

    since: datetime | None = Field(
        None, title="Only articles since", description="Leave out articles that the section dates before this moment."
    )
    dry_run: bool = Field(False, title="Dry run", description="Look and judge, but write nothing and tell nobody.")
    recheck: bool = Field(
        False, title="Look at every article again", description="Fetch the whole window again, not only what is new or due."
    )
    replay: str | None = Field(
        None,
        title="Replay a stored visit",
        description="Id of an earlier visit: its stored pages are read instead of the site.",
        pattern=r"^[0-9a-f]{32}$",
    )

    def chosen(self) -> VisitOptions:
        since = self.since if self.since is None or self.since.tzinfo else self.since.replace(tzinfo=UTC)
        return VisitOptions(since=since, dry_run=self.dry_run, recheck=self.recheck, replay=self.replay)


@flow(name="watch", flow_run_name="watch", timeout_seconds=VISIT_TIMEOUT_SECONDS, persist_result=False, retries=0)
def watch(options: WatchOptions | None = None) -> State[Any]:
    """Visit the source this deployment is named after."""
    source_id = runtime.deployment.name
    if not source_id:
        raise ValueError("watch runs as a deployment of one source; use visit(source_id) to run it by hand")
    return _visit(source_id, options or WatchOptions())


@flow(name="visit", flow_run_name="{source_id}", timeout_seconds=VISIT_TIMEOUT_SECONDS, persist_result=False, retries=0)
def visit(source_id: str, options: WatchOptions | None = None, home: str | None = None) -> State[Any]:
    """Visit a source by its id. ``home`` visits the same site at another address."""
    return _visit(source_id, options or WatchOptions(), home=home)


def _visit(source_id: str, options: WatchOptions, home: str | None = None) -> State[Any]:
    domain = logging.getLogger("rasid")
    if domain.level == logging.NOTSET:
        # Without a level of its own INFO is dropped before it reaches the run's page (measured, DESIGN decision 2).
        domain.setLevel(logging.INFO)
    chosen = settings()
    source = find_source(chosen.seeds_dir, source_id)
    if home:
        from rasid.sources import moved_to

        source = moved_to(source, home)
    workplace = open_workplace(chosen, clock=clock.now)
    slot = scheduled_slot()
    outcome = stale_outcome(source, workplace, slot) or visit_source(
        source,
        workplace,
        options=options.chosen(),
        slot=slot,
        run_url=run_address(),
        step=as_task,
    )
    label_run(source, outcome)
    publish(source, outcome, workplace)
    announce(source, outcome)
    return as_state(outcome)


def as_task(name: str, function: Callable[..., T], *arguments: Any) -> T:
    """One step of the pipeline as a task run: four a visit, never one an article (DESIGN decision 2)."""
    # Arguments hold open connections: nothing to hash, nothing to persist.
    return task(function, name=name, cache_policy=NO_CACHE, persist_result=False)(*arguments)


def as_state(outcome: Outcome) -> State[Any]:
    """Standard state names: custom ones hide runs from the deployment's page."""
    if outcome.visit.verdict is Verdict.FAILED:
        return Failed(message=outcome.visit.message)
    return Completed(message=f"{outcome.visit.verdict}. {outcome.visit.message}")


def scheduled_slot() -> datetime | None:
    """The slot this run answers; None for a run a person started."""
    if "auto-scheduled" not in (runtime.flow_run.tags or []):
        return None
    planned = runtime.flow_run.scheduled_start_time
    return planned.astimezone(UTC) if planned else None


def stale_outcome(source: Source, workplace: Workplace, slot: datetime | None) -> Outcome | None:
    """A slot whose successor is due already (the machine slept) is skipped with a reason instead of replayed."""
    if slot is None:
        return None
    now = workplace.clock()
    following = next_slot(source, slot)
    if following > now:
        return None
    reason = f"the slot of {slot:%Y-%m-%d %H:%M} UTC is stale, {following:%H:%M} is due already"
    return skip(source, workplace, slot=slot, reason=reason, run_url=run_address())

"""One visit on behalf of a flow: which slot it answers, and late slots that are not worth it any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from prefect import runtime

from rasid.model import Source
from rasid.model.values import Instant, Named, named
from rasid.pipeline import VisitContext, VisitOptions, VisitResult, skip, visit_source
from rasid.pipeline.visit import Step, directly
from rasid.schedule import next_slot

AUTO_SCHEDULED = "auto-scheduled"
"""Prefect's tag on runs that a schedule started."""

Progress = Callable[[str, int, int], None]


class Stopped(BaseException):
    """The run was cancelled: leave the visit between two articles. No Exception, so that nothing takes it for news of the site."""


def nobody(step: str, done: int, total: int) -> None:
    """Progress that nobody follows."""


def conduct(
    source: Source,
    workplace: VisitContext,
    options: VisitOptions,
    *,
    slot: datetime | None,
    run_url: str | None,
    step: Step = directly,
    progress: Progress = nobody,
) -> VisitResult:
    """Visit ``source``, unless the slot is stale."""
    reason = stale(source, slot, workplace.clock())
    if reason is not None and slot is not None:
        return skip(source, workplace, slot=slot, reason=reason, run_url=run_url)
    return visit_source(source, workplace, options=options, slot=slot, run_url=run_url, step=step, progress=progress)


def stale(source: Source, slot: datetime | None, now: datetime) -> Named | None:
    """Why a slot is not worth answering any more: its successor is due already (the machine slept)."""
    if slot is None:
        return None
    following = next_slot(source, slot)
    if following > now:
        return None
    return named("visit.stale", slot=Instant(slot), following=Instant(following))


def scheduled_slot() -> datetime | None:
    """The slot this run answers; None for a run a person started."""
    if AUTO_SCHEDULED not in (runtime.flow_run.tags or []):
        return None
    planned = runtime.flow_run.scheduled_start_time
    # Prefect's own kind of time loses its zone when something is added to it; a plain one does not.
    return datetime.fromtimestamp(planned.timestamp(), UTC) if planned else None

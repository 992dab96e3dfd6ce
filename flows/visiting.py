"""One visit on behalf of a flow: late slots are skipped, a visit that is stopped leaves nothing half-done."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from prefect import runtime

from rasid.model import Source, Visit
from rasid.pipeline import Outcome, VisitOptions, Workplace, skip, visit_source
from rasid.pipeline.visit import Step, directly
from rasid.schedule import next_slot

log = logging.getLogger(__name__)

T = TypeVar("T")

AUTO_SCHEDULED = "auto-scheduled"
"""Prefect's tag on runs that a schedule started."""
CANCELLED = "cancelled before it could commit; nothing of it was kept"

Progress = Callable[[str, int, int], None]


class Stopped(BaseException):
    """The run was cancelled: leave the visit between two articles. No Exception, so that nothing takes it for news of the site."""


def nobody(step: str, done: int, total: int) -> None:
    """Progress that nobody follows."""


def conduct(
    source: Source,
    workplace: Workplace,
    options: VisitOptions,
    *,
    slot: datetime | None,
    run_url: str | None,
    step: Step = directly,
    progress: Progress = nobody,
) -> Outcome:
    """Visit ``source``, unless the slot is stale. A cancelled visit is in the ledger as skipped, its lease free at once."""
    reason = stale(source, slot, workplace.clock())
    if reason is not None and slot is not None:
        return skip(source, workplace, slot=slot, reason=reason, run_url=run_url)
    begun_before = {visit.id for visit in workplace.ledger.visits.unfinished(source.id)}
    try:
        return visit_source(source, workplace, options=options, slot=slot, run_url=run_url, step=step, progress=progress)
    except Exception:
        raise
    except BaseException:
        _close(source, workplace, begun_before, run_url)
        raise


def stale(source: Source, slot: datetime | None, now: datetime) -> str | None:
    """Why a slot is not worth answering any more: its successor is due already (the machine slept)."""
    if slot is None:
        return None
    following = next_slot(source, slot)
    if following > now:
        return None
    return f"the slot of {slot:%Y-%m-%d %H:%M} UTC is stale, {following:%H:%M} is due already"


def scheduled_slot() -> datetime | None:
    """The slot this run answers; None for a run a person started."""
    if AUTO_SCHEDULED not in (runtime.flow_run.tags or []):
        return None
    planned = runtime.flow_run.scheduled_start_time
    # Prefect's own kind of time loses its zone when something is added to it; a plain one does not.
    return datetime.fromtimestamp(planned.timestamp(), UTC) if planned else None


def _close(source: Source, workplace: Workplace, begun_before: set[str], run_url: str | None) -> None:
    """The visit under way ends as skipped: a person's wish is no failure of the site, nor of ours."""
    for visit in workplace.ledger.visits.unfinished(source.id):
        if visit.id not in begun_before and visit.run_url == run_url:
            ended: Visit = workplace.ledger.visits.skip(visit, f"skipped: {CANCELLED}")
            log.warning("%s: %s", source.id, ended.message)

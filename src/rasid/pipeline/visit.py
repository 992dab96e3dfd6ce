"""One visit from beginning to end: lease, four steps, commit. The only place that knows their order."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol, TypeVar

from rasid.errors import LeaseHeld
from rasid.model import Source, Verdict, Visit
from rasid.pipeline.collect import collect
from rasid.pipeline.commit import commit
from rasid.pipeline.discover import discover
from rasid.pipeline.judge import judge
from rasid.pipeline.workplace import Outcome, VisitOptions, VisitUnderWay, Workplace
from rasid.wording import say

log = logging.getLogger(__name__)

T = TypeVar("T")


class Step(Protocol):
    """How one step is run: called directly, or as a task of an orchestrator."""

    def __call__(self, name: str, function: Callable[..., T], *arguments: Any) -> T: ...


def directly(name: str, function: Callable[..., T], *arguments: Any) -> T:
    return function(*arguments)


def visit_source(
    source: Source,
    workplace: Workplace,
    *,
    options: VisitOptions | None = None,
    slot: datetime | None = None,
    run_url: str | None = None,
    step: Step = directly,
    progress: Callable[[str, int, int], None] = lambda step, done, total: None,
) -> Outcome:
    """Visit one source now.

    ``slot`` is the scheduled time the visit answers, ``run_url`` the orchestrator's page of this run, ``progress`` is told
    (step, done, total). A site that fails is an outcome with verdict ``failed``, not an exception. When another visit holds the
    source's lease the outcome is ``skipped``. Raises LedgerError when the ledger cannot be used; nothing is half-written then.
    """
    options = options or VisitOptions()
    ledger = workplace.ledger
    previous = ledger.visits.last(source.id)
    visit = Visit(
        id=uuid.uuid4().hex,
        source_id=source.id,
        started_at=workplace.clock(),
        slot=slot,
        first=previous is None,
        run_url=run_url,
    )
    if options.dry_run:
        return _run(source, visit, workplace, options, previous, step, progress)
    try:
        with ledger.leases.hold(source.id, visit.id):
            ledger.visits.begin(visit)
            workplace.checkpoint("visit begun")
            return _run(source, visit, workplace, options, previous, step, progress)
    except LeaseHeld:
        return skip(visit, workplace, say("visit.lease_held", "en"))


def skip(visit: Visit, workplace: Workplace, reason: str) -> Outcome:
    """Record that a visit did not take place, and why. Nothing is said about the site."""
    now = workplace.clock()
    skipped = Visit(
        id=visit.id,
        source_id=visit.source_id,
        started_at=visit.started_at,
        slot=visit.slot,
        finished_at=now,
        verdict=Verdict.SKIPPED,
        message=f"skipped: {reason}",
        run_url=visit.run_url,
    )
    workplace.ledger.visits.skip(skipped)
    log.info("%s: %s", visit.source_id, skipped.message)
    return Outcome(visit=skipped)


def _run(
    source: Source,
    visit: Visit,
    workplace: Workplace,
    options: VisitOptions,
    previous: Visit | None,
    step: Step,
    progress: Callable[[str, int, int], None],
) -> Outcome:
    with workplace.fetcher(source) as fetcher:
        under_way = VisitUnderWay(
            source=source,
            visit=visit,
            workplace=workplace,
            fetcher=fetcher,
            options=options,
            previous=previous,
            progress=progress,
        )
        discovered = step("discover", discover, under_way)
        workplace.checkpoint("discovered")
        collected = step("collect", collect, under_way, discovered)
        workplace.checkpoint("collected")
    judged = step("judge", judge, under_way, discovered, collected)
    workplace.checkpoint("judged")
    incidents: tuple[object, ...] = ()
    if not options.dry_run:
        incidents = step("commit", commit, under_way, discovered, collected, judged)
    log.info("%s: %s. %s", source.id, judged.verdict.value, judged.visit.message)
    return Outcome(
        visit=judged.visit,
        findings=judged.findings,
        articles=collected.articles,
        window=judged.window,
        incidents=incidents,
    )

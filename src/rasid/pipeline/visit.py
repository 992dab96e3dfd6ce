"""One visit from beginning to end: lease, four steps, commit. The only place that knows their order."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol, TypeVar

from rasid.alert.heartbeat import ping
from rasid.errors import LeaseHeld, RasidError
from rasid.model import Cause, Source, Visit
from rasid.model.values import Named, Quote, named
from rasid.pipeline.apart import Apart
from rasid.pipeline.budget import VisitBudget
from rasid.pipeline.collect import collect
from rasid.pipeline.commit import commit
from rasid.pipeline.discover import discover
from rasid.pipeline.judge import judge
from rasid.pipeline.snapshot import StoredPages
from rasid.pipeline.upgrade import catch_up
from rasid.pipeline.workplace import VisitContext, VisitOptions, VisitResult, VisitUnderWay
from rasid.store import Lease
from rasid.wording.values import Reader, sentence

log = logging.getLogger(__name__)

T = TypeVar("T")


class Step(Protocol):
    """How one step is run: called directly, or as a task of an orchestrator."""

    def __call__(self, name: str, function: Callable[..., T], *arguments: Any) -> T: ...


def directly(name: str, function: Callable[..., T], *arguments: Any) -> T:
    return function(*arguments)


def visit_source(
    source: Source,
    workplace: VisitContext,
    *,
    options: VisitOptions | None = None,
    slot: datetime | None = None,
    run_url: str | None = None,
    step: Step = directly,
    progress: Callable[[str, int, int], None] = lambda step, done, total: None,
) -> VisitResult:
    """Visit one source now.

    ``slot`` is the scheduled time the visit answers, ``run_url`` the orchestrator's page of this run, ``progress`` is told
    (step, done, total). A site that fails is an outcome with verdict ``failed``, not an exception. When another visit holds the
    source's lease the outcome is ``skipped``, and so is a visit in the ledger that is stopped by what is no Exception (SIGTERM, Ctrl-C,
    a cancelled run), its lease free at once. Raises LedgerError when the ledger cannot be used; nothing is half-written then.
    """
    options = options or VisitOptions()
    ledger = workplace.ledger
    now = workplace.clock()
    previous = ledger.visits.last(source.id, looked=True, now=now)
    visit = Visit(
        id=uuid.uuid4().hex,
        source_id=source.id,
        started_at=now,
        slot=slot,
        first=previous is None,
        run_url=run_url,
    )
    if options.dry_run or options.replay:
        return _run(source, visit, workplace, options, previous, step, progress, None)
    watcher = workplace.settings.heartbeat_url.get_secret_value() if workplace.settings.heartbeat_url else None
    with _closed_when_stopped(visit, workplace):
        visit = ledger.visits.begin(visit)
        try:
            with ledger.leases.hold(source.id, visit.id) as lease:
                ping(watcher, "start", source=source.id)
                outcome = _run(source, visit, workplace, options, previous, step, progress, lease)
        except LeaseHeld:
            return _skipped(visit, workplace, named("visit.lease_held"))
        except Exception as error:
            told = f"{type(error).__name__}: {error}"
            ledger.visits.fail(replace(visit, reason=Quote(told)), Cause.RASID, f"rasid: {told}")
            ping(watcher, "fail", type(error).__name__, source=source.id)
            raise
    # After the commit: a site that failed is news, and a success of the watching.
    ping(watcher, "success", outcome.visit.message, source=source.id)
    return outcome


@contextmanager
def _closed_when_stopped(visit: Visit, workplace: VisitContext) -> Iterator[None]:
    """Told to end, by a person or by the system, is no failure of the site's, nor of ours."""
    try:
        yield
    except Exception:
        raise
    except BaseException:
        try:
            if (stopped := workplace.ledger.visits.stop(visit)) is not None:
                log.info("%s: %s", visit.source_id, stopped.message)
        except RasidError as error:
            # In place of the wish to end it would be taken for an error of this visit's, and the next would begin.
            log.warning("%s: the visit was stopped, and the ledger could not be told: %s", visit.source_id, error)
        raise


def skip(source: Source, workplace: VisitContext, *, slot: datetime, reason: Named, run_url: str | None = None) -> VisitResult:
    """Record that a visit did not take place, and why. Nothing is said about the site."""
    visit = Visit(id=uuid.uuid4().hex, source_id=source.id, started_at=workplace.clock(), slot=slot, run_url=run_url)
    return _skipped(workplace.ledger.visits.begin(visit), workplace, reason)


def _skipped(visit: Visit, workplace: VisitContext, reason: Named) -> VisitResult:
    skipped = workplace.ledger.visits.skip(replace(visit, reason=reason), f"skipped: {sentence(reason, Reader(quote=str))}")
    log.info("%s: %s", visit.source_id, skipped.message)
    return VisitResult(visit=skipped)


def _run(
    source: Source,
    visit: Visit,
    workplace: VisitContext,
    options: VisitOptions,
    previous: Visit | None,
    step: Step,
    progress: Callable[[str, int, int], None],
    lease: Lease | None,
) -> VisitResult:
    writes = not (options.dry_run or options.replay)
    with ExitStack() as until_committed:
        archive = until_committed.enter_context(workplace.ledger.pages.writer(visit)) if writes else None
        with StoredPages(workplace.ledger, options.replay) if options.replay else workplace.fetcher(source) as fetcher, Apart() as apart:
            under_way = VisitUnderWay(
                source=source,
                visit=visit,
                workplace=workplace,
                fetcher=fetcher,
                options=options,
                previous=previous,
                progress=progress,
                lease=lease,
                archive=archive,
                budget=VisitBudget.of(workplace.settings, source),
                apart=apart,
            )
            if writes:
                under_way = replace(under_way, reread=catch_up(under_way))
            discovered = step("discover", discover, under_way)
            collected = step("collect", collect, under_way, discovered)
        judged = step("judge", judge, under_way, discovered, collected)
        if writes:
            step("commit", commit, under_way, discovered, collected, judged)
    log.info("%s: %s. %s", source.id, judged.verdict.value, judged.visit.message)
    return VisitResult(
        visit=judged.visit,
        findings=judged.findings,
        articles=collected.articles,
        window=judged.window,
    )

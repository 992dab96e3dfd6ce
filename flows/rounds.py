"""What the visits of one fleet round share: threads, turns, and what became of each source."""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from itertools import chain, zip_longest
from typing import Any, TypeVar

from flows import logbook
from flows.artifacts import SourceRow, publish
from flows.events import announce
from flows.options import WatchOptions
from flows.visiting import Stopped, conduct
from rasid.model import Source, Verdict
from rasid.pipeline import VisitContext
from rasid.urls import host_key

log = logging.getLogger(__name__)

T = TypeVar("T")

ANSWERED = ("done", "skipped")


class Round:
    """One round of a fleet. ``stop`` ends its visits between two articles; ``rows`` tells what became of each source."""

    def __init__(self, workplace: VisitContext, options: WatchOptions, slot: datetime | None, run_url: str | None) -> None:
        self.workplace = workplace
        self.options = options
        self.slot = slot
        self.run_url = run_url
        self.stop = threading.Event()
        self.rows: list[SourceRow] = []
        self._judging = threading.Lock()
        self._hosts: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def visit(self, source: Source) -> SourceRow | None:
        """Visit one source in a thread. None when its slot was answered meanwhile. A crash of ours is a row too: the others go on."""
        with self._turn(source):
            self._check()
            if self.slot is not None and not self.unanswered([source]):
                return None
            try:
                row = self._visit(source)
            except Exception as error:
                log.exception("%s: the visit crashed", source.id)
                row = SourceRow(source.id, "crashed", "rasid", message=f"rasid: {type(error).__name__}: {error}")
        self.rows.append(row)
        return row

    def _visit(self, source: Source) -> SourceRow:
        outcome = conduct(
            source,
            self.workplace,
            self.options.chosen(),
            slot=self.slot,
            run_url=self.run_url,
            step=self._step,
            progress=lambda step, done, total: self._check(),
        )
        dry_run = self.options.dry_run
        if not dry_run:
            announce(source, outcome, self.workplace.ledger)
        if outcome.visit.verdict not in (Verdict.HEALTHY, Verdict.SKIPPED):
            publish(source, outcome, self.workplace, dry_run=dry_run)
        return SourceRow.of(source, outcome)

    def unanswered(self, sources: Sequence[Source]) -> list[Source]:
        """Those whose slot is neither done nor skipped yet."""
        if self.slot is None:
            return list(sources)
        only = sources[0].id if len(sources) == 1 else None
        rows = self.workplace.ledger.schedules.slots(only, since=self.slot, until=self.slot + timedelta(microseconds=1))
        answered = {row.source_id for row in rows if row.state in ANSWERED}
        return [source for source in sources if source.id not in answered]

    def free(self, source: Source) -> bool:
        """Nobody is at work on it."""
        return self.workplace.ledger.leases.held(source.id) is None

    def _check(self) -> None:
        if self.stop.is_set():
            raise Stopped

    def _step(self, name: str, function: Callable[..., T], *arguments: Any) -> T:
        self._check()
        if name != "judge":
            result = function(*arguments)
            logbook.write(result)
            return result
        # Great Expectations keeps a project for the whole process; and judging computes, so that threads would gain nothing.
        with self._judging:
            result = function(*arguments)
        logbook.write(result)
        return result

    def _turn(self, source: Source) -> AbstractContextManager[Any]:
        """One visit a host at a time where the host asks for spacing: a second would only wait for it."""
        return self._hosts[host_key(source.home)] if source.min_delay_seconds > 0 else nullcontext()


def interleaved(sources: Iterable[Source]) -> list[Source]:
    """One source of each host after another, so that threads work on different hosts."""
    by_host: defaultdict[str, list[Source]] = defaultdict(list)
    for source in sources:
        by_host[host_key(source.home)].append(source)
    turns = zip_longest(*by_host.values())
    return [source for source in chain.from_iterable(turns) if source is not None]

"""Visits a site by the hour and keeps what was said: the harness of the table of breaks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from rasid.alert.policy import AUDIENCE
from rasid.model import Rule, Source
from rasid.pipeline import VisitContext, VisitOptions, VisitResult, visit_source
from rasid.settings import Settings
from rasid.store import open_ledger
from rasid.validate import load_rules
from rasid.wording.values import Reader, title_of
from tests.breaks.site import Change, Shelf, Site

PROJECT = Path(__file__).parents[2]
BEGAN = datetime(2026, 11, 17, 6, 0, tzinfo=UTC)
"""A Tuesday morning in Beirut, no holiday near."""
SPOKEN = ("opened", "escalated", "resolved", "unwatched", "folded", "spread")


class Clock:
    def __init__(self, at: datetime = BEGAN) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@dataclass(frozen=True)
class Said:
    """One message: ``hour`` since the watch began, to whom, and of what."""

    hour: float
    kind: str
    key: str
    cause: str
    to: frozenset[str]
    title: str

    def __str__(self) -> str:
        return f"+{self.hour:g}h {self.kind} {self.key} → {'+'.join(sorted(self.to))}: {self.title}"


class Bench(VisitContext):
    """A workplace whose fetcher is the invented site."""

    site: Site

    def fetcher(self, source: Source) -> Any:
        state = self.ledger.hosts.of(source.id)
        return Shelf(SITES[source.id], state.validators, self.clock)


SITES: dict[str, Site] = {}


@cache
def rules() -> tuple[Rule, ...]:
    return tuple(load_rules(PROJECT / "expectations"))


@dataclass
class Watch:
    """One site under one ledger. ``outcomes`` are its visits, ``said`` what the people were told."""

    site: Site
    clock: Clock
    bench: Bench
    outcomes: list[tuple[float, VisitResult]] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    def visit(self, hours: float = 1.0, **options: Any) -> VisitResult:
        self.clock.at += timedelta(hours=hours)
        source = self.site.source()
        outcome = visit_source(source, self.bench, options=VisitOptions(**options))
        hour = (self.clock.at - BEGAN) / timedelta(hours=1)
        self.outcomes.append((hour, outcome))
        incidents = self.bench.ledger.incidents
        for _, event in incidents.happened(source_id=source.id, visit_id=outcome.visit.id):
            if event.what in SPOKEN and not outcome.visit.first:
                incident = incidents.get(event.incident_id)
                to = AUDIENCE[incident.cause]
                self.said.append(Said(hour, event.what, incident.key, str(incident.cause), to, title_of(incident, Reader(language="en"))))
        return outcome

    def hours(self, count: int, every: float = 1.0) -> None:
        for _ in range(count):
            self.visit(every)

    def break_(self, change: Change) -> None:
        self.site.change, self.site.broken_at = change, self.clock.at

    def mend(self) -> None:
        self.site.change = None


@contextmanager
def watching(folder: Path, layout: str, began: datetime = BEGAN, *, at: datetime | None = None) -> Iterator[Watch]:
    """A watch in ``folder``; ``at`` goes on where an earlier one left off there."""
    clock = Clock(at or began)
    settings = Settings(project=PROJECT, data=folder / "data", request_deadline_seconds=3)
    with open_ledger(settings.database, pages_dir=settings.pages_dir) as ledger:
        ledger.clock = clock
        site = Site(layout, clock, began)
        SITES[site.source().id] = site
        yield Watch(site, clock, Bench(ledger=ledger, settings=settings, rules=rules(), clock=clock))

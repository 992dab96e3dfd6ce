"""A desk to run visits from: the demo newsroom, a ledger of its own, a clock the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rasid.demo import Newsroom
from rasid.model import Incident, IncidentState, Rule, Source
from rasid.pipeline import VisitContext, VisitOptions, VisitResult, visit_source
from rasid.settings import Settings
from rasid.sources import load_source, moved_to
from rasid.store import open_ledger
from rasid.validate import load_rules

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
"""A Wednesday, no holiday in Lebanon."""


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def on(self, **amount: float) -> None:
        self.at += timedelta(**amount)


@dataclass
class Watch:
    """Everything a test of visits needs."""

    room: Newsroom
    source: Source
    workplace: VisitContext
    clock: Clock

    def visit(self, *, minutes: float = 15, **options: object) -> VisitResult:
        """Move the clock on and visit."""
        self.clock.on(minutes=minutes)
        return visit_source(self.source, self.workplace, options=VisitOptions(**options))  # type: ignore[arg-type]

    def incidents(self, *states: IncidentState) -> dict[str, Incident]:
        found = self.workplace.ledger.incidents.find(states=states or tuple(IncidentState), source_id=self.source.id)
        return {incident.key: incident for incident in found}

    def article_requests(self) -> int:
        """Requests for article pages since the last call."""
        asked = [request for request in self.room.requests if len(request.path.strip("/").split("/")) == 3]
        self.room.requests.clear()
        return len(asked)


@pytest.fixture(scope="session")
def rules() -> tuple[Rule, ...]:
    return tuple(load_rules(ROOT / "expectations"))


@pytest.fixture
def watch(tmp_path: Path, rules: tuple[Rule, ...]) -> Iterator[Watch]:
    clock = Clock()
    settings = Settings(project=ROOT, data=tmp_path / "data", request_deadline_seconds=3)
    with (
        Newsroom(clock=clock, seed_document=False) as room,
        open_ledger(settings.database, pages_dir=settings.pages_dir) as ledger,
    ):
        ledger.clock = clock
        source = replace(moved_to(load_source(ROOT / "seeds" / "demo"), room.url), min_delay_seconds=0)
        yield Watch(room, source, VisitContext(ledger=ledger, settings=settings, rules=rules, clock=clock), clock)

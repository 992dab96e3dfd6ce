"""A ledger of the release b020ed7 is carried on by today's code, on both databases: nothing is lost, and nothing is told that only rasid changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from rasid.fetch import Fetcher
from rasid.model import Cause, IncidentState, Rule, Source
from rasid.pipeline import VisitContext, VisitOptions, VisitResult, visit_source
from rasid.settings import Settings
from rasid.sources import load_source, moved_to
from rasid.store import Ledger, open_ledger
from rasid.store.revisions import silent_edits
from tests.pipeline import first_release
from tests.pipeline.conftest import ROOT, Clock
from tests.store.conftest import database_url

__all__ = ["database_url"]

KEPT = {
    "findings": ("rule", "article_url", "waived"),
    "incidents": ("id", "key", "state", "acknowledged_by"),
    "waivers": ("id", "source_id", "section", "article_url", "rule", "reason", "lifted_by"),
    "silences": ("id", "source_id", "rule", "author", "reason"),
    "assignments": ("source_id", "article_url", "assignee", "by"),
    "comments": ("id", "article_url", "text", "by"),
    "people": ("id", "name", "role"),
    "notices": ("key", "kind", "incident_id"),
}
"""What must be the same afterwards, by table."""
READ_OTHERWISE = {"image_missing", "body_missing", "body_too_short"}
"""What may end: the first is no finding any more on a site on loopback whose pictures lie on the same machine; the others are of two articles with a
standfirst and three or nine words, which today's code says it may have read wrongly. What begins is whatever is told to nobody."""
VISITS = {"sqlite": 2, "postgresql": 1}
"""What is told of a section is seen twice before; once is enough to see that the other database does the same."""


class OfThen(VisitContext):
    """A workplace whose sites are as they were when the ledger was left."""

    def fetcher(self, source: Source) -> Fetcher:
        return cast("Fetcher", first_release.UnchangedSite(self.clock()))


@dataclass
class Carried:
    """The old ledger, opened by today's code."""

    ledger: Ledger
    source: Source
    workplace: VisitContext
    clock: Clock

    def visit(self) -> VisitResult:
        self.clock.on(minutes=15)
        return visit_source(self.source, self.workplace, options=VisitOptions())

    def kept(self) -> dict[str, Counter[tuple[Any, ...]]]:
        return {table: self._rows(table, "closed_at IS NULL" if table == "findings" else "1 = 1") for table in KEPT}

    def ended(self) -> Counter[tuple[Any, ...]]:
        """(rule, how it ended) of findings."""
        return self._read("SELECT rule, ending FROM findings WHERE closed_at IS NOT NULL")

    def edits(self) -> Counter[tuple[str, str]]:
        """(address, field) of the silent edits editors are shown."""
        found = silent_edits(self.ledger, self.source.id, self.clock() - timedelta(days=14))
        return Counter((edit.url, edit.field) for edit in found)

    def _rows(self, table: str, where: str) -> Counter[tuple[Any, ...]]:
        names = ", ".join(f'"{name}"' for name in KEPT[table])
        return self._read(f"SELECT {names} FROM {table} WHERE {where}")

    def _read(self, query: str) -> Counter[tuple[Any, ...]]:
        with self.ledger.reading() as tx:
            return Counter(tuple(row) for row in tx.exec_driver_sql(query))


@pytest.fixture
def carried(database_url: str, tmp_path: Path, rules: tuple[Rule, ...]) -> Iterator[Carried]:
    clock = Clock(datetime.fromisoformat(first_release.content()["now"]))
    settings = Settings(project=ROOT, data=tmp_path / "data")
    (tmp_path / "data").mkdir(exist_ok=True)
    first_release.write(database_url, settings.pages_dir)
    with open_ledger(database_url, pages_dir=settings.pages_dir) as ledger:
        ledger.clock = clock
        source = replace(moved_to(load_source(ROOT / "seeds" / "demo"), first_release.content()["url"]), min_delay_seconds=0)
        yield Carried(ledger, source, OfThen(ledger=ledger, settings=settings, rules=rules, clock=clock), clock)


def of_then() -> dict[str, Counter[tuple[Any, ...]]]:
    return {table: Counter(tuple(row[name] for name in KEPT[table]) for row in first_release.rows(table)) for table in KEPT}


def test_nothing_is_lost_and_nothing_told_when_todays_code_carries_on_a_ledger_of_the_first_release(carried: Carried) -> None:
    ledger, then = carried.ledger, of_then()
    assert sum(then["findings"].values()) > 460
    assert sum(then["notices"].values()) == 12
    edited = carried.edits()
    assert carried.kept() == then, "the migration keeps all"

    for _ in range(VISITS[ledger.engine.dialect.name]):
        outcome = carried.visit()
        assert len(outcome.window) == 440
        assert not [item.article.url for item in outcome.window if item.revised_in_visit]
        assert Cause.LAYOUT_CHANGED not in {finding.cause for finding in outcome.findings}

    now = carried.kept()
    for table in KEPT.keys() - {"findings", "incidents"}:
        assert now[table] == then[table], table
    assert carried.edits() == edited
    gone, come = then["findings"] - now["findings"], now["findings"] - then["findings"]
    assert {rule for rule, _, _ in gone} <= READ_OTHERWISE
    assert carried.ended() == {(rule, "reread"): count for rule, count in Counter(rule for rule, _, _ in gone.elements()).items()}
    untold = Counter(stored.finding.rule for stored in ledger.findings.open(carried.source.id) if stored.finding.reread)
    assert Counter(rule for rule, _, _ in come.elements()) == untold
    changed = {(key, state) for _, key, state, _ in now["incidents"] - then["incidents"]}
    assert changed <= {(rule, "resolved") for rule in READ_OTHERWISE}
    for incident in ledger.incidents.find(states=(IncidentState.RESOLVED,)):
        assert ledger.incidents.events(incident.id)[-1].what == "reread"

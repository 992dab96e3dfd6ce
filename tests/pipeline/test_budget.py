"""A visit has budgets: what was read when one ends is kept, the rest waits as links, and the visit says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasid.errors import FetchError
from rasid.model import Rule, Verdict
from rasid.model.values import Bound, Quantity
from rasid.pipeline.budget import SPENT, VisitBudget, spent_finding
from rasid.settings import Settings
from rasid.sources import load_source
from tests.pipeline.conftest import ROOT
from tests.pipeline.odd_site import article, odd_site

DEMO = load_source(ROOT / "seeds" / "demo")


class Watch:
    """A clock a test moves, in seconds."""

    at = 0.0

    def __call__(self) -> float:
        return self.at


def test_time_processor_and_bytes_are_counted_apart() -> None:
    clock, cpu = Watch(), Watch()
    budget = VisitBudget(minutes=2, cpu_seconds=3, megabytes=1, now=clock, cpu=cpu)
    clock.at = 119
    assert budget.spent() is None
    clock.at = 150
    assert budget.spent() == ("minutes", 2.5, 2)
    budget = VisitBudget(minutes=2, cpu_seconds=3, megabytes=1, now=clock, cpu=cpu)
    with budget.parsing():
        cpu.at += 3
    assert budget.spent() == ("cpu_seconds", 3, 3)
    budget = VisitBudget(megabytes=1)
    budget.received = 2 * 1024 * 1024
    assert budget.spent() == ("megabytes", 2, 1)
    with pytest.raises(FetchError) as caught:
        budget.check("https://a.example/")
    assert not caught.value.asked
    found = spent_finding(budget, 7)
    assert found is not None
    assert (found.observed_value, found.expected_value, found.affected) == (Quantity(2, "megabytes"), Bound(high=1, unit="megabytes"), 7)
    assert spent_finding(budget, 0) is None, "nothing was left undone"


def test_the_seed_speaks_before_the_machine() -> None:
    from dataclasses import replace

    chosen = Settings(visit_minutes=10, visit_mb=5)
    assert VisitBudget.of(chosen, DEMO).minutes == 10
    own = VisitBudget.of(chosen, replace(DEMO, max_minutes_per_visit=1.5))
    assert (own.minutes, own.megabytes) == (1.5, 5)


def test_what_was_read_is_kept_and_the_rest_follows_at_the_next_visit(tmp_path: Path, rules: tuple[Rule, ...]) -> None:
    pages = {number: article(number, body="<!--" + "x" * 600_000 + "-->") for number in range(1, 6)}
    with odd_site(tmp_path, rules, pages, visit_mb=1.1) as site:
        first = site.visit()
        assert first.visit.counts.new == 2
        (told,) = (finding for finding in first.findings if finding.rule == SPENT)
        assert told.affected == 3
        assert first.visit.verdict is Verdict.DEGRADED
        assert [site.visit().visit.counts.new for _ in range(2)] == [2, 1]
        assert SPENT not in {finding.rule for finding in site.visit().findings}

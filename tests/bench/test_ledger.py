"""The ledger's promise in figures: ≤ 150 ms a visit with a million articles, and within twice the time with ten thousand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.ledger import SIZES, run


@pytest.mark.bench
def test_a_visits_database_work_does_not_grow_with_the_history(tmp_path: Path) -> None:
    small, large = run({count: f"sqlite:///{tmp_path / f'{count}.db'}" for count in SIZES}, tmp_path)
    assert large.median <= 150
    assert large.median <= 2 * small.median

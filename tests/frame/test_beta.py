"""The incomplete beta function against scipy's, over all that counts of articles can ask."""

from __future__ import annotations

import random

import pytest
from scipy.special import betainc as reference

from rasid.frame.beta import betainc


def test_it_equals_scipys_over_the_whole_range() -> None:
    dice = random.Random(7)
    worst = 0.0
    for _ in range(3_000):
        a, b = (10 ** dice.uniform(-1, 4.5) for _ in range(2))
        x = dice.random() ** dice.choice([0.3, 1, 3])
        expected = float(reference(a, b, x))
        if expected > 1e-99:  # surprises end there (frame.history.MOST_SURPRISE)
            worst = max(worst, abs(betainc(a, b, x) / expected - 1))
    assert worst <= 1e-9


@pytest.mark.parametrize(("x", "expected"), [(-0.1, 0.0), (0.0, 0.0), (1.0, 1.0), (1.1, 1.0)])
def test_the_ends_are_exact(x: float, expected: float) -> None:
    assert betainc(2.0, 3.0, x) == expected

"""The fit: small boosted trees on rows of units, twice. The second reads, beside the features, what the first says of each unit's surroundings; so that it
learns how wrong the first is on pages it has not seen, it is fitted on what models say of publishers they were not fitted on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from rasid.extract.context import context
from rasid.extract.weigh import CONSIDERED, best_subset
from tests.bench.body.data import Rows

SEEDS = (3, 14)
"""Of the second weighing: their sums are averaged, so that no page's score hangs on one seed."""
FIRST_TREES = 80
SECOND_TREES = 60
PARAMETERS: dict[str, Any] = {
    "objective": "cross_entropy",  # labels are shares of a unit's words
    "learning_rate": 0.12,
    "num_leaves": 28,
    "max_depth": 7,
    "min_data_in_leaf": 40,
    "min_sum_hessian_in_leaf": 2.0,
    "lambda_l2": 4.0,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "max_bin": 127,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
}
SECOND: dict[str, Any] = {**PARAMETERS, "learning_rate": 0.08, "num_leaves": 20, "lambda_l2": 8.0}
WORTH = {"wcxb": 1.0, "fundus": 2.0, "invented": 3.0}
"""What a page of each set weighs: news more than what companies and shops write."""
SAMPLED = 0.25
"""Of the linked units that are no body, two thirds of all rows, so many are fitted on, each for four."""


@dataclass
class Fitter:
    """Fits on all ``rows`` but those of some folds; what several fits have in common is fitted once."""

    rows: list[Rows]
    made: dict[frozenset[int], Any] = field(default_factory=dict)

    def fit(self, without: int | None = None) -> tuple[list[Any], list[Any], tuple[str, ...]]:
        """(boosters of the first weighing, boosters of the second, its columns) on all publishers but those of fold ``without``."""
        folds = sorted({row.fold for row in self.rows} - {without})
        first = self.first(frozenset(() if without is None else (without,)))
        names: tuple[str, ...] = ()
        values, labels, weights = [], [], []
        for fold in folds:
            stranger = self.first(frozenset((fold, fold if without is None else without)))
            for row in self.rows:
                if row.fold == fold:
                    odds = stranger.predict(row.values, raw_score=True, num_threads=1)
                    names, more = surroundings(row, odds)
                    kept = odds > CONSIDERED
                    values.append(np.concatenate([row.values, more], axis=1)[kept])
                    labels.append(row.labels[kept])
                    weights.append(row.weights[kept] * WORTH[row.group])
        columns = (*self.rows[0].names, *names)
        data = (np.concatenate(values), np.concatenate(labels), np.concatenate(weights))
        return [first], [_train(*data, columns, {**SECOND, "seed": seed}, SECOND_TREES) for seed in SEEDS], columns

    def first(self, without: frozenset[int]) -> Any:
        """The booster of the first weighing on all rows but those of these folds."""
        if without not in self.made:
            rows = [row for row in self.rows if row.fold not in without]
            values = np.concatenate([row.values for row in rows])
            labels = np.concatenate([row.labels for row in rows])
            weights = np.concatenate([row.weights * WORTH[row.group] for row in rows])
            menus = (labels == 0) & (values[:, rows[0].names.index("linked")] > 0.5)
            sampled = np.random.default_rng(SEEDS[0]).random(len(labels)) < SAMPLED
            weights[menus] /= SAMPLED
            kept = ~menus | sampled
            self.made[without] = _train(
                values[kept], labels[kept], weights[kept], rows[0].names, {**PARAMETERS, "seed": SEEDS[0]}, FIRST_TREES
            )
        return self.made[without]


def surroundings(row: Rows, odds: np.ndarray) -> tuple[tuple[str, ...], np.ndarray]:
    """The columns of the context of one page, as :mod:`rasid.extract.weigh` makes them."""
    assert row.units is not None
    chosen, expected = best_subset(1.0 / (1.0 + np.exp(-odds)), row.lengths)
    return context(row.units, odds, row.lengths, chosen, expected)


def _train(
    values: np.ndarray, labels: np.ndarray, weights: np.ndarray, names: tuple[str, ...], parameters: dict[str, Any], trees: int
) -> Any:
    import lightgbm

    dataset = lightgbm.Dataset(
        values, labels, weight=weights * (len(weights) / weights.sum()), feature_name=list(names), free_raw_data=False
    )
    return lightgbm.train(parameters, dataset, num_boost_round=trees)

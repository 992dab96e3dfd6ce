"""The fit: small boosted trees on rows of units, several seeds averaged into one sum."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.bench.body.data import Rows

SEEDS = (3, 14)
TREES = 80
"""Of each seed: their sums are averaged, so that no page's score hangs on one seed."""
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
WORTH = {"wcxb": 1.0, "fundus": 2.0, "invented": 3.0}
"""What a page of each set weighs: news more than what companies and shops write."""
COPY_WORTH = 1.0
SAMPLED = 0.25
"""Of the linked units that are no body, two thirds of all rows, so many are fitted on, each for four."""


def fit(rows: list[Rows]) -> list[Any]:
    """A LightGBM booster for each seed."""
    import lightgbm

    values = np.concatenate([row.values for row in rows])
    labels = np.concatenate([row.labels for row in rows])
    weights = np.concatenate([row.weights * WORTH[row.group] * (COPY_WORTH if row.copy else 1.0) for row in rows])
    linked = values[:, rows[0].names.index("linked")]
    menus = (labels == 0) & (linked > 0.5)
    sampled = np.random.default_rng(SEEDS[0]).random(len(labels)) < SAMPLED
    weights[menus] /= SAMPLED
    kept = ~menus | sampled
    values, labels, weights = values[kept], labels[kept], weights[kept]
    weights *= len(weights) / weights.sum()
    names = list(rows[0].names)
    boosters = []
    for seed in SEEDS:
        dataset = lightgbm.Dataset(values, labels, weight=weights, feature_name=names, free_raw_data=False)
        boosters.append(lightgbm.train({**PARAMETERS, "seed": seed}, dataset, num_boost_round=TREES))
    return boosters


def chances(boosters: list[Any], values: np.ndarray) -> np.ndarray:
    raw = sum(booster.predict(values, raw_score=True) for booster in boosters) / len(boosters)
    return 1.0 / (1.0 + np.exp(-raw))

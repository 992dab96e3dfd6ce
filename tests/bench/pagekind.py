"""Fits the weights of ``rasid.extract.pagekind`` and says what they are worth.

    RASID_WORLD=FOLDER python -m tests.bench.fit --folds     once: bodies, whose lengths are among the facts, are read by weights that did not see the host
    RASID_WORLD=FOLDER python -m tests.bench.pagekind [--write]

Pages: see ``tests/bench/body/world.py``. Every figure printed is of pages scored by a model that saw no page of their publisher. Nothing of a page is kept
but the weights.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from rasid.decode import decode
from rasid.errors import RasidError
from rasid.extract import extract
from rasid.extract.trace import Trace
from tests.bench.body import world
from tests.bench.fit import fold_weights

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
LISTS = ("listing", "collection")
WEIGHT_OF_LISTS = 4.0
"""They are what a news site's address leads to when it is no article; the other kinds count once, as articles do."""
RIDGE = 2.0
MAY_LOSE = 4
"""Articles, of the 790 of WCXB, that the shape alone may refuse; three more are refused for lack of anything that calls them one."""


DOUBTFUL = 0.0
"""Log odds under which a page is more likely something else."""


def facts(pages: list[world.Page]) -> list[dict[str, Any]]:
    """What is known of each page; those refused before anything is known of them are left out."""
    rows = []
    for page in pages:
        trace, refused = Trace(), None
        try:
            with patch("rasid.extract.weigh.shipped", partial(fold_weights, page.fold)):
                extract(decode(page.html), page.url, now=NOW, trace=trace)
        except RasidError as error:
            refused = getattr(error, "test", "")
        if trace.facts is not None:
            told = trace.facts
            by_word = refused not in (None, "shape")
            rows.append({"page": page, "features": told.features, "by_word": by_word, "news": told.news})
            del trace, told
    return rows


def fitted(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Bias and weights of a ridge logistic regression, by Newton's steps."""
    full = np.c_[np.ones(len(x)), x]
    ridge = np.diag([1e-9, *[RIDGE] * x.shape[1]])
    b = np.zeros(full.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(full @ b, -30, 30)))
        slope = full.T @ (w * (p - y)) + ridge @ b
        step = np.linalg.solve((full * (w * p * (1 - p))[:, None]).T @ full + ridge, slope)
        b -= step
        if np.abs(step).max() < 1e-8:
            break
    return b


def main() -> None:
    root = world.folder()
    if root is None or fold_weights(0) is None:
        sys.exit(__doc__)
    rows = facts(world.pages(root, articles=False))
    names = list(rows[0]["features"])
    x = np.array([[row["features"][name] for name in names] for row in rows])
    kinds = np.array([row["page"].kind for row in rows])
    y = (kinds == "article").astype(float)
    w = np.where(np.isin(kinds, LISTS), WEIGHT_OF_LISTS, 1.0)
    fold = np.array([row["page"].fold for row in rows])
    scores = np.zeros(len(rows))
    for number in range(world.FOLDS):
        model = fitted(x[fold != number], y[fold != number], w[fold != number])
        scores[fold == number] = x[fold == number] @ model[1:] + model[0]
    shape = np.where([row["news"] for row in rows], np.inf, scores)
    by_word = np.array([row["by_word"] for row in rows])
    cut = float(np.sort(shape[y > 0])[MAY_LOSE])
    refused = (shape < cut) | by_word
    print(f"{len(rows)} pages, sha256 {world.fingerprint([row['page'] for row in rows])}")
    print(f"articles refused: {refused[y > 0].sum()} of {int(y.sum())}, by a word {by_word[y > 0].sum()}")
    print(f"listings and collections refused: {refused[np.isin(kinds, LISTS)].mean():.3f}")
    for kind in sorted(set(kinds) - {"article"}):
        of_kind = kinds == kind
        passed = of_kind & ~refused
        print(
            f"  {kind:14s} {of_kind.sum():3d}, refused {(of_kind & refused).sum():3d}, passed {passed.sum():3d}, of these doubted {(passed & (shape < DOUBTFUL)).sum()}"
        )
    print(f"articles read with a doubt: {((shape < DOUBTFUL) & ~refused)[y > 0].mean():.3f}")
    model = fitted(x, y, w)
    shipped = np.where([row["news"] for row in rows], np.inf, x @ model[1:] + model[0])
    told = {
        "fitted_by": "python -m tests.bench.pagekind --write",
        "fitted_on": "WCXB development split, 1,030 pages (Murrough Foley 2026, CC-BY-4.0); Fundus golden pages, 122 (flairNLP/fundus, MIT)",
        "bias": round(float(model[0]), 3),
        "surely_none": round(min(cut, float(np.sort(shipped[y > 0])[MAY_LOSE])) - 0.0005, 3),
        "doubtful": DOUBTFUL,
        "weights": {name: round(float(value), 3) for name, value in zip(names, model[1:], strict=True)},
        "of_articles": {name: round(float(value), 3) for name, value in zip(names, x[y > 0].mean(axis=0), strict=True)},
    }
    if "--write" in sys.argv:
        target = Path(__file__).parents[2] / "src/rasid/extract/pagekind.json"
        target.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    else:
        print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()

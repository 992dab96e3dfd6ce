"""Fits the weights of ``rasid.extract.pagekind`` and says what they are worth.

    WORLD=/path/to/pages python -m tests.bench.pagekind [--write]

``WORLD`` holds ``truth.jsonl`` (id, file, kind, set, url) and gzipped pages: the development split of WCXB (Web Content Extraction Benchmark, M. Foley
2026, CC-BY-4.0: https://github.com/Murrough-Foley/web-content-extraction-benchmark) and the golden pages of Fundus (flairNLP/fundus, MIT).
Every figure printed is of pages scored by a model that saw no page of their domain. Nothing of a page is kept but the weights.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import zlib
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from rasid.decode import decode
from rasid.errors import RasidError
from rasid.extract import extract
from rasid.extract.trace import Trace

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
FOLDS = 5
LISTS = ("listing", "collection")
WEIGHT_OF_LISTS = 3.0
"""They are what a news site's address leads to when it is no article; the other kinds count once, as articles do."""
RIDGE = 2.0
MAY_LOSE = 0.01
"""Share of articles that may be refused."""


def facts(folder: Path) -> list[dict]:
    rows = []
    for line in (folder / "truth.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        trace, refused = Trace(), None
        url = row.get("url") or "https://example.org/news/1"
        try:
            extract(decode(gzip.decompress((folder / row["file"]).read_bytes())), url, now=NOW, trace=trace)
        except RasidError as error:
            refused = getattr(error, "test", "")
        if trace.facts is not None:
            by_word = refused not in (None, "shape")
            rows.append(
                {
                    **row,
                    "features": trace.facts.features,
                    "by_word": by_word,
                    "news": trace.facts.news,
                    "host": urlsplit(url).hostname or "",
                }
            )
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
    if "WORLD" not in os.environ:
        sys.exit(__doc__)
    rows = facts(Path(os.environ["WORLD"]))
    names = list(rows[0]["features"])
    x = np.array([[row["features"][name] for name in names] for row in rows])
    kinds = np.array([row["kind"] for row in rows])
    y = (kinds == "article").astype(float)
    w = np.where(np.isin(kinds, LISTS), WEIGHT_OF_LISTS, 1.0)
    fold = np.array([zlib.crc32(".".join(row["host"].split(".")[-2:]).encode()) % FOLDS for row in rows])
    scores = np.zeros(len(rows))
    for number in range(FOLDS):
        model = fitted(x[fold != number], y[fold != number], w[fold != number])
        scores[fold == number] = x[fold == number] @ model[1:] + model[0]
    shape = np.where([row["news"] for row in rows], np.inf, scores)
    by_word = np.array([row["by_word"] for row in rows])
    articles = (kinds == "article") & np.array([row["set"] == "wcxb" for row in rows])
    cut = float(np.sort(shape[articles])[int(MAY_LOSE * articles.sum())])
    refused = (shape < cut) | by_word
    print(
        f"articles refused: {refused[kinds == 'article'].sum()} of {(kinds == 'article').sum()}, by a word {by_word[kinds == 'article'].sum()}"
    )
    print(f"listings and collections refused: {refused[np.isin(kinds, LISTS)].mean():.3f}")
    for kind in sorted(set(kinds) - {"article"}):
        doubted = (shape < 0) & ~refused
        print(f"  {kind:14s} refused {refused[kinds == kind].mean():.2f}, passed with a doubt {doubted[kinds == kind].mean():.2f}")
    print(f"articles read with a doubt: {((shape < 0) & ~refused)[kinds == 'article'].mean():.3f}")
    model = fitted(x, y, w)
    told = {
        "fitted_by": "python -m tests.bench.pagekind --write",
        "fitted_on": "WCXB development split, 1,030 pages (Murrough Foley 2026, CC-BY-4.0); Fundus golden pages, 122 (flairNLP/fundus, MIT)",
        "bias": round(float(model[0]), 3),
        "surely_none": round(cut, 3),
        "doubtful": 0.0,
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

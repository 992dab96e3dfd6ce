"""Where thresholds come from: `python -m tests.bench.calibrate [COLUMN …]`.

Prints, for every numeric signal, quantiles over the corpus's thousand real rows (written articles only: no videos, no empty bodies) and, apart, over its
rated pages as extracted; for signals that count places, how many articles have any. ``threshold_source`` in expectations/article.toml cites these.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from rasid.errors import RasidError
from rasid.frame import SIGNALS, article_frame, window_from_rows
from rasid.model import Scope, WindowArticle
from rasid.validate import load_rules
from tests.bench.detect import ROOT, corpus, rows_of

NOW = datetime(2024, 12, 1, tzinfo=UTC)
QUANTILES = (0.0, 0.001, 0.01, 0.05, 0.5, 0.95, 0.99, 0.999, 1.0)


def row_frame(folder: Path) -> pd.DataFrame:
    """Signals of the written articles among the thousand rows."""
    frame = article_frame(window_from_rows(rows_of(folder), now=NOW), source=None, now=NOW)
    return frame[frame["type"].isin(["article", "opinion"]) & frame["body"].notna()]


def page_frame(folder: Path) -> pd.DataFrame:
    """Signals of the corpus's Arabic article pages, as extracted."""
    from rasid.pipeline.single import extract_article

    items = []
    for entry in map(json.loads, (folder / "manifest.jsonl").read_text("utf-8").splitlines()):
        if (
            entry["kind"] != "article"
            or entry["lang"] != "ar"
            or any(entry.get(name) for name in ("template", "derived_from", "duplicate_of"))
        ):
            continue
        try:
            article = extract_article(
                (folder / entry["file"]).read_bytes(), entry["url_if_known"] or "https://unknown.invalid/article", now=NOW
            )
        except RasidError as error:
            print(f"{entry['id']}: {error}")
            continue
        items.append(WindowArticle(article, NOW, 1, NOW))
    return article_frame(items, source=None, now=NOW)


def describe(frame: pd.DataFrame, names: list[str]) -> None:
    bounds = {rule.kwargs["column"]: rule for rule in load_rules(ROOT / "expectations", scope=Scope.ARTICLE) if "column" in rule.kwargs}
    for signal in SIGNALS:
        if signal.dtype != "float64" or (names and signal.name not in names):
            continue
        told = frame[signal.name].dropna()
        if told.empty:
            continue
        rule = bounds.get(signal.name)
        promise = " ".join(f"{name}={value}" for name, value in rule.kwargs.items() if name != "column") if rule else ""
        if (
            rule is not None
            and rule.kwargs.get("max_value") == 0
            and "min_value" not in rule.kwargs
            and set(told.unique()) <= set(range(1000))
        ):
            print(f"{signal.name:32} {int((told > 0).sum()):5d} of {len(told)} have any   {promise}")
        else:
            shown = "  ".join(f"{100 * share:g}%={told.quantile(share):.3g}" for share in QUANTILES)
            print(f"{signal.name:32} {len(told):5d}  {shown}   {promise}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("columns", nargs="*", help="only these signals")
    names = options.parse_args().columns
    folder = corpus()
    if folder is None:
        raise SystemExit("The corpus is not here: set RASID_CORPUS.")
    rows = row_frame(folder)
    print(f"── {len(rows)} written articles of the thousand rows")
    describe(rows, names)
    pages = page_frame(folder)
    print(f"── {len(pages)} pages as extracted")
    describe(pages, names)


if __name__ == "__main__":
    main()

"""How fast the article rules are: `python -m tests.bench.rules [--rows 1000 100000]`. Imports are not counted.

Prints seconds of wall clock and of processor, signals included, beside pandas by hand (tests/bench/by_hand.py) on the same rows, and the peak memory of
the process for rasid alone (the yardstick runs after it has been measured). Fifty rules: the catalogue's first fifty.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas as pd

from rasid.frame import article_frame, window_from_rows
from rasid.frame.article import BY_NAME
from rasid.frame.reading import Reading
from rasid.model import Scope, WindowArticle
from rasid.validate import check, load_rules
from tests.bench.by_hand import by_hand
from tests.bench.detect import corpus, rows_of
from tests.frame.prose import clean_rows

ROOT = Path(__file__).parents[2]
NOW = datetime(2024, 12, 1, tzinfo=UTC)
FIFTY = 50
LANGUAGE = ("text_misspelt", "headline_misspelt", "text_punctuation", "text_inconsistent")
COLUMNS = ["url", "headline", "standfirst", "body", "published_at", "modified_at"]


def table(count: int) -> pd.DataFrame:
    """``count`` articles, each with a text of its own: the corpus's rows again and again, told apart by a number; without it ours."""
    folder = corpus()
    rows = rows_of(folder) if folder else [dict(row, body="\n".join(row["body"])) for row in clean_rows()]

    def column(name: str) -> Iterator[str | None]:
        for number in range(count):
            again, place = divmod(number, len(rows))
            held = rows[place][name]
            marks = {"url": f"?{again}", "headline": f" {again}", "body": f"\nوهذه النسخة رقم {again} من الخبر."}
            yield held + marks[name] if again and held and name in marks else held

    # Column by column: a list of rows would need twice the memory of what is measured.
    return pd.DataFrame({**{name: pd.Series(column(name), dtype="str") for name in COLUMNS}, "language": "ar"})


def stored(count: int) -> pd.DataFrame:
    """:func:`table`, made in another process: making it needs more memory than what is measured."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.parquet"
        maker = get_context("spawn").Process(target=_store, args=(count, file))
        maker.start()
        maker.join()
        return pd.read_parquet(file)


def _store(count: int, file: Path) -> None:
    table(count).to_parquet(file)


def timed(what: Callable[[], Any], times: int) -> tuple[float, float]:
    """(seconds by the wall, seconds of processor), the best of ``times``."""
    best: list[tuple[float, float]] = []
    for _ in range(times):
        wall, processor = time.perf_counter(), time.process_time()
        what()
        best.append((time.perf_counter() - wall, time.process_time() - processor))
    return min(best)


def language(items: Sequence[WindowArticle]) -> None:
    """The signals of the language rules alone, each article read anew."""
    for item in items:
        reading = Reading(item, None, NOW)
        for name in LANGUAGE:
            BY_NAME[name].read(reading)


def peak() -> float:
    """Megabytes this process has needed at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, nargs="+", default=[1_000, 100_000])
    rules = load_rules(ROOT / "expectations", scope=Scope.ARTICLE)
    check(article_frame(window_from_rows(stored(10), now=NOW), source=None, now=NOW), rules)
    for count in options.parse_args().rows:
        rows = stored(count)
        times = 5 if count <= 10_000 else 1
        before = peak()
        for some in (rules[:FIFTY], rules) if count <= 10_000 else (rules[:FIFTY],):
            items = window_from_rows(rows, now=NOW)
            held = list(items) if count <= 10_000 else items
            wall, processor = timed(lambda held=held, some=some: check(article_frame(held, source=None, now=NOW), some), times)
            print(
                f"{count:7d} rows  {len(some)} rules          {wall:7.2f} s  {processor:7.2f} s of processor   peak {peak():.0f} MB ({before:.0f} before)"
            )
        if count <= 10_000:
            wall, processor = timed(lambda held=held: language(held), times)
            print(
                f"{count:7d} rows  language rules    {wall:7.2f} s  {processor:7.2f} s of processor, of which the lines above hold their share"
            )
        wall, processor = timed(lambda rows=rows: by_hand(rows, pd.Timestamp(NOW)), times)
        print(f"{count:7d} rows  {FIFTY} masks by hand  {wall:7.2f} s  {processor:7.2f} s of processor")


if __name__ == "__main__":
    main()

"""Finished shards → one set of Parquet files a table, in folders ``date=…/host=…``, always in the same order."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rasid.errors import LedgerError

TABLES = ("articles", "findings")
HELD_ROWS = 20_000
"""Rows gathered before files are written: some hundred megabytes of articles, and few small files."""


def put_together(shards: Sequence[Path], out: Path) -> None:
    """Write ``out/articles`` and ``out/findings`` from the shards' tables. Each appears whole, in place of what was there before. Raises LedgerError."""
    new = out / ".new"
    shutil.rmtree(new, ignore_errors=True)
    try:
        for table in TABLES:
            _write((shard / f"{table}.parquet" for shard in shards), new / table)
        for table in TABLES:
            shutil.rmtree(out / table, ignore_errors=True)
            (new / table).rename(out / table)
        new.rmdir()
    except OSError as error:
        raise LedgerError(
            f"{out}: the articles cannot be put together: {error.strerror or error}. Free some space and start the same backfill again."
        ) from error


def _write(files: Iterable[Path], folder: Path) -> None:
    from pyarrow import parquet

    folder.mkdir(parents=True)
    parts: Counter[tuple[str, str]] = Counter()
    held: list[Any] = []
    for file in files:
        held.append(parquet.read_table(file))
        if sum(table.num_rows for table in held) >= HELD_ROWS:
            _flush(held, parts, folder)
            held.clear()
    _flush(held, parts, folder)


def _flush(held: Sequence[Any], parts: Counter[tuple[str, str]], folder: Path) -> None:
    """One file a partition; rows keep the order they had."""
    import pyarrow
    from pyarrow import parquet

    if not held:
        return
    # Sorting is stable, and done once for all partitions: a selection of rows each would copy every column a hundred times over.
    table = pyarrow.concat_tables(held).sort_by([("date", "ascending"), ("host", "ascending")]).combine_chunks()
    plain = table.drop_columns(["date", "host"])
    keys = zip(table["date"].to_pylist(), table["host"].to_pylist(), strict=True)
    at = 0
    # Packing is done beside the interpreter, so that threads use every core.
    with ThreadPoolExecutor() as writers:
        writing = []
        for key, rows in groupby(keys):
            length = sum(1 for _ in rows)
            where = folder / f"date={key[0]}" / f"host={quote(key[1], safe='')}"
            where.mkdir(parents=True, exist_ok=True)
            file = where / f"part-{parts[key]:05d}.parquet"
            writing.append(writers.submit(parquet.write_table, plain.slice(at, length), file, compression="zstd"))
            parts[key] += 1
            at += length
        for each in writing:
            each.result()

"""Finished shards → one set of Parquet files a table, in folders ``date=…/host=…``, always in the same order."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
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
    held: dict[tuple[str, str], list[Any]] = {}
    parts: dict[tuple[str, str], int] = {}
    rows = 0
    for file in files:
        table = parquet.read_table(file)
        for key, rows_of_key in _partitions(table):
            held.setdefault(key, []).append(rows_of_key)
        rows += table.num_rows
        if rows >= HELD_ROWS:
            _flush(held, parts, folder)
            rows = 0
    _flush(held, parts, folder)


def _partitions(table: Any) -> Iterable[tuple[tuple[str, str], Any]]:
    """(date, host) → its rows, in the order they were."""
    import pyarrow

    places: dict[tuple[str, str], list[int]] = {}
    for place, key in enumerate(zip(table["date"].to_pylist(), table["host"].to_pylist(), strict=True)):
        places.setdefault(key, []).append(place)
    plain = table.drop_columns(["date", "host"])
    for key, rows in sorted(places.items()):
        yield key, plain.take(pyarrow.array(rows))


def _flush(held: dict[tuple[str, str], list[Any]], parts: dict[tuple[str, str], int], folder: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    for key, tables in sorted(held.items()):
        where = folder / f"date={key[0]}" / f"host={quote(key[1], safe='')}"
        where.mkdir(parents=True, exist_ok=True)
        part = parts.get(key, 0)
        parts[key] = part + 1
        parquet.write_table(pyarrow.concat_tables(tables).combine_chunks(), where / f"part-{part:05d}.parquet", compression="zstd")
    held.clear()

"""Parquet, CSV and XLSX written row by row, with nothing in a cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from rasid.errors import LedgerError
from rasid.storable import storable

FORMATS = ("parquet", "csv", "xlsx")
SHEET_ROWS = 1_048_575
"""Rows of an XLSX sheet below its header (ECMA-376)."""
CELL_CHARACTERS = 32_767
"""Excel refuses a file with a longer cell."""
CUT = " […]"
FORMULA = re.compile("^[\\s\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069]*[=+\\-@\uff1d\uff0b\uff0d\uff20|%]|^[\t\r\n]")
"""What a spreadsheet takes for a formula, or strips until it does (OWASP, CSV injection): also behind blanks and invisible marks."""
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0, and so XLSX, cannot hold."""


@dataclass(frozen=True, slots=True)
class Column:
    """``kind``: ``text``, ``number``, ``flag``, ``time`` (aware, UTC) or ``list`` (of text)."""

    name: str
    kind: str


class Table(Protocol):
    def write(self, rows: Sequence[dict[str, Any]]) -> None: ...

    def close(self) -> None: ...


@contextmanager
def open_table(file: Path, format: str, columns: Sequence[Column]) -> Iterator[Table]:
    """A table to write to; the file appears under its name when the block ends well, and not at all otherwise. Raises LedgerError."""
    part = file.with_name(file.name + ".part")
    kinds: dict[str, Callable[[Path, Sequence[Column]], Table]] = {"parquet": ParquetTable, "csv": CsvTable, "xlsx": XlsxTable}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        table = kinds[format](part, columns)
        try:
            yield table
        finally:
            table.close()
        part.replace(file)
    except OSError as error:
        raise LedgerError(
            f"The export {file} cannot be written: {error.strerror or error}. Choose another folder or free some space."
        ) from error
    finally:
        with suppress(OSError):
            part.unlink()


def harmless(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet would take it for a formula; otherwise unchanged."""
    return "'" + text if FORMULA.match(text) else text


def _flat(value: Any, kind: str) -> Any:
    """A value for a cell: lists one item a line, times as ISO 8601 in UTC."""
    if value is None:
        return ""
    if kind == "list":
        return harmless(storable("\n".join(value)))
    if kind == "time":
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return harmless(storable(value)) if kind == "text" else value


class CsvTable:
    """UTF-8 with a byte order mark, without which Excel reads Arabic as Latin."""

    def __init__(self, file: Path, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._stream = file.open("w", encoding="utf-8-sig", errors="replace", newline="")
        self._writer = csv.writer(self._stream)
        self._writer.writerow([column.name for column in columns])

    def write(self, rows: Sequence[dict[str, Any]]) -> None:
        self._writer.writerows([_flat(row[column.name], column.kind) for column in self._columns] for row in rows)

    def close(self) -> None:
        self._stream.close()


class XlsxTable:
    """One right-to-left sheet; every text is written as a string, never as a formula, number or link."""

    def __init__(self, file: Path, columns: Sequence[Column]) -> None:
        import xlsxwriter

        self._file = file
        self._columns = columns
        self._book = xlsxwriter.Workbook(str(file), {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"})
        self._time = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._sheet = self._book.add_worksheet("rasid")
        self._sheet.right_to_left()
        self._sheet.freeze_panes(1, 0)
        bold = self._book.add_format({"bold": True})
        for at, column in enumerate(columns):
            self._sheet.write_string(0, at, column.name, bold)
        self._row = 0

    def write(self, rows: Sequence[dict[str, Any]]) -> None:
        for row in rows:
            self._row += 1
            if self._row > SHEET_ROWS:
                raise LedgerError(
                    f"The export has more rows than an XLSX sheet holds ({SHEET_ROWS:,}). Choose parquet or csv, or fewer days."
                )
            for at, column in enumerate(self._columns):
                self._cell(at, column, row[column.name])

    def _cell(self, at: int, column: Column, value: Any) -> None:
        if value is None or value == [] or value == "":
            return
        if column.kind == "number":
            self._sheet.write_number(self._row, at, value)
        elif column.kind == "flag":
            self._sheet.write_boolean(self._row, at, value)
        elif column.kind == "time" and isinstance(value, datetime) and value.year >= 1900:
            self._sheet.write_datetime(self._row, at, value.astimezone(UTC).replace(tzinfo=None), self._time)
        else:
            text = UNPRINTABLE.sub("\ufffd", str(_flat(value, column.kind)))
            if len(text) > CELL_CHARACTERS:
                text = text[: CELL_CHARACTERS - len(CUT)] + CUT
            self._sheet.write_string(self._row, at, text)

    def close(self) -> None:
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:
            raise OSError(str(error)) from error


class ParquetTable:
    """Typed columns, zstd, one row group a batch; text as it was published."""

    def __init__(self, file: Path, columns: Sequence[Column]) -> None:
        import pyarrow
        from pyarrow import parquet

        kinds = {
            "text": pyarrow.string(),
            "number": pyarrow.int64(),
            "flag": pyarrow.bool_(),
            "time": pyarrow.timestamp("us", tz="UTC"),
            "list": pyarrow.list_(pyarrow.string()),
        }
        self._columns = columns
        self._schema = pyarrow.schema([(column.name, kinds[column.kind]) for column in columns])
        self._batch = pyarrow.RecordBatch
        self._writer = parquet.ParquetWriter(str(file), self._schema, compression="zstd")

    def write(self, rows: Sequence[dict[str, Any]]) -> None:
        plain = [{column.name: _encodable(row[column.name]) for column in self._columns} for row in rows]
        self._writer.write_batch(self._batch.from_pylist(plain, schema=self._schema))

    def close(self) -> None:
        self._writer.close()


def _encodable(value: Any) -> Any:
    """Lone surrogates have no UTF-8."""
    if isinstance(value, str):
        return storable(value)
    return [storable(item) for item in value] if isinstance(value, list) else value

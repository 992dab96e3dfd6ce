"""A ledger that the release b020ed7 wrote, on either database, and the site it watched, answering as it did then.

``golden/first_release.json.xz`` holds what that release left behind after 52 visits to its own demo newsroom: 440 articles in the window, two
dozen faults of ten kinds in them, ten incidents (one acknowledged), waivers of all three kinds, a silence, an assignment, a comment. Its rows
are as they lay in the database (schema 0004), but for validators and the signatures of all articles that have no fault; of the stored pages
there are those of the articles with one. Keys of addresses, compression and file offsets are made again here, since they say nothing.
"""

from __future__ import annotations

import gzip
import json
import lzma
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, DateTime, LargeBinary, MetaData, Table, text

from rasid.model import Page
from rasid.store.database.engine import open_engine
from rasid.store.database.migrate import alembic_config
from rasid.store.keys import url_key
from rasid.urls import canonical_url

FILE = Path(__file__).parent / "golden" / "first_release.json.xz"


@cache
def content() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(lzma.decompress(FILE.read_bytes()))
    return found


def rows(table: str) -> list[dict[str, Any]]:
    found = content()["tables"][table]
    return [dict(zip(found["columns"], row, strict=True)) for row in found["rows"]]


def write(database: str, pages_dir: Path) -> None:
    """The ledger as that release left it: its schema, its rows, its stored pages."""
    from alembic import command

    offsets = _write_pages(pages_dir)
    engine = open_engine(database)
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), content()["schema"])
        described = MetaData()
        described.reflect(connection)
        for table in described.sorted_tables:
            if table.name not in content()["tables"]:
                continue
            filled = [row | offsets.get(row["id"], {}) if table.name == "pages" else row for row in rows(table.name)]
            _insert(connection, table, filled)
    engine.dispose()


def _write_pages(pages_dir: Path) -> dict[int, dict[str, int]]:
    """Where each stored page lies now, by its number."""
    offsets, files = {}, {row["id"]: row["file"] for row in rows("pages")}
    for number, record in content()["records"].items():
        file = pages_dir / files[int(number)]
        file.parent.mkdir(parents=True, exist_ok=True)
        member = gzip.compress(record.encode("latin-1"), mtime=0)
        with file.open("ab") as stream:
            offsets[int(number)] = {"offset": stream.tell(), "length": len(member)}
            stream.write(member)
    return offsets


def _insert(connection: Connection, table: Table, filled: list[dict[str, Any]]) -> None:
    """Both databases hold the same values; on PostgreSQL they have types of their own, and counters that must know what is there."""
    typed = connection.dialect.name == "postgresql"
    plain = [{name: _value(value, row) for name, value in row.items()} for row in filled]
    if not typed:
        names = [column.name for column in table.columns if column.name in plain[0]]
        quoted, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" for _ in names)
        connection.exec_driver_sql(
            f'INSERT INTO "{table.name}" ({quoted}) VALUES ({marks})', [tuple(row[one] for one in names) for row in plain]
        )
        return
    connection.execute(table.insert(), [{name: _typed(table.columns[name], value) for name, value in row.items()} for row in plain])
    for column in table.primary_key.columns:
        if connection.execute(text("SELECT pg_get_serial_sequence(:t, :c)"), {"t": table.name, "c": column.name}).scalar():
            highest = max(row[column.name] for row in plain)
            connection.execute(text("SELECT setval(pg_get_serial_sequence(:t, :c), :n)"), {"t": table.name, "c": column.name, "n": highest})


def _value(value: Any, row: dict[str, Any]) -> Any:
    match value:
        case {"key": _}:
            return url_key(row["url"] if "url" in row else row["article_url"] or "")
        case {"zlib": str(told)}:
            return zlib.compress(told.encode("utf-8"))
        case {"hex": str(told)}:
            return bytes.fromhex(told)
    return value


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None or isinstance(column.type, LargeBinary):
        return value
    if isinstance(column.type, Boolean):
        return bool(value)
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return json.loads(value) if isinstance(column.type, JSON) else value


@dataclass(frozen=True, slots=True)
class UnchangedSite:
    """Instead of a Fetcher: the lists as they were, and of every article that it is as it was."""

    now: datetime

    def __enter__(self) -> UnchangedSite:
        return self

    def __exit__(self, *exception: object) -> None:
        return None

    def get(self, url: str, *, kind: str = "page", conditional: bool = True) -> Page:
        stored = content()["site"].get(url.removeprefix(content()["url"]))
        status, body = (304, "") if stored is None else (200, stored["body"])
        headers = {} if stored is None else {"content-type": stored["type"]}
        assert stored is not None or canonical_url(url).startswith(content()["url"]), f"a new address: {url}"
        return Page(url=url, final_url=url, status=status, headers=headers, body=body.encode(), fetched_at=self.now)

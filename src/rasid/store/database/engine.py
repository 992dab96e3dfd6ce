"""A connection to SQLite or PostgreSQL with the same manners: one writer at a time, durable commits, clear errors."""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, ProgrammingError

from rasid.errors import LedgerError

BUSY_SECONDS = 30
"""How long a writer waits for another; a visit's commit takes a fraction of a second."""

READING = {"rasid_reading": True}

REASONS = (
    ("database or disk is full", "the disk is full. Free some space or run `rasid prune`; nothing of this commit was stored."),
    ("no space left", "the disk is full. Free some space or run `rasid prune`; nothing of this commit was stored."),
    ("could not extend file", "the disk is full. Free some space or run `rasid prune`; nothing of this commit was stored."),
    ("readonly database", "it cannot be written. Give this user write permission on the file and its folder."),
    ("read-only transaction", "it is read-only. Point RASID_DATABASE_URL at the primary server."),
    ("database is locked", f"another process kept it locked for {BUSY_SECONDS} seconds. Look for a stuck process and try again."),
    ("unable to open database file", "it cannot be opened. Check that its folder exists and that this user may write there."),
    ("malformed", "it is damaged. Restore it from a backup; `sqlite3 FILE .recover` may save what can be read."),
    ("not a database", "the file is no SQLite database. Set RASID_DATABASE_URL or RASID_DATA to the right place."),
    ("disk i/o error", "the disk reports an error. Check the disk and its free space; nothing of this commit was stored."),
    ("password authentication failed", "user or password is wrong. Correct RASID_DATABASE_URL."),
    ("does not exist", "the server does not know that database or user. Create it or correct RASID_DATABASE_URL."),
    ("connection", "the server cannot be reached. Start it or correct RASID_DATABASE_URL."),
)


def open_engine(database_url: str) -> Engine:
    """An engine for ``database_url``; creates the folder of a SQLite file. Raises LedgerError.

    SQLite: WAL, ``synchronous=FULL``, foreign keys, every transaction ``BEGIN IMMEDIATE`` (a deferred one that upgrades
    fails at once under concurrency: 86 % errors with eight writers, measured). PostgreSQL: psycopg 3.
    """
    url = parse_url(database_url)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    event.listen(engine, "begin", _begin_postgresql)
    _dispose_after_fork(engine)
    return engine


def parse_url(database_url: str) -> URL:
    """A checked URL: a file for SQLite, the psycopg 3 driver for PostgreSQL. Raises LedgerError."""
    try:
        url = make_url(database_url)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise LedgerError(
            "RASID_DATABASE_URL is no database address. Write sqlite:////path/ledger.db or postgresql://user@host/name."
        ) from None
    if backend == "sqlite":
        if not url.database or url.database == ":memory:" or url.query.get("mode") == "memory":
            raise LedgerError(
                "A ledger in memory would be lost, and other threads could not see it. Name a file: sqlite:////path/ledger.db."
            )
        return url
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise LedgerError(
        f"RASID_DATABASE_URL names {backend}, which rasid does not know. Use sqlite:////path/ledger.db or postgresql://user@host/name."
    )


def _sqlite(url: URL) -> Engine:
    folder = Path(str(url.database)).expanduser().resolve().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(
            f"The ledger's folder {folder} cannot be made: {error.strerror}. Set RASID_DATA to a folder this user may write."
        ) from None
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    _dispose_after_fork(engine)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("rasid_reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("rasid_reading"):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _dispose_after_fork(engine: Engine) -> None:
    """A forked child must not use its parent's connections: SQLite locks and PostgreSQL sockets belong to one process."""
    reference = weakref.ref(engine)

    def forget() -> None:
        if (alive := reference()) is not None:
            alive.dispose(close=False)

    os.register_at_fork(after_in_child=forget)


def place(engine: Engine) -> str:
    """The database as people should read it: the file, or the address without its password."""
    return str(engine.url.database) if engine.dialect.name == "sqlite" else engine.url.render_as_string(hide_password=True)


OURS = ("no such table", "no such column", "too many SQL variables")
"""What SQLite says of mistakes in our SQL, under the class it also uses for a full disk."""


@contextmanager
def clear_errors(engine: Engine) -> Iterator[None]:
    """Turns what the database reports about itself into a LedgerError; a mistake in our SQL stays what it is."""
    try:
        yield
    except (IntegrityError, ProgrammingError):
        raise
    except DBAPIError as error:
        said = str(error.orig).strip()
        if said.startswith(OURS) or "syntax error" in said:
            raise
        for sign, reason in REASONS:
            if sign in said.lower():
                raise LedgerError(f"The ledger {place(engine)}: {reason}") from error
        first = said.splitlines()[0] if said else type(error.orig).__name__
        raise LedgerError(
            f"The ledger {place(engine)} failed: {first}. Check the database and try again; nothing of this commit was stored."
        ) from error

"""One database, and the transactions every subject of the ledger writes and reads in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from rasid.model.ports import Clock, utc_now
from rasid.store.database.engine import READING, clear_errors

Checkpoint = Callable[[str], None]
"""Called with the name of each point a crash may fall on; tests kill the process there."""


def _pass(_name: str) -> None:
    return


class Database:
    """Usable from several threads and, opened anew in each, from several processes."""

    def __init__(self, engine: Engine, *, clock: Clock = utc_now, checkpoint: Checkpoint = _pass) -> None:
        self.engine = engine
        self.clock = clock
        self.checkpoint = checkpoint

    @property
    def uses_system_clock(self) -> bool:
        """No clock was given: the present is the present."""
        return self.clock is utc_now

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A writing transaction: all of it or nothing. On SQLite it is the only writer (BEGIN IMMEDIATE). Raises LedgerError."""
        with clear_errors(self.engine), self.engine.connect() as connection, connection.begin():
            self.checkpoint("transaction.begun")
            yield connection
            self.checkpoint("transaction.before_commit")
        self.checkpoint("transaction.committed")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view of the database, which neither waits for writers nor holds them up. Raises LedgerError."""
        with clear_errors(self.engine), self.engine.connect().execution_options(**READING) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

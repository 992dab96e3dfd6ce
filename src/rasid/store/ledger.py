"""The ledger: one database and one folder of raw pages, composed by subject.

Subjects are imported when first asked for, so that opening a ledger stays quick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, Engine

from rasid.errors import LedgerError
from rasid.model.ports import Clock, utc_now
from rasid.store.engine import READING, clear_errors, open_engine
from rasid.store.migrate import migrate

if TYPE_CHECKING:
    from rasid.store.articles import Articles
    from rasid.store.desk import Desk
    from rasid.store.duplicates import Duplicates
    from rasid.store.findings import Findings
    from rasid.store.hosts import Hosts
    from rasid.store.incidents import Incidents
    from rasid.store.leases import Leases
    from rasid.store.links import Links
    from rasid.store.outbox import Outbox
    from rasid.store.pages import Pages
    from rasid.store.schedules import Schedules
    from rasid.store.silences import Silences
    from rasid.store.visits import Visits

Checkpoint = Callable[[str], None]
"""Called with the name of each point a crash may fall on; tests kill the process there."""


def _pass(_name: str) -> None:
    return


class Ledger:
    """Everything rasid remembers. Usable from several threads and, opened anew in each, from several processes."""

    def __init__(self, engine: Engine, pages_dir: Path, *, clock: Clock = utc_now, checkpoint: Checkpoint = _pass) -> None:
        self.engine = engine
        self.pages_dir = pages_dir
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

    @cached_property
    def visits(self) -> Visits:
        from rasid.store.visits import Visits

        return Visits(self)

    @cached_property
    def articles(self) -> Articles:
        from rasid.store.articles import Articles

        return Articles(self)

    @cached_property
    def links(self) -> Links:
        from rasid.store.links import Links

        return Links(self)

    @cached_property
    def duplicates(self) -> Duplicates:
        from rasid.store.duplicates import Duplicates

        return Duplicates(self)

    @cached_property
    def findings(self) -> Findings:
        from rasid.store.findings import Findings

        return Findings(self)

    @cached_property
    def hosts(self) -> Hosts:
        from rasid.store.hosts import Hosts

        return Hosts(self)

    @cached_property
    def leases(self) -> Leases:
        from rasid.store.leases import Leases

        return Leases(self)

    @cached_property
    def pages(self) -> Pages:
        from rasid.store.pages import Pages

        return Pages(self)

    @cached_property
    def schedules(self) -> Schedules:
        from rasid.store.schedules import Schedules

        return Schedules(self)

    @cached_property
    def incidents(self) -> Incidents:
        from rasid.store.incidents import Incidents

        return Incidents(self)

    @cached_property
    def outbox(self) -> Outbox:
        from rasid.store.outbox import Outbox

        return Outbox(self)

    @cached_property
    def silences(self) -> Silences:
        from rasid.store.silences import Silences

        return Silences(self)

    @cached_property
    def desk(self) -> Desk:
        from rasid.store.desk import Desk

        return Desk(self)


def _refuse_emptied(engine: Engine, pages_dir: Path) -> None:
    """An empty file where pages of visits are kept was a ledger once: made anew in silence, its history would be gone and nobody told."""
    file = Path(str(engine.url.database)) if engine.dialect.name == "sqlite" else None
    if file is None or not file.is_file() or file.stat().st_size or Path(f"{file}-wal").exists():
        return
    if next(pages_dir.rglob("*.warc.gz"), None) is not None:
        raise LedgerError(
            f"The ledger {file} is empty, although {pages_dir} holds pages of visits. Restore it from a backup; to begin anew, delete the empty file."
        )


def open_ledger(database_url: str, *, pages_dir: Path, clock: Clock = utc_now, checkpoint: Checkpoint = _pass) -> Ledger:
    """The ledger at ``database_url``, made or brought up to date if needed. Raises LedgerError.

    ``database_url`` is a SQLAlchemy URL (``sqlite:////path/ledger.db``, ``postgresql://user@host/name``).
    """
    engine = open_engine(database_url)
    try:
        _refuse_emptied(engine, pages_dir)
        migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return Ledger(engine, pages_dir, clock=clock, checkpoint=checkpoint)

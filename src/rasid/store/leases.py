"""Leases: who is at work on a source (or in the delivery loop). The only exclusion there is (decision 2).

A lease lives by its heartbeat: every 10 s, and it is anybody's after 60 s without. It ends with the ``with`` block, on SIGTERM, and
60 s after kill -9. A transaction of the holder proves with :meth:`Lease.confirm` that nobody has taken over meanwhile.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.dialects import postgresql, sqlite

from rasid.errors import LeaseHeld, RasidError
from rasid.store.database.session import Database
from rasid.store.database.tables.leases import leases
from rasid.termination import sigterm_as_exit

log = logging.getLogger(__name__)

HEARTBEAT = timedelta(seconds=10)
EXPIRES = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lease, and since when."""

    name: str
    holder: str
    taken_at: datetime
    beat_at: datetime


@dataclass(slots=True)
class Lease:
    name: str
    holder: str
    lost: threading.Event = field(default_factory=threading.Event)
    """Set when the heartbeat finds that another has taken over."""

    def confirm(self, tx: Connection) -> None:
        """The lease is still ours, and stays so until ``tx`` ends. Raises LeaseHeld."""
        row = tx.execute(select(leases.c.holder).where(leases.c.name == self.name).with_for_update()).first()
        if row is None or row.holder != self.holder:
            by = f"{row.holder} has taken over" if row is not None else "another has taken over and ended since"
            raise LeaseHeld(
                f"{self.name}: {self.holder} no longer holds the lease, {by}; nothing of it was stored. The next visit tries again."
            )


class Leases:
    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def hold(self, name: str, holder: str, *, heartbeat: timedelta = HEARTBEAT, expires: timedelta = EXPIRES) -> Iterator[Lease]:
        """Hold ``name`` (a source's id, or a loop's name) for the length of the block.

        Raises LeaseHeld at once when another holds it, LedgerError when the ledger cannot be used.
        """
        lease = Lease(name, holder)
        self._take(lease, expires)
        stop = threading.Event()
        beating = threading.Thread(target=self._beat, args=(lease, stop, heartbeat), name=f"lease {name}", daemon=True)
        with sigterm_as_exit():
            try:
                self._database.checkpoint("lease.taken")
                beating.start()
                yield lease
            finally:
                stop.set()
                if beating.ident is not None:
                    beating.join()
                self._release(lease)

    def held(self, name: str, *, expires: timedelta = EXPIRES) -> Holder | None:
        """Who holds ``name`` now; None when nobody does, or its heartbeat has stopped."""
        return self._alive(select(leases).where(leases.c.name == name), expires).get(name)

    def holders(self) -> dict[str, Holder]:
        """All that are held now, by name."""
        return self._alive(select(leases), EXPIRES)

    def mark(self, name: str, by: str) -> None:
        """``by`` has just done ``name``: a moment to be asked for with :meth:`marked`, and no lease that keeps anybody out."""
        with self._database.transaction() as tx:
            now = self._now(tx)
            insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
            statement = insert(leases).values(name=name, holder=by, taken_at=now, beat_at=now)
            tx.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"holder": by, "taken_at": now, "beat_at": now}))

    def marked(self, name: str) -> datetime | None:
        """When ``name`` was done last; None: never."""
        with self._database.reading() as tx:
            found: datetime | None = tx.execute(select(leases.c.beat_at).where(leases.c.name == name)).scalar()
            return found

    def _alive(self, query: Select[Any], expires: timedelta) -> dict[str, Holder]:
        with self._database.reading() as tx:
            rows = tx.execute(query).all()
            if not rows:
                return {}
            now = self._now(tx)
        # A beat from the future comes from a clock set back.
        alive = [row for row in rows if abs(now - row.beat_at) < expires]
        return {row.name: Holder(row.name, row.holder, row.taken_at, row.beat_at) for row in alive}

    def _take(self, lease: Lease, expires: timedelta) -> None:
        # Asked first without the write lock: a second visit must hear «no» at once, even while somebody commits.
        if (held := self.held(lease.name, expires=expires)) is not None and held.holder != lease.holder:
            raise _refused(held)
        with self._database.transaction() as tx:
            now = self._now(tx)
            insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
            statement = insert(leases).values(name=lease.name, holder=lease.holder, taken_at=now, beat_at=now)
            tx.execute(
                statement.on_conflict_do_update(
                    index_elements=["name"],
                    set_={"holder": lease.holder, "taken_at": now, "beat_at": now},
                    where=(leases.c.beat_at <= now - expires) | (leases.c.beat_at >= now + expires) | (leases.c.holder == lease.holder),
                )
            )
            row = tx.execute(select(leases).where(leases.c.name == lease.name)).one()
            if row.holder != lease.holder:
                raise _refused(Holder(row.name, row.holder, row.taken_at, row.beat_at))

    def _beat(self, lease: Lease, stop: threading.Event, heartbeat: timedelta) -> None:
        while not stop.wait(heartbeat.total_seconds()):
            try:
                with self._database.transaction() as tx:
                    mine = (leases.c.name == lease.name) & (leases.c.holder == lease.holder)
                    kept = tx.execute(leases.update().where(mine).values(beat_at=self._now(tx))).rowcount
            except RasidError as error:
                # The next beat may succeed; if none does for a minute, another may take over and our commit is refused.
                log.warning("%s: heartbeat of %s failed: %s", lease.name, lease.holder, error)
                continue
            if not kept:
                log.warning("%s: %s lost the lease: its heartbeat was late and another took over", lease.name, lease.holder)
                lease.lost.set()
                return

    def _release(self, lease: Lease) -> None:
        try:
            with self._database.transaction() as tx:
                tx.execute(leases.delete().where(leases.c.name == lease.name, leases.c.holder == lease.holder))
        except RasidError as error:
            # What was to be done is done; the lease ends by itself.
            log.warning("%s: the lease of %s could not be released and ends in a minute: %s", lease.name, lease.holder, error)
        self._database.checkpoint("lease.released")

    def _now(self, tx: Connection) -> datetime:
        """One clock for all: the server's on PostgreSQL, where holders may sit on machines whose clocks differ; else the ledger's."""
        if tx.dialect.name == "postgresql" and self._database.uses_system_clock:
            now: datetime = tx.execute(select(func.clock_timestamp())).scalar_one()
            return now
        return self._database.clock()


def _refused(held: Holder) -> LeaseHeld:
    return LeaseHeld(
        f"{held.name}: {held.holder} has been at work since {held.taken_at:%Y-%m-%d %H:%M:%S} UTC. Wait for it, or for a minute if it has died."
    )

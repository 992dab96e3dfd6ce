"""What fetching remembers (the Protocol ``FetchState``): spacing and back-off of hosts, robots.txt, validators of addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from rasid.model import Page, RobotsRecord, Validators
from rasid.store.database.session import Database
from rasid.store.database.tables.hosts import hosts, robots, validators
from rasid.store.keys import url_key

LONGEST_QUEUE = timedelta(hours=1)
"""A reservation further ahead than any queue comes from a clock that was wrong once; it must not close the host for ever."""


class Hosts:
    """``ledger.hosts`` sees what any source saved; ``ledger.hosts.of(source_id)`` offers validators of that source's visits alone.

    A source must not be told «not modified» about a page that only another source has read.
    """

    def __init__(self, database: Database, source_id: str | None = None) -> None:
        self._database = database
        self._source_id = source_id

    def of(self, source_id: str) -> Hosts:
        return Hosts(self._database, source_id)

    def validators(self, url: str) -> Validators | None:
        """Of the last committed visit that got ``url``. None when several sources watch it and this state belongs to none of them."""
        query = select(validators.c.etag, validators.c.last_modified).where(validators.c.url_key == url_key(url))
        if self._source_id is not None:
            query = query.where(validators.c.source_id == self._source_id)
        with self._database.reading() as tx:
            found = tx.execute(query.limit(2)).all()
        return Validators(found[0].etag, found[0].last_modified) if len(found) == 1 else None

    def save_validators(self, tx: Connection, source_id: str, pages: Sequence[Page], *, at: datetime) -> None:
        """In the visit's transaction only: what a crashed visit was given must not be offered again."""
        answered = {page.url: page for page in pages if page.status == 200}
        gone = [url_key(page.url) for page in answered.values() if page.validators == Validators()]
        if gone:
            tx.execute(validators.delete().where(validators.c.source_id == source_id, validators.c.url_key.in_(gone)))
        rows = [
            {
                "url_key": url_key(url),
                "source_id": source_id,
                "etag": page.validators.etag,
                "last_modified": page.validators.last_modified,
                "saved_at": at,
            }
            for url, page in answered.items()
            if page.validators != Validators()
        ]
        if rows:
            _upsert(tx, validators, rows)

    def robots(self, host: str) -> RobotsRecord | None:
        with self._database.reading() as tx:
            row = tx.execute(select(robots).where(robots.c.host == host)).first()
        return RobotsRecord(row.body, row.status, row.fetched_at) if row else None

    def save_robots(self, host: str, record: RobotsRecord) -> None:
        with self._database.transaction() as tx:
            _upsert(tx, robots, [{"host": host, "body": record.body, "status": record.status, "fetched_at": record.fetched_at}])

    def reserve(self, host: str, *, now: datetime, spacing: float) -> float:
        """Book the next free moment for ``host``; seconds to wait until then. Atomic across threads, processes and machines."""
        with self._database.transaction() as tx:
            self._lock(tx, host)
            free = tx.execute(select(hosts.c.next_free_at).where(hosts.c.host == host)).scalar_one()
            start = now if free is None or free <= now or free > now + LONGEST_QUEUE else free
            tx.execute(hosts.update().where(hosts.c.host == host).values(next_free_at=start + timedelta(seconds=spacing)))
        return (start - now).total_seconds()

    def back_off(self, host: str, *, until: datetime, reason: str) -> None:
        """No request to ``host`` before ``until``; a shorter back-off does not shorten a longer one."""
        with self._database.transaction() as tx:
            self._lock(tx, host)
            held = tx.execute(select(hosts.c.backed_off_until).where(hosts.c.host == host)).scalar_one()
            if held is None or held < until:
                tx.execute(hosts.update().where(hosts.c.host == host).values(backed_off_until=until, backed_off_reason=reason))

    def backed_off(self, host: str) -> tuple[datetime, str] | None:
        """(until, reason) as last set, also when it is over: the caller compares with its clock."""
        with self._database.reading() as tx:
            row = tx.execute(select(hosts.c.backed_off_until, hosts.c.backed_off_reason).where(hosts.c.host == host)).first()
        return (row.backed_off_until, row.backed_off_reason or "") if row is not None and row.backed_off_until is not None else None

    @staticmethod
    def _lock(tx: Connection, host: str) -> None:
        """The host's row exists and is ours until the end of the transaction."""
        insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
        tx.execute(insert(hosts).values(host=host).on_conflict_do_nothing())
        tx.execute(select(hosts.c.host).where(hosts.c.host == host).with_for_update())


def _upsert(tx: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table)
    keys = [column.name for column in table.primary_key]
    changes = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys}
    tx.execute(statement.on_conflict_do_update(index_elements=keys, set_=changes), [dict(row) for row in rows])

"""Silences in the ledger: kept after they end, so that it stays known who silenced what, and why."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from rasid.errors import AlertError
from rasid.model import Cause, Silence
from rasid.store.database.session import Database
from rasid.store.database.tables.incidents import silences


class Silences:
    def __init__(self, database: Database) -> None:
        self._database = database

    def in_force(self, now: datetime, tx: Connection | None = None) -> list[Silence]:
        if tx is None:
            with self._database.reading() as reading:
                return self.in_force(now, reading)
        query = select(silences).where(silences.c.until > now, silences.c.removed_at.is_(None)).order_by(silences.c.created_at)
        return [silence_of(row) for row in tx.execute(query)]

    def history(self, *, limit: int = 200) -> list[Silence]:
        """Past ones too, newest first."""
        with self._database.reading() as tx:
            return [silence_of(row) for row in tx.execute(select(silences).order_by(silences.c.created_at.desc()).limit(limit))]

    def add(
        self,
        *,
        until: datetime,
        author: str,
        reason: str,
        now: datetime,
        source_id: str | None = None,
        rule: str | None = None,
        cause: Cause | None = None,
    ) -> Silence:
        """Every scope given must match; none covers everything. Raises AlertError for an end in the past or a missing reason."""
        if until <= now:
            raise AlertError(f"a silence until {until:%Y-%m-%d %H:%M} UTC would be over already. Give it an end in the future.")
        if not reason.strip() or not author.strip():
            raise AlertError("a silence needs a reason and an author: whoever wonders why nothing was said must find both.")
        silence = Silence(
            id=secrets.token_hex(4),
            until=until,
            author=author.strip(),
            reason=reason.strip(),
            created_at=now,
            source_id=source_id,
            rule=rule,
            cause=cause,
        )
        with self._database.transaction() as tx:
            tx.execute(
                insert(silences).values(
                    id=silence.id,
                    source_id=source_id,
                    rule=rule,
                    cause=str(cause) if cause else None,
                    until=until,
                    author=silence.author,
                    reason=silence.reason,
                    created_at=now,
                )
            )
        return silence

    def remove(self, silence_id: str, *, now: datetime) -> Silence:
        """Ends it now. Raises AlertError when there is none of that id in force."""
        with self._database.transaction() as tx:
            row = tx.execute(select(silences).where(silences.c.id == silence_id)).one_or_none()
            if row is None or row.removed_at is not None or row.until <= now:
                raise AlertError(f"silence {silence_id!r}: none of that id is in force. `rasid alerts list` shows those that are.")
            tx.execute(update(silences).where(silences.c.id == silence_id).values(removed_at=now))
        return silence_of(row)


def silence_of(row: Row[Any]) -> Silence:
    return Silence(
        id=row.id,
        until=row.until,
        author=row.author,
        reason=row.reason,
        created_at=row.created_at,
        source_id=row.source_id,
        rule=row.rule,
        cause=Cause(row.cause) if row.cause else None,
        removed_at=row.removed_at,
    )

"""Who is inside: a row a session, asked at every request by every process of the desk, so that ending one ends it everywhere."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from rasid.model.desk import Person
from rasid.store.audit import Who
from rasid.store.people import SEEN_EVERY, person_of
from rasid.store.tables.desk import people, sessions

if TYPE_CHECKING:
    from rasid.store.desk import Desk

LONGEST = timedelta(days=30)
"""Without a visit to the desk; whoever comes back sooner stays inside until the invitation ends."""


@dataclass(frozen=True, slots=True)
class Session:
    """One browser of one person. ``id`` is a digest: what the cookie carries is kept by the browser alone."""

    id: str
    begun_at: datetime
    last_seen_at: datetime


class Sessions:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ledger = desk.ledger

    def begin(self, person: Person, now: datetime) -> str:
        """What the cookie must carry: 256 random bits."""
        token = secrets.token_urlsafe(32)
        with self._ledger.transaction() as tx:
            tx.execute(insert(sessions).values(id=digest(token), person_id=person.id, begun_at=now, last_seen_at=now))
        return token

    def person(self, token: str, now: datetime) -> Person | None:
        """Whose session it is; None when it has ended, was never begun, or its invitation holds no longer."""
        query = select(people, sessions.c.last_seen_at.label("seen")).join(sessions, sessions.c.person_id == people.c.id)
        with self._ledger.reading() as tx:
            row = tx.execute(query.where(sessions.c.id == digest(token), sessions.c.ended_at.is_(None))).one_or_none()
        if row is None or now - row.seen > LONGEST:
            return None
        person = person_of(row)
        if not person.welcome(now):
            return None
        if now - row.seen > SEEN_EVERY:
            with self._ledger.transaction() as tx:
                tx.execute(update(sessions).where(sessions.c.id == digest(token)).values(last_seen_at=now))
        return person

    def open(self, person: Person, now: datetime) -> list[Session]:
        """The latest begun first."""
        query = (
            select(sessions).where(sessions.c.person_id == person.id, sessions.c.ended_at.is_(None)).order_by(sessions.c.begun_at.desc())
        )
        with self._ledger.reading() as tx:
            found = [Session(row.id, row.begun_at, row.last_seen_at) for row in tx.execute(query)]
        return [session for session in found if now - session.last_seen_at <= LONGEST]

    def end(self, token: str, now: datetime) -> None:
        """This one alone: somebody leaves."""
        with self._ledger.transaction() as tx:
            tx.execute(update(sessions).where(sessions.c.id == digest(token), sessions.c.ended_at.is_(None)).values(ended_at=now))

    def end_all(self, person: Person, *, by: Who, now: datetime) -> int:
        """Every session of the person, this one too; how many there were."""
        with self._ledger.transaction() as tx:
            ended = tx.execute(
                update(sessions).where(sessions.c.person_id == person.id, sessions.c.ended_at.is_(None)).values(ended_at=now)
            )
            self._desk.audit.note(tx, by, "sessions_end", at=now, detail={"name": person.name, "sessions": ended.rowcount})
        return int(ended.rowcount)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()

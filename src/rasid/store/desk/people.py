"""Who may use the desk, and who is inside. No passwords: an invitation is a row, the link that proves it is signed and kept by nobody.

A session is a row too, asked at every request by every process of the desk, so that ending one ends it everywhere.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from rasid.errors import DeskError
from rasid.model.desk import Person, Role
from rasid.store.database.session import Database
from rasid.store.database.tables.desk import people, sessions
from rasid.store.desk.audit import Audit, Who

SEEN_EVERY = timedelta(minutes=10)
"""How exactly «last seen» is kept: not a write for every page somebody opens."""


class EditorAccounts:
    def __init__(self, database: Database, audit: Audit) -> None:
        self._database = database
        self._audit = audit

    def all(self) -> list[Person]:
        with self._database.reading() as tx:
            return [person_of(row) for row in tx.execute(select(people).order_by(people.c.invited_at))]

    def names(self, now: datetime) -> list[str]:
        """Of those who may decide something: whom an article can be given to."""
        return sorted({person.name for person in self.all() if person.welcome(now) and person.role.may(Role.EDITOR)})

    def get(self, person_id: str) -> Person | None:
        with self._database.reading() as tx:
            row = tx.execute(select(people).where(people.c.id == person_id)).one_or_none()
        return person_of(row) if row else None

    def invite(self, name: str, role: Role, *, by: Who, now: datetime, expires_at: datetime | None = None, kind: str = "link") -> Person:
        """A new invitation; an older one of the same name ends. Raises DeskError for an empty name or an end in the past."""
        name = " ".join(name.split())
        if not name:
            raise DeskError("an invitation needs a name: every act at the desk says who did it.", key="name")
        if expires_at is not None and expires_at <= now:
            raise DeskError(f"an invitation until {expires_at:%Y-%m-%d} would be over already. Give it an end in the future.", key="past")
        person = Person(secrets.token_hex(8), name, role, kind, now, by.name, expires_at)
        with self._database.transaction() as tx:
            older = select(people.c.id).where(people.c.name == name, people.c.revoked_at.is_(None))
            end_sessions(tx, [row.id for row in tx.execute(older)], now)
            tx.execute(
                update(people).where(people.c.name == name, people.c.revoked_at.is_(None)).values(revoked_at=now, revoked_by=by.name)
            )
            tx.execute(
                insert(people).values(
                    id=person.id, name=name, role=str(role), kind=kind, invited_at=now, invited_by=by.name, expires_at=expires_at
                )
            )
            self._audit.note(tx, by, "invite", at=now, detail={"name": name, "role": str(role), "kind": kind})
        return person

    def known(self, name: str, kind: str, role: Role, *, now: datetime) -> Person:
        """The person of that name who comes in by ``kind`` (``proxy`` or ``local``), noted the first time.

        An invitation of the same name, made before, decides the role; a revoked person stays out (``welcome`` is false).
        """
        with self._database.reading() as tx:
            query = (
                select(people).where(people.c.name == name).order_by(people.c.revoked_at.is_not(None), people.c.invited_at.desc()).limit(1)
            )
            row = tx.execute(query).one_or_none()
        if row is not None:
            return person_of(row)
        return self.invite(name, role, by=Who("rasid", Role.ADMIN), now=now, kind=kind)

    def revoke(self, name_or_id: str, *, by: Who, now: datetime) -> Person:
        """Ends the invitation and every session that came of it, at once. Raises DeskError when nobody is meant."""
        with self._database.transaction() as tx:
            row = tx.execute(
                select(people)
                .where((people.c.name == name_or_id) | (people.c.id == name_or_id), people.c.revoked_at.is_(None))
                .order_by(people.c.invited_at.desc())
            ).first()
            if row is None:
                raise DeskError(f"{name_or_id!r}: nobody of that name is invited. `rasid review people` lists everybody.", key="nobody")
            tx.execute(update(people).where(people.c.id == row.id).values(revoked_at=now, revoked_by=by.name))
            end_sessions(tx, [row.id], now)
            self._audit.note(tx, by, "revoke", at=now, detail={"name": row.name, "role": row.role})
        return person_of(row)

    def seen(self, person: Person, now: datetime) -> None:
        if person.last_seen_at is None or now - person.last_seen_at > SEEN_EVERY:
            with self._database.transaction() as tx:
                tx.execute(update(people).where(people.c.id == person.id).values(last_seen_at=now))


def end_sessions(tx: Connection, person_ids: Sequence[str], now: datetime) -> None:
    tx.execute(update(sessions).where(sessions.c.person_id.in_(person_ids), sessions.c.ended_at.is_(None)).values(ended_at=now))


def person_of(row: Row[Any]) -> Person:
    return Person(
        row.id, row.name, Role(row.role), row.kind, row.invited_at, row.invited_by, row.expires_at, row.revoked_at, row.last_seen_at
    )


LONGEST = timedelta(days=30)
"""Without a visit to the desk; whoever comes back sooner stays inside until the invitation ends."""


@dataclass(frozen=True, slots=True)
class Session:
    """One browser of one person. ``id`` is a digest: what the cookie carries is kept by the browser alone."""

    id: str
    begun_at: datetime
    last_seen_at: datetime


class Sessions:
    def __init__(self, database: Database, audit: Audit) -> None:
        self._database = database
        self._audit = audit

    def begin(self, person: Person, now: datetime) -> str:
        """What the cookie must carry: 256 random bits."""
        token = secrets.token_urlsafe(32)
        with self._database.transaction() as tx:
            tx.execute(insert(sessions).values(id=digest(token), person_id=person.id, begun_at=now, last_seen_at=now))
        return token

    def person(self, token: str, now: datetime) -> Person | None:
        """Whose session it is; None when it has ended, was never begun, or its invitation holds no longer."""
        query = select(people, sessions.c.last_seen_at.label("seen")).join(sessions, sessions.c.person_id == people.c.id)
        with self._database.reading() as tx:
            row = tx.execute(query.where(sessions.c.id == digest(token), sessions.c.ended_at.is_(None))).one_or_none()
        if row is None or now - row.seen > LONGEST:
            return None
        person = person_of(row)
        if not person.welcome(now):
            return None
        if now - row.seen > SEEN_EVERY:
            with self._database.transaction() as tx:
                tx.execute(update(sessions).where(sessions.c.id == digest(token)).values(last_seen_at=now))
        return person

    def open(self, person: Person, now: datetime) -> list[Session]:
        """The latest begun first."""
        query = (
            select(sessions).where(sessions.c.person_id == person.id, sessions.c.ended_at.is_(None)).order_by(sessions.c.begun_at.desc())
        )
        with self._database.reading() as tx:
            found = [Session(row.id, row.begun_at, row.last_seen_at) for row in tx.execute(query)]
        return [session for session in found if now - session.last_seen_at <= LONGEST]

    def end(self, token: str, now: datetime) -> None:
        """This one alone: somebody leaves."""
        with self._database.transaction() as tx:
            tx.execute(update(sessions).where(sessions.c.id == digest(token), sessions.c.ended_at.is_(None)).values(ended_at=now))

    def end_all(self, person: Person, *, by: Who, now: datetime) -> int:
        """Every session of the person, this one too; how many there were."""
        with self._database.transaction() as tx:
            ended = tx.execute(
                update(sessions).where(sessions.c.person_id == person.id, sessions.c.ended_at.is_(None)).values(ended_at=now)
            )
            self._audit.note(tx, by, "sessions_end", at=now, detail={"name": person.name, "sessions": ended.rowcount})
        return int(ended.rowcount)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()

"""Who may use the desk. No passwords: an invitation is a row, the link that proves it is signed and kept by nobody."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, insert, select, update

from rasid.errors import DeskError
from rasid.model.desk import Person, Role
from rasid.store.audit import Who
from rasid.store.tables.desk import people, sessions

if TYPE_CHECKING:
    from rasid.store.desk import Desk

SEEN_EVERY = timedelta(minutes=10)
"""How exactly «last seen» is kept: not a write for every page somebody opens."""


class People:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ledger = desk.ledger

    def all(self) -> list[Person]:
        with self._ledger.reading() as tx:
            return [person_of(row) for row in tx.execute(select(people).order_by(people.c.invited_at))]

    def names(self, now: datetime) -> list[str]:
        """Of those who may decide something: whom an article can be given to."""
        return sorted({person.name for person in self.all() if person.welcome(now) and person.role.may(Role.EDITOR)})

    def get(self, person_id: str) -> Person | None:
        with self._ledger.reading() as tx:
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
        with self._ledger.transaction() as tx:
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
            self._desk.audit.note(tx, by, "invite", at=now, detail={"name": name, "role": str(role), "kind": kind})
        return person

    def known(self, name: str, kind: str, role: Role, *, now: datetime) -> Person:
        """The person of that name who comes in by ``kind`` (``proxy`` or ``local``), noted the first time.

        An invitation of the same name, made before, decides the role; a revoked person stays out (``welcome`` is false).
        """
        with self._ledger.reading() as tx:
            query = (
                select(people).where(people.c.name == name).order_by(people.c.revoked_at.is_not(None), people.c.invited_at.desc()).limit(1)
            )
            row = tx.execute(query).one_or_none()
        if row is not None:
            return person_of(row)
        return self.invite(name, role, by=Who("rasid", Role.ADMIN), now=now, kind=kind)

    def revoke(self, name_or_id: str, *, by: Who, now: datetime) -> Person:
        """Ends the invitation and every session that came of it, at once. Raises DeskError when nobody is meant."""
        with self._ledger.transaction() as tx:
            row = tx.execute(
                select(people)
                .where((people.c.name == name_or_id) | (people.c.id == name_or_id), people.c.revoked_at.is_(None))
                .order_by(people.c.invited_at.desc())
            ).first()
            if row is None:
                raise DeskError(f"{name_or_id!r}: nobody of that name is invited. `rasid review people` lists everybody.", key="nobody")
            tx.execute(update(people).where(people.c.id == row.id).values(revoked_at=now, revoked_by=by.name))
            end_sessions(tx, [row.id], now)
            self._desk.audit.note(tx, by, "revoke", at=now, detail={"name": row.name, "role": row.role})
        return person_of(row)

    def seen(self, person: Person, now: datetime) -> None:
        if person.last_seen_at is None or now - person.last_seen_at > SEEN_EVERY:
            with self._ledger.transaction() as tx:
                tx.execute(update(people).where(people.c.id == person.id).values(last_seen_at=now))


def end_sessions(tx: Connection, person_ids: Sequence[str], now: datetime) -> None:
    tx.execute(update(sessions).where(sessions.c.person_id.in_(person_ids), sessions.c.ended_at.is_(None)).values(ended_at=now))


def person_of(row: Row[Any]) -> Person:
    return Person(
        row.id, row.name, Role(row.role), row.kind, row.invited_at, row.invited_by, row.expires_at, row.revoked_at, row.last_seen_at
    )

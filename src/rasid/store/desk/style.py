"""The house style in the ledger: terms, who changed them, and when (the audit keeps what they were)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from rasid.errors import DeskError
from rasid.model import Severity
from rasid.model.desk import Act, StyleTerm
from rasid.store.database.session import Database
from rasid.store.database.tables.desk import style_terms
from rasid.store.desk.audit import Audit, Who
from rasid.store.desk.versions import Overtaken, one_at_a_time, version_of


class HouseStyle:
    def __init__(self, database: Database, audit: Audit) -> None:
        self._database = database
        self._audit = audit

    def terms(self, tx: Connection | None = None) -> list[StyleTerm]:
        """Those in force, by term."""
        if tx is None:
            with self._database.reading() as reading:
                return self.terms(reading)
        return [term_of(row) for row in tx.execute(select(style_terms).where(style_terms.c.active).order_by(style_terms.c.term))]

    def save(self, term: StyleTerm, *, by: Who, now: datetime, saw: str | None = None) -> StyleTerm:
        """Add a term (``id`` 0) or change one. ``saw``: :func:`version` of the line as the form saw it; None does not ask.

        Raises DeskError for one without words or that stands in the list already, Overtaken when somebody has changed the line since.
        """
        term = checked(term)
        with self._database.transaction() as tx:
            one_at_a_time(tx, "style")
            there = {known.id: known for known in self.terms(tx)}
            if any(known.term == term.term and known.id != term.id for known in there.values()):
                raise DeskError(f"«{term.term}» is in the house style already. Change that line instead of adding another.", key="twice")
            if term.id and saw is not None and (now_there := there.get(term.id)) is not None and saw != version(now_there):
                raise _overtaken(now_there, term)
            if term.id == 0:
                done = tx.execute(insert(style_terms).values(**row_of(term), active=True, changed_by=by.name, changed_at=now))
                saved = replace(term, id=int(done.inserted_primary_key[0]), changed_by=by.name, changed_at=now)  # type: ignore[index]
                self._audit.note(tx, by, "style_add", at=now, rule=saved.key, detail={"id": saved.id, "after": row_of(saved)})
                return saved
            before = there.get(term.id)
            if before is None:
                raise DeskError(f"term {term.id}: it is not in the house style any more. Reload the page.", key="gone")
            tx.execute(update(style_terms).where(style_terms.c.id == term.id).values(**row_of(term), changed_by=by.name, changed_at=now))
            self._audit.note(
                tx, by, "style_change", at=now, rule=term.key, detail={"id": term.id, "before": row_of(before), "after": row_of(term)}
            )
            return replace(term, changed_by=by.name, changed_at=now)

    def remove(self, term_id: int, *, by: Who, now: datetime, saw: str | None = None) -> StyleTerm:
        """Raises DeskError when it is not in the list, Overtaken when somebody has changed it since the form saw it."""
        with self._database.transaction() as tx:
            one_at_a_time(tx, "style")
            before = next((known for known in self.terms(tx) if known.id == term_id), None)
            if before is None:
                raise DeskError(f"term {term_id}: it is not in the house style any more. Reload the page.", key="gone")
            if saw is not None and saw != version(before):
                raise _overtaken(before, None)
            tx.execute(update(style_terms).where(style_terms.c.id == term_id).values(active=False, changed_by=by.name, changed_at=now))
            self._audit.note(tx, by, "style_remove", at=now, rule=before.key, detail={"id": term_id, "before": row_of(before)})
            return before

    def replace_all(self, wanted: Sequence[StyleTerm], *, by: Who, now: datetime, saw: str | None = None) -> tuple[int, int, int]:
        """Make the list equal to ``wanted``, matched by term: (added, changed, removed). One line in the audit for each.

        Raises Overtaken when the list (:func:`version_of_all`) is not the one that was seen.
        """
        there = self.terms()
        if saw is not None and saw != version_of_all(there):
            latest = max(there, key=lambda term: term.changed_at or now, default=None)
            said = [{"term": "\n".join(f"{term.term} ← {term.preferred}" for term in terms)} for terms in (there, wanted)]
            by_whom, at = (latest.changed_by, latest.changed_at) if latest is not None else ("", None)
            raise Overtaken("the house style", theirs=said[0], mine=said[1], by=by_whom, at=at, version=version_of_all(there))
        added, changed, removed = self.compared(wanted)
        for term in (*added, *changed):
            self.save(term, by=by, now=now)
        for known in removed:
            self.remove(known.id, by=by, now=now)
        return len(added), len(changed), len(removed)

    def compared(self, wanted: Sequence[StyleTerm]) -> tuple[list[StyleTerm], list[StyleTerm], list[StyleTerm]]:
        """What :meth:`replace_all` would add, change and remove. Raises DeskError for a line that cannot be kept, or a term given twice."""
        there = {known.term: known for known in self.terms()}
        clean = {term.term: replace(term, id=there[term.term].id if term.term in there else 0) for term in map(checked, wanted)}
        if len(clean) != len(wanted):
            raise DeskError("a term stands twice in the list. Keep one line for each term.", key="twice")
        added = [term for term in clean.values() if not term.id]
        changed = [term for name, term in clean.items() if term.id and row_of(there[name]) != row_of(term)]
        return added, changed, [known for name, known in there.items() if name not in clean]

    def put_back(self, tx: Connection, act: Act, *, by: Who, now: datetime) -> None:
        """Undo one act: the row as it was before (or not there). Raises DeskError when somebody has changed it since."""
        term_id, values, left = act.detail["id"], act.detail.get("before"), act.detail.get("after")
        current = next((row_of(known) for known in self.terms(tx) if known.id == term_id), None)
        if current != left:
            raise DeskError(f"act {act.id}: somebody has changed the term since. Change it again instead.", key="overtaken")
        changes = {"active": False} if values is None else {**values, "active": True}
        tx.execute(update(style_terms).where(style_terms.c.id == term_id).values(**changes, changed_by=by.name, changed_at=now))


def version(term: StyleTerm) -> str:
    """Of one line; of a line not yet kept, that of nothing."""
    return version_of(term.id, row_of(term), term.changed_at) if term.id else ""


def version_of_all(terms: Sequence[StyleTerm]) -> str:
    return version_of(*(version(term) for term in terms))


def _overtaken(there: StyleTerm, sent: StyleTerm | None) -> Overtaken:
    def told(term: StyleTerm) -> dict[str, str]:
        return {name: "\n".join(value) if isinstance(value, list) else value for name, value in row_of(term).items()}

    mine = told(sent) if sent is not None else {"term": ""}
    return Overtaken(f"«{there.term}»", theirs=told(there), mine=mine, by=there.changed_by, at=there.changed_at, version=version(there))


def checked(term: StyleTerm) -> StyleTerm:
    """White space folded, empty exceptions out. Raises DeskError for a line that could never be followed."""
    made = replace(
        term,
        term=" ".join(term.term.split()),
        preferred=" ".join(term.preferred.split()),
        reason=" ".join(term.reason.split()),
        exceptions=tuple(phrase for phrase in (" ".join(phrase.split()) for phrase in term.exceptions) if phrase),
    )
    if len([letter for letter in made.term if letter.isalpha()]) < 2:
        raise DeskError("a term of the house style needs at least two letters.", key="term")
    if made.term == made.preferred:
        raise DeskError(
            f"«{made.term}» is preferred to itself. Write the form to use instead, or leave it empty to say only: not this.", key="same"
        )
    return made


def row_of(term: StyleTerm) -> dict[str, Any]:
    return {
        "term": term.term,
        "preferred": term.preferred,
        "reason": term.reason,
        "exceptions": list(term.exceptions),
        "severity": str(term.severity),
    }


def term_of(row: Row[Any]) -> StyleTerm:
    return StyleTerm(
        row.term, row.preferred, row.reason, tuple(row.exceptions), Severity(row.severity), row.id, row.changed_by, row.changed_at
    )

"""Slots: the moments at which schedules want visits, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from rasid.store.database.tables.schedules import slots


@dataclass(frozen=True, slots=True)
class Slot:
    """One scheduled time of one source. ``state`` is ``started | done | skipped | missed``."""

    source_id: str
    slot: datetime
    state: str
    visit_id: str | None
    noted_at: datetime
    reason: str = ""


def note_slot(tx: Connection, source_id: str, slot: datetime, state: str, *, visit_id: str | None, at: datetime, reason: str = "") -> None:
    """What became of a slot, in the transaction of the visit that answers it. A slot that is done stays done."""
    insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    values = {"state": state, "visit_id": visit_id, "noted_at": at, "reason": reason}
    # A second visit of the same slot that finds the lease held must not cover up the first.
    open_to = slots.c.state.in_(["missed", "skipped"]) | (slots.c.visit_id == visit_id)
    if state != "skipped":
        open_to = open_to | (slots.c.state == "started")
    statement = insert(slots).values(source_id=source_id, slot=slot, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["source_id", "slot"], set_=values, where=open_to))

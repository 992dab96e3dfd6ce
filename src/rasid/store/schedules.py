"""Schedules as last applied, and a row for every slot they promised: done, skipped, under way, or never started.

A slot nobody answered leaves no trace by itself; :meth:`Schedules.fill` writes it down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects import postgresql, sqlite

from rasid.model import Source, Words
from rasid.schedule import slots as slots_of
from rasid.store.leases import EXPIRES
from rasid.store.tables.schedules import schedules, slots

if TYPE_CHECKING:
    from rasid.store.ledger import Ledger

GRACE = timedelta(minutes=5)
"""A scheduler may start a run so much later than its slot before the slot counts as never started."""
MOST_SLOTS = 10_000
"""Slots written down at once for one source: a ledger untouched for a year must not stall the loop that asks."""
NEVER_STARTED = "nothing started at this time"


@dataclass(frozen=True, slots=True)
class Schedule:
    """What was last applied for one source. Exactly one of ``cron`` and ``every_minutes`` is set, or neither: by hand only."""

    source_id: str
    cron: str | None
    every_minutes: int | None
    timezone: str
    jitter_seconds: int
    applied_at: datetime
    paused_at: datetime | None = None
    applied: Mapping[str, Any] = field(default_factory=dict)
    """What the deployer asked to be remembered."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One scheduled time of one source. ``state`` is ``started | done | skipped | missed``."""

    source_id: str
    slot: datetime
    state: str
    visit_id: str | None
    noted_at: datetime
    reason: str = ""


class Schedules:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def apply(self, source: Source, *, now: datetime | None = None, applied: Mapping[str, Any] | None = None) -> None:
        """The schedule of ``source`` is in force from now on; what came before is not asked for again.

        ``applied`` is kept as it is (JSON values) and returned by :meth:`applied`.
        """
        now = now or self._ledger.clock()
        values = {
            "cron": source.cron,
            "every_minutes": source.every_minutes,
            "timezone": source.timezone,
            "jitter_seconds": source.jitter_seconds,
            "applied_at": now,
            "paused_at": None,
            "applied": dict(applied or {}),
        }
        with self._ledger.transaction() as tx:
            before = tx.execute(select(schedules).where(schedules.c.source_id == source.id)).first()
            if before is None:
                tx.execute(schedules.insert().values(source_id=source.id, checked_until=now, **values))
                return
            same = (before.cron, before.every_minutes, before.timezone) == (
                source.cron,
                source.every_minutes,
                source.timezone,
            ) and before.paused_at is None
            tx.execute(
                schedules.update()
                .where(schedules.c.source_id == source.id)
                .values(checked_until=before.checked_until if same else now, **values)
            )

    def pause(self, source_id: str, *, now: datetime | None = None) -> None:
        """No slot is expected any more: paused by a person, or its seed is gone."""
        with self._ledger.transaction() as tx:
            tx.execute(
                schedules.update()
                .where(schedules.c.source_id == source_id, schedules.c.paused_at.is_(None))
                .values(paused_at=now or self._ledger.clock())
            )

    def applied(self, source_id: str) -> dict[str, Any] | None:
        """What :meth:`apply` was told to remember last; None when nothing was ever applied."""
        found = self.of(source_id)
        return dict(found.applied) if found else None

    def of(self, source_id: str) -> Schedule | None:
        """The source's schedule, paused or not; None when none was ever applied."""
        with self._ledger.reading() as tx:
            found = tx.execute(select(schedules).where(schedules.c.source_id == source_id)).first()
        return _schedule(found) if found else None

    def all(self) -> list[Schedule]:
        """Every schedule ever applied, by source id."""
        with self._ledger.reading() as tx:
            return [_schedule(row) for row in tx.execute(select(schedules).order_by(schedules.c.source_id))]

    def note(
        self, tx: Connection, source_id: str, slot: datetime, state: str, *, visit_id: str | None, at: datetime, reason: str = ""
    ) -> None:
        """What became of a slot, in the transaction of the visit that answers it. A slot that is done stays done."""
        insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
        values = {"state": state, "visit_id": visit_id, "noted_at": at, "reason": reason}
        # A second visit of the same slot that finds the lease held must not cover up the first.
        open_to = slots.c.state.in_(["missed", "skipped"]) | (slots.c.visit_id == visit_id)
        if state != "skipped":
            open_to = open_to | (slots.c.state == "started")
        statement = insert(slots).values(source_id=source_id, slot=slot, **values)
        tx.execute(statement.on_conflict_do_update(index_elements=["source_id", "slot"], set_=values, where=open_to))

    def fill(self, now: datetime | None = None, *, grace: timedelta = GRACE) -> list[Slot]:
        """Write down every slot that passed and that no visit answered; returns those newly found missed, oldest first."""
        now = now or self._ledger.clock()
        missed: list[Slot] = []
        for schedule in self.all():
            if schedule.paused_at is None and (schedule.cron or schedule.every_minutes):
                with self._ledger.transaction() as tx:
                    missed += self._fill_one(tx, schedule, now, grace)
        return sorted(missed, key=lambda slot: (slot.slot, slot.source_id))

    def _fill_one(self, tx: Connection, schedule: Schedule, now: datetime, grace: timedelta) -> list[Slot]:
        mine = schedules.c.source_id == schedule.source_id
        since = tx.execute(select(schedules.c.checked_until).where(mine).with_for_update()).scalar_one()
        late = timedelta(seconds=schedule.jitter_seconds)
        until = now - late - grace
        expected: list[datetime] = []
        for slot in slots_of(_as_source(schedule), since):
            expected.append(slot)  # the last one lies beyond: it ends the turn of the one before
            if slot > until or len(expected) > MOST_SLOTS:
                break
        if len(expected) < 2:
            return []
        within = (slots.c.source_id == schedule.source_id, slots.c.slot >= expected[0], slots.c.slot < expected[-1])
        answered = list(tx.execute(select(slots.c.slot).where(*within).order_by(slots.c.slot)).scalars())
        # Jitter moves a run's slot: any row before the next scheduled time answers this one.
        missed = [slot for slot, following in pairwise(expected) if not any(slot <= row < following for row in answered)]
        rows = [
            {"source_id": schedule.source_id, "slot": slot, "state": "missed", "visit_id": None, "noted_at": now, "reason": NEVER_STARTED}
            for slot in missed
        ]
        if rows:
            tx.execute(slots.insert(), rows)
        tx.execute(schedules.update().where(mine).values(checked_until=expected[-2]))
        return [Slot(schedule.source_id, slot, "missed", None, now, NEVER_STARTED) for slot in missed]

    def slots(self, source_id: str | None, *, since: datetime, until: datetime | None = None) -> list[Slot]:
        """Rows of [since, until), newest first."""
        query = select(slots).where(slots.c.slot >= since).order_by(slots.c.slot.desc(), slots.c.source_id)
        if source_id is not None:
            query = query.where(slots.c.source_id == source_id)
        if until is not None:
            query = query.where(slots.c.slot < until)
        with self._ledger.reading() as tx:
            return [_slot(row) for row in tx.execute(query)]

    def unanswered(self, source_id: str, *, now: datetime | None = None) -> list[Slot]:
        """The slots since the last verdict, newest first: never started, skipped, or begun by a process that died. Two of them are an incident.

        A slot whose visit is under way is left out; one that another visit's verdict came after is answered by it.
        """
        now = now or self._ledger.clock()
        last = self._ledger.visits.last(source_id)
        seen_at = (last.finished_at or last.started_at) if last else None
        under_way = self._ledger.leases.held(source_id)
        query = select(slots).where(slots.c.source_id == source_id).order_by(slots.c.slot.desc()).limit(100)
        found: list[Slot] = []
        with self._ledger.reading() as tx:
            for row in tx.execute(query):
                if row.state == "done" or (seen_at is not None and row.slot <= seen_at):
                    break
                lives = under_way is not None and under_way.holder == row.visit_id
                if row.state == "started" and (lives or row.noted_at + EXPIRES > now):
                    continue
                found.append(_slot(row))
        return found


def _as_source(schedule: Schedule) -> Source:
    """As much of a Source as its slots depend on."""
    return Source(
        id=schedule.source_id,
        name=Words("", ""),
        home="",
        country="",
        timezone=schedule.timezone,
        sections=(),
        cron=schedule.cron,
        every_minutes=schedule.every_minutes,
        jitter_seconds=schedule.jitter_seconds,
    )


def _schedule(row: Row[Any]) -> Schedule:
    return Schedule(
        row.source_id, row.cron, row.every_minutes, row.timezone, row.jitter_seconds, row.applied_at, row.paused_at, dict(row.applied)
    )


def _slot(row: Row[Any]) -> Slot:
    return Slot(row.source_id, row.slot, row.state, row.visit_id, row.noted_at, row.reason)

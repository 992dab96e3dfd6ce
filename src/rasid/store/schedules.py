"""Schedules as last applied, and a row for every slot they promised: done, skipped, under way, or never started.

A slot nobody answered leaves no trace by itself; :meth:`Schedules.fill` writes it down.
"""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, func, or_, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from rasid.errors import SourceError
from rasid.model import Source, Words
from rasid.schedule import slots as slots_of
from rasid.store.database.each_source import each_source
from rasid.store.database.session import Database
from rasid.store.database.tables.schedules import schedules, slots
from rasid.store.leases import EXPIRES, Leases
from rasid.store.slots import Slot
from rasid.store.visits import AHEAD, Visits

log = logging.getLogger(__name__)

GRACE = timedelta(minutes=5)
"""A scheduler may start a run so much later than its slot before the slot counts as never started."""
MOST_SLOTS = 10_000
"""Slots written down at once for one source: a ledger untouched for a year must not stall the loop that asks."""
MOST_UNANSWERED = 100
"""Slots without a verdict that are told of one source."""
AT_ONCE = 100
"""Sources whose slots are asked for in one statement, or written down in one transaction."""
DAWN = datetime(1970, 1, 1, tzinfo=UTC)
"""Before every slot."""
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

    @property
    def switched_off(self) -> datetime | None:
        """Since when a person has it switched off; None while it is on, and where the seed asks for that or is gone."""
        asked = (
            not self.applied.get("active", True) or self.applied.get("paused_by_us") or (self.cron is None and self.every_minutes is None)
        )
        return None if asked else self.paused_at


class Schedules:
    def __init__(self, database: Database, visits: Visits, leases: Leases) -> None:
        self._database = database
        self._visits = visits
        self._leases = leases

    def apply(self, source: Source, *, now: datetime | None = None, applied: Mapping[str, Any] | None = None) -> None:
        """The schedule of ``source`` is in force from now on; what came before is not asked for again.

        ``applied`` is kept as it is (JSON values) and returned by :meth:`applied`.
        """
        now = now or self._database.clock()
        values = {
            "cron": source.cron,
            "every_minutes": source.every_minutes,
            "timezone": source.timezone,
            "jitter_seconds": source.jitter_seconds,
            "applied_at": now,
            "paused_at": None,
            "applied": dict(applied or {}),
        }
        with self._database.transaction() as tx:
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
        with self._database.transaction() as tx:
            tx.execute(
                schedules.update()
                .where(schedules.c.source_id == source_id, schedules.c.paused_at.is_(None))
                .values(paused_at=now or self._database.clock())
            )

    def applied(self, source_id: str) -> dict[str, Any] | None:
        """What :meth:`apply` was told to remember last; None when nothing was ever applied."""
        found = self.of(source_id)
        return dict(found.applied) if found else None

    def of(self, source_id: str) -> Schedule | None:
        """The source's schedule, paused or not; None when none was ever applied."""
        with self._database.reading() as tx:
            found = tx.execute(select(schedules).where(schedules.c.source_id == source_id)).first()
        return _schedule(found) if found else None

    def all(self) -> list[Schedule]:
        """Every schedule ever applied, by source id."""
        with self._database.reading() as tx:
            return [_schedule(row) for row in tx.execute(select(schedules).order_by(schedules.c.source_id))]

    def fill(self, now: datetime | None = None, *, grace: timedelta = GRACE) -> list[Slot]:
        """Write down every slot that passed and that no visit answered; returns those newly found missed, oldest first.

        One statement while no slot has passed; a handful for every hundred sources of which one has.
        """
        now = now or self._database.clock()
        awake = schedules.c.paused_at.is_(None) & (schedules.c.cron.is_not(None) | schedules.c.every_minutes.is_not(None))
        with self._database.reading() as tx:
            rows = tx.execute(select(schedules).where(awake)).all()
        self._back_from_the_future([row.source_id for row in rows if row.checked_until > now + AHEAD], now)
        passed = [Passed(row.source_id, row.checked_until, times) for row in rows if len(times := _times(row, now - grace)) > 1]
        missed: list[Slot] = []
        for start in range(0, len(passed), AT_ONCE):
            with self._database.transaction() as tx:
                missed += _write_down(tx, passed[start : start + AT_ONCE], now)
        return sorted(missed, key=lambda slot: (slot.slot, slot.source_id))

    def _back_from_the_future(self, ids: Sequence[str], now: datetime) -> None:
        """A round under a wrong clock looked at slots of years to come; without this no slot would be missed until then."""
        if ids:
            with self._database.transaction() as tx:
                tx.execute(schedules.update().where(schedules.c.source_id.in_(ids)).values(checked_until=now))

    def slots(self, source_id: str | None, *, since: datetime, until: datetime | None = None) -> list[Slot]:
        """Rows of [since, until), newest first."""
        query = select(slots).where(slots.c.slot >= since).order_by(slots.c.slot.desc(), slots.c.source_id)
        if source_id is not None:
            query = query.where(slots.c.source_id == source_id)
        if until is not None:
            query = query.where(slots.c.slot < until)
        with self._database.reading() as tx:
            return [_slot(row) for row in tx.execute(query)]

    def unanswered(self, *, now: datetime | None = None) -> dict[str, list[Slot]]:
        """By source, the slots since its last verdict, newest first, at most a hundred: never started, skipped, or begun by a process that died.

        Two of them are an incident. A slot whose visit is under way is left out; one that another visit's verdict came after is answered
        by it. Sources without any are left out. One statement while every source has its answer; a handful, and one for each hundred sources
        that have not, otherwise.
        """
        now = now or self._database.clock()
        with self._database.reading() as tx:
            newest = [row for row in tx.execute(_newest(now + AHEAD)) if row.state != "done"]
        if not newest:
            return {}
        seen = {source_id: last.finished_at or last.started_at for source_id, last in self._visits.latest(now=now).items()}
        waiting = [row.source_id for row in newest if row.source_id not in seen or row.slot > seen[row.source_id]]
        if not waiting:
            return {}
        under_way = self._leases.holders()
        with self._database.reading() as tx:
            since = {row.source_id: row.slot or DAWN for row in tx.execute(_since(MOST_UNANSWERED, now + AHEAD))}
            rows: list[Row[Any]] = []
            for start in range(0, len(waiting), AT_ONCE):
                theirs = [
                    and_(slots.c.source_id == one, slots.c.slot >= max(since[one], seen.get(one, DAWN)), slots.c.slot <= now + AHEAD)
                    for one in waiting[start : start + AT_ONCE]
                ]
                rows += tx.execute(select(slots).where(or_(*theirs))).all()
        found: dict[str, list[Slot]] = {}
        answered: set[str] = set()
        for row in sorted(rows, key=lambda row: row.slot, reverse=True):
            source_id = row.source_id
            if row.state == "done" or (source_id in seen and row.slot <= seen[source_id]):
                answered.add(source_id)
            lives = source_id in under_way and under_way[source_id].holder == row.visit_id
            if source_id in answered or (row.state == "started" and (lives or row.noted_at + EXPIRES > now)):
                continue
            found.setdefault(source_id, []).append(_slot(row))
        return found


@dataclass(frozen=True, slots=True)
class Passed:
    """Scheduled times of one source that have passed since ``since``, and the one that follows them."""

    source_id: str
    since: datetime
    times: list[datetime]


def _times(row: Row[Any], until: datetime) -> list[datetime]:
    """The source's scheduled times after those that have their rows, up to the first beyond ``until``: it ends the turn of the one before."""
    until -= timedelta(seconds=row.jitter_seconds)
    times: list[datetime] = []
    try:
        for slot in slots_of(_as_source(_schedule(row)), row.checked_until):
            times.append(slot)
            if slot > until or len(times) > MOST_SLOTS:
                break
    except SourceError as error:
        # One schedule that cannot be read costs the others nothing; `rasid status` names it.
        log.debug("%s", error)
    return times


def _write_down(tx: Connection, passed: Sequence[Passed], now: datetime) -> list[Slot]:
    """Rows for those of the slots that nobody answered."""
    ids = [one.source_id for one in passed]
    held = select(schedules.c.source_id, schedules.c.checked_until).where(schedules.c.source_id.in_(ids), schedules.c.paused_at.is_(None))
    still = {row.source_id: row.checked_until for row in tx.execute(held.order_by(schedules.c.source_id).with_for_update())}
    # One whose schedule was changed since it was read has its turn in the next round.
    passed = [one for one in passed if still.get(one.source_id) == one.since]
    if not passed:
        return []
    within = [and_(slots.c.source_id == one.source_id, slots.c.slot >= one.times[0], slots.c.slot < one.times[-1]) for one in passed]
    answered: dict[str, list[datetime]] = {}
    for source_id, slot in tx.execute(select(slots.c.source_id, slots.c.slot).where(or_(*within)).order_by(slots.c.slot)):
        answered.setdefault(source_id, []).append(slot)
    missed: list[Slot] = []
    for one in passed:
        rows = answered.get(one.source_id, [])
        for slot, following in pairwise(one.times):
            # Jitter moves a run's slot: any row before the next scheduled time answers this one.
            if bisect_left(rows, slot) == bisect_left(rows, following):
                missed.append(Slot(one.source_id, slot, "missed", None, now, NEVER_STARTED))
    if missed:
        insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
        # A visit may begin for this very slot, just now: its row stands.
        tx.execute(insert(slots).on_conflict_do_nothing(), [asdict(slot) for slot in missed])
    tx.execute(
        schedules.update().where(schedules.c.source_id == bindparam("mine")).values(checked_until=bindparam("until")),
        [{"mine": one.source_id, "until": one.times[-2]} for one in passed],
    )
    return missed


def _newest(until: datetime) -> Select[Any]:
    """The newest slot up to ``until`` of every source, each found by its key: joined, PostgreSQL reads the whole table for it."""
    every, older = each_source(slots), slots.alias()
    last = (
        select(func.max(older.c.slot))
        .where(older.c.source_id == every.c.source_id, older.c.slot <= until)
        .correlate(every)
        .scalar_subquery()
    )
    return select(slots).where(tuple_(slots.c.source_id, slots.c.slot).in_(select(every.c.source_id, last)))


def _since(nth: int, until: datetime) -> Select[Any]:
    """Of every source its ``nth`` newest slot up to ``until``; null where there are fewer."""
    every, older = each_source(slots), slots.alias()
    newest = (
        select(older.c.slot)
        .where(older.c.source_id == every.c.source_id, older.c.slot <= until)
        .order_by(older.c.slot.desc())
        .offset(nth - 1)
        .limit(1)
    )
    return select(every.c.source_id, newest.correlate(every).scalar_subquery().label("slot"))


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

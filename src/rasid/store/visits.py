"""Visits: a row from the moment one begins, and the one transaction in which everything it found is kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from rasid.model import Cause, Counts, Verdict, Visit
from rasid.model.judgement import INTERRUPTED
from rasid.model.values import named, to_json, value_of
from rasid.store.database.each_source import each_source
from rasid.store.database.session import Database
from rasid.store.database.tables.articles import articles
from rasid.store.database.tables.visits import visits
from rasid.store.slots import note_slot

LOOKED = (Verdict.HEALTHY.value, Verdict.DEGRADED.value)
"""Verdicts of visits that saw the site."""
ENDED = (*LOOKED, Verdict.FAILED.value)
"""Verdicts of visits that were not skipped."""
AHEAD = timedelta(minutes=5)
"""So far may the clocks of two machines differ. What is stamped later than that comes from a clock that is wrong, and is no news of now."""
MOST_AHEAD = 200
STOPPED = "skipped: cancelled before it could commit; nothing of it was kept"


class Visits:
    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, visit: Visit) -> Visit:
        """Write the visit's row, and its slot's; the answer says whether it is the source's first. Raises LedgerError."""
        with self._database.transaction() as tx:
            seen = select(visits.c.id).where(visits.c.source_id == visit.source_id, visits.c.verdict.in_(LOOKED)).limit(1)
            visit = dataclasses.replace(visit, first=tx.execute(seen).first() is None)
            write_visit(tx, visit)
            if visit.slot is not None:
                note_slot(tx, visit.source_id, visit.slot, "started", visit_id=visit.id, at=visit.started_at)
        self._database.checkpoint("visit.begun")
        return visit

    def skip(self, visit: Visit, reason: str | None = None) -> Visit:
        """End a visit that looked at nothing: the lease was held, or its slot was stale. Writes its row if it has none. Raises LedgerError."""
        at = visit.finished_at or self._database.clock()
        message = visit.message if reason is None else reason
        visit = dataclasses.replace(visit, finished_at=at, verdict=Verdict.SKIPPED, cause=None, message=message)
        with self._database.transaction() as tx:
            write_visit(tx, visit)
            if visit.slot is not None:
                note_slot(tx, visit.source_id, visit.slot, "skipped", visit_id=visit.id, at=at, reason=message)
        return visit

    def stop(self, visit: Visit) -> Visit | None:
        """End a visit that somebody stopped; None when it had ended, or never begun. Nothing of it was kept. Raises LedgerError."""
        at = self._database.clock()
        visit = dataclasses.replace(visit, finished_at=at, verdict=Verdict.SKIPPED, message=STOPPED, reason=named("visit.stopped"))
        with self._database.transaction() as tx:
            under_way = visits.update().where(visits.c.id == visit.id, visits.c.finished_at.is_(None))
            if tx.execute(under_way.values(**_row(visit))).rowcount == 0:
                return None
            if visit.slot is not None:
                note_slot(tx, visit.source_id, visit.slot, "skipped", visit_id=visit.id, at=at, reason=STOPPED)
        return visit

    def fail(self, visit: Visit, cause: Cause, message: str, *, at: datetime | None = None) -> Visit:
        """End a visit that died of something unexpected, when the process can still say so. Raises LedgerError."""
        at = at or self._database.clock()
        visit = dataclasses.replace(visit, finished_at=at, verdict=Verdict.FAILED, cause=cause, message=message)
        with self._database.transaction() as tx:
            tx.execute(visits.update().where(visits.c.id == visit.id, visits.c.finished_at.is_(None)).values(**_row(visit)))
            if visit.slot is not None:
                note_slot(tx, visit.source_id, visit.slot, "done", visit_id=visit.id, at=at, reason=message)
        return visit

    def close_killed(self, tx: Connection, visit: Visit, at: datetime) -> Visit | None:
        """End a visit whose process died; None when it has ended meanwhile. Its slot stays open to whoever takes it over."""
        visit = dataclasses.replace(visit, finished_at=at, verdict=Verdict.FAILED, cause=Cause.RASID, message=INTERRUPTED)
        still = visits.update().where(visits.c.id == visit.id, visits.c.finished_at.is_(None))
        return visit if tx.execute(still.values(**_row(visit))).rowcount else None

    def get(self, visit_id: str) -> Visit | None:
        return self.those([visit_id]).get(visit_id)

    def those(self, ids: Collection[str]) -> dict[str, Visit]:
        """Visits by id; unknown ids are left out."""
        with self._database.reading() as tx:
            return {row["id"]: _visit(row) for row in tx.execute(select(visits).where(visits.c.id.in_(list(ids)))).mappings()}

    def find(self, beginning: str) -> Visit | None:
        """The one visit whose id begins so; None when there is none, or more than one."""
        if not beginning:
            return None
        with self._database.reading() as tx:
            rows = tx.execute(select(visits).where(visits.c.id.startswith(beginning, autoescape=True)).limit(2)).mappings().all()
        return _visit(rows[0]) if len(rows) == 1 else None

    def last(self, source_id: str, *, looked: bool = False, now: datetime | None = None) -> Visit | None:
        """The latest finished visit that was not skipped; with ``looked`` the latest that saw the site (healthy or degraded).

        With ``now`` what a wrong clock stamped with a later time is left out: it would be the latest for ever.
        """
        found = self.recent(source_id, 1, verdicts=LOOKED if looked else ENDED, now=now)
        return found[0] if found else None

    def latest(self, *, looked: bool = False, now: datetime | None = None) -> dict[str, Visit]:
        """:meth:`last` of every source at once, in one statement; sources without such a visit are left out."""
        every, verdicts = each_source(visits), LOOKED if looked else ENDED
        theirs = select(visits.c.id).where(visits.c.source_id == every.c.source_id, visits.c.verdict.in_(verdicts))
        if now is not None:
            theirs = theirs.where(visits.c.started_at <= now + AHEAD)
        one = theirs.order_by(visits.c.started_at.desc(), visits.c.id.desc()).limit(1).correlate(every).scalar_subquery()
        with self._database.reading() as tx:
            found = tx.execute(select(visits).where(visits.c.id.in_(select(one).select_from(every)))).mappings()
            return {row["source_id"]: _visit(row) for row in found}

    def begun(self) -> dict[str, datetime]:
        """When each source was first seen: the beginning of its first visit that did not fail, in one statement."""
        every = each_source(visits)
        theirs = select(visits.c.started_at).where(visits.c.source_id == every.c.source_id, visits.c.verdict.in_(LOOKED))
        first = theirs.order_by(visits.c.started_at, visits.c.id).limit(1).correlate(every).scalar_subquery()
        with self._database.reading() as tx:
            return {source: at for source, at in tx.execute(select(every.c.source_id, first)) if at is not None}

    def ahead(self, now: datetime) -> list[Visit]:
        """Visits stamped with a time that has not come: the clock of the machine that made them was wrong. Latest first."""
        query = select(visits).where(visits.c.started_at > now + AHEAD).order_by(visits.c.started_at.desc(), visits.c.id).limit(MOST_AHEAD)
        with self._database.reading() as tx:
            return [_visit(row) for row in tx.execute(query).mappings()]

    def recent(self, source_id: str | None, n: int, *, verdicts: tuple[str, ...] | None = None, now: datetime | None = None) -> list[Visit]:
        """The latest ``n`` visits that began, newest first; of every source with None. ``verdicts`` leaves out all others, and unfinished ones."""
        query = select(visits).order_by(visits.c.started_at.desc(), visits.c.id.desc()).limit(n)
        if source_id is not None:
            query = query.where(visits.c.source_id == source_id)
        if verdicts is not None:
            query = query.where(visits.c.verdict.in_(verdicts))
        if now is not None:
            query = query.where(visits.c.started_at <= now + AHEAD)
        with self._database.reading() as tx:
            return [_visit(row) for row in tx.execute(query).mappings()]

    def unfinished(self, source_id: str | None = None) -> list[Visit]:
        """Visits that began and have not ended: under way, or dead if nobody holds the source's lease. Oldest first."""
        query = select(visits).where(visits.c.finished_at.is_(None))
        if source_id is not None:
            query = query.where(visits.c.source_id == source_id)
        with self._database.reading() as tx:
            found = [_visit(row) for row in tx.execute(query).mappings()]
        return sorted(found, key=lambda visit: visit.started_at)

    def metrics(self, source_id: str, since: datetime) -> list[tuple[datetime, dict[str, float]]]:
        """(start, metrics) of every visit since then that saw the site, oldest first: the series of history rules."""
        query = (
            select(visits.c.started_at, visits.c.metrics)
            .where(visits.c.source_id == source_id, visits.c.started_at >= since, visits.c.verdict.in_(LOOKED))
            .order_by(visits.c.started_at)
        )
        with self._database.reading() as tx:
            return [(started_at, dict(metrics)) for started_at, metrics in tx.execute(query)]

    def sources(self) -> list[str]:
        """Ids of all sources the ledger has visits or articles of, sorted."""
        with self._database.reading() as tx:
            return sorted({source_id for table in (visits, articles) for source_id in tx.execute(select(each_source(table))).scalars()})


def write_visit(tx: Connection, visit: Visit, *, metrics: Mapping[str, float] | None = None) -> None:
    row = _row(visit) | {"metrics": dict(metrics or {})}
    if tx.execute(visits.update().where(visits.c.id == visit.id).values(**row)).rowcount == 0:
        tx.execute(visits.insert().values(**row))


def _row(visit: Visit) -> dict[str, Any]:
    return {
        "id": visit.id,
        "source_id": visit.source_id,
        "started_at": visit.started_at,
        "slot": visit.slot,
        "finished_at": visit.finished_at,
        "verdict": visit.verdict.value if visit.verdict else None,
        "cause": visit.cause.value if visit.cause else None,
        "message": visit.message,
        "counts": dataclasses.asdict(visit.counts),
        "first": visit.first,
        "run_url": visit.run_url,
        "reason": to_json(visit.reason),
        "read_with": visit.read_with or None,
    }


def _visit(row: Mapping[Any, Any]) -> Visit:
    known = {field.name for field in dataclasses.fields(Counts)}
    return Visit(
        id=row["id"],
        source_id=row["source_id"],
        started_at=row["started_at"],
        slot=row["slot"],
        finished_at=row["finished_at"],
        verdict=Verdict(row["verdict"]) if row["verdict"] else None,
        cause=Cause(row["cause"]) if row["cause"] else None,
        message=row["message"],
        counts=Counts(**{name: number for name, number in row["counts"].items() if name in known}),
        first=row["first"],
        run_url=row["run_url"],
        reason=value_of(row["reason"]),
        read_with=row["read_with"] or "",
    )

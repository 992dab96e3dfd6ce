"""Incidents and their history in the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, cast

from sqlalchemy import Connection, Row, func, insert, or_, select, update

from rasid.errors import AlertError
from rasid.model import Cause, Incident, IncidentEvent, IncidentState, Notice, Severity, Visit, Words
from rasid.model.values import NO_WORDS, Quantity, Quote, Sentence, Value, to_json, value_of
from rasid.store.database.session import Database
from rasid.store.database.tables.incidents import incident_events, incidents
from rasid.store.notices import add_notices

TYPED = ("observed_value", "expected_value", "counted")
"""Fields of an incident that are kept beside its words."""
OPEN = (IncidentState.PENDING, IncidentState.FIRING, IncidentState.ACKNOWLEDGED)
SPEAKING = (IncidentState.FIRING, IncidentState.ACKNOWLEDGED)
"""States of incidents that somebody is told of."""
REMEMBERED = timedelta(days=2)
"""How long a resolved incident is handed to the state machine: longer than any window in which it may reopen."""


TELLING = (Cause.UNREACHABLE, Cause.BLOCKED, Cause.LAYOUT_CHANGED, Cause.QUIET)
"""Causes that say something of how much was published or could be seen; wrong articles do not."""


class Incidents:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of_source(self, tx: Connection, source_id: str, now: datetime) -> list[Incident]:
        """What the state machine needs: those not resolved, and those resolved in the last two days. Locked until ``tx`` ends."""
        return self.of_sources(tx, [source_id], now)

    def of_sources(self, tx: Connection, source_ids: Collection[str], now: datetime) -> list[Incident]:
        """:meth:`of_source` of several at once, oldest first."""
        query = (
            select(incidents)
            .where(incidents.c.source_id.in_(list(source_ids)))
            .where((incidents.c.state != IncidentState.RESOLVED) | (incidents.c.resolved_at >= now - REMEMBERED))
            .order_by(incidents.c.since, incidents.c.id)  # one order for all who lock them
            .with_for_update()
        )
        return [incident_of(row) for row in tx.execute(query)]

    def told_of(self, visits: Collection[Visit]) -> set[str]:
        """Ids of those visits that some incident was last seen by."""
        query = select(incidents.c.last_visit_id).where(
            incidents.c.source_id.in_({visit.source_id for visit in visits}), incidents.c.last_visit_id.in_([visit.id for visit in visits])
        )
        with self._database.reading() as tx:
            return set(tx.execute(query).scalars())

    def save(
        self,
        tx: Connection,
        changed: Iterable[Incident],
        events: Iterable[IncidentEvent] = (),
        notices: Iterable[Notice] = (),
    ) -> None:
        """The three parts of a ``Changes``, in the transaction of what caused them."""
        for incident in changed:
            row = row_of(incident)
            done = tx.execute(update(incidents).where(incidents.c.id == incident.id).values(**row))
            if done.rowcount == 0:
                tx.execute(insert(incidents).values(**row))
        lines = [asdict(event) for event in events]
        if lines:
            tx.execute(insert(incident_events), lines)
        add_notices(tx, notices)

    def get(self, incident_id: str, tx: Connection | None = None) -> Incident:
        """By id, or by the unambiguous beginning of one. Raises AlertError. With ``tx``, locked until it ends."""
        if tx is None:
            with self._database.reading() as reading:
                return self._get(incident_id, reading, lock=False)
        return self._get(incident_id, tx, lock=True)

    def _get(self, incident_id: str, tx: Connection, *, lock: bool) -> Incident:
        wanted = "".join(letter for letter in incident_id.lower() if letter.isalnum())
        query = select(incidents).where(incidents.c.id.startswith(wanted)).limit(2)
        rows = tx.execute(query.with_for_update() if lock else query).all() if wanted else []
        if len(rows) != 1:
            why = "there is no such incident" if not rows else "several incidents begin so"
            raise AlertError(f"incident {incident_id!r}: {why}. `rasid alerts list --all` shows their ids.")
        return incident_of(rows[0])

    def find(
        self,
        *,
        states: Collection[IncidentState] = OPEN,
        source_id: str | None = None,
        since: datetime | None = None,
        limit: int = 500,
    ) -> list[Incident]:
        """Worst and oldest first. ``since`` keeps those seen after it."""
        query = select(incidents).where(incidents.c.state.in_([str(state) for state in states]))
        if source_id is not None:
            query = query.where(incidents.c.source_id == source_id)
        if since is not None:
            query = query.where(incidents.c.last_seen_at >= since)
        query = query.order_by(incidents.c.severity, incidents.c.since).limit(limit)  # «critical» sorts before «warning»
        with self._database.reading() as tx:
            return [incident_of(row) for row in tx.execute(query)]

    def events(self, incident_id: str) -> list[IncidentEvent]:
        """The history of one incident, oldest first."""
        query = select(incident_events).where(incident_events.c.incident_id == incident_id).order_by(incident_events.c.id)
        with self._database.reading() as tx:
            return [event_of(row) for row in tx.execute(query)]

    def happened(self, *, after: int = 0, source_id: str | None = None, visit_id: str | None = None) -> list[tuple[int, IncidentEvent]]:
        """Lines of all histories, numbered in order of writing.

        ``after``: the number of the last line known already. ``source_id`` and ``visit_id`` together: what that visit of the source changed.
        """
        query = select(incident_events).where(incident_events.c.id > after).order_by(incident_events.c.id)
        if source_id is not None:
            query = query.join(incidents, incidents.c.id == incident_events.c.incident_id).where(incidents.c.source_id == source_id)
        if visit_id is not None:
            query = query.where(incident_events.c.visit_id == visit_id)
        with self._database.reading() as tx:
            return [(row.id, event_of(row)) for row in tx.execute(query)]

    def last_line(self) -> int:
        """The number of the last line written to any history; 0 when there is none."""
        with self._database.reading() as tx:
            return int(tx.execute(select(func.max(incident_events.c.id))).scalar() or 0)

    def count_speaking(self) -> dict[str, int]:
        """How many incidents fire or are taken, by source; sources without any are left out."""
        query = select(incidents.c.source_id, func.count()).where(incidents.c.state.in_([str(state) for state in SPEAKING]))
        with self._database.reading() as tx:
            return {source_id: int(count) for source_id, count in tx.execute(query.group_by(incidents.c.source_id))}

    def count_by_state(self) -> dict[str, int]:
        """How many incidents are in each open state, for the metrics."""
        query = (
            select(incidents.c.state, func.count()).where(incidents.c.state.in_([str(state) for state in OPEN])).group_by(incidents.c.state)
        )
        with self._database.reading() as tx:
            found = {str(state): int(count) for state, count in tx.execute(query)}
        return {str(state): found.get(str(state), 0) for state in OPEN}

    def anomalous_days(self, source_id: str, since: datetime, zone: tzinfo) -> frozenset[date]:
        """Local days since then on which an incident of such a cause fired, from its first failure to its end (or to now)."""
        query = select(incidents.c.since, incidents.c.resolved_at).where(
            incidents.c.source_id == source_id,
            incidents.c.cause.in_([cause.value for cause in TELLING]),
            incidents.c.opened_at.is_not(None),
            or_(incidents.c.resolved_at.is_(None), incidents.c.resolved_at >= since),
        )
        days: set[date] = set()
        with self._database.reading() as tx:
            spans = [(row.since, row.resolved_at or self._database.clock()) for row in tx.execute(query)]
        for start, end in spans:
            day, last = max(start, since).astimezone(zone).date(), end.astimezone(zone).date()
            while day <= last:
                days.add(day)
                day += timedelta(days=1)
        return frozenset(days)


def row_of(incident: Incident) -> dict[str, Any]:
    return {
        "id": incident.id,
        "source_id": incident.source_id,
        "key": incident.key,
        "state": str(incident.state),
        "severity": str(incident.severity),
        "cause": str(incident.cause),
        "since": incident.since,
        "last_seen_at": incident.last_seen_at,
        "failures": incident.failures,
        "passes": incident.passes,
        "opened_at": incident.opened_at,
        "acknowledged_at": incident.acknowledged_at,
        "acknowledged_by": incident.acknowledged_by,
        "resolved_at": incident.resolved_at,
        "resolved_by": incident.resolved_by,
        "reopened": incident.reopened,
        "said": incident.said,
        "affected": incident.affected,
        "told_affected": incident.told_affected,
        "observed": incident.observed,
        "expected": incident.expected,
        "words": {
            "title": _kept(incident.title),
            "advice": _kept(incident.advice),
            **{name: to_json(getattr(incident, name)) for name in TYPED if getattr(incident, name) is not None},
            "examples": [list(example) for example in incident.examples],
        },
        "last_visit_id": incident.last_visit_id,
        "run_url": incident.run_url,
    }


def incident_of(row: Row[Any]) -> Incident:
    return Incident(
        id=row.id,
        source_id=row.source_id,
        key=row.key,
        state=IncidentState(row.state),
        severity=Severity(row.severity),
        cause=Cause(row.cause),
        title=_sentence(row.words["title"]),
        since=row.since,
        last_seen_at=row.last_seen_at,
        failures=row.failures,
        opened_at=row.opened_at,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by,
        reopened=row.reopened,
        observed_value=_value(row, "observed_value", row.observed),
        expected_value=_value(row, "expected_value", row.expected),
        counted=cast("Quantity | None", value_of(row.words.get("counted"))),
        advice=_sentence(row.words["advice"]),
        affected=row.affected,
        told_affected=row.told_affected,
        examples=tuple((headline, url) for headline, url in row.words["examples"]),
        last_visit_id=row.last_visit_id,
        passes=row.passes,
        said=row.said,
        run_url=row.run_url,
    )


def _kept(text: Sentence) -> Any:
    """Two texts as a list, as they were kept before there were sentences with parameters."""
    return [text.ar, text.en] if isinstance(text, Words) else to_json(text)


def _sentence(kept: Any) -> Sentence:
    return cast("Sentence | None", value_of(kept)) or NO_WORDS if isinstance(kept, dict) else Words(*kept)


def _value(row: Row[Any], name: str, plain: str | None) -> Value | None:
    """The typed value; of a row from before there were any, its text as it was written."""
    return value_of(row.words.get(name)) or (Quote(plain) if plain else None)


def event_of(row: Row[Any]) -> IncidentEvent:
    return IncidentEvent(row.incident_id, row.at, row.what, row.by, row.reason, row.visit_id)

"""Questions about findings: what is open and since when, and how each rule fared day by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, or_, select

from rasid.model import Finding
from rasid.model.retired import current
from rasid.store.codec import from_plain
from rasid.store.finding_writes import LEFT
from rasid.store.tables.findings import findings

if TYPE_CHECKING:
    from rasid.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding and its life: from the visit that saw it first to the one that saw it no more."""

    id: int
    source_id: str
    finding: Finding
    since: datetime
    last_seen_at: datetime
    visits: int
    """Consecutive visits that saw it."""
    first_visit_id: str
    last_visit_id: str
    closed_at: datetime | None = None
    """None while it is open."""


@dataclass(frozen=True, slots=True)
class Day:
    """One rule on one day of the reader's calendar."""

    day: date
    open: int = 0
    """Findings that were open at some moment of the day, waived ones left out."""
    began: int = 0
    ended: int = 0


class Findings:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def open(self, source_id: str | None = None) -> list[StoredFinding]:
        """What does not pass now, longest open first; of every source with None."""
        query = select(findings).where(findings.c.closed_at.is_(None)).order_by(findings.c.since, findings.c.id)
        if source_id is not None:
            query = query.where(findings.c.source_id == source_id)
        return self._read(query)

    def left(self, tx: Connection, source_id: str, since: datetime) -> list[tuple[str, datetime]]:
        """(rule, when) of article findings that ended since then because their article left the window as it was: nobody mended them."""
        query = select(findings.c.rule, findings.c.closed_at).where(
            findings.c.source_id == source_id, findings.c.closed_at >= since, findings.c.ending == LEFT, findings.c.waived.is_(False)
        )
        return [(row.rule, row.closed_at) for row in tx.execute(query)]

    def between(self, source_id: str | None, since: datetime, until: datetime) -> list[StoredFinding]:
        """Those open at any moment of [since, until), oldest first."""
        query = (
            select(findings)
            .where(findings.c.since < until, or_(findings.c.closed_at.is_(None), findings.c.closed_at >= since))
            .order_by(findings.c.since, findings.c.id)
        )
        if source_id is not None:
            query = query.where(findings.c.source_id == source_id)
        return self._read(query)

    def trend(self, source_id: str | None, *, now: datetime, days: int = 30, zone: tzinfo = UTC) -> dict[str, tuple[Day, ...]]:
        """For each rule that failed in the last ``days`` days (today included) one :class:`Day` a day, oldest first.

        ``zone`` is the reader's: it decides where a day begins.
        """
        today = now.astimezone(zone).date()
        calendar = [today - timedelta(days=back) for back in range(days - 1, -1, -1)]
        begins = datetime.combine(calendar[0], datetime.min.time(), tzinfo=zone)
        query = select(findings.c.rule, findings.c.since, findings.c.closed_at).where(
            findings.c.waived.is_(False), findings.c.since <= now, or_(findings.c.closed_at.is_(None), findings.c.closed_at >= begins)
        )
        if source_id is not None:
            query = query.where(findings.c.source_id == source_id)
        counted: dict[str, list[list[int]]] = {}
        with self._ledger.reading() as tx:
            for rule, since, closed_at in tx.execute(query):
                rows = counted.setdefault(rule, [[0, 0, 0] for _ in calendar])
                first = (since.astimezone(zone).date() - calendar[0]).days
                last = (closed_at.astimezone(zone).date() - calendar[0]).days if closed_at is not None else days - 1
                for at in range(max(first, 0), min(last, days - 1) + 1):
                    rows[at][0] += 1
                if 0 <= first < days:
                    rows[first][1] += 1
                if closed_at is not None and 0 <= last < days:
                    rows[last][2] += 1
        return {rule: tuple(Day(day, *row) for day, row in zip(calendar, rows, strict=True)) for rule, rows in sorted(counted.items())}

    def _read(self, query: Any) -> list[StoredFinding]:
        with self._ledger.reading() as tx:
            return [stored_finding(row) for row in tx.execute(query).mappings()]


def stored_finding(row: Mapping[Any, Any]) -> StoredFinding:
    finding = from_plain(Finding, row["finding"])
    return StoredFinding(
        id=row["id"],
        source_id=row["source_id"],
        # The column follows decisions at once, the finding is as the last visit wrote it.
        finding=replace(finding, waived=row["waived"], rule=(*current(finding.rule), finding.rule)[0]),
        since=row["since"],
        last_seen_at=row["last_seen_at"],
        visits=row["visits"],
        first_visit_id=row["first_visit_id"],
        last_visit_id=row["last_visit_id"],
        closed_at=row["closed_at"],
    )

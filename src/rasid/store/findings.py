"""Findings: what is open and since when, and how a visit's findings get in: what goes on, what began, what is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, or_, select, update

from rasid.model import VISIT_FINDINGS, Finding, IncidentState, Scope, Severity, Status, Verdict, VisitRecord
from rasid.model.retired import current, retired
from rasid.store.codec import from_plain, to_plain
from rasid.store.database.session import Database
from rasid.store.database.tables.findings import findings
from rasid.store.database.tables.incidents import incidents
from rasid.store.keys import NO_KEY, url_key


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
class RuleDay:
    """One rule on one day of the reader's calendar."""

    day: date
    open: int = 0
    """Findings that were open at some moment of the day, waived ones left out."""
    began: int = 0
    ended: int = 0


class Findings:
    def __init__(self, database: Database) -> None:
        self._database = database

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

    def ended_by_rasid(self, tx: Connection, visit_id: str) -> frozenset[str]:
        """Rules whose findings on articles ended in that visit, all of those that did, because another version reads or judges them otherwise."""
        query = select(findings.c.rule, findings.c.ending).where(
            findings.c.closed_visit_id == visit_id, findings.c.article_url.is_not(None), findings.c.waived.is_(False)
        )
        ended = {(row.rule, row.ending) for row in tx.execute(query)}
        return frozenset(rule for rule, ending in ended if ending == REREAD and (rule, PASSED) not in ended)

    def informational(self, tx: Connection, source_id: str) -> list[tuple[str, datetime]]:
        """(rule, since when the oldest) of open article findings of which nobody is told: of rules that are, or have become, informational."""
        query = select(findings.c.rule, func.min(findings.c.since).label("since")).where(
            findings.c.source_id == source_id,
            findings.c.closed_at.is_(None),
            findings.c.article_url.is_not(None),
            findings.c.severity == Severity.INFO.value,
            findings.c.waived.is_(False),
        )
        query = query.group_by(findings.c.rule)
        return [(row.rule, row.since) for row in tx.execute(query)]

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

    def trend(self, source_id: str | None, *, now: datetime, days: int = 30, zone: tzinfo = UTC) -> dict[str, tuple[RuleDay, ...]]:
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
        with self._database.reading() as tx:
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
        return {rule: tuple(RuleDay(day, *row) for day, row in zip(calendar, rows, strict=True)) for rule, rows in sorted(counted.items())}

    def _read(self, query: Any) -> list[StoredFinding]:
        with self._database.reading() as tx:
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


PASSED, LEFT, REREAD = "passed", "left", "reread"
"""How a finding ends: its rule passes now (or it is waived away), its article left the window as it was, or another version of rasid reads or judges the
article, which nobody edited, otherwise."""
STATUS_ORDER = (Status.BROKEN, Status.FAIL)


def save_findings(tx: Connection, record: VisitRecord, *, at: datetime) -> None:
    """``record.findings`` are all that do not pass on the whole window: an open finding that is not among them is over.

    A failed visit judged no article, so article findings stay open; one that was skipped says nothing at all.
    """
    visit = record.visit
    if visit.verdict is Verdict.SKIPPED:
        return
    rename_retired(tx, visit.source_id)
    seen = {identity(finding): finding for finding in sorted(failing(record), key=_strength)}
    open_now = {
        (row.rule, bytes(row.article_key)): row
        for row in tx.execute(select(findings).where(findings.c.source_id == visit.source_id, findings.c.closed_at.is_(None)))
    }
    dark = {identity(finding) for finding in record.findings if finding.status is Status.UNSEEN}
    begun = [new_row(finding, key, record, at) for key, finding in seen.items() if key not in open_now]
    if begun:
        tx.execute(findings.insert(), begun)
    going_on = [
        {
            "of": row.id,
            "seen": at,
            "visit": visit.id,
            "n": row.visits + (row.last_visit_id != visit.id),
            **{f"new_{k}": v for k, v in verdict_columns(seen[key]).items()},
        }
        for key, row in open_now.items()
        if key in seen
    ]
    if going_on:
        names = [name for name in going_on[0] if name.startswith("new_")]
        changes: dict[str, Any] = {name.removeprefix("new_"): bindparam(name) for name in names}
        moved = update(findings).where(findings.c.id == bindparam("of"))
        tx.execute(
            moved.values(last_seen_at=bindparam("seen"), last_visit_id=bindparam("visit"), visits=bindparam("n"), **changes), going_on
        )
    over = [row for key, row in open_now.items() if key not in seen and key not in dark and _judged(row, record)]
    # A page that was taken down is wrong no more.
    window = None if record.window_urls is None else {url_key(url) for url in (*record.window_urls, *record.gone_urls)}
    ours = {url_key(url) for url in record.ours_alone}
    for ending in (PASSED, LEFT, REREAD):
        ids = [row.id for row in over if _ending(row, window, ours) == ending]
        for start in range(0, len(ids), 500):
            these = findings.c.id.in_(ids[start : start + 500])
            tx.execute(findings.update().where(these).values(closed_at=at, closed_visit_id=visit.id, ending=ending))


def rename_retired(tx: Connection, source_id: str) -> None:
    """What is open under a key that was retired goes on under the first of its successors; without one it ends at this visit."""
    for old, new in retired().items():
        if new:
            there = select(findings.c.article_key).where(
                findings.c.source_id == source_id, findings.c.rule == new[0], findings.c.closed_at.is_(None)
            )
            still = (findings.c.source_id == source_id, findings.c.rule == old, findings.c.closed_at.is_(None))
            tx.execute(update(findings).where(*still, findings.c.article_key.not_in(there)).values(rule=new[0]))
            here = (incidents.c.source_id == source_id, incidents.c.state != IncidentState.RESOLVED)
            taken = select(incidents.c.id).where(*here, incidents.c.key == new[0])
            if tx.execute(taken).first() is None:
                tx.execute(update(incidents).where(*here, incidents.c.key == old).values(key=new[0]))


def _judged(row: Row[Any], record: VisitRecord) -> bool:
    """Whether this visit could have found it again: after a failed one nothing is known of articles, nor of a section that was not read."""
    if row.scope == Scope.ARTICLE.value:
        return record.visit.verdict is not Verdict.FAILED
    return record.section_read or row.rule in VISIT_FINDINGS


def _ending(row: Row[Any], window: set[bytes] | None, ours: set[bytes]) -> str:
    if row.scope != Scope.ARTICLE.value:
        return PASSED
    if window is not None and bytes(row.article_key) not in window:
        return LEFT
    return REREAD if bytes(row.article_key) in ours else PASSED


def failing(record: VisitRecord) -> list[Finding]:
    """What is kept of a record's findings: those that do not pass. What was not seen leaves everything as it was."""
    return [finding for finding in record.findings if finding.status not in (Status.PASS, Status.UNSEEN)]


def identity(finding: Finding) -> tuple[str, bytes]:
    """A rule on the section is told apart by its field, which names the section where a source watches several."""
    about = finding.article_url if finding.article_url is not None else finding.field
    return (finding.rule, url_key(about) if about else NO_KEY)


def _strength(finding: Finding) -> tuple[int, int]:
    """Sorts the one to keep last, where one visit gives the same finding twice: the worse severity, then broken before failed."""
    return (-finding.severity.rank, -STATUS_ORDER.index(finding.status))


def verdict_columns(finding: Finding) -> dict[str, Any]:
    """The columns that a finding renews each time it is seen."""
    return {
        "severity": finding.severity.value,
        "status": finding.status.value,
        "cause": finding.cause.value,
        "waived": finding.waived,
        "affected": finding.affected,
        "finding": to_plain(finding),
    }


def new_row(finding: Finding, key: tuple[str, bytes], record: VisitRecord, at: datetime) -> dict[str, Any]:
    """The row of a finding that begins with this record; ``key`` is its :func:`identity`."""
    visit = record.visit
    return {
        "source_id": visit.source_id,
        "rule": finding.rule,
        "article_key": key[1],
        "article_url": finding.article_url,
        "scope": finding.scope.value,
        "since": at,
        "last_seen_at": at,
        "visits": 1,
        "first_visit_id": visit.id,
        "last_visit_id": visit.id,
        "closed_at": None,
        "closed_visit_id": None,
        "ending": None,
        **verdict_columns(finding),
    }

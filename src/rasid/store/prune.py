"""Retention: what is older or bigger than the settings allow is forgotten, by kind, with a dry run that tells the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, bindparam, func, or_, select

from rasid.store.database.tables.articles import articles, links, revisions
from rasid.store.database.tables.findings import findings
from rasid.store.database.tables.hosts import hosts, robots, validators
from rasid.store.database.tables.pages import pages
from rasid.store.database.tables.schedules import slots
from rasid.store.database.tables.visits import visits
from rasid.store.ledger import Ledger

CHUNK = 500
"""Rows forgotten in one transaction, so that a visit never waits long for the write lock."""
LEFT_OVER = timedelta(days=1)
"""A page file that no row names and that is this old comes from a crash, not from a visit under way."""
LINK_DAYS = 30


@dataclass(frozen=True, slots=True)
class Retention:
    """How long what is kept. ``page_bytes`` 0 keeps no page, whatever its age."""

    page_days: int = 30
    page_bytes: int = 5_000_000_000
    finding_days: int = 400
    delivery_days: int = 90


@dataclass(frozen=True, slots=True)
class Pruned:
    """What went, or would go: rows of one kind, and the bytes of their files."""

    kind: str
    """``pages | left-over files | revisions | findings | visits | slots | links | hosts | deliveries``"""
    rows: int
    bytes: int = 0


def prune(ledger: Ledger, retention: Retention, *, now: datetime | None = None, dry_run: bool = False) -> list[Pruned]:
    """Forget what is past its time, a kind after the other. Articles and their first and latest revisions are never forgotten.

    With ``dry_run`` nothing is changed and the answer is the same. Raises LedgerError.
    """
    now = now or ledger.clock()
    old = now - timedelta(days=retention.finding_days)
    done = [_pages(ledger, retention, now, dry_run), _left_over(ledger, now, dry_run)]
    middle = and_(revisions.c.seen_at < old, revisions.c.number > 1, ~_is_among_the_last_two())
    done.append(Pruned("revisions", _rows(ledger, revisions, middle, dry_run)))
    kinds = (
        ("findings", findings, findings.c.closed_at < old),
        ("visits", visits, visits.c.started_at < old),
        ("slots", slots, slots.c.slot < old),
        ("links", links, links.c.last_seen_at < now - timedelta(days=LINK_DAYS)),
        ("hosts", validators, validators.c.saved_at < old),
        ("hosts", robots, robots.c.fetched_at < now - timedelta(days=LINK_DAYS)),
        ("hosts", hosts, and_(_past(hosts.c.next_free_at, now), _past(hosts.c.backed_off_until, now))),
    )
    counted: dict[str, int] = {}
    for kind, table, condition in kinds:
        counted[kind] = counted.get(kind, 0) + _rows(ledger, table, condition, dry_run)
    done += [Pruned(kind, rows) for kind, rows in counted.items()]
    done.append(Pruned("deliveries", _deliveries(ledger, now - timedelta(days=retention.delivery_days), dry_run)))
    return done


class _DryRun(Exception):
    """Ends a transaction that was only meant to count."""


def _counted(ledger: Ledger, change: Callable[[Connection], int], dry_run: bool) -> int:
    """What ``change`` would do, undone again when it is a dry run."""
    rows = 0
    try:
        with ledger.transaction() as tx:
            rows = change(tx)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return rows


def _past(column: Column[Any], now: datetime) -> ColumnElement[bool]:
    return or_(column.is_(None), column < now - timedelta(days=LINK_DAYS))


def _rows(ledger: Ledger, table: Table, condition: ColumnElement[bool], dry_run: bool) -> int:
    if dry_run:
        with ledger.reading() as tx:
            return int(tx.execute(select(func.count()).select_from(table).where(condition)).scalar_one())
    keys = list(table.primary_key.columns)
    gone = 0
    while True:
        with ledger.transaction() as tx:
            some = tx.execute(select(*keys).where(condition).limit(CHUNK)).all()
            if some:
                this = [key == bindparam(f"of_{key.name}", type_=key.type) for key in keys]
                tx.execute(
                    table.delete().where(*this), [{f"of_{key.name}": value for key, value in zip(keys, row, strict=True)} for row in some]
                )
        gone += len(some)
        if len(some) < CHUNK:
            return gone


def _is_among_the_last_two() -> ColumnElement[bool]:
    """Of an article's revisions the latest is what it says now, and the one before tells what was changed."""
    return select(articles.c.id).where(articles.c.id == revisions.c.article_id, revisions.c.number >= articles.c.revision - 1).exists()


def _deliveries(ledger: Ledger, before: datetime, dry_run: bool) -> int:
    return _counted(ledger, lambda tx: ledger.outbox.prune(tx, before), dry_run)


def _pages(ledger: Ledger, retention: Retention, now: datetime, dry_run: bool) -> Pruned:
    """Whole files, oldest first: those past their days, then as many as are needed to come below the bytes."""
    query = select(pages.c.file, func.max(pages.c.fetched_at).label("at"), func.count().label("rows")).group_by(pages.c.file).order_by("at")
    with ledger.reading() as tx:
        files = [(row.file, row.at, int(row.rows)) for row in tx.execute(query)]
    sizes = {file: _size(ledger.pages_dir / file) for file, _, _ in files}
    total = sum(sizes.values())
    oldest = now - timedelta(days=retention.page_days)
    rows = freed = 0
    for file, at, count in files:
        if at >= oldest and total - freed <= retention.page_bytes:
            break
        rows, freed = rows + count, freed + sizes[file]
        if not dry_run:
            # The rows go first: a crash between the two leaves a file nobody names, never a row whose file is gone.
            with ledger.transaction() as tx:
                tx.execute(pages.delete().where(pages.c.file == file))
            ledger.checkpoint("prune.rows_gone")
            _unlink(ledger.pages_dir / file, ledger.pages_dir)
    return Pruned("pages", rows, freed)


def _left_over(ledger: Ledger, now: datetime, dry_run: bool) -> Pruned:
    if not ledger.pages_dir.is_dir():
        return Pruned("left-over files", 0)
    with ledger.reading() as tx:
        named = set(tx.execute(select(pages.c.file).distinct()).scalars())
    count = freed = 0
    for path in sorted(ledger.pages_dir.rglob("*.warc.gz*")):
        if path.relative_to(ledger.pages_dir).as_posix() in named:
            continue
        try:
            about = path.stat()
        except FileNotFoundError:
            continue  # a visit has just given it its final name
        if datetime.fromtimestamp(about.st_mtime, UTC) > now - LEFT_OVER:
            continue
        count, freed = count + 1, freed + about.st_size
        if not dry_run:
            _unlink(path, ledger.pages_dir)
    return Pruned("left-over files", count, freed)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _unlink(path: Path, top: Path) -> None:
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == top or not folder.is_relative_to(top):
            return
        try:
            folder.rmdir()  # only when it is empty now
        except OSError:
            return

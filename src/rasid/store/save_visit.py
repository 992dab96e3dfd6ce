"""The one transaction in which everything a visit found is kept, and that of a look at one article alone: the only writers across subjects."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from rasid.errors import LedgerError
from rasid.model import Cause, Verdict, Visit, VisitRecord
from rasid.model.judgement import INTERRUPTED
from rasid.store.article_writes import lock_source, save_articles
from rasid.store.database.tables.findings import findings
from rasid.store.database.tables.visits import visits
from rasid.store.findings import PASSED, failing, identity, new_row, save_findings, verdict_columns
from rasid.store.keys import url_key
from rasid.store.leases import Lease
from rasid.store.ledger import Ledger
from rasid.store.links import note_doors, save_links, save_memory, try_at_once
from rasid.store.pages import Archived
from rasid.store.repeats import save_repeats
from rasid.store.slots import note_slot
from rasid.store.visits import write_visit

DEAD_FOR = timedelta(days=1)
"""A visit that died is closed by whoever tells of it, the delivery loop; after so long, by the next commit."""


def save_visit(
    ledger: Ledger, tx: Connection, record: VisitRecord, *, lease: Lease | None = None, archived: Archived | None = None
) -> bool:
    """Keep everything ``record`` holds, within ``tx``. False when this visit is in the ledger already: nothing is done twice.

    ``lease`` is proved to be still held, within the same transaction (LeaseHeld otherwise: another visit took over).
    ``archived`` is what ``ledger.pages.write(visit, pages)`` gave before the transaction; without it the pages are written now.
    Raises LedgerError.
    """
    visit = record.visit
    lock_source(tx, visit.source_id)
    if lease is not None:
        lease.confirm(tx)
    held = tx.execute(select(visits.c.finished_at, visits.c.message).where(visits.c.id == visit.id)).first()
    # One that was taken for dead (the machine slept) and has proved that it holds its lease still, brings its verdict after all.
    taken_for_dead = held is not None and lease is not None and held.message == INTERRUPTED
    if held is not None and held.finished_at is not None and not taken_for_dead:
        return False
    if visit.verdict is None:
        raise LedgerError(f"The visit {visit.id} has no verdict: judge it before it is saved.")
    if archived is None and record.pages:
        archived = ledger.pages.write(visit, record.pages)
    at = visit.finished_at or ledger.clock()
    written = save_articles(tx, ledger.duplicates, record, at=at)
    ledger.checkpoint("save.articles")
    note_doors(tx, record)
    save_links(tx, record, at=at)
    if record.pages_back:
        try_at_once(tx, visit.source_id, at=at)
    if record.evidence is not None:
        save_memory(tx, visit.source_id, record.evidence, at=at)
    if record.repeats is not None:
        save_repeats(tx, visit.source_id, record.repeats)
    ledger.hosts.save_validators(tx, visit.source_id, record.pages, at=at)
    ledger.checkpoint("save.links")
    save_findings(tx, record, at=at)
    ledger.checkpoint("save.findings")
    if archived is not None:
        ledger.pages.index(tx, visit, archived)
    ledger.checkpoint("save.pages")
    counts = dataclasses.replace(visit.counts, new=written.new, revised=written.revised)
    write_visit(tx, dataclasses.replace(visit, finished_at=at, counts=counts), metrics=record.metrics)
    _close_interrupted(tx, visit, at)
    if visit.slot is not None:
        note_slot(tx, visit.source_id, visit.slot, "done", visit_id=visit.id, at=at, reason="")
    ledger.checkpoint("save.visit")
    return True


def _close_interrupted(tx: Connection, visit: Visit, at: datetime) -> None:
    """Visits that began a day ago and never ended died, and nobody was there to tell of them."""
    query = select(visits.c.id, visits.c.started_at).where(visits.c.source_id == visit.source_id, visits.c.finished_at.is_(None))
    dead = [row.id for row in tx.execute(query) if row.started_at < visit.started_at - DEAD_FOR and row.id != visit.id]
    if dead:
        values = {"finished_at": at, "verdict": Verdict.FAILED.value, "cause": Cause.RASID.value, "message": INTERRUPTED}
        tx.execute(visits.update().where(visits.c.id.in_(dead)).values(**values))


def save_recheck(ledger: Ledger, record: VisitRecord, url: str, *, at: datetime) -> None:
    """``record`` holds the one article (or its address among ``gone_urls``) and every finding on it that does not pass.

    Its visit has no row: metrics and verdicts speak of the section, and nobody looked at that. Raises LedgerError.
    """
    with ledger.transaction() as tx:
        lock_source(tx, record.visit.source_id)
        save_articles(tx, ledger.duplicates, record, at=at)
        seen = {identity(finding): finding for finding in failing(record)}
        here = (findings.c.source_id == record.visit.source_id, findings.c.article_key == url_key(url), findings.c.closed_at.is_(None))
        open_now = {(row.rule, bytes(row.article_key)): row for row in tx.execute(select(findings).where(*here))}
        begun = [new_row(finding, key, record, at) for key, finding in seen.items() if key not in open_now]
        if begun:
            tx.execute(findings.insert(), begun)
        for key, row in open_now.items():
            changes = (
                {**verdict_columns(seen[key]), "last_seen_at": at}
                if key in seen
                else {"closed_at": at, "closed_visit_id": record.visit.id, "ending": PASSED}
            )
            tx.execute(update(findings).where(findings.c.id == row.id).values(**changes))


def recheck_visit(visit_id: str, source_id: str, at: datetime) -> Visit:
    """Stands for the look that no schedule asked for."""
    return Visit(id=visit_id, source_id=source_id, started_at=at, finished_at=at)

"""Keeps what was found when one article alone was looked at again: its revision and its findings, nobody else's."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from rasid.model import Visit, VisitRecord
from rasid.store.article_writes import lock_source, save_articles
from rasid.store.finding_writes import PASSED, failing, identity, new_row, verdict_columns
from rasid.store.keys import url_key
from rasid.store.tables.findings import findings

if TYPE_CHECKING:
    from rasid.store.ledger import Ledger


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

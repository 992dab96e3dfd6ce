"""Last step: everything the visit found goes into the ledger in one transaction, or nothing does."""

from __future__ import annotations

from rasid.alert import transitions
from rasid.model import VisitRecord
from rasid.model.vocabulary import Refused
from rasid.pipeline.alerting import policy_of
from rasid.pipeline.workplace import Collected, Discovered, Judged, VisitUnderWay

PASSING_REFUSALS = (Refused.CHALLENGE, Refused.LOGIN)
"""A page that stood behind a wall today is no statement about the link: it is tried again at the next visit."""


def commit(under_way: VisitUnderWay, discovered: Discovered, collected: Collected, judged: Judged) -> None:
    """Articles, revisions, findings, incidents and outbox rows together.

    Raw pages are on disk before the transaction begins: a record never points at pages that are not there.
    Raises LeaseHeld when another visit took the source over meanwhile, and LedgerError.
    """
    ledger, now = under_way.workplace.ledger, under_way.workplace.clock()
    visit = judged.visit
    pages = (*discovered.pages, *collected.pages)
    record = VisitRecord(
        visit=visit,
        articles=collected.articles,
        pages=pages,
        seen_urls=discovered.seen_urls,
        links=discovered.links,
        gone_urls=collected.gone_urls,
        refused_urls=tuple(url for url, kind in collected.refused if kind not in PASSING_REFUSALS),
        looked_urls=collected.looked_urls,
        window_urls=tuple(item.article.url for item in judged.window),
        findings=judged.findings,
        metrics=judged.metrics,
        section_read=discovered.readable_sections > 0,
    )
    headlines = {item.article.url: item.article.headline or "" for item in judged.window}
    archived = ledger.pages.write(visit, pages) if pages else None
    with ledger.transaction() as tx:
        if not ledger.visits.save(tx, record, lease=under_way.lease, archived=archived):
            return
        changes = transitions(
            ledger.incidents.of_source(tx, visit.source_id, now),
            judged.findings,
            visit,
            policy=policy_of(under_way.workplace.settings),
            silences=ledger.silences.in_force(now, tx),
            headlines=headlines,
            now=now,
        )
        ledger.incidents.save(tx, changes.incidents, changes.events, changes.notices)

"""Last step: everything the visit found goes into the ledger in one transaction, or nothing does."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from rasid.alert import transitions
from rasid.errors import LeaseHeld
from rasid.model import VisitRecord
from rasid.model.vocabulary import Cause, Verdict
from rasid.pipeline.alerting import policy_of
from rasid.pipeline.aside import unsavable
from rasid.pipeline.versions import read_with
from rasid.pipeline.workplace import Collected, Discovered, Judged, VisitUnderWay
from rasid.store.pages import Archived
from rasid.store.save_visit import save_visit
from rasid.wording.values import Reader, title_of


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
        gone_urls=judged.gone_urls,
        fates=collected.fates,
        evidence=judged.evidence,
        pages_back=judged.pages_back,
        looked_urls=collected.looked_urls,
        window_urls=tuple(item.article.url for item in judged.window),
        ours_alone=judged.ours_alone,
        findings=judged.findings,
        metrics=judged.metrics,
        read_with=read_with(under_way.source),
        repeats=collected.repeats,
        section_read=discovered.readable_sections > 0,
    )
    archived = under_way.archive.finish() if under_way.archive is not None else None
    try:
        _save(under_way, record, judged, archived, now)
    except LeaseHeld:
        raise
    except Exception:
        aside = unsavable(ledger, record)
        if not aside:
            raise
        broken = {finding.article_url for finding in aside}
        findings = (*(finding for finding in record.findings if finding.article_url not in broken), *aside)
        articles = tuple(article for article in record.articles if article.url not in broken)
        if visit.verdict is Verdict.HEALTHY:
            visit = replace(visit, verdict=Verdict.DEGRADED, cause=Cause.RASID, message=f"{Cause.RASID}: {title_of(aside[0], Reader())}")
        _save(under_way, replace(record, visit=visit, articles=articles, findings=findings), judged, archived, now)


def _save(under_way: VisitUnderWay, record: VisitRecord, judged: Judged, archived: Archived | None, now: datetime) -> None:
    ledger, visit = under_way.workplace.ledger, record.visit
    headlines = {item.article.url: item.article.headline or "" for item in judged.window}
    with ledger.transaction() as tx:
        if not save_visit(ledger, tx, record, lease=under_way.lease, archived=archived):
            return
        incidents = ledger.incidents.of_source(tx, visit.source_id, now)
        changes = transitions(
            incidents,
            record.findings,
            visit,
            policy=policy_of(under_way.workplace.settings),
            silences=ledger.silences.in_force(now, tx),
            headlines=headlines,
            left=[
                *ledger.findings.left(tx, visit.source_id, min((one.since for one in incidents), default=now)),
                *((rule, now) for rule in judged.left),
            ],
            reread=ledger.findings.ended_by_rasid(tx, visit.id),
            lowered=ledger.findings.informational(tx, visit.source_id),
            undecided=judged.undecided,
            folded=judged.folded,
            now=now,
        )
        ledger.incidents.save(tx, changes.incidents, changes.events, changes.notices)

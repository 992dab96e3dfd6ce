"""Last step: everything the visit found goes into the ledger in one transaction, or nothing does."""

from __future__ import annotations

from rasid.alert import transitions
from rasid.model import Incident, VisitRecord
from rasid.pipeline.workplace import Collected, Discovered, Judged, VisitUnderWay


def commit(under_way: VisitUnderWay, discovered: Discovered, collected: Collected, judged: Judged) -> tuple[Incident, ...]:
    """Articles, revisions, findings, incidents and outbox rows together. Returns the incidents whose state changed."""
    workplace, source = under_way.workplace, under_way.source
    ledger, now = workplace.ledger, workplace.clock()
    record = VisitRecord(
        visit=judged.visit,
        articles=collected.articles,
        pages=(*discovered.pages, *collected.pages),
        seen_urls=tuple(link.url for link in discovered.links),
        gone_urls=collected.gone_urls,
        refused=collected.refused,
        findings=judged.findings,
        metrics=judged.metrics,
    )
    workplace.checkpoint("before commit")
    headlines = {item.article.url: item.article.headline or item.article.url for item in judged.window}
    with ledger.transaction() as tx:
        ledger.visits.save(tx, record)
        workplace.checkpoint("visit saved")
        changes = transitions(
            ledger.incidents.open(tx, source.id),
            judged.findings,
            judged.visit,
            silences=ledger.silences.in_force(tx, now),
            headlines=headlines,
            now=now,
        )
        ledger.incidents.save(tx, changes.incidents)
        workplace.checkpoint("incidents saved")
        ledger.outbox.add(tx, changes.notices)
        workplace.checkpoint("outbox written")
    workplace.checkpoint("committed")
    return tuple(changes.incidents)

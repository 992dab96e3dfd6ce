"""One visit against the ledger alone, as the pipeline makes it, in a child that can be killed; and what must hold afterwards."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from rasid.alert import transitions
from rasid.model import Fate, LinkFate, Severity, Verdict, VisitRecord
from rasid.store import Ledger, open_ledger
from rasid.store.save_visit import save_visit
from tests.store.samples import NOON, SOURCE, article, finding, page, record, url_of, visit

BASE = range(4)
EDITED, GONE, NEW = 0, 1, range(10, 16)

Checkpoint = Callable[[str], None]


def quiet(_name: str) -> None:
    return


def base_record() -> VisitRecord:
    return record(
        "base", BASE, NOON - timedelta(hours=2), findings=(finding("headline_short", url_of(2)), finding("body_short", url_of(3)))
    )


def next_record(visit_id: str, at: datetime) -> VisitRecord:
    """An edit, a disappearance, six new articles of which one repeats another, links left over, a finding that goes on, one that ends, two that begin."""
    new = [article(number) for number in NEW[:-1]]
    made = (article(EDITED, headline="عنوان معدل"), *new, article(NEW[-1], body=new[0].body))
    return record(
        visit_id,
        at=at,
        verdict=Verdict.DEGRADED,
        articles=made,
        pages=tuple(page(item.url, body=item.text.encode(), etag=f'"{item.url[-2:]}"', at=at) for item in made),
        seen_urls=(*(item.url for item in made), url_of(50), url_of(51)),
        links=(),
        fates=(LinkFate(url_of(51), Fate.REFUSED, "listing"),),
        gone_urls=(url_of(GONE),),
        findings=(
            finding("headline_short", url_of(2)),
            finding("published_missing", url_of(NEW[0]), severity=Severity.CRITICAL),
            finding("section_links_found", severity=Severity.CRITICAL),
        ),
    )


def make_visit(ledger: Ledger, visit_id: str, at: datetime) -> None:
    begun = ledger.visits.begin(visit(visit_id, at, verdict=None))
    with ledger.leases.hold(SOURCE, begun.id) as lease:
        made = next_record(visit_id, at)
        ledger.articles.known(SOURCE, made.seen_urls)
        ledger.articles.window(SOURCE, at - timedelta(hours=48), visit_articles=made.articles, now=at)
        ledger.hosts.reserve("https://bayan.example:443", now=at, spacing=1.0)
        archived = ledger.pages.write(begun, made.pages)
        with ledger.transaction() as tx:
            if save_visit(ledger, tx, made, lease=lease, archived=archived):
                known = ledger.incidents.of_source(tx, SOURCE, at)
                changes = transitions(known, made.findings, made.visit, silences=[], headlines={}, now=at)
                ledger.incidents.save(tx, changes.incidents, changes.events, changes.notices)
                ledger.checkpoint("incidents.saved")
    ledger.checkpoint("visit.ended")


def child(url: str, pages_dir: Path, visit_id: str, checkpoint: Checkpoint = quiet) -> int:
    """Fork a visit; its process id."""
    number = os.fork()
    if number:
        return number
    status = 1
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with open_ledger(url, pages_dir=pages_dir, checkpoint=checkpoint) as ledger:
            make_visit(ledger, visit_id, datetime.now(UTC))
        status = 0
    finally:
        os._exit(status)


def kill_at(name: str) -> Checkpoint:
    def checkpoint(reached: str) -> None:
        if reached == name:
            os.kill(os.getpid(), signal.SIGKILL)

    return checkpoint


def nth(name: str, number: int) -> Checkpoint:
    """Kill when ``name`` is reached for the ``number``-th time."""
    left = [number]

    def checkpoint(reached: str) -> None:
        if reached == name:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return checkpoint


def wait_for(number: int, seconds: float = 60) -> int:
    """The exit status; raises when the child hangs."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(number, os.WNOHANG)
        if done:
            return status
        time.sleep(0.002)
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)
    raise TimeoutError("the visit hangs")


CONTENT = (
    "SELECT url, headline, revision, gone_at IS NULL, section FROM articles ORDER BY url",
    "SELECT a.url, r.number, r.content_hash, r.changed, r.reason FROM revisions r JOIN articles a ON a.id = r.article_id ORDER BY a.url, r.number",
    "SELECT a.url, b.url FROM articles a JOIN articles b ON b.id = a.near_duplicate_of ORDER BY a.url",
    "SELECT a.url, s.signature, (SELECT count(*) FROM article_bands b WHERE b.article_id = a.id) FROM signatures s JOIN articles a ON a.id = s.article_id ORDER BY a.url",
    "SELECT url, refusals > 0 FROM links ORDER BY url",
    "SELECT url_key, source_id, etag FROM validators ORDER BY url_key",
    "SELECT rule, article_url, severity, closed_at IS NULL FROM findings ORDER BY rule, article_url",
    "SELECT key, state, failures > 1 FROM incidents ORDER BY key",
    "SELECT n.kind, i.key FROM notices n LEFT JOIN incidents i ON i.id = n.incident_id ORDER BY n.kind, i.key",
)
"""What a visit leaves, without names of visits and times of day."""


def content(ledger: Ledger) -> list[list[Any]]:
    with ledger.reading() as tx:
        return [[tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in tx.execute(text(query))] for query in CONTENT]


def sound(ledger: Ledger) -> None:
    """No page is named that cannot be read, no row dangles, the file is whole."""
    with ledger.reading() as tx:
        if ledger.engine.dialect.name == "sqlite":
            assert tx.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert tx.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        orphans = "SELECT count(*) FROM article_bands b WHERE NOT EXISTS (SELECT 1 FROM signatures s WHERE s.article_id = b.article_id)"
        assert tx.execute(text(orphans)).scalar_one() == 0
        visits = list(tx.execute(text("SELECT DISTINCT visit_id FROM pages")).scalars())
    for visit_id in visits:
        assert ledger.pages.read(visit_id)

"""Looks at one article again at once: an editor says that something is mended."""

from __future__ import annotations

import logging
import uuid
from dataclasses import replace
from datetime import timedelta

from rasid.errors import FetchError, RasidError
from rasid.extract.repeated import without_repeated
from rasid.model import Article, Cause, Finding, Source, VisitRecord
from rasid.model.article import with_back
from rasid.model.desk import Looked
from rasid.pipeline.apart import Apart
from rasid.pipeline.judge import judge_window
from rasid.pipeline.single import extract_article
from rasid.pipeline.upgrade import untold
from rasid.pipeline.versions import read_with
from rasid.pipeline.workplace import VisitContext
from rasid.store.save_visit import recheck_visit, save_recheck

log = logging.getLogger(__name__)


def recheck_article(source: Source, url: str, workplace: VisitContext) -> Looked:
    """Fetch, extract, judge within the window, keep. The article's findings in the ledger are closed or renewed; no others are touched.

    No lease is taken: a visit under way judges the same page by the same rules. Raises LedgerError.
    """
    ledger, now = workplace.ledger, workplace.clock()
    known = ledger.articles.latest(source.id, url)
    record = VisitRecord(visit=recheck_visit(f"desk-{uuid.uuid4().hex}", source.id, now), read_with=read_with(source))
    try:
        with workplace.fetcher(source) as fetcher:
            page = fetcher.get(url, kind="page")
        article = known.article if page.not_modified and known else _read(page.body, page.final_url, page.content_type, source, workplace)
    except FetchError as error:
        log.info("%s", error)
        if error.status in (404, 410):
            save_recheck(ledger, replace(record, gone_urls=(url,)), url, at=now)
            return Looked((), "gone")
        return Looked(None, "blocked" if error.cause is Cause.BLOCKED else "unreachable")
    except RasidError as error:
        log.info("%s: %s", url, error)
        return Looked(None, "unreadable")
    article = without_repeated(with_back(article, lambda _: True), ledger.repeats.of(source.id), now)
    article = replace(article, url=url, source_id=source.id, section=known.article.section if known else article.section)
    findings = judged(source, article, workplace)
    save_recheck(ledger, replace(record, articles=(article,), seen_urls=(url,), findings=findings), url, at=now)
    return Looked(findings)


def _read(body: bytes, url: str, content_type: str | None, source: Source, workplace: VisitContext) -> Article:
    with Apart() as apart:
        return apart.run(extract_article, body, url, source=source, content_type=content_type, now=workplace.clock())


def judged(source: Source, article: Article, workplace: VisitContext) -> tuple[Finding, ...]:
    """Every finding on ``article`` that does not pass, judged among the articles of its window (a repeated headline needs the other one)."""
    ledger, now = workplace.ledger, workplace.clock()
    window = ledger.articles.window(
        source.id, now - timedelta(hours=source.window_hours), visit_articles=(article,), now=now, read_with=read_with(source)
    )
    found = [finding for finding in judge_window(window, source, workplace, now) if finding.article_url == article.url]
    found = untold(found, ledger.findings.open(source.id), (), anew=False, now=now, window=timedelta(hours=source.window_hours))
    return tuple(ledger.desk.mark_waived(source.id, found, window, now=now))

"""The first visit with another version of rasid, of the seed's selectors, or of the rules: nothing is told that only rasid changed.

Stored pages of the window are read again, so that what the site shows now is compared with what it showed then, both read alike. What the
new version finds on pages that nobody changed is shown to editors and told to nobody; a waiver of a finding goes on covering it.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from rasid.errors import LedgerError
from rasid.model import VISIT_FINDINGS, Cause, Finding
from rasid.pipeline.versions import judged_with, read_with
from rasid.pipeline.workplace import VisitUnderWay
from rasid.store.findings import StoredFinding

log = logging.getLogger(__name__)

STORED = timedelta(days=14)
"""How far back a stored page is looked for; articles stay in a section for days."""
READ_AGAIN = 500
"""Pages read again before one visit, the newest first: about twenty seconds; what is left follows at the next."""
OURS = frozenset({Cause.CONTENT, Cause.LAYOUT_CHANGED})
"""Causes that a change of reading can feign; that a site is silent or cannot be reached it cannot."""
DOUBTS = "bodies_doubted"
"""A finding about our own reading, which a new version of it brings along for pages long told."""


def catch_up(under_way: VisitUnderWay) -> frozenset[str]:
    """Read again what another version read, where its page is stored; the addresses. What cannot be read again waits; the visit goes on."""
    from rasid.pipeline.replay import read_again

    source, workplace, lease = under_way.source, under_way.workplace, under_way.lease
    if lease is None or under_way.visit.first:
        return frozenset()
    now = workplace.clock()
    try:
        wanted = workplace.ledger.articles.read_otherwise(source.id, now - timedelta(hours=source.window_hours), read_with(source))
        if not wanted:
            return frozenset()
        newest = [pair for pair in workplace.ledger.pages.newest(source.id, now - STORED) if pair[0] in wanted][-READ_AGAIN:]
        read, revised, _ = read_again(source, newest, workplace, lease)
    except LedgerError as error:
        log.warning("%s: stored pages could not be read again: %s", source.id, error)
        return frozenset()
    log.info("%s: another version of rasid: %d stored pages read again, %d of them read differently", source.id, read, revised)
    return frozenset(url for url, _ in newest)


def upgraded(under_way: VisitUnderWay) -> bool:
    """Whether the visit before was judged by another version."""
    version = judged_with(under_way.source, under_way.workplace.rules)
    return under_way.previous is not None and under_way.previous.read_with != version


def ours_alone(window: Collection[str], touched: Collection[str], reread: Collection[str], *, anew: bool) -> frozenset[str]:
    """Addresses of the window's articles of which what begins and ends in this visit does so because of rasid: nobody edited them, and this version
    reads them (``reread``, see :func:`catch_up`) or judges all (``anew``) for the first time."""
    return frozenset(url for url in window if url not in touched and (anew or url in reread))


def untold(
    findings: Sequence[Finding],
    stored: Sequence[StoredFinding],
    touched: Collection[str],
    *,
    anew: bool,
    now: datetime,
    window: timedelta,
    reread: Collection[str] = (),
) -> list[Finding]:
    """The findings, those that began with rasid and not with a page marked ``reread``.

    ``stored``: open findings; ``touched``: addresses of articles that this visit found new or edited; ``anew``: the version is another; ``reread``:
    addresses this visit read again from their stored pages.
    On an article the mark stays until the article is edited or the finding ends; on the section for one ``window``.
    """
    before = {one.finding.identity: one for one in stored}

    def ours(finding: Finding) -> bool:
        known = before.get(finding.identity)
        if finding.article_url in touched:
            return False
        if known is not None:
            return known.finding.reread and (finding.article_url is not None or now < known.since + window)
        if finding.rule == DOUBTS:
            return anew or bool(reread)
        return (anew or finding.article_url in reread) and finding.cause in OURS and finding.rule not in VISIT_FINDINGS

    return [replace(finding, reread=True) if ours(finding) else finding for finding in findings]

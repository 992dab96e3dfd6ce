"""Second step: fetch and extract the articles that are new or due for a second look."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from rasid.errors import FetchError, RasidError, Refusal
from rasid.model import (
    Article,
    Candidate,
    Cause,
    Counts,
    Finding,
    Link,
    Origin,
    Page,
    Scope,
    Severity,
    Status,
)
from rasid.model.values import Quantity, named
from rasid.pipeline.aside import set_aside
from rasid.pipeline.single import extract_article
from rasid.pipeline.snapshot import StoredPages
from rasid.pipeline.workplace import Collected, Discovered, VisitUnderWay

log = logging.getLogger(__name__)

GIVE_UP_AFTER = 5
"""Consecutive articles that cannot be fetched: the site is down, and the rest of the list would only hammer it."""
EXAMPLES = 3


@dataclass(slots=True)
class _Haul:
    articles: list[Article] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    errors: list[FetchError] = field(default_factory=list)
    unread: list[RasidError] = field(default_factory=list)
    aside: list[Finding] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    unchanged: int = 0
    failures_in_a_row: int = 0


def collect(under_way: VisitUnderWay, discovered: Discovered) -> Collected:
    """Fetches one page after another (the fetcher keeps the host's spacing) and extracts what it holds."""
    wanted = wanted_links(under_way, discovered.links)
    haul = _Haul()
    for number, link in enumerate(wanted, start=1):
        under_way.progress("collect", number, len(wanted))
        _fetch_one(under_way, link, haul)
        under_way.workplace.ledger.checkpoint("article.collected")
        if haul.failures_in_a_row >= GIVE_UP_AFTER:
            log.warning("%s: giving up after %d articles in a row could not be fetched", under_way.source.id, GIVE_UP_AFTER)
            break
    counts = Counts(
        links=_links_now(under_way, discovered),
        fetched=len(haul.pages),
        unchanged=haul.unchanged,
        refused=len(haul.refusals),
        errors=len(haul.errors) + len(haul.unread) + len(haul.aside),
        sitemaps=discovered.sitemaps,
    )
    return Collected(
        articles=tuple(haul.articles),
        pages=tuple(haul.pages),
        gone_urls=tuple(haul.gone),
        looked_urls=tuple(haul.answered),
        refused=tuple((refusal.url, refusal.kind) for refusal in haul.refusals),
        findings=tuple(_findings(under_way, haul)),
        counts=counts,
    )


def wanted_links(under_way: VisitUnderWay, links: Iterable[Link]) -> list[Link]:
    """New articles newest first, then those due for a second look, at most ``max_articles_per_visit``; a recheck adds the whole window."""
    source, ledger, now = under_way.source, under_way.workplace.ledger, under_way.workplace.clock()
    if isinstance(under_way.fetcher, StoredPages):
        said = {link.url: link for link in links}
        return [said.get(link.url, link) for link in under_way.fetcher.article_links(source)]
    offered = [link for link in links if _asked_for(link, under_way)]
    known = ledger.articles.known(source.id, [link.url for link in offered], now=now)
    new = [link for link in offered if link.url not in known]
    met = {link.url for link in new}
    # What an unchanged listing (304) does not name again, and what was over an earlier visit's limit.
    new += [link for link in ledger.articles.pending(source.id, now=now) if link.url not in met and _asked_for(link, under_way)]
    dated = sorted((link for link in new if link.published_at is not None), key=lambda link: link.published_at, reverse=True)  # type: ignore[arg-type, return-value]
    undated = [link for link in new if link.published_at is None]
    by_url = {link.url: link for link in links}
    first_looks = [*dated, *undated][: source.max_articles_per_visit]
    if under_way.options.recheck:
        window = ledger.articles.window(source.id, now - timedelta(hours=source.window_hours))
        return [*first_looks, *(by_url.get(item.article.url) or Link(url=item.article.url) for item in window)]
    second_looks = [by_url.get(url) or Link(url=url) for url in ledger.articles.due(source.id, now)]
    return [*first_looks, *second_looks][: source.max_articles_per_visit]


def _asked_for(link: Link, under_way: VisitUnderWay) -> bool:
    since = under_way.options.since
    return since is None or link.published_at is None or link.published_at >= since


def _fetch_one(under_way: VisitUnderWay, link: Link, haul: _Haul) -> None:
    try:
        # A recheck extracts anew also what has not changed on the site: it is for after a repair on our side.
        page = under_way.fetcher.get(link.url, kind="page", conditional=not under_way.options.recheck)
    except FetchError as error:
        if error.status in (404, 410):
            haul.gone.append(link.url)
            haul.answered.append(link.url)
            haul.failures_in_a_row = 0
        elif error.asked:
            haul.errors.append(error)
            haul.failures_in_a_row += 1
        log.info("%s", error)
        return
    haul.failures_in_a_row = 0
    haul.answered.append(link.url)
    if page.not_modified:
        haul.unchanged += 1
        haul.pages.append(page)
        return
    haul.pages.append(page.unread())
    try:
        article = extract_article(page.body, page.final_url, source=under_way.source, content_type=page.content_type, now=page.fetched_at)
    except Refusal as refusal:
        log.info("%s", refusal)
        haul.refusals.append(Refusal(str(refusal), url=link.url, kind=refusal.kind, test=refusal.test, evidence=refusal.evidence))
    except RasidError as error:
        log.info("%s", error)
        haul.unread.append(error)
    except Exception as error:
        # Its page stays without validators: it is read again, and a release that can read it finds it.
        haul.aside.append(set_aside(link.url, "extract", error))
    else:
        haul.pages[-1] = page
        haul.articles.append(_at_home(article, link, under_way.source.id))


def _at_home(article: Article, link: Link, source_id: str) -> Article:
    """The article under the address the section links to, with what the feed knew and the page did not say."""
    candidates = dict(article.candidates)
    changes: dict[str, object] = {}
    if link.published_at is not None:
        said = Candidate(value=link.published_at, origin=link.origin, raw=link.published_raw)
        candidates["published_at"] = (*candidates.get("published_at", ()), said)
        # A date the page gives but nobody can believe stays the page's fault; only where it says nothing does the feed speak for it.
        if article.published_at is None and article.published_raw is None and "date:implausible" not in article.notes:
            changes = {
                "published_at": link.published_at,
                "published_raw": link.published_raw,
                "published_precision": "second",
                "published_zone": "text",
                "origins": {**article.origins, "published_at": link.origin},
            }
    if link.title and link.origin is Origin.FEED:
        candidates["headline"] = (*candidates.get("headline", ()), Candidate(value=link.title, origin=link.origin, raw=link.title))
    return replace(
        article,
        url=link.url,
        source_id=source_id,
        section=link.section,
        candidates=candidates,
        **changes,  # type: ignore[arg-type]
    )


def _links_now(under_way: VisitUnderWay, discovered: Discovered) -> int:
    """Links found; an unchanged section (304) counts with what it showed when it was last read."""
    if discovered.unchanged_sections and under_way.previous is not None:
        return max(len(discovered.links), under_way.previous.counts.links)
    return len(discovered.links)


def _findings(under_way: VisitUnderWay, haul: _Haul) -> list[Finding]:
    """What went wrong with the pages, as findings of the visit: one for each cause, never one for each page."""
    findings: list[Finding] = [*haul.aside]
    tried = len(haul.pages) + len(haul.errors)
    by_cause = Counter(error.cause for error in (*haul.errors, *haul.refusals))
    blocked = by_cause.get(Cause.BLOCKED, 0)
    unreachable = by_cause.get(Cause.UNREACHABLE, 0)
    for cause, count in ((Cause.BLOCKED, blocked), (Cause.UNREACHABLE, unreachable)):
        if count and count * 2 >= tried:
            examples = [str(error) for error in (*haul.errors, *haul.refusals) if error.cause is cause][:EXAMPLES]
            findings.append(_pages_finding(cause, count, examples, Severity.CRITICAL))
    rest = [error for error in (*haul.errors, *haul.unread) if error.cause not in {finding.cause for finding in findings}]
    if rest:
        findings.append(_pages_finding(Cause.CONTENT, len(rest), [str(error) for error in rest[:EXAMPLES]], Severity.WARNING))
    return findings


def _pages_finding(cause: Cause, count: int, examples: list[str], severity: Severity) -> Finding:
    rule = {Cause.BLOCKED: "pages_blocked", Cause.UNREACHABLE: "pages_unreachable"}.get(cause, "pages_unreadable")
    return Finding(
        rule=rule,
        scope=Scope.SECTION,
        severity=severity,
        status=Status.FAIL,
        cause=cause,
        title=named(f"finding.{rule}", n=count),
        advice=named(f"finding.{rule}_advice"),
        observed_value=Quantity(count),
        expected_value=Quantity(0),
        detail="\n".join(examples),
        affected=count,
    )

"""Second step: fetch and extract the articles that are new or due for a second look."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from rasid.errors import FetchError, RasidError, Refusal
from rasid.model import (
    Article,
    Candidate,
    Cause,
    Counts,
    Fate,
    Finding,
    Link,
    Origin,
    Page,
    Refused,
    Scope,
    Severity,
    Source,
    Status,
)
from rasid.model.values import CountOf, Quantity, Value, named
from rasid.pipeline.aside import set_aside
from rasid.pipeline.budget import spent_finding
from rasid.pipeline.control import controls
from rasid.pipeline.error_page import error_in
from rasid.pipeline.marks import OF_THE_SECTION, PAGE
from rasid.pipeline.repeats import site_taken_out
from rasid.pipeline.single import extract_article
from rasid.pipeline.snapshot import StoredPages
from rasid.pipeline.steady import steadied
from rasid.pipeline.versions import read_with
from rasid.pipeline.workplace import Collected, Discovered, Tried, VisitUnderWay
from rasid.urls import canonical_url, identity_key, same_site
from rasid.wording import catalogue

log = logging.getLogger(__name__)

GIVE_UP_AFTER = 5
"""Consecutive articles that cannot be fetched: the site is down, and the rest of the list would only hammer it."""
EXAMPLES = 3
SEVERAL = 3
"""Pages a server does not give from which on it is more than their own fault, though it gives others."""
GONE = (404, 410)
RETRIES = 4
"""One in so many of a visit's fetches, at most, goes to links that were tried in vain."""
ERROR_PAGE = "error_page"
"""What a refused page is whose text is a program's error."""
MOST_OF_AN_ERROR = 100_000
MOVED = "moved"
"""Why a link is an article's and has no row of its own among them: the story stands at another address."""
WALLS = (Refused.CHALLENGE, Refused.CONSENT, Refused.LOGIN)
"""A page that stood behind a wall today is no statement about the link."""


@dataclass(slots=True)
class _Haul:
    articles: list[Article] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    tried: list[Tried] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    errors: list[FetchError] = field(default_factory=list)
    unread: list[RasidError] = field(default_factory=list)
    aside: list[Finding] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    """Addresses the section names, and those articles of this visit stand at."""
    unchanged: int = 0
    failures_in_a_row: int = 0


def collect(under_way: VisitUnderWay, discovered: Discovered) -> Collected:
    """Fetches one page after another (the fetcher keeps the host's spacing) and extracts what it holds."""
    # A wall before the whole site would be taken for what its articles say now: they are looked at again once the section shows articles.
    offered = offered_links(under_way, discovered.links, looks=discovered.readable_sections > 0 or under_way.options.recheck)
    wanted = offered.wanted
    haul = _Haul(named={link.url for link in (*discovered.links, *wanted)})
    for number, link in enumerate(wanted, start=1):
        if (over := under_way.budget.spent()) is not None:
            log.warning("%s: the visit's budget is used up (%s), %d links wait", under_way.source.id, over[0], len(wanted) - number + 1)
            break
        under_way.progress("collect", number, len(wanted))
        _fetch_one(under_way, link, haul, first=link.url not in offered.tried, known=link.url in offered.second)
        under_way.workplace.ledger.checkpoint("article.collected")
        if haul.failures_in_a_row >= GIVE_UP_AFTER:
            log.warning("%s: giving up after %d articles in a row could not be fetched", under_way.source.id, GIVE_UP_AFTER)
            break
    articles, learnt = site_taken_out(under_way, haul.articles, haul.pages)
    looked_again = controls(under_way, articles, haul.tried)
    asked = {*haul.answered, *(one.link.url for one in haul.tried)}
    told = spent_finding(under_way.budget, sum(link.url not in asked for link in wanted))
    counts = Counts(
        links=_links_now(under_way, discovered),
        fetched=len(haul.pages),
        unchanged=haul.unchanged,
        refused=len(haul.refusals),
        errors=len(haul.errors) + len(haul.unread) + len(haul.aside),
        new_links=sum(link.url not in offered.tried and link.url not in offered.second for link in wanted if link.url in asked),
        links_unread=sum(one.first and one.asked and not one.known and one.fate is not Fate.ARTICLE for one in haul.tried),
        sitemaps=discovered.sitemaps,
    )
    return Collected(
        articles=articles,
        repeats=learnt,
        pages=tuple(haul.pages),
        gone_urls=tuple(one.link.url for one in haul.tried if one.fate is Fate.GONE),
        looked_urls=tuple(haul.answered),
        tried=tuple(haul.tried),
        left=(*offered.over, *(link.url for link in wanted if link.url not in asked and link.url not in offered.second)),
        looked_again=looked_again,
        findings=(
            *_findings(under_way, haul, served=bool(articles) or haul.unchanged > 0 or False in looked_again.get(PAGE, ())),
            *([told] if told is not None else []),
        ),
        counts=counts,
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """What this visit fetches, in order, and what each link is to it."""

    wanted: list[Link]
    tried: frozenset[str] = frozenset()
    """Links among them that an earlier visit asked for in vain."""
    second: frozenset[str] = frozenset()
    """Articles among them that are looked at again."""
    over: tuple[str, ...] = ()
    """New links over the limit."""


def offered_links(under_way: VisitUnderWay, links: Iterable[Link], *, looks: bool = True) -> Offered:
    """New links newest first, those tried in vain whose time has come (at most a quarter), articles due for a second look.

    At most ``max_articles_per_visit`` together; a recheck adds the whole window, and every link of it that was tried in vain.
    """
    source, ledger, now = under_way.source, under_way.workplace.ledger, under_way.workplace.clock()
    given = list(links)
    if isinstance(under_way.fetcher, StoredPages):
        said = {link.url: link for link in given}
        stored = [said.get(link.url, link) for link in under_way.fetcher.article_links(source)]
        # The past is read again: no link in it is new, and none becomes evidence.
        return Offered(stored, frozenset(link.url for link in stored))
    asked = [link for link in given if _asked_for(link, under_way)]
    known = ledger.articles.known(source.id, [link.url for link in asked], now=now)
    unread = [link for link in asked if link.url not in known]
    met = {link.url for link in unread}
    # What an unchanged listing (304) does not name again, and what was over an earlier visit's limit.
    unread += [link for link in ledger.articles.pending(source.id, now=now) if link.url not in met and _asked_for(link, under_way)]
    since = now - timedelta(hours=source.window_hours)
    if under_way.options.recheck:
        met = {link.url for link in unread}
        unread += [link for link, _ in ledger.links.tried(source.id, since) if link.url not in met]
    fates = ledger.links.of(source.id, [link.url for link in unread])
    unread = [
        link for link in unread if link.url not in fates or fates[link.url].fate is not Fate.ARTICLE
    ]  # its story stands at another address
    tried = frozenset(url for url, fate in fates.items() if fate.tries)
    new = _newest_first(link for link in unread if link.url not in tried)
    again = _newest_first(link for link in unread if link.url in tried)
    most = source.max_articles_per_visit
    by_url = {link.url: link for link in given}
    if under_way.options.recheck:
        window = [item.article.url for item in ledger.articles.window(source.id, since)]
        second = [by_url.get(url) or _as_known(under_way, url) for url in window]
        return Offered([*new[:most], *again, *second], tried, frozenset(window), tuple(link.url for link in new[most:]))
    again = again[: max(1, most // RETRIES)]
    due = [by_url.get(url) or _as_known(under_way, url) for url in ledger.articles.due(source.id, now)] if looks else []
    first = new[: most - len(again)]
    wanted = [*first, *again, *due][:most]
    return Offered(wanted, tried, frozenset(link.url for link in due), tuple(link.url for link in new[len(first) :]))


def _as_known(under_way: VisitUnderWay, url: str) -> Link:
    """An article that its section names no more, with the date the section gave while it did: a feed that moves on takes no date away."""
    stored = under_way.workplace.ledger.articles.latest(under_way.source.id, url)
    said = stored.article.candidates.get("published_at", ()) if stored is not None else ()
    given = next((one for one in said if one.origin in OF_THE_SECTION and isinstance(one.value, datetime)), None)
    if given is None:
        return Link(url=url)
    return Link(url=url, published_at=given.value, published_raw=given.raw, origin=given.origin)


def _newest_first(links: Iterable[Link]) -> list[Link]:
    """By the date the section gives; those without one after them, as the section orders them."""
    every = list(links)
    dated = sorted((link for link in every if link.published_at is not None), key=lambda link: link.published_at, reverse=True)  # type: ignore[arg-type, return-value]
    return [*dated, *(link for link in every if link.published_at is None)]


def _asked_for(link: Link, under_way: VisitUnderWay) -> bool:
    since = under_way.options.since
    return since is None or link.published_at is None or link.published_at >= since


def _fetch_one(under_way: VisitUnderWay, link: Link, haul: _Haul, *, first: bool, known: bool) -> None:
    def in_vain(fate: Fate, why: str, *, asked: bool = True) -> None:
        haul.tried.append(Tried(link, fate, why, first, asked, known))

    try:
        # A recheck extracts anew also what has not changed on the site: it is for after a repair on our side.
        page = under_way.fetcher.get(link.url, kind="page", conditional=not under_way.options.recheck)
    except FetchError as error:
        if error.status in GONE:
            in_vain(Fate.GONE, str(error.status))
            haul.answered.append(link.url)
            haul.failures_in_a_row = 0
        elif error.asked:
            in_vain(Fate.UNREAD, f"{error.cause} {error.status}" if error.status else str(error.cause))
            haul.errors.append(error)
            haul.failures_in_a_row += 1
        else:
            in_vain(Fate.WAITING, str(error.cause), asked=False)
        log.info("%s", error)
        return
    haul.failures_in_a_row = 0
    haul.answered.append(link.url)
    if page.not_modified:
        haul.unchanged += 1
        haul.pages.append(page)
        return
    kept = under_way.keep(page)
    haul.pages.append(kept.unread())
    try:
        article = under_way.read(
            extract_article, page.body, page.final_url, source=under_way.source, content_type=page.content_type, now=page.fetched_at
        )
    except Refusal as refusal:
        log.info("%s", refusal)
        printed = error_in(page.body[:MOST_OF_AN_ERROR].decode("utf-8", "replace"))
        if not printed and (refusal.kind is Refused.NOT_FOUND or _at_a_front(under_way.source, link, page)):
            in_vain(Fate.GONE, refusal.kind.value)  # withdrawn, whatever the status
            return
        in_vain(Fate.UNREAD if refusal.kind in WALLS else Fate.REFUSED, ERROR_PAGE if printed else refusal.kind.value)
        haul.refusals.append(Refusal(str(refusal), url=link.url, kind=refusal.kind, test=refusal.test, evidence=refusal.evidence))
    except RasidError as error:
        log.info("%s", error)
        in_vain(Fate.UNREAD, str(error.cause))
        haul.unread.append(error)
    except Exception as error:
        # Its page stays without validators: it is read again, and a release that can read it finds it.
        in_vain(Fate.UNREAD, str(Cause.RASID))
        haul.aside.append(set_aside(link.url, "extract", error))
    else:
        haul.pages[-1] = kept
        home = link.url if known else _moved_to(link, page, article)
        if home == link.url:
            if known:
                stored = under_way.workplace.ledger.articles.latest(under_way.source.id, link.url)
                article = steadied(article, stored, page, version=read_with(under_way.source))
            haul.articles.append(_at_home(article, link, under_way.source.id))
            return
        in_vain(Fate.ARTICLE, MOVED)
        if home not in haul.named and not under_way.workplace.ledger.articles.known(under_way.source.id, [home]):
            haul.named.add(home)
            haul.articles.append(_at_home(article, replace(link, url=home), under_way.source.id))


def _at_a_front(source: Source, link: Link, page: Page) -> bool:
    """The address of a story leads to the front page or to a section: sites answer so for what they have withdrawn."""
    ends = identity_key(page.final_url)
    fronts = {identity_key(url) for url in (source.home, *(section.url for section in source.sections)) if url}
    return ends != identity_key(link.url) and (
        ends in fronts or urlsplit(page.final_url).path.strip("/") == "" == urlsplit(page.final_url).query
    )


def _moved_to(link: Link, page: Page, article: Article) -> str:
    """Where the story stands that ``link`` leads to: where a redirect ends («/go?u=…»), or what a page asked for by a number alone («/?p=17») calls its own
    address. A canonical link is not believed otherwise: a template that writes the same one on every page would make all stories one."""
    ends = canonical_url(page.final_url)
    if ends and identity_key(ends) != identity_key(link.url) and same_site(ends, link.url):
        return ends
    parts = urlsplit(link.url)
    numbered = parts.path.strip("/") in ("", "index.php") and bool(parts.query)
    return article.url if numbered and urlsplit(article.url).path.strip("/") and same_site(article.url, link.url) else link.url


def _at_home(article: Article, link: Link, source_id: str) -> Article:
    """The article under the address the section links to, with what the feed knew and the page did not say."""
    candidates = dict(article.candidates)
    changes: dict[str, object] = {}
    if link.published_at is not None:
        said = Candidate(value=link.published_at, origin=link.origin, raw=link.published_raw)
        candidates["published_at"] = (*candidates.get("published_at", ()), said)
        # A date the page gives but nobody can believe stays the page's fault; only where it says nothing, or a day whose year had to be guessed, does
        # the feed speak for it.
        silent = article.published_at is None and article.published_raw is None and "date:implausible" not in article.notes
        if silent or "date:year_inferred" in article.notes:
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


def _findings(under_way: VisitUnderWay, haul: _Haul, *, served: bool) -> list[Finding]:
    """What went wrong with the pages, as findings of the visit: one for each cause, never one for each page.

    ``served``: the server gave other article pages in this visit; one or two that it does not give are then their own fault, told of as such
    (:mod:`rasid.pipeline.alone`), and neither is the site out of reach.
    """
    findings: list[Finding] = [*haul.aside]
    tried = len(haul.pages) + len(haul.errors)
    by_cause = Counter(error.cause for error in (*haul.errors, *haul.refusals))
    blocked = by_cause.get(Cause.BLOCKED, 0)
    unreachable = by_cause.get(Cause.UNREACHABLE, 0)
    for cause, count in ((Cause.BLOCKED, blocked), (Cause.UNREACHABLE, unreachable)):
        if count and count * 2 >= tried and (count >= SEVERAL or not served):
            of_it = [error for error in (*haul.errors, *haul.refusals) if error.cause is cause]
            links = [(one.link.title or "", one.link.url) for one in haul.tried if one.asked and one.why.startswith((str(cause), *WALLS))]
            found = _pages_finding(cause, count, [str(error) for error in of_it[:EXAMPLES]], Severity.CRITICAL)
            findings.append(replace(found, observed_value=_answered(of_it, tried), examples=tuple(links[:EXAMPLES])))
    told_apart = set() if under_way.previous is None else {one.link.url for one in haul.tried if not one.known}
    rest = [
        error
        for error in (*haul.errors, *haul.unread)
        if error.cause not in {finding.cause for finding in findings} and getattr(error, "url", None) not in told_apart
    ]
    if rest:
        findings.append(_pages_finding(Cause.CONTENT, len(rest), [str(error) for error in rest[:EXAMPLES]], Severity.WARNING))
    return findings


def _answered(errors: Sequence[RasidError], tried: int) -> Value:
    """How many of the pages asked for, and what the first of them answered."""
    key = f"fetch.{errors[0].key}" if isinstance(errors[0], FetchError) else ""
    if not isinstance(errors[0], FetchError) or key not in catalogue():
        return CountOf(len(errors), max(tried, len(errors)), "links")
    said = named(key, url=errors[0].url)
    return named("finding.pages_answered", count=Quantity(len(errors)), of=Quantity(max(tried, len(errors))), said=said)


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

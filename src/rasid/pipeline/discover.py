"""First step: which articles the source's sections link to now."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Literal
from urllib.parse import urlsplit

from rasid.discover import Found, feed_links, once_each, sitemap_links
from rasid.errors import DecodeError, FetchError, LayoutChanged, RasidError
from rasid.model import Cause, Door, Finding, Link, Page, Scope, Section, Severity, Source, Status
from rasid.model.values import Answer, Code, Quote, Value, named
from rasid.pipeline.listed import links_on
from rasid.pipeline.workplace import Discovered, VisitUnderWay
from rasid.urls import registrable_domain, same_site

log = logging.getLogger(__name__)

SITEMAPS_AT_MOST = 20
"""Sitemaps of an index read in one visit: the newest are listed first by convention, and politeness bounds the rest."""

WORSE_THAN_STATUS = frozenset(
    {
        "robots",
        "robots_unread",
        "waiting",
        "error_page",
        "not_a_page",
        "partial",
        "unasked",
        "empty_page",
        "odd_answer",
        "redirects",
        "redirects_nowhere",
    }
)
"""What happened where the status answered says too little, or is of another address."""
RULE_OF_CAUSE = {
    Cause.UNREACHABLE: "section_unreachable",
    Cause.BLOCKED: "section_blocked",
    Cause.LAYOUT_CHANGED: "section_layout_changed",
}


def discover(under_way: VisitUnderWay) -> Discovered:
    """Links of every section, from its feeds, its sitemaps and its listing pages, each article once."""
    links: list[Link] = []
    pages: list[Page] = []
    findings: list[Finding] = []
    problems: list[str] = []
    unchanged = readable = sitemaps = 0
    sitemaps_whole = True
    for number, section in enumerate(under_way.source.sections, start=1):
        under_way.progress("discover", number, len(under_way.source.sections))
        reader = _SectionReader(under_way, section)
        reader.read()
        pages += reader.pages
        problems += reader.problems
        sitemaps += reader.sitemaps
        sitemaps_whole = sitemaps_whole and (reader.sitemaps > 0 or not section.sitemaps)
        links += reader.links
        if reader.moved or reader.elsewhere:
            findings.append(_moved(under_way, section, reader.elsewhere, alone=reader.error is not None))
        if reader.error is not None:
            if not reader.moved:
                findings.append(section_finding(under_way, section, reader.error))
        else:
            readable += 1
            unchanged += reader.unchanged
    stored, source_id = under_way.workplace.ledger.articles, under_way.source.id
    merged = once_each(links)
    forms = stored.stored_forms(source_id, [link.url for link in merged])
    found = tuple(replace(link, url=forms.get(link.url, link.url)) for link in merged)
    seen = dict.fromkeys(link.url for link in found)
    if unchanged and under_way.previous is not None:
        seen |= dict.fromkeys(stored.shown_last(source_id, under_way.previous.started_at))
    return Discovered(
        links=found,
        seen_urls=tuple(seen),
        pages=tuple(pages),
        findings=tuple(findings),
        problems=tuple(problems),
        unchanged_sections=unchanged,
        readable_sections=readable,
        sitemaps=sitemaps if sitemaps_whole else 0,
    )


class SectionMoved(LayoutChanged):
    """The section's address leads to the site's front page."""


FRONT = re.compile(r"^/?(?:(?:ar|en)/?)?(?:(?:index|home|default|main)(?:\.\w{2,5})?/?)?$", re.IGNORECASE)
"""Paths of front pages."""


def is_front(url: str, source: Source) -> bool:
    """Whether an address is the site's front page: the seed's ``home``, or a path that front pages have, on its host."""
    parts, home = urlsplit(url), urlsplit(source.home)
    if (parts.netloc, parts.path.rstrip("/")) == (home.netloc, home.path.rstrip("/")):
        return not parts.query
    return same_site(url, source.home) and not parts.query and FRONT.match(parts.path) is not None


def _moved(under_way: VisitUnderWay, section: Section, elsewhere: str, *, alone: bool) -> Finding:
    """``alone``: nothing else of the section could be read; ``elsewhere``: the other site it leads to, empty for the front page."""
    return Finding(
        rule="section_moved",
        scope=Scope.SECTION,
        severity=Severity.CRITICAL if alone else Severity.WARNING,
        status=Status.FAIL,
        cause=Cause.LAYOUT_CHANGED,
        title=named("finding.section_elsewhere", section=section.name, host=Quote(urlsplit(elsewhere).netloc))
        if elsewhere
        else named("finding.section_moved", section=section.name),
        advice=named("finding.section_elsewhere_advice" if elsewhere else "finding.section_moved_advice"),
        field=section.id,
        observed_value=Answer(200, elsewhere or under_way.source.home),
        detail=section.url,
    )


class _SectionReader:
    """Reads one section's addresses. A feed may fail while the listing works: the section then is readable with a problem noted."""

    def __init__(self, under_way: VisitUnderWay, section: Section) -> None:
        self.under_way = under_way
        self.section = section
        self.links: list[Link] = []
        self.pages: list[Page] = []
        self.problems: list[str] = []
        self.error: RasidError | None = None
        self.unchanged = False
        self.moved = False
        """The section's address leads to the front page: what that links to is not the section's."""
        self.elsewhere = ""
        """Where the section's address leads when that is another site: its owner moved, or somebody else has the name now."""
        self.sitemaps = 0

    def read(self) -> None:
        errors: list[RasidError] = []
        for url in self.section.feeds:
            self._try(errors, partial(self._read_feed, url))
        self._read_sitemaps(errors)
        if self.section.max_pages:
            self._try(errors, self._read_listing)
        if errors and not self.links and not self.unchanged:
            # The worst explanation wins: a site that blocks us explains an empty listing, not the other way round.
            order = (Cause.BLOCKED, Cause.UNREACHABLE, Cause.LAYOUT_CHANGED)
            self.error = min(errors, key=lambda error: order.index(error.cause) if error.cause in order else len(order))
        else:
            self.problems += [str(error) for error in errors if not isinstance(error, SectionMoved)]

    def _try(self, errors: list[RasidError], read: Callable[[], None]) -> None:
        try:
            read()
        except RasidError as error:
            log.info("%s: %s", self.section.id, error)
            errors.append(error)

    def _read_page(self, url: str, kind: Literal["listing", "feed", "sitemap"], read: Callable[[Page], Found]) -> Found | None:
        """What ``read`` finds at ``url``; None when it has not changed since it was last read."""
        self.under_way.budget.check(url)
        page = self.under_way.fetcher.get(url, kind=kind)
        if page.not_modified:
            self.pages.append(page)
            self.unchanged = True
            return None
        kept = self.under_way.keep(page)
        self.pages.append(kept.unread())
        found = read(page)
        # A sitemap's entries may all be old; an index must be read again, for what it names changes without it.
        if found.links or (kind == "sitemap" and not found.problems and not found.more):
            self.pages[-1] = kept
        self.links += [replace(link, section=self.section.id, doors=link.doors or (Door(link.origin.value),)) for link in found.links]
        self.problems += found.problems
        return found

    def _read_feed(self, url: str) -> None:
        self._read_page(url, "feed", lambda page: self.under_way.read(feed_links, page.body, url))

    def _read_sitemaps(self, errors: list[RasidError]) -> None:
        waiting = list(self.section.sitemaps)
        read: set[str] = set()
        before = len(errors)
        while waiting and len(read) < SITEMAPS_AT_MOST:
            url = waiting.pop(0)
            if url not in read:
                read.add(url)
                self._try(errors, partial(self._read_sitemap, url, waiting))
        self.sitemaps = len(read) if len(errors) == before else 0

    def _read_sitemap(self, url: str, waiting: list[str]) -> None:
        since = self._sitemap_reach()

        def read(page: Page) -> Found:
            with self.under_way.budget.parsing():  # piece by piece, and here: a child would hold its fifty megabytes a second time
                return sitemap_links(page.body, url, since=since)

        found = self._read_page(url, "sitemap", read)
        if found is not None:
            waiting += found.more

    def _sitemap_reach(self) -> datetime:
        """What was last changed before is the site's archive, thousands of addresses, and no news; unless the visit was asked for it."""
        source = self.under_way.source
        reach = self.under_way.workplace.clock() - max(timedelta(days=source.max_age_days), timedelta(hours=source.window_hours))
        return min(reach, self.under_way.options.since or reach)

    def _read_listing(self) -> None:
        waiting = [self.section.url]
        read: set[str] = set()
        linked = 0
        while waiting and len(read) < self.section.max_pages:
            url = waiting.pop(0)
            if url in read:
                continue
            read.add(url)
            found = self._read_page(url, "listing", self._links_on)
            if found is None:
                return
            linked += len(found.links)
            waiting += found.more
        if not linked:
            raise LayoutChanged(f"{self.section.url}: the listing was fetched but shows no article links.")

    def _links_on(self, page: Page) -> Found:
        source = self.under_way.source
        if is_front(page.final_url, source) and not is_front(self.section.url, source):
            self.moved = True
            raise SectionMoved(f"{self.section.url}: leads to the front page {page.final_url}.")
        if registrable_domain(self.section.url) and not same_site(page.final_url, self.section.url):
            self.elsewhere = page.final_url
        return self.under_way.read(links_on, page.body, page.final_url, source, content_type=page.content_type, status=page.status)


def _observed(error: RasidError) -> Value | None:
    """What answered, or what happened instead; None where the title says it."""
    if not isinstance(error, FetchError):
        return None
    if error.status and error.key not in WORSE_THAN_STATUS:
        return Answer(error.status, error.url)
    return named(f"fetch.{error.key}", url=error.url) if error.key else None


def section_finding(under_way: VisitUnderWay, section: Section, error: RasidError) -> Finding:
    """A section that could not be read, as a finding of the visit."""
    cause = error.cause if error.cause in RULE_OF_CAUSE else Cause.UNREACHABLE
    if isinstance(error, DecodeError):
        cause = Cause.LAYOUT_CHANGED
    rule = RULE_OF_CAUSE[cause]
    return Finding(
        rule=rule,
        scope=Scope.SECTION,
        severity=Severity.CRITICAL,
        status=Status.FAIL,
        cause=cause,
        title=named(f"finding.{rule}", section=section.name),
        advice=named(f"finding.{rule}_advice", source=Code(under_way.source.id)),
        field=section.id,
        # With its address: whoever is woken by it opens that first.
        observed_value=_observed(error),
        detail=str(error),
    )

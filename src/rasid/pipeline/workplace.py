"""What the four steps of a visit share: the ledger, the rules, the clock, and the visit under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from rasid.fetch import Fetcher
from rasid.model import Article, Counts, Finding, Link, Page, Refused, Rule, Source, Verdict, Visit, WindowArticle
from rasid.model.ports import Clock
from rasid.pipeline.single import present
from rasid.pipeline.snapshot import StoredPages
from rasid.settings import Settings
from rasid.store import Lease, Ledger, open_ledger


@dataclass(frozen=True, slots=True)
class Workplace:
    """The machine's side of every visit."""

    ledger: Ledger
    settings: Settings
    rules: tuple[Rule, ...] = ()
    """Of all scopes, before the source's overrides."""
    clock: Clock = present

    def fetcher(self, source: Source) -> Fetcher:
        now = self.clock()
        return Fetcher(
            state=self.ledger.hosts.of(source.id),
            clock=self.clock,
            allow_private=source.allow_private or self.settings.allow_private,
            obey_robots=source.obey_robots,
            min_delay=source.min_delay_seconds,
            deadline=self.settings.request_deadline_seconds,
            contact=self.settings.contact,
            tls_unverified=source.tls_unverified_until is not None and now.date() <= source.tls_unverified_until,
        )


def open_workplace(settings: Settings, *, clock: Clock = present, with_rules: bool = True) -> Workplace:
    """The workplace the settings describe. Raises LedgerError and RuleError."""
    rules: tuple[Rule, ...] = ()
    if with_rules:
        from rasid.validate import load_rules

        rules = tuple(load_rules(settings.expectations_dir))
    ledger = open_ledger(settings.database, pages_dir=settings.pages_dir)
    return Workplace(ledger=ledger, settings=settings, rules=rules, clock=clock)


@dataclass(frozen=True, slots=True)
class VisitOptions:
    """What a person may ask of one visit."""

    since: datetime | None = None
    """Leave out articles that the listing dates before this."""
    dry_run: bool = False
    """Look and judge, commit nothing, tell nobody."""
    recheck: bool = False
    """Fetch every article of the window again, not only those due."""
    replay: str | None = None
    """Id of a visit whose stored pages are read instead of the site; implies ``dry_run``: the past is looked at, not rewritten."""


@dataclass(slots=True)
class VisitUnderWay:
    """One visit between its first request and its commit."""

    source: Source
    visit: Visit
    workplace: Workplace
    fetcher: Fetcher | StoredPages
    options: VisitOptions = field(default_factory=VisitOptions)
    previous: Visit | None = None
    """The source's last visit that was not skipped."""
    lease: Lease | None = None
    """Proof, checked again at the commit, that no other visit has taken the source over; None for a dry run."""
    progress: Callable[[str, int, int], None] = lambda step, done, total: None


@dataclass(frozen=True, slots=True)
class Discovered:
    """What the section links to now."""

    links: tuple[Link, ...]
    seen_urls: tuple[str, ...] = ()
    """Every article the section shows now: those linked, and behind a 304 those it showed before."""
    pages: tuple[Page, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Sections that could not be read."""
    problems: tuple[str, ...] = ()
    """Readable remarks of feed and sitemap readers."""
    unchanged_sections: int = 0
    """Sections of which an address answered 304."""
    readable_sections: int = 0
    sitemaps: int = 0
    """Sitemaps read, changed or not; 0 when one of them could not be read."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What was fetched and extracted in this visit."""

    articles: tuple[Article, ...] = ()
    pages: tuple[Page, ...] = ()
    gone_urls: tuple[str, ...] = ()
    refused: tuple[tuple[str, Refused], ...] = ()
    looked_urls: tuple[str, ...] = ()
    """Known articles that were looked at again and answered."""
    findings: tuple[Finding, ...] = ()
    counts: Counts = field(default_factory=Counts)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say of the window."""

    findings: tuple[Finding, ...]
    window: tuple[WindowArticle, ...]
    metrics: dict[str, float]
    verdict: Verdict
    visit: Visit
    """With verdict, cause, counts and message filled in."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished visit, for whoever asked for it."""

    visit: Visit
    findings: tuple[Finding, ...] = ()
    articles: tuple[Article, ...] = ()
    window: tuple[WindowArticle, ...] = ()

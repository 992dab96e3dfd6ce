"""What the four steps of a visit share: the ledger, the rules, the clock, and the visit under way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from rasid.model import Article, Counts, Fate, Finding, Link, LinkFate, Page, Rule, Source, Verdict, Visit, WindowArticle
from rasid.model.ports import Clock, utc_now
from rasid.model.repeats import Repeated
from rasid.pipeline.apart import Apart
from rasid.pipeline.budget import VisitBudget
from rasid.pipeline.snapshot import StoredPages
from rasid.settings import Settings
from rasid.store import Lease, Ledger, open_ledger

if TYPE_CHECKING:
    from rasid.fetch import Fetcher
    from rasid.store.pages import PageWriter

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class VisitContext:
    """The machine's side of every visit."""

    ledger: Ledger
    settings: Settings
    rules: tuple[Rule, ...] = ()
    """Of all scopes, before the source's overrides."""
    clock: Clock = utc_now

    def fetcher(self, source: Source) -> Fetcher:
        from rasid.pipeline.fetching import fetcher_of

        return fetcher_of(self.settings, state=self.ledger.hosts.of(source.id), clock=self.clock, source=source)


def open_workplace(settings: Settings, *, clock: Clock = utc_now, with_rules: bool = True, make: bool = True) -> VisitContext:
    """The workplace the settings describe; ``make`` as in :func:`rasid.store.open_ledger`. Raises LedgerError and RuleError."""
    rules: tuple[Rule, ...] = ()
    if with_rules:
        from rasid.validate import load_rules

        rules = tuple(load_rules(settings.expectations_dir))
    ledger = open_ledger(settings.database, pages_dir=settings.pages_dir, make=make)
    return VisitContext(ledger=ledger, settings=settings, rules=rules, clock=clock)


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
    workplace: VisitContext
    fetcher: Fetcher | StoredPages
    options: VisitOptions = field(default_factory=VisitOptions)
    previous: Visit | None = None
    """The source's last visit that was not skipped."""
    lease: Lease | None = None
    """Proof, checked again at the commit, that no other visit has taken the source over; None for a dry run."""
    progress: Callable[[str, int, int], None] = lambda step, done, total: None
    budget: VisitBudget = field(default_factory=VisitBudget)
    archive: PageWriter | None = None
    """Where pages go as they come; None for a visit that writes nothing."""
    reread: frozenset[str] = frozenset()
    """Addresses of articles that another version had read and this visit has read again from their stored pages."""
    apart: Apart = field(default_factory=Apart)
    """Where large pages are read."""

    def read(self, function: Callable[Concatenate[bytes, P], T], body: bytes, *args: P.args, **options: P.kwargs) -> T:
        """``function(body, …)``, within the limits of a page and counted in the visit's budget. Raises what it raises, and TooCostly."""
        before = self.apart.cpu_seconds
        try:
            with self.budget.parsing():
                return self.apart.run(function, body, *args, **options)
        finally:
            self.budget.parsed += self.apart.cpu_seconds - before

    def keep(self, page: Page) -> Page:
        """The page as the rest of the visit needs it: its body is in the archive, or nobody's."""
        self.budget.received += len(page.body)
        return self.archive.add(page) if self.archive is not None else replace(page, body=b"")


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
class Tried:
    """A link that was to be fetched, and of which no article came."""

    link: Link
    fate: Fate
    why: str
    first: bool
    """For the first time: an earlier visit did not ask for it."""
    asked: bool = True
    """False where the host was to be left alone: nothing is known of the link."""
    known: bool = False
    """It is an article of the ledger, looked at again."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What was fetched and extracted in this visit."""

    articles: tuple[Article, ...] = ()
    pages: tuple[Page, ...] = ()
    gone_urls: tuple[str, ...] = ()
    tried: tuple[Tried, ...] = ()
    """Links of which no article came, in the order they were asked for."""
    left: tuple[str, ...] = ()
    """Links that were not asked for: the visit had its number, or the site was down."""
    looked_again: Mapping[str, tuple[bool, ...]] = field(default_factory=dict)
    """Test → whether older articles, read again as a control, fail it now."""
    looked_urls: tuple[str, ...] = ()
    """Known articles that were looked at again and answered."""
    findings: tuple[Finding, ...] = ()
    counts: Counts = field(default_factory=Counts)
    repeats: Repeated | None = None
    """What the source repeats, as it is known after these articles; None where nothing was learnt."""

    @property
    def fates(self) -> tuple[LinkFate, ...]:
        tried = (LinkFate(one.link.url, one.fate, one.why) for one in self.tried if one.asked)
        return (*tried, *(LinkFate(url, Fate.OVER_LIMIT) for url in self.left))

    @property
    def served(self) -> bool:
        """The server gave articles in this visit, new ones or older: a page it did not give is the page's own."""
        return bool(self.articles) or self.counts.unchanged > 0 or any(False in answers for answers in self.looked_again.values())


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say of the window."""

    findings: tuple[Finding, ...]
    window: tuple[WindowArticle, ...]
    metrics: dict[str, float]
    verdict: Verdict
    visit: Visit
    """With verdict, cause, counts and message filled in."""
    evidence: Mapping[str, Any] | None = None
    """What the template test remembers after this visit; None where nothing may be learnt from it."""
    undecided: frozenset[str] = frozenset()
    """Keys of rules of which nobody can say yet whether one article fails them or the template does."""
    folded: frozenset[str] = frozenset()
    """Keys of rules whose failures a broken template explains now."""
    pages_back: bool = False
    """As in VisitRecord."""
    gone_urls: tuple[str, ...] = ()
    """Articles that answered 404 or 410 and are held to be withdrawn."""
    left: tuple[str, ...] = ()
    """Rules of findings on the section that end because nobody looks at their pages any longer, not because they are mended."""
    ours_alone: frozenset[str] = frozenset()
    """As in VisitRecord."""


@dataclass(frozen=True, slots=True)
class VisitResult:
    """A finished visit, for whoever asked for it."""

    visit: Visit
    findings: tuple[Finding, ...] = ()
    articles: tuple[Article, ...] = ()
    window: tuple[WindowArticle, ...] = ()

"""What a visit found: findings, the visit itself, and the incidents that follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rasid.model.article import Article, Link, LinkFate, Page
from rasid.model.repeats import Repeated
from rasid.model.values import NO_WORDS, Quantity, Sentence, Value, plain
from rasid.model.vocabulary import Cause, Door, IncidentState, Origin, Scope, Severity, Status, Verdict


@dataclass(frozen=True, slots=True)
class Span:
    """Offending words: ``text[start:end]`` of ``field`` (code points). For ``body`` the offsets are into ``Article.text``."""

    field: str
    start: int
    end: int
    text: str
    """The words themselves."""
    before: str = ""
    after: str = ""
    """Up to 40 characters of context on either side."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's word on one article (or on the section, or on its past)."""

    rule: str
    scope: Scope
    severity: Severity
    status: Status
    cause: Cause
    title: Sentence
    """Kept with its blanks; ``rasid.wording.values.title_of`` fills it for a reader."""
    advice: Sentence
    article_url: str | None = None
    """None for section and history findings."""
    field: str = ""
    observed_value: Value | None = None
    expected_value: Value | None = None
    counted: Quantity | None = None
    """How many places there are, where ``observed_value`` quotes them: the ``{observed}`` of the title."""
    origin: Origin | None = None
    spans: tuple[Span, ...] = ()
    suggestion: Sentence | None = None
    """The right value, where it is known."""
    detail: str = ""
    """For engineers: the exception of a broken rule, the URL and status of a failed fetch."""
    affected: int = 1
    """For a finding that stands for many (a layout change): how many articles."""
    examples: tuple[tuple[str, str], ...] = ()
    """Of a finding that stands for many: up to three (headline, URL)."""
    waived: bool = False
    reread: bool = False
    """It began with another version of rasid, not with the page: shown to editors, told to nobody."""

    @property
    def observed(self) -> str | None:
        """For scripts and lists; people read ``rasid.wording.values.said``."""
        return plain(self.observed_value)

    @property
    def expected(self) -> str | None:
        return plain(self.expected_value)

    @property
    def identity(self) -> tuple[str, str | None]:
        """What makes it the same finding on the next visit."""
        return (self.rule, self.article_url)


@dataclass(frozen=True, slots=True)
class RowFinding:
    """A finding and where in the frame it was made: what ``frame`` needs to explain it."""

    row: int | None
    """0-based; None for a finding about the whole frame."""
    column: str
    """The column whose spans explain it."""
    finding: Finding


@dataclass(frozen=True, slots=True)
class WindowArticle:
    """An article in the window that rules judge: its latest revision, and what the ledger knows about it."""

    article: Article
    first_seen_at: datetime
    revision: int
    """1 for the first."""
    revised_at: datetime
    new_in_visit: bool = False
    """Extracted for the first time in the visit under way."""
    revised_in_visit: bool = False
    """Known before, and found changed in the visit under way."""
    near_duplicate_of: str | None = None
    """Canonical URL of an earlier article it nearly repeats."""
    previous: Article | None = None
    """The revision before the latest."""
    gone_at: datetime | None = None
    """Since when it answers 404 or 410."""
    read_with: str | None = None
    """The version of what read the stored revision; None: before versions were kept."""
    doors: frozenset[Door] = frozenset()
    """Where the site has ever named it; empty: nobody has looked since rasid remembers it."""


INTERRUPTED = "interrupted: the process ended before it could commit"
"""The message of a visit that died without writing one."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a visit did, in numbers."""

    links: int = 0
    fetched: int = 0
    unchanged: int = 0
    """Conditional GETs answered 304."""
    new: int = 0
    revised: int = 0
    refused: int = 0
    errors: int = 0
    new_links: int = 0
    """Links asked for that no earlier visit had asked for …"""
    links_unread: int = 0
    """… and those of them of which no article came."""
    window: int = 0
    sitemaps: int = 0
    """Sitemaps read, changed or not; 0 when one of them could not be read."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One pass over one source."""

    id: str
    source_id: str
    started_at: datetime
    slot: datetime | None = None
    """The scheduled time it answers; None for a visit by hand."""
    finished_at: datetime | None = None
    verdict: Verdict | None = None
    cause: Cause | None = None
    message: str = ""
    counts: Counts = Counts()
    first: bool = False
    """The first visit to this source: one summary, not fifty alerts."""
    run_url: str | None = None
    """The Prefect run, when there is one."""
    reason: Value | None = None
    """Why it was skipped (a sentence's key), or what it broke on (quoted). None where its findings say it, and of older rows."""
    read_with: str = ""
    """The version of what read and judged its articles; empty until it commits, and of older rows."""

    @property
    def killed(self) -> bool:
        """Its process ended without a word: kill -9, no memory, no power. Found out by others."""
        return self.message == INTERRUPTED


def newest_moment(items: Iterable[WindowArticle], now: datetime) -> datetime | None:
    """When the newest of the articles was published (first seen, where the page does not say). A date in the future is the page's fault and no news of now."""
    moments = (item.article.published_at or item.first_seen_at for item in items)
    return max((at for at in moments if at <= now), default=None)


VISIT_FINDINGS = frozenset(
    {
        "visit_budget_spent",
        "section_unreachable",
        "section_blocked",
        "section_layout_changed",
        "section_moved",
        "feed_frozen",
        "layout_changed",
        "encoding_changed",
        "dates_shifted",
        "pages_unreachable",
        "pages_blocked",
        "pages_unreadable",
        "page_without_article",
        "page_unread",
        "pages_gone",
        "pages_error",
        "pages_empty",
        "pages_elsewhere",
        "pages_no_article",
        "links_unread",
        "bodies_doubted",
    }
)
"""Found by the visit itself while it fetched; every other finding is a rule's."""


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """Everything one visit commits, in one transaction."""

    visit: Visit
    articles: tuple[Article, ...] = ()
    """Newly extracted in this visit."""
    pages: tuple[Page, ...] = ()
    """As fetched, for the page archive and for the next conditional GETs."""
    seen_urls: tuple[str, ...] = ()
    """Every canonical URL the section linked to in this visit."""
    gone_urls: tuple[str, ...] = ()
    """Articles that answered 404 or 410."""
    links: tuple[Link, ...] = ()
    """The links themselves, so that those not fetched in this visit keep what the feed said of them."""
    fates: tuple[LinkFate, ...] = ()
    """Of the links that were asked for in vain, and of those that were not asked for: what became of them (``url``, ``fate``, ``why``)."""
    looked_urls: tuple[str, ...] = ()
    """Known articles that were due for a second look and answered, with 304 or whatever else."""
    window_urls: tuple[str, ...] | None = None
    """The articles that rules judged: a finding on any other ended because its article left the window, not because it was mended."""
    ours_alone: frozenset[str] = frozenset()
    """Articles that nobody edited and another version of rasid reads or judges for the first time: what ends on them was mended by nobody."""
    findings: tuple[Finding, ...] = ()
    """All findings that do not pass, on the whole window."""
    metrics: Mapping[str, float] = field(default_factory=dict)
    """The section's signals of this visit (``section.*``), for history rules."""
    read_with: str = ""
    """The version of what read the articles; a known article that another version reads differently was edited by nobody."""
    pages_back: bool = False
    """New links can be read again after a time in which they could not: those tried in vain meanwhile are due at once."""
    evidence: Mapping[str, Any] | None = None
    """What the template test remembers after this visit, as plain JSON; None where it learnt nothing."""
    repeats: Repeated | None = None
    """What the source repeats, as this visit counted it; None where it learnt nothing."""
    section_read: bool = True
    """False when nothing of the section could be read: its section and history rules did not run, and what they found before stands."""


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that is wrong, from the first failure to the end of it. One for each (source, key)."""

    id: str
    source_id: str
    key: str
    """A rule's key, or ``cause:<cause>`` where one cause explains many rules."""
    state: IncidentState
    severity: Severity
    cause: Cause
    title: Sentence
    since: datetime
    """First failure."""
    last_seen_at: datetime
    failures: int = 1
    """Consecutive visits that saw it."""
    opened_at: datetime | None = None
    """When it began to fire."""
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    resolved_at: datetime | None = None
    resolved_by: str | None = None
    reopened: int = 0
    observed_value: Value | None = None
    expected_value: Value | None = None
    counted: Quantity | None = None
    """As of a finding."""
    advice: Sentence = NO_WORDS
    affected: int = 0
    examples: tuple[tuple[str, str], ...] = ()
    """Up to three (headline, URL)."""
    last_visit_id: str | None = None
    """The last visit that brought a case of it, and so stored pages that show it; of a fault of ours, the last that met it."""
    passes: int = 0
    """Consecutive visits that did not see it, while it is open."""
    told_affected: int = 0
    """``affected`` as it was last told: an incident speaks again when it has doubled."""
    said: int = 0
    """How many notices were written about it: numbers their dedup keys."""
    run_url: str | None = None
    """The Prefect run of the last visit that saw it, when there was one."""

    @property
    def observed(self) -> str | None:
        """For scripts and lists; people read ``rasid.wording.values.said``."""
        return plain(self.observed_value)

    @property
    def expected(self) -> str | None:
        return plain(self.expected_value)

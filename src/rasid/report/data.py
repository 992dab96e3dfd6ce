"""What a report is made of: plain values, filled from the ledger by the pipeline (or a test), rendered by this stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from rasid.model import Article, Finding, Incident, Rule, Source, Visit, Words
from rasid.model.problems import Problems

HERE = "/"
"""The desk's address on its own pages: its links then need no host."""


@dataclass(frozen=True, slots=True)
class DayCell:
    """Articles first seen on one day and those of them with something grave; ``looked`` False: nobody visited the site."""

    day: date
    articles: int
    failing: int
    looked: bool

    @property
    def tone(self) -> str:
        """``none`` (no article), ``unseen-day``, or the tone of the share failing."""
        if not self.articles:
            return "none" if self.looked else "unseen-day"
        return tone_of(self.failing, self.articles)


def tone_of(failing: int, articles: int) -> str:
    """``h0``–``h4``: none, to a tenth, a quarter, a half, more."""
    if not failing:
        return "h0"
    return f"h{1 + sum(failing > edge * max(articles, 1) for edge in (0.1, 0.25, 0.5))}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Share of the window's articles that have a field, beside its own usual share. Shares are 0–1."""

    field: str
    """``author image published_at`` …"""
    share: float
    usual: float | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """The section against its own rhythm."""

    articles_today: int = 0
    """Since midnight in the source's zone."""
    usual: tuple[int, int] | None = None
    """The range of what it has published by this hour on such days; None while there is too little history."""
    newest_at: datetime | None = None
    promise: timedelta | None = None
    """The newest article is never older than this (the seed's ``fresh_within_hours``)."""
    coverage: tuple[Coverage, ...] = ()
    daily: tuple[tuple[date, int | None], ...] = ()
    """Articles a day, oldest first, at most 30; None before the first day that anything is known of."""
    usual_day: tuple[int, int] | None = None
    """The range of a whole day such as this one; None while there is too little history."""
    oldest: tuple[timedelta | None, ...] = ()
    """How old the newest article came to be on each day of ``daily``, to the hour; None before the first known article."""
    learning: tuple[int, int] | None = None
    """(days known, days needed) while the rhythm is still being learnt."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Findings of one rule that were opened each day, oldest first. Days without a visit are None."""

    rule: str
    title: Words
    severity: str
    days: tuple[tuple[date, int | None], ...]
    articles: tuple[int, ...] = ()
    """Articles read on each of those days: what the findings are a share of. Empty where it is not known."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to an article after it was published, that the page does not own up to."""

    url: str
    headline: str | None
    field: str
    """``headline``, ``standfirst``, ``body``, ``published_at`` or ``gone``."""
    before: str
    after: str
    seen_at: datetime
    published_at: datetime | None = None
    revision: int = 2
    asked_for: bool = False
    """rasid itself had found the fault that the edit mended: no reader need wonder at it."""


@dataclass(frozen=True, slots=True)
class WaivedItem:
    """A finding or a rule that editors have decided not to hear of."""

    rule: str | None
    """None: every rule."""
    title: Words | None
    target: str
    """``article``, ``section`` or ``source``."""
    name: str | Words
    """The headline of the article, or the name of the section or the source."""
    reason: str
    by: str
    since: datetime
    until: datetime | None
    url: str | None = None
    hides: int = 0
    """Findings it hides at present."""


@dataclass(frozen=True, slots=True)
class ReportData:
    """Everything one page about one source says."""

    source: Source
    now: datetime
    visit: Visit | None = None
    """The last visit that looked at the site."""
    unseen_since: datetime | None = None
    """When articles were last read, where that visit could read none of its new ones."""
    problems: Problems = field(default_factory=Problems)
    """What is open, problem first, with the counts that every page says."""
    titles: Mapping[str, Words] = field(default_factory=dict, repr=False)
    """What each rule says where no one finding is meant; house-style terms too."""
    incidents: tuple[Incident, ...] = ()
    """Those firing or acknowledged."""
    health: Health = Health()
    trends: tuple[Trend, ...] = ()
    assigned: tuple[tuple[str, int], ...] = ()
    """(editor, articles with something open) for those who have been given some."""
    days: tuple[DayCell, ...] = ()
    """Articles of each of the last days, and those with something grave; oldest first."""
    mended: tuple[int, timedelta | None] = (0, None)
    """Findings mended in thirty days, and the median time they had been open."""
    edits: tuple[Edit, ...] = ()
    waived: tuple[WaivedItem, ...] = ()
    rules: tuple[Rule, ...] = ()
    """In force for this source."""
    window_articles: tuple[Article, ...] = field(default=(), repr=False)
    """The window itself, for the readiness table."""
    in_news_sitemap: Mapping[str, bool] = field(default_factory=dict, repr=False)
    """By address; articles of which it is not known are left out."""
    window_count: int | None = None
    """Articles in the window, where ``window_articles`` is not given."""
    desk_url: str | None = None
    """Where the desk is reached, HERE for a page that the desk itself shows; without it the page is for reading only."""

    @property
    def window_size(self) -> int:
        return len(self.window_articles) if self.window_count is None else self.window_count

    @property
    def section_findings(self) -> tuple[Finding, ...]:
        """Findings about the section or its past, and about the site itself."""
        return self.problems.about_sections

    def section_name(self, section_id: str | None) -> Words | None:
        return next((section.name for section in self.source.sections if section.id == section_id), None)

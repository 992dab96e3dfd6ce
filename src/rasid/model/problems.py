"""What is wrong, problem first: one rule's findings together, with the articles it stands on. One shape for desk, report and mail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rasid.model.judgement import Finding
from rasid.model.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Item:
    """One finding where it stands. ``url`` None: on a section or the site as a whole."""

    id: int
    source_id: str
    finding: Finding
    since: datetime
    state: str
    """``open reopened still claimed waived fixed``"""
    url: str | None = None
    headline: str | None = None
    section: str | None = None
    published_at: datetime | None = None
    first_seen_at: datetime | None = None
    assignee: str | None = None
    due: datetime | None = None
    comments: int = 0
    assigned: str = ""
    """Version of the assignment, as forms carry it."""
    about: tuple[tuple[str | None, str], ...] = ()
    """(headline, address) of the articles that a finding on a whole section speaks of, where they are known."""


@dataclass(frozen=True, slots=True)
class Problem:
    """All findings of one rule under one filter. ``items`` are the first of them, ``findings`` counts all."""

    rule: str
    severity: Severity
    findings: int
    articles: int
    """0: it is about a section or a site, which no editing of an article mends."""
    sources: int
    since: datetime
    """Of the oldest."""
    items: tuple[Item, ...] = ()

    @property
    def more(self) -> int:
        return self.findings - len(self.items)


@dataclass(frozen=True, slots=True)
class Problems:
    """A filter's problems, the gravest and widest first, and the counts that every page and mail says."""

    problems: tuple[Problem, ...] = ()
    urgent: int = 0
    """Articles with something critical."""
    to_fix: int = 0
    """Articles with something critical or important."""
    minor: int = 0
    """Articles with minor remarks alone."""
    general: int = 0
    """Findings about a section or a site."""
    findings: int = 0
    by_severity: Mapping[str, int] = field(default_factory=dict)

    @property
    def articles(self) -> tuple[Problem, ...]:
        """Problems of articles."""
        return tuple(problem for problem in self.problems if problem.articles)

    @property
    def general_items(self) -> tuple[Item, ...]:
        """On sections and sites, the gravest first."""
        return tuple(item for problem in self.problems if not problem.articles for item in problem.items)

    @property
    def about_sections(self) -> tuple[Finding, ...]:
        return tuple(item.finding for item in self.general_items)

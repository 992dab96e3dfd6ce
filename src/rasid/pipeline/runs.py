"""What the template test speaks of: outcomes of newly read links, runs of failures, and a source's past between two visits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Fault(StrEnum):
    """Whose a run of failures is."""

    TEMPLATE = "template"
    BETWEEN = "between"
    """Something changed, but a part of the articles pass: the engineer looks, nobody else is told."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One newly read link: what it failed. ``same``: its agency, its author, the text it repeats; failures of one visit that share one count once."""

    url: str
    at: datetime
    visit: str
    failed: frozenset[str] = frozenset()
    """Names of tests: a rule's key, or a group of rules (see :mod:`rasid.pipeline.groups`)."""
    unseen: frozenset[str] = frozenset()
    """Tests of which nothing can be said: of a page that could not be read everything but that, of a doubted body what is about bodies."""
    unread: bool = False
    """The page could not be read: every test but those it failed is unseen."""
    same: frozenset[str] = frozenset()
    frozen: frozenset[str] = frozenset()
    """Tests whose run this outcome belongs to: it never counts for their base rates."""

    def says(self, test: str) -> bool | None:
        """True: it fails; None: unseen."""
        if test in self.failed:
            return True
        return None if self.unread or test in self.unseen else False


@dataclass(frozen=True, slots=True)
class Run:
    """A run of failures that the base rate cannot explain."""

    test: str
    fault: Fault
    since: datetime
    """When the first article of the run was read."""
    failed: int
    """Failures since then …"""
    read: int
    """… of so many articles about which something could be said."""
    base: float
    """The share that usually fails: what was held against it."""
    urls: tuple[str, ...] = ()
    """Failing articles, newest first."""
    control: bool = False
    """Older articles, read again, fail now as well: told at once, whatever the count."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What a source's past says, as the ledger keeps it: counts of all outcomes that are older than ``recent``."""

    read: int = 0
    failed: Mapping[str, int] = field(default_factory=dict)
    skipped: Mapping[str, int] = field(default_factory=dict)
    """Outcomes that do not count for a test: unseen, of a run, or the second of a batch."""
    recent: tuple[Outcome, ...] = ()
    runs: Mapping[str, Run] = field(default_factory=dict)
    """Runs that are open, by test."""
    cleared: Mapping[str, datetime] = field(default_factory=dict)
    """When older articles, read again, last spoke against a template's fault, by test."""
    ended: Mapping[str, tuple[datetime, datetime]] = field(default_factory=dict)
    """The last run that ended, by test: since when, until when."""

    def of(self, test: str) -> tuple[int, int]:
        """(failures, articles) of the past, for one test."""
        return self.failed.get(test, 0), self.read - self.skipped.get(test, 0)

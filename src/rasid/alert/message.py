"""One message to one route: which incidents it speaks of, and what it says of each. Values only; rendering is next door."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from rasid.model import Incident, Language, Notice, Severity, Source, Words

TRIAL = "rasid-test"
"""Key and source of the incident that a test message speaks of."""


class Says(StrEnum):
    """What one line of a message says, after everything that is pending about its incident has been folded into one statement."""

    OPENED = "opened"
    ESCALATED = "escalated"
    REMINDER = "reminder"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"
    UNWATCHED = "unwatched"
    FOLDED = "folded"
    SPREAD = "spread"
    PASSED = "passed"
    """Fired and resolved before this route could be told of either."""
    SUMMARY = "summary"


ENDS = frozenset({Says.RESOLVED, Says.PASSED, Says.UNWATCHED, Says.FOLDED})
"""Statements after which nothing is open."""


@dataclass(frozen=True, slots=True)
class Line:
    """One statement. ``notices`` are those it stands for; ``incidents`` has one, but for a summary."""

    says: Says
    source_id: str
    severity: Severity
    incidents: tuple[Incident, ...]
    notices: tuple[Notice, ...]
    deliveries: tuple[int, ...]
    by: str | None = None
    articles: int = 0
    """Of a summary: how many were read."""
    unheard: bool = False
    """The route was never told of the incident before: to its readers nothing can come back."""

    @property
    def incident(self) -> Incident:
        return self.incidents[0]


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What messages need of a source."""

    name: Words
    timezone: str = "UTC"
    country: str | None = None
    window: int = 0
    """Articles that the last visit judged; 0: not known."""

    @classmethod
    def of(cls, source: Source) -> SourceInfo:
        return cls(source.name, source.timezone, source.country)


@dataclass(frozen=True, slots=True)
class Message:
    lines: tuple[Line, ...]
    language: Language
    now: datetime
    route: str
    sites: Mapping[str, SourceInfo] = field(default_factory=dict)
    """By source id; one that is not here is called by its id."""
    desk_url: str | None = None
    group_key: str | None = None
    """Set when one page stands for many incidents (a storm on PagerDuty): the dedup key of that page."""
    brief_from: int = 10
    """Of more lines than this, each gets one row instead of a block."""
    commands: bool = True
    """Whether its readers have a terminal: editors have none."""

    @property
    def key(self) -> str:
        """The same for the same statements to the same route: what a receiver recognises a repeated attempt by."""
        keys = sorted(notice.key for line in self.lines for notice in line.notices)
        return hashlib.sha256("\n".join((self.route, *keys)).encode()).hexdigest()[:20]

    @property
    def alike(self) -> bool:
        """One thing that begins at several sites."""
        begun = {line.incident.key if line.says is Says.OPENED else None for line in self.lines}
        return (
            len(self.lines) > 1
            and len(begun) == 1
            and None not in begun
            and len({line.source_id for line in self.lines}) == len(self.lines)
        )

    @property
    def deliveries(self) -> tuple[int, ...]:
        return tuple(delivery for line in self.lines for delivery in line.deliveries)

    @property
    def notices(self) -> tuple[str, ...]:
        return tuple(notice.key for line in self.lines for notice in line.notices)

    def site(self, source_id: str) -> SourceInfo:
        return self.sites.get(source_id) or SourceInfo(Words(source_id, source_id))

    def link(self, path: str) -> str | None:
        return f"{self.desk_url.rstrip('/')}/{path}" if self.desk_url else None

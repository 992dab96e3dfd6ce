"""What is said about incidents: notices for the outbox, the log of what happened, and silences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from rasid.model.judgement import Incident
from rasid.model.retired import stands_for
from rasid.model.vocabulary import Cause, Severity

SLOT_MISSED = "slot_missed"
"""Key of the incident «this source was due twice and nobody visited it»: the one thing that only the delivery loop can see."""


SCHEDULE_OFF = "schedule_off"
"""Key of «a person switched this source's schedule off, and nobody switched it on again»: seen and ended by the delivery loop alone."""
CLOCK_AHEAD = "clock_ahead"
"""Key of «a visit is dated in the future»: seen by the delivery loop, ended by the next visit with a right clock."""
UNVISITED = frozenset({SLOT_MISSED, SCHEDULE_OFF})
"""Keys of what no visit saw: nothing to count in visits."""


class NoticeKind(StrEnum):
    """What there is to say about an incident."""

    OPENED = "opened"
    """It began to fire, for the first time or again."""
    ESCALATED = "escalated"
    """It was a warning and is critical now."""
    REMINDER = "reminder"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"
    UNWATCHED = "unwatched"
    """Its last articles left the window as they were: nobody mended them, and nobody looks at them any more."""
    FOLDED = "folded"
    """A cause explains it: what was told as the articles' fault is their template's."""
    SPREAD = "spread"
    """It has at least doubled since it was last spoken of."""
    SUMMARY = "summary"
    """The one message of a source's first visit; about no single incident."""


ENDINGS = frozenset({NoticeKind.RESOLVED, NoticeKind.UNWATCHED, NoticeKind.FOLDED})
"""After these nothing of the incident is open; only the first says that it is over."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say, written in the transaction of what it speaks of. Who hears it is decided when it is delivered."""

    key: str
    """Dedup key: the same for every attempt, on every route. Unique in the ledger."""
    kind: NoticeKind
    source_id: str
    cause: Cause
    severity: Severity
    created_at: datetime
    incident_id: str | None = None
    visit_id: str | None = None
    by: str | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    """Plain JSON values; of a summary: counts, and the ids of the incidents it stands for."""


@dataclass(frozen=True, slots=True)
class IncidentEvent:
    """One line of an incident's history."""

    incident_id: str
    at: datetime
    what: str
    """``pending | opened | escalated | reminder | acknowledged | resolved | unwatched | folded | spread | reopened | cleared |
    reread``; cleared is a pending one that passed,
    reread one that another version of rasid does not see."""
    by: str | None = None
    """A person's name; None for rasid itself."""
    reason: str = ""
    visit_id: str | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing is said about the incidents it covers until it ends. Every scope that is set must match; none set covers everything."""

    id: str
    until: datetime
    author: str
    reason: str
    created_at: datetime
    source_id: str | None = None
    rule: str | None = None
    """An incident's key: a rule's key or ``cause:<cause>``."""
    cause: Cause | None = None
    removed_at: datetime | None = None

    def covers(self, incident: Incident, now: datetime) -> bool:
        return (
            self.removed_at is None
            and self.created_at <= now < self.until
            and self.source_id in (None, incident.source_id)
            and stands_for(self.rule, incident.key)
            and self.cause in (None, incident.cause)
        )

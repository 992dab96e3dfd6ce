"""When an incident fires, ends, and is mentioned again; and who is told. The numbers of the state machine, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from rasid.model import Cause, Incident, Severity

CANNOT_JUDGE = frozenset({Cause.UNREACHABLE, Cause.BLOCKED, Cause.LAYOUT_CHANGED})
"""While one of these holds, nothing can be said about the articles of the source: its content incidents are frozen and hidden."""

AUDIENCE: dict[Cause, frozenset[str]] = {
    Cause.UNREACHABLE: frozenset({"oncall"}),
    Cause.BLOCKED: frozenset({"oncall"}),
    Cause.LAYOUT_CHANGED: frozenset({"oncall"}),
    Cause.QUIET: frozenset({"oncall", "editors"}),
    Cause.CONTENT: frozenset({"editors"}),
    Cause.RASID: frozenset({"oncall"}),
}
"""Who is told, by cause (docs/architecture.md)."""
EVERYBODY = frozenset({"oncall", "editors"})
"""Who hears of a source's first visit."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers. Defaults are those of ``docs/alerts.md``; the waits come from the settings."""

    failures_critical: int = 1
    """Consecutive visits that must see a critical fault before it fires."""
    failures_warning: int = 2
    undecided: timedelta = timedelta(hours=6)
    """The longest that an article's fault is held back because it may be the template's: the next article tells, and none may come."""
    passes_most: int = 6
    """The most consecutive visits without the fault that are asked for before a flapping incident ends."""
    reopen_within: timedelta = timedelta(hours=24)
    """A fault that comes back sooner reopens its incident instead of making a new one, and makes it harder to end."""
    group_wait: timedelta = timedelta(seconds=30)
    group_growth: int = 4
    """Each message a route was sent in the last ``group_memory`` multiplies the wait of the next: 30 s, 2 min, then ``group_most``."""
    group_most: timedelta = timedelta(minutes=5)
    group_memory: timedelta = timedelta(minutes=15)
    repeat: timedelta = timedelta(hours=12)
    fallback_after: timedelta = timedelta(minutes=2)
    quiet_from: time | None = None
    quiet_until: time | None = None
    storm_size: int = 10
    """Messages about more incidents than this give most of them one row instead of a block."""
    pages_at_once: int = 3
    """More incidents than this opening together are one page, not one each."""
    slots_missed: int = 2
    switched_off: timedelta = timedelta(days=1)
    """How long a person may leave a schedule switched off before that is told."""

    def failures_needed(self, severity: Severity) -> int | None:
        """None for what never alerts: informational findings go to the digest."""
        return {Severity.CRITICAL: self.failures_critical, Severity.WARNING: self.failures_warning}.get(severity)

    def passes_needed(self, incident: Incident) -> int:
        """One, and one more for each time it came back: an alternating fault says «opened» and «resolved» once or twice, not for ever."""
        return min(1 + incident.reopened, self.passes_most)

"""One line a source, and its days: what the overview of all sources says, on the desk and as a page of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rasid.model import Verdict, Words
from rasid.report.data import DayCell
from rasid.report.voice import Voice


@dataclass(frozen=True, slots=True)
class SourceLine:
    """How one source stands now."""

    id: str
    name: Words
    timezone: str
    country: str
    verdict: Verdict | None
    """Of the last finished visit; None: never visited."""
    since: datetime | None
    """Start of the unbroken row of visits that ended so."""
    visited_at: datetime | None
    newest_at: datetime | None
    promise: timedelta | None
    today: int
    usual: tuple[int, int] | None
    learning: tuple[int, int] | None
    seen_at: datetime | None = None
    """When articles were last seen, where the last visit saw none; None where it did."""
    problems: Mapping[str, int] = field(default_factory=dict)
    """Severity → open problems."""
    days: Sequence[DayCell] = ()

    def late(self, now: datetime) -> bool:
        return bool(self.newest_at and self.promise and now - self.newest_at > self.promise)

    @property
    def rhythm(self) -> str | None:
        if self.usual is None:
            return None
        return "below" if self.today < self.usual[0] else "above" if self.today > self.usual[1] else "usual"

    @property
    def clean(self) -> float | None:
        """Share of the articles of these days without anything grave."""
        read = sum(cell.articles for cell in self.days)
        return 1 - sum(cell.failing for cell in self.days) / read if read else None

    @property
    def rank(self) -> tuple[int, int, int, str]:
        """The worst first."""
        order = {None: 1, Verdict.FAILED: 0}.get(self.verdict, 2)
        return (order, -self.problems.get("critical", 0), -self.problems.get("warning", 0), self.id)


def lines_with_voice(lines: Sequence[SourceLine], v: Voice) -> list[tuple[SourceLine, Voice]]:
    """Each line with the page's language on the source's own clock."""
    return [(line, Voice(v.language, v.now, line.timezone, line.country)) for line in lines]

"""What a stage needs of the outside world, as Protocols: the ledger implements them, tests replace them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from rasid.model.article import Validators

Clock = Callable[[], datetime]
"""Returns the present, aware, in UTC. An argument everywhere (decision 7)."""


def utc_now() -> datetime:
    """The clock used where nobody gave another."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class RobotsRecord:
    """A host's robots.txt as last fetched. ``status`` decides what an empty or failed answer means (RFC 9309)."""

    body: str
    status: int
    fetched_at: datetime


class FetchState(Protocol):
    """What ``fetch`` remembers between requests, processes and restarts."""

    def validators(self, url: str) -> Validators | None:
        """Of the last *committed* visit that got ``url``; those of a crashed visit must not be offered again."""

    def robots(self, host: str) -> RobotsRecord | None:
        """``host`` is ``scheme://host:port``."""

    def save_robots(self, host: str, record: RobotsRecord) -> None: ...

    def reserve(self, host: str, *, now: datetime, spacing: float) -> float:
        """Book the next free moment for ``host``; seconds to wait until then (0 when free now). Atomic across processes."""

    def back_off(self, host: str, *, until: datetime, reason: str) -> None:
        """No request to ``host`` before ``until``."""

    def backed_off(self, host: str) -> tuple[datetime, str] | None: ...

"""What the delivery loop reads from the ledger and writes back, as values and one Protocol."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from rasid.model.alerting import IncidentEvent, Notice, NoticeKind, Silence
from rasid.model.judgement import Incident


@dataclass(frozen=True, slots=True)
class Pending:
    """One notice that one route has not been told yet."""

    id: int
    notice: Notice
    number: int
    """The notice's place in the order in which notices were written."""
    maybe_sent: bool = False
    """An attempt was made whose outcome nobody knows: a crash, or an answer that never came."""


@dataclass(frozen=True, slots=True)
class LastNotice:
    """The last thing a route was told about an incident."""

    kind: NoticeKind
    group_key: str | None = None
    """Of the page that stood for many incidents at once, if it was one."""


@dataclass(frozen=True, slots=True)
class RouteHealth:
    """How a route has been doing. ``recent``: when it was last sent messages, for the storm brake."""

    route: str
    failures: int = 0
    down_since: datetime | None = None
    next_try_at: datetime | None = None
    last_error: str = ""
    failure: str = ""
    """Key of what is to be done about it (``remedy.*``)."""
    last_sent_at: datetime | None = None
    recent: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """One line of the delivery log. ``error`` is redacted."""

    at: datetime
    route: str
    message_key: str
    outcome: str
    """``sent | refused | ambiguous | permanent | crashed``"""
    notices: tuple[str, ...]
    error: str = ""
    seconds: float = 0.0
    failure: str = ""
    """As of a route's health."""


class Outbox(Protocol):
    """The ledger's side of delivery. Each method is one transaction."""

    def recover(self, now: datetime, busy: Collection[str] = ()) -> int:
        """Deliveries that a crash caught between «begin» and «settle» become pending again, marked as maybe sent; how many.

        Not those on the routes ``busy``: they are being sent at this moment.
        """

    def unrouted(self) -> list[tuple[int, Notice]]:
        """Notices nobody has been found for who wants to hear them, oldest first."""

    def retire(self, now: datetime) -> int:
        """Give up notices that have waited too long for somebody who wants to hear them; how many."""

    def route(self, number: int, routes: Collection[str], now: datetime) -> None:
        """Notice ``number`` is to be told on ``routes``, at least one; a route that has it already keeps it as it is."""

    def add_route(self, numbers: Collection[int], route: str, now: datetime) -> None:
        """One route more (a fallback) for notices that are routed already; those it has stay as they are."""

    def hearing(self, incident_ids: Collection[str]) -> dict[str, frozenset[str]]:
        """Routes that were told of each incident, or are about to be; incidents nobody was told of are left out."""

    def unroute(self, routes: Collection[str], now: datetime) -> int:
        """What is pending on a route not in ``routes`` (it was changed or taken away) is to be routed anew; how many."""

    def pending(self, route: str) -> list[Pending]:
        """In the order of the notices."""

    def told(self, route: str, incident_ids: Collection[str]) -> dict[str, LastNotice]: ...

    def group(self, route: str, group_key: str) -> list[str]:
        """Ids of the incidents that one page stood for."""

    def incidents(self, ids: Collection[str]) -> dict[str, Incident]: ...

    def open_incidents(self) -> list[Incident]: ...

    def history(self, incident_id: str) -> list[IncidentEvent]: ...

    def last_said(self, incident_ids: Collection[str]) -> dict[str, datetime]:
        """When the latest notice about each was written."""

    def remind(self, incidents: Sequence[Incident], now: datetime) -> int:
        """Write a reminder for each that still fires; how many."""

    def silences(self, now: datetime) -> list[Silence]:
        """Those in force."""

    def health(self) -> Mapping[str, RouteHealth]: ...

    def begin(self, message_key: str, ids: Sequence[int], now: datetime, *, group_key: str | None = None) -> None:
        """About to send: from here until settled, a crash leaves these maybe sent."""

    def settle(self, ids: Sequence[int], health: RouteHealth, attempt: Attempt) -> None:
        """What became of an attempt: ``sent`` ends the deliveries, anything else makes them pending again."""

    def join(self, ids: Sequence[int], now: datetime) -> None:
        """These count as told, by a page that stands for many incidents and stays open."""

    def drop(self, ids: Sequence[int], now: datetime) -> None:
        """Nothing needs to be said about these any more."""

"""A whole delivery office for tests: a ledger, recording routes that can fail, a clock that is set by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from rasid.alert import Policy
from rasid.alert.deliver import DeliveryContext, DeliveryRound, deliver_due
from rasid.alert.message import Message, Says
from rasid.alert.routes import Route
from rasid.errors import TransportError
from rasid.model import Cause, Finding, Incident, Language, Verdict
from rasid.pipeline.alerting import act
from rasid.store import Ledger
from tests.alert.samples import NOW, SITES, commit_visit, visit


class Recorder:
    """A channel that remembers; ``fails`` is raised instead while it is set."""

    def __init__(self, *, pages: bool = False) -> None:
        self.pages = pages
        self.messages: list[Message] = []
        self.fails: TransportError | None = None
        self.attempts = 0

    def send(self, message: Message) -> None:
        self.attempts += 1
        if self.fails is not None:
            if self.fails.ambiguous:
                self.messages.append(message)
            raise self.fails
        self.messages.append(message)

    @property
    def says(self) -> list[list[Says]]:
        return [[line.says for line in message.lines] for message in self.messages]


def down(*, permanent: bool = False, ambiguous: bool = False, retry_after: float | None = None) -> TransportError:
    return TransportError("the channel is down", permanent=permanent, ambiguous=ambiguous, retry_after=retry_after)


class Office:
    def __init__(self, ledger: Ledger, *routes: Route, policy: Policy | None = None, **desk: Any) -> None:
        self.ledger = ledger
        self.routes: Sequence[Route] = routes
        self.now: datetime = NOW
        self.desk = DeliveryContext(policy=policy or Policy(), sites=SITES, chance=lambda: 0.5, **desk)

    def pass_time(self, **span: float) -> None:
        self.now += timedelta(**span)

    def visit(
        self, *findings: Finding, verdict: Verdict | None = None, cause: Cause | None = None, source: str = "marfa", **more: Any
    ) -> None:
        verdict = verdict or (Verdict.DEGRADED if findings else Verdict.HEALTHY)
        of = visit(verdict, cause, source=source, at=self.now, **more)
        commit_visit(self.ledger, findings, of=of, now=self.now, policy=self.desk.policy)

    def fails(self, source: str = "marfa") -> None:
        self.visit(verdict=Verdict.FAILED, cause=Cause.UNREACHABLE, source=source, message="مهلة انقضت")

    def round(self, **after: float) -> DeliveryRound:
        self.pass_time(**after)
        return deliver_due(self.ledger.outbox, self.routes, self.now, self.desk)

    def rounds(self, *, every: float, lasting: float) -> int:
        """Rounds for a span of seconds; messages sent."""
        sent, end = 0, self.now + timedelta(seconds=lasting)
        while self.now < end:
            sent += self.round(seconds=every).sent
        return sent

    def only(self) -> Incident:
        (incident,) = self.ledger.incidents.find()
        return incident

    def do(self, change: Any, incident: Incident, by: str = "سلمى") -> Incident:
        return act(self.ledger, incident.id, change, by=by, now=self.now)


def route(name: str = "chat-1", channel: Recorder | None = None, **more: Any) -> Route:
    more.setdefault("language", Language.AR)
    return Route(name, channel or Recorder(), **more)

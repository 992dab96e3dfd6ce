"""The delivery loop: what the outbox holds goes out, once, to everybody who should hear it, as soon as each of them can.

Whatever is about to be sent is marked in the ledger before, and settled after. A crash in between leaves it marked «maybe sent»: it is
sent again with the same dedup keys, so that nothing is lost and each crash costs one duplicate at most. A route that fails backs off
as a whole; what it has not heard is folded anew at each attempt (``plan``), so a channel that was down hears where things stand, not
everything that happened.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from rasid.alert.channels.base import scrub
from rasid.alert.channels.pagerduty import A_MINUTE
from rasid.alert.couriers import Couriers
from rasid.alert.message import Line, Message, Says, SourceInfo
from rasid.alert.plan import TELLS_OPEN, due_reminders, group_wait, hidden_sources, plan
from rasid.alert.policy import Policy
from rasid.alert.routes import Route, first_choices, next_choices
from rasid.errors import TransportError
from rasid.model import Attempt, LastNotice, Notice, Outbox, RouteHealth, Silence

log = logging.getLogger(__name__)

FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(minutes=10)
PERMANENT_RETRY = timedelta(hours=1)
"""After a refusal that trying again cannot mend: somebody must correct the route, and may do so where we cannot see it."""
LONGEST_RETRY_AFTER = timedelta(hours=1)
IN_TURN = 1.0
"""Seconds of a round in which routes are served one after another: while all receivers are quick, a crash catches one message at most, and costs
one duplicate. What a round's receivers take beyond that, they take side by side."""


def _pass(_name: str) -> None:
    return


@dataclass(frozen=True, slots=True)
class DeliveryContext:
    """What the loop needs besides the outbox and the routes. ``sites`` by source id; ``checkpoint`` is for tests that kill."""

    policy: Policy = field(default_factory=Policy)
    sites: Mapping[str, SourceInfo] = field(default_factory=dict)
    desk_url: str | None = None
    chance: Callable[[], float] = random.random
    """Uniform in [0, 1): spreads the retries of many loops."""
    windows: Callable[[], Mapping[str, int]] = dict
    """Source id → articles that its last visit judged: what a number of articles is out of."""
    checkpoint: Callable[[str], None] = _pass
    routes_are_all: bool = True
    """Routes that are not given are gone. Without a routes file only the console is known, and nobody's pending deliveries are its own."""


@dataclass(slots=True)
class DeliveryRound:
    """What one round did."""

    sent: int = 0
    """Messages accepted."""
    failed: int = 0
    waiting: int = 0
    """Deliveries still pending: not due, held, or on a route that is down."""
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def add(self, other: DeliveryRound) -> None:
        with self._lock:
            self.sent += other.sent
            self.failed += other.failed
            self.waiting += other.waiting


def deliver_due(
    outbox: Outbox,
    routes: Sequence[Route],
    now: datetime,
    desk: DeliveryContext | None = None,
    *,
    clock: Callable[[], datetime] | None = None,
    couriers: Couriers | None = None,
    patience: float | None = None,
) -> DeliveryRound:
    """One round: reminders are written, notices routed, fallbacks called in, and what is due is sent. Only one loop may run at a time.

    Routes are served side by side as soon as one takes its time, and waited for ``patience`` seconds (None: until each is done); with the same ``couriers`` given
    again, those that were not ready are passed over. ``clock`` tells when a message is really sent; without it that is ``now``.
    Raises what a route's work raised, after the others were served.
    """
    desk = desk or DeliveryContext()
    done, couriers = DeliveryRound(), couriers or Couriers()
    if couriers.failures:
        raise couriers.failures.pop()  # of a route that was not waited for
    busy = couriers.busy()
    outbox.recover(now, busy)
    desk.checkpoint("recovered")
    open_incidents = outbox.open_incidents()
    hidden = hidden_sources(open_incidents)
    silences = outbox.silences(now)
    last_said = outbox.last_said([incident.id for incident in open_incidents])
    due = due_reminders(open_incidents, last_said, hidden=hidden, silences=silences, policy=desk.policy, now=now)
    if due:
        outbox.remind(due, now)
    desk.checkpoint("reminded")
    if desk.routes_are_all:
        outbox.unroute([route.name for route in routes], now)
    unrouted = outbox.unrouted()
    heard = outbox.hearing({notice.incident_id for _, notice in unrouted if notice.incident_id is not None}) if unrouted else {}
    for number, notice in unrouted:
        of = notice.incident_id or notice.key  # a summary is about no single incident
        if hearers := _hearers(routes, notice, heard.get(of, frozenset())):
            outbox.route(number, hearers, now)
            heard[of] = heard.get(of, frozenset()).union(hearers)
            desk.checkpoint("routed")
    # Only now: a loop that stood still for a week, or a route put right after one, must not find its notices given up.
    outbox.retire(now)
    health = outbox.health()
    _call_fallbacks(outbox, routes, health, desk, now)
    whole = _Serving(outbox, hidden, silences, desk, clock or (lambda: now), couriers)

    def work(route: Route) -> None:
        done.add(whole.serve(route, health.get(route.name) or RouteHealth(route.name)))

    slack = IN_TURN
    for route in routes:
        if route.name not in busy:
            couriers.send_off(route.name, partial(work, route))
            slack -= couriers.wait_for(route.name, slack)
    couriers.wait(patience)
    if couriers.failures:
        raise couriers.failures.pop()
    return done


def _hearers(routes: Sequence[Route], notice: Notice, heard: frozenset[str]) -> tuple[str, ...]:
    """The first choices, and every fallback that has ``heard`` of the incident before: who heard the beginning hears the end."""
    chosen = dict.fromkeys(first_choices(routes, notice))
    chosen.update(dict.fromkeys(route.name for route in routes if route.name in heard and route.roles_of(notice)))
    return tuple(chosen)


def _call_fallbacks(
    outbox: Outbox, routes: Sequence[Route], health: Mapping[str, RouteHealth], desk: DeliveryContext, now: datetime
) -> None:
    down = frozenset(
        name for name, state in health.items() if state.down_since is not None and state.down_since + desk.policy.fallback_after <= now
    )
    for route in routes:
        if route.name not in down:
            continue
        called: dict[str, list[int]] = {}
        for one in outbox.pending(route.name):
            for name in next_choices(routes, route, one.notice, down):
                called.setdefault(name, []).append(one.number)
        for name, numbers in called.items():
            outbox.add_route(numbers, name, now)
            desk.checkpoint("fallback")


@dataclass(frozen=True, slots=True)
class _Serving:
    """One round's serving of its routes, each in a thread of its own. ``clock`` tells when something is really sent."""

    outbox: Outbox
    hidden: frozenset[str]
    silences: Sequence[Silence]
    desk: DeliveryContext
    clock: Callable[[], datetime]
    couriers: Couriers

    def serve(self, route: Route, health: RouteHealth) -> DeliveryRound:
        """Everything one route is due, one message after another."""
        outbox, desk = self.outbox, self.desk
        done, now = DeliveryRound(), self.clock()
        pending = outbox.pending(route.name)
        if not pending:
            return done
        ids = {one.notice.incident_id for one in pending if one.notice.incident_id}
        ids |= {str(found) for one in pending for found in one.notice.payload.get("incidents", ())}
        told = outbox.told(route.name, ids)
        work = plan(
            pending,
            told,
            outbox.incidents(ids),
            hidden=self.hidden,
            silences=self.silences,
            sites=desk.sites,
            policy=desk.policy,
            now=now,
            pages=route.channel.pages,
        )
        desk.checkpoint("planned")
        if work.drop:
            outbox.drop(work.drop, now)
            desk.checkpoint("dropped")
        done.waiting += len(pending) - len(work.drop)
        if work.ready_since is None or (health.next_try_at is not None and health.next_try_at > now):
            return done
        if work.ready_since + group_wait(health, desk.policy, now) > now:
            return done
        for message, silent in _messages(outbox, route, work.lines, told, desk, now):
            if silent:
                # Part of a page that stands for many: it ends when the last of them does.
                outbox.join(message.deliveries, now)
                done.waiting -= len(message.deliveries)
                continue
            if route.channel.pages and sum(at > self.clock() - timedelta(minutes=1) for at in health.recent) >= A_MINUTE:
                return done
            health = self._send(route, message, health)
            if health.failures:
                done.failed += 1
                return done
            done.sent += 1
            done.waiting -= len(message.deliveries)
        return done

    def _send(self, route: Route, message: Message, health: RouteHealth) -> RouteHealth:
        outbox, desk = self.outbox, self.desk
        opened_as = message.group_key if message.lines[0].says is Says.OPENED else None
        begun = self.clock()
        outbox.begin(message.key, message.deliveries, begun, group_key=opened_as)
        desk.checkpoint("begun")
        started = time.monotonic()
        error: TransportError | None = None
        try:
            # What says when it was said (a signature, a mail's date) says when it was sent, not when the round began.
            self.couriers.hand_over(route.name, partial(route.channel.send, replace(message, now=begun)))
        except TransportError as refused:
            error = refused
        except Exception as broken:  # a channel's bug must not stop the other routes
            log.warning("route %s: %s", route.name, type(broken).__name__)
            error = TransportError(
                f"a fault in rasid's channel ({type(broken).__name__})", permanent=False, failure="maybe", ambiguous=True
            )
        desk.checkpoint("sent")
        seconds = time.monotonic() - started
        now = self.clock()  # a back-off is counted from the end of the attempt: one of 5 s after an attempt of 30 s would be none
        if error is None:
            recent = (*(at for at in health.recent if at > now - desk.policy.group_memory), now)
            health = RouteHealth(route.name, last_sent_at=now, recent=recent[-200:])
            attempt = Attempt(begun, route.name, message.key, "sent", message.notices, "", seconds)
        else:
            said = scrub(str(error), route.secrets)
            outcome = "permanent" if error.permanent else "ambiguous" if error.ambiguous else "refused"
            failures = health.failures + 1
            health = replace(
                health,
                failures=failures,
                down_since=health.down_since or now,
                next_try_at=now + retry_wait(failures, error, desk.chance),
                last_error=said,
                failure=error.failure,
            )
            attempt = Attempt(begun, route.name, message.key, outcome, message.notices, said, seconds, error.failure)
            log.warning("route %s: %s (attempt %d, next at %s)", route.name, said, failures, health.next_try_at)
        outbox.settle(message.deliveries, health, attempt)
        desk.checkpoint("settled")
        return health


def _messages(
    outbox: Outbox, route: Route, lines: Sequence[Line], told: Mapping[str, LastNotice], desk: DeliveryContext, now: datetime
) -> list[tuple[Message, bool]]:
    """The messages for one route now, and whether each is only to be noted, not sent."""

    def message(*chosen: Line, group_key: str | None = None) -> Message:
        theirs = {
            one: replace(desk.sites[one], window=windows[one])
            for one in {line.source_id for line in chosen} & desk.sites.keys() & windows.keys()
        }
        sites, terminal = {**desk.sites, **theirs}, route.roles != {"editors"}
        return Message(chosen, route.language, now, route.name, sites, desk.desk_url, group_key, desk.policy.storm_size, terminal)

    windows = desk.windows() if lines else {}
    if not route.channel.pages:
        return [(message(*lines), False)]
    common = {line.incident.id: _open_page(told.get(line.incident.id)) for line in lines}
    # What came back before its end was told still has its place on a common page, and must not leave it.
    opening = [line for line in lines if line.says is Says.OPENED and common[line.incident.id] is None]
    made: list[tuple[Message, bool]] = []
    if len(opening) > desk.policy.pages_at_once:
        whole = message(*opening)
        made.append((replace(whole, group_key=f"rasid-storm-{whole.key}"), False))
        lines = [line for line in lines if line not in opening]
    ending = {line.incident.id for line in lines if line.says is Says.RESOLVED}
    closed: set[str] = set()
    for line in lines:
        group_key = common[line.incident.id]
        if group_key is None:
            made.append((message(line), False))
        elif line.says is Says.RESOLVED:
            last = group_key not in closed and _all_over(outbox, route, group_key, ending)
            closed |= {group_key} if last else set()
            made.append((message(line, group_key=group_key), not last))
        else:
            # A reminder keeps the common page alive; one page cannot be taken for one of its incidents alone.
            made.append((message(line, group_key=group_key), line.says is Says.ACKNOWLEDGED))
    return made


def _open_page(belief: LastNotice | None) -> str | None:
    """The page for many that still stands for an incident, by what the route was told last."""
    return belief.group_key if belief is not None and belief.kind in TELLS_OPEN else None


def _all_over(outbox: Outbox, route: Route, group_key: str, ending: set[str]) -> bool:
    """Whether the page stands for nothing any more. What it was told decides, not how its incidents are: one that ended and came back
    since gets a page of its own.
    """
    told = outbox.told(route.name, outbox.group(route.name, group_key))
    return all(incident_id in ending or _open_page(belief) != group_key for incident_id, belief in told.items())


def retry_wait(failures: int, error: TransportError, chance: Callable[[], float]) -> timedelta:
    """5 s, doubling to 10 min, each between half and one and a half of itself; longer if the other side asks; 1 h after a refusal for good."""
    if error.permanent:
        return PERMANENT_RETRY
    doubled = timedelta(seconds=FIRST_RETRY.total_seconds() * 2 ** min(failures - 1, 20))
    wait = min(doubled, LONGEST_RETRY) * (0.5 + chance())
    asked = timedelta(seconds=error.retry_after) if error.retry_after else timedelta(0)
    return max(wait, min(asked, LONGEST_RETRY_AFTER))

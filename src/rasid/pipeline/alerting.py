"""The delivery loop's side of the ledger: what `rasid alerts run` does each round, and what people do to incidents by hand."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event
from typing import Protocol

from rasid.alert import Changes, Policy, transitions
from rasid.alert.couriers import Couriers
from rasid.alert.deliver import DeliveryContext, DeliveryRound, deliver_due
from rasid.alert.heartbeat import ping
from rasid.alert.message import SourceInfo
from rasid.alert.routes import Route
from rasid.alert.routes_file import load_routes
from rasid.alert.slots import Unanswered, missed_slots
from rasid.errors import LeaseHeld, LedgerError, SettingsError, SourceError
from rasid.model import Cause, Incident, Source, Verdict, Visit
from rasid.model.ports import Clock
from rasid.pipeline.unseen import notice_ahead, notice_killed, notice_switched_off
from rasid.settings import Settings
from rasid.sources import load_source
from rasid.store import Lease, Ledger
from rasid.store.slots import Slot

log = logging.getLogger(__name__)

DELIVERY_LEASE = "delivery loop"
"""Name of the lease: one loop at a time, whoever started it."""
EVERY = timedelta(seconds=5)
"""Between two rounds."""
ROUND_DONE = "delivery round"
"""Under this name the ledger has the end of the last round: a lease's heart beats on in a loop that hangs, this does not."""
SAY_SO = timedelta(seconds=30)
"""Between two such marks, and between two pings of the loop's own heartbeat."""
HANGS_AFTER = timedelta(minutes=3)
"""Without a finished round; a round waits for its receivers for seconds."""
PATIENCE = 2.0
"""Seconds a round waits for its messages; those of slower receivers come in while the next rounds go on."""
LAST_PATIENCE = 8.0
"""Seconds for what is on its way when the loop is stopped; service managers wait ten before they kill."""
CRASH_NEWS = timedelta(days=1)
"""A crash longer ago is not news any more."""


def policy_of(settings: Settings) -> Policy:
    return Policy(
        group_wait=timedelta(seconds=settings.group_wait_seconds),
        repeat=timedelta(hours=settings.repeat_hours),
        quiet_from=settings.quiet_from,
        quiet_until=settings.quiet_until,
    )


def routes_of(settings: Settings) -> list[Route]:
    """The routes of the settings; the console alone without a routes file. Raises SettingsError."""
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else None
    return load_routes(settings.routes_file, language=settings.language, webhook_secret=secret)


class RoutesFile:
    """The routes as the file has them now. Once it was good, a broken or missing file is reported and the last good one stays in use."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._seen = self._stamp()
        self._routes = routes_of(settings)

    def __call__(self) -> list[Route]:
        stamp = self._stamp()
        if stamp != self._seen:
            had_one, self._seen = self._seen is not None, stamp
            if stamp is None and had_one:
                log.error("The routes file is gone. The routes read before stay in use; restart without it to use the console.")
                return self._routes
            try:
                self._routes = routes_of(self._settings)
            except SettingsError as error:
                log.error("%s The routes read before stay in use.", error)
        return self._routes

    def _stamp(self) -> tuple[str, int, int] | None:
        path = self._settings.routes_file
        try:
            found = path.stat() if path else None
        except OSError:
            return None
        return (str(path), found.st_mtime_ns, found.st_size) if found else None


def desk_of(settings: Settings, sources: Sequence[Source]) -> DeliveryContext:
    return DeliveryContext(
        policy=policy_of(settings),
        sites={source.id: SourceInfo.of(source) for source in sources},
        desk_url=settings.desk_url,
        routes_are_all=settings.routes_file is not None,
    )


class IncidentAct(Protocol):
    """One of ``alert.acknowledge``, ``alert.resolve``, ``alert.reopen``."""

    def __call__(self, incident: Incident, *, by: str, now: datetime, reason: str) -> Changes: ...


def act(ledger: Ledger, incident_id: str, change: IncidentAct, *, by: str, now: datetime, reason: str = "") -> Incident:
    """What a person does to one incident, in one transaction; its new state. Raises AlertError."""
    with ledger.transaction() as tx:
        changes = change(ledger.incidents.get(incident_id, tx), by=by, now=now, reason=reason)
        ledger.incidents.save(tx, changes.incidents, changes.events, changes.notices)
    return changes.incidents[0]


def readable_sources(settings: Settings) -> list[Source]:
    """Every seed that can be read: one broken seed must not keep alerts from going out, only its name from being shown."""
    found = []
    for folder in sorted(settings.seeds_dir.glob("*/source.toml")):
        if folder.parent.name.startswith("_"):
            continue
        try:
            found.append(load_source(folder.parent))
        except SourceError as error:
            log.warning("%s", error)
    return found


def one_round(
    ledger: Ledger,
    routes: Sequence[Route],
    now: datetime,
    desk: DeliveryContext,
    heartbeat: str | None = None,
    *,
    clock: Clock | None = None,
    couriers: Couriers | None = None,
    patience: float | None = None,
) -> DeliveryRound:
    """What no visit can report becomes incidents; then what is due is delivered (:func:`rasid.alert.deliver.deliver_due`).

    ``heartbeat`` is pinged for visits found dead.
    """
    notice_killed(ledger, desk.policy, now, heartbeat)
    notice_switched_off(ledger, desk.policy, now)
    notice_ahead(ledger, now)
    notice_missed_slots(ledger, desk.policy, now)
    notice_crashes(ledger, desk.policy, now)
    desk = replace(desk, windows=lambda: {one: visit.counts.window for one, visit in ledger.visits.latest(looked=True, now=now).items()})
    return deliver_due(ledger.outbox, routes, now, desk, clock=clock, couriers=couriers, patience=patience)


def notice_missed_slots(ledger: Ledger, policy: Policy, now: datetime) -> int:
    """Every slot that passed without a visit gets its row; two in a row without a verdict are an incident. Returns how many incidents changed."""
    ledger.schedules.fill(now)
    waiting = {source_id: slots for source_id, slots in ledger.schedules.unanswered(now=now).items() if len(slots) >= policy.slots_missed}
    if waiting:
        expected = {schedule.source_id for schedule in ledger.schedules.all() if schedule.paused_at is None}
        waiting = {source_id: slots for source_id, slots in waiting.items() if source_id in expected}
    if not waiting:
        return 0
    begun = ledger.visits.those([slots[0].visit_id for slots in waiting.values() if slots[0].visit_id is not None])
    found = {source_id: _unanswered(slots, begun) for source_id, slots in waiting.items()}
    with ledger.transaction() as tx:
        changes = missed_slots(ledger.incidents.of_sources(tx, found, now), found, policy=policy, now=now)
        ledger.incidents.save(tx, changes.incidents, changes.events, changes.notices)
    return len(changes.incidents)


def _unanswered(slots: Sequence[Slot], begun: Mapping[str, Visit]) -> Unanswered:
    newest = slots[0]
    visit = begun.get(newest.visit_id or "")
    return Unanswered(
        slots=[slot.slot for slot in slots],
        state=newest.state,
        reason=visit.reason if visit is not None and newest.state == "skipped" else None,
        run_url=visit.run_url if visit is not None else None,
    )


def notice_crashes(ledger: Ledger, policy: Policy, now: datetime) -> int:
    """A visit that broke on a fault of ours could not write its incident, since its transaction went with it. Returns how many were written."""
    crashed = [last for last in ledger.visits.latest(now=now).values() if _crashed_lately(last, now)]
    told = ledger.incidents.told_of(crashed) if crashed else set()
    written = 0
    for last in crashed:
        if last.id in told:
            continue
        with ledger.transaction() as tx:
            known = ledger.incidents.of_source(tx, last.source_id, now)
            if any(incident.last_visit_id == last.id for incident in known):
                continue
            changes = transitions(known, (), last, policy=policy, now=now)
            ledger.incidents.save(tx, changes.incidents, changes.events, changes.notices)
            written += 1
    return written


def _crashed_lately(visit: Visit, now: datetime) -> bool:
    failed = visit.verdict is Verdict.FAILED and visit.cause is Cause.RASID
    return failed and (visit.finished_at or visit.started_at) >= now - CRASH_NEWS


def run(
    ledger: Ledger,
    routes: Callable[[], Sequence[Route]],
    desk: DeliveryContext,
    clock: Clock,
    stop: Event,
    *,
    lost: Event | None = None,
    every: timedelta = EVERY,
    heartbeat: str | None = None,
) -> None:
    """Rounds until ``stop``, or until the lease is ``lost``. ``routes`` is asked before each, so that a corrected file is used without a restart.

    A ledger that cannot be used for a moment is waited for; everything else is a bug and ends the loop. What is on its way at the end
    is waited for, but not for long: whoever stops us may kill us next.
    """
    couriers = Couriers()
    said: datetime | None = None
    while not stop.is_set() and not (lost is not None and lost.is_set()):
        try:
            one_round(ledger, routes(), clock(), desk, heartbeat, clock=clock, couriers=couriers, patience=PATIENCE)
            if said is None or not timedelta(0) <= clock() - said < SAY_SO:
                said = clock()
                round_done(ledger, heartbeat)
        except LedgerError as error:
            log.warning("%s", error)
        stop.wait(every.total_seconds())
    couriers.wait(LAST_PATIENCE)


def round_done(ledger: Ledger, heartbeat: str | None) -> None:
    """Mark the end of a round; where each source has a heartbeat of its own, the loop has one too, as ``delivery-loop``."""
    ledger.leases.mark(ROUND_DONE, "rasid alerts run")
    if heartbeat is not None and "{source}" in heartbeat:
        ping(heartbeat, "success", source="delivery-loop")


def hangs(ledger: Ledger, now: datetime) -> timedelta | None:
    """For how long a loop that holds its lease has finished no round, when that is too long."""
    done, holder = ledger.leases.marked(ROUND_DONE), ledger.leases.held(DELIVERY_LEASE)
    if holder is None:
        return None
    idle = now - max(done or holder.taken_at, holder.taken_at)
    return idle if idle >= HANGS_AFTER else None


@contextmanager
def delivering(
    ledger: Ledger, holder: str, stop: Event, *, told: Callable[[str], None], every: timedelta = EVERY
) -> Iterator[Lease | None]:
    """The lease of the delivery loop, waited for while another holds it; None when ``stop`` came first. ``told`` hears once whom it waits for.

    A loop that was killed leaves a lease that is free a minute later: its successor must be there then, and one that only stands by is
    the other's replacement.
    """
    waiting = False
    while not stop.is_set():
        with ExitStack() as held:
            try:
                lease = held.enter_context(ledger.leases.hold(DELIVERY_LEASE, holder))
            except LeaseHeld as error:
                if not waiting:
                    told(f"{str(error).rpartition(' Wait for it')[0]} This loop stands by and takes over when it ends.")
                waiting = True
            except LedgerError as error:
                log.warning("%s", error)
            else:
                yield lease
                return
        stop.wait(every.total_seconds())
    yield None

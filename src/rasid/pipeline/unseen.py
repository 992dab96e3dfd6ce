"""The watcher's own faults, which no visit can report because it died, was not asked for, or had a wrong clock: seen by the delivery loop."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from rasid.alert import Policy, transitions
from rasid.alert.heartbeat import ping
from rasid.alert.slots import ahead, switched_off
from rasid.model import SCHEDULE_OFF, Visit
from rasid.store import Ledger
from rasid.store.leases import EXPIRES

log = logging.getLogger(__name__)

OLD_NEWS = timedelta(days=1)
"""A visit that died longer ago is closed without a word: that the machine was away is told by the slots it missed."""


def notice_killed(ledger: Ledger, policy: Policy, now: datetime, heartbeat: str | None = None) -> list[Visit]:
    """Visits that began, have not ended, and whose lease nobody keeps alive any more: closed, told, and ``/fail`` pinged for each.

    With Prefect or without: the ledger alone is asked. A visit is found within a round of the end of its lease (a minute). One that was
    only held up (a machine that slept) may still commit, and ends the incident by that. Raises LedgerError.
    """
    begun = [visit for visit in ledger.visits.unfinished() if abs(now - visit.started_at) >= EXPIRES]
    if not begun:
        return []
    holders = ledger.leases.holders()
    found = []
    for visit in begun:
        if visit.source_id in holders and holders[visit.source_id].holder == visit.id:
            continue
        with ledger.transaction() as tx:
            known = ledger.incidents.of_source(tx, visit.source_id, now)
            dead = ledger.visits.close_killed(tx, visit, now)
            if dead is None:
                continue
            if visit.started_at >= now - OLD_NEWS:
                changes = transitions(known, (), dead, policy=policy, now=now)
                ledger.incidents.save(tx, changes.incidents, changes.events, changes.notices)
        log.error("%s: the visit of %s UTC was killed", visit.source_id, f"{visit.started_at:%Y-%m-%d %H:%M:%S}")
        ping(heartbeat, "fail", "the visit was killed", source=visit.source_id)
        found.append(dead)
    return found


def notice_switched_off(ledger: Ledger, policy: Policy, now: datetime) -> int:
    """Schedules that a person switched off and that stay off: told after a day, over once they are on. Returns how many incidents changed."""
    since = {one.source_id: one.switched_off for one in ledger.schedules.all() if one.switched_off is not None}
    told = {one.source_id for one in ledger.incidents.find() if one.key == SCHEDULE_OFF}
    concerned = told ^ {source_id for source_id, off in since.items() if now - off >= policy.switched_off}
    if not concerned:
        return 0
    with ledger.transaction() as tx:
        known = ledger.incidents.of_sources(tx, concerned, now)
        changes = switched_off(
            known, {source_id: off for source_id, off in since.items() if source_id in concerned}, policy=policy, now=now
        )
        ledger.incidents.save(tx, changes.incidents, changes.events, changes.notices)
    return len(changes.incidents)


def notice_ahead(ledger: Ledger, now: datetime) -> int:
    """Visits dated in the future, each once. Returns how many."""
    visits = ledger.visits.ahead(now)
    told = ledger.incidents.told_of(visits) if visits else set()
    # Of each source the latest: ``told_of`` knows the last that an incident was seen by.
    first = {visit.source_id: visit for visit in reversed(visits)}
    written = 0
    for visit in first.values():
        if visit.id in told:
            continue
        with ledger.transaction() as tx:
            changes = ahead(ledger.incidents.of_source(tx, visit.source_id, now), visit, now=now)
            ledger.incidents.save(tx, changes.incidents, changes.events, changes.notices)
            written += 1
    return written

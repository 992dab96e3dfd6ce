"""Runs that broke outside any visit: while the seed was read, in the scheduler's own code, or because the process was killed.

A visit that breaks writes its own end (``visit.visit_source``). A run that breaks before its visit begins, or is killed in it, cannot: whoever
started it says so here, so that the on-call engineer hears at once what broke, and not only that two slots went by.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta

from rasid.alert.heartbeat import ping
from rasid.model import Cause, Visit
from rasid.model.values import Quote
from rasid.pipeline.workplace import VisitContext

ANSWERED = ("done", "skipped")


def record_crash(source_id: str, workplace: VisitContext, *, slot: datetime, reason: str, run_url: str | None = None) -> Visit | None:
    """The failed visit written for a run that broke; None when its slot has an answer, or is getting one. The delivery loop makes the incident.

    A visit that the dead run had begun is ended; without one a visit is written that began and failed now. Raises LedgerError.
    """
    ledger, now = workplace.ledger, workplace.clock()
    rows = ledger.schedules.slots(source_id, since=slot, until=slot + timedelta(microseconds=1))
    if any(row.state in ANSWERED for row in rows):
        return None
    known = ledger.visits.those([row.visit_id for row in rows if row.visit_id is not None])
    if any(visit.killed for visit in known.values()):
        return None  # the delivery loop was first
    begun = next((visit for visit in ledger.visits.unfinished(source_id) if visit.slot == slot), None)
    holder = ledger.leases.held(source_id)
    if begun is not None and holder is not None and holder.holder == begun.id:
        return None  # another run has taken the slot over and is at work on it
    if begun is None:
        begun = ledger.visits.begin(Visit(id=uuid.uuid4().hex, source_id=source_id, started_at=now, slot=slot, run_url=run_url))
    ended = ledger.visits.fail(replace(begun, reason=Quote(reason)), Cause.RASID, f"rasid: {reason}", at=now)
    secret = workplace.settings.heartbeat_url
    ping(secret.get_secret_value() if secret else None, "fail", reason, source=source_id)
    return ended

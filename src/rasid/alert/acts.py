"""What people do to incidents by hand: acknowledge, resolve, reopen. Pure, like the transitions; each act says who did it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from rasid.alert.transitions import Book, Changes
from rasid.errors import AlertError
from rasid.model import Incident, IncidentState, NoticeKind


def acknowledge(incident: Incident, *, by: str, now: datetime, reason: str = "") -> Changes:
    """Somebody has taken it: no more reminders. Raises AlertError unless it is firing."""
    if incident.state is not IncidentState.FIRING:
        raise AlertError(f"incident {incident.id} is {incident.state}: only a firing one can be acknowledged. See `rasid alerts list`.")
    book = Book(now=now, by=by, reason=reason)
    book.say(replace(incident, state=IncidentState.ACKNOWLEDGED, acknowledged_at=now, acknowledged_by=by), NoticeKind.ACKNOWLEDGED)
    return book.changes()


def resolve(incident: Incident, *, by: str, now: datetime, reason: str = "") -> Changes:
    """Ended by hand. If the fault is still there at the next visit, that visit reopens it. Raises AlertError if it is over already."""
    if incident.state is IncidentState.RESOLVED:
        raise AlertError(f"incident {incident.id} is resolved already. `rasid alerts reopen {incident.id}` opens it again.")
    book = Book(now=now, by=by, reason=reason)
    if incident.state is IncidentState.PENDING:
        book.note(incident, "cleared")
        book.put(replace(incident, state=IncidentState.RESOLVED, failures=0, resolved_at=now, resolved_by=by))
    else:
        book.resolve(incident)
    return book.changes()


def reopen(incident: Incident, *, by: str, now: datetime, reason: str = "") -> Changes:
    """Not over after all. Raises AlertError unless it is resolved."""
    if incident.state is not IncidentState.RESOLVED:
        raise AlertError(f"incident {incident.id} is {incident.state}: only a resolved one can be reopened. See `rasid alerts list`.")
    book = Book(now=now, by=by, reason=reason)
    book.note(incident, "reopened")
    book.open(replace(incident, opened_at=incident.opened_at or incident.since))
    return book.changes()

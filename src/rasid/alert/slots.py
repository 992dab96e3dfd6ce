"""Visits that never happened: the one fault no visit can report. Two slots missed in a row are an incident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from rasid.alert.policy import Policy
from rasid.alert.transitions import Book, Changes, incident_id
from rasid.model import SLOT_MISSED, Cause, Incident, IncidentState, Severity
from rasid.wording import words

SHOWN = 3
"""Missed slots named in the incident."""


def missed_slots(
    incidents: Sequence[Incident], missed: Mapping[str, Sequence[datetime]], *, policy: Policy | None = None, now: datetime
) -> Changes:
    """What the slots missed since the last that was answered, newest first by source id, change.

    ``incidents``: all that are open, and those resolved lately, of these sources. The incident ends by itself at the next visit, whatever
    that finds (``symptoms.judged``).
    """
    policy = policy or Policy()
    known: dict[str, Incident] = {}
    for incident in sorted(incidents, key=lambda one: one.since):
        if incident.key == SLOT_MISSED:
            known[incident.source_id] = incident
    book = Book(now=now)
    for source_id, slots in missed.items():
        if len(slots) < policy.slots_missed:
            continue
        before = known.get(source_id)
        observed = (
            ", ".join(f"{slot.astimezone(UTC):%Y-%m-%d %H:%M}" for slot in slots[:SHOWN]) + (" …" if len(slots) > SHOWN else "") + " UTC"
        )
        if before is None or (before.state is IncidentState.RESOLVED and not _lately(before, policy, now)):
            begun = Incident(
                id=incident_id(source_id, SLOT_MISSED, now),
                source_id=source_id,
                key=SLOT_MISSED,
                state=IncidentState.PENDING,
                severity=Severity.CRITICAL,
                cause=Cause.RASID,
                title=words("alerts.slot_missed"),
                advice=words("alerts.slot_missed_advice"),
                since=slots[-1],
                last_seen_at=now,
                failures=len(slots),
                observed=observed,
            )
            book.open(begun)
        elif before.state is IncidentState.RESOLVED:
            book.open(replace(before, since=slots[-1], last_seen_at=now, failures=len(slots), observed=observed))
        elif before.failures != len(slots):
            book.put(replace(before, last_seen_at=now, failures=len(slots), observed=observed, passes=0))
    return book.changes()


def _lately(incident: Incident, policy: Policy, now: datetime) -> bool:
    return incident.resolved_at is not None and incident.resolved_at + policy.reopen_within >= now

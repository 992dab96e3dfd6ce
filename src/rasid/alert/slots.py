"""Scheduled visits that brought no verdict: the one fault no visit can report. Two slots in a row are an incident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from rasid.alert.policy import Policy
from rasid.alert.transitions import Book, Changes, incident_id
from rasid.model import SLOT_MISSED, Cause, Incident, IncidentState, Severity
from rasid.model.values import Quote, named


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The slots of one source since its last verdict, and what is known of the newest of them."""

    slots: Sequence[datetime]
    """Newest first."""
    state: str = "missed"
    """``missed`` (nothing began), ``started`` (a visit began and its process died) or ``skipped``."""
    reason: str = ""
    """Why it was skipped."""
    run_url: str | None = None


def missed_slots(
    incidents: Sequence[Incident], unanswered: Mapping[str, Unanswered], *, policy: Policy | None = None, now: datetime
) -> Changes:
    """What slots without a verdict change, by source id.

    ``incidents``: all that are open, and those resolved lately, of these sources. The incident ends by itself at the next visit, whatever
    that finds (``symptoms.judged``).
    """
    policy = policy or Policy()
    known: dict[str, Incident] = {}
    for incident in sorted(incidents, key=lambda one: one.since):
        if incident.key == SLOT_MISSED:
            known[incident.source_id] = incident
    book = Book(now=now)
    for source_id, found in unanswered.items():
        if len(found.slots) < policy.slots_missed:
            continue
        before = known.get(source_id)
        facts: dict[str, Any] = {
            "title": named(f"alerts.slot_{found.state}"),
            "advice": named(f"alerts.slot_{found.state}_advice"),
            "failures": len(found.slots),
            "observed_value": Quote(found.reason) if found.reason else None,
            "run_url": found.run_url,
            "last_seen_at": now,
        }
        if before is None or (before.state is IncidentState.RESOLVED and not _lately(before, policy, now)):
            begun = Incident(
                id=incident_id(source_id, SLOT_MISSED, now),
                source_id=source_id,
                key=SLOT_MISSED,
                state=IncidentState.PENDING,
                severity=Severity.CRITICAL,
                cause=Cause.RASID,
                since=found.slots[-1],
                **facts,
            )
            book.open(begun)
        elif before.state is IncidentState.RESOLVED:
            book.open(replace(before, since=found.slots[-1], **facts))
        elif before.failures != len(found.slots):
            book.put(replace(before, passes=0, **facts))
    return book.changes()


def _lately(incident: Incident, policy: Policy, now: datetime) -> bool:
    return incident.resolved_at is not None and incident.resolved_at + policy.reopen_within >= now

"""What no visit can report: scheduled visits that brought no verdict (two slots in a row are an incident), schedules that a person
switched off and forgot, and visits that a wrong clock dated in the future."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from rasid.alert.policy import Policy
from rasid.alert.transitions import Book, Changes, incident_id
from rasid.model import CLOCK_AHEAD, SCHEDULE_OFF, SLOT_MISSED, Cause, Incident, IncidentState, Severity, Visit
from rasid.model.values import Instant, Value, named


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The slots of one source since its last verdict, and what is known of the newest of them."""

    slots: Sequence[datetime]
    """Newest first."""
    state: str = "missed"
    """``missed`` (nothing began), ``started`` (a visit began and its process died) or ``skipped``."""
    reason: Value | None = None
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
            "observed_value": found.reason,
            "run_url": found.run_url,
            "last_seen_at": now,
        }
        if before is None or (before.state is IncidentState.RESOLVED and not _lately(before, policy, now)):
            book.open(_new(source_id, SLOT_MISSED, Severity.CRITICAL, since=found.slots[-1], now=now, **facts))
        elif before.state is IncidentState.RESOLVED:
            book.open(replace(before, since=found.slots[-1], **facts))
        elif before.failures != len(found.slots):
            book.put(replace(before, passes=0, **facts))
    return book.changes()


def switched_off(incidents: Sequence[Incident], since: Mapping[str, datetime], *, policy: Policy | None = None, now: datetime) -> Changes:
    """What schedules that are off change. ``since``: by source, when a person switched it off; a source left out is on, or off on purpose.

    ``incidents``: those of these sources and all that are open with the key ``schedule_off``.
    """
    policy = policy or Policy()
    known = {one.source_id: one for one in sorted(incidents, key=lambda one: one.since) if one.key == SCHEDULE_OFF}
    book = Book(now=now)
    for source_id, off in since.items():
        before = known.get(source_id)
        if now - off < policy.switched_off or (before is not None and before.state is not IncidentState.RESOLVED):
            continue
        facts: dict[str, Any] = {"title": named("alerts.schedule_off"), "advice": named("alerts.schedule_off_advice"), "last_seen_at": now}
        if before is not None and _lately(before, policy, now):
            book.open(replace(before, since=off, **facts))
            continue
        book.open(_new(source_id, SCHEDULE_OFF, Severity.WARNING, since=off, now=now, **facts))
    for source_id, incident in known.items():
        if incident.state is not IncidentState.RESOLVED and source_id not in since:
            book.resolve(incident)
    return book.changes()


def ahead(incidents: Sequence[Incident], visit: Visit, *, now: datetime) -> Changes:
    """What a visit dated in the future changes. ``incidents``: those of its source that are open, or were lately."""
    known = next((one for one in incidents if one.key == CLOCK_AHEAD and one.state is not IncidentState.RESOLVED), None)
    facts: dict[str, Any] = {
        "observed_value": Instant(visit.started_at),
        "last_seen_at": now,
        "last_visit_id": visit.id,
        "run_url": visit.run_url,
    }
    book = Book(now=now)
    if known is not None:
        book.put(replace(known, failures=known.failures + 1, passes=0, **facts))
    else:
        title, advice = named("alerts.clock_ahead"), named("alerts.clock_ahead_advice")
        book.open(_new(visit.source_id, CLOCK_AHEAD, Severity.WARNING, since=now, now=now, title=title, advice=advice, **facts))
    return book.changes()


def _new(source_id: str, key: str, severity: Severity, *, since: datetime, now: datetime, **facts: Any) -> Incident:
    return Incident(
        id=incident_id(source_id, key, now),
        source_id=source_id,
        key=key,
        state=IncidentState.PENDING,
        severity=severity,
        cause=Cause.RASID,
        since=since,
        **facts,
    )


def _lately(incident: Incident, policy: Policy, now: datetime) -> bool:
    return incident.resolved_at is not None and incident.resolved_at + policy.reopen_within >= now

"""The state machine of incidents: from what is open and what a visit found to what is open now and what there is to say.

pending → firing → acknowledged → resolved, as ``docs/alerts.md`` tables it. Pure: the caller reads the incidents, calls, and saves
the result, all in the transaction of the visit, so that verdict, incidents and notices commit together or not at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from rasid.alert.policy import Policy
from rasid.alert.symptoms import Symptom, blind, in_the_dark, judged, symptoms
from rasid.model import (
    Cause,
    Finding,
    Incident,
    IncidentEvent,
    IncidentState,
    Notice,
    NoticeKind,
    Severity,
    Silence,
    Verdict,
    Visit,
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What to save in one transaction. ``incidents`` are whole new states, by id."""

    incidents: tuple[Incident, ...] = ()
    events: tuple[IncidentEvent, ...] = ()
    notices: tuple[Notice, ...] = ()
    silenced: tuple[str, ...] = ()
    """Ids of incidents with a notice here that a silence holds back: their notices are written all the same, and wait."""


def transitions(
    incidents: Sequence[Incident],
    findings: Sequence[Finding],
    visit: Visit,
    *,
    silences: Iterable[Silence] = (),
    policy: Policy | None = None,
    now: datetime,
    headlines: Mapping[str, str] | None = None,
    left: Iterable[tuple[str, datetime]] = (),
    reread: Collection[str] = (),
    lowered: Iterable[tuple[str, datetime]] = (),
    undecided: Collection[str] = (),
    folded: Collection[str] = (),
) -> Changes:
    """What one visit changes.

    ``incidents``: those of the visit's source that are not resolved, and those resolved within ``policy.reopen_within``.
    ``findings``: all that do not pass on the whole window, waived ones included. ``headlines``: by canonical URL, for the examples.
    ``left``: rule and time of article findings that ended because their article left the window as it was, this visit's included.
    ``reread``: rules whose article findings ended in this visit because another version of rasid reads the articles, which nobody edited, otherwise.
    ``lowered``: rule and beginning of open article findings that are informational: what was told of one before its rule was lowered is not over.
    ``undecided``: keys of which the next article tells whose fault they are; what is the article's, or a doubt of ours, is told no later than
    ``policy.undecided`` after. ``folded``: keys of which a broken template is the cause now: what they said of single pages is part of that.
    A skipped visit changes nothing. ``now`` is aware.
    """
    if visit.verdict is Verdict.SKIPPED:
        return Changes()
    policy = policy or Policy()
    seen = symptoms(findings, visit, headlines or {})
    known = _latest_by_key(incidents, policy, now)
    dark = in_the_dark(findings)
    summarised = visit.first and visit.verdict is not Verdict.FAILED
    unseen = blind(visit, findings)
    book = Book(now=now, visit_id=visit.id)
    for key, symptom in seen.items():
        held = key in undecided and symptom.cause in SINGLE
        _seen(book, known.get(key), symptom, visit, policy, at_once=summarised, held=held)
    explained = frozenset(finding.rule for finding in findings if finding.article_url is not None and finding.cause is Cause.LAYOUT_CHANGED)
    leavings, informational = list(left), list(lowered)
    for key, incident in known.items():
        if key in seen or incident.state is IncidentState.RESOLVED:
            continue
        if incident.cause in SINGLE and (key in explained or (key in folded and not key.startswith("cause:"))):
            _ended(book, incident, NoticeKind.FOLDED)
        elif any(rule == key and since <= incident.last_seen_at for rule, since in informational):
            continue
        elif incident.cause is Cause.CONTENT and key in reread:
            _ended(book, incident, None)
        elif judged(incident, visit, dark, unseen=unseen):
            unmended = any(rule == key and at >= incident.since for rule, at in leavings)
            if unmended:
                _ended(book, incident, NoticeKind.UNWATCHED)
            else:
                _not_seen(book, incident, policy)
    if summarised:
        book.summary(visit)
    return book.changes(silences)


SINGLE = frozenset({Cause.CONTENT, Cause.RASID})
"""Causes of what is told of single pages, until a template explains it."""


def _latest_by_key(incidents: Sequence[Incident], policy: Policy, now: datetime) -> dict[str, Incident]:
    known: dict[str, Incident] = {}
    for incident in sorted(incidents, key=lambda one: one.since):
        over = incident.state is IncidentState.RESOLVED
        if over and (incident.resolved_at is None or incident.resolved_at + policy.reopen_within < now):
            continue
        if over and incident.key in known and known[incident.key].state is not IncidentState.RESOLVED:
            continue
        known[incident.key] = incident
    return known


def _seen(
    book: Book, incident: Incident | None, symptom: Symptom, visit: Visit, policy: Policy, *, at_once: bool, held: bool = False
) -> None:
    facts: dict[str, Any] = {
        "severity": symptom.severity,
        "cause": symptom.cause,
        "title": symptom.title,
        "advice": symptom.advice,
        "observed_value": symptom.observed_value,
        "expected_value": symptom.expected_value,
        "counted": symptom.counted,
        "affected": symptom.affected,
        "examples": symptom.examples,
        "last_seen_at": book.now,
        "last_visit_id": visit.id,
        "run_url": visit.run_url,
        "passes": 0,
    }
    if incident is None:
        incident = Incident(
            id=incident_id(visit.source_id, symptom.key, book.now),
            source_id=visit.source_id,
            key=symptom.key,
            state=IncidentState.PENDING,
            since=book.now,
            failures=1,
            **facts,
        )
        book.note(incident, "pending")
    elif incident.state is IncidentState.RESOLVED:
        incident = replace(incident, state=IncidentState.PENDING, since=book.now, failures=1, **facts)
        book.note(incident, "pending")
    else:
        worse = symptom.severity.rank < incident.severity.rank
        if symptom.cause is not Cause.RASID and symptom.affected <= incident.affected:
            # Most later visits store no page, or other articles': replayed, they would show nothing of it. A crash of ours is known by its own visit.
            facts["last_visit_id"] = incident.last_visit_id or visit.id
        incident = replace(incident, failures=incident.failures + 1, **facts)
        if worse and incident.state is not IncidentState.PENDING:
            incident = replace(incident, state=IncidentState.FIRING, acknowledged_at=None, acknowledged_by=None)
            book.say(incident, NoticeKind.ESCALATED)
            return
    needed = 1 if at_once or symptom.sure else policy.failures_needed(incident.severity)
    if held and book.now - incident.since < policy.undecided:
        book.put(incident)
    elif incident.state is IncidentState.PENDING and needed is not None and incident.failures >= needed:
        incident = replace(incident, told_affected=incident.affected)
        book.open(incident, quietly=at_once)
    elif incident.state is not IncidentState.PENDING and _has_spread(incident, symptom):
        book.say(replace(incident, told_affected=symptom.affected), NoticeKind.SPREAD)
    else:
        book.put(incident)


SPREAD_BY = 3
"""Articles more than were last told, besides twice as many: from one to two is no spread."""


def _has_spread(incident: Incident, symptom: Symptom) -> bool:
    """Whether a fault of articles has at least doubled; what one cause explains grows with every article, and that was said when it was told."""
    grown = symptom.affected - incident.told_affected
    return symptom.cause is Cause.CONTENT and grown >= SPREAD_BY and symptom.affected >= 2 * incident.told_affected


def _not_seen(book: Book, incident: Incident, policy: Policy) -> None:
    if incident.state is IncidentState.PENDING:
        # Never said, so nothing to end; one that had been open before goes back to how it ended then.
        book.note(incident, "cleared")
        book.put(replace(incident, state=IncidentState.RESOLVED, failures=0, passes=0, resolved_at=incident.resolved_at or book.now))
        return
    incident = replace(incident, passes=incident.passes + 1)
    if incident.passes >= policy.passes_needed(incident):
        book.resolve(incident)
    else:
        book.put(incident)


def _ended(book: Book, incident: Incident, kind: NoticeKind | None) -> None:
    """Nothing more is said of it, for another reason than that it is over; of one that was never spoken of, or that only rasid saw (None), nothing at all."""
    over = replace(incident, state=IncidentState.RESOLVED, failures=0, passes=0, resolved_at=book.now)
    if incident.state is IncidentState.PENDING:
        book.note(over, "cleared")
        book.put(over)
    elif kind is None:
        book.note(over, "reread")
        book.put(over)
    else:
        book.say(over, kind)


def incident_id(source_id: str, key: str, since: datetime) -> str:
    """Twelve hexadecimal digits, the same for the same beginning: a visit committed again makes no second incident."""
    return hashlib.sha256(f"{source_id}\n{key}\n{since.isoformat()}".encode()).hexdigest()[:12]


class Book:
    """Gathers the changes of one transaction: each incident's last state, the history lines, the notices."""

    def __init__(self, *, now: datetime, visit_id: str | None = None, by: str | None = None, reason: str = "") -> None:
        self.now = now
        self.visit_id = visit_id
        self.by = by
        self.reason = reason
        self._incidents: dict[str, Incident] = {}
        self._events: list[IncidentEvent] = []
        self._notices: list[Notice] = []

    def put(self, incident: Incident) -> None:
        self._incidents[incident.id] = incident

    def note(self, incident: Incident, what: str) -> None:
        self._events.append(IncidentEvent(incident.id, self.now, what, self.by, self.reason, self.visit_id))

    def say(self, incident: Incident, kind: NoticeKind) -> None:
        said = incident.said + 1
        self.put(replace(incident, said=said))
        self.note(incident, str(kind))
        self._notices.append(
            Notice(
                key=f"{incident.id}:{said}:{kind}",
                kind=kind,
                source_id=incident.source_id,
                cause=incident.cause,
                severity=incident.severity,
                created_at=self.now,
                incident_id=incident.id,
                visit_id=self.visit_id,
                by=self.by,
            )
        )

    def open(self, incident: Incident, *, quietly: bool = False) -> None:
        """Begins to fire. ``quietly``: the summary of the first visit speaks for it."""
        again = incident.opened_at is not None
        incident = replace(
            incident,
            state=IncidentState.FIRING,
            opened_at=self.now,
            reopened=incident.reopened + again,
            acknowledged_at=None,
            acknowledged_by=None,
            resolved_at=None,
            resolved_by=None,
            passes=0,
        )
        if quietly:
            self.put(incident)
            self.note(incident, str(NoticeKind.OPENED))
        else:
            self.say(incident, NoticeKind.OPENED)

    def resolve(self, incident: Incident) -> None:
        self.say(replace(incident, state=IncidentState.RESOLVED, resolved_at=self.now, resolved_by=self.by), NoticeKind.RESOLVED)

    def summary(self, visit: Visit) -> None:
        ids = list(self._incidents)
        firing = [incident.severity for incident in self._incidents.values() if incident.state is IncidentState.FIRING]
        worst = min(firing, key=lambda one: one.rank, default=Severity.INFO)
        self._notices.append(
            Notice(
                key=f"{visit.id}:summary",
                kind=NoticeKind.SUMMARY,
                source_id=visit.source_id,
                cause=visit.cause or Cause.CONTENT,
                severity=worst,
                created_at=self.now,
                visit_id=visit.id,
                payload={"articles": visit.counts.window or visit.counts.new, "incidents": ids},
            )
        )

    def changes(self, silences: Iterable[Silence] = ()) -> Changes:
        held = list(silences)
        spoken = {notice.incident_id for notice in self._notices}
        silenced = tuple(
            incident.id
            for incident in self._incidents.values()
            if incident.id in spoken and any(silence.covers(incident, self.now) for silence in held)
        )
        return Changes(tuple(self._incidents.values()), tuple(self._events), tuple(self._notices), silenced)

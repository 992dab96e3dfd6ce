"""Which of what a route has not been told yet is to be said now, and how. Pure; decides holding, folding and waiting.

Folding is what keeps a channel that was down from telling a long story when it comes back: everything pending about one incident
becomes one statement, by what the route was told last and how the incident stands now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rasid.alert.message import ENDS, Line, Says, SourceInfo
from rasid.alert.policy import CANNOT_JUDGE, Policy
from rasid.model import ENDINGS, Cause, Incident, IncidentState, LastNotice, NoticeKind, Pending, RouteHealth, Severity, Silence

TELLS_OPEN = frozenset(
    {NoticeKind.OPENED, NoticeKind.ESCALATED, NoticeKind.REMINDER, NoticeKind.ACKNOWLEDGED, NoticeKind.SPREAD, NoticeKind.SUMMARY}
)


@dataclass(frozen=True, slots=True)
class Plan:
    lines: tuple[Line, ...] = ()
    drop: tuple[int, ...] = ()
    """Deliveries about which nothing needs to be said any more."""
    ready_since: datetime | None = None
    """When the oldest line became sayable."""


def plan(
    pending: Sequence[Pending],
    told: Mapping[str, LastNotice],
    incidents: Mapping[str, Incident],
    *,
    hidden: frozenset[str] = frozenset(),
    silences: Iterable[Silence] = (),
    sites: Mapping[str, SourceInfo] | None = None,
    policy: Policy,
    now: datetime,
    pages: bool = False,
) -> Plan:
    """Of what is ``pending`` on one route, in order of the notices.

    ``hidden``: sources whose articles cannot be judged now. ``pages``: the route raises and clears pages (PagerDuty), so it needs
    no story of what is over. Deliveries neither in a line nor dropped are held: silenced, hidden, or in quiet hours.
    """
    silences = list(silences)
    grouped: dict[str, list[Pending]] = {}
    lines: list[Line] = []
    drop: list[int] = []
    ready: list[datetime] = []
    for one in pending:
        if one.notice.kind is NoticeKind.SUMMARY:
            if pages:
                drop.append(one.id)
                continue
            lines.append(_summary(one, incidents))
            ready.append(one.notice.created_at)
        else:
            grouped.setdefault(str(one.notice.incident_id), []).append(one)
    for incident_id, group in grouped.items():
        incident = incidents.get(incident_id)
        says = None if incident is None else fold(group, told.get(incident_id), pages=pages)
        if incident is None or says is None:
            drop.extend(one.id for one in group)
            continue
        maybe = any(one.maybe_sent for one in group)
        ends_what_was_told = says in ENDS - {Says.PASSED} or (says is Says.PASSED and maybe)
        silenced = any(silence.covers(incident, now) for silence in silences)
        if silenced and not ends_what_was_told:
            if says is Says.PASSED:  # nobody heard of it, and whoever silenced it did not want to
                drop.extend(one.id for one in group)
            continue
        if incident.cause is Cause.CONTENT and incident.source_id in hidden and not ends_what_was_told:
            continue
        site = (sites or {}).get(incident.source_id)
        if incident.severity is Severity.WARNING and quiet(now, policy, site.timezone if site else "UTC"):
            continue
        lines.append(
            Line(
                says=says,
                source_id=incident.source_id,
                severity=incident.severity,
                incidents=(incident,),
                notices=tuple(one.notice for one in group),
                deliveries=tuple(one.id for one in group),
                by=incident.acknowledged_by if says is Says.ACKNOWLEDGED else incident.resolved_by if says is Says.RESOLVED else None,
                unheard=incident_id not in told,
            )
        )
        ready.append(group[0].notice.created_at)
    lines.sort(key=lambda line: (list(Says).index(line.says) if line.says in ENDS else -1, line.severity.rank))
    return Plan(tuple(lines), tuple(drop), min(ready, default=None))


def fold(group: Sequence[Pending], told: LastNotice | None, *, pages: bool) -> Says | None:
    """The one statement that everything pending about an incident comes to; None when there is nothing to say.

    ==================  =============================  ======================
    the route believes  pending, ending in             it is told
    ==================  =============================  ======================
    nothing, or over    opened … still open            opened
    nothing, or over    opened … resolved              passed (pages: nothing)
    nothing, or over    reminder, escalated            the same (news to it)
    nothing, or over    acknowledged or resolved only  nothing
    open                … resolved                     resolved
    open                … unwatched, folded            the same (pages: resolved)
    nothing, or over    … unwatched, folded            nothing
    open                … resolved … opened            opened (it came back)
    open                acknowledged, escalated, …     the last of these
    ==================  =============================  ======================
    """
    kinds = [one.notice.kind for one in group]
    believes_open = told is not None and told.kind in TELLS_OPEN
    if kinds[-1] in ENDINGS:
        if believes_open:
            return Says.RESOLVED if pages else Says(kinds[-1].value)
        if kinds[-1] is not NoticeKind.RESOLVED and not pages:
            return None
        if pages:
            # Nothing to clear, unless a page may have gone out whose answer was lost.
            return Says.RESOLVED if any(one.maybe_sent for one in group) else None
        return Says.PASSED if any(kind not in ENDINGS and kind is not NoticeKind.ACKNOWLEDGED for kind in kinds) else None
    return _open_statement(kinds, told)


def _open_statement(kinds: Sequence[NoticeKind], told: LastNotice | None) -> Says | None:
    believes_open = told is not None and told.kind in TELLS_OPEN
    if NoticeKind.OPENED in kinds:
        return Says.OPENED
    if not believes_open:
        return (
            Says.ESCALATED
            if NoticeKind.ESCALATED in kinds
            else Says.REMINDER
            if {NoticeKind.REMINDER, NoticeKind.SPREAD} & set(kinds)
            else None
        )
    # An acknowledgement that was followed by an escalation is no news any more, and a reminder adds nothing to either.
    for kind, says in (
        (NoticeKind.ESCALATED, Says.ESCALATED),
        (NoticeKind.SPREAD, Says.SPREAD),
        (NoticeKind.ACKNOWLEDGED, Says.ACKNOWLEDGED),
    ):
        if kind in kinds and kind is [one for one in kinds if one is not NoticeKind.REMINDER][-1]:
            return says
    return Says.REMINDER


def _summary(one: Pending, incidents: Mapping[str, Incident]) -> Line:
    found = tuple(
        incidents[incident_id]
        for incident_id in one.notice.payload.get("incidents", ())
        if incident_id in incidents and incidents[incident_id].state in (IncidentState.FIRING, IncidentState.ACKNOWLEDGED)
    )
    return Line(
        says=Says.SUMMARY,
        source_id=one.notice.source_id,
        severity=one.notice.severity,
        incidents=tuple(sorted(found, key=lambda incident: incident.severity.rank)),
        notices=(one.notice,),
        deliveries=(one.id,),
        articles=int(one.notice.payload.get("articles", 0)),
    )


def hidden_sources(open_incidents: Iterable[Incident]) -> frozenset[str]:
    """Sources whose articles cannot be judged while what is open there lasts."""
    return frozenset(
        incident.source_id
        for incident in open_incidents
        if incident.cause in CANNOT_JUDGE
        and incident.severity is Severity.CRITICAL
        and incident.state in (IncidentState.FIRING, IncidentState.ACKNOWLEDGED)
    )


def group_wait(health: RouteHealth, policy: Policy, now: datetime) -> timedelta:
    """How long the oldest line waits for company: ``group_wait``, growing with every message the route was sent lately.

    A storm therefore comes as a few messages that are each longer, not as many: at 30 s, then 2 min, then 5 min after one another.
    """
    lately = len({at for at in health.recent if at > now - policy.group_memory})  # several pages of one round count once
    lately = min(lately, 10)
    wait = timedelta(seconds=policy.group_wait.total_seconds() * policy.group_growth**lately)
    return min(wait, max(policy.group_most, policy.group_wait))


def quiet(now: datetime, policy: Policy, timezone: str) -> bool:
    """Whether it is night at the source, by the quiet hours of the settings. They may span midnight."""
    start, end = policy.quiet_from, policy.quiet_until
    if start is None or end is None or start == end:
        return False
    clock = now.astimezone(ZoneInfo(timezone)).time()
    return start <= clock < end if start < end else clock >= start or clock < end


def due_reminders(
    open_incidents: Iterable[Incident],
    last_said: Mapping[str, datetime],
    *,
    hidden: frozenset[str],
    silences: Iterable[Silence],
    policy: Policy,
    now: datetime,
) -> list[Incident]:
    """Firing incidents nobody has taken, about which nothing was written for ``policy.repeat``. Hidden and silenced ones wait."""
    silences = list(silences)
    return [
        incident
        for incident in open_incidents
        if incident.state is IncidentState.FIRING
        and (last_said.get(incident.id) or incident.opened_at or incident.since) + policy.repeat <= now
        and not (incident.cause is Cause.CONTENT and incident.source_id in hidden)
        and not any(silence.covers(incident, now) for silence in silences)
    ]

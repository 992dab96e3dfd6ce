"""Sources, visits, findings and incidents for the alert tests; all prose is invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from rasid.alert import Changes, Policy, transitions
from rasid.alert.message import Line, Message, Says, SourceInfo
from rasid.model import (
    Cause,
    Counts,
    Finding,
    Incident,
    IncidentState,
    Language,
    Notice,
    NoticeKind,
    Scope,
    Severity,
    Silence,
    Status,
    Verdict,
    Visit,
    Words,
)
from rasid.store import Ledger

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SITE = SourceInfo(Words("صحيفة المرفأ", "Al-Marfa"), "Asia/Beirut", "LB")
SITES = {"marfa": SITE}
URL = "https://marfa.example/news/{}"
_ids = count(1)


def finding(
    rule: str = "headline_missing",
    *,
    cause: Cause = Cause.CONTENT,
    severity: Severity = Severity.CRITICAL,
    article: int | None = 1,
    status: Status = Status.FAIL,
    **more: Any,
) -> Finding:
    return Finding(
        rule=rule,
        scope=Scope.ARTICLE if article is not None else Scope.SECTION,
        severity=severity,
        status=status,
        cause=cause,
        title=more.pop("title", Words("العنوان مفقود", "The headline is missing")),
        advice=more.pop("advice", Words("اكتب العنوان في نظام النشر.", "Write the headline in the CMS.")),
        article_url=URL.format(article) if article is not None else None,
        **more,
    )


def visit(
    verdict: Verdict = Verdict.HEALTHY, cause: Cause | None = None, *, source: str = "marfa", at: datetime = NOW, **more: Any
) -> Visit:
    more.setdefault("counts", Counts(window=20))
    return Visit(id=more.pop("id", f"visit{next(_ids)}"), source_id=source, started_at=at, verdict=verdict, cause=cause, **more)


def incident(key: str = "headline_missing", **more: Any) -> Incident:
    values: dict[str, Any] = {
        "id": "a1b2c3d4e5f6",
        "source_id": "marfa",
        "key": key,
        "state": IncidentState.FIRING,
        "severity": Severity.CRITICAL,
        "cause": Cause.CONTENT,
        "title": Words("العنوان مفقود", "The headline is missing"),
        "advice": Words("اكتب العنوان في نظام النشر.", "Write the headline in the CMS."),
        "since": NOW - timedelta(hours=1),
        "last_seen_at": NOW,
        "opened_at": NOW - timedelta(hours=1),
        "said": 1,
    }
    return Incident(**{**values, **more})


def message(*lines: Line, language: Language = Language.AR, now: datetime = NOW, **more: Any) -> Message:
    return Message(lines or (line(),), language, now, "test-0000000000", SITES, **more)


def line(says: Says = Says.OPENED, of: Incident | None = None, **more: Any) -> Line:
    of = of or incident()
    kind = NoticeKind(says) if says in tuple(NoticeKind) else NoticeKind.RESOLVED
    notice = Notice(f"{of.id}:1:{kind}", kind, of.source_id, of.cause, of.severity, NOW, of.id)
    return Line(says, of.source_id, of.severity, (of,), (notice,), (1,), **more)


def silence(**more: Any) -> Silence:
    values = {"id": "s1", "until": NOW + timedelta(hours=4), "author": "سلمى", "reason": "صيانة", "created_at": NOW - timedelta(minutes=1)}
    return Silence(**{**values, **more})


class Machine:
    """The pure state machine, fed visit after visit, remembering what it was told to save."""

    def __init__(self, policy: Policy | None = None) -> None:
        self.policy = policy or Policy()
        self.now = NOW
        self.incidents: dict[str, Incident] = {}
        self.said: list[NoticeKind] = []
        self.last = Changes()

    def visit(self, *findings: Finding, verdict: Verdict | None = None, cause: Cause | None = None, **more: Any) -> list[NoticeKind]:
        """What this visit had to say."""
        verdict = verdict or (Verdict.DEGRADED if findings else Verdict.HEALTHY)
        self.now += timedelta(minutes=30)
        self.last = transitions(
            list(self.incidents.values()), findings, visit(verdict, cause, at=self.now, **more), policy=self.policy, now=self.now
        )
        self.incidents.update({one.id: one for one in self.last.incidents})
        kinds = [notice.kind for notice in self.last.notices]
        self.said += kinds
        return kinds

    def one(self) -> Incident:
        (only,) = self.incidents.values()
        return only


def commit_visit(ledger: Ledger, findings: Sequence[Finding], *, of: Visit, now: datetime, policy: Policy | None = None) -> Changes:
    """As the pipeline does it: read, decide and save in one transaction."""
    with ledger.transaction() as tx:
        changes = transitions(ledger.incidents.of_source(tx, of.source_id, now), findings, of, policy=policy, now=now)
        ledger.incidents.save(tx, changes.incidents, changes.events, changes.notices)
    return changes

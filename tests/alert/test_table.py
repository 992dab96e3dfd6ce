"""The table of the state machine in docs/alerts.md is the state machine: the same rows, and each does what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from rasid.alert import Changes, Policy, acknowledge, reopen, resolve, transitions
from rasid.alert.plan import due_reminders
from rasid.alert.slots import Unanswered, missed_slots
from rasid.model import Cause, Incident, IncidentState, NoticeKind, Severity, Verdict
from tests.alert.samples import NOW, finding, incident, visit

DOCUMENT = Path(__file__).parents[2] / "docs" / "alerts.md"
PENDING, FIRING, TAKEN, RESOLVED = IncidentState
LIVE = (FIRING, TAKEN)
WARNING = Severity.WARNING
Act = Callable[[Incident | None], Changes]


@dataclass(frozen=True)
class Row:
    """One row of the table, and what is done to an incident in each of the states it is for."""

    state: str
    on: str
    becomes: str
    said: str
    starts: tuple[IncidentState | None, ...]
    act: Act
    ends: IncidentState | None
    """None: as it was."""
    kinds: tuple[NoticeKind, ...] = ()


def begun(state: IncidentState, **more: object) -> Incident:
    values: dict[str, object] = {"failures": 1, "since": NOW - timedelta(hours=1), "opened_at": None if state is PENDING else NOW}
    if state is RESOLVED:
        values |= {"resolved_at": NOW - timedelta(hours=1)}
    if state is PENDING:
        values |= {"severity": WARNING}
    return incident(state=state, **{**values, **more})


def sees(
    *findings: object, verdict: Verdict | None = None, cause: Cause | None = None, first: bool = False, undecided: bool = False
) -> Act:
    def act(before: Incident | None) -> Changes:
        known = [before] if before else []
        judged = verdict or (Verdict.DEGRADED if findings else Verdict.HEALTHY)
        held = {finding().rule} if undecided else ()
        return transitions(known, findings, visit(judged, cause, first=first), now=NOW, undecided=held)  # type: ignore[arg-type]

    return act


def as_it_was(before: Incident | None) -> Changes:
    """The same fault, as bad as before."""
    return sees(finding(severity=before.severity if before else WARNING))(before)


def worse(before: Incident | None) -> Changes:
    assert before is not None
    return sees(finding())(replace(before, severity=WARNING))


def by_hand(change: Callable[..., Changes]) -> Act:
    return lambda before: change(before, by="سلمى", now=NOW)


def long_ago(before: Incident | None) -> Changes:
    assert before is not None
    changes = sees(finding())(replace(before, resolved_at=NOW - timedelta(hours=25)))
    assert all(one.id != before.id for one in changes.incidents), "a new incident"
    return changes


def falls_silent(before: Incident | None) -> Changes:
    assert before is not None
    quiet_for = Policy().repeat
    (due,) = due_reminders(
        [before], {before.id: NOW - quiet_for}, hidden=frozenset(), silences=(), policy=Policy(), now=NOW
    )  # `Outbox.remind` writes the notice, and `said` with it
    assert due_reminders([before], {before.id: NOW - quiet_for / 2}, hidden=frozenset(), silences=(), policy=Policy(), now=NOW) == []
    return Changes((due,))


def leaves_the_window(before: Incident | None) -> Changes:
    assert before is not None
    mended_before = transitions([before], (), visit(), now=NOW, left=[(before.key, before.since - timedelta(days=1))])
    assert [notice.kind for notice in mended_before.notices] == [ENDED], "an article that left before it began says nothing of it"
    return transitions([before], (), visit(), now=NOW, left=[(before.key, NOW)])


def spreads(before: Incident | None) -> Changes:
    assert before is not None
    told_of_one = replace(before, affected=1, told_affected=1)
    assert sees(*(finding(article=number) for number in range(3)))(told_of_one).notices == ()
    assert sees(*(finding(article=number) for number in range(9)))(replace(before, affected=5, told_affected=5)).notices == ()
    return sees(*(finding(article=number) for number in range(4)))(told_of_one)


def template_proved(before: Incident | None) -> Changes:
    if before is not None:
        before = replace(before, key=f"cause:{Cause.LAYOUT_CHANGED}", cause=Cause.LAYOUT_CHANGED)
    return sees(finding("layout_changed", cause=Cause.LAYOUT_CHANGED, severity=WARNING, article=None))(before)


def slots_pass(before: Incident | None) -> Changes:
    return missed_slots((), {"marfa": Unanswered([NOW, NOW - timedelta(minutes=30)])}, now=NOW)


OPENED, ESCALATED, REMINDER, ACKNOWLEDGED, ENDED, UNWATCHED, FOLDED, SPREAD, SUMMARY = (
    NoticeKind.OPENED,
    NoticeKind.ESCALATED,
    NoticeKind.REMINDER,
    NoticeKind.ACKNOWLEDGED,
    NoticeKind.RESOLVED,
    NoticeKind.UNWATCHED,
    NoticeKind.FOLDED,
    NoticeKind.SPREAD,
    NoticeKind.SUMMARY,
)
ROWS = (
    Row("–", "critical finding", "firing", "opened", (None,), sees(finding()), FIRING, (OPENED,)),
    Row("–", "warning", "pending", "–", (None,), sees(finding(severity=WARNING)), PENDING),
    Row("–", "informational or waived finding", "–", "– (the digest has it)", (None,), sees(finding(severity=Severity.INFO)), None),
    Row("–", "two slots in a row without a verdict", "firing", "opened", (None,), slots_pass, FIRING, (OPENED,)),
    Row("pending", "the same, second visit in a row", "firing", "opened", (PENDING,), as_it_was, FIRING, (OPENED,)),
    Row(
        "–, pending",
        "an article's fault that its template may have, until an article passes again, at most six hours",
        "pending",
        "–",
        (None, PENDING),
        sees(finding(), undecided=True),
        PENDING,
    ),
    Row("pending", "a visit that judges and does not find it", "resolved", "–", (PENDING,), sees(), RESOLVED),
    Row("firing, acknowledged", "found again", "the same", "–", LIVE, as_it_was, None),
    Row("firing, acknowledged", "was a warning, is critical now", "firing", "escalated", LIVE, worse, FIRING, (ESCALATED,)),
    Row("firing", "nothing said for `RASID_REPEAT_HOURS` (12)", "firing", "reminder", (FIRING,), falls_silent, None),
    Row(
        "firing",
        "somebody acknowledges",
        "acknowledged",
        "acknowledged; no more reminders",
        (FIRING,),
        by_hand(acknowledge),
        TAKEN,
        (ACKNOWLEDGED,),
    ),
    Row(
        "firing, acknowledged",
        "enough visits in a row judge and do not find it",
        "resolved",
        "resolved",
        LIVE,
        sees(),
        RESOLVED,
        (ENDED,),
    ),
    Row(
        "firing, acknowledged",
        "its articles left the window as they were",
        "resolved",
        "unwatched: “no longer watched, not mended”, no ✅",
        LIVE,
        leaves_the_window,
        RESOLVED,
        (UNWATCHED,),
    ),
    Row(
        "firing, acknowledged",
        "what was told as the articles' fault is their template's",
        "resolved",
        "folded: “the page's template, not your article”, no ✅",
        LIVE,
        sees(finding(cause=Cause.LAYOUT_CHANGED)),
        RESOLVED,
        (FOLDED,),
    ),
    Row(
        "firing, acknowledged",
        "twice as many articles as last told, and three more",
        "the same",
        "spread",
        LIVE,
        spreads,
        None,
        (SPREAD,),
    ),
    Row("–, pending", "a template, proved over several articles", "firing", "opened", (None, PENDING), template_proved, FIRING, (OPENED,)),
    Row("pending", "somebody resolves it", "resolved", "–", (PENDING,), by_hand(resolve), RESOLVED),
    Row("firing, acknowledged", "somebody resolves it", "resolved", "resolved", LIVE, by_hand(resolve), RESOLVED, (ENDED,)),
    Row(
        "resolved",
        "found again within 24 h",
        "as from the start, the same incident",
        "opened (“it is back”)",
        (RESOLVED,),
        sees(finding()),
        FIRING,
        (OPENED,),
    ),
    Row("resolved", "found again later", "a new incident", "opened", (RESOLVED,), long_ago, FIRING, (OPENED,)),
    Row("resolved", "somebody reopens it", "firing", "opened", (RESOLVED,), by_hand(reopen), FIRING, (OPENED,)),
    Row("any", "a skipped visit", "the same", "–", tuple(IncidentState), sees(verdict=Verdict.SKIPPED), None),
    Row(
        "any",
        "a visit that could not see the site",
        "the same",
        "– (of this one)",
        tuple(IncidentState),
        sees(verdict=Verdict.FAILED, cause=Cause.UNREACHABLE),
        None,
    ),
    Row(
        "–",
        "the source's first visit",
        "firing at once",
        "one summary for all of it",
        (None,),
        sees(finding(), first=True),
        FIRING,
        (SUMMARY,),
    ),
)


def documented() -> list[tuple[str, ...]]:
    table = DOCUMENT.read_text("utf-8").split("## The state machine", 1)[1].split("\n\n", 2)[1]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in table.splitlines()[2:]]


def test_the_table_of_the_documentation_has_these_rows():
    assert documented() == [(row.state, row.on, row.becomes, row.said) for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.state}: {row.on}")
def test_each_row_does_what_it_says(row):
    for start in row.starts:
        before = begun(start) if start else None
        changes = row.act(before)
        # An unreachable site and a changed template are incidents of their own; one that begins anew has the same key.
        of_this = [one for one in changes.incidents if before is None or one.id == before.id or one.key == before.key]
        ids = {one.id for one in of_this}
        after = of_this[-1].state if of_this else start
        assert after == (row.ends or start)
        assert tuple(notice.kind for notice in changes.notices if notice.incident_id in {*ids, None}) == row.kinds


def test_a_fault_that_flaps_needs_more_good_visits_each_time_before_it_is_over():
    for reopened, needed in ((0, 1), (1, 2), (4, 5), (9, 6)):
        assert Policy().passes_needed(begun(FIRING, reopened=reopened)) == needed

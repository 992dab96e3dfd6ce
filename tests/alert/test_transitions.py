"""The state machine, row by row of the table in docs/alerts.md."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rasid.alert import acknowledge, reopen, resolve, transitions
from rasid.errors import AlertError
from rasid.model import SLOT_MISSED, Cause, IncidentState, NoticeKind, Severity, Status, Verdict
from tests.alert.samples import NOW, URL, Machine, finding, incident, silence, visit

WARNING, INFO = Severity.WARNING, Severity.INFO
OPENED, RESOLVED = NoticeKind.OPENED, NoticeKind.RESOLVED


def test_a_critical_fault_fires_at_once_and_a_warning_at_the_second_visit_in_a_row():
    machine = Machine()
    assert machine.visit(finding("body_missing"), finding("headline_short", severity=WARNING)) == [OPENED]
    assert machine.visit(finding("body_missing"), finding("headline_short", severity=WARNING)) == [OPENED]
    assert machine.visit(finding("body_missing"), finding("headline_short", severity=WARNING)) == []


def test_a_warning_that_passes_before_it_fired_is_never_spoken_of():
    machine = Machine()
    for _ in range(5):
        machine.visit(finding(severity=WARNING))
        machine.visit()
    assert machine.said == []


def test_an_informational_finding_opens_nothing():
    machine = Machine()
    machine.visit(finding(severity=INFO))
    assert machine.incidents == {}


def test_a_waived_finding_opens_nothing_and_ends_what_is_open():
    machine = Machine()
    machine.visit(replace(finding(), waived=True))
    assert machine.incidents == {}
    machine.visit(finding())
    assert machine.visit(replace(finding(), waived=True)) == [RESOLVED]


def test_an_incident_ends_when_a_visit_judges_the_window_and_does_not_find_the_fault():
    machine = Machine()
    machine.visit(finding())
    assert machine.visit() == [RESOLVED]
    assert machine.one().state is IncidentState.RESOLVED
    assert machine.one().resolved_by is None


def test_one_rule_on_many_articles_is_one_incident_with_three_examples():
    changes = transitions(
        [], [finding(article=n) for n in range(5)], visit(Verdict.DEGRADED), now=NOW, headlines={URL.format(0): "افتتاح الميناء الجديد"}
    )
    (only,) = changes.incidents
    assert only.affected == 5
    assert only.examples == (("افتتاح الميناء الجديد", URL.format(0)), ("", URL.format(1)), ("", URL.format(2)))


def test_the_visit_offered_for_a_replay_is_the_last_that_brought_a_case_of_it():
    """Most visits that still find it fetched nothing, and their replay has nothing to show."""
    first, second, third = (visit(Verdict.DEGRADED) for _ in range(3))
    (begun,) = transitions([], [finding(article=1)], first, now=NOW).incidents
    (goes_on,) = transitions([begun], [finding(article=1)], second, now=NOW).incidents
    assert goes_on.last_visit_id == first.id
    (spread,) = transitions([goes_on], [finding(article=1), finding(article=2)], third, now=NOW).incidents
    assert spread.last_visit_id == third.id


def test_a_fault_of_ours_is_known_by_the_last_visit_that_met_it():
    first, second = (visit(Verdict.FAILED, Cause.RASID) for _ in range(2))
    (begun,) = transitions([], [], first, now=NOW).incidents
    (goes_on,) = transitions([begun], [], second, now=NOW).incidents
    assert goes_on.last_visit_id == second.id, "or the delivery loop would take it for a crash that nobody told"


@pytest.mark.parametrize("cause", [Cause.UNREACHABLE, Cause.BLOCKED, Cause.LAYOUT_CHANGED, Cause.QUIET])
def test_one_cause_behind_many_rules_is_one_incident(cause):
    machine = Machine()
    machine.visit(*(finding(f"rule_{n}", cause=cause, article=None) for n in range(6)), cause=cause)
    assert [one.key for one in machine.incidents.values()] == [f"cause:{cause}"]


@pytest.mark.parametrize("cause", [Cause.UNREACHABLE, Cause.BLOCKED, Cause.RASID])
def test_while_the_site_cannot_be_judged_its_content_incidents_stay_as_they_are(cause):
    machine = Machine()
    machine.visit(finding())
    before = machine.one()
    machine.visit(verdict=Verdict.FAILED, cause=cause, message="مهلة انقضت")
    assert machine.incidents[before.id] == before
    assert machine.visit() == [RESOLVED, RESOLVED]  # both end when the site is back and the article right


def test_a_layout_change_opens_no_content_incidents_for_the_fields_it_took_away():
    machine = Machine()
    machine.visit(finding("author_missing"), finding("links_found", cause=Cause.LAYOUT_CHANGED, article=None), cause=Cause.LAYOUT_CHANGED)
    assert [one.key for one in machine.incidents.values()] == ["cause:layout_changed"]


def test_a_failed_visit_without_findings_still_opens_its_cause_with_the_reason():
    machine = Machine()
    assert machine.visit(verdict=Verdict.FAILED, cause=Cause.UNREACHABLE, message="لم يُعثر على اسم الخادم") == [OPENED]
    assert machine.one().observed == "لم يُعثر على اسم الخادم"
    assert machine.one().severity is Severity.CRITICAL


def test_a_rule_that_could_not_run_is_a_fault_of_ours_and_no_pass_of_the_rule():
    machine = Machine()
    machine.visit(finding("date_future"))
    assert machine.visit(finding("date_future", status=Status.BROKEN)) == [OPENED]
    states = {one.key: one.state for one in machine.incidents.values()}
    assert states == {"date_future": IncidentState.FIRING, "cause:rasid": IncidentState.FIRING}


def test_a_skipped_visit_changes_nothing():
    changes = transitions([incident()], [], visit(Verdict.SKIPPED), now=NOW)
    assert (changes.incidents, changes.events, changes.notices) == ((), (), ())


def test_the_first_visit_says_one_summary_and_no_alerts_but_knows_what_is_open():
    machine = Machine()
    findings = [finding(f"rule_{n}", severity=WARNING if n % 2 else Severity.CRITICAL) for n in range(50)]
    assert machine.visit(*findings, first=True) == [NoticeKind.SUMMARY]
    assert {one.state for one in machine.incidents.values()} == {IncidentState.FIRING}
    (notice,) = machine.last.notices
    assert len(notice.payload["incidents"]) == 50
    assert machine.visit(*findings) == []
    assert machine.visit() == [RESOLVED] * 50


def test_a_first_visit_that_fails_is_one_ordinary_alert():
    machine = Machine()
    assert machine.visit(verdict=Verdict.FAILED, cause=Cause.BLOCKED, first=True) == [OPENED]


def test_a_fault_that_comes_and_goes_is_damped():
    machine = Machine()
    for _ in range(40):
        machine.visit(finding())
        machine.visit()
    assert machine.said == [OPENED, RESOLVED, OPENED]  # then it needs two quiet visits in a row, and never gets them
    assert machine.one().reopened == 1


def test_each_return_asks_for_one_more_quiet_visit_up_to_a_limit():
    machine = Machine()
    needed = []
    for _ in range(8):
        machine.visit(finding())
        quiet = 0
        while machine.one().state is not IncidentState.RESOLVED:
            machine.visit()
            quiet += 1
        needed.append(quiet)
    assert needed == [1, 2, 3, 4, 5, 6, 6, 6]


def test_a_fault_that_comes_back_after_a_day_is_a_new_incident():
    machine = Machine()
    machine.visit(finding())
    machine.visit()
    machine.now += timedelta(hours=25)
    assert machine.visit(finding()) == [OPENED]
    assert len(machine.incidents) == 2


def test_a_warning_that_turns_critical_is_said_at_once_and_takes_back_the_acknowledgement():
    machine = Machine()
    machine.visit(finding(severity=WARNING))
    machine.visit(finding(severity=WARNING))
    taken = acknowledge(machine.one(), by="سلمى", now=machine.now).incidents[0]
    machine.incidents[taken.id] = taken
    assert machine.visit(finding()) == [NoticeKind.ESCALATED]
    assert machine.one().state is IncidentState.FIRING
    assert machine.one().acknowledged_by is None


def test_a_visit_of_any_outcome_ends_the_incident_of_missed_slots():
    missed = incident(SLOT_MISSED, cause=Cause.RASID)
    changes = transitions([missed], [], visit(Verdict.FAILED, Cause.UNREACHABLE), now=NOW)
    assert (SLOT_MISSED, IncidentState.RESOLVED) in {(one.key, one.state) for one in changes.incidents}


def test_a_silenced_incident_moves_on_and_is_named_as_silenced():
    changes = transitions([], [finding()], visit(Verdict.DEGRADED), silences=[silence(source_id="marfa")], now=NOW)
    assert changes.silenced == (changes.incidents[0].id,)
    assert [notice.kind for notice in changes.notices] == [OPENED]


@pytest.mark.parametrize(
    ("scope", "covered"),
    [
        ({}, True),
        ({"source_id": "marfa"}, True),
        ({"source_id": "other"}, False),
        ({"rule": "headline_missing"}, True),
        ({"rule": "body_missing"}, False),
        ({"cause": Cause.CONTENT}, True),
        ({"cause": Cause.BLOCKED}, False),
        ({"source_id": "marfa", "rule": "body_missing"}, False),
        ({"until": NOW}, False),
        ({"removed_at": NOW}, False),
    ],
)
def test_a_silence_covers_what_all_its_scopes_name_until_it_ends(scope, covered):
    assert silence(**scope).covers(incident(), NOW) is covered


def test_what_people_do_is_recorded_with_their_name_and_reason():
    taken = acknowledge(incident(), by="سلمى", now=NOW, reason="أتابعها")
    assert [(event.what, event.by, event.reason) for event in taken.events] == [("acknowledged", "سلمى", "أتابعها")]
    ended = resolve(taken.incidents[0], by="كريم", now=NOW)
    assert ended.incidents[0].resolved_by == "كريم"
    again = reopen(ended.incidents[0], by="كريم", now=NOW)
    assert [event.what for event in again.events] == ["reopened", "opened"]
    assert again.incidents[0].reopened == 1
    assert again.incidents[0].resolved_by is None


def test_what_was_resolved_by_hand_and_is_still_wrong_opens_again_at_the_next_visit():
    machine = Machine()
    machine.visit(finding())
    ended = resolve(machine.one(), by="كريم", now=machine.now).incidents[0]
    machine.incidents[ended.id] = ended
    assert machine.visit(finding()) == [OPENED]


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (acknowledge, IncidentState.PENDING),
        (acknowledge, IncidentState.ACKNOWLEDGED),
        (acknowledge, IncidentState.RESOLVED),
        (resolve, IncidentState.RESOLVED),
        (reopen, IncidentState.FIRING),
    ],
)
def test_an_act_that_makes_no_sense_is_refused_with_the_state(act, state):
    with pytest.raises(AlertError, match=str(state)):
        act(incident(state=state), by="سلمى", now=NOW)


def test_every_notice_has_its_own_dedup_key_and_the_same_visit_again_gives_the_same():
    machine = Machine()
    keys = []
    for findings in ([finding()], [], [finding()], [], [], [finding()]):
        machine.visit(*findings)
        keys += [notice.key for notice in machine.last.notices]
    assert len(keys) == len(set(keys)) == 5
    same = visit(Verdict.DEGRADED)
    assert transitions([], [finding()], same, now=NOW) == transitions([], [finding()], same, now=NOW)


def test_what_may_be_the_templates_is_held_back_until_an_article_passes_and_six_hours_at_most():
    def seen(hours, known, undecided):
        return transitions(
            known, [finding("headline_missing")], visit(Verdict.DEGRADED), undecided=undecided, now=NOW + timedelta(hours=hours)
        )

    first = seen(0, [], {"headline_missing"})
    assert (first.incidents[0].state, first.notices) == (IncidentState.PENDING, ())
    (passed,) = seen(1, first.incidents, ()).notices
    assert passed.kind is OPENED
    assert seen(1, first.incidents, {"headline_missing"}).notices == ()
    assert [notice.kind for notice in seen(6, first.incidents, {"headline_missing"}).notices] == [OPENED]


def test_what_was_told_of_single_pages_is_part_of_the_broken_template_and_not_over():
    template = finding("layout_changed", cause=Cause.LAYOUT_CHANGED, severity=WARNING, article=None)
    known = [incident("bodies_doubted", cause=Cause.RASID)]
    changes = transitions(known, [template], visit(Verdict.DEGRADED), folded={"bodies_doubted", "body_missing"}, now=NOW)
    assert NoticeKind.FOLDED in {notice.kind for notice in changes.notices}
    assert RESOLVED not in {notice.kind for notice in changes.notices}


def test_a_doubt_of_ours_is_held_back_too_while_the_next_article_may_tell():
    doubt = finding("bodies_doubted", cause=Cause.RASID, severity=WARNING, article=None)
    first = transitions([], [doubt], visit(Verdict.DEGRADED), undecided={"bodies_doubted"}, now=NOW)
    second = transitions(first.incidents, [doubt], visit(Verdict.DEGRADED), undecided={"bodies_doubted"}, now=NOW + timedelta(hours=1))
    assert second.notices == ()
    (told,) = transitions(second.incidents, [doubt], visit(Verdict.DEGRADED), now=NOW + timedelta(hours=2)).notices
    assert told.kind is OPENED

"""Incidents, silences and the outbox on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rasid.alert import acknowledge, transitions
from rasid.errors import AlertError
from rasid.model import Attempt, Cause, IncidentState, RouteHealth, Severity, Verdict
from rasid.model.values import Quote
from tests.alert.samples import NOW, finding, incident, visit


def commit(ledger, *findings, now=NOW, **more):
    with ledger.transaction() as tx:
        changes = transitions(ledger.incidents.of_source(tx, "marfa", now), findings, visit(Verdict.DEGRADED, at=now, **more), now=now)
        ledger.incidents.save(tx, changes.incidents, changes.events, changes.notices)
    return changes


def test_an_incident_comes_back_as_it_was_saved(ledger):
    one = incident(
        observed_value=Quote("نص\x00\ud800"),
        examples=(("عنوان \x00", "https://a.example/1"),),
        acknowledged_by="سلمى",
        run_url="https://p.example/1",
    )
    with ledger.transaction() as tx:
        ledger.incidents.save(tx, [one])
    found = ledger.incidents.get(one.id)
    assert found.title == one.title
    assert found.observed == one.observed
    assert (found.since, found.acknowledged_by, found.run_url) == (one.since, one.acknowledged_by, one.run_url)


def test_incidents_and_notices_commit_with_their_visit_or_not_at_all(ledger):
    def broken_commit():
        with ledger.transaction() as tx:
            changes = transitions([], [finding()], visit(Verdict.DEGRADED), now=NOW)
            ledger.incidents.save(tx, changes.incidents, changes.events, changes.notices)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_commit()
    assert ledger.incidents.find() == []
    assert ledger.outbox.unrouted() == []


def test_an_incident_is_found_by_the_beginning_of_its_id(ledger):
    (one,) = commit(ledger, finding()).incidents
    assert ledger.incidents.get(one.id[:5]).id == one.id
    for wrong in ("zzzz", "", "%"):
        with pytest.raises(AlertError, match="no such incident"):
            ledger.incidents.get(wrong)


def test_the_worst_incidents_are_listed_first_and_counted_by_state(ledger):
    commit(ledger, finding("b", severity=Severity.WARNING), finding("a"))
    assert [one.key for one in ledger.incidents.find()] == ["a", "b"]
    assert ledger.incidents.count_by_state() == {"pending": 1, "firing": 1, "acknowledged": 0}


def test_the_history_of_an_incident_keeps_who_did_what_and_why(ledger):
    (one,) = commit(ledger, finding()).incidents
    with ledger.transaction() as tx:
        changes = acknowledge(ledger.incidents.get(one.id, tx), by="سلمى", now=NOW, reason="أتابعها")
        ledger.incidents.save(tx, changes.incidents, changes.events, changes.notices)
    assert [(event.what, event.by) for event in ledger.incidents.events(one.id)] == [
        ("pending", None),
        ("opened", None),
        ("acknowledged", "سلمى"),
    ]


def test_the_state_machine_is_given_what_ended_lately_but_not_what_ended_long_ago(ledger):
    ended = {"state": IncidentState.RESOLVED, "said": 2}
    with ledger.transaction() as tx:
        ledger.incidents.save(
            tx,
            [
                incident(id="aaaaaaaaaaaa", resolved_at=NOW - timedelta(hours=1), **ended),
                incident(id="bbbbbbbbbbbb", resolved_at=NOW - timedelta(days=9), **ended),
                incident(id="cccccccccccc"),
            ],
        )
        assert {one.id[0] for one in ledger.incidents.of_source(tx, "marfa", NOW)} == {"a", "c"}
    assert {one.id[0] for one in ledger.incidents.find(source_id="marfa")} == {"c"}


def test_a_silence_ends_by_itself_or_by_hand_and_stays_on_record(ledger):
    until = NOW + timedelta(hours=1)
    added = ledger.silences.add(until=until, author="سلمى", reason="صيانة", now=NOW, source_id="marfa", cause=Cause.BLOCKED)
    assert ledger.silences.in_force(NOW) == [added]
    assert ledger.silences.in_force(until) == []
    ledger.silences.remove(added.id, now=NOW)
    assert ledger.silences.in_force(NOW) == []
    assert ledger.silences.history()[0].removed_at == NOW
    with pytest.raises(AlertError, match="none of that id"):
        ledger.silences.remove(added.id, now=NOW)


@pytest.mark.parametrize("wrong", [{"until": NOW}, {"reason": " "}, {"author": ""}])
def test_a_silence_without_an_end_a_reason_or_an_author_is_refused(ledger, wrong):
    with pytest.raises(AlertError):
        ledger.silences.add(**{"until": NOW + timedelta(hours=1), "author": "س", "reason": "ص", "now": NOW, **wrong})


def settle(ledger, ids, outcome):
    health = RouteHealth("r-1", failures=0 if outcome == "sent" else 1, recent=(NOW,))
    ledger.outbox.settle(ids, health, Attempt(NOW, "r-1", "m", outcome, ("k",), "", 0.1))


def test_a_delivery_goes_from_routed_to_sent_and_is_told(ledger):
    (one,) = commit(ledger, finding()).incidents
    outbox = ledger.outbox
    ((number, _),) = outbox.unrouted()
    outbox.route(number, ["r-1", "r-2"], NOW)
    outbox.route(number, ["r-1"], NOW)  # again: nothing changes
    (pending,) = outbox.pending("r-1")
    assert outbox.hearing([one.id, "unheard"]) == {one.id: {"r-1", "r-2"}}
    outbox.begin("m", [pending.id], NOW)
    assert outbox.pending("r-1") == []
    settle(ledger, [pending.id], "sent")
    assert str(outbox.told("r-1", [one.id])[one.id].kind) == "opened"
    assert outbox.told("r-2", [one.id]) == {}
    assert outbox.health()["r-1"].recent == (NOW,)
    assert outbox.counts()["sent"] == 1
    assert outbox.attempts(NOW) == {("r-1", "sent"): 1}


def test_what_a_crash_caught_is_pending_again_and_marked(ledger):
    commit(ledger, finding())
    ((number, _),) = ledger.outbox.unrouted()
    ledger.outbox.route(number, ["r-1"], NOW)
    (pending,) = ledger.outbox.pending("r-1")
    ledger.outbox.begin("m", [pending.id], NOW)
    assert ledger.outbox.recover(NOW) == 1
    assert ledger.outbox.pending("r-1")[0].maybe_sent
    assert ledger.outbox.log()[0].outcome == "crashed"
    ledger.outbox.begin("m", [pending.id], NOW)
    settle(ledger, [pending.id], "refused")
    assert ledger.outbox.pending("r-1")[0].maybe_sent  # one refusal does not undo the doubt of before


def test_a_reminder_is_not_written_for_what_changed_meanwhile(ledger):
    (one,) = commit(ledger, finding()).incidents
    stale = ledger.incidents.get(one.id)
    assert ledger.outbox.remind([stale], NOW) == 1
    assert ledger.outbox.remind([stale], NOW) == 0


def test_pruning_forgets_settled_deliveries_and_old_log_lines_only(ledger):
    commit(ledger, finding())
    ((number, _),) = ledger.outbox.unrouted()
    ledger.outbox.route(number, ["r-1"], NOW)
    (pending,) = ledger.outbox.pending("r-1")
    settle(ledger, [pending.id], "sent")
    with ledger.transaction() as tx:
        assert ledger.outbox.prune(tx, NOW + timedelta(days=1)) == 1  # the log line; its incident is still open
    assert ledger.outbox.counts()["sent"] == 1

"""Every scheduled slot has a row: done, skipped, under way, or never started."""

from __future__ import annotations

from datetime import datetime, timedelta

from rasid.model import Cause, Source, Words
from rasid.store import Ledger
from rasid.store.save_visit import save_visit
from rasid.store.schedules import GRACE
from rasid.store.slots import Slot
from tests.store.samples import NOON, record, visit

HOUR = timedelta(hours=1)


def source(source_id: str = "bayan", **changes: object) -> Source:
    values = {
        "id": source_id,
        "name": Words("بيان", "Bayan"),
        "home": "https://bayan.example",
        "country": "EG",
        "timezone": "Africa/Cairo",
        "sections": (),
    }
    return Source(**(values | {"every_minutes": 60} | changes))  # type: ignore[arg-type]


def states(ledger: Ledger) -> list[tuple[int, str]]:
    return [(int((slot.slot - NOON) / HOUR), slot.state) for slot in reversed(ledger.schedules.slots("bayan", since=NOON))]


def unanswered(ledger: Ledger, now: datetime) -> list[Slot]:
    return ledger.schedules.unanswered(now=now).get("bayan", [])


def test_a_slot_nobody_answered_gets_a_row_once(ledger: Ledger) -> None:
    ledger.schedules.apply(source(), now=NOON)
    ledger.visits.begin(visit("v1", NOON + HOUR, verdict=None, slot=NOON + HOUR))
    now = NOON + 3 * HOUR + GRACE
    assert [(slot.source_id, slot.slot, slot.state) for slot in ledger.schedules.fill(now)] == [
        ("bayan", NOON + 2 * HOUR, "missed"),
        ("bayan", NOON + 3 * HOUR, "missed"),
    ]
    assert ledger.schedules.fill(now) == []
    assert states(ledger) == [(1, "started"), (2, "missed"), (3, "missed")]
    assert [(slot.slot, slot.state) for slot in unanswered(ledger, now)] == [
        (NOON + 3 * HOUR, "missed"),
        (NOON + 2 * HOUR, "missed"),
        (NOON + HOUR, "started"),
    ]


def test_a_slot_is_given_its_grace(ledger: Ledger) -> None:
    ledger.schedules.apply(source(jitter_seconds=600), now=NOON)
    assert ledger.schedules.fill(NOON + HOUR + GRACE + timedelta(seconds=599)) == []
    assert len(ledger.schedules.fill(NOON + HOUR + GRACE + timedelta(seconds=600))) == 1


def test_a_run_that_starts_late_after_all_takes_its_slot_back(ledger: Ledger) -> None:
    ledger.schedules.apply(source(), now=NOON)
    ledger.schedules.fill(NOON + 2 * HOUR)
    late = visit("v1", NOON + 2 * HOUR, verdict=None, slot=NOON + HOUR)
    ledger.visits.begin(late)
    assert states(ledger) == [(1, "started")]
    ledger.visits.skip(late, "too late")
    assert states(ledger) == [(1, "skipped")]
    assert [slot.reason for slot in unanswered(ledger, NOON + 2 * HOUR)] == ["too late"], "it brought no verdict"


def test_a_slot_is_answered_by_a_verdict_or_by_a_visit_that_is_still_under_way(ledger: Ledger) -> None:
    at = NOON + HOUR
    ledger.visits.begin(visit("v1", at, verdict=None, slot=at))
    ledger.visits.skip(visit("v2", at + HOUR, verdict=None, slot=at + HOUR), "another visit is under way")
    with ledger.leases.hold("bayan", "v1"):
        assert [slot.state for slot in unanswered(ledger, at + 2 * HOUR)] == ["skipped"]
    assert [slot.state for slot in unanswered(ledger, at + 2 * HOUR)] == ["skipped", "started"], "its process died"
    assert unanswered(ledger, at) == [], "it has only just begun, and the other is to come"
    by_hand = visit("v3", at + 2 * HOUR, verdict=None)
    ledger.visits.fail(ledger.visits.begin(by_hand), Cause.UNREACHABLE, "refused", at=at + 2 * HOUR)
    assert unanswered(ledger, at + 3 * HOUR) == []


def test_the_second_of_two_runs_for_one_slot_does_not_cover_up_the_first(ledger: Ledger) -> None:
    slot = NOON + HOUR
    ledger.visits.begin(visit("v1", slot, verdict=None, slot=slot))
    ledger.visits.skip(visit("v2", slot, verdict=None, slot=slot), "another visit is under way")
    assert states(ledger) == [(1, "started")]
    saved = record("v1", at=slot)
    with ledger.transaction() as tx:
        save_visit(ledger, tx, record("v1", at=slot, visit=visit("v1", slot, slot=slot)))
    ledger.visits.skip(visit("v3", slot, verdict=None, slot=slot), "another visit is under way")
    (row,) = ledger.schedules.slots(None, since=NOON)
    assert (row.state, row.visit_id) == ("done", saved.visit.id)


def test_a_slot_moved_by_jitter_answers_the_scheduled_one(ledger: Ledger) -> None:
    ledger.schedules.apply(source(jitter_seconds=300), now=NOON)
    ledger.visits.begin(visit("v1", NOON + HOUR, verdict=None, slot=NOON + HOUR + timedelta(seconds=123)))
    assert ledger.schedules.fill(NOON + HOUR + timedelta(minutes=30)) == []


def test_cron_slots_follow_the_sources_zone(ledger: Ledger) -> None:
    ledger.schedules.apply(source(every_minutes=None, cron="0 9 * * *", timezone="Asia/Riyadh"), now=NOON)
    assert [slot.slot for slot in ledger.schedules.fill(NOON + 48 * HOUR)] == [NOON + 18 * HOUR, NOON + 42 * HOUR]


def test_nothing_is_expected_while_paused_or_before_a_new_schedule(ledger: Ledger) -> None:
    ledger.schedules.apply(source(), now=NOON)
    ledger.schedules.pause("bayan", now=NOON)
    assert ledger.schedules.fill(NOON + 5 * HOUR) == []
    ledger.schedules.apply(source(), now=NOON + 5 * HOUR)
    assert len(ledger.schedules.fill(NOON + 6 * HOUR + GRACE)) == 1
    ledger.schedules.apply(source(every_minutes=30), now=NOON + 9 * HOUR)
    assert [slot.slot for slot in ledger.schedules.fill(NOON + 9.5 * HOUR + GRACE)] == [NOON + 9.5 * HOUR]


def test_applying_the_same_schedule_again_forgets_no_slot(ledger: Ledger) -> None:
    """The server was down over night: what it should have done meanwhile was missed."""
    ledger.schedules.apply(source(), now=NOON)
    ledger.schedules.apply(source(), now=NOON + 3.5 * HOUR, applied={"schedules": ["x"]})
    assert len(ledger.schedules.fill(NOON + 3.5 * HOUR)) == 3


def test_what_was_applied_last_is_remembered(ledger: Ledger) -> None:
    assert ledger.schedules.applied("bayan") is None
    ledger.schedules.apply(source(), now=NOON, applied={"schedules": [True, {"schedule": {"interval": 3600}, "active": True}]})
    ledger.schedules.apply(source("other"), now=NOON)
    assert ledger.schedules.applied("bayan") == {"schedules": [True, {"schedule": {"interval": 3600}, "active": True}]}
    assert ledger.schedules.applied("other") == {}
    assert [schedule.source_id for schedule in ledger.schedules.all()] == ["bayan", "other"]

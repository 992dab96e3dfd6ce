"""A scheduled visit that brings no verdict is told, whatever kept it: nothing started, the run broke, its process was killed, it was skipped."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from rasid.alert import Policy
from rasid.alert.heartbeat import ping
from rasid.alert.message import Says
from rasid.alert.metrics import prometheus
from rasid.alert.render import plain
from rasid.model import CLOCK_AHEAD, SCHEDULE_OFF, SLOT_MISSED, Cause, Language, Source, Verdict, VisitRecord, Words
from rasid.model.values import named
from rasid.pipeline import alerting
from rasid.pipeline.alert_views import undelivered
from rasid.pipeline.crashes import record_crash
from rasid.pipeline.measure import figures
from rasid.pipeline.standing import standings
from rasid.pipeline.unseen import notice_killed, notice_switched_off
from rasid.pipeline.workplace import VisitContext
from rasid.settings import Settings
from rasid.store.leases import EXPIRES, Holder
from rasid.store.save_visit import save_visit
from rasid.store.schedules import GRACE
from tests.alert.conftest import fast_ledger
from tests.alert.office import Office, Recorder, route
from tests.alert.samples import NOW, visit

EVERY = timedelta(minutes=5)
SOURCE = Source("marfa", Words("صحيفة المرفأ", "Al-Marfa"), "https://marfa.example", "LB", "Asia/Beirut", (), every_minutes=5)
FIRST, SECOND = NOW + EVERY, NOW + 2 * EVERY


class Watch:
    """A ledger with a schedule of five minutes, a delivery loop, one English route, and a clock set by hand."""

    def __init__(self, folder: Path) -> None:
        (folder / "seeds").mkdir()
        self.box = Recorder()
        self.office = Office(fast_ledger(folder), route(channel=self.box, language=Language.EN), policy=Policy(group_wait=timedelta(0)))
        self.ledger = self.office.ledger
        self.ledger.clock = lambda: self.office.now  # leases are kept by it
        self.ledger.schedules.apply(SOURCE, now=NOW)
        self.workplace = VisitContext(self.ledger, Settings(project=folder), clock=lambda: self.office.now)

    def until(self, at) -> None:
        """Rounds every minute up to ``at``."""
        while self.office.now < at:
            self.office.pass_time(minutes=1)
            alerting.one_round(self.ledger, self.office.routes, self.office.now, self.office.desk)

    def verdict(self) -> None:
        """A visit now, that finds the site unreachable."""
        begun = self.ledger.visits.begin(visit(at=self.office.now, verdict=None, slot=self.office.now))
        self.ledger.visits.fail(begun, Cause.UNREACHABLE, "refused", at=self.office.now)
        self.office.fails()

    def verdict_healthy(self) -> None:
        """A visit now, that finds all well."""
        begun = self.ledger.visits.begin(visit(at=self.office.now, verdict=None, slot=self.office.now))
        with self.ledger.transaction() as tx:
            save_visit(self.ledger, tx, VisitRecord(visit=replace(begun, verdict=Verdict.HEALTHY, finished_at=self.office.now)))

    @property
    def told(self) -> list[tuple[str, Says]]:
        return [(line.incident.key, line.says) for message in self.box.messages for line in message.lines]


@pytest.fixture
def watch(tmp_path):
    made = Watch(tmp_path)
    with made.ledger:
        yield made


def test_nothing_at_all_started_is_told_once_the_second_slot_has_had_its_grace(watch):
    watch.until(SECOND + GRACE - timedelta(minutes=1))
    assert watch.told == []
    watch.until(SECOND + GRACE)
    assert watch.told == [(SLOT_MISSED, Says.OPENED)]
    text = plain(watch.box.messages[0])
    assert "Visits without a verdict: 2" in text
    assert "log of the failed run in Prefect" in text
    assert "rasid serve" in text
    assert "rasid visit marfa" in text
    assert standings([SOURCE], watch.workplace)[0].state == "overdue"


def test_a_run_that_breaks_before_its_visit_begins_is_told_at_once_with_its_error_and_its_log(watch):
    watch.until(FIRST)
    record_crash("marfa", watch.workplace, slot=FIRST, reason="SourceError: unknown key 'nonsense'", run_url="http://prefect.example/run/1")
    watch.until(FIRST + timedelta(minutes=1))
    assert watch.told == [("cause:rasid", Says.OPENED)]
    text = plain(watch.box.messages[0])
    assert "unknown key 'nonsense'" in text
    assert "http://prefect.example/run/1" in text
    watch.until(SECOND + GRACE)
    assert [key for key, _ in watch.told] == ["cause:rasid"], "one crash, one message"


def test_a_crash_is_told_even_when_the_slot_had_been_given_up(watch):
    watch.until(SECOND + GRACE)
    record_crash("marfa", watch.workplace, slot=SECOND, reason="killed", run_url=None)
    watch.until(SECOND + GRACE + timedelta(minutes=1))
    assert watch.told == [(SLOT_MISSED, Says.OPENED), ("cause:rasid", Says.OPENED), (SLOT_MISSED, Says.RESOLVED)]


def test_a_slot_that_has_its_answer_or_is_being_answered_is_no_crash(watch):
    done = watch.ledger.visits.begin(visit(at=FIRST, verdict=None, slot=FIRST))
    with watch.ledger.leases.hold("marfa", done.id):
        assert record_crash("marfa", watch.workplace, slot=FIRST, reason="x") is None
    watch.ledger.visits.fail(done, Cause.UNREACHABLE, "refused", at=FIRST)
    assert record_crash("marfa", watch.workplace, slot=FIRST, reason="x") is None
    assert [one.cause for one in watch.ledger.visits.recent("marfa", 5)] == [Cause.UNREACHABLE]


def test_a_crash_ends_the_visit_its_run_had_begun(watch):
    watch.until(FIRST)
    begun = watch.ledger.visits.begin(visit(at=FIRST, verdict=None, slot=FIRST))
    ended = record_crash("marfa", watch.workplace, slot=FIRST, reason="Process exited with status code: -9")
    assert ended is not None
    assert ended.id == begun.id
    assert watch.ledger.visits.unfinished() == []


def kill(watch, at, **visit_facts) -> str:
    """A visit that begins, takes its lease and dies without a word."""
    watch.until(at)
    begun = watch.ledger.visits.begin(visit(at=at, verdict=None, slot=at, **visit_facts))
    held = watch.ledger.leases.hold("marfa", begun.id)
    held.__enter__()
    watch.ledger.leases._release = lambda lease: None  # what dies releases nothing
    held.__exit__(None, None, None)
    del watch.ledger.leases._release
    return begun.id


def test_a_visit_that_was_killed_is_told_within_two_minutes_of_the_end_of_its_lease(watch, monkeypatch):
    pinged = []
    monkeypatch.setattr("rasid.pipeline.unseen.ping", lambda url, event, message="", *, source="": pinged.append((event, source)))
    dead = kill(watch, FIRST, run_url="http://prefect.example/run/1")
    assert watch.told == []
    watch.until(FIRST + EXPIRES + timedelta(minutes=2))
    assert watch.told == [("cause:rasid", Says.OPENED)]
    text = plain(watch.box.messages[0])
    assert "ended from outside" in text
    assert "journalctl" in text
    assert "http://prefect.example/run/1" in text
    assert pinged == [("fail", "marfa")], "once"
    assert watch.ledger.visits.get(dead).killed
    assert record_crash("marfa", watch.workplace, slot=FIRST, reason="status code: -9") is None, "it is known already"
    assert standings([SOURCE], watch.workplace)[0].state == "failing"


def test_every_visit_killed_is_one_incident_and_no_missed_slot_beside_it(watch):
    for n in range(1, 5):
        kill(watch, NOW + n * EVERY)
    watch.until(NOW + 5 * EVERY)
    assert watch.told == [("cause:rasid", Says.OPENED)]


def test_a_killed_visit_is_told_though_the_next_one_is_well(watch):
    dead = kill(watch, FIRST)
    watch.office.now = FIRST + timedelta(seconds=90)
    watch.office.visit()
    assert watch.ledger.visits.get(dead).finished_at is None, "whoever tells of it closes it"
    watch.until(FIRST + timedelta(minutes=3))
    assert watch.told == [("cause:rasid", Says.OPENED)]
    watch.until(SECOND)
    watch.office.visit()
    watch.until(SECOND + timedelta(minutes=1))
    assert watch.told[1:] == [("cause:rasid", Says.RESOLVED)]


def test_a_visit_whose_lease_lives_is_left_alone(watch):
    begun = watch.ledger.visits.begin(visit(at=NOW, verdict=None, slot=NOW))
    with watch.ledger.leases.hold("marfa", begun.id, heartbeat=timedelta(seconds=0.01)):
        watch.office.pass_time(minutes=10)
        for _ in range(100):
            if watch.ledger.leases.held("marfa") is not None:
                break
            time.sleep(0.02)
        assert notice_killed(watch.ledger, Policy(), watch.office.now) == []


def test_a_visit_taken_for_dead_that_still_holds_its_lease_brings_its_verdict(watch):
    begun = watch.ledger.visits.begin(visit(at=NOW, verdict=None, slot=NOW))
    with watch.ledger.leases.hold("marfa", begun.id) as lease:
        watch.office.now += timedelta(minutes=10)  # the machine slept
        assert len(notice_killed(watch.ledger, Policy(), watch.office.now)) == 1
        ended = replace(begun, verdict=Verdict.HEALTHY, finished_at=watch.office.now)
        with watch.ledger.transaction() as tx:
            assert save_visit(watch.ledger, tx, VisitRecord(visit=ended), lease=lease)
    assert watch.ledger.visits.last("marfa").verdict is Verdict.HEALTHY


def test_a_schedule_that_a_person_switched_off_is_shown_at_once_and_told_after_a_day(watch):
    watch.verdict_healthy()
    watch.ledger.schedules.pause("marfa", now=watch.office.now)
    [stands] = standings([SOURCE], watch.workplace)
    assert (stands.state, stands.schedule, stands.off_since) == ("healthy", "off", NOW.isoformat(timespec="seconds"))
    assert 'rasid_schedule{schedule="off",source="marfa"} 1.0' in prometheus(figures(watch.ledger, [SOURCE], watch.office.now))
    notice_switched_off(watch.ledger, Policy(), NOW + timedelta(hours=23))
    assert watch.ledger.incidents.find() == []
    watch.office.now = NOW + timedelta(hours=25)
    watch.until(watch.office.now + timedelta(minutes=1))
    assert watch.told == [(SCHEDULE_OFF, Says.OPENED)]
    text = plain(watch.box.messages[0])
    assert "switched off" in text
    assert "paused = true" in text
    watch.office.visit()  # by hand: it is off all the same
    watch.until(watch.office.now + timedelta(minutes=1))
    watch.ledger.schedules.apply(SOURCE, now=watch.office.now)
    watch.until(watch.office.now + timedelta(minutes=1))
    assert watch.told == [(SCHEDULE_OFF, Says.OPENED), (SCHEDULE_OFF, Says.RESOLVED)]


@pytest.mark.parametrize("applied", [{"active": False}, {"paused_by_us": True}])
def test_what_the_seed_switched_off_is_nobodys_oversight(watch, applied):
    watch.ledger.schedules.apply(SOURCE, now=NOW, applied=applied)
    watch.ledger.schedules.pause("marfa", now=NOW)
    assert standings([SOURCE], watch.workplace)[0].schedule == "off in the seed"
    assert notice_switched_off(watch.ledger, Policy(), NOW + timedelta(days=3)) == 0


def test_a_visit_dated_in_the_future_outranks_nothing_and_is_told_once(watch):
    far = NOW.replace(year=2076)
    watch.until(FIRST)
    watch.verdict_healthy()
    late = watch.ledger.visits.begin(visit(at=far, verdict=None, slot=far))
    watch.ledger.visits.fail(late, Cause.UNREACHABLE, "refused", at=far)
    watch.ledger.schedules.fill(far)
    watch.until(FIRST + timedelta(minutes=2))
    assert [key for key, _ in watch.told] == [CLOCK_AHEAD]
    assert "2076" in plain(watch.box.messages[0])
    assert watch.ledger.visits.last("marfa", now=watch.office.now).verdict is Verdict.HEALTHY
    [stands] = standings([SOURCE], watch.workplace)
    assert (stands.state, stands.last_visit) == ("healthy", FIRST.isoformat(timespec="seconds"))
    watch.until(FIRST + 3 * EVERY + GRACE)
    assert SLOT_MISSED in {key for key, _ in watch.told}, "slots of now are missed as before"
    assert [key for key, says in watch.told if says is Says.OPENED].count(CLOCK_AHEAD) == 1


def test_one_schedule_that_cannot_be_read_stops_neither_alerts_nor_status_of_the_others(watch):
    watch.ledger.schedules.apply(replace(SOURCE, id="odd", cron="0 9 * * L9", every_minutes=None), now=NOW)
    watch.until(SECOND + GRACE)
    assert watch.told == [(SLOT_MISSED, Says.OPENED)]
    odd = replace(SOURCE, id="odd")
    assert [(one.state, one.schedule) for one in standings([odd, SOURCE], watch.workplace)] == [
        ("never visited", "unreadable"),
        ("overdue", "on"),
    ]


def test_two_visits_skipped_in_a_row_are_told_with_the_reason(watch):
    for slot in (FIRST, SECOND):
        watch.until(slot)
        watch.ledger.visits.skip(visit(at=slot, verdict=None, slot=slot, reason=named("visit.lease_held")), "skipped")
    watch.until(SECOND + timedelta(minutes=1))
    assert watch.told == [(SLOT_MISSED, Says.OPENED)]
    assert "another visit to this source is under way" in plain(watch.box.messages[0])


def test_one_lost_visit_between_good_ones_is_no_news(watch):
    for n in range(1, 7):
        watch.until(NOW + n * EVERY)
        if n % 2:
            watch.verdict()
    assert SLOT_MISSED not in {key for key, _ in watch.told}


def test_the_incident_ends_with_the_next_verdict_whatever_it_is(watch):
    watch.until(SECOND + GRACE)
    watch.verdict()
    watch.until(SECOND + GRACE + timedelta(minutes=1))
    assert watch.told == [(SLOT_MISSED, Says.OPENED), ("cause:unreachable", Says.OPENED), (SLOT_MISSED, Says.RESOLVED)]


def test_a_loop_that_holds_its_lease_and_finishes_no_round_is_told_by_status_and_metrics(watch):
    with watch.ledger.leases.hold(alerting.DELIVERY_LEASE, "loop"):
        alerting.round_done(watch.ledger, None)
        assert alerting.hangs(watch.ledger, NOW + timedelta(minutes=2)) is None
        watch.office.now = NOW + timedelta(minutes=7)
        alive = Holder(alerting.DELIVERY_LEASE, "loop", NOW, watch.office.now)
        watch.ledger.leases.held = lambda name: alive  # its heart beats on
        assert alerting.hangs(watch.ledger, watch.office.now) == timedelta(minutes=7)
        assert "no round for 7 minutes" in " ".join(undelivered(watch.ledger, watch.workplace.settings))
        assert "rasid_delivery_round_age_seconds 420.0" in prometheus(figures(watch.ledger, [SOURCE], watch.office.now))


@pytest.mark.parametrize(("address", "asked"), [("{source}", ["/marfa", "/delivery-loop"]), ("all", ["/all/fail"])])
def test_each_source_and_the_loop_may_have_a_heartbeat_of_their_own(watch, monkeypatch, address, asked):
    seen = []
    monkeypatch.setattr("rasid.alert.heartbeat.answer_to", lambda url, *_, **__: seen.append(urlsplit(url).path) or (200, {}, b""))
    url = f"https://watcher.example/{address}"
    if address == "{source}":
        ping(url, "success", source="marfa")
        alerting.round_done(watch.ledger, url)
    else:
        ping(url, "fail", source="marfa")
        alerting.round_done(watch.ledger, url)
    assert seen == asked

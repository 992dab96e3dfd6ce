"""A scheduled visit that brings no verdict is told, whatever kept it: nothing started, the run broke, its process was killed, it was skipped."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from rasid.alert import Policy
from rasid.alert.message import Says
from rasid.alert.render import plain
from rasid.model import SLOT_MISSED, Cause, Language, Source, Words
from rasid.pipeline import alerting
from rasid.pipeline.crashes import record_crash
from rasid.pipeline.standing import standings
from rasid.pipeline.workplace import Workplace
from rasid.settings import Settings
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
        self.ledger.schedules.apply(SOURCE, now=NOW)
        self.workplace = Workplace(self.ledger, Settings(project=folder), clock=lambda: self.office.now)

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
    begun = watch.ledger.visits.begin(visit(at=FIRST, verdict=None, slot=FIRST))
    watch.until(FIRST)
    ended = record_crash("marfa", watch.workplace, slot=FIRST, reason="Process exited with status code: -9")
    assert ended is not None
    assert ended.id == begun.id
    assert watch.ledger.visits.unfinished() == []


def test_two_visits_in_a_row_whose_process_was_killed_are_told_with_the_last_runs_log(watch):
    for slot in (FIRST, SECOND):
        watch.until(slot)
        watch.ledger.visits.begin(visit(at=slot, verdict=None, slot=slot, run_url="http://prefect.example/run/2"))
    assert watch.told == []
    watch.until(SECOND + timedelta(minutes=2))
    assert watch.told == [(SLOT_MISSED, Says.OPENED)]
    text = plain(watch.box.messages[0])
    assert "break off without a verdict" in text
    assert "http://prefect.example/run/2" in text


def test_two_visits_skipped_in_a_row_are_told_with_the_reason(watch):
    for slot in (FIRST, SECOND):
        watch.until(slot)
        watch.ledger.visits.skip(visit(at=slot, verdict=None, slot=slot), "the slot is stale")
    watch.until(SECOND + timedelta(minutes=1))
    assert watch.told == [(SLOT_MISSED, Says.OPENED)]
    assert "the slot is stale" in plain(watch.box.messages[0])


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

"""What a round of the delivery loop asks of the ledger does not grow with the number of sources: over a network every statement is a wait."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from rasid.model import Cause
from rasid.pipeline import alerting
from rasid.pipeline.standing import standings
from rasid.pipeline.workplace import VisitContext
from rasid.settings import Settings
from rasid.store import Ledger
from rasid.store.schedules import GRACE
from rasid.store.slots import note_slot
from tests.alert.conftest import fast_ledger
from tests.alert.office import Office, Recorder, down, route
from tests.alert.samples import NOW, finding, visit
from tests.pipeline.test_alerting_slots import EVERY, SOURCE

FEW, MANY = 10, 100
MOST = 48
"""Statements of a round that finds nothing new, whatever lasts; each BEGIN is one of them."""


def sources(number: int) -> list[str]:
    return [f"site-{one:03}" for one in range(number)]


def visited(office: Office, source: str) -> None:
    """A healthy visit in the slot that is due now."""
    begun = office.ledger.visits.begin(visit(at=office.now, verdict=None, source=source, slot=office.now))
    with office.ledger.transaction() as tx:
        tx.exec_driver_sql("UPDATE visits SET verdict = 'healthy', finished_at = started_at WHERE id = ?", (begun.id,))
        note_slot(tx, source, office.now, "done", visit_id=begun.id, at=office.now)


def under_way(office: Office, source: str) -> None:
    office.ledger.visits.begin(visit(at=office.now, verdict=None, source=source, slot=office.now))


def crashed(office: Office, source: str) -> None:
    begun = office.ledger.visits.begin(visit(at=office.now, verdict=None, source=source, slot=office.now))
    office.ledger.visits.fail(begun, Cause.RASID, "KeyError", at=office.now)


def broken(office: Office, source: str) -> None:
    """An article of the source is wrong, and whoever should hear of it cannot."""
    visited(office, source)
    office.visit(finding(), source=source)


def never_started(office: Office, source: str) -> None:
    """Nothing."""


def office(folder: Path, number: int, befalls: Callable[[Office, str], None]) -> Office:
    """A delivery office for that many sources, which are due every five minutes, after this befell each of them in one slot."""
    folder.mkdir()
    made = Office(fast_ledger(folder), route(channel=Recorder()))
    for source in sources(number):
        made.ledger.schedules.apply(replace(SOURCE, id=source), now=made.now)
    made.pass_time(minutes=5)
    for source in sources(number):
        befalls(made, source)
    return made


@contextmanager
def counted(ledger: Ledger) -> Iterator[list[Any]]:
    asked: list[Any] = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        asked.append((statement, values))

    event.listen(ledger.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(ledger.engine, "before_cursor_execute", note)


def asked_in_a_round(made: Office, **after: float) -> int:
    made.pass_time(**after)
    with counted(made.ledger) as asked:
        alerting.one_round(made.ledger, made.routes, made.now, made.desk)
    return len(asked)


@pytest.mark.parametrize(
    ("befalls", "slots"),
    [
        pytest.param(visited, 0, id="all is well"),
        pytest.param(under_way, 0, id="visits are under way"),
        pytest.param(crashed, 0, id="every visit crashed, which was told"),
        pytest.param(never_started, 3, id="nothing has started for hours, which was told"),
        pytest.param(broken, 0, id="every source has an incident"),
    ],
)
def test_a_round_that_finds_nothing_new_asks_the_same_of_a_hundred_sources_as_of_ten(tmp_path, befalls, slots):
    asked = []
    for number in (FEW, MANY):
        made = office(tmp_path / str(number), number, befalls)
        with made.ledger:
            for _ in range(2):  # the first tells what there is to tell
                asked_in_a_round(made, minutes=1 + slots * 5)
                made.now -= timedelta(minutes=slots * 5)
            made.pass_time(minutes=slots * 5)
            asked.append(asked_in_a_round(made, seconds=5))
    assert asked[0] == asked[1]
    assert asked[1] <= MOST


def test_slots_that_pass_unanswered_are_written_down_together(tmp_path):
    asked = []
    for number in (FEW, MANY):
        made = office(tmp_path / str(number), number, visited)
        with made.ledger:
            asked_in_a_round(made, minutes=1)
            asked.append(asked_in_a_round(made, seconds=(EVERY + GRACE).total_seconds()))
            assert [slot.state for slot in made.ledger.schedules.slots(None, since=NOW + 2 * EVERY)] == ["missed"] * number
    assert asked[0] == asked[1]


def test_what_waits_for_a_route_nobody_has_or_that_is_down_is_asked_for_together(tmp_path):
    asked = []
    for number in (FEW, MANY):
        made = office(tmp_path / str(number), number, broken)
        failing, fallback = Recorder(), Recorder()
        failing.fails = fallback.fails = down(permanent=True)
        made.routes = [route("first", failing, priority=1), route("second", fallback, priority=2)]
        with made.ledger:
            for _ in range(5):
                asked_in_a_round(made, minutes=1)
            asked.append(asked_in_a_round(made, seconds=5))
            assert failing.attempts > 0
            assert fallback.attempts > 0
            made.routes = []
            asked_in_a_round(made, seconds=5)
            asked.append(asked_in_a_round(made, seconds=5))
    assert asked[:2] == asked[2:]


def test_how_every_source_stands_is_asked_at_once(tmp_path):
    asked = []
    for number in (FEW, MANY):
        made = office(tmp_path / str(number), number, broken)
        workplace = VisitContext(made.ledger, Settings(project=tmp_path), clock=lambda made=made: made.now)
        with made.ledger, counted(made.ledger) as statements:
            found = standings([replace(SOURCE, id=source) for source in sources(number)], workplace)
        assert [(row.state, row.open_incidents) for row in found] == [("healthy", 1)] * number
        asked.append(len(statements))
    assert asked[0] == asked[1]


GROWING = {"articles", "deliveries", "delivery_log", "incident_events", "incidents", "notices", "slots", "visits"}


@pytest.mark.parametrize("befalls", [visited, under_way, crashed, never_started, broken])
def test_a_round_seeks_in_what_grows_with_the_years_and_never_reads_it_through(tmp_path, befalls):
    made = office(tmp_path / "office", FEW, befalls)
    with made.ledger:
        asked_in_a_round(made, minutes=20)
        made.pass_time(seconds=5)
        with counted(made.ledger) as asked:
            alerting.one_round(made.ledger, made.routes, made.now, made.desk)
            made.ledger.visits.unfinished("site-001")
            standings([replace(SOURCE, id=source) for source in sources(FEW)], VisitContext(made.ledger, Settings(project=tmp_path)))
        with made.ledger.reading() as tx:
            for statement, values in asked:
                if statement.startswith(("SELECT", "WITH")):
                    plan = [row[3] for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
                    # That index holds what has not ended, and no more.
                    plan = [step for step in plan if "ix_visits_unfinished" not in step]
                    read = {found[1] for step in plan if (found := re.match(r"SCAN (\w+?)(?:_\d+)?\b", step))}
                    assert not read & GROWING, (statement, plan)

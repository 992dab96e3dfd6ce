"""The slots of a source's schedule, whatever kind of datetime they are counted from."""

from __future__ import annotations

from datetime import UTC, datetime

import pendulum

from rasid.model import Source, Words
from rasid.schedule import next_slot, overdue_since


def source(**schedule: object) -> Source:
    return Source(id="s", name=Words("س", "S"), home="https://s.example", country="LB", timezone="Asia/Beirut", sections=(), **schedule)  # type: ignore[arg-type]


def test_the_next_slot_is_the_same_from_an_orchestrators_own_datetime() -> None:
    plain, theirs = datetime(2026, 11, 23, 20, 45, tzinfo=UTC), pendulum.datetime(2026, 11, 23, 20, 45, tz="UTC")
    for each in (source(every_minutes=15), source(cron="*/15 * * * *")):
        assert next_slot(each, theirs) == next_slot(each, plain) == datetime(2026, 11, 23, 21, 0, tzinfo=UTC)


def test_a_source_is_overdue_once_two_slots_have_passed() -> None:
    last = datetime(2026, 11, 23, 20, 45, tzinfo=UTC)
    assert overdue_since(source(every_minutes=15), last, datetime(2026, 11, 23, 21, 10, tzinfo=UTC)) is None
    assert overdue_since(source(every_minutes=15), last, datetime(2026, 11, 23, 21, 20, tzinfo=UTC)) is not None

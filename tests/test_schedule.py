"""The slots of a source's schedule, whatever kind of datetime they are counted from."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import takewhile

import pendulum
import pytest

from rasid.model import Source, Words
from rasid.schedule import cron_fields, next_slot, overdue_since, slots


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


def moments(each: Source, after: datetime, until: datetime) -> list[str]:
    return [f"{slot:%d %H:%M}" for slot in takewhile(lambda slot: slot <= until, slots(each, after))]


def test_a_repeated_hour_is_due_once_and_a_skipped_one_when_it_would_have_been() -> None:
    """Beirut, 25 October 2026: the hour from 23:00 comes twice. 29 March: the hour from 00:00 does not come."""
    repeated = (datetime(2026, 10, 24, 19, 30, tzinfo=UTC), datetime(2026, 10, 24, 23, 0, tzinfo=UTC))
    hourly = ["24 20:00", "24 22:00", "24 23:00"]
    assert moments(source(cron="0 * * * *"), *repeated) == hourly
    assert moments(source(cron="@hourly"), *repeated) == hourly
    assert moments(source(every_minutes=60), *repeated) == hourly
    skipped = (datetime(2026, 3, 28, 12, 0, tzinfo=UTC), datetime(2026, 3, 29, 12, 0, tzinfo=UTC))
    assert moments(source(cron="30 0 * * *"), *skipped) == ["28 21:30"]
    assert moments(source(cron="0 23,0,1 * * *"), *skipped) == ["28 21:00", "28 22:00"]


@pytest.mark.parametrize(
    ("cron", "fields"),
    [
        ("@Daily", "0 0 * * *"),
        ("0 9 ? * *", "0 9 * * *"),
        ("0 22-2 * * *", "0 22-23,0-2 * * *"),
        ("0 9 * * fri-mon", "0 9 * * 5-6,0-1"),
        ("*/15 6-23 * * 1-5", "*/15 6-23 * * 1-5"),
    ],
)
def test_what_cron_and_prefect_read_is_read(cron: str, fields: str) -> None:
    assert cron_fields(cron) == fields


@pytest.mark.parametrize("cron", ["@reboot", "0 24 * * *", "0 9 * * 5L", "0 9 LW * *", "* * *", "0 9 * * * 30", "0 9 */2 * 1", ""])
def test_what_the_two_read_differently_or_not_at_all_is_refused_in_one_line(cron: str) -> None:
    with pytest.raises(ValueError, match=r"^cron .*\.$") as refused:
        cron_fields(cron)
    assert "\n" not in str(refused.value)

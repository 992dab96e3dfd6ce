"""No slot is expected that Prefect does not plan: compared with its own scheduler, over changes of the clocks."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

import pytest
from prefect.client.schemas.objects import DeploymentSchedule
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule, RRuleSchedule
from prefect.server.schemas import schedules as planner
from prefect.types import DateTime

from flows.schedules import expected, schedule_of
from rasid.model import Source, Words
from rasid.schedule import slots

CHANGES = [("Asia/Beirut", "2026-03-28"), ("Asia/Beirut", "2026-10-24"), ("Africa/Cairo", "2026-04-23"), ("Africa/Cairo", "2026-10-29")]
"""Evenings before the clocks change, at midnight."""
CRONS = ["*/15 * * * *", "0 * * * *", "@hourly", "30 0 * * *", "0 23 * * *", "15 23,0,1 * * *", "0 */2 * * *", "0 22-2 * * *", "0 9 ? * *"]


def source(zone: str, cron: str | None = None, every: int | None = None) -> Source:
    return Source(
        id="s", name=Words("س", "S"), home="https://s.example", country="LB", timezone=zone, sections=(), cron=cron, every_minutes=every
    )


def planned(schedule: CronSchedule | IntervalSchedule, since: datetime, until: datetime) -> set[datetime]:
    """What Prefect's scheduler makes of it, asked again every half hour as it asks itself."""
    theirs = getattr(planner, type(schedule).__name__).model_validate_json(schedule.model_dump_json())
    found, at = set(), since
    while at < until:
        dates = asyncio.run(theirs.get_dates(n=100, start=DateTime.instance(at), end=DateTime.instance(until)))
        found |= {datetime.fromtimestamp(each.timestamp(), UTC) for each in dates}
        at += timedelta(minutes=30)
    return found


def ours(each: Source, since: datetime, until: datetime) -> set[datetime]:
    return set(takewhile(lambda slot: slot <= until, slots(each, since - timedelta(seconds=1))))


@pytest.mark.parametrize(("zone", "evening"), CHANGES)
def test_slots_are_those_prefect_plans_when_the_clocks_change(zone: str, evening: str) -> None:
    since = datetime.fromisoformat(f"{evening}T18:00:00").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    until = since + timedelta(hours=12)
    for cron in CRONS:
        each = source(zone, cron=cron)
        assert ours(each, since, until) == planned(schedule_of(each), since, until), cron
    for every in (15, 60, 90, 1440):
        each = source(zone, every=every)
        assert ours(each, since, until) <= planned(schedule_of(each), since, until), every
        in_its_zone = IntervalSchedule(interval=timedelta(minutes=every), anchor_date=DateTime(1970, 1, 1, tzinfo=UTC), timezone=zone)
        if every < 1440:
            assert ours(each, since, until) <= planned(in_its_zone, since, until), f"{every}, as a person may set it"


def test_a_schedule_of_a_persons_that_slots_cannot_be_counted_in_is_neither_expected_nor_off() -> None:
    for odd in (RRuleSchedule(rrule="FREQ=DAILY"), CronSchedule(cron="0 9 * * L5"), CronSchedule(cron="0 9 * * * 30")):
        found = expected(source("Asia/Beirut", every=15), [DeploymentSchedule(schedule=odd, active=True)], paused=False)
        assert found is not None
        assert (found.cron, found.every_minutes) == (None, None)
    assert expected(source("Asia/Beirut", every=15), [], paused=False) is None

"""A seed's schedule as Prefect's, and Prefect's as the ledger's: what runs are expected when."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from prefect.client.schemas.objects import DeploymentSchedule
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule
from prefect.types import DateTime

from rasid.model import Source
from rasid.schedule import cron_fields

log = logging.getLogger(__name__)

SLUG = "seed"
"""Marks the schedule that comes from the seed among those people added."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""Intervals count from here, so that a restart does not move the slots (`rasid.schedule` counts the same way)."""


def schedule_of(source: Source) -> CronSchedule | IntervalSchedule:
    """The seed's schedule: a cron line in the source's own zone, an interval in UTC."""
    if source.cron is not None:
        return CronSchedule(cron=source.cron, timezone=source.timezone)
    # Not in the source's zone: Prefect plans nothing in the hour that a change of the clocks repeats.
    return IntervalSchedule(interval=timedelta(minutes=source.every_minutes or 60), anchor_date=DateTime.instance(EPOCH), timezone="UTC")


def plain(schedule: Any) -> dict[str, Any]:
    """A schedule as JSON values that compare equal when it means the same."""
    value: dict[str, Any] = json.loads(schedule.model_dump_json())
    if "anchor_date" in value:
        value["anchor_date"] = datetime.fromisoformat(value["anchor_date"]).astimezone(UTC).isoformat()
    return value


def seeds_own(schedules: Sequence[DeploymentSchedule], known_id: str | None) -> DeploymentSchedule | None:
    """The one of a deployment's schedules that came from the seed, whatever was done to it since."""
    return next((each for each in schedules if each.slug == SLUG or (known_id is not None and str(each.id) == known_id)), None)


def expected(source: Source, schedules: Sequence[DeploymentSchedule], paused: bool) -> Source | None:
    """``source`` with the schedule that is in force on the server: the seed's own if it is active, else the first a person left active.

    None when nothing will start by itself. A rhythm that slots cannot be counted in (an RRULE, a cron line with seconds) is none to expect.
    """
    active = [each for each in schedules if each.active and not paused]
    if not active:
        return None
    active.sort(key=lambda each: each.slug != SLUG)
    for each in active:
        schedule = each.schedule
        if isinstance(schedule, CronSchedule) and _countable(schedule):
            return replace(source, cron=schedule.cron, every_minutes=None, timezone=schedule.timezone or "UTC")
        if isinstance(schedule, IntervalSchedule) and _whole_minutes(schedule):
            return replace(source, cron=None, every_minutes=int(schedule.interval.total_seconds() // 60))
    return replace(source, cron=None, every_minutes=None)


def _countable(schedule: CronSchedule) -> bool:
    try:
        cron_fields(schedule.cron)
    except ValueError as error:
        log.debug("a schedule that a person made starts runs, but none are expected: %s", error)
        return False
    return schedule.day_or


def _whole_minutes(schedule: IntervalSchedule) -> bool:
    """An interval of whole minutes; one that counts from elsewhere has as many slots, at most one interval later."""
    seconds = schedule.interval.total_seconds()
    return seconds >= 60 and seconds % 60 == 0

"""When a source is due: the slots of its seed's schedule, in its own zone, as the scheduler plans them (Prefect's rules, measured on 3.8).

A wall-clock time that a change of the clocks skips is due at the moment that hour would have been; one that is repeated is due once. In the
repeated hour nothing else is expected: a schedule made in a zone has no slots there, and a visit too many is no fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from rasid.errors import SourceError
from rasid.model import Source

NAMED = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
"""Names that cron and Prefect know."""
FIELDS = "Five fields: minute hour day month weekday, or one of " + ", ".join(NAMED) + "."
WEEKDAY = 4
WRAPS = {0: (0, 59), 1: (0, 23), 3: (1, 12), WEEKDAY: (0, 6)}
"""Fields whose ranges may run over their end, with the first and last of each."""
NAMES = {
    3: ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
    WEEKDAY: ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"),
}
CHANGE = timedelta(hours=2)
"""More than any change of the clocks: times read so much later cannot come before one in hand."""
DAY_MINUTES = 24 * 60


def cron_fields(cron: str) -> str:
    """``cron`` in five fields, names and ``?`` replaced. Raises ValueError that says what cannot be read."""
    text = NAMED.get(cron.strip().lower(), cron)
    fields = ["*" if field == "?" else field for field in text.upper().split()]
    if len(fields) != 5:
        raise ValueError(f"cron {cron!r} cannot be read. {FIELDS}")
    fields = [",".join(_unwound(term, at) for term in field.split(",")) for at, field in enumerate(fields)]
    day, weekday = fields[2], fields[4]
    if "LW" in day or re.search(r"\dL", weekday):
        raise ValueError(f"cron {cron!r} cannot be read: Prefect knows no LW and no 5L. {FIELDS}")
    if "*" not in (day, weekday) and (day.startswith("*") or weekday.startswith("*")):
        raise ValueError(
            f"cron {cron!r} means one thing to cron and another to Prefect: give a step of days either by the month or by the week."
        )
    try:
        CronSim(" ".join(fields), datetime(2026, 1, 1))  # noqa: DTZ001 - only its fields are looked at
    except CronSimError as error:
        raise ValueError(f"cron {cron!r} cannot be read ({error}). {FIELDS}") from None
    return " ".join(fields)


def _unwound(term: str, at: int) -> str:
    """A range that runs over the end of its field (``22-2``, ``fri-mon``) as two; names of weekdays as numbers, Sunday first or last."""
    wide = re.fullmatch(r"([A-Z\d]+)-([A-Z\d]+)", term)
    if wide is None or at not in WRAPS:
        return term
    low, high = WRAPS[at]
    try:
        first, last = (NAMES[at].index(each) + low if each in NAMES.get(at, ()) else int(each) for each in wide.groups())
    except ValueError:
        return term
    if first <= last or not low <= first <= high + 1:
        return term
    return f"{first}-{high},{low}-{last}"


def slots(source: Source, after: datetime) -> Iterator[datetime]:
    """The scheduled times after ``after``, aware, in UTC, without end.

    Raises SourceError for a cron line that means nothing.
    """
    # An orchestrator's own kind of datetime divides and adds differently: only the plain one is reckoned with.
    after = datetime.fromtimestamp(after.timestamp(), UTC)
    zone = ZoneInfo(source.timezone)
    if source.every_minutes is not None:
        # Counted from the epoch, so that a restart does not move the slots.
        step = timedelta(minutes=source.every_minutes)
        epoch = datetime(1970, 1, 1, tzinfo=UTC)
        slot = epoch + ((after - epoch) // step + 1) * step
        while True:
            if source.every_minutes >= DAY_MINUTES or not slot.astimezone(zone).fold:
                yield slot
            slot += step
    try:
        fields = cron_fields(str(source.cron))
    except ValueError as error:
        raise SourceError(f"{source.id}: schedule.{error}") from None
    yield from _of_cron(fields, zone, after)


def _of_cron(fields: str, zone: ZoneInfo, after: datetime) -> Iterator[datetime]:
    """Wall-clock times put in the order in which they come."""
    begin = after.astimezone(zone).replace(tzinfo=None, microsecond=0) - CHANGE
    waiting: list[datetime] = []
    last = after
    for wall in CronSim(fields, begin):
        moment = _moment(wall, zone)
        heappush(waiting, moment)
        while waiting and waiting[0] <= moment - CHANGE:
            slot = heappop(waiting)
            if slot > last:
                last = slot
                yield slot
    while waiting:
        slot = heappop(waiting)
        if slot > last:
            last = slot
            yield slot


def _moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """A wall-clock time as a moment: the first of two; one that is skipped as reckoned from after the change."""
    first, second = wall.replace(tzinfo=zone).astimezone(UTC), wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return min(first, second)


def next_slot(source: Source, after: datetime) -> datetime:
    """The first scheduled time after ``after``."""
    return next(slots(source, after))


def overdue_since(source: Source, last_visit: datetime, now: datetime, *, missed: int = 2) -> datetime | None:
    """The slot that made the source overdue: ``missed`` scheduled times have passed since its last visit; None when it is in time."""
    times = slots(source, last_visit)
    slot = last_visit
    for _ in range(missed):
        slot = next(times)
    return slot if slot + timedelta(seconds=source.jitter_seconds) < now else None

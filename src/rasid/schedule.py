"""When a source is due: the slots of its seed's schedule, in its own zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from rasid.errors import SourceError
from rasid.model import Source


def slots(source: Source, after: datetime) -> Iterator[datetime]:
    """The scheduled times after ``after``, aware, in UTC, without end.

    Raises SourceError for a cron line that means nothing.
    """
    # An orchestrator's own kind of datetime divides and adds differently: only the plain one is reckoned with.
    after = datetime.fromtimestamp(after.timestamp(), UTC)
    if source.every_minutes is not None:
        # Counted from the epoch, so that a restart does not move the slots.
        step = timedelta(minutes=source.every_minutes)
        epoch = datetime(1970, 1, 1, tzinfo=UTC)
        slot = epoch + ((after - epoch) // step + 1) * step
        while True:
            yield slot
            slot += step
    try:
        times = CronSim(str(source.cron), after.astimezone(ZoneInfo(source.timezone)).replace(microsecond=0))
    except CronSimError as error:
        raise SourceError(
            f"{source.id}: schedule.cron {source.cron!r} cannot be read ({error}). Five fields: minute hour day month weekday."
        ) from None
    for slot in times:
        yield slot.astimezone(UTC)


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

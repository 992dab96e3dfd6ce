"""When it was published and modified: one answer out of all readings, with every disagreement told.

Order of origins: the seed's selector, JSON-LD, meta, microdata, ``time``, visible text, the address. Three corrections, each leaving a note:

* ``date:outvoted``: the first in order names another day than better-supported witnesses do (weights below), as when a template carries a fixed stamp.
* ``date:zone_corrected``: a machine stamp in UTC (or without a zone) shows the very wall clock the page shows its readers without a zone, while the
  source lies elsewhere: then its ``Z`` is a lie, the wall clock is right, and the zone is the source's.
* ``date:time_from_text``: the machine stamp has no time of day, the visible date of the same day has.

A stamp in UTC whose reader-visible day is another is told in the source's zone: the instant is the same and the day is the one the page shows.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from rasid.arabic.dates import ParsedDate
from rasid.arabic.dates.zones import COUNTRIES
from rasid.extract.readings import DateContext, DateReading
from rasid.model import Candidate, Origin

ORDER = (Origin.SELECTOR, Origin.JSON_LD, Origin.STATE, Origin.META, Origin.MICRODATA, Origin.TIME, Origin.TEXT, Origin.URL)
_WEIGHT = {
    Origin.SELECTOR: 4.0,
    Origin.JSON_LD: 2.0,
    Origin.STATE: 2.0,
    Origin.META: 2.0,
    Origin.MICRODATA: 2.0,
    Origin.TIME: 1.5,
    Origin.TEXT: 2.5,
    Origin.URL: 1.5,
}
EARLIEST_YEAR = 1990
"""No Arabic paper was on the web before; earlier stamps are empty database fields (1970-01-01, 0001-01-01)."""
_TWO_WAYS = frozenset({"order_ambiguous", "year_inferred"})
"""Warnings of readings that cannot settle another."""
_ONE_DAY = timedelta(hours=18)
"""Readings less apart tell the same day."""
_CLOCKED = ("second", "minute", "hour")


@dataclass(slots=True)
class When:
    at: datetime | None = None
    raw: str | None = None
    precision: str | None = None
    zone: str | None = None
    origin: Origin | None = None
    candidates: tuple[Candidate, ...] = ()
    notes: list[str] = field(default_factory=list)


def decide(readings: list[DateReading], unread: list[str], clock: DateContext, *, from_seed: bool) -> tuple[When, When]:
    """(published, modified). ``from_seed`` tells whether the clock's zone is the seed's or a guess from the country."""
    readings = sorted(_settled(readings, clock), key=lambda reading: ORDER.index(reading.origin))
    plausible = [reading for reading in readings if reading.date.at.year >= EARLIEST_YEAR]
    refused = [reading for reading in readings if reading.date.at.year < EARLIEST_YEAR]
    notes = ["date:implausible"] if refused else []
    dates = [reading for reading in plausible if reading.role == "published"]
    changes = [reading for reading in plausible if reading.role == "modified"]
    if not dates and changes:
        shown = [reading for reading in changes if reading.origin in (Origin.TEXT, Origin.TIME)]
        if shown:  # «آخر تحديث» is all the page shows: it is the date readers have
            dates, notes = shown, [*notes, "date:only_modified_shown"]
    published = _choose(dates, clock, from_seed)
    modified = _choose(changes, clock, from_seed)
    published.notes = notes + published.notes
    if published.at is None and (stamps := [reading.raw for reading in refused if reading.role == "published"]):
        published.raw = stamps[0]
    elif published.at is None and unread:
        published.raw = unread[0]
        published.notes.append("date:unreadable")
    if published.at is not None and modified.at is not None and modified.at < published.at - timedelta(minutes=1):
        published.notes.append("date:modified_before_published")
    return published, modified


def _settled(readings: list[DateReading], clock: DateContext) -> list[DateReading]:
    """Stamps in figures that could be read two ways («11/5/2026 9:15 AM»), read month first where the rest of the page says so: a day in words or in
    the address, another stamp that can only be month first, or a day first that has not come yet."""
    sure = {reading.date.at.date() for reading in readings if not _TWO_WAYS & set(reading.date.warnings)}
    unusual = any("order_unusual" in reading.date.warnings for reading in readings)
    settled: list[DateReading] = []
    for reading in readings:
        date = reading.date
        if "order_ambiguous" in date.warnings:
            other = date.at.replace(month=date.at.day, day=date.at.month)
            told = date.at.date() in sure, other.date() in sure
            early = date.at > clock.now + timedelta(days=1) and other <= clock.now + timedelta(days=1)
            if told == (False, True) or (not any(told) and (unusual or early)):
                warnings = (*(warning for warning in date.warnings if warning != "order_ambiguous"), "month_first")
                reading = replace(reading, date=replace(date, at=other, warnings=warnings))
        settled.append(reading)
    return settled


def _choose(readings: list[DateReading], clock: DateContext, from_seed: bool) -> When:
    if not readings:
        return When()
    candidates = tuple(Candidate(reading.date.at, reading.origin, reading.raw) for reading in readings)
    zone = _zone(clock)
    chosen = _outvote(readings)
    if chosen.date.precision not in _CLOCKED:  # another stamp of the same day tells the hour
        exact = (reading for reading in readings if reading.origin is not Origin.TEXT and reading.date.precision in _CLOCKED)
        chosen = next((reading for reading in exact if reading.date.at.date() == chosen.date.at.date()), chosen)
    disagreeing = dict.fromkeys(
        warning
        for reading in readings
        for warning in reading.date.warnings
        if warning.endswith("disagrees") or warning.endswith("disagree")
    )
    notes = [f"date:{warning}" for warning in dict.fromkeys((*chosen.date.warnings, *disagreeing))]
    if chosen.date.at.date() != readings[0].date.at.date():
        notes.append("date:outvoted")
    on_page = [reading for reading in readings if reading.origin is Origin.TEXT and _same_day(reading, chosen, zone)]
    shown = next((reading for reading in on_page if reading.date.precision in _CLOCKED), on_page[0] if on_page else None)
    result = When(chosen.date.at, chosen.raw, chosen.date.precision, _zone_origin(chosen.date, from_seed), chosen.origin, candidates, notes)
    if shown is not None and shown is not chosen:
        _reconcile(result, chosen, shown, zone, from_seed)
    if _disagree(readings, result, zone):
        notes.append("date:origins_disagree")
    return result


def _reconcile(result: When, chosen: DateReading, shown: DateReading, zone: tzinfo | None, from_seed: bool) -> None:
    machine, visible = chosen.date, shown.date
    source = "source" if from_seed else "country"
    if machine.precision not in _CLOCKED:
        if visible.precision in _CLOCKED and machine.at.date() == visible.at.date():
            result.at, result.precision, result.zone = visible.at, visible.precision, _zone_origin(visible, from_seed)
            result.raw = shown.raw
            result.notes.append("date:time_from_text")
        return
    if zone is None or visible.zone_from == "text" or chosen.origin in (Origin.SELECTOR, Origin.TEXT):
        return
    in_utc = machine.zone_from in ("text", None) and machine.at.utcoffset() == timedelta(0)
    if not in_utc:
        return
    wall = machine.at.replace(tzinfo=None)
    if visible.precision in _CLOCKED and _same_minute(wall, visible.at.replace(tzinfo=None)):
        corrected = wall.replace(tzinfo=zone)
        if corrected.utcoffset() != timedelta(0):
            result.at, result.zone = corrected, source
            result.notes.append("date:zone_corrected")
    elif machine.at.astimezone(zone).date() == visible.at.date() != wall.date():
        result.at, result.zone = machine.at.astimezone(zone), source


def _outvote(readings: list[DateReading]) -> DateReading:
    """The first in order, unless another day has at least one point more of support than its own."""
    first = readings[0]
    at = first.date.at
    if all(abs(other.date.at - at) < _ONE_DAY for other in readings[1:]):
        return first

    def support(reading: DateReading) -> float:
        origins = {other.origin for other in readings if abs(other.date.at - reading.date.at) < timedelta(hours=36)}
        return sum(_WEIGHT.get(origin, 1.0) for origin in origins)

    best = max(readings, key=lambda reading: (support(reading), -readings.index(reading)))
    return best if support(best) >= support(first) + 1.0 else first


def _disagree(readings: list[DateReading], result: When, zone: tzinfo | None) -> bool:
    """Two origins name days more than a day apart, or clocks more than an hour apart that no zone explains."""
    if result.at is None:
        return False
    for reading in readings:
        apart = abs(reading.date.at - result.at)
        if apart > timedelta(hours=36):
            return True
        zoned = reading.date.zone_from is not None and result.zone is not None
        if zoned and reading.date.precision in _CLOCKED and result.precision in _CLOCKED and apart > timedelta(hours=1):
            walls_agree = _same_minute(reading.date.at.replace(tzinfo=None), result.at.replace(tzinfo=None))
            if not walls_agree:
                return True
    return False


def _same_day(reading: DateReading, chosen: DateReading, zone: tzinfo | None) -> bool:
    days = {chosen.date.at.date()}
    if zone is not None:
        days.add(chosen.date.at.astimezone(zone).date())
    return reading.date.at.date() in days


def _same_minute(left: datetime, right: datetime) -> bool:
    return abs(left - right) < timedelta(seconds=61)


def _zone(clock: DateContext) -> tzinfo | None:
    name = clock.zone or COUNTRIES.get(clock.country or "")
    return ZoneInfo(name) if name else None


def _zone_origin(date: ParsedDate, from_seed: bool) -> str | None:
    if date.zone_from in ("tz", "country"):
        return "source" if from_seed else "country"
    return date.zone_from

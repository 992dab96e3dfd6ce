"""The parts a date is put together from, as the readers hand them on. Token ranges are half open."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class WrittenDate:
    """A calendar date as written: what is missing is None. ``months`` holds every name given (two in the dual form)."""

    first: int
    last: int
    year: int | None = None
    months: tuple[int, ...] = ()
    day: int | None = None
    hijri: bool = False
    shift: int | None = None
    """-1 «الماضي», 0 «الجاري», 1 «المقبل»."""
    year_shift: int | None = None
    """The same for the year alone: «من العام الماضي»."""
    other_order: tuple[int, int, int] | None = None
    """Year, month, day if a numeric date could be read the other way round."""
    warnings: tuple[str, ...] = ()
    trust: float = 0.95


@dataclass(slots=True)
class TimeOfDay:
    first: int
    last: int
    hour: int
    minute: int = 0
    second: int = 0
    micro: int = 0
    precision: str = "minute"
    valid: bool = True


@dataclass(slots=True)
class Zone:
    """``name`` an IANA name or ``minutes`` east of Greenwich; neither for «بالتوقيت المحلي»."""

    first: int
    last: int
    name: str | None = None
    minutes: int | None = None
    unknown: bool = False
    """«بتوقيت» and a place that no zone is known of: what the time is told in is not the site's own."""


@dataclass(slots=True)
class Weekday:
    first: int
    last: int
    number: int
    shift: int | None = None


@dataclass(slots=True)
class Relative:
    """``count`` of ``unit`` before now (negative: after). A ``period`` («الشهر الماضي») is the whole unit, not a point in it."""

    first: int
    last: int
    unit: str
    count: int
    period: bool = False
    rounded: bool = False
    """«نحو», «حوالي»."""


Piece = WrittenDate | TimeOfDay | Zone | Weekday | Relative

"""The clock the flows tell visits: the present, or what the demo and the tests put in its place."""

from __future__ import annotations

from datetime import datetime

from rasid.model.ports import Clock, utc_now

_clock: Clock = utc_now


def use(clock: Clock) -> None:
    """Let every following visit of this process be told the time by ``clock``."""
    global _clock
    _clock = clock


def now() -> datetime:
    return _clock()

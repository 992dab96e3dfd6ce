"""Spacing and back-off per host. What must hold across processes and restarts lies in the state, not here."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from rasid.errors import FetchError
from rasid.fetch.answers import LONGEST_WAIT
from rasid.fetch.budget import Budget
from rasid.model.ports import Clock, FetchState
from rasid.model.vocabulary import Cause
from rasid.urls import redact

FIRST_BACK_OFF = {429: 300.0, 503: 60.0}
"""Seconds without a Retry-After, doubled for every further refusal, at most six hours."""
LONGEST_BACK_OFF = 6 * 3600.0
MEMORY = timedelta(hours=12)
"""A back-off that ended longer ago is forgotten."""
REASON = re.compile(r"^(\d{3}) \((\d+)\)")


class Manners:
    def __init__(self, *, state: FetchState, clock: Clock, min_delay: float, sleep: Callable[[float], None]) -> None:
        self._state = state
        self._clock = clock
        self._min_delay = min_delay
        self._sleep = sleep

    def wait_for_turn(self, host: str, asked: float) -> None:
        """Book the next free moment for ``host`` and sleep until then. ``asked`` is robots.txt's spacing in seconds."""
        spacing = max(self._min_delay, asked)
        wait = self._state.reserve(host, now=self._clock(), spacing=spacing) if spacing > 0 else 0.0
        if wait > 0:
            self._sleep(wait)

    @contextmanager
    def pause_of(self, budget: Budget) -> Iterator[None]:
        """Time spent here is not the site's fault and does not count against the deadline."""
        started = time.monotonic()
        try:
            yield
        finally:
            budget.until += time.monotonic() - started

    def check_back_off(self, host: str, url: str) -> None:
        """Raises FetchError while the host has asked to be left alone."""
        held = self._state.backed_off(host)
        now = self._clock()
        if held is None or held[0] <= now:
            return
        until, reason = held
        raise FetchError(
            f"{redact(url)} is not asked before {until:%Y-%m-%d %H:%M} UTC: its host answered {reason}.",
            key="waiting",
            url=url,
            permanent=False,
            status=int(reason[:3]),
            retry_after=(until - now).total_seconds(),
            cause=Cause.UNREACHABLE if reason.startswith("503") else Cause.BLOCKED,
            asked=False,
        )

    def back_off(self, host: str, error: FetchError) -> None:
        """Write down that the host said 429 or 503: as long as its Retry-After says, else longer each time."""
        now = self._clock()
        held = self._state.backed_off(host)
        told = REASON.match(held[1]) if held and now - held[0] < MEMORY else None
        times = int(told[2]) + 1 if told else 1
        status = error.status or 503
        seconds = error.retry_after or min(FIRST_BACK_OFF[status] * 2 ** min(times - 1, 10), LONGEST_BACK_OFF)
        self._state.back_off(host, until=now + timedelta(seconds=min(seconds, LONGEST_WAIT)), reason=f"{status} ({times})")

"""Who carries the messages: a thread for each route, so that a receiver that takes its time, or never ends, costs the others nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from rasid.alert.channels.base import TIMEOUT
from rasid.errors import TransportError

LONGEST = 2 * TIMEOUT
"""Seconds after which a message counts as unanswered, whatever its channel does: a library's own code cannot be bounded from inside."""


class Couriers:
    """A route whose last work is still under way is left alone until it has come back."""

    def __init__(self, *, longest: float = LONGEST) -> None:
        self._longest = longest
        self._on_their_way: dict[str, threading.Thread] = {}
        self._lost: dict[str, threading.Thread] = {}
        self.failures: list[BaseException] = []
        """What went wrong on the way, for whoever sent them off."""

    def busy(self) -> frozenset[str]:
        """Routes on which something is being sent at this moment."""
        self._on_their_way = {name: thread for name, thread in self._on_their_way.items() if thread.is_alive()}
        return frozenset(self._on_their_way)

    def send_off(self, name: str, work: Callable[[], None]) -> None:
        """Begin ``work`` for a route that is not busy."""

        def carried() -> None:
            try:
                work()
            except BaseException as error:
                self.failures.append(error)

        thread = threading.Thread(target=carried, name=f"route {name}", daemon=True)
        self._on_their_way[name] = thread
        thread.start()

    def wait(self, seconds: float | None) -> None:
        """For all of them, or as long as that."""
        until = None if seconds is None else time.monotonic() + seconds
        for thread in list(self._on_their_way.values()):
            thread.join(None if until is None else max(0.0, until - time.monotonic()))

    def wait_for(self, name: str, seconds: float) -> float:
        """As long as that for one route; how many seconds it took."""
        started = time.monotonic()
        self._on_their_way[name].join(max(0.0, seconds))
        return time.monotonic() - started

    def hand_over(self, name: str, send: Callable[[], None]) -> None:
        """Call ``send``, and give it up after the longest time. What it raises is raised; giving up is a TransportError.

        Python cannot end a thread. The one given up goes on by itself, and nothing more is sent on its route before it ends.
        """
        if (lost := self._lost.get(name)) is not None and lost.is_alive():
            raise TransportError("the receiver has still not ended its answer to the message before", permanent=False, failure="trouble")
        raised: list[BaseException] = []

        def carried() -> None:
            try:
                send()
            except BaseException as error:
                raised.append(error)

        thread = threading.Thread(target=carried, name=f"message on {name}", daemon=True)
        thread.start()
        thread.join(self._longest)
        if thread.is_alive():
            self._lost[name] = thread
            raise TransportError(f"no answer within {self._longest:g} s", permanent=False, failure="slow", ambiguous=True)
        if raised:
            raise raised[0]

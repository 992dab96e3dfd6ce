"""What one request may cost: time and bytes, counted on the socket itself, so that nothing above it can forget to ask."""

from __future__ import annotations

import time

from rasid.errors import FetchError
from rasid.fetch.addresses import Resolver, system_resolver
from rasid.fetch.private import Permit
from rasid.sockets import CURRENT
from rasid.urls import redact

OVERHEAD = 2 * 1024 * 1024
"""Bytes allowed on the wire beside the body: headers, chunk marks, trailers."""


class Budget:
    """Of one call of ``Fetcher.get``, redirects, retries and robots.txt included. Pauses for politeness do not count."""

    def __init__(self, url: str, seconds: float, *, private: Permit, resolver: Resolver = system_resolver) -> None:
        self.url = url
        self.seconds = seconds
        self.until = time.monotonic() + seconds
        self.private = private
        self.resolver = resolver
        self.bytes_left = OVERHEAD

    def remaining(self) -> float:
        """Seconds left. Raises FetchError when there are none."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise FetchError(
                f"{redact(self.url)} was not answered in full within {self.seconds:g} s.",
                key="slow",
                url=self.url,
                permanent=False,
            )
        return left

    def allow(self, body: int) -> None:
        """Start counting anew, for a response with a body of at most so many bytes."""
        self.bytes_left = body + OVERHEAD

    def spend(self, received: int) -> None:
        """Raises FetchError when a response has sent more than it may, whatever it calls those bytes."""
        self.bytes_left -= received
        if self.bytes_left < 0:
            raise FetchError(
                f"{redact(self.url)} sends more than a page may hold. It was cut off.", url=self.url, permanent=True, key="too_large"
            )


def current() -> Budget:
    """The budget of the request this thread is reading."""
    budget = CURRENT.get()
    assert isinstance(budget, Budget), "a request is read within Fetcher.get"
    return budget

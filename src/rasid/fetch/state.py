"""FetchState in memory: for single pages, tests, and programs without a ledger."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from rasid.model.article import Page, Validators
from rasid.model.ports import RobotsRecord


class MemoryState:
    """Implements ``rasid.model.FetchState`` for one process; forgets everything at its end. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._validators: dict[str, Validators] = {}
        self._robots: dict[str, RobotsRecord] = {}
        self._next: dict[str, datetime] = {}
        self._back_off: dict[str, tuple[datetime, str]] = {}

    def validators(self, url: str) -> Validators | None:
        return self._validators.get(url)

    def remember(self, page: Page) -> None:
        """What the ledger does when a visit is committed: later requests for the page are conditional."""
        if page.validators.etag or page.validators.last_modified:
            self._validators[page.url] = page.validators

    def robots(self, host: str) -> RobotsRecord | None:
        return self._robots.get(host)

    def save_robots(self, host: str, record: RobotsRecord) -> None:
        self._robots[host] = record

    def reserve(self, host: str, *, now: datetime, spacing: float) -> float:
        with self._lock:
            moment = max(now, self._next.get(host, now))
            self._next[host] = moment + timedelta(seconds=spacing)
        return (moment - now).total_seconds()

    def back_off(self, host: str, *, until: datetime, reason: str) -> None:
        with self._lock:
            held = self._back_off.get(host)
            if held is None or held[0] < until:
                self._back_off[host] = (until, reason)

    def backed_off(self, host: str) -> tuple[datetime, str] | None:
        return self._back_off.get(host)

"""The one door to the network: get a URL politely, safely and in bounded time."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Collection
from datetime import datetime
from http.client import HTTPException
from types import TracebackType
from typing import Literal

import requests
from urllib3.exceptions import HTTPError

from rasid.errors import FetchError
from rasid.fetch import answers, robots
from rasid.fetch.addresses import Resolver, check_url, system_resolver
from rasid.fetch.body import CAPS, read_body
from rasid.fetch.budget import Budget
from rasid.fetch.connection import BoundedAdapter, OneRequest
from rasid.fetch.failures import from_exception
from rasid.fetch.manners import Manners
from rasid.fetch.private import Permit
from rasid.model.article import Page, Validators
from rasid.model.ports import Clock, FetchState, RobotsRecord
from rasid.sockets import CURRENT
from rasid.urls import fetchable_url, host_key, redact, same_site

log = logging.getLogger(__name__)

Kind = Literal["page", "listing", "feed", "sitemap", "robots"]

REDIRECTS = 8
"""RFC 9309 asks for five at least; a news article that needs more is a loop."""
ATTEMPTS = 3
FIRST_RETRY = 0.5
"""Seconds before the second attempt, doubled before the third, each spread by ±50 %."""
LONGEST_PATIENCE = 10.0
"""A Retry-After up to so many seconds is waited for at once; a longer one is left to the next visit."""
GIVEN_UP_AFTER = 3
"""Addresses of one host that failed in a row before the rest of the visit stops asking it."""


class Fetcher:
    """Gets pages as bytes. One for a visit; may be shared by threads. A context manager: leaving it closes its connections.

    ``deadline`` bounds one ``get`` in seconds of network time: robots.txt, redirects, retries, TLS and headers included, pauses for
    politeness not. ``min_delay`` is the least spacing of two requests to one host in seconds; robots.txt may ask for more. ``contact``
    is put into the User-Agent. ``tls_unverified`` lets pass any certificate of the site asked for (never of another site a redirect leads
    to). ``allow_private``: addresses whose
    hosts and ports may be private, loopback or otherwise special, after every redirect and DNS answer; True, for tests, opens all of them.
    Link-local and metadata addresses are never asked. ``ca_file`` replaces the bundled authorities.
    The environment's proxy variables and ``.netrc`` are not read: what a proxy connects to cannot be checked.
    """

    def __init__(
        self,
        *,
        state: FetchState,
        clock: Clock,
        allow_private: bool | Collection[str] = False,
        obey_robots: bool = True,
        min_delay: float = 1.0,
        deadline: float = 30.0,
        contact: str = "https://rasid.invalid/contact",
        tls_unverified: bool = False,
        sleep: Callable[[float], None] = time.sleep,
        ca_file: str | None = None,
        resolver: Resolver = system_resolver,
        caps: dict[str, int] | None = None,
    ) -> None:
        from rasid.version import __version__

        self._state = state
        self._clock = clock
        self._private = Permit.of(allow_private)
        self._obey_robots = obey_robots
        self._deadline = deadline
        self._tls_unverified = tls_unverified
        self._sleep = sleep
        self._resolver = resolver
        self._caps = CAPS | (caps or {})
        self._agent = f"{robots.AGENT}/{__version__} (+{contact})".encode("ascii", "replace").decode().replace("\n", "").replace("\r", "")
        self._adapter = BoundedAdapter(ca_file)
        self._manners = Manners(state=state, clock=clock, min_delay=min_delay, sleep=sleep)
        self._failed_in_a_row: dict[str, int] = {}
        self._robots_failed: dict[str, datetime] = {}

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._adapter.close()

    def get(self, url: str, *, kind: Kind = "page", conditional: bool = True) -> Page:
        """The answer to ``url``, after redirects, with status 2xx, or 304 when the state's validators say we have it.

        ``kind`` decides the cap, the types accepted and whose fault a 404 is; without ``conditional`` the page is asked for whole.
        Raises FetchError with its cause.
        """
        budget = Budget(url, self._deadline, private=self._private, resolver=self._resolver)
        token = CURRENT.set(budget)
        try:
            with OneRequest(self._adapter) as session:
                return self._follow(url, kind, session, budget, self._state.validators(url) if conditional else None)
        finally:
            CURRENT.reset(token)

    def _follow(self, url: str, kind: Kind, session: OneRequest, budget: Budget, validators: Validators | None) -> Page:
        target, asked, sent = fetchable_url(url), url, validators
        for hop in range(REDIRECTS + 1):
            check_url(target, asked=asked, allow_private=self._private, redirected=hop > 0)
            answer = self._attempts(target, url, kind, session, budget, sent)
            if isinstance(answer, Page):
                return answer
            asked, target = answer, fetchable_url(answer, target)
            # another address: its date says nothing about the one we know, its entity tag does
            sent = Validators(etag=validators.etag) if validators and validators.etag else None
        raise FetchError(f"{redact(url)} redirects more than {REDIRECTS} times.", url=url, permanent=True, key="redirects", status=302)

    def _attempts(self, target: str, url: str, kind: Kind, session: OneRequest, budget: Budget, sent: Validators | None) -> Page | str:
        host = host_key(target)
        self._check_given_up(host, url)
        self._manners.check_back_off(host, url)
        rules = self._robots(target, budget) if self._obey_robots and kind != "robots" else None
        if rules is not None:
            robots.check_allowed(rules, target)
        for attempt in range(1, ATTEMPTS + 1):
            with self._manners.pause_of(budget):
                self._manners.wait_for_turn(host, robots.delay(rules))
            try:
                answer = self._once(target, url, kind, session, budget, sent)
            except FetchError as error:
                wait = self._wait_before_retry(error, attempt)
                if wait is None or wait >= budget.until - time.monotonic():
                    if error.status in answers.BACK_OFF:
                        self._manners.back_off(host, error)
                    if error.status is None and not error.permanent:
                        self._failed_in_a_row[host] = self._failed_in_a_row.get(host, 0) + 1
                    raise
                log.info("%s; trying again in %.1f s", error, wait)
                self._sleep(wait)
            else:
                self._failed_in_a_row.pop(host, None)
                return answer
        raise AssertionError("the last attempt returns or raises")

    def _once(self, target: str, url: str, kind: Kind, session: OneRequest, budget: Budget, sent: Validators | None) -> Page | str:
        """One request: a Page, or where it is redirected to."""
        headers = {
            "User-Agent": self._agent,
            "Accept": answers.ACCEPT[kind],
            "Accept-Encoding": "gzip, deflate",
            "Accept-Language": "ar,*;q=0.5",
        }
        if sent and sent.etag:
            headers["If-None-Match"] = sent.etag
        if sent and sent.last_modified:
            headers["If-Modified-Since"] = sent.last_modified
        cap = self._caps[kind]
        budget.allow(cap)
        verify = not (self._tls_unverified and same_site(target, url))
        try:
            response = session.get(target, headers=headers, stream=True, timeout=budget.remaining(), verify=verify, allow_redirects=False)
            try:
                return self._read(response, target, url, kind, sent, cap)
            finally:
                response.close()
        except (requests.RequestException, HTTPError, HTTPException, OSError, ValueError) as error:
            budget.remaining()  # when time is over, that is the reason
            raise from_exception(error, url, redact(target)) from error

    def _read(self, response: requests.Response, target: str, url: str, kind: Kind, sent: Validators | None, cap: int) -> Page | str:
        headers = {name.lower(): value for name, value in response.headers.items()}
        status = response.status_code
        if status in (301, 302, 303, 307, 308) and headers.get("location", "").strip():
            return _location(headers["location"])
        if status == 304 and sent:
            return Page(
                url,
                target,
                304,
                headers,
                b"",
                self._clock(),
                Validators(headers.get("etag", sent.etag), headers.get("last-modified", sent.last_modified)),
            )
        good = 200 <= status < 300 and status != 206
        wall = answers.challenged_by(status, headers)
        if good and not wall:
            answers.check_type(headers.get("content-type"), kind=kind, url=url)
            body = read_body(
                response.raw,
                encoding=headers.get("content-encoding", ""),
                length=headers.get("content-length"),
                cap=cap,
                url=url,
                truncate=kind == "robots",
            )
            if not body and kind != "robots" and status == 200 and headers.keys().isdisjoint(("content-length", "transfer-encoding")):
                raise FetchError(f"{redact(url)}: the connection ended before the page began.", url=url, permanent=False, key="broken")
            if not body and kind != "robots":
                raise FetchError(
                    f"{redact(url)} answers {status} with an empty page.", url=url, permanent=True, status=status, key="empty_page"
                )
            return Page(url, target, status, headers, body, self._clock(), Validators(headers.get("etag"), headers.get("last-modified")))
        if wall is None and status >= 400:
            start = read_body(
                response.raw, encoding=headers.get("content-encoding", ""), length=None, cap=16 * 1024, url=url, truncate=True
            )
            wall = answers.challenged_by(status, headers, start)
        raise answers.failure(
            status, kind=kind, url=url, wall=wall, retry_after=answers.retry_after(headers.get("retry-after"), self._clock())
        )

    def _wait_before_retry(self, error: FetchError, attempt: int) -> float | None:
        """Seconds, or None when this attempt was the last."""
        if error.permanent or attempt == ATTEMPTS:
            return None
        if error.retry_after is not None:
            return error.retry_after if error.retry_after <= LONGEST_PATIENCE else None
        if error.status == 429:
            return None
        return float(FIRST_RETRY * 2 ** (attempt - 1) * random.uniform(0.5, 1.5))  # noqa: S311 -- spreads load, guards nothing

    def _check_given_up(self, host: str, url: str) -> None:
        if self._failed_in_a_row.get(host, 0) >= GIVEN_UP_AFTER:
            raise FetchError(
                f"{redact(url)} is not asked: {host} failed {GIVEN_UP_AFTER} times in a row in this visit.",
                key="waiting",
                url=url,
                permanent=False,
                asked=False,
            )

    def _robots(self, target: str, budget: Budget) -> RobotsRecord:
        host = host_key(target)
        kept = self._state.robots(host)
        now = self._clock()
        if kept is not None and (robots.is_fresh(kept, now) or now - self._robots_failed.get(host, kept.fetched_at) < robots.FAILED_FRESH):
            return kept
        try:
            with OneRequest(self._adapter) as session:
                page = self._follow(robots.address(target), "robots", session, budget, None)
            found = robots.record(page.body, page.status, now)
        except FetchError as error:
            if error.status == 429 or not error.asked:
                raise
            found = robots.record(b"", robots.UNREACHABLE if error.status is None else error.status, now)
            if robots.failed(found) and kept is not None and robots.stands_in(kept, now):
                self._robots_failed[host] = now
                return kept
            if error.status is None:
                raise  # the network's own words say more than «robots.txt cannot be had», and the next request may try again
        self._state.save_robots(host, found)
        return found


def _location(value: str) -> str:
    """Servers put raw UTF-8 into Location; http.client hands it over as Latin-1."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value

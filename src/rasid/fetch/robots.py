"""robots.txt by RFC 9309. Protego reads the file; what its status means, how long it is believed and what is asked on its behalf is here."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from protego import Protego

from rasid.errors import FetchError
from rasid.model.ports import RobotsRecord
from rasid.model.vocabulary import Cause
from rasid.urls import redact

AGENT = "rasid"
"""Our product token: the name a site's robots.txt may address us by."""
FRESH = timedelta(hours=24)
"""RFC 9309 §2.4."""
FAILED_FRESH = timedelta(minutes=5)
"""A robots.txt that could not be had is asked for again soon: a hiccup must not forbid a site for a day."""
STALE = timedelta(days=30)
"""How long the last good copy stands in while the file cannot be had (§2.3.1.4 speaks of 30 days)."""
LONGEST_DELAY = 60.0
"""Crawl-delay is no part of the RFC; longer ones are read as this many seconds, or no visit would ever end."""
UNREACHABLE = 0
"""Status of a record when there was no answer at all."""


def record(body: bytes, status: int, now: datetime) -> RobotsRecord:
    """The answer for the cache: text only where it counts, a byte order mark and NULs taken off."""
    text = body.decode("utf-8-sig", "replace").replace("\x00", "") if 200 <= status < 300 else ""
    return RobotsRecord(text, status, now)


def is_fresh(kept: RobotsRecord | None, now: datetime) -> bool:
    if kept is None:
        return False
    return timedelta(0) <= now - kept.fetched_at < (FAILED_FRESH if failed(kept) else FRESH)


def failed(kept: RobotsRecord) -> bool:
    """5xx and no answer forbid everything (§2.3.1.4); 4xx allows everything (§2.3.1.3)."""
    return kept.status == UNREACHABLE or kept.status >= 500


def stands_in(kept: RobotsRecord | None, now: datetime) -> bool:
    return kept is not None and not failed(kept) and now - kept.fetched_at < STALE


def check_allowed(kept: RobotsRecord, url: str) -> None:
    """Raises FetchError when the record forbids ``url`` to us."""
    if failed(kept):
        what = f"answers {kept.status}" if kept.status else "cannot be had"
        raise FetchError(
            f"{redact(url)} is not fetched: its robots.txt {what}, which forbids everything (RFC 9309).",
            key="robots_unread",
            url=url,
            permanent=False,
            status=kept.status or None,
            cause=Cause.UNREACHABLE,
        )
    if kept.status >= 300 or not kept.body:
        return
    if not _rules(kept.body).can_fetch(url, AGENT):
        raise FetchError(
            f"{redact(url)} is not fetched: the site's robots.txt forbids it to {AGENT}.",
            key="robots",
            url=url,
            permanent=True,
            cause=Cause.BLOCKED,
        )


def delay(kept: RobotsRecord | None) -> float:
    """Seconds between two requests that robots.txt asks of us: the larger of Crawl-delay and Request-rate, 0 without either."""
    if kept is None or not kept.body:
        return 0.0
    rules = _rules(kept.body)
    asked = rules.crawl_delay(AGENT) or 0.0
    rate = rules.request_rate(AGENT)
    if rate is not None and rate.requests > 0:
        asked = max(asked, rate.seconds / rate.requests)
    return min(max(float(asked), 0.0), LONGEST_DELAY)


def address(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


_TOKEN = re.compile(r"^(\s*user-agent\s*:\s*[a-z_-]+)[^\r\n]*$", re.IGNORECASE | re.MULTILINE)
"""The product token of a group; what follows it (a version, a comment in brackets) is not compared (RFC 9309 §2.2.1)."""


@lru_cache(maxsize=16)
def _rules(body: str) -> Protego:
    return Protego.parse(_TOKEN.sub(r"\1", body))

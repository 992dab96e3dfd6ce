"""What an answer's status and headers mean: whose fault it is, whether to come back, and when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from rasid.errors import FetchError
from rasid.model.vocabulary import Cause
from rasid.urls import redact

PASSING = frozenset({408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 527, 530})
"""Errors that may be over in a second (52x are a content network's words for a dead origin)."""
BLOCKED = frozenset({401, 402, 403, 407, 418, 429, 451, 999})
BACK_OFF = frozenset({429, 503})

MARKUP = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", "application/x-html", "text/x-html")
XML = (
    "text/",
    "application/xml",
    "application/rss",
    "application/atom",
    "application/rdf",
    "application/x-rss",
    "application/feed",
    "application/x-atom",
    "application/json",
)
PACKED = (
    "application/gzip",
    "application/x-gzip",
    "application/octet-stream",
    "binary/octet-stream",
    "application/x-download",
    "application/force-download",
)
ACCEPTED = {"page": MARKUP, "listing": MARKUP, "feed": (*XML, *MARKUP, *PACKED), "sitemap": (*XML, *MARKUP, *PACKED), "robots": ("",)}
ACCEPT = {
    "page": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
    "listing": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
    "feed": "application/rss+xml,application/atom+xml,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.1",
    "sitemap": "application/xml,text/xml,application/gzip;q=0.9,*/*;q=0.1",
    "robots": "text/plain,*/*;q=0.1",
}

CHALLENGE_HEADERS = (
    ("cf-mitigated", re.compile("challenge|block", re.I), "Cloudflare"),
    ("x-amzn-waf-action", re.compile("challenge|captcha", re.I), "AWS WAF"),
    ("x-vercel-mitigated", re.compile("challenge|deny", re.I), "Vercel"),
    ("x-datadome", re.compile("protected|captcha|block", re.I), "DataDome"),
    ("x-dd-b", re.compile("."), "DataDome"),
    ("x-sucuri-block", re.compile("."), "Sucuri"),
    ("x-deny-reason", re.compile("."), "a proxy on the way"),
)
"""Headers that a bot wall sets on its challenge and on nothing else."""
CHALLENGE_MARKS = (
    b"cf-chl",
    b"cf_chl",
    b"/cdn-cgi/challenge-platform",
    b"captcha-delivery.com",
    b"_Incapsula_Resource",
    b"ddos-guard",
    b"sucuri_cloudproxy",
    b"awsWafCookieDomainList",
    b"px-captcha",
    b"g-recaptcha",
    b"h-captcha",
)
"""Looked for on error pages only: on a page with status 200 the extractor judges."""

ODD = {206: ("a part of the page, which was not asked for", "partial"), 304: ("«not modified», although we named no version", "unasked")}
"""Answers that are no page and say nothing of where the page is: what they are, and the key of it."""
NO_TARGET = "a redirect that does not say where to"
LONGEST_WAIT = 24 * 3600.0


def challenged_by(status: int, headers: Mapping[str, str], start: bytes = b"") -> str | None:
    """Name of the bot wall that gave this answer instead of the site, None when nothing certain says so."""
    for name, value, wall in CHALLENGE_HEADERS:
        if name in headers and value.search(headers[name]) and not (name == "x-datadome" and status < 400):
            return wall
    if status >= 400 and any(mark in start for mark in CHALLENGE_MARKS):
        return "a bot wall"
    return None


def check_type(content_type: str | None, *, kind: str, url: str) -> None:
    """Refuse what cannot be a page before its body is read. A missing or unreadable type passes: the decoder judges. Raises FetchError, permanent."""
    essence = (content_type or "").partition(";")[0].strip().lower()
    if "/" not in essence or essence.startswith(ACCEPTED[kind]):
        return
    raise FetchError(
        f"{redact(url)} is {essence[:80]}, not a {kind}.",
        key="not_a_page",
        url=url,
        permanent=True,
        status=200,
        cause=Cause.CONTENT,
    )


def failure(status: int, *, kind: str, url: str, wall: str | None, retry_after: float | None) -> FetchError:
    """The error for an answer that is no page."""
    try:
        phrase = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = str(status)
    if wall or status in BLOCKED:
        cause = Cause.BLOCKED
        why = f"a challenge of {wall} instead of the page (status {phrase})" if wall else phrase
        key = "denied"
    elif status >= 500 or status in PASSING:
        cause, why, key = Cause.UNREACHABLE, phrase, "trouble"
    elif status < 400:
        told, key = ODD.get(status, (NO_TARGET, "redirects_nowhere") if status >= 300 else ("which was not asked for", "odd_answer"))
        cause, why = Cause.UNREACHABLE, f"{phrase} ({told})"
    elif kind == "page":
        cause, why, key = Cause.CONTENT, phrase, "gone"
    else:
        cause, why, key = Cause.LAYOUT_CHANGED, phrase, "moved"
    return FetchError(
        f"{redact(url)} answers {why}.",
        key=key,
        url=url,
        permanent=status not in PASSING and status not in BACK_OFF,
        status=status,
        retry_after=retry_after,
        cause=cause,
    )


def retry_after(value: str | None, now: datetime) -> float | None:
    """``Retry-After`` (seconds or an HTTP date) in seconds, between 1 and a day; None when it says nothing readable."""
    if not value:
        return None
    value = value.strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d+)?", value):
        seconds = float(value)
    else:
        try:
            until = parsedate_to_datetime(value)
        except (ValueError, TypeError, OverflowError):
            return None
        seconds = (until if until.tzinfo else until.replace(tzinfo=UTC)).timestamp() - now.timestamp()
    return min(max(seconds, 1.0), LONGEST_WAIT)

"""Tells a watcher outside (healthchecks.io and its like) that rasid is alive: who watches the watcher."""

from __future__ import annotations

import logging
from typing import Literal
from urllib.parse import quote, urlsplit, urlunsplit

import requests

from rasid.alert.channels.http import answer_to

log = logging.getLogger(__name__)

TIMEOUT = 5.0
"""Seconds for the whole ping: a slow watcher must not slow the watched."""


def ping(url: str | None, event: Literal["start", "success", "fail"], message: str = "", *, source: str = "") -> bool:
    """Whether the ping was accepted; never raises. ``start`` before a visit; ``success`` only after its commit; ``fail`` when rasid broke.

    A site that fails is news, and a success of the watching. ``url`` None pings nobody; ``{source}`` in it is the id of the ``source``, so
    that each has a watcher of its own. The address is a secret: a failure is logged with its host alone.
    """
    if not url:
        return False
    parts = urlsplit(url.replace("{source}", quote(source, safe="")))
    path = parts.path.rstrip("/") + ("" if event == "success" else f"/{event}")
    try:
        status, _, _ = answer_to(urlunsplit(parts._replace(path=path)), message[:10_000].encode("utf-8", "replace"), {}, timeout=TIMEOUT)
        accepted, reason = status < 300, f"answered {status}"
    except requests.exceptions.RequestException as error:
        accepted, reason = False, type(error).__name__
    if not accepted:
        log.warning("heartbeat (%s) to %s: %s", event, parts.hostname or "?", reason)
    return accepted

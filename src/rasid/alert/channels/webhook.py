"""The generic webhook: JSON with an HMAC signature that covers the time, so that a captured delivery cannot be played again later."""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import ClassVar, Self

from rasid.alert.channels.base import TIMEOUT
from rasid.alert.channels.http import post
from rasid.alert.channels.payload import encode
from rasid.alert.message import Message


class Webhook:
    pages = False
    schemes: ClassVar[tuple[str, ...]] = ("webhook", "webhooks")

    def __init__(self, url: str, *, secret: str | None = None, timeout: float = TIMEOUT, verify: bool = True) -> None:
        self.url = url
        self.secret = secret
        self.timeout = timeout
        self.verify = verify

    @classmethod
    def at(cls, address: str, *, secret: str | None) -> Self:
        scheme, _, rest = address.partition("://")
        target = re.sub(r"[?&]verify=no\b", "", rest)
        return cls(f"{'https' if scheme.lower() == 'webhooks' else 'http'}://{target}", secret=secret, verify="verify=no" not in rest)

    def send(self, message: Message) -> None:
        body = encode(message)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "rasid",
            "Idempotency-Key": message.key,
        }
        if self.secret:
            # The message's time is when it is sent: a signature made when the round began could be stale on arrival.
            headers["X-Rasid-Signature"] = sign(body, self.secret, int(message.now.timestamp()))
        post(self.url, body, headers, timeout=self.timeout, verify=self.verify)


def sign(body: bytes, secret: str, unix: int) -> str:
    """``t=UNIX,v1=HEX``: HMAC-SHA256 over ``UNIX.body``."""
    digest = hmac.new(secret.encode(), str(unix).encode() + b"." + body, hashlib.sha256).hexdigest()
    return f"t={unix},v1={digest}"


def verify(body: bytes, secret: str, header: str, *, now: int, tolerance: int = 300) -> bool:
    """What a receiver does with the header; ours to test with, and the documentation's example."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    if not parts.get("t", "").isdigit() or abs(now - int(parts["t"])) > tolerance:
        return False
    return hmac.compare_digest(sign(body, secret, int(parts["t"])), header)

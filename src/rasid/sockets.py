"""Sockets that keep to an allowance of the whole conversation, not of each read.

A library's timeout bounds one read, so a peer that drips a byte a second, or one «100 Continue» after another, holds a connection for
ever. Here every read asks first what is left: of the time, and of the bytes. TLS and headers are reads like any other.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import certifi


class Allowance(Protocol):
    """What a conversation may still cost."""

    def remaining(self) -> float:
        """Seconds left, more than 0. Raises when there are none."""

    def spend(self, received: int) -> None:
        """So many bytes came. Raises when they were too many."""


CURRENT: ContextVar[Allowance] = ContextVar("rasid_allowance")
"""Of the conversation this thread is in; sockets outlive requests and look it up at each read."""


class Seconds:
    """An allowance of time alone. When it is over, reads raise TimeoutError."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def remaining(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time for this conversation is over")
        return left

    def spend(self, received: int) -> None:
        return


@contextmanager
def within(seconds: float) -> Iterator[Allowance]:
    """Everything read through :class:`BoundedSocket` in the block ends ``seconds`` from now; sooner where a block around it ends sooner."""
    outer = CURRENT.get(None)
    allowance = Seconds(min(seconds, outer.remaining()) if outer is not None else seconds)
    token = CURRENT.set(allowance)
    try:
        yield allowance
    finally:
        CURRENT.reset(token)


class _BoundedReads(socket.socket):
    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        allowance = CURRENT.get()
        self.settimeout(allowance.remaining())
        received = super().recv_into(*args, **kwargs)
        allowance.spend(received)
        return received


class BoundedSocket(_BoundedReads):
    """Reads at most what the current allowance permits."""


class BoundedTLSSocket(_BoundedReads, ssl.SSLSocket):
    """The same under TLS; the handshake is bounded by the timeout the plain socket was left with."""


def bounded(plain: socket.socket) -> BoundedSocket:
    """A connected socket as a bounded one; the one given is used up."""
    timeout = plain.gettimeout()
    made = BoundedSocket(plain.family, plain.type, plain.proto, fileno=plain.detach())
    made.settimeout(timeout)
    return made


@lru_cache(maxsize=8)
def tls_context(ca_file: str | None, *, verify: bool) -> ssl.SSLContext:
    """For bounded TLS; shared by the whole process: reading the authorities takes 30 ms. ``ca_file`` (or folder) replaces certifi's."""
    trusted = ca_file or certifi.where()
    folder = Path(trusted).is_dir()
    context = ssl.create_default_context(cafile=None if folder else trusted, capath=trusted if folder else None)
    context.sslsocket_class = BoundedTLSSocket
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context

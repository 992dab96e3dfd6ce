"""The contract of a channel, and how nothing secret gets into an error."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol, Self, runtime_checkable
from urllib.parse import unquote

from rasid.alert.message import Message
from rasid.model import Language

TIMEOUT = 30.0
"""Seconds for one message: from the connection to the end of the answer, TLS, headers and «100 Continue» included."""


class Channel(Protocol):
    """Sends one message: returns when it was accepted, raises TransportError when it was not. Never tries twice."""

    pages: bool
    """Raises and clears pages, one for each incident, instead of telling what happened."""
    schemes: ClassVar[tuple[str, ...]]
    """Of the addresses that lead to it, the first naming its routes; none is Apprise's, which takes every other."""

    def send(self, message: Message) -> None: ...


class OwnChannel(Channel, Protocol):
    """One whose addresses Apprise does not know."""

    @classmethod
    def at(cls, address: str, *, secret: str | None) -> Self:
        """The channel of an address of the routes file; ``secret`` signs. Raises ValueError with what to correct, without the address."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Something to read that is no alert: the morning digest. ``html`` and ``plain`` say the same; ``key`` is the same for every attempt."""

    subject: str
    html: str
    plain: str
    language: Language
    now: datetime
    key: str


@runtime_checkable
class Post(Protocol):
    """A channel that can carry letters besides messages: mail, Apprise, console and file; not the machines' channels."""

    def post(self, letter: Letter) -> None:
        """Returns when it was accepted, raises TransportError when it was not."""


_NO_SECRETS = frozenset(
    [
        "upstream",
        "truncate",
        "split",
        "markdown",
        "html",
        "text",
        "json",
        "yes",
        "no",
        "true",
        "false",
        "before",
        "after",
        "insecure",
        "starttls",
        "ssl",
        "rasid",
        "events",
    ]
)
"""Values that Apprise writes into the query of every address."""


def secrets_of(address: str, *, hosts: Collection[str] = ()) -> tuple[str, ...]:
    """The pieces of a channel's address that must not be seen: all but the scheme, ``hosts``, and the names of the query's parameters."""
    rest, _, query = address.partition("://")[2].partition("?")
    pieces = {piece for piece in re.split(r"[/:@,;+ #]+", rest) if len(piece) >= 6}
    user = rest.rpartition("@")[0]
    if ":" in user:
        pieces.add(user.partition(":")[2])
    for pair in query.split("&"):
        value = pair.partition("=")[2]
        pieces.update(piece for piece in (value, *re.split(r"[/:@,;+ #]+", value)) if len(piece) >= 6)
    pieces |= {unquote(piece) for piece in pieces}
    kept = {piece for piece in pieces if len(piece) >= 3 and piece.lower() not in _NO_SECRETS and piece not in hosts}
    return tuple(sorted(kept, key=len, reverse=True))


def scrub(text: str, secrets: Iterable[str], *, limit: int = 300) -> str:
    """``text`` on one line, with every secret as ``***`` and whatever looks like an address with it."""
    for secret in secrets:
        text = text.replace(secret, "***")
    text = re.sub(r"(?i)\b([a-z][a-z0-9+.-]*)://\S+", r"\1://***", text)
    text = re.sub(r"(?i)\burl: /\S*", "url: ***", text)
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"

"""Who is told of what: an Apprise configuration file whose tags are the routes.

A tag of each kind narrows; several of one kind widen: ``oncall``/``editors`` by cause, ``source:<id>``, ``severity:<s>``; ``lang:<ar|en>``
sets the language. ``1:oncall`` is Apprise's own way of saying «second choice»: told when the first has been down for two minutes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rasid.alert.channels.base import Channel
from rasid.alert.policy import AUDIENCE, EVERYBODY
from rasid.model import Language, Notice, NoticeKind, Severity

ROLES = frozenset({"oncall", "editors"})
ALERTING = (Severity.CRITICAL, Severity.WARNING)
"""Severities of which incidents are made."""


@dataclass(frozen=True, slots=True, repr=False)
class Route:
    """One channel, and what it wants to hear. ``name`` is all that is ever stored or shown of its address."""

    name: str
    channel: Channel
    language: Language
    roles: frozenset[str] = frozenset()
    """None means every role."""
    sources: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()
    priority: int = 0
    secrets: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Route({self.name})"

    def roles_of(self, notice: Notice) -> frozenset[str]:
        """The roles in which this route hears the notice; empty when it does not want it."""
        audience = EVERYBODY if notice.kind is NoticeKind.SUMMARY else AUDIENCE[notice.cause]
        if self.sources and notice.source_id not in self.sources:
            return frozenset()
        if self.severities and str(notice.severity) not in self.severities:
            return frozenset()
        return audience & self.roles if self.roles else audience

    @property
    def tags(self) -> tuple[str, ...]:
        """As they would be written, for people."""
        roles = [f"{self.priority}:{role}" if self.priority else role for role in sorted(self.roles)] or ["*"]
        return (
            *roles,
            *(f"source:{source}" for source in sorted(self.sources)),
            *(f"severity:{severity}" for severity in sorted(self.severities)),
            f"lang:{self.language}",
        )


def first_choices(routes: Iterable[Route], notice: Notice) -> tuple[str, ...]:
    """Names of the routes that hear the notice at once: of each role, those of the lowest priority number."""
    chosen: dict[str, None] = {}
    wanted = [(route, route.roles_of(notice)) for route in routes]
    for role in sorted(EVERYBODY):
        ranks = [route.priority for route, roles in wanted if role in roles]
        for route, roles in wanted:
            if role in roles and route.priority == min(ranks):
                chosen[route.name] = None
    return tuple(chosen)


def next_choices(routes: Sequence[Route], down: Route, notice: Notice, unusable: frozenset[str]) -> tuple[str, ...]:
    """Names of the fallbacks for ``down``: of each role they share, those of the next priority that has one not ``unusable``."""
    chosen: dict[str, None] = {}
    for role in sorted(down.roles_of(notice)):
        later = [route for route in routes if route.priority > down.priority and role in route.roles_of(notice)]
        for rank in sorted({route.priority for route in later}):
            names = [route.name for route in later if route.priority == rank]
            chosen.update(dict.fromkeys(names))
            if not set(names) <= unusable:
                break
    return tuple(chosen)


@dataclass(frozen=True, slots=True)
class Gap:
    """Incidents that no route hears in the role they are meant for."""

    role: str
    severities: tuple[Severity, ...]
    sources: tuple[str, ...] = ()
    """Empty: of every source."""


def gaps(routes: Sequence[Route], sources: Sequence[str]) -> tuple[Gap, ...]:
    """What would reach nobody with these routes, of incidents of ``sources``; second choices count."""
    found: list[Gap] = []
    for role in sorted(ROLES):
        deaf: dict[Severity, tuple[str, ...] | None] = {}
        for severity in ALERTING:
            able = [route for route in routes if (not route.roles or role in route.roles) and _hears(route, severity)]
            missed = tuple(source for source in sources if not any(not route.sources or source in route.sources for route in able))
            deaf[severity] = () if not able or (missed and len(missed) == len(sources)) else missed or None
        critical, warning = (deaf[severity] for severity in ALERTING)
        if critical == warning:
            found += [Gap(role, ALERTING, critical)] if critical is not None else []
        else:
            found += [Gap(role, (severity,), missed) for severity, missed in deaf.items() if missed is not None]
    return tuple(found)


def _hears(route: Route, severity: Severity) -> bool:
    return not route.severities or str(severity) in route.severities


def route_name(service: str, address: str) -> str:
    """``slack-3f2a91c0aa``: the service, and a fingerprint of the address that costs too much to guess the address from."""
    digest = hashlib.pbkdf2_hmac("sha256", address.encode(), b"rasid route", 50_000).hex()
    return f"{service}-{digest[:10]}"

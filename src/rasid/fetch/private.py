"""Which private hosts may be asked: those somebody has named, and never the machine's own metadata."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from rasid.urls import DEFAULT_PORTS, fetchable_url

NEVER_V4 = tuple(map(ipaddress.IPv4Network, ("169.254.0.0/16", "100.100.100.200/32", "192.0.0.192/32", "0.0.0.0/8", "224.0.0.0/3")))
NEVER_V6 = tuple(map(ipaddress.IPv6Network, ("fe80::/10", "fd00:ec2::254/128", "fd20:ce::254/128", "ff00::/8")))
"""Link-local, and where clouds (AWS, GCP, Azure, Alibaba, Oracle) hand a machine its passwords; «any address» and multicast are nobody's web server."""


NUMBER = re.compile(r"0[xX][0-9a-fA-F]{1,8}|[1-9][0-9]{5,9}")
"""A whole IPv4 address as one number, as the system's resolver reads it."""


@dataclass(frozen=True, slots=True)
class Permit:
    """``hosts``: (host, port) pairs; ``everything`` opens all of them and is for tests."""

    hosts: frozenset[tuple[str, int]] = frozenset()
    everything: bool = False

    @classmethod
    def of(cls, given: bool | Collection[str]) -> Permit:
        """``given``: True for everything, False for nothing, else the addresses whose host and port are allowed."""
        if isinstance(given, bool):
            return cls(everything=given)
        return cls(frozenset(place for address in given if (place := _place(fetchable_url(address))) is not None))

    def allows(self, host: str, port: int) -> bool:
        return self.everything or (host.strip("[]").lower(), port) in self.hosts

    def allows_url(self, url: str) -> bool:
        """``url`` is fetchable (:mod:`rasid.urls`)."""
        place = _place(url)
        return place is not None and self.allows(*place)


def _place(url: str) -> tuple[str, int] | None:
    parts = urlsplit(url)
    if not parts.hostname or parts.scheme not in DEFAULT_PORTS:
        return None
    return parts.hostname.lower(), parts.port or DEFAULT_PORTS[parts.scheme]


def never_asked(address: str) -> str | None:
    """Why this IP address is not asked whoever allows it, or None; also where it is wrapped in an IPv6 address, or written as a number."""
    if "%" in address:
        return "has a zone: link-local"
    try:
        ip = ipaddress.ip_address(int(address, 0) if NUMBER.fullmatch(address) else address)
    except ValueError:
        return None
    if isinstance(ip, ipaddress.IPv6Address):
        if any(ip in network for network in NEVER_V6):
            return "is link-local, or where a cloud keeps its machines' passwords"
        return next((why for inner in _inside(ip) if (why := never_asked(inner))), None)
    if any(ip in network for network in NEVER_V4):
        return "is link-local, or where a cloud keeps its machines' passwords"
    return None


def _inside(ip: ipaddress.IPv6Address) -> list[str]:
    """IPv4 addresses a translator or tunnel would reach by this one: mapped, compatible, NAT64, 6to4."""
    number = int(ip)
    found = []
    if number >> 32 in (0xFFFF, 0x64FF9B << 64) or (number >> 32 == 0 and number > 1):
        found.append(number & 0xFFFFFFFF)
    if number >> 112 == 0x2002:
        found.append((number >> 80) & 0xFFFFFFFF)
    return [str(ipaddress.IPv4Address(inner)) for inner in found]

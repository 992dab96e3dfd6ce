"""Which addresses may be asked: the public internet and nothing else (server-side request forgery).

requests-hardened (1.3) was read for this: it looks at the first DNS answer only and knows no Teredo, 6to4 in old Pythons or IPv4-compatible
forms, so the check is ours, on the standard library's ``ipaddress``. It happens where the connection is made
(:mod:`rasid.fetch.connection`), on the very address that is connected to; a second DNS answer can change nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import urlsplit

from rasid.errors import FetchError
from rasid.fetch.private import Permit, never_asked
from rasid.model.vocabulary import Cause
from rasid.urls import redact

Resolver = Callable[[str, int], Sequence[str]]
"""Host and port → addresses as text. Raises OSError."""

V4_REFUSED = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
    )
)  # fmt: skip
"""IANA's special-purpose registry for IPv4, with multicast and class E."""
V6_PUBLIC = ipaddress.IPv6Network("2000::/3")
V6_REFUSED = tuple(
    ipaddress.IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20")
)  # fmt: skip
"""Inside 2000::/3: protocol assignments with Teredo, ORCHID and benchmarking; documentation; 6to4; AS112; the old 6bone. NAT64 lies outside 2000::/3."""
ISATAP = frozenset({0x00005EFE, 0x02005EFE, 0x01005EFE, 0x03005EFE})

LOCAL_NAME = re.compile(r"(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa|onion)$")
SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]{0,20}):")
NUMBER_LABEL = re.compile(r"^(?:0x[0-9a-f]*|\d+)$", re.IGNORECASE)
PORTS_REFUSED = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}
)
"""Above 1023: the ports browsers refuse (fetch.spec.whatwg.org). Below, only 80 and 443 are web servers."""


def refused_address(address: str) -> str | None:
    """Why this IP address may not be asked, or None. Every form of IPv4 inside IPv6 is refused unless it is IPv4-mapped and public."""
    if "%" in address:
        return "has a zone: link-local"
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "is no IP address"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return refused_address(str(ip.ipv4_mapped))
        if ip not in V6_PUBLIC or any(ip in network for network in V6_REFUSED):
            return "is not a public IPv6 address"
        if (int(ip) >> 32) & 0xFFFFFFFF in ISATAP:
            return "is an ISATAP tunnel"
        return None
    return "is not a public IPv4 address" if any(ip in network for network in V4_REFUSED) else None


def check_url(url: str, *, asked: str, allow_private: bool | Permit, redirected: bool = False) -> None:
    """Refuse before any lookup what can be told from the address alone. ``url`` is fetchable (rasid.urls), ``asked`` as it was given.

    Raises FetchError, permanent; of cause rasid for an address of ours, unreachable for one the site redirects to.
    """
    refuse = partial(_refuse, cause=Cause.UNREACHABLE if redirected else Cause.RASID)
    if not url:
        if redirected and (scheme := SCHEME.match(asked)) is not None and scheme[1].lower() not in ("http", "https"):
            raise refuse(asked, f"the site redirects to an address of «{scheme[1].lower()}:», which rasid never opens", key="scheme")
        raise refuse(asked, "it is no http or https address", key="address")
    if "@" in re.split(r"[/?#]", asked.strip().replace("\\", "/").partition("//")[2], maxsplit=1)[0]:
        raise refuse(asked, "it carries a user name, which hides the host it asks")
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port
    if why := never_asked(host):
        raise refuse(asked, f"{host} {why}", key="never")
    if allow_private if isinstance(allow_private, bool) else allow_private.allows_url(url):
        return
    if port is not None and port not in (80, 443) and (port < 1024 or port in PORTS_REFUSED):
        raise refuse(asked, f"port {port} is no web server's")
    if ":" in host or re.fullmatch(r"\d+(?:\.\d+){3}", host):
        if why := refused_address(host):
            raise refuse(asked, f"{host} {why}")
        return
    if LOCAL_NAME.search(host) or "." not in host:
        raise refuse(asked, f"{host} is a name of the local network")
    if NUMBER_LABEL.match(host.rsplit(".", 1)[-1]):
        raise refuse(asked, f"{host} is a number written as a name")


def check_never(addresses: Sequence[str], *, url: str, host: str) -> None:
    """What a private host's name stands for may be private, but not the machine's own metadata. Raises FetchError, permanent."""
    for address in addresses:
        if why := never_asked(address):
            raise _refuse(url, f"{host} resolves to {address}, which {why}", cause=Cause.UNREACHABLE, key="never")


def check_answers(addresses: Sequence[str], *, url: str, host: str) -> None:
    """All answers of the DNS must be public: one private answer among public ones is how rebinding begins. Raises FetchError, permanent."""
    for address in addresses:
        if why := refused_address(address):
            raise _refuse(url, f"{host} resolves to {address}, which {why}", cause=Cause.UNREACHABLE)


def _refuse(url: str, why: str, *, cause: Cause, key: str = "private") -> FetchError:
    return FetchError(
        f"{redact(url)} is not fetched: {why}.",
        key=key,
        url=url,
        permanent=True,
        cause=cause,
    )


def system_resolver(host: str, port: int) -> list[str]:
    """All addresses of ``host`` in the system's order."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))

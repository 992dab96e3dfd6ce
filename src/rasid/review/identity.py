"""Who is asking: a session made from a personal link, the company's proxy, or the one-time link of this machine. No passwords are kept."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from dataclasses import dataclass
from datetime import timedelta

from fastapi import Request
from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

from rasid.model.desk import Person, Role
from rasid.review.place import Place
from rasid.store.audit import Who

COOKIE = "rasid_session"
SESSION = timedelta(days=30)
FROM_LINK, FROM_SESSION = "rasid-personal-link", "rasid-session"


@dataclass(frozen=True, slots=True)
class Visitor:
    """The person behind a request, and the token their forms must carry."""

    person: Person
    csrf: str

    @property
    def who(self) -> Who:
        return Who(self.person.name, self.person.role)

    def may(self, role: str) -> bool:
        return self.person.role.may(Role(role))


def personal_token(secret: str, person: Person) -> str:
    """What a personal link carries: the person's id, signed. Whoever has the link is that person until it ends or is revoked."""
    return str(URLSafeSerializer(secret, FROM_LINK).dumps(person.id))


def person_of_token(place: Place, token: str) -> Person | None:
    try:
        person = place.ledger.desk.people.get(str(URLSafeSerializer(place.secret, FROM_LINK).loads(token)))
    except BadSignature:
        return None
    return person if person is not None and person.welcome(place.clock()) else None


def session_cookie(secret: str, person: Person) -> str:
    return str(URLSafeTimedSerializer(secret, FROM_SESSION).dumps({"person": person.id, "csrf": secrets.token_urlsafe(24)}))


def visitor_of(request: Request, place: Place) -> Visitor | None:
    """None: nobody we know. The invitation is looked up each time, so revoking one ends its sessions at once."""
    return _by_proxy(request, place) or _by_session(request, place)


def _by_session(request: Request, place: Place) -> Visitor | None:
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        return None
    try:
        held = URLSafeTimedSerializer(place.secret, FROM_SESSION).loads(cookie, max_age=int(SESSION.total_seconds()))
        person = place.ledger.desk.people.get(str(held["person"]))
        csrf = str(held["csrf"])
    except (BadSignature, KeyError, TypeError):
        return None
    if person is None or not person.welcome(place.clock()) or (person.kind == "local" and not from_loopback(request)):
        return None
    return Visitor(person, csrf)


def _by_proxy(request: Request, place: Place) -> Visitor | None:
    """The header counts only when the proxy itself hands it over: anybody can write one."""
    name = request.headers.get(place.user_header) if place.user_header else None
    if not name or not name.strip() or not _trusted(request, place.trusted_proxies):
        return None
    person = place.ledger.desk.people.known(" ".join(name.split()), "proxy", place.proxy_role, now=place.clock())
    if not person.welcome(place.clock()):
        return None
    # A proxy's people have no session of ours: the token is bound to their name instead.
    csrf = hmac.new(place.secret.encode(), f"csrf:{person.id}".encode(), "sha256").hexdigest()
    return Visitor(person, csrf)


def local_person(place: Place) -> Person:
    """The person in front of this machine, who has read the one-time link in the terminal: an admin."""
    return place.ledger.desk.people.known(place.local_name, "local", Role.ADMIN, now=place.clock())


def from_loopback(request: Request) -> bool:
    return request.client is not None and is_loopback(request.client.host)


def is_loopback(host: str) -> bool:
    """``host`` is this machine and nothing else."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _trusted(request: Request, proxies: tuple[str, ...]) -> bool:
    if request.client is None:
        return False
    try:
        peer = ipaddress.ip_address(request.client.host)
        return any(peer in ipaddress.ip_network(proxy, strict=False) for proxy in proxies)
    except ValueError:
        return False

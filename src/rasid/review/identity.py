"""Who is asking: a session made from a personal link, the company's proxy, or the one-time link of this machine. No passwords are kept."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from dataclasses import dataclass
from datetime import timedelta

from fastapi import Request
from itsdangerous import BadSignature, URLSafeSerializer

from rasid.model.desk import Person, Role
from rasid.review.place import DeskContext
from rasid.store.desk.audit import Who
from rasid.store.desk.people import LONGEST

COOKIE = "rasid_session"
SESSION = LONGEST
LINK_LIVES = timedelta(days=7)
"""A personal link lies in mailboxes and proxies' logs; the session made of it does not."""
FROM_LINK, FROM_SESSION = "rasid-personal-link", "rasid-session"


@dataclass(frozen=True, slots=True)
class Visitor:
    """The person behind a request, and the token their forms must carry."""

    person: Person
    key: str
    """Of the tokens in this visitor's forms."""
    session: str | None = None
    """What the cookie carries; None for a person named by the proxy."""

    @property
    def csrf(self) -> str:
        """A token for one form. It differs each time: compressed pages that also hold what was searched for must not let it be guessed
        letter by letter (the attack called BREACH)."""
        salt = secrets.token_hex(8)
        return salt + self._sealed(salt)

    def sent(self, token: str) -> bool:
        """``token`` came from a page made for this very visitor."""
        return hmac.compare_digest(token.encode("utf-8", "replace"), (token[:16] + self._sealed(token[:16])).encode("utf-8", "replace"))

    def _sealed(self, salt: str) -> str:
        return hmac.new(self.key.encode(), salt.encode("utf-8", "replace"), "sha256").hexdigest()

    @property
    def who(self) -> Who:
        return Who(self.person.name, self.person.role)

    def may(self, role: str) -> bool:
        return self.person.role.may(Role(role))


def personal_token(secret: str, person: Person) -> str:
    """What a personal link carries: the person's id, signed. Whoever has the link can come in as that person for LINK_LIVES."""
    return str(URLSafeSerializer(secret, FROM_LINK).dumps(person.id))


def person_of_token(place: DeskContext, token: str) -> Person | None:
    try:
        person = place.ledger.desk.people.get(str(URLSafeSerializer(place.secret, FROM_LINK).loads(token)))
    except BadSignature:
        return None
    now = place.clock()
    return person if person is not None and person.welcome(now) and now < person.invited_at + LINK_LIVES else None


def session_cookie(place: DeskContext, person: Person) -> str:
    """Begins a session and gives what the browser keeps of it, signed."""
    return str(URLSafeSerializer(place.secret, FROM_SESSION).dumps(place.ledger.desk.sessions.begin(person, place.clock())))


def visitor_of(request: Request, place: DeskContext) -> Visitor | None:
    """None: nobody we know. Session and invitation are looked up each time, so ending either ends it at once, whichever process answers."""
    return _by_proxy(request, place) or _by_session(request, place)


def _by_session(request: Request, place: DeskContext) -> Visitor | None:
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        return None
    try:
        token = str(URLSafeSerializer(place.secret, FROM_SESSION).loads(cookie))
    except BadSignature:
        return None
    person = place.ledger.desk.sessions.person(token, place.clock())
    if person is None or (person.kind == "local" and not from_loopback(request)):
        return None
    return Visitor(person, _csrf(place, f"session:{token}"), token)


def _csrf(place: DeskContext, bound_to: str) -> str:
    return hmac.new(place.secret.encode(), f"csrf:{bound_to}".encode(), "sha256").hexdigest()


def _by_proxy(request: Request, place: DeskContext) -> Visitor | None:
    """The header counts only when the proxy itself hands it over: anybody can write one."""
    name = request.headers.get(place.user_header) if place.user_header else None
    if not name or not name.strip() or not _trusted(request, place.trusted_proxies):
        return None
    person = place.ledger.desk.people.known(" ".join(name.split()), "proxy", place.proxy_role, now=place.clock())
    if not person.welcome(place.clock()):
        return None
    # A proxy's people have no session of ours: the token is bound to their name instead.
    return Visitor(person, _csrf(place, person.id))


def local_person(place: DeskContext) -> Person:
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

"""What stands before every page: host names, headers, roles, forms that only our own pages can send."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import PlainTextResponse
from starlette.middleware.gzip import GZipMiddleware

from rasid.errors import DeskError
from rasid.model.desk import Role
from rasid.review.identity import Visitor, visitor_of
from rasid.review.pages import page
from rasid.review.place import DeskContext

POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
LARGEST_FORM = 1_000_000
"""Bytes. The largest form is a house style pasted in whole."""


class RequestRefused(Exception):
    """A request that is not let in. ``reason`` names the sentence the person reads."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def place_of(request: Request) -> DeskContext:
    place = request.app.state.place
    assert isinstance(place, DeskContext)
    return place


AtPlace = Annotated[DeskContext, Depends(place_of)]


def reader(request: Request, place: AtPlace) -> Visitor:
    visitor = visitor_of(request, place)
    if visitor is None:
        raise RequestRefused(401, "unknown")
    place.ledger.desk.people.seen(visitor.person, place.clock())
    return visitor


Reading = Annotated[Visitor, Depends(reader)]


def editor(visitor: Reading) -> Visitor:
    if not visitor.person.role.may(Role.EDITOR):
        raise RequestRefused(403, "readers_only")
    return visitor


def admin(visitor: Reading) -> Visitor:
    if not visitor.person.role.may(Role.ADMIN):
        raise RequestRefused(403, "admins_only")
    return visitor


Editing = Annotated[Visitor, Depends(editor)]
Administering = Annotated[Visitor, Depends(admin)]


async def sent_form(request: Request) -> Mapping[str, str]:
    """The fields of a POST, the last of each name: text, and what a chosen file holds, if it is text. Raises DeskError when it is not."""
    fields: dict[str, str] = {}
    async with request.form(max_files=1, max_fields=200) as form:
        for name, value in form.items():
            if isinstance(value, str):
                fields[name] = value
            elif value.filename:
                try:
                    fields[name] = (await value.read()).decode("utf-8-sig")
                except UnicodeDecodeError:
                    raise DeskError("the file is not UTF-8 text. Save it as such.", key="toml") from None
    # Kept for the page that says why the form was not done: it offers to send it again.
    request.state.form = fields
    return fields


async def checked_form(request: Request, visitor: Reading) -> Mapping[str, str]:
    """The fields of a form that one of our own pages sent for this very person."""
    form = await sent_form(request)
    if not same_origin(request) or not visitor.sent(form.get("csrf", "")):
        raise RequestRefused(403, "forged")
    return form


Sent = Annotated[Mapping[str, str], Depends(checked_form)]


def same_origin(request: Request) -> bool:
    """Browsers say where a form came from; what says it came from elsewhere is refused, whatever token it carries."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host", "")


def stand_guard(app: FastAPI) -> None:
    """Adds the middleware: known hosts only, forms of a sane size, the same headers on every answer."""

    app.add_middleware(GZipMiddleware, minimum_size=1_000)

    @app.middleware("http")
    async def guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        place = place_of(request)
        host = (
            request.headers.get("host", "").rsplit(":", 1)[0]
            if not request.headers.get("host", "").endswith("]")
            else request.headers["host"]
        )
        response: Response
        if place.hosts and host not in place.hosts:
            response = PlainTextResponse("rasid does not answer to this host name. Set RASID_DESK_URL to the address people use.\n", 421)
        elif request.method == "POST" and not _sane(request):
            response = page(request, place, "refused.html", visitor=None, status=413, reason="too_large")
        else:
            response = await call_next(request)
        for name, value in HEADERS.items():
            if not (name == "Cache-Control" and request.url.path.startswith("/static/")):
                response.headers.setdefault(name, value)
        return response


def _sane(request: Request) -> bool:
    length: Any = request.headers.get("content-length", "")
    return length.isdigit() and int(length) <= LARGEST_FORM

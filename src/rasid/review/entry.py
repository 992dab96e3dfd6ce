"""Coming in and going out: personal links, the one-time link, the language, and what probes ask."""

from __future__ import annotations

import hmac

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from rasid.review.guard import AtPlace, Reading, RequestRefused, Sent, sent_form
from rasid.review.identity import COOKIE, SESSION, from_loopback, local_person, person_of_token, session_cookie, visitor_of
from rasid.review.pages import LANGUAGE_COOKIE, back_to, own_path, page
from rasid.review.place import DeskContext
from rasid.store.desk.people import digest

router = APIRouter()
USED_ONCE: set[str] = set()
"""One-time links of this process that somebody has come in by."""


@router.get("/enter")
def door(request: Request, place: AtPlace, token: str = "", once: str = "") -> Response:
    """Opening a personal link only shows who it is for: mail scanners open links too. The button comes in."""
    if once:
        return _by_one_time_link(request, place, once)
    person = person_of_token(place, token)
    if person is None:
        raise RequestRefused(401, "link_over")
    return page(request, place, "enter.html", visitor=None, person=person, token=token)


@router.post("/enter")
async def come_in(request: Request, place: AtPlace) -> Response:
    person = person_of_token(place, (await sent_form(request)).get("token", ""))
    if person is None:
        raise RequestRefused(401, "link_over")
    answer = back_to("/")
    _give(answer, request, session_cookie(place, person))
    return answer


def _by_one_time_link(request: Request, place: DeskContext, once: str) -> Response:
    """As Jupyter does: printed in the terminal, good once, on this machine alone."""
    if place.one_time is None or not from_loopback(request) or once in USED_ONCE or not hmac.compare_digest(once, place.one_time):
        raise RequestRefused(401, "link_over")
    person = local_person(place)
    if not person.welcome(place.clock()):
        raise RequestRefused(401, "link_over")
    USED_ONCE.add(once)
    answer = back_to("/")
    _give(answer, request, session_cookie(place, person))
    return answer


def _give(answer: Response, request: Request, cookie: str) -> None:
    secure = request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"
    answer.set_cookie(COOKIE, cookie, max_age=int(SESSION.total_seconds()), httponly=True, samesite="lax", secure=secure, path="/")


@router.post("/leave")
def leave(place: AtPlace, visitor: Reading, form: Sent) -> RedirectResponse:
    """Ends the session itself: a copy of the cookie opens nothing any more."""
    if visitor.session is not None:
        place.ledger.desk.sessions.end(visitor.session, place.clock())
    return _out()


@router.get("/me")
def me(request: Request, place: AtPlace, visitor: Reading) -> Response:
    sessions = place.ledger.desk.sessions.open(visitor.person, place.clock())
    here = digest(visitor.session) if visitor.session is not None else ""
    return page(request, place, "me.html", visitor=visitor, sessions=sessions, this_one=here)


@router.post("/me/end")
def end_all(place: AtPlace, visitor: Reading, form: Sent) -> RedirectResponse:
    """Every session of this person, on every machine."""
    place.ledger.desk.sessions.end_all(visitor.person, by=visitor.who, now=place.clock())
    return _out()


def _out() -> RedirectResponse:
    answer = back_to("/enter")
    answer.delete_cookie(COOKIE, path="/")
    return answer


@router.post("/language")
def language(visitor: Reading, form: Sent) -> RedirectResponse:
    answer = back_to(own_path(form.get("back")))
    if form.get("language") in ("ar", "en"):
        answer.set_cookie(LANGUAGE_COOKIE, form["language"], max_age=31_536_000, httponly=True, samesite="lax", path="/")
    return answer


@router.get("/healthz")
def healthz(place: AtPlace) -> PlainTextResponse:
    """200 while the ledger answers."""
    place.ledger.visits.recent(None, 1)
    return PlainTextResponse("ok\n")


@router.get("/metrics")
def metrics(request: Request, place: AtPlace) -> Response:
    """For Prometheus, which carries the token of the settings; and for people of the desk. Behind a proxy on this machine everybody comes
    from loopback, so where a request comes from proves nothing."""
    if place.metrics is None:
        raise RequestRefused(404, "not_found")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    known = scheme.lower() == "bearer" and place.metrics_token is not None
    if (
        not (known and hmac.compare_digest(given.strip().encode(), str(place.metrics_token).encode()))
        and visitor_of(request, place) is None
    ):
        raise RequestRefused(401, "unknown")
    return PlainTextResponse(place.metrics(), media_type="text/plain; version=0.0.4; charset=utf-8")

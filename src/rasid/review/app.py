"""Puts the desk together: guard, pages, errors told in words."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from rasid.errors import AlertError, DeskError, LedgerError
from rasid.report.page import STYLE
from rasid.review import acts, article, bulk, decisions, draft, entry, exporting, house_style, incidents, listing, overview, people
from rasid.review.guard import RequestRefused, place_of, stand_guard
from rasid.review.identity import visitor_of
from rasid.review.pages import page
from rasid.review.place import DeskContext
from rasid.store.desk.versions import Overtaken
from rasid.wording import catalogue

STATIC = Path(__file__).parent / "static"
PAGES = (entry, overview, draft, listing, article, acts, bulk, decisions, house_style, incidents, people, exporting)
"""Modules with a ``router``, in no particular order."""


def create_app(place: DeskContext) -> FastAPI:
    """The desk as an ASGI application. Everything it needs is in ``place``."""
    app = FastAPI(title="rasid", openapi_url=None, docs_url=None, redoc_url=None)
    app.state.place = place
    stand_guard(app)
    for module in PAGES:
        app.include_router(module.router)

    @app.get("/static/paper.css")
    def paper() -> Response:
        return Response(STYLE.read_bytes(), media_type="text/css", headers={"Cache-Control": "max-age=300"})

    @app.get("/favicon.ico")
    def icon() -> Response:
        return Response((STATIC / "favicon.svg").read_bytes(), media_type="image/svg+xml", headers={"Cache-Control": "max-age=86400"})

    app.mount("/static", StaticFiles(directory=STATIC))
    app.add_exception_handler(RequestRefused, _refused)
    app.add_exception_handler(Overtaken, _both)
    app.add_exception_handler(DeskError, _problem)
    app.add_exception_handler(AlertError, _problem)
    app.add_exception_handler(LedgerError, _unusable)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(Exception, _broken)
    return app


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestRefused)
    place = place_of(request)
    visitor = visitor_of(request, place)
    return page(request, place, "refused.html", visitor=visitor, status=error.status, reason=error.reason)


def _problem(request: Request, error: Exception) -> Response:
    """An act that cannot be done: said in the editor's language, with the way back."""
    place = place_of(request)
    key = f"desk.problem_{error.key}" if isinstance(error, DeskError) else "desk.problem_incident"
    told = key if key in catalogue() else "desk.problem_other"
    return page(request, place, "problem.html", visitor=visitor_of(request, place), status=409, told=told, detail=str(error))


RESENT = (
    "source",
    "url",
    "rule",
    "assignee",
    "due",
    "do",
    "hours",
    "back",
    "id",
    "term",
    "preferred",
    "reason",
    "exceptions",
    "severity",
    "toml",
)
"""Fields of a form that can be sent again over what somebody else has done meanwhile."""


def _both(request: Request, error: Exception) -> Response:
    """Two people at once: both versions, and the choice."""
    assert isinstance(error, Overtaken)
    place = place_of(request)
    form = {name: value for name, value in getattr(request.state, "form", {}).items() if name in RESENT and value}
    visitor = visitor_of(request, place)
    return page(request, place, "both.html", visitor=visitor, status=409, clash=error, form=form, source_id=form.get("source"))


def _unusable(request: Request, error: Exception) -> Response:
    """Without its ledger the desk knows nobody: the page is nobody's."""
    return page(request, place_of(request), "refused.html", visitor=None, status=503, reason="no_ledger", detail=str(error))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    # A page that answers forms only (405) is opened when somebody reloads what a form led to: there is nothing to read there.
    reason = "not_found" if error.status_code in (404, 405) else "not_understood"
    return _said(request, error.status_code, reason)


def _not_understood(request: Request, error: Exception) -> Response:
    return _said(request, 422, "not_understood")


def _broken(request: Request, error: Exception) -> Response:
    """A fault of ours. The server logs it; the person in front of it is told what holds."""
    return page(request, place_of(request), "refused.html", visitor=None, status=500, reason="broken")


def _said(request: Request, status: int, reason: str) -> Response:
    place = place_of(request)
    return page(request, place, "refused.html", visitor=visitor_of(request, place), status=status, reason=reason)

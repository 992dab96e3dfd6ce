"""Renders a page of the desk: its language, its person, what was just said."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment

from rasid.model import Language
from rasid.report.page import environment
from rasid.report.voice import Voice, voice_for
from rasid.review.identity import Visitor
from rasid.review.place import DeskContext

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGE_COOKIE = "rasid_language"
T = TypeVar("T")
LINES = 100
"""Lines of a long table on one page."""
Sheet = Annotated[int, Query(alias="page", ge=1, le=100_000)]
EACH_IN_ITS_OWN = ("list.html", "overview_desk.html")
"""Pages about several sources, each line in the zone of its own."""
SAID = [
    "fixed_confirmed",
    "fixed_still_there",
    "fixed_not_checked",
    "fixed_waiting",
    "waived",
    "lifted",
    "commented",
    "assigned",
    "unassigned",
    "undone",
    "style_saved",
    "style_removed",
    "style_replaced",
    "acknowledged",
    "resolved",
    "reopened",
    "silenced",
    "unsilenced",
    "invited",
    "revoked",
    "doubted",
    "bulk_assign",
    "bulk_waive",
    "bulk_mend",
]
"""Keys of the sentences a page may open with after an act (``desk.said_<key>``)."""


@cache
def _environment() -> Environment:
    made = environment(TEMPLATES)
    made.globals.update(address=address)
    return made


def address(path: str, **query: object) -> str:
    """A path of ours with its query; empty values are left out."""
    kept = {name: str(value) for name, value in query.items() if value not in (None, "")}
    return f"{path}?{urlencode(kept)}" if kept else path


def language_of(request: Request, place: DeskContext) -> Language:
    wanted = request.cookies.get(LANGUAGE_COOKIE, "")
    return Language(wanted) if wanted in ("ar", "en") else place.language


def voice_of(request: Request, place: DeskContext, source_id: str | None = None) -> Voice:
    """In the zone and the months of the source that the page is about, else of the first one."""
    source = place.source(source_id) or (place.sources[0] if place.sources else None)
    now = place.clock()
    if source is None:
        return Voice(language_of(request, place), now)
    return voice_for(source, language_of(request, place), now)


def page(
    request: Request,
    place: DeskContext,
    template: str,
    *,
    visitor: Visitor | None,
    status: int = 200,
    source_id: str | None = None,
    problem: str | None = None,
    **values: Any,
) -> HTMLResponse:
    """``problem`` names the sentence that says why an act was refused; ``?said=`` what was done, ``?act=`` how to take it back."""
    said = request.query_params.get("said")
    act = request.query_params.get("act", "")
    html = (
        _environment()
        .get_template(template)
        .render(
            v=voice_of(request, place, source_id),
            place=place,
            visitor=visitor,
            path=request.url.path,
            here=str(request.url.path) + (f"?{request.url.query}" if request.url.query else ""),
            said=said if said in SAID else None,
            said_act=int(act) if act.isdigit() and len(act) < 12 else None,
            problem=problem,
            zones=_zones(place) if template in EACH_IN_ITS_OWN and source_id is None else (),
            **values,
        )
    )
    # A lone surrogate in a page of ours must not end in a crash of the answer.
    return HTMLResponse(html.encode("utf-8", "replace"), status)


def _zones(place: DeskContext) -> tuple[str, ...]:
    """The zones that meet on a page about all sources; empty where it is one."""
    found = tuple(dict.fromkeys(source.timezone for source in place.sources))
    return found if len(found) > 1 else ()


def sheet(rows: Sequence[T], number: int) -> tuple[Sequence[T], int, int]:
    """One page of a long list, its number (the last for one too high) and how many there are."""
    pages = max(1, -(-len(rows) // LINES))
    number = min(number, pages)
    return rows[(number - 1) * LINES : number * LINES], number, pages


def back_to(path: str, **query: object) -> RedirectResponse:
    """After an act: see the page anew, so that reloading does not act twice."""
    return RedirectResponse(address(path, **query), 303)


def own_path(path: str | None) -> str:
    """``path`` if it is one of this desk, else the list. A form cannot send anybody to another site."""
    if path and path.startswith("/") and not path.startswith(("//", "/\\")) and "\\" not in path and "\n" not in path and "\r" not in path:
        return path
    return "/"

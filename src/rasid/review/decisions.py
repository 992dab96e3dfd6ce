"""Decisions in force, the audit of every act, and taking one back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from rasid.review.guard import AtPlace, Editing, Reading, Sent
from rasid.review.listing import rule_titles
from rasid.review.pages import back_to, own_path, page
from rasid.store.desk import UNDOABLE

router = APIRouter()
LINES = 100


@router.get("/waivers")
def in_force(request: Request, place: AtPlace, visitor: Reading) -> Response:
    return page(
        request, place, "waivers.html", visitor=visitor, waivers=place.ledger.desk.waivers(now=place.clock()), titles=rule_titles(place)
    )


@router.post("/waivers/{waiver_id}/lift")
def lift(place: AtPlace, visitor: Editing, form: Sent, waiver_id: int) -> Response:
    act = place.ledger.desk.lift(visitor.who, waiver_id, now=place.clock())
    return _back(form, "lifted", act)


@router.get("/audit")
def audit(request: Request, place: AtPlace, visitor: Reading, before: Annotated[int | None, Query(ge=1)] = None) -> Response:
    acts = place.ledger.desk.audit.recent(limit=LINES, before=before)
    older = acts[-1].id if len(acts) == LINES else None
    return page(request, place, "audit.html", visitor=visitor, acts=acts, older=older, undoable=UNDOABLE, titles=rule_titles(place))


@router.post("/undo/{act_id}")
def undo(place: AtPlace, visitor: Editing, form: Sent, act_id: int) -> Response:
    place.ledger.desk.undo(visitor.who, act_id, now=place.clock())
    return _back(form, "undone")


def _back(form: Sent, said: str, act: int | None = None) -> Response:
    from urllib.parse import parse_qsl

    path = own_path(form.get("back"))
    query = {name: value for name, value in parse_qsl(path.partition("?")[2]) if name not in ("said", "act")}
    return back_to(path.split("?")[0], **(query | {"said": said} | ({"act": act} if act else {})))

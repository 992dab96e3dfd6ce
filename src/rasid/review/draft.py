"""«Check a draft»: a text pasted or an address, judged before anybody reads it. Nothing is kept; so many an hour for each person."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

from fastapi import APIRouter, Request, Response

from rasid.model.draft import Checked
from rasid.report.markup import web_link
from rasid.review.article import marked_passages
from rasid.review.asked import known_source
from rasid.review.guard import AtPlace, Editing, Reading, RequestRefused, Sent
from rasid.review.pages import page
from rasid.review.place import DeskContext

router = APIRouter()
LONGEST = 100_000
"""Characters of a pasted text."""
HOURLY = 30
ASKED: dict[tuple[int, str], deque[datetime]] = {}
"""When each person asked lately, in this process."""


@router.get("/check")
def form(request: Request, place: AtPlace, visitor: Reading) -> Response:
    return page(request, place, "check.html", visitor=visitor, text="", address_="", chosen=None, checked=None, passages=(), anchors={})


@router.post("/check")
def check(request: Request, place: AtPlace, visitor: Editing, form: Sent) -> Response:
    if place.check_text is None or place.check_address is None or not place.sources:
        raise RequestRefused(404, "not_found")
    text, address = form.get("draft", ""), form.get("address", "").strip()
    if len(text) > LONGEST or len(address) > 2_000:
        raise RequestRefused(422, "too_long")
    source = known_source(place, form.get("source") or place.sources[0].id)
    told = "empty" if not text.strip() and not address else "no_link" if address and web_link(address) is None else ""
    checked = Checked(None, told=told) if told else None
    if checked is None:
        _count(place, visitor.person.id)
        checked = place.check_address(address, source) if address else place.check_text(text, source)
    passages, anchors = marked_passages(checked.article, list(checked.findings)) if checked.article else ([], {})
    return page(
        request,
        place,
        "check.html",
        visitor=visitor,
        status=422 if told else 200,
        source_id=source.id,
        text=text,
        address_=address,
        chosen=source.id,
        checked=checked,
        passages=passages,
        anchors=anchors,
    )


def _count(place: DeskContext, person: str) -> None:
    """Refused (429) for more than HOURLY in an hour."""
    now = place.clock()
    asked = ASKED.setdefault((id(place.ledger), person), deque(maxlen=HOURLY))
    if len(asked) == HOURLY and now - asked[0] < timedelta(hours=1):
        raise RequestRefused(429, "too_many")
    asked.append(now)

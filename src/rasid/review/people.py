"""Who may use the desk: admins invite and revoke; a link is shown once."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter, Request, Response

from rasid.model.desk import Person, Role
from rasid.review.asked import choice, text_of
from rasid.review.guard import Administering, AtPlace, Sent
from rasid.review.identity import Visitor, personal_token
from rasid.review.pages import address, back_to, page
from rasid.review.place import DeskContext

router = APIRouter()
DAYS = (7, 30, 90, 365)


@router.get("/people")
def everybody(request: Request, place: AtPlace, visitor: Administering) -> Response:
    return _page(request, place, visitor)


@router.post("/people/invite")
def invite(request: Request, place: AtPlace, visitor: Administering, form: Sent) -> Response:
    """The link is part of this one answer and kept nowhere."""
    role = Role(choice(form, "role", tuple(Role)))
    days = int(choice(form, "days", tuple(map(str, DAYS))))
    now = place.clock()
    person = place.ledger.desk.people.invite(text_of(form, "name"), role, by=visitor.who, now=now, expires_at=now + timedelta(days=days))
    base = place.desk_url.rstrip("/") or str(request.base_url).rstrip("/")
    return _page(request, place, visitor, invited=person, link=base + address("/enter", token=personal_token(place.secret, person)))


@router.post("/people/revoke")
def revoke(place: AtPlace, visitor: Administering, form: Sent) -> Response:
    place.ledger.desk.people.revoke(form.get("person", ""), by=visitor.who, now=place.clock())
    return back_to("/people", said="revoked")


def _page(request: Request, place: DeskContext, visitor: Visitor, *, invited: Person | None = None, link: str | None = None) -> Response:
    """Everybody, and the link of the one who was invited just now."""
    people = place.ledger.desk.people.all()
    return page(request, place, "people.html", visitor=visitor, people=people, roles=tuple(Role), days=DAYS, invited=invited, link=link)

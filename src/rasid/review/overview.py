"""All sources side by side: which needs somebody, and on which days its articles were clean."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from rasid.pipeline.overview import overview
from rasid.review.guard import AtPlace, Reading
from rasid.review.pages import page

router = APIRouter()


@router.get("/overview")
def show(request: Request, place: AtPlace, visitor: Reading) -> Response:
    lines = overview(place.ledger, place.sources, now=place.clock())
    return page(request, place, "overview_desk.html", visitor=visitor, lines=lines)

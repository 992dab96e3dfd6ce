"""Walls in front of pages that are no articles themselves: a listing behind a challenge is no empty listing."""

from __future__ import annotations

from rasid.extract import jsonld
from rasid.extract.document import Document
from rasid.extract.facts import facts_of
from rasid.extract.refusal import WALL_TESTS, judge, refuse_text
from rasid.extract.walk import lay_out


def recognise_wall(text: str, url: str) -> None:
    """Raises Refusal when the page is a challenge, a wall of consent, a parked domain or a redirect stub, or no HTML; anything else is let through."""
    refuse_text(text, url)
    document = Document(text, url)
    linked = jsonld.read(document)
    judge(facts_of(document, lay_out(document), linked, linked.article(document)), WALL_TESTS)

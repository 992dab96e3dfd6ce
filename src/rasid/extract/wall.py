"""Walls in front of pages that are no articles themselves: a listing behind a challenge is no empty listing."""

from __future__ import annotations

from rasid.errors import Refusal
from rasid.extract.document import Document
from rasid.extract.notices import refuse_page
from rasid.extract.refusal import refuse_text
from rasid.extract.walk import lay_out
from rasid.model import Cause, Refused


def recognise_wall(text: str, url: str) -> None:
    """Raises Refusal when the page is a challenge, a login, a parked domain or a redirect stub; anything else is let through."""
    try:
        refuse_text(text, url)
        document = Document(text, url)
        refuse_page(document, lay_out(document))
    except Refusal as refusal:
        if refusal.cause in (Cause.BLOCKED, Cause.UNREACHABLE) or refusal.kind is Refused.REDIRECT_STUB:
            raise

"""What reading a page took into account, for ``rasid extract --why`` and for measuring: every test asked, every candidate, why one won."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasid.extract.facts import PageFacts
    from rasid.extract.refusal import RefusalTest


REASONS = {
    "selector": "the seed's selector names it",
    "whole_heading": "the page's h1, in parts or hidden, is word for word what its metadata say",
    "heading_over_text": "the page's title is only a label; this heading stands right over the text",
    "metadata_agree": "the newsroom's own node and another of its metadata say so, and none says what the page shows",
    "visible_heading": "the heading readers see",
    "metadata_alone": "nothing on the page is a headline; metadata name one",
    "first_origin": "the first origin in order that tells it",
    "outvoted": "better supported than the first origin, which names another day",
    "shown_names": "names as readers see them, before names the system spells in another script",
}
"""What each reason means, for people."""


@dataclass(slots=True)
class Trace:
    """Filled while a page is read, also where that ends in a refusal."""

    facts: PageFacts | None = None
    tried: list[RefusalTest] = field(default_factory=list)
    """The tests for pages that are no article, in the order they were asked."""
    reasons: dict[str, str] = field(default_factory=dict)
    """Why the value of a field was taken: a short key (``confirmed_heading``, ``majority`` …) by the field's name."""

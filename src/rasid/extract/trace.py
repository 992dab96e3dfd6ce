"""What reading a page took into account, for ``rasid extract --why`` and for measuring: every test asked, every candidate, why one won."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasid.extract.facts import PageFacts
    from rasid.extract.refusal import Tried


@dataclass(slots=True)
class Trace:
    """Filled while a page is read, also where that ends in a refusal."""

    facts: PageFacts | None = None
    tried: list[Tried] = field(default_factory=list)
    """The tests for pages that are no article, in the order they were asked."""
    reasons: dict[str, str] = field(default_factory=dict)
    """Why the value of a field was taken: a short key (``confirmed_heading``, ``majority`` …) by the field's name."""

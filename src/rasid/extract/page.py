"""What the readers of single fields are given of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasid.extract.document import Document
    from rasid.extract.jsonld import JsonLd, Node
    from rasid.extract.layout import Layout
    from rasid.model import Decoded, Source


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page, parsed and walked, and what is known of where it came from."""

    document: Document
    layout: Layout
    linked: JsonLd
    node: Node | None
    """Of the structured data, the node that describes this page's article."""
    names: tuple[str, ...]
    """What the site calls itself."""
    selectors: Mapping[str, str]
    """The seed's, by field."""
    source: Source | None = None
    decoded: Decoded | None = None

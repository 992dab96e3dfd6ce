"""What the head of a page says of its text, gathered for the weighing of its units."""

from __future__ import annotations

from rasid.extract.document import Document
from rasid.extract.features import Told
from rasid.extract.jsonld import Node, strings


def told_of(document: Document, node: Node | None) -> Told:
    """``node`` is the JSON-LD node of the article, or None."""
    titles = [document.title or "", document.meta_first("og:title", "twitter:title") or ""]
    descriptions = [text for name in ("og:description", "description", "twitter:description") for text in document.meta.get(name, ())]
    body = None
    if node is not None:
        titles += [*strings(node.get("headline")), *strings(node.get("name"))][:3]
        descriptions += list(strings(node.get("description")))[:2]
        body = next(strings(node.get("articleBody")), None)
    return Told(tuple(dict.fromkeys(filter(None, titles))), tuple(dict.fromkeys(descriptions)), body)

"""Titles without the name of the site: what stands before or after the headline in ``<title>`` and ``og:title``."""

from __future__ import annotations

import re

from rasid.extract.document import Document
from rasid.extract.jsonld import Node, strings
from rasid.extract.matching import key
from rasid.model import Source

_SEPARATORS = re.compile(r"\s+[-–—|»«:•·/\\ـ]+\s+|\s*[|»«•]\s*|\s+::\s+")
_SEPARATOR = re.compile(r"[-–—|»«:•·/\\ـ]")
EDGES = " -–—|»«:•·/\\ـ\u200e\u200f"


def site_names(document: Document, node: Node | None, source: Source | None = None) -> tuple[str, ...]:
    """Names the site gives itself and its seed gives it, folded."""
    found: list[str] = [source.name.ar, source.name.en] if source is not None else []
    for name in (
        "og:site_name",
        "application-name",
        "twitter:site",
        "apple-mobile-web-app-title",
        "publisher",
        "al:ios:app_name",
        "dc.publisher",
    ):
        found.extend(document.meta.get(name, ()))
    publisher = node.get("publisher") if node else None
    for item in publisher if isinstance(publisher, list) else [publisher]:
        if isinstance(item, dict):
            found.extend(strings(item.get("name")))
    return tuple({folded for name in found if (folded := key(name)) and len(folded) > 1})


def without_site(title: str, names: tuple[str, ...], others: list[str]) -> str:
    """The title with the site's and section's names taken off either end: parts that are a known name of the site, or that another title of the page does without."""
    if _SEPARATOR.search(title) is None or len(pieces := _pieces(title)) == 1:
        return title
    if len(names):
        while len(pieces) > 1 and _is_name(pieces[-1][2], names):
            pieces.pop()
        while len(pieces) > 1 and _is_name(pieces[0][2], names):
            pieces.pop(0)
    bare = title[pieces[0][0] : pieces[-1][1]].strip(EDGES) if pieces else title
    for other in others:
        if other != title and 12 <= len(other) < len(bare) and (bare.startswith(other) or bare.endswith(other)):
            rest = bare.removeprefix(other) if bare.startswith(other) else bare.removesuffix(other)
            if _SEPARATORS.match(rest) or _SEPARATORS.search(rest[-3:]):
                bare = other
    return bare or title


def _pieces(title: str) -> list[tuple[int, int, str]]:
    pieces, at = [], 0
    for match in _SEPARATORS.finditer(title):
        pieces.append((at, match.start(), key(title[at : match.start()])))
        at = match.end()
    pieces.append((at, len(title), key(title[at:])))
    return [piece for piece in pieces if piece[2]] or [(0, len(title), key(title))]


def _is_name(piece: str, names: tuple[str, ...]) -> bool:
    return any(
        piece == name or (len(piece) < 40 and (piece in name or name in piece) and abs(len(piece) - len(name)) < 15) for name in names
    )

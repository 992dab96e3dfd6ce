"""The list a page tells search engines of, where its markup shows none: JSON-LD ``ItemList``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup

from rasid.discover.anchors import Target
from rasid.discover.shapes import evidence
from rasid.storable import storable_json
from rasid.urls import canonical_url, identity_key, same_site

MOST = 500
DEEPEST = 6


def listed(soup: BeautifulSoup, *, base: str, page: str) -> Iterator[Target]:
    """Addresses of this site that an ``ItemList`` names and that look like articles', in its order; menus and breadcrumbs are lists of other types."""
    seen = {identity_key(page)}
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            text = script.get_text()
            told = storable_json(json.loads(text, strict=False), text)
        except (ValueError, RecursionError):
            continue
        for element in _elements(told, DEEPEST):
            url = canonical_url(element[0], base)
            key = identity_key(url)
            if not url or key in seen or not same_site(url, page) or (strength := evidence(url)) < 0.5 or len(seen) > MOST:
                continue
            seen.add(key)
            yield Target(url, strength, titles=[element[1]] if element[1] else [])


def _elements(told: Any, depth: int) -> Iterator[tuple[str, str]]:
    """(address, name) of every element of every ItemList, however deep it is wrapped."""
    if depth == 0:
        return
    if isinstance(told, list):
        for one in told[:MOST]:
            yield from _elements(one, depth - 1)
    elif isinstance(told, dict):
        if "ItemList" in _types(told) and isinstance(told.get("itemListElement"), list):
            for element in told["itemListElement"][:MOST]:
                yield from _element(element)
        else:
            for name in ("@graph", "mainEntity", "hasPart", "mainEntityOfPage"):
                yield from _elements(told.get(name), depth - 1)


def _element(element: Any) -> Iterator[tuple[str, str]]:
    if isinstance(element, str):
        yield element, ""
    if not isinstance(element, dict):
        return
    item = element.get("item")
    inner = item if isinstance(item, dict) else {}
    address = element.get("url") or inner.get("url") or inner.get("@id") or (item if isinstance(item, str) else None)
    name = element.get("name") or inner.get("headline") or inner.get("name")
    if isinstance(address, str):
        yield address, " ".join(name.split()) if isinstance(name, str) else ""


def _types(told: dict[str, Any]) -> set[str]:
    types = told.get("@type")
    return {str(one) for one in (types if isinstance(types, list) else [types])}

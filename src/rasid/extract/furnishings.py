"""What surrounds the text: tags, image, links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from urllib.parse import urljoin, urlsplit

from rasid.arabic.script import clean
from rasid.extract.body import Body
from rasid.extract.document import Document
from rasid.extract.furniture import furniture
from rasid.extract.jsonld import JsonLd, strings
from rasid.extract.layout import Block, Layout
from rasid.extract.matching import key
from rasid.extract.page import ReadPage
from rasid.model import Candidate, Origin
from rasid.urls import canonical_url

LONGEST_TAG = 60
MOST_TAGS, MOST_RELATED, MOST_LINKS = 30, 24, 40


def tags_of(page: ReadPage, headline: Block | None) -> tuple[tuple[str, ...], Origin | None]:
    """Keywords of the first origin that has any: JSON-LD, ``article:tag``, the visible tag list, ``news_keywords``, ``keywords``."""
    document, layout, node = page.document, page.layout, page.node
    start = headline.index if headline is not None else 0
    visible = [
        block.text
        for block in layout.blocks[start:]
        if "tags" in block.marks and block.linked and not {"related", "footer", "sidebar"} & set(block.marks)
    ]
    told = list(strings(node.get("keywords"))) if node is not None else []
    for texts, origin in (
        (told, Origin.JSON_LD),
        (document.meta.get("article:tag", ()), Origin.META),
        (visible or _under_label(layout, start), Origin.TEXT),
        (document.meta.get("news_keywords", ()), Origin.META),
        (document.meta.get("keywords", ()), Origin.META),
    ):
        tags: list[str] = []
        for text in texts:
            for tag in text.replace("،", ",").replace(";", ",").split(","):
                tag = clean(tag).strip("#-–• ").strip()
                if 1 < len(tag) <= LONGEST_TAG and tag not in tags and key(tag) not in page.names:
                    tags.append(tag)
        if tags:
            return tuple(tags[:MOST_TAGS]), origin
    return (), None


_NO_PICTURE = re.compile(
    r"(?:^|[/_.-])(?:logo|icon|sprite|avatar|placeholder|spacer|blank|pixel|default)s?(?:[_-][\w-]*)?\.\w{3,4}(?:$|[?#])|\.svg(?:$|[?#])",
    re.IGNORECASE,
)
"""Files that dress the page and show nothing of the story."""


def _under_label(layout: Layout, start: int) -> list[str]:
    """The links after «كلمات دلالية», where no class calls them tags."""
    found: list[str] = []
    labelled = False
    for block in layout.blocks[start:]:
        if labelled and block.link_only and len(block.text) <= LONGEST_TAG:
            found.append(block.text)
        elif found:
            return found
        else:
            labelled = not block.linked and len(block.text) <= 25 and furniture(block.text) == "tags"
    return found


def image_candidates(page: ReadPage, body: Body) -> list[Candidate]:
    """Absolute addresses of the picture: JSON-LD, ``og:image``, ``twitter:image``, the first picture round the body."""
    document = page.document
    found: list[tuple[str, Origin]] = []
    if page.node is not None:
        found += [(address, Origin.JSON_LD) for address in _image_of(page.linked, page.node.get("image"))[:2]]
    found += [
        (address, Origin.META)
        for name in ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
        for address in document.meta.get(name, ())[:1]
    ]
    if body.trunk is not None:
        near = body.blocks[0].index if body.blocks else body.trunk.first
        pictures = (
            (address, Origin.TEXT)
            for position, box, address in page.layout.images
            if near - 6 <= position <= near + 4 and not address.startswith("data:") and not _NO_PICTURE.search(address)
        )
        found += islice(pictures, 1)
    candidates: list[Candidate] = []
    for raw, origin in found:
        address = absolute(document.url, raw)
        if address and all(other.value != address for other in candidates):
            candidates.append(Candidate(address, origin, raw))
    return candidates


def body_links(document: Document, blocks: Iterable[Block]) -> tuple[str, ...]:
    return _addresses(document.url, (link for block in blocks for link in block.links), MOST_LINKS)


def related_links(document: Document, layout: Layout, body: Body, headline: Block | None) -> tuple[str, ...]:
    """Stories of the same site linked beside the text: what stood alone in the body, and what related boxes hold."""
    own = (urlsplit(document.url).hostname or "").removeprefix("www.")
    own_address = canonical_url(document.url)
    links = dict.fromkeys(link for block in body.related for link in block.links)
    for aside in layout.asides:
        if aside.kind != "related" or len(links) >= 2 * MOST_RELATED:
            continue
        for link in aside.element.css("a[href]")[: 4 * MOST_RELATED]:
            if len(links) < 2 * MOST_RELATED and (href := link.attributes.get("href")):
                links[href] = None
    found = []
    for address in _addresses(document.url, links, MOST_RELATED):
        host, _, path = address.partition("://")[2].partition("/")
        bare = host.removeprefix("www.")
        if path and address != own_address and (bare == own or bare.endswith(f".{own}") or own.endswith(f".{bare}")):
            found.append(address)
    return tuple(found)


def absolute(base: str, raw: str) -> str | None:
    """An http(s) address, made absolute; None for anything else."""
    raw = raw.strip()
    if raw.startswith(("https://", "http://")):
        return raw if len(raw) <= 2_000 and " " not in raw else None
    try:
        address = urljoin(base, raw)
        scheme = urlsplit(address).scheme
    except ValueError:
        return None
    return address if scheme in ("http", "https") and len(address) <= 2_000 else None


def _addresses(base: str, links: Iterable[str], most: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for link in links:
        if link.startswith(("#", "javascript:")) or len(link) > 2_000:
            continue
        if address := canonical_url(link, base):
            found.setdefault(address, None)
            if len(found) >= most:
                break
    return tuple(found)


def _image_of(jsonld: JsonLd, value: object) -> list[str]:
    value = jsonld.resolve(value)
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [address for item in value[:5] for address in _image_of(jsonld, item)]
    if isinstance(value, dict):
        return [address for name in ("url", "contentUrl", "@id") if isinstance(value.get(name), str) for address in (value[name],)][:1]
    return []

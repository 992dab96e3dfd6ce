"""JSON-LD as newsrooms really write it: graphs, arrays, several blocks, references by ``@id``, and JSON that is almost JSON."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from rasid.extract import jsonld_repair
from rasid.extract.document import Document
from rasid.extract.matching import key
from rasid.model import Origin
from rasid.storable import storable_json
from rasid.urls import canonical_url, identity_key

Node = Mapping[str, Any]

NEWS_TYPES = frozenset(
    """NewsArticle ReportageNewsArticle OpinionNewsArticle AnalysisNewsArticle BackgroundNewsArticle ReviewNewsArticle
    AskPublicNewsArticle LiveBlogPosting Report""".split()  # noqa: SIM905
)
ARTICLE_TYPES = NEWS_TYPES | frozenset(
    ["Article", "BlogPosting", "SocialMediaPosting", "AdvertiserContentArticle", "TechArticle", "ScholarlyArticle", "ClaimReview"]
)
MEDIA_TYPES = frozenset(["VideoObject", "AudioObject", "PodcastEpisode", "ImageGallery", "MediaGallery", "Clip", "RadioEpisode"])

PAGE_TYPES = frozenset(["WebPage", "ItemPage", "CreativeWork", "ArticlePage"])
STATE = "rasid:state"
"""A key that marks a node as made by :mod:`rasid.extract.state`, and says by what its object was told: ``headline`` or ``address``."""
OWN = 4.0
"""Points of a node whose address, or whose headline, is the page's."""
SHORTEST_TITLE = 12
"""Characters from which a headline inside a longer title is more than a section's name."""

_KNOWN = {name.lower(): name for name in ARTICLE_TYPES | MEDIA_TYPES | PAGE_TYPES}
"""Themes write «article» and «newsArticle» too."""
LONGEST_BLOCK = 1_000_000


@dataclass(slots=True)
class JsonLd:
    """Every typed node of a page in document order, references resolved one step on demand; ``notes`` tell of repairs."""

    nodes: list[Node] = field(default_factory=list)
    by_id: dict[str, Node] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def types(self) -> set[str]:
        return {name for node in self.nodes for name in types_of(node)}

    def of_type(self, wanted: frozenset[str]) -> list[Node]:
        return [node for node in self.nodes if not wanted.isdisjoint(types_of(node))]

    def resolve(self, value: Any) -> Any:
        """The node a bare ``{"@id": …}`` refers to, else the value itself."""
        if isinstance(value, Mapping) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
            return self.by_id.get(value["@id"], value)
        return value

    def article(self, document: Document) -> Node | None:
        """The node that describes this page's article: the one whose address or headline is the page's; a news type before an article before a posting.

        A node that names another address and another headline is a related story's, however alone it stands."""
        page = _Page.of(document)
        best: float | None = None
        chosen: Node | None = None
        for node in self.of_type(ARTICLE_TYPES):
            own = page.owns(node)
            if own is None:
                continue
            score = own + (1.5 if not NEWS_TYPES.isdisjoint(types_of(node)) else 1.0)
            score += 0.5 * (("datePublished" in node) + ("headline" in node or "name" in node) + ("articleBody" in node))
            if best is None or score > best:
                best, chosen = score, node
        return chosen

    def pages(self, document: Document) -> list[Node]:
        """The nodes that describe the page itself (WebPage, ItemPage, CreativeWork): they date an article that no node of its own does."""
        page = _Page.of(document)
        return [node for node in self.of_type(PAGE_TYPES) if (page.owns(node) or 0.0) >= OWN]


def read(document: Document) -> JsonLd:
    """All JSON-LD of the page. A block that cannot be read, even repaired, leaves the note ``json-ld:unreadable``."""
    found = JsonLd()
    for script in document.linked_data:
        text = script.text() or ""
        if not text.strip() or len(text) > LONGEST_BLOCK:
            continue
        values, repaired = parse(text)
        if values is None:
            found.notes.append("json-ld:unreadable")
            continue
        if repaired:
            found.notes.append("json-ld:repaired")
        for value in values:
            for node in _nodes(value):
                found.nodes.append(node)
                identity = node.get("@id")
                if isinstance(identity, str) and len(node) > 2:
                    found.by_id.setdefault(identity, node)
    return found


def parse(text: str) -> tuple[list[Any] | None, bool]:
    """(the values of a block, whether it had to be repaired); values None when it is beyond repair. Their strings are storable."""
    values, repaired = jsonld_repair.parse(text)
    return None if values is None else storable_json(values, text), repaired


def origin_of(node: Node) -> Origin:
    """Structured data, or what :mod:`rasid.extract.state` made of the page's own data."""
    return Origin.STATE if STATE in node else Origin.JSON_LD


def types_of(node: Node) -> tuple[str, ...]:
    """Type names without their vocabulary's address."""
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return tuple(_KNOWN.get(bare.lower(), bare) for name in names if isinstance(name, str) for bare in (name.rsplit("/", 1)[-1],))


def strings(value: Any) -> Iterator[str]:
    """The non-empty strings in a value that may be one, a list of them, or ``{"@value": …}`` objects."""
    if isinstance(value, str):
        if value.strip():
            yield html.unescape(html.unescape(value)) if "&" in value else value
    elif isinstance(value, list):
        for item in value[:200]:
            yield from strings(item)
    elif isinstance(value, Mapping) and isinstance(value.get("@value"), str):
        yield from strings(value["@value"])


def stamps(value: Any) -> Iterator[str]:
    """Like :func:`strings`, with numbers as texts: seconds or milliseconds since 1970."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1e14:
        yield str(int(value))
    elif isinstance(value, list):
        for item in value[:20]:
            yield from stamps(item)
    else:
        yield from strings(value)


def _nodes(value: Any, depth: int = 0) -> Iterator[Node]:
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value[:500]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        if types_of(value):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            inner = value.get(key)
            if isinstance(inner, (dict, list)):
                yield from _nodes(inner, depth + 1)


class _Page(NamedTuple):
    """What the page calls itself, to tell its own node by."""

    url: str
    addresses: frozenset[str]
    titles: tuple[str, ...]

    @classmethod
    def of(cls, document: Document) -> _Page:
        addresses = (document.url, document.canonical, document.meta_first("og:url"))
        titles = (*(heading.text(deep=True) for heading in document.headings[:3]), *document.meta.get("og:title", ()), document.title or "")
        return cls(
            document.url,
            frozenset(identity_key(canonical_url(address, document.url)) for address in addresses if address),
            tuple(filter(None, map(key, titles))),
        )

    def owns(self, node: Node) -> float | None:
        """Points for the node's address and headline being the page's; None for a node of another story."""
        told = [identity_key(address) for raw in _addresses(node) if (address := canonical_url(raw, self.url))]
        titles = [bare for name in ("headline", "name", "alternativeHeadline") for text in strings(node.get(name)) if (bare := key(text))]
        here = any(address in self.addresses for address in told)
        called = max((_alike(title, own) for title in titles for own in self.titles), default=None)
        elsewhere = bool(told) and not here
        if not here and called is not None and (called < 0.1 or (elsewhere and called < 0.5)):
            return None
        return OWN * here + OWN * (called or 0.0) - 1.0 * elsewhere


def _alike(title: str, own: str) -> float:
    """1.0 for the same words or a title that holds the other (the site's name added, the end cut off), else the share of common words."""
    if title == own or (len(title) >= SHORTEST_TITLE and title in own) or (len(own) >= SHORTEST_TITLE and own in title):
        return 1.0
    mine, theirs = set(title.split()), set(own.split())
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _addresses(node: Node) -> Iterator[str]:
    """Where the node says its story stands. An ``@id`` may be a name inside the page: it counts when it is an address."""
    for name in ("url", "@id", "mainEntityOfPage"):
        value = node.get(name)
        if isinstance(value, Mapping):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.strip() and (name != "@id" or value.startswith(("http", "/", "#"))):
            yield value

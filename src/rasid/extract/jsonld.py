"""JSON-LD as newsrooms really write it: graphs, arrays, several blocks, references by ``@id``, and JSON that is almost JSON."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rasid.extract.document import Document
from rasid.storable import storable_json

Node = Mapping[str, Any]

NEWS_TYPES = frozenset(
    """NewsArticle ReportageNewsArticle OpinionNewsArticle AnalysisNewsArticle BackgroundNewsArticle ReviewNewsArticle
    AskPublicNewsArticle LiveBlogPosting Report""".split()  # noqa: SIM905
)
ARTICLE_TYPES = NEWS_TYPES | frozenset(
    ["Article", "BlogPosting", "SocialMediaPosting", "AdvertiserContentArticle", "TechArticle", "ScholarlyArticle"]
)
MEDIA_TYPES = frozenset(["VideoObject", "AudioObject", "PodcastEpisode", "ImageGallery", "MediaGallery", "Clip", "RadioEpisode"])

_KNOWN = {name.lower(): name for name in ARTICLE_TYPES | MEDIA_TYPES}
"""Themes write «article» and «newsArticle» too."""
LONGEST_BLOCK = 1_000_000
_WRAPPING = re.compile(r"^\s*(?:(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?|<!--)|(?:(?://|/\*)?\s*\]\]>\s*(?:\*/)?|(?://)?\s*-->)\s*$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_DOUBLE_COMMA = re.compile(r",(?:\s*,)+")
_NOTHING = re.compile(r":\s*(?:undefined|NaN)?\s*(?=[,}])")
_LINE_COMMENT = re.compile(r"^\s*//[^\n]*$", re.MULTILINE)


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

    def article(self, urls: tuple[str, ...]) -> Node | None:
        """The node that describes this page's article: a news type before an article before a posting, dated and addressed to one of ``urls`` first."""
        best: tuple[int, int] | None = None
        chosen: Node | None = None
        for position, node in enumerate(self.of_type(ARTICLE_TYPES)):
            score = 3 if not NEWS_TYPES.isdisjoint(types_of(node)) else 2
            score += ("datePublished" in node) + ("headline" in node or "name" in node) + ("articleBody" in node)
            score += 3 * any(address in urls for address in _addresses(node))
            if best is None or (score, -position) > best:
                best, chosen = (score, -position), node
        return chosen


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
    values, repaired = _parse(text)
    return None if values is None else storable_json(values, text), repaired


def _parse(text: str) -> tuple[list[Any] | None, bool]:
    text = text.strip().lstrip("\ufeff").strip()
    try:
        return [json.loads(text, strict=False)], False
    except (ValueError, RecursionError):
        pass
    bare = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip().rstrip(";").strip()
    if bare[:12].find("&quot;") >= 0:
        bare = html.unescape(bare)
    for attempt in (bare, _tidied(bare), _with_quotes_escaped(_tidied(bare)), _closed(_with_quotes_escaped(_tidied(bare)))):
        if (values := _decode_all(attempt)) is not None:
            return values, True
    return None, True


def types_of(node: Node) -> tuple[str, ...]:
    """Type names without their vocabulary's address."""
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return tuple(_KNOWN.get(bare.lower(), bare) for name in names if isinstance(name, str) for bare in (name.rsplit("/", 1)[-1],))


def strings(value: Any) -> Iterator[str]:
    """The non-empty strings in a value that may be one, a list of them, or ``{"@value": …}`` objects."""
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, list):
        for item in value[:200]:
            yield from strings(item)
    elif isinstance(value, Mapping) and isinstance(value.get("@value"), str):
        yield value["@value"]


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


def _addresses(node: Node) -> Iterator[str]:
    for key in ("url", "@id", "mainEntityOfPage"):
        value = node.get(key)
        if isinstance(value, Mapping):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str):
            yield value.split("#", 1)[0]


def _decode_all(text: str) -> list[Any] | None:
    """One value or several written one after another."""
    decoder = json.JSONDecoder(strict=False)
    text = text.strip()
    values: list[Any] = []
    at = 0
    try:
        while at < len(text):
            value, at = decoder.raw_decode(text, at)
            values.append(value)
            while at < len(text) and text[at] in " \t\r\n,;":
                at += 1
    except (ValueError, RecursionError):
        return None
    return values or None


def _tidied(text: str) -> str:
    text = _LINE_COMMENT.sub("", text)
    text = _DOUBLE_COMMA.sub(",", text)
    return _NOTHING.sub(": null", _TRAILING_COMMA.sub("", text))


def _with_quotes_escaped(text: str) -> str:
    """Quotation marks inside a string are escaped: a mark ends its string only before ``:``, ``}``, ``]``, or a comma that a new item follows."""
    out: list[str] = []
    inside, at, end = False, 0, len(text)
    while at < end:
        sign = text[at]
        if not inside:
            inside = sign == '"'
            out.append(sign)
        elif sign == "\\":
            following = text[at + 1 : at + 2]
            out.append(sign + following if following and following in '"\\/bfnrtu' else "\\\\" + following)
            at += 1
        elif sign == '"':
            if _ends_string(text, at + 1):
                inside = False
                out.append(sign)
            else:
                out.append('\\"')
        else:
            out.append(sign)
        at += 1
    return "".join(out)


_AFTER_STRING = re.compile(r'\s*(?:[}\]]\s*(?:[,}\]]|$)|:\s*["{\[\dtfn-]|,\s*(?:["{\[\dtfn-]|$)|$)')


def _ends_string(text: str, at: int) -> bool:
    return _AFTER_STRING.match(text, at) is not None


def _closed(text: str) -> str:
    """A block cut off at its end, with its open string, lists and objects closed."""
    stack: list[str] = []
    inside = escaped = False
    for sign in text:
        if inside:
            if escaped:
                escaped = False
            elif sign == "\\":
                escaped = True
            elif sign == '"':
                inside = False
        elif sign == '"':
            inside = True
        elif sign in "{[":
            stack.append("}" if sign == "{" else "]")
        elif sign in "}]" and stack:
            stack.pop()
    if inside:
        text += '"'
    text = re.sub(r'(?:,\s*"[^"]*"\s*:?|,|:)\s*$', lambda m: ": null" if m.group().strip() == ":" else "", text)
    return text + "".join(reversed(stack))

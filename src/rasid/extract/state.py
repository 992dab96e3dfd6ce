"""The article in the data a page hands to its own scripts: ``__NEXT_DATA__``, ``__NUXT_DATA__``, ``window.__INITIAL_STATE__`` and the like.

Some sites send an empty frame and the text beside it as JSON, which the reader's browser sets. It is read only where the frame holds next to no text, and only
from an object that carries the page's own headline or address. Everything is bounded: characters, objects, depth.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rasid.arabic.script import clean, ends_sentence
from rasid.extract.jsonld import STATE
from rasid.extract.matching import key
from rasid.storable import storable_json
from rasid.urls import canonical_url, identity_key

if TYPE_CHECKING:
    from rasid.extract.document import Document
    from rasid.extract.jsonld import Node

LONGEST_BLOCK = 2_000_000
"""Characters of one script that are read; the state of an article's page with its menus has up to half a million."""
MOST_VALUES = 60_000
"""Objects, lists and strings looked at on one page."""
DEEPEST = 60
FRAME = 1_500
"""Characters of running text from which a page is no empty frame."""
SHORTEST_TEXT = 200
"""Characters from which a text can be an article's: shorter ones are descriptions."""
LONGEST_TEXT = 200_000
SHORTEST_TITLE = 12
"""Characters from which a string that says what the page's title says is its headline."""
LONGEST_TITLE = 300
_ASSIGNED = re.compile(
    r"""(?:window|self|globalThis)\s*(?:\.\s*|\[\s*["'])(?:__?)?[A-Za-z]\w*(?:["']\s*\])?\s*=\s*(?:JSON\.parse\(\s*)?(?=[{\["])"""
)
_PUSHED = re.compile(r"__next_f\.push\(\s*(?=\[)")
_ROW = re.compile(r"^([0-9a-f]+):(T[0-9a-f]+,)?(.*)$", re.DOTALL)
_WORDS = (
    "text",
    "value",
    "content",
    "html",
    "body",
    "paragraph",
    "paragraphs",
    "data",
    "children",
    "markup",
    "blocks",
    "root",
    "items",
    "rendered",
)
"""Where writing systems keep a paragraph's words; other strings beside them are ids, types, styles."""
_TITLES = frozenset(("title", "headline", "heading", "name", "arabictitle", "maintitle", "posttitle", "seotitle"))
_PUBLISHED = frozenset(
    "datepublished publishedat publishdate publisheddate publishedon published publishtime publishedtime pubdate publicationdate firstpublishedat firstpublished publishat".split()  # noqa: SIM905
)
_MODIFIED = frozenset("datemodified updatedat modifiedat lastupdated updateddate modifieddate lastmodified updated modified".split())  # noqa: SIM905
_AUTHORS = frozenset("author authors byline writer writers".split())  # noqa: SIM905


def article(document: Document) -> Node | None:
    """A node like those of JSON-LD with ``articleBody`` and what else the object tells (headline, dates, authors), marked with :data:`STATE`; None where
    no object of the page's state is its article."""
    titles = tuple(
        dict.fromkeys(
            bare
            for text in (
                *document.meta.get("og:title", ())[:1],
                document.title or "",
                *(one.text(deep=True) for one in document.headings[:1]),
            )
            if len(bare := key(text)) >= SHORTEST_TITLE
        )
    )
    addresses = {
        identity_key(address)
        for raw in (document.url, document.canonical, document.meta_first("og:url"))
        if raw and (address := canonical_url(raw, document.url))
    }
    best: tuple[int, int] = (0, 0)
    found: dict[str, Any] | None = None
    budget = [MOST_VALUES]
    for value in _values(document):
        for thing in _objects(value, budget):
            own = 2 * _called(thing, titles) + _placed(thing, addresses, document.url)
            if not own or own < best[0]:
                continue
            text = _text(thing, titles)
            length = sum(map(len, text))
            if length >= SHORTEST_TEXT and (own, length) > best and any(map(ends_sentence, text)):
                best, found = (own, length), {**_told(thing), STATE: "headline" if own >= 2 else "address", "articleBody": "\n".join(text)}
    return found


def _values(document: Document) -> Iterator[Any]:
    """Every JSON value in a script that is no structured data."""
    rows: list[str] = []
    for script in document.tree.css("script:not([src])")[:200]:
        kind = (script.attributes.get("type") or "").lower()
        text = script.text() or ""
        if "ld+json" in kind or not 20 < len(text) <= LONGEST_BLOCK:
            continue
        if "json" in kind:
            value = _read(text, 0)
            yield _revived(value) if isinstance(value, list) else value
        elif (pushed := _PUSHED.search(text)) is not None:
            value = _read(text, pushed.end())
            rows += [part for part in value[1:2] if isinstance(part, str)] if isinstance(value, list) else []
        elif (assigned := _ASSIGNED.search(text)) is not None:
            value = _read(text, assigned.end())
            yield _read(value, 0) if isinstance(value, str) else value
    if rows:
        yield from _streamed("".join(rows)[:LONGEST_BLOCK])


def _read(text: str, at: int) -> Any:
    """The JSON value that begins there, or None."""
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text, at + len(text[at:]) - len(text[at:].lstrip()))
    except (ValueError, RecursionError):
        return None
    return storable_json(value, text)


def _streamed(text: str) -> Iterator[Any]:
    """What React streams: rows of an id and a value; long texts stand in rows of their own, and ``$id`` refers to them."""
    said: dict[str, str] = {}
    values: list[Any] = []
    for line in re.split(r"\n(?=[0-9a-f]+:)|(?<=[>.!؟\"])(?=[0-9a-f]{1,4}:[\[{\"T])", text):
        row = _ROW.match(line)
        if row is None:
            continue
        if row[2]:
            said[f"${row[1]}"] = row[3]
        elif row[3][:1] in ("[", "{"):
            values.append(_read(row[3], 0))
    for value in values:
        yield _with_texts(value, said) if said else value


def _with_texts(value: Any, said: Mapping[str, str], depth: int = 0) -> Any:
    if isinstance(value, str):
        return said.get(value, value)
    if depth > DEEPEST:
        return None
    if isinstance(value, list):
        return [_with_texts(item, said, depth + 1) for item in value]
    if isinstance(value, dict):
        return {name: _with_texts(item, said, depth + 1) for name, item in value.items()}
    return value


def _revived(flat: list[Any]) -> Any:
    """Nuxt's table, in which objects and lists hold the places of their values; another list as it is."""
    if not any(isinstance(item, dict) and item and all(type(at) is int for at in item.values()) for item in flat[:50]):
        return flat
    left = MOST_VALUES

    def value(at: Any, depth: int) -> Any:
        nonlocal left
        left -= 1
        if type(at) is not int or not 0 <= at < len(flat) or left < 0 or depth > DEEPEST:
            return None
        item = flat[at]
        if isinstance(item, dict):
            return {name: value(inner, depth + 1) for name, inner in item.items()}
        if isinstance(item, list):
            if len(item) == 2 and isinstance(item[0], str):  # a wrapper: ["Reactive", 7], ["Date", "…"]
                return value(item[1], depth + 1) if type(item[1]) is int else item[1]
            return [value(inner, depth + 1) for inner in item]
        return item

    return value(0, 0)


def _objects(value: Any, budget: list[int]) -> Iterator[Mapping[str, Any]]:
    stack = [(value, 0)]
    while stack and budget[0] > 0:
        item, depth = stack.pop()
        budget[0] -= 1
        if depth > DEEPEST:
            continue
        if isinstance(item, dict):
            yield item
            stack.extend((inner, depth + 1) for inner in item.values() if isinstance(inner, (dict, list)))
        elif isinstance(item, list):
            stack.extend((inner, depth + 1) for inner in item if isinstance(inner, (dict, list)))


def _called(thing: Mapping[str, Any], titles: tuple[str, ...]) -> bool:
    """It carries the page's headline: the title says it, alone or before the site's name."""
    for title in _titles(thing):
        bare = key(title)
        if len(bare) >= SHORTEST_TITLE and any(own == bare or own.startswith(f"{bare} ") or own.endswith(f" {bare}") for own in titles):
            return True
    return False


def _titles(thing: Mapping[str, Any]) -> Iterator[str]:
    for name, value in thing.items():
        if _bare(name) in _TITLES:
            if isinstance(value, dict):
                value = value.get("rendered")  # WordPress
            if isinstance(value, str) and 0 < len(value) <= LONGEST_TITLE:
                yield value


def _placed(thing: Mapping[str, Any], addresses: set[str], url: str) -> bool:
    """It carries the page's address."""
    for name, value in thing.items():
        if (
            isinstance(value, str)
            and ("url" in _bare(name) or _bare(name) in ("link", "path", "permalink", "canonical", "href"))
            and len(value) < 1_000
        ):
            address = canonical_url(value, url)
            if address and identity_key(address) in addresses:
                return True
    return False


def _bare(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")


def _text(thing: Mapping[str, Any], titles: tuple[str, ...]) -> list[str]:
    """The longest text in the object: one string, or a list of paragraphs; not that of another story in it."""
    best: list[str] = []
    stack: list[tuple[Any, int]] = [(thing, 0)]
    looked = 0
    while stack and looked < 4_000:
        item, depth = stack.pop()
        looked += 1
        text: list[str] = []
        if isinstance(item, str) and len(item) >= SHORTEST_TEXT and " " in item:
            text = _paragraphs(item[:LONGEST_TEXT])
        elif isinstance(item, list):
            text = (
                [line for one in item[:2_000] for line in _paragraphs(_words(one, 0))]
                if not any(_story(one, titles) for one in item[:3])
                else []
            )
            stack.extend((inner, depth + 1) for inner in item[:2_000] if depth < DEEPEST and not _story(inner, titles))
        elif isinstance(item, dict):
            stack.extend((inner, depth + 1) for inner in item.values() if depth < DEEPEST and not _story(inner, titles))
        if sum(map(len, text)) > sum(map(len, best)):
            best = text
    return best


def _story(item: Any, titles: tuple[str, ...]) -> bool:
    """Another story: it has a headline of its own and leads elsewhere."""
    if not isinstance(item, dict) or not any(len(title) >= SHORTEST_TITLE for title in _titles(item)) or _called(item, titles):
        return False
    return any("url" in _bare(name) or _bare(name) in ("slug", "link", "path", "permalink", "href", "id") for name in item)


def _words(item: Any, depth: int) -> str:
    """What a paragraph says, whatever its inline parts."""
    if isinstance(item, str):
        return item
    if depth > 12:
        return ""
    if isinstance(item, list):
        return "".join(_words(inner, depth + 1) for inner in item[:500])
    if isinstance(item, dict):
        return "".join(_words(item[name], depth + 1) for name in _WORDS if name in item and not isinstance(item[name], (int, float)))
    return ""


def _paragraphs(text: str) -> list[str]:
    if "<" in text and ">" in text:
        from rasid.extract.document import Document
        from rasid.extract.walk import lay_out

        return [block.text for block in lay_out(Document(f"<body>{text}</body>", "")).blocks]
    return [line for raw in text.splitlines() if any(map(str.isalpha, line := clean(raw.replace("&nbsp;", " "))))]


def _told(thing: Mapping[str, Any]) -> dict[str, Any]:
    """Headline, dates and authors under the names of schema.org."""
    node: dict[str, Any] = {"@type": "Article"}
    if (title := next(_titles(thing), None)) is not None:
        node["headline"] = clean(title)
    for name, value in thing.items():
        bare = _bare(name)
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            if bare in _PUBLISHED:
                node.setdefault("datePublished", value)
            elif bare in _MODIFIED:
                node.setdefault("dateModified", value)
        if bare in _AUTHORS:
            node.setdefault("author", [{"@type": "Person", "name": name} for name in _named(value)][:10])
    return node


def _named(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value[:10]:
            yield from _named(item)
    elif isinstance(value, dict):
        for name in ("name", "fullName", "full_name", "displayName", "title"):
            if isinstance(value.get(name), str):
                yield value[name]
                return

"""The small wrapper round the HTML parser: parse within bounds, select, text, meta.

The parser is lexbor (selectolax), chosen by measurement on the corpus's seven articles of 150 KB: it builds a tree in 0.5 ms where lxml takes 1.3
and beautifulsoup4 on lxml 28, and reading a node costs no more. It follows the HTML standard to the letter, which has three costs on hostile pages;
:func:`_tamed` bounds them: memory by the number of tags, time (quadratic in depth) by the depth, and the copies of unclosed formatting elements.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from rasid.arabic.script import clean
from rasid.errors import TooCostly
from rasid.markup import TOO_MUCH, excess, without_hidden_bombs
from rasid.storable import storable
from rasid.urls import redact

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MOST_CHARACTERS = 2_000_000
"""The longest page read, comments and scripts of a longer one left out; the largest rendered news page met had 0.5 million characters."""
MOST_TAGS = 120_000
"""Tags after which a page is cut: its tree then stays below 40 MB. Real news pages have up to 10,000."""
TAGS_WITHOUT_COPIES = 1_000
"""Below this many tags the copies of unclosed formatting elements cannot be more than 250,000."""
TAGS_WITHOUT_CARE = 20_000
"""Below this many tags even 20,000 nested elements cost less than a second."""
DEEPEST = 2_000
MOST_COPIES = 300_000
"""Copies of unclosed formatting elements (elements × tags) a page may make lexbor build, at 350 bytes each."""

BLOCKISH = frozenset(
    """p div li tr td th h1 h2 h3 h4 h5 h6 br hr section article header footer main blockquote ul ol table figure figcaption dt dd
    dl address pre form""".split()  # noqa: SIM905
)
_PARTS = "meta,title,h1,link[rel~=canonical i],script[type*='ld+json' i],a[rel~=category]"
_META_NAMES = frozenset({"property", "name", "itemprop", "http-equiv"})
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "iframe"})
_FORMATTING = re.compile(rb"<(/?)(?:b|i|u|s|em|font|strong|small|big|tt|code|nobr|strike)(?=[\s>/])", re.IGNORECASE)
# the standard copies at most three of the same name and attributes, so only elements with attributes can be many; capitals are met in old pages only,
# and IGNORECASE would cost every page three times as much
_DISTINCT_FORMATTING = re.compile(
    rb"<[bBeEfFiInNsStTuUcC](?:|ont|m|trong|mall|trike|ig|t|ode|obr|ONT|M|TRONG|MALL|TRIKE|IG|T|ODE|OBR)[\s/]"  # a few tags more than meant, at two thirds of the cost
)
_FILLER = re.compile(r"(?is)<!--(?:-?>|.*?(?:--!?>|\Z))|<(script|style)(?![^<>]{0,200}ld\+json)(?=[\s/>])[^<>]*+>.*?(?:</\1[^<>]*+>|\Z)")
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_NOT_DEEPENING = frozenset(
    """p li td th tr tbody thead tfoot dt dd option img br hr input meta link source wbr area base col embed param track""".split()  # noqa: SIM905
)


class Document:
    """One parsed page. ``cut`` tells that the page was longer or deeper than is read."""

    def __init__(self, page: str | bytes, url: str) -> None:
        """``page`` is text, or bytes known to be sound UTF-8. Raises TooCostly for a page with an attribute bomb."""
        self.url = url
        if isinstance(page, str):
            page = storable(page)  # bytes are sound UTF-8 without NULs: rasid.decode has seen to it
        self.cut = len(page) > MOST_CHARACTERS and (isinstance(page, str) or len(page.decode("utf-8")) > MOST_CHARACTERS)
        self._page = beginning(_without_filler(page), MOST_CHARACTERS) if self.cut else page
        data = self._page if isinstance(self._page, bytes) else self._page.encode("utf-8", "replace")
        if (much := excess(data)) is not None:
            raise TooCostly(
                f"{redact(url)} has {TOO_MUCH[much]} and is not parsed: that takes minutes. Check the page's source, or ask the site's owner to mend it."
            )
        data, cut = _tamed(without_hidden_bombs(data))
        self.cut |= cut
        self.tree = LexborHTMLParser(data)

    @cached_property
    def source(self) -> str:
        """The page as text."""
        return self._page if isinstance(self._page, str) else self._page.decode("utf-8")

    @property
    def top(self) -> LexborNode | None:
        """``<body>``, or the root of a page without one."""
        return self.tree.body or self.tree.root

    def select(self, css: str) -> list[LexborNode]:
        """Elements matching a CSS selector in document order. Raises ValueError naming a selector that cannot be read."""
        try:
            return self.tree.css(css)
        except SelectolaxError as error:
            raise ValueError(f"the selector {css!r} cannot be read: {error}") from None

    def first(self, css: str) -> LexborNode | None:
        return next(iter(self.select(css)), None)

    @cached_property
    def _parts(self) -> dict[str, list[LexborNode]]:
        """The elements every page is asked for by their tags, found in one pass over the tree."""
        found: dict[str, list[LexborNode]] = {"meta": [], "title": [], "link": [], "script": [], "h1": [], "a": []}
        for element in self.tree.css(_PARTS):
            if (tag := element.tag) in found:
                found[tag].append(element)
        return found

    @property
    def headings(self) -> list[LexborNode]:
        """Every ``h1``."""
        return self._parts["h1"]

    @property
    def linked_data(self) -> list[LexborNode]:
        """Every ``script`` of JSON-LD."""
        return self._parts["script"]

    @property
    def categories(self) -> list[LexborNode]:
        """Every link that says it leads to the story's category."""
        return self._parts["a"]

    @cached_property
    def meta(self) -> dict[str, tuple[str, ...]]:
        """``<meta>`` contents by lower-case ``property``, ``name``, ``itemprop`` or ``http-equiv``; empty contents left out."""
        found: dict[str, list[str]] = {}
        for element in self._parts["meta"]:
            attributes = element.attributes
            content = attributes.pop("content", None)
            if not content or content.isspace():
                continue
            content = clean(content)
            for attribute, name in attributes.items():
                if name and attribute in _META_NAMES:
                    values = found.setdefault(name.strip().lower(), [])
                    if content not in values:
                        values.append(content)
        return {name: tuple(values) for name, values in found.items()}

    def meta_first(self, *names: str) -> str | None:
        """The first content among ``names``, in the order asked for."""
        for name in names:
            if values := self.meta.get(name):
                return values[0]
        return None

    @cached_property
    def canonical(self) -> str | None:
        """The address the page's first ``<link rel="canonical">`` gives."""
        addresses = ((element.attributes.get("href") or "").strip() for element in self._parts["link"])
        return next(filter(None, addresses), None)

    @cached_property
    def title(self) -> str | None:
        """The first ``<title>`` that is not part of a drawing."""
        for element in self._parts["title"]:
            parent = element.parent
            if parent is not None and parent.tag in ("head", "body", "html") and (text := clean(element.text())):
                return text
        return None

    @cached_property
    def body_words(self) -> str:
        """Classes and id of ``<body>``, lower case, padded with blanks: themes say there what kind of page it is."""
        body = self.tree.body
        if body is None:
            return "  "
        attributes = body.attributes
        return f" {attributes.get('class') or ''} {attributes.get('id') or ''} ".lower()

    @cached_property
    def declared_language(self) -> str | None:
        root = self.tree.root
        attributes = root.attributes if root is not None else {}
        values = (
            attributes.get("lang"),
            attributes.get("xml:lang"),
            self.meta_first("og:locale", "content-language", "language", "dc.language", "inlanguage"),
        )
        return next((value.strip() for value in values if value and value.strip()), None)


def _without_filler(page: str | bytes) -> str | bytes:
    """A page that is too long without its comments, styles and scripts (other than data): what is read of it should be the article."""
    if isinstance(page, bytes):
        page = page.decode("utf-8", "replace")
    return _FILLER.sub("", page)


def beginning(page: str | bytes, characters: int) -> str:
    """The first characters of a page given as text or as sound UTF-8."""
    if isinstance(page, str):
        return page[:characters]
    start = page[: 2 * characters].decode("utf-8", "ignore")  # no Arabic letter has more than two bytes, no character more than four
    return (start if len(start) >= characters else page[: 4 * characters].decode("utf-8", "ignore"))[:characters]


def text_of(element: LexborNode) -> str:
    """Visible text of an element, cleaned; block elements and line breaks separate words."""
    parts: list[str] = []
    stack: list[tuple[LexborNode, bool]] = [(element, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            parts.append(" ")
            continue
        tag = node.tag
        if tag == "-text":
            parts.append(node.text_content or "")
            continue
        if tag is None or tag in _SILENT or tag == "-comment":
            continue
        if tag in BLOCKISH:
            parts.append(" ")
            stack.append((node, True))
        stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))
    return clean("".join(parts))


def _tamed(data: bytes) -> tuple[bytes, bool]:
    """The page within bounds, and whether something was cut off."""
    tags = data.count(b"<")
    if tags > TAGS_WITHOUT_CARE:
        end = _end_within_bounds(data)
        return _FORMATTING.sub(rb"<\1span", data[:end]), end < len(data)
    if tags > TAGS_WITHOUT_COPIES and tags * len(_DISTINCT_FORMATTING.findall(data)) > MOST_COPIES:
        return _FORMATTING.sub(rb"<\1span", data), False
    return data, False


def _end_within_bounds(data: bytes) -> int:
    """Where the page goes beyond :data:`MOST_TAGS` or :data:`DEEPEST`; its length when it never does."""
    depth = 0
    for count, match in enumerate(_TAG.finditer(data)):
        if count >= MOST_TAGS:
            return match.start()
        name = match[2].lower()
        if name in _NOT_DEEPENING:
            continue
        if match[1]:
            depth = max(0, depth - 1)
        else:
            depth += 1
            if depth > DEEPEST:
                return match.start()
    return len(data)

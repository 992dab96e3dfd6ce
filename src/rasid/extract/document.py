"""The small wrapper round the HTML parser: parse within bounds, select, text, meta.

The parser is libxml2 (lxml). Measured on the corpus: lexbor builds a page in half the time (0.7 against 1.3 ms) but has no bound on depth and
needs 23 s for 100,000 nested ``div``; libxml2 stops at a depth of 2,048 in 0.01 s, and the page's time goes into reading, not into parsing.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from rasid.arabic.script import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_CHARACTERS = 6_000_000
"""The longest page read; the largest rendered news page met was 2.4 million characters."""
MOST_TAGS = 120_000
"""Tags after which a page is cut: its tree then stays below 30 MB. Real news pages have up to 30,000."""

_BLOCKISH = frozenset("p div li tr td th h1 h2 h3 h4 h5 h6 br section article blockquote ul ol table figure figcaption dt dd".split())
_INVALID_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Document:
    """One parsed page. ``root`` is None when there was nothing to parse; ``cut`` tells that the page was longer than is read."""

    def __init__(self, text: str, url: str) -> None:
        self.url = url
        self.source, self.cut = _bounded(text)
        self.root: _Element | None = _parse(self.source)

    def select(self, css: str, within: _Element | None = None) -> list[_Element]:
        """Elements matching a CSS selector in document order. Raises ValueError naming a selector that cannot be read."""
        top = self.root if within is None else within
        if top is None:
            return []
        return list(_compiled(css)(top))

    def first(self, css: str, within: _Element | None = None) -> _Element | None:
        found = self.select(css, within)
        return found[0] if found else None

    @cached_property
    def meta(self) -> dict[str, tuple[str, ...]]:
        """``<meta>`` contents by lower-case ``property``, ``name``, ``itemprop`` or ``http-equiv``; empty contents left out."""
        found: dict[str, list[str]] = {}
        for element in self.elements("meta"):
            content = element.get("content")
            if not content or not (content := clean(content)):
                continue
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                if name := element.get(attribute):
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
    def link_rel(self) -> dict[str, str]:
        """First ``href`` by ``rel`` word of ``<link>`` elements."""
        found: dict[str, str] = {}
        for element in self.elements("link"):
            href = (element.get("href") or "").strip()
            for word in (element.get("rel") or "").lower().split():
                if href:
                    found.setdefault(word, href)
        return found

    @cached_property
    def title(self) -> str | None:
        """The first ``<title>`` that is not part of a drawing."""
        for element in self.elements("title"):
            parent = element.getparent()
            if parent is not None and parent.tag in ("svg", "g", "symbol", "defs"):
                continue
            if text := text_of(element):
                return text
        return None

    @cached_property
    def body_words(self) -> str:
        """Classes and id of ``<body>``, lower case, padded with blanks: themes say there what kind of page it is."""
        for element in self.elements("body"):
            return f" {element.get('class') or ''} {element.get('id') or ''} ".lower()
        return "  "

    @cached_property
    def declared_language(self) -> str | None:
        if self.root is None:
            return None
        html = self.root if self.root.tag == "html" else None
        for value in (
            html.get("lang") if html is not None else None,
            html.get("{http://www.w3.org/XML/1998/namespace}lang") if html is not None else None,
            self.meta_first("og:locale", "content-language", "language", "dc.language", "inlanguage"),
        ):
            if value and (value := value.strip()):
                return value
        return None

    def elements(self, *tags: str) -> list[_Element]:
        return [] if self.root is None else list(self.root.iter(*tags))


def text_of(element: _Element) -> str:
    """Visible text of an element, cleaned; block elements and line breaks separate words."""
    if len(element) == 0:
        return clean(element.text or "")
    parts: list[str] = []
    for node in element.iter():
        tag = node.tag
        if not isinstance(tag, str):
            continue
        if tag in _BLOCKISH:
            parts.append(" ")
        if node.text and tag not in ("script", "style", "noscript", "template", "svg"):
            parts.append(node.text)
        if node is not element and node.tail:
            parts.append(" " + node.tail if tag in _BLOCKISH else node.tail)
    return clean("".join(parts))


def _bounded(text: str) -> tuple[str, bool]:
    cut = len(text) > MOST_CHARACTERS
    if cut:
        text = text[:MOST_CHARACTERS]
    if text.count("<") > MOST_TAGS:
        at = -1
        for _ in range(MOST_TAGS):
            at = text.find("<", at + 1)
        text, cut = text[:at], True
    return text, cut


def _parse(text: str) -> _Element | None:
    if "<" not in text:
        return None
    data = _INVALID_XML.sub(" ", text).encode("utf-8")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, AssertionError):
        return None


@lru_cache(maxsize=256)
def _compiled(css: str) -> etree.XPath:
    from cssselect import HTMLTranslator, SelectorError

    try:
        return etree.XPath(HTMLTranslator().css_to_xpath(css))
    except (SelectorError, etree.XPathError) as error:
        raise ValueError(f"the selector {css!r} cannot be read: {error}") from None

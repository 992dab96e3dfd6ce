"""What makes markup too costly to parse, found before it is parsed.

Every parser we know compares each attribute of an element with those before it: one element with 50,000 of them holds a parser for a
minute, in C, where neither a signal nor a deadline reaches it. Looking first takes 5 ns a byte and is linear whatever the page.
"""

from __future__ import annotations

import re
from typing import Literal

MOST_ATTRIBUTES = 256
"""Of one element. The most on 28 news pages measured is 21; 256 on every element of the largest page read cost a parser two seconds in all."""

MOST_NAMES = 20_000
"""Different names of attributes on one page: lexbor keeps them in a table of fixed width, and 100,000 took it two seconds, 190,000 nineteen. Real pages have a few hundred."""
FEW_BYTES = 4 * MOST_NAMES
"""Tags no longer in all cannot hold so many names."""
MOST_DRAWINGS, LONGEST_DRAWING = 1_000, 50_000
"""How many, and bytes of each, are looked at one by one."""

Excess = Literal["attributes", "names"]
TOO_MUCH: dict[Excess, str] = {
    "attributes": f"an element with more than {MOST_ATTRIBUTES} attributes",
    "names": f"attributes of more than {MOST_NAMES:,} different names",
}

# As the HTML standard splits a tag: names end at white space, «/», «>» or «=», and a quotation mark opens a value only behind «=».
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
_PLAIN = rf"(?:{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+"
_ELEMENT = rf"{_PLAIN}(?P<more>{_ATTRIBUTE})?"
_COMMENT = r"!--(?:-?>|[^-]*+(?:-(?!-!?>)[^-]*+)*+)"
_USUAL = r"""(?:\s[a-zA-Z:_-]++="[^"]*+"){0,64}+>"""
"""How nearly every tag goes on: read three times as fast."""
_TAG = rf"(?P<tag>[a-zA-Z][^\s/>]*+(?:{_USUAL}|{_ELEMENT}))"
_SCRIPT = rf"(?i:script)(?=[\s/>]){_PLAIN}[\s/]*+>[^<]*+(?:<(?!/(?i:script)[\s/>])[^<]*+)*+"
_HTML = re.compile(rf"<(?:{_COMMENT}|{_SCRIPT}|{_TAG})".encode())
_FOREIGN = re.compile(rf"<(?:{_COMMENT}|{_TAG})".encode())
_XML = re.compile(rf"(?s)<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|<[^\s!?/>=][^\s/>]*+{_ELEMENT}")
_NAME = re.compile(rb"""[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+""")
_FOREIGN_ROOTS = re.compile(rb"<(/?)(?:svg|math)(?=[\s/>])", re.IGNORECASE)
_TEXTUAL = "svg|math|script|style|foreignobject|desc|textarea|xmp|iframe|noembed|noframes|noscript|plaintext|template"
_DRAWING = re.compile(
    rf"(?i)<svg(?=[\s/>]){_PLAIN}[\s/]*+>(?:[^<]++|<title(?=[\s/>]){_PLAIN}[\s/]*+>[^<]*+</title>|</?(?!(?:{_TEXTUAL}|title)\b)[a-z][^\s/>]*+{_PLAIN}[\s/]*+>)*+</svg\s*+>".encode()
)
"""A drawing of nothing but shapes: it ends where it seems to end."""


def excess(page: bytes) -> Excess | None:
    """What an HTML page has too much of: more than :data:`MOST_ATTRIBUTES` attributes of one element, or :data:`MOST_NAMES` different names of them."""
    return _excess(_HTML, page)


def _excess(elements: re.Pattern[bytes], page: bytes) -> Excess | None:
    tags: set[bytes] = set()  # few where they are many: a page repeats its own
    for element in elements.finditer(page):
        if element["more"] is not None:
            return "attributes"
        if (tag := element["tag"]) is not None:
            tags.add(tag)
    names: set[bytes] = set()
    if sum(map(len, tags)) > FEW_BYTES:
        for tag in tags:
            names.update(_NAME.findall(tag, 1))
            if len(names) > MOST_NAMES:
                return "names"
    return None


def xml_has_attribute_bomb(document: str) -> bool:
    """The same of an XML document; what stands in CDATA is text."""
    return any(match["more"] is not None for match in _XML.finditer(document))


def without_hidden_bombs(page: bytes) -> bytes:
    """``page`` without drawings and formulas where their scripts hold what would be too much.

    Inside ``svg`` a ``script`` is markup like any other, and outside it is not; told apart only by the parser we protect.
    """
    begins = [root.start() for root in _FOREIGN_ROOTS.finditer(page) if not root[1]]
    if len(begins) <= MOST_DRAWINGS and all(_DRAWING.match(page, begin, begin + LONGEST_DRAWING) for begin in begins):
        return page
    return page if _excess(_FOREIGN, page) is None else _FOREIGN_ROOTS.sub(rb"<\1span", page)

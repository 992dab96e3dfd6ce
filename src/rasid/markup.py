"""What makes markup too costly to parse, found before it is parsed.

Every parser we know compares each attribute of an element with those before it: one element with 50,000 of them holds a parser for a
minute, in C, where neither a signal nor a deadline reaches it. Looking first takes 5 ns a byte and is linear whatever the page.
"""

from __future__ import annotations

import re

MOST_ATTRIBUTES = 256
"""Of one element. The most on 28 news pages measured is 21; 256 on every element of the largest page read cost a parser two seconds in all."""

MOST_NAMES = 20_000
"""Different names of attributes on one page: lexbor keeps them in a table of fixed width, and 100,000 took it two seconds, 190,000 nineteen. Real pages have a few hundred."""
FEW_BYTES = 100_000
"""A page no longer cannot hold so many."""
SEPARATORS = (b" ", b"\n", b"\t", b"\r", b"\f", b"/", b'"', b"'")

# As the HTML standard splits a tag: names end at white space, «/», «>» or «=», and a quotation mark opens a value only behind «=».
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
_ELEMENT = rf"(?:{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+(?P<more>{_ATTRIBUTE})?"
_COMMENT = r"<!--(?:-?>|.*?(?:--!?>|\Z))"
_HTML = rf"(?s){_COMMENT}|<(?:(?i:script)(?=[\s/>])(?:{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+[\s/]*+>.*?(?:</(?i:script)(?=[\s/>])|\Z)|[a-zA-Z][^\s/>]*+{_ELEMENT})"
_FOREIGN = rf"(?s){_COMMENT}|<[a-zA-Z][^\s/>]*+{_ELEMENT}"
_XML = rf"(?s)<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|<[^\s!?/>=][^\s/>]*+{_ELEMENT}"

_HTML_TEXT, _HTML_BYTES = re.compile(_HTML), re.compile(_HTML.encode())
_FOREIGN_BYTES = re.compile(_FOREIGN.encode())
_XML_TEXT = re.compile(_XML)
_NAME_BYTES = re.compile(rb"""[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+""")
_IS_TEXT = re.compile(rb"<(?:!--|script[\s/>])", re.IGNORECASE)
_FOREIGN_ROOTS = re.compile(rb"<(/?)(?:svg|math)(?=[\s/>])", re.IGNORECASE)


def has_attribute_bomb(page: str | bytes) -> bool:
    """Whether an element of an HTML page has more than :data:`MOST_ATTRIBUTES` attributes."""
    found = _HTML_BYTES.finditer(page) if isinstance(page, bytes) else _HTML_TEXT.finditer(page)
    return any(match["more"] is not None for match in found)


def has_name_bomb(page: bytes) -> bool:
    """Whether an HTML page has more than :data:`MOST_NAMES` different names of attributes."""
    return _many_names(_HTML_BYTES, page)


def _many_names(elements: re.Pattern[bytes], page: bytes) -> bool:
    # A name stands behind white space, a stroke or the end of a value.
    if len(page) <= FEW_BYTES or sum(map(page.count, SEPARATORS)) <= MOST_NAMES:
        return False
    names: set[bytes] = set()
    # Tags are few where they are many: a page repeats its own.
    for tag in {element[0] for element in elements.finditer(page)}:
        if not _IS_TEXT.match(tag):
            names.update(_NAME_BYTES.findall(tag, 1))
            if len(names) > MOST_NAMES:
                return True
    return False


def xml_has_attribute_bomb(document: str) -> bool:
    """The same of an XML document; what stands in CDATA is text."""
    return any(match["more"] is not None for match in _XML_TEXT.finditer(document))


def without_hidden_bombs(page: bytes) -> bytes:
    """``page`` without drawings and formulas where their scripts hold what would be an attribute bomb.

    Inside ``svg`` a ``script`` is markup like any other, and outside it is not; told apart only by the parser we protect.
    """
    if _FOREIGN_ROOTS.search(page) is None:
        return page
    if not any(match["more"] is not None for match in _FOREIGN_BYTES.finditer(page)) and not _many_names(_FOREIGN_BYTES, page):
        return page
    return _FOREIGN_ROOTS.sub(rb"<\1span", page)

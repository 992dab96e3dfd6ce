"""RSS 0.9x, 1.0, 2.0, Atom and JSON feeds → links.

feedparser reads them, from memory only: a string would be taken for an address and fetched, bytes for a file's name and opened.
The document type is taken off before, so there is nothing to expand.
"""

from __future__ import annotations

import html
import json
import logging
import re
from io import BytesIO
from typing import Any
from urllib.parse import urljoin
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler

import feedparser
from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser
from lxml import etree

from rasid.arabic.script import spaced
from rasid.discover.dates import read_date
from rasid.discover.found import Found, once_each
from rasid.discover.packed import is_cut, mended, pieces_of, text_of, without_entities
from rasid.markup import MOST_ATTRIBUTES, xml_has_attribute_bomb
from rasid.model.article import Link
from rasid.model.vocabulary import Origin
from rasid.storable import storable, storable_json, without_bad_references
from rasid.urls import canonical_url, identity_key, redact

log = logging.getLogger(__name__)

ENTRIES = 1000
"""Read of one feed; a section's feed has 10–100."""
TAGS = 60_000
"""feedparser takes 25 µs a tag; a feed of more is cut there. The longest met, an archive of 454 broadcasts, has 23,000."""
CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
"""A mark that was escaped together with the title it was meant to protect."""
MARKUP = re.compile(r"<[^<>]{0,500}>")


def feed_links(body: bytes | str, url: str) -> Found:
    """The articles a feed names, newest as the feed orders them. ``url`` is the feed's own address, for relative links.

    Never raises: a broken feed gives what can be read, and ``problems`` says what is wrong with it.
    """
    problems: list[str] = []
    if isinstance(body, bytes):
        if is_cut(body):
            problems.append(f"The feed {url} is cut off or damaged in its compression.")
        body = text_of(b"".join(pieces_of(body)))
    text, declares = without_entities(without_bad_references(storable(body)))
    if not text.strip():
        return Found(problems=(*problems, f"The feed {url} is empty."))
    if text.startswith("{"):
        return _json_feed(text, url)
    if declares:
        problems.append(f"The feed {url} declares XML entities. They were not expanded.")
    text = _short(text, url, problems)
    if xml_has_attribute_bomb(text):
        return Found(
            problems=(
                f"The feed {url} has an element with more than {MOST_ATTRIBUTES} attributes and is not parsed: that takes minutes. Look at its source.",
            )
        )
    wrong = _malformed(text)
    if wrong:
        problems.append(f"The feed {url} is not well-formed XML ({wrong}). What could be read was read.")
    markup = text.encode("utf-8", "replace")
    try:
        parsed = feedparser.parse(
            BytesIO(b'<?xml version="1.0" encoding="utf-8"?>' + _with_own_bases(mended(markup) if wrong else markup, url)),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:  # it is no promise of feedparser's that it raises nothing on what it cannot read
        log.warning("%s: feedparser stumbled (%s)", redact(url), type(error).__name__)
        return Found(problems=(*problems, f"The feed {url} could not be read: its reader stumbled ({type(error).__name__})."))
    entries = parsed.entries[:ENTRIES]
    if not entries:
        what = "has no entries" if parsed.version else "is no feed"
        return Found(problems=(f"The address {url} {what}. Check it in the seed.",))
    links = [link for link in (_link(entry, url) for entry in entries) if link is not None]
    if len(links) < len(entries):
        problems.append(f"{len(entries) - len(links)} of {len(entries)} entries of the feed {url} have no link to a page.")
    return Found(once_each(links), problems=tuple(problems))


def _link(entry: Any, base: str) -> Link | None:
    address = next(
        (found for found in (canonical_url(candidate, base) for candidate in _addresses(entry)) if found and not _is_home(found, base)),
        None,
    )
    if address is None:
        return None
    raw = entry.get("published") or entry.get("dc_date") or entry.get("updated")
    return Link(url=address, title=plain(entry.get("title")), published_at=read_date(raw), published_raw=plain(raw), origin=Origin.FEED)


def _addresses(entry: Any) -> list[str]:
    """Where the entry may say its page is, most certain first."""
    found = [entry.get("feedburner_origlink")]
    found += [
        link.get("href")
        for link in entry.get("links", ())
        if link.get("rel", "alternate") == "alternate" and "html" in link.get("type", "html")
    ]
    found.append(entry.get("link"))
    identity = entry.get("id") or ""
    if identity.startswith(("http://", "https://")) or (entry.get("guidislink") and identity.startswith("/")):
        found.append(identity)
    return [address for address in found if address]


def _is_home(address: str, base: str) -> bool:
    return identity_key(address) == identity_key(canonical_url("/", base))


def plain(value: str | None) -> str | None:
    """A title without markup and character references, its white space folded."""
    if not value:
        return None
    value = CDATA.sub(r"\1", html.unescape(value) if "&lt;" in value or "&amp;" in value else value)
    text = html.unescape(MARKUP.sub(" ", value))
    return spaced(storable(text)) or None


def _with_own_bases(markup: bytes, url: str) -> bytes:
    """An Atom feed whose entries name a base of their own, with every address written out: feedparser keeps the first base for all that follow."""
    if b"xml:base" not in markup:
        return markup
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(markup, parser, base_url=url)
    except (etree.XMLSyntaxError, ValueError):
        return markup
    if root is None:
        return markup
    for element in root.iter("{*}link", "{*}id"):
        if (href := element.get("href")) is not None:
            element.set("href", urljoin(element.base or url, href.strip()))
    for element in root.iter():
        element.attrib.pop("{http://www.w3.org/XML/1998/namespace}base", None)
    return etree.tostring(root, encoding="utf-8", xml_declaration=False)


def _short(text: str, url: str, problems: list[str]) -> str:
    position = -1
    if text.count("<") <= TAGS:
        return text
    for _ in range(TAGS):
        position = text.find("<", position + 1)
    problems.append(f"The feed {url} is very long; its first {TAGS:,} tags were read.")
    return text[:position]


def _malformed(text: str) -> str | None:
    """What expat, with entities and outside references forbidden, has against the document."""
    parser = DefusedExpatParser(forbid_dtd=False, forbid_entities=True, forbid_external=True)
    parser.setContentHandler(ContentHandler())
    try:
        parser.parse(BytesIO(text.encode("utf-8", "replace")))
    except SAXParseException as error:
        return f"{error.getMessage()}, line {error.getLineNumber()}"
    except (SAXException, DefusedXmlException, ValueError) as error:
        return type(error).__name__
    return None


def _said(item: dict[str, Any], name: str) -> str | None:
    value = item.get(name)
    return value if isinstance(value, str) else None


def _json_feed(text: str, url: str) -> Found:
    try:
        feed = storable_json(json.loads(text), text)
        items = feed["items"][:ENTRIES]
        links = [
            Link(
                url=address,
                title=plain(_said(item, "title")),
                published_at=read_date(_said(item, "date_published")),
                published_raw=_said(item, "date_published"),
                origin=Origin.FEED,
            )
            for item in items
            if isinstance(item, dict) and (address := canonical_url(str(item.get("url") or item.get("external_url") or ""), url))
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Found(problems=(f"The address {url} is no feed. Check it in the seed.",))
    return Found(once_each(links))

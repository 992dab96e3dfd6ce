"""Golden pages: an article's page with its structure kept and every word of prose replaced, proved to extract to the same shape."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bs4 import Comment, NavigableString, Tag
from bs4.element import CData, Declaration, Doctype, ProcessingInstruction

from rasid.arabic.script import clean
from rasid.discover.listing import parse
from rasid.errors import RasidError
from rasid.extract import extract
from rasid.model import Article, Source
from rasid.probe.look import Specimen
from rasid.probe.placeholder import Placeholder

GOLDEN_NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
"""Goldens are read at this moment, so that relative dates stay the same."""
DROPPED = (
    "script",
    "style",
    "svg",
    "noscript",
    "iframe",
    "canvas",
    "video",
    "audio",
    "object",
    "embed",
    "template",
    "input",
    "select",
    "option",
    "button",
)
KEPT_ATTRIBUTES = frozenset(
    (
        "class",
        "id",
        "href",
        "src",
        "rel",
        "itemprop",
        "itemscope",
        "itemtype",
        "itemid",
        "datetime",
        "content",
        "property",
        "name",
        "lang",
        "dir",
        "type",
        "alt",
        "title",
        "charset",
        "http-equiv",
        "role",
        "hidden",
        "data-src",
        "data-lazy-src",
        "data-original",
    )
)
ADDRESSES = frozenset(("href", "src", "data-src", "data-lazy-src", "data-original", "itemid"))
FACTS = re.compile(
    r"(?i)date|time|modified|published|locale|lang|type|site_name|application-name|charset|viewport|robots|generator|geo\.|color|publisher|section"
)
LABEL_WORDS = 3
"""A text of so few words outside the article's own fields is a label of the site (a menu's entry), not prose."""
LONGEST_LIST = 8
JSON_FACTS = re.compile(r"(?i)^@|date|time|lang|country|duration|width|height|section|price|free")


@dataclass(frozen=True, slots=True)
class Golden:
    """A reduced page, its address with the slug replaced, and the row it gives."""

    html: str
    url: str
    row: dict[str, Any]


def golden_row(article: Article) -> dict[str, Any]:
    """What ``expected.json`` promises of a page: the fields a change of the extractor could spoil."""
    return {
        "url": article.url,
        "type": article.type.value,
        "language": article.language,
        "headline": article.headline,
        "standfirst": article.standfirst,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "authors": list(article.authors),
        "section_name": article.section_name,
        "image": article.image,
        "paragraphs": len(article.body),
        "first_paragraph": article.body[0] if article.body else None,
        "last_paragraph": article.body[-1] if article.body else None,
    }


def golden_page(one: Specimen, source: Source, *, salt: bytes) -> Golden | None:
    """The golden of one article, or None when its page, so reduced, would no longer be read as the same article.

    ``salt`` keys the choice of stand-ins: made anew for each seed and stored nowhere, so that no word can be looked up again.
    """
    try:
        whole = extract(one.decoded, one.page.final_url, now=GOLDEN_NOW, source=source)
    except RasidError:
        return None
    own = _own_texts(whole)
    words = Placeholder((source.name.ar, source.name.en), now=GOLDEN_NOW, salt=salt)
    url = words.url(one.page.final_url)
    for label_words in (LABEL_WORDS, 0, 8):
        html = _reduced(one.decoded.text, words, own, label_words)
        try:
            again = extract(html, url, now=GOLDEN_NOW, source=source)
        except RasidError:
            continue
        if _same_shape(whole, again) and not _quotes(whole, html):
            return Golden(html, url, golden_row(again))
    return None


def _own_texts(article: Article) -> frozenset[str]:
    """Texts that are the article's own however short: never kept as labels."""
    return frozenset(
        clean(text)
        for text in (
            article.headline or "",
            article.standfirst or "",
            article.kicker or "",
            article.dateline or "",
            *article.body,
            *article.authors,
            *article.tags,
            *article.captions,
        )
        if text
    )


def _reduced(text: str, words: Placeholder, own: frozenset[str], label_words: int) -> str:
    soup = parse(text)
    for node in soup.find_all(
        string=lambda node: isinstance(node, Comment | CData | Declaration | ProcessingInstruction) and not isinstance(node, Doctype)
    ):
        node.extract()
    for element in soup.find_all(DROPPED):
        if element.name == "script" and "ld+json" in str(element.get("type") or "").lower():
            element.string = _linked_data(element.get_text(), words)
        else:
            element.decompose()
    for element in soup.find_all(("ul", "ol")):
        for extra in element.find_all("li", recursive=False)[LONGEST_LIST:]:
            extra.decompose()
    for element in soup.find_all("link"):
        if not {"canonical", "alternate", "amphtml", "shortlink"} & set(element.get("rel") or []):
            element.decompose()
    for element in soup.find_all(True):
        _attributes(element, words)
    for node in list(soup.find_all(string=True)):
        if isinstance(node, Doctype) or node.parent is None or node.parent.name == "script":
            continue
        bare = clean(str(node))
        label = len(bare.split()) <= label_words and bare not in own
        if bare and not label:
            node.replace_with(NavigableString(words.text(str(node))))
    for meta in soup.find_all("meta", charset=True):
        meta["charset"] = "utf-8"
    for meta in soup.find_all("meta", attrs={"http-equiv": re.compile("(?i)content-type")}):
        meta["content"] = "text/html; charset=utf-8"
    return re.sub(r"\n\s*\n+", "\n", soup.decode(formatter="minimal")).strip() + "\n"


def _attributes(element: Tag, words: Placeholder) -> None:
    for name in list(element.attrs):
        value = element.attrs[name]
        if name.lower() not in KEPT_ATTRIBUTES or (isinstance(value, str) and value.lstrip().lower().startswith(("data:", "javascript:"))):
            del element.attrs[name]
        elif name in ADDRESSES and isinstance(value, str):
            element.attrs[name] = words.url(value)
        elif name in ("alt", "title"):
            element.attrs[name] = words.text(str(value))
    content = element.attrs.get("content")
    if not isinstance(content, str):
        return
    said = str(
        element.attrs.get("property") or element.attrs.get("name") or element.attrs.get("itemprop") or element.attrs.get("http-equiv") or ""
    )
    if content.startswith(("http://", "https://", "/")):
        element.attrs["content"] = words.url(content)
    elif not FACTS.search(said):
        element.attrs["content"] = words.text(content)


def _linked_data(text: str, words: Placeholder) -> str:
    try:
        data = json.loads(text)
    except ValueError:
        # The extractor mends broken JSON-LD, and a golden must keep what it mends: only words are replaced.
        return words.text(text)
    return json.dumps(_swapped(data, words, ""), ensure_ascii=False, indent=1).replace("</", "<\\/")


def _swapped(value: Any, words: Placeholder, key: str) -> Any:
    if isinstance(value, dict):
        return {name: _swapped(inner, words, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_swapped(inner, words, key) for inner in value]
    if not isinstance(value, str) or (JSON_FACTS.search(key) and key != "@id"):
        return value
    if value.startswith(("http://", "https://", "/")):
        return words.url(value)
    return words.text(value)


def _same_shape(whole: Article, again: Article) -> bool:
    return (
        again.type is whole.type
        and again.language == whole.language
        and again.published_at == whole.published_at
        and bool(again.headline) == bool(whole.headline)
        and len(again.headline or "") == len(whole.headline or "")
        and len(again.body) == len(whole.body)
        and len(again.authors) == len(whole.authors)
    )


def _quotes(whole: Article, html: str) -> bool:
    """A sentence of the article stands in the page all the same."""
    return any(
        len(text.split()) > LABEL_WORDS + 1 and text in html for text in (whole.headline or "", whole.standfirst or "", *whole.body) if text
    )

"""Who wrote it: authors, the agency, and the place a report is datelined from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from rasid.arabic.given_names import looks_like_person
from rasid.arabic.script import FUNCTION_WORDS, clean
from rasid.extract.body import Body
from rasid.extract.bylines import LONGEST_NAME, OTHERS_CREDITS, leads_to_person, unlabelled_names, visible_bylines
from rasid.extract.credits import (
    SHORT_CREDITS,
    agency_name,
    credits_of,
    dateline_of,
    is_agency,
    is_site,
    only_agencies,
    place_and_agency,
    reporter_of,
)
from rasid.extract.document import text_of
from rasid.extract.jsonld import JsonLd, Node, origin_of, strings
from rasid.extract.layout import Block, Box, Layout
from rasid.extract.matching import key
from rasid.extract.names import SOURCE, TRANSLATED, names_in
from rasid.extract.page import ReadPage
from rasid.model import Candidate, Origin

_HOME = re.compile(r"(?:https?://[^/?#]+)?/?$", re.IGNORECASE)
_ARABIC = re.compile(r"[\u0621-\u064a]")
_INITIAL_LINE = re.compile(r"^\W*(?:ت|تر|ك|ص|إ)\s*[:：]\s*(?P<name>[^\d:]{4,40})$")
_SIGNATURE = re.compile(r"^[^\W\d]+(?:[ -][^\W\d]+){1,3}$")
_CLOSING = re.compile(r"[(\[«]\s*(?P<name>[^()\[\]«»]{1,30})\s*[)\]»][\s.\-–—]*$")


MOST_AUTHORS = 12
"""A live blog is signed by a shift; a list of more is the staff's."""
MOST_OF_MENU = 150
"""Links of one menu that are looked at."""
LONGEST_LABEL = 30
"""Characters of a link to a section or a programme."""


@dataclass(slots=True)
class People:
    authors: tuple[str, ...] = ()
    origin: Origin | None = None
    agency: str | None = None
    agency_origin: Origin | None = None
    dateline: str | None = None
    candidates: list[Candidate] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    """Indices of body blocks that are a byline or a source line and no paragraph."""


def find_people(page: ReadPage, node: Node | None, body: Body, headline: Block | None) -> People:
    """``node`` is the structured data of the article, or of the film or the sound the page shows."""
    document, layout = page.document, page.layout
    people = People()
    site = (*page.names, *_home_names(layout))
    readings: list[tuple[Origin, list[str]]] = []
    if selector := page.selectors.get("author"):
        readings.append((Origin.SELECTOR, [text_of(element) for element in document.select(selector)]))
    if node is not None:
        readings.append((origin_of(node), list(_named(page.linked, node.get("author"))) or list(_named(page.linked, node.get("creator")))))
    written = [box for box in layout.props("author")[:8] if not _in_picture(box)][:4]
    readings.append((Origin.MICRODATA, [text for box in written for text in _microdata_names(layout, box)]))
    readings.append((Origin.TEXT, list(visible_bylines(layout, body, headline, people.used))))
    readings.append((Origin.META, [text for name in _META_NAMES for text in document.meta.get(name, ())]))
    tail = () if site else _after_headline(document.title, headline)
    for origin, texts in readings:
        if origin is Origin.META:
            site = (*site, *tail)
        read = [name for text in texts for name in names_in(text)]
        if len(texts) > 1 and len(own := [text for text in texts if not TRANSLATED.match(text)]) < len(texts):
            read = [name for text in own for name in names_in(text)] or read
        if origin is Origin.TEXT and not read and not people.authors:
            texts = read = list(unlabelled_names(layout, body, headline, site))
        labels = _labels_of_links(layout, body, headline) if origin is not Origin.JSON_LD and read else frozenset()
        names = _persons(read, labels, site, people, origin)
        if names:
            people.candidates.append(Candidate("، ".join(names), origin, " | ".join(texts)[:200]))
            if not people.authors or (_foreign(people.authors) and origin is Origin.TEXT and not _foreign(names)):
                people.authors, people.origin = (
                    tuple(names[:MOST_AUTHORS]),
                    origin,
                )  # names as readers see them, not as the system spells them
        elif texts and people.dateline is None:
            for text in texts:
                place, agency = place_and_agency(text)
                if place and agency:
                    people.dateline, people.agency, people.agency_origin = place, agency, origin
    _from_text(people, layout, body, headline, (*site, *tail))
    return people


_META_NAMES = ("article:author", "author", "parsely-author", "dc.creator", "sailthru.author", "byl", "twitter:data1")


def _persons(read: list[str], labels: frozenset[str], site: tuple[str, ...], people: People, origin: Origin) -> list[str]:
    """The persons among the names read; an agency or the paper itself is taken down as the agency."""
    names: list[str] = []
    for name in read:
        if key(name) in labels and not looks_like_person(name):
            continue  # a section or a programme
        if is_site(name, site) or is_agency(name):
            people.agency, people.agency_origin = people.agency or agency_name(name), people.agency_origin or origin
        elif name not in names:
            names.append(name)
    return names


def _in_picture(box: Box) -> bool:
    """The author of a photograph."""
    outer: Box | None = box
    while outer is not None:
        if outer.tag in ("figure", "figcaption", "picture"):
            return True
        outer = outer.parent
    return False


def _labels_of_links(layout: Layout, body: Body, headline: Block | None) -> frozenset[str]:
    """What the page's menus call its sections and programmes: short links away from the article that lead to no person."""
    first = headline.index - 3 if headline is not None else 0
    last = body.blocks[-1].index + 6 if body.blocks else first + 20
    shown = (
        block.text
        for block in layout.blocks
        if not first <= block.index <= last
        and block.link_only
        and len(block.text) <= LONGEST_LABEL
        and not any(map(leads_to_person, block.links))
    )
    menus = (
        link for aside in layout.asides if aside.kind in ("nav", "footer", "header") for link in aside.element.css("a[href]")[:MOST_OF_MENU]
    )
    hidden = (text for link in menus if 0 < len(text := text_of(link)) <= LONGEST_LABEL)
    return frozenset(map(key, (*shown, *hidden)))


def layout_text(layout: Layout, box: Box) -> str:
    return clean(" ".join(block.text for block in layout.blocks[box.first : box.last + 1])) or clean(box.get("content") or "")


def _microdata_names(layout: Layout, author: Box) -> list[str]:
    names = [box for box in layout.props("name") if box is not author and box.is_in(author)]
    return [layout_text(layout, box) for box in names or [author]]


def _named(jsonld: JsonLd, value: Any, depth: int = 0) -> Iterator[str]:
    """Names in a text, a list, a person, a person in a person's name."""
    if depth > 4:
        return
    value = jsonld.resolve(value)
    if isinstance(value, list):
        for item in value[:20]:
            yield from _named(jsonld, item, depth + 1)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        name = value.get("name")
        if isinstance(name, dict) and "@value" not in name:
            yield from _named(jsonld, name, depth + 1)
        else:
            yield from strings(name)


def _home_names(layout: Layout) -> Iterator[str]:
    """What the page calls its home: the texts of links to it."""
    for block in layout.blocks[:40]:
        if block.links and len(block.text) <= LONGEST_NAME and block.link_only and any(map(_HOME.match, block.links[:2])):
            yield key(block.text)


def _after_headline(title: str | None, headline: Block | None) -> tuple[str, ...]:
    """What the page's title says last, after the headline: the name of the site, where nothing else tells it. Not asked of a byline:
    a column's title may end in its writer."""
    if not title or headline is None or not title.startswith(headline.text) or title == headline.text:
        return ()
    last = key(re.split(r"\s[-–—|»«:•·/]\s|[|»«•]", title[len(headline.text) :])[-1])
    return (last,) if len(last) > 1 and not looks_like_person(last) else ()


def _foreign(names: Iterable[str]) -> bool:
    return not any(map(_ARABIC.search, names))


def _from_text(people: People, layout: Layout, body: Body, headline: Block | None, site: tuple[str, ...]) -> None:
    """Who wrote it, and where from, by the text itself: credits over it and under it, the dateline it opens with, the sources it ends with."""
    paragraphs = [block for block in body.blocks if block.index not in people.used]
    if not paragraphs:
        return
    over = layout.blocks[headline.index + 1 : paragraphs[0].index][-6:] if headline is not None else []
    for block in (*over, *paragraphs[: len(paragraphs) > 1]):
        if not (block.heading or block.linked) and OTHERS_CREDITS.isdisjoint(block.marks):
            _credits_over(people, block, block is paragraphs[0], site)
    paragraphs = [block for block in paragraphs if block.index not in people.used]
    _repeated_over(people, paragraphs)
    _signatures_under(people, paragraphs, site)
    _dateline(people, paragraphs[0].text)
    for block in paragraphs[-2:]:
        _source_under(people, block)


def _credits_over(people: People, block: Block, opens: bool, site: tuple[str, ...]) -> None:
    if (read := credits_of(block.text, block.bold >= 0.9 * len(block.text), site)) is None:
        if opens and (alone := _place_over(block.text)) is not None:
            people.used.add(block.index)
            people.dateline, people.agency, people.agency_origin = *alone, Origin.TEXT
        return
    place, name, agency = read
    people.used.add(block.index)
    people.dateline = place or people.dateline
    if agency and (is_agency(agency) or not name):
        people.agency, people.agency_origin = agency_name(agency), Origin.TEXT
    if name and (not people.authors or people.origin is Origin.META or _foreign(people.authors)):
        people.authors, people.origin = tuple(names_in(name)) or (name,), Origin.TEXT
        people.candidates.insert(0, Candidate("، ".join(people.authors), Origin.TEXT, block.text))


def _repeated_over(people: People, paragraphs: list[Block]) -> None:
    """The byline again, over the text."""
    if len(paragraphs) <= 2:
        return
    opening = paragraphs[0].text
    if len(opening) <= 30 and opening[-1].isalpha() and key(opening) in map(key, (*people.authors, people.agency or "")):
        people.used.add(paragraphs.pop(0).index)


def _signatures_under(people: People, paragraphs: list[Block], site: tuple[str, ...]) -> None:
    """The paper, the agencies, then a writer, each on a line of its own."""
    if len(paragraphs) > 2 and len(ending := paragraphs[-1].text) <= 30 and ending[-1].isalpha() and is_site(ending, site):
        people.used.add(paragraphs.pop().index)
    if people.agency:
        site = (*site, key(people.agency))  # an organisation named as the author signs its text too
    if len(paragraphs) > 2 and only_agencies(paragraphs[-1].text, site):
        people.used.add(paragraphs[-1].index)
        if people.agency is None:
            last = re.split(r"\s*[/+،|]\s*", paragraphs[-1].text)[-1]
            people.agency, people.agency_origin = agency_name(last), Origin.TEXT
        paragraphs.pop()
    if len(paragraphs) > 1 and _INITIAL_LINE.match(paragraphs[-1].text):
        people.used.add(paragraphs.pop().index)
    elif len(paragraphs) > 2 and _signs(paragraphs[-1], people):
        signature = paragraphs.pop()
        people.used.add(signature.index)
        if not people.authors:
            people.authors, people.origin = (signature.text,), Origin.TEXT
            people.candidates.append(Candidate(signature.text, Origin.TEXT, signature.text))


def _dateline(people: People, first: str) -> None:
    place, agency = dateline_of(first)
    if agency and not people.authors and (name := reporter_of(first)):
        people.authors, people.origin = (name,), Origin.TEXT
        people.candidates.append(Candidate(name, Origin.TEXT, name))
    if place:
        people.dateline = people.dateline or place
    if agency:
        people.agency, people.agency_origin = agency, Origin.TEXT


def _source_under(people: People, block: Block) -> None:
    if len(block.text) <= 80 and (match := SOURCE.match(block.text)):
        people.agency, people.agency_origin = people.agency or match["name"].strip(" \"'«»()[]"), people.agency_origin or Origin.TEXT
        people.used.add(block.index)
    elif people.agency_origin is not Origin.TEXT and (match := _CLOSING.search(block.text[-60:])) and is_agency(match["name"]):
        people.agency, people.agency_origin = agency_name(match["name"]), Origin.TEXT


def _place_over(line: str) -> tuple[str, str] | None:
    """«بغداد - واع» in a line of its own over the text."""
    if len(line) > SHORT_CREDITS or ":" in line:
        return None
    place, agency = place_and_agency(line)
    return (place, agency) if place and agency and not is_agency(place) else None


def _signs(last: Block, people: People) -> bool:
    """A name alone on the last line: the author's, or in bold where no other author is known."""
    text = last.text
    if last.heading or len(text) > 40 or not _SIGNATURE.match(text) or any(word in FUNCTION_WORDS for word in text.split()):
        return False
    return key(text) in map(key, people.authors) or (not people.authors and last.bold >= 0.9 * len(text))

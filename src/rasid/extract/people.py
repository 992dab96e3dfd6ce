"""Who wrote it: authors, the agency, and the place a report is datelined from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from rasid.arabic.given_names import looks_like_person, names_a_person
from rasid.arabic.script import FUNCTION_WORDS, clean
from rasid.extract.body import Body
from rasid.extract.credits import agency_name, credits_of, dateline_of, is_agency, is_site, only_agencies, place_and_agency
from rasid.extract.document import Document, text_of
from rasid.extract.furniture import is_date_line, opens_like_byline
from rasid.extract.jsonld import JsonLd, Node, strings
from rasid.extract.layout import Block, Box, Layout
from rasid.extract.marks import says_about
from rasid.extract.matching import key
from rasid.extract.names import BYLINE, CREDIT, SOURCE, names_in, undated
from rasid.model import Candidate, Origin

_OTHERS_BYLINES = frozenset({"related", "comments", "footer", "nav", "share"})
_OTHERS_CREDITS = frozenset({"related", "comments", "footer", "nav", "share", "caption", "tags", "sidebar", "ads", "promo"})
"""Boxes with credits of their own, which are not read for the article's."""
_PERSON_LINK = re.compile(
    r"/(?:authors?|writers?|editors?|profiles?|people|persons?|columnists?|journalists?|reporters?|contributors?|auteurs?|كاتب|كتاب|الكاتب|المؤلف|صحفي)/",
    re.IGNORECASE,
)
_TAG_LINK = re.compile(r"/(?:tags?|topics?|keywords?|labels?|hashtags?|وسم|وسوم)/", re.IGNORECASE)
_BREAKS = re.compile(r"[|•·]|([^\W\d_]+)\s*[:/]|(?<!\S)(بقلم)\s")
_BYLINE_INSIDE = re.compile(r"كتب|تحرير|عداد|أعد|تقرير|ترجم|حوار|تصوير|متابع|بواسط|الكاتب|المحرر")
_BYLINE_WORDS = frozenset(
    [
        "بقلم",
        "كتب",
        "كتبت",
        "تحرير",
        "إعداد",
        "اعداد",
        "أعده",
        "أعدها",
        "أعدّه",
        "أعدّها",
        "تقرير",
        "ترجمة",
        "حوار",
        "تصوير",
        "متابعة",
        "بواسطة",
        "الكاتب",
        "الكاتبة",
        "المحرر",
        "المحررة",
    ]
)
"""Words at which, with a colon, a byline begins inside a line of particulars."""
_PARTICULARS = re.compile(r"\s*[|•·،,]\s*|\s+[-–—ـ]+\s+|\s+(?=(?:نشرت?|تم النشر|آخر تحديث|يوم|بتاريخ)\s)")
_HOME = re.compile(r"(?:https?://[^/?#]+)?/?$", re.IGNORECASE)
_ARABIC = re.compile(r"[\u0621-\u064a]")
_INITIAL_LINE = re.compile(r"^\W*(?:ت|تر|ك|ص|إ)\s*[:：]\s*(?P<name>[^\d:]{4,40})$")
_SIGNATURE = re.compile(r"^[^\W\d]+(?:[ -][^\W\d]+){1,3}$")
_CLOSING = re.compile(r"[(\[«]\s*(?P<name>[^()\[\]«»]{1,30})\s*[)\]»][\s.\-–—]*$")


LONGEST_NAME = 60


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


def find_people(
    document: Document,
    layout: Layout,
    body: Body,
    jsonld: JsonLd,
    node: Node | None,
    headline: Block | None,
    site: tuple[str, ...],
    selector: str | None,
) -> People:
    people = People()
    site = (*site, *_home_names(layout))
    readings: list[tuple[Origin, list[str]]] = []
    if selector:
        readings.append((Origin.SELECTOR, [text_of(element) for element in document.select(selector)]))
    if node is not None:
        readings.append((Origin.JSON_LD, list(_named(jsonld, node.get("author"))) or list(_named(jsonld, node.get("creator")))))
    readings.append((Origin.MICRODATA, [text for box in layout.props("author")[:4] for text in _microdata_names(layout, box)]))
    readings.append((Origin.TEXT, list(_visible(layout, body, headline, people))))
    readings.append(
        (
            Origin.META,
            [
                text
                for name in ("article:author", "author", "parsely-author", "dc.creator", "sailthru.author", "byl", "twitter:data1")
                for text in document.meta.get(name, ())
            ],
        )
    )
    for origin, texts in readings:
        names: list[str] = []
        if origin is Origin.META:
            site = (*site, *_after_headline(document.title, headline)) if texts else site
        read = [name for text in texts for name in names_in(text)]
        if origin is Origin.TEXT and not read and not people.authors:
            texts = read = list(_unlabelled(layout, body, headline, site))
        for name in read:
            if is_site(name, site) or is_agency(name):
                people.agency, people.agency_origin = people.agency or agency_name(name), people.agency_origin or origin
            elif name not in names:
                names.append(name)
        if names:
            people.candidates.append(Candidate("، ".join(names), origin, " | ".join(texts)[:200]))
            if not people.authors or (_foreign(people.authors) and origin is Origin.TEXT and not _foreign(names)):
                people.authors, people.origin = tuple(names[:8]), origin  # names as readers see them, not as the system spells them
        elif texts and people.dateline is None:
            for text in texts:
                place, agency = place_and_agency(text)
                if place and agency:
                    people.dateline, people.agency, people.agency_origin = place, agency, origin
    _from_text(people, layout, body, headline, site)
    return people


def layout_text(layout: Layout, box: Box) -> str:
    return clean(" ".join(block.text for block in layout.blocks[box.first : box.last + 1])) or clean(box.get("content") or "")


def _microdata_names(layout: Layout, author: Box) -> list[str]:
    names = [box for box in layout.props("name") if box is not author and box.is_in(author)]
    return [layout_text(layout, box) for box in names or [author]]


def _named(jsonld: JsonLd, value: Any) -> Iterator[str]:
    value = jsonld.resolve(value)
    if isinstance(value, list):
        for item in value[:20]:
            yield from _named(jsonld, item)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings(value.get("name"))


def _visible(layout: Layout, body: Body, headline: Block | None, people: People) -> Iterator[str]:
    """Bylines on the page: what is marked so between the headline and a little past the body, and lines that open with «كتب»."""
    start = headline.index - 3 if headline is not None else 0
    last = (body.blocks[-1].index if body.blocks else start) + 6
    linked = any(block.link_only for block in layout.blocks[max(0, start) : last + 1] if "author" in block.marks and _could_be_name(block))
    ends = {kept.index for kept in (*body.blocks[:2], *body.blocks[-2:])}
    opening = body.blocks[0].index if body.blocks else last
    for block in layout.blocks[max(0, start) : last + 1]:
        if len(block.text) > 120 or not _OTHERS_BYLINES.isdisjoint(block.marks):
            continue
        in_body = block.index in ends
        if block.links and block.index < opening and any(map(_PERSON_LINK.search, map(unquote, block.links))):
            # names lead to their people; what stands round them in the line are places, roles and dates
            linked_names = [
                name
                for link in block.box.element.css("a[href]")
                if _PERSON_LINK.search(unquote(link.attributes.get("href") or "")) and len(name := text_of(link)) <= LONGEST_NAME
            ]
            yield from linked_names
            yield from _joined(block.text, linked_names)
        elif BYLINE.match(block.text) and opens_like_byline(block.text) and not CREDIT.match(block.text):
            if in_body and (len(block.text) > 60 or block.text.rstrip().endswith(".")):
                continue
            if in_body:
                people.used.add(block.index)
            yield block.text
        elif not in_body and _could_hold_byline(block.text):
            # the date and the byline in one line: «الإثنين 09-03-2026 18:40 | كتب: ميادة», «12 مارس 2026 بقلم: هدى المصري»
            yield from (
                piece for piece in _parts_of(block.text) if BYLINE.match(piece) and opens_like_byline(piece) and not CREDIT.match(piece)
            )
        elif (
            "author" in block.marks
            and _could_be_name(block)
            and (block.link_only or not linked)  # beside linked names stand roles and places
            and not any(says_about(mark.name) for mark in block.box.marked)
        ):
            yield block.text


def _could_hold_byline(line: str) -> bool:
    """A line of particulars with a date, which a byline may follow: looked for by what is cheap to find."""
    set_apart = "|" in line or "•" in line or "·" in line or "بقلم" in line
    return (set_apart or ((":" in line or "/" in line) and _BYLINE_INSIDE.search(line) is not None)) and any(map(str.isdigit, line))


def _parts_of(line: str) -> list[str]:
    """A line of particulars cut where it sets its parts apart and where a byline begins; nothing of a line without either."""
    cuts = [match.start() for match in _BREAKS.finditer(line) if match[2] or (match[1] in _BYLINE_WORDS if match[1] else True)]
    return [line[start:end].lstrip("|•· ") for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True)] if cuts else []


def _joined(text: str, linked: list[str]) -> Iterator[str]:
    """Names without a link beside linked ones: «لمى الزعبي وكريم شاهين», the first of whom has a page of her own."""
    for piece in re.split(r"[|•·:/]|\s[-–—]\s", text):
        if any(name in piece for name in linked):
            yield from (
                name for name in names_in(piece) if looks_like_person(name) and not any(name in other or other in name for other in linked)
            )


def _unlabelled(layout: Layout, body: Body, headline: Block | None, site: tuple[str, ...]) -> Iterator[str]:
    """Names that nothing calls a byline, in the line of particulars between headline and text: «لمى الزعبي | 1 حزيران 2026», or alone beside the
    date. They are told by the given name they begin with."""
    if headline is None or not body.blocks:
        return
    over = layout.blocks[headline.index + 1 : max(body.blocks[0].index, headline.index + 1)][:10]
    for at, block in enumerate(over):
        if len(block.text) > 120 or not names_a_person(block.text) or block.heading or not _OTHERS_CREDITS.isdisjoint(block.marks):
            continue
        if any(map(_TAG_LINK.search, map(unquote, block.links))):
            continue
        dated = any(map(str.isdigit, block.text)) or any(is_date_line(other.text) for other in over[max(0, at - 1) : at + 2])
        if dated:
            pieces = (undated(piece) for piece in _PARTICULARS.split(block.text) if piece)
            yield from (piece for piece in pieces if looks_like_person(piece) and not is_site(piece, site) and not is_agency(piece))


def _home_names(layout: Layout) -> Iterator[str]:
    """What the page calls its home: the texts of links to it."""
    for block in layout.blocks[:40]:
        if block.links and len(block.text) <= LONGEST_NAME and block.link_only and any(map(_HOME.match, block.links[:2])):
            yield key(block.text)


def _after_headline(title: str | None, headline: Block | None) -> tuple[str, ...]:
    """What the page's title says last, after the headline: the name of the site. Not asked of a byline: a column's title may end in its writer."""
    if not title or headline is None or not (mine := key(title)).startswith(opening := key(headline.text)):
        return ()
    rest = title[title.rfind(headline.text[-8:]) + 8 :] if mine != opening else ""
    last = key(re.split(r"\s[-–—|»«:•·/]\s|[|»«•]", rest)[-1])
    return (last,) if len(last) > 1 else ()


def _could_be_name(block: Block) -> bool:
    return 4 < len(block.text) <= LONGEST_NAME and not any(map(str.isdigit, block.text))


def _foreign(names: Iterable[str]) -> bool:
    return not any(map(_ARABIC.search, names))


def _from_text(people: People, layout: Layout, body: Body, headline: Block | None, site: tuple[str, ...]) -> None:
    paragraphs = [block for block in body.blocks if block.index not in people.used]
    if not paragraphs:
        return
    over = layout.blocks[headline.index + 1 : paragraphs[0].index][-6:] if headline is not None else []
    for block in (*over, *paragraphs[: len(paragraphs) > 1]):
        if block.heading or block.linked or not _OTHERS_CREDITS.isdisjoint(block.marks):
            continue
        if (read := credits_of(block.text, block.bold >= 0.9 * len(block.text), site)) is None:
            continue
        place, name, agency = read
        people.used.add(block.index)
        people.dateline = place or people.dateline
        if agency and (is_agency(agency) or not name):
            people.agency, people.agency_origin = agency_name(agency), Origin.TEXT
        if name and (not people.authors or people.origin is Origin.META or _foreign(people.authors)):
            people.authors, people.origin = tuple(names_in(name)) or (name,), Origin.TEXT
            people.candidates.insert(0, Candidate("، ".join(people.authors), Origin.TEXT, block.text))
    paragraphs = [block for block in paragraphs if block.index not in people.used]
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
    place, agency = dateline_of(paragraphs[0].text)
    if place:
        people.dateline = people.dateline or place
    if agency:
        people.agency, people.agency_origin = agency, Origin.TEXT
    for block in paragraphs[-2:]:
        if len(block.text) <= 80 and (match := SOURCE.match(block.text)):
            people.agency, people.agency_origin = people.agency or match["name"].strip(" \"'«»()[]"), people.agency_origin or Origin.TEXT
            people.used.add(block.index)
        elif people.agency_origin is not Origin.TEXT and (match := _CLOSING.search(block.text[-60:])) and is_agency(match["name"]):
            people.agency, people.agency_origin = agency_name(match["name"]), Origin.TEXT


def _signs(last: Block, people: People) -> bool:
    """A name alone on the last line: the author's, or in bold where no other author is known."""
    text = last.text
    if last.heading or len(text) > 40 or not _SIGNATURE.match(text) or any(word in FUNCTION_WORDS for word in text.split()):
        return False
    return key(text) in map(key, people.authors) or (not people.authors and last.bold >= 0.9 * len(text))

"""Bylines as the page shows them: in boxes that are called so, in lines that open with «كتب», beside the date, or by the given name alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from rasid.arabic.given_names import looks_like_person, names_a_person
from rasid.extract.body import Body
from rasid.extract.credits import is_agency, is_site
from rasid.extract.document import text_of
from rasid.extract.furniture import is_date_line, opens_like_byline
from rasid.extract.layout import Block, Layout
from rasid.extract.marks import says_about
from rasid.extract.matching import plain
from rasid.extract.names import BYLINE, CREDIT, names_in, parted, undated

_OTHERS_BYLINES = frozenset({"related", "comments", "footer", "nav", "share"})
OTHERS_CREDITS = frozenset({"related", "comments", "footer", "nav", "share", "caption", "tags", "sidebar", "ads", "promo"})
"""Boxes with credits of their own, which are not read for the article's."""
_PERSON_LINK = re.compile(
    r"/(?:authors?|writers?|editors?|profiles?|people|persons?|columnists?|journalists?|reporters?|contributors?|auteurs?|autor(?:en|es|i)?|redakteur(?:e|in)?|forfattere?|skribent(?:er)?|yazar(?:lar)?|journalistes?|كاتب|كتاب|الكاتب|المؤلف|صحفي)/",
    re.IGNORECASE,
)
_TAG_LINK = re.compile(r"/(?:tags?|topics?|keywords?|labels?|hashtags?|وسم|وسوم)/", re.IGNORECASE)
_BREAKS = re.compile(r"[|•·]|(?<![^\W\d_])([^\W\d_]++)\s*[:/]|(?<!\S)(بقلم)\s")
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
_PARTICULARS = re.compile(r"(?:(?<!\s)\s++)?+[|•·،,]\s*|(?<!\s)\s++[-–—ـ]++\s+|(?<!\s)\s++(?=(?:نشرت?|تم النشر|آخر تحديث|يوم|بتاريخ)\s)")
_JOINS = "-–—ـ|• "
"""What joins a town or a role to the name before it: «ـــ رأس الخيمة» beside a writer."""
LONGEST_NAME = 60
MOST_UNDER = 4
"""Blocks further under the text in which a labelled byline is looked for."""
_LABELLED = re.compile(r"^\W*(?:بقلم|الكاتبة?|كتابة|autorin/autor|autor(?:in)?|author|written by)(?!\w)", re.IGNORECASE)


def leads_to_person(link: str) -> bool:
    return _PERSON_LINK.search(unquote(link)) is not None


def visible_bylines(layout: Layout, body: Body, headline: Block | None, used: set[int]) -> Iterator[str]:
    """Bylines on the page: what is marked so between the headline and a little past the body, and lines that open with «كتب».
    Indices of body blocks that are a byline and no paragraph go to ``used``."""
    start = headline.index - 3 if headline is not None else 0
    last = (body.blocks[-1].index if body.blocks else start) + 6
    linked = any(block.link_only for block in layout.blocks[max(0, start) : last + 1] if "author" in block.marks and _could_be_name(block))
    ends = {kept.index for kept in (*body.blocks[:2], *body.blocks[-2:])}
    opening = body.blocks[0].index if body.blocks else last
    for block in layout.blocks[max(0, start) : last + 1 + MOST_UNDER]:
        if block.index > last and not _LABELLED.match(block.text):
            continue  # further down only what says that it names the author
        if block is headline or len(block.text) > 120 or not _OTHERS_BYLINES.isdisjoint(block.marks):
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
                used.add(block.index)
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
            and (block.text[0] not in _JOINS or looks_like_person(block.text.lstrip(_JOINS)))
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


def unlabelled_names(layout: Layout, body: Body, headline: Block | None, site: tuple[str, ...]) -> Iterator[str]:
    """Names that nothing calls a byline, in the line of particulars between headline and text: «لمى الزعبي | 1 حزيران 2026», or alone beside the
    date. They are told by the given name they begin with; whom the story itself speaks of is in the picture or the deck, and wrote nothing."""
    if headline is None or not body.blocks:
        return
    over = layout.blocks[headline.index + 1 : max(body.blocks[0].index, headline.index + 1)][:10]
    found: list[list[str]] = []
    dated = False
    for at in reversed(range(len(over))):
        block = over[at]
        names: list[str] = []
        readable = len(block.text) <= 120 and names_a_person(block.text) and not block.heading and OTHERS_CREDITS.isdisjoint(block.marks)
        if readable and not any(map(_TAG_LINK.search, map(unquote, block.links))):
            pieces = (undated(piece) for piece in _PARTICULARS.split(block.text) if piece)
            names = [piece for piece in pieces if looks_like_person(piece) and not is_site(piece, site) and not is_agency(piece)]
        # beside the date, or over another name that is: reporters stand in a list
        dated = bool(names) and (
            dated
            or any(map(str.isdigit, block.text))
            or any(is_date_line(other.text) for other in over[max(0, at - 1) : at + 2])
            or _dated_below(over[at : at + 3])
        )
        if dated:
            found.append(names)
    if any(found):
        story = plain(" ".join([headline.text, *(block.text for block in body.blocks if block.prose >= 60)]))
        each = (name for names in reversed(found) for joined in names for name in parted(joined))
        yield from (name for name in each if plain(name) not in story)


def _dated_below(lines: list[Block]) -> bool:
    """In a list of particulars the writer's role or paper may stand between name and date."""
    return (
        len(lines) == 3
        and lines[0].tag == lines[1].tag == "li"
        and lines[0].box.parent is lines[1].box.parent
        and is_date_line(lines[2].text)
    )


def _could_be_name(block: Block) -> bool:
    return 4 < len(block.text) <= LONGEST_NAME and not any(map(str.isdigit, block.text))

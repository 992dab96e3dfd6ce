"""Dates a page shows its readers: which of them stands as the dateline of the article.

A date in a sentence, a caption, a subhead, a legal line or a card of another story tells when something else was. A dateline stands alone in its line,
or beside particulars (a label, a name, a place) set apart from it: what touches it are words of dates and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rasid.arabic.dates import FoundDate
from rasid.arabic.given_names import looks_like_person
from rasid.extract.body import Body
from rasid.extract.furniture import date_words, is_date_line
from rasid.extract.layout import Block, Box, Layout
from rasid.extract.matching import plain
from rasid.extract.particulars import APART, COUNTS, all_particulars, is_particular
from rasid.model import Origin

MODIFIED_WORDS = re.compile(
    "|".join(
        plain(word) for word in ("تحديث", "محدث", "تعديل", "معدل", "تم التحديث", "حدث في", "عدل في", "updated", "modified", "last update")
    )
)
_MODIFIED_NAME = re.compile(r"^(?!.*(?:publish|entry-date|post-date)).*(?:updat|modif|tahdith)", re.IGNORECASE | re.DOTALL)
"""WordPress dates wear «entry-date published updated» together: then it is the publication's."""
_COULD_BE_DATED = re.compile(r"[12١٢۱۲]\d{3}|\d\s*[/.:\-]\s*\d|\d\s+\w{3}|منذ|قبل|أمس|امس|اليوم|الآن")
_ALL_COLONS = re.compile(r"\b([12]\d{3}):(\d\d):(\d\d)[.\s](?=\d\d:\d\d)")
"""«2026:03:09.18:40:22»"""
_LABELS = frozenset(
    map(
        plain,
        (
            "نشر",
            "نشرت",
            "النشر",
            "تاريخ",
            "التاريخ",
            "بتاريخ",
            "نشر في",
            "تاريخ النشر",
            "آخر تحديث",
            "التحديث",
            "أضيف",
            "أضيف في",
            "كتب في",
            "صدر",
        ),
    )
)
_CHANGED = frozenset(map(plain, ("تعديل", "معدل", "معدلة", "محدث", "محدثة", "حدث", "حدثت", "عدل", "تم", "جرى")))
_PUBLISHED_BY = re.compile(
    rf"^(?:{'|'.join(map(plain, ('نشره', 'نشرها', 'نشر', 'كتبه', 'كتبها', 'أرسله', 'أرسلها', 'أضافه', 'أضافها', 'حرره', 'بواسطة', 'submitted by', 'posted by', 'published by', 'by')))})"
    rf"\s.{{1,40}}?\s(?:في|بتاريخ|on|{plain('يوم')})$"
)
"""«نشره مدير في 29/11/2026»"""
_FOREIGN = frozenset({"related", "comments", "sidebar", "nav", "footer", "promo", "ads", "header"})
_NO_STORY_LINK = re.compile(
    r"/(?:authors?|writers?|profiles?|people|columnists?|reporters?|contributors?|tags?|topics?|category|section|كاتب|وسم|قسم)/|^#|^mailto:",
    re.IGNORECASE,
)
SHORTEST_STORY = 20
"""Characters of a link under the text from which it leads to another story; shorter ones name the section or the writer."""
STORY_IN_CARD = 25
"""Characters of a link beside a date from which the date is the linked story's."""
LONGEST_LINE = 160
LONGEST_BODY_LINE = 90
"""Characters of a line inside the text that can be nothing but the date."""
MOST_TRAILING = 3
"""Words after a date that opens a line beside the headline: a place, a section, a desk."""
MOST_PARTICULARS = 12
"""Words beside a date in a line of particulars."""
MOST_VISIBLE = 14
"""Blocks near headline and body that are read for a date."""
MOST_ASKED = 200
"""Dates looked at: whose each is costs as much as the page is long."""


class Shown(NamedTuple):
    """A short text near the headline that could hold the dateline."""

    role: str
    origin: Origin
    text: str
    above: bool
    """It stands over the headline, unmarked."""
    strict: bool
    """It stands in the text, or under it: nothing but the date may be in the line."""
    linked: int = 0
    """Characters of links in it."""


def stands_apart(line: Shown, match: FoundDate) -> bool:
    """Whether the date is the line's own subject: what touches it, up to the next sign that sets apart, are words of dates or a label, a name, a place."""
    text, strict = line.text, line.strict
    before = APART.split(text[: match.start])[-1]
    after = APART.split(text[match.end :])[0]
    by_whom = not strict and _PUBLISHED_BY.match(plain(before.strip())) is not None
    led = by_whom or _is_label(before) or (not strict and 0 < len(before.strip()) <= line.linked)  # the section's name leads to it
    trailing = after.split()
    followed = date_words(after) or (
        not strict and (plain(trailing[0]) in COUNTS or (not before.strip() and len(trailing) <= MOST_TRAILING))
    )
    if not led or not followed:
        return False
    if by_whom:
        return True
    rest = (
        f"{text[: match.start][: -len(before) or None]} {text[match.end :][len(after) :]}"
        if before
        else f"{text[: match.start]} {text[match.end :][len(after) :]}"
    )
    words = rest.split()
    if strict:
        return all_particulars(rest, line.linked)
    label = text[: match.start].rstrip()
    if label.endswith((":", "：")) and not _is_label(APART.split(label.rstrip(" :："))[-1]):
        return False  # «آخر تعديل على شروط الاستخدام: 1 يناير»: the label says what is dated
    sentence = len(words) > MOST_TRAILING and rest.rstrip().endswith((".", "؟", "!"))
    return len(words) <= MOST_PARTICULARS and not sentence


def _is_label(text: str) -> bool:
    bare = text.strip(" ()«»:：|-–—")
    if not bare or plain(bare) in _LABELS or date_words(bare) or is_particular(bare):
        return True
    words = [word for word in plain(bare).split() if word not in _CHANGED]
    return date_words(" ".join(words))


def shown_lines(layout: Layout, body: Body, headline: Block | None, home: Box | None) -> Iterator[Shown]:
    """Short texts with a date round headline and body; ``time`` elements with their machine reading first."""
    if home is None:
        return
    kept = {block.index for block in body.blocks}
    opening = body.blocks[0].index if body.blocks else (headline.index if headline is not None else home.first)
    first = max(home.first, (headline.index if headline is not None else opening) - 8)
    closing = body.blocks[-1].index if body.blocks else opening
    captions = set(body.captions)
    count, asked, label = 0, 0, ""
    passed: Block | None = None
    for block in layout.blocks[max(first, 0) : closing + 9]:
        if block.index > closing:
            if _leads_on(block) or (passed is not None and _over_a_story(block, layout, passed)):
                return  # below the body stand other stories, with their dates
            passed = block if block.link_only else passed
        text = block.text
        if not _could_date(block, home, kept, opening, closing, count) or block is headline or text in captions:
            label = ""
            continue
        if text.count(":") >= 4:
            text = _ALL_COLONS.sub(r"\1-\2-\3 ", text)
        if (block.link_only and "meta" not in block.marks) or not _COULD_BE_DATED.search(text):
            label = text if len(text) <= 30 else ""
            continue
        asked += 1
        if asked > MOST_ASKED:
            return
        if _is_anothers(block, layout, headline, body):
            continue
        above = headline is not None and block.index < headline.index and (home.tag == "body" or "meta" not in block.marks)
        strict = block.index in kept or block.index > closing or block.heading or "caption" in block.marks
        stamp = block.box.get("datetime") if block.box.tag == "time" else None
        role = "modified" if _MODIFIED_NAME.search(block.box.name) or MODIFIED_WORDS.search(plain(label)) else "published"
        if stamp and stamp.strip():
            yield Shown("modified" if MODIFIED_WORDS.search(plain(text)) else role, Origin.TIME, stamp, above, strict)
        yield Shown(role, Origin.TEXT, text, above, strict, block.linked)
        label = ""
        count += block.index not in kept  # «منذ مساء أمس» in the first sentence does not date the page
        if count >= MOST_VISIBLE:
            return


def _could_date(block: Block, home: Box, kept: set[int], opening: int, closing: int, count: int) -> bool:
    if block.index > closing and count and not MODIFIED_WORDS.search(plain(block.text[:60])):
        return False
    if len(block.text) > (LONGEST_BODY_LINE if block.index in kept else LONGEST_LINE) or block.text.startswith(("https://", "http://")):
        return False
    near = block.index <= opening + 2 or block.index >= closing or "meta" in block.marks
    return near and home.holds(block.index) and _FOREIGN.isdisjoint(block.marks) and not (block.heading and not is_date_line(block.text))


def _is_anothers(block: Block, layout: Layout, headline: Block | None, body: Body) -> bool:
    """The largest box round the date that holds neither the headline nor any of the text is a card when a link of a headline's length is in it."""
    own = {headline.index} if headline is not None else set()
    own |= {kept.index for kept in body.blocks if kept is not block}
    card, box = None, block.box
    while box.parent is not None and not any(box.holds(index) for index in own):
        card, box = box, box.parent
    if card is None or not own:
        return False
    return any(
        other.link_only
        and other.linked >= STORY_IN_CARD
        and not any(map(_NO_STORY_LINK.search, other.links))
        and (headline is None or other.text != headline.text)
        for other in layout.blocks[card.first : card.last + 1]
        if _FOREIGN.isdisjoint(other.marks) and not looks_like_person(other.text)
    )


def _leads_on(block: Block) -> bool:
    return block.heading or (block.link_only and len(block.text) >= SHORTEST_STORY)


def _over_a_story(block: Block, layout: Layout, passed: Block) -> bool:
    """Whether the block, or the next in a box with it that the link ``passed`` before is not in, leads to another story."""
    if block.linked >= SHORTEST_STORY:
        return True
    following = next(iter(layout.blocks[block.index + 1 : block.index + 2]), None)
    if following is None or not _leads_on(following):
        return False
    box = block.box
    while not box.holds(following.index) and box.parent is not None:
        box = box.parent
    return not box.holds(passed.index)

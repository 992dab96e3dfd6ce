"""The body: which blocks of the page are the article's paragraphs.

1. :mod:`rasid.extract.weigh` chooses among all of the page's text by what a reader would see, never by a name.
2. Labels are laid over what it chose: captions and lines of the template (known by place, tag and words) go, the headline and what stands over it go, ends are
   trimmed. All of that together never takes more than :data:`MOST_TRIMMED` of the chosen text: then the labels are wrong, and the choice stands.
3. A text that stands only in the structured data is read there (see :mod:`rasid.extract.article`).
4. The article says so when the choice is doubtful.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rasid.arabic.script import ends_sentence
from rasid.extract.captions import LONGEST_CAPTION, OUT, captions_below, captions_beside, credits_picture, is_caption, names_picture
from rasid.extract.comments import until_comments
from rasid.extract.furniture import furniture, is_date_line, opens_like_byline
from rasid.extract.layout import Block, Box, Layout, Seen
from rasid.extract.marks import says_lead
from rasid.extract.matching import key, plain
from rasid.extract.particulars import only_particulars
from rasid.extract.weigh import Weighing
from rasid.extract.widgets import LONGEST_WIDGET, opened_by

MOST_TRIMMED = 0.3
"""Share of the chosen text that labels may take away."""
SURE = 0.9
"""Chance from which a whole sentence is text whatever phrase it begins with."""
LONGEST_LABEL = 40
"""Characters of a label over the text that no list of words knows: sizes of the letters, the writer's town, «نص:»."""
_SENTENCE = 60
LIKELIER = 0.6
"""Chance from which a line that is only a link is an entry of a list of the text's, and one from which a sentence over the headline is text."""


@dataclass(slots=True)
class Body:
    blocks: list[Block] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    related: list[Block] = field(default_factory=list)
    dropped: list[Block] = field(default_factory=list)
    lead: Block | None = None
    """A standfirst that is shown and was counted in."""
    trunk: Box | None = None
    """The innermost box that holds nearly all of it."""
    expected: float = 0.0
    """The F1 of words that the weights promise, 0 to 1."""
    rival: str = ""
    """The best text among what was not chosen."""
    rivalry: float = 0.0
    """How much body it promises to each that the chosen one promises."""


def chosen_blocks(layout: Layout, weighing: Weighing | None, trunk: Box | None) -> list[Block]:
    """The blocks the weights choose, and what they half believe where no label speaks against it; all of ``trunk``, when a seed's selector names the
    body. No name of a class or an id weighs anything here."""
    if trunk is not None:
        return layout.blocks[trunk.first : trunk.last + 1]
    if weighing is None:
        return []
    chosen = [layout.blocks[at] for number in weighing.chosen.nonzero()[0].tolist() for at in weighing.blocks(number)]
    half = (layout.blocks[at] for number in weighing.half.nonzero()[0].tolist() for at in weighing.blocks(number))
    chosen += [block for block in half if not (furniture(block.text, block.linked) or _stamp(block.text) or block.box.seen & Seen.CAPTION)]
    return sorted(chosen, key=lambda block: block.index)


def _stamp(text: str) -> bool:
    """A date, a number, an address: no line of a text."""
    return is_date_line(text) or not any(map(str.isalpha, text)) or (len(text) > LONGEST_LABEL and " " not in text)


def find_body(
    layout: Layout,
    headline: Block | None,
    chosen: list[Block],
    weighing: Weighing | None,
    trunk: Box | None = None,
    told_body: str | None = None,
) -> Body:
    """``chosen`` are :func:`chosen_blocks`, ``trunk`` is given when a seed's selector names the body, ``told_body`` is JSON-LD's text."""
    body = Body(trunk=trunk or _trunk(layout, chosen))
    if weighing is not None and trunk is None:
        body.expected = weighing.expected
        body.rival, body.rivalry = weighing.rival()
    blocks = until_comments(_below(chosen, headline), layout)
    _sift(body, blocks, headline, layout)
    pictures = {id(block) for block in blocks if block.text in body.captions} if any(map(_is_text, body.blocks)) else set()
    before = sum(len(block.text) for block in blocks if id(block) not in pictures)
    if sum(len(block.text) for block in body.blocks) < (1 - MOST_TRIMMED) * before and trunk is None:
        body.blocks = [block for block in blocks if block is not headline and not block.link_only] or blocks
        body.captions, body.dropped = [], []
    if body.blocks:  # stories linked between the paragraphs, which the weights left out
        known = {id(block) for block in (*body.blocks, *body.related)}
        among = layout.blocks[body.blocks[0].index : body.blocks[-1].index + 1]
        body.related += [block for block in among if block.link_only and len(block.text) >= 12 and id(block) not in known]
        body.related.sort(key=lambda block: block.index)
    if trunk is None and len(body.captions) < 3 and _nothing_but_a_lead(layout, body, told_body):
        body.dropped += body.blocks
        body.blocks = []
    if body.trunk is not None:
        body.captions = _captions(layout, body, chosen, headline)
        body.captions = [caption for caption in body.captions if len(caption) > 30 or furniture(caption) != "line"]  # «التعليق على الصورة»
    return body


def _nothing_but_a_lead(layout: Layout, body: Body, told_body: str | None) -> bool:
    """One sentence between headline and dateline, which the page calls its standfirst and its ``articleBody`` does not repeat: the text is missing."""
    prose = [block for block in body.blocks if block.prose > 0]
    if len(prose) != 1 or any(len(block.text) >= 40 for block in body.blocks if block is not prose[0]):
        return False
    lead = prose[0]
    under = layout.blocks[lead.index + 1 : lead.index + 4]
    dated = any(block.box.tag == "time" or is_date_line(block.text) for block in under)
    return dated and lead_named(lead) and not (told_body and key(lead.text[:140])[:80] in key(told_body))


def _captions(layout: Layout, body: Body, chosen: list[Block], headline: Block | None) -> list[str]:
    """Captions in the order of the page: over the text, and in it, where the weights left them out or the labels took them."""
    assert body.trunk is not None
    found = set(body.captions)
    kept = {id(block) for block in chosen}
    first = body.trunk.first if headline is None else min(body.trunk.first, headline.index)
    last = max((block.index for block in body.blocks), default=body.trunk.last) + 1
    pictured = {position for position, _, _ in layout.images}
    for block in layout.blocks[max(first, 0) : max(last, body.trunk.last) + 1]:
        if id(block) in kept or block is headline or len(block.text) > 2 * LONGEST_CAPTION or not OUT.isdisjoint(block.marks):
            continue
        if _shows(block, body.trunk, pictured, last):
            found.add(block.text)
    above = captions_beside(layout, body.trunk, headline)
    inside = [block.text for block in layout.blocks if block.text in found]
    return list(dict.fromkeys((*above, *inside, *body.captions)))


def _shows(block: Block, trunk: Box, pictured: set[int], last: int) -> bool:
    """A text outside the body belongs to a picture: by its tag or its name, alone with it in a box, by the source it ends with, or under the text."""
    if block.box.seen & Seen.CAPTION or "caption" in block.marks:
        return True
    if block.heading or block.linked or opens_like_byline(block.text):
        return False
    if block.index >= trunk.first and block.prose < 90 and is_caption(block, trunk):
        return True
    return block.index in pictured and (credits_picture(block) or (block.index >= last and names_picture(block)))


def _trunk(layout: Layout, chosen: list[Block]) -> Box | None:
    if not chosen:
        return None
    total = sum(len(block.text) for block in chosen)
    best: Box | None = layout.root
    while True:
        inside: dict[int, list[Block]] = {}
        held: dict[int, Box] = {}
        for block in chosen:
            box: Box | None = block.box
            while box is not None and box.parent is not best:
                box = box.parent
            if box is not None:
                inside.setdefault(box.number, []).append(block)
                held[box.number] = box
        number = max(inside, key=lambda one: sum(len(block.text) for block in inside[one]), default=None)
        if (
            number is None
            or sum(len(block.text) for block in inside[number]) < 0.85 * total
            or (len(inside[number]) == 1 and len(chosen) > 1)
        ):
            return best
        best = held[number]
        if len(inside[number]) == 1:
            return best.parent if held[number].parent is not None and len(chosen) > 1 else best


def _below(chosen: list[Block], headline: Block | None) -> list[Block]:
    """Without the headline and what little stands over it, sentences that are clearly text excepted: then another line is the headline."""
    if headline is None:
        return chosen
    over = sum(len(block.text) for block in chosen if block.index < headline.index)
    few = over < MOST_TRIMMED * sum(len(block.text) for block in chosen)
    return [
        block
        for block in chosen
        if block is not headline and (block.index > headline.index or not few or (block.prose >= _SENTENCE and block.chance >= LIKELIER))
    ]


def _sift(body: Body, blocks: list[Block], headline: Block | None, layout: Layout) -> None:
    title = key(headline.text) if headline is not None else ""
    pictured = {position for position, box, _ in layout.images if not box.text or box.tag != "p"}
    kept: list[Block] = []
    opening = True  # no prose has been kept yet
    last = max((at for at, block in enumerate(blocks) if _is_text(block)), default=len(blocks))
    boxed = _widgets(blocks, body.trunk, layout)
    for at, block in enumerate(blocks):
        if any(box.holds(block.index) for box in boxed):
            body.dropped.append(block)
            continue
        said = furniture(block.text, block.linked)
        if said == "end" and kept and at >= last - 1:
            body.dropped += blocks[at:]
            break
        if said is not None and not (_is_text(block) and block.chance >= SURE and said not in ("legal", "promo", "comments")):
            (body.related if said == "related" else body.dropped).append(block)
            continue
        if block.box.seen & Seen.CAPTION and len(block.text) <= 2 * LONGEST_CAPTION:
            body.captions.append(block.text)
            continue
        if is_caption(block, body.trunk) or (
            (block.index in pictured or (not kept and block.index + 1 in pictured)) and credits_picture(block)
        ):
            body.captions.append(block.text)
            continue
        if block.link_only and len(block.text) >= 12 and (block.chance < LIKELIER or at >= last):
            body.related.append(block)
            continue
        if opening and (
            is_date_line(block.text)
            or (opens_like_byline(block.text) and len(block.text) <= 45 and not ends_sentence(block.text))
            or only_particulars(block.text, block.linked)
        ):
            body.dropped.append(block)
            continue
        if not kept and title and len(block.text) < 2 * len(title) + 20 and key(block.text) == title:
            body.dropped.append(block)
            continue
        kept.append(block)
        opening = opening and block.prose < _SENTENCE
    _drop_labels(body, kept)
    body.captions += captions_below(kept, pictured)
    while kept and ((kept[-1].heading and kept[-1].prose < _SENTENCE) or kept[-1].link_only or is_date_line(kept[-1].text)):
        body.dropped.append(kept.pop())
    body.blocks = kept


def _widgets(blocks: list[Block], trunk: Box | None, layout: Layout) -> list[Box]:
    """Small boxes among the text that begin with a label of furniture, chosen or not."""
    if not blocks:
        return []
    among = (block for block in layout.blocks[blocks[0].index : blocks[-1].index + 1] if len(block.text) <= LONGEST_WIDGET)
    found = (opened_by(block, trunk, layout) for block in among if furniture(block.text, block.linked) in ("related", "promo"))
    return [box for box in found if box is not None]


def _is_text(block: Block) -> bool:
    return block.prose >= _SENTENCE and not block.heading and ends_sentence(block.text)


def _drop_labels(body: Body, kept: list[Block]) -> None:
    """Labels over the text: short lines without a sentence, in another container than the first paragraph's, and the name of the section as a
    heading: subheads have sisters of their level, it stands alone."""
    first = next((at for at, block in enumerate(kept) if block.prose >= _SENTENCE), 0)
    for label in kept[:first]:
        heads_list = kept[kept.index(label) + 1].tag == "li"  # «أبرز النقاط»
        if (
            label.heading
            and not heads_list
            and len(label.text.split()) <= 2
            and not any(block.tag == label.tag for block in kept if block is not label)
        ):
            body.dropped.append(label)
            kept.remove(label)
    first_block = next((block for block in kept if block.prose >= _SENTENCE), None)
    while first_block is not None and kept[0] is not first_block:
        label = kept[0]
        apart = label.box.tag != first_block.box.tag or label.box.parent is not first_block.box.parent
        if not apart or label.heading or len(label.text) > LONGEST_LABEL or (ends_sentence(label.text) and not label.text.endswith(":")):
            return
        body.dropped.append(kept.pop(0))


def repeats(standfirst: str, first: str) -> bool:
    """The first paragraph says what the standfirst said: begins with it, or holds nine tenths of its words."""
    short, long = plain(standfirst).rstrip(" .…"), plain(first[: 2 * len(standfirst) + 40])
    if len(short) < 20:
        return False
    if long.startswith(short[:-1]):
        return True
    words = key(standfirst).split()
    if len(words) < 6:
        return False
    there = set(key(first).split())
    return sum(word in there for word in words) >= 0.9 * len(words)


def lead_named(block: Block) -> bool:
    box: Box | None = block.box
    for _ in range(3):
        if box is None:
            return False
        if says_lead(box.name) or (box.prop is not None and ("description" in box.prop or "alternativeheadline" in box.prop)):
            return True
        box = box.parent
    return False

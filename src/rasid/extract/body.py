"""The body: which blocks of the page are the article's paragraphs.

1. Every box is scored by the prose in it, with less for boxes further out; boxes that say they are the body, prose that JSON-LD's ``articleBody``
   or the description repeat, weigh more; prose before the headline weighs less. The best box is the trunk.
2. Prose beside the trunk joins it when it stands after the headline and looks like the trunk's own (a lead over it, a body in several containers).
3. Furniture goes by its marks and its words; links that stand alone are related stories; captions go to the captions.
4. A standfirst alone is no body: where nothing but what the page calls its lead was found, the body is empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rasid.arabic.script import ends_sentence, ends_with_ellipsis
from rasid.extract.captions import LONGEST_CAPTION, OUT, captions_below, captions_beside, credits_picture, is_caption
from rasid.extract.comments import PARAGRAPHS, until_comments
from rasid.extract.furniture import furniture, is_date_line, opens_like_byline
from rasid.extract.layout import Block, Box, Layout
from rasid.extract.marks import says_body, says_lead
from rasid.extract.matching import key, plain
from rasid.extract.widgets import opened_by

_DECAY = (1.0, 0.72, 0.5, 0.33, 0.2)
LONGEST_LABEL = 40
"""Characters of a label over the text that no list of words knows: sizes of the letters, the writer's town, «نص:»."""
_NUMBER = re.compile(r"\d+")


@dataclass(slots=True)
class Body:
    blocks: list[Block] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    related: list[Block] = field(default_factory=list)
    dropped: list[Block] = field(default_factory=list)
    lead: Block | None = None
    """A lead that stands outside the trunk and was counted in."""
    trunk: Box | None = None


def find_body(layout: Layout, headline: Block | None, article_body: str | None, description: str | None, trunk: Box | None = None) -> Body:
    """``trunk`` is given when a seed's selector names the body."""
    told = key(article_body) if article_body and len(article_body) > 120 else ""
    opening = (description or "")[:30]
    weights = _weights(layout, headline, told, opening)
    chosen = trunk or _trunk(layout, weights)
    body = Body(trunk=chosen)
    if chosen is None:
        return body
    inside = layout.blocks[chosen.first : chosen.last + 1]
    beside = [] if trunk is not None else _beside(layout, chosen, headline, weights, told)
    blocks = sorted({block.index: block for block in (*inside, *beside)}.values(), key=lambda block: block.index)
    if headline is not None and chosen.holds(headline.index):
        blocks = [block for block in blocks if block.index > headline.index]
    _sift(body, until_comments(blocks, layout), headline, layout)
    if body.blocks and trunk is None and len(body.captions) < 3 and _nothing_but_a_lead(body, told):
        body.dropped += body.blocks
        body.blocks = []
    body.captions[:0] = captions_beside(layout, chosen, headline)
    body.captions = [caption for caption in body.captions if len(caption) > 30 or furniture(caption) != "line"]  # «التعليق على الصورة»
    return body


def _weights(layout: Layout, headline: Block | None, told: str, opening: str) -> list[float]:
    start = headline.index if headline is not None else -1
    weights: list[float] = []
    for block in layout.blocks:
        weight = block.prose
        if weight and not OUT.isdisjoint(block.marks):
            weight *= 0.05
        elif weight and "caption" in block.marks:
            weight = 0.0
        if weight and block.index < start:
            weight *= 0.2
        if weight and (told or opening):
            if told and len(mine := key(block.text[:140])) >= 25 and mine[:80] in told:
                weight *= 2.0
            if len(opening) >= 25 and block.text.startswith(opening):
                weight *= 1.5
        weights.append(weight)
    return weights


def _trunk(layout: Layout, weights: list[float]) -> Box | None:
    scores: dict[int, float] = {}
    boxes: dict[int, Box] = {}
    for block, weight in zip(layout.blocks, weights, strict=True):
        if weight <= 0:
            continue
        box: Box | None = block.box
        if box is not None and box.tag in PARAGRAPHS and box.parent is not None:
            box = box.parent
        for decay in _DECAY:
            if box is None:
                break
            scores[id(box)] = scores.get(id(box), 0.0) + weight * decay
            boxes[id(box)] = box
            box = box.parent
    best: Box | None = None
    best_score = 0.0
    for identity, score in scores.items():
        box = boxes[identity]
        if says_body(box.name) or (box.prop is not None and "articlebody" in box.prop):
            score *= 1.6
        if box.tag in ("body", "html"):
            score *= 0.7
        if score > best_score:
            best, best_score = box, score
    return best


def _beside(layout: Layout, trunk: Box, headline: Block | None, weights: list[float], told: str) -> list[Block]:
    """Prose outside the trunk but of the same article: found climbing from the trunk to the box that also holds the headline, at most five steps."""
    start = headline.index if headline is not None else -1
    found: list[Block] = []
    opening = next(
        (block.text for block in layout.blocks[trunk.first : trunk.last + 1] if block.prose >= 60 and OUT.isdisjoint(block.marks)), ""
    )
    box, steps = trunk, 0
    while box.parent is not None and steps < 5:
        outer = box.parent
        for block in layout.blocks[outer.first : outer.last + 1]:
            if (
                box.holds(block.index)
                or block.index <= start
                or (weights[block.index] <= 0 and not block.heading)
                or not OUT.isdisjoint(block.marks)
            ):
                continue
            if block.index < box.first:
                if _is_lead(block, headline) and (headline is not None or lead_named(block)) and not repeats(block.text, opening):
                    found.append(block)
            elif _continues(block, box) or (told and len(block.text) >= 40 and key(block.text[:140])[:80] in told):
                found.append(block)
        if headline is not None and outer.holds(headline.index):
            break
        box, steps = outer, steps + 1
    return found


def _is_lead(block: Block, headline: Block | None) -> bool:
    """Between headline and trunk: a finished sentence in a paragraph of its own, or what its class calls a lead and reads like a sentence."""
    if (block.heading and not lead_named(block)) or len(block.text) < 60 or furniture(block.text) or opens_like_byline(block.text):
        return False
    if headline is not None and key(block.text) == key(headline.text):
        return False
    return ends_sentence(block.text) and not ends_with_ellipsis(block.text)


def _continues(block: Block, sibling_of: Box) -> bool:
    """After the trunk: a paragraph or subhead in a container made like the trunk's, or a paragraph directly beside it."""
    if (len(block.text) < 40 and not block.heading) or block.linked > 0.4 * len(block.text) or furniture(block.text):
        return False
    box: Box | None = block.box
    while box is not None and box.parent is not sibling_of.parent:
        box = box.parent
    if box is None:
        return False
    same_make = (
        box.tag == sibling_of.tag and _NUMBER.sub("", box.name) == _NUMBER.sub("", sibling_of.name) and box.linked <= 0.4 * max(1, box.text)
    )
    return same_make or (box is block.box and block.tag == "p" and ends_sentence(block.text))


def _sift(body: Body, blocks: list[Block], headline: Block | None, layout: Layout) -> None:
    title = key(headline.text) if headline is not None else ""
    pictured = {position for position, box, _ in layout.images if not box.text or box.tag != "p"}
    kept: list[Block] = []
    related_heading = False
    boxed = -1
    opening = True  # no prose has been kept yet
    for block in blocks:
        marks = block.marks
        if block.index <= boxed:
            body.dropped.append(block)
            continue
        if "caption" in marks and len(block.text) <= LONGEST_CAPTION * 2 and OUT.isdisjoint(marks):
            body.captions.append(block.text)
            continue
        if not OUT.isdisjoint(marks):
            (body.related if "related" in marks and block.links else body.dropped).append(block)
            continue
        if "media" in marks and block.prose < 60:
            body.captions.append(block.text) if len(block.text) > 20 and not block.linked else body.dropped.append(block)
            continue
        said = furniture(block.text, block.linked)
        if said == "end" and kept:
            body.dropped.append(block)
            break
        if said in ("related", "promo") and (box := opened_by(block, body.trunk, layout)) is not None:
            boxed = box.last
        if said == "related":
            related_heading = block.linked < 0.3 * len(block.text)
            body.related.append(block)
            continue
        if said is not None:
            body.dropped.append(block)
            continue
        if block.link_only and len(block.text) >= 12:
            body.related.append(block)
            if kept and kept[-1].heading and blocks[blocks.index(block) - 1] is kept[-1]:
                body.dropped.append(kept.pop())
            continue
        if related_heading and not block.heading and (block.prose == 0 or block.tag == "li"):
            body.dropped.append(block)
            continue
        related_heading = False
        if is_caption(block, body.trunk) or (
            (block.index in pictured or (not kept and block.index + 1 in pictured)) and credits_picture(block)
        ):
            body.captions.append(block.text)
            continue
        if opening and (
            is_date_line(block.text) or (opens_like_byline(block.text) and len(block.text) <= 45 and not ends_sentence(block.text))
        ):
            body.dropped.append(block)
            continue
        if not kept and title and len(block.text) < 2 * len(title) + 20 and key(block.text) == title:
            body.dropped.append(block)
            continue
        kept.append(block)
        opening = opening and block.prose < 60
    _drop_labels(body, kept)
    body.captions += captions_below(kept, pictured)
    while kept and ((kept[-1].heading and kept[-1].prose < 60) or kept[-1].link_only or is_date_line(kept[-1].text)):
        body.dropped.append(kept.pop())
    body.blocks = kept


def _nothing_but_a_lead(body: Body, told: str) -> bool:
    """One paragraph of prose, which the page's classes call a standfirst and its ``articleBody`` does not repeat: the text is missing."""
    prose = [block for block in body.blocks if block.prose > 0]
    if len(prose) != 1 or prose[0].index != body.blocks[0].index or any(len(block.text) >= 40 for block in body.blocks[1:]):
        return False
    lead = prose[0]
    parent = lead.box.parent
    named = says_lead(lead.box.name) or (parent is not None and parent.text <= len(lead.text) and says_lead(parent.name))
    return named and not (told and key(lead.text[:140])[:80] in told)


def _drop_labels(body: Body, kept: list[Block]) -> None:
    """Labels over the text: short lines without a sentence, in another container than the first paragraph's, and the name of the section as a
    heading: subheads have sisters of their level, it stands alone."""
    first = next((at for at, block in enumerate(kept) if block.prose >= 60), 0)
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
    first_block = next((block for block in kept if block.prose >= 60), None)
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

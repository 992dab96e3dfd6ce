"""The headline as the page shows it, and the kicker over it.

Order (:data:`RULES`): a seed's selector; the heading right over the text where the title is only a label; what the newsroom's own node and another of its
metadata agree on, where none of them says what the page shows; the visible heading; JSON-LD, OpenGraph, ``<title>`` without the site's name. What the
reader sees wins over what machines are told, because editors correct the former.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import category

from rasid.arabic.script import clean
from rasid.extract.document import Document, text_of
from rasid.extract.furniture import opens_like_byline
from rasid.extract.jsonld import NEWS_TYPES, Node, origin_of, strings, types_of
from rasid.extract.layout import Block, Box, Layout
from rasid.extract.marks import says_kicker, says_title
from rasid.extract.matching import key, plain
from rasid.extract.titles import EDGES, without_site
from rasid.model import Candidate, Origin

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_TOP_MARKS = frozenset({"nav", "sidebar", "footer", "comments", "related", "promo", "ads", "hidden", "share"})


SURE_LENGTH = 25
"""Characters from which a line that is word for word the metadata's headline is it, heading or not."""


SHORTEST_AGREED = 15
"""Characters of a headline that two of the metadata agree on: shorter ones are names of sections."""
SURE_SCORE = 3.0
"""Points from which a heading is taken for the headline: an ``h1`` alone has them."""
_LABEL_OPENINGS = frozenset(map(plain, ("تفاصيل", "عرض", "صفحة", "قراءة", "نص", "آخر", "جميع", "كل")))
"""«تفاصيل الخبر», «عرض المقال»."""


@dataclass(slots=True)
class Headline:
    text: str | None = None
    origin: Origin | None = None
    block: Block | None = None
    """Where it stands on the page, if it does."""
    kicker: str | None = None
    candidates: list[Candidate] = field(default_factory=list)
    confirmed: bool = False
    """A visible heading and the metadata say the same."""
    reason: str = ""
    """The rule that chose it, from :data:`RULES`."""


@dataclass(slots=True)
class _Reading:
    """Everything the choice is made from."""

    document: Document
    layout: Layout
    node: Node | None
    selected: tuple[str, Block | None] | None
    visible: list[tuple[float, Block]]
    """Headings that could be it with their scores, best first."""
    told: list[Candidate]
    """What metadata call it, best first."""


def find_headline(document: Document, layout: Layout, node: Node | None, names: tuple[str, ...], selector: str | None) -> Headline:
    """``names`` are the site's own (:func:`site_names`)."""
    told = _told(document, node, names)
    reading = _Reading(document, layout, node, _selected(document, layout, selector), _visible(layout, told, names), told)
    result = next((found for name, rule in RULES if (found := _with_reason(rule(reading), name)) is not None), Headline())
    if reading.selected is not None:
        result.candidates.append(Candidate(reading.selected[0], Origin.SELECTOR, reading.selected[0]))
    shown = (block for _, block in reading.visible[:4])
    result.candidates += [Candidate(block.text, Origin.MICRODATA if _is_microdata(block) else Origin.TEXT, block.text) for block in shown]
    result.candidates += told
    return result


def _with_reason(found: Headline | None, name: str) -> Headline | None:
    if found is not None:
        found.reason = name
    return found


def _selected(document: Document, layout: Layout, selector: str | None) -> tuple[str, Block | None] | None:
    for element in document.select(selector) if selector else ():
        if text := text_of(element):
            return text, next((block for block in layout.blocks if key(block.text) == key(text)), None)
    return None


def _by_selector(reading: _Reading) -> Headline | None:
    return Headline(reading.selected[0], Origin.SELECTOR, reading.selected[1]) if reading.selected is not None else None


def _label_over_text(reading: _Reading) -> Headline | None:
    over = _over_the_text(reading.layout, reading.visible, reading.told, reading.document.title)
    return Headline(over.text, Origin.TEXT, over) if over is not None else None


def _metadata_agree(reading: _Reading) -> Headline | None:
    """The newsroom's own node and another of its metadata say the same, and no metadata say what the page shows: the heading is cut, glued to its kicker,
    or a label."""
    if reading.node is None or NEWS_TYPES.isdisjoint(types_of(reading.node)) or not reading.visible:
        return None
    score, block = reading.visible[0]
    if score < SURE_SCORE or block.link_only:
        return None
    own = next((candidate for candidate in reading.told if candidate.origin is Origin.JSON_LD), None)
    if own is None or len(own.value) < SHORTEST_AGREED:
        return None
    voices = [key(text) for text in _voices(reading.document)]
    mine = key(own.value)
    agreeing = sum(mine == voice or voice.startswith(f"{mine} ") for voice in voices)
    shown = key(block.text)
    if not agreeing or shown == mine or any(shown == voice or voice.startswith(f"{shown} ") for voice in voices):
        return None
    return Headline(own.value, Origin.JSON_LD, block, confirmed=True)


def _voices(document: Document) -> list[str]:
    return [text for name in ("og:title", "twitter:title") for text in document.meta.get(name, ())[:1]] + (
        [document.title] if document.title else []
    )


def _visible_heading(reading: _Reading) -> Headline | None:
    if not reading.visible or reading.visible[0][0] < SURE_SCORE:
        return None
    score, block = reading.visible[0]
    confirmed = score >= 6 or (score >= 4.7 and len(block.text) >= SURE_LENGTH)
    result = Headline(block.text, Origin.MICRODATA if _is_microdata(block) else Origin.TEXT, block, confirmed=confirmed)
    _split_kicker(result, reading.told)
    return result


def _metadata_alone(reading: _Reading) -> Headline | None:
    """Nothing on the page is a headline. A window's title that is only the site's name over an empty heading is none either."""
    if not reading.told:
        return None
    first = reading.told[0]
    headings = reading.document.headings
    empty = bool(headings) and not any(_is_seen(heading.text(deep=True)) for heading in headings)
    if empty and len(reading.told) == 1 and first.raw == reading.document.title:
        return None
    return Headline(first.value, first.origin)


def _is_seen(text: str) -> bool:
    """Something in it is shown: it is not only white space, marks of direction and controls."""
    return any(category(sign)[0] not in "CZ" for sign in text)


def _whole_heading(reading: _Reading) -> Headline | None:
    """The ``h1`` that metadata have word for word, but that the page shows in parts (kicker and headline in lines of their own) or only to machines."""
    told = {key(candidate.value) for candidate in reading.told}
    voices = [key(text) for text in _voices(reading.document)]
    for heading in reading.document.headings[:3]:
        text = text_of(heading)
        whole = key(text)
        if (fuller := _told_in_full(reading, heading, voices)) is not None:
            return fuller
        if len(text) < SURE_LENGTH or whole not in told:
            continue
        agreeing = sum(whole == voice or voice.startswith(f"{whole} ") for voice in voices)
        same = next((block for _, block in reading.visible[:4] if key(block.text) == whole), None)
        if same is not None:
            better = agreeing > 1 and same is not reading.visible[0][1] and same.tag == "h1"
            return Headline(same.text, Origin.TEXT, same, confirmed=True) if better else None
        lines = [block for block in reading.layout.blocks if _is_within(block.box, heading.mem_id)]
        if lines or (agreeing > 1 and reading.visible and reading.visible[0][0] >= SURE_SCORE):
            return Headline(text, Origin.TEXT, lines[-1] if lines else reading.visible[0][1], confirmed=True)
    return None


def _told_in_full(reading: _Reading, heading: LexborNode, voices: list[str]) -> Headline | None:
    """An ``h1`` in several lines, one of which two of the metadata carry on in their own words («الشمال: …»): theirs is the whole headline."""
    lines = [block for block in reading.layout.blocks if _is_within(block.box, heading.mem_id)]
    if len(lines) < 2:
        return None
    for candidate in reading.told:
        told = key(candidate.value)
        if sum(voice == told or voice.startswith(f"{told} ") for voice in voices) > 1 and any(
            told.startswith(f"{key(line.text)} ") for line in lines
        ):
            return Headline(candidate.value, candidate.origin, lines[-1], confirmed=True)
    return None


def _is_within(box: Box | None, element: int) -> bool:
    while box is not None:
        if box.element.mem_id == element:
            return True
        box = box.parent
    return False


RULES: tuple[tuple[str, Callable[[_Reading], Headline | None]], ...] = (
    ("selector", _by_selector),
    ("whole_heading", _whole_heading),
    ("heading_over_text", _label_over_text),
    ("metadata_agree", _metadata_agree),
    ("visible_heading", _visible_heading),
    ("metadata_alone", _metadata_alone),
)
"""In the order they are asked; the first that answers gives the headline."""


def find_kicker(layout: Layout, headline: Block | None) -> str | None:
    """A short line over the headline that its class calls a kicker, or that shares an ``hgroup`` with it."""
    if headline is None:
        return None
    for block in reversed(layout.blocks[max(0, headline.index - 4) : headline.index]):
        if not 2 <= len(block.text) <= 80:
            continue
        parent = block.box.parent
        named = says_kicker(block.box.name) or (parent is not None and says_kicker(parent.name))
        grouped = parent is not None and parent.tag == "hgroup" and headline.box.parent is parent
        if named or grouped:
            return block.text
    return None


def _over_the_text(layout: Layout, visible: list[tuple[float, Block]], told: list[Candidate], title: str | None) -> Block | None:
    """The heading right over the text where the page's own title, and the heading that repeats it, are only a label: «المدونة», «تفاصيل الخبر», the
    name of the site. A label is one word, or a title that nothing on the page confirms and no other metadata say."""
    best = visible[0] if visible else None
    sure = best is not None and best[0] >= 3
    if sure and best is not None and not _is_label(best[1].text):
        return None
    if not sure and told and not all(_is_label(candidate.value) or candidate.raw == title for candidate in told):
        return None
    start = best[1].index + 1 if sure and best is not None else 0
    found = None
    for block in layout.blocks[start:]:
        marked = any(mark.kind in _TOP_MARKS for mark in block.box.marked)
        if block.prose >= 60 and not marked and not block.heading and block.bold < 0.9 * len(block.text):
            return found
        titled = block.heading or says_title(block.box.name) or block.bold >= 0.9 * len(block.text)
        if (
            titled
            and (found is None or (block.heading and not found.heading))
            and 20 <= len(block.text) <= 200
            and len(block.text.split()) >= 4
            and not (marked or block.linked or "caption" in block.marks or opens_like_byline(block.text))
        ):
            found = block
    return None


def _is_label(text: str) -> bool:
    words = text.split(maxsplit=2)
    return len(words) == 1 or (len(words) == 2 and plain(words[0]) in _LABEL_OPENINGS)


def _told(document: Document, node: Node | None, names: tuple[str, ...]) -> list[Candidate]:
    """What metadata call the headline, the site's name taken off, best first, without repeats."""
    raw: list[tuple[str, Origin]] = []
    if node:
        for name in ("headline", "name"):
            raw += [(text, origin_of(node)) for text in strings(node.get(name))]
    for name in ("og:title", "twitter:title", "dc.title", "sailthru.title", "parsely-title", "title"):
        raw += [(text, Origin.META) for text in document.meta.get(name, ())]
    if document.title:
        raw.append((document.title, Origin.META))
    first: dict[str, tuple[str, Origin]] = {}
    for text, origin in raw:
        first.setdefault(clean(text), (text, origin))
    texts = list(first)
    found: dict[str, Candidate] = {}
    for title, (text, origin) in first.items():
        bare = without_site(title, names, texts)
        if bare and bare not in found and key(bare) not in names:
            found[bare] = Candidate(bare, origin, text)
    return list(found.values())


def _visible(layout: Layout, told: list[Candidate], names: tuple[str, ...]) -> list[tuple[float, Block]]:
    """Blocks that could be the headline with their scores, best first. Six and more: heading and metadata agree."""
    keys = [(other, set(other.split())) for candidate in told for other in (key(candidate.value),)]
    values = [candidate.value for candidate in told]
    scored: list[tuple[float, int, Block]] = []
    for block in layout.blocks:
        microdata = _is_microdata(block)
        titled = block.heading or microdata or says_title(block.box.name) or (block.bold > 0.9 * len(block.text) and len(block.text) >= 20)
        if not 6 <= len(block.text) <= 400 or not (titled or _is_told(block.text, values)):
            continue
        mine = key(block.text)
        if not mine:
            continue
        agreement = _agreement(mine, keys)
        if not titled and agreement < 0.95:
            continue
        score = 5.0 * agreement if agreement >= 0.5 else 0.0
        score += 3.0 if block.tag == "h1" else 1.0 if block.heading else 0.0
        score += 1.5 if microdata else 0.5 if says_title(block.box.name) else 0.0
        if mine in names or (len(mine) < 25 and any(mine in name or name in mine for name in names)):
            score -= 6
        if block.linked > 0.8 * len(block.text):
            score -= 2.0 if agreement >= 0.8 else 4.0
        if any(mark.kind in _TOP_MARKS for mark in block.box.marked):
            score -= 2.5
        if len(block.text) < 15 and agreement < 0.8:
            score -= 1.5
        if score > 0:
            scored.append((score, -block.index, block))
    scored.sort(key=lambda item: (item[0], item[1]), reverse=True)
    return [(score, block) for score, _, block in scored]


def _is_told(text: str, values: list[str]) -> bool:
    """A line without any sign of a heading that is what metadata say, but for a name at either end."""
    return text in values or (len(text) >= SURE_LENGTH and any(text in value for value in values))


def _agreement(mine: str, others: list[tuple[str, set[str]]]) -> float:
    """The best with one of ``others`` (a text and its words): 1.0 for the same words, else the share of common words; a headline cut off in the
    metadata still agrees."""
    words = set(mine.split())
    best = 0.0
    for other, there in others:
        if mine == other:
            return 1.0
        if len(other) >= 20 and mine.startswith(other):
            share = 0.97
        elif len(mine) >= 20 and (other.startswith(mine) or other.endswith(mine)):
            share = 0.96
        elif len(mine) >= SURE_LENGTH and f" {mine} " in other:
            share = 0.95  # «KUNA : … - محليات»: names at both ends
        else:
            common = len(words & there)
            share = common / (len(words) + len(there) - common) if common else 0.0
        best = max(best, share)
    return best


def _is_microdata(block: Block) -> bool:
    prop = block.box.prop
    return prop is not None and "headline" in prop.split()


def _split_kicker(result: Headline, told: list[Candidate]) -> None:
    """«عاجل | …» and labels inside the heading: when metadata have the headline without its first words, and these are set apart, they are a kicker."""
    text, block = result.text, result.block
    if text is None or block is None:
        return
    for candidate in told:
        value: str = candidate.value
        if len(value) >= 20 and text != value and text.endswith(value):
            label = text[: -len(value)].strip(EDGES)
            first = next(iter(block.box.element.iter()), None)
            if first is not None and label and len(label) <= 40 and key(text_of(first)) == key(label):
                result.text, result.kicker = value, label
            return

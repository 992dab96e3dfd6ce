"""The headline as the page shows it, and the kicker over it.

Order (documented, tested): a seed's selector; a visible heading that the page's own metadata confirm; the only visible heading that can be one;
JSON-LD; OpenGraph; ``<title>`` without the site's name. What the reader sees wins over what machines are told, because editors correct the former.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rasid.arabic.script import clean
from rasid.extract.document import Document, text_of
from rasid.extract.furniture import opens_like_byline
from rasid.extract.jsonld import Node, strings
from rasid.extract.layout import Block, Layout
from rasid.extract.marks import says_kicker, says_title
from rasid.extract.matching import key, plain
from rasid.model import Candidate, Origin, Source

_SEPARATORS = re.compile(r"\s+[-–—|»«:•·/\\ـ]+\s+|\s*[|»«•]\s*|\s+::\s+")
_SEPARATOR = re.compile(r"[-–—|»«:•·/\\ـ]")
_EDGES = " -–—|»«:•·/\\ـ\u200e\u200f"
_TOP_MARKS = frozenset({"nav", "sidebar", "footer", "comments", "related", "promo", "ads", "hidden", "share"})


SURE_LENGTH = 25
"""Characters from which a line that is word for word the metadata's headline is it, heading or not."""


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


def site_names(document: Document, node: Node | None, source: Source | None = None) -> tuple[str, ...]:
    """Names the site gives itself and its seed gives it, folded."""
    found: list[str] = [source.name.ar, source.name.en] if source is not None else []
    for name in (
        "og:site_name",
        "application-name",
        "twitter:site",
        "apple-mobile-web-app-title",
        "publisher",
        "al:ios:app_name",
        "dc.publisher",
    ):
        found.extend(document.meta.get(name, ()))
    publisher = node.get("publisher") if node else None
    for item in publisher if isinstance(publisher, list) else [publisher]:
        if isinstance(item, dict):
            found.extend(strings(item.get("name")))
    return tuple({folded for name in found if (folded := key(name)) and len(folded) > 1})


def find_headline(document: Document, layout: Layout, node: Node | None, names: tuple[str, ...], selector: str | None) -> Headline:
    """``names`` are the site's own (:func:`site_names`)."""
    result = Headline()
    told = _told(document, node, names)
    visible = _visible(layout, told, names)
    if selector:
        for element in document.select(selector):
            if text := text_of(element):
                result.candidates.append(Candidate(text, Origin.SELECTOR, text))
                match = next((block for block in layout.blocks if key(block.text) == key(text)), None)
                result.text, result.origin, result.block = text, Origin.SELECTOR, match
                break
    result.candidates += [
        Candidate(block.text, Origin.MICRODATA if _is_microdata(block) else Origin.TEXT, block.text) for _, block in visible[:4]
    ]
    result.candidates += told
    if result.text is not None:
        return result
    if (over := _over_the_text(layout, visible, told, document.title)) is not None:
        result.text, result.block, result.origin = over.text, over, Origin.TEXT
        return result
    if visible and visible[0][0] >= 3:
        score, block = visible[0]
        result.text, result.block, result.confirmed = block.text, block, score >= 6 or (score >= 4.7 and len(block.text) >= SURE_LENGTH)
        result.origin = Origin.MICRODATA if _is_microdata(block) else Origin.TEXT
        _split_kicker(result, told)
        return result
    if told:
        result.text, result.origin = told[0].value, told[0].origin
    return result


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
            raw += [(text, Origin.JSON_LD) for text in strings(node.get(name))]
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


def without_site(title: str, names: tuple[str, ...], others: list[str]) -> str:
    """The title with the site's and section's names taken off either end: parts that are a known name of the site, or that another title of the page does without."""
    if _SEPARATOR.search(title) is None or len(pieces := _pieces(title)) == 1:
        return title
    if len(names):
        while len(pieces) > 1 and _is_name(pieces[-1][2], names):
            pieces.pop()
        while len(pieces) > 1 and _is_name(pieces[0][2], names):
            pieces.pop(0)
    bare = title[pieces[0][0] : pieces[-1][1]].strip(_EDGES) if pieces else title
    for other in others:
        if other != title and 12 <= len(other) < len(bare) and (bare.startswith(other) or bare.endswith(other)):
            rest = bare.removeprefix(other) if bare.startswith(other) else bare.removesuffix(other)
            if _SEPARATORS.match(rest) or _SEPARATORS.search(rest[-3:]):
                bare = other
    return bare or title


def _pieces(title: str) -> list[tuple[int, int, str]]:
    pieces, at = [], 0
    for match in _SEPARATORS.finditer(title):
        pieces.append((at, match.start(), key(title[at : match.start()])))
        at = match.end()
    pieces.append((at, len(title), key(title[at:])))
    return [piece for piece in pieces if piece[2]] or [(0, len(title), key(title))]


def _is_name(piece: str, names: tuple[str, ...]) -> bool:
    return any(
        piece == name or (len(piece) < 40 and (piece in name or name in piece) and abs(len(piece) - len(name)) < 15) for name in names
    )


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
            label = text[: -len(value)].strip(_EDGES)
            first = next(iter(block.box.element.iter()), None)
            if first is not None and label and len(label) <= 40 and key(text_of(first)) == key(label):
                result.text, result.kicker = value, label
            return

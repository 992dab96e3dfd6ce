"""The standfirst: the sentences between headline and text, shown or only told to machines."""

from __future__ import annotations

from rasid.arabic.script import clean
from rasid.extract import jsonld
from rasid.extract.body import Body, lead_named, repeats
from rasid.extract.document import text_of
from rasid.extract.headline import Headline
from rasid.extract.matching import key
from rasid.extract.page import ReadPage
from rasid.model import Candidate, Origin


def find_standfirst(page: ReadPage, headline: Headline, body: Body, texts: list[str]) -> tuple[str | None, list[Candidate]]:
    """(the standfirst, all candidates). A description that merely repeats the body's opening is no standfirst of its own: it stays a candidate.

    ``texts`` are the body's paragraphs. One shown that is the body's first block too is noted as ``body.lead``.
    """
    document, node, selectors = page.document, page.node, page.selectors
    options: list[Candidate] = []
    if "standfirst" in selectors and (element := document.first(selectors["standfirst"])) is not None and (text := text_of(element)):
        options.append(Candidate(text, Origin.SELECTOR, text))
    start = headline.block.index if headline.block is not None else -1
    first = body.blocks[0].index if body.blocks else start + 12
    for block in page.layout.blocks[start + 1 : min(first + 1, start + 25)]:
        if (
            30 <= len(block.text) <= 900
            and lead_named(block)
            and block.link_only is False
            and not {"related", "caption", "share", "nav", "sidebar"} & set(block.marks)
        ):
            options.append(Candidate(block.text, Origin.TEXT, block.text))
            if block.index == first or not body.blocks:
                body.lead = block
            break
        heading = (
            start >= 0
            and block.heading
            and block.index == start + 1
            and 40 <= len(block.text) <= 500
            and block.index < first
            and not block.linked
        )
        if heading:
            options.append(Candidate(block.text, Origin.TEXT, block.text))
            break
    shown = bool(options)
    raw = list(jsonld.strings(node.get("description"))) if node is not None else []
    told = [(text, Origin.JSON_LD) for text in raw]
    told += [
        (text, Origin.META) for name in ("og:description", "description", "twitter:description") for text in document.meta.get(name, ())
    ]
    seen = {option.value for option in options}
    for text, origin in told:
        text = clean(text)
        if len(text) >= 20 and text != headline.text and text not in seen:
            seen.add(text)
            options.append(Candidate(text, origin, text))
    if shown:
        return options[0].value, options
    if not texts or all(option.origin is not Origin.JSON_LD for option in options):
        return None, options
    opening = key(" ".join(texts[:3])[:1200])
    for option in options:
        if option.origin is Origin.JSON_LD and not repeats(option.value, texts[0]) and key(option.value[:60])[:30] not in opening:
            options.remove(option)
            return option.value, [option, *options]
    return None, options


def said_twice(standfirst: str | None, texts: list[str], body: Body) -> bool:
    """The page shows the standfirst and then says it again. A standfirst shown once is also the first text of the body, and no repetition."""
    if not standfirst or not texts:
        return False
    following = texts[1:2] if body.lead is not None and body.lead.text == texts[0] else texts[:1]
    return any(repeats(standfirst, text) for text in following)

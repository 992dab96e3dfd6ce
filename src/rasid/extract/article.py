"""From a page's text to an Article, or a typed refusal. This module knows the order; each question has its own module."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from rasid.arabic.language import detect
from rasid.arabic.mojibake import mojibake_spans, repair_mojibake
from rasid.arabic.script import clean
from rasid.extract import furnishings, jsonld, readings, refusal, state, when
from rasid.extract.body import Body, chosen_blocks, find_body
from rasid.extract.bounds import within_bounds
from rasid.extract.country import guess_country
from rasid.extract.document import Document
from rasid.extract.doubt import BODY_DOUBTFUL, NOT_AN_ARTICLE, body_doubtful, shares_words
from rasid.extract.facts import Evidence, PageFacts, facts_of
from rasid.extract.features import Told
from rasid.extract.furniture import is_date_line
from rasid.extract.headline import Headline, find_headline, find_kicker
from rasid.extract.kind import type_of
from rasid.extract.layout import Box, Layout
from rasid.extract.page import ReadPage
from rasid.extract.pagekind import doubtful
from rasid.extract.people import People, find_people
from rasid.extract.section import section_candidates
from rasid.extract.standfirst import find_standfirst, said_twice
from rasid.extract.titles import site_names
from rasid.extract.told import told_of
from rasid.extract.trace import Trace
from rasid.extract.walk import lay_out
from rasid.extract.weigh import weigh
from rasid.model import Article, Candidate, Decoded, Origin, Source
from rasid.urls import canonical_url, same_site

LANGUAGE_SAMPLE = 300
"""Characters of headline and body the language is told from; a paragraph is enough, and telling costs by the word."""
LONGEST_CANDIDATE = 300
"""Characters kept of a body that could have been."""
MOSTLY = 0.3
"""Share of that sample decoded wrongly from which the text has no language."""
_SHOWN = frozenset({Origin.TEXT, Origin.SELECTOR})
"""Where dates come from that the page shows its readers: a seed's selector names one of them."""


def extract(page: str | Decoded, url: str, *, now: datetime, source: Source | None = None, trace: Trace | None = None) -> Article:
    """The article on a page.

    ``page`` is its text, or what decoding gave, which adds the encoding and its notes; ``url`` where it was fetched, ``now`` the aware time of
    the visit (relative dates are read against it). ``source`` gives selectors, zone and country; without it the zone of a bare wall clock is
    guessed from the page's country. ``trace`` takes down what was weighed, also of a page that is refused. Raises Refusal for a page that is no article, TooCostly for one that is not parsed, ValueError for a selector that cannot be read or a naive ``now``.
    """
    if now.tzinfo is None:
        raise ValueError("extract() needs an aware datetime as now: give it a zone, for example datetime.now(UTC).")
    decoded = None if isinstance(page, str) else page
    content = page if isinstance(page, str) else page.page
    refusal.refuse_text(content, url)
    document = Document(content, url)
    layout = lay_out(document)
    linked = jsonld.read(document)
    node = linked.article(document)
    selectors = dict(source.selectors) if source is not None else {}
    trunk = _selected_box(document, layout, selectors["body"]) if "body" in selectors else None
    said = told_of(document, node)
    weighing = weigh(layout, said)
    chosen = chosen_blocks(layout, weighing, trunk)
    layout.set_aside(chosen)
    if node is None and layout.prose < state.FRAME:
        node = state.article(document)
    told = node if node is not None else next(iter(linked.of_type(jsonld.MEDIA_TYPES)), None)
    names = site_names(document, node, source)
    headline = find_headline(document, layout, node, names, selectors.get("headline"))
    layout.settle(headline.block, chosen)
    body = find_body(layout, headline.block, chosen, weighing, trunk, said.body)
    clock = readings.DateContext(
        now, source.country if source else guess_country(url, document, layout, linked), source.timezone if source else None
    )
    nodes = (*([told] if told is not None else []), *linked.pages(document))
    found, unread = readings.all_readings(readings.Sources(document, layout, body, nodes, headline.block, clock, selectors))
    published, modified = when.decide(found, unread, clock, from_seed=source is not None)
    page_read = ReadPage(document, layout, linked, node, names, selectors, source, decoded)
    people = find_people(page_read, told, body, headline.block)
    testimony = Evidence(
        vouched=headline.origin is Origin.SELECTOR,
        machine_date=any(reading.origin not in (*_SHOWN, Origin.URL) for reading in found),
        shown_date=any(reading.origin in _SHOWN for reading in found) or any(map(is_date_line, unread)),
        dated=published.at is not None and published.origin is not Origin.URL,
        authored=bool(people.authors),
    )
    facts = facts_of(document, layout, linked, node, (headline, body), testimony)
    if trace is not None:
        trace.facts = facts
        trace.reasons = _reasons(headline, published, people)
    refusal.judge(facts, tried=trace.tried if trace is not None else None)
    article = _assemble(page_read, headline, body, (published, modified), people)
    article = within_bounds(article)
    return replace(article, doubts=_doubts(article, body, said, facts), candidates={**article.candidates, **_second(article, body)})


def _reasons(headline: Headline, published: when.When, people: People) -> dict[str, str]:
    shown = bool(people.candidates) and people.origin is not None and people.origin is not people.candidates[0].origin
    return {
        "headline": headline.reason,
        "published_at": "outvoted" if "date:outvoted" in published.notes else "first_origin",
        "authors": "shown_names" if shown else "first_origin",
        "section_name": "first_origin",
    }


def _doubts(article: Article, body: Body, said: Told, facts: PageFacts) -> tuple[str, ...]:
    found = []
    if article.origins.get("body") is Origin.TEXT and body_doubtful(body, list(article.body), article.headline, said):
        found.append(BODY_DOUBTFUL)
    if article.origins.get("body") is Origin.STATE and (
        facts.node is None or facts.node[jsonld.STATE] != "headline" or not shares_words(article.headline, list(article.body))
    ):
        found.append(BODY_DOUBTFUL)
    if doubtful(facts) and not (facts.stated and article.origins.get("body") is not Origin.TEXT):  # a frame has no shape
        found.append(NOT_AN_ARTICLE)
    return tuple(found)


def _second(article: Article, body: Body) -> dict[str, tuple[Candidate, ...]]:
    """What the body could have been besides, for the engineer: its beginning."""
    if not body.rival or not article.body:
        return {}
    own = "\n".join(article.body)[:LONGEST_CANDIDATE]
    return {
        "body": (
            Candidate(own, article.origins["body"], own),
            Candidate(body.rival[:LONGEST_CANDIDATE], Origin.TEXT, body.rival[:LONGEST_CANDIDATE]),
        )
    }


def _selected_box(document: Document, layout: Layout, selector: str) -> Box | None:
    wanted = {element.mem_id for element in document.select(selector)}
    return next((box for box in layout.boxes if box.element.mem_id in wanted), None)


def _assemble(page: ReadPage, headline: Headline, body: Body, dates: tuple[when.When, when.When], people: People) -> Article:
    document, layout, node, source, decoded = page.document, page.layout, page.node, page.source, page.decoded
    published, modified = dates
    origins: dict[str, Origin] = {}
    candidates: dict[str, tuple[Candidate, ...]] = {}
    notes = [
        *page.linked.notes,
        *_decoding_notes(decoded),
        *published.notes,
        *(note for note in modified.notes if note not in published.notes),
    ]
    if document.cut:
        notes.append("html:cut")

    def remember(name: str, options: list[Candidate] | tuple[Candidate, ...], origin: Origin | None = None) -> Any:
        if options:
            candidates[name] = tuple(options)
        chosen = origin or (options[0].origin if options else None)
        if chosen is not None:
            origins[name] = chosen
        return options[0].value if options else None

    paragraphs = [block for block in body.blocks if block.index not in people.used]
    texts = [block.text for block in paragraphs]
    if texts:
        origins["body"] = Origin.SELECTOR if "body" in page.selectors else Origin.TEXT
    told = next(jsonld.strings(node.get("articleBody")), None) if node is not None else None
    if told and sum(map(len, texts)) < 0.3 * len(told):
        texts = _paragraphs_of(told)
        origins["body"] = Origin.JSON_LD
        notes.append("body:from_json_ld")
        if node is not None and jsonld.STATE in node:
            origins["body"] = Origin.STATE
            notes[-1] = "body:from_page_state"
    standfirst, stand_options = find_standfirst(page, headline, body, texts)
    remember("standfirst", stand_options, stand_options[0].origin if standfirst and stand_options else None)
    if standfirst is None:
        origins.pop("standfirst", None)
    remember("headline", headline.candidates, headline.origin)
    remember("published_at", published.candidates, published.origin)
    remember("modified_at", modified.candidates, modified.origin)
    remember("authors", people.candidates, people.origin)
    section_name = remember("section_name", section_candidates(page, headline.block))
    if site_name := document.meta_first("og:site_name"):
        candidates["site_name"] = (Candidate(site_name, Origin.META, site_name),)
    image = remember("image", furnishings.image_candidates(page, body))
    canonical, options = _canonical(document, notes)
    remember("canonical", options)
    tags, tags_origin = furnishings.tags_of(page, headline.block)
    kicker = headline.kicker or find_kicker(layout, headline.block)
    extras = (
        ("tags", tags, tags_origin),
        ("agency", people.agency, people.agency_origin),
        ("dateline", people.dateline, Origin.TEXT),
        ("kicker", kicker, Origin.TEXT),
    )
    origins |= {name: origin for name, value, origin in extras if value and origin is not None}
    length = sum(map(len, texts))
    pictures = sum(1 for position, box, _ in layout.images if body.trunk is not None and box.is_in(body.trunk))
    return Article(
        url=canonical,
        fetched_url=document.url,
        source_id=source.id if source else None,
        type=type_of(page, (headline.text, kicker), section_name, length, pictures, led=body.lead is not None),
        language=_language("\n".join((headline.text or "", *texts[:6]))[:LANGUAGE_SAMPLE]),
        declared_language=document.declared_language or (next(jsonld.strings(node.get("inLanguage")), None) if node is not None else None),
        kicker=kicker,
        headline=headline.text,
        standfirst=standfirst,
        body=tuple(texts),
        lead_repeated=said_twice(standfirst, texts, body),
        captions=tuple(dict.fromkeys(body.captions)),
        authors=people.authors,
        agency=people.agency,
        dateline=people.dateline,
        section_name=section_name,
        tags=tags,
        image=image,
        related=furnishings.related_links(document, layout, body, headline.block),
        body_links=furnishings.body_links(document, paragraphs),
        published_at=published.at,
        published_raw=published.raw,
        published_precision=published.precision,
        published_zone=published.zone,
        modified_at=modified.at,
        modified_raw=modified.raw,
        structured_data=dict(node) if node is not None and jsonld.STATE not in node else {},
        encoding=decoded.encoding if decoded else None,
        origins=origins,
        candidates=candidates,
        notes=tuple(dict.fromkeys(notes)),
    )


def _language(text: str) -> str | None:
    """The language. Words decoded wrongly are left out by mending them; a text that is little else has no language to tell:
    broken letters are no other language."""
    spans = mojibake_spans(text)
    if not spans:
        return detect(text)
    if sum(end - start for start, end in spans) > MOSTLY * len(text):
        return None
    return detect(repair_mojibake(text) or text)


def _paragraphs_of(text: str) -> list[str]:
    """Paragraphs of JSON-LD's ``articleBody``, which may hold markup or entities."""
    if "<" in text and ">" in text:
        layout = lay_out(Document(f"<body>{text}</body>", ""))
        return [block.text for block in layout.blocks]
    return [line for raw in text.splitlines() if (line := clean(raw.replace("&nbsp;", " ")))]


def _canonical(document: Document, notes: list[str]) -> tuple[str, list[Candidate]]:
    """The page's address: its canonical link if it points into the same site and to a page, else where it was fetched."""
    own = canonical_url(document.url) or document.url
    raws = (document.canonical, document.meta_first("og:url"))
    options = [Candidate(found, Origin.META, raw) for raw in raws if raw and (found := canonical_url(raw, document.url))]
    chosen = own
    if options:
        address: str = options[0].value
        if urlsplit(address).hostname != urlsplit(own).hostname and not same_site(address, own):
            notes.append("canonical:other_site")
        elif urlsplit(address).path.strip("/") == "" and urlsplit(own).path.strip("/") != "":
            notes.append("canonical:home")
        else:
            chosen = address
    options.sort(key=lambda option: option.value != chosen)
    if not options or options[0].value != chosen:
        options.insert(0, Candidate(chosen, Origin.URL, document.url))
    return chosen, options


def _decoding_notes(decoded: Decoded | None) -> list[str]:
    if decoded is None:
        return []
    return [f"decode:{decoded.chosen_by}", *([f"decode:replaced={decoded.replaced}"] if decoded.replaced else [])]

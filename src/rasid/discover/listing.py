"""A section's page → the links to its articles, learnt from the page itself.

No list of sites and no fixed pattern: links with words like headlines, whose addresses share a shape that menus do not have, make the list;
links that look the same on the page, or lead to addresses of the same shape, belong to it. Furniture (menus, footers, most read, related,
tags, authors, videos) is taken out first. beautifulsoup4 on lxml: these pages are few and need forgiving selectors.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from statistics import median

import lxml.html
from bs4 import BeautifulSoup, Tag
from lxml import etree
from soupsieve import SelectorSyntaxError

from rasid.discover.anchors import Target, base_of, targets_of, words_of_card
from rasid.discover.areas import Areas
from rasid.discover.found import Found
from rasid.discover.pagination import next_pages
from rasid.discover.shapes import MULTIMEDIA, shape
from rasid.discover.structured import listed
from rasid.errors import TooCostly
from rasid.markup import TOO_MUCH, excess
from rasid.model.article import Link
from rasid.model.vocabulary import Origin
from rasid.urls import canonical_url

LONGEST = 4_000_000
"""Characters of a listing that are read; the longest page met has 530,000."""
MANY_TAGS = 20_000
"""The longest real page met has 5,100."""
DEEP = 500
"""Elements opened and not closed; on real pages a few dozen. 11,000 in 200 KB, found by the fuzz, took beautifulsoup4 ten seconds."""
MOST_TAGS = 25_000
"""A page of more is cut there: beautifulsoup4 and the search of its tree take 60 µs a tag."""
MANY_COMMENTS = 1_000
"""Comments that never end, after which a page of many tags loses their beginnings."""
OPENS_OR_CLOSES = re.compile(
    r"<(/?)(?!(?:img|br|hr|input|meta|link|source|wbr|path|circle|rect|line|use|area|col|embed|track|param|base)\b)[a-zA-Z]", re.IGNORECASE
)
WHOLE_COMMENT = re.compile(r"<!--[^<>]{0,500}-->")
ANCHORS = 3_000
"""Links looked at, of one page."""
TEMPLATE_DEPTH = 4
HOUR = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)|(?:منذ|قبل) ")


def listing_links(text: str, url: str, *, article_url: str | None = None, selectors: Mapping[str, str] | None = None) -> Found:
    """The articles a section page lists, in the page's order; ``more`` are its next pages.

    ``article_url``: regular expression an article's canonical address must match; then the address alone decides, furniture still goes.
    ``selectors``: ``listing_links`` (the anchors, or the boxes that hold them) and ``next_page``, as CSS; with them nothing is guessed.
    Raises TooCostly for a page with an attribute bomb and nothing else; a page without a list of articles yields no links, also when its menus have many.
    """
    selectors = selectors or {}
    soup = parse(text)
    page = canonical_url(url) or url
    base = base_of(soup, url)
    problems: list[str] = []
    if len(text) > LONGEST or text.count("<") > MOST_TAGS:
        problems.append(f"The listing {url} is very long; links behind its first {MOST_TAGS:,} tags were not looked at.")
    try:
        more = next_pages(soup, base=base, page=page, selector=selectors.get("next_page"))
        chosen = _selected(soup, selectors["listing_links"]) if "listing_links" in selectors else None
    except (SelectorSyntaxError, NotImplementedError) as error:
        return Found(problems=(f"A selector in the seed cannot be read: {str(error).splitlines()[0]}",))
    anchors = soup.find_all("a", href=True) if chosen is None else chosen
    if len(anchors) > ANCHORS:
        problems.append(f"The listing {url} has {len(anchors):,} links; the first {ANCHORS:,} were looked at.")
    targets = targets_of(anchors[:ANCHORS], base=base, page=page)
    if chosen is not None:
        articles = list(targets.values())
        if not articles:
            problems.append(f"The seed's selector {selectors['listing_links']!r} finds no link on {url}.")
    elif article_url:
        pattern = re.compile(article_url)
        articles = _in_the_list(soup, [target for target in targets.values() if pattern.search(target.url)])
    else:
        articles = _articles(soup, list(targets.values()), page) or list(listed(soup, base=base, page=page))
    pages = {canonical_url(address) for address in more}
    links = tuple(
        Link(url=target.url, title=target.title or words_of_card(target), origin=Origin.LISTING)
        for target in articles
        if target.url not in pages
    )
    return Found(links, more=more, problems=tuple(problems))


def parse(text: str) -> BeautifulSoup:
    """The page as a tree. Raises TooCostly for one with an attribute bomb. A page of very many tags, or of many within each other, goes through lxml first, whose depth has a limit; beautifulsoup4's has none, and its
    searches are quadratic in it."""
    text = text[:LONGEST]
    if (much := excess(text.encode("utf-8", "replace"))) is not None:
        raise TooCostly(
            f"The page has {TOO_MUCH[much]}; it is not parsed: that takes minutes. Check the page's source, or ask the site's owner to mend it."
        )
    if text.count("<") > MANY_TAGS or _is_deep(text):
        text = _first_tags(text, 3 * MOST_TAGS)
        # lxml's writer looks for the end of each comment that begins in an address, through all the rest of it: quadratic in their number.
        text = WHOLE_COMMENT.sub("", text)
        if text.count("<!--") > MANY_COMMENTS:
            text = text.replace("<!--", "")
        try:
            text = lxml.html.tostring(lxml.html.fromstring(text), encoding="unicode")
        except (etree.LxmlError, ValueError):
            return BeautifulSoup("", "lxml")
        text = _first_tags(text, MOST_TAGS)
    return BeautifulSoup(text, "lxml")


def _is_deep(text: str) -> bool:
    depth = 0
    for tag in OPENS_OR_CLOSES.finditer(text):
        depth += -1 if tag[1] else 1
        if depth > DEEP:
            return True
        depth = max(depth, 0)
    return False


def _first_tags(text: str, most: int) -> str:
    if text.count("<") <= most:
        return text
    position = -1
    for _ in range(most):
        position = text.find("<", position + 1)
    return text[:position]


def _selected(soup: BeautifulSoup, selector: str) -> list[Tag]:
    found: list[Tag] = []
    for element in soup.select(selector):
        found += [element] if element.name == "a" else element.find_all("a", href=True)
    return found


def _in_the_list(soup: BeautifulSoup, targets: list[Target]) -> list[Target]:
    """Those with a link outside the furniture, and only these links."""
    areas = Areas(soup, targets)
    kept: list[Target] = []
    for target in targets:
        target.anchors = [anchor for anchor in target.anchors if not areas.is_furniture(anchor)]
        if target.anchors:
            kept.append(target)
    return kept


def _articles(soup: BeautifulSoup, targets: list[Target], page: str) -> list[Target]:
    inside = _in_the_list(soup, [target for target in targets if target.evidence > -1.5])
    for target in inside:
        if target.silent and (words := words_of_card(target)):
            target.titles.append(words)
    templates = {id(target): _template(target) for target in inside}
    shapes = _article_shapes(inside, page)
    sure = [target for target in inside if shape(target.url) in shapes and (target.like_headline or target.silent)]
    if not sure:
        return _only_ones(inside) or _by_template(inside, templates) or _by_the_hour(inside, templates)
    looks = Counter(look for target in sure for look in _looks(target))
    own = {name for target in sure for name in shape(target.url) if name in MULTIMEDIA} | (set(shape(page)) & MULTIMEDIA)
    sections = {parent for target in sure for parent in _parents(target.url)}
    often = 2 * median(_repeats(target) for target in sure)
    taken = {id(target) for target in sure if _repeats(target) <= max(2, often)}
    own_path = page.partition("?")[0]
    for target in inside:
        if id(target) in taken or target.evidence < 0 or (set(shape(target.url)) & MULTIMEDIA) - own:
            continue
        if target.url.partition("?")[0] == own_path and shape(target.url) not in shapes:
            continue  # the same script with another number is another section
        if (target.evidence < 0.5 and target.url.rstrip("/") in sections) or _repeats(target) > max(2, often):
            continue  # named again and again in the same look: a topic or an author that the stories share
        same_look = any(looks[look] >= 3 for look in _looks(target))
        short = target.in_heading and len((target.title or "").split()) >= 2
        if (
            (same_look and (target.like_headline or short or shape(target.url) in shapes))
            or (short and _short_slug(shape(target.url), shapes))
            or (target.evidence >= 1.3 and target.like_headline and target.in_heading)
        ):
            taken.add(id(target))
    return [target for target in inside if id(target) in taken]


def _parents(url: str) -> list[str]:
    """«/sport» of «/sport/some-story»: what stories lie below is their section, however long its name."""
    path = url.partition("?")[0].rstrip("/")
    return [path[:place] for place, letter in enumerate(path) if letter == "/" and place > path.find("//") + 1]


def _repeats(target: Target) -> int:
    """How many links in one look say the target's words."""
    worded = _worded(target)
    return max(Counter(map(_look, worded)).values()) if len(worded) > 1 else 1


def _short_slug(kinds: tuple[str, ...], shapes: set[tuple[str, ...]]) -> bool:
    """«/2026/11/النفط-يرتفع» among stories with longer slugs: the same but for the slug's length, behind a number or a date."""
    return kinds[-1:] == ("w",) and bool(set(kinds) & {"N", "Y", "D"}) and any((*kinds[:-1], slug) in shapes for slug in "SM")


def _article_shapes(targets: list[Target], page: str) -> set[tuple[str, ...]]:
    """Shapes of address that two links or more share and that lead, by their words, to articles."""
    groups: dict[tuple[str, ...], list[Target]] = defaultdict(list)
    for target in targets:
        groups[shape(target.url)].append(target)
    found: set[tuple[str, ...]] = set()
    for kinds, members in groups.items():
        worded = [target for target in members if not target.silent]
        headlines = sum(target.like_headline for target in worded)
        if len(members) >= 2 and headlines >= 2 and headlines >= 0.5 * len(worded) and members[0].evidence >= 0.5:
            found.add(kinds)
    plain = {kinds for kinds in found if not set(kinds) & MULTIMEDIA}
    return plain if plain and not set(shape(page)) & MULTIMEDIA else found or _weak_multimedia(groups)


def _weak_multimedia(groups: dict[tuple[str, ...], list[Target]]) -> set[tuple[str, ...]]:
    """Nothing but videos or galleries: then the section is one of these."""
    return {
        kinds
        for kinds, members in groups.items()
        if set(kinds) & MULTIMEDIA
        and len(members) >= 4
        and sum(target.like_headline for target in members) >= 0.6 * len(members)
        and members[0].evidence > 0
    }


def _only_ones(targets: list[Target]) -> list[Target]:
    """A young section with one story or two of different shape: headlines in the page's main part that surely lead to articles."""
    return [
        target
        for target in targets
        if target.evidence >= 1.3
        and target.like_headline
        and target.in_heading
        and target.anchors[0].find_parent(("main", "article")) is not None
    ]


def _by_template(targets: list[Target], templates: dict[int, tuple[str, ...]]) -> list[Target]:
    """Addresses that say nothing («/gaza-talks»): then what looks alike on the page and reads like headlines is the list."""
    groups: dict[tuple[str, ...], list[Target]] = defaultdict(list)
    for target in targets:
        if target.evidence >= -0.1:
            groups[templates[id(target)]].append(target)
    taken: set[int] = set()
    for members in groups.values():
        long = [target for target in members if target.like_headline and len((target.title or "").split()) >= 4]
        dressed = sum(
            target.in_heading or len((target.title or "").split()) >= 6 or target.anchors[0].find("img") is not None for target in members
        )
        if len(members) >= 4 and len(long) >= 0.75 * len(members) and dressed >= 0.5 * len(members):
            taken |= {id(target) for target in members}
    return [target for target in targets if id(target) in taken]


def _by_the_hour(targets: list[Target], templates: dict[int, tuple[str, ...]]) -> list[Target]:
    """A breaking-news stream in headlines of two words or three: no words tell it from tags, but every line has its hour and its number."""
    groups: dict[tuple[str, ...], list[Target]] = defaultdict(list)
    for target in targets:
        if target.evidence >= 1 and len((target.title or "").split()) >= 2:
            groups[(*templates[id(target)], *shape(target.url))].append(target)
    taken = {
        id(target)
        for members in groups.values()
        if len(members) >= 4 and sum(_has_an_hour(target) for target in members) >= 0.8 * len(members)
        for target in members
    }
    return [target for target in targets if id(target) in taken]


def _has_an_hour(target: Target) -> bool:
    line = target.bearer
    for _ in range(2):
        if line.parent is None or len(line.parent.find_all("a", href=True, limit=2)) > 1:
            break
        line = line.parent
    return line.find("time") is not None or HOUR.search(line.get_text(" ")) is not None


def _template(target: Target) -> tuple[str, ...]:
    """How the link stands on the page: the names and first classes of the elements round it. Of several links, the one with the words."""
    return _look(target.bearer)


def _looks(target: Target) -> set[tuple[str, ...]]:
    """Of every link that says its words: of two equal ones, chance decides which is the bearer."""
    return {_look(anchor) for anchor in _worded(target)} or {_template(target)}


def _worded(target: Target) -> list[Tag]:
    return [anchor for anchor in target.anchors if target.spoken.get(id(anchor), (False, 0))[1]]


def _look(anchor: Tag) -> tuple[str, ...]:
    path: list[str] = []
    element: Tag | None = anchor
    for _ in range(TEMPLATE_DEPTH):
        if element is None or element.name in ("body", "html", "[document]"):
            break
        marks = element.get("class") or [""]
        path.append(f"{element.name}.{re.sub(r'[0-9]+', '', str(marks[0] if isinstance(marks, list) else marks))}")
        element = element.parent
    return tuple(path)

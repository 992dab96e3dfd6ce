"""CSS selectors for the fields in which the generic extractor was unsure, found by what the pages have in common and proved by extracting again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

from bs4 import BeautifulSoup, Tag

from rasid.arabic.dates import parse_date
from rasid.arabic.script import fold
from rasid.discover.listing import parse
from rasid.errors import RasidError
from rasid.extract import extract
from rasid.model import Article, Source
from rasid.probe.look import Specimen

SURE = 0.8
"""Share of the articles that must have a field for the generic extractor to be trusted with it."""
TRIED = 6
"""Selectors tried for one field."""
TOGETHER = 3
"""Of each field, when fields are tried together."""
SHORTEST_BODY = 200
FEW_WORDS = 3
"""«المزيد» is no title: a link of fewer words says nothing about its article's headline."""
CLOCKS_APART = timedelta(hours=1)
DATES_APART = timedelta(hours=36)
"""A page's date and its link's may differ by zones and by an edit."""
NAME = re.compile(r"^[A-Za-z_][\w-]{1,40}$")
SERIAL = re.compile(r"\d{3,}")
LIKE_DATE = re.compile(r"(?i)date|time|publish|posted|تاريخ|meta|info")


def unsure_fields(specimens: Sequence[Specimen], *, now: datetime) -> list[str]:
    """Of ``headline``, ``body``, ``published``: those that too few of the articles have, or have believably."""
    if not specimens:
        return []
    read = [(one, one.article) for one in specimens]
    return [field for field in ("headline", "body", "published") if _believable(field, read, now) < SURE * len(specimens)]


def helpful_selectors(specimens: Sequence[Specimen], source: Source, *, now: datetime) -> dict[str, str]:
    """Field → selector, only where it gives the field on more articles than were read without it; of several the one that gives most."""
    found: dict[str, str] = {}
    soups = [parse(one.decoded.text) for one in specimens]
    unsure = unsure_fields(specimens, now=now)
    candidates = {field: _candidates(field, soups, specimens, source, now) for field in unsure}
    for field in unsure:
        found |= _best([{field: selector} for selector in candidates[field]], (field,), found, specimens, source, now)
    # A page may be taken for an article only once headline and date are found both.
    missing = [field for field in unsure if field not in found and candidates[field]]
    if missing:
        together = product(*(candidates[field][:TOGETHER] for field in missing))
        found |= _best([dict(zip(missing, choice, strict=True)) for choice in together], missing, found, specimens, source, now)
    return found


def _best(
    trials: Sequence[dict[str, str]],
    fields: Sequence[str],
    found: Mapping[str, str],
    specimens: Sequence[Specimen],
    source: Source,
    now: datetime,
) -> dict[str, str]:
    """The trial that makes ``fields`` believable on most articles, beside what was found; empty when none does better than doing without."""
    best: dict[str, str] = {}
    most = _score(fields, specimens, replace(source, selectors={**source.selectors, **found}), now)
    for trial in trials:
        if (score := _score(fields, specimens, replace(source, selectors={**source.selectors, **found, **trial}), now)) > most:
            best, most = trial, score
    return best


def matching(selectors: Mapping[str, str], specimens: Sequence[Specimen]) -> dict[str, int]:
    """On how many of the articles' pages each selector finds something."""
    soups = [parse(one.decoded.text) for one in specimens]
    return {name: sum(bool(soup.select(selector)) for soup in soups) for name, selector in selectors.items()}


def _score(fields: Sequence[str], specimens: Sequence[Specimen], source: Source, now: datetime) -> int:
    """On how many articles the fields are believable when they are read as ``source``'s."""
    read: list[tuple[Specimen, Article]] = []
    for one in specimens:
        try:
            read.append((one, extract(one.decoded, one.page.final_url, now=now, source=source)))
        except (RasidError, ValueError):
            continue
    return sum(_believable(field, read, now) for field in fields)


def _believable(field: str, read: Sequence[tuple[Specimen, Article]], now: datetime) -> int:
    """How many different values of a field there are that what links to the articles does not contradict.

    A headline or a minute that every page shows is the template's: the site's name, the date of a box at the side.
    """
    values: set[object] = set()
    for one, article in read:
        if field == "headline":
            if article.headline and _same_words(one.link.title, article.headline):
                values.add(article.headline)
        elif field == "body":
            if len(article.text) >= SHORTEST_BODY:
                values.add(article.text)
        elif (at := article.published_at) is not None and at <= now + CLOCKS_APART:
            told = one.link.published_at
            if told is None or abs(told - at) <= DATES_APART:
                values.add((at, None if article.published_precision in ("minute", "second") else one.link.url))
    return len(values)


def _same_words(told: str | None, headline: str) -> bool:
    """Whether most words of the shorter of the two stand in the other; true where the link says too little."""
    link, page = set(fold(told or "").split()), set(fold(headline).split())
    if len(link) < FEW_WORDS:
        return True
    return len(link & page) >= min(len(link), len(page)) / 2


def _candidates(field: str, soups: Sequence[BeautifulSoup], specimens: Sequence[Specimen], source: Source, now: datetime) -> list[str]:
    """Selectors that every page answers, likeliest first."""
    points: Counter[str] = Counter()
    for soup, one in zip(soups, specimens, strict=True):
        here: dict[str, float] = {}
        for element in soup.find_all(True):
            selector = _selector(element)
            if selector is not None and selector not in here and (worth := _worth(field, element, one, source, now)) > 0:
                here[selector] = worth
        for selector, worth in here.items():
            points[selector] += int(worth * 100)
    everywhere = [selector for selector, _ in points.most_common(40) if all(soup.select_one(selector) is not None for soup in soups)]
    return everywhere[:TRIED]


def _worth(field: str, element: Tag, one: Specimen, source: Source, now: datetime) -> float:
    if field == "headline":
        text = " ".join(element.get_text(" ").split())
        told = one.link.title or ""
        return 1.0 if told and text == told else 0.5 if element.name in ("h1", "h2") and 15 <= len(text) <= 200 else 0.0
    if field == "body":
        length = sum(len(paragraph.get_text()) for paragraph in element.find_all(["p", "div"], recursive=False))
        return min(length / 2000, 1.0) if length >= SHORTEST_BODY and element.name not in ("body", "html") else 0.0
    names = " ".join([*(element.get("class") or []), str(element.get("id") or "")])
    text = str(element.get("datetime") or " ".join(element.get_text(" ").split()))
    if not 6 <= len(text) <= 80 or not (element.name == "time" or LIKE_DATE.search(names)):
        return 0.0
    return 1.0 if parse_date(text, now=now, country=source.country, tz=source.timezone) is not None else 0.0


def _selector(element: Tag) -> str | None:
    """``tag#id`` or ``tag.class`` by a name that can be the template's and not one article's."""
    identity = str(element.get("id") or "")
    if NAME.match(identity) and not SERIAL.search(identity):
        return f"{element.name}#{identity}"
    for name in element.get("class") or []:
        if NAME.match(name) and not SERIAL.search(name):
            return f"{element.name}.{name}"
    return element.name if element.name in ("h1", "time", "article") else None

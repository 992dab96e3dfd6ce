"""CSS selectors for the fields in which the generic extractor was unsure, found by what the pages have in common and proved by extracting again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bs4 import BeautifulSoup, Tag

from rasid.arabic.dates import parse_date
from rasid.errors import RasidError
from rasid.extract import extract
from rasid.model import Source
from rasid.probe.look import Specimen

SURE = 0.8
"""Share of the articles that must have a field for the generic extractor to be trusted with it."""
TRIED = 6
"""Selectors tried for one field."""
SHORTEST_BODY = 200
NAME = re.compile(r"^[A-Za-z_][\w-]{1,40}$")
SERIAL = re.compile(r"\d{3,}")
LIKE_DATE = re.compile(r"(?i)date|time|publish|posted|تاريخ|meta|info")


def unsure_fields(specimens: Sequence[Specimen]) -> list[str]:
    """Of ``headline``, ``body``, ``published``: those missing from too many of the articles."""
    if not specimens:
        return []
    have = {
        "headline": sum(bool(one.article.headline) for one in specimens),
        "body": sum(len(one.article.text) >= SHORTEST_BODY for one in specimens),
        "published": sum(one.article.published_at is not None for one in specimens),
    }
    return [name for name, count in have.items() if count < SURE * len(specimens)]


def helpful_selectors(specimens: Sequence[Specimen], source: Source, *, now: datetime) -> dict[str, str]:
    """Field → selector, only where it gives the field on more articles than were read without it."""
    found: dict[str, str] = {}
    soups = [BeautifulSoup(one.decoded.text, "lxml") for one in specimens]
    for field in unsure_fields(specimens):
        before = _score(field, specimens, source, now)
        for selector in _candidates(field, soups, specimens, source, now):
            trial = replace(source, selectors={**source.selectors, **found, field: selector})
            if _score(field, specimens, trial, now) > before:
                found[field] = selector
                break
    return found


def matching(selectors: Mapping[str, str], specimens: Sequence[Specimen]) -> dict[str, int]:
    """On how many of the articles' pages each selector finds something."""
    soups = [BeautifulSoup(one.decoded.text, "lxml") for one in specimens]
    return {name: sum(bool(soup.select(selector)) for soup in soups) for name, selector in selectors.items()}


def _score(field: str, specimens: Sequence[Specimen], source: Source, now: datetime) -> float:
    """On how many articles the field is there and differs from the others'."""
    values: list[object] = []
    for one in specimens:
        try:
            article = extract(one.decoded, one.page.final_url, now=now, source=source)
        except (RasidError, ValueError):
            continue
        if field == "headline" and article.headline:
            values.append(article.headline)
        elif field == "body" and len(article.text) >= SHORTEST_BODY:
            values.append(article.text)
        elif field == "published" and article.published_at is not None:
            values.append((article.published_at, one.link.url))
    return len(set(values))


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

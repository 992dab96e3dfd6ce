"""What one article may weigh once it is read: sixty of them are held at once, and every rule reads every character."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rasid.model import Article, Candidate

LONGEST_FIELD = 5_000
"""Characters of a headline, a name, a caption. On 28 news pages measured the longest headline had 200; one of 5,000 is found by the rules like one of a million."""
LONGEST_BODY = 150_000
"""Characters of all paragraphs together: half a book. On the same pages the longest body had 4,400."""
MOST_ITEMS = 2_000
LONGEST_TOLD = 100_000
"""Of one string of the structured data."""
MOST_TOLD = 300_000
"""Characters of all of it. Of 1,180 news pages one said more (750,000: a live report with all its updates)."""
MOST_VALUES = 5_000
"""In it. The same page had 16,700; a million characters hold 250,000, at 70 bytes each."""
CUT = "article:cut"
"""The note of an article of which something was left out."""

_TEXTS = (
    "kicker",
    "headline",
    "standfirst",
    "agency",
    "dateline",
    "section_name",
    "image",
    "published_raw",
    "modified_raw",
    "declared_language",
)
_LISTS = ("captions", "authors", "tags", "related", "body_links")


def within_bounds(article: Article) -> Article:
    """The article itself where it is no longer than articles are, else one that is cut, with the note :data:`CUT`."""
    changes: dict[str, Any] = {}
    for name in _TEXTS:
        if (text := getattr(article, name)) is not None and len(text) > LONGEST_FIELD:
            changes[name] = text[:LONGEST_FIELD]
    for name in _LISTS:
        items = getattr(article, name)
        if len(items) > MOST_ITEMS or any(len(item) > LONGEST_FIELD for item in items):
            changes[name] = tuple(item[:LONGEST_FIELD] for item in items[:MOST_ITEMS])
    if sum(map(len, article.body)) > LONGEST_BODY:
        changes["body"] = _cut(article.body)
    if any(_long(one) for ones in article.candidates.values() for one in ones):
        changes["candidates"] = {
            name: tuple(_short(one) if _long(one) else one for one in ones) for name, ones in article.candidates.items()
        }
    if (structured := _fitting(_shortened(article.structured_data))) is not article.structured_data:
        changes["structured_data"] = structured
    return replace(article, **changes, notes=(*article.notes, CUT)) if changes else article


def _cut(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    kept, left = [], LONGEST_BODY
    for paragraph in paragraphs:
        if left <= 0:
            break
        kept.append(paragraph[:left])
        left -= len(paragraph)
    return tuple(kept)


def _long(one: Candidate) -> bool:
    return (isinstance(one.value, str) and len(one.value) > LONGEST_FIELD) or (one.raw is not None and len(one.raw) > LONGEST_FIELD)


def _short(one: Candidate) -> Candidate:
    value = one.value[:LONGEST_FIELD] if isinstance(one.value, str) else one.value
    return Candidate(value=value, origin=one.origin, raw=one.raw[:LONGEST_FIELD] if one.raw is not None else None)


def _fitting(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """``told`` itself where it is no longer than what is kept, else without the entries that are."""
    values, characters = MOST_VALUES, MOST_TOLD
    kept: dict[str, Any] = {}
    for name, item in told.items():
        count, length = _size(item)
        if count <= values and length + len(name) <= characters:
            kept[name] = item
            values, characters = values - count, characters - length - len(name)
    return told if len(kept) == len(told) else kept


def _size(value: Any) -> tuple[int, int]:
    """(values, characters) in it."""
    if isinstance(value, str):
        return 1, len(value)
    if isinstance(value, Mapping):
        inner = [*map(_size, value.values()), (0, sum(map(len, value)))]
    elif isinstance(value, list | tuple):
        inner = [_size(item) for item in value]
    else:
        return 1, 0
    return 1 + sum(count for count, _ in inner), sum(length for _, length in inner)


def _shortened(value: Any) -> Any:
    """``value`` itself where nothing in it is too long."""
    if isinstance(value, str):
        return value if len(value) <= LONGEST_TOLD else value[:LONGEST_TOLD]
    if isinstance(value, Mapping):
        items = {name: _shortened(item) for name, item in value.items()}
        return items if any(items[name] is not item for name, item in value.items()) else value
    if isinstance(value, list | tuple):
        listed = [_shortened(item) for item in value]
        return listed if any(new is not old for new, old in zip(listed, value, strict=True)) else value
    return value

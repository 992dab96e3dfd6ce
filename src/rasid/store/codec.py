"""Model values to JSON and back without loss, and an article's content hash.

Values are told apart by JSON itself where it can (text, numbers, lists, tables); what JSON lacks is a table with one key
that starts with ``$``: ``$at`` a datetime, ``$on`` a date, ``$tuple``, ``$enum``, ``$bytes``, ``$value`` one of ``rasid.model.values``, ``$table`` a mapping whose own keys
start with ``$`` or are no text.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import zlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rasid.errors import LedgerError
from rasid.model import Article, Finding
from rasid.model.article import Candidate, read_alike
from rasid.model.judgement import Span
from rasid.model.values import KINDS, Quote, Words, to_json, value_of
from rasid.model.vocabulary import ArticleType, Cause, Door, Origin, Scope, Severity, Status

T = TypeVar("T")

DATACLASSES = {cls.__name__: cls for cls in (Candidate, Span, Words)}
"""Dataclasses that may stand inside others."""
VALUES = frozenset(KINDS.values()) - {Words}
ENUMS = {cls.__name__: cls for cls in (ArticleType, Cause, Door, Origin, Scope, Severity, Status)}

DEEPEST = 60
"""Levels of nesting that are stored; a page may nest its structured data until whoever reads it runs out of stack."""

OBSERVED = {"observed": "observed_value", "expected": "expected_value"}
"""Fields of findings that held plain text until values had types (2026): shown as they were written."""

CONTENT = (
    "type",
    "kicker",
    "headline",
    "standfirst",
    "body",
    "captions",
    "authors",
    "agency",
    "dateline",
    "published_at",
    "modified_at",
)
"""What an edit of the publisher changes. Addresses of images, related stories and structured data move without anyone editing."""

RESOLUTION = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "month": timedelta(days=31),
    "year": timedelta(days=366),
}
"""By how much two readings of one unchanged date may differ: «منذ ساعتين» is another instant an hour later."""


def pack(article: Article) -> bytes:
    """The article as compressed JSON; the same article always gives the same bytes.

    A structured-data node nested deeper than :data:`DEEPEST` is left out, with the note ``structured_data:too_deep``.
    """
    try:
        table = to_plain(article)
    except RecursionError:
        table = to_plain(dataclasses.replace(article, structured_data={}, notes=(*article.notes, "structured_data:too_deep")))
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpack(payload: bytes) -> Article:
    """Raises LedgerError when the bytes are none that :func:`pack` gave."""
    try:
        return from_plain(Article, json.loads(zlib.decompress(payload).decode("utf-8", "surrogatepass")))
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise LedgerError(f"A stored article cannot be read ({error}). Restore the ledger from a backup.") from error


def content_hash(article: Article) -> bytes:
    """16 bytes over the fields of :data:`CONTENT`; instants count, not the zone they are written in."""
    values = [_comparable(getattr(article, name)) for name in CONTENT]
    text = json.dumps(values, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).digest()[:16]


def changed_fields(before: Article, after: Article) -> list[str]:
    """Names of the :data:`CONTENT` fields that differ, dates by more than their precision can tell; what was taken out of a body as the site's is no difference."""
    before, after = read_alike(before, after)
    changed = [name for name in CONTENT if _comparable(getattr(before, name)) != _comparable(getattr(after, name))]
    slack = max(RESOLUTION.get(article.published_precision or "", timedelta(0)) for article in (before, after))
    return [name for name in changed if not (name.endswith("_at") and _near(getattr(before, name), getattr(after, name), slack))]


def _near(before: datetime | None, after: datetime | None, slack: timedelta) -> bool:
    return before is not None and after is not None and abs(before - after) < slack


def _comparable(value: Any) -> Any:
    return value.timestamp() if isinstance(value, datetime) else value


def to_plain(value: Any) -> Any:
    """A model dataclass as a JSON table of the fields that differ from their defaults."""
    table = {}
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        if field.default is not dataclasses.MISSING and held == field.default and type(held) is type(field.default):
            continue
        if field.default_factory is not dataclasses.MISSING and isinstance(held, Mapping) and not held:
            continue
        table[field.name] = _encode(held)
    return table


def from_plain(cls: type[T], table: Mapping[str, Any]) -> T:
    """The dataclass again. Fields this release does not know are left out, those it added take their defaults."""
    names = _field_names(cast(Any, cls))
    if cls is Finding and not table.keys().isdisjoint(OBSERVED):
        table = {OBSERVED.get(name, name): Quote(value) if name in OBSERVED and value else value for name, value in table.items()}
    return cls(**{name: _decode(value) for name, value in table.items() if name in names})


@cache
def _field_names(cls: Any) -> frozenset[str]:
    return frozenset(field.name for field in dataclasses.fields(cls))


def _encode(value: Any, depth: int = 0) -> Any:
    if depth > DEEPEST:
        raise RecursionError
    if value is None or isinstance(value, bool | int | float) or type(value) is str:
        return value
    if isinstance(value, Enum) and type(value).__name__ in ENUMS:
        return {"$enum": [type(value).__name__, value.value]}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime):
        return {"$at": _encode_datetime(value)}
    if isinstance(value, date):
        return {"$on": value.isoformat()}
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode()}
    if isinstance(value, tuple):
        return {"$tuple": [_encode(item, depth + 1) for item in value]}
    if isinstance(value, list):
        return [_encode(item, depth + 1) for item in value]
    if isinstance(value, Mapping):
        if all(type(key) is str and not key.startswith("$") for key in value):
            return {key: _encode(item, depth + 1) for key, item in value.items()}
        return {"$table": [[_encode(key, depth + 1), _encode(item, depth + 1)] for key, item in value.items()]}
    if type(value) in VALUES:
        return {"$value": to_json(value)}
    if dataclasses.is_dataclass(value) and type(value).__name__ in DATACLASSES:
        return {"$of": [type(value).__name__, to_plain(value)]}
    raise TypeError(f"a {type(value).__name__} cannot be stored in the ledger: {value!r}")


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return [_decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((mark, held),) = value.items()
        if mark == "$enum":
            return ENUMS[held[0]](held[1])
        if mark == "$at":
            return _decode_datetime(held)
        if mark == "$on":
            return date.fromisoformat(held)
        if mark == "$bytes":
            return base64.b64decode(held)
        if mark == "$tuple":
            return tuple(_decode(item) for item in held)
        if mark == "$table":
            return {_decode(key): _decode(item) for key, item in held}
        if mark == "$value":
            return value_of(held)
        if mark == "$of":
            return from_plain(DATACLASSES[held[0]], held[1])
    return {key: _decode(item) for key, item in value.items()}


def _encode_datetime(value: datetime) -> list[Any]:
    """ISO text with its offset, and the zone's name where it has one, with the fold that tells an hour lived twice."""
    if isinstance(value.tzinfo, ZoneInfo) and value.tzinfo.key:
        return [value.isoformat(), value.tzinfo.key, value.fold]
    return [value.isoformat()]


def _decode_datetime(held: list[Any]) -> datetime:
    fixed = datetime.fromisoformat(held[0])
    if len(held) == 1:
        return fixed
    try:
        zoned = fixed.replace(tzinfo=ZoneInfo(held[1]), fold=held[2])
    except (ZoneInfoNotFoundError, ValueError):
        return fixed
    # A zone whose rules were changed since must not move the instant that was read.
    return zoned if zoned.utcoffset() == fixed.utcoffset() else fixed

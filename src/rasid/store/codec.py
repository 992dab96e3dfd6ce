"""Model values to JSON and back without loss, and an article's content hash.

Values are told apart by JSON itself where it can (text, numbers, lists, tables); what JSON lacks is a table with one key
that starts with ``$``: ``$at`` a datetime, ``$on`` a date, ``$tuple``, ``$bytes``, ``$value`` one of ``rasid.model.values`` by its kind, ``$table`` a mapping whose own
keys start with ``$`` or are no text. A dataclass is a table of its fields and a word of the vocabulary its text: which class it is, the field's annotation says, so that a
class may be renamed. Ledgers of 2026 and before name the class (``$of``, ``$enum``), and are read as well.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rasid.errors import LedgerError
from rasid.model import Article, Finding
from rasid.model.article import Candidate, read_alike
from rasid.model.judgement import Span
from rasid.model.values import KINDS, Quote, Words, to_json, value_of
from rasid.model.vocabulary import ArticleType, Cause, Door, Origin, Scope, Severity, Status

T = TypeVar("T")

NESTED = (Candidate, Span)
"""Dataclasses that may stand inside others."""
VALUES = frozenset(KINDS.values())
ENUMS = (ArticleType, Cause, Door, Origin, Scope, Severity, Status)
NAMED: Mapping[str, Any] = {
    "Candidate": Candidate, "Span": Span, "Words": Words, "ArticleType": ArticleType, "Cause": Cause, "Door": Door, "Origin": Origin, "Scope": Scope,
    "Severity": Severity, "Status": Status,
}  # fmt: skip
"""What ledgers of 2026 and before call them: names in stored rows, not to be renamed with the classes."""

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
    readers = _readers(cast(Any, cls))
    if cls is Finding and not table.keys().isdisjoint(OBSERVED):
        table = {OBSERVED.get(name, name): Quote(value) if name in OBSERVED and value else value for name, value in table.items()}
    return cls(**{name: readers[name](value) for name, value in table.items() if name in readers})


@cache
def _readers(cls: Any) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(cls)
    return {field.name: _reader(hints[field.name]) for field in dataclasses.fields(cls)}


def _reader(hint: Any) -> Callable[[Any], Any]:
    """How a stored value becomes one of the annotation ``hint``: :func:`_decode` where that does not tell more than the value itself."""
    kind, inner = get_origin(hint), get_args(hint)
    if hint in ENUMS:
        return lambda held: hint(held) if isinstance(held, str) else _decode(held)
    if hint in NESTED:
        return lambda held: from_plain(hint, held) if isinstance(held, dict) and "$of" not in held else _decode(held)
    read = next((found for item in inner if (found := _reader(item)) is not _decode), None)
    if read is None:
        return _decode
    if kind is tuple:
        return lambda held: tuple(read(item) for item in (held["$tuple"] if isinstance(held, dict) else held))
    if kind is Mapping:
        return lambda held: _mapping(held, read)
    return lambda held: None if held is None else read(held)


def _mapping(held: dict[str, Any], read: Callable[[Any], Any]) -> dict[Any, Any]:
    pairs = held["$table"] if "$table" in held else held.items()
    return {_decode(key): read(item) for key, item in pairs}


def _encode(value: Any, depth: int = 0) -> Any:
    if depth > DEEPEST:
        raise RecursionError
    if value is None or isinstance(value, bool | int | float) or type(value) is str:
        return value
    if isinstance(value, str):  # a word of the vocabulary among them
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
    if isinstance(value, NESTED):
        return to_plain(value)
    raise TypeError(f"a {type(value).__name__} cannot be stored in the ledger: {value!r}")


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return [_decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((mark, held),) = value.items()
        if mark == "$enum":
            return NAMED[held[0]](held[1])
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
            return from_plain(NAMED[held[0]], held[1])
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

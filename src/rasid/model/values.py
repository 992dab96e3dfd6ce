"""What was observed and what was expected, as values: a sentence is made of them once, at the output, for one reader.

Every value is plain data with a stable JSON form (``to_json``/``value_of``): ``{"kind": "quantity", "value": 2.0, "unit": "hours"}``.
No module reads a sentence back to learn what a value was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number. ``unit``: None for a bare count, ``percent`` (0.5 is 50 %), or one of the catalogue's ``unit.*`` (``hours``, ``words`` …)."""

    value: float
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit: from ``low`` to ``high``, either of them open. ``strict``: the limit itself does not pass."""

    low: float | None = None
    high: float | None = None
    unit: str | None = None
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Instant:
    """An aware moment. The output chooses the zone, the calendar's month names and the form."""

    at: datetime


@dataclass(frozen=True, slots=True)
class InstantBound:
    """A moment before (``latest``) or after (``earliest``) which a value must lie."""

    earliest: datetime | None = None
    latest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day without a time."""

    on: date


@dataclass(frozen=True, slots=True)
class CountOf:
    """So many of so many: 7 of 7 new articles."""

    count: int
    total: int
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the page, as published: always isolated and escaped, never translated."""

    text: str


@dataclass(frozen=True, slots=True)
class LanguageCode:
    """A language, by ISO 639 code."""

    code: str


@dataclass(frozen=True, slots=True)
class Named:
    """A sentence of the catalogue by its key, with its parameters: a reason, a kind of page, a name of a field."""

    key: str
    values: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class OneOf:
    """Any of these would do."""

    values: tuple[Value, ...]


Value = Quantity | Bound | Instant | InstantBound | Day | CountOf | Quote | LanguageCode | Named | OneOf

KINDS: Mapping[str, type] = {
    "quantity": Quantity,
    "bound": Bound,
    "instant": Instant,
    "instant_bound": InstantBound,
    "day": Day,
    "count_of": CountOf,
    "quote": Quote,
    "language": LanguageCode,
    "named": Named,
    "one_of": OneOf,
}
_NAMES = {type_: name for name, type_ in KINDS.items()}


def to_json(value: Value | None) -> dict[str, Any] | None:
    """The value as plain JSON data, ``kind`` first; moments as ISO 8601.

    >>> to_json(Quantity(2.0, "hours"))
    {'kind': 'quantity', 'value': 2.0, 'unit': 'hours'}
    """
    if value is None:
        return None
    plain: dict[str, Any] = {"kind": _NAMES[type(value)]}
    for each in fields(value):
        item = getattr(value, each.name)
        if isinstance(value, OneOf):
            item = [to_json(one) for one in item]
        elif isinstance(value, Named) and each.name == "values":
            item = dict(item)
        elif isinstance(item, date):
            item = item.isoformat()
        plain[each.name] = item
    return plain


def value_of(plain: Mapping[str, Any] | None) -> Value | None:
    """The value that :func:`to_json` wrote; None for None and for a kind this version does not know.

    >>> value_of({"kind": "count_of", "count": 7, "total": 7, "unit": None})
    CountOf(count=7, total=7, unit=None)
    """
    if plain is None or plain.get("kind") not in KINDS:
        return None
    type_ = KINDS[plain["kind"]]
    known = {each.name for each in fields(type_)}
    given = {name: item for name, item in plain.items() if name in known}
    if type_ is Instant:
        given["at"] = datetime.fromisoformat(given["at"])
    elif type_ is InstantBound:
        given = {name: datetime.fromisoformat(item) if item else None for name, item in given.items()}
    elif type_ is Day:
        given["on"] = date.fromisoformat(given["on"])
    elif type_ is Named:
        given["values"] = tuple(sorted(given.get("values", {}).items()))
    elif type_ is OneOf:
        given["values"] = tuple(one for item in given["values"] if (one := value_of(item)) is not None)
    return type_(**given)  # type: ignore[no-any-return]

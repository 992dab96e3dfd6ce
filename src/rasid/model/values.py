"""What was observed and what was expected, as values: a sentence is made of them once, at the output, for one reader.

Every value is plain data with a stable JSON form (``to_json``/``value_of``): ``{"kind": "quantity", "value": 2.0, "unit": "hours"}``, and a
form for scripts (``plain``). ``rasid.wording.values`` puts it into words for a reader. No module reads a sentence back to learn what a value was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """One text in the two languages people read: a name, or a sentence with blanks for values (``{observed}``, ``{expected}``)."""

    ar: str
    en: str

    def in_language(self, language: str) -> str:
        return self.ar if str(language) == "ar" else self.en


NO_WORDS = Words(ar="", en="")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number. ``unit``: None for a bare count, ``percent`` (0.5 is 50 %), ``year``, or one of the catalogue's ``unit.*`` (``hours``, ``words`` …)."""

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
class Code:
    """A word of ours for machines, to be typed as it stands: a source's id, a command, a setting."""

    text: str


@dataclass(frozen=True, slots=True)
class LanguageCode:
    """A language, by ISO 639 code."""

    code: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: its HTTP status, and at which address."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Articles that fail, rule by rule, most first: (the rule's key, how many)."""

    counts: tuple[tuple[str, int], ...]
    titles: tuple[Words, ...] = ()
    """What each rule says where no one finding is meant; as long as ``counts``, or empty."""


@dataclass(frozen=True, slots=True)
class Named:
    """A sentence of the catalogue by its key, with its parameters: a reason, a kind of page, a title. Made by :func:`named`.

    A parameter is a whole number (``n`` chooses the plural form), a text of others (quoted at the output), Words, or any other value.
    """

    key: str
    values: tuple[tuple[str, Any], ...] = ()


def named(key: str, **values: Any) -> Named:
    """The sentence ``key`` with its parameters, in an order of their own, so that equal ones are equal."""
    return Named(key, tuple(sorted(values.items())))


@dataclass(frozen=True, slots=True)
class OneOf:
    """Any of these would do."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Several:
    """All of these, one after the other."""

    values: tuple[Value, ...]


Value = (
    Quantity
    | Bound
    | Instant
    | InstantBound
    | Day
    | CountOf
    | Quote
    | Code
    | LanguageCode
    | Answer
    | Tally
    | Words
    | Named
    | OneOf
    | Several
)
Sentence = Words | Named
"""What a title or an advice is kept as: a rule's own text with its blanks, or a sentence of the catalogue."""

KINDS: Mapping[str, type] = {
    "quantity": Quantity,
    "bound": Bound,
    "instant": Instant,
    "instant_bound": InstantBound,
    "day": Day,
    "count_of": CountOf,
    "quote": Quote,
    "code": Code,
    "language": LanguageCode,
    "answer": Answer,
    "tally": Tally,
    "words": Words,
    "named": Named,
    "one_of": OneOf,
    "several": Several,
}
_NAMES = {type_: name for name, type_ in KINDS.items()}


def to_json(value: Value | None) -> dict[str, Any] | None:
    """The value as plain JSON data, ``kind`` first; moments as ISO 8601.

    >>> to_json(Quantity(2.0, "hours"))
    {'kind': 'quantity', 'value': 2.0, 'unit': 'hours'}
    """
    if value is None:
        return None
    return (
        {"kind": _NAMES[type(value)]}
        | {each.name: _json_of(getattr(value, each.name)) for each in fields(value)}
        | ({"values": {name: _json_of(item) for name, item in value.values}} if isinstance(value, Named) else {})
    )


def _json_of(item: Any) -> Any:
    if type(item) in _NAMES:
        return to_json(item)
    if isinstance(item, date):
        return item.isoformat()
    return [_json_of(one) for one in item] if isinstance(item, tuple) else item


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
        given["values"] = tuple(
            sorted((name, value_of(item) if isinstance(item, dict) else item) for name, item in given["values"].items())
        )
    elif type_ is Tally:
        given["counts"] = tuple((key, count) for key, count in given["counts"])
        given["titles"] = tuple(Words(title["ar"], title["en"]) for title in given["titles"])
    elif type_ in (OneOf, Several):
        given["values"] = tuple(one for item in given["values"] if (one := value_of(item)) is not None)
    return type_(**given)  # type: ignore[no-any-return]


SHORT = {"minutes": "min", "hours": "h", "days": "d"}


def plain(value: Value | None) -> str | None:
    """The value as scripts and lists have it, in no language: ``50%``, ``≥ 3``, ``2026-02-07 12:00 UTC``. The JSON field beside the typed one.

    >>> plain(Quantity(0.5, "percent")), plain(Bound(low=3)), plain(Bound(2, 9, "hours")), plain(CountOf(3, 7))
    ('50%', '≥ 3', '2 h–9 h', '3/7')
    """
    match value:
        case Quantity(number, unit):
            return _number(number, unit)
        case Bound(low, high, unit, strict):
            if low is not None and high is not None:
                return f"{_number(low, unit)}–{_number(high, unit)}" if low != high else _number(low, unit)
            sign = (">" if strict else "≥") if low is not None else "<" if strict else "≤"
            limit = low if low is not None else high
            return None if limit is None else f"{sign} {_number(limit, unit)}"
        case Instant(at):
            return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        case InstantBound(earliest, latest):
            bounds = [f"{sign} {plain(Instant(at))}" for sign, at in (("≥", earliest), ("≤", latest)) if at is not None]
            return ", ".join(bounds) or None
        case Day(on):
            return on.isoformat()
        case CountOf(count, total):
            return f"{count}/{total}"
        case Quote(text) | Code(text) | LanguageCode(text) | Words(_, text):
            return text
        case Answer(status, url):
            return f"HTTP {status} · {url}"
        case Tally(counts):
            return ", ".join(f"{key} × {count}" for key, count in counts)
        case Named(key):
            return key.rpartition(".")[2]
        case OneOf(values) | Several(values):
            return ", ".join(one for each in values if (one := plain(each)) is not None)
    return None


def _number(value: float, unit: str | None) -> str:
    """Whole numbers without decimals, others with two; units of time by their sign."""
    if unit == "percent":
        return f"{value * 100:.0f}%"
    written = f"{value:.0f}" if value == int(value) else f"{value:.2f}"
    return f"{written} {SHORT[unit]}" if unit in SHORT else written

"""Typed values: what is written is what is read back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from rasid.model.values import (
    KINDS,
    Answer,
    Bound,
    Code,
    CountOf,
    Day,
    Instant,
    InstantBound,
    LanguageCode,
    OneOf,
    Quantity,
    Quote,
    Several,
    Tally,
    Value,
    Words,
    named,
    to_json,
    value_of,
)

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
VALUES: tuple[Value, ...] = (
    Quantity(2.5, "hours"),
    Bound(low=3, unit="words"),
    Bound(high=0.2, unit="percent", strict=True),
    Instant(NOON),
    InstantBound(latest=NOON),
    Day(date(2026, 11, 30)),
    CountOf(7, 7, "articles"),
    Quote("قال الوزير"),
    LanguageCode("fa"),
    named("refused.challenge", status=403, name=Words("بلد", "Land"), since=Instant(NOON)),
    Answer(503, "https://a.example/"),
    Code("marfa"),
    Tally((("body_missing", 3),), (Words("المتن غائب", "No body"),)),
    Words("بلد", "Land"),
    OneOf((LanguageCode("ar"), Quote("x"))),
    Several((LanguageCode("ar"), Quote("x"))),
)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_survives_the_way_through_json(value: Value) -> None:
    assert value_of(json.loads(json.dumps(to_json(value)))) == value


def test_every_kind_is_tried_above() -> None:
    assert {type(value) for value in VALUES} == set(KINDS.values())


def test_a_kind_of_a_later_version_is_no_value() -> None:
    assert value_of({"kind": "tensor", "value": 1}) is None
    assert value_of(None) is None

"""What is usual by this hour: the range that reports show, of the same rhythm that history rules judge by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from rasid.frame.rhythm import Expected, Rhythm, at_most
from rasid.frame.usual import Today, today_of, usual_range
from rasid.model import Past
from tests.frame.rows_history import NOW, past_of
from tests.frame.rows_section import source_of

SOURCE = source_of({})
ZONE = ZoneInfo(SOURCE.timezone)
EID = datetime(2025, 6, 7, 9, tzinfo=UTC)
"""The second day of Eid al-Adha, at noon in Amman."""


def today(now: datetime = NOW, **row: Any) -> Today:
    return today_of(Rhythm(past_of(row, now, SOURCE.country, ZONE), SOURCE, now))


def place(found: Today) -> str:
    assert found.usual is not None
    low, high = found.usual
    return "below" if found.count < low else "above" if found.count > high else "usual"


@pytest.mark.parametrize(
    ("row", "expected"),
    [({}, "usual"), ({"last_day": 0.4}, "below"), ({"last_day": 2.0}, "above"), ({"per_day": 8}, "usual"), ({"per_day": 400}, "usual")],
)
def test_half_a_day_is_held_against_the_same_half_of_such_days(row: Mapping[str, Any], expected: str) -> None:
    assert place(today(**row)) == expected


def test_a_feast_asks_for_no_more_than_a_feast_gives() -> None:
    assert place(today(EID, last_day=0.4)) == "usual"
    assert place(today(last_day=0.4)) == "below"


def test_a_day_of_rest_is_held_against_days_of_rest() -> None:
    friday = datetime(2025, 11, 21, 9, tzinfo=UTC)
    assert place(today(friday, weekend=0.4)) == "usual"
    assert place(today(friday, weekend=1.0, last_day=0.4)) == "below"


def test_nothing_is_called_usual_before_fourteen_days_are_known() -> None:
    found = today(days=9)
    assert found.usual is None
    assert found.known_days < 14
    assert found.count > 0


def test_nobody_looking_is_no_low_number() -> None:
    past = past_of({"silent_hours": 14}, NOW, SOURCE.country, ZONE)
    slept = Past(past.hours, tuple((at, metrics) for at, metrics in past.visits if NOW - at > timedelta(hours=14)), past.anomalies)
    assert today_of(Rhythm(past, SOURCE, NOW)).usual is not None
    assert today_of(Rhythm(slept, SOURCE, NOW)).usual is None


def test_the_range_grows_with_the_running_hour() -> None:
    noon, almost_one = (today(NOW + timedelta(minutes=minutes), per_day=400).usual for minutes in (0, 55))
    assert noon is not None
    assert almost_one is not None
    assert noon[0] < almost_one[0]
    assert noon[1] < almost_one[1]


@pytest.mark.parametrize("mean", [0.0, 0.3, 4.0, 30.0, 700.0])
def test_a_tenth_of_the_chance_lies_on_either_side_of_the_range(mean: float) -> None:
    expected = Expected(mean, 0.1, 8)
    low, high = usual_range(expected)
    assert at_most(low - 1, expected) < 0.1 <= at_most(low, expected)
    assert at_most(high - 1, expected) < 0.9 <= at_most(high, expected)


def test_the_days_of_the_chart_end_today() -> None:
    found = today()
    assert found.daily[-1] == (NOW.astimezone(ZONE).date(), found.count)
    assert len(found.daily) == 61


def test_a_band_learnt_from_days_without_articles_is_no_band() -> None:
    """Watched for weeks, read for four days: nothing is «usual» yet, and it says how many days are known."""
    hours = {NOW - timedelta(days=back, hours=hour): 2 for back in range(1, 5) for hour in range(6)}
    past = Past(hours=hours, visits=tuple((NOW - timedelta(hours=at), {"links_found": 1.0}) for at in range(20 * 24, 0, -1)))
    found = today_of(Rhythm(past, SOURCE, NOW))
    assert (found.usual, found.whole) == (None, None)
    assert found.known_days == 4

"""The section's health in the report: what is usual comes from the frame, as for the history rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from rasid.frame import window_from_rows
from rasid.model import Past
from rasid.pipeline.health import health
from tests.frame.rows_history import NOW, past_of
from tests.frame.rows_section import healthy, source_of

SOURCE = source_of({})
ZONE = ZoneInfo(SOURCE.timezone)
WINDOW = list(window_from_rows([healthy(number, NOW - timedelta(minutes=20 + number)) for number in range(12)], source=SOURCE, now=NOW))


def test_days_before_the_first_visit_are_unknown_and_not_empty() -> None:
    visits = tuple((NOW - timedelta(hours=back), {}) for back in range(48, 0, -6))
    found = health(Past(visits=visits), SOURCE, WINDOW, now=NOW)
    assert [count for _, count in found.daily] == [*[None] * 27, 0, 0, 0]
    assert found.learning == (2, 14)
    assert found.usual is None


def test_a_source_never_seen_has_no_days_at_all() -> None:
    found = health(Past(), SOURCE, [], now=NOW)
    assert {count for _, count in found.daily} == {None}
    assert found.learning == (1, 14)
    assert found.coverage == ()


def test_what_is_usual_is_left_out_until_it_is_known() -> None:
    first_day = health(Past(visits=((NOW - timedelta(hours=2), {"author_coverage": 0.2}),)), SOURCE, WINDOW, now=NOW)
    assert {row.usual for row in first_day.coverage} == {None}
    later = health(past_of({"coverage": {"author": 0.4}}, NOW, SOURCE.country, ZONE), SOURCE, WINDOW, now=NOW)
    assert {row.field: row.usual for row in later.coverage} == {"author": 0.4, "image": None, "published_at": None}
    assert later.usual is not None
    assert later.learning is None


def test_the_newest_article_grows_old_until_the_next_one_comes() -> None:
    hour = NOW.replace(minute=0, second=0, microsecond=0)
    visits = tuple((NOW - timedelta(hours=back), {}) for back in range(60, 0, -1))
    past = Past(hours={hour - timedelta(hours=30): 2, hour - timedelta(hours=3): 1}, visits=visits)
    found = health(past, SOURCE, WINDOW, now=NOW)
    assert found.oldest[-1] == timedelta(hours=27)
    assert health(replace(past, visits=visits[:1]), SOURCE, WINDOW, now=NOW).oldest[-1] is None, "nobody looked"
    assert set(found.oldest[:-3]) == {None}, "before the first article nothing had an age"
    assert len(found.oldest) == len(found.daily)

"""A source is measured against its own rhythm, and nothing is said before there is one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from math import isnan
from typing import Any

import pytest

from rasid.frame.history import HISTORY_COLUMNS, failing_rates, history_frame, history_row, with_new
from rasid.frame.rhythm import Expected, Rhythm, high_surprise, low_surprise
from rasid.model import Article, Past, Source, WindowArticle, Words

NOW = datetime(2025, 11, 25, 12, 30, tzinfo=UTC)
"""A Tuesday."""


def source(country: str = "LB", timezone: str = "Asia/Beirut") -> Source:
    return Source("paper", Words("صحيفة", "A paper"), "https://example.org", country, timezone, sections=())


def steady(per_hour: int = 4, days: int = 60, now: datetime = NOW, **more: Any) -> Past:
    """The same number every hour, a visit every hour."""
    first = now.replace(minute=0) - timedelta(days=days)
    moments = [first + timedelta(hours=number) for number in range(days * 24 + 1)]
    return Past(hours=dict.fromkeys(moments, per_hour), visits=tuple((at, {}) for at in moments), **more)


def changed(past: Past, since: datetime, until: datetime, count: int) -> Past:
    hours = {hour: count if since <= hour < until else number for hour, number in past.hours.items()}
    return Past(hours=hours, visits=past.visits, anomalies=past.anomalies)


def frame(past: Past, now: datetime = NOW, **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = history_frame(past, source=more.pop("source", source()), now=now, **more).iloc[0].to_dict()
    return row


def test_the_frame_has_one_row_with_its_columns_also_when_nothing_is_known() -> None:
    found = history_frame(Past(), source=source(), now=NOW)
    assert list(found.columns) == list(HISTORY_COLUMNS)
    assert found.shape == (1, len(HISTORY_COLUMNS))
    assert (found.dtypes.drop("rate_rule") == "float64").all()


def test_a_source_is_learnt_for_fourteen_days_before_anything_is_said() -> None:
    row = frame(changed(steady(days=10), NOW - timedelta(days=1), NOW, 0))
    assert (row["history_days"], row["history_needed"]) == (9, 14)
    assert isnan(row["volume_surprise"])
    assert isnan(row["silence_surprise"])
    assert not isnan(frame(steady(days=16))["volume_surprise"])


def test_the_usual_is_expected_and_no_surprise() -> None:
    row = frame(steady())
    assert row["volume_observed"] == 96
    assert row["volume_expected"] == pytest.approx(96, rel=0.02)
    assert row["volume_surprise"] < 1
    assert row["silence_hours"] == 0


def test_a_lost_day_is_a_surprise_and_does_not_lower_what_is_expected() -> None:
    row = frame(changed(steady(), NOW - timedelta(hours=26), NOW, 1))
    assert row["volume_expected"] == pytest.approx(96, rel=0.02)
    assert row["volume_ratio"] < 0.3
    assert row["volume_surprise"] > 6


def test_hours_of_silence_are_counted_and_weighed() -> None:
    row = frame(changed(steady(), NOW - timedelta(hours=7), NOW + timedelta(hours=1), 0))
    assert row["silence_hours"] == 6
    assert row["silence_expected"] == pytest.approx(24, rel=0.05)
    assert row["silence_surprise"] > 4


def test_weekends_are_measured_against_weekends() -> None:
    saturday = datetime(2025, 11, 15, 23, 30, tzinfo=UTC)
    past = steady(now=saturday)
    hours = {hour: 1 if (hour + timedelta(hours=2)).weekday() >= 5 else 4 for hour in past.hours}
    row = frame(Past(hours=hours, visits=past.visits), now=saturday)
    assert row["volume_expected"] == pytest.approx(row["volume_observed"], rel=0.1)


def test_days_of_known_trouble_teach_nothing() -> None:
    bad = [NOW.date() - timedelta(days=7 * week) for week in range(1, 6)]
    spoilt = steady()
    for day in bad:
        start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=14)
        spoilt = changed(spoilt, start, start + timedelta(hours=40), 0)
    taught = frame(spoilt)["volume_expected"]
    around = frozenset(day + timedelta(days=shift) for day in bad for shift in (-1, 0, 1))
    untaught = frame(Past(hours=spoilt.hours, visits=spoilt.visits, anomalies=around))["volume_expected"]
    assert isnan(taught) or taught < 60
    assert untaught == pytest.approx(96, rel=0.05)


def test_what_nobody_watched_is_neither_known_nor_judged() -> None:
    past = steady()
    blind = Past(hours=past.hours, visits=tuple(visit for visit in past.visits if visit[0] < NOW - timedelta(hours=30)))
    assert isnan(frame(blind)["volume_surprise"])
    assert Rhythm(blind, source(), NOW).known_days == Rhythm(past, source(), NOW).known_days - 1


def test_below_twenty_a_day_a_days_number_says_little_and_silence_watches() -> None:
    past = steady(per_hour=0)
    hours = {hour: 1 if hour.hour % 3 == 0 else 0 for hour in past.hours}
    small = Past(hours=hours, visits=past.visits)
    assert isnan(frame(small)["volume_surprise"])
    stopped = changed(small, NOW - timedelta(days=4), NOW + timedelta(hours=1), 0)
    assert frame(stopped)["silence_surprise"] > 4


def test_a_growing_source_is_not_judged_by_last_month() -> None:
    past = steady()
    growing = {hour: 2 if NOW - hour > timedelta(days=21) else 4 for hour in past.hours}
    row = frame(Past(hours=growing, visits=past.visits))
    assert row["flood_surprise"] < 4
    assert row["drift_ratio"] == pytest.approx(2.0)


def test_on_a_feast_less_is_expected() -> None:
    feast = datetime(2025, 6, 7, 12, 30, tzinfo=UTC)
    row = frame(steady(now=feast), now=feast)
    assert row["volume_expected"] < 60
    quiet = changed(steady(now=feast), feast - timedelta(hours=26), feast, 2)
    assert frame(quiet, now=feast)["volume_surprise"] < 4


def test_days_of_ramadan_are_compared_with_days_of_ramadan() -> None:
    now = datetime(2026, 3, 10, 12, 30, tzinfo=UTC)
    past = steady(now=now)
    hours = {hour: 2 if hour >= datetime(2026, 2, 18, tzinfo=UTC) else 4 for hour in past.hours}
    row = frame(Past(hours=hours, visits=past.visits), now=now)
    assert row["volume_expected"] == pytest.approx(48, rel=0.15)


def test_tails_are_those_of_a_negative_binomial() -> None:
    poisson = Expected(mean=20, excess=1e-9, compared=8)
    assert low_surprise(8, poisson) == pytest.approx(2.68, abs=0.02)  # P(X ≤ 8 | Poisson 20) = 0.0021
    bursty = Expected(mean=20, excess=0.5, compared=8)
    assert low_surprise(8, bursty) < 1
    assert low_surprise(0, bursty) == pytest.approx(2 * 1.0414, abs=0.01)  # (2/22)²
    assert high_surprise(20, poisson) < 1 < high_surprise(40, poisson)
    assert low_surprise(5, Expected(mean=0, excess=0.1, compared=3)) == 0


def test_articles_of_the_visit_under_way_count() -> None:
    silent = changed(steady(), NOW - timedelta(hours=8), NOW + timedelta(hours=1), 0)
    late = Article(url="https://example.org/1", published_at=NOW - timedelta(hours=2))
    items = [WindowArticle(late, first_seen_at=NOW, revision=1, revised_at=NOW, new_in_visit=True)]
    assert frame(silent)["silence_hours"] == 7
    assert frame(silent, items=items)["silence_hours"] == 1
    assert sum(with_new(silent, items).hours.values()) == sum(silent.hours.values()) + 1


def test_the_rule_that_fails_more_than_usual_is_named() -> None:
    visits = tuple((at, {"rate.headline_missing": 0.05, "rate.authors_missing": 0.5}) for at, _ in steady().visits)
    past = Past(hours=steady().hours, visits=visits)
    items = [WindowArticle(Article(url=f"https://example.org/{n}"), first_seen_at=NOW, revision=1, revised_at=NOW) for n in range(20)]
    row = frame(past, items=items, metrics={"rate.headline_missing": 0.6, "rate.authors_missing": 0.55})
    assert row["rate_rule"] == "headline_missing 5% → 60%"
    assert row["rate_surprise"] > 6
    assert failing_rates({"headline_missing": 3}, 12) == {"rate.headline_missing": 0.25}
    assert failing_rates({}, 0) == {}


def test_a_day_of_the_clock_change_is_a_day() -> None:
    now = datetime(2025, 10, 27, 12, 30, tzinfo=UTC)  # Beirut put its clocks back on 26 October
    row = history_row(steady(now=now), source=source(), now=now)
    assert row["volume_surprise"] < 1
    assert Rhythm(steady(now=now), source(), now).known_days >= 58


def test_the_calendar_of_the_country_decides_what_rest_is() -> None:
    rhythm = Rhythm(steady(), source("EG", "Africa/Cairo"), NOW)
    friday = (date(2025, 11, 21) - rhythm.first_day).days
    assert rhythm.rest[friday]
    assert not rhythm.rest[friday + 2]

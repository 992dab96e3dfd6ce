"""The history rules on invented newsrooms: a sample by seed here, the whole roster in ``tests/bench/backtest.py``."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from rasid.backtest import ROSTER, SyntheticNewsroom, Trial, generate, invented_trial, own_trial
from rasid.model import Past, Rule, Scope, Source, Words
from rasid.validate import load_rules

EXPECTATIONS = Path(__file__).parents[1] / "expectations"
MOST_FALSE_ALARMS = 0.2
"""A source-month."""


@pytest.fixture(scope="module")
def rules() -> list[Rule]:
    return load_rules(EXPECTATIONS, scope=Scope.HISTORY)


@pytest.mark.parametrize("per_day", [8, 60, 400])
def test_a_newsroom_that_publishes_as_usual_raises_no_low_alarm(per_day: int, rules: list[Rule]) -> None:
    trial = invented_trial(SyntheticNewsroom(per_day, drift_per_month=0.1, bursts_per_month=3), rules, seed=per_day, days=30, every_hours=6)
    assert trial.visits == 120
    assert trial.false_low() == 0, trial.alarms


def test_ramadan_and_its_feast_raise_no_low_alarm(rules: list[Rule]) -> None:
    # Judged from 19 February to 9 April 2026: Ramadan began on 18 February, the feast on 20 March.
    newsroom = SyntheticNewsroom(60, country="EG", timezone="Africa/Cairo", weekend=0.5, ramadan=0.75, eid=0.3)
    trial = invented_trial(newsroom, rules, seed=7, first=date(2025, 12, 11), days=50, every_hours=6)
    assert trial.false_low() == 0, trial.alarms


@pytest.mark.parametrize(("per_day", "stops_at"), [(60, 0), (60, 10), (400, 0), (400, 10)])
def test_a_full_stop_at_sixty_a_day_or_more_is_seen_within_the_day(per_day: int, stops_at: int, rules: list[Rule]) -> None:
    trial = invented_trial(SyntheticNewsroom(per_day), rules, seed=3, days=2, every_hours=1, stop_after_hours=stops_at)
    after = trial.detected_after()
    assert after is not None
    assert after <= timedelta(hours=24)


def test_a_small_newsroom_that_stops_is_seen_within_four_days(rules: list[Rule]) -> None:
    after = invented_trial(SyntheticNewsroom(8), rules, seed=3, days=5, every_hours=3, stop_after_hours=0).detected_after()
    assert after is not None
    assert after <= timedelta(days=4)


def test_a_newsroom_that_loses_two_thirds_of_its_articles_is_told_so(rules: list[Rule]) -> None:
    series = generate(SyntheticNewsroom(60), date(2025, 9, 1), 80, seed=5)
    lost = series.start + timedelta(days=77)
    hours = {hour: count if hour < lost else count // 3 for hour, count in series.hours().items()}
    visits = tuple((series.start + timedelta(hours=number), {}) for number in range(80 * 24))
    trial = own_trial(replace(_PAST, hours=hours, visits=visits[-4 * 24 :]), rules, source=_SOURCE)
    assert trial is None, "four days of visits are too few to learn from"
    trial = own_trial(replace(_PAST, hours=hours, visits=visits[20 * 24 :: 6]), rules, source=_SOURCE)
    assert trial is not None
    assert [at >= lost for at in trial.alarms["volume_low"]] == [True]


@pytest.mark.bench
def test_no_newsroom_of_the_roster_cries_wolf_too_often(rules: list[Rule]) -> None:
    trials = [invented_trial(newsroom, rules, seed=seed) for newsroom in ROSTER for seed in range(3)]
    assert sum(trial.false_low() for trial in trials) / sum(trial.months for trial in trials) <= MOST_FALSE_ALARMS


def test_the_same_seed_gives_the_same_past() -> None:
    first, again, other = (generate(SyntheticNewsroom(60), date(2026, 1, 1), 10, seed=seed).hours() for seed in (1, 1, 2))
    assert first == again != other


def test_two_rules_that_speak_on_one_day_are_one_alarm() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    trial = Trial(
        since=start,
        until=start + timedelta(days=30),
        visits=720,
        alarms={
            "volume_low": (start + timedelta(days=3),),
            "silence_long": (start + timedelta(days=3, hours=5), start + timedelta(days=9)),
            "volume_high": (start,),
        },
    )
    assert trial.false_low() == 2
    assert trial.months == pytest.approx(1.0)
    assert trial.detected_after() is None


_PAST = Past()
_SOURCE = Source("paper", Words("صحيفة", "A paper"), "https://example.org", "LB", "Asia/Beirut", sections=())

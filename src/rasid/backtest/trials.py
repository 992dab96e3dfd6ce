"""Trials of the history rules: on invented newsrooms by seed, and on a source's own past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from rasid.backtest.replay import Trial, replay
from rasid.backtest.synthetic import SyntheticNewsroom, generate
from rasid.model import Past, Rule, Source, Words
from rasid.model.past import LEARNING_DAYS

LEARN = 70
"""Days an invented newsroom is known before it is judged: its eight weeks are full."""
ROSTER: tuple[SyntheticNewsroom, ...] = (
    SyntheticNewsroom(8),
    SyntheticNewsroom(60),
    SyntheticNewsroom(400),
    SyntheticNewsroom(8, country="EG", timezone="Africa/Cairo", weekend=0.4, drift_per_month=0.1),
    SyntheticNewsroom(60, country="EG", timezone="Africa/Cairo", weekend=0.4, drift_per_month=0.1),
    SyntheticNewsroom(60, country="SA", timezone="Asia/Riyadh", weekend=0.7, bursts_per_month=4),
    SyntheticNewsroom(60, country="MA", timezone="Africa/Casablanca", drift_per_month=-0.1),
    SyntheticNewsroom(400, country="AE", timezone="Asia/Dubai", weekend=0.5, bursts_per_month=4, drift_per_month=0.05),
)
"""Newsrooms of the three sizes, with the weekends, drifts and news that make volume hard to judge."""


def invented_trial(
    rhythm: SyntheticNewsroom,
    rules: Sequence[Rule],
    *,
    seed: int,
    first: date = date(2025, 1, 6),
    days: int = 60,
    every_hours: int = 3,
    stop_after_hours: float | None = None,
) -> Trial:
    """One invented newsroom, judged for ``days`` after seventy of learning, a visit every so many hours.

    ``stop_after_hours``: it falls silent for good so long after judging begins, and is watched to the end.
    """
    series = generate(rhythm, first, LEARN + days, seed=seed)
    begins = series.start + timedelta(days=LEARN)
    stopped_at = begins + timedelta(hours=stop_after_hours) if stop_after_hours is not None else None
    if stopped_at is not None:
        series = series.stopped(stopped_at)
    step = timedelta(hours=every_hours)
    visits = [series.start + timedelta(minutes=7) + step * number for number in range(int((series.end - series.start) / step))]
    past = Past(hours=series.hours(), visits=tuple((at, {}) for at in visits))
    source = Source("invented", Words("صحيفة", "A paper"), "https://example.org", rhythm.country, rhythm.timezone, sections=())
    trial = replay(past, rules, source=source, moments=[at for at in visits if at >= begins])
    return replace(trial, stopped_at=stopped_at)


def own_trial(past: Past, rules: Sequence[Rule], *, source: Source, stopped_at: datetime | None = None) -> Trial | None:
    """A source's own past: every visit after its first two weeks, judged with what was known then. None while it is still being learnt."""
    if not past.visits:
        return None
    begins = past.visits[0][0] + timedelta(days=LEARNING_DAYS + 1)
    moments = [at for at, _ in past.visits if at >= begins]
    return replay(past, rules, source=source, moments=moments, stopped_at=stopped_at) if moments else None

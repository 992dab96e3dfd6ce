"""The history rules on the whole roster of invented newsrooms: false low alarms a source-month, hours until a full stop is seen.

    python tests/bench/backtest.py [--seeds 10]

Ends with 1 when a promise is broken: more than 0.2 false low alarms a source-month, or a stop at 60 articles a day or more not seen within a day.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from rasid.backtest import ROSTER, invented_trial
from rasid.model import Scope
from rasid.validate import load_rules

EXPECTATIONS = Path(__file__).parents[2] / "expectations"
STARTS = (date(2025, 1, 6), date(2025, 4, 1), date(2025, 7, 15), date(2025, 12, 11))
"""Seventy days later the judging begins: before and through the feasts, in the autumn, and on the second day of Ramadan 2026."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--days", type=int, default=60)
    given = parser.parse_args()
    rules = load_rules(EXPECTATIONS, scope=Scope.HISTORY)
    broken = False
    print(f"{'newsroom':34} {'months':>7} {'low alarms':>10} {'/month':>7}   hours until a stop is seen (best, median, worst)")
    for newsroom in ROSTER:
        calm = [
            invented_trial(newsroom, rules, seed=seed, first=STARTS[seed % len(STARTS)], days=given.days) for seed in range(given.seeds)
        ]
        months, alarms = sum(trial.months for trial in calm), sum(trial.false_low() for trial in calm)
        stops = [
            invented_trial(replace(newsroom), rules, seed=100 + seed, first=STARTS[seed % 3], days=6, every_hours=1, stop_after_hours=hour)
            for seed in range(given.seeds)
            for hour in (0, 6, 12, 18)
        ]
        seen = sorted(after for trial in stops if (after := trial.detected_after()) is not None)
        missed = len(stops) - len(seen)
        late = newsroom.per_day >= 60 and (missed > 0 or seen[-1] > timedelta(hours=24))
        broken = broken or late or alarms / months > 0.2
        name = f"{newsroom.per_day:g} a day {newsroom.country} drift {newsroom.drift_per_month:+.0%} bursts {newsroom.bursts_per_month:g}"
        span = ", ".join(f"{one.total_seconds() / 3600:.0f}" for one in (seen[0], seen[len(seen) // 2], seen[-1])) if seen else "–"
        print(
            f"{name:34} {months:7.1f} {alarms:10d} {alarms / months:7.2f}   {span}{f', {missed} of {len(stops)} missed' if missed else ''}",
            flush=True,
        )
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())

"""History rules on trial: synthetic or real past, replayed visit by visit. How often do they cry wolf, how soon do they see a stop?

Names are loaded on first use: Great Expectations takes seconds to import.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rasid.backtest.replay import Trial, replay
    from rasid.backtest.synthetic import Series, SyntheticNewsroom, generate
    from rasid.backtest.trials import ROSTER, invented_trial, own_trial

_HOMES = {
    "Trial": "replay",
    "replay": "replay",
    "SyntheticNewsroom": "synthetic",
    "Series": "synthetic",
    "generate": "synthetic",
    "ROSTER": "trials",
    "invented_trial": "trials",
    "own_trial": "trials",
}

__all__ = ["ROSTER", "Series", "SyntheticNewsroom", "Trial", "generate", "invented_trial", "own_trial", "replay"]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'rasid.backtest' has no attribute {name!r}")
    return getattr(import_module(f"rasid.backtest.{home}"), name)

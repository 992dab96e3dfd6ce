"""What the first weighing of a page says of each unit's surroundings: a sidebar's stories, a thread of comments, the rows of a table are right or wrong
together, which no unit shows alone. The second weighing reads these columns beside the features.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rasid.extract.units import Units

    Floats = NDArray[np.float64]

_FAR = 40.0
_NONE = -8.0
"""Log-odds beyond the page's ends."""


def context(
    units: Units, odds: Floats, length: Floats, chosen: NDArray[np.bool_], expected: float
) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """(names of the columns, float32 of shape (units, columns)). ``odds`` are the first weighing's log-odds by unit, ``length`` words by unit, ``chosen``
    and ``expected`` its best subset and the F1 that promises. Time is linear in units and frames."""
    count = len(odds)
    columns: dict[str, Floats] = {}
    chance = 1.0 / (1.0 + np.exp(-odds))
    weight = length + 0.5
    promised = chance * weight
    total = max(1e-6, float(promised.sum()))
    sums, weights = _running(promised), _running(weight)
    place = np.arange(count)
    columns["odds"] = odds
    frame = units.holder
    holder = frame
    for level in range(3):
        inside = sums[units.ends[frame]] - sums[units.begins[frame]]
        words = weights[units.ends[frame]] - weights[units.begins[frame]]
        columns[f"chance_{level}"] = inside / words
        columns[f"promise_{level}"] = inside / total
        others = np.maximum(1e-9, words - weight)
        columns[f"others_{level}"] = np.where(words - weight > 0.25, (inside - promised) / others, -1.0)
        frame = units.over[frame]
    own = np.bincount(holder, weights=promised, minlength=len(units.over))
    own_words = np.bincount(holder, weights=weight, minlength=len(units.over))
    columns["chance_held"] = own[holder] / own_words[holder]
    columns["promise_held"] = own[holder] / total
    columns["promise_best"] = own[holder] / max(1e-6, float(own.max()))
    _, rows = np.unique(units.path, return_inverse=True)
    by_path = np.bincount(rows, weights=promised)
    path_words = np.bincount(rows, weights=weight)
    columns["chance_path"] = by_path[rows] / path_words[rows]
    columns["promise_path"] = by_path[rows] / total
    for step in (-3, -2, -1, 1, 2, 3):
        columns[f"odds_{'before' if step < 0 else 'after'}_{abs(step)}"] = _shifted(odds, step)
    for width in (3, 10):
        low, high = np.maximum(0, place - width), np.minimum(count, place + width + 1)
        columns[f"chance_within_{width}"] = (sums[high] - sums[low] - promised) / np.maximum(0.5, weights[high] - weights[low] - weight)
    low, high = np.maximum(0, place - 25), np.minimum(count, place + 26)
    columns["promise_above"] = (sums[:-1] - sums[low]) / total
    columns["promise_below"] = (sums[high] - sums[1:]) / total
    columns["promised"] = np.full(count, np.log1p(total))
    columns["expected"] = np.full(count, expected)
    cut = float(odds[chosen].min()) if chosen.any() else 0.0
    columns["cut"] = np.full(count, cut)
    columns["over_cut"] = odds - cut
    places = np.flatnonzero(chosen)
    taken = _running(chosen * weight)
    all_taken = max(1.0, float(taken[-1]))
    columns["taken_before"] = taken[:-1] / all_taken
    columns["taken_words"] = np.full(count, np.log1p(all_taken))
    columns["taken_units"] = np.full(count, np.log1p(len(places)))
    if len(places):
        after = np.searchsorted(places, place, side="right")
        before = np.searchsorted(places, place, side="left") - 1
        columns["from_taken"] = np.where(before >= 0, np.minimum(_FAR, place - places[np.maximum(before, 0)]), _FAR)
        columns["to_taken"] = np.where(after < len(places), np.minimum(_FAR, places[np.minimum(after, len(places) - 1)] - place), _FAR)
        columns["held_taken"] = np.bincount(holder[places], weights=weight[places], minlength=len(units.over))[holder] / all_taken
    else:
        columns["from_taken"] = columns["to_taken"] = np.full(count, _FAR)
        columns["held_taken"] = np.zeros(count)
    return tuple(columns), np.column_stack(list(columns.values())).astype(np.float32)


def _running(values: Floats) -> Floats:
    return np.concatenate(([0.0], np.cumsum(values)))


def _shifted(values: Floats, step: int) -> Floats:
    result = np.full_like(values, _NONE)
    if abs(step) < len(values):
        if step > 0:
            result[:-step] = values[step:]
        else:
            result[-step:] = values[:step]
    return result

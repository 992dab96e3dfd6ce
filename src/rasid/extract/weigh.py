"""How likely each unit of a page is to be of its body, and which units together are it.

The weights give every unit a chance. The body is the set of units with the best *expected* F1 of words: with chances and lengths given, it is always the
likeliest units down to some chance, so it is found by sorting. A table's rows and a run of short entries are judged as one; of a text that stands twice the
likelier one is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rasid.extract.context import context
from rasid.extract.features import Told, features
from rasid.extract.layout import HEADINGS, Layout, Seen
from rasid.extract.trees import Weights, shipped
from rasid.extract.units import COLON, STOP, Units, units_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CONSIDERED = -4.5
"""Log-odds of the first weighing from which a unit is weighed again: of those under it one in a hundred is text."""
SHORTEST_REPEATED = 20
"""Characters from which a text that stands twice is a repetition and not two labels."""
LONGEST_ENTRY = 12
"""Words of a list's entry or a table's cell that cannot be judged alone."""
SHORTEST_RUN = 3
LIKELY = 0.8
"""Mean chance from which a box is clearly the text."""
LESS_LIKELY = 0.95
"""Times that chance, under which a box outside is not of the text."""
MOST = 0.4
"""Share of the promised words that a box must hold to be clearly the text."""
SMALLEST_GROUP = 40
"""Words of a box that is judged so: a list, a quotation, a subhead stay."""
FARTHEST = 12
"""Units between two texts of one box that are still one group."""
LEAST = 0.25
"""Chance that no unit of a page reaches which has no text."""
HALF_BELIEVED = 0.08
"""Chance from which a line between two texts of the body is of it."""
UNFINISHED = 0.3
"""The same where it ends no sentence, or is long and stands before the first of them or after the last."""
HARDLY_BELIEVED = 0.03
"""The same for a subhead, and for a list between texts: hand-made, where short pages have too few of them for the weights to learn."""
NEAR = 4
"""Units between such a line and the texts round it."""


@dataclass(slots=True)
class Weighing:
    units: Units
    chance: Floats
    """0 to 1, by unit."""
    length: Floats
    """Words, by unit; wide letters count half."""
    chosen: NDArray[np.bool_]
    half: NDArray[np.bool_]
    """Not chosen, and half believed between chosen ones (:func:`between`)."""
    expected: float
    """The F1 that the chances promise for the chosen units, 0 to 1."""

    def blocks(self, number: int) -> range:
        """The indices of a unit's blocks in the layout as walked."""
        return range(int(self.units.first[number]), int(self.units.first[number + 1]))

    def rival(self) -> tuple[str, float]:
        """The best text among what was not chosen, its units of one frame, and how many words of body it promises to each that the chosen ones promise."""
        left = np.where(self.chosen, 0.0, self.chance * self.length)
        if not left.any():
            return "", 0.0
        frame = self.units.frame
        total = np.bincount(frame, weights=left, minlength=len(self.units.over))
        total += np.bincount(self.units.over[frame], weights=left, minlength=len(total))
        total[0] *= 0.5
        best = int(total.argmax())
        inside = np.arange(self.units.begins[best], self.units.ends[best])
        inside = inside[~self.chosen[inside]]
        promised = float((self.chance * self.length)[self.chosen].sum())
        return "\n".join(self.units.texts[at] for at in inside.tolist()), float(left[inside].sum()) / max(1.0, promised)


def weigh(layout: Layout, told: Told, weights: Weights | None = None) -> Weighing | None:
    """None for a page without a text. Every block is told its unit's chance."""
    units = units_of(layout)
    if units is None:
        return None
    length = np.fromiter(map(len, units.words), dtype=np.float64, count=len(units.words)) + 0.5 * units.wide
    chance, anchor = _chances(units, told, length, weights or shipped())
    chance = as_runs(units, _said_once(units, chance), length)
    chosen, expected = best_subset(chance, length)
    strangers = apart(units, chance, length, chosen, anchor)
    chosen &= ~strangers
    for number, certainty in enumerate(chance.tolist()):
        for at in range(int(units.first[number]), int(units.first[number + 1])):
            layout.blocks[at].chance = certainty
    return Weighing(units, chance, length, chosen, between(units, np.where(strangers, 0.0, chance), chosen), expected)


def _chances(units: Units, told: Told, length: Floats, weights: Weights) -> tuple[Floats, int]:
    """(of each unit, with its surroundings, 0 to 1; the unit that is the headline, -1 for none)."""
    names, values = features(units, told)
    odds = weights.first.log_odds(values)
    alone = _sigmoid(odds)
    chosen, expected = best_subset(alone, length)
    more, surroundings = context(units, odds, length, chosen, expected)
    if names != weights.first.columns or (*names, *more) != weights.second.columns:
        raise RuntimeError("The weights of the body were fitted on other features: fit them again (python -m tests.bench.fit).")
    again = odds > CONSIDERED
    if again.any():
        odds[again] = weights.second.log_odds(np.concatenate([values[again], surroundings[again]], axis=1))
    titles = np.flatnonzero(values[:, names.index("from_title")] == 0)
    return _sigmoid(odds), int(titles[0]) if len(titles) else -1


def _sigmoid(odds: Floats) -> Floats:
    chances: Floats = 1.0 / (1.0 + np.exp(-odds))
    return chances


def best_subset(chance: Floats, length: Floats) -> tuple[NDArray[np.bool_], float]:
    """(units with the best expected F1 of words, that F1)."""
    order = np.argsort(-chance, kind="stable")
    right = np.cumsum((chance * length)[order])
    taken = np.cumsum(length[order])
    scores = 2 * right / np.maximum(1e-9, taken + right[-1])
    count = int(scores.argmax()) + 1
    chosen = np.zeros(len(chance), dtype=bool)
    chosen[order[:count]] = True
    chosen &= (chance > 0.1) & (chance.max() > LEAST)
    return chosen, float(scores[count - 1])


def apart(units: Units, chance: Floats, length: Floats, chosen: NDArray[np.bool_], anchor: int) -> NDArray[np.bool_]:
    """Chosen units that stand outside the innermost frame round the headline (the unit ``anchor``, -1 for none) and the box that is clearly the text, all
    of them less likely: stories of a sidebar are right or wrong together, which the expected F1, unit by unit, does not know. Sections of one text stand
    inside. Measured on all folds: copies with strangers' prose +.0005, pages as they are +.0000; without the frame it cost WCXB .007."""
    result = np.zeros(len(chosen), dtype=bool)
    places = np.flatnonzero(chosen)
    groups, count = _groups(places, units.holder)
    if count < 2 or anchor < 0:
        return result
    words = np.bincount(groups, weights=length[places])
    right = np.bincount(groups, weights=(chance * length)[places])
    mean = right / np.maximum(1.0, words)
    main = int(right.argmax())
    if mean[main] < LIKELY or right[main] < MOST * right.sum():
        return result
    own = places[groups == main]
    first, last = min(anchor, int(own[0])), max(anchor, int(own[-1]))
    frame = int(units.frame[own[0]])
    while frame and not units.begins[frame] <= first <= last < units.ends[frame]:
        frame = int(units.over[frame])
    outside = (places < units.begins[frame]) | (places >= units.ends[frame])
    worse = (mean < LESS_LIKELY * mean[main]) & (words >= SMALLEST_GROUP) & (np.bincount(groups, weights=outside) > 0)
    result[places[worse[groups]]] = True
    return result


def _groups(places: NDArray[np.int64], holder: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """(the number of each place's group, how many there are): units of one box that stand near one another."""
    groups = np.zeros(len(places), dtype=np.int64)
    latest: dict[int, tuple[int, int]] = {}
    count = 0
    for row, (at, box) in enumerate(zip(places.tolist(), holder[places].tolist(), strict=True)):
        before = latest.get(box)
        if before is not None and at - before[0] <= FARTHEST:
            groups[row] = before[1]
        else:
            groups[row], count = count, count + 1
        latest[box] = (at, int(groups[row]))
    return groups, count


def between(units: Units, chance: Floats, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What the weights half believe of, between chosen texts, or in a row before the first or after the last in their frame: short lines (an entry of a
    list, a subhead, a dateline, the signature of an agency) weigh nothing in F1 and are of the text where they stand."""
    also = np.zeros(len(chosen), dtype=bool)
    places = np.flatnonzero(chosen)
    if not len(places):
        return also
    holder = units.holder
    heading = np.array([tag in HEADINGS for tag in units.tags])
    heading[:-1] &= chosen[1:] & (holder[1:] == holder[:-1])  # right over a text of its own box, a heading is a subhead
    listed = (units.seen & int(Seen.LIST)) != 0
    finished = (units.last == STOP) | (units.last == COLON) | np.array([text[-1] in '»”"' for text in units.texts])
    believed = (chance >= np.where(heading | listed, HARDLY_BELIEVED, HALF_BELIEVED)) & ~chosen & (units.linked < 0.5 * units.size)
    for at in np.flatnonzero(believed).tolist():
        place = int(np.searchsorted(places, at))
        if 0 < place < len(places) and (heading[at] or listed[at] or finished[at] or chance[at] >= UNFINISHED):
            also[at] = (at - places[place - 1] <= NEAR or heading[at]) and places[place] - at <= NEAR
    for at, step in ((int(places[0]), -1), (int(places[-1]), 1)):
        for near in range(at + step, at + step * (NEAR + 1), step):
            if (
                0 <= near < len(also)
                and believed[near]
                and (chance[near] >= UNFINISHED or len(units.words[near]) <= LONGEST_ENTRY)
                and not listed[near]
                and holder[at] in (holder[near], units.over[holder[near]])
            ):
                also[near] = True
    return also


def _said_once(units: Units, chance: Floats) -> Floats:
    """Of a text that stands twice in different boxes the likelier one; a paragraph that its own text repeats is the editor's."""
    best: dict[str, int] = {}
    once = chance.copy()
    holder = units.holder
    for at in np.flatnonzero((chance > 0.02) & (units.size >= SHORTEST_REPEATED)).tolist():
        text = units.texts[at]
        other = best.setdefault(text, at)
        if other == at or holder[other] == holder[at]:
            continue
        worse = at if chance[other] >= chance[at] else other
        once[worse] = 0.0
        best[text] = other + at - worse
    return once


def as_runs(units: Units, chance: Floats, length: Floats) -> Floats:
    """The chances with one for each table and each run of short entries of one list: their mean by words."""
    entry = (length <= LONGEST_ENTRY) & ((units.seen & int(Seen.TABLE | Seen.LIST)) != 0)
    result = chance.copy()
    count = len(chance)
    at = 0
    while at < count:
        end = at + 1
        while entry[at] and end < count and entry[end] and units.path[end] == units.path[at]:
            end += 1
        if end - at >= SHORTEST_RUN:
            weight = length[at:end] + 1.0
            result[at:end] = float((chance[at:end] * weight).sum() / weight.sum())
        at = end
    return result

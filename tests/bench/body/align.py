"""Which units of a page are its body, told by the text the truth gives."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import numpy as np

RUN = 4
"""Words in a row that are no chance: shorter units are looked up between their neighbours' places."""
REACH = 40
"""Units before the first and after the last that is told, among which short ones are looked for."""
_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def f1(got: str, want: str) -> float:
    """F1 of the multisets of words."""
    mine, true = Counter(words_of(got)), Counter(words_of(want))
    if not mine or not true:
        return float(not mine and not true)
    same = sum((mine & true).values())
    return 2 * same / (sum(mine.values()) + sum(true.values()))


def labels(texts: list[str], truth: str) -> np.ndarray:
    """The share of each unit's words that stand in the truth, 0 to 1. Text that stands twice on the page is the body once: where most of the body runs on."""
    wanted = words_of(truth)
    units = [words_of(text) for text in texts]
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(wanted) - RUN + 1):
        places[tuple(wanted[at : at + RUN])].append(at)
    result = np.zeros(len(texts))
    found: list[tuple[int, int, int, float]] = []  # unit, first and last place, weight
    for number, words in enumerate(units):
        if len(words) < RUN:
            continue
        covered = np.zeros(len(words), dtype=bool)
        starts: Counter[int] = Counter()
        for at in range(len(words) - RUN + 1):
            if spots := places.get(tuple(words[at : at + RUN])):
                covered[at : at + RUN] = True
                for spot in spots[:20]:
                    starts[spot - at] += 1
        share = float(covered.mean())
        if share >= 0.4:
            for start, _ in starts.most_common(3):
                found.append((number, max(0, start), max(0, start) + len(words), share * len(words)))
            result[number] = share
    chain = _chain(found)
    claimed = np.zeros(len(wanted) + 1, dtype=bool)
    for _, first, last, _ in chain.values():
        claimed[first : min(last, len(wanted))] = True
    options: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, first, last, _ in found:
        options[number].append((first, last))
    for number, spots in options.items():
        if number not in chain and all(
            claimed[first : min(last, len(wanted))].mean() > 0.5 for first, last in spots if first < len(wanted)
        ):
            result[number] = 0.0
    _short(units, wanted, chain, result)
    return result


def _chain(found: list[tuple[int, int, int, float]]) -> dict[int, tuple[int, int, int, float]]:
    """The heaviest run of units whose places rise with them."""
    found = sorted(found)
    best = [weight for *_, weight in found]
    before = [-1] * len(found)
    for at, (number, first, _, weight) in enumerate(found):
        for other in range(max(0, at - 400), at):
            if found[other][0] < number and found[other][2] <= first + 3 and best[other] + weight > best[at]:
                best[at], before[at] = best[other] + weight, other
    chain: dict[int, tuple[int, int, int, float]] = {}
    at = int(np.argmax(best)) if found else -1
    while at >= 0:
        chain[found[at][0]] = found[at]
        at = before[at]
    return chain


def _short(units: list[list[str]], wanted: list[str], chain: dict[int, tuple[int, int, int, float]], result: np.ndarray) -> None:
    """Units too short to be told alone, where the truth has them between the places of the units round them."""
    numbers = sorted(chain)
    spans = [(-1, 0), *((number, chain[number][2]) for number in numbers)]
    for index, (number, start) in enumerate(spans):
        following = numbers[index] if index < len(numbers) else len(units)
        stop = chain[following][1] if index < len(numbers) else len(wanted)
        first, last = number + 1, following  # outside the chain only what is near
        if number < 0:
            first = max(first, last - REACH)
        elif index == len(spans) - 1:
            last = min(last, first + REACH)
        between = range(first, last)
        for other in between:
            words = units[other]
            if not words or result[other] > 0 or len(words) > 12:
                continue
            for at in range(start, stop - len(words) + 1):
                if wanted[at : at + len(words)] == words:
                    result[other] = 1.0
                    start = at + len(words)
                    break

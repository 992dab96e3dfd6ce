"""The fitted weights: small boosted trees as arrays, evaluated with numpy on all units of a page at once.

``weights/first.npz`` and ``second.npz`` hold, for every node of every tree, the column it asks, the threshold, and where its children stand; leaves hold a
value. The values add up to log-odds. How they were fitted, on what and under which licences: ``weights/ATTRIBUTION.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

EARLY = 0.3
"""Share of the trees after which a hopeless unit is given up: most units of a page are menus, and one look tells."""
HOPELESS = -3.0
"""Log-odds, of the trees asked so far, under which a unit is given up; they are scaled up as if all had been asked."""


@dataclass(frozen=True, slots=True)
class Trees:
    """``column`` int16, ``threshold`` float32, ``child`` int32 (the left child, the right one follows; a leaf points to itself) and ``value`` float32 by
    node; ``roots`` int32 by tree; ``depth`` is of the deepest tree, ``base`` the log-odds all begin with."""

    columns: tuple[str, ...]
    column: NDArray[np.int32]
    threshold: NDArray[np.float32]
    child: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]
    depth: int
    base: float

    def log_odds(self, values: NDArray[np.float32]) -> NDArray[np.float64]:
        """One log-odds a row of ``values`` (float32, shape (units, columns))."""
        first = int(len(self.roots) * EARLY)
        odds = self.base + self._sum(values, self.roots[:first])
        hopeful = odds > HOPELESS
        odds[hopeful] += self._sum(values[hopeful], self.roots[first:])
        odds[~hopeful] /= EARLY
        return odds

    def _sum(self, values: NDArray[np.float32], roots: NDArray[np.int32]) -> NDArray[np.float64]:
        flat = np.ascontiguousarray(values).ravel()
        row = (np.arange(len(values), dtype=np.int32) * values.shape[1])[:, None]
        node = np.broadcast_to(roots, (len(values), len(roots)))
        for _ in range(self.depth):
            node = self.child[node] + (flat[row + self.column[node]] > self.threshold[node])
        total: NDArray[np.float64] = self.value[node].sum(axis=1, dtype=np.float64)
        return total


def read(data: bytes) -> Trees:
    """The trees in the bytes of an ``npz`` file. Raises ValueError or KeyError for a file that holds none."""
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        return Trees(
            columns=tuple(str(arrays["columns"]).split()),
            column=arrays["column"].astype(np.int32),
            threshold=arrays["threshold"],
            child=arrays["child"].astype(np.int32),
            value=arrays["value"],
            roots=arrays["roots"].astype(np.int32),
            depth=int(arrays["depth"]),
            base=float(arrays["base"]),
        )


@dataclass(frozen=True, slots=True)
class Weights:
    """``first`` weighs every unit by its features, ``second`` the hopeful ones by these and by what the first says of their surroundings."""

    first: Trees
    second: Trees


@cache
def shipped() -> Weights:
    """The weights that come with this package; read once, 10 ms."""
    folder = files("rasid.extract").joinpath("weights")
    return Weights(read(folder.joinpath("first.npz").read_bytes()), read(folder.joinpath("second.npz").read_bytes()))

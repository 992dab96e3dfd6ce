"""LightGBM's trees as the table that :mod:`rasid.extract.trees` reads."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import numpy as np


def table(boosters: list[Any], columns: tuple[str, ...]) -> bytes:
    """An ``npz`` with the same bytes for the same trees: members in one order, without a clock's time. Several boosters are averaged. Every node has its
    two children side by side, so that the way down is an addition; a leaf's threshold is infinite and its child itself."""
    column: list[int] = []
    threshold: list[float] = []
    child: list[int] = []
    value: list[float] = []
    roots: list[int] = []
    deepest = 0

    def new() -> int:
        for values, empty in ((column, 0), (threshold, np.inf), (child, 0), (value, 0.0)):
            values.append(empty)
        child[-1] = len(child) - 1
        return len(child) - 1

    def write(node: dict[str, Any], at: int, depth: int) -> int:
        if "split_feature" not in node:
            value[at] = node["leaf_value"] / len(boosters)
            return depth
        if node["decision_type"] != "<=":
            raise ValueError("only numeric splits are shipped")
        column[at] = node["split_feature"]
        threshold[at] = _down(float(node["threshold"]))
        left, right = new(), new()
        child[at] = left
        return max(write(node["left_child"], left, depth + 1), write(node["right_child"], right, depth + 1))

    dumps = [booster.dump_model()["tree_info"] for booster in boosters]
    for trees in zip(*dumps, strict=True):  # seeds by turns: the first trees of each are the ones that tell most
        for tree in trees:
            root = new()
            roots.append(root)
            deepest = max(deepest, write(tree["tree_structure"], root, 0))
    arrays = {
        "columns": np.array(" ".join(columns)),
        "column": np.array(column, dtype=np.uint8 if len(columns) < 256 else np.int16),
        "threshold": np.array(threshold, dtype=np.float32),
        "child": np.array(child, dtype=np.uint16 if len(child) < 65536 else np.int32),
        "value": np.array(value, dtype=np.float32),
        "roots": np.array(roots, dtype=np.int32),
        "depth": np.array(deepest),
        "base": np.array(0.0),
    }
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            one = BytesIO()
            np.lib.format.write_array(one, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", date_time=(2026, 1, 1, 0, 0, 0)), one.getvalue(), zipfile.ZIP_DEFLATED, 9)
    return whole.getvalue()


def _down(number: float) -> float:
    """The largest float32 that is not above: then ``x <= threshold`` is the same for every float32 ``x``."""
    short = np.float32(number)
    return float(short if float(short) <= number else np.nextafter(short, np.float32(-np.inf)))

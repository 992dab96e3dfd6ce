"""What a command that reads one page does not need to load."""

from __future__ import annotations

import gc
import sys
from typing import Any

SELDOM = (50_000, 20, 20)
"""Objects made between two looks for cycles of garbage, and how many of these between looks at older ones."""


def start_lean() -> None:
    """For a process that reads one page or makes one visit and ends."""
    # Imports make some hundred thousand objects that all stay: at Python's 700 a sixth of the processor time of `rasid check` went into looking at them.
    gc.set_threshold(*SELDOM)
    pandas_without_arrow()


def pandas_without_arrow() -> None:
    """Import pandas as it is where pyarrow is not installed, which it supports: 40 MB less (measured December 2026, pandas 3.1).

    Only for commands that write no Parquet through pandas. Afterwards ``import pyarrow`` works as ever. Nothing is done where either is loaded already.
    """
    if "pandas" in sys.modules or "pyarrow" in sys.modules:
        return
    modules: dict[str, Any] = sys.modules
    modules["pyarrow"] = None  # how the import system is told that a module is not there
    try:
        import pandas  # noqa: F401
    finally:
        del modules["pyarrow"]

"""What a command that reads one page does not need to load."""

from __future__ import annotations

import sys
from typing import Any


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

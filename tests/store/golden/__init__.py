"""One small database for every released schema, as SQL text; `python -m tests.store.golden` writes that of the newest."""

from __future__ import annotations

from pathlib import Path

GOLDEN = Path(__file__).parent
NUMBERS = ("0002", "0003", "0004", "0005", "0006", "0007", "0008")
"""Schemas a ledger may have been left with: the first two revisions came at once."""

"""Silent edits: what changed after publication without the page saying so, word by word."""

from __future__ import annotations

from typing import Any

from rasid.report.data import ReportData
from rasid.report.diff import field_diff
from rasid.report.voice import Voice

SHOWN = 50


def view(data: ReportData, v: Voice) -> dict[str, Any] | None:
    if not data.edits:
        return None
    newest = sorted(data.edits, key=lambda edit: edit.seen_at, reverse=True)
    return {
        "edits": [(edit, field_diff(edit.field, edit.before, edit.after, v) if edit.field != "gone" else ()) for edit in newest[:SHOWN]],
        "more": max(0, len(newest) - SHOWN),
    }

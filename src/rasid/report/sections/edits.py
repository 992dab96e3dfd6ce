"""Silent edits: what changed after publication without the page saying so, an article's changes of one moment together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasid.report.data import Edit, ReportData
from rasid.report.diff import Piece, field_diff, rewritten
from rasid.report.voice import Voice

SHOWN = 4
MOST = 30
"""Beyond these nobody reads; they are counted."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field. ``pieces`` word by word, or, where the text was rewritten, empty: then both versions stand one after the other."""

    edit: Edit
    pieces: tuple[Piece, ...] = ()


def view(data: ReportData, v: Voice) -> dict[str, Any] | None:
    newest = sorted((edit for edit in data.edits if not edit.asked_for), key=lambda edit: edit.seen_at, reverse=True)
    if not newest:
        return None
    together: dict[tuple[object, ...], list[Edit]] = {}
    for edit in newest:
        together.setdefault((edit.url, edit.revision, edit.seen_at, edit.field == "gone"), []).append(edit)
    cards = [(edits[0], [_change(edit, v) for edit in edits]) for edits in together.values()]
    return {"cards": cards[:SHOWN], "folded": cards[SHOWN:MOST], "more": max(0, len(cards) - MOST)}


def _change(edit: Edit, v: Voice) -> Change:
    if edit.field == "gone" or rewritten(edit.before, edit.after):
        return Change(edit)
    return Change(edit, field_diff(edit.field, edit.before, edit.after, v))

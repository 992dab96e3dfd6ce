"""How our column types are written in a migration: as what they are in the database, which stays when our classes change."""

from __future__ import annotations

from typing import Any, Literal

from rasid.store.database.types import Json, Moment, Scraped


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Alembic's hook: the source text of ``item``, or False to let Alembic write it."""
    if kind != "type":
        return False
    if isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, Json | Scraped):
        return "sa.Text()"
    return False

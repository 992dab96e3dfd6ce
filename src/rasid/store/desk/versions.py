"""What a form saw, and what stands there now: two editors at once must not overwrite each other in silence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, text

from rasid.errors import DeskError


class Overtaken(DeskError):
    """Somebody else has changed what the form was about. ``theirs`` is what stands there now, ``mine`` what was sent, by name of the value.

    ``version`` is that of theirs: a form that carries it has seen it.
    """

    def __init__(
        self, what: str, *, theirs: Mapping[str, str], mine: Mapping[str, str], by: str, at: datetime | None, version: str
    ) -> None:
        super().__init__(f"{what}: {by} has changed it since you opened the page. Look at both and choose.", key="both")
        self.theirs = dict(theirs)
        self.mine = dict(mine)
        self.by = by
        self.at = at
        self.version = version


def version_of(*parts: object) -> str:
    """Twelve characters that change with what they stand for."""
    told = [part.isoformat() if isinstance(part, datetime) else part for part in parts]
    return hashlib.sha256(json.dumps(told, ensure_ascii=True, default=str, sort_keys=True).encode()).hexdigest()[:12]


def one_at_a_time(tx: Connection, what: str) -> None:
    """To the end of the transaction nobody else looks at ``what`` to change it. SQLite has one writer anyway."""
    if tx.dialect.name == "postgresql":
        tx.execute(text("SELECT pg_advisory_xact_lock(hashtext(:what))"), {"what": f"rasid.desk.{what}"})

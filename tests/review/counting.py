"""How much a page asks of the ledger and reads from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, event
from sqlalchemy.engine.cursor import CursorFetchStrategy

FETCHES = ("fetchone", "fetchmany", "fetchall")


@dataclass(slots=True)
class Seen:
    queries: int = 0
    rows: int = 0


@contextmanager
def counted(engine: Engine) -> Iterator[Seen]:
    """Statements and rows fetched while it is open."""
    seen = Seen()
    originals = {name: getattr(CursorFetchStrategy, name) for name in FETCHES}

    def before(*_: object) -> None:
        seen.queries += 1

    def counting(original: object) -> object:
        def fetch(self: CursorFetchStrategy, *given: object, **named: object) -> object:
            found = original(self, *given, **named)  # type: ignore[operator]
            seen.rows += len(found) if isinstance(found, list) else int(found is not None)
            return found

        return fetch

    event.listen(engine, "before_cursor_execute", before)
    for name, original in originals.items():
        setattr(CursorFetchStrategy, name, counting(original))
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", before)
        for name, original in originals.items():
            setattr(CursorFetchStrategy, name, original)

"""Bringing a database to the schema this release knows, once, whoever comes first."""

from __future__ import annotations

from sqlalchemy import Engine, text

from rasid.store import tables  # noqa: F401  (puts every table on the metadata)
from rasid.store.engine import clear_errors
from rasid.store.schema import metadata

HEAD = "0001"


def migrate(engine: Engine) -> None:
    with clear_errors(engine), engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('rasid.migrate'))"))
        metadata.create_all(connection)

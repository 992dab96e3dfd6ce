"""Bringing a database to the schema this release knows, once, whichever process comes first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from rasid.errors import LedgerError
from rasid.store.database.engine import READING, clear_errors, place

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0008"
"""The newest revision in ``migrations/versions``; here as a constant so that opening a ledger need not import Alembic."""
FOLDER = Path(__file__).parent / "migrations"


def migrate(engine: Engine) -> None:
    """Make the schema, or bring it up to date, in one transaction. Raises LedgerError for a database of a newer release or of another program."""
    with clear_errors(engine), engine.connect().execution_options(**READING) as connection, connection.begin():
        if version_of(connection) == HEAD:
            return
    with clear_errors(engine), engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('rasid.migrate'))"))
        version = version_of(connection)
        if version == HEAD:
            return
        if version is not None and version not in revisions():
            raise LedgerError(
                f"The ledger {place(engine)} was written by a newer rasid (schema {version}; this one knows {HEAD}). Upgrade rasid; nothing was changed."
            )
        if version is None and inspect(connection).get_table_names():
            raise LedgerError(
                f"The database {place(engine)} holds tables of another program. Give rasid one of its own: set RASID_DATABASE_URL or RASID_DATA."
            )
        if not _may_change_tables(connection):
            raise LedgerError(
                f"The ledger {place(engine)} has {f'schema {version}' if version else 'no tables yet'}, this rasid needs {HEAD}, and this user may not "
                "change tables. Run `rasid deploy` with the owner's address in RASID_DATABASE_URL, then start this again."
            )
        from alembic import command

        command.upgrade(alembic_config(connection), "head")


def _may_change_tables(connection: Connection) -> bool:
    """On PostgreSQL the user who runs may be another than the one who owns the tables (docs/production.md)."""
    if connection.dialect.name != "postgresql":
        return True
    return bool(connection.execute(text("SELECT has_schema_privilege(current_user, current_schema(), 'CREATE')")).scalar())


def version_of(connection: Connection) -> str | None:
    """The schema's revision; None when there is none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def revisions() -> set[str]:
    return {path.name[:4] for path in (FOLDER / "versions").glob("0*.py")}


def alembic_config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config

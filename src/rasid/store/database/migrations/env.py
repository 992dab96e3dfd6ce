"""Run by Alembic with the connection that ``rasid.store.database.migrate`` hands over; the transaction is the caller's."""

from alembic import context

from rasid.store.database import tables  # noqa: F401  (puts every table on the metadata)
from rasid.store.database.migrations.plain import render_item
from rasid.store.database.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=context.config.attributes["connection"].dialect.name == "sqlite",
    render_item=render_item,
    compare_type=True,
)
context.run_migrations()

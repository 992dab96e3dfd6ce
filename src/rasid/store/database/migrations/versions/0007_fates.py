"""Every link has a fate, and a source's template test a memory."""

import sqlalchemy as sa
from alembic import op

from rasid.store.database.types import Json, Moment

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("incidents", sa.Column("told_affected", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE incidents SET told_affected = affected")
    op.add_column("links", sa.Column("fate", sa.Text(), nullable=False, server_default="waiting"))
    op.add_column("links", sa.Column("why", sa.Text(), nullable=False, server_default=""))
    # What was refused before nobody remembers the kind of.
    op.execute("UPDATE links SET fate = 'refused' WHERE refusals > 0")
    op.create_index("ix_links_source_first_seen", "links", ["source_id", "first_seen_at"])
    op.create_table(
        "evidence",
        sa.Column("source_id", sa.Text(), primary_key=True),
        sa.Column("memory", Json(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
    )

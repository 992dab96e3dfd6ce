"""What a source repeats on most of its articles is remembered."""

import sqlalchemy as sa
from alembic import op

from rasid.store.database.types import Json, Moment, Scraped

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "repeats",
        sa.Column("source_id", sa.Text(), primary_key=True),
        sa.Column("fingerprint", sa.LargeBinary(), primary_key=True),
        sa.Column("sample", Scraped(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("of_articles", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", Moment(), nullable=False),
        sa.Column("last_seen_at", Moment(), nullable=False),
        sa.Column("changes", Json(), nullable=False),
        sa.Column("kept_at", Moment()),
        sa.Column("kept_by", sa.Text(), nullable=False, server_default=""),
    )

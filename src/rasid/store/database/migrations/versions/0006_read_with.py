"""What version of rasid a revision and a visit were read with, and why a visit ended as it did, as a sentence's key."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("revisions", sa.Column("read_with", sa.Text(), nullable=True))
    op.add_column("visits", sa.Column("read_with", sa.Text(), nullable=True))
    op.add_column("visits", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("delivery_log", sa.Column("failure", sa.Text(), nullable=True))
    op.add_column("route_health", sa.Column("failure", sa.Text(), nullable=True))

"""Indexes for what is asked at every visit and in every round of the delivery loop."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    unfinished, grouped = sa.text("finished_at IS NULL"), sa.text("group_key IS NOT NULL")
    op.create_index("ix_visits_unfinished", "visits", ["source_id", "started_at"], sqlite_where=unfinished, postgresql_where=unfinished)
    op.create_index("ix_deliveries_state_route", "deliveries", ["state", "route"])
    op.drop_index("ix_deliveries_route_state", table_name="deliveries")
    op.create_index("ix_deliveries_group", "deliveries", ["group_key"], sqlite_where=grouped, postgresql_where=grouped)

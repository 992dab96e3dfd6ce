"""Articles remember through which doors the site names them: feed, sitemap, news sitemap, listing."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("articles", sa.Column("doors", sa.Text(), nullable=True))

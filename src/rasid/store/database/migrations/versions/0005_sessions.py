"""Sessions as rows, findings that editors call wrong, when an assignment is due, the words of articles for the desk's search."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index("ix_sessions_person", "sessions", ["person_id"])
    op.create_table(
        "doubts",
        sa.Column("id", number, autoincrement=True, nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("article_key", sa.LargeBinary(), nullable=False),
        sa.Column("article_url", sa.Text(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doubts")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_doubts_rule", "doubts", ["rule"])
    op.create_index("ix_doubts_source_article", "doubts", ["source_id", "article_key"])
    op.create_table(
        "article_words",
        sa.Column("article_id", number, autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_article_words_article_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article_words")),
    )
    op.add_column("assignments", sa.Column("due", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_findings_closed_rule", "findings", ["closed_at", "rule"])

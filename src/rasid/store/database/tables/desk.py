"""What editors decide and say at the desk: waivers, comments, assignments, marks, doubts, people and their sessions, house style; and the audit of
every act."""

from sqlalchemy import DDL, Boolean, Column, Index, Integer, Table, Text, event

from rasid.store.database.schema import metadata
from rasid.store.database.types import Bytes, Id, Json, Moment, Scraped

waivers = Table(
    "waivers",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("source_id", Text, nullable=False),
    Column("section", Text),  # id of one section; null: every section
    Column("article_key", Bytes),  # null: every article
    Column("article_url", Scraped),
    Column("rule", Text),  # null: every rule
    Column("fingerprint", Bytes),  # of the one finding it answers; another verdict is not covered. null: whatever is found
    Column("reason", Scraped, nullable=False),
    Column("by", Scraped, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("until", Moment),  # null: no end
    Column("lifted_at", Moment),
    Column("lifted_by", Scraped),
    Index("ix_waivers_source_lifted", "source_id", "lifted_at"),
    sqlite_autoincrement=True,
)

marks = Table(
    "marks",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("source_id", Text, nullable=False),
    Column("article_key", Bytes, nullable=False),
    Column("article_url", Scraped),
    Column("rule", Text, nullable=False),
    Column("by", Scraped, nullable=False),
    Column("at", Moment, nullable=False),
    Column("outcome", Text, nullable=False),  # waiting | confirmed | still_there | not_checked
    Column("checked_at", Moment),
    Column("told", Scraped, nullable=False),  # why it could not be checked
    Column("withdrawn_at", Moment),
    Index("ix_marks_source_article", "source_id", "article_key"),
    sqlite_autoincrement=True,
)

comments = Table(
    "comments",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("source_id", Text, nullable=False),
    Column("article_key", Bytes, nullable=False),
    Column("article_url", Scraped),
    Column("rule", Text),  # null: about the article
    Column("text", Scraped, nullable=False),
    Column("by", Scraped, nullable=False),
    Column("at", Moment, nullable=False),
    Column("removed_at", Moment),
    Index("ix_comments_source_article", "source_id", "article_key"),
    sqlite_autoincrement=True,
)

assignments = Table(
    "assignments",
    metadata,
    Column("source_id", Text, primary_key=True),
    Column("article_key", Bytes, primary_key=True),
    Column("article_url", Scraped),
    Column("assignee", Scraped),  # null: nobody any more
    Column("by", Scraped, nullable=False),
    Column("at", Moment, nullable=False),
    Column("due", Moment),  # when it should be done; null: whenever
)

style_terms = Table(
    "style_terms",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("term", Scraped, nullable=False),
    Column("preferred", Scraped, nullable=False),
    Column("reason", Scraped, nullable=False),
    Column("exceptions", Json, nullable=False),  # phrases in which the term is allowed
    Column("severity", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("changed_by", Scraped, nullable=False),
    Column("changed_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Scraped, nullable=False),
    Column("role", Text, nullable=False),  # reader | editor | admin
    Column("kind", Text, nullable=False),  # link | proxy | local
    Column("invited_at", Moment, nullable=False),
    Column("invited_by", Scraped, nullable=False),
    Column("expires_at", Moment),
    Column("revoked_at", Moment),
    Column("revoked_by", Scraped),
    Column("last_seen_at", Moment),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),  # SHA-256 of what the cookie carries: a copy of the database opens no session
    Column("person_id", Text, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index("ix_sessions_person", "person_id"),
)

doubts = Table(
    "doubts",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("source_id", Text, nullable=False),
    Column("article_key", Bytes, nullable=False),
    Column("article_url", Scraped),
    Column("rule", Text, nullable=False),
    Column("fingerprint", Bytes, nullable=False),  # of the finding that is called wrong
    Column("why", Scraped, nullable=False),
    Column("by", Scraped, nullable=False),
    Column("at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    Index("ix_doubts_rule", "rule"),
    Index("ix_doubts_source_article", "source_id", "article_key"),
    sqlite_autoincrement=True,
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("who", Scraped, nullable=False),
    Column("role", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("source_id", Text),
    Column("article_key", Bytes),
    Column("article_url", Scraped),
    Column("rule", Text),
    Column("detail", Json, nullable=False),  # what was, what is, and the rows it touched: enough to undo it
    Column("undoes", Integer),  # id of the act it takes back
    Index("ix_audit_source_article", "source_id", "article_key"),
    Index("ix_audit_undoes", "undoes"),
    sqlite_autoincrement=True,
)

# The audit may only grow: not even a bug of ours can rewrite it. A migration that creates the table runs AUDIT_GUARDS too.
AUDIT_GUARDS: dict[str, tuple[str, ...]] = {
    "sqlite": (
        "CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit may only grow'); END",
        "CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit may only grow'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION audit_may_only_grow() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'the audit may only grow'; END $$",
        "CREATE OR REPLACE TRIGGER audit_guard BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_may_only_grow()",
    ),
}
for _dialect, _statements in AUDIT_GUARDS.items():
    for _statement in _statements:
        event.listen(audit, "after_create", DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]

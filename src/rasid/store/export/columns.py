"""What the export's tables hold: name and kind of every column. Scripts of others rely on the names."""

from __future__ import annotations

from rasid.store.export.files import Column

ARTICLE_COLUMNS = (
    Column("source_id", "text"),
    Column("url", "text"),
    Column("verdict", "text"),  # clean | quarantined
    Column("faults", "list"),  # keys of the rules that fail
    Column("type", "text"),
    Column("language", "text"),
    Column("section", "text"),
    Column("section_name", "text"),
    Column("kicker", "text"),
    Column("headline", "text"),
    Column("standfirst", "text"),
    Column("body", "text"),  # paragraphs, one a line
    Column("words", "number"),
    Column("authors", "list"),
    Column("agency", "text"),
    Column("dateline", "text"),
    Column("tags", "list"),
    Column("captions", "list"),
    Column("image", "text"),
    Column("published_at", "time"),  # UTC
    Column("published_local", "text"),  # ISO 8601 with the offset it was read in
    Column("published_raw", "text"),
    Column("published_precision", "text"),
    Column("modified_at", "time"),
    Column("first_seen_at", "time"),
    Column("last_seen_at", "time"),
    Column("revision", "number"),
    Column("revised_at", "time"),
    Column("gone_at", "time"),
    Column("near_duplicate_of", "text"),  # URL of an earlier article of the same source
    Column("copy_of", "text"),  # URL of an earlier article of another source
)
FINDING_COLUMNS = (
    Column("source_id", "text"),
    Column("rule", "text"),
    Column("severity", "text"),
    Column("status", "text"),
    Column("cause", "text"),
    Column("scope", "text"),
    Column("article_url", "text"),
    Column("field", "text"),
    Column("title_ar", "text"),
    Column("title_en", "text"),
    Column("observed", "text"),
    Column("expected", "text"),
    Column("offending", "list"),
    Column("waived", "flag"),
    Column("since", "time"),
    Column("last_seen_at", "time"),
    Column("closed_at", "time"),
    Column("visits", "number"),
)
VISIT_COLUMNS = (
    Column("id", "text"),
    Column("source_id", "text"),
    Column("started_at", "time"),
    Column("slot", "time"),
    Column("finished_at", "time"),
    Column("verdict", "text"),
    Column("cause", "text"),
    Column("message", "text"),
    Column("links", "number"),
    Column("fetched", "number"),
    Column("new", "number"),
    Column("revised", "number"),
    Column("refused", "number"),
    Column("errors", "number"),
)

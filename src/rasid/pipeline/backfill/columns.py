"""What a backfill's tables hold. ``date`` and ``host`` are the partitions: in the finished set they stand in the folders' names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from rasid.model import Article, Finding
from rasid.store.export.columns import ARTICLE_COLUMNS, FINDING_COLUMNS
from rasid.store.export.files import Column
from rasid.wording.values import in_both, title_of

RECORD = (
    Column("archive", "text"),  # as it was named on the command line
    Column("offset", "number"),  # of the record in it; with ``archive`` the key of the row
    Column("captured_at", "time"),
)
PARTITIONS = (
    Column("date", "text"),  # of publication in UTC; of the capture where there is none
    Column("host", "text"),  # of the article's address, without www.
)
OF_THE_LEDGER = {
    "section", "first_seen_at", "last_seen_at", "revision", "revised_at", "gone_at", "near_duplicate_of", "copy_of",
    "waived", "since", "closed_at", "visits",
}  # fmt: skip
ARTICLES = (*RECORD, *PARTITIONS, *(column for column in ARTICLE_COLUMNS if column.name not in OF_THE_LEDGER), Column("encoding", "text"))
FINDINGS = (*RECORD, *PARTITIONS, *(column for column in FINDING_COLUMNS if column.name not in OF_THE_LEDGER))


def key_of(article: Article, archive: str, offset: int, captured_at: datetime) -> dict[str, Any]:
    """Record and partitions of an article, which its findings share."""
    host = (urlsplit(article.url).hostname or "unknown").removeprefix("www.")
    return {
        "archive": archive,
        "offset": offset,
        "captured_at": captured_at,
        "date": f"{(article.published_at or captured_at).astimezone(UTC):%Y-%m-%d}",
        "host": host,
    }


def article_row(key: dict[str, Any], article: Article, verdict: str, faults: Sequence[str]) -> dict[str, Any]:
    same = ("source_id", "url", "language", "section_name", "kicker", "headline", "standfirst", "agency", "dateline", "image")
    dated = ("published_at", "published_raw", "published_precision", "modified_at", "encoding")
    return {
        **key,
        **{name: getattr(article, name) for name in (*same, *dated)},
        "verdict": verdict,
        "faults": sorted(set(faults)),
        "type": article.type.value,
        "body": article.text,
        "words": len(article.text.split()),
        "authors": list(article.authors),
        "tags": list(article.tags),
        "captions": list(article.captions),
        "published_local": article.published_at.isoformat() if article.published_at else None,
    }


def finding_row(key: dict[str, Any], article: Article, finding: Finding) -> dict[str, Any]:
    title = in_both(partial(title_of, finding))
    return {
        **key,
        "source_id": article.source_id,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "status": finding.status.value,
        "cause": finding.cause.value,
        "scope": finding.scope.value,
        "article_url": article.url,
        "field": finding.field,
        "title_ar": title.ar,
        "title_en": title.en,
        "observed": finding.observed,
        "expected": finding.expected,
        "offending": [span.text for span in finding.spans],
    }

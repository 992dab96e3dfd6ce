"""Articles and findings as pandas tables, for people who work in a notebook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rasid.model import Article, Finding, Source
from rasid.pipeline.codec import finding_json

if TYPE_CHECKING:
    import pandas as pd

ARTICLE_TEXTS = (
    "url",
    "source_id",
    "section",
    "type",
    "language",
    "kicker",
    "headline",
    "standfirst",
    "body",
    "agency",
    "dateline",
    "section_name",
    "image",
    "published_raw",
    "published_precision",
    "modified_raw",
    "encoding",
)
ARTICLE_MOMENTS = ("published_at", "modified_at")
ARTICLE_LISTS = ("authors", "tags", "captions", "notes", "doubts")
FINDING_TEXTS = (
    "url",
    "rule",
    "severity",
    "status",
    "cause",
    "field",
    "title_ar",
    "title_en",
    "observed",
    "expected",
    "advice_ar",
    "advice_en",
    "words",
    "detail",
)
FINDING_NUMBERS = ("start", "end")


def articles_frame(articles: Iterable[Article]) -> pd.DataFrame:
    """One row an article, in their order.

    Columns: :data:`ARTICLE_TEXTS` (``str``, missing where the page says nothing; ``body`` has its paragraphs joined by newlines),
    :data:`ARTICLE_MOMENTS` (``datetime64[us, UTC]``) and :data:`ARTICLE_LISTS` (``object``: tuples of ``str``). ``check_articles`` reads this table.
    """
    rows = [_article_row(article) for article in articles]
    return _table(rows, texts=ARTICLE_TEXTS, moments=ARTICLE_MOMENTS, lists=ARTICLE_LISTS)


def findings_frame(findings: Iterable[Finding], *, source: Source | None = None) -> pd.DataFrame:
    """One row a finding, in their order.

    Columns: :data:`FINDING_TEXTS` (``str``; ``words`` are the offending words of the first place, missing where none can be pointed at) and
    :data:`FINDING_NUMBERS` (``Int64``: where in ``field`` they stand, in characters). Titles tell moments as ``source`` has them, else in UTC.
    """
    rows = [_finding_row(finding, source) for finding in findings]
    return _table(rows, texts=FINDING_TEXTS, numbers=FINDING_NUMBERS)


def _article_row(article: Article) -> dict[str, Any]:
    row = {name: getattr(article, name) for name in (*ARTICLE_TEXTS, *ARTICLE_MOMENTS, *ARTICLE_LISTS)}
    return {**row, "type": article.type.value, "body": article.text or None}


def _finding_row(finding: Finding, source: Source | None) -> dict[str, Any]:
    said = finding_json(finding, source)
    span = said["span"] or {}
    return {
        **{name: said[name] for name in ("severity", "status", "cause", "field", "observed", "expected", "detail")},
        "url": finding.article_url,
        "rule": finding.rule,
        "title_ar": said["title"]["ar"],
        "title_en": said["title"]["en"],
        "advice_ar": said["advice"]["ar"],
        "advice_en": said["advice"]["en"],
        "words": span.get("text"),
        "start": span.get("start"),
        "end": span.get("end"),
    }


def _table(
    rows: list[dict[str, Any]],
    *,
    texts: tuple[str, ...],
    moments: tuple[str, ...] = (),
    numbers: tuple[str, ...] = (),
    lists: tuple[str, ...] = (),
) -> pd.DataFrame:
    import pandas as pd

    columns: dict[str, pd.Series[Any]] = {}
    for name in texts:
        columns[name] = pd.Series([row[name] for row in rows], dtype="str")
    for name in moments:
        columns[name] = pd.to_datetime(pd.Series([row[name] for row in rows], dtype="object"), utc=True).astype("datetime64[us, UTC]")
    for name in numbers:
        columns[name] = pd.Series([row[name] for row in rows], dtype="Int64")
    for name in lists:
        columns[name] = pd.Series([row[name] for row in rows], dtype="object")
    return pd.DataFrame(columns)

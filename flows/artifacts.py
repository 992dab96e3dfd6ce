"""What a run leaves to read in the Prefect UI: one right-to-left HTML block without blank lines (DESIGN decision 2), all scraped text escaped."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from rasid.model import Finding, Source, Status
from rasid.pipeline import Outcome, Workplace
from rasid.wording import say

if TYPE_CHECKING:
    from flows.rounds import Row

log = logging.getLogger(__name__)

FINDINGS_SHOWN = 25
TIMELINE_ROWS = 30


def publish(source: Source, outcome: Outcome, workplace: Workplace) -> None:
    """The visit's summary and the source's timeline. A server that does not answer costs the artifact, never the visit."""
    try:
        create_markdown_artifact(
            key=f"visit-{source.id}",
            markdown=summary_block(source, outcome, workplace.settings.desk_url),
            description=f"{source.name.en}: {outcome.visit.verdict}",
        )
        recent = workplace.ledger.visits.recent(source.id, TIMELINE_ROWS)
        create_table_artifact(
            key=f"timeline-{source.id}",
            table=[
                {
                    "visit": f"{(visit.slot or visit.started_at):%Y-%m-%d %H:%M}",
                    "verdict": str(visit.verdict or ""),
                    "cause": str(visit.cause or ""),
                    "new": visit.counts.new,
                    "window": visit.counts.window,
                    "message": visit.message,
                }
                for visit in recent
            ],
            description=f"{source.name.en}: the last {TIMELINE_ROWS} visits",
        )
    except Exception as error:
        log.warning("the run's artifacts could not be written: %s", error)


def publish_round(fleet: str, rows: Sequence[Row]) -> None:
    """A fleet round's table, one row a source, the worst first."""
    order = ("crashed", "failed", "degraded", "skipped", "healthy")
    ordered = sorted(rows, key=lambda row: (order.index(row.verdict), row.source))
    try:
        create_table_artifact(
            key=f"round-{fleet}",
            table=[asdict(row) for row in ordered],
            description=f"{fleet}: the last round, source by source",
        )
    except Exception as error:
        log.warning("the round's table could not be written: %s", error)


def summary_block(source: Source, outcome: Outcome, desk_url: str | None) -> str:
    """One HTML block: verdict, counts, findings with their articles. No blank line, no image, no live scraped text."""
    visit = outcome.visit
    counts = visit.counts
    headline_of = {item.article.url: item.article.headline or item.article.url for item in outcome.window}
    lines = [
        '<div dir="rtl" lang="ar" style="text-align:right">',
        f"<h2>{_isolated(source.name.ar)}: {escape(say(f'verdict.{visit.verdict}', 'ar'))}</h2>",
        f"<p>{escape(say('visit.summary', 'ar', new=counts.new, revised=counts.revised, open=len(outcome.findings)))}</p>",
    ]
    failing = sorted(
        (finding for finding in outcome.findings if finding.status is not Status.PASS), key=lambda finding: finding.severity.rank
    )
    if failing:
        lines.append("<ul>")
        lines += [_item(finding, headline_of) for finding in failing[:FINDINGS_SHOWN]]
        lines.append("</ul>")
    if len(failing) > FINDINGS_SHOWN:
        lines.append(f"<p>{escape(say('artifact.more', 'ar', n=len(failing) - FINDINGS_SHOWN))}</p>")
    if desk_url:
        lines.append(f'<p><a href="{escape(desk_url)}">{escape(say("artifact.desk", "ar"))}</a></p>')
    lines.append(f'<p dir="ltr" style="text-align:left"><small>{escape(visit.message)} · visit {escape(visit.id)}</small></p>')
    lines.append("</div>")
    return "\n".join(lines)


def _item(finding: Finding, headline_of: dict[str, str]) -> str:
    what = escape(finding.title.ar)
    if finding.article_url is None:
        return f"<li>{what}</li>"
    headline = _isolated(headline_of.get(finding.article_url, finding.article_url))
    if urlsplit(finding.article_url).scheme in ("http", "https"):
        headline = f'<a href="{escape(finding.article_url)}">{headline}</a>'
    return f"<li>{what}: {headline}</li>"


def _isolated(text: str) -> str:
    return f'<bdi dir="auto">{escape(" ".join(text.split()))}</bdi>'

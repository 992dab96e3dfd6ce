"""What a run leaves to read in the Prefect UI: an HTML block in each language without blank lines (decision 2), all scraped text escaped."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any
from urllib.parse import urlsplit

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from rasid.model import Finding, Severity, Source, Status, Visit
from rasid.pipeline import VisitContext, VisitResult
from rasid.report.markup import scraped, sentence
from rasid.wording import say
from rasid.wording.values import Reader, in_title, said, title_of

log = logging.getLogger(__name__)

BEGINS = {
    "en": '<div dir="ltr" lang="en" style="text-align:left">',
    "ar": '<div dir="rtl" lang="ar" style="text-align:right">',
}
RULES_SHOWN = 12
ARTICLES_SHOWN = 3
TIMELINE_ROWS = 30


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What a round's table says of one source."""

    source: str
    verdict: str
    """A verdict, or ``crashed``."""
    cause: str = ""
    new: int = 0
    window: int = 0
    findings: int = 0
    message: str = ""

    @property
    def bad(self) -> bool:
        return self.verdict in ("failed", "crashed")

    @staticmethod
    def of(source: Source, outcome: VisitResult) -> SourceRow:
        visit = outcome.visit
        return SourceRow(
            source.id,
            str(visit.verdict),
            str(visit.cause or ""),
            visit.counts.new,
            visit.counts.window,
            len(outcome.findings),
            visit.message,
        )


def publish(source: Source, outcome: VisitResult, workplace: VisitContext, *, dry_run: bool = False) -> None:
    """The visit's summary and the source's timeline. A server that does not answer costs the artifact, never the visit."""
    try:
        create_markdown_artifact(
            # The key's history in the UI is the source's timeline; what was only tried out does not belong into it.
            key=f"dry-run-{source.id}" if dry_run else f"visit-{source.id}",
            markdown=summary_block(source, outcome, workplace.settings.desk_url),
            description=f"{source.name.en}: {outcome.visit.verdict}{' (dry run)' if dry_run else ''}",
        )
        if not dry_run:
            create_table_artifact(
                key=f"timeline-{source.id}",
                table=timeline(workplace.ledger.visits.recent(source.id, TIMELINE_ROWS)),
                description=f"{source.name.en}: the last {TIMELINE_ROWS} visits, newest first",
            )
    except Exception as error:
        log.warning("the run's artifacts could not be written: %s", error)


def timeline(visits: Sequence[Visit]) -> list[dict[str, Any]]:
    return [
        {
            "visit (UTC)": f"{(visit.slot or visit.started_at):%Y-%m-%d %H:%M}",
            "verdict": str(visit.verdict or "under way"),
            "cause": str(visit.cause or ""),
            "new": visit.counts.new,
            "window": visit.counts.window,
            "message": visit.message,
        }
        for visit in visits
    ]


def publish_round(fleet: str, rows: Sequence[SourceRow]) -> None:
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


def summary_block(source: Source, outcome: VisitResult, desk_url: str | None) -> str:
    """The whole summary in English, for whoever reads Prefect, and below it in Arabic, for whom it is passed on to."""
    return "\n".join(_summary(source, outcome, desk_url, language) for language in ("en", "ar"))


def _summary(source: Source, outcome: VisitResult, desk_url: str | None, language: str) -> str:
    """One HTML block: verdict, counts, findings rule by rule with their articles, the way on. No blank line, no image, no live scraped text."""
    visit = outcome.visit
    counts = visit.counts
    failing = [finding for finding in outcome.findings if finding.status not in (Status.PASS, Status.UNSEEN)]
    # As the run's message counts: a remark that alerts nobody is no open finding.
    told = sum(finding.severity is not Severity.INFO for finding in failing)
    headlines = {item.article.url: item.article.headline or item.article.url for item in outcome.window}
    lines = [
        BEGINS[language],
        f"<h2><b>{scraped(_line(source.name.in_language(language)))}: {escape(say(f'verdict.{visit.verdict}', language))}</b></h2>",
        f"<p>{escape(say('visit.summary', language, new=counts.new, revised=counts.revised, open=told))}</p>",
        *_rules(failing, headlines, Reader(language, source.timezone, source.country)),
        *_way_on(source, desk_url, language),
        f'<p><small>{escape(say("artifact.visit", language))} <code dir="ltr">{escape(visit.id)}</code></small></p>',
        "</div>",
    ]
    # Prefect's second UI lets no <bdi> through; a <span> with a direction isolates as well, and both UIs keep it.
    return "\n".join(lines).replace("<bdi ", "<span ").replace("</bdi>", "</span>")


def _rules(failing: Sequence[Finding], headline_of: Mapping[str, str], reader: Reader) -> Iterator[str]:
    """Each rule once, the worst first, with a few of its articles."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in sorted(failing, key=lambda finding: finding.severity.rank):
        by_rule.setdefault(finding.rule, []).append(finding)
    for findings in list(by_rule.values())[:RULES_SHOWN]:
        articles = [finding for finding in findings if finding.article_url is not None]
        number = f" ({len(articles)})" if len(articles) > 1 else ""
        yield f"<p><b>{sentence(_line(title_of(findings[0], reader)))}</b>{number}</p>"
        # Of the whole section: which address it was, and what it answered. Nothing else on the run's page says why.
        for finding in [one for one in findings if one.article_url is None][:ARTICLES_SHOWN]:
            if not in_title(finding, finding.observed_value):
                yield f"<p>{sentence(_line(said(finding.observed_value, reader)))}</p>"
            if finding.detail and reader.language == "en":
                yield f"<p>{scraped(_line(finding.detail))}</p>"
        if articles:
            yield "<ul>"
            yield from (f"<li>{_article(finding, headline_of)}</li>" for finding in articles[:ARTICLES_SHOWN])
            yield "</ul>"
    hidden = sum(
        max(len(findings) - ARTICLES_SHOWN, 0) if at < RULES_SHOWN else len(findings) for at, findings in enumerate(by_rule.values())
    )
    if hidden:
        yield f"<p>{escape(say('artifact.more', reader.language, n=hidden))}</p>"


def _article(finding: Finding, headline_of: Mapping[str, str]) -> str:
    url = finding.article_url or ""
    headline = scraped(_line(headline_of.get(url, url)))
    return f'<a href="{escape(url)}">{headline}</a>' if urlsplit(url).scheme in ("http", "https") else headline


def _way_on(source: Source, desk_url: str | None, language: str) -> Iterator[str]:
    if desk_url:
        desk = desk_url.rstrip("/")
        links = ((f"{desk}/?source={source.id}", "artifact.desk"), (f"{desk}/report/{source.id}", "artifact.report"))
        yield "<p>" + " · ".join(f'<a href="{escape(url)}">{escape(say(key, language))}</a>' for url, key in links) + "</p>"


def _line(text: str) -> str:
    """On one line: a blank line would end the HTML block, and Markdown would read what follows."""
    return " ".join(text.split())

"""`rasid visit`, `rasid visits` and `rasid status`."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rasid.model import Finding, Source, Visit
    from rasid.pipeline import VisitResult
    from rasid.pipeline.standing import SourceStatus
    from rasid.wording.values import Reader

EXAMPLES = 3
"""Articles shown of each rule that fails."""


def register(app: typer.Typer) -> None:
    app.command("visit", epilog="Examples:  rasid visit demo   ·   rasid visit demo --dry-run   ·   rasid visit demo --recheck")(visit)
    app.command("visits", epilog="Examples:  rasid visits   ·   rasid visits demo --limit 5   ·   rasid visits --json")(visits)
    app.command("status", epilog="Examples:  rasid status   ·   rasid status --json   ·   rasid status || page-somebody")(status)


def visit(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="The source's folder name in seeds/.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Look and judge, but write nothing and tell nobody.")] = False,
    recheck: Annotated[bool, typer.Option("--recheck", help="Fetch every article of the window again.")] = False,
    since: Annotated[datetime | None, typer.Option("--since", help="Leave out articles dated before this.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
    home: Annotated[
        str | None, typer.Option("--home", metavar="URL", help="Visit the same site at another address (a mirror, the demo).")
    ] = None,
) -> None:
    """Visit one source now, without Prefect.

    Exits 1 when the visit failed, 0 otherwise: a degraded section is for its editors, a failed one for you.
    """
    from rasid.cli.lean import start_lean

    start_lean()
    from rasid.pipeline import VisitOptions, open_workplace, visit_source
    from rasid.settings import settings
    from rasid.sources import find_source, moved_to
    from rasid.termination import sigterm_as_exit
    from rasid.wording.values import Reader

    chosen = settings()
    source = find_source(chosen.seeds_dir, source_id)
    if home:
        source = moved_to(source, home)
    workplace = open_workplace(chosen)
    options = VisitOptions(dry_run=dry_run, recheck=recheck, since=since.astimezone() if since else None)
    with sigterm_as_exit(), _progress(quiet=as_json) as told:
        outcome = visit_source(source, workplace, options=options, progress=told)
    if as_json:
        typer.echo(_outcome_json(outcome, source))
    else:
        _show(outcome, Reader(chosen.language.value, source.timezone, source.country))
    if outcome.visit.verdict == "failed":
        raise typer.Exit(1)


def visits(
    source_id: Annotated[str | None, typer.Argument(metavar="[ID]", help="Only this source.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="How many, the latest first.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON, with everything a visit counted.")] = False,
) -> None:
    """List visits, the latest first, with the ids that `rasid replay` takes (the beginning of one is enough)."""
    from rasid.pipeline.alert_views import known_source
    from rasid.pipeline.workplace import open_workplace
    from rasid.settings import settings

    chosen = settings()
    workplace = open_workplace(chosen, with_rules=False, make=False)
    if source_id is not None:
        known_source(workplace.ledger, chosen, source_id)
    found = workplace.ledger.visits.recent(source_id, limit)
    if as_json:
        typer.echo(json.dumps([_visit_json(visit) for visit in found], ensure_ascii=False, indent=2))
        return
    if not found:
        typer.echo("No visits yet. `rasid visit ID` makes one.")
        return
    from rich.console import Console
    from rich.table import Column, Table

    from rasid.wording.escape import neutral

    # Eighty columns hold it; what else a visit counted is in --json.
    whole = {"visit": 8, "began (UTC)": 12, "verdict": 14, "new": 3, "unread": 6, "took": 5}
    table = Table(*(Column(name, min_width=whole.get(name), overflow="fold") for name in ("visit", "source", *list(whole)[1:])))
    for visit in found:
        verdict = f"{visit.verdict or 'under way'}{f' · {visit.cause}' if visit.cause else ''}"
        took = f"{(visit.finished_at - visit.started_at).total_seconds():.0f} s" if visit.finished_at else ""
        row = (visit.id[:8], visit.source_id, f"{visit.started_at:%d %b %H:%M}", verdict)
        counts = (str(visit.counts.new), str(visit.counts.refused + visit.counts.errors), took)
        table.add_row(*(neutral(cell, limit=80) for cell in row), *counts)
    Console().print(table, markup=False)


def _visit_json(visit: Visit) -> dict[str, object]:
    from dataclasses import asdict

    def iso(at: datetime | None) -> str | None:
        return at.isoformat(timespec="seconds") if at is not None else None

    return {
        "id": visit.id,
        "source": visit.source_id,
        "started_at": iso(visit.started_at),
        "slot": iso(visit.slot),
        "finished_at": iso(visit.finished_at),
        "verdict": visit.verdict,
        "cause": visit.cause,
        "message": visit.message,
        "counts": asdict(visit.counts),
        "run_url": visit.run_url,
    }


def status(
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    prometheus: Annotated[bool, typer.Option("--prometheus", help="Print the metrics in Prometheus' text format; always exits 0.")] = False,
) -> None:
    """Say which sources are healthy, failing or overdue, and whose schedule is switched off. Exits 1 when any is failing or overdue."""
    from rasid.pipeline.alert_views import undelivered
    from rasid.pipeline.standing import standings
    from rasid.pipeline.workplace import open_workplace
    from rasid.settings import settings
    from rasid.sources import load_sources

    chosen = settings()
    workplace = open_workplace(chosen, with_rules=False, make=False)
    if prometheus:
        from rasid.alert.metrics import prometheus as exposition
        from rasid.pipeline.measure import figures

        typer.echo(exposition(figures(workplace.ledger, load_sources(chosen.seeds_dir), workplace.clock())), nl=False)
        return
    rows = standings(load_sources(chosen.seeds_dir), workplace)
    if as_json:
        typer.echo(json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=2))
    else:
        from rich.console import Console
        from rich.table import Column, Table

        table = Table(
            Column("source", no_wrap=True),
            "state",
            Column("last visit (UTC)", no_wrap=True),
            "verdict",
            "cause",
            Column("schedule", overflow="fold"),
            Column("open incidents", overflow="fold"),
        )
        for row in rows:
            table.add_row(
                row.source_id,
                _state_of(row),
                row.last_visit[:16].replace("T", " "),
                row.verdict,
                row.cause,
                _schedule_of(row),
                str(row.open_incidents),
            )
        Console().print(table)
        for sentence in undelivered(workplace.ledger, chosen):
            typer.echo(sentence, err=True)
    if any(row.wrong for row in rows):
        raise typer.Exit(1)


def _state_of(row: SourceStatus) -> str:
    said = [row.state]
    if row.not_seen_since and row.state != "never visited":
        since = row.not_seen_since
        said.append("never seen" if since == "never" else f"not seen since {datetime.fromisoformat(since):%d %b %H:%M}")
    return ", ".join([*said, f"learning, day {row.learning}"] if row.learning else said)


def _schedule_of(row: SourceStatus) -> str:
    return f"off since {datetime.fromisoformat(row.off_since):%d %b %H:%M}" if row.off_since else row.schedule


def _outcome_json(outcome: VisitResult, source: Source) -> str:
    from dataclasses import asdict

    from rasid.pipeline.codec import VISIT_SCHEMA, finding_json

    visit = outcome.visit
    return json.dumps(
        {
            "schema": VISIT_SCHEMA,
            "visit": visit.id,
            "source": visit.source_id,
            "verdict": visit.verdict,
            "cause": visit.cause,
            "message": visit.message,
            "counts": asdict(visit.counts),
            "findings": [{**finding_json(finding, source), "article": finding.article_url} for finding in outcome.findings],
        },
        ensure_ascii=False,
        indent=2,
    )


def _show(outcome: VisitResult, reader: Reader) -> None:
    from rich.console import Console
    from rich.markup import escape

    from rasid.model import Severity
    from rasid.wording.escape import neutral
    from rasid.wording.format import isolate
    from rasid.wording.values import title_of

    console = Console()
    visit = outcome.visit
    colour = {"healthy": "green", "degraded": "yellow", "failed": "red", "skipped": "dim"}[visit.verdict or "skipped"]
    console.print(f"[bold {colour}]{visit.source_id}: {visit.verdict}[/]  {escape(visit.message)}")
    counts = visit.counts
    console.print(
        f"links {counts.links} · fetched {counts.fetched} · unchanged {counts.unchanged} · new {counts.new} · revised {counts.revised}"
        f" · refused {counts.refused} · errors {counts.errors} · in the window {counts.window}"
    )
    failing = [finding for finding in outcome.findings if not finding.waived]
    if failing and visit.verdict == "healthy":
        serious = any(finding.severity is not Severity.INFO for finding in failing)
        console.print("Found by earlier visits and still open:" if serious else "Remarks, which alert nobody:")
    by_rule: dict[str, list[Finding]] = {}
    for finding in sorted(failing, key=lambda finding: finding.severity.rank):
        by_rule.setdefault(finding.rule, []).append(finding)
    headlines = {item.article.url: item.article.headline for item in outcome.window}
    for rule, found in by_rule.items():
        first = found[0]
        colour = {"critical": "red", "warning": "yellow"}.get(first.severity.value, "dim")
        console.print(f"[{colour}]{first.severity.value:<8}[/]  {rule} · {first.cause.value}", highlight=False, soft_wrap=True)
        for finding in found[:EXAMPLES]:
            headline = headlines.get(finding.article_url or "") or finding.article_url
            where = f"  {isolate(neutral(headline, limit=60))}" if headline else ""
            console.print(f"          {escape(isolate(title_of(finding, reader)) + where)}", highlight=False, soft_wrap=True)
            if finding.article_url is None and finding.detail:
                console.print(f"          {escape(neutral(finding.detail, limit=300))}", highlight=False, soft_wrap=True)
        if len(found) > EXAMPLES:
            console.print(f"          … and {len(found) - EXAMPLES} more")
    if failing:
        console.print(f"Which words, and what to write instead: rasid report {visit.source_id}", highlight=False)


class _progress:
    """A line on standard error while pages are fetched; nothing when nobody is watching."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet

    def __enter__(self) -> _progress:
        from rich.console import Console

        console = Console(stderr=True)
        self.status = None if self.quiet or not console.is_terminal else console.status("discover")
        if self.status:
            self.status.start()
        return self

    def __exit__(self, *exception: object) -> None:
        if self.status:
            self.status.stop()

    def __call__(self, step: str, done: int, total: int) -> None:
        if self.status:
            self.status.update(f"{step} {done}/{total}")

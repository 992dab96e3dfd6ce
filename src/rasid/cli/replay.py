"""`rasid replay`: read stored pages again with today's extraction and rules."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rasid.pipeline.replay import Difference

SHOWN = 100
"""Characters of a field shown on either side of a difference."""


def register(app: typer.Typer) -> None:
    app.command(
        "replay", epilog="Examples:  rasid replay 3f2a91c0   ·   rasid replay 3f2a91c0 --json   ·   rasid replay --all --since 2026-02-01"
    )(replay)


def replay(
    visit_id: Annotated[str | None, typer.Argument(metavar="VISIT", help="A visit's id, as alerts and `rasid export` name it.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Update the record: keep what differs as new revisions.")] = False,
    since: Annotated[datetime | None, typer.Option("--since", help="With --all: pages fetched since then.")] = None,
    source_ids: Annotated[list[str] | None, typer.Option("--source", metavar="ID", help="With --all: only these sources.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the differences as JSON.")] = False,
) -> None:
    """Read the stored pages of a visit again, offline, and show what would differ now. Changes nothing without --all.

    Exits 1 when something differs or a stored page cannot be read.
    """
    if everything == (visit_id is not None) or (everything and since is None):
        raise typer.BadParameter("give a visit's id, or --all with --since DATE.", param_hint="VISIT")
    if everything and since is not None:
        _all(since, source_ids or [])
        return
    from rasid.errors import LedgerError
    from rasid.pipeline import open_workplace
    from rasid.pipeline.replay import replay_visit
    from rasid.settings import settings
    from rasid.sources import find_source

    chosen = settings()
    workplace = open_workplace(chosen, make=False)
    visit = workplace.ledger.visits.find(str(visit_id))
    if visit is None:
        raise LedgerError(
            f"There is no visit {visit_id!r}, or several begin so. `rasid export FOLDER --verdict failed --verdict degraded` lists visits with their ids."
        )
    done = replay_visit(visit.id, find_source(chosen.seeds_dir, visit.source_id), workplace)
    if as_json:
        from dataclasses import asdict

        shown = {
            "visit": visit.id,
            "pages": done.pages,
            "articles": done.articles,
            "differences": [asdict(d) for d in done.differences],
            "damaged": done.damaged,
        }
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        typer.echo(
            f"{visit.source_id}, visit {visit.id}: {done.pages} stored pages, {done.articles} articles read again, {len(done.differences)} differ."
        )
        for difference in done.differences:
            _show(difference)
        for line in done.damaged:
            typer.echo(f"! {line}", err=True)
    if done.differences or done.damaged:
        raise typer.Exit(1)


def _show(difference: Difference) -> None:
    typer.echo(f"\n{difference.headline or '—'}\n  {difference.url}")
    if difference.note:
        typer.echo(f"  {difference.note}")
    for name, before, after in difference.fields:
        typer.echo(f"  {name}:\n    − {_short(before)}\n    + {_short(after)}")
    for keys, what in ((difference.began, "fails now"), (difference.ended, "passes now")):
        for key in keys:
            typer.echo(f"  {key}: {what}")


def _short(text: str) -> str:
    line = " ⏎ ".join(text.split("\n"))
    return line if len(line) <= SHOWN else line[:SHOWN] + " […]"


def _all(since: datetime, source_ids: list[str]) -> None:
    from rasid.pipeline import open_workplace
    from rasid.pipeline.replay import replay_all
    from rasid.settings import settings
    from rasid.sources import find_source, load_sources

    chosen = settings()
    workplace = open_workplace(chosen, with_rules=False)
    sources = [find_source(chosen.seeds_dir, each) for each in source_ids] if source_ids else load_sources(chosen.seeds_dir)
    problems = 0
    for source in sources:
        read, revised, damaged = replay_all(source, since.astimezone(), workplace, progress=_progress)
        if sys.stderr.isatty():
            typer.echo("", err=True)
        typer.echo(f"{source.id}: {read} articles read again, {revised} new revisions.")
        for line in damaged:
            typer.echo(f"! {line}", err=True)
        problems += len(damaged)
    if problems:
        raise typer.Exit(1)


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        typer.echo(f"\r{done}/{total} pages", nl=False, err=True)

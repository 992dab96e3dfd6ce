"""`rasid export`: articles, findings and visits as tables."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command(
        "export",
        epilog="Examples:  rasid export out/   ·   rasid export out/ --format csv --source demo --since 2026-02-01   ·   rasid export out/ --verdict clean",
    )(export)


def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the files go; made if needed.")],
    format: Annotated[
        str,
        typer.Option(
            "--format", "-f", metavar="parquet|csv|xlsx", help="Parquet keeps types; CSV and XLSX are safe to open in a spreadsheet."
        ),
    ] = "parquet",
    source_ids: Annotated[list[str] | None, typer.Option("--source", metavar="ID", help="Only these sources.")] = None,
    since: Annotated[
        datetime | None, typer.Option("--since", help="Published (first seen, where no date is given) on or after this.")
    ] = None,
    until: Annotated[datetime | None, typer.Option("--until", help="… and before this.")] = None,
    verdicts: Annotated[
        list[str] | None,
        typer.Option(
            "--verdict",
            metavar="VERDICT",
            help="clean or quarantined chooses articles; healthy, degraded, failed or skipped visits. All by default.",
        ),
    ] = None,
) -> None:
    """Write clean articles, quarantined articles, findings and visits as one file each.

    An article is quarantined while a critical or warning rule fails on it that nobody has waived. Prints the files and their rows.
    """
    from rasid.settings import settings
    from rasid.store import open_ledger
    from rasid.store.export.write import ExportSelection, export_tables

    chosen = settings()
    wanted = ExportSelection(
        sources=tuple(source_ids or ()),
        since=since.astimezone() if since else None,
        until=until.astimezone() if until else None,
        verdicts=tuple(verdicts or ()),
    )
    with open_ledger(chosen.database, pages_dir=chosen.pages_dir, make=False) as ledger:
        for done in export_tables(ledger, folder, format=format, wanted=wanted, progress=_progress):
            typer.echo(f"{done.file}: {done.rows:,} rows")


def _progress(table: str, rows: int) -> None:
    if sys.stderr.isatty():
        typer.echo(f"\r{table}: {rows:,}\r", nl=False, err=True)

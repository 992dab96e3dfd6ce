"""`rasid prune`: forget what is past its time."""

from __future__ import annotations

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command("prune", epilog="Examples:  rasid prune --dry-run   ·   0 4 * * * rasid prune")(prune)


def prune(dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, change nothing.")] = False) -> None:
    """Forget raw pages, old revisions, closed findings, visits and deliveries past their retention (RASID_KEEP_…).

    Articles, their first and their last two revisions, open findings and the desk's audit are never forgotten.
    """
    from rasid.settings import settings
    from rasid.store import open_ledger
    from rasid.store import prune as keeping

    chosen = settings()
    retention = keeping.Retention(
        page_days=chosen.keep_pages_days,
        page_bytes=chosen.keep_pages_mb * 1_000_000,
        finding_days=chosen.keep_findings_days,
        delivery_days=chosen.keep_deliveries_days,
    )
    with open_ledger(chosen.database, pages_dir=chosen.pages_dir) as ledger:
        done = keeping.prune(ledger, retention, dry_run=dry_run)
    for each in done:
        size = f", {each.bytes / 1_000_000:,.1f} MB" if each.bytes else ""
        typer.echo(f"{each.kind}: {each.rows:,}{size} {'would go' if dry_run else 'gone'}")

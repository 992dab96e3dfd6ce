"""`rasid digest`: the morning mail to editors, without Prefect."""

from __future__ import annotations

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command("digest", epilog="Examples:  rasid digest   ·   0 7 * * * rasid digest   (cron)   ·   rasid digest demo --even-if-quiet")(
        digest
    )


def digest(
    source_ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Sources by folder name; all enabled ones by default.")
    ] = None,
    even_if_quiet: Annotated[bool, typer.Option("--even-if-quiet", help="Send even when nothing needs mending.")] = False,
) -> None:
    """Tell editors what to mend today, by the routes tagged `editors`.

    One mail a route and day: a repeated call is the same letter to the mail server. Exits 1 when a mail could not be sent.
    """
    from rasid.errors import RasidError
    from rasid.pipeline import open_workplace
    from rasid.pipeline.alerting import routes_of
    from rasid.pipeline.digests import send_digests
    from rasid.settings import settings
    from rasid.sources import find_source, load_sources

    chosen = settings()
    sources = (
        [find_source(chosen.seeds_dir, each) for each in source_ids]
        if source_ids
        else [each for each in load_sources(chosen.seeds_dir) if each.enabled]
    )
    if not sources:
        raise RasidError(f"{chosen.seeds_dir}: there is no source to tell of. Add one with `rasid new URL`.")
    posted = send_digests(open_workplace(chosen), sources, routes_of(chosen), even_if_quiet=even_if_quiet)
    if not posted:
        typer.echo("Nobody to tell: no route is tagged editors. Add one to RASID_ALERT_ROUTES or the routes file.", err=True)
    for each in posted:
        told = "sent" if each.sent else each.error or "all is well, nothing sent"
        typer.echo(f"{each.route}: {each.subject} ({told})")
    if any(each.error for each in posted):
        raise typer.Exit(1)

"""`rasid doctor`: what rasid needs of this machine, and the way out where something is missing."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command("doctor", epilog="Examples:  rasid doctor   ·   rasid doctor --json | jq '.[] | select(.state == \"wrong\")'")(doctor)


def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """Look at everything rasid needs here: versions, project, database, disk, zones, routes, Prefect, browser.

    Changes nothing and needs no network beyond the Prefect server you configured. Exits 1 when something is wrong; what is merely missing for a
    part you may not use is a remark.
    """
    from rasid.probe.machine import examine
    from rasid.settings import settings

    checks = examine(settings())
    if as_json:
        typer.echo(json.dumps([check.as_json() for check in checks], ensure_ascii=False, indent=2))
    else:
        for check in checks:
            typer.echo(f"{ {'good': '✓', 'remark': '·', 'wrong': '✗'}[check.state] } {check.name}: {check.found}")
            if check.way_out:
                typer.echo(f"    {check.way_out}")
    if any(check.state == "wrong" for check in checks):
        raise typer.Exit(1)

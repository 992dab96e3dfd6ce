"""`rasid init`: a project folder for people who installed the wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command("init", epilog="Example:  rasid init my-watch && cd my-watch && rasid doctor")(init)


def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is new or empty.")]) -> None:
    """Make a project folder: seeds, expectations, flows, an example of routes.

    Nothing is overwritten. Everything in it is yours to change.
    """
    from rasid.probe.project import make_project

    names = make_project(folder)
    typer.echo(f"Made {folder.resolve()}: {', '.join(names)}.")
    typer.echo(f"Next: cd {folder} && rasid doctor   ·   rasid new https://example.org/news   ·   rasid demo")

"""`rasid style`: the house style as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

File = Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Default: expectations/style.toml in the project; - for the terminal.")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="House style: bring the list of terms in from a file, or write it to one.")
    group.command("import", epilog="Examples:  rasid style import   ·   rasid style import house.toml --by Salma")(import_)
    group.command("export", epilog="Examples:  rasid style export   ·   rasid style export -")(export)
    app.add_typer(group, name="style")


def import_(
    file: File = None, by: Annotated[str | None, typer.Option("--by", help="Who does this. Default: your name on this machine.")] = None
) -> None:
    """Make the house style equal to a file. Every change is in the desk's log and can be undone there."""
    import sys

    from rasid.errors import DeskError
    from rasid.frame.style_file import parse_style
    from rasid.model.desk import Role
    from rasid.pipeline import open_workplace
    from rasid.pipeline.alert_views import who
    from rasid.settings import settings
    from rasid.store.desk.audit import Who

    chosen = settings()
    path = file or chosen.expectations_dir / "style.toml"
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise DeskError(f"{path}: cannot be read ({reason}). `rasid style export` writes such a file.") from None
    terms = parse_style(text, str(path))
    workplace = open_workplace(chosen, with_rules=False)
    added, changed, removed = workplace.ledger.desk.style.replace_all(terms, by=Who(who(by), Role.ADMIN), now=workplace.clock())
    typer.echo(f"{len(terms)} terms: {added} added, {changed} changed, {removed} removed.")


def export(file: File = None) -> None:
    """Write the house style to a file, sorted by term, ready to be kept in version control."""
    from rasid.errors import DeskError
    from rasid.frame.style_file import dump_style
    from rasid.pipeline import open_workplace
    from rasid.settings import settings

    chosen = settings()
    path = file or chosen.expectations_dir / "style.toml"
    text = dump_style(open_workplace(chosen, with_rules=False, make=False).ledger.desk.style.terms())
    if str(path) == "-":
        typer.echo(text, nl=False)
        return
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise DeskError(f"{path}: cannot be written ({error.strerror}). Give another file.") from None
    typer.echo(path)

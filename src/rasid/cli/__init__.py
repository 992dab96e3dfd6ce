"""The ``rasid`` command. Modules here import typer only; what a command needs it imports when it runs.

Exit codes, the same for every command:

0  all is well
1  rasid looked and found something wrong: a critical finding, a failed visit, an overdue source
2  the command line is wrong
3  something rasid needs cannot be used: a seed, a rule, an address, the database; one line says which and the way out
"""

from __future__ import annotations

import logging
import os
import sys
from typing import Annotated

import typer

from rasid.cli import (
    alerts,
    backfill,
    backtest,
    digest,
    doctor,
    export,
    init,
    new,
    pages,
    project,
    prune,
    repeats,
    replay,
    report,
    review,
    rules,
    style,
    visits,
)

EXIT_UNUSABLE = 3
INTERRUPTED = 130

EPILOG = (
    "Exit codes: 0 all is well · 1 something is wrong with a site or an article · 2 wrong usage · 3 something rasid needs cannot be used."
)

app = typer.Typer(
    name="rasid",
    help="راصد — watches the news sections of Arabic news sites: what broke, since when, whose fault, and what to change.",
    epilog=EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from rasid.version import __version__

        typer.echo(f"rasid {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say on standard error what is being done.")] = False,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")] = False,
) -> None:
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    # It sets a level of its own, and speaks of temporary folders.
    logging.getLogger("great_expectations").setLevel(logging.INFO if verbose else logging.ERROR)


for module in (
    new,
    visits,
    pages,
    report,
    review,
    alerts,
    rules,
    style,
    replay,
    repeats,
    backfill,
    export,
    prune,
    backtest,
    digest,
    project,
    doctor,
    init,
):
    module.register(app)


def main() -> None:
    """Entry point: an expected error is one line and an exit code, never a traceback."""
    # Dependencies must not report anybody's use of rasid (decision 9).
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    from rasid.errors import RasidError

    try:
        app()
    except RasidError as error:
        typer.echo(f"rasid: {error}", err=True)
        raise SystemExit(EXIT_UNUSABLE) from None
    except SystemExit as ended:
        if ended.code == INTERRUPTED:  # typer makes this of Ctrl-C
            typer.echo("rasid: stopped.", err=True)
        raise
    except BrokenPipeError:
        # The reader of our output has gone (`rasid check … | head`): not an error of ours.
        sys.stderr.close()
        raise SystemExit(0) from None

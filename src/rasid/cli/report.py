"""`rasid report`: the editors' page as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rasid.model import Language, Source
    from rasid.pipeline import VisitContext


def register(app: typer.Typer) -> None:
    app.command("report", epilog="Examples:  rasid report   ·   rasid report demo --open   ·   rasid report demo --output /srv/www/demo")(
        report
    )


def report(
    source_ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Sources by folder name; all of them by default.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Folder for report.ar.html and report.en.html. Default: reports/ID/ in the data folder."),
    ] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Show the page in the browser.")] = False,
) -> None:
    """Write the editors' report: one self-contained page in Arabic, one in English, each linking to the other.

    Prints where they lie. The page needs no network and may be mailed or put on any web server.
    """
    from rasid.errors import RasidError
    from rasid.pipeline import open_workplace
    from rasid.settings import settings
    from rasid.sources import find_source, load_sources

    chosen = settings()
    sources = [find_source(chosen.seeds_dir, each) for each in source_ids] if source_ids else load_sources(chosen.seeds_dir)
    if not sources:
        raise RasidError(f"{chosen.seeds_dir}: there is no source to report on. Add one with `rasid new URL`.")
    if output is not None and len(sources) > 1:
        raise typer.BadParameter("give one source when you choose the folder.", param_hint="--output")
    workplace = open_workplace(chosen, make=False)
    written = [write_report(source, workplace, output or chosen.reports_dir / source.id) for source in sources]
    if len(sources) > 1:
        written.insert(0, write_overview(sources, workplace))
    for page in written:
        typer.echo(page)
    if open_it:
        typer.launch(written[0].as_uri())


def write_report(source: Source, workplace: VisitContext, folder: Path) -> Path:
    """Write both pages into ``folder``; the path of the one in the reader's language. Raises RasidError when the folder cannot be written."""
    from rasid.pipeline.reporting import gather
    from rasid.report import render
    from rasid.validate import rules_for

    now = workplace.clock()
    data = gather(workplace.ledger, source, rules_for(source, workplace.rules, now.date()), now=now, desk_url=workplace.settings.desk_url)
    return _write_both(lambda language, other: render(data, language=language, switch_href=other), workplace, folder, "report")


def write_overview(sources: Sequence[Source], workplace: VisitContext) -> Path:
    """All sources on one page, in both languages, beside the folders of their reports. Raises RasidError when it cannot be written."""
    from rasid.pipeline.overview import overview
    from rasid.report.page import render_overview

    now, desk_url = workplace.clock(), workplace.settings.desk_url
    lines = overview(workplace.ledger, sources, now=now)

    def page(language: Language, other: str) -> str:
        return render_overview(lines, language=language, now=now, switch_href=other, desk_url=desk_url)

    return _write_both(page, workplace, workplace.settings.reports_dir, "overview")


def _write_both(page: Callable[[Language, str], str], workplace: VisitContext, folder: Path, name: str) -> Path:
    """``page`` is given a language and the name of the other one's file."""
    from rasid.errors import RasidError
    from rasid.model import Language

    files = {language: folder / f"{name}.{language}.html" for language in Language}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for language, other in ((Language.AR, Language.EN), (Language.EN, Language.AR)):
            files[language].write_text(page(language, files[other].name), "utf-8", errors="replace")
    except OSError as error:
        raise RasidError(
            f"{folder}: the {name} cannot be written ({error.strerror}). Choose a folder this user may write: --output or RASID_DATA."
        ) from None
    return files[workplace.settings.language].resolve()

"""`rasid backfill`: archives of the web into articles and findings, in this process or on Dask."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections import Counter

    from rasid.pipeline.backfill import Summary

SHOWN_PROBLEMS = 10


def register(app: typer.Typer) -> None:
    app.command(
        "backfill",
        epilog="Examples:  rasid backfill CC-NEWS-*.warc.gz --out corpus   ·   rasid backfill https://…/CC-NEWS-….warc.gz --out corpus --dask --workers 8",
    )(backfill)


def backfill(
    archives: Annotated[
        list[str], typer.Argument(metavar="WARC…", help="Archives: paths or addresses (s3://, https://), or @FILE with one a line.")
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FOLDER", help="Where to write. The same folder again goes on where it stopped.")
    ],
    dask: Annotated[bool, typer.Option("--dask", help="Spread the work over Dask workers, seen in Prefect.")] = False,
    workers: Annotated[int, typer.Option("--workers", min=1, help="With --dask: worker processes on this machine.")] = 2,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="With --dask: the scheduler of a cluster, for example tcp://host:8786."),
    ] = None,
    shard_mb: Annotated[float, typer.Option("--shard-mb", min=0.01, help="Megabytes of an archive that are one piece of work.")] = 32,
) -> None:
    """Read WARC archives, keep their Arabic articles, judge them, and write articles and findings as partitioned Parquet.

    Can be stopped and started again at any time: what is finished is kept, each record is there exactly once.
    Exits 1 when records could not be read for a fault of rasid's.
    """
    named = _named(archives)
    size = int(shard_mb * 1_000_000)
    if dask or scheduler:
        from rasid.cli.project import run_flows

        named = [name if "://" in name else str(Path(name).resolve()) for name in named]
        told = ["--out", str(out.resolve()), "--shard-bytes", str(size), "--workers", str(workers)]
        raise typer.Exit(run_flows("flows.dask", [*told, *(["--scheduler", scheduler] if scheduler else []), "--", *named]))
    from rasid.pipeline.backfill import backfill as run
    from rasid.pipeline.repeats import tables_at_hand
    from rasid.settings import settings

    chosen = settings()
    summary = run(
        named,
        out,
        expectations_dir=chosen.expectations_dir,
        seeds_dir=chosen.seeds_dir,
        repeats=tables_at_hand(chosen),
        shard_bytes=size,
        progress=_progress,
    )
    if sys.stderr.isatty():
        typer.echo("", err=True)
    _tell(summary)
    if summary.counts.get("errors"):
        raise typer.Exit(1)


def _named(archives: list[str]) -> list[str]:
    """The archives, those listed in ``@FILE`` among them. Raises SettingsError."""
    from rasid.errors import SettingsError

    named: list[str] = []
    for archive in archives:
        if not archive.startswith("@"):
            named.append(archive)
            continue
        try:
            lines = Path(archive[1:]).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"{archive[1:]}: the list of archives cannot be read: {error}. Give a text file with one archive a line."
            ) from None
        named += [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not named:
        raise SettingsError("no archive is named. Give paths or addresses of .warc.gz files.")
    return named


def _tell(summary: Summary) -> None:
    counts = summary.counts
    typer.echo(
        f"{counts.get('records', 0):,} records · {counts.get('answers', 0):,} answers · {counts.get('articles', 0):,} Arabic articles"
        f" ({counts.get('clean', 0):,} clean, {counts.get('quarantined', 0):,} quarantined) · {counts.get('findings', 0):,} findings"
    )
    said = {"records", "answers", "articles", "clean", "quarantined", "findings"}
    left_out = " · ".join(f"{name} {count:,}" for name, count in counts.items() if name not in said)
    if left_out:
        typer.echo(f"left out: {left_out}")
    for problem in summary.problems[:SHOWN_PROBLEMS]:
        typer.echo(f"! {problem}", err=True)
    if len(summary.problems) > SHOWN_PROBLEMS:
        typer.echo(f"! … and {len(summary.problems) - SHOWN_PROBLEMS} more in summary.json", err=True)
    typer.echo(f"{summary.articles}\n{summary.findings}")


def _progress(done: int, total: int, counts: Counter[str]) -> None:
    if sys.stderr.isatty():
        typer.echo(f"\r{done}/{total} shards · {counts['records']:,} records · {counts['articles']:,} articles", nl=False, err=True)

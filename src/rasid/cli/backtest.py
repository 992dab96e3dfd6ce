"""`rasid backtest`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rasid.backtest import Trial
    from rasid.model import Rule


def register(app: typer.Typer) -> None:
    app.command(
        "backtest", epilog="Examples:  rasid backtest   ·   rasid backtest demo   ·   rasid backtest --per-day 60 --country EG --seeds 10"
    )(backtest)


def backtest(
    source_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A source whose own past is replayed. Without it: invented newsrooms.")
    ] = None,
    per_day: Annotated[float | None, typer.Option("--per-day", min=0.5, max=5000, help="One invented newsroom of this size.")] = None,
    country: Annotated[str, typer.Option("--country", help="Its country, for weekends and holidays.")] = "LB",
    days: Annotated[int, typer.Option("--days", min=7, max=365, help="Days judged, after seventy of learning.")] = 60,
    seeds: Annotated[int, typer.Option("--seeds", min=1, max=1000, help="How many invented pasts for each newsroom.")] = 2,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Try the history rules on a past: how often would they have cried wolf, how soon would they have seen a stop?

    A source's own past is replayed visit by visit from the ledger, once as it was and once as if the source had fallen silent three days before
    its last visit. Nothing is fetched and nothing is written.
    """
    from babel import Locale

    from rasid.model import Scope
    from rasid.settings import settings
    from rasid.validate import load_rules

    if country.upper() not in Locale("en").territories or not country.isalpha():
        raise typer.BadParameter(f"{country!r}: give a country by its two letters, like EG.", param_hint="--country")
    if source_id and per_day is not None:
        raise typer.BadParameter("a source's own past has its own size: give ID or --per-day, not both.", param_hint="--per-day")
    chosen = settings()
    rules = load_rules(chosen.expectations_dir, scope=Scope.HISTORY)
    rows = _own(source_id, rules) if source_id else _invented(per_day, country, days, seeds, rules, quiet=as_json)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        _table(rows)


def _own(source_id: str, rules: list[Rule]) -> list[dict[str, Any]]:
    from datetime import timedelta

    from rasid.backtest import own_trial
    from rasid.errors import LedgerError
    from rasid.pipeline import open_workplace
    from rasid.pipeline.past import past_of
    from rasid.settings import settings
    from rasid.sources import find_source
    from rasid.validate import rules_for

    chosen = settings()
    source = find_source(chosen.seeds_dir, source_id)
    workplace = open_workplace(chosen, with_rules=False, make=False)
    now = workplace.clock()
    past = past_of(workplace.ledger, source, now, span=timedelta(days=365))
    in_force = rules_for(source, rules, now.date())
    as_it_was = own_trial(past, in_force, source=source)
    if as_it_was is None:
        raise LedgerError(
            f"{source.id}: its past is too short to replay: more than 15 days of visits are needed. Try `rasid backtest` without a source."
        )
    stopped = own_trial(past, in_force, source=source, stopped_at=past.visits[-1][0] - timedelta(days=3))
    return [_row(source.id, [as_it_was], [stopped] if stopped else [])]


def _invented(per_day: float | None, country: str, days: int, seeds: int, rules: list[Rule], *, quiet: bool) -> list[dict[str, Any]]:
    from rich.console import Console
    from rich.progress import track

    from rasid.backtest import ROSTER, SyntheticNewsroom, invented_trial

    newsrooms = ROSTER if per_day is None else (SyntheticNewsroom(per_day, country=country.upper(), timezone="UTC"),)
    console = Console(stderr=True, quiet=quiet)
    rows = []
    for newsroom in track(newsrooms, description="replaying", console=console, transient=True):
        calm = [invented_trial(newsroom, rules, seed=seed, days=days) for seed in range(seeds)]
        stopped = [
            invented_trial(newsroom, rules, seed=seed, days=6, every_hours=1, stop_after_hours=hours)
            for seed in range(seeds)
            for hours in (0, 10)
        ]
        rows.append(_row(f"{newsroom.per_day:g} a day, {newsroom.country}", calm, stopped))
    return rows


def _row(name: str, calm: list[Trial], stopped: list[Trial]) -> dict[str, Any]:
    months = sum(trial.months for trial in calm)
    alarms = sum(trial.false_low() for trial in calm)
    hours = sorted(after.total_seconds() / 3600 for trial in stopped if (after := trial.detected_after()) is not None)
    return {
        "newsroom": name,
        "source_months": round(months, 1),
        "visits": sum(trial.visits for trial in calm),
        "low_alarms": alarms,
        "low_alarms_per_month": round(alarms / months, 2) if months else None,
        "stops": len(stopped),
        "stops_missed": len(stopped) - len(hours),
        "hours_to_detection": [round(one, 1) for one in hours],
    }


def _table(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title="History rules on trial", caption="Low alarms: volume_low and silence_long while the source published as usual.")
    for heading in ("newsroom", "source-months", "visits", "low alarms", "per month", "stops seen", "hours to see one"):
        table.add_column(heading, justify="left" if heading == "newsroom" else "right")
    for row in rows:
        hours = row["hours_to_detection"]
        span = "–" if not hours else f"{hours[0]:g}" if len(hours) == 1 else f"{hours[0]:g} to {hours[-1]:g}"
        seen = f"{row['stops'] - row['stops_missed']} of {row['stops']}"
        table.add_row(
            row["newsroom"],
            str(row["source_months"]),
            str(row["visits"]),
            str(row["low_alarms"]),
            str(row["low_alarms_per_month"]),
            seen,
            span,
        )
    Console().print(table)

"""`rasid alerts`: the delivery loop, and incidents and silences by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rasid.cli.alerts_log import log
from rasid.cli.alerts_silences import silence, unsilence

if TYPE_CHECKING:
    from rasid.pipeline.alerting import IncidentAct

Incident = Annotated[str, typer.Argument(metavar="INCIDENT", help="Its id, or the beginning of it.")]
By = Annotated[str | None, typer.Option("--by", help="Who does this. Default: your name on this machine.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; kept in the incident's history.")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="Incidents: deliver what they say, list, acknowledge, silence, resolve.")
    group.command("run", epilog="Examples:  rasid alerts run   ·   */5 * * * * rasid alerts run --once")(run)
    group.command("test", epilog="Examples:  rasid alerts test   ·   rasid alerts test slack-3f2a91c0aa")(try_)
    group.command("list", epilog="Examples:  rasid alerts list   ·   rasid alerts list --all --source demo --json")(list_)
    group.command("ack", epilog="Example:  rasid alerts ack 7832c7 --by Salma")(ack)
    group.command("silence", epilog='Example:  rasid alerts silence --source demo --for 4h --reason "they move to a new server"')(silence)
    group.command("unsilence", epilog="Example:  rasid alerts unsilence 9f3a01bc")(unsilence)
    group.command("resolve", epilog='Example:  rasid alerts resolve 7832c7 --reason "the seed was wrong"')(resolve)
    group.command("reopen", epilog="Example:  rasid alerts reopen 7832c7")(reopen)
    group.command("log", epilog="Examples:  rasid alerts log   ·   rasid alerts log --incident 7832c7")(log)
    app.add_typer(group, name="alerts")


def run(
    once: Annotated[bool, typer.Option("--once", help="One round, then stop: for cron.")] = False,
) -> None:
    """Deliver alerts until stopped: grouping, retries, fallbacks, reminders, missed visits. Needs no Prefect.

    Only one loop runs at a time; a second one stands by and takes over when the first ends (with --once it says so and ends).
    Without a routes file (RASID_ROUTES) alerts are printed here.
    """
    import os
    import signal
    import socket
    from functools import partial
    from threading import Event

    from rasid.errors import LeaseHeld
    from rasid.pipeline import alert_views, alerting
    from rasid.pipeline.workplace import open_workplace
    from rasid.settings import settings

    chosen = settings()
    workplace = open_workplace(chosen, with_rules=False)
    routes = alerting.RoutesFile(chosen)
    sources = alerting.readable_sources(chosen)
    desk = alerting.desk_of(chosen, sources)
    heartbeat = chosen.heartbeat_url.get_secret_value() if chosen.heartbeat_url else None
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    ledger, holder = workplace.ledger, f"{socket.gethostname()}:{os.getpid()}"
    if once:
        try:
            with ledger.leases.hold(alerting.DELIVERY_LEASE, holder):
                done = alerting.one_round(ledger, routes(), workplace.clock(), desk, heartbeat, clock=workplace.clock)
                alerting.round_done(ledger, heartbeat)
        except LeaseHeld as error:
            typer.echo(f"Nothing to do here: {error}", err=True)
        else:
            typer.echo(f"Messages sent: {done.sent}, refused: {done.failed}; deliveries waiting: {done.waiting}.", err=True)
        return
    while not stop.is_set():
        with alerting.delivering(ledger, holder, stop, told=partial(typer.echo, err=True)) as lease:
            if lease is None:
                return
            typer.echo(f"Delivering to {', '.join(route.name for route in routes())}. Ctrl-C stops.", err=True)
            for sentence in alert_views.unheard(routes(), [source.id for source in sources]):
                typer.echo(sentence, err=True)
            alerting.run(ledger, routes, desk, workplace.clock, stop, lost=lease.lost, heartbeat=heartbeat)


def try_(
    names: Annotated[list[str] | None, typer.Argument(metavar="[ROUTE]...", help="Only these routes, by name.")] = None,
) -> None:
    """Send a test message on every route and say of each whether it was accepted. Pages are opened and closed again at once.

    Exits 1 when one was refused.
    """
    from rasid.alert.trial import try_route
    from rasid.errors import SettingsError
    from rasid.model.ports import utc_now
    from rasid.pipeline import alert_views, alerting
    from rasid.settings import settings

    chosen = settings()
    routes = alerting.routes_of(chosen)
    unknown = set(names or ()) - {route.name for route in routes}
    if unknown:
        raise SettingsError(f"no route is called {', '.join(sorted(unknown))}. There are: {', '.join(route.name for route in routes)}.")
    failed = False
    for route in routes:
        if names and route.name not in names:
            continue
        problem = try_route(route, utc_now(), desk_url=chosen.desk_url)
        failed = failed or problem is not None
        typer.echo(f"{route.name}  [{' '.join(route.tags)}]  {'accepted' if problem is None else f'REFUSED: {problem}'}")
    for sentence in alert_views.unheard(routes, [source.id for source in alerting.readable_sources(chosen)]):
        typer.echo(sentence, err=True)
    if failed:
        raise typer.Exit(1)


def list_(
    everything: Annotated[bool, typer.Option("--all", help="Resolved ones too.")] = False,
    source: Annotated[str | None, typer.Option("--source", metavar="ID", help="Only this source.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """List incidents, worst first, then the silences in force."""
    import json

    from rasid.model import IncidentState
    from rasid.pipeline import alert_views
    from rasid.pipeline.workplace import open_workplace
    from rasid.settings import settings

    chosen = settings()
    workplace = open_workplace(chosen, with_rules=False, make=False)
    ledger, now = workplace.ledger, workplace.clock()
    if source is not None:
        alert_views.known_source(ledger, chosen, source)
    states = tuple(IncidentState) if everything else (IncidentState.PENDING, IncidentState.FIRING, IncidentState.ACKNOWLEDGED)
    found = ledger.incidents.find(states=states, source_id=source)
    silences = [one for one in ledger.silences.in_force(now) if source is None or one.source_id in (None, source)]
    waiting = ledger.outbox.counts()
    if as_json:
        listed = [alert_views.incident_json(incident, silences, now) for incident in found]
        typer.echo(
            json.dumps(
                {
                    "schema": "rasid.incidents/1",
                    "incidents": listed,
                    "silences": [alert_views.silence_json(one) for one in silences],
                    "deliveries": waiting,
                },
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    from rich.console import Console
    from rich.table import Column, Table

    from rasid.wording.values import Reader, title_of

    table = Table(
        Column("id", no_wrap=True),
        *(Column(name, overflow="fold") for name in ("source", "state", "severity", "what", "since (UTC)", "visits")),
    )
    for incident in found:
        silenced = any(one.covers(incident, now) for one in silences)
        title = title_of(incident, Reader(str(chosen.language)))
        # Who took it did not end it: most incidents end because a visit finds them mended.
        by = incident.resolved_by if incident.state is IncidentState.RESOLVED else incident.acknowledged_by
        state = f"{incident.state}{' (silenced)' if silenced else ''}{f' by {by}' if by else ''}"
        table.add_row(
            incident.id,
            incident.source_id,
            state,
            str(incident.severity),
            alert_views.shown(title),
            # Eighty columns hold no year without breaking the date in two; --json has it.
            f"{incident.since:%d %b %H:%M}",
            str(incident.failures),
        )
    console = Console()
    console.print(table if found else "No incidents.", markup=False)
    for one in silences:
        scope = ", ".join(part for part in (one.source_id, one.rule, str(one.cause) if one.cause else None) if part) or "everything"
        console.print(
            f"silence {one.id}: {scope} until {one.until:%Y-%m-%d %H:%M} UTC, by {one.author}: {alert_views.shown(one.reason)}",
            markup=False,
            soft_wrap=True,
        )
    for sentence in alert_views.undelivered(ledger, chosen):
        console.print(sentence, markup=False, soft_wrap=True)


def ack(incident: Incident, by: By = None, reason: Reason = "") -> None:
    """Take an incident: everybody who was told of it hears who has it, and reminders stop."""
    from rasid.alert import acknowledge

    _act(incident, acknowledge, by, reason, "acknowledged")


def resolve(incident: Incident, by: By = None, reason: Reason = "") -> None:
    """End an incident by hand. If the next visit still finds the fault, it opens again."""
    from rasid.alert import resolve as end

    _act(incident, end, by, reason, "resolved")


def reopen(incident: Incident, by: By = None, reason: Reason = "") -> None:
    """Open a resolved incident again."""
    from rasid.alert import reopen as again

    _act(incident, again, by, reason, "reopened")


def _act(incident: str, change: IncidentAct, by: str | None, reason: str, done: str) -> None:
    from rasid.pipeline import alert_views, alerting
    from rasid.pipeline.workplace import open_workplace
    from rasid.settings import settings

    workplace = open_workplace(settings(), with_rules=False)
    changed = alerting.act(workplace.ledger, incident, change, by=alert_views.who(by), now=workplace.clock(), reason=reason)
    typer.echo(f"{changed.id} ({changed.source_id}, {changed.key}) {done}.")

"""`rasid alerts log`: what was sent, what was refused and what to do about it; or the history of one incident."""

from __future__ import annotations

from typing import Annotated

import typer


def log(
    incident: Annotated[str | None, typer.Option("--incident", metavar="ID", help="The history of this incident instead.")] = None,
    route: Annotated[str | None, typer.Option("--route", metavar="NAME", help="Only this route.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many lines.")] = 50,
) -> None:
    """What was sent, to whom, and what was refused; newest first. Then the routes that fail now, and what to do. Times are UTC."""
    from rasid.alert.remedies import told
    from rasid.pipeline import alert_views
    from rasid.pipeline.workplace import open_workplace
    from rasid.settings import settings

    ledger = open_workplace(settings(), with_rules=False, make=False).ledger
    if incident is not None:
        for event in ledger.incidents.events(ledger.incidents.get(incident).id):
            who = f" by {event.by}" if event.by else ""
            why = f": {alert_views.shown(event.reason)}" if event.reason else ""
            typer.echo(f"{event.at:%Y-%m-%d %H:%M:%S}  {event.what}{who}{why}")
        return
    attempts = ledger.outbox.log(limit=limit, route=route)
    for attempt in attempts:
        count = len(attempt.notices)
        about = f"{count} {'notice' if count == 1 else 'notices'}" if count else ""
        line = f"{attempt.at:%Y-%m-%d %H:%M:%S}  {attempt.outcome:<9}  {attempt.route}  {attempt.message_key}  {about}  {attempt.error}"
        typer.echo(line.rstrip())
    health = ledger.outbox.health()
    if not attempts:
        of = f" on {route}" if route else ""
        known = f" Routes that were: {', '.join(sorted(health))}." if route and health else ""
        typer.echo(f"Nothing was sent or refused{of} yet.{known}", err=True)
    for name, state in sorted(health.items()):
        if state.down_since is None or route not in (None, name):
            continue
        again = f"; next attempt {state.next_try_at:%Y-%m-%d %H:%M:%S}" if state.next_try_at else ""
        typer.echo(f"{name} fails since {state.down_since:%Y-%m-%d %H:%M:%S}{again}: {told(state.last_error, state.failure)}")

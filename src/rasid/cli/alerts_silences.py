"""`rasid alerts silence` and `unsilence`: say nothing for a while about some incidents, with a reason and an end."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

By = Annotated[str | None, typer.Option("--by", help="Who does this. Default: your name on this machine.")]


def silence(
    reason: Annotated[str, typer.Option("--reason", help="Why: whoever wonders at the quiet will read it.")],
    source: Annotated[str | None, typer.Option("--source", metavar="ID", help="Incidents of this source.")] = None,
    rule: Annotated[str | None, typer.Option("--rule", metavar="KEY", help="Incidents of this rule (or cause:<cause>).")] = None,
    cause: Annotated[str | None, typer.Option("--cause", help="Incidents of this cause.")] = None,
    incident: Annotated[str | None, typer.Option("--incident", metavar="ID", help="Like this incident: its source and its rule.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All incidents of all sources.")] = False,
    lasting: Annotated[str | None, typer.Option("--for", metavar="TIME", help="For how long: 30m, 4h, 2d. Default: 4h.")] = None,
    until: Annotated[datetime | None, typer.Option("--until", help="Until when, in this machine's time.")] = None,
    by: By = None,
) -> None:
    """Say nothing about some incidents for a while. Scopes given together must all match.

    Nothing is lost: what is still wrong when the silence ends is said then, and the end of what was announced is always said.
    """
    from rasid.model import Cause
    from rasid.pipeline import alert_views
    from rasid.pipeline.workplace import open_workplace
    from rasid.settings import settings

    if not (source or rule or cause or incident or everything):
        raise typer.BadParameter("say what to silence: --source, --rule, --cause, --incident, or --all.")
    if everything and (source or rule or cause or incident):
        raise typer.BadParameter("--all silences everything; leave it out, or the other scopes.")
    if lasting and until:
        raise typer.BadParameter("--for and --until both say when it ends; give one.")
    if cause is not None and cause not in tuple(Cause):
        raise typer.BadParameter(f"--cause is one of {', '.join(Cause)}.")
    chosen = settings()
    workplace = open_workplace(chosen, with_rules=False)
    now = workplace.clock()
    if source is not None:
        alert_views.known_source(workplace.ledger, chosen, source)
    if rule is not None:
        alert_views.known_key(workplace.ledger, chosen, rule)
    if incident is not None:
        alike = workplace.ledger.incidents.get(incident)
        source, rule = alike.source_id, alike.key
    added = workplace.ledger.silences.add(
        until=until.astimezone() if until else now + alert_views.span(lasting or "4h"),
        author=alert_views.who(by),
        reason=reason,
        now=now,
        source_id=source,
        rule=rule,
        cause=Cause(cause) if cause else None,
    )
    typer.echo(f"Silence {added.id} until {added.until.astimezone():%Y-%m-%d %H:%M %Z}. `rasid alerts unsilence {added.id}` ends it.")


def unsilence(silence_id: Annotated[str, typer.Argument(metavar="SILENCE", help="Its id.")]) -> None:
    """End a silence now."""
    from rasid.pipeline.workplace import open_workplace
    from rasid.settings import settings

    workplace = open_workplace(settings(), with_rules=False)
    ended = workplace.ledger.silences.remove(silence_id, now=workplace.clock())
    typer.echo(f"Silence {ended.id} is over.")

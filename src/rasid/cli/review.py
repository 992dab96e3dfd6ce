"""`rasid review`: the editors' desk, and who may use it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rasid.review import DeskContext
    from rasid.settings import Settings


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="The editors' desk: a web page to work through what is wrong. Without a command it starts the desk.")
    group.callback(invoke_without_command=True, epilog="Examples:  rasid review   ·   rasid review --host 0.0.0.0 --port 8080")(run)
    group.command("invite", epilog='Examples:  rasid review invite "سلمى" --role editor   ·   rasid review invite Salma --days 7')(invite)
    group.command("people", epilog="Example:  rasid review people")(people)
    group.command("revoke", epilog="Example:  rasid review revoke Salma")(revoke)
    app.add_typer(group, name="review")


def run(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Port to listen on; 0 takes a free one.")] = 8310,
    open_it: Annotated[bool, typer.Option("--open", help="Show the desk in the browser.")] = False,
) -> None:
    """Start the editors' desk.

    On this machine alone it prints a link that is good once, for you. Others come in by personal links (`rasid review invite`)
    or are named by your proxy (RASID_DESK_USER_HEADER). Ctrl-C stops it.
    """
    if context.invoked_subcommand is not None:
        return
    import socket

    import uvicorn

    from rasid.errors import SettingsError
    from rasid.review import create_app
    from rasid.settings import settings

    chosen = settings()
    try:
        # Bound before anything is printed: what is printed can be opened.
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise SettingsError(f"{host}:{port} cannot be listened on ({error.strerror}). Choose another with --port.") from None
    real_port = listening.getsockname()[1]
    place = desk_place(chosen, host)
    shown = f"[{host}]" if ":" in host else host
    link = f"http://{shown}:{real_port}/"
    if place.one_time:
        link += f"enter?once={place.one_time}"
        typer.echo(f"The desk is open. Yours, on this machine, once:\n\n  {link}\n")
    else:
        typer.echo(f"The desk is open at {chosen.desk_url or link}")
        if not place.user_header and not any(person.welcome(place.clock()) for person in place.ledger.desk.people.all()):
            typer.echo("Nobody may come in yet. Invite somebody: rasid review invite NAME --role admin", err=True)
    if open_it:
        typer.launch(link)
    warm_up(place)
    config = uvicorn.Config(create_app(place), log_level="warning", proxy_headers=False, server_header=False, access_log=False)
    uvicorn.Server(config).run(sockets=[listening])


def warm_up(place: DeskContext) -> None:
    """Judges a sentence in the background: the first editor who says «mended» must not wait for the rules to be loaded."""
    import threading

    def judge() -> None:
        if place.check_text is not None and place.sources:
            with contextlib.suppress(Exception):
                place.check_text(
                    "عنوان للتجربة قبل أن يأتي أحد\n\nجملة واحدة تكفي لتحميل القواعد كلّها قبل أن يحتاج إليها محرّر.", place.sources[0]
                )

    threading.Thread(target=judge, name="warm-up", daemon=True).start()


def desk_place(chosen: Settings, host: str) -> DeskContext:
    """The desk's surroundings as the settings describe them. Raises SettingsError, LedgerError, RuleError."""
    import secrets
    from urllib.parse import urlsplit

    from rasid.alert.metrics import prometheus
    from rasid.errors import SettingsError
    from rasid.model import Rule, Source
    from rasid.model.desk import Looked, Role
    from rasid.model.draft import Checked
    from rasid.pipeline import open_workplace
    from rasid.pipeline.alert_views import who
    from rasid.pipeline.measure import figures
    from rasid.review import DeskContext
    from rasid.review.identity import is_loopback
    from rasid.review.secret import desk_secret
    from rasid.sources import load_sources
    from rasid.validate import rules_for

    if chosen.desk_proxy_role not in tuple(Role):
        raise SettingsError(f"RASID_DESK_PROXY_ROLE: {chosen.desk_proxy_role!r} is no role. Give reader, editor or admin.")
    workplace = open_workplace(chosen)
    sources = load_sources(chosen.seeds_dir)
    alone = is_loopback(host)
    names = {"127.0.0.1", "localhost", "[::1]"} | ({urlsplit(chosen.desk_url).hostname or ""} if chosen.desk_url else set())
    wildcard = host in ("0.0.0.0", "::")  # noqa: S104

    def recheck(source: Source, url: str) -> Looked:
        from rasid.pipeline.recheck import recheck_article

        return recheck_article(source, url, workplace)

    def check_text(text: str, source: Source) -> Checked:
        from rasid.pipeline import draft

        return draft.check_text(text, source, workplace)

    def check_address(address: str, source: Source) -> Checked:
        from rasid.pipeline import draft

        return draft.check_address(address, source, workplace)

    def rules_of(source: Source) -> list[Rule]:
        return rules_for(source, workplace.rules, workplace.clock().date())

    return DeskContext(
        ledger=workplace.ledger,
        sources=sources,
        rules=workplace.rules,
        secret=desk_secret(chosen),
        recheck=recheck,
        check_text=check_text,
        check_address=check_address,
        rules_for=rules_of,
        metrics=lambda: prometheus(figures(workplace.ledger, sources, workplace.clock())),
        metrics_token=chosen.metrics_token.get_secret_value() if chosen.metrics_token else None,
        clock=workplace.clock,
        language=chosen.language,
        # Behind a wildcard address without RASID_DESK_URL nobody can say which names are ours.
        hosts=frozenset() if wildcard and not chosen.desk_url else frozenset(names | {host}),
        desk_url=chosen.desk_url or "",
        one_time=secrets.token_urlsafe(24) if alone else None,
        local_name=who(None),
        user_header=chosen.desk_user_header,
        trusted_proxies=tuple(part.strip() for part in chosen.desk_trusted_proxies.split(",") if part.strip()),
        proxy_role=Role(chosen.desk_proxy_role),
    )


def invite(
    name: Annotated[str, typer.Argument(help="The person's name, as the log will show it.")],
    role: Annotated[
        str, typer.Option("--role", metavar="reader|editor|admin", help="Readers look, editors decide, admins also invite.")
    ] = "editor",
    days: Annotated[int, typer.Option("--days", min=1, max=3650, help="How long the person may use the desk.")] = 90,
) -> None:
    """Print a personal link to the desk. It opens for seven days; an older link of the same name ends, with its sessions.

    Whoever has the link is that person: send it to them alone. Who has come in stays inside. `rasid review revoke NAME` ends it, and every session that came of it.
    """
    from datetime import timedelta

    from rasid.model.desk import Role
    from rasid.pipeline import open_workplace
    from rasid.pipeline.alert_views import who
    from rasid.review.identity import LINK_LIVES, personal_token
    from rasid.review.secret import desk_secret
    from rasid.settings import settings
    from rasid.store.desk.audit import Who

    if role not in tuple(Role):
        raise typer.BadParameter(f"{role!r}: give reader, editor or admin.", param_hint="--role")
    chosen = settings()
    workplace = open_workplace(chosen, with_rules=False)
    now = workplace.clock()
    by = Who(who(None), Role.ADMIN)
    person = workplace.ledger.desk.people.invite(name, Role(role), by=by, now=now, expires_at=now + timedelta(days=days))
    base = (chosen.desk_url or "http://127.0.0.1:8310").rstrip("/")
    typer.echo(f"{base}/enter?token={personal_token(desk_secret(chosen), person)}")
    link_ends = now + min(LINK_LIVES, timedelta(days=days))
    typer.echo(
        f"For {person.name} ({role}): open it before {link_ends:%Y-%m-%d}. The desk is theirs until {person.expires_at:%Y-%m-%d}.", err=True
    )
    if not chosen.desk_url:
        typer.echo("Set RASID_DESK_URL to the address people use, so that links lead there.", err=True)


def people() -> None:
    """List everybody who may use the desk, or might once."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from rasid.pipeline import open_workplace
    from rasid.settings import settings
    from rasid.wording.escape import neutral

    workplace = open_workplace(settings(), with_rules=False)
    now = workplace.clock()
    table = Table("name", "role", "comes by", "invited", "last seen", "state")
    for person in workplace.ledger.desk.people.all():
        state = "revoked" if person.revoked_at else "good" if person.welcome(now) else "expired"
        seen = f"{person.last_seen_at:%Y-%m-%d %H:%M}" if person.last_seen_at else "—"
        table.add_row(escape(neutral(person.name)), str(person.role), person.kind, f"{person.invited_at:%Y-%m-%d}", seen, state)
    Console().print(table)


def revoke(name: Annotated[str, typer.Argument(help="The person's name, as `rasid review people` shows it.")]) -> None:
    """End somebody's link and every session that came of it, at once."""
    from rasid.model.desk import Role
    from rasid.pipeline import open_workplace
    from rasid.pipeline.alert_views import who
    from rasid.settings import settings
    from rasid.store.desk.audit import Who

    workplace = open_workplace(settings(), with_rules=False)
    person = workplace.ledger.desk.people.revoke(name, by=Who(who(None), Role.ADMIN), now=workplace.clock())
    typer.echo(f"{person.name} may not use the desk any more.")

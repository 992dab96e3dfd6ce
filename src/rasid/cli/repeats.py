"""`rasid repeats`: what a site repeats from article to article, and a person's word against it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from datetime import datetime

    from rasid.model.repeats import RepeatedBlock


def register(app: typer.Typer) -> None:
    app.command(
        "repeats",
        epilog="Examples:  rasid repeats demo   ·   rasid repeats demo --keep 3f2a91c0   ·   rasid repeats demo --unkeep 3f2a91c0   ·   rasid repeats demo --forget",
    )(repeats)


def repeats(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="The source's folder name in seeds/.")],
    keep: Annotated[
        str | None, typer.Option("--keep", metavar="HASH", help="This block is the newsroom's: never take it out again, put it back.")
    ] = None,
    unkeep: Annotated[str | None, typer.Option("--unkeep", metavar="HASH", help="Take --keep back.")] = None,
    forget: Annotated[
        bool, typer.Option("--forget", help="Forget all that was learnt, put everything back, learn from new articles.")
    ] = False,
    by: Annotated[str | None, typer.Option("--by", help="Who does this. Default: your name on this machine.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """List what a site repeats on most of its articles (promotions, "follow us", a box about the author): visits take it out of bodies.

    Learnt from at least eight articles of two days; HASH is the list's first column, or its beginning. What is put back is judged at the next visit.
    """
    from rasid.pipeline.alert_views import known_source, who
    from rasid.pipeline.repeats import keep as keep_block
    from rasid.pipeline.workplace import open_workplace
    from rasid.settings import settings

    if sum((keep is not None, unkeep is not None, forget)) > 1:
        raise typer.BadParameter("give one of --keep, --unkeep and --forget.")
    chosen = settings()
    workplace = open_workplace(chosen, with_rules=False, make=False)
    known_source(workplace.ledger, chosen, source_id)
    store = workplace.ledger.repeats
    if keep is not None:
        block, back = keep_block(workplace, source_id, keep, by=who(by))
        typer.echo(
            f"{_short(block)} is kept from now on; {back} articles have it again. `rasid repeats {source_id} --unkeep {_short(block)}` undoes it."
        )
        return
    if unkeep is not None:
        block = store.find(source_id, unkeep)
        store.let_go(source_id, block)
        typer.echo(f"{_short(block)} may be taken out again, from pages read from now on.")
        return
    if forget:
        gone, back = store.forget(source_id, now=workplace.clock())
        typer.echo(f"{gone} blocks forgotten; {back} articles are whole again. Articles from now on teach anew.")
        return
    _list(
        source_id, sorted(store.of(source_id), key=lambda block: (-block.articles, block.fingerprint)), workplace.clock(), as_json=as_json
    )


def _short(block: RepeatedBlock) -> str:
    return block.fingerprint.hex()[:8]


def _list(source_id: str, blocks: list[RepeatedBlock], now: datetime, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"source": source_id, "blocks": [_json(block, now) for block in blocks]}, ensure_ascii=False, indent=2))
        return
    if not blocks:
        typer.echo(f"{source_id}: nothing is known that it repeats. It is learnt from at least eight articles of two days.")
        return
    from rich.console import Console
    from rich.table import Column, Table

    from rasid.wording.escape import neutral
    from rasid.wording.format import isolate

    table = Table(
        Column("hash", no_wrap=True),
        Column("articles", no_wrap=True),
        Column("days", no_wrap=True),
        Column("last seen", no_wrap=True),
        Column("visits", no_wrap=True),
        Column("text", overflow="fold"),
    )
    for block in blocks:
        told = (
            f"keep it ({neutral(block.kept_by, limit=20)})"
            if block.kept_at is not None
            else "take it out"
            if block.standing(now)
            else "leave it"
        )
        table.add_row(
            _short(block),
            f"{block.articles} of {block.of}",
            str(block.days),
            f"{block.last_seen_at:%d %b %H:%M}",
            told,
            isolate(neutral(block.sample, limit=120)),
        )
    Console().print(table, markup=False)


def _json(block: RepeatedBlock, now: datetime) -> dict[str, Any]:
    return {
        "hash": block.fingerprint.hex(),
        "text": block.sample,
        "articles": block.articles,
        "of": block.of,
        "days": block.days,
        "first_seen_at": block.first_seen_at.isoformat(timespec="seconds"),
        "last_seen_at": block.last_seen_at.isoformat(timespec="seconds"),
        "taken_out": bool(block.standing(now)),
        "kept_by": block.kept_by or None,
    }

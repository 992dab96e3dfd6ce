"""`rasid new`: get to know a site and write its seed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rasid.model import Finding
    from rasid.probe.propose import Proposal


def register(app: typer.Typer) -> None:
    app.command(
        "new",
        epilog="Examples:  rasid new https://example.org/news   ·   rasid new https://example.org/rss --yes --country JO   ·   rasid new --check example",
    )(new)


def new(
    url: Annotated[str | None, typer.Argument(metavar="URL", help="A section's page, the front page, a feed or a news sitemap.")] = None,
    check: Annotated[
        str | None, typer.Option("--check", metavar="ID", help="Say what drifted on a site since its seed was written.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")] = False,
    source_id: Annotated[str | None, typer.Option("--id", metavar="NAME", help="The source's id: small letters, digits, hyphens.")] = None,
    name_ar: Annotated[str | None, typer.Option("--name-ar", metavar="TEXT", help="Its Arabic name.")] = None,
    name_en: Annotated[str | None, typer.Option("--name-en", metavar="TEXT", help="Its English name.")] = None,
    country: Annotated[str | None, typer.Option("--country", metavar="XX", help="Where it is published (EG, SA, LB …).")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over an existing folder of that id.")] = False,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Allow private and loopback addresses.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
) -> None:
    """Add a news site: look at it politely, show five of its articles, write seeds/<id>/.

    About a dozen requests, one a second. Nothing is written before you agree; the publisher's text is never stored. Delete the folder to undo it.
    With --check nothing is written; exits 1 when the seed needs correcting.
    """
    if (url is None) == (check is None):
        raise typer.BadParameter("give the address of a site, or --check ID.", param_hint="URL")
    if check is not None:
        _check(check, allow_private, as_json)
        return
    assert url is not None
    _add(url, yes=yes, given=(source_id, name_ar, name_en, country), force=force, allow_private=allow_private, as_json=as_json)


def _add(
    url: str,
    *,
    yes: bool,
    given: tuple[str | None, str | None, str | None, str | None],
    force: bool,
    allow_private: bool,
    as_json: bool,
) -> None:
    from rasid.cli.typed import typed_address
    from rasid.errors import SourceError
    from rasid.fetch import MemoryState
    from rasid.model.ports import utc_now
    from rasid.pipeline.fetching import fetcher_of
    from rasid.probe.identity import check_id, identity_of
    from rasid.probe.look import look_at
    from rasid.probe.propose import propose
    from rasid.probe.write import as_source, goldens, refuse_existing, seed_text, write_seed
    from rasid.settings import PACKAGED_PROJECT, settings
    from rasid.urls import redact

    chosen = settings()
    if chosen.root == PACKAGED_PROJECT:
        raise SourceError(f"{Path.cwd()}: there is no project here that a site could be added to. Make one: rasid init DIR; then cd DIR.")
    address = url if "://" in url else f"https://{url}"
    if not address.startswith(("http://", "https://")):
        raise SourceError(f"{redact(url)}: only http and https addresses can be watched. Give one like https://example.org/news")
    source_id, name_ar, name_en, country = given
    if source_id is not None:
        check_id(source_id)
        if not force:
            refuse_existing(chosen.seeds_dir, source_id)
    state = MemoryState()
    private = _is_private(address)
    spacing = 0.0 if private else 1.0
    with (
        typed_address(url),
        fetcher_of(chosen, state=state, clock=utc_now, allow_private=(address,) if allow_private else (), spacing=spacing) as fetcher,
    ):
        seen = look_at(address, fetcher, state, now=utc_now())
    identity = identity_of(seen, source_id=source_id, name_ar=name_ar, name_en=name_en, country=country)
    if not force:
        refuse_existing(chosen.seeds_dir, identity.id)
    proposal = propose(seen, identity, now=utc_now(), allow_private=allow_private or chosen.allow_private, shown_private=private)
    text = seed_text(proposal, chosen.seeds_dir)
    source = as_source(text, identity.id)
    findings = _judged(proposal)
    if as_json:
        if not yes:
            typer.echo(_json(proposal, findings, None))
            return
    else:
        _show(proposal, findings, seen.requests)
        if not yes and not _agreed(f"Write {chosen.seeds_dir / source.id}/?"):
            typer.echo("Nothing was written.")
            return
    folder = write_seed(proposal, text, pages := goldens(proposal), chosen.seeds_dir, force=force)
    if as_json:
        typer.echo(_json(proposal, findings, str(folder)))
        return
    typer.echo(f"Wrote {folder}/: source.toml and {len(pages)} golden page{'' if len(pages) == 1 else 's'} in placeholder words.")
    typer.echo(f"Next: rasid visit {source.id}   ·   undo: delete the folder")


def _is_private(address: str) -> bool:
    from rasid.errors import FetchError
    from rasid.fetch.addresses import check_url

    try:
        check_url(address, asked=address, allow_private=False)
    except FetchError:
        return True
    return False


def _judged(proposal: Proposal) -> dict[str, list[Finding]]:
    """Findings of the article rules by address; empty where the project has no rules."""
    from rasid.model import WindowArticle
    from rasid.model.ports import utc_now
    from rasid.pipeline.single import article_rules, judge_articles
    from rasid.settings import settings

    now = utc_now()
    items = [
        WindowArticle(article=one.article, first_seen_at=now, revision=1, revised_at=now, new_in_visit=True) for one in proposal.specimens
    ]
    rules = article_rules(proposal.source, expectations_dir=settings().expectations_dir, now=now)
    found: dict[str, list[Finding]] = {}
    for finding in judge_articles(items, rules, source=proposal.source, now=now):
        found.setdefault(finding.article_url or "", []).append(finding)
    return found


def _agreed(question: str) -> bool:
    from rasid.errors import SourceError

    if not sys.stdin.isatty():
        raise SourceError("Nothing was written: nobody is there to agree (standard input is no terminal). Say --yes.")
    return typer.confirm(question, default=True)


def _show(proposal: Proposal, findings: dict[str, list[Finding]], requests: int) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from rasid.wording.escape import neutral
    from rasid.wording.format import isolate

    console = Console()
    source, section = proposal.source, proposal.source.sections[0]
    console.print(
        f"[bold]{source.id}[/]  {escape(isolate(neutral(source.name.ar, limit=60)))} / {escape(neutral(source.name.en, limit=60))}",
        highlight=False,
    )
    guess = "" if proposal.identity.certain else " (a guess from its stamps: check it)"
    rhythm = proposal.rhythm
    lines = [
        f"country {source.country}, zone {source.timezone}{guess}; encoding {source.encoding or 'utf-8'}; dates: {proposal.dates}",
        f"section {section.url}",
        *(f"feed {feed}" for feed in section.feeds),
        *(f"sitemap {sitemap}" for sitemap in section.sitemaps),
        f"every {source.every_minutes} minutes"
        + (
            f" ({rhythm.articles} dated articles seen, about {rhythm.per_day:.0f} a day)"
            if rhythm.per_day
            else " (too few dates to know its rhythm)"
        ),
        *(f"selector {name}: {selector}" for name, selector in source.selectors.items()),
        *(f"note: {neutral(remark, limit=200)}" for remark in proposal.remarks[:5]),
    ]
    for line in lines:
        console.print(f"  {escape(line)}", highlight=False)
    table = Table(title=f"{len(proposal.specimens)} of its articles ({requests} requests)", show_lines=True)
    for column in ("headline", "published", "read from", "words", "findings"):
        table.add_column(column, overflow="fold")
    for one in proposal.specimens:
        article = one.article
        told = findings.get(article.url, [])
        origin = article.origins.get("published_at")
        table.add_row(
            escape(isolate(neutral(article.headline or "—", limit=70))),
            article.published_at.strftime("%Y-%m-%d %H:%M %z") if article.published_at else "—",
            origin.value if origin else "—",
            str(len(article.text.split())),
            escape("\n".join(sorted({finding.rule for finding in told})) or "none"),
        )
    console.print(table)


def _json(proposal: Proposal, findings: dict[str, list[Finding]], folder: str | None) -> str:
    source, section = proposal.source, proposal.source.sections[0]
    return json.dumps(
        {
            "id": source.id,
            "name": {"ar": source.name.ar, "en": source.name.en},
            "country": source.country,
            "country_certain": proposal.identity.certain,
            "timezone": source.timezone,
            "encoding": source.encoding or "utf-8",
            "dates": proposal.dates,
            "every_minutes": source.every_minutes,
            "section": {"url": section.url, "feeds": list(section.feeds), "sitemaps": list(section.sitemaps)},
            "selectors": dict(source.selectors),
            "articles": [
                {
                    "url": one.article.url,
                    "headline": one.article.headline,
                    "published_at": one.article.published_at.isoformat() if one.article.published_at else None,
                    "words": len(one.article.text.split()),
                    "findings": sorted({finding.rule for finding in findings.get(one.article.url, [])}),
                }
                for one in proposal.specimens
            ],
            "remarks": list(proposal.remarks),
            "written": folder,
        },
        ensure_ascii=False,
        indent=2,
    )


def _check(source_id: str, allow_private: bool, as_json: bool) -> None:
    from dataclasses import asdict

    from rasid.fetch import MemoryState
    from rasid.model.ports import utc_now
    from rasid.pipeline.fetching import fetcher_of, own_addresses
    from rasid.probe.drift import drift_of
    from rasid.settings import settings
    from rasid.sources import find_source

    chosen = settings()
    source = find_source(chosen.seeds_dir, source_id)
    state = MemoryState()
    with fetcher_of(
        chosen, state=state, clock=utc_now, source=source, allow_private=own_addresses(source) if allow_private else ()
    ) as fetcher:
        found = drift_of(source, fetcher, state, utc_now)
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
    elif not found:
        typer.echo(f"{source_id}: nothing drifted since its seed was written.")
    for one in found if not as_json else ():
        typer.echo(f"{'✗' if one.serious else '·'} {one.what}: the seed says {one.seed}; now {one.now}. To do: {one.advice}.")
    if any(one.serious for one in found):
        raise typer.Exit(1)

"""`rasid extract` and `rasid check`: one page, no source needed."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rasid.extract.trace import Trace
    from rasid.fetch import Fetcher
    from rasid.model import Article, Finding, Source

PAGE = Annotated[
    str, typer.Argument(metavar="FILE-or-URL", help="A saved page, a plain text document, an address, or - for standard input.")
]
URL = Annotated[str | None, typer.Option("--url", metavar="URL", help="The address a saved page came from.")]
SOURCE = Annotated[
    str | None, typer.Option("--source", metavar="ID", help="Read the page as one of this source (its zone, selectors, overrides).")
]
PRIVATE = Annotated[bool, typer.Option("--allow-private", help="Allow private and loopback addresses (tests, the demo).")]
PUBLISHED = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="When a plain text document was published (any date rasid reads).")
]


def register(app: typer.Typer) -> None:
    app.command(
        "extract",
        epilog="Examples:  rasid extract page.html --url https://example.org/news/1   ·   curl … | rasid extract - | jq .headline",
    )(extract)
    app.command(
        "check",
        epilog="Examples:  rasid check https://example.org/news/1   ·   rasid check page.html --lang en   ·   rasid check story.txt --json",
    )(check)


def extract(
    page: PAGE,
    url: URL = None,
    source: SOURCE = None,
    allow_private: PRIVATE = False,
    published: PUBLISHED = None,
    why: Annotated[
        bool,
        typer.Option(
            "--why", help="Instead of the article: every candidate of each field, why one won, and the tests for pages that are none."
        ),
    ] = False,
) -> None:
    """Print the article of a page as JSON, each field with where it was read.

    A page alone is read whole: what its site repeats on most articles (`rasid repeats ID`) only visits can tell, and take out of the body.
    Exits 1 when the page is no article; standard error says what it is instead.
    """
    from rasid.errors import Refusal
    from rasid.extract.trace import Trace
    from rasid.pipeline.codec import article_json

    trace = Trace() if why else None
    try:
        article, _ = _read(page, url, source, allow_private, published, trace)
    except Refusal as refusal:
        if trace is not None:
            _tell_tests(trace)
        typer.echo(f"rasid: {refusal}", err=True)
        raise typer.Exit(1) from None
    if trace is not None:
        _tell_fields(article, trace)
        _tell_tests(trace)
        return
    typer.echo(json.dumps(article_json(article), ensure_ascii=False, indent=2))


def check(
    page: PAGE,
    url: URL = None,
    source: SOURCE = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print article and findings as JSON.")] = False,
    language: Annotated[
        str | None, typer.Option("--lang", metavar="ar|en", help="Language of the explanation; RASID_LANGUAGE by default.")
    ] = None,
    links: Annotated[bool, typer.Option("--links", help="Also ask whether the links inside the body answer (a request each).")] = False,
    allow_private: PRIVATE = False,
    published: PUBLISHED = None,
) -> None:
    """Say what is wrong with an article, and what to change.

    A page alone is read whole: what its site repeats on most articles (`rasid repeats ID`) only visits can tell, and take out of the body.
    Exits 1 when a critical rule fails or the page is no article.
    """
    from rasid.cli.lean import start_lean

    start_lean()
    from rasid.errors import Refusal
    from rasid.pipeline.codec import CHECK_SCHEMA, article_json, finding_json, refusal_json
    from rasid.settings import settings

    spoken = language or settings().language.value
    if spoken not in ("ar", "en"):
        raise typer.BadParameter(f"{spoken!r}: give ar or en.", param_hint="--lang")
    try:
        article, seed = _read(page, url, source, allow_private, published)
    except Refusal as refusal:
        told = refusal_json(refusal)
        if as_json:
            typer.echo(json.dumps({"schema": CHECK_SCHEMA, "article": None, "findings": [told]}, ensure_ascii=False, indent=2))
        else:
            typer.echo(f"✗ {told['title'][spoken]}\n  {told['advice'][spoken]}\n  {refusal}")
        raise typer.Exit(1) from None
    from rasid.pipeline import check_article

    states = None
    if links:
        from rasid.pipeline.links import link_states

        # A page read from a file is still one of its address's site: that site's own hosts are what --allow-private opens.
        with _fetcher(article.url, allow_private, seed) as fetcher:
            states = link_states(article, fetcher)
    findings = check_article(article, source=seed, link_states=states)
    if as_json:
        typer.echo(
            json.dumps(
                {"schema": CHECK_SCHEMA, "article": article_json(article), "findings": [finding_json(each, seed) for each in findings]},
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        _explain(article.headline, findings, spoken, seed)
    if any(finding.severity.value == "critical" for finding in findings):
        raise typer.Exit(1)


def _tell_fields(article: Article, trace: Trace) -> None:
    """Each field's candidates as they were read, the value it has, and the reason."""
    from rasid.extract.trace import REASONS
    from rasid.wording.format import isolate

    for name, options in article.candidates.items():
        value = getattr(article, name, None)
        typer.echo(f"{name}: {isolate(_one_line(value))}")
        if (reason := trace.reasons.get(name)) and value:
            typer.echo(f"  because: {REASONS.get(reason, reason)} [{reason}]")
        for option in options:
            told = _one_line(option.value)
            written = _one_line(option.raw)
            typer.echo(
                f"  - {option.origin.value}: {isolate(told)}" + (f"  as written: {isolate(written)}" if written not in ("—", told) else "")
            )
    typer.echo(f"notes: {' '.join(article.notes) or '—'}")
    typer.echo("repeated by the site: not asked, this is a page alone")


def _one_line(value: Any) -> str:
    text = "، ".join(map(str, value)) if isinstance(value, list | tuple) else str(value) if value is not None else ""
    return " ".join(text.split())[:200] or "—"


def _tell_tests(trace: Trace) -> None:
    """The tests for pages that are no article, in the order they were asked, each with what it found."""
    from rasid.extract.pagekind import page_score

    if trace.facts is not None:
        typer.echo(f"shape of an article: {page_score(trace.facts):.2f} (log odds)")
    for tried in trace.tried:
        found = "nothing" if tried.evidence is None else ", ".join(f"{name}: {value}" for name, value in tried.evidence.items())
        typer.echo(f"  {tried.name} ({tried.kind.value}): {found}")


def _read(
    page: str, url: str | None, source_id: str | None, allow_private: bool, published: str | None, trace: Trace | None = None
) -> tuple[Any, Source | None]:
    """The article of a file, of standard input or of an address."""
    from rasid.errors import RasidError
    from rasid.model.ports import utc_now
    from rasid.pipeline.single import read_document
    from rasid.settings import settings
    from rasid.sources import find_source

    now = utc_now()
    seed = find_source(settings().seeds_dir, source_id) if source_id else None
    when: datetime | None = None
    if published:
        from rasid.arabic.dates import parse_date

        read = parse_date(published, now=now, country=seed.country if seed else None, tz=seed.timezone if seed else "UTC")
        if read is None:
            raise RasidError(f"--published {published!r}: rasid cannot read this date. Write it like 2019-02-01 or «1 شباط 2019».")
        when = read.at
    if page.startswith(("http://", "https://")):
        body, content_type, address = _fetch(page, allow_private, seed)
    else:
        content_type = None
        if page == "-":
            body, address = sys.stdin.buffer.read(), url or "stdin:"
        else:
            file = Path(page)
            try:
                body = file.read_bytes()
            except OSError as error:
                raise RasidError(
                    f"{page}: cannot be read ({error.strerror}). Give a file, an http(s) address, or - for standard input."
                ) from None
            address = url or file.resolve().as_uri()
            if file.suffix == ".txt":
                content_type = "text/plain"
    return read_document(body, url or address, content_type=content_type, source=seed, published_at=when, now=now, trace=trace), seed


def _fetch(address: str, allow_private: bool, source: Source | None) -> tuple[bytes, str | None, str]:
    from rasid.cli.typed import typed_address

    with typed_address(address), _fetcher(address, allow_private, source) as fetcher:
        page = fetcher.get(address, kind="page")
    return page.body, page.content_type, page.final_url


def _fetcher(address: str, allow_private: bool, source: Source | None = None) -> Fetcher:
    from rasid.fetch import MemoryState
    from rasid.model.ports import utc_now
    from rasid.pipeline.fetching import fetcher_of
    from rasid.settings import settings

    return fetcher_of(settings(), state=MemoryState(), clock=utc_now, source=source, allow_private=(address,) if allow_private else ())


def _explain(headline: str | None, findings: list[Finding], language: str, source: Source | None) -> None:
    """The findings in words, worst first, each with its sentence and what to do."""
    from rasid.wording import say
    from rasid.wording.format import isolate
    from rasid.wording.values import Reader, advice_of, suggestion_of, title_of

    reader = Reader(language, source.timezone, source.country) if source else Reader(language)
    typer.echo(isolate(headline or "—"))
    if not findings:
        typer.echo(f"✓ {say('check.clean', language)}")
        return
    for finding in findings:
        mark = {"critical": "✗", "warning": "!", "info": "·"}[finding.severity.value]
        typer.echo(f"{mark} {title_of(finding, reader)}  [{finding.rule}]")
        for span in finding.spans[:3]:
            typer.echo(f"    {isolate(span.before)}⟦{isolate(span.text)}⟧{isolate(span.after)}")
        if finding.suggestion:
            typer.echo(f"    → {suggestion_of(finding, reader)}")
        typer.echo(f"    {advice_of(finding, reader)}")
    typer.echo(say("check.count", language, n=len(findings)))

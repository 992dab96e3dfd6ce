"""`rasid rules`: what is promised, for whom and why. `rasid rules test`: one rule on one page. `rasid suites`: to Great Expectations' own JSON and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rasid.cli.pages import PAGE, PRIVATE, PUBLISHED, SOURCE, URL

if TYPE_CHECKING:
    from rasid.model import Rule, Source

ID = Annotated[str | None, typer.Option("--source", metavar="ID", help="As they apply to this source, its overrides laid over them.")]
LANG = Annotated[str | None, typer.Option("--lang", metavar="ar|en", help="Language of the titles; RASID_LANGUAGE by default.")]
SCOPE = Annotated[str | None, typer.Option("--scope", metavar="article|section|history", help="Only the rules of this scope.")]


def register(app: typer.Typer) -> None:
    rules = typer.Typer(invoke_without_command=True, help="The rules: what is promised, for which source, and why.")
    rules.callback(
        epilog="Examples:  rasid rules   ·   rasid rules --source bbc-arabic   ·   rasid rules test headline_too_short page.html"
    )(list_)
    rules.command(
        "test", epilog="Examples:  rasid rules test body_truncated story.txt   ·   rasid rules test headline_missing https://example.org/1"
    )(try_)
    suites = typer.Typer(no_args_is_help=True, help="The rules as suites of Great Expectations.")
    suites.command("export", epilog="Examples:  rasid suites export   ·   rasid suites export --to suites/ --source bbc-arabic")(export)
    suites.command(
        "import", epilog="Examples:  rasid suites import suites/article.json --dry-run   ·   rasid suites import suites/article.json"
    )(import_)
    suites.callback()(_suites)
    app.add_typer(rules, name="rules")
    app.add_typer(suites, name="suites")


def list_(
    context: typer.Context,
    source: ID = None,
    scope: SCOPE = None,
    language: LANG = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the rules as JSON.")] = False,
) -> None:
    """List the rules in force. A changed or disabled rule says why, and until when."""
    if context.invoked_subcommand is not None:
        return
    spoken = _spoken(language)
    rules, _ = _in_force(source, scope)
    if as_json:
        typer.echo(json.dumps([_told(rule) for rule in rules], ensure_ascii=False, indent=2))
        return
    for name in dict.fromkeys(rule.scope for rule in rules):
        typer.echo(f"{name.value}.toml")
        for rule in rules:
            if rule.scope is name:
                _line(rule, spoken)
    disabled = sum(not rule.enabled for rule in rules)
    typer.echo("✗ critical   ! warning   · info   – disabled")
    typer.echo(f"{len(rules) - disabled} rules in force" + (f", {disabled} disabled." if disabled else "."))


def try_(
    key: Annotated[str, typer.Argument(metavar="KEY", help="The rule's key, as `rasid rules` lists it.")],
    page: PAGE,
    url: URL = None,
    source: SOURCE = None,
    language: LANG = None,
    allow_private: PRIVATE = False,
    published: PUBLISHED = None,
) -> None:
    """Try one rule on one page or document, disabled or not. Exits 1 when it fails or is broken."""
    from dataclasses import replace

    from rasid.cli.pages import _read
    from rasid.errors import RuleError
    from rasid.model import Scope, Status
    from rasid.pipeline.single import check_article
    from rasid.validate.rulebook import nearest
    from rasid.wording.values import Reader, advice_of, suggestion_of, title_of

    spoken = _spoken(language)
    rules, seed = _in_force(source, None)
    by_key = {rule.key: rule for rule in rules}
    if key not in by_key:
        raise RuleError(f"There is no rule “{key}”.{nearest(key, by_key)} `rasid rules` lists them.")
    rule = by_key[key]
    if rule.scope is not Scope.ARTICLE:
        whole = "the past of a source" if rule.scope is Scope.HISTORY else "a whole section"
        raise RuleError(f"{key} judges {whole}, not one page. `rasid visit ID --dry-run` evaluates it.")
    article, _ = _read(page, url, source, allow_private, published)
    reader = Reader(spoken, seed.timezone, seed.country) if seed else Reader(spoken)
    findings = check_article(article, source=seed, rules=[replace(rule, enabled=True)], passes=True)
    if all(finding.status is Status.PASS for finding in findings):
        shown = next((finding for finding in findings if finding.observed is not None), None)
        values = f": observed {shown.observed}" + (f", expected {shown.expected}" if shown.expected else "") if shown else ""
        typer.echo(f"✓ {key} passes{values}.")
        return
    for finding in findings:
        mark = "✗" if finding.status is Status.FAIL else "?"
        typer.echo(f"{mark} {key} ({finding.severity.value}, {finding.status.value}): {title_of(finding, reader)}")
        for label, value in (
            ("observed", finding.observed),
            ("expected", finding.expected),
            ("read from", finding.origin),
            ("detail", finding.detail),
        ):
            if value:
                typer.echo(f"    {label}: {value}")
        for span in finding.spans[:5]:
            typer.echo(f"    {span.field} {span.start}–{span.end}: {span.before}⟦{span.text}⟧{span.after}")
        if finding.suggestion:
            typer.echo(f"    → {suggestion_of(finding, reader)}")
        typer.echo(f"    {advice_of(finding, reader)}")
    raise typer.Exit(1)


def _suites() -> None:
    """Great Expectations' side of the rules."""


def export(
    to: Annotated[Path | None, typer.Option("--to", metavar="FOLDER", help="Where to; one file a scope. Default: standard output.")] = None,
    source: ID = None,
    scope: SCOPE = None,
) -> None:
    """Write the rules in force as Great Expectations saves a suite, one suite a scope; on standard output a list of them, with --scope the one."""
    from rasid.errors import RasidError
    from rasid.validate import suite_json

    rules, seed = _in_force(source, scope)
    scopes = list(dict.fromkeys(rule.scope for rule in rules))
    if to is None and len(scopes) > 1:
        told = [
            suite_json([rule for rule in rules if rule.scope is name], f"{seed.id}.{name.value}" if seed else name.value) for name in scopes
        ]
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))
        return
    for name in scopes:
        title = f"{seed.id}.{name.value}" if seed else name.value
        text = json.dumps(suite_json([rule for rule in rules if rule.scope is name], title), ensure_ascii=False, indent=2, default=str)
        if to is None:
            typer.echo(text)
            continue
        try:
            to.mkdir(parents=True, exist_ok=True)
            (to / f"{title}.json").write_text(text + "\n", "utf-8")
        except OSError as error:
            raise RasidError(f"{to}: cannot be written ({error.strerror}). Give a folder of yours with --to.") from None
        typer.echo(str(to / f"{title}.json"))


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A suite, or the list of them, as `rasid suites export` writes it.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
) -> None:
    """Take a suite edited with Great Expectations' own tools back into the rules' TOML; comments, order and what a suite cannot say stay.

    A new expectation needs meta.key, titles, and rows that must pass and fail in meta.good and meta.bad. What the suite leaves out is left as it is:
    `enabled = false` switches a rule off. The file as it was stays beside it as .bak.
    """
    from rasid.errors import RuleError
    from rasid.settings import settings
    from rasid.validate.suite_import import import_suite

    try:
        given = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise RuleError(f"{file}: cannot be read ({error.strerror}).") from None
    except ValueError as error:
        raise RuleError(f"{file}: this is no JSON: {error}. Give a suite as `rasid suites export` writes it.") from None
    suites = given if isinstance(given, list) else [given]
    if not all(isinstance(suite, dict) for suite in suites):
        raise RuleError(f"{file}: this is no suite. Give one as `rasid suites export` writes it.")
    taken = [import_suite(suite, settings().expectations_dir) for suite in suites]
    for one in taken:
        for key, fields in one.changed.items():
            typer.echo(f"{one.file.name}: {key}: {', '.join(fields)}")
        for key in one.added:
            typer.echo(f"{one.file.name}: {key}: new")
        if one.missing:
            typer.echo(f"{one.file.name}: not in the suite, left as they are: {', '.join(one.missing)}")
        if not one.changed and not one.added:
            typer.echo(f"{one.file.name}: nothing differs.")
        elif not dry_run:
            one.write()
            typer.echo(f"wrote {one.file}; as it was: {one.backup.name}")


def _in_force(source_id: str | None, scope: str | None) -> tuple[list[Rule], Source | None]:
    from rasid.model import Scope
    from rasid.model.ports import utc_now
    from rasid.settings import settings
    from rasid.sources import find_source
    from rasid.validate import load_rules, rules_for

    if scope is not None and scope not in tuple(Scope):
        raise typer.BadParameter(f"{scope!r}: give article, section or history.", param_hint="--scope")
    chosen = settings()
    seed = find_source(chosen.seeds_dir, source_id) if source_id else None
    rules = rules_for(seed, load_rules(chosen.expectations_dir), utc_now().date())
    return [rule for rule in rules if scope in (None, rule.scope.value)], seed


def _spoken(language: str | None) -> str:
    from rasid.settings import settings

    spoken = language or settings().language.value
    if spoken not in ("ar", "en"):
        raise typer.BadParameter(f"{spoken!r}: give ar or en.", param_hint="--lang")
    return spoken


def _line(rule: Rule, language: str) -> None:
    mark = {"critical": "✗", "warning": "!", "info": "·"}[rule.severity.value] if rule.enabled else "–"
    from rasid.model.values import Quote
    from rasid.validate.explain import expected_of
    from rasid.wording.values import Reader, sentence

    dots = Quote("…")
    title = sentence(rule.title, Reader(language, quote=str), observed=dots, expected=expected_of(rule, None, None) or dots)
    typer.echo(f"  {mark} {rule.key}  {title}")
    if rule.changed_by is not None:
        until = f", until {rule.changed_by.until.isoformat()}" if rule.changed_by.until else ""
        state = "changed" if rule.enabled else "disabled"
        typer.echo(f"      {state} for this source: {rule.changed_by.reason}{until}")


def _told(rule: Rule) -> dict[str, Any]:
    override = rule.changed_by
    return {
        "key": rule.key,
        "scope": rule.scope.value,
        "severity": rule.severity.value,
        "enabled": rule.enabled,
        "type": rule.type,
        "kwargs": dict(rule.kwargs),
        "title": {"ar": rule.title.ar, "en": rule.title.en},
        "advice": {"ar": rule.advice.ar, "en": rule.advice.en},
        "notes": rule.notes,
        "threshold_source": {"ar": rule.threshold_source.ar, "en": rule.threshold_source.en} if rule.threshold_source else None,
        "changed_because": override.reason if override else None,
        "changed_until": override.until.isoformat() if override and override.until else None,
    }

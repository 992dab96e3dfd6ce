"""The generated pages of ``docs/``: ``python -m rasid.cli.reference`` writes them, a test holds them to the code.

rules (Arabic and English, from ``expectations/``), settings, commands, signals, metrics and the demo newsroom. What is said about them is said where they are
defined; here it is only put into tables.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from rasid.cli.columns import HISTORY_SAYS, SECTION_SAYS
from rasid.settings import CHECKOUT

WRITTEN = "Written by `make docs` (`python -m rasid.cli.reference`): change it where it is defined.\n"


def rules_page(root: Path) -> str:
    """Every rule of the three scopes with its words in both languages."""
    from rasid.validate import load_rules

    rules = load_rules(root / "expectations")
    parts = ["# The rules", "", WRITTEN]
    parts += [
        f"{len(rules)} promises. Each is a table in [expectations/](../expectations/README.md) with Great Expectations' own suite fields; a seed may",
        "change one for its site by an override with a reason ([seeds.md](seeds.md)). `{observed}` and `{expected}` are filled in.",
        "",
    ]
    figures = _figures(root)
    if figures:
        parts += [*_measured_on(figures["measured_on"]), ""]
    subjects = {"article": "On one article", "section": "On the window of one visit", "history": "On a source's own past"}
    for scope, title in subjects.items():
        parts += [f"## {title}", ""]
        for rule in (one for one in rules if one.scope == scope):
            columns = f"`{rule.kwargs['column']}`" if "column" in rule.kwargs else "several columns"
            parts += [
                f"### {rule.key}",
                "",
                f"{rule.severity.value} · `{rule.type}` on {columns}",
                "",
                f"* {_flat(rule.title.en)} — {_flat(rule.advice.en)}",
                f'* <span dir="rtl">{_flat(rule.title.ar)}: {_flat(rule.advice.ar)}</span>',
                *([f"* Why: {_flat(str(notes))}"] if (notes := getattr(rule, "notes", "")) else []),
                *([f"* Measured: {_measured(figures[rule.key])}"] if scope == "article" and rule.key in figures else []),
                "",
            ]
    return "\n".join(parts)


def _figures(root: Path) -> dict[str, Any]:
    """``docs/figures.toml``; empty where there is none."""
    import tomllib

    file = root / "docs" / "figures.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}


def _measured_on(held: dict[str, Any]) -> list[str]:
    articles = held["articles"]
    return [
        "Beside each rule on an article stands what was measured: how many of the findings a reader judged were right, how often the rule speaks in 1,000",
        f"articles (of {articles['ANT']} of broadcasters and agencies / {articles['SNN']} of Saudi papers / {articles['MAY']} of Al Mayadeen: public research",
        f"sets in which articles with findings are over-represented), and in how many of {held['broken']} clean articles a kind of fault that was put in is found.",
        "Rules on pages, metadata and images have nothing to say of such texts. `python -m tests.bench.precision` measures again; a rule with neither figure",
        "is never above info.",
    ]


def _measured(held: dict[str, Any]) -> str:
    told = [f"right in {held['right']} of {held['judged']} judged findings"] if held["judged"] else []
    told.append("per 1,000 articles " + " / ".join(str(share) for share in held["per_1000"].values()))
    told += [f"finds {held['found']} of {held['tried']} faults put in"] if held["tried"] else []
    return "; ".join(told)


def settings_page(root: Path) -> str:
    """Every ``RASID_*`` variable."""
    from pydantic import SecretStr

    from rasid.settings import Settings

    rows = []
    for name, field in Settings.model_fields.items():
        default = "–" if field.default is None else f"`{getattr(field.default, 'value', field.default)}`"
        secret = " Secret: never logged." if SecretStr.__name__ in str(field.annotation) else ""
        rows.append((f"`RASID_{name.upper()}`", default, f"{_flat(field.description or '')}{secret}"))
    return "\n".join(
        [
            "# Settings",
            "",
            WRITTEN,
            "Environment variables, read once by each process. An empty one counts as unset. What a site is like stands in its seed, what is promised in",
            "`expectations/`; only what the machine is like stands here.",
            "",
            *_table(("variable", "default", "meaning"), rows),
            "",
        ]
    )


def commands_page(root: Path) -> str:
    """Every command with its arguments and options, as ``--help`` gives them."""
    from typer.main import get_command

    from rasid.cli import EPILOG, app

    parts = ["# Commands", "", WRITTEN, EPILOG, ""]
    for path, command in _commands(get_command(app), ("rasid",)):
        parts += [f"## {' '.join(path)}", "", _paragraphs(command.help or ""), ""]
        rows = []
        for parameter in command.params:
            names = ", ".join((*parameter.opts, *parameter.secondary_opts)) if parameter.param_type_name == "option" else parameter.name
            if parameter.name == "help" or "completion" in str(parameter.name):
                continue
            shown = f"`{parameter.metavar or str(names).upper()}`" if parameter.param_type_name == "argument" else f"`{names}`"
            default = _default(parameter)
            rows.append((shown, default, _flat(getattr(parameter, "help", None) or "")))
        if rows:
            parts += [*_table(("argument or option", "default", "meaning"), rows), ""]
        if command.epilog and path != ("rasid",):
            parts += [_flat(command.epilog), ""]
    return "\n".join(parts)


def signals_page(root: Path) -> str:
    """Every column that a rule can be made on."""
    from rasid.frame import SIGNALS
    from rasid.frame.history import HISTORY_COLUMNS
    from rasid.frame.section import SECTION_COLUMNS

    rows = [(f"`{signal.name}`", signal.dtype, f"`{signal.field}`", _flat(signal.doc)) for signal in SIGNALS]
    return "\n".join(
        [
            "# Signals",
            "",
            WRITTEN,
            "The columns rules are made on, beside the article's own fields. Null means that the page cannot say; every column rule passes a null.",
            "",
            "## On one article",
            "",
            *_table(("column", "type", "speaks of", "meaning"), rows),
            "",
            "## On the window of one visit",
            "",
            *_table(("column", "meaning"), [(f"`{name}`", _of_coverage(name, SECTION_SAYS)) for name in SECTION_COLUMNS]),
            "",
            "## On a source's own past",
            "",
            *_table(("column", "meaning"), [(f"`{name}`", _of_coverage(name, HISTORY_SAYS)) for name in HISTORY_COLUMNS]),
            "",
        ]
    )


def metrics_page(root: Path) -> str:
    """Every figure of ``rasid status --prometheus``."""
    from datetime import UTC, datetime

    from prometheus_client.parser import text_string_to_metric_families

    from rasid.alert.metrics import Figures, SourceFigures, prometheus

    now = datetime(2026, 11, 1, tzinfo=UTC)
    one = SourceFigures(
        "demo",
        last_success=now,
        last_visit=now,
        newest_article=now,
        findings={"critical": 1},
        verdict="healthy",
        seconds=1,
        links={"article": 1},
    )
    figures = Figures(
        now=now,
        sources=[one],
        incidents={"firing": 1},
        deliveries={"sent": 1},
        attempts={("r", "ok"): 1},
        routes_down={"r": False},
        last_round=now,
    )
    rows = []
    for family in text_string_to_metric_families(prometheus(figures)):
        labels = sorted({label for sample in family.samples for label in sample.labels})
        name = f"{family.name}_total" if family.type == "counter" else family.name
        rows.append((f"`{name}`", family.type, ", ".join(f"`{label}`" for label in labels) or "–", _flat(family.documentation)))
    return "\n".join(
        [
            "# Metrics",
            "",
            WRITTEN,
            "`rasid status --prometheus` prints them in Prometheus' text format, for node_exporter's textfile collector or a small web server:",
            "",
            "    * * * * * rasid status --prometheus > /var/lib/node_exporter/rasid.prom.new && mv /var/lib/node_exporter/rasid.prom.new /var/lib/node_exporter/rasid.prom",
            "",
            "The desk has them too, at `/metrics`, for whoever carries `RASID_METRICS_TOKEN` as a bearer token.",
            "[monitoring/rules.yaml](monitoring/rules.yaml) are Prometheus alerts for when rasid itself falls silent, [monitoring/grafana.json](monitoring/grafana.json) is a board: which site",
            "is down and why, what became of its links, whether anybody is told.",
            "",
            *_table(("metric", "type", "labels", "meaning"), rows),
            "",
        ]
    )


def demo_page(root: Path) -> str:
    """The demo newsroom: what to type, and every fault it can be told to have."""
    from rasid.demo import FAULTS
    from rasid.demo.control import commands_told

    rows = [(f"`{name}`", fault.reach, f"`{fault.cause.value}`", _flat(fault.words.en)) for name, fault in FAULTS.items()]
    return "\n".join(
        [
            "# The demo newsroom",
            "",
            WRITTEN,
            "An Arabic news site on this machine that publishes, answers politely and breaks as it is told. The seed `demo` watches it when you ask: its schedule is switched off.",
            "",
            "    rasid demo --newsroom           # at http://127.0.0.1:8970/, until Ctrl-C; `python -m rasid.demo --help` has more options",
            "",
            "Give it a terminal of its own. From another one:",
            "",
            *(f"    {line}" for line in commands_told("http://127.0.0.1:8970")),
            "",
            "One of its articles is the project's seed document, whose faults never go away: the first visit is `degraded` because of it",
            "(`python -m rasid.demo --without-seed-document` leaves it out). A new article appears every half hour.",
            "",
            "## Faults",
            "",
            "An `article` fault strikes the newest article no other fault has struck; `&count=3` or `&count=all` takes more. `&seconds=60` ends any fault",
            "by itself. *Cause* is what rasid should name. `http://127.0.0.1:8970/_control` shows the same list.",
            "",
            "An article that was read already is looked at again one, six and 24 hours after its publication, not at every visit. After breaking or mending one:",
            "`rasid visit demo --recheck` (in the form of a run, *look at every article again*).",
            "",
            *_table(("fault", "strikes", "cause", "meaning"), rows),
            "",
        ]
    )


PAGES: tuple[tuple[str, Callable[[Path], str]], ...] = (
    ("rules.md", rules_page),
    ("settings.md", settings_page),
    ("commands.md", commands_page),
    ("signals.md", signals_page),
    ("metrics.md", metrics_page),
    ("demo.md", demo_page),
)


def _commands(command: Any, path: tuple[str, ...]) -> Iterable[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        yield from _commands(inner, (*path, name))


def _default(parameter: Any) -> str:
    value = parameter.default
    return f"`{value}`" if isinstance(value, str | int | float) and not isinstance(value, bool) else "–"


def _of_coverage(name: str, says: dict[str, str]) -> str:
    """Columns of a field's coverage share one sentence."""
    if name in says:
        return says[name]
    field, _, what = name.partition("_coverage")
    return says[f"*_coverage{what}"].format(field=field.replace("_", " "))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return lines


def _flat(text: str) -> str:
    return " ".join(text.split())


def _paragraphs(text: str) -> str:
    return "\n\n".join(_flat(part) for part in text.replace("\f", "").replace("\b", "").split("\n\n") if part.strip())


def main(root: Path = CHECKOUT) -> None:
    for name, page in PAGES:
        target = root / "docs" / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(page(root), "utf-8")
        sys.stdout.write(f"{target}\n")


if __name__ == "__main__":
    main()

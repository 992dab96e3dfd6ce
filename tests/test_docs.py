"""Whatever a person can use is documented, the generated pages are current, and no link leads nowhere."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from typer.main import get_command

from rasid.alert import channels
from rasid.cli import app
from rasid.cli.reference import PAGES
from rasid.settings import CHECKOUT, Settings
from rasid.sources import LISTING_SELECTORS, SELECTOR_FIELDS
from rasid.sources.seed import Seed, _Fetch, _Promises, _Schedule, _Section

DOCS = CHECKOUT / "docs"
README = CHECKOUT / "README.md"
WRITTEN = [README, *sorted(DOCS.glob("*.md")), CHECKOUT / ".github" / "CONTRIBUTING.md"]
OF_THE_STACK = {
    name for file in (CHECKOUT / "flows").glob("stack/*.y*ml") for name in re.findall(r"RASID_[A-Z_]*[A-Z]", file.read_text("utf-8"))
}
"""Variables of the containers' own files, not of rasid."""
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CALL = re.compile(r"\brasid ((?:[a-z][a-z-]*)(?: [a-z][a-z-]*)?)((?: --[a-z-]+)*)")


def commands(command: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    command = command or get_command(app)
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, (*path, name))


@pytest.mark.parametrize(("name", "page"), PAGES, ids=[name for name, _ in PAGES])
def test_a_generated_page_is_current(name: str, page: Any) -> None:
    assert (DOCS / name).read_text("utf-8") == page(CHECKOUT), "run: make docs"


def test_every_command_and_option_is_documented() -> None:
    text = (DOCS / "commands.md").read_text("utf-8")
    for path, command in commands():
        assert f"## {' '.join(('rasid', *path))}\n" in text, "run: make docs"
        assert command.help, f"rasid {' '.join(path)} says nothing in --help"
        for parameter in command.params:
            if parameter.param_type_name == "option" and parameter.name != "help" and "completion" not in str(parameter.name):
                assert getattr(parameter, "help", None), f"rasid {' '.join(path)}: {parameter.opts[0]} says nothing"


def test_every_channel_names_its_schemes_and_each_is_documented() -> None:
    text = (DOCS / "alerts.md").read_text("utf-8")
    found = [
        (module.name, channel)
        for module in iter_modules(channels.__path__)
        for channel in vars(import_module(f"{channels.__name__}.{module.name}")).values()
        if isinstance(channel, type) and hasattr(channel, "send") and hasattr(channel, "pages") and channel.__module__.endswith(module.name)
    ]
    assert {"Console", "File", "Webhook", "PagerDuty", "Mail", "AppriseUrl"} <= {channel.__name__ for _, channel in found}
    for module, channel in found:
        assert isinstance(getattr(channel, "schemes", None), tuple), f"channels/{module}.py: {channel.__name__} names no schemes"
        for scheme in channel.schemes:
            assert f"`{scheme}://" in text, f"docs/alerts.md does not name {scheme}:// of channels/{module}.py: give it a row in the table"


def test_every_command_a_person_begins_with_stands_in_the_readme() -> None:
    text = README.read_text("utf-8")
    for name in get_command(app).commands:  # type: ignore[attr-defined]
        assert f"rasid {name}" in text, f"README.md does not name `rasid {name}`"


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.name)
def test_every_command_the_documentation_names_exists(file: Path) -> None:
    known = dict(commands())
    for line in re.findall(r"^    .*|`[^`\n]+`", file.read_text("utf-8"), re.MULTILINE):
        for words, options in CALL.findall(line):
            first, _, second = words.partition(" ")
            if (first,) not in known:
                assert first in ("and",), f"{file.name}: `rasid {first}` is no command"
                continue
            path = (first, second) if (first, second) in known else (first,)
            names = {name for parameter in known[path].params for name in (*parameter.opts, *parameter.secondary_opts)}
            for option in options.split():
                assert option in names, f"{file.name}: `rasid {' '.join(path)}` has no {option}"


def test_every_setting_is_documented_with_its_meaning() -> None:
    text = (DOCS / "settings.md").read_text("utf-8")
    for name, field in Settings.model_fields.items():
        assert field.description, f"settings.py: {name} says nothing of itself: Field(…, description=…)"
        assert f"`RASID_{name.upper()}`" in text, "run: make docs"


def test_every_setting_the_documentation_names_exists() -> None:
    known = {f"RASID_{name.upper()}" for name in Settings.model_fields} | {
        "RASID_CORPUS",
        "RASID_TEXTS",
        "RASID_TEST_REQUIRE",
        *OF_THE_STACK,
    }
    for file in WRITTEN:
        for name in re.findall(r"RASID_[A-Z_]*[A-Z]", file.read_text("utf-8")):
            assert name in known or any(one.startswith(f"{name}_") for one in known), f"{file.name}: {name} is no setting"


def test_every_key_of_a_seed_is_documented() -> None:
    text = (DOCS / "seeds.md").read_text("utf-8")
    for table in (Seed, _Schedule, _Fetch, _Promises, _Section):
        for key in table.model_fields:
            assert re.search(rf"`{key}`|\[{key}\]|\[\[{key}\]\]", text), f"docs/seeds.md does not explain {key}"
    for selector in (*SELECTOR_FIELDS, *LISTING_SELECTORS):
        assert f"`{selector}`" in text


def test_every_rule_is_documented_in_both_languages() -> None:
    text = (DOCS / "rules.md").read_text("utf-8")
    for file in (CHECKOUT / "expectations").glob("*.toml"):
        for row in tomllib.loads(file.read_text("utf-8"))["expectations"]:
            assert f"### {row['meta']['key']}\n" in text
            for language in ("ar", "en"):
                assert " ".join(row["meta"]["title"][language].split()) in text


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.name)
def test_links_between_pages_lead_somewhere(file: Path) -> None:
    for target in LINK.findall(file.read_text("utf-8")):
        if not target.startswith(("http://", "https://", "#")):
            assert (file.parent / target.partition("#")[0]).exists(), f"{file.name} links to {target}, which is not there"


def test_the_readme_leads_to_every_page() -> None:
    text = README.read_text("utf-8")
    for page in DOCS.glob("*.md"):
        assert f"docs/{page.name}" in text, f"README.md does not lead to docs/{page.name}"


def test_the_makefile_has_the_readmes_targets() -> None:
    makefile = (CHECKOUT / "Makefile").read_text("utf-8")
    for file in WRITTEN:
        for target in re.findall(r"(?:^    |`)make ([a-z]+)", file.read_text("utf-8"), re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{file.name}: make {target} is no target"


def test_every_reason_the_code_gives_can_be_looked_up() -> None:
    """«decision 7» stands in docs/architecture.md, «docs/x.md» is a page, and nothing speaks of a design that is not here."""
    decisions = {int(number) for number in re.findall(r"^(\d+)\. \*\*", (DOCS / "architecture.md").read_text("utf-8"), re.MULTILINE)}
    assert decisions == set(range(1, max(decisions) + 1))
    files = [file for folder in ("src", "flows", "expectations", ".github") for file in (CHECKOUT / folder).rglob("*.*")]
    for file in [*files, *WRITTEN]:
        if file.suffix not in (".py", ".toml", ".md", ".yaml", ".sh") or "secrets" in file.parts:
            continue
        text = file.read_text("utf-8")
        assert "DESIGN" not in text, f"{file.name} gives a page as its reason that is not here"
        assert {int(number) for number in re.findall(r"\bdecision (\d+)", text)} <= decisions, file.name
        missing = [page for page in re.findall(r"\bdocs/([a-z-]+\.md)", text) if not (DOCS / page).exists() and page != "sentences.md"]
        assert not missing, f"{file.name} speaks of docs/{missing[0]}, which is not here"


def test_a_term_of_the_glossary_has_one_meaning_and_one_arabic_word() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", (DOCS / "glossary.md").read_text("utf-8"), re.MULTILINE)[1:]
    rows = [row for row in rows if not row[0].startswith("-")]
    assert len(rows) >= 30
    for column in (0, 1):
        names = [row[column] for row in rows]
        assert len(names) == len(set(names))

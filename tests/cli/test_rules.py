"""`rasid rules` and `rasid suites`: what is promised, tried on a page, and written for Great Expectations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from rasid.cli import rules
from rasid.errors import RuleError

ROOT = Path(__file__).parents[2]
SEED_DOCUMENT = ROOT / "seeds" / "documents" / "washington-coalition-meeting.txt"
app = typer.Typer()
rules.register(app)


@pytest.fixture(autouse=True)
def _project(monkeypatch: pytest.MonkeyPatch) -> None:
    from rasid.settings import settings

    monkeypatch.setenv("RASID_PROJECT", str(ROOT))
    settings.cache_clear()


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def test_the_rules_are_listed_by_scope_with_their_titles() -> None:
    code, told = run("rules", "--lang", "en")
    assert code == 0
    assert "✗ headline_missing  The headline is missing" in told
    assert told.index("article.toml") < told.index("section.toml") < told.index("history.toml")
    assert "{observed}" not in told


def test_the_rules_of_one_scope_as_json() -> None:
    _, told = run("rules", "--scope", "article", "--json")
    rows = json.loads(told)
    assert {row["scope"] for row in rows} == {"article"}
    assert set(rows[0]) >= {"key", "severity", "enabled", "type", "kwargs", "title", "advice", "changed_because", "changed_until"}


def test_one_rule_is_tried_on_a_document_and_shows_the_words() -> None:
    code, told = run("rules", "test", "body_has_boilerplate", str(SEED_DOCUMENT), "--lang", "en")
    assert code == 1
    assert "⟦أقسام\nأخبار\nأخبار متعلقة⟧" in told
    code, told = run("rules", "test", "headline_missing", str(SEED_DOCUMENT))
    assert code == 0
    assert told.startswith("✓ headline_missing passes: observed ")


def test_a_misspelt_key_is_refused_with_the_nearest() -> None:
    with pytest.raises(RuleError, match=r"no rule “headline_mising”. Did you mean “headline_missing”"):
        run("rules", "test", "headline_mising", str(SEED_DOCUMENT))


def test_a_rule_on_the_section_cannot_be_tried_on_a_page() -> None:
    with pytest.raises(RuleError, match="volume_low judges the past of a source"):
        run("rules", "test", "volume_low", str(SEED_DOCUMENT))


def test_suites_are_written_one_file_a_scope(tmp_path: Path) -> None:
    code, told = run("suites", "export", "--to", str(tmp_path / "suites"))
    assert code == 0
    assert sorted(file.name for file in (tmp_path / "suites").iterdir()) == ["article.json", "history.json", "section.json"]
    suite = json.loads((tmp_path / "suites" / "article.json").read_text("utf-8"))
    assert suite["name"] == "article"
    assert {"type", "kwargs", "severity", "notes", "meta"} <= set(suite["expectations"][0])
    assert "article.json" in told


@pytest.mark.parametrize("arguments", [("rules", "--scope", "page"), ("rules", "--lang", "fr"), ("suites", "export", "--scope", "x")])
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[0] == 2


def test_a_rule_that_passes_says_what_it_saw(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("افتتاح معرض الكتاب في المدينة القديمة\n\nافتتح الوزير صباح اليوم معرض الكتاب في المدينة القديمة.\n", "utf-8")
    code, told = run("rules", "test", "headline_too_short", str(story))
    assert code == 0
    assert told.startswith("✓ headline_too_short passes: observed 32, expected ≥ 8.")


def test_suites_on_standard_output_are_one_list_and_one_scope_is_one_suite() -> None:
    code, told = run("suites", "export")
    assert code == 0
    assert [suite["name"] for suite in json.loads(told)] == ["article", "section", "history"]
    assert json.loads(run("suites", "export", "--scope", "history")[1])["name"] == "history"


@pytest.mark.parametrize("arguments", [("rules", "test", "body_missing", "x", "--lang", "fr"), ("backtest", "--country", "XX")])
def test_a_language_or_a_country_nobody_has_is_refused_before_anything_is_read(arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[0] == 2


def test_a_suite_is_taken_back_and_first_only_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    from rasid.settings import settings

    (tmp_path / "seeds").mkdir()
    shutil.copytree(ROOT / "expectations", tmp_path / "expectations")
    monkeypatch.setenv("RASID_PROJECT", str(tmp_path))
    settings.cache_clear()
    run("suites", "export", "--to", str(tmp_path))
    suite = json.loads((tmp_path / "section.json").read_text("utf-8"))
    rule = suite["expectations"][0]
    rule["severity"] = "info" if rule["severity"] != "info" else "warning"
    (tmp_path / "section.json").write_text(json.dumps(suite), "utf-8")
    before = (tmp_path / "expectations" / "section.toml").read_text("utf-8")
    code, told = run("suites", "import", str(tmp_path / "section.json"), "--dry-run")
    assert (code, told) == (0, f"section.toml: {rule['meta']['key']}: severity\n")
    assert (tmp_path / "expectations" / "section.toml").read_text("utf-8") == before
    _, told = run("suites", "import", str(tmp_path / "section.json"))
    assert "section.toml.bak" in told
    assert (tmp_path / "expectations" / "section.toml").read_text("utf-8") != before
    _, told = run("suites", "import", str(tmp_path / "section.json"))
    assert told == "section.toml: nothing differs.\n"


@pytest.mark.parametrize("text", ["{", "3", '["article"]', '{"name": "mine"}'])
def test_what_is_no_suite_is_refused_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "suite.json").write_text(text, "utf-8")
    with pytest.raises(RuleError):
        run("suites", "import", str(tmp_path / "suite.json"))
    with pytest.raises(RuleError, match=r"gone\.json"):
        run("suites", "import", str(tmp_path / "gone.json"))

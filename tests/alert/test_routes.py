"""The routes file: what it may say, what each mistake is called, and that no address leaves it."""

from __future__ import annotations

import logging
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import pytest

from rasid.alert.routes import first_choices, gaps, next_choices
from rasid.alert.routes_file import load_routes
from rasid.errors import SettingsError
from rasid.model import Cause, Language, Notice, NoticeKind, Severity
from rasid.pipeline.alert_views import unheard
from tests.alert.office import route
from tests.alert.samples import NOW

CANARY = "canary7f3a"


def routes(tmp_path: Path, text: str, **more):
    path = tmp_path / "routes.yaml"
    path.write_text(text, "utf-8")
    return load_routes(path, language=Language.AR, **more)


def notice(
    cause: Cause = Cause.CONTENT, source: str = "marfa", severity: Severity = Severity.CRITICAL, kind: NoticeKind = NoticeKind.OPENED
):
    return Notice("k", kind, source, cause, severity, NOW, "i")


def test_the_example_of_the_documentation_loads(tmp_path):
    text = (Path(__file__).parents[2] / "docs" / "alerts.md").read_text("utf-8")
    example = text.split("```yaml", 1)[1].split("```", 1)[0]
    packaged = (files("rasid.alert") / "routes.example.yaml").read_text("utf-8")
    assert packaged.partition("\n")[2].strip() == example.strip()
    found = routes(tmp_path, example)
    assert {one.name.partition("-")[0] for one in found} >= {"slack", "pagerduty", "mail", "webhook", "file"}


def test_tags_of_one_kind_widen_and_of_different_kinds_narrow(tmp_path):
    (one,) = routes(
        tmp_path, "urls:\n  - webhook://a.example/x:\n      - tag: oncall, source:24, source:marfa, severity:critical, lang:en\n"
    )
    assert one.language is Language.EN
    assert one.roles_of(notice(Cause.BLOCKED, "24"))
    assert one.roles_of(notice(Cause.BLOCKED, "marfa"))
    assert not one.roles_of(notice(Cause.BLOCKED, "other"))
    assert not one.roles_of(notice(Cause.BLOCKED, severity=Severity.WARNING))
    assert not one.roles_of(notice(Cause.CONTENT))


def test_a_route_without_a_role_hears_everything(tmp_path):
    (one,) = routes(tmp_path, "urls:\n  - console://\n")
    assert all(one.roles_of(notice(cause)) for cause in Cause)


def test_apprise_s_text_configuration_is_read_too(tmp_path):
    found = routes(tmp_path, "# ours\noncall,source:marfa=webhook://a.example/x\nwebhook://b.example/y\n")
    assert [one.tags for one in found] == [("oncall", "source:marfa", "lang:ar"), ("*", "lang:ar")]


def test_each_recipient_of_a_mail_address_is_a_route_of_its_own(tmp_path):
    found = routes(tmp_path, "urls:\n  - mailto://u:p@example.org/a@x.example/b@x.example?smtp=127.0.0.1&mode=insecure\n")
    assert len({one.name for one in found}) == 2


def test_a_number_before_a_role_makes_a_second_choice():
    first, second, third = (
        route("a-1", roles=frozenset({"oncall"})),
        route("b-1", roles=frozenset({"oncall"}), priority=1),
        route("c-1", roles=frozenset({"oncall"}), priority=2),
    )
    known = [first, second, third]
    blocked = notice(Cause.BLOCKED)
    assert first_choices(known, blocked) == ("a-1",)
    assert next_choices(known, first, blocked, frozenset({"a-1"})) == ("b-1",)
    assert next_choices(known, first, blocked, frozenset({"a-1", "b-1"})) == ("b-1", "c-1")
    assert first_choices([second, third], blocked) == ("b-1",)


def test_the_name_of_a_route_stays_the_same_and_tells_nothing_of_its_address(tmp_path):
    text = f"urls:\n  - webhook://a.example/{CANARY}:\n      - tag: oncall\n"
    (one,), (same,) = routes(tmp_path, text), routes(tmp_path, text.replace("oncall", "editors"))
    assert one.name == same.name
    assert CANARY not in one.name + repr(one) + str(one)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"urls:\n  - foo://{CANARY}\n", "entry 1"),
        (f"urls:\n  - console://\n  - slack://{CANARY}\n", "entry 2"),
        (f"urls:\n  - webhook://a.example/{CANARY}:\n      - tag: nonsense\n", "nonsense"),
        (f"urls:\n  - webhook://a.example/{CANARY}:\n      - tag: oncall, severity:hoch\n", "severity:hoch"),
        (f"urls:\n  - webhook://a.example/{CANARY}:\n      - tag: lang:ar, lang:en\n", "two languages"),
        (f"urls:\n  - webhook://a.example/{CANARY}\n  - webhook://a.example/{CANARY}\n", "entry 2"),
        (f"include: http://a.example/{CANARY}\nurls:\n  - console://\n", "include"),
        (f"urls: [webhook://{CANARY}", "YAML"),
        (f"- {CANARY}\n", "urls:"),
        ("urls: []\n", "no address"),
        ("", "no address"),
        (f"urls:\n  - file://{CANARY}/relative.log\n", "absolute"),
    ],
)
def test_a_mistake_in_the_file_is_one_line_without_its_addresses(tmp_path, caplog, text, says):
    with caplog.at_level(logging.DEBUG), pytest.raises(SettingsError) as caught:
        routes(tmp_path, text)
    assert says in str(caught.value)
    assert CANARY not in str(caught.value) + caplog.text


def test_a_missing_file_is_one_line(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read"):
        load_routes(tmp_path / "none.yaml", language=Language.AR)


def test_without_a_file_alerts_go_to_the_console():
    (one,) = load_routes(None, language=Language.EN)
    assert one.name == "console"


def test_what_would_reach_nobody_is_told_with_the_way_out(tmp_path):
    def told(*entries: str) -> list[str]:
        text = "".join(f"  - webhook://{number}.example/x:\n      - tag: {tags}\n" for number, tags in enumerate(entries))
        return unheard(routes(tmp_path, f"urls:\n{text}"), ["marfa", "bayan"])

    assert told("oncall", "editors") == []
    assert told("lang:en") == [], "a route without a role hears everything"
    (one,) = told("oncall")
    assert one.startswith("Nobody hears that an article itself is wrong.")
    assert "the tag editors" in one
    (one,) = told("oncall", "editors, source:marfa")
    assert one.startswith("Nobody hears about bayan that an article itself is wrong.")
    (one,) = told("oncall, severity:critical", "editors")
    assert "(warning incidents)" in one
    assert told("oncall, severity:critical", "1:oncall", "editors") == [], "a second choice that hears more counts"
    (one,) = told("oncall", "editors", "editors, source:marfaa")
    assert "no source is called so" in one
    assert len(told("source:nobody")) == 3


def test_what_is_said_to_reach_nobody_is_what_no_route_is_chosen_for(tmp_path):
    tags = ("oncall", "editors", "source:marfa", "severity:critical", "severity:warning", "lang:ar")
    for width in range(1, 5):
        for chosen in combinations(tags, width):
            made = routes(tmp_path, f"urls:\n  - webhook://a.example/x:\n      - tag: {', '.join(chosen)}\n")
            deaf = {
                (cause, severity, source)
                for cause in (Cause.BLOCKED, Cause.CONTENT)
                for severity in (Severity.CRITICAL, Severity.WARNING)
                for source in ("marfa", "bayan")
                if not first_choices(made, notice(cause, source, severity))
            }
            said = {
                (cause, severity, source)
                for gap in gaps(made, ["marfa", "bayan"])
                for cause in (Cause.BLOCKED if gap.role == "oncall" else Cause.CONTENT,)
                for severity in gap.severities
                for source in (gap.sources or ("marfa", "bayan"))
            }
            assert said == deaf, chosen

"""What the loop does besides delivering: missed slots, crashed visits, a routes file that changes; and the commands."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import jsonschema
import pytest
from prometheus_client.parser import text_string_to_metric_families

from rasid.alert.channels.payload import payload
from rasid.alert.message import ENDS, Says
from rasid.alert.metrics import Figures, SourceFigures, prometheus
from rasid.errors import LedgerError
from rasid.model import SLOT_MISSED, Cause, IncidentState, Language, Source, Words
from rasid.model.values import Quote
from rasid.pipeline import alerting
from rasid.pipeline.alert_views import span
from rasid.pipeline.measure import figures
from rasid.settings import Settings
from tests.alert.office import Office, Recorder, route
from tests.alert.samples import NOW, finding, incident, line, message, visit

SOURCE = Source("marfa", Words("صحيفة المرفأ", "Al-Marfa"), "https://marfa.example", "LB", "Asia/Beirut", (), every_minutes=30)


def whole_round(office: Office, **after: float):
    office.pass_time(**after)
    return alerting.one_round(office.ledger, office.routes, office.now, office.desk)


def test_two_slots_missed_in_a_row_are_an_incident_and_the_next_visit_ends_it(ledger):
    channel = Recorder()
    office = Office(ledger, route(channel=channel))
    ledger.schedules.apply(SOURCE, now=NOW)
    whole_round(office, minutes=40)
    assert ledger.incidents.find() == []
    whole_round(office, minutes=31)
    whole_round(office, minutes=1)
    assert channel.says == [[Says.OPENED]]
    assert ledger.incidents.find()[0].key == SLOT_MISSED
    whole_round(office, minutes=31)
    assert ledger.incidents.find()[0].failures == 3
    ledger.visits.fail(ledger.visits.begin(visit(at=office.now, verdict=None)), Cause.UNREACHABLE, "مهلة انقضت", at=office.now)
    office.fails()
    whole_round(office, minutes=10)
    assert {(one.incident.key, str(one.says)) for one in channel.messages[-1].lines} == {
        ("cause:unreachable", "opened"),
        (SLOT_MISSED, "resolved"),
    }


def test_a_paused_schedule_misses_nothing(ledger):
    office = Office(ledger, route())
    ledger.schedules.apply(SOURCE, now=NOW)
    ledger.schedules.pause("marfa", now=NOW)
    whole_round(office, hours=9)
    assert ledger.incidents.find() == []


def test_a_visit_that_broke_on_a_fault_of_ours_becomes_an_incident_once(ledger):
    office = Office(ledger, route())
    of = ledger.visits.begin(visit(at=NOW, verdict=None))
    ledger.visits.fail(replace(of, reason=Quote("ZeroDivisionError")), Cause.RASID, "rasid: ZeroDivisionError", at=NOW)
    for _ in range(3):
        whole_round(office, minutes=1)
    (one,) = ledger.incidents.find()
    assert (one.key, one.state, one.observed, one.failures) == ("cause:rasid", IncidentState.FIRING, "ZeroDivisionError", 1)


def test_the_loop_waits_for_a_ledger_that_cannot_be_used_for_a_moment(ledger, monkeypatch):
    stop, calls = Event(), []

    def broken(*_: object, **__: object) -> None:
        calls.append(1)
        if len(calls) == 3:
            stop.set()
        raise LedgerError("the disk is full")

    monkeypatch.setattr(alerting, "one_round", broken)
    alerting.run(ledger, list, Office(ledger).desk, lambda: NOW, stop, every=timedelta(0))
    assert len(calls) == 3


def settings_at(folder: Path, **more: object) -> Settings:
    (folder / "seeds").mkdir(exist_ok=True)
    return Settings(project=folder, **more)


def test_a_routes_file_is_read_again_when_it_changes_and_a_broken_one_is_not_used(tmp_path, caplog):
    path = tmp_path / "routes.yaml"
    path.write_text("urls:\n  - webhook://a.example/x\n")
    routes = alerting.RoutesFile(settings_at(tmp_path))
    (before,) = routes()
    path.write_text("urls:\n  - nonsense\n")
    assert routes() == [before]
    assert "The routes read before stay in use" in caplog.text
    path.write_text("urls:\n  - webhook://a.example/x\n  - webhook://b.example/y\n")
    assert len(routes()) == 2
    path.unlink()
    assert len(routes()) == 2


def test_without_a_routes_file_the_console_takes_nothing_from_the_routes_of_others(ledger, tmp_path):
    office = Office(ledger, route("chat-1"))
    office.visit(finding())
    office.round()  # routed, and still waiting for company
    desk = alerting.desk_of(settings_at(tmp_path), [SOURCE])
    assert not desk.routes_are_all
    office.desk, office.routes = replace(desk, policy=office.desk.policy), (route("console"),)
    office.round(minutes=1)
    assert [one.notice.kind for one in ledger.outbox.pending("chat-1")] == ["opened"]


def test_the_webhook_keeps_to_its_documented_schema():
    text = (Path(__file__).parents[2] / "docs" / "alerts.md").read_text("utf-8")
    schema = json.loads(text.split("```json", 1)[1].split("```", 1)[0])
    over = incident(state=IncidentState.RESOLVED, resolved_at=NOW)
    for says in Says:
        jsonschema.validate(payload(message(line(says, over if says in ENDS else None))), schema)


def test_the_figures_are_text_that_prometheus_reads():
    source = SourceFigures("marfa", NOW - timedelta(minutes=5), NOW, NOW - timedelta(hours=3), 34, {"warning": 2}, 1)
    text = prometheus(
        Figures(
            NOW, (source,), {"firing": 2}, {"pending": 3}, NOW - timedelta(seconds=90), {("chat-1", "refused"): 4}, {"chat-1": True}, True
        )
    )
    values = {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels, reverse=True))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert values[("rasid_freshness_lag_seconds", "marfa")] == 3 * 3600
    assert values[("rasid_last_success_timestamp_seconds", "marfa")] == (NOW - timedelta(minutes=5)).timestamp()
    assert values[("rasid_findings", "marfa", "warning")] == 2
    assert values[("rasid_incidents", "firing")] == 2
    assert values[("rasid_delivery_lag_seconds",)] == 90
    assert values[("rasid_delivery_attempts_total", "chat-1", "refused")] == 4
    assert values[("rasid_route_down", "chat-1")] == 1


def test_the_figures_are_read_from_the_ledger(ledger):
    office = Office(ledger, route())
    office.visit(finding())
    found = figures(ledger, [SOURCE], office.now)
    assert found.incidents["firing"] == 1
    assert found.deliveries["unrouted"] == 1
    assert not found.loop_running
    with ledger.leases.hold(alerting.DELIVERY_LEASE, "here"):
        assert figures(ledger, [SOURCE], office.now).loop_running


@pytest.mark.parametrize(("text", "minutes"), [("30m", 30), ("4h", 240), (" 2D ", 2880), ("1w", 10080)])
def test_lengths_of_time_are_read_as_people_type_them(text, minutes):
    assert span(text) == timedelta(minutes=minutes)


@pytest.fixture
def rasid(tmp_path, monkeypatch):
    """Runs `rasid alerts …` in a project of its own; (exit code, output)."""
    import typer
    from typer.testing import CliRunner

    from rasid import settings as settings_module
    from rasid.cli import alerts

    (tmp_path / "seeds").mkdir()
    monkeypatch.setenv("RASID_PROJECT", str(tmp_path))
    monkeypatch.setenv("RASID_GROUP_WAIT_SECONDS", "0")
    settings_module.settings.cache_clear()
    app = typer.Typer()
    app.command("other")(lambda: None)
    alerts.register(app)

    def call(*arguments: str):
        result = CliRunner().invoke(app, ["alerts", *arguments])
        return result.exit_code, result.output + (str(result.exception) if result.exception else "")

    yield call
    settings_module.settings.cache_clear()


def test_the_commands_list_acknowledge_silence_resolve_reopen_and_tell_what_happened(rasid, tmp_path):
    from rasid.settings import settings
    from rasid.store import open_ledger

    with open_ledger(settings().database, pages_dir=settings().pages_dir) as ledger:
        Office(ledger).visit(finding(), source="marfa")
        (one,) = ledger.incidents.find()
    assert rasid("list", "--json")[1].count(one.id) == 1
    assert rasid("ack", one.id[:4], "--by", "سلمى")[0] == 0
    assert "only a firing one" in rasid("ack", one.id)[1]
    code, output = rasid("silence", "--incident", one.id, "--for", "2h", "--reason", "صيانة", "--by", "سلمى")
    assert code == 0
    name = output.split()[1]
    assert name in rasid("list")[1]
    assert rasid("unsilence", name)[0] == 0
    assert rasid("resolve", one.id, "--reason", "أُصلح")[0] == 0
    assert rasid("reopen", one.id)[0] == 0
    history = rasid("log", "--incident", one.id)[1]
    assert [row.split()[2] for row in history.splitlines()] == ["pending", "opened", "acknowledged", "resolved", "reopened", "opened"]
    assert "acknowledged by سلمى" in history
    assert "resolved by" in history


def test_the_list_does_not_say_of_who_took_an_incident_that_they_ended_it(rasid):
    from rasid.settings import settings
    from rasid.store import open_ledger

    with open_ledger(settings().database, pages_dir=settings().pages_dir) as ledger:
        office = Office(ledger)
        office.visit(finding())
        (one,) = ledger.incidents.find()
        assert rasid("ack", one.id, "--by", "Salma")[0] == 0
        assert "Salma" in rasid("list")[1]
        office.visit()
        assert ledger.incidents.get(one.id).state is IncidentState.RESOLVED
    assert "Salma" not in rasid("list", "--all")[1]


def test_run_once_prints_alerts_on_the_console_where_no_routes_are(rasid):
    from rasid.settings import settings
    from rasid.store import open_ledger

    with open_ledger(settings().database, pages_dir=settings().pages_dir) as ledger:
        Office(ledger).visit(finding())
    code, output = rasid("run", "--once")
    assert code == 0
    assert "العنوان مفقود" in output
    assert "sent" in rasid("log")[1]
    with open_ledger(settings().database, pages_dir=settings().pages_dir) as ledger, ledger.leases.hold(alerting.DELIVERY_LEASE, "another"):
        assert "another has been at work" in rasid("run", "--once")[1]


def test_a_test_message_says_of_each_route_whether_it_was_accepted(rasid, tmp_path):
    (tmp_path / "routes.yaml").write_text(
        f"urls:\n  - file://{tmp_path}/a.log:\n      - tag: oncall\n  - webhook://127.0.0.1:9/x:\n      - tag: oncall\n"
    )
    code, output = rasid("test")
    assert code == 1
    assert "accepted" in output
    assert "REFUSED: 127.0.0.1: connection refused" in output
    assert "Nobody hears that an article itself is wrong. In the routes file, give an address the tag editors" in output
    assert "رسالة تجريبية" in (tmp_path / "a.log").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["silence", "--reason", "x"], "say what to silence"),
        (["silence", "--all", "--source", "marfa", "--reason", "x"], "leave it out, or the other scopes"),
        (["silence", "--source", "marfaa", "--reason", "x"], "no source is called marfaa. There are: marfa."),
        (["silence", "--rule", "headline_mising", "--reason", "x"], "no rule is called headline_mising. Did you mean headline_missing"),
        (["silence", "--cause", "weather", "--reason", "x"], "--cause is one of unreachable"),
        (["silence", "--source", "marfa", "--for", "4x", "--reason", "x"], "no length of time"),
        (["silence", "--source", "marfa", "--for", "4h", "--until", "2036-01-01", "--reason", "x"], "give one"),
        (["silence", "--source", "marfa", "--until", "2020-01-01", "--reason", "x"], "would be over already"),
        (["silence", "--source", "marfa", "--reason", " "], "needs a reason"),
        (["unsilence", "nosuch"], "none of that id is in force"),
        (["ack", "zzz"], "there is no such incident"),
        (["reopen", "{incident}"], "only a resolved one can be reopened"),
        (["list", "--source", "marfaa"], "no source is called marfaa"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_way_out(rasid, arguments, answer, monkeypatch):
    from rasid.settings import settings
    from rasid.store import open_ledger

    expectations = Path(__file__).parents[2] / "expectations"
    (settings().root / "expectations").symlink_to(expectations)
    with open_ledger(settings().database, pages_dir=settings().pages_dir) as ledger:
        ledger.visits.fail(ledger.visits.begin(visit(at=NOW, verdict=None)), Cause.UNREACHABLE, "x", at=NOW)
        Office(ledger).visit(finding(), source="marfa")
        (one,) = ledger.incidents.find()
    code, output = rasid(*(part.format(incident=one.id) for part in arguments))
    assert code != 0
    assert " ".join(answer.split()) in " ".join(output.split())


def test_the_silencing_command_in_an_alert_can_be_typed_as_it_stands(rasid):
    import shlex

    from rasid.alert.render import plain
    from rasid.settings import settings
    from rasid.store import open_ledger

    with open_ledger(settings().database, pages_dir=settings().pages_dir) as ledger:
        Office(ledger).visit(finding())
        (one,) = ledger.incidents.find()
    for command in ("ack", "silence"):
        (row,) = [row for row in plain(message(line(of=one), language=Language.EN)).splitlines() if f"rasid alerts {command}" in row]
        words = shlex.split(row[row.index("rasid alerts") :])
        code, output = rasid(*words[2:])
        assert code == 0, output


def test_the_list_says_what_is_not_delivered_and_why(rasid, tmp_path):
    from rasid.settings import settings
    from rasid.store import open_ledger

    (tmp_path / "routes.yaml").write_text(f"urls:\n  - file://{tmp_path}/a.log:\n      - tag: oncall\n")
    settings.cache_clear()
    with open_ledger(settings().database, pages_dir=settings().pages_dir) as ledger:
        Office(ledger).visit(finding())
        assert "No route wants to hear 1" in rasid("list")[1]
        Office(ledger).fails("other")
        assert "Waiting to be delivered: 1, and no loop runs" in rasid("list")[1]
        assert rasid("run", "--once")[0] == 0
        assert "Waiting" not in rasid("list")[1]
    assert "Nothing was sent or refused on nosuch yet. Routes that were: file-" in rasid("log", "--route", "nosuch")[1]

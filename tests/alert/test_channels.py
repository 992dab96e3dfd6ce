"""Each channel against a double on loopback: what arrives, and what each way of failing is called."""

from __future__ import annotations

import json
import logging
from dataclasses import replace

import pytest

from rasid.alert.channels.apprise_url import AppriseUrl
from rasid.alert.channels.base import secrets_of
from rasid.alert.channels.local import File
from rasid.alert.channels.mail import Mail, MailServer
from rasid.alert.channels.pagerduty import PagerDuty
from rasid.alert.channels.webhook import Webhook, verify
from rasid.alert.message import Says
from rasid.errors import TransportError
from rasid.model import IncidentState, Language
from tests.alert.doubles import collector, page_states, post_office
from tests.alert.samples import NOW, incident, line, message

FAILURES = [
    ("500", False, False),
    ("503", False, False),
    ("429", False, False),
    ("408", False, False),
    ("400", True, False),
    ("401", True, False),
    ("404", True, False),
    ("410", True, False),
    ("302", True, False),
    ("drop", False, True),
    ("stall", False, True),
]


def sending(channel, what=None):
    with pytest.raises(TransportError) as caught:
        channel.send(what or message())
    return caught.value


def apprise_at(url: str, **query: str) -> AppriseUrl:
    import apprise

    pairs = "&".join(f"{name}={value}" for name, value in {"rto": "0.3", "cto": "0.3", **query}.items())
    address = f"{url.replace('http://', 'json://user:canary-password@')}/hook?{pairs}"
    return AppriseUrl(apprise.Apprise.instantiate(address), secrets=secrets_of(address))


def test_a_webhook_gets_signed_json_that_names_every_event():
    with collector() as double:
        Webhook(double.url + "/hook", secret="geheim").send(message(line(), line(Says.RESOLVED, incident(id="ffffffffffff"))))
    (request,) = double.taken
    body = json.loads(request["body"])
    assert body["schema"] == "rasid.alert/1"
    assert [event["says"] for event in body["events"]] == ["opened", "resolved"]
    assert body["events"][0]["incidents"][0]["title"] == {"ar": "العنوان مفقود", "en": "The headline is missing"}
    assert request["headers"]["Idempotency-Key"] == body["message"]
    signature = request["headers"]["X-Rasid-Signature"]
    assert verify(request["body"], "geheim", signature, now=int(NOW.timestamp()))
    assert not verify(request["body"] + b" ", "geheim", signature, now=int(NOW.timestamp()))
    assert not verify(request["body"], "geheim", signature, now=int(NOW.timestamp()) + 3600)


@pytest.mark.parametrize(("mode", "permanent", "ambiguous"), FAILURES)
def test_a_webhook_tells_what_kind_of_failure_it_was(mode, permanent, ambiguous):
    with collector(mode) as double:
        error = sending(Webhook(double.url, timeout=0.3))
    assert (error.permanent, error.ambiguous) == (permanent, ambiguous)


def test_a_closed_port_is_a_passing_failure_and_certainly_nothing_arrived():
    with collector() as double:
        url = double.url
    error = sending(Webhook(url, timeout=1))
    assert (error.permanent, error.ambiguous) == (False, False)


def test_a_busy_server_s_retry_after_is_kept():
    with collector("429") as double:
        double.headers["Retry-After"] = "77"
        assert sending(Webhook(double.url)).retry_after == 77


def test_redirects_are_not_followed():
    with collector() as other, collector("307") as double:
        double.headers["Location"] = other.url
        sending(Webhook(double.url))
        assert other.taken == []


def test_a_page_is_opened_taken_and_closed_under_one_dedup_key():
    with collector("202") as double:
        duty = PagerDuty("R0UT1NGKEY", endpoint=double.url)
        duty.send(message())
        duty.send(message(line(Says.ACKNOWLEDGED, incident(state=IncidentState.ACKNOWLEDGED), by="سلمى")))
        duty.send(message(line(Says.RESOLVED, incident(state=IncidentState.RESOLVED))))
    actions = [(event["event_action"], event["dedup_key"]) for event in double.bodies]
    assert actions == [("trigger", "rasid-a1b2c3d4e5f6"), ("acknowledge", "rasid-a1b2c3d4e5f6"), ("resolve", "rasid-a1b2c3d4e5f6")]
    assert page_states(double.bodies) == {"rasid-a1b2c3d4e5f6": "resolved"}


def test_a_page_that_somebody_took_before_it_was_sent_arrives_as_taken():
    with collector("202") as double:
        PagerDuty("R0UT1NGKEY", endpoint=double.url).send(message(line(Says.OPENED, incident(state=IncidentState.ACKNOWLEDGED))))
    assert page_states(double.bodies) == {"rasid-a1b2c3d4e5f6": "acknowledged"}


@pytest.mark.parametrize(("mode", "permanent", "ambiguous"), FAILURES)
def test_pagerduty_tells_what_kind_of_failure_it_was(mode, permanent, ambiguous):
    with collector(mode) as double:
        error = sending(PagerDuty("R0UT1NGKEY", endpoint=double.url, timeout=0.3))
    assert (error.permanent, error.ambiguous) == (permanent, ambiguous)
    assert "R0UT1NGKEY" not in str(error)


def mail_to(office, **more) -> Mail:
    server = MailServer("127.0.0.1", office.port, "insecure", more.pop("user", None), more.pop("password", None))
    return Mail(
        server,
        sender=("راصد", "rasid@marfa.example"),
        recipient=("التحرير", "desk@marfa.example"),
        timeout=0.5 if office.mode == "stall" else 20,
    )


def test_a_mail_has_a_plain_and_a_right_to_left_html_part_and_a_stable_message_id():
    with post_office() as office:
        mail_to(office).send(message())
        mail_to(office).send(message())
    first, second = office.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Auto-Submitted"] == "auto-generated"
    assert "صحيفة المرفأ" in first["Subject"]
    plain = first.get_body(("plain",)).get_content()
    page = first.get_body(("html",)).get_content()
    assert "العنوان مفقود" in plain
    assert 'dir="rtl"' in page
    assert "العنوان مفقود" in page


def test_an_english_route_gets_an_english_left_to_right_mail():
    with post_office() as office:
        mail_to(office).send(message(language=Language.EN))
    assert 'dir="ltr"' in office.letters[0].get_body(("html",)).get_content()
    assert "Al-Marfa" in office.letters[0]["Subject"]


def test_mail_lines_stay_within_what_smtp_allows():
    with post_office() as office:
        mail_to(office).send(message(*[line() for _ in range(40)]))
    assert max(len(one) for one in office.raw[0].split(b"\r\n")) <= 998
    assert office.raw[0].isascii()


@pytest.mark.parametrize(
    ("mode", "permanent", "ambiguous"),
    [
        ("rcpt:550", True, False),
        ("rcpt:451", False, False),
        ("mail:553", True, False),
        ("content:554", True, False),
        ("content:452", False, False),
        ("data:421", False, False),
        ("drop", False, True),
        ("stall", False, False),
    ],
)
def test_mail_tells_what_kind_of_failure_it_was(mode, permanent, ambiguous):
    with post_office(mode) as office:
        error = sending(mail_to(office))
    assert (error.permanent, error.ambiguous) == (permanent, ambiguous)


def test_a_refused_password_is_permanent_and_stays_out_of_the_error():
    with post_office("auth:535") as office:
        error = sending(mail_to(office, user="rasid", password="canary-password"))
    assert error.permanent
    assert "canary-password" not in repr(error)


def test_apprise_delivers_once_and_says_so():
    with collector() as double:
        apprise_at(double.url).send(message())
        assert len(double.taken) == 1
    assert "العنوان مفقود" in double.taken[0]["body"].decode("unicode-escape")


@pytest.mark.parametrize(("mode", "permanent", "ambiguous"), FAILURES)
def test_what_apprise_leaves_unsaid_is_read_from_its_log(mode, permanent, ambiguous):
    with collector(mode) as double:
        double.headers["Location"] = "/elsewhere"
        error = sending(apprise_at(double.url, redirect="no"))
    assert (error.permanent, error.ambiguous) == (permanent, ambiguous)


def test_apprise_retries_nothing_by_itself_even_if_its_address_asks_for_it():
    with collector("500") as double:
        sending(apprise_at(double.url, retry="3"))
        assert len(double.taken) == 1


def test_an_optional_apprise_address_that_fails_is_still_a_failure():
    with collector("500") as double:
        sending(apprise_at(double.url, optional="yes"))


def test_apprise_s_own_log_records_reach_nobody_else(caplog):
    with collector("500") as double, caplog.at_level(logging.DEBUG):
        error = sending(apprise_at(double.url))
    assert "canary-password" not in caplog.text + str(error)


def test_a_file_keeps_every_message_as_a_line_of_json(tmp_path):
    channel = File(tmp_path / "deep" / "alerts.jsonl", json=True)
    channel.send(message())
    channel.send(message(line(Says.RESOLVED)))
    lines = (tmp_path / "deep" / "alerts.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(one)["events"][0]["says"] for one in lines] == ["opened", "resolved"]


def test_a_file_that_cannot_be_written_is_a_passing_failure(tmp_path):
    (tmp_path / "taken").write_text("")
    assert not sending(File(tmp_path / "taken" / "alerts.log")).permanent


def test_the_same_statements_have_the_same_message_key_and_others_another():
    assert message().key == replace(message(), language=Language.EN).key
    assert message().key != message(line(of=incident(id="000000000000"))).key

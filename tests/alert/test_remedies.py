"""A channel that does not take its message: the log says why and what to do, and the commands refuse what cannot be meant."""

from __future__ import annotations

import re
import socket
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from rasid.alert.channels.mail import Mail, MailServer
from rasid.alert.channels.webhook import Webhook
from rasid.alert.remedies import told
from rasid.errors import AFTER_STATUS, TransportError
from rasid.wording import catalogue
from tests.alert.doubles import collector, post_office
from tests.alert.samples import message


def error_of(channel) -> str:
    with pytest.raises(TransportError) as caught:
        channel.send(message())
    return told(str(caught.value), caught.value.failure)


@pytest.mark.parametrize(
    ("mode", "advice"),
    [
        ("401", "make a new one there"),
        ("403", "make a new one there"),
        ("404", "no such hook"),
        ("307", "redirects are not followed"),
        ("413", "narrow the route"),
        ("422", "does not take this message"),
        ("429", "Retry-After"),
        ("500", "in trouble"),
        ("503", "in trouble"),
        ("stall", "It may have arrived"),
        ("drop", "It may have arrived"),
    ],
)
def test_each_way_a_webhook_refuses_has_its_advice(mode, advice):
    with collector(mode) as double:
        error = error_of(Webhook(double.url, timeout=0.3))
    assert advice in error


def test_a_port_nobody_listens_on_and_a_name_nobody_has_are_told_apart():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for channel in (
        Webhook(f"http://127.0.0.1:{port}/x"),
        Mail(MailServer("127.0.0.1", port, "insecure"), sender=("", "a@x"), recipient=("", "b@x")),
    ):
        assert "Nothing listens" in error_of(channel)
    for channel in (
        Webhook("http://no-such-host.invalid/x", timeout=2),
        Mail(MailServer("no-such-host.invalid", 25, "insecure"), sender=("", "a@x"), recipient=("", "b@x"), timeout=2),
    ):
        assert "cannot be resolved" in error_of(channel)


def test_a_certificate_that_cannot_be_trusted_is_named_as_such(tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "1", "-subj", "/CN=x"],
        check=True,
        capture_output=True,
    )
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        error = error_of(Webhook(f"https://127.0.0.1:{server.server_address[1]}/secret-path", timeout=5))
    finally:
        server.shutdown()
        server.server_close()
    assert "TLS failed (self-signed certificate)" in error
    assert "secret-path" not in error
    assert "certificate was not accepted" in error


@pytest.mark.parametrize(
    ("mode", "advice"), [("rcpt:550", "sender or recipient"), ("mail:451", "does not take this message"), ("stall", "cannot be reached")]
)
def test_a_mail_server_s_refusals_have_theirs(mode, advice):
    with post_office(mode) as office:
        patience = 0.3 if mode == "stall" else 20
        channel = Mail(
            MailServer("127.0.0.1", office.port, "insecure"), sender=("", "a@x.example"), recipient=("", "b@x.example"), timeout=patience
        )
        assert advice in error_of(channel)


def test_a_line_of_an_older_log_is_shown_as_it_was_written():
    assert (
        told("a.example answered 401. Correct its address in the routes file.", "")
        == "a.example answered 401. Correct its address in the routes file."
    )
    assert told("", "key") == ""
    assert told("a.example answered 503", "trouble", "ar").endswith("فاسألوا من يشغّلها.")


def test_every_kind_of_failure_has_its_remedy():
    keys = {key for _, key in AFTER_STATUS} | set(
        re.findall(r'failure="(\w+)"', "".join(file.read_text("utf-8") for file in Path("src/rasid/alert").rglob("*.py")))
    )
    assert {f"remedy.{key}" for key in keys} <= catalogue().keys()

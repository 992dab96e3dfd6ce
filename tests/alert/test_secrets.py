"""A canary in every place of every address, through every way of failing: it appears in no log, no error, no database."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from rasid.alert.deliver import DeliveryContext, deliver_due
from rasid.alert.heartbeat import ping
from rasid.alert.routes_file import load_routes
from rasid.alert.trial import try_route
from rasid.model import Language
from tests.alert.doubles import collector, post_office
from tests.alert.samples import NOW, commit_visit, finding, visit

CANARY = "CANARY5ecret"


@pytest.mark.parametrize("mode", ["500", "429", "400", "401", "302", "drop", "stall", "refuse", "closed"])
def test_no_failure_lets_a_secret_out(ledger, tmp_path, caplog, monkeypatch, capfd, mode):
    from rasid.alert import heartbeat
    from rasid.alert.channels import pagerduty

    monkeypatch.setattr(heartbeat, "TIMEOUT", 0.3)
    with (
        collector(mode if mode != "closed" else "200") as web,
        post_office({"stall": "stall", "401": "auth:535", "400": "rcpt:550"}.get(mode, "drop")) as office,
    ):
        host = web.url.removeprefix("http://")
        web.headers["Location"] = f"http://{host}/{CANARY}?token={CANARY}"
        monkeypatch.setitem(pagerduty.ENDPOINTS, "us", f"{web.url}/{CANARY}")
        if mode == "closed":
            host = "127.0.0.1:9"
            monkeypatch.setitem(pagerduty.ENDPOINTS, "us", f"http://{host}/{CANARY}")
        path = tmp_path / "routes.yaml"
        path.write_text(
            f"""urls:
  - webhook://{CANARY}u:{CANARY}p@{host}/{CANARY}/x?token={CANARY}
  - json://{CANARY}u:{CANARY}p@{host}/{CANARY}/?+X-Token={CANARY}&rto=0.3&cto=0.3
  - form://{CANARY}u:{CANARY}p@{host}/{CANARY}/?rto=0.3&cto=0.3
  - pagerduty://{CANARY}key@{CANARY}api
  - mailto://{CANARY}u:{CANARY}p@mail.example/desk@mail.example?smtp=127.0.0.1&port={office.port}&mode=insecure&from=rasid@mail.example
  - mailto://{CANARY}u:{CANARY}q@mail.example:{office.port}/desk@mail.example?smtp=127.0.0.1&mode=insecure
""",
            "utf-8",
        )
        with caplog.at_level(logging.DEBUG):
            routes = load_routes(path, language=Language.AR, webhook_secret=f"{CANARY}hmac")
            for one in routes:
                one.channel.timeout = 0.3  # type: ignore[attr-defined]
            commit_visit(ledger, [finding()], of=visit(at=NOW), now=NOW)
            for n in (1, 5, 30):
                deliver_due(ledger.outbox, routes, NOW + timedelta(minutes=n), DeliveryContext())
            problems = [try_route(one, NOW) for one in routes[:2]]
            ping(f"http://{host}/ping/{CANARY}", "fail", "x")
        assert ledger.outbox.log(), "nothing was attempted"
    ledger.close()
    stored = b"".join(file.read_bytes() for file in Path(tmp_path).iterdir() if file.name.startswith("ledger.db"))
    shown = capfd.readouterr()
    everything = caplog.text + repr(problems) + shown.out + shown.err + repr(routes) + stored.decode("latin-1")
    # Python's own HTTP client names the path at DEBUG, which rasid never turns on; the rest must be silent at any level.
    lines = [line for line in everything.splitlines() if "urllib3.connectionpool" not in line]
    assert CANARY.lower() not in "\n".join(lines).lower()


def test_a_heartbeat_pings_start_success_and_fail_and_never_raises():
    with collector() as double:
        for event in ("start", "success", "fail"):
            assert ping(f"{double.url}/ping/uuid?rid=1", event, "ok")
        assert [one["path"] for one in double.taken] == ["/ping/uuid/start?rid=1", "/ping/uuid?rid=1", "/ping/uuid/fail?rid=1"]
        double.mode = "500"
        assert not ping(double.url, "success")
    assert not ping(double.url, "success")
    assert not ping(None, "success")
    assert not ping("not an address", "success")

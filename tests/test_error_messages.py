"""The errors people meet, as a set: each situation with what its message must name — the thing, the reason, the next step — on one line."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from rasid import errors
from rasid.alert.channels.http import post
from rasid.alert.remedies import told
from rasid.alert.routes_file import load_routes
from rasid.decode import decode
from rasid.errors import RasidError, TransportError
from rasid.extract import extract
from rasid.fetch import Fetcher, MemoryState
from rasid.frame.style_file import parse_style
from rasid.markup import MOST_ATTRIBUTES
from rasid.model import Language
from rasid.model.desk import Role
from rasid.pipeline.alert_views import span
from rasid.probe.identity import check_id
from rasid.probe.project import make_project
from rasid.probe.write import refuse_existing
from rasid.settings import CHECKOUT, settings
from rasid.sources import find_source, load_source, load_sources
from rasid.store import Lease, Ledger, open_ledger
from rasid.store.desk.acts import Desk
from rasid.store.desk.audit import Who
from rasid.validate import load_rules, verify

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
ADMIN = Who("rasid", Role.ADMIN)
SEED = (CHECKOUT / "seeds" / "demo" / "source.toml").read_text("utf-8")
RULES = (CHECKOUT / "expectations" / "article.toml").read_text("utf-8")
STEP = re.compile(
    r"(?i)\b(?:give|set|say|write|writes|correct|use|run|make|makes|did you mean|known|ask|add|adds|unset|try|tries|check|name|choose|keep|put|remove|install|upgrade|shorten|free|five fields|must|needs|join|wait|lists)\b"
)
"""A message without any of these tells nobody what to do next."""


@dataclass(frozen=True)
class Case:
    """``cause`` brings the error about in an empty folder; ``names`` are what its message must contain."""

    situation: str
    cause: Callable[[Path], object]
    names: tuple[str, ...]

    def __str__(self) -> str:
        return self.situation


def seed(change: Callable[[str], str]) -> Callable[[Path], object]:
    def cause(folder: Path) -> object:
        (folder / "demo").mkdir()
        (folder / "demo" / "source.toml").write_text(change(SEED), "utf-8")
        return load_source(folder / "demo")

    return cause


def rules(old: str, new: str) -> Callable[[Path], object]:
    def cause(folder: Path) -> object:
        assert old in RULES
        (folder / "article.toml").write_text(RULES.replace(old, new, 1), "utf-8")
        return verify(load_rules(folder))

    return cause


def routes(text: str) -> Callable[[Path], object]:
    def cause(folder: Path) -> object:
        (folder / "routes.yaml").write_text(text, "utf-8")
        return load_routes(folder / "routes.yaml", language=Language.EN)

    return cause


def fetch(url: str, *, private: bool = False) -> Callable[[Path], object]:
    def cause(folder: Path) -> object:
        with Fetcher(state=MemoryState(), clock=lambda: NOW, allow_private=private, deadline=3, sleep=lambda seconds: None) as fetcher:
            return fetcher.get(url)

    return cause


def setting(name: str, value: str) -> Callable[[Path], object]:
    def cause(folder: Path) -> object:
        settings.cache_clear()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(name, value)
            try:
                return settings()
            finally:
                settings.cache_clear()

    return cause


def page(text: str) -> Callable[[Path], object]:
    return lambda folder: extract(text, "https://example.org/news/1", now=NOW)


def ledger(url: str) -> Callable[[Path], object]:
    return lambda folder: open_ledger(url.format(folder=folder), pages_dir=folder / "pages")


def blocked_folder(folder: Path) -> object:
    (folder / "file").write_text("in the way")
    return open_ledger(f"sqlite:///{folder / 'file' / 'ledger.db'}", pages_dir=folder / "pages")


def taken(folder: Path) -> object:
    (folder / "demo").mkdir()
    refuse_existing(folder, "demo")
    return None


def full(folder: Path) -> object:
    (folder / "notes.txt").write_text("mine")
    return make_project(folder)


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def deliver(address: Callable[[], str]) -> Callable[[Path], object]:
    return lambda folder: post(address(), b"{}", {}, timeout=3)


def refused_delivery(status: int) -> Callable[[Path], object]:
    class Refusing(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None: ...

    def cause(folder: Path) -> object:
        server = HTTPServer(("127.0.0.1", 0), Refusing)
        threading.Thread(target=server.handle_request, daemon=True).start()
        try:
            return post(f"http://127.0.0.1:{server.server_address[1]}/secret-path", b"{}", {}, timeout=3)
        finally:
            server.server_close()

    return cause


def second_visit(folder: Path) -> object:
    own = open_ledger(f"sqlite:///{folder / 'ledger.db'}", pages_dir=folder / "pages")
    with own.leases.hold("demo", "host:1"), own.leases.hold("demo", "host:2"):
        return None


def lost_lease(folder: Path) -> object:
    own = open_ledger(f"sqlite:///{folder / 'ledger.db'}", pages_dir=folder / "pages")
    with own.transaction() as tx:
        return Lease("demo", "host:1").confirm(tx)


def desk(act: Callable[[Ledger], object]) -> Callable[[Path], object]:
    return lambda folder: act(open_ledger(f"sqlite:///{folder / 'ledger.db'}", pages_dir=folder / "pages"))


CASES = (
    Case("a seed's key is misspelt", seed(lambda text: text.replace("country =", "contry =")), ("source.toml", "contry", "country")),
    Case("a seed lacks a key", seed(lambda text: text.replace('country = "LB"', "")), ("source.toml", "country", "missing")),
    Case("a seed is no TOML", seed(lambda text: "id = "), ("source.toml", "TOML")),
    Case("a seed's zone is misspelt", seed(lambda text: text.replace("Asia/Beirut", "Asia/Bayrut")), ("source.toml", "timezone", "Asia/Beirut")),
    Case("a seed's id is not its folder", seed(lambda text: text.replace('id = "demo"', 'id = "other"', 1)), ("source.toml", "other", "demo")),
    Case("a source is not there", lambda folder: find_source(CHECKOUT / "seeds", "dmo"), ("dmo", "demo", "rasid new")),
    Case("a folder has no seeds", lambda folder: load_sources(folder / "seeds"), ("seeds", "RASID_PROJECT", "rasid init")),
    Case("a source exists already", taken, ("demo", "--force", "--check")),
    Case("a project's folder is full", full, ("not empty", "new folder")),
    Case("a rule's type is misspelt", rules("expect_column_values_to_not_be_null", "expect_column_values_not_null"), ("article.toml", "headline_missing", "expect_column_values")),
    Case("a rule's severity is misspelt", rules('severity = "critical"', 'severity = "criticl"'), ("article.toml", "criticl", "critical")),
    Case("a rule's argument is misspelt", rules("min_value", "min_valeu"), ("article.toml", "min_valeu")),
    Case("a setting is no number", setting("RASID_REPEAT_HOURS", "often"), ("RASID_REPEAT_HOURS", "docs/settings.md")),
    Case("routes name no address", routes("version: 1\nurls: []\n"), ("routes.yaml", "RASID_ROUTES")),
    Case("routes name an unknown service", routes("urls:\n  - nosuch://x:\n      - tag: oncall\n"), ("routes.yaml", "docs/alerts.md")),
    Case("a length of time is none", lambda folder: span("soon"), ("soon", "30m")),
    Case("a database address is none", ledger("nonsense"), ("RASID_DATABASE_URL", "sqlite")),
    Case("a database is of an unknown kind", ledger("mysql://host/name"), ("mysql", "postgresql")),
    Case("the data folder cannot be made", blocked_folder, ("file", "RASID_DATA")),
    Case("an address is private", fetch("http://127.0.0.1:8970/"), ("127.0.0.1", "--allow-private")),
    Case("an address is no web address", fetch("ftp://example.org/"), ("ftp", "http")),
    Case("nobody answers at an address", fetch("http://127.0.0.1:9/", private=True), ("127.0.0.1:9", "refuses")),
    Case("an id is none", lambda folder: check_id("Bad Id"), ("--id", "Bad Id", "bad-id")),
    Case("nobody listens at a webhook", deliver(lambda: f"http://127.0.0.1:{closed_port()}/secret-path"), ("127.0.0.1", "refused", "routes file")),
    Case("a webhook's address is wrong", refused_delivery(404), ("127.0.0.1", "404", "routes file")),
    Case("a webhook's server is ill", refused_delivery(503), ("127.0.0.1", "503", "tried again")),
    Case("another visit is under way", second_visit, ("demo", "host:1", "UTC")),
    Case("a visit was taken over", lost_lease, ("demo", "host:1", "nothing of it was stored")),
    Case("nobody of that name is invited", desk(lambda own: Desk(own).people.revoke("Salma", by=ADMIN, now=NOW)), ("Salma", "rasid review people")),
    Case("an invitation has no name", desk(lambda own: Desk(own).people.invite(" ", Role.EDITOR, by=ADMIN, now=NOW)), ("name",)),
    Case("an invitation is over already", desk(lambda own: Desk(own).people.invite("سلمى", Role.EDITOR, by=ADMIN, now=NOW, expires_at=NOW)), ("2026-11-01", "future")),
    Case("house style is no TOML", lambda folder: parse_style("terms = ", "style.toml"), ("style.toml", "TOML")),
    Case("house style has a misspelt key", lambda folder: parse_style('[[terms]]\ntrem = "x"', "style.toml"), ("style.toml", "trem", "term")),
    Case("bytes are no text", lambda folder: decode(bytes(range(256)) * 40), ("text",)),
    Case("a page would hold the parser", page(f"<p {' '.join(f'a{number}' for number in range(MOST_ATTRIBUTES + 2))}>خبر"), ("example.org/news/1", str(MOST_ATTRIBUTES))),
    Case("a page is empty", page(""), ("example.org/news/1",)),
    Case("a page is no article", page("<html><body><h1>من نحن</h1><p>صفحة تعريف قصيرة.</p></body></html>"), ("example.org/news/1",)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_error_names_the_thing_the_reason_and_the_next_step(case: Case, tmp_path: Path) -> None:
    with pytest.raises(RasidError) as raised:
        case.cause(tmp_path)
    # Of a delivery the next step is a key, and becomes a sentence where it is shown.
    message = told(str(raised.value), raised.value.failure) if isinstance(raised.value, TransportError) else str(raised.value)
    assert "\n" not in message.strip(), message
    for name in case.names:
        assert name in message, message
    assert STEP.search(message), f"no next step: {message}"
    assert len(message) < 600
    assert "Traceback" not in message


def test_every_kind_of_error_is_among_them(tmp_path: Path) -> None:
    kinds = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, RasidError)} - {
        RasidError,
        errors.LayoutChanged,
    }
    met = set()
    for number, case in enumerate(CASES):
        folder = tmp_path / str(number)
        folder.mkdir()
        with pytest.raises(RasidError) as raised:
            case.cause(folder)
        met.add(type(raised.value))
    assert met == kinds

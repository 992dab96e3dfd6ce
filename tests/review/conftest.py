"""A desk over a small paper, asked without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rasid.model.desk import Person, Role
from rasid.review import DeskContext, create_app
from rasid.review.identity import personal_token
from rasid.store import Ledger
from rasid.store.desk.audit import Who
from tests.review.paper import SECRET, Now, filled_ledger, place


@dataclass
class Desk:
    """The desk as a client of HTTP sees it."""

    place: DeskContext
    ledger: Ledger
    clock: Now
    admin: Who = field(default_factory=lambda: Who("rasid", Role.ADMIN))

    def client(self, place: DeskContext | None = None, peer: str = "127.0.0.1") -> TestClient:
        return TestClient(create_app(place or self.place), base_url="http://127.0.0.1", client=(peer, 50_000), follow_redirects=False)

    def invite(self, name: str, role: Role = Role.EDITOR) -> Person:
        return self.ledger.desk.people.invite(name, role, by=self.admin, now=self.clock())

    def entered(self, name: str = "سلمى", role: Role = Role.EDITOR) -> Inside:
        client = self.client()
        assert client.post("/enter", data={"token": personal_token(SECRET, self.invite(name, role))}).status_code == 303
        return Inside(client)


class Inside:
    """Somebody who came in; forms carry the token of their pages."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        found = re.search(r'name="csrf" value="([^"]+)"', client.get("/").text)
        assert found
        self.csrf = found.group(1)

    def post(self, path: str, **fields: str) -> int:
        return self.client.post(path, data={"csrf": self.csrf, **fields}).status_code

    def answer(self, path: str, **fields: str) -> tuple[int, str]:
        """Status and text of what a form is answered."""
        answer = self.client.post(path, data={"csrf": self.csrf, **fields})
        return answer.status_code, " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())

    def hidden(self, path: str, action: str, name: str) -> str:
        """What the first form of the page that goes to ``action`` carries unseen under ``name``."""
        form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', self.get(path), re.S)
        assert form, action
        found = re.search(rf'name="{name}" value="([^"]*)"', form.group())
        assert found, (action, name)
        return found.group(1)

    def get(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    clock = Now()
    ledger = filled_ledger(tmp_path, clock)
    yield Desk(place(ledger, clock), ledger, clock)
    ledger.close()

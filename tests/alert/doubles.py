"""Channels on loopback that take messages down, and that can refuse, stall, drop, or answer whatever they are told to."""

from __future__ import annotations

import json
import socket
import threading
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Collector:
    """An HTTP endpoint. ``mode``: an answer's status, ``stall`` (never answers), ``drop`` (takes it, closes without an answer),
    ``refuse`` (closes before reading). ``script`` is used up first, one entry a request."""

    mode: str = "200"
    script: deque[str] = field(default_factory=deque)
    headers: dict[str, str] = field(default_factory=dict)
    taken: list[dict[str, Any]] = field(default_factory=list)
    """What arrived: path, headers, body, and whether it was answered with success."""
    url: str = ""
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def bodies(self) -> list[Any]:
        """JSON of every request that was read in full and not refused with an error status."""
        return [json.loads(one["body"]) for one in self.taken if one["kept"]]

    def keys(self) -> Counter[str]:
        """How often each dedup key arrived."""
        return Counter(key for body in self.bodies for event in body["events"] for key in event["keys"])


@contextmanager
def collector(mode: str = "200") -> Iterator[Collector]:
    state = Collector(mode)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            mode = state.script.popleft() if state.script else state.mode
            if mode == "refuse":
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            kept = mode in ("stall", "drop") or mode.startswith("2")
            state.taken.append({"path": self.path, "headers": dict(self.headers), "body": body, "kept": kept})
            if mode == "stall":
                state.released.wait(20)
                return
            if mode == "drop":
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response(int(mode))
            for name, value in state.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        do_PUT = do_POST

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.released.set()
        server.shutdown()
        server.server_close()


def page_states(events: list[dict[str, Any]]) -> dict[str, str]:
    """What PagerDuty would show, by dedup key, after these events; raises on what it would refuse."""
    states: dict[str, str] = {}
    for event in events:
        assert event["routing_key"], "no routing key"
        assert event["event_action"] in ("trigger", "acknowledge", "resolve")
        if event["event_action"] == "trigger":
            payload = event["payload"]
            assert payload["summary"], "no summary"
            assert len(payload["summary"]) <= 1024
            assert payload["source"], "no source"
            assert payload["severity"] in ("critical", "error", "warning", "info")
            states[event["dedup_key"]] = "triggered"
        elif event["dedup_key"] in states:
            states[event["dedup_key"]] = "acknowledged" if event["event_action"] == "acknowledge" else "resolved"
    return states


@dataclass
class PostOffice:
    """An SMTP server of a few verbs. ``mode``: ``ok``, ``stall`` (no greeting), ``drop`` (takes the message, closes without an answer),
    or ``<verb>:<code>`` (answers that verb with that code)."""

    mode: str = "ok"
    letters: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    port: int = 0
    released: threading.Event = field(default_factory=threading.Event)


@contextmanager
def post_office(mode: str = "ok") -> Iterator[PostOffice]:
    office = PostOffice(mode)
    listening = socket.create_server(("127.0.0.1", 0))
    office.port = listening.getsockname()[1]

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=_talk, args=(office, connection), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield office
    finally:
        office.released.set()
        listening.close()


def _talk(office: PostOffice, connection: socket.socket) -> None:
    with connection, connection.makefile("rwb") as stream:

        def say(text: str) -> None:
            stream.write(text.encode() + b"\r\n")
            stream.flush()

        if office.mode == "stall":
            office.released.wait(20)
            return
        verb, _, code = office.mode.partition(":")
        say("220 post office")
        while line := stream.readline():
            word = line.split()[0].upper().decode() if line.split() else ""
            if code and word == verb.upper():
                say(f"{code} no")
                continue
            if word == "DATA":
                say("354 go on")
                content = b""
                while (piece := stream.readline()) not in (b".\r\n", b""):
                    content += piece[1:] if piece.startswith(b"..") else piece
                if code and verb == "content":
                    say(f"{code} no")
                    continue
                office.raw.append(content)
                office.letters.append(message_from_bytes(content, policy=default))  # type: ignore[arg-type]
                if office.mode == "drop":
                    return
                say("250 taken")
            elif word == "QUIT":
                say("221 bye")
                return
            elif word == "EHLO":
                say("250-post office\r\n250 AUTH PLAIN")
            elif word == "AUTH":
                say("235 welcome")
            else:
                say("250 fine")

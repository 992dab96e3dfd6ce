"""The newsroom's HTTP: answers to bytes on a socket, and the request log."""

from __future__ import annotations

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from rasid.demo.answers import Response, answer
from rasid.demo.control import control, is_control, look

if TYPE_CHECKING:
    from rasid.demo.newsroom import Newsroom

MAX_CONTROL_BODY = 1024 * 1024


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    room: Newsroom

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is none of the newsroom's business; anything else is."""
        import sys

        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Marsa/1"
    sys_version = ""
    timeout = 20
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        if self.server.room.control and is_control(self.path):
            self._send(look(self.server.room, self.path))
            return
        self._send(answer(self.server.room, self.path, {name.lower(): value for name, value in self.headers.items()}))

    do_HEAD = do_GET

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(min(length, MAX_CONTROL_BODY))
        if not (self.server.room.control and is_control(self.path)):
            self._send(Response(405, {"Allow": "GET, HEAD"}))
        elif self.headers.get("Origin") not in (None, self.server.room.url):
            self._send(Response(403, {"Content-Type": "application/json"}, b'{"error": "not from another site"}\n'))
        else:
            self._send(control(self.server.room, self.path, body))

    def _send(self, given: Response) -> None:
        room = self.server.room
        from rasid.demo.newsroom import Request

        headers = {name.lower(): value for name, value in self.headers.items()}
        room.log(Request(self.command, self.path, headers, 0 if given.drop else given.status, room.clock()))
        if given.drop:
            self.close_connection = True
            with contextlib.suppress(OSError):
                self.connection.shutdown(2)
            return
        self.send_response(given.status)
        for name, value in given.headers.items():
            self.send_header(name, value)
        if given.status != 304:
            self.send_header("Content-Length", str(len(given.body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        if given.drip is None:
            self.wfile.write(given.body)
            return
        for byte in given.body:
            self.wfile.write(bytes((byte,)))
            self.wfile.flush()
            if room.stopping.wait(given.drip):
                self.close_connection = True
                return

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are in ``Newsroom.requests``; nothing is printed."""


def serve(room: Newsroom, port: int) -> ThreadingHTTPServer:
    """A server of ``room`` on 127.0.0.1, answering from a thread of its own."""
    server = _Server(("127.0.0.1", port), _Handler)
    server.room = room
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="newsroom", daemon=True).start()
    return server

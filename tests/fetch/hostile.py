"""Servers on loopback that misbehave on purpose, byte by byte: one thread a connection, each path a behaviour."""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

MEGABYTE = 1024 * 1024
PAGE = b"<html><body><h1>\xd8\xae\xd8\xa8\xd8\xb1</h1></body></html>"


class Wire:
    """What a behaviour writes to. ``alive`` ends with the server or the client."""

    def __init__(self, connection: socket.socket, path: str, request: bytes, server: Server) -> None:
        self.connection, self.path, self.request, self.server = connection, path, request, server

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def head(self, status: str = "200 OK", **headers: str | int) -> None:
        lines = [f"HTTP/1.1 {status}"] + [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.send(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))

    def answer(self, body: bytes = PAGE, status: str = "200 OK", **headers: str | int) -> None:
        own = {name.replace("_", "-"): value for name, value in headers.items()}
        self.head(status, **({"Content-Type": "text/html", "Content-Length": len(body), "Connection": "close"} | own))
        self.send(body)

    def drip(self, data: bytes, pause: float = 0.05) -> None:
        for position in range(len(data)):
            self.send(data[position : position + 1])
            if self.server.stopped.wait(pause):
                return

    def for_ever(self, data: bytes, pause: float = 0.0) -> None:
        while not self.server.stopped.is_set():
            self.send(data)
            if pause and self.server.stopped.wait(pause):
                return

    def hang(self) -> None:
        self.server.stopped.wait(20)


Behaviour = Callable[[Wire], None]


@dataclass
class Server:
    """``behaviours`` by path; ``asked`` records every request's path and its bytes."""

    behaviours: dict[str, Behaviour]
    tls: ssl.SSLContext | None = None
    greet: Behaviour | None = None
    """Acts before anything is read, or before the handshake."""
    asked: list[tuple[str, bytes]] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def __enter__(self) -> Server:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self._listener.close()

    def _accept(self) -> None:
        while not self.stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError, ssl.SSLError), connection:
            if self.greet is not None:
                self.greet(Wire(connection, "", b"", self))
                return
            if self.tls is not None:
                connection = self.tls.wrap_socket(connection, server_side=True)
            while True:
                request = b""
                while b"\r\n\r\n" not in request:
                    received = connection.recv(65536)
                    if not received:
                        return
                    request += received
                path = request.split(b" ", 2)[1].decode("latin-1")
                self.asked.append((path, request))
                behaviour = self.behaviours.get(path)
                wire = Wire(connection, path, request, self)
                if behaviour is None:
                    wire.answer(b"", "404 Not Found")
                else:
                    behaviour(wire)
                if not getattr(behaviour, "keeps_alive", False):
                    with contextlib.suppress(OSError):
                        connection.shutdown(socket.SHUT_RDWR)
                    connection.close()
                    return


@contextlib.contextmanager
def serving(**behaviours: Behaviour) -> Iterator[Server]:
    """``page=…`` answers ``/page``."""
    with Server({f"/{name}": behaviour for name, behaviour in behaviours.items()}) as server:
        yield server


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


@cache
def bomb(megabytes: int, layers: int = 1) -> bytes:
    """Zeros, so many megabytes, gzipped; made in pieces."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    packed = b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + packer.flush()
    for _ in range(layers - 1):
        packed = gzip.compress(packed)
    return packed


@cache
def deflate_bomb(megabytes: int, *, raw: bool) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15 if raw else 15)
    return b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + packer.flush()


def reset(wire: Wire) -> None:
    """Close with RST instead of FIN."""
    wire.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    wire.connection.close()


def certificate(folder: Path, *, names: tuple[str, ...] = ("127.0.0.1",), expired: bool = False) -> tuple[ssl.SSLContext, str]:
    """A server's context with a self-signed certificate for ``names``, and the file that trusts it."""
    import datetime
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "rasid test")])
    now = datetime.datetime.now(datetime.UTC)
    ends = now - datetime.timedelta(days=1) if expired else now + datetime.timedelta(days=1)
    alternatives = [x509.IPAddress(ipaddress.ip_address(name)) if name[0].isdigit() else x509.DNSName(name) for name in names]
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=2))
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public = folder / "certificate.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = folder / "key.pem"
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return context, str(public)


def slow_start(wire: Wire) -> None:
    time.sleep(0.2)
    wire.answer()

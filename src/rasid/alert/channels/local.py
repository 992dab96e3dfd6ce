"""The console and a file: for one machine, for the demo, and where nothing else is configured."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import ClassVar, Self, TextIO

from rasid.alert.channels.base import Letter
from rasid.alert.channels.payload import encode
from rasid.alert.message import Message
from rasid.alert.render import plain, plain_subject
from rasid.errors import TransportError


class Console:
    pages = False
    schemes: ClassVar[tuple[str, ...]] = ("console",)

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream

    @classmethod
    def at(cls, address: str, *, secret: str | None) -> Self:
        return cls()

    def send(self, message: Message) -> None:
        stream = self.stream or sys.stdout
        print(f"── {plain_subject(message)}\n\n{plain(message)}\n", file=stream, flush=True)

    def post(self, letter: Letter) -> None:
        print(f"── {letter.subject}\n\n{letter.plain}\n", file=self.stream or sys.stdout, flush=True)


class File:
    """Appends, and returns only when the bytes are on the disk. ``json`` writes one JSON object a line instead of text."""

    pages = False
    schemes: ClassVar[tuple[str, ...]] = ("file",)

    def __init__(self, path: Path, *, json: bool = False) -> None:
        self.path = path
        self.json = json

    @classmethod
    def at(cls, address: str, *, secret: str | None) -> Self:
        name, _, query = address.partition("://")[2].partition("?")
        if not name.startswith("/"):
            raise ValueError("names a file that is not absolute. Write file:///var/log/rasid/alerts.log.")
        return cls(Path(name), json="format=json" in query)

    def send(self, message: Message) -> None:
        text = (
            encode(message) + b"\n"
            if self.json
            else f"── {message.now:%Y-%m-%d %H:%M:%S %Z} {plain_subject(message)}\n\n{plain(message)}\n\n".encode()
        )
        self._append(text)

    def post(self, letter: Letter) -> None:
        """As text; a file of JSON lines is for programs and gets no letters."""
        if not self.json:
            self._append(f"── {letter.now:%Y-%m-%d %H:%M:%S %Z} {letter.subject}\n\n{letter.plain}\n\n".encode())

    def _append(self, text: bytes) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
            try:
                os.write(handle, text)
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise TransportError(f"file {self.path.name}: {error.strerror}", permanent=False) from None

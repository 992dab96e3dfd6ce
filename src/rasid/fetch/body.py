"""Reading a body: streamed, inflated by ourselves, cut off at its cap before and after inflation."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Protocol

from rasid.errors import FetchError
from rasid.urls import redact

MEGABYTE = 1024 * 1024
CAPS = {"page": 10 * MEGABYTE, "listing": 10 * MEGABYTE, "feed": 10 * MEGABYTE, "sitemap": 50 * MEGABYTE, "robots": 512 * 1024}
"""Bytes of a body by kind, compressed and inflated alike (a sitemap's own limit is 50 MB; RFC 9309 asks for 500 KiB of robots.txt)."""
PIECE = 16 * 1024
LAYERS = 2
"""Nested content codings believed. More are a bomb in disguise."""
BOMB = 100
"""Bytes out for one that came in: HTML and XML deflate to a tenth, at best to a thirtieth; deflate's own limit is 1,032 a layer."""


class ByteStream(Protocol):
    def stream(self, amt: int, decode_content: bool) -> Iterator[bytes]: ...


def read_body(raw: ByteStream, *, encoding: str, length: str | None, cap: int, url: str, truncate: bool = False) -> bytes:
    """The body as the page's author wrote it. ``truncate`` keeps the first ``cap`` bytes instead of refusing.

    Raises FetchError for a body too large, in an unknown coding, or damaged; whatever the connection raises passes through.
    """
    codings = [
        name for name in (part.strip().lower() for part in encoding.split(",")) if name not in ("", "identity", "none", "utf-8", "binary")
    ]
    if unknown := [name for name in codings if name not in ("gzip", "x-gzip", "deflate")]:
        raise FetchError(
            f"{redact(url)} is sent as {unknown[0][:40]!r}, which was not asked for and is not read.", url=url, permanent=True, key="coding"
        )
    if len(codings) > LAYERS:
        raise FetchError(f"{redact(url)} is compressed {len(codings)} times over; that is not read.", url=url, permanent=True, key="bomb")
    if length and length.strip().isdigit() and int(length) > cap and not truncate:
        raise too_large(url, cap)
    received = _Counted(raw.stream(PIECE, decode_content=False), cap, url, truncate)
    pieces = iter(received)
    for name in reversed(codings):
        pieces = _inflated(pieces, name, url)
    # getvalue hands over its buffer: joining a list would hold a sitemap twice
    body = BytesIO()
    for piece in pieces:
        if body.tell() + len(piece) > cap:
            if truncate:
                body.write(piece[: cap - body.tell()])
                break
            raise too_large(url, cap, bomb=received.bytes * BOMB < cap)
        body.write(piece)
    return body.getvalue()


def too_large(url: str, cap: int, *, bomb: bool = False) -> FetchError:
    """``bomb``: what came over the wire was next to nothing."""
    if bomb:
        return FetchError(
            f"{redact(url)} is a decompression bomb: a few bytes that swell to more than {cap // MEGABYTE or 1} MB. It was not read.",
            url=url,
            permanent=True,
            key="bomb",
        )
    return FetchError(
        f"{redact(url)} is larger than {cap // MEGABYTE or 1} MB, compressed or not. It was not read.",
        url=url,
        permanent=True,
        key="too_large",
    )


class _Counted:
    """Pieces as they come, up to ``cap`` bytes."""

    def __init__(self, pieces: Iterator[bytes], cap: int, url: str, truncate: bool) -> None:
        self._pieces, self._cap, self._url, self._truncate = pieces, cap, url, truncate
        self.bytes = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.bytes += len(piece)
            if self.bytes > self._cap and not self._truncate:
                raise too_large(self._url, self._cap)
            yield piece
            if self.bytes > self._cap:
                return


def _inflated(pieces: Iterator[bytes], name: str, url: str) -> Iterator[bytes]:
    """Inflate piece by piece, never more than ``PIECE`` bytes at once. What is labelled compressed but is not passes as it is."""
    inflator: zlib._Decompress | None = None
    plain = False
    for piece in pieces:
        data = piece
        if inflator is None and not plain:
            if name != "deflate" and not data.startswith(b"\x1f\x8b"):
                plain = True  # many a server says gzip and sends none
            else:
                inflator = _inflator(name, data)
        if plain or inflator is None:
            yield data
            continue
        while data and not inflator.eof:
            try:
                inflated = inflator.decompress(data, PIECE)
            except zlib.error as error:
                raise FetchError(
                    f"{redact(url)}: its compressed data are damaged ({error}).", url=url, permanent=False, key="damaged"
                ) from None
            data = inflator.unconsumed_tail
            if inflated:
                yield inflated
            if inflator.eof and inflator.unused_data.startswith(b"\x1f\x8b") and name != "deflate":
                data, inflator = inflator.unused_data, _inflator(name, b"\x1f\x8b")  # a further member
    if inflator is not None and not inflator.eof:
        raise FetchError(f"{redact(url)}: its compressed data end too early.", url=url, permanent=False, key="damaged")


def _inflator(name: str, start: bytes) -> zlib._Decompress:
    if name != "deflate":
        return zlib.decompressobj(16 + zlib.MAX_WBITS)
    # «deflate» means zlib, and some servers send raw deflate
    zlib_header = len(start) > 1 and start[0] & 0x0F == 8 and (start[0] * 256 + start[1]) % 31 == 0
    return zlib.decompressobj(zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS)

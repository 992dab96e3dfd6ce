"""Records of a WARC file by byte range, so that many processes can read one archive and each record is read once.

A record belongs to the range its first byte lies in. A range begins anywhere: its first record is looked for, and proved afterwards by
where the range before it ended (``job``). Files are opened by fsspec: local paths, ``s3://``, ``https://`` and whatever it knows.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Any

from rasid.errors import RasidError

MOST_BYTES = 8_000_000
"""Of one page's body, as for a page that is fetched; what is longer is no article."""
BLOCK = 1 << 20
LOOK_AHEAD = 1 << 13
"""Bytes of a gzip member that suffice to see its first line."""
GZIP = b"\x1f\x8b\x08"
PLAIN = re.compile(rb"WARC/1\.[01]\r?\n(?:WARC|Content)-", re.IGNORECASE)
FIRST_LINE = re.compile(rb"WARC/[01]\.\d+\r?\n")
DAMAGE = (zlib.error, ValueError, EOFError, KeyError, IndexError, AttributeError, TypeError)
"""What warcio raises at damaged records, besides its own exceptions."""


class ArchiveError(RasidError):
    """An archive that cannot be read: missing, no WARC, or packed in one piece. Names the archive and the way out."""


@dataclass(frozen=True, slots=True)
class Range:
    """Bytes of one archive. ``first`` is where its first record begins, once the range before it has proved that."""

    archive: str
    start: int
    end: int
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """One HTTP answer as the crawler stored it. ``body`` is without transfer and content encoding; None when it is too long."""

    offset: int
    url: str
    status: int
    captured_at: datetime
    content_type: str | None
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Damaged:
    """A place that could not be read; reading goes on at the next record."""

    offset: int
    reason: str


@dataclass(slots=True)
class Edges:
    """Where the first record of a range and the first one after it begin. Filled in by :func:`captures`."""

    first: int = 0
    after: int = 0
    records: int = 0


def size_of(archive: str) -> int:
    """Bytes of the archive, which is looked into: it must be a WARC whose records can be read one by one. Raises ArchiveError."""
    from warcio.archiveiterator import ArchiveIterator

    with open_archive(archive) as stream:
        size = stream.seek(0, 2)
        stream.seek(0)
        start = stream.read(LOOK_AHEAD)
        if not _begins_record(start):
            raise ArchiveError(
                f"{archive}: this is no WARC file. Give addresses of .warc or .warc.gz files, for example those of warc.paths."
            )
        stream.seek(0)
        if start.startswith(GZIP):
            records = iter(ArchiveIterator(stream))
            try:
                next(records, None)
                next(records, None)
            except Exception as error:
                if "gzip" in str(error).lower() and "chunk" in str(error).lower():
                    raise ArchiveError(
                        f"{archive}: the file is compressed in one piece, so that single records cannot be reached."
                        " Repack it: `warcio recompress OLD NEW`."
                    ) from None
    return int(size)


def open_archive(archive: str) -> IO[bytes]:
    """The archive's bytes, seekable. Raises ArchiveError."""
    import fsspec

    try:
        opened: IO[bytes] = fsspec.open(archive, "rb").open()
        opened.seek(0)
    except FileNotFoundError:
        raise ArchiveError(f"{archive}: there is no such archive. Correct the path or address.") from None
    except (OSError, ImportError, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise ArchiveError(f"{archive}: cannot be opened: {reason}. Correct the address, or install what fsspec asks for.") from None
    return opened


def captures(stream: IO[bytes], part: Range, edges: Edges) -> Iterator[Capture | Damaged]:
    """The HTTP answers whose records begin in ``part``, and the damaged places, in order. Fills ``edges``."""
    edges.first = edges.after = part.first if part.first is not None else next_record(stream, part.start)
    while edges.after < part.end:
        yield from _run(stream, part.end, edges)


def next_record(stream: IO[bytes], start: int) -> int:
    """Where the first record at or after ``start`` begins, as far as its first line shows; the end of the file when there is none."""
    base, held = start, b""
    stream.seek(start)
    while True:
        block = stream.read(BLOCK)
        held += block
        last = not block
        sure = len(held) if last else max(0, len(held) - LOOK_AHEAD)
        found = _first_in(held, sure, at_start=base == 0)
        if found is not None:
            return base + found
        if last:
            return base + len(held)
        # A few bytes before stay, for the blank lines an uncompressed record must follow.
        cut = max(0, sure - 4)
        base, held = base + cut, held[cut:]


def _first_in(held: bytes, sure: int, *, at_start: bool) -> int | None:
    place = held.find(GZIP)
    while place != -1 and place < sure:
        if _begins_record(held[place : place + LOOK_AHEAD]):
            break
        place = held.find(GZIP, place + 1)
    member = place if place != -1 and place < sure else None
    for match in PLAIN.finditer(held, 0, sure + 32):
        if member is not None and match.start() > member:
            break
        if match.start() < sure and (held[: match.start()].endswith(b"\n\r\n") or (at_start and match.start() == 0)):
            return match.start()
    return member


def _begins_record(start: bytes) -> bool:
    if start.startswith(GZIP):
        try:
            start = zlib.decompressobj(31).decompress(start, 64)
        except zlib.error:
            return False
    return FIRST_LINE.match(start) is not None


def _run(stream: IO[bytes], end: int, edges: Edges) -> Iterator[Capture | Damaged]:
    """Records one after the other until the range ends or one is damaged."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    begun = edges.after
    stream.seek(begun)
    records = ArchiveIterator(stream)
    try:
        while True:
            record = next(records, None)
            if record is None:
                edges.after = max(stream.seek(0, 2), edges.after)
                return
            edges.after = records.offset
            if edges.after >= end:
                return
            edges.records += 1
            found = _capture(record, edges.after)
            records.read_to_end()
            if record.raw_stream.limit > 0:
                raise ValueError("the record is cut short")
            edges.after = records.offset
            if found is not None:
                yield found
            if edges.after >= end:
                return
    except (ArchiveLoadFailed, *DAMAGE) as error:
        at = edges.after
        edges.after = next_record(stream, max(at, begun) + 1)
        yield Damaged(at, (str(error) or type(error).__name__).splitlines()[0][:200])


def _capture(record: Any, offset: int) -> Capture | None:
    if record.rec_type != "response" or record.http_headers is None:
        return None
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    if not url.lower().startswith(("http://", "https://")):
        return None
    status = record.http_headers.get_statuscode() or ""
    body = record.content_stream().read(MOST_BYTES + 1)
    return Capture(
        offset=offset,
        url=url,
        status=int(status) if status.isdigit() else 0,
        captured_at=_moment(record.rec_headers.get_header("WARC-Date") or ""),
        content_type=record.http_headers.get_header("Content-Type"),
        body=body if len(body) <= MOST_BYTES else None,
    )


def _moment(text: str) -> datetime:
    """Raises ValueError."""
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

"""The archive of raw pages: one WARC file a visit, and an index of it in the database.

A file is complete and on the disk before the transaction that names it commits; a file no row names is left over from a crash, and
``rasid prune`` removes it. Records are ordinary WARC 1.1 ``response`` records, one gzip member each, so that any WARC tool reads them.
"""

from __future__ import annotations

import base64
import errno
import hashlib
import os
import re
import uuid
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Row, select

from rasid.errors import LedgerError
from rasid.model import Page, Validators, Visit
from rasid.store.database.session import Database
from rasid.store.database.tables.pages import pages
from rasid.store.keys import url_key

NAMESPACE = uuid.UUID("6f1a4f0e-6d1c-5a39-9a52-6f1d3b1f5e0a")
"""Record ids follow from visit and place, so that writing a visit again gives the same bytes."""
SENT_AS = "x-crawler-"
"""Prefix (Common Crawl's) of headers that no longer hold for the stored body: it was decompressed."""
NO_LONGER_TRUE = ("content-encoding", "transfer-encoding", "content-length")
LINE_BREAKS = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    url: str
    status: int
    fetched_at: datetime
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Archived:
    """A written WARC file and where each page lies in it. ``file`` is relative to the pages folder."""

    file: str
    pages: tuple[ArchivedPage, ...]


class Pages:
    def __init__(self, database: Database, pages_dir: Path) -> None:
        self._database = database
        self._dir = pages_dir

    def write(self, visit: Visit, fetched: Sequence[Page]) -> Archived | None:
        """Write and sync the visit's WARC file. None when no page has a body (all 304). Raises LedgerError, leaving nothing behind."""
        with self.writer(visit) as writer:
            for page in fetched:
                writer.add(page)
            return writer.finish()

    def writer(self, visit: Visit) -> PageWriter:
        """The visit's WARC file, to which pages are added as they come. A context manager; a file that was not finished is removed at its end."""
        file = f"{visit.source_id}/{visit.started_at.astimezone(UTC):%Y-%m/%dT%H%M%S}-{visit.id}.warc.gz"
        return PageWriter(self._database, visit, file, self._path(file))

    def index(self, tx: Connection, visit: Visit, archived: Archived) -> None:
        """The file's pages become part of the visit, in its transaction."""
        tx.execute(
            pages.insert(),
            [
                {
                    "visit_id": visit.id,
                    "source_id": visit.source_id,
                    "url_key": url_key(page.url),
                    "url": page.url,
                    "status": page.status,
                    "fetched_at": page.fetched_at,
                    "file": archived.file,
                    "offset": page.offset,
                    "length": page.length,
                }
                for page in archived.pages
            ],
        )

    def read(self, visit_id: str, *, on_damage: Callable[[LedgerError], None] | None = None) -> list[Page]:
        """The visit's pages in the order they were fetched; empty when it stored none or they were pruned.

        Raises LedgerError for a file that is missing or damaged; with ``on_damage`` that is told instead, and the rest is read.
        """
        query = select(pages).where(pages.c.visit_id == visit_id).order_by(pages.c.id)
        with self._database.reading() as tx:
            rows = tx.execute(query).all()
        found = []
        for row in rows:
            try:
                found.append(self._read_one(row))
            except LedgerError as error:
                if on_damage is None:
                    raise
                on_damage(error)
        return found

    def newest(self, source_id: str, since: datetime) -> list[tuple[str, str]]:
        """(address, visit id) of the latest stored answer of each address fetched since then, oldest visit first."""
        query = (
            select(pages.c.url, pages.c.visit_id).where(pages.c.source_id == source_id, pages.c.fetched_at >= since).order_by(pages.c.id)
        )
        latest: dict[str, str] = {}
        with self._database.reading() as tx:
            for url, visit_id in tx.execute(query):
                latest.pop(url, None)
                latest[url] = visit_id
        return list(latest.items())

    def visits(self, since: datetime, source_id: str | None = None) -> list[str]:
        """Ids of the visits that have stored pages fetched since then, oldest first."""
        query = select(pages.c.visit_id, pages.c.id).where(pages.c.fetched_at >= since).order_by(pages.c.id)
        if source_id is not None:
            query = query.where(pages.c.source_id == source_id)
        with self._database.reading() as tx:
            return list(dict.fromkeys(visit_id for visit_id, _ in tx.execute(query)))

    def _path(self, file: str) -> Path:
        path = (self._dir / file).resolve()
        if not path.is_relative_to(self._dir.resolve()):
            raise LedgerError(f"The page file {file!r} lies outside the pages folder {self._dir}. Rename the source.")
        return path

    def _read_one(self, row: Row[Any]) -> Page:
        path = self._path(row.file)
        try:
            with path.open("rb") as stream:
                stream.seek(row.offset)
                return _read_record(BytesIO(stream.read(row.length)), row)
        except FileNotFoundError:
            raise LedgerError(
                f"The page file {path} is missing. Restore it from a backup; `rasid prune` forgets pages by the rules."
            ) from None
        except OSError as error:
            raise _unusable(path, error) from error
        except (zlib.error, ValueError, EOFError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise LedgerError(
                f"The page file {path} is damaged at byte {row.offset} ({reason}). Restore it from a backup; the visit's other pages can be read."
            ) from error


class PageWriter:
    """One visit's WARC file while it is written. Sixty pages of 10 MB are 600 MB: none of them stays in memory until the commit."""

    def __init__(self, database: Database, visit: Visit, file: str, path: Path) -> None:
        self._database, self._visit, self._file, self._path = database, visit, file, path
        self._part = path.with_name(path.name + ".part")
        self._stream: BinaryIO | None = None
        self._entries: list[ArchivedPage] = []

    def __enter__(self) -> PageWriter:
        return self

    def __exit__(self, *exception: object) -> None:
        self._abandon()

    def add(self, page: Page) -> Page:
        """Write the page behind the others; what is left of it for the rest of the visit, without its body. Raises LedgerError."""
        if not page.body or page.not_modified:
            return page
        try:
            if self._stream is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._stream = self._part.open("wb")
            self._entries.append(_write_record(self._stream, self._visit, len(self._entries), page))
        except OSError as error:
            raise self._failed(error) from error
        return replace(page, body=b"")

    def finish(self) -> Archived | None:
        """Sync the file and give it its name. None when no page with a body was added. Raises LedgerError, leaving nothing behind."""
        if self._stream is None:
            return None
        try:
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()
            self._database.checkpoint("pages.written")
            self._part.replace(self._path)
            for folder in (self._path.parent, self._path.parent.parent, self._path.parent.parent.parent):
                _sync_folder(folder)
        except OSError as error:
            raise self._failed(error) from error
        self._stream = None
        self._database.checkpoint("pages.renamed")
        return Archived(self._file, tuple(self._entries))

    def _failed(self, error: OSError) -> LedgerError:
        self._abandon()
        return _unusable(self._path.parents[2], error)

    def _abandon(self) -> None:
        if self._stream is not None:
            with suppress(OSError):
                self._stream.close()
            with suppress(OSError):
                self._part.unlink()
            self._stream = None


def _write_record(stream: BinaryIO, visit: Visit, number: int, page: Page) -> ArchivedPage:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    writer = WARCWriter(stream, gzip=True, warc_version="WARC/1.1")
    offset = stream.tell()
    about = {
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(NAMESPACE, f'{visit.id}/{number}')}>",
        "WARC-Date": page.fetched_at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "WARC-Rasid-Visit": visit.id,
        "WARC-Rasid-Asked": page.url,
    }
    http = StatusAndHeaders(f"{page.status} ", _stored_headers(page), protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            page.final_url, "response", payload=BytesIO(page.body), length=len(page.body), http_headers=http, warc_headers_dict=about
        )
    )
    return ArchivedPage(page.url, page.status, page.fetched_at, offset, stream.tell() - offset)


def _stored_headers(page: Page) -> list[tuple[str, str]]:
    renamed = [
        (SENT_AS + name if name.lower() in NO_LONGER_TRUE else name, LINE_BREAKS.sub(" ", value)) for name, value in page.headers.items()
    ]
    return [*renamed, ("content-length", str(len(page.body)))]


def _read_record(member: BinaryIO, row: Row[Any]) -> Page:
    """Raises ValueError for bytes that are not the record the row speaks of."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        record = next(iter(ArchiveIterator(member, check_digests="raise")), None)
        if record is None or record.http_headers is None:
            raise ValueError("no record there")
        body = record.raw_stream.read()
    except (ArchiveLoadFailed, AttributeError, KeyError, IndexError) as error:
        raise ValueError(str(error)) from error
    about = record.rec_headers
    if about.get_header("WARC-Rasid-Asked") != row.url or about.get_header("WARC-Rasid-Visit") != row.visit_id:
        raise ValueError("another record lies there")
    # warcio compares digests when it reaches a record's end, which a truncated one never does.
    digest = "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
    if about.get_header("WARC-Payload-Digest") != digest:
        raise ValueError("the body is not what was written")
    headers: dict[str, str] = {}
    for name, value in record.http_headers.headers:
        original = name.removeprefix(SENT_AS)
        if original != name or name not in NO_LONGER_TRUE:
            headers[original] = value
    return Page(
        url=row.url,
        final_url=about.get_header("WARC-Target-URI"),
        status=row.status,
        headers=headers,
        body=body,
        fetched_at=row.fetched_at,
        validators=Validators(headers.get("etag"), headers.get("last-modified")),
    )


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unusable(where: Path, error: OSError) -> LedgerError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return LedgerError(
            f"The pages folder {where}: the disk is full. Free some space or run `rasid prune`; nothing of this visit was stored."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return LedgerError(f"The pages folder {where} cannot be written. Give this user write permission or set RASID_DATA elsewhere.")
    return LedgerError(
        f"The pages folder {where} cannot be used: {error.strerror or error}. Check the disk and its mount; nothing of this visit was stored."
    )

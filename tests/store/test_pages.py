"""Raw pages come back byte for byte from WARC files that any tool reads, and a damaged file is one clear line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from rasid.errors import LedgerError
from rasid.model import Page, Validators
from rasid.store import Ledger
from rasid.store.save_visit import save_visit
from tests.store.samples import NOON, page, record, url_of, visit


def save(ledger: Ledger, visit_id: str, *fetched: Page) -> None:
    with ledger.transaction() as tx:
        save_visit(ledger, tx, record(visit_id, pages=fetched))


def file_of(ledger: Ledger) -> Path:
    (file,) = ledger.pages_dir.rglob("*.warc.gz")
    return file


def test_pages_come_back_as_they_were_fetched(ledger: Ledger) -> None:
    odd = Page(
        url="https://bayan.example/%D8%AE%D8%A8%D8%B1?q=1",
        final_url="https://www.bayan.example/%D8%AE%D8%A8%D8%B1",
        status=200,
        headers={
            "content-type": "text/html",
            "content-encoding": "gzip",
            "content-length": "99",
            "etag": 'W/"a b"',
            "last-modified": "Fri, 06 Feb 2026 10:00:00 GMT",
        },
        body=bytes(range(256)) * 300 + b"\r\n\r\nWARC/1.0\r\n",
        fetched_at=NOON + timedelta(microseconds=123_456),
        validators=Validators('W/"a b"', "Fri, 06 Feb 2026 10:00:00 GMT"),
    )
    fetched = (odd, page(url_of(2), status=404), page(url_of(3), body=b"x"))
    save(ledger, "v1", *fetched)
    back = ledger.pages.read("v1")
    assert [(p.url, p.final_url, p.status, p.body, p.fetched_at, p.validators) for p in back] == [
        (p.url, p.final_url, p.status, p.body, p.fetched_at, p.validators) for p in fetched
    ]
    assert back[0].headers == odd.headers | {"content-length": str(len(odd.body))} or dict(back[0].headers) == dict(odd.headers)
    assert ledger.pages.visits(NOON - timedelta(hours=1)) == ["v1"]


def test_answers_without_a_body_are_not_archived(ledger: Ledger) -> None:
    save(ledger, "v1", page(url_of(1), status=304))
    assert ledger.pages.read("v1") == []
    assert not list(ledger.pages_dir.rglob("*.warc.gz"))


def test_any_warc_tool_reads_the_file(ledger: Ledger) -> None:
    from warcio.archiveiterator import ArchiveIterator

    save(ledger, "v1", page(url_of(1)), page(url_of(2)))
    with file_of(ledger).open("rb") as stream:
        records = [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read())
            for r in ArchiveIterator(stream, check_digests="raise")
        ]
    assert records == [("response", url_of(n), page(url_of(n)).body) for n in (1, 2)]


def test_writing_a_visit_again_gives_the_same_bytes(ledger: Ledger) -> None:
    fetched = [page(url_of(n)) for n in range(3)]
    first = ledger.pages.write(visit("v1"), fetched)
    before = file_of(ledger).read_bytes()
    assert ledger.pages.write(visit("v1"), fetched) == first
    assert file_of(ledger).read_bytes() == before


def test_header_lines_cannot_be_smuggled_in(ledger: Ledger) -> None:
    evil = Page(url_of(1), url_of(1), 200, {"x-a": "1\r\nWARC-Type: warcinfo\r\n\r\nbody", "x-arabic": "قيمة"}, b"real", NOON)
    save(ledger, "v1", evil)
    (back,) = ledger.pages.read("v1")
    assert back.body == b"real"
    assert set(back.headers) == {"x-a", "x-arabic"}


def damage(file: Path, at: int, count: int = 40) -> None:
    content = bytearray(file.read_bytes())
    content[at : at + count] = bytes(count)
    file.write_bytes(bytes(content))


@pytest.mark.parametrize("how", ["middle of the second", "cut short", "last bytes", "emptied", "another file"])
def test_a_damaged_file_is_one_clear_line_and_costs_only_its_own_pages(ledger: Ledger, how: str) -> None:
    bodies = [bytes(f"{n}" * 5_000, "ascii") + bytes(range(256)) for n in range(3)]
    archived = ledger.pages.write(visit("v1"), [page(url_of(n), body=body) for n, body in enumerate(bodies)])
    assert archived is not None
    with ledger.transaction() as tx:
        save_visit(ledger, tx, record("v1", pages=tuple(page(url_of(n), body=body) for n, body in enumerate(bodies))), archived=archived)
    file = file_of(ledger)
    if how == "middle of the second":
        damage(file, archived.pages[1].offset + 60)
    elif how == "cut short":
        file.write_bytes(file.read_bytes()[: archived.pages[1].offset + 50])
    elif how == "last bytes":
        file.write_bytes(file.read_bytes()[:-20])
    elif how == "emptied":
        file.write_bytes(b"")
    else:
        file.write_bytes(b"hello" * 1_000)
    with pytest.raises(LedgerError, match="is damaged at byte") as caught:
        ledger.pages.read("v1")
    assert "\n" not in str(caught.value)
    told: list[LedgerError] = []
    read = [p.body for p in ledger.pages.read("v1", on_damage=told.append)]
    assert read == {"middle of the second": [bodies[0], bodies[2]], "cut short": [bodies[0]], "last bytes": bodies[:2]}.get(how, [])
    assert len(told) == 3 - len(read)


def test_a_missing_file_is_one_clear_line(ledger: Ledger) -> None:
    save(ledger, "v1", page(url_of(1)))
    file_of(ledger).unlink()
    with pytest.raises(LedgerError, match="is missing"):
        ledger.pages.read("v1")


def test_a_source_cannot_write_outside_the_pages_folder(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="outside the pages folder"):
        ledger.pages.write(visit("v1", source_id="../../evil"), [page(url_of(1))])

"""What is past its time goes, what is needed stays, and a dry run tells the same numbers and touches nothing."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from rasid.store import Ledger
from rasid.store.prune import Retention, prune
from rasid.store.save_visit import save_visit
from tests.store.crash import content, sound
from tests.store.samples import NOON, SOURCE, article, finding, page, record, url_of

DAY = timedelta(days=1)


def save(ledger: Ledger, visit_id: str, days: int, **changes: object) -> None:
    with ledger.transaction() as tx:
        save_visit(ledger, tx, record(visit_id, at=NOON + days * DAY, **changes))  # type: ignore[arg-type]


def counts(ledger: Ledger, retention: Retention, days: int, *, dry_run: bool) -> dict[str, int]:
    return {done.kind: done.rows for done in prune(ledger, retention, now=NOON + days * DAY, dry_run=dry_run) if done.rows}


def both(ledger: Ledger, retention: Retention, days: int) -> dict[str, int]:
    """What a dry run says, then what is done: the same."""
    before = content(ledger)
    said = counts(ledger, retention, days, dry_run=True)
    assert content(ledger) == before
    assert counts(ledger, retention, days, dry_run=False) == said
    assert counts(ledger, retention, days, dry_run=False) == {}
    sound(ledger)
    return said


def test_old_pages_go_with_their_files_and_new_ones_stay(ledger: Ledger) -> None:
    for days in range(4):
        save(ledger, f"v{days}", days, pages=(page(url_of(days), at=NOON + days * DAY), page(url_of(90 + days), at=NOON + days * DAY)))
    assert both(ledger, Retention(page_days=2), 4) == {"pages": 4}
    assert [len(ledger.pages.read(f"v{days}")) for days in range(4)] == [0, 0, 2, 2]
    assert len(list(ledger.pages_dir.rglob("*.warc.gz"))) == 2


def test_pages_go_oldest_first_until_the_rest_fits(ledger: Ledger) -> None:
    for days in range(4):
        save(ledger, f"v{days}", days, pages=(page(url_of(days), body=os.urandom(10_000), at=NOON + days * DAY),))
    assert both(ledger, Retention(page_bytes=25_000), 4) == {"pages": 2}
    assert [bool(ledger.pages.read(f"v{days}")) for days in range(4)] == [False, False, True, True]
    assert both(ledger, Retention(page_bytes=0), 4) == {"pages": 2}


def test_files_left_over_from_a_crash_go_after_a_day(ledger: Ledger) -> None:
    save(ledger, "v1", 0, pages=(page(url_of(1)),))
    (file,) = ledger.pages_dir.rglob("*.warc.gz")
    for name in ("crashed.warc.gz", "crashed.warc.gz.part"):
        (file.parent / name).write_bytes(b"x")
        os.utime(file.parent / name, (NOON.timestamp(), NOON.timestamp()))
    young = file.parent / "under-way.warc.gz.part"
    young.write_bytes(b"x")
    os.utime(young, ((NOON + 1.9 * DAY).timestamp(),) * 2)
    assert both(ledger, Retention(), 2) == {"left-over files": 2}
    assert young.exists()
    assert file.exists()


def test_of_old_revisions_the_first_and_the_last_two_stay(ledger: Ledger) -> None:
    for days in range(6):
        save(ledger, f"v{days}", days, articles=(article(0, headline=f"عنوان {days}"),))
    assert both(ledger, Retention(finding_days=30), 100) == {"revisions": 3, "visits": 6}
    assert [revised.number for revised in ledger.articles.revisions(SOURCE, url_of(0))] == [6, 5, 1]
    latest = ledger.articles.latest(SOURCE, url_of(0))
    assert latest is not None
    assert latest.previous is not None
    assert (latest.article.headline, latest.previous.headline) == ("عنوان 5", "عنوان 4")


def test_closed_findings_go_and_open_ones_stay(ledger: Ledger) -> None:
    save(ledger, "v1", 0, findings=(finding("a_b", url_of(1)), finding("c_d", url_of(1))))
    save(ledger, "v2", 1, findings=(finding("a_b", url_of(1)),))
    assert both(ledger, Retention(finding_days=30), 100) == {"findings": 1, "visits": 2}
    assert [stored.finding.rule for stored in ledger.findings.open()] == ["a_b"]


def test_links_nobody_shows_any_more_and_idle_hosts_go(ledger: Ledger) -> None:
    save(ledger, "v1", 0, seen_urls=(url_of(1),), pages=())
    ledger.hosts.reserve("https://bayan.example:443", now=NOON, spacing=1.0)
    assert both(ledger, Retention(), 10) == {}
    assert both(ledger, Retention(), 40) == {"links": 1, "hosts": 1}


def test_more_rows_than_one_transaction_takes(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rasid.store.prune.CHUNK", 3)
    save(ledger, "v1", 0, findings=tuple(finding("a_b", url_of(n)) for n in range(10)))
    save(ledger, "v2", 1)
    assert both(ledger, Retention(finding_days=30), 100) == {"findings": 10, "visits": 2}


def test_a_crash_between_rows_and_file_leaves_no_row_without_its_file(ledger: Ledger) -> None:
    save(ledger, "v1", 0, pages=(page(url_of(1)),))

    def crash(name: str) -> None:
        if name == "prune.rows_gone":
            raise KeyboardInterrupt

    ledger.checkpoint = crash
    with pytest.raises(KeyboardInterrupt):
        prune(ledger, Retention(), now=NOON + 40 * DAY)
    ledger.checkpoint = lambda name: None
    sound(ledger)
    (file,) = ledger.pages_dir.rglob("*.warc.gz")
    os.utime(file, (NOON.timestamp(), NOON.timestamp()))
    assert both(ledger, Retention(), 40) == {"left-over files": 1}
    assert not list(ledger.pages_dir.iterdir())

"""What a source repeats is remembered on either database, outlives pruning, and bows to a person's word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rasid.errors import LedgerError
from rasid.model import Article
from rasid.model.repeats import Repeated, RepeatedBlock, Repetition
from rasid.store import Ledger
from rasid.store.prune import Retention, prune
from rasid.store.revisions import silent_edits
from rasid.store.save_visit import save_visit
from tests.store.samples import NOON, SOURCE, article, record, url_of

LINE = "تابعوا «بيان» حيث أنتم"
BLOCK = RepeatedBlock(
    b"\x3f" * 16,
    LINE,
    9,
    10,
    2,
    NOON - timedelta(days=1),
    NOON,
    ((NOON, Repetition.MOST), (NOON + timedelta(hours=1), Repetition.NEARLY_ALL)),
)
OTHER = replace(BLOCK, fingerprint=b"\x3e" * 16, sample="مواد أخرى من هذا القسم")


def save(
    ledger: Ledger, visit: str, *, hours: float = 0, articles: tuple[Article, ...] = (), blocks: tuple[RepeatedBlock, ...] | None = None
) -> None:
    since = ledger.repeats.of(SOURCE).since
    table = None if blocks is None else Repeated({block.fingerprint: block for block in blocks}, since)
    with ledger.transaction() as tx:
        save_visit(ledger, tx, replace(record(visit, at=NOON + timedelta(hours=hours), articles=articles), repeats=table))


def whole(number: int) -> Article:
    one = article(number)
    return replace(one, body=(*one.body, LINE))


def shorn(number: int) -> Article:
    one = article(number)
    return replace(one, repeated=((len(one.body), LINE),))


def is_line(text: str) -> bool:
    return text == LINE


def latest(ledger: Ledger, number: int) -> Article:
    found = ledger.articles.latest(SOURCE, url_of(number))
    assert found is not None
    return found.article


def test_a_table_comes_back_as_it_was_learnt(ledger: Ledger) -> None:
    assert len(ledger.repeats.of(SOURCE)) == 0
    save(ledger, "v1", blocks=(BLOCK, OTHER))
    assert ledger.repeats.of(SOURCE) == Repeated({OTHER.fingerprint: OTHER, BLOCK.fingerprint: BLOCK})
    assert len(ledger.repeats.of("another")) == 0
    save(ledger, "v2", hours=1, blocks=(replace(BLOCK, articles=12),))
    assert list(ledger.repeats.of(SOURCE)) == [replace(BLOCK, articles=12)]
    save(ledger, "v3", hours=2)
    assert list(ledger.repeats.of(SOURCE)) == [replace(BLOCK, articles=12)], "a visit that learnt nothing leaves it"


def test_articles_teach_with_what_was_taken_out_of_them(ledger: Ledger) -> None:
    save(ledger, "v1", articles=(whole(1), shorn(2)))
    save(ledger, "v2", hours=30, articles=(article(3),))
    taught = ledger.repeats.teachers(SOURCE, NOON + timedelta(hours=31), without=[url_of(3)])
    assert [(one.paragraphs, one.first_seen_at) for one in taught] == [(whole(1).body, NOON), (whole(2).body, NOON)]
    assert ledger.repeats.teachers(SOURCE, NOON + timedelta(days=20)) == []


def test_a_busy_source_is_taught_by_a_hundred_of_all_its_days(ledger: Ledger) -> None:
    for day in range(4):
        save(ledger, f"v{day}", hours=24 * day, articles=tuple(article(100 * day + number) for number in range(60)))
    taught = ledger.repeats.teachers(SOURCE, NOON + timedelta(days=4))
    assert len(taught) == 100
    assert len({one.first_seen_at for one in taught}) == 4


def test_to_come_to_count_as_the_sites_is_no_edit(ledger: Ledger) -> None:
    save(ledger, "v1", articles=(whole(1),))
    save(ledger, "v2", hours=1, articles=(shorn(1),))
    assert latest(ledger, 1).body == article(1).body
    assert len(ledger.articles.revisions(SOURCE, url_of(1))) == 1
    edited = replace(shorn(1), body=(*article(1).body[:1], "فقرة كتبها المحرر بعد النشر."))
    save(ledger, "v3", hours=2, articles=(edited,))
    (edit,) = silent_edits(ledger, SOURCE, NOON)
    assert (edit.field, LINE in edit.before, LINE in edit.after) == ("body", False, False)


def test_an_edit_together_with_it_is_an_edit_and_shows_no_line_of_the_sites(ledger: Ledger) -> None:
    save(ledger, "v1", articles=(whole(1),))
    save(ledger, "v2", hours=1, articles=(replace(shorn(1), body=("فقرة كتبها المحرر بعد النشر.", *article(1).body[1:])),))
    (edit,) = silent_edits(ledger, SOURCE, NOON)
    assert LINE not in edit.before


def test_what_a_person_keeps_is_put_back_and_stays(ledger: Ledger) -> None:
    save(ledger, "v1", articles=(shorn(1), shorn(2), article(3)), blocks=(BLOCK, OTHER))
    block = ledger.repeats.find(SOURCE, "3f3F")
    assert ledger.repeats.keep(SOURCE, block, same=is_line, by="سلمى", now=NOON + timedelta(hours=2)) == 2
    assert latest(ledger, 1) == whole(1)
    assert [len(ledger.articles.revisions(SOURCE, url_of(number))) for number in (1, 2, 3)] == [1, 1, 1]
    assert silent_edits(ledger, SOURCE, NOON - timedelta(days=1)) == []
    save(ledger, "v2", hours=3, blocks=(replace(BLOCK, articles=30),))
    kept = ledger.repeats.of(SOURCE).blocks[BLOCK.fingerprint]
    assert (kept.kept_by, kept.articles, kept.standing(NOON + timedelta(hours=3))) == ("سلمى", 30, Repetition.FEW)
    ledger.repeats.let_go(SOURCE, kept)
    assert ledger.repeats.of(SOURCE).blocks[BLOCK.fingerprint].standing(NOON + timedelta(hours=3)) is Repetition.NEARLY_ALL


def test_a_visit_under_way_does_not_bring_back_what_was_told_to_be_forgotten(ledger: Ledger) -> None:
    save(ledger, "v1", articles=(shorn(1),), blocks=(BLOCK, OTHER))
    ledger.repeats.keep(SOURCE, OTHER, same=lambda text: False, by="سلمى", now=NOON)
    under_way = ledger.repeats.of(SOURCE)
    assert ledger.repeats.forget(SOURCE, now=NOON + timedelta(hours=1)) == (1, 1)
    assert latest(ledger, 1) == whole(1)
    with ledger.transaction() as tx:
        save_visit(ledger, tx, replace(record("v2", at=NOON + timedelta(hours=2)), repeats=under_way))
    table = ledger.repeats.of(SOURCE)
    assert (set(table.blocks), table.since) == ({OTHER.fingerprint}, NOON + timedelta(hours=1)), "what a person kept stays kept"
    save(ledger, "v3", hours=3, blocks=(BLOCK,))
    assert set(ledger.repeats.of(SOURCE).blocks) == {BLOCK.fingerprint, OTHER.fingerprint}


def test_pruning_keeps_it(ledger: Ledger) -> None:
    save(ledger, "v1", blocks=(BLOCK,))
    prune(ledger, Retention(page_days=0, page_bytes=0, finding_days=0, delivery_days=0), now=NOON + timedelta(days=900))
    assert list(ledger.repeats.of(SOURCE)) == [BLOCK]


@pytest.mark.parametrize("beginning", ["", "3", "7a", "not hexadecimal"])
def test_one_block_has_to_be_meant(ledger: Ledger, beginning: str) -> None:
    save(ledger, "v1", blocks=(BLOCK, OTHER))
    with pytest.raises(LedgerError, match=r"`rasid repeats bayan` lists them"):
        ledger.repeats.find(SOURCE, beginning)

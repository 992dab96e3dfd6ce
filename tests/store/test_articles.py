"""Which articles are known, due, pending, gone; how edits become revisions; and the window that rules judge."""

from __future__ import annotations

import dataclasses
import threading
from datetime import UTC, datetime, timedelta

import pytest

from rasid.model import Article, Fate, Link, LinkFate, Origin, VisitRecord
from rasid.store import Ledger
from rasid.store.revisions import silent_edits
from rasid.store.save_visit import save_recheck, save_visit
from tests.store.samples import HOME, NOON, SOURCE, article, page, record, url_of, visit

HOUR = timedelta(hours=1)


def save(ledger: Ledger, saved: VisitRecord) -> None:
    with ledger.transaction() as tx:
        save_visit(ledger, tx, saved)


def window(ledger: Ledger, since: datetime = NOON - 48 * HOUR, *fresh: Article, now: datetime = NOON) -> list[tuple[str, int, bool]]:
    found = ledger.articles.window(SOURCE, since, visit_articles=fresh, now=now)
    return [(item.article.url.removeprefix(HOME), item.revision, item.new_in_visit) for item in found]


def test_a_stored_article_is_rebuilt_as_it_was_read(ledger: Ledger) -> None:
    save(ledger, record("v1", range(3)))
    found = ledger.articles.window(SOURCE, NOON - HOUR)
    assert [item.article for item in found] == [article(n) for n in range(3)]
    assert {(item.first_seen_at, item.revised_at, item.revision, item.previous) for item in found} == {(NOON, NOON, 1, None)}


def test_articles_of_one_source_are_not_another_sources(ledger: Ledger) -> None:
    save(ledger, record("v1", range(2)))
    save(ledger, record("v2", range(2), source_id="other"))
    assert ledger.articles.count() == 4
    assert len(ledger.articles.window(SOURCE, NOON - HOUR)) == 2
    assert ledger.articles.known("third", [url_of(0)]) == set()


def test_an_address_longer_than_an_index_entry_is_stored(ledger: Ledger) -> None:
    long = article(1, url=HOME + "/" + "%D8%AE" * 4_000)
    save(ledger, record("v1", articles=(long,)))
    assert ledger.articles.known(SOURCE, [long.url]) == {long.url}


def test_text_no_database_takes_is_kept_in_the_article(ledger: Ledger) -> None:
    odd = article(1, headline="أ\x00ب\ud800", body=("\x00\udfff",), notes=("\ud800",))
    save(ledger, record("v1", articles=(odd,)))
    assert ledger.articles.latest(SOURCE, odd.url).article == odd  # type: ignore[union-attr]


def test_an_edit_is_a_revision_and_a_reread_is_not(ledger: Ledger) -> None:
    save(ledger, record("v1", range(1)))
    save(ledger, record("v2", at=NOON + HOUR, articles=(article(0, image="https://bayan.example/new.jpg"),)))
    same = ledger.articles.latest(SOURCE, url_of(0))
    assert same is not None
    assert (same.revision, same.revised_at, same.article.image) == (1, NOON, "https://bayan.example/new.jpg")
    save(ledger, record("v3", at=NOON + 2 * HOUR, articles=(article(0, headline="عنوان معدل"),)))
    save(ledger, record("v4", at=NOON + 3 * HOUR, articles=(article(0),)))
    life = ledger.articles.revisions(SOURCE, url_of(0))
    assert [(r.number, r.changed, r.seen_at) for r in life] == [
        (3, ("headline",), NOON + 3 * HOUR),
        (2, ("headline",), NOON + 2 * HOUR),
        (1, (), NOON),
    ]
    now = ledger.articles.latest(SOURCE, url_of(0))
    assert now is not None
    assert now.previous is not None
    assert (now.article.headline, now.previous.headline) == (article(0).headline, "عنوان معدل")


def test_the_window_holds_what_was_seen_lately_and_what_the_section_still_links(ledger: Ledger) -> None:
    save(ledger, record("v1", range(3)))
    later = NOON + 72 * HOUR
    save(ledger, record("v2", (7,), at=later, seen_urls=(url_of(1), url_of(7))))
    assert window(ledger, later - 48 * HOUR) == [("/news/1", 1, False), ("/news/7", 1, False)]


def test_articles_of_the_visit_under_way_take_their_places_in_the_window(ledger: Ledger) -> None:
    save(ledger, record("v1", range(2)))
    edited, new = article(0, headline="عنوان معدل"), article(9)
    found = ledger.articles.window(SOURCE, NOON - HOUR, visit_articles=(new, edited), now=NOON + HOUR)
    assert [(item.article.url, item.revision, item.new_in_visit, item.revised_in_visit) for item in found] == [
        (url_of(0), 2, False, True),
        (url_of(1), 1, False, False),
        (url_of(9), 1, True, False),
    ]
    assert found[0].previous == article(0)
    save(ledger, record("v2", at=NOON + HOUR, articles=(new, edited)))
    assert [item.article for item in ledger.articles.window(SOURCE, NOON - HOUR)] == [item.article for item in found]


def test_an_article_read_again_after_leaving_the_window_is_not_new(ledger: Ledger) -> None:
    save(ledger, record("v1", range(1)))
    later = NOON + 100 * HOUR
    (item,) = ledger.articles.window(SOURCE, later - HOUR, visit_articles=(article(0),), now=later)
    assert (item.new_in_visit, item.revision, item.first_seen_at) == (False, 1, NOON)


@pytest.mark.parametrize(
    ("published", "base"), [(NOON - 2 * HOUR, NOON - 2 * HOUR), (NOON - 90 * HOUR, NOON), (NOON + HOUR, NOON), (None, NOON)]
)
def test_second_looks_are_due_1_6_and_24_hours_after_publication_or_first_sight(
    ledger: Ledger, published: datetime | None, base: datetime
) -> None:
    save(ledger, record("v1", articles=(article(0, published_at=published),)))
    due = []
    for minutes in range(0, 30 * 60, 10):
        at = NOON + timedelta(minutes=minutes)
        if ledger.articles.due(SOURCE, at):
            due.append(at)
            save(ledger, record(f"v{minutes}", at=at, looked_urls=(url_of(0),)))
    assert due == [base + wait * HOUR for wait in (1, 6, 24) if base + wait * HOUR > NOON]


def test_a_304_moves_the_second_look_on_and_an_error_does_not(ledger: Ledger) -> None:
    save(ledger, record("v1", articles=(article(0, published_at=NOON),)))
    at = NOON + HOUR
    save(ledger, record("v2", at=at))
    assert ledger.articles.due(SOURCE, at) == [url_of(0)]
    save(ledger, record("v3", at=at, pages=(page(url_of(0), status=304, at=at),)))
    assert ledger.articles.due(SOURCE, at) == []


def test_a_vanished_article_leaves_the_window_is_told_of_and_may_come_back(ledger: Ledger) -> None:
    save(ledger, record("v1", range(2)))
    save(ledger, record("v2", at=NOON + HOUR, gone_urls=(url_of(0),)))
    assert window(ledger) == [("/news/1", 1, False)]
    (gone,) = ledger.articles.gone(SOURCE, NOON)
    assert (gone.article, gone.gone_at) == (article(0), NOON + HOUR)
    assert [edit.field for edit in silent_edits(ledger, SOURCE, NOON)] == ["gone"]
    save(ledger, record("v3", at=NOON + 2 * HOUR, articles=(article(0),)))
    assert window(ledger) == [("/news/0", 1, False), ("/news/1", 1, False)]
    assert ledger.articles.gone(SOURCE, NOON) == []


def test_links_not_fetched_wait_with_what_the_feed_said(ledger: Ledger) -> None:
    link = Link(url=url_of(5), title="من الخلاصة", published_at=NOON, published_raw="Fri, 06 Feb 2026", origin=Origin.FEED, section="local")
    save(ledger, record("v1", range(2), links=(link,), seen_urls=(url_of(0), url_of(5), url_of(6))))
    assert ledger.articles.pending(SOURCE, now=NOON) == [link, Link(url=url_of(6))]
    assert ledger.articles.known(SOURCE, [url_of(n) for n in range(8)], now=NOON) == {url_of(0), url_of(1)}
    save(ledger, record("v2", at=NOON + HOUR, articles=(article(5),)))
    assert ledger.articles.pending(SOURCE, now=NOON + HOUR) == [Link(url=url_of(6))]
    assert ledger.articles.pending(SOURCE, now=NOON + 24 * 8 * HOUR) == []


def test_a_refused_link_is_tried_again_less_and_less_and_then_left_alone(ledger: Ledger) -> None:
    tried = []
    for hours in range(60):
        at = NOON + hours * HOUR
        links = [link.url for link in ledger.articles.pending(SOURCE, now=at)] if hours else [url_of(5)]
        assert (url_of(5) in ledger.articles.known(SOURCE, [url_of(5)], now=at)) == (not links)
        if links:
            tried.append(hours)
        save(
            ledger, record(f"v{hours}", at=at, seen_urls=(url_of(5),), fates=tuple(LinkFate(url, Fate.REFUSED, "listing") for url in links))
        )
    assert tried == [0, 1, 2, 8, 32]


def test_an_unread_link_is_asked_for_every_few_hours_as_long_as_the_section_shows_it(ledger: Ledger) -> None:
    tried = []
    for hours in range(13):
        at = NOON + hours * HOUR
        links = [link.url for link in ledger.articles.pending(SOURCE, now=at)] if hours else [url_of(5)]
        if links:
            tried.append(hours)
        save(
            ledger,
            record(f"v{hours}", at=at, seen_urls=(url_of(5),), fates=tuple(LinkFate(url, Fate.UNREAD, "unreachable 503") for url in links)),
        )
    assert tried == [0, 1, 2, 5, 8, 11]


def test_every_link_has_a_fate_and_they_are_counted_by_when_they_were_first_named(ledger: Ledger) -> None:
    fates = (LinkFate(url_of(5), Fate.REFUSED, "empty_shell"), LinkFate(url_of(6), Fate.GONE, "404"), LinkFate(url_of(7), Fate.OVER_LIMIT))
    save(ledger, record("v1", range(2), seen_urls=tuple(url_of(n) for n in (0, 5, 6, 7, 8)), fates=fates))
    counted = ledger.links.fates(SOURCE, NOON - HOUR)
    assert counted == {Fate.ARTICLE: 2, Fate.REFUSED: 1, Fate.UNREAD: 0, Fate.GONE: 1, Fate.WAITING: 1, Fate.OVER_LIMIT: 1}
    assert ledger.links.fates(SOURCE, NOON + HOUR) == dict.fromkeys(Fate, 0)
    told = ledger.links.of(SOURCE, [url_of(5), url_of(7)])
    assert (told[url_of(5)].why, told[url_of(5)].tries, told[url_of(7)].tries) == ("empty_shell", 1, 0)
    save(ledger, record("v2", at=NOON + HOUR, articles=(article(5),)))
    assert ledger.links.fates(SOURCE, NOON - HOUR)[Fate.REFUSED] == 0


def test_what_a_link_became_is_not_forgotten_when_a_visit_does_not_ask_for_it(ledger: Ledger) -> None:
    save(ledger, record("v1", range(1), seen_urls=(url_of(5),), fates=(LinkFate(url_of(5), Fate.GONE, "404"),)))
    save(ledger, record("v2", at=NOON + HOUR, seen_urls=(url_of(5),), fates=(LinkFate(url_of(5), Fate.OVER_LIMIT),)))
    assert ledger.links.of(SOURCE, [url_of(5)])[url_of(5)].fate is Fate.GONE


def test_rhythm_counts_by_publication_and_does_not_take_a_first_backlog_for_a_burst(ledger: Ledger) -> None:
    old = tuple(article(n, published_at=NOON - n * HOUR) for n in range(5))
    odd = (article(7, published_at=NOON + 5 * HOUR), article(8, published_at=None), article(9, published_at=NOON - 24 * 90 * HOUR))
    save(ledger, record("v1", articles=(*old, *odd)))
    assert ledger.articles.rhythm(SOURCE, NOON - 2 * HOUR) == {**{NOON - n * HOUR: 1 for n in range(1, 5)}, NOON: 4}


def test_of_two_readings_of_one_address_in_a_visit_the_last_is_kept(ledger: Ledger) -> None:
    save(ledger, record("v1", articles=(article(0), article(0, headline="الأخير"))))
    assert ledger.articles.latest(SOURCE, url_of(0)).article.headline == "الأخير"  # type: ignore[union-attr]


def test_time_zones_of_dates_survive(ledger: Ledger) -> None:
    save(ledger, record("v1", range(1)))
    (item,) = ledger.articles.window(SOURCE, NOON - HOUR)
    assert item.article.published_at is not None
    assert item.article.published_at.utcoffset() == 3 * HOUR
    assert item.first_seen_at.tzinfo is UTC


def test_a_visit_that_only_begins_changes_nothing_in_the_window(ledger: Ledger) -> None:
    save(ledger, record("v1", range(1)))
    ledger.visits.begin(dataclasses.replace(visit("v2", NOON + HOUR), verdict=None, finished_at=None))
    assert window(ledger) == [("/news/0", 1, False)]


def test_an_article_is_known_by_the_other_ways_its_address_is_written(ledger: Ledger) -> None:
    save(ledger, record("v1", range(2)))
    asked = [url_of(0), f"{url_of(1)}/", f"{url_of(7)}/"]
    assert ledger.articles.stored_forms(SOURCE, asked) == {f"{url_of(1)}/": url_of(1)}
    assert ledger.articles.stored_forms("another", asked) == {}


def test_an_edit_moves_no_date_that_is_known_to_the_hour_alone(ledger: Ledger) -> None:
    """«منذ ساعتين» read an hour later is another instant, and no change of the date."""
    first = article(0, published_at=NOON - 2 * HOUR, published_precision="hour")
    save(ledger, record("v1", articles=(first,)))
    again = dataclasses.replace(first, body=("متن آخر.",), published_at=NOON - 80 * HOUR / 60)
    save(ledger, record("v2", at=NOON + HOUR, articles=(again,)))
    assert [edit.field for edit in silent_edits(ledger, SOURCE, NOON)] == ["body"]


def test_an_editors_recheck_waits_for_the_visit_that_is_being_saved(ledger: Ledger) -> None:
    """Both write the next revision of one article; whoever comes second must find the first one's."""
    with ledger.transaction() as tx:
        save_visit(ledger, tx, record("v1", range(1)))
    found: list[str] = []
    failed: list[Exception] = []

    def recheck() -> None:
        again = record("r1", at=NOON + HOUR, articles=(article(0, headline="عنوان ثالث"),), seen_urls=(url_of(0),))
        try:
            save_recheck(ledger, again, url_of(0), at=NOON + HOUR)
        except Exception as error:
            failed.append(error)
        found.append("recheck")

    editor = threading.Thread(target=recheck)
    with ledger.transaction() as tx:
        save_visit(ledger, tx, record("v2", at=NOON + HOUR, articles=(article(0, headline="عنوان ثان"),)))
        editor.start()
        editor.join(timeout=0.5)
        found.append("visit")
    editor.join()
    assert (found, failed) == (["visit", "recheck"], [])
    assert [life.number for life in ledger.articles.revisions(SOURCE, url_of(0))] == [3, 2, 1]

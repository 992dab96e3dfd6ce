"""A new link of which no article came while others did is told to whoever can mend it, and ends as what it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from rasid.model import Article, Cause, Fate, Finding, Link, LinkFate, Origin, Source, Words
from rasid.pipeline.alone import EDITORS, ENGINEER, left_behind, left_unread
from rasid.pipeline.runs import Fault, Memory, Outcome, Run
from rasid.pipeline.workplace import Collected, Tried, VisitUnderWay

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def url(number: int) -> str:
    return f"https://example.org/{number}"


def under_way(*earlier: tuple[Link, LinkFate]) -> VisitUnderWay:
    links = SimpleNamespace(
        began=lambda source: NOW - 24 * HOUR,
        tried=lambda source, since: [pair for pair in earlier if (pair[1].first_seen_at or NOW) >= since],
        of=lambda source, urls: {fate.url: fate for _, fate in earlier if fate.url in urls},
    )
    place: Any = SimpleNamespace(ledger=SimpleNamespace(links=links), clock=lambda: NOW)
    source = Source(id="lab", name=Words("مختبر", "Lab"), home="https://example.org/", country="LB", timezone="Asia/Beirut", sections=())
    given: Any = SimpleNamespace(workplace=place, source=source, fetcher=None)
    return given


def tried(number: int, fate: Fate, why: str, *, origin: Origin = Origin.FEED) -> Tried:
    return Tried(Link(url=url(number), origin=origin, title=f"عنوان {number}"), fate, why, first=True)


def came(number: int, *, read: bool, at: datetime = NOW) -> Outcome:
    return Outcome(url(number), at, str(number), frozenset() if read else frozenset({"page"}), unread=not read)


SOUND = Memory(read=50, recent=(came(9, read=True), came(1, read=False)))


def told(memory: Memory, *links: Tried, earlier: Sequence[tuple[Link, LinkFate]] = (), served: bool = True) -> dict[str, Finding]:
    return {
        one.rule: one
        for one in left_unread(under_way(*earlier), Collected(tried=links, looked_again={"headline": (False,)} if served else {}), memory)
    }


@pytest.mark.parametrize(
    ("fate", "why", "rule", "cause"),
    [
        (Fate.REFUSED, "empty_shell", EDITORS, Cause.CONTENT),
        (Fate.REFUSED, "no_article", EDITORS, Cause.CONTENT),
        (Fate.GONE, "404", EDITORS, Cause.CONTENT),
        (Fate.UNREAD, "unreachable 500", EDITORS, Cause.CONTENT),
        (Fate.UNREAD, "blocked 403", ENGINEER, Cause.RASID),
        (Fate.UNREAD, "challenge", ENGINEER, Cause.RASID),
        (Fate.UNREAD, "rasid", ENGINEER, Cause.RASID),
    ],
)
def test_each_page_has_somebody_who_can_mend_it(fate: Fate, why: str, rule: str, cause: Cause) -> None:
    found = told(SOUND, tried(1, fate, why))
    assert list(found) == [rule]
    assert (found[rule].cause, found[rule].affected, found[rule].examples) == (cause, 1, (("عنوان 1", url(1)),))


def test_an_editor_hears_of_a_page_only_when_something_speaks_for_the_template() -> None:
    alone = Memory(read=50, recent=(came(8, read=True, at=NOW - HOUR), came(1, read=False)))
    assert told(alone, tried(1, Fate.REFUSED, "no_article")) == {}
    cleared = Memory(read=50, recent=alone.recent, cleared={"page": NOW})
    assert list(told(cleared, tried(1, Fate.REFUSED, "no_article"))) == [EDITORS]


def test_what_a_listing_links_to_besides_its_stories_is_no_news() -> None:
    assert told(SOUND, tried(1, Fate.REFUSED, "listing", origin=Origin.LISTING)) == {}
    assert list(told(SOUND, tried(1, Fate.REFUSED, "listing"))) == [EDITORS]


def test_a_source_that_often_links_to_no_article_is_left_alone() -> None:
    often = Memory(read=40, failed={"page": 12}, recent=SOUND.recent)
    assert told(often, tried(1, Fate.REFUSED, "no_article")) == {}


def test_while_the_template_is_broken_single_pages_are_not_told() -> None:
    broken = Memory(read=50, recent=SOUND.recent, runs={"page": Run("page", Fault.TEMPLATE, NOW, 3, 3, 0.01)})
    assert told(broken, tried(1, Fate.REFUSED, "no_article")) == {}


def test_a_page_that_was_never_read_ends_as_no_longer_watched_and_one_that_was_as_over() -> None:
    earlier = (Link(url=url(1)), LinkFate(url(1), Fate.REFUSED, "no_article", NOW - 72 * HOUR, 4))
    (finding,) = told(SOUND, tried(1, Fate.REFUSED, "no_article")).values()
    assert left_behind(under_way(earlier), [finding], [], []) == (EDITORS,)
    assert left_behind(under_way(earlier), [finding], [], [Article(url=url(1)).url]) == ()
    assert left_behind(under_way(earlier), [finding], [finding], []) == ()


def test_what_an_outage_left_behind_is_tried_again_before_anybody_hears_of_it() -> None:
    behind = (Link(url=url(1), origin=Origin.FEED), LinkFate(url(1), Fate.UNREAD, "unreachable 500", NOW - HOUR, 2))
    assert told(SOUND, earlier=[behind]) == {}
    assert told(SOUND, tried(1, Fate.UNREAD, "unreachable 500"), served=False) == {}

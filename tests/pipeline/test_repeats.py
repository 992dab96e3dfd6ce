"""A site's own lines leave the bodies once enough articles of two days have shown them; nobody is told of an edit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from rasid.model import Article, Cause
from rasid.model.repeats import Repetition
from rasid.pipeline import collect, draft, recheck, replay, single
from rasid.pipeline.recheck import recheck_article
from rasid.pipeline.repeats import keep
from rasid.pipeline.replay import replay_all, replay_visit
from rasid.store.revisions import silent_edits
from tests.pipeline.conftest import NOON, Watch

LINE = "حمّلوا تطبيق «الديوان» لتصلكم الأخبار أولا بأول"


@pytest.fixture
def furnished(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page of the site ends with the same line, in the same box as the text."""

    def extract(*given: Any, **options: Any) -> Article:
        article = single.extract_article(*given, **options)
        return replace(article, body=(*article.body, LINE))

    watch.source = replace(watch.source, max_articles_per_visit=10)
    for module in (collect, draft, replay, recheck):
        monkeypatch.setattr(module, "extract_article", extract)


@pytest.fixture
def learnt(watch: Watch, furnished: None) -> list[str]:
    """Visits on either side of midnight; their ids."""
    watch.clock.at = NOON.replace(hour=23, minute=15)
    visits = [watch.visit().visit.id]
    watch.room.publish(2, at=watch.clock())
    return [*visits, watch.visit(minutes=45).visit.id]


def bodies(watch: Watch) -> dict[str, Article]:
    window = watch.workplace.ledger.articles.window(watch.source.id, NOON - timedelta(days=9), now=watch.clock())
    return {item.article.url: item.article for item in window}


def with_line(watch: Watch) -> set[str]:
    return {url for url, article in bodies(watch).items() if LINE in article.body}


def edited(watch: Watch) -> list[str]:
    return [edit.field for edit in silent_edits(watch.workplace.ledger, watch.source.id, NOON - timedelta(days=9))]


def test_it_is_learnt_over_two_days_and_taken_out_from_then_on(watch: Watch, furnished: None) -> None:
    ledger = watch.workplace.ledger
    watch.clock.at = NOON.replace(hour=23, minute=15)
    first = watch.visit()
    assert len(first.articles) >= 8
    assert all(article.body[-1] == LINE for article in first.articles), "of one day nothing is learnt"
    watch.room.publish(2, at=watch.clock())
    tried = watch.visit(minutes=45, dry_run=True)
    assert len(ledger.repeats.of(watch.source.id)) == 0, "a dry run keeps nothing"
    second = watch.visit(minutes=1)
    for outcome in (tried, second):
        assert outcome.articles
        assert all(article.repeated == ((len(article.body), LINE),) for article in outcome.articles)
    (block,) = ledger.repeats.of(watch.source.id)
    assert (block.sample, block.days, block.standing(watch.clock())) == (LINE, 2, Repetition.NEARLY_ALL)


def test_pages_of_the_past_are_read_as_they_were(watch: Watch, learnt: list[str]) -> None:
    table, before = watch.workplace.ledger.repeats.of(watch.source.id), bodies(watch)
    assert 0 < len(with_line(watch)) < len(before)
    for visit_id in learnt:
        done = replay_visit(visit_id, watch.source, watch.workplace)
        assert done.articles
        assert done.differences == ()
    assert replay_all(watch.source, NOON - timedelta(days=9), watch.workplace)[1] == 0
    assert {url: article.body for url, article in bodies(watch).items()} == {url: article.body for url, article in before.items()}
    outcome = watch.visit(replay=learnt[-1])
    assert outcome.articles
    assert all(article.repeated for article in outcome.articles)
    assert watch.workplace.ledger.repeats.of(watch.source.id) == table, "a visit that replays learns nothing"


def test_nobody_edited_what_is_taken_out_or_put_back(watch: Watch, learnt: list[str]) -> None:
    ledger = watch.workplace.ledger
    url = sorted(with_line(watch))[0]
    recheck_article(watch.source, url, watch.workplace)
    assert bodies(watch)[url].repeated[0][1] == LINE, "an editor's look reads like a visit"
    outcome = watch.visit(recheck=True)
    assert with_line(watch) == set()
    assert not any(item.revised_in_visit or item.previous for item in outcome.window)
    assert not [finding for finding in outcome.findings if finding.cause is Cause.LAYOUT_CHANGED]

    (block,) = ledger.repeats.of(watch.source.id)
    _, back = keep(watch.workplace, watch.source.id, block.fingerprint.hex()[:8], by="سلمى")
    assert back == len(bodies(watch)) == len(with_line(watch))
    outcome = watch.visit(recheck=True)
    assert with_line(watch) == set(bodies(watch))
    assert not any(item.revised_in_visit for item in outcome.window)
    assert edited(watch) == []


def test_an_edit_is_still_seen_and_what_was_forgotten_is_learnt_from_new_articles_alone(watch: Watch, learnt: list[str]) -> None:
    ledger = watch.workplace.ledger
    watch.room.edit(watch.room.stories()[0].id, headline="عنوان آخر كتبه المحرر بعد النشر")
    watch.visit(recheck=True)
    assert edited(watch) == ["headline"]
    gone, back = ledger.repeats.forget(watch.source.id, now=watch.clock())
    assert (gone, back) == (1, len(bodies(watch)))
    watch.visit(recheck=True)
    assert len(ledger.repeats.of(watch.source.id)) == 0
    assert with_line(watch) == set(bodies(watch))
    assert edited(watch) == ["headline"]

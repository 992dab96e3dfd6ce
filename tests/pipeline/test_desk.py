"""The desk's side of the pipeline: looking again at once, and filling a report from what visits left in the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rasid.model import Language, Rule, Severity, Verdict
from rasid.model.desk import StyleTerm
from rasid.pipeline.recheck import recheck_article
from rasid.pipeline.reporting import gather
from rasid.report import render
from rasid.store.desk.audit import Who
from rasid.store.desk.listing import Filter, listed
from rasid.validate import rules_for
from tests.pipeline.conftest import Watch

SALMA = Who("سلمى")


def open_rules(watch: Watch) -> dict[str, str]:
    """Article rules open now, by the article they are open on."""
    found = listed(watch.workplace.ledger, Filter(source=watch.source.id), now=watch.clock())
    return {row.finding.rule: article.url for article in found.articles if article.url for row in article.findings}


@pytest.fixture
def broken(watch: Watch) -> tuple[Watch, str]:
    """A section in which one new article has a date in the future; its address."""
    watch.visit()
    (story,) = watch.room.publish(1)
    watch.room.break_("future_date", articles=[story.id])
    watch.visit()
    return watch, open_rules(watch)["published_at_in_future"]


def test_a_mended_article_is_found_mended_at_once_and_others_are_left_alone(broken: tuple[Watch, str]) -> None:
    watch, url = broken
    others = {rule: where for rule, where in open_rules(watch).items() if where != url}
    watch.room.mend()
    watch.clock.on(minutes=1)
    looked = recheck_article(watch.source, url, watch.workplace)
    assert looked.findings is not None
    assert "published_at_in_future" not in {finding.rule for finding in looked.findings}
    now_open = open_rules(watch)
    assert "published_at_in_future" not in now_open
    assert {rule: where for rule, where in now_open.items() if where != url} == others
    assert watch.workplace.ledger.visits.last(watch.source.id) == watch.workplace.ledger.visits.recent(watch.source.id, 1)[0]


def test_an_article_still_at_fault_is_found_so(broken: tuple[Watch, str]) -> None:
    watch, url = broken
    looked = recheck_article(watch.source, url, watch.workplace)
    assert looked.findings is not None
    assert "published_at_in_future" in {finding.rule for finding in looked.findings}
    assert open_rules(watch)["published_at_in_future"] == url


def test_a_site_that_is_down_gives_no_verdict(broken: tuple[Watch, str]) -> None:
    watch, url = broken
    watch.room.stop()
    looked = recheck_article(watch.source, url, watch.workplace)
    assert (looked.findings, looked.told) == (None, "unreachable")
    assert open_rules(watch)["published_at_in_future"] == url


def test_an_article_taken_down_has_nothing_wrong_with_it(watch: Watch) -> None:
    watch.visit()
    url = watch.source.home.rstrip("/") + "/local/99999"
    looked = recheck_article(watch.source, url, watch.workplace)
    assert (looked.findings, looked.told) == ((), "gone")


def test_the_next_visit_agrees_with_the_recheck(broken: tuple[Watch, str]) -> None:
    watch, url = broken
    watch.room.mend()
    recheck_article(watch.source, url, watch.workplace)
    watch.visit(recheck=True)
    assert "published_at_in_future" not in open_rules(watch)


def test_a_report_says_what_the_visits_found(broken: tuple[Watch, str], rules: tuple[Rule, ...]) -> None:
    watch, url = broken
    data = gather(watch.workplace.ledger, watch.source, rules_for(watch.source, rules, watch.clock().date()), now=watch.clock())
    assert data.visit is not None
    assert data.visit.verdict is Verdict.DEGRADED
    assert data.window_size == len(watch.room.stories())
    (problem,) = (problem for problem in data.problems.problems if problem.rule == "published_at_in_future")
    assert [item.url for item in problem.items] == [url]
    assert data.section_name(problem.items[0].section) in {section.name for section in watch.source.sections}
    assert data.health.articles_today >= 0
    assert data.health.learning is not None
    assert {row.field for row in data.health.coverage} == {"author", "image", "published_at"}
    (trend,) = (trend for trend in data.trends if trend.rule == "published_at_in_future")
    assert [count for _, count in trend.days] == [*[None] * 29, 1]
    assert data.health.newest_at is not None
    assert data.health.newest_at < watch.clock()
    for language in Language:
        html = render(data, language=language)
        assert url in html
        assert "{observed}" not in html
        assert "{expected}" not in html


def test_a_silent_edit_and_a_waiver_are_in_the_report(watch: Watch, rules: tuple[Rule, ...]) -> None:
    watch.visit()
    (story,) = watch.room.publish(1)
    watch.visit()
    watch.room.edit(story.id, headline="عنوان غيّره المحرّر بعد النشر من غير إشارة")
    watch.visit(recheck=True)
    ledger = watch.workplace.ledger
    ledger.desk.waive(
        SALMA,
        now=watch.clock(),
        source_id=watch.source.id,
        reason="باتفاق",
        rule="headline_too_long",
        until=watch.clock() + timedelta(days=1),
    )
    data = gather(ledger, watch.source, rules_for(watch.source, rules, watch.clock().date()), now=watch.clock())
    assert [(edit.field, edit.after) for edit in data.edits if edit.field == "headline"] == [
        ("headline", "عنوان غيّره المحرّر بعد النشر من غير إشارة")
    ]
    assert [(item.rule, item.target, item.by) for item in data.waived] == [("headline_too_long", "source", "سلمى")]


def test_readiness_knows_which_articles_the_news_sitemap_names(watch: Watch, rules: tuple[Rule, ...]) -> None:
    """Its own sections are read from listing and feed, which name the same articles; then the sitemap is added to the seed."""
    watch.visit()
    assert sitemap_answers(watch, rules) == {None}
    section = watch.source.sections[0]
    watch.source = replace(
        watch.source, sections=(replace(section, sitemaps=(f"{watch.room.url}/sitemap.xml",)), *watch.source.sections[1:])
    )
    watch.visit()
    assert sitemap_answers(watch, rules) == {True}
    watch.room.break_("empty_listing")
    watch.visit()
    assert sitemap_answers(watch, rules) == {True}


def sitemap_answers(watch: Watch, rules: tuple[Rule, ...]) -> set[bool | None]:
    data = gather(watch.workplace.ledger, watch.source, rules, now=watch.clock())
    return {data.in_news_sitemap.get(article.url) for article in data.window_articles}


def test_house_style_is_judged_like_any_rule(watch: Watch) -> None:
    watch.visit()
    story = watch.room.stories()[0]
    word = max(story.headline.split(), key=len)
    term = watch.workplace.ledger.desk.style.save(StyleTerm(word, "بديل", severity=Severity.WARNING), by=SALMA, now=watch.clock())
    watch.visit()
    assert term.key in open_rules(watch)


def test_a_source_never_visited_has_a_report_too(watch: Watch, rules: tuple[Rule, ...]) -> None:
    data = gather(watch.workplace.ledger, watch.source, rules_for(watch.source, rules, watch.clock().date()), now=watch.clock())
    assert data.visit is None
    assert "لم يزر راصد" in render(data, language="ar")

"""The day of an upgrade: rasid reads and judges otherwise, the pages are as they were. Nothing is told, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from rasid.model import Article, Cause, Override, Severity
from rasid.model import retired as retirement
from rasid.pipeline import collect, recheck, replay, single, versions
from rasid.store import findings as stored_findings
from rasid.store.desk.audit import Who
from rasid.store.desk.waivers import fingerprint
from rasid.store.revisions import silent_edits
from rasid.validate import overrides
from tests.pipeline.conftest import NOON, Watch

EDITOR = Who("سلمى", "editor")


def otherwise(article: Article) -> Article:
    """What another release makes of the same page: no author, the first paragraph with the standfirst, a headline with two marks more."""
    return replace(article, authors=(), body=(article.standfirst or "", *article.body), headline=f"{article.headline}!!")


@pytest.fixture
def upgrade(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From here on another release is at work."""

    def begin() -> None:
        def extract(*given: Any, **options: Any) -> Article:
            return otherwise(single.extract_article(*given, **options))

        for module in (collect, replay, recheck):
            monkeypatch.setattr(module, "extract_article", extract)
        monkeypatch.setattr(versions, "_code", lambda packages: b"another release")

    return begin


def notices(watch: Watch) -> list[tuple[str, str | None]]:
    return [(str(notice.kind), notice.incident_id) for _, notice in watch.workplace.ledger.outbox.unrouted()]


def open_now(watch: Watch) -> dict[str, bool]:
    """Open findings → whether somebody is told of them."""
    return {
        f"{one.finding.rule} {one.finding.article_url}": not one.finding.reread
        for one in watch.workplace.ledger.findings.open(watch.source.id)
    }


def edits(watch: Watch) -> list[tuple[str, str]]:
    return [(edit.url, edit.field) for edit in silent_edits(watch.workplace.ledger, watch.source.id, NOON - timedelta(days=2))]


def test_nothing_is_told_that_only_rasid_changed(watch: Watch, upgrade: Callable[[], None]) -> None:
    watch.visit()
    watch.visit()
    ledger, before, told = watch.workplace.ledger, open_now(watch), notices(watch)
    incidents = {incident.id: incident.state for incident in watch.incidents().values()}
    upgrade()
    for _ in range(3):
        outcome = watch.visit(recheck=True)
        assert not [finding for finding in outcome.findings if finding.cause is not Cause.CONTENT]
        assert not any(item.revised_in_visit or item.previous for item in outcome.window)
    assert notices(watch) == told
    assert {incident.id: incident.state for incident in watch.incidents().values()} == incidents
    assert edits(watch) == []
    began = {key: tells for key, tells in open_now(watch).items() if key not in before}
    assert began, "the other release finds something: editors see it"
    assert not any(began.values())
    assert {
        item.article.headline[-2:] for item in ledger.articles.window(watch.source.id, NOON - timedelta(days=2), now=watch.clock())
    } == {"!!"}  # type: ignore[index]


def test_an_edit_of_the_day_is_still_the_newsrooms(watch: Watch, upgrade: Callable[[], None]) -> None:
    """The page as it was is read again first, so what differs now was changed by somebody."""
    watch.visit()
    upgrade()
    story = watch.room.stories()[0]
    watch.room.edit(story.id, headline="عنوان آخر كتبه المحرر بعد النشر")
    watch.visit(recheck=True)
    assert [field for _, field in edits(watch)] == ["headline"]


def test_without_stored_pages_what_differs_counts_as_no_edit(watch: Watch, upgrade: Callable[[], None]) -> None:
    watch.visit()
    with watch.workplace.ledger.transaction() as tx:
        tx.exec_driver_sql("DELETE FROM pages")
    upgrade()
    outcome = watch.visit(recheck=True)
    assert not any(item.revised_in_visit or item.previous for item in outcome.window)
    assert edits(watch) == []


def test_a_waiver_of_one_finding_goes_on_covering_it(watch: Watch, upgrade: Callable[[], None]) -> None:
    """The other release shows two marks more of the headline that was waived."""
    story = watch.room.stories()[0]
    watch.room.edit(story.id, headline="عاجل!! الوزير يعلن أمرًا!!")
    watch.visit()
    ledger = watch.workplace.ledger
    waived = next(one.finding for one in ledger.findings.open(watch.source.id) if one.finding.article_url and "!" in str(one.finding.spans))
    ledger.desk.waive(
        EDITOR,
        now=watch.clock(),
        source_id=watch.source.id,
        reason="متفق عليه",
        rule=waived.rule,
        article_url=waived.article_url,
        fingerprint=fingerprint(waived),
    )
    upgrade()
    for _ in range(2):
        watch.visit(recheck=True)
        after = {one.finding.identity: one.finding for one in ledger.findings.open(watch.source.id)}[waived.identity]
        assert after.spans != waived.spans, "it says something else"
        assert after.waived


def test_a_rule_that_is_split_keeps_what_was_decided_about_it(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    watch.room.edit(watch.room.stories()[0].id, headline="عاجل!! الوزير يعلن أمرًا!!")
    watch.visit()
    ledger, now = watch.workplace.ledger, watch.clock()
    (key,) = {one.finding.rule for one in ledger.findings.open(watch.source.id) if "!" in str(one.finding.spans)}
    new = tuple(replace(rule, key="headline_shouts") if rule.key == key else rule for rule in watch.workplace.rules)
    ledger.desk.waive(EDITOR, now=now, source_id=watch.source.id, reason="متفق عليه", rule=key)
    told, since = notices(watch), {one.finding.rule: one.since for one in ledger.findings.open(watch.source.id)}[key]
    monkeypatch.setattr(retirement, "retired", lambda: {key: ("headline_shouts", "body_shouts")})
    for module in (stored_findings, overrides):
        monkeypatch.setattr(module, "retired", retirement.retired)
    watch.workplace = replace(watch.workplace, rules=new)
    watch.source = replace(watch.source, overrides=(Override(key, "اتفقنا", {"severity": "info"}),))
    watch.visit()
    (stored,) = [one for one in ledger.findings.open(watch.source.id) if one.finding.rule == "headline_shouts"]
    assert (stored.since, stored.finding.waived, stored.finding.severity) == (since, True, Severity.INFO)
    assert notices(watch) == told

"""The day of an upgrade: rasid reads and judges otherwise, the pages are as they were. Nothing is told, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from rasid.model import Article, Cause, Finding, IncidentState, Override, Scope, Severity, Status
from rasid.model import retired as retirement
from rasid.model.values import NO_WORDS
from rasid.pipeline import collect, recheck, replay, single, versions
from rasid.pipeline.upgrade import untold
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


@pytest.mark.parametrize("more", [0, pytest.param(400, marks=pytest.mark.soak)])
def test_nothing_is_told_that_only_rasid_changed(watch: Watch, upgrade: Callable[[], None], more: int) -> None:
    watch.visit()
    watch.source = replace(watch.source, max_articles_per_visit=500)
    for _ in range(more // 20):
        watch.room.publish(20)
        watch.visit()
    compared = {item.article.url for item in watch.visit(recheck=True).window if item.previous}
    ledger, before, told, edited = watch.workplace.ledger, open_now(watch), notices(watch), edits(watch)
    incidents = {incident.id: incident.state for incident in watch.incidents().values()}
    upgrade()
    for _ in range(3):
        outcome = watch.visit(recheck=True)
        assert not [finding for finding in outcome.findings if finding.cause is not Cause.CONTENT]
        assert not any(item.revised_in_visit for item in outcome.window)
        assert {item.article.url for item in outcome.window if item.previous} <= compared
    assert notices(watch) == told
    assert {incident.id: incident.state for incident in watch.incidents().values()} == incidents
    assert edits(watch) == edited
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


def fired(watch: Watch, key: str) -> str:
    """Visit until the rule's incident fires; its id."""
    for _ in range(3):
        watch.visit(recheck=True)
        incident = watch.incidents().get(key)
        if incident is not None and incident.state is IncidentState.FIRING:
            return incident.id
    raise AssertionError(f"{key} is told to nobody: {watch.incidents()}")


def test_a_rule_that_is_lowered_ends_no_incident_while_what_it_told_of_goes_on(watch: Watch) -> None:
    """It still fails, and is only told to nobody any more: an all-clear would be false. The article leaves unmended, and that is said."""
    watch.visit()
    watch.room.edit(watch.room.stories()[0].id, headline="صح")
    incident = fired(watch, "headline_too_short")
    told = notices(watch)
    watch.workplace = replace(
        watch.workplace,
        rules=tuple(replace(rule, severity=Severity.INFO) if rule.key == "headline_too_short" else rule for rule in watch.workplace.rules),
    )
    for _ in range(4):
        watch.visit(recheck=True)
    assert notices(watch) == told
    assert watch.incidents(IncidentState.FIRING)["headline_too_short"].id == incident
    watch.room.publish(60)
    watch.visit()
    watch.clock.on(hours=watch.source.window_hours + 1)
    watch.room.publish(2)
    watch.visit()
    watch.visit()
    assert [kind for kind, about in notices(watch)[len(told) :] if about == incident] == ["unwatched"]


def test_what_another_release_does_not_see_any_more_is_told_to_nobody_and_was_mended_by_nobody(
    watch: Watch, upgrade: Callable[[], None]
) -> None:
    watch.visit()
    story = watch.room.stories()[0]
    watch.room.edit(story.id, headline="صح")
    incident = fired(watch, "headline_too_short")
    told, ledger = notices(watch), watch.workplace.ledger
    (stored,) = [one for one in ledger.findings.open(watch.source.id) if one.finding.rule == "headline_too_short"]
    upgrade()
    # The release of this test puts two marks behind every headline, and its rule counts them.
    watch.workplace = replace(
        watch.workplace,
        rules=tuple(
            replace(rule, kwargs={"column": "headline_length", "min_value": 4}) if rule.key == "headline_too_short" else rule
            for rule in watch.workplace.rules
        ),
    )
    for _ in range(3):
        watch.visit(recheck=True)
    assert notices(watch) == told
    assert watch.incidents(IncidentState.RESOLVED)["headline_too_short"].id == incident
    assert [event.what for event in ledger.incidents.events(incident)][-1] == "reread"
    with ledger.reading() as tx:
        (ending,) = tx.exec_driver_sql(f"SELECT ending FROM findings WHERE id = {stored.id}").scalars()
    assert ending == "reread"


def test_what_an_editor_mends_on_the_day_of_the_upgrade_is_told_as_over(watch: Watch, upgrade: Callable[[], None]) -> None:
    watch.visit()
    story = watch.room.stories()[0]
    watch.room.edit(story.id, headline="صح")
    incident = fired(watch, "headline_too_short")
    told = notices(watch)
    upgrade()
    watch.room.edit(story.id, headline="الحكومة تقر موازنة العام المقبل")
    for _ in range(3):
        watch.visit(recheck=True)
    assert [kind for kind, about in notices(watch)[len(told) :] if about == incident] == ["resolved"]


def test_our_own_doubts_that_begin_with_an_upgrade_are_told_to_nobody() -> None:
    doubt = Finding(
        rule="bodies_doubted",
        scope=Scope.SECTION,
        severity=Severity.WARNING,
        status=Status.FAIL,
        cause=Cause.RASID,
        title=NO_WORDS,
        advice=NO_WORDS,
    )
    (marked,) = untold([doubt], (), (), anew=True, now=NOON, window=timedelta(hours=48))
    (new,) = untold([doubt], (), (), anew=False, now=NOON, window=timedelta(hours=48))
    assert marked.reread
    assert not new.reread

"""What editors decide is kept, can be taken back, and leaves its line in an audit that only grows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from rasid.errors import DeskError, LedgerError
from rasid.model import Severity
from rasid.model.desk import Role, StyleTerm
from rasid.model.values import Quote
from rasid.store import Ledger
from rasid.store.database.tables.desk import audit
from rasid.store.desk.audit import Who
from rasid.store.desk.listing import Filter, listed, listed_article
from rasid.store.desk.waivers import fingerprint
from tests.review.paper import ALMONDS, BRIDGE, SCHOOLS, START, articles, faults, finding, visit

SALMA, RANA, ADMIN = Who("سلمى"), Who("رنا"), Who("مدير", Role.ADMIN)
NOW = datetime(2026, 2, 7, 6, tzinfo=UTC)


@pytest.fixture
def paper(ledger: Ledger) -> Ledger:
    visit(ledger, faults(), at=START, fresh=articles())
    return ledger


def rules(ledger: Ledger, **wanted: object) -> list[str]:
    found = listed(ledger, Filter(**wanted), now=NOW)  # type: ignore[arg-type]
    return [row.finding.rule for article in found.articles for row in article.findings]


def test_the_list_puts_the_worst_article_first_and_its_worst_finding_first(paper: Ledger) -> None:
    assert rules(paper) == ["published_disagrees", "body_persian_letters", "body_truncated", "headline_length"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"severity": "info"}, ["body_persian_letters"]),
        ({"rule": "body_truncated"}, ["body_truncated"]),
        ({"section": "economy"}, ["headline_length"]),
        ({"source": "another"}, []),
        ({"text": "حَصاد اللّوز"}, ["headline_length"]),
        ({"text": "الجديد جسر"}, ["published_disagrees", "body_persian_letters"]),
        ({"text": "local/103"}, ["body_truncated"]),
        ({"state": "waived"}, []),
        ({"state": "fixed"}, []),
    ],
)
def test_filters_and_search_choose_what_they_say(paper: Ledger, wanted: dict[str, str], expected: list[str]) -> None:
    assert rules(paper, **wanted) == expected


def test_a_page_of_the_list_holds_its_articles_and_the_totals_count_all(paper: Ledger) -> None:
    second = listed(paper, Filter(), now=NOW, page=2, per_page=1)
    assert [article.url for article in second.articles] == [SCHOOLS]
    assert (second.entries, second.to_fix, second.minor, second.general, second.total_findings) == (3, 3, 0, 0, 4)
    assert second.by_severity == {"critical": 2, "warning": 1, "info": 1}


def waive(ledger: Ledger, **scope: object) -> int:
    return ledger.desk.waive(SALMA, now=NOW, source_id="nahr", reason="باتفاق", **scope)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("scope", "left"),
    [
        ({"rule": "body_truncated", "article_url": SCHOOLS}, ["published_disagrees", "body_persian_letters", "headline_length"]),
        ({"rule": "headline_length", "section": "economy"}, ["published_disagrees", "body_persian_letters", "body_truncated"]),
        (
            {"rule": "headline_length", "section": "local"},
            ["published_disagrees", "body_persian_letters", "body_truncated", "headline_length"],
        ),
        ({"rule": "published_disagrees"}, ["body_truncated", "headline_length", "body_persian_letters"]),
    ],
)
def test_a_waiver_covers_its_scope_and_no_more_at_once(paper: Ledger, scope: dict[str, str], left: list[str]) -> None:
    waive(paper, **scope)
    assert rules(paper) == left
    assert sorted(rules(paper, state="waived") + left) == sorted(found.rule for found in faults())


def test_a_waiver_of_one_finding_does_not_cover_another_verdict(paper: Ledger) -> None:
    first = faults()[0]
    waive(paper, rule=first.rule, article_url=BRIDGE, fingerprint=fingerprint(first))
    window = paper.articles.window("nahr", START - timedelta(days=2), now=NOW)
    same, other = paper.desk.mark_waived("nahr", [first, replace(first, observed_value=Quote("2026-01-06"))], window, now=NOW)
    assert (same.waived, other.waived) == (True, False)


def test_a_waiver_ends_with_its_day(paper: Ledger) -> None:
    waive(paper, rule="headline_length", until=NOW + timedelta(days=1))
    window = paper.articles.window("nahr", START - timedelta(days=2), now=NOW)
    for later, expected in ((timedelta(hours=23), True), (timedelta(days=1), False)):
        (judged,) = paper.desk.mark_waived("nahr", [finding("headline_length", ALMONDS, None, "")], window, now=NOW + later)
        assert judged.waived is expected


def test_what_was_waived_is_open_again_when_its_day_is_over_without_waiting_for_a_visit(paper: Ledger) -> None:
    waive(paper, rule="headline_length", until=NOW + timedelta(days=1))
    waive(paper, rule="body_truncated")
    (lapsed,) = [stored.id for stored in paper.findings.open("nahr") if stored.finding.rule == "headline_length"]
    for later, waived, ids in (
        (timedelta(hours=23), ["body_truncated", "headline_length"], set()),
        (timedelta(days=2), ["body_truncated"], {lapsed}),
    ):
        found = listed(paper, Filter(state="waived"), now=NOW + later)
        assert sorted(row.finding.rule for article in found.articles for row in article.findings) == waived
        assert paper.desk.lapsed("nahr", now=NOW + later) == ids
    here = listed_article(paper, "nahr", ALMONDS, now=NOW + timedelta(days=2))
    assert here is not None
    assert [row.state for row in here.findings] == ["open"]


def test_a_stored_finding_says_whether_it_is_waived_now(paper: Ledger) -> None:
    waive(paper, rule="headline_length")
    assert [stored.finding.rule for stored in paper.findings.open("nahr") if stored.finding.waived] == ["headline_length"]


@pytest.mark.parametrize(("reason", "until"), [("  ", None), ("سبب", NOW - timedelta(days=1)), ("سبب", NOW)])
def test_a_waiver_without_reason_or_end_to_come_is_refused(paper: Ledger, reason: str, until: datetime | None) -> None:
    with pytest.raises(DeskError):
        paper.desk.waive(SALMA, now=NOW, source_id="nahr", reason=reason, rule="headline_length", until=until)
    assert paper.desk.waivers() == []


def test_lifting_and_undoing_the_lift(paper: Ledger) -> None:
    waive(paper, rule="headline_length")
    (waiver,) = paper.desk.waivers(now=NOW)
    act = paper.desk.lift(RANA, waiver.id, now=NOW)
    assert "headline_length" in rules(paper)
    with pytest.raises(DeskError, match="not in force"):
        paper.desk.lift(RANA, waiver.id, now=NOW)
    paper.desk.undo(RANA, act, now=NOW)
    assert "headline_length" not in rules(paper)


def test_undo_takes_back_each_kind_of_act(paper: Ledger) -> None:
    desk = paper.desk
    acts = [
        waive(paper, rule="headline_length"),
        desk.comment(SALMA, "nahr", BRIDGE, "نص", now=NOW),
        desk.assign(SALMA, "nahr", BRIDGE, "رنا", now=NOW),
        desk.mark_fixed(SALMA, "nahr", BRIDGE, "published_disagrees", now=NOW)[1],
    ]
    for act in acts:
        desk.undo(SALMA, act, now=NOW)
    assert desk.waivers(now=NOW) == []
    assert desk.comments("nahr", BRIDGE) == []
    assert desk.assignee("nahr", BRIDGE) is None
    assert desk.marks("nahr", BRIDGE) == {}
    assert [(act.act, act.undoes) for act in desk.audit.recent(limit=4)] == [("undo", act) for act in reversed(acts)]
    assert all(desk.audit.recent()[-1 - at].undone_by is not None for at in range(4))


def test_an_act_is_undone_once_by_its_author_or_an_admin_and_not_after_it_was_overtaken(paper: Ledger) -> None:
    desk = paper.desk
    mine = desk.comment(SALMA, "nahr", BRIDGE, "نص", now=NOW)
    with pytest.raises(DeskError, match="Only they or an admin"):
        desk.undo(RANA, mine, now=NOW)
    done = desk.undo(ADMIN, mine, now=NOW)
    with pytest.raises(DeskError, match="undone already"):
        desk.undo(SALMA, mine, now=NOW)
    with pytest.raises(DeskError, match="cannot be undone"):
        desk.undo(ADMIN, done, now=NOW)
    with pytest.raises(DeskError, match="no such line"):
        desk.undo(ADMIN, 10_000, now=NOW)
    first = desk.assign(SALMA, "nahr", BRIDGE, "رنا", now=NOW)
    desk.assign(RANA, "nahr", BRIDGE, "هند", now=NOW)
    with pytest.raises(DeskError, match="anew"):
        desk.undo(SALMA, first, now=NOW)
    assert desk.assignee("nahr", BRIDGE) == "هند"


@pytest.mark.parametrize("change", [update(audit).values(who="somebody else"), delete(audit)])
def test_the_audit_can_neither_be_changed_nor_shortened(paper: Ledger, change: object) -> None:
    paper.desk.comment(SALMA, "nahr", BRIDGE, "نص", now=NOW)
    before = paper.desk.audit.recent()
    with pytest.raises((LedgerError, DBAPIError), match="only grow"), paper.transaction() as tx:
        tx.execute(change)  # type: ignore[call-overload]
    assert paper.desk.audit.recent() == before


def state_of_bridge(ledger: Ledger) -> str:
    found = listed_article(ledger, "nahr", BRIDGE, now=NOW)
    assert found
    return next(row.state for row in found.findings if row.finding.rule == "published_disagrees")


def test_a_finding_goes_from_open_to_claimed_to_fixed_and_comes_back(paper: Ledger) -> None:
    mark, _ = paper.desk.mark_fixed(SALMA, "nahr", BRIDGE, "published_disagrees", now=NOW)
    assert state_of_bridge(paper) == "claimed"
    paper.desk.settle(mark, "confirmed", now=NOW)
    assert state_of_bridge(paper) == "fixed"
    assert "published_disagrees" not in rules(paper)
    visit(paper, faults(), at=NOW + timedelta(hours=1), number="v2")
    assert state_of_bridge(paper) == "reopened"
    assert "published_disagrees" in rules(paper, state="reopened")


def test_what_a_visit_no_longer_finds_is_fixed_and_what_it_finds_again_came_back(paper: Ledger) -> None:
    rest = [found for found in faults() if found.rule != "published_disagrees"]
    visit(paper, rest, at=NOW, number="v2")
    assert state_of_bridge(paper) == "fixed"
    visit(paper, faults(), at=NOW + timedelta(hours=1), number="v3")
    found = listed(paper, Filter(state="reopened"), now=NOW + timedelta(hours=2))
    assert [row.finding.rule for article in found.articles for row in article.findings] == ["published_disagrees"]
    assert rules(paper, state="fixed") == []
    here = listed_article(paper, "nahr", BRIDGE, now=NOW)
    assert here is not None
    assert [row.finding.rule for row in here.findings] == ["published_disagrees", "body_persian_letters"]


def test_the_house_style_knows_who_changed_what_and_goes_back(paper: Ledger) -> None:
    style = paper.desk.style
    added = style.save(StyleTerm("  مسئول ", "مسؤول", exceptions=(" ", "مجلس  المسئولين")), by=SALMA, now=NOW)
    assert (added.term, added.exceptions, added.changed_by) == ("مسئول", ("مجلس المسئولين",), "سلمى")
    style.save(replace(added, severity=Severity.CRITICAL), by=RANA, now=NOW)
    change = paper.desk.audit.recent(limit=1)[0]
    assert (change.detail["before"]["severity"], change.detail["after"]["severity"]) == ("info", "critical")
    paper.desk.undo(RANA, change.id, now=NOW)
    assert [term.severity for term in style.terms()] == [Severity.INFO]
    style.remove(added.id, by=SALMA, now=NOW)
    paper.desk.undo(SALMA, paper.desk.audit.recent(limit=1)[0].id, now=NOW)
    assert [term.term for term in style.terms()] == ["مسئول"]


@pytest.mark.parametrize("term", [StyleTerm("", "بديل"), StyleTerm("٪", "بديل"), StyleTerm("لفظ", "لفظ")])
def test_a_term_that_could_never_be_followed_is_refused(paper: Ledger, term: StyleTerm) -> None:
    with pytest.raises(DeskError):
        paper.desk.style.save(term, by=SALMA, now=NOW)


def test_a_list_replaces_the_house_style_and_says_what_it_changed(paper: Ledger) -> None:
    style = paper.desk.style
    style.replace_all([StyleTerm("مسئول", "مسؤول"), StyleTerm("تم افتتاح", "افتُتح")], by=SALMA, now=NOW)
    assert style.replace_all([StyleTerm("مسئول", "مسؤول", "الهمزة"), StyleTerm("هام", "مهمّ")], by=SALMA, now=NOW) == (1, 1, 1)
    assert [term.term for term in style.terms()] == ["مسئول", "هام"]
    with pytest.raises(DeskError, match="twice"):
        style.replace_all([StyleTerm("هام", "مهمّ"), StyleTerm("هام ", "جدير")], by=SALMA, now=NOW)
    with pytest.raises(DeskError, match="already"):
        style.save(StyleTerm("هام", "خطير"), by=SALMA, now=NOW)

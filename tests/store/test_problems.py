"""What is wrong, problem first, and how days and sources stand: the same on either database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from rasid.errors import DeskError
from rasid.model import Severity, Words, newest_moment
from rasid.model.desk import Role
from rasid.store import Ledger
from rasid.store.desk.audit import Who
from rasid.store.desk.listing import Filter, hidden_by, items_of, listed, problems, rules_found
from rasid.store.desk.versions import Overtaken
from rasid.store.revisions import fields_mended
from rasid.store.summaries import assigned, mended, newest_articles, open_problems, opened_by_day, read_by_day, standing_since
from tests.review.paper import ALMONDS, BRIDGE, START, articles, faults, visit

NOW = START + timedelta(minutes=30)
SALMA = Who("سلمى", Role.EDITOR)
BEIRUT = ZoneInfo("Asia/Beirut")


@pytest.fixture
def paper(ledger: Ledger) -> Ledger:
    visit(ledger, faults(), at=START, fresh=articles())
    return ledger


def test_problems_come_gravest_first_with_their_articles_and_the_counts_of_all(paper: Ledger) -> None:
    found = problems(paper, Filter(), now=NOW)
    assert [(p.rule, p.severity, p.findings, p.articles) for p in found.problems] == [
        ("body_truncated", Severity.CRITICAL, 1, 1),
        ("published_disagrees", Severity.CRITICAL, 1, 1),
        ("headline_length", Severity.WARNING, 1, 1),
        ("body_persian_letters", Severity.INFO, 1, 1),
    ]
    assert (found.urgent, found.to_fix, found.minor, found.general, found.findings) == (2, 3, 0, 0, 4)
    assert found.problems[1].items[0].url == BRIDGE
    assert [item.finding.rule for item in items_of(paper, [found.problems[1].items[0].id, 10**9], now=NOW)] == ["published_disagrees"]


def test_a_page_of_a_problem_holds_the_next_of_its_articles(paper: Ledger) -> None:
    many = [replace(faults()[1], article_url=article.url) for article in articles()]
    visit(paper, many, at=NOW, number="v2")
    first, second = (problems(paper, Filter(rule="body_persian_letters"), now=NOW, each=3, page=page) for page in (1, 2))
    assert [len(found.problems[0].items) for found in (first, second)] == [3, 1]
    assert {item.url for found in (first, second) for item in found.problems[0].items} == {article.url for article in articles()}
    assert first.problems[0].articles == second.problems[0].articles == 4


@pytest.mark.parametrize(
    ("text", "expected"), [("ليلى", [ALMONDS]), ("دَاعمو المشروع", [BRIDGE]), ("أطول مما", []), ("100%", []), ("الفارسية", [BRIDGE])]
)
def test_bodies_authors_and_what_rules_say_are_searched(paper: Ledger, text: str, expected: list[str]) -> None:
    titles = {"body_persian_letters": Words("حروف فارسية", "Persian letters"), "headline_length": Words("عنوان", "headline")}
    if text == "الفارسية":
        text = "فارسية"
    found = problems(paper, Filter(text=text), now=NOW, titles=titles)
    assert sorted({item.url for problem in found.problems for item in problem.items}) == expected
    assert sum(count for _, count in rules_found(paper, Filter(text=text), now=NOW, titles=titles)) == found.findings


def test_a_wide_waiver_says_beforehand_what_it_hides(paper: Ledger) -> None:
    for section, expected in ((None, 1), ("local", 1), ("economy", 0)):
        hidden = hidden_by(paper, "nahr", "body_persian_letters", section)
        assert (hidden.findings, hidden.articles) == (expected, expected)


def test_days_count_what_was_read_and_opened(paper: Ledger) -> None:
    (*before, today) = read_by_day(paper, "nahr", now=NOW, days=3, zone=BEIRUT)
    assert (today.articles, today.failing, today.visits) == (4, 3, 1)
    assert today.clean == 0.25
    assert {(day.articles, day.visits, day.clean) for day in before} == {(0, 0, None)}
    assert opened_by_day(paper, "nahr", now=NOW, days=2, zone=BEIRUT).rules == dict.fromkeys(sorted(f.rule for f in faults()), (0, 1))


def test_a_source_s_standing_is_told_from_its_visits_and_findings(paper: Ledger) -> None:
    later = START + timedelta(hours=5)
    visit(paper, faults()[:1], at=later, number="v2")
    last = paper.visits.last("nahr")
    assert last is not None
    assert standing_since(paper, last) == START
    visit(paper, (), at=later + timedelta(hours=1), number="v3")
    last = paper.visits.last("nahr")
    assert last is not None
    assert standing_since(paper, last) == later + timedelta(hours=1)
    assert open_problems(paper, now=later) == {}
    assert mended(paper, "nahr", START).count == 4
    window = paper.articles.window("nahr", START - timedelta(days=1), now=later)
    assert any(item.article.published_at is None for item in window)
    assert newest_articles(paper, now=later) == {"nahr": newest_moment(window, later)}
    assert fields_mended(paper, "nahr", ["v2", "v3"]).keys() >= {(BRIDGE, "v3", "body"), (BRIDGE, "v3", "published_at")}


def test_the_same_is_waived_once_and_an_assignment_is_not_overwritten_unseen(paper: Ledger) -> None:
    desk = paper.desk
    desk.waive(SALMA, now=NOW, source_id="nahr", rule="headline_length", reason="باتفاق")
    with pytest.raises(Overtaken) as caught:
        desk.waive(Who("كريم"), now=NOW, source_id="nahr", rule="headline_length", reason="سبب آخر")
    assert caught.value.theirs["reason"] == "باتفاق"
    with pytest.raises(DeskError, match="names a rule"):
        desk.waive(SALMA, now=NOW, source_id="nahr", rule="", reason="باتفاق")
    seen = desk.assignment("nahr", BRIDGE).version
    desk.assign(SALMA, "nahr", BRIDGE, "سلمى", now=NOW, saw=seen)
    with pytest.raises(Overtaken):
        desk.assign(Who("كريم"), "nahr", BRIDGE, "كريم", now=NOW, saw=seen)
    assert assigned(paper, "nahr", now=NOW) == (("سلمى", 1),)


def test_a_session_is_asked_for_and_ended_in_the_ledger(paper: Ledger) -> None:
    people, sessions = paper.desk.people, paper.desk.sessions
    person = people.invite("سلمى", Role.EDITOR, by=SALMA, now=NOW)
    one, two, three = (sessions.begin(person, NOW) for _ in range(3))
    assert sessions.person(one, NOW) == person
    sessions.end(one, NOW)
    assert [sessions.person(token, NOW) is not None for token in (one, two, three, "forged")] == [False, True, True, False]
    assert len(sessions.open(person, NOW)) == 2
    assert sessions.end_all(person, by=SALMA, now=NOW) == 2
    assert sessions.person(two, NOW) is None
    assert listed(paper, Filter(), now=NOW).to_fix == 3

"""What was not seen: doubted bodies, findings that a visit could say nothing about, links of which no article came."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rasid.model import Article, Cause, Counts, Fate, Finding, Link, Rule, Scope, Severity, Status, WindowArticle, Words
from rasid.pipeline.doubt import without_blame
from rasid.pipeline.error_page import error_in
from rasid.pipeline.evidence import unseen_links
from rasid.pipeline.judge import unseen
from rasid.pipeline.runs import Memory, Outcome
from rasid.pipeline.workplace import Collected, Tried
from rasid.wording.values import Reader, title_of

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WORDS = Words("ناقص", "missing")


def url(number: int) -> str:
    return f"https://example.org/{number}"


def finding(rule: str, number: int | None = None, scope: Scope = Scope.ARTICLE) -> Finding:
    about = url(number) if number is not None else None
    return Finding(rule, scope, Severity.CRITICAL, Status.FAIL, Cause.CONTENT, WORDS, WORDS, article_url=about)


def tried(number: int, fate: Fate, why: str, *, first: bool = True) -> Tried:
    return Tried(Link(url=url(number)), fate, why, first)


def unsure(number: int, body: str = "كلام " * 80) -> Article:
    return Article(url=url(number), headline="عنوان", body=(body.strip(),), doubts=("body_doubtful",))


TEASER = "يروي أهالي الحيّ ما جرى ليلة أمس في السوق القديم."


def came(number: int, *, fails: bool, at: datetime = NOW) -> Outcome:
    return Outcome(url(number), at, str(number), frozenset({"body"}) if fails else frozenset())


@pytest.mark.parametrize(
    ("memory", "looked_again", "theirs"),
    [
        (Memory(), {}, False),
        (Memory(recent=(came(0, fails=True),)), {"body": (True, False)}, False),
        (Memory(recent=(came(0, fails=True),)), {"body": (False, False)}, True),
        (Memory(recent=(came(1, fails=False, at=NOW - timedelta(hours=1)), came(0, fails=True))), {}, False),
        (Memory(recent=(came(0, fails=True), came(1, fails=False, at=NOW + timedelta(hours=1)))), {}, True),
    ],
)
def test_a_page_that_lost_its_text_is_its_editors_once_the_template_is_known_to_be_sound(
    memory: Memory, looked_again: dict[str, tuple[bool, ...]], theirs: bool
) -> None:
    window = [WindowArticle(unsure(0, TEASER), first_seen_at=NOW, revision=1, revised_at=NOW)]
    found = without_blame([finding("body_missing", 0)], window, memory, looked_again)
    told = {one.rule for one in found if one.status is Status.FAIL and one.severity is not Severity.INFO}
    assert told == ({"body_missing"} if theirs else {"bodies_doubted"})


def test_what_a_template_spoilt_is_not_told_again_as_doubt_once_it_is_mended() -> None:
    window = [WindowArticle(unsure(n), first_seen_at=NOW, revision=1, revised_at=NOW) for n in range(5)]
    over = Memory(ended={"doubted": (NOW - timedelta(hours=1), NOW + timedelta(hours=1))})
    assert without_blame([], window, over, {}) == []


def test_a_window_of_hundreds_may_hold_a_few_doubted_bodies() -> None:
    window = [WindowArticle(unsure(n) if n < 4 else Article(url=url(n)), first_seen_at=NOW, revision=1, revised_at=NOW) for n in range(400)]
    assert [one.severity for one in without_blame([], window, Memory(), {})] == [Severity.INFO]


def test_what_a_doubted_body_lacks_is_blamed_on_no_editor() -> None:
    window = [WindowArticle(unsure(n) if n else Article(url=url(0)), first_seen_at=NOW, revision=1, revised_at=NOW) for n in range(5)]
    given = [finding("body_too_short", 0), finding("body_too_short", 1), finding("headline_missing", 1)]
    kept, unseen_one, headline, doubt = without_blame(given, window, Memory(), {})
    assert (kept, headline) == (given[0], given[2])
    assert unseen_one.status is Status.UNSEEN
    assert (doubt.rule, doubt.cause, doubt.severity, doubt.affected) == ("bodies_doubted", Cause.RASID, Severity.WARNING, 4)
    assert len(doubt.examples) == 3


def test_sound_bodies_leave_the_findings_as_they_are() -> None:
    given = [finding("body_too_short", 0)]
    window = [WindowArticle(Article(url=url(0)), first_seen_at=NOW, revision=1, revised_at=NOW)]
    assert without_blame(given, window, Memory(), {}) == given


def rule(key: str, column: str, condition: dict[str, object] | None = None) -> Rule:
    kwargs = {"column": column} | ({"row_condition": condition} if condition else {})
    return Rule(key, Scope.SECTION, "expect_column_values_to_be_between", kwargs, Severity.CRITICAL, WORDS, WORDS, "x")


def test_an_open_finding_stays_where_its_column_could_not_be_worked_out() -> None:
    opened = [finding("extraction_broken", scope=Scope.SECTION), finding("links_missing", scope=Scope.SECTION)]
    rules = [rule("extraction_broken", "extraction_rate"), rule("links_missing", "links")]
    found = unseen(rules, {"links": 4.0}, opened, [])
    assert [(one.rule, one.status) for one in found] == [("extraction_broken", Status.UNSEEN)]


def test_a_rule_whose_condition_did_not_hold_has_judged_nothing() -> None:
    condition: dict[str, object] = {"type": "comparison", "column": {"name": "pages_read"}, "operator": ">", "parameter": 0}
    rules, opened = [rule("articles_missing", "articles", condition)], [finding("articles_missing", scope=Scope.SECTION)]
    assert unseen(rules, {"articles": 0.0, "pages_read": 0.0}, opened, [])
    assert not unseen(rules, {"articles": 3.0, "pages_read": 3.0}, opened, [])


def test_a_visit_says_how_many_new_links_it_could_not_read_and_what_they_were() -> None:
    shells = [tried(n, Fate.REFUSED, "empty_shell") for n in range(3)]
    found = unseen_links(Collected(tried=tuple(shells)), Counts(new_links=3, links_unread=3))
    assert found is not None
    assert found.status is Status.UNSEEN
    assert title_of(found, Reader("en")) == "3 new links, none could be read: an empty page (3)"
    some = unseen_links(Collected(tried=(tried(1, Fate.GONE, "404"),)), Counts(new_links=4, links_unread=1))
    assert some is not None
    assert title_of(some, Reader("en")) == "new links: 4, of which 1 could not be read: not there any more (1)"


def test_a_link_tried_before_is_no_news() -> None:
    assert unseen_links(Collected(tried=(tried(1, Fate.GONE, "404", first=False),)), Counts()) is None


@pytest.mark.parametrize(
    "page",
    [
        "<br /><b>Warning</b>: mysqli_connect(): (HY000/1040): Too many connections in <b>/srv/db.php</b> on line <b>9</b>",
        "<html><body><h1>Error establishing a database connection</h1></body></html>",
        "<h2>Server Error in '/' Application.</h2><p>Runtime Error</p>",
        "Fatal error: Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused",
    ],
)
def test_a_programs_error_in_the_place_of_a_page_is_known_by_its_words(page: str) -> None:
    assert error_in(page)


def test_news_of_an_error_is_no_error_page() -> None:
    assert error_in("<p>" + "أعلنت الشركة أن عطلا أصاب خوادمها مساء أمس. " * 60 + "Internal server error</p>") is None
    assert error_in("<p>خبر قصير عن اجتماع البلدية</p>") is None

"""The head of the list: what needs fixing, what does not, and whether anybody has looked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rasid.model import Cause, Counts, Finding, IncidentState, Scope, Severity, Span, Status, Verdict, Visit, VisitRecord, Words
from rasid.review.article import marked_passages
from rasid.store import open_ledger
from rasid.store.save_visit import save_visit
from tests.review.conftest import Desk, Inside
from tests.review.paper import BRIDGE, START, Now, articles, faults, finding, incident, place, visit

DOWN = Finding(
    "section_unreachable",
    Scope.SECTION,
    Severity.CRITICAL,
    Status.FAIL,
    Cause.UNREACHABLE,
    Words("تعذّر الوصول إلى القسم «محليات»", "The section “Local” could not be fetched"),
    Words("تحقّق من أن الموقع يعمل.", "See whether the site works."),
    field="local",
)


def heading(inside: Inside, path: str = "/") -> str:
    return said(inside.get(path), "h1")


def said(html: str, element: str) -> str:
    found = re.search(rf"<{element}[ >].*?</{element}>", html, re.S)
    assert found, element
    return " ".join(re.sub(r"<[^>]+>", "", found.group()).split())


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def fails(desk: Desk, number: str = "v9") -> None:
    """The site is down: the last visit failed, and says so of the site as a whole."""
    desk.clock.pass_(minutes=15)
    made = Visit(number, "nahr", desk.clock(), None, desk.clock(), Verdict.FAILED, Cause.UNREACHABLE, counts=Counts())
    desk.ledger.visits.begin(replace(made, finished_at=None, verdict=None))
    with desk.ledger.transaction() as tx:
        save_visit(desk.ledger, tx, VisitRecord(visit=made, findings=(DOWN,)))


def test_articles_with_minor_faults_alone_need_no_fixing(desk: Desk) -> None:
    inside = desk.entered()
    assert heading(inside) == "3 مواد تحتاج إلى إصلاح"
    visit(desk.ledger, [found for found in faults() if found.severity is Severity.INFO], at=START + timedelta(minutes=15), number="v2")
    assert heading(inside) == "مادة واحدة ليس فيها إلّا ملاحظات طفيفة"


def test_a_site_that_is_down_is_no_article_to_fix(desk: Desk) -> None:
    fails(desk)
    html = desk.entered().get("/")
    assert said(html, "h1") == "3 مواد تحتاج إلى إصلاح"
    shown = text(html)
    assert "ملاحظة واحدة على الموقع نفسه" in shown
    assert "فشلت آخر زيارة" in shown
    assert "ما العمل: أبلغوا الفريق التقني." in shown
    assert "هذا من شأن المهندس المناوب" in shown
    assert heading(desk.entered(), "/?rule=section_unreachable") == "ملاحظة واحدة على الموقع نفسه"


def test_the_list_says_when_the_site_was_visited_and_leads_to_its_report(desk: Desk) -> None:
    html = desk.entered().get("/")
    assert "آخر زيارة الآن" in text(html)
    assert 'href="/report/nahr"' in html


def test_a_site_never_visited_is_not_called_healthy(tmp_path: Path) -> None:
    clock = Now()
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", pages_dir=tmp_path / "pages", clock=clock) as ledger:
        inside = Desk(place(ledger, clock), ledger, clock).entered()
        assert heading(inside) == "لم يفحص راصد شيئًا بعد"
        assert "لم يُزر بعد." in text(inside.get("/"))
        visit(ledger, (), at=clock())
        assert heading(inside) == "لا شيء يحتاج إلى إصلاح"


@pytest.mark.parametrize(("cause", "shown"), [(Cause.CONTENT, False), (Cause.UNREACHABLE, True), (Cause.QUIET, True)])
def test_above_the_list_stand_only_incidents_that_the_list_does_not_show(desk: Desk, cause: Cause, shown: bool) -> None:
    with desk.ledger.transaction() as tx:
        desk.ledger.incidents.save(tx, [replace(incident(), cause=cause)])
    assert ("مشكلة قائمة:" in text(desk.entered().get("/"))) is shown


def test_an_example_without_a_headline_can_be_seen_and_followed(desk: Desk) -> None:
    with desk.ledger.transaction() as tx:
        desk.ledger.incidents.save(tx, [replace(incident(), examples=(("", BRIDGE),))])
    found = re.search(r"<li><a href=\"/article[^>]*>(.*?)</a></li>", desk.entered().get("/incidents/1a2b3c4d"))
    assert found
    assert found.group(1) == "مادة بلا عنوان"


def test_an_article_s_time_is_that_of_its_own_site(desk: Desk) -> None:
    beirut = desk.entered().get("/")
    assert "6 شباط، 22:30" in text(beirut)
    (source,) = desk.place.sources
    elsewhere = replace(source, id="first", name=Words("الأولى", "First"), country="DZ", timezone="Africa/Algiers")
    two = replace(desk.place, sources=(elsewhere, source))
    client = desk.client(two)
    client.cookies = desk.entered().client.cookies
    assert "6 شباط، 22:30" in text(client.get("/").text)


def test_an_incident_that_is_over_says_since_when(desk: Desk) -> None:
    over = replace(incident(), state=IncidentState.RESOLVED, resolved_at=START - timedelta(hours=2))
    with desk.ledger.transaction() as tx:
        desk.ledger.incidents.save(tx, [over])
    inside = desk.entered()
    for path in ("/incidents", "/incidents/1a2b3c4d"):
        assert "انتهت قبل ساعتين" in " ".join(re.sub(r"<[^>]+>", "", inside.get(path)).split())


def test_the_desk_s_report_leads_back_to_the_desk_and_to_the_other_language(desk: Desk) -> None:
    inside = desk.entered()
    html = inside.get("/report/nahr")
    assert 'href="/article?source=nahr&amp;url=' in html
    assert '<a href="/">مكتب التحرير</a>' in html
    assert 'href="/report/nahr?language=en"' in html
    assert '<html lang="en" dir="ltr">' in inside.get("/report/nahr?language=en")
    assert '<html lang="ar" dir="rtl">' in inside.get("/report/nahr?language=xx")


def test_a_code_is_not_broken_at_its_hyphens(desk: Desk) -> None:
    title = Words(
        "تاريخ النشر غير مقروء: \u20680000-99-99T99:99\u2069", "The publication date cannot be read: \u20680000-99-99T99:99\u2069"
    )
    visit(desk.ledger, [finding("published_disagrees", BRIDGE, None, "", title=title)], at=START + timedelta(minutes=15), number="v2")
    assert '<bdi dir="ltr" class="whole">0000-99-99T99:99</bdi>' in desk.entered().get("/")


def test_of_two_copies_the_one_the_finding_means_is_marked() -> None:
    """The advice is to delete the second copy."""
    story = "وأوضح المصدر أن العمل مستمرّ"
    article = replace(articles()[0], body=(story, "فقرة بينهما.", story))
    at = article.text.rindex(story)
    fault = replace(faults()[1], spans=(Span("body", at, at + len(story), story, before="فقرة بينهما. "),))
    passages, anchors = marked_passages(article, [fault])
    marked = [passage.anchor for passage in passages if passage.field == "body" and "<mark" in passage.html]
    assert marked == [passages[-1].anchor] == [anchors[fault.rule, 0]]
    moved = replace(article, body=("فقرة جديدة في الأوّل.", story, "فقرة بينهما.", story))
    passages, _ = marked_passages(moved, [fault])
    assert [passage.anchor for passage in passages if passage.field == "body" and "<mark" in passage.html] == [passages[-1].anchor]

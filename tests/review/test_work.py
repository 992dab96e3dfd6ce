"""Many findings at once, drafts before they are published, the log and the sheet: what a morning's work needs."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest

from rasid.model import Source
from rasid.model.desk import Looked, Role
from rasid.model.draft import Checked
from rasid.review.draft import HOURLY
from rasid.store.desk.listing import Filter, listed
from tests.review.conftest import Desk, Inside
from tests.review.paper import ALMONDS, BRIDGE, SCHOOLS, articles, faults, visit


def picks(inside: Inside) -> dict[str, str]:
    return dict(re.findall(r'name="(pick-\d+)" value="([^"]+)"', inside.get("/")))


def states(desk: Desk) -> dict[str, str]:
    found = [row for state in ("open", "waived", "fixed") for one in listed(desk.ledger, Filter(state=state), now=desk.clock(), per_page=0).articles for row in one.findings]  # fmt: skip
    return {row.finding.rule: row.state for row in found}


def last_act(desk: Desk) -> int:
    return desk.ledger.desk.audit.recent(limit=1)[0].id


def test_all_that_is_picked_is_waived_with_one_reason_and_taken_back_at_once(desk: Desk) -> None:
    inside = desk.entered()
    chosen = picks(inside)
    assert len(chosen) == 4
    assert inside.post("/bulk", do="waive", reason="اتفاق اليوم", until="7d", back="/", **chosen) == 303
    assert set(states(desk).values()) == {"waived"}
    assert {waiver.reason for waiver in desk.ledger.desk.waivers(now=desk.clock())} == {"اتفاق اليوم"}
    assert {waiver.until for waiver in desk.ledger.desk.waivers(now=desk.clock())} == {desk.clock() + timedelta(days=7)}
    assert inside.post(f"/undo/{last_act(desk)}") == 303
    assert set(states(desk).values()) == {"open"}


def test_after_ten_minutes_a_bulk_act_is_undone_one_by_one(desk: Desk) -> None:
    inside = desk.entered()
    inside.post("/bulk", do="waive", reason="اتفاق", **picks(inside))
    bulk = last_act(desk)
    desk.clock.pass_(minutes=11)
    assert inside.post(f"/undo/{bulk}") == 409
    assert set(states(desk).values()) == {"waived"}
    (one, *_) = [act for act in desk.ledger.desk.audit.recent() if act.act == "waive"]
    assert inside.post(f"/undo/{one.id}") == 303


def test_picked_articles_are_given_to_somebody_until_a_day(desk: Desk) -> None:
    inside = desk.entered("سلمى")
    assert inside.post("/bulk", do="assign", assignee="سلمى", due="2d", **picks(inside)) == 303
    assert {desk.ledger.desk.assignee("nahr", url) for url in (BRIDGE, ALMONDS, SCHOOLS)} == {"سلمى"}
    assert desk.ledger.desk.assignment("nahr", BRIDGE).due == desk.clock() + timedelta(days=2)
    mine = inside.get("/?assignee=سلمى")
    assert "إلى" in mine
    assert inside.post(f"/undo/{last_act(desk)}") == 303
    assert desk.ledger.desk.assignee("nahr", BRIDGE) is None


def test_picked_findings_are_looked_at_again_after_the_answer_each_article_once(desk: Desk) -> None:
    asked: list[str] = []

    def recheck(source: Source, url: str) -> Looked:
        asked.append(url)
        return Looked(tuple(found for found in faults() if found.article_url == url and found.rule != "published_disagrees"))

    inside = desk.entered()
    inside.client.app.state.place = replace(desk.place, recheck=recheck)  # type: ignore[attr-defined]
    desk.clock.pass_(minutes=1)
    assert inside.post("/bulk", do="mend", **picks(inside)) == 303
    assert sorted(asked) == sorted({BRIDGE, ALMONDS, SCHOOLS})
    assert states(desk) == {
        "published_disagrees": "fixed",
        "body_persian_letters": "still",
        "headline_length": "still",
        "body_truncated": "still",
    }


def test_what_changed_after_the_page_was_made_is_left_alone_and_named(desk: Desk) -> None:
    salma, karim = desk.entered("سلمى"), desk.entered("كريم")
    seen = picks(salma)
    desk.clock.pass_(seconds=5)
    assert karim.post("/article/assign", source="nahr", url=BRIDGE, assignee="كريم", version=karim.hidden(f"/article?source=nahr&url={BRIDGE}", "/article/assign", "version")) == 303  # fmt: skip
    status, told = salma.answer("/bulk", do="assign", assignee="سلمى", **seen)
    assert status == 200
    assert "لم يُعمل على اثنتين من المختارات" in told
    assert articles()[0].headline in told  # type: ignore[operator]
    assert desk.ledger.desk.assignee("nahr", BRIDGE) == "كريم"
    assert desk.ledger.desk.assignee("nahr", ALMONDS) == "سلمى"
    desk.clock.pass_(minutes=15)
    visit(desk.ledger, (), at=desk.clock(), number="v2")
    assert salma.post("/bulk", do="waive", reason="سبب", **seen) == 409


@pytest.mark.parametrize(
    ("fields", "status"),
    [({}, 409), ({"do": "explode"}, 422), ({"pick-1": "forged."}, 409), ({"pick-x": "1"}, 409), ({"pick-99999": "a.b"}, 409)],
)
def test_nothing_picked_or_forged_does_nothing(desk: Desk, fields: dict[str, str], status: int) -> None:
    inside = desk.entered()
    assert inside.post("/bulk", **({"do": "waive", "reason": "سبب"} | fields)) == status
    assert desk.ledger.desk.waivers() == []


# --- drafts


def checking(desk: Desk, asked: list[str]) -> Inside:
    def check(given: str, source: Source) -> Checked:
        asked.append(given)
        return Checked(articles()[0], tuple(found for found in faults() if found.article_url == BRIDGE))

    inside = desk.entered()
    inside.client.app.state.place = replace(desk.place, check_text=check, check_address=check)  # type: ignore[attr-defined]
    return inside


def test_a_draft_is_judged_with_its_passages_marked_and_nothing_is_kept(desk: Desk) -> None:
    asked: list[str] = []
    inside = checking(desk, asked)
    before = desk.ledger.articles.count(), len(desk.ledger.findings.open()), len(desk.ledger.desk.audit.recent())
    answer = inside.client.post("/check", data={"csrf": inside.csrf, "draft": "عنوان\n\nنص المسودة"}).text
    assert "وجد راصد ملاحظتين." in answer
    assert "<mark>السبت 7 شباط</mark>" in answer
    assert "وفي النصّ 7 شباط." in answer
    assert inside.post("/check", address="https://nahr.example/local/1") == 200
    assert asked == ["عنوان\n\nنص المسودة", "https://nahr.example/local/1"]
    assert (desk.ledger.articles.count(), len(desk.ledger.findings.open()), len(desk.ledger.desk.audit.recent())) == before


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"draft": "  "},
        {"address": "javascript:alert(1)"},
        {"address": "file:///etc/passwd"},
        {"address": "nahr"},
        {"draft": "ن" * 100_001},
    ],
)
def test_what_is_neither_text_nor_address_is_not_checked(desk: Desk, fields: dict[str, str]) -> None:
    asked: list[str] = []
    assert checking(desk, asked).post("/check", **fields) == 422
    assert asked == []


def test_drafts_are_limited_in_number_by_person_and_hour(desk: Desk) -> None:
    inside = checking(desk, [])
    assert {inside.post("/check", draft="نص") for _ in range(HOURLY)} == {200}
    assert inside.post("/check", draft="نص") == 429
    desk.clock.pass_(minutes=61)
    assert inside.post("/check", draft="نص") == 200
    assert desk.entered("هند", Role.READER).post("/check", draft="نص") == 403


# --- log and sheet


def test_the_log_names_articles_and_is_chosen_by_person_and_day(desk: Desk) -> None:
    salma, karim = desk.entered("سلمى"), desk.entered("كريم")
    salma.post("/article/comment", source="nahr", url=BRIDGE, text="راجعت الأصل")
    desk.clock.pass_(days=1)
    karim.post("/article/comment", source="nahr", url=ALMONDS, text="=1+1")
    whole = salma.get("/audit")
    assert articles()[0].headline in whole  # type: ignore[operator]
    assert articles()[1].headline in whole  # type: ignore[operator]
    assert "راجعت الأصل" not in salma.get("/audit?who=كريم")
    assert "راجعت الأصل" not in salma.get("/audit?day=2026-02-08")
    assert "راجعت الأصل" in salma.get("/audit?day=2026-02-07")
    file = salma.client.get("/audit.csv?who=كريم").content.decode("utf-8-sig")
    assert "راجعت الأصل" not in file
    assert "'=1+1" in file


def test_a_sheet_has_dates_that_are_dates_rules_in_words_and_a_summary(desk: Desk) -> None:
    with zipfile.ZipFile(io.BytesIO(desk.entered().client.get("/export.xlsx").content)) as book:
        first, second = (book.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2))
        words = book.read("xl/sharedStrings.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    assert 'name="خلاصة"' in names
    # 7 February 2026 by Excel's count; times lie after the point.
    assert re.search(r"<v>4606\d\.\d+</v>", first)
    assert "تاريخ النشر في الوسوم غير الذي في النصّ" in words
    assert "published_disagrees" not in words
    assert "<f>" not in first + second

"""The desk acts on what exists and is open, hides nothing wide without being asked twice, and lets nobody be overwritten in silence."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rasid.model import Severity, Source
from rasid.model.desk import Looked, Role, StyleTerm
from rasid.model.values import Quote
from rasid.store.article_writes import write_articles
from rasid.store.desk.listing import Filter, listed
from tests.bench.precision import texts_of
from tests.review.conftest import Desk, Inside
from tests.review.paper import ALMONDS, BRIDGE, SCHOOLS, WHEAT, faults, incident, visit

PLANTED = "http://127.0.0.1:8977/planted"
HERE = {"source": "nahr", "url": BRIDGE}
PAGE = f"/article?source=nahr&url={BRIDGE}"


def open_rules(desk: Desk) -> list[str]:
    found = listed(desk.ledger, Filter(), now=desk.clock(), per_page=0)
    return sorted(row.finding.rule for article in found.articles for row in article.findings)


ALL = sorted(found.rule for found in faults())


def saw(inside: Inside, rule: str, url: str = BRIDGE) -> str:
    html = inside.get(f"/article?source=nahr&url={url}")
    at = html.index(f'name="rule" value="{rule}"><input type="hidden" name="saw"')
    return html[at:].split('name="saw" value="', 1)[1].split('"', 1)[0]


# --- known targets and open rules alone


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({"rule": ""}, 422, "لا قاعدة بهذا الاسم"),
        ({"rule": "no_such_rule"}, 422, "لا قاعدة بهذا الاسم"),
        ({"rule": "headline_length"}, 409, "لم يعد هذا موجودًا"),
        ({"target": "all"}, 422, "قيمة ليست من الخيارات"),
        ({"target": ""}, 422, "قيمة ليست من الخيارات"),
        ({"url": PLANTED}, 404, "لا يعرف راصد هذه المادة"),
        ({"url": ""}, 404, "لا يعرف راصد هذه المادة"),
        ({"source": "elsewhere"}, 404, "لا مصدر بهذا الاسم"),
        ({"reason": "  "}, 409, "لا بدّ من ذكر السبب"),
        ({"reason": "ن" * 501}, 422, "نصّ أطول مما يُقبل"),
        ({"until": "2020-01-01"}, 409, "هذا الموعد مضى"),
        ({"until": "9999-12-31"}, 409, "هذا الموعد مضى"),
        ({"until": "غدًا"}, 409, "ليس تاريخًا"),
    ],
)
def test_a_waiver_of_what_is_not_there_hides_nothing(desk: Desk, fields: dict[str, str], status: int, told: str) -> None:
    inside = desk.entered()
    form = HERE | {"rule": "published_disagrees", "target": "article", "reason": "باتفاق", "confirmed": "yes"} | fields
    answer = inside.answer("/article/waive", **form)
    assert (answer[0], told in answer[1]) == (status, True), answer
    assert desk.ledger.desk.waivers() == []
    assert open_rules(desk) == ALL


@pytest.mark.parametrize("path", ["/article/fixed", "/article/comment", "/article/assign", "/article/doubt"])
@pytest.mark.parametrize("fields", [{"url": PLANTED}, {"source": "elsewhere"}, {"url": ""}])
def test_no_act_on_an_article_that_rasid_does_not_know(desk: Desk, path: str, fields: dict[str, str]) -> None:
    asked: list[str] = []

    def recheck(source: Source, url: str) -> Looked:
        asked.append(url)
        return Looked(())

    inside = desk.entered()
    inside.client.app.state.place = replace(desk.place, recheck=recheck)  # type: ignore[attr-defined]
    form = HERE | {"rule": "published_disagrees", "text": "نص", "why": "خطأ", "assignee": "سلمى"} | fields
    assert inside.post(path, **form) == 404
    assert asked == []
    assert [act.act for act in desk.ledger.desk.audit.recent()] == ["invite"]
    assert desk.ledger.articles.latest("nahr", PLANTED) is None


@pytest.mark.parametrize(("rule", "status"), [("no_such_rule", 422), ("headline_length", 409), ("", 422)])
def test_only_what_is_open_is_marked_mended_or_doubted(desk: Desk, rule: str, status: int) -> None:
    inside = desk.entered()
    assert inside.post("/article/fixed", **HERE, rule=rule) == status
    assert inside.post("/article/doubt", **HERE, rule=rule, why="ليس خطأ") == status
    assert desk.ledger.desk.marks("nahr", BRIDGE) == {}


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/article/comment", HERE | {"text": "ن" * 5_001}),
        ("/article/doubt", HERE | {"rule": "published_disagrees", "why": "ن" * 501}),
        ("/article/assign", HERE | {"assignee": "غريب"}),
        ("/style/save", {"term": "ن" * 201}),
        ("/style/save", {"term": "مسئول", "severity": "deadly"}),
        ("/people/invite", {"name": "هند", "role": "owner", "days": "30"}),
        ("/people/invite", {"name": "هند", "role": "editor", "days": "99999"}),
        ("/people/invite", {"name": "ن" * 101, "role": "editor", "days": "30"}),
        ("/incidents/1a2b3c4d", {"do": "silence", "hours": "100000", "reason": "سبب"}),
        ("/incidents/1a2b3c4d", {"do": "explode"}),
    ],
)
def test_what_the_page_does_not_offer_the_server_does_not_take(desk: Desk, path: str, fields: dict[str, str]) -> None:
    assert desk.entered("سلمى", Role.ADMIN).post(path, **fields) == 422
    assert [act.act for act in desk.ledger.desk.audit.recent()] == ["invite"]


# --- wide waivers


@pytest.mark.parametrize("target", ["source", "section"])
def test_a_wide_waiver_is_asked_for_twice_says_what_it_hides_and_ends(desk: Desk, target: str) -> None:
    inside = desk.entered()
    form = HERE | {"rule": "body_persian_letters", "target": target, "reason": "باتفاق"}
    status, told = inside.answer("/article/waive", **form)
    assert status == 200
    assert "يُخفي الآن ملاحظة واحدة" in told
    assert "على مادة واحدة" in told
    assert desk.ledger.desk.waivers() == []
    assert inside.post("/article/waive", **form, confirmed="yes") == 303
    (waiver,) = desk.ledger.desk.waivers(now=desk.clock())
    assert (waiver.rule, waiver.article_url) == ("body_persian_letters", None)
    assert waiver.until == desk.clock() + timedelta(days=30)
    assert open_rules(desk) == sorted(set(ALL) - {"body_persian_letters"})
    desk.clock.pass_(days=31)
    assert open_rules(desk) == ALL


def test_the_same_is_not_waived_twice_and_the_second_sees_the_first_s_reason(desk: Desk) -> None:
    first, second = desk.entered("سلمى"), desk.entered("كريم")
    form = HERE | {"rule": "published_disagrees", "target": "finding"}
    seen = saw(first, "published_disagrees")
    assert first.post("/article/waive", **form, reason="راجعت الأصل", saw=seen) == 303
    status, told = second.answer("/article/waive", **form, reason="سبب آخر", saw=seen)
    assert status == 409
    assert "راجعت الأصل" in told
    assert "سبب آخر" in told
    (waiver,) = desk.ledger.desk.waivers(now=desk.clock())
    assert first.post(f"/waivers/{waiver.id}/lift", back="/waivers") == 303
    assert open_rules(desk) == ALL


def test_a_finding_that_says_something_else_by_now_is_not_waived_unseen(desk: Desk) -> None:
    inside = desk.entered()
    seen = saw(inside, "published_disagrees")
    desk.clock.pass_(minutes=15)
    changed = [replace(found, observed_value=Quote("2026-01-06")) if found.rule == "published_disagrees" else found for found in faults()]
    visit(desk.ledger, changed, at=desk.clock(), number="v2")
    form = HERE | {"rule": "published_disagrees", "target": "finding", "reason": "باتفاق"}
    assert inside.post("/article/waive", **form, saw=seen) == 409
    assert inside.post("/article/waive", **form) == 409
    assert desk.ledger.desk.waivers() == []
    assert inside.post("/article/waive", **form, saw=saw(inside, "published_disagrees")) == 303


# --- two editors at once


def test_two_who_change_a_term_at_once_see_each_other_s_version(desk: Desk) -> None:
    term = desk.ledger.desk.style.save(StyleTerm("افتتح", "دشّن"), by=desk.admin, now=desk.clock())
    salma, karim = desk.entered("سلمى"), desk.entered("كريم")
    page = f"/style?change={term.id}"
    versions = [each.hidden(page, "/style/save", "version") for each in (salma, karim)]
    form = {"id": str(term.id), "term": "افتتح", "severity": "info"}
    desk.clock.pass_(seconds=5)
    assert karim.post("/style/save", **form, preferred="افتتح-كريم", version=versions[1]) == 303
    status, told = salma.answer("/style/save", **form, preferred="افتتح-سلمى", version=versions[0])
    assert status == 409
    assert "افتتح-كريم" in told
    assert "افتتح-سلمى" in told
    assert [known.preferred for known in desk.ledger.desk.style.terms()] == ["افتتح-كريم"]
    again = salma.client.post("/style/save", data={"csrf": salma.csrf, **form, "preferred": "افتتح-سلمى", "version": versions[0]}).text
    fresh = again.split('name="version" value="', 1)[1].split('"', 1)[0]
    assert salma.post("/style/save", **form, preferred="افتتح-سلمى", version=fresh) == 303
    assert [known.preferred for known in desk.ledger.desk.style.terms()] == ["افتتح-سلمى"]


def test_a_term_changed_meanwhile_is_not_removed_nor_the_list_replaced(desk: Desk) -> None:
    term = desk.ledger.desk.style.save(StyleTerm("افتتح", "دشّن"), by=desk.admin, now=desk.clock())
    salma = desk.entered("سلمى")
    one = salma.hidden("/style", f"/style/{term.id}/remove", "version")
    whole = salma.hidden("/style", "/style/import", "version")
    desk.clock.pass_(seconds=5)
    desk.ledger.desk.style.save(replace(term, preferred="غيره", severity=Severity.WARNING), by=desk.admin, now=desk.clock())
    assert salma.post(f"/style/{term.id}/remove", version=one) == 409
    assert salma.post("/style/import", toml='[[terms]]\nterm = "آخر"\npreferred = "سواه"\n', version=whole) == 409
    assert [known.preferred for known in desk.ledger.desk.style.terms()] == ["غيره"]


def test_an_assignment_made_meanwhile_is_not_overwritten_in_silence(desk: Desk) -> None:
    salma, karim = desk.entered("سلمى"), desk.entered("كريم")
    version = salma.hidden(PAGE, "/article/assign", "version")
    assert karim.post("/article/assign", **HERE, assignee="كريم", version=version) == 303
    status, told = salma.answer("/article/assign", **HERE, assignee="سلمى", version=version)
    assert status == 409
    assert "مسند إلى كريم" in told
    assert desk.ledger.desk.assignee("nahr", BRIDGE) == "كريم"
    assert salma.post("/article/assign", **HERE, assignee="سلمى", version=salma.hidden(PAGE, "/article/assign", "version")) == 303
    assert desk.ledger.desk.assignee("nahr", BRIDGE) == "سلمى"


def test_an_incident_taken_meanwhile_is_not_taken_again_unseen(desk: Desk) -> None:
    with desk.ledger.transaction() as tx:
        desk.ledger.incidents.save(tx, [incident()])
    salma, karim = desk.entered("سلمى"), desk.entered("كريم")
    html = salma.get("/incidents/1a2b3c4d")
    version = html.split('name="version" value="', 1)[1].split('"', 1)[0]
    assert karim.post("/incidents/1a2b3c4d", do="acknowledge", version=version) == 303
    assert salma.post("/incidents/1a2b3c4d", do="resolve", version=version) == 409
    assert desk.ledger.incidents.get("1a2b3c4d").acknowledged_by == "كريم"


def test_undoing_a_lift_does_not_make_a_second_waiver_of_the_same(desk: Desk) -> None:
    inside = desk.entered()
    form = HERE | {"rule": "published_disagrees", "target": "article", "reason": "باتفاق"}
    assert inside.post("/article/waive", **form) == 303
    (waiver,) = desk.ledger.desk.waivers(now=desk.clock())
    inside.post(f"/waivers/{waiver.id}/lift")
    lifting = desk.ledger.desk.audit.recent(limit=1)[0]
    assert inside.post("/article/waive", **form) == 303
    assert inside.post(f"/undo/{lifting.id}") == 409
    assert len(desk.ledger.desk.waivers(now=desk.clock())) == 1


# --- findings called wrong


def test_a_finding_called_wrong_stays_and_is_counted_for_its_rule(desk: Desk, tmp_path: Path) -> None:
    inside = desk.entered()
    form = HERE | {"rule": "published_disagrees", "why": "التاريخان لا يتعارضان"}
    assert inside.post("/article/doubt", **form) == 303
    assert inside.post("/article/doubt", **form) == 409
    assert open_rules(desk) == ALL
    assert desk.ledger.desk.doubts.by_rule() == {"published_disagrees": 1}
    assert "التاريخان لا يتعارضان" in inside.get(PAGE)
    (line,) = map(json.loads, inside.get("/verdicts.jsonl").splitlines())
    assert (line["rule"], line["verdict"], line["id"], line["by"]) == ("published_disagrees", False, BRIDGE, "سلمى")
    assert "افتتحت البلدية" in line["body"]
    (tmp_path / "verdicts.jsonl").write_text(json.dumps(line), "utf-8")
    assert texts_of([tmp_path / "verdicts.jsonl"])[0]["headline"] == line["headline"]
    (act,) = [act for act in desk.ledger.desk.audit.recent() if act.act == "doubt"]
    assert inside.post(f"/undo/{act.id}") == 303
    assert desk.ledger.desk.doubts.by_rule() == {}


def test_an_article_shows_what_was_left_out_of_its_body(desk: Desk) -> None:
    assert "يكرّرها الموقع" not in desk.entered().get(PAGE)
    known = desk.ledger.articles.latest("nahr", BRIDGE)
    assert known is not None
    line = "<b>تابعوا النهر حيث أنتم</b>"
    shorn = replace(known.article, repeated=((len(known.article.body), line),))
    with desk.ledger.transaction() as tx:
        write_articles(tx, desk.ledger.duplicates, "nahr", "v2", [shorn], at=desk.clock())
    html = desk.entered().get(PAGE)
    assert "فقرة واحدة يكرّرها الموقع" in html
    assert "تابعوا النهر حيث أنتم" in html
    assert line not in html


def test_an_article_says_who_waived_what_for_it_however_wide(desk: Desk) -> None:
    desk.ledger.desk.waive(
        desk.admin,
        now=desk.clock(),
        source_id="nahr",
        rule="published_disagrees",
        reason="نظام النشر",
        until=desk.clock() + timedelta(days=9),
    )
    html = desk.entered().get(PAGE)
    assert "نظام النشر" in html
    for elsewhere in (ALMONDS, SCHOOLS, WHEAT):
        assert "نظام النشر" in desk.entered().get(f"/article?source=nahr&url={elsewhere}")

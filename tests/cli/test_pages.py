"""`rasid extract` and `rasid check`: what scripts and people get for one page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rasid.demo import Newsroom
from tests.cli.conftest import ROOT, Run

DOCUMENT = str(ROOT / "seeds" / "documents" / "washington-coalition-meeting.txt")


def test_the_seed_document_has_exactly_its_four_faults(rasid: Run) -> None:
    done = rasid("check", DOCUMENT, "--json")
    told = json.loads(done.stdout)
    found = {finding["key"]: finding for finding in told["findings"]}
    assert set(found) == {"published_at_missing", "standfirst_truncated", "body_lead_repeated", "body_has_boilerplate"}
    assert found["body_has_boilerplate"]["span"]["text"].split() == ["أقسام", "أخبار", "أخبار", "متعلقة"]
    assert done.returncode == 1
    for finding in found.values():
        assert finding["title"]["ar"]
        assert finding["title"]["en"]
        assert finding["advice"]["ar"]
        assert finding["status"] == "fail"
        assert finding["cause"] == "content"


def test_a_date_given_for_the_document_is_taken(rasid: Run) -> None:
    told = json.loads(rasid("check", DOCUMENT, "--json", "--published", "31 كانون الثاني/يناير 2019").stdout)
    assert told["article"]["published_at"].startswith("2019-01-31")
    assert "published_at_missing" not in {finding["key"] for finding in told["findings"]}


def test_the_explanation_is_in_the_language_asked_for(rasid: Run) -> None:
    assert "تاريخ النشر" in rasid("check", DOCUMENT).stdout
    assert "publication date is missing" in rasid("check", DOCUMENT, "--lang", "en").stdout


def test_a_page_of_the_newsroom_is_extracted_with_origins(rasid: Run) -> None:
    with Newsroom(seed_document=False) as room:
        story = room.stories()[0]
        done = rasid("extract", room.url_of(story), "--allow-private")
    article = json.loads(done.stdout)
    assert done.returncode == 0
    assert article["headline"] == story.headline
    assert article["origins"]["headline"]
    assert article["body"]


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("<html><head><title>Just a moment...</title></head><body>Checking your browser before accessing</body></html>", "challenge"),
        ("", "not_html"),
        ("<html><body><h1>404</h1><p>الصفحة غير موجودة</p></body></html>", "not_found"),
    ],
)
def test_a_page_that_is_no_article_is_a_finding(rasid: Run, tmp_path: Path, page: str, kind: str) -> None:
    file = tmp_path / "page.html"
    file.write_text(page, "utf-8")
    done = rasid("check", str(file), "--json")
    told = json.loads(done.stdout)
    assert told["article"] is None
    assert told["findings"][0]["key"] == f"page_{kind}"
    assert done.returncode == 1


def test_standard_input_is_read(rasid: Run) -> None:
    done = rasid("check", "-", "--json", stdin=Path(DOCUMENT).read_bytes())
    assert json.loads(done.stdout)["article"]["headline"].startswith("واشنطن")


def test_dead_links_in_the_body_are_told_when_asked_for(rasid: Run, tmp_path: Path) -> None:
    with Newsroom(seed_document=False) as room:
        story = room.stories()[0]
        page = f"""<html lang="ar"><head><meta property="og:title" content="{story.headline}">
        <meta property="article:published_time" content="2026-11-20T10:00:00+02:00"></head><body><article><h1>{story.headline}</h1>
        <p>{story.body[0]} <a href="{room.url}/nowhere/at/all">المصدر الأصلي</a></p>{"".join(f"<p>{text}</p>" for text in story.body[1:])}
        <p>وهذه <a href="{room.url_of(story)}">صفحة تعمل</a> كما ينبغي لها، ولا يقال عنها شيء في هذا الفحص.</p></article></body></html>"""
        file = tmp_path / "page.html"
        file.write_text(page, "utf-8")
        asked = rasid("check", str(file), "--url", f"{room.url}/politics/1/x", "--links", "--allow-private", "--json")
        unasked = rasid("check", str(file), "--url", f"{room.url}/politics/1/x", "--json")
    assert "body_links_dead" in {finding["key"] for finding in json.loads(asked.stdout)["findings"]}
    assert "body_links_dead" not in {finding["key"] for finding in json.loads(unasked.stdout)["findings"]}


def test_why_tells_candidates_reasons_and_the_tests_asked(rasid: Run, tmp_path: Path) -> None:
    story = tmp_path / "story.html"
    story.write_text(
        '<html lang="ar"><head><title>المكتبة تفتح أبوابها ليلا للطلاب | الساحل</title><meta property="og:site_name" content="الساحل"></head><body><h1>المكتبة تفتح أبوابها ليلا للطلاب</h1><div>9 مارس 2026</div><p>قالت أمينة المكتبة إن القاعة الكبرى ستبقى مفتوحة حتى منتصف الليل طوال فترة الامتحانات، وإن المقهى سيعمل معها.</p></body></html>',
        encoding="utf-8",
    )
    told = rasid("extract", str(story), "--url", "https://www.sahel-daily.net/local/1", "--why").stdout
    assert "[visible_heading]" in told
    assert "as written: ⁨9 مارس 2026⁩" in told
    assert "wall_title (challenge): nothing" in told
    wall = tmp_path / "wall.html"
    wall.write_text("<html><head><title>لحظة من فضلك...</title></head><body><h1>جارٍ التحقق من متصفحك</h1></body></html>", encoding="utf-8")
    done = rasid("extract", str(wall), "--why")
    assert done.returncode == 1
    assert "wall_title (challenge): called" in done.stdout

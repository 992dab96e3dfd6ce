"""Which of the page's texts is the headline, and by which rule."""

from __future__ import annotations

import pytest

from rasid.extract import jsonld
from rasid.extract.document import Document
from rasid.extract.headline import Headline, find_headline
from rasid.extract.names import names_in
from rasid.extract.titles import site_names
from rasid.extract.walk import lay_out

FULL = "محطة القطار القديمة في الساحل تتحول إلى مكتبة عامة"
CUT = "محطة القطار تتحول إلى مكتبة"
TEXT = "<p>بدأ مجلس المدينة تحويل محطة القطار القديمة إلى مكتبة عامة، بعد أن ظلت مغلقة أكثر من عشرين سنة.</p>" * 2


def read(body: str, title: str = FULL, og: str | None = FULL, node: str | None = None, kind: str = "NewsArticle") -> Headline:
    head = f"<title>{title}</title>" + (f'<meta property="og:title" content="{og}">' if og else "")
    head += f'<script type="application/ld+json">{{"@type":"{kind}","headline":"{node}"}}</script>' if node else ""
    document = Document(f"<html><head>{head}</head><body>{body}{TEXT}</body></html>", "https://www.sahel-daily.net/local/1")
    found = jsonld.read(document).article(document)
    return find_headline(document, lay_out(document), found, site_names(document, found), None)


@pytest.mark.parametrize(
    ("page", "text", "reason"),
    [
        ({"body": f"<h1>{FULL}</h1>"}, FULL, "visible_heading"),
        ({"body": f"<h1>{FULL}</h1>", "og": CUT, "title": CUT, "node": FULL}, FULL, "visible_heading"),
        ({"body": f"<h1>{CUT}</h1>", "node": FULL}, FULL, "metadata_agree"),
        ({"body": f"<h1>{CUT}</h1>", "node": FULL, "kind": "BlogPosting"}, CUT, "visible_heading"),
        ({"body": f"<h1>{CUT}</h1>", "node": FULL, "og": CUT}, CUT, "visible_heading"),
        ({"body": f"<h1><div>ثقافة:</div><div>{FULL}</div></h1>", "og": f"ثقافة: {FULL}", "title": f"ثقافة: {FULL} | الساحل"}, f"ثقافة: {FULL}", "whole_heading"),
        ({"body": f"<h1>{CUT}</h1><h2>{FULL}</h2>", "og": CUT, "title": f"{CUT} | الساحل", "node": FULL}, CUT, "visible_heading"),
        ({"body": ""}, FULL, "metadata_alone"),
    ],
    ids=["plain", "node agrees with the page", "metadata agree", "no newsroom", "one confirms the page", "kicker and headline", "h1 over subhead", "no heading"],
)  # fmt: skip
def test_the_headline_is_chosen_by_a_named_rule(page: dict[str, str], text: str, reason: str) -> None:
    found = read(**page)
    assert (found.text, found.reason) == (text, reason)


@pytest.mark.parametrize("marks", ["\u200f\u200e", "&nbsp;\u061c", ""])
def test_the_site_s_name_is_no_headline_where_the_heading_shows_nothing(marks: str) -> None:
    assert read(f"<h1>{marks}</h1>", title="يومية الساحل", og=None).text is None


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Von Lena Muster und Paul Beispiel", ["Lena Muster", "Paul Beispiel"]),
        ("Ana Prueba y Luis Ejemplo", ["Ana Prueba", "Luis Ejemplo"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Ursula von der Leyen", ["Ursula von der Leyen"]),
        ("Developed By Nahar Soft", []),
        ("تصميم وتطوير شركة البرمجيات", []),
    ],
)
def test_names_joined_in_latin_letters_are_two_and_makers_of_sites_none(byline: str, names: list[str]) -> None:
    assert list(names_in(byline)) == names

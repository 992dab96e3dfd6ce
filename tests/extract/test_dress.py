"""What dresses a page is not taken for the story's, and the name a site gives itself is remembered for the rule on headlines."""

from __future__ import annotations

import pytest

from rasid.pipeline.single import check_article, extract_article

PROSE = "<p>افتتح الوزير صباح اليوم معرض الكتاب في المدينة القديمة بمشاركة أربعين دار نشر، وقال إن الدورة الثانية تأتي بعد انقطاع دام عامين.</p>"
MORE = "<p>وقال إن الدخول سيكون مجانياً طوال أيام المعرض، وإن الأمسيات الشعرية تقام في الساحة الكبرى كل مساء.</p>"


def page(headline: str, *, before: str = "", head: str = "") -> str:
    date = '<meta property="article:published_time" content="2026-03-02T08:00:00+02:00"><meta property="og:type" content="article">'
    return f"<html lang='ar'><head>{date}{head}</head><body>{before}<article><h1>{headline}</h1>{PROSE}{MORE}</article></body></html>"


@pytest.mark.parametrize("address", ["/media/logo.svg", "/img/site-logo-white.png", "/assets/icon.png?v=2", "/x/placeholder.jpg"])
def test_the_sites_logo_is_no_picture_of_the_story(address: str) -> None:
    html = page("افتتاح معرض الكتاب في المدينة القديمة", before=f'<div><img src="{address}"></div>')
    assert extract_article(html, "https://daffa.example/1").image is None


def test_a_picture_beside_the_text_is_the_storys() -> None:
    html = page("افتتاح معرض الكتاب في المدينة القديمة", before='<div><img src="/2026/03/catalogue-opening.jpg"></div>')
    assert extract_article(html, "https://daffa.example/1").image == "https://daffa.example/2026/03/catalogue-opening.jpg"


def test_the_name_of_a_site_without_a_seed_is_found_in_its_headline() -> None:
    html = page("افتتاح معرض الكتاب في المدينة القديمة | صحيفة الضفة", head='<meta property="og:site_name" content="صحيفة الضفة">')
    assert "headline_has_site_name" in {finding.rule for finding in check_article(extract_article(html, "https://daffa.example/1"))}

"""What is written for Arabic readers is Arabic: no English sentence, unit, rule's key or ISO date, but in what is quoted or typed."""

from __future__ import annotations

import re

import pytest

from rasid.alert import render
from rasid.model import Language
from rasid.report import render as report
from tests.alert.texts import message, stories
from tests.report.samples import full
from tests.review.conftest import Desk
from tests.review.conftest import desk as desk

QUOTED = re.compile("\u2068[^\u2069]*\u2069")
TYPED = re.compile(r"rasid [^\n]*|https?://\S+|rasid")
"""Commands and addresses stand as they are typed."""
NAMES = re.compile(r"\b(?:URL|JSON-LD|HTML|HTTP|RSS|XML|UTF-8|Google|News|RTL|AMP|ISO|CMS|robots\.txt|schema\.org|NewsArticle)\b")
ENGLISH = re.compile(r"[A-Za-z]{2,}[ ,:]+[A-Za-z]{2,}")
KEY = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|\b[a-z]+:[a-z]+\b")
UNIT = re.compile(r"(?<![A-Za-z0-9])\d+ ?(?:min|h|d|s|KB|MB|UTC)\b")
DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def strangers(text: str) -> list[str]:
    """What is no Arabic in an Arabic text, quotations, commands and addresses left out."""
    text = NAMES.sub("", TYPED.sub("", QUOTED.sub("", text)))
    return [found.group() for pattern in (ENGLISH, KEY, DAY, UNIT) for found in pattern.finditer(text)]


def visible(page: str) -> str:
    """The text of a page for Arabic readers, without what stands in an isolating element, a code or another language's."""
    page = re.sub(r"(?s)<(head|style|script|svg|bdi|code|time|mark)\b.*?</\1>", " ", page)
    page = re.sub(r'(?s)<(\w+)[^>]*\blang="en"[^>]*>.*?</\1>', " ", page)
    return re.sub(r"<[^>]+>", "\n", page)


def test_the_guard_knows_english_when_it_sees_it() -> None:
    assert strangers("الموجود: The site is down") == ["The site", "is down"]
    assert strangers("القاعدة body_missing منذ 2026-03-04 و12 h") == ["body_missing", "2026-03-04", "12 h"]
    assert strangers("الموجود: \u2068The site is down\u2069، اكتب rasid visit marfa") == []


@pytest.mark.parametrize(("name", "lines"), list(stories()), ids=lambda value: value if isinstance(value, str) else "")
def test_an_alert_in_arabic_is_arabic(name: str, lines: tuple[object, ...]) -> None:
    one = message(lines, Language.AR)  # type: ignore[arg-type]
    subject, plain, page = render.mail(one)
    assert strangers(subject) == []
    assert strangers(plain) == []
    assert strangers(visible(page)) == []


def test_the_report_in_arabic_is_arabic() -> None:
    assert strangers(visible(report(full(), language="ar"))) == []


def test_the_desks_list_in_arabic_is_arabic(desk: Desk) -> None:
    inside = desk.entered()
    for address in ("/", "/incidents", "/waivers"):
        assert strangers(visible(inside.get(address))) == [], address

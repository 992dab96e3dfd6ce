"""Values put into words: as people count, in the reader's language, zone and months, words of others isolated."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from rasid.errors import AFTER_FETCH
from rasid.model import Cause, Finding, Scope, Severity, Status, Words
from rasid.model.values import (
    Answer,
    Bound,
    Code,
    CountOf,
    Day,
    Instant,
    InstantBound,
    LanguageCode,
    OneOf,
    Quantity,
    Quote,
    Tally,
    Value,
    named,
    plain,
)
from rasid.wording import catalogue
from rasid.wording.values import Reader, advice_of, in_both, in_title, said, title_of

SIX = Instant(datetime(2026, 3, 4, 6, tzinfo=UTC))


@pytest.mark.parametrize(
    ("value", "script", "arabic", "english"),
    [
        (Quantity(1.0, "places"), "1", "موضع واحد", "1 place"),
        (Quantity(2.0, "places"), "2", "موضعان", "2 places"),
        (Quantity(3.0, "words"), "3", "3 كلمات", "3 words"),
        (Quantity(11.0, "letters"), "11", "11 حرفًا", "11 letters"),
        (Quantity(100.0, "days"), "100 d", "100 يوم", "100 days"),
        (Quantity(91.0, "minutes"), "91 min", "91 دقيقة", "91 minutes"),
        (Quantity(180.0, "minutes"), "180 min", "3 ساعات", "3 hours"),
        (Quantity(430.0, "hours"), "430 h", "18 يومًا", "18 days"),
        (Quantity(112.0, "hours"), "112 h", "5 أيام", "5 days"),
        (Quantity(403.6, "articles"), "403.60", "404 مواد", "404 articles"),
        (Quantity(0.0, "articles"), "0", "لا مادة", "0 articles"),
        (Quantity(2.5, "characters"), "2.50", "2.5 رمز", "2.5 characters"),
        (Quantity(0.25, "percent"), "25%", "25%", "25%"),
        (Quantity(1970, "year"), "1970", "1970", "1970"),
        (Quantity(12345), "12345", "12,345", "12,345"),
        (Bound(low=0.5, unit="percent"), "≥ 50%", "50% على الأقل", "at least 50%"),
        (Bound(high=9), "≤ 9", "9 على الأكثر", "at most 9"),
        (Bound(high=110, unit="characters"), "≤ 110", "110 رموز على الأكثر", "at most 110 characters"),
        (Bound(2, 9, "hours"), "2 h–9 h", "من 2 إلى 9 ساعات", "2 to 9 hours"),
        (Bound(7, 7), "7", "7", "7"),
        (Bound(low=5, strict=True), "> 5", "أكثر من 5", "more than 5"),
        (Bound(), None, "—", "—"),
        (LanguageCode("ckb"), "ckb", "السورانية الكردية", "Central Kurdish"),
        (LanguageCode("xx"), "xx", "لغة لم تُعرف", "a language rasid does not know"),
        (SIX, "2026-03-04 06:00 UTC", "4 آذار 2026، 08:00 بتوقيت بيروت", "4 March 2026, 08:00 (Beirut time)"),
        (InstantBound(latest=SIX.at), "≤ 2026-03-04 06:00 UTC", "قبل 4 آذار 2026، 08:00 بتوقيت بيروت", "before 4 March 2026, 08:00 (Beirut time)"),
        (Day(date(2026, 2, 7)), "2026-02-07", "7 شباط 2026", "7 February 2026"),
        (CountOf(3, 7, "articles"), "3/7", "3 من 7 مواد", "3 of 7 articles"),
        (Quote("abc"), "abc", "\u2068abc\u2069", "\u2068abc\u2069"),
        (Code("marfa"), "marfa", "marfa", "marfa"),
        (Answer(503, "https://a.example/"), "HTTP 503 · https://a.example/", "الرمز 503 من \u2068https://a.example/\u2069", "HTTP 503 from \u2068https://a.example/\u2069"),
        (Tally((("x_y", 3),), (Words("العنوان غائب", "No headline"),)), "x_y × 3", "العنوان غائب (3)", "No headline (3)"),
        (OneOf((Quantity(1), Quantity(2))), "1, 2", "1، 2", "1, 2"),
        (named("refused.listing"), "listing", "قائمة مواد", "a listing"),
        (Words("بلد", "Land"), "Land", "\u2068بلد\u2069", "\u2068Land\u2069"),
    ],
)  # fmt: skip
def test_values_are_told_as_people_count(value: Value, script: str | None, arabic: str, english: str) -> None:
    both = in_both(lambda reader: said(value, reader), Reader(timezone="Asia/Beirut", country="LB"))
    assert (plain(value), both.ar, both.en) == (script, arabic, english)


@pytest.mark.parametrize(("country", "month"), [("LB", "آذار"), ("EG", "مارس"), ("DZ", "مارس"), ("IQ", "آذار"), (None, "مارس")])
def test_months_are_named_as_the_country_does(country: str | None, month: str) -> None:
    assert said(SIX, Reader("ar", "Africa/Cairo", country)) == f"4 {month} 2026، 08:00 بتوقيت القاهرة"
    assert said(SIX, Reader("ar", country=country)) == f"4 {month} 2026، 06:00 بالتوقيت العالمي"


def finding(title: Any, **more: Any) -> Finding:
    return Finding(
        "headline_too_long", Scope.ARTICLE, Severity.WARNING, Status.FAIL, Cause.CONTENT, title, Words("قصّروه", "Cut it."), **more
    )


def test_what_a_page_says_fills_no_further_blank() -> None:
    """One pass: a headline that holds braces shows them."""
    one = finding(
        Words("{observed} و{expected}", "{observed} and {expected}"), observed_value=Quote("{expected} {n}"), expected_value=Quantity(2)
    )
    assert title_of(one, Reader("en")) == "\u2068{expected} {n}\u2069 and 2"
    assert title_of(finding(named("attributed.layout_changed", n=3)), Reader("ar")).endswith("3 مواد تنقصها حقول كانت تُقرأ")
    assert title_of(finding(named("no.such", n=3)), Reader("ar")) == "no.such", "a row of a newer version"


def test_the_output_escapes_words_of_others_and_ours_apart() -> None:
    one = finding(Words("a < {observed}", "a < {observed}"), observed_value=Quote("<b>"))
    assert title_of(one, Reader("en", quote=lambda text: f"[{text}]", own=lambda text: text.replace("<", "&lt;"))) == "a &lt; [<b>]"


def test_a_count_of_places_stands_in_the_title_and_the_words_beside_it() -> None:
    one = finding(Words("في المتن وسوم ({observed})", "Markup ({observed})"), observed_value=Quote("<b>"), counted=Quantity(3, "places"))
    assert title_of(one, Reader("ar")) == "في المتن وسوم (3 مواضع)"
    assert one.observed == "<b>"
    assert not in_title(one, one.observed_value)
    assert in_title(one, Quantity(3))
    assert advice_of(one, Reader("en")) == "Cut it."


def test_every_way_a_fetch_fails_has_its_sentence_and_its_advice() -> None:
    assert {f"fetch.{key}" for key in AFTER_FETCH if key} == {key for key in catalogue() if key.startswith("fetch.")}
    said_at_fetch = set(re.findall(r'\bkey="(\w+)"', "".join(file.read_text("utf-8") for file in Path("src/rasid/fetch").rglob("*.py"))))
    assert said_at_fetch <= AFTER_FETCH.keys()


@pytest.mark.parametrize(
    ("written", "in_arabic"),
    [
        ("1926-12-01T03:40:41+02:00", "1 كانون الأول 1926، 03:40 بتوقيت بيروت"),
        ("2026-02-03 10:00", "3 شباط 2026، 10:00"),
        ("2026-02-03T10:00:00Z", "3 شباط 2026، 12:00 بتوقيت بيروت"),
        ("3 فبراير 2026", "⁨3 فبراير 2026⁩"),
        ("2026-99-03T10:00", "⁨2026-99-03T10:00⁩"),
    ],
)
def test_what_machines_write_for_a_moment_is_told_as_people_write_it(written: str, in_arabic: str) -> None:
    assert said(Quote(written), Reader("ar", "Asia/Beirut", "LB")) == in_arabic

"""Dates are read as newsrooms write them, country by country; the cases are in date_cases.toml."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import rasid
from rasid.arabic.dates import ParsedDate, parse_date
from rasid.arabic.dates.zones import COUNTRIES

CASES = tomllib.loads(Path(__file__).with_name("date_cases.toml").read_text(encoding="utf-8"))
NOW = datetime(2019, 2, 10, 12, 0, tzinfo=UTC)
WRITTEN = [
    pytest.param(table.get("country", name), text, expected, id=f"{name}-{text}")
    for name, table in CASES.items()
    if "cases" in table
    for text, expected in table["cases"]
]
MONTHS = [
    pytest.param(country, name, number, id=f"{country}-{name}")
    for country, names in CASES["months"].items()
    for number, name in enumerate(names, 1)
]
HIJRI = [pytest.param(name, first, id=name) for name, first in CASES["hijri"]["months"]]
LENGTHS = {4: "year", 7: "month", 10: "day", 13: "hour", 16: "minute", 19: "second"}


def shown(parsed: ParsedDate | None, like: str) -> str:
    """A reading in the notation of the cases, the offset only where the case gives one."""
    if parsed is None:
        return "none"
    length = next(length for length, precision in LENGTHS.items() if precision == parsed.precision)
    text = parsed.at.isoformat()[:length]
    if re.search(r"T.*[+-]\d\d:\d\d", like):
        text += parsed.at.isoformat()[-6:]
    if parsed.calendar != "gregorian":
        text += f" {parsed.calendar}"
    return text + "".join(f" !{warning}" for warning in sorted(parsed.warnings))


def normal(expected: str) -> str:
    words = expected.split()
    return " ".join([word for word in words if not word.startswith("!")] + sorted(word for word in words if word.startswith("!")))


@pytest.mark.parametrize(("country", "text", "expected"), WRITTEN)
def test_a_date_is_read_as_its_country_writes_it(country: str, text: str, expected: str) -> None:
    assert shown(parse_date(text, now=NOW, country=country), expected) == normal(expected)


@pytest.mark.parametrize(("country", "name", "number"), MONTHS)
def test_every_month_of_every_family_is_known(country: str, name: str, number: int) -> None:
    parsed = parse_date(f"7 {name} 2017", now=NOW, country=country)
    assert parsed is not None
    assert (parsed.at.date(), parsed.precision, parsed.warnings) == (date(2017, number, 7), "day", ())


@pytest.mark.parametrize(("name", "first"), HIJRI)
def test_hijri_months_begin_within_a_day_of_the_calendar(name: str, first: str) -> None:
    parsed = parse_date(f"1 {name} 1440", now=NOW, country="SA")
    assert parsed is not None
    assert parsed.calendar == "hijri"
    assert abs(parsed.at.date() - date.fromisoformat(first)) <= timedelta(days=1)


def test_there_are_at_least_four_hundred_cases_and_all_arab_countries_are_among_them() -> None:
    assert len(WRITTEN) + len(MONTHS) + len(HIJRI) >= 400
    arab = set("AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())  # noqa: SIM905
    assert arab <= set(CASES)
    assert arab <= set(COUNTRIES)


@pytest.mark.parametrize("country", sorted(COUNTRIES))
def test_every_country_has_a_zone_that_exists(country: str) -> None:
    parsed = parse_date("6 فبراير 2019 14:30", now=NOW, country=country)
    assert parsed is not None
    assert parsed.at.utcoffset() == datetime(2019, 2, 6, 14, 30, tzinfo=ZoneInfo(COUNTRIES[country])).utcoffset()


def test_where_the_zone_came_from_is_told() -> None:
    def origin(text: str, **known: str) -> tuple[str | None, timedelta | None]:
        parsed = parse_date(text, now=NOW, **known)
        assert parsed is not None
        return parsed.zone_from, parsed.at.utcoffset()

    assert origin("6 شباط 2019 14:30 GMT+1", country="LB", tz="Asia/Riyadh") == ("text", timedelta(hours=1))
    assert origin("6 شباط 2019 14:30", country="LB", tz="Asia/Riyadh") == ("tz", timedelta(hours=3))
    assert origin("6 شباط 2019 14:30", country="LB") == ("country", timedelta(hours=2))
    assert origin("6 شباط 2019 14:30", country="lb") == ("country", timedelta(hours=2))
    assert origin("6 شباط 2019 14:30", country="XX") == (None, timedelta(0))
    assert origin("6 شباط 2019 14:30") == (None, timedelta(0))
    assert origin("2019-02-06T14:30:00Z", country="LB") == ("text", timedelta(0))
    assert origin("2019-02-06", country="LB") == ("country", timedelta(hours=2))


def test_yesterday_is_told_where_the_site_is() -> None:
    late = datetime(2019, 2, 10, 22, 30, tzinfo=UTC)  # already the eleventh in Dubai
    parsed = parse_date("أمس", now=late, country="AE")
    assert parsed is not None
    assert parsed.at.date() == date(2019, 2, 10)


def test_hours_ago_are_counted_across_the_change_to_summer_time() -> None:
    now = datetime(2019, 3, 31, 1, 0, tzinfo=UTC)  # 04:00 in Beirut, where 00:00 became 01:00
    parsed = parse_date("قبل 6 ساعات", now=now, country="LB")
    assert parsed is not None
    assert parsed.at == now - timedelta(hours=6)
    assert parsed.at.utcoffset() == timedelta(hours=2)


def test_doubt_lowers_confidence() -> None:
    def confidence(text: str, country: str | None = "SA") -> float:
        parsed = parse_date(text, now=NOW, country=country)
        assert parsed is not None
        return parsed.confidence

    assert confidence("2019-02-06T14:30:00Z") == 1.0
    assert (
        confidence("الأربعاء 6 فبراير 2019")
        > confidence("06/02/2019")
        > confidence("06/02/2019", None)
        > confidence("الخميس 6 فبراير 2019")
    )
    assert confidence("6 فبراير 2019") > confidence("كتب فلان الفلاني في القاهرة 6 فبراير 2019")
    assert 0 <= confidence("6 آذار/فبراير 2019") <= 0.3


def test_a_naive_clock_and_an_unknown_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="now must be aware"):
        parse_date("أمس", now=datetime(2019, 2, 10))
    with pytest.raises(ValueError, match="no time zone of the IANA database"):
        parse_date("6 فبراير 2019", now=NOW, tz="Mars/Olympus")


def test_prose_is_no_stamp() -> None:
    prose = "قال المتحدث في مؤتمر صحفي عقده بمقر الوزارة إن الاجتماع الذي جرى في 6 فبراير 2019 انتهى دون اتفاق بين الأطراف المشاركة فيه"
    assert parse_date(prose, now=NOW) is None
    assert parse_date("6 فبراير 2019 " + "ا" * 400, now=NOW) is None


def test_the_reader_is_public() -> None:
    assert rasid.parse_date is parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7 تشرين 1 2025", "2025-10-07"),
        ("الأحد 16 تشرين (2) 2025", "2025-11-16"),
        ("16 كانون 2/يناير 2025", "2025-01-16"),
        ("١٦ كانون ١، ٢٠٢٥", "2025-12-16"),
        ("كانون 2 16, 2025", "2025-01-16"),
    ],
)
def test_the_number_of_a_month_with_a_namesake_may_stand_apart(text: str, expected: str) -> None:
    read = parse_date(text, now=datetime(2026, 3, 10, tzinfo=UTC))
    assert read is not None
    assert read.at.date().isoformat() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-09T18:40:00+2", "16:40"),
        ("2026-03-09T18:40-330", "22:10"),
        ("2026-03-09 18:40:00 +4:30", "14:10"),
        ("09/03/2026 18:40 +3", "15:40"),
        ("2026-03-09T18:40+300", "15:40"),
    ],
)
def test_offsets_of_one_and_three_figures_are_offsets(text: str, expected: str) -> None:
    read = parse_date(text, now=datetime(2026, 3, 10, tzinfo=UTC), tz="Asia/Riyadh")
    assert read is not None
    assert read.at.astimezone(UTC).strftime("%H:%M") == expected

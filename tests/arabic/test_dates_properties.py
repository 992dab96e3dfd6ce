"""What holds for every date and every string: written and read back, never an exception, never slow."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasid.arabic.dates import find_dates, parse_date
from tests.arabic import writing

NOW = datetime(2019, 2, 10, 12, 0, tzinfo=UTC)
RIYADH = timezone(timedelta(hours=3))
MOMENTS = st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2060, 12, 31)).map(lambda at: at.replace(microsecond=0))


@settings(max_examples=600, deadline=None)
@given(
    at=MOMENTS,
    family=st.sampled_from(writing.FAMILIES),
    day=st.sampled_from(writing.DAYS),
    clock=st.sampled_from(writing.TIMES),
    zone=st.sampled_from(writing.ZONES),
    noise=st.sampled_from(writing.NOISE),
    digits=st.sampled_from(writing.DIGITS),
    mark=st.sampled_from(writing.MARKS),
    bare=st.booleans(),
)
def test_what_can_be_written_is_read_back(at, family, day, clock, zone, noise, digits, mark, bare) -> None:  # type: ignore[no-untyped-def]
    written_clock = clock(at)
    zone_text, minutes = zone if written_clock else ("", None)
    text = writing.dress(noise + day(at, family) + written_clock + zone_text, digits, mark, bare=bare)
    parsed = parse_date(text, now=NOW, tz=RIYADH)
    assert parsed is not None, text
    to_the_second = f"{at:%H:%M:%S}" in written_clock
    expected = (at if to_the_second else at.replace(second=0)) if written_clock else at.replace(hour=0, minute=0, second=0)
    assert parsed.at.replace(tzinfo=None) == expected, text
    assert parsed.at.utcoffset() == timedelta(minutes=180 if minutes is None else minutes), text
    assert parsed.zone_from == ("text" if zone_text else "tz"), text
    assert parsed.precision == ("day" if not written_clock else "second" if to_the_second else "minute"), text
    assert not parsed.warnings, text


@settings(max_examples=200, deadline=None)
@given(at=MOMENTS, offset=st.integers(-12 * 4, 14 * 4), form=st.sampled_from(["iso", "iso-basic", "rfc"]))
def test_machine_stamps_are_read_back(at: datetime, offset: int, form: str) -> None:
    aware = at.replace(tzinfo=timezone(timedelta(minutes=15 * offset)))
    text = {
        "iso": aware.isoformat(),
        "iso-basic": aware.strftime("%Y%m%dT%H%M%S%z"),
        "rfc": f"{writing_weekday(aware)}, {aware.day:02} {writing.ENGLISH[aware.month - 1][:3]} {aware.year} {aware:%H:%M:%S %z}",
    }[form]
    parsed = parse_date(text, now=NOW)
    assert parsed is not None, text
    assert (parsed.at, parsed.at.utcoffset(), parsed.precision, parsed.zone_from) == (aware, aware.utcoffset(), "second", "text")


def writing_weekday(at: datetime) -> str:
    return ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[at.weekday()]


@settings(max_examples=200, deadline=None)
@given(
    count=st.integers(1, 59),
    unit=st.sampled_from(["minute", "hour", "day"]),
    word=st.sampled_from(["منذ", "قبل"]),
    digits=st.sampled_from(writing.DIGITS),
)
def test_ages_are_counted_back_from_now(count: int, unit: str, word: str, digits: str) -> None:
    words, age = writing.ago(count, unit)
    text = writing.dress(f"{word} {words}", digits, "", bare=False)
    parsed = parse_date(text, now=NOW, tz="UTC")
    assert parsed is not None, text
    assert parsed.precision == unit
    assert parsed.at == ((NOW - age).replace(hour=0) if unit == "day" else NOW - age)


@settings(max_examples=150, deadline=None)
@given(
    at=MOMENTS,
    family=st.sampled_from(writing.FAMILIES),
    before=st.sampled_from(["قال المتحدث إن اللقاء جرى في ", "وكان قد أعلن، ", "(", "«تصريح» "]),
)
def test_a_date_in_a_sentence_is_found_where_it_stands(at: datetime, family: tuple[str, ...], before: str) -> None:
    text = f"{at.day} {family[at.month - 1]} {at.year}"
    found = find_dates(before + text + " بحضور الوفدين، وعاد بعدها.", now=NOW, tz="UTC")
    assert [(one.text, one.start, one.end) for one in found] == [(text, len(before), len(before) + len(text))]
    assert found[0].date is not None
    assert found[0].date.at.date() == at.date()


@settings(max_examples=400, deadline=None)
@given(text=st.text(max_size=400))
def test_any_text_at_all_is_read_or_left(text: str) -> None:
    holds(text)


_WORDS = """
كانون الأول الثاني تشرين شباط/فبراير آب ربيع الآخر محرم 1440 هـ 2019 19 31 32 6 الأربعاء أربعاء يوم منذ قبل بعد 3 ساعات ساعتين و نصف ساعة الساعة
الثالثة والنصف إلا ربعا عشرة صباحاً مساء بتوقيت مكة المكرمة غرينتش GMT UTC +03:00 -0500 T Z الماضي المقبل الجاري الشهر العام من شهر عام
السادس الحادي والعشرين الموافق أمس اليوم غدا الفاتح أي النار ألفين وتسعة 12:30 25:61 2019-02-06 06/02/2019 99/99/9999 ٢٠١٩/٢/٦ a.m. PM ago Feb th
"""
PARTS = (*"0123456789٠٩۰۹//--..::,،()|+ \n\tصمغتهـ\u200f\u200e\u202b\u064b\u0651", "كانون الأول", "أي النار", *_WORDS.split())


def nonsense(dice: random.Random) -> str:
    """Pieces of dates in any order, repeated past all sense, or characters from anywhere."""
    kind = dice.random()
    if kind < 0.6:
        return dice.choice(("", " ", " ")).join(dice.choices(PARTS, k=dice.randrange(1, 25)))
    if kind < 0.8:
        return "".join(dice.choices(PARTS, k=dice.randrange(1, 4))) * dice.randrange(1, 200)
    return "".join(
        chr(dice.choice((dice.randrange(32, 127), dice.randrange(0x600, 0x700), dice.randrange(0x2000, 0x2070), dice.randrange(0x110000))))
        for _ in range(dice.randrange(60))
    )


def holds(text: str) -> None:
    """What must be true of any reading."""
    parsed = parse_date(text, now=NOW, country="SA")
    if parsed is not None:
        assert parsed.at.utcoffset() is not None
        assert 0 < parsed.confidence <= 1
        assert 1850 <= parsed.at.year <= 2110
    place = 0
    for one in find_dates(text, now=NOW, country="SA"):
        assert place <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        place = one.end
    assert all(one.start < one.end for one in find_dates(text, now=None))


def test_a_thousand_strange_strings_raise_nothing() -> None:
    dice = random.Random(20190206)
    for _ in range(1_500):
        holds(nonsense(dice))


@pytest.mark.soak
def test_a_hundred_thousand_strange_strings_raise_nothing_and_none_is_slow() -> None:
    dice = random.Random(6)
    slowest = 0.0
    for _ in range(100_000):
        text = nonsense(dice)
        begun = time.process_time()
        holds(text)
        slowest = max(slowest, time.process_time() - begun)
    assert slowest < 0.25, "seconds of processor time for at most 4,000 characters, three readings"


@pytest.mark.parametrize(
    "unit", [*PARTS, "1/", "1/1/", "6 فبراير 2019 ", "الفاتح من مارس ", "12:30 GMT ", "منذ ساعتين و", "عام ألفين و", "كانون "]
)
def test_time_is_linear_in_the_text(unit: str) -> None:
    """Thirty thousand characters of one thing: quadratic work would take minutes of processor time."""
    text = (unit * 30_000)[:30_000]
    begun = time.process_time()
    find_dates(text, now=NOW, country="SA")
    assert time.process_time() - begun < 5

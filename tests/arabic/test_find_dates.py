"""Dates inside running text: found where they stand, told from the publication date, left unresolved when the words do not say."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rasid.arabic.dates import find_dates

PUBLISHED = datetime(2019, 1, 28, 9, 0, tzinfo=UTC)  # a Monday


def found(text: str, now: datetime | None = PUBLISHED) -> list[tuple[str, str | None]]:
    """(words, reading) of every date; the reading as fine as its precision."""
    length = {"year": 4, "month": 7, "day": 10, "hour": 13, "minute": 16, "second": 19}
    return [
        (one.text, None if one.date is None else one.date.at.isoformat()[: length[one.date.precision]])
        for one in find_dates(text, now=now, country="LB")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("يستضيف الوزير في السادس من شباط/فبراير المقبل اجتماعاً", [("السادس من شباط/فبراير المقبل", "2019-02-06")]),
        ("تستضيفه العاصمة الأسبوع المقبل على مستوى الوزراء", [("الأسبوع المقبل", None)]),
        ("أعلن في التاسع عشر من كانون الأول/ديسمبر 2018 قراراً", [("التاسع عشر من كانون الأول/ديسمبر 2018", "2018-12-19")]),
        ("والذي شكلته الدولة في عام 2014 بعد المعارك", [("عام 2014", "2014")]),
        ("استقال في كانون الأول/ديسمبر احتجاجا", [("كانون الأول/ديسمبر", None)]),
        ("عقد في العاصمة في تموز/يوليو 2018.", [("تموز/يوليو 2018", "2018-07")]),
        ("قال أمس الأحد إن اللقاء تأجل إلى يوم غد", [("أمس الأحد", "2019-01-27"), ("غد", "2019-01-29")]),
        ("أكد يوم الأربعاء الماضي أن", [("يوم الأربعاء الماضي", "2019-01-23")]),
        ("قال الوزير الأربعاء إن", [("الأربعاء", None)]),
        ("في 5 مارس 2018 و6 أبريل 2018 على التوالي", [("5 مارس 2018", "2018-03-05"), ("6 أبريل 2018", "2018-04-06")]),
        ("بيروت - 27 كانون الثاني 2019 - أعلنت", [("27 كانون الثاني 2019", "2019-01-27")]),
        (
            "يبدأ يوم الأربعاء 6 شباط 2019 الساعة 14:30 بتوقيت غرينتش البث",
            [("يوم الأربعاء 6 شباط 2019 الساعة 14:30 بتوقيت غرينتش", "2019-02-06T14:30")],
        ),
        ("وقع في 1 محرم 1440هـ الموافق 11 سبتمبر 2018م في مكة", [("1 محرم 1440هـ الموافق 11 سبتمبر 2018م", "2018-09-11")]),
        ("خلال آذار/مارس من العام الماضي", [("آذار/مارس من العام الماضي", "2018-03")]),
        ("يوم الجمعة 25 الجاري", [("يوم الجمعة 25 الجاري", "2019-01-25")]),
        ("قبل ثلاثة أيام من الحادث", [("قبل ثلاثة أيام", "2019-01-25")]),
        ("ثورة 25 يناير أطاحت", [("25 يناير", None)]),
        ("بين 21 و28 آذار/مارس", [("28 آذار/مارس", None)]),
    ],
)
def test_dates_in_sentences(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "فاز الفريق 3-2 وبلغت النسبة 12.5 بالمئة",
        "اشترى 25 سيارة بمبلغ 2019 دولاراً",
        "وهو أب لثلاثة أبناء، ومارس مهنته في الماء والصيف",
        "قالت صحيفة المصري اليوم إن",
        "يستهلك ألف طن في اليوم",
        "الساعة 14:30 تبدأ المباراة",
        "العنوان 192.168.1.1 والإصدار 10.2.3",
    ],
)
def test_what_is_no_date_is_not_found(text: str) -> None:
    assert found(text) == []


def test_without_a_publication_date_relative_words_are_found_and_stay_unresolved() -> None:
    text = "قال أمس إن القمة تعقد في السادس من شباط/فبراير المقبل بعد قمة 3 آذار 2018"
    assert found(text, None) == [("أمس", None), ("السادس من شباط/فبراير المقبل", None), ("3 آذار 2018", "2018-03-03")]


def test_a_weekday_beside_its_date_is_compared_and_not_taken_for_another_date() -> None:
    (one,) = find_dates("انطلقت الخميس 6 شباط 2019 أعمال القمة", now=PUBLISHED, country="LB")
    assert one.date is not None
    assert one.date.at.date() == date(2019, 2, 6)
    assert one.date.warnings == ("weekday_disagrees",)


def test_a_prefix_stays_outside_the_date() -> None:
    (one,) = find_dates("وفبراير 2018 شهدا ذلك", now=PUBLISHED)
    assert one.text == "فبراير 2018"


def test_a_naive_publication_date_is_refused() -> None:
    with pytest.raises(ValueError, match="now must be aware"):
        find_dates("أمس", now=datetime(2019, 1, 28))

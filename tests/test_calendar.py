"""The calendar knows when newsrooms rest."""

from datetime import date, timedelta

import pytest

from rasid.calendar import (
    EID_AL_ADHA,
    EID_AL_FITR,
    HOLIDAYS,
    RAMADAN,
    WEEKENDS,
    is_eid,
    is_holiday,
    is_ramadan,
    is_weekend,
    season,
    seasons,
    weekend,
)

ARAB_LEAGUE = {
    "AE",
    "BH",
    "DJ",
    "DZ",
    "EG",
    "IQ",
    "JO",
    "KM",
    "KW",
    "LB",
    "LY",
    "MA",
    "MR",
    "OM",
    "PS",
    "QA",
    "SA",
    "SD",
    "SO",
    "SY",
    "TN",
    "YE",
}


def test_every_member_of_the_arab_league_has_a_weekend_and_holidays() -> None:
    assert set(WEEKENDS) == ARAB_LEAGUE == set(HOLIDAYS)


@pytest.mark.parametrize("country", sorted(ARAB_LEAGUE))
def test_changes_of_a_weekend_are_in_order_and_start_at_the_beginning_of_time(country: str) -> None:
    starts = [since for since, _ in WEEKENDS[country]]
    assert starts == sorted(set(starts))
    assert starts[0] == date.min


@pytest.mark.parametrize(
    ("country", "last_before", "first_after", "off"),
    [
        ("AE", date(2021, 12, 31), date(2022, 1, 1), {5, 6}),
        ("SA", date(2013, 6, 28), date(2013, 6, 29), {4, 5}),
        ("OM", date(2013, 4, 30), date(2013, 5, 1), {4, 5}),
        ("YE", date(2013, 8, 14), date(2013, 8, 15), {4, 5}),
        ("DZ", date(2009, 8, 13), date(2009, 8, 14), {4, 5}),
        ("MR", date(2014, 9, 30), date(2014, 10, 1), {5, 6}),
    ],
)
def test_a_weekend_changes_on_the_day_its_country_changed_it(country: str, last_before: date, first_after: date, off: set[int]) -> None:
    assert weekend(country, first_after) == off
    assert weekend(country, last_before) != off


def test_friday_is_a_day_off_in_cairo_and_a_working_day_in_beirut_and_dubai() -> None:
    friday = date(2026, 11, 20)
    assert is_weekend("EG", friday)
    assert not is_weekend("LB", friday)
    assert not is_weekend("AE", friday)
    assert is_weekend("ae", friday + timedelta(days=2))


def test_an_unknown_country_rests_on_saturday_and_sunday() -> None:
    assert weekend("XX", date(2026, 1, 1)) == {5, 6}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 3, 1), RAMADAN),
        (date(2025, 3, 29), RAMADAN),
        (date(2025, 3, 30), EID_AL_FITR),
        (date(2025, 4, 1), EID_AL_FITR),
        (date(2025, 4, 2), None),
        (date(2025, 6, 6), EID_AL_ADHA),
        (date(2025, 6, 9), EID_AL_ADHA),
        (date(2025, 6, 10), None),
        (date(2026, 2, 17), None),
        (date(2026, 2, 18), RAMADAN),
    ],
)
def test_ramadan_and_the_eids_of_umm_al_qura(day: date, name: str | None) -> None:
    assert season(day) == name


def test_a_day_that_may_be_eid_where_the_moon_is_awaited_is_found_with_slack() -> None:
    assert not is_eid(date(2025, 4, 2))
    assert is_eid(date(2025, 4, 2), slack=1)
    assert is_eid(date(2025, 3, 29), slack=1)
    assert is_ramadan(date(2025, 3, 30), slack=1)


def test_a_year_may_hold_two_ramadans() -> None:
    assert [one.start for one in seasons(2030) if one.name == RAMADAN] == [date(2030, 1, 5), date(2030, 12, 26)]
    assert is_ramadan(date(2031, 1, 10))


def test_years_outside_the_tables_have_no_seasons() -> None:
    assert seasons(1850) == ()
    assert season(date(1850, 5, 5)) is None


def test_national_holidays_are_known_by_country() -> None:
    assert is_holiday("LB", date(2026, 11, 22))
    assert not is_holiday("EG", date(2026, 11, 22))

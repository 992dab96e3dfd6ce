"""Numbers in three digit systems and in words."""

from __future__ import annotations

import pytest

from rasid.arabic.numbers import european_digits, number_in_words, parse_number


def test_digits_of_every_system_become_european() -> None:
    assert european_digits("١٢ و۳۴ و56") == "12 و34 و56"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), ("١٢", 12), ("۱۲", 12), ("1,234", 1234), ("١٬٢٣٤", 1234), ("1,234,567", 1234567), ("12.5", 12.5), ("١٢٫٥", 12.5), ("-3", -3),
        ("واحد", 1), ("اثنان", 2), ("خمسة عشر", 15), ("الف", 1000), ("ألفين", 2000), ("ألفين وتسعة عشر", 2019), ("ألف وتسعمئة وثمانية وأربعون", 1948),
        ("ثلاثمئة وخمسة وعشرون ألفاً", 325_000), ("مليونان", 2_000_000), ("مئة", 100), ("مائتين وستين", 260), ("ثلاث مئة", 300), ("تسعة وسبعين", 79),
        ("ثلاثة ملايين ومئتا", None), ("خبر", None), ("", None), ("12 خبرا", None), ("1,23", None), ("1.2.3", None),
    ],
)  # fmt: skip
def test_a_number_is_read_or_left(text: str, number: float | None) -> None:
    assert parse_number(text) == number


def test_long_lists_of_words_are_not_looked_at() -> None:
    assert number_in_words(["ألف"] * 1000) is None
    assert parse_number("9" * 5000) is None

"""Numbers in words."""

from __future__ import annotations

import pytest

from rasid.arabic.numbers import number_in_words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("واحد", 1), ("اثنان", 2), ("خمسة عشر", 15), ("الف", 1000), ("ألفين", 2000), ("ألفين وتسعة عشر", 2019), ("ألف وتسعمئة وثمانية وأربعون", 1948),
        ("ثلاثمئة وخمسة وعشرون ألفاً", 325_000), ("مليونان", 2_000_000), ("مئة", 100), ("مائتين وستين", 260), ("ثلاث مئة", 300), ("تسعة وسبعين", 79),
        ("ثلاثة ملايين ومئتا", None), ("خبر", None), ("", None), ("12 خبرا", None),
    ],
)  # fmt: skip
def test_a_number_is_read_or_left(text: str, number: int | None) -> None:
    assert number_in_words(text.split()) == number


def test_long_lists_of_words_are_not_looked_at() -> None:
    assert number_in_words(["ألف"] * 1000) is None

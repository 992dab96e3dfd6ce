"""An article says when its body may be wrong, and keeps quiet where it is clearly right."""

from __future__ import annotations

from typing import Any

import pytest

from rasid.extract.body import Body
from rasid.extract.doubt import body_doubtful
from rasid.extract.features import Told

HEADLINE = "بلدية المرفأ تعيد فتح السوق القديم بعد ترميمه"
FLASH = "أعادت بلدية المرفأ اليوم فتح السوق القديم بعد أشهر من العمل على ترميمه، بحضور عدد من التجار."
OTHER = "قال مدرب الفريق إن اللاعبين قدموا ما عليهم في الشوط الثاني، وإن الخسارة درس للجميع."


def doubted(texts: list[str], *, expected: float = 0.95, rivalry: float = 0.0, headline: str | None = HEADLINE, told: Any = None) -> bool:
    block: Any = object()
    return body_doubtful(Body(blocks=[block], expected=expected, rivalry=rivalry), texts, headline, told or Told())


@pytest.mark.parametrize("expected", [0.95, 0.81])
def test_what_the_weights_are_sure_of_is_not_doubted(expected: float) -> None:
    assert not doubted([FLASH, FLASH], expected=expected)


def test_little_promised_is_doubted_unless_it_is_a_flash_that_says_its_headline() -> None:
    assert doubted([FLASH, OTHER], expected=0.7)
    assert doubted([OTHER], expected=0.7)
    assert not doubted([FLASH], expected=0.5)


def test_what_was_left_out_and_promises_as_much_is_doubted() -> None:
    assert doubted([FLASH], rivalry=0.7)


def test_a_body_that_speaks_of_something_else_is_doubted_unless_the_weights_are_sure() -> None:
    assert doubted([OTHER, OTHER], expected=0.9)
    assert not doubted([OTHER, OTHER], expected=0.97)
    assert not doubted([OTHER, OTHER], expected=0.9, headline=None)


def test_a_body_that_is_not_there_is_missing_and_not_doubtful() -> None:
    assert not doubted([], expected=0.1)

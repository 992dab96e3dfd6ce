"""What an article can only be held to beside others: a text that stands twice, a headline over different texts, a text far shorter than usual."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rasid.model import Article, Candidate, Origin
from rasid.pipeline.marks import SHORTER, only_a_teaser, others


def article(number: int, words: int = 80, *, headline: str | None = None, text: str | None = None) -> Article:
    body = text or " ".join(f"كلمة{number}" for _ in range(words))
    return Article(url=f"https://example.org/{number}", headline=headline or f"عنوان {number}", body=(body,))


def test_one_text_under_two_addresses_is_the_same_article_and_says_nothing_of_its_headline() -> None:
    first, second = article(1, headline="عنوان واحد"), article(2, headline="عنوان واحد", text=article(1).text)
    assert others([first, second], ()).faults(first) | others([first], ()).faults(second) == {"body_same_as_another"}


def test_one_headline_over_two_texts_is_no_headline() -> None:
    first, second = article(1, headline="آخر الأخبار"), article(2, headline="آخر الأخبار")
    assert others([first], ()).faults(second) == {"headline"}
    assert others([first], ()).faults(first) == frozenset(), "it is not held beside itself"


def test_a_text_is_far_shorter_only_beside_enough_others() -> None:
    usual = [article(number) for number in range(12)]
    assert others((), usual).faults(article(50, 20)) == {SHORTER}
    assert others((), usual).faults(article(50, 40)) == frozenset()
    assert others((), usual[:11]).faults(article(50, 20)) == frozenset()


TEASER = "يروي أهالي الحيّ ما جرى ليلة أمس في السوق القديم"
LONG = " ".join(["كلام"] * 30)


@pytest.mark.parametrize(
    ("body", "described", "rival", "lost"),
    [
        (TEASER, "", "", True),
        (LONG, LONG, "", True),
        (LONG, "", "", False),
        (LONG + " " + LONG, LONG, "", False),
        (TEASER, "", " ".join(["نصّ"] * 45), False),
    ],
)
def test_a_page_that_lost_its_text_is_told_from_one_that_was_read_wrongly(body: str, described: str, rival: str, lost: bool) -> None:
    candidates = {"standfirst": (Candidate(described, Origin.META),)} if described else {}
    if rival:
        candidates["body"] = (Candidate(body, Origin.TEXT), Candidate(rival, Origin.TEXT))
    page = replace(article(1, text=body), doubts=("body_doubtful",), candidates=candidates)
    assert only_a_teaser(page) is lost
    assert not only_a_teaser(replace(page, doubts=())), "a short text that is surely the page's is a short text"

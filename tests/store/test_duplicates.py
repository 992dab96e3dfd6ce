"""Near-duplicates are found whatever the spelling, in the history and in the visit, at a bounded cost."""

from __future__ import annotations

import random
from datetime import timedelta

import sqlalchemy as sa

from rasid.model import Article, VisitRecord
from rasid.store import Ledger
from rasid.store.database.tables.articles import articles
from rasid.store.database.tables.duplicates import article_bands
from rasid.store.duplicates import CANDIDATES, SIMILAR
from rasid.store.save_visit import save_visit
from tests.store.samples import HOME, NOON, SOURCE, WORDS, article, record


def words(seed: int, count: int = 200) -> list[str]:
    chosen = random.Random(seed)
    return [chosen.choice(WORDS) + chosen.choice(("", "ون", "ات", "ها")) for _ in range(count)]


def story(slug: str, text: list[str]) -> Article:
    return article(0, url=f"{HOME}/{slug}", body=(" ".join(text[: len(text) // 2]), " ".join(text[len(text) // 2 :])))


def save(ledger: Ledger, visit_id: str, *made: Article, source_id: str = SOURCE, hours: int = 0) -> None:
    saved: VisitRecord = record(visit_id, at=NOON + timedelta(hours=hours), source_id=source_id, articles=made)
    with ledger.transaction() as tx:
        save_visit(ledger, tx, saved)


def repeats(ledger: Ledger, *fresh: Article) -> dict[str, str | None]:
    found = ledger.articles.window(SOURCE, NOON - timedelta(hours=48), visit_articles=fresh, now=NOON + timedelta(hours=1))
    return {
        item.article.url.removeprefix(HOME + "/"): item.near_duplicate_of and item.near_duplicate_of.removeprefix(HOME + "/")
        for item in found
    }


def test_a_story_published_again_with_a_few_words_changed_is_found(ledger: Ledger) -> None:
    original = words(1)
    changed = [*original[:50], "كلمة", *original[51:180], "أخرى", *original[181:]]
    save(ledger, "v1", story("a", original), story("other", words(2)))
    assert repeats(ledger, story("b", changed)) == {"a": None, "other": None, "b": "a"}
    save(ledger, "v2", story("b", changed), hours=1)
    assert repeats(ledger) == {"a": None, "other": None, "b": "a"}


def test_spelling_diacritics_tatweel_and_digits_do_not_hide_a_repetition(ledger: Ledger) -> None:
    original = [*words(3), "أعلنت", "إدارة", "المدرسة", "في", "12", "شباط"]
    spelt = [*("".join(letter + "\u064e" for letter in word) for word in words(3)), "اعلنت", "ادارة", "المدرســـة", "في", "١٢", "شباط"]
    save(ledger, "v1", story("a", original))
    assert repeats(ledger, story("b", spelt))["b"] == "a"


def test_a_repetition_within_one_visit_is_found_and_stored(ledger: Ledger) -> None:
    first, second = story("a", words(4)), story("b", words(4))
    assert repeats(ledger, first, second) == {"a": None, "b": "a"}
    save(ledger, "v1", first, second)
    assert repeats(ledger) == {"a": None, "b": "a"}


def test_an_article_does_not_repeat_itself_or_a_later_one(ledger: Ledger) -> None:
    save(ledger, "v1", story("a", words(5)))
    save(ledger, "v2", story("b", words(5)), hours=1)
    assert repeats(ledger, story("a", words(5)), story("b", words(5))) == {"a": None, "b": "a"}
    save(ledger, "v3", story("a", [*words(5), "خاتمة"]), hours=2)
    assert repeats(ledger) == {"a": None, "b": "a"}


def test_a_rewritten_article_is_looked_up_by_its_new_text(ledger: Ledger) -> None:
    save(ledger, "v1", story("a", words(6)), story("b", words(7)))
    save(ledger, "v2", story("b", words(6)), hours=1)
    assert repeats(ledger)["b"] == "a"
    save(ledger, "v3", story("b", words(8)), hours=2)
    assert repeats(ledger)["b"] is None
    assert repeats(ledger, story("c", words(7)), story("d", words(8)))["c"] is None
    assert repeats(ledger, story("c", words(7)), story("d", words(8)))["d"] == "b"


def test_another_sources_text_is_a_copy_and_no_repetition(ledger: Ledger) -> None:
    save(ledger, "v1", story("agency", words(9)), source_id="other")
    assert repeats(ledger, story("a", words(9))) == {"a": None}
    save(ledger, "v2", story("a", words(9)), hours=1)
    with ledger.reading() as tx:
        original, copied = tx.execute(sa.select(articles.c.id, articles.c.copy_of).order_by(articles.c.id)).all()
    assert (original.copy_of, copied.copy_of) == (None, original.id)


def test_short_urgent_lines_are_not_compared(ledger: Ledger) -> None:
    save(ledger, "v1", story("a", words(10, 12)))
    assert repeats(ledger, story("b", words(10, 12)))["b"] is None


def test_a_text_repeated_without_end_costs_no_more_than_a_bounded_list(ledger: Ledger) -> None:
    save(ledger, "v1", *(story(f"old-{number}", words(11)) for number in range(CANDIDATES * 2)))
    with ledger.reading() as tx:
        longest = (
            sa.select(sa.func.count().label("n"))
            .select_from(article_bands)
            .group_by(article_bands.c.band_key)
            .order_by(sa.desc("n"))
            .limit(1)
        )
        assert tx.execute(longest).scalar_one() == CANDIDATES * 2
        made = ledger.duplicates.signature(story("new", words(11)))
        assert made is not None
        assert {len(found) for found in ledger.duplicates._candidates(tx, [made]).values()} == {CANDIDATES}
        (nearest,) = ledger.duplicates.nearest(tx, [story("new", words(11))], SOURCE)
    assert nearest.same_source is not None
    assert nearest.same_source.similarity == 1.0


def test_recall_and_precision_round_the_threshold(ledger: Ledger) -> None:
    """100 stories, each republished with one word in 60 or one in 8 replaced: shingle similarity about 0.9 and about 0.5."""
    originals = [words(1_000 + number) for number in range(100)]
    save(ledger, "v1", *(story(f"a{number}", text) for number, text in enumerate(originals)))
    light = [story(f"b{number}", [w if at % 60 else f"جديد{at}" for at, w in enumerate(text)]) for number, text in enumerate(originals)]
    heavy = [story(f"c{number}", [w if at % 8 else f"جديد{at}" for at, w in enumerate(text)]) for number, text in enumerate(originals)]
    with ledger.reading() as tx:
        found = [near.same_source for near in ledger.duplicates.nearest(tx, light, SOURCE)]
        wrong = [near.same_source for near in ledger.duplicates.nearest(tx, heavy, SOURCE)]
    assert (
        sum(near is not None and near.url.endswith(f"/a{number}") and near.similarity >= SIMILAR for number, near in enumerate(found)) >= 99
    )
    assert sum(near is not None for near in wrong) <= 1

"""Arabic broken on the way through a wrong codec is found whichever way it went, with and without the bytes that codec drops."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasid.arabic.mojibake import mojibake_spans, repair_mojibake

CORPUS = Path(os.environ.get("RASID_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئء"
words = st.text(alphabet=LETTERS, min_size=4, max_size=9).filter(lambda word: len(set(word)) > 2)
sentences = st.lists(words, min_size=4, max_size=14, unique=True).map(" ".join)
"""As varied as language is: of the same letter again and again a codec can drop the half each time, and what is left is no word of any kind."""


def through(*steps: tuple[str, str, str]) -> Callable[[str], str]:
    """Written in one codec, read in another, once or more; what that one does not know is dropped or replaced."""

    def broken(text: str) -> str:
        for written, read, errors in steps:
            text = text.encode(written, "ignore").decode(read, errors)
        return text

    return broken


WAYS = {
    "utf-8 as windows-1252, undefined bytes dropped": through(("utf-8", "cp1252", "ignore")),
    "utf-8 as windows-1252, undefined bytes replaced": through(("utf-8", "cp1252", "replace")),
    "utf-8 as latin-1": through(("utf-8", "latin-1", "strict")),
    "utf-8 as windows-1256": through(("utf-8", "cp1256", "strict")),
    "utf-8 as windows-1252 twice": through(("utf-8", "cp1252", "ignore"), ("utf-8", "cp1252", "ignore")),
    "utf-8 as windows-1256 twice": through(("utf-8", "cp1256", "ignore"), ("utf-8", "cp1256", "ignore")),
    "windows-1256 as windows-1252": through(("cp1256", "cp1252", "ignore")),
    "windows-1256 as latin-1": through(("cp1256", "latin-1", "strict")),
    "iso-8859-6 as latin-1": through(("iso-8859-6", "latin-1", "strict")),
}


@pytest.mark.parametrize("way", WAYS)
@settings(derandomize=True)
@given(text=sentences, soft_hyphens=st.booleans())
def test_a_sentence_broken_on_any_way_is_found(way: str, text: str, soft_hyphens: bool) -> None:
    broken = WAYS[way](text)
    if not soft_hyphens:
        broken = broken.replace("\u00ad", "").replace("\u00a0", " ")
    spans = mojibake_spans(broken)
    covered = sum(end - start for start, end in spans)
    assert covered >= 0.5 * len(broken), broken


@given(text=sentences)
def test_what_the_dropped_bytes_meant_is_put_back(text: str) -> None:
    assert repair_mojibake(through(("utf-8", "cp1252", "ignore"))(text)) == text


@given(text=sentences)
def test_healthy_arabic_is_never_taken_for_broken(text: str) -> None:
    assert mojibake_spans(text) == []


def test_iso_8859_6_read_as_windows_1256_is_found_by_its_half_arabic_words() -> None:
    text = "قال وزير الثقافة إن المعرض يستقبل زواره كل يوم حتى نهاية الأسبوع"
    broken = text.encode("iso-8859-6").decode("cp1256")
    assert mojibake_spans(broken)
    assert repair_mojibake(broken) == text


@pytest.mark.parametrize(
    "text", ["زار الوزير مقهى «Café» ثم بـéclair واحدة", "PIÙ caffè, SÃO Paulo, Ærø", "Ù Ø", "أطع والديك وأطعم المسكين", "طع ظع عغ أطعطع"]
)
def test_foreign_names_and_odd_words_are_no_mojibake(text: str) -> None:
    assert mojibake_spans(text) == []


@pytest.mark.skipif(not (CORPUS / "almayadeen_sample1000.jsonl").is_file(), reason="the corpus is not here")
def test_no_real_article_is_taken_for_broken() -> None:
    lines = (CORPUS / "almayadeen_sample1000.jsonl").read_text("utf-8").splitlines()
    from json import loads

    assert [row["url"] for row in map(loads, lines) if mojibake_spans(f"{row['title']}\n{row['full_text']}")] == []

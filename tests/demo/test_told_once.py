"""What the newsroom breaks in an article, one rule tells: the right one, and no other worth telling."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

import pytest

from rasid.demo import FAULTS, Newsroom
from rasid.model import Scope, Severity
from rasid.pipeline.single import check_article, extract_article
from rasid.sources import load_source
from rasid.validate import load_rules

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
TOLD = {
    "missing_headline": "headline_missing",
    "missing_date": "published_at_missing",
    "unreadable_date": "published_at_unreadable",
    "future_date": "published_at_in_future",
    "wrong_century": "published_at_wrong_century",
    "modified_before_published": "modified_at_before_published",
    "truncated_standfirst": "standfirst_truncated",
    "headline_with_site_name": "headline_has_site_name",
    "headline_entities": "headline_has_markup",
    "english_body": "body_not_arabic",
    "empty_body": "body_missing",
    "short_body": "body_too_short",
    "truncated_body": "body_truncated",
    "placeholder_text": "body_placeholder",
    "boilerplate_body": "body_has_boilerplate",
    "leftover_markup": "body_has_markup",
    "mojibake": "text_mojibake",
    "bidi_controls": "text_bidi_controls",
}
REMARKED = {
    "presentation_forms": "text_presentation_forms",
    "persian_letters": "text_persian_letters",
    "repeated_paragraph": "body_repeats_paragraph",
    "shouting_headline": "headline_shouts",
    "missing_image": "image_missing",
    "unbalanced_quotes": "body_unbalanced_quotes",
    "tatweel": "text_tatweel_runs",
    "broken_json_ld": "structured_data_incomplete",
    "missing_author": "structured_data_incomplete",
}
"""Faults of which a remark is made and nobody is alarmed."""
SILENT = {
    "missing_standfirst",  # an article owes none
    "legacy_encoding",  # read as it is declared
    "wrong_charset",  # read in spite of its declaration
}
OF_THE_SECTION = {
    "date_freshened",  # needs the revision before
    "silent_headline_edit",  # needs the revision before
    "duplicated_article",  # needs the other article
    "template_change",
    "empty_shell",
    "gone",
    "soft_404",
    "login_wall",
    "redirect_loop",
    "redirect_home",
}
"""What one page cannot show; tests/pipeline visits the section."""
RULES = load_rules(ROOT / "expectations", scope=Scope.ARTICLE)
SEED = load_source(ROOT / "seeds" / "demo")
BROKEN = 4


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with Newsroom(clock=lambda: NOW, seed_document=False) as opened:
        opened.publish(BROKEN)
        yield opened


def told(room: Newsroom, fault: str) -> list[tuple[set[str], set[str]]]:
    """For each article broken so: (rules worth telling, remarks)."""
    answers = []
    for url in room.break_(fault, count=BROKEN):
        with urlopen(url) as answer:  # loopback
            article = extract_article(answer.read(), url, source=SEED, content_type=answer.headers["Content-Type"], now=NOW)
        found = check_article(article, source=SEED, rules=RULES, now=NOW)
        alarms = {one.rule for one in found if one.severity is not Severity.INFO}
        answers.append((alarms, {one.rule for one in found} - alarms))
    room.mend()
    return answers


@pytest.mark.parametrize("fault", TOLD)
def test_the_rule_that_is_meant_and_no_other_is_worth_telling(room: Newsroom, fault: str) -> None:
    assert [alarms for alarms, _ in told(room, fault)] == [{TOLD[fault]}] * BROKEN


@pytest.mark.parametrize("fault", REMARKED)
def test_a_small_fault_is_remarked_and_alarms_nobody(room: Newsroom, fault: str) -> None:
    for alarms, remarks in told(room, fault):
        assert not alarms
        assert REMARKED[fault] in remarks


@pytest.mark.parametrize("fault", sorted(SILENT))
def test_what_is_no_fault_of_an_article_is_not_told(room: Newsroom, fault: str) -> None:
    assert [alarms for alarms, _ in told(room, fault)] == [set()] * BROKEN


def test_every_fault_of_an_article_is_accounted_for() -> None:
    articles = {name for name, fault in FAULTS.items() if fault.reach == "article"}
    assert articles == {*TOLD, *REMARKED, *SILENT, *OF_THE_SECTION}

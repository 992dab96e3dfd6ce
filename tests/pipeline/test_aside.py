"""One article that breaks a step of ours costs the visit that article, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import rasid.frame
import rasid.pipeline.collect
import rasid.pipeline.visit
import rasid.store.article_writes
from rasid.model import Cause, Rule, Verdict
from rasid.pipeline import VisitResult
from tests.pipeline.conftest import Watch
from tests.pipeline.odd_site import HEADLINES, article, odd_site

CUT_EMOJI = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"%s \\ud83d","author":{"name":"\\udc00 سمير \\u0000 نادر"},"articleSection":"مجتمع \\udfff"}</script>'


def broke(outcome: VisitResult) -> dict[str | None, str]:
    return {finding.article_url: finding.detail for finding in outcome.findings if finding.rule == "article_set_aside"}


def test_a_cut_emoji_in_structured_data_costs_nothing(tmp_path: Path, rules: tuple[Rule, ...]) -> None:
    pages = {number: article(number) for number in (1, 2, 3)}
    # The site's name in the visible headline makes the structured one win.
    pages[2] = article(2, head=CUT_EMOJI % f"{HEADLINES[2]} في الحي رقم 2", headline=f"{HEADLINES[2]} في الحي رقم 2 - صحيفة الضفة")
    with odd_site(tmp_path, rules, pages) as site:
        outcome = site.visit()
        assert outcome.visit.counts.new == 3
        assert not broke(outcome)
        kept = site.workplace.ledger.articles.latest("odd", site.url(2))
    assert kept is not None
    assert not any(
        "\ud800" <= character <= "\udfff" or character == "\x00" for character in repr(kept.article) + "".join(kept.article.authors)
    )


def breaking(step: Callable[..., Any], url: str) -> Callable[..., Any]:
    """``step``, which cannot bear one article."""

    def poisoned(*given: Any, **named: Any) -> Any:
        if url in repr(given):
            raise UnicodeEncodeError("utf-8", "x", 0, 1, "a fault nobody has thought of")
        return step(*given, **named)

    return poisoned


@pytest.mark.parametrize(
    ("step", "place", "name"),
    [
        ("extract", rasid.pipeline.collect, "extract_article"),
        ("rules", rasid.frame, "article_frame"),
        ("save", rasid.store.article_writes, "pack"),
    ],
)
def test_an_article_that_breaks_a_step_is_set_aside_and_told(
    watch: Watch, monkeypatch: pytest.MonkeyPatch, step: str, place: Any, name: str
) -> None:
    watch.visit()
    poisoned, sound = (f"{watch.room.url}{story.path}" for story in watch.room.publish(2))
    with monkeypatch.context() as patched:
        patched.setattr(place, name, breaking(getattr(place, name), poisoned))
        outcome = watch.visit()
    told = (
        broke(outcome)
        if step != "save"
        else {
            row.finding.article_url: row.finding.detail
            for row in watch.workplace.ledger.findings.open(watch.source.id)
            if row.finding.rule == "article_set_aside"
        }
    )
    assert list(told) == [poisoned]
    assert told[poisoned].startswith(f"{step}: UnicodeEncodeError")
    stored = watch.workplace.ledger.articles
    assert stored.latest(watch.source.id, sound) is not None
    assert watch.incidents()[f"cause:{Cause.RASID}"].cause is Cause.RASID
    visit = watch.workplace.ledger.visits.last(watch.source.id)
    assert visit is not None
    assert (visit.verdict, visit.cause) == (Verdict.DEGRADED, Cause.RASID)
    assert poisoned in {page.url for page in watch.workplace.ledger.pages.read(outcome.visit.id)}, "its page is kept"


def test_what_was_set_aside_is_read_at_the_next_visit(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    watch.visit()
    url = f"{watch.room.url}{watch.room.publish(1)[0].path}"
    with monkeypatch.context() as patched:
        patched.setattr(rasid.pipeline.collect, "extract_article", breaking(rasid.pipeline.collect.extract_article, url))
        watch.visit()
    outcome = watch.visit()
    assert outcome.visit.counts.new == 1
    assert not broke(outcome)


def test_a_step_that_breaks_on_everything_is_no_articles_fault(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: Any, **named: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(rasid.frame, "article_frame", broken)
    with pytest.raises(ZeroDivisionError):
        watch.visit()


def test_pages_are_in_the_archive_as_they_come_and_not_in_memory(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []
    judge = rasid.pipeline.visit.judge

    def looked(under_way: Any, discovered: Any, collected: Any) -> Any:
        held.append(sum(len(page.body) for page in (*discovered.pages, *collected.pages)))
        return judge(under_way, discovered, collected)

    monkeypatch.setattr(rasid.pipeline.visit, "judge", looked)
    outcome = watch.visit()
    assert held == [0]
    stored = watch.workplace.ledger.pages.read(outcome.visit.id)
    assert len(stored) > outcome.visit.counts.new
    assert all(page.body for page in stored)


def test_a_visit_that_breaks_leaves_no_half_written_archive(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: Any, **named: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(rasid.pipeline.visit, "judge", broken)
    with pytest.raises(ZeroDivisionError):
        watch.visit()
    assert not list(watch.workplace.settings.pages_dir.rglob("*.warc.gz*"))


def test_a_listing_with_an_attribute_bomb_says_so_and_an_article_costs_only_itself(tmp_path: Path, rules: tuple[Rule, ...]) -> None:
    bomb = b"<p " + b" ".join(b"a%d" % n for n in range(40_000)) + b">"
    with odd_site(tmp_path, rules, {1: article(1), 2: article(2) + bomb, 3: article(3)}) as site:
        outcome = site.visit()
        assert outcome.visit.counts.new == 2
        (told,) = (finding for finding in outcome.findings if finding.rule == "pages_unreadable")
        assert "attributes" in told.detail
        site.serve("/news/", bomb)
        outcome = site.visit()
        assert any("attributes" in finding.detail for finding in outcome.findings if finding.rule.startswith("section_"))

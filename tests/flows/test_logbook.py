"""The run's log tells what the visit asked, what became of it, and what was found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from flows.logbook import MOST, lines
from rasid.model import Cause, Counts, Fate, Link, Page, Severity, Verdict
from rasid.pipeline.workplace import Collected, Discovered, Judged, Tried
from tests.alert.samples import finding, visit

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def page(url: str, status: int = 200, final: str | None = None) -> Page:
    return Page(url=url, final_url=final or url, status=status, headers={}, body=b"x" * 1234, fetched_at=NOW)


def test_addresses_and_answers_of_sections() -> None:
    told = list(
        lines(
            Discovered(
                links=(),
                pages=(page("https://s.example/feed"), page("https://s.example/a", 301, "https://s.example/b")),
                readable_sections=1,
            )
        )
    )
    assert told == [
        "200 https://s.example/feed",
        "301 https://s.example/a, now https://s.example/b",
        "0 links in 1 sections; 0 answered 304 (unchanged)",
    ]


def test_what_became_of_links_with_the_reason_and_no_endless_list() -> None:
    link = Link(url="https://s.example/1", section="latest")
    one = Tried(link, Fate.REFUSED, "listing", first=True)
    told = list(lines(Collected(tried=(one,) * (MOST + 3), counts=Counts(fetched=23, new=0, refused=23))))
    assert told[0].startswith("article pages: 23 fetched, 0 unchanged, 23 refused")
    assert told[1] == "refused: https://s.example/1 (listing)"
    assert told[-1] == "and 3 more links of which no article came"


def test_findings_by_rule_the_worst_first_and_remarks_in_one_line() -> None:
    bad = finding("headline_missing", severity=Severity.CRITICAL)
    weak = replace(finding("image_missing"), severity=Severity.WARNING)
    remark = replace(finding("author_is_desk"), severity=Severity.INFO)
    judged = Judged(
        findings=(weak, bad, bad, remark, replace(bad, waived=True)), window=(), metrics={}, verdict=Verdict.DEGRADED, visit=visit()
    )
    assert list(lines(judged)) == [
        "articles: 0 new, 0 revised, 20 in the window",
        f"critical: headline_missing × 2 ({Cause.CONTENT})",
        f"warning: image_missing × 1 ({Cause.CONTENT})",
        "info: 1 remarks, which alert nobody",
    ]
    assert list(lines(replace(judged, findings=())))[1:] == ["no open finding that alerts anybody"]


def test_what_is_no_step_of_a_visit_says_nothing() -> None:
    assert list(lines(None)) == []

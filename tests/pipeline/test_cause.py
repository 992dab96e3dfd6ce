"""One layout change is one incident, one bad article is content, and silence is not blamed on a newsroom that could not be seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from rasid.model import Article, Cause, Finding, Scope, Severity, Status, WindowArticle, Words
from rasid.pipeline.cause import attribute
from rasid.wording.values import Reader, title_of

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def url(number: int) -> str:
    return f"https://example.org/{number}"


def item(number: int, *, new: bool) -> WindowArticle:
    return WindowArticle(Article(url=url(number)), first_seen_at=NOW, revision=1, revised_at=NOW, new_in_visit=new)


def window(new: int, earlier: int) -> list[WindowArticle]:
    return [item(number, new=number < new) for number in range(new + earlier)]


def fails(rule: str, numbers: Iterable[int], severity: Severity = Severity.CRITICAL) -> list[Finding]:
    words = Words("ناقص", "missing")
    return [
        Finding(
            rule=rule,
            scope=Scope.ARTICLE,
            severity=severity,
            status=Status.FAIL,
            cause=Cause.CONTENT,
            title=words,
            advice=words,
            article_url=url(number),
        )
        for number in numbers
    ]


def about_section(cause: Cause, severity: Severity = Severity.CRITICAL) -> Finding:
    words = Words("خلل", "fault")
    return Finding(
        rule=f"section_{cause}", scope=Scope.SECTION, severity=severity, status=Status.FAIL, cause=cause, title=words, advice=words
    )


def causes(findings: Iterable[Finding]) -> set[Cause]:
    return {finding.cause for finding in findings}


def as_open(findings: Iterable[Finding]) -> dict[tuple[str, str | None], Cause]:
    return {finding.identity: finding.cause for finding in findings}


def test_a_headline_that_vanishes_from_most_new_articles_is_one_layout_change() -> None:
    found = attribute(fails("headline_missing", range(7)), window(8, 20))
    merged, *articles = found
    assert (merged.rule, merged.scope, merged.cause, merged.affected) == ("layout_changed", Scope.SECTION, Cause.LAYOUT_CHANGED, 7)
    assert merged.severity is Severity.CRITICAL
    assert merged.observed == "headline_missing × 7"
    assert sum(example in merged.detail for example in (url(0), url(1), url(2))) == 3
    assert causes(articles) == {Cause.LAYOUT_CHANGED}


def test_several_fields_that_vanish_together_are_still_one_finding() -> None:
    findings = fails("headline_missing", range(8)) + fails("authors_missing", range(8), Severity.WARNING)
    found = attribute(findings, window(8, 20))
    assert [finding.rule for finding in found if finding.article_url is None] == ["layout_changed"]
    assert found[0].affected == 8


def test_broken_characters_in_most_new_articles_are_a_change_of_encoding() -> None:
    findings = fails("text_mojibake", range(6)) + fails("body_not_arabic", range(6))
    found = attribute(findings, window(6, 20))
    assert [finding.rule for finding in found if finding.article_url is None] == ["encoding_changed"]


def test_future_dates_of_most_new_articles_are_a_clock_gone_wrong() -> None:
    findings = fails("published_at_in_future", range(8)) + fails("modified_at_in_future", range(8))
    found = attribute(findings, window(8, 20))
    assert [finding.rule for finding in found if finding.article_url is None] == ["dates_shifted"]
    assert title_of(found[0], Reader("ar")).endswith("8 مواد")


def test_future_dates_beside_headlines_that_vanished_are_a_change_of_layout() -> None:
    findings = fails("published_at_in_future", range(8)) + fails("headline_missing", range(8))
    found = attribute(findings, window(8, 20))
    assert [finding.rule for finding in found if finding.article_url is None] == ["layout_changed"]


def test_one_bad_article_in_a_quiet_hour_is_content() -> None:
    found = attribute(fails("headline_missing", [0]), window(1, 30))
    assert found == fails("headline_missing", [0])


def test_four_newly_read_articles_are_too_few_to_speak_of_a_layout_change() -> None:
    assert causes(attribute(fails("headline_missing", range(4)), window(4, 30))) == {Cause.CONTENT}


def test_half_of_the_new_articles_are_not_most_of_them() -> None:
    assert causes(attribute(fails("headline_missing", range(4)), window(8, 30))) == {Cause.CONTENT}


def test_a_rule_that_always_failed_has_not_changed() -> None:
    found = attribute(fails("authors_missing", range(20)), window(8, 12))
    assert causes(found) == {Cause.CONTENT}


def test_on_a_first_visit_nothing_can_have_changed() -> None:
    assert causes(attribute(fails("headline_missing", range(30)), window(30, 0))) == {Cause.CONTENT}


def test_without_older_articles_in_the_window_the_past_says_what_is_usual() -> None:
    findings = fails("headline_missing", range(8))
    assert Cause.LAYOUT_CHANGED in causes(attribute(findings, window(8, 2), usual={"headline_missing": 0.01}))
    assert Cause.LAYOUT_CHANGED in causes(attribute(findings, window(8, 2), usual={}))
    assert causes(attribute(findings, window(8, 2), usual={"headline_missing": 0.9})) == {Cause.CONTENT}


def test_a_layout_change_stays_one_while_nothing_new_is_read() -> None:
    first = attribute(fails("headline_missing", range(8)), window(8, 20))
    later = attribute(fails("headline_missing", range(8)), window(0, 28), open_causes=as_open(first))
    assert later[0].rule == "layout_changed"
    assert later[0].affected == 8
    assert causes(later) == {Cause.LAYOUT_CHANGED}


def test_a_single_new_article_during_a_layout_change_belongs_to_it() -> None:
    first = attribute(fails("headline_missing", range(8)), window(8, 20))
    again = [item(0, new=False), *[item(number, new=False) for number in range(1, 28)], item(28, new=True)]
    later = attribute(fails("headline_missing", [*range(8), 28]), again, open_causes=as_open(first))
    assert later[0].affected == 9
    assert causes(later) == {Cause.LAYOUT_CHANGED}


def test_when_new_articles_pass_again_the_change_is_over_and_the_spoilt_ones_wait_quietly() -> None:
    first = attribute(fails("headline_missing", range(8)), window(8, 20))
    mended = [*[item(number, new=False) for number in range(28)], *[item(number, new=True) for number in range(28, 31)]]
    later = attribute(fails("headline_missing", range(8)), mended, open_causes=as_open(first))
    assert not [finding for finding in later if finding.article_url is None]
    assert {finding.severity for finding in later} == {Severity.INFO}


def test_an_article_revised_in_this_visit_counts_as_newly_read() -> None:
    items = [replace(one, revised_in_visit=number < 6) for number, one in enumerate(window(0, 30))]
    assert attribute(fails("body_missing", range(6)), items)[0].rule == "layout_changed"


def test_quiet_is_not_said_of_a_site_that_could_not_be_reached_or_let_nobody_in() -> None:
    quiet = about_section(Cause.QUIET, Severity.WARNING)
    assert attribute([quiet], []) == [quiet]
    for hidden in (Cause.UNREACHABLE, Cause.BLOCKED, Cause.LAYOUT_CHANGED):
        assert causes(attribute([quiet, about_section(hidden)], [])) == {hidden}
    assert quiet in attribute([quiet, about_section(Cause.UNREACHABLE, Severity.WARNING)], [])


def test_broken_rules_are_never_explained_away() -> None:
    broken = [replace(finding, status=Status.BROKEN, cause=Cause.RASID) for finding in fails("headline_missing", range(8))]
    assert attribute(broken, window(8, 20)) == broken

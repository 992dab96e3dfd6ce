"""What a broken template explains is one incident and the engineer's; one bad article is content; silence is not blamed on a newsroom that could not be seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from rasid.model import Article, Cause, Finding, Scope, Section, Severity, Source, Status, WindowArticle, Words
from rasid.pipeline.cause import Opened, attribute, headlines_that_are_none
from rasid.pipeline.runs import Fault, Run
from rasid.wording.values import Reader, said, title_of

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORDS = Words("ناقص", "missing")
SITE = Source(
    id="lab",
    name=Words("صحيفة المنارة", "The Beacon"),
    home="https://example.org/",
    country="LB",
    timezone="Asia/Beirut",
    sections=(Section(id="local", name=Words("محليات", "Local"), url="https://example.org/local"),),
)


def url(number: int) -> str:
    return f"https://example.org/{number}"


def item(number: int, *, first_seen_at: datetime = NOW, headline: str | None = None) -> WindowArticle:
    article = Article(url=url(number), headline=headline or f"عنوان المادة رقم {number}", body=(f"نص المادة {number}.",))
    return WindowArticle(article, first_seen_at=first_seen_at, revision=1, revised_at=first_seen_at)


def window(count: int = 10, first_seen_at: datetime = NOW) -> list[WindowArticle]:
    return [item(number, first_seen_at=first_seen_at) for number in range(count)]


def fails(rule: str, numbers: Iterable[int], severity: Severity = Severity.CRITICAL) -> list[Finding]:
    return [Finding(rule, Scope.ARTICLE, severity, Status.FAIL, Cause.CONTENT, WORDS, WORDS, article_url=url(number)) for number in numbers]


def about_section(cause: Cause, severity: Severity = Severity.CRITICAL) -> Finding:
    return Finding(f"section_{cause}", Scope.SECTION, severity, Status.FAIL, cause, WORDS, WORDS)


def run(test: str, count: int, *, since: datetime = NOW, fault: Fault = Fault.TEMPLATE) -> dict[str, Run]:
    return {test: Run(test, fault, since, count, count, 0.01, tuple(url(number) for number in range(count)))}


def causes(findings: Iterable[Finding]) -> set[Cause]:
    return {finding.cause for finding in findings}


def test_the_title_names_what_the_new_articles_lack_in_how_many_and_since_when() -> None:
    runs = run("page_date", 7) | run("published_at", 7) | run("author", 7) | run("headline", 7) | run("captions_missing", 2)
    merged, *_ = attribute(fails("headline_missing", range(7)), [*window(7), item(9, first_seen_at=NOW - HOUR)], runs)
    english = title_of(merged, Reader("en", "Asia/Beirut", "LB"))
    assert english.startswith("Article pages have changed: no headline, no publication date, no byline (7 of 7 new articles since ")
    assert english.endswith("14:00 (Beirut time))")
    assert "العنوان مفقود، تاريخ النشر مفقود، الكاتب مفقود (7 من أصل 7" in title_of(merged, Reader("ar", "Asia/Beirut", "LB"))


def test_a_fault_without_a_name_of_its_own_is_named_by_its_field() -> None:
    failing = [replace(one, field="captions") for one in fails("captions_missing", range(9))]
    merged, *_ = attribute(failing, [*window(9), item(9, first_seen_at=NOW - HOUR)], run("captions_missing", 9))
    assert "a fault in the field “Captions”" in title_of(merged, Reader("en")).replace("\u2068", "").replace("\u2069", "")


def test_what_a_run_explains_is_one_finding_with_examples_and_of_how_many() -> None:
    merged, *articles = attribute(fails("headline_missing", range(7)), window(), run("headline", 7))
    assert (merged.rule, merged.scope, merged.cause, merged.affected) == ("layout_changed", Scope.SECTION, Cause.LAYOUT_CHANGED, 7)
    assert merged.severity is Severity.CRITICAL
    assert merged.observed_value is not None
    assert said(merged.observed_value, Reader("en", "Asia/Beirut")) == "7 of 7 new articles since 23 November 2026, 14:00 (Beirut time)"
    assert [example[1] for example in merged.examples] == [url(0), url(1), url(2)]
    assert causes(articles) == {Cause.LAYOUT_CHANGED}


def test_runs_of_several_fields_are_still_one_finding() -> None:
    findings = fails("headline_missing", range(8)) + fails("authors_missing", range(8), Severity.WARNING)
    found = attribute(findings, window(), run("headline", 8) | run("author", 8))
    assert [finding.rule for finding in found if finding.article_url is None] == ["layout_changed"]
    assert causes(found) == {Cause.LAYOUT_CHANGED}


def test_broken_characters_explain_what_they_drag_along() -> None:
    findings = fails("text_mojibake", range(6)) + fails("body_not_arabic", range(6))
    found = attribute(findings, window(), run("encoding", 6))
    assert [finding.rule for finding in found if finding.article_url is None] == ["encoding_changed"]
    assert causes(found) == {Cause.LAYOUT_CHANGED}


def test_future_dates_alone_are_a_clock_gone_wrong_and_beside_others_a_change_of_layout() -> None:
    future = fails("published_at_in_future", range(8))
    assert attribute(future, window(), run("dates", 8))[0].rule == "dates_shifted"
    both = attribute(future + fails("headline_missing", range(8)), window(), run("dates", 8) | run("headline", 8))
    assert both[0].rule == "layout_changed"


def test_without_a_run_a_fault_is_the_articles() -> None:
    findings = fails("headline_missing", [0])
    assert attribute(findings, window(), {}) == findings


def test_an_article_that_was_wrong_long_before_the_run_stays_its_editors() -> None:
    old = [item(9, first_seen_at=NOW - 9 * HOUR)]
    opened = {("headline_missing", url(9)): Opened(Cause.CONTENT, NOW - 9 * HOUR)}
    found = attribute(fails("headline_missing", [0, 1, 2, 9]), [*window(3), *old], run("headline", 3), opened=opened)
    assert [finding.cause for finding in found if finding.article_url == url(9)] == [Cause.CONTENT]


def test_an_older_article_that_fails_since_the_run_began_is_part_of_it() -> None:
    old = [item(9, first_seen_at=NOW - 9 * HOUR)]
    found = attribute(fails("headline_missing", [0, 1, 2, 9]), [*window(3), *old], run("headline", 3))
    assert causes(found) == {Cause.LAYOUT_CHANGED}


def test_when_the_run_is_over_the_spoilt_articles_wait_quietly() -> None:
    opened = {("headline_missing", url(number)): Opened(Cause.LAYOUT_CHANGED, NOW - HOUR) for number in range(3)}
    found = attribute(fails("headline_missing", range(3)), window(), {}, opened=opened)
    assert {(finding.cause, finding.severity) for finding in found} == {(Cause.LAYOUT_CHANGED, Severity.INFO)}


def test_a_lost_byline_is_worth_a_warning_although_no_rule_asks_for_one() -> None:
    assert attribute([], window(), run("author", 3))[0].severity is Severity.WARNING


def test_a_coverage_that_fell_says_nothing_new_beside_the_run() -> None:
    fell = replace(about_section(Cause.LAYOUT_CHANGED, Severity.WARNING), rule="author_coverage_dropped")
    assert [finding.rule for finding in attribute([fell], window(), run("author", 3))] == ["layout_changed"]
    assert [finding.rule for finding in attribute([fell], window(), {})] == ["author_coverage_dropped"]


def test_quiet_is_not_said_of_a_site_that_could_not_be_seen() -> None:
    quiet = about_section(Cause.QUIET, Severity.WARNING)
    assert attribute([quiet, about_section(Cause.BLOCKED)], window(), {}) == [about_section(Cause.BLOCKED)]
    assert attribute([quiet], window(), {}, seen=False) == []
    assert attribute([quiet], window(), {}) == [quiet]


def missing() -> Finding:
    return Finding("headline_missing", Scope.ARTICLE, Severity.CRITICAL, Status.FAIL, Cause.CONTENT, WORDS, WORDS)


def test_the_sites_own_name_is_no_headline_and_nobody_is_told_to_delete_articles() -> None:
    items = [item(0, headline="صحيفة المنارة"), item(1, headline="محليات | صحيفة المنارة"), item(2)]
    found = headlines_that_are_none(fails("headline_repeated", [0, 1]), items, SITE, missing())
    assert [(finding.rule, finding.article_url) for finding in found] == [("headline_missing", url(0)), ("headline_missing", url(1))]


def test_one_headline_over_three_different_texts_is_the_templates() -> None:
    items = [item(number, headline="آخر الأخبار والتقارير") for number in range(3)]
    assert {finding.rule for finding in headlines_that_are_none([], items, SITE, missing())} == {"headline_missing"}
    assert headlines_that_are_none([], items[:2], SITE, missing()) == []


def test_a_headline_that_speaks_of_the_site_keeps_its_own_words() -> None:
    assert headlines_that_are_none([], [item(0, headline="صحيفة المنارة تفتح بابها لطلاب الصحافة")], SITE, missing()) == []

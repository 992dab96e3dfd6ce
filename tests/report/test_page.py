"""What the report says on which morning, and how it holds together."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest

from rasid.model import Article, Cause, Language, Rule, Scope, Severity, Span, Verdict, Words
from rasid.model.problems import Problems
from rasid.model.values import Instant
from rasid.report import SECTIONS, Health, render
from rasid.report.chart import bars
from rasid.report.diff import Piece, word_diff
from rasid.report.digest import digest
from rasid.report.markup import legible, marked, marked_text, merged, readable, scraped, sentence
from rasid.report.sections import readiness
from rasid.report.sections.rules import limit
from rasid.report.sections.trends import direction
from rasid.report.voice import Voice
from tests.report.samples import NOW, QUIET, full, grouped, healthy, items
from tests.report.test_injection import elements


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.S)).replace("&#34;", '"').replace("&#39;", "'")


def opening(html: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", html, re.S)
    assert found
    return re.sub(r"<[^>]+>", "", found.group(1))


@pytest.mark.parametrize(
    ("change", "arabic", "english"),
    [
        ({}, "تحتاج 3 مواد في صحيفة النهر الجديد إلى إصلاح. اثنتان منها لا تحتملان التأخير.", "3 articles of New River Daily need fixing. 2 of them cannot wait."),
        ({"visit": None}, "لم يزر راصد صحيفة النهر الجديد بعد.", "rasid has not visited New River Daily yet."),
        ({"problems": grouped([QUIET])}, "مواد صحيفة النهر الجديد سليمة، لكنّ على القسم نفسه ملاحظة.", "The articles of New River Daily are in order, but there is a remark on the section as a whole."),
        ({"problems": Problems()}, "كل شيء سليم: فحص راصد 41 مادة في صحيفة النهر الجديد ولم يجد ما يُصلَح.", "All is well: rasid checked 41 articles of New River Daily and found nothing to fix."),
        ({"problems": Problems(), "window_articles": ()}, "كل شيء سليم: لا جديد في صحيفة النهر الجديد، ولا شيء يحتاج إلى إصلاح.", "All is well: there is nothing new at New River Daily, and nothing to fix."),
        ({"problems": Problems(), "unseen_since": NOW - timedelta(hours=3)}, "لم يستطع راصد أن يقرأ المواد الجديدة في صحيفة النهر الجديد منذ 7 شباط، 04:30؛ وما عُرف قبل ذلك ليس فيه ما يُصلَح.", "rasid has not been able to read the new articles of New River Daily since 7 February, 04:30; in what was known before there is nothing to fix."),
        ({"problems": grouped(items()[:1])}, "تحتاج مادة واحدة في صحيفة النهر الجديد إلى إصلاح. وهي لا تحتمل التأخير.", "One article of New River Daily needs fixing. It cannot wait."),
        ({"problems": grouped(items()[:2])}, "تحتاج مادتان في صحيفة النهر الجديد إلى إصلاح. وكلتاهما لا تحتمل التأخير.", "2 articles of New River Daily need fixing. None of them can wait."),
    ],
)  # fmt: skip
def test_the_morning_in_one_sentence(change: dict[str, object], arabic: str, english: str) -> None:
    data = replace(full(), **change)  # type: ignore[arg-type]
    assert opening(render(data, language="ar")) == arabic
    assert opening(render(data, language="en")) == english


@pytest.mark.parametrize("cause", list(Cause))
def test_a_failed_visit_says_why_and_since_when(cause: Cause) -> None:
    visit = full().visit
    assert visit
    data = replace(full(), visit=replace(visit, verdict=Verdict.FAILED, cause=cause), problems=Problems())
    day = "6" if cause is Cause.CONTENT else "7"  # the sample's incident of that cause began the evening before
    assert f"{day} شباط" in opening(render(data, language="ar"))
    assert f"{day} February" in opening(render(data, language="en"))


def test_every_section_stands_in_its_order_and_the_contents_lead_to_it() -> None:
    html = render(full(), language="ar")
    assert re.findall(r'<section id="(\w+)"', html) == [section.key for section in SECTIONS]
    anchors = set(re.findall(r'href="#(\w+)"', html))
    assert anchors == {section.key for section in SECTIONS if section.key != "today"}


TESTED = {
    "today": "test_a_failed_visit_says_why_and_since_when",
    "fix": "test_the_gravest_problem_comes_first_then_the_widest_and_minor_ones_are_folded",
    "health": "test_nothing_is_called_in_order_that_nobody_has_looked_at",
    "trends": "test_a_trend_needs_more_than_noise",
    "edits": "test_a_changed_date_is_told_as_people_read_it",
    "waived": "test_what_is_waived_stands_there_with_who_waived_it_and_why",
    "readiness": "test_readiness_counts_what_each_check_says_of_the_window",
    "rules": "test_the_rules_are_folded_by_what_they_judge",
}
"""One test, at least, of what each section says."""


def test_a_section_without_a_test_is_not_finished() -> None:
    assert TESTED.keys() == {section.key for section in SECTIONS}, "name a test of what the new section says in TESTED"
    assert [name for name in TESTED.values() if name not in globals()] == []


def test_a_section_with_nothing_to_say_is_left_out() -> None:
    html = render(replace(full(), trends=(), edits=(), waived=(), rules=(), window_articles=()), language="ar")
    assert re.findall(r'<section id="(\w+)"', html) == ["today", "fix", "health"]


def test_the_gravest_problem_comes_first_then_the_widest_and_minor_ones_are_folded() -> None:
    wide = [replace(items()[0], id=20 + n, url=f"https://nahr.example/local/{n}") for n in range(3)]
    html = render(replace(full(), problems=grouped((*items(), *wide))), language="ar")
    fix = html[html.index('id="fix"') : html.index('id="health"')]
    order = [fix.index(word) for word in ("تاريخ النشر في الوسوم", "ينتهي النصّ قبل تمامه", "العنوان طويل: 118", "حروف فارسية في كلمات")]
    assert order == sorted(order)
    assert "مشكلة واحدة × 4 مواد" in fix
    assert fix.index("<summary>ملاحظة طفيفة من نوع واحد</summary>") < order[-1]


def test_a_problem_of_many_articles_is_one_card_and_the_rest_is_behind_a_link() -> None:
    many = [replace(items()[0], id=n, url=f"https://nahr.example/local/{n}", headline=f"مادة {n}") for n in range(336)]
    html = render(replace(full(), problems=grouped(many, each=10)), language="ar")
    assert html.count("مشكلة واحدة × 336 مادة") == 1
    fix = html[html.index('id="fix"') : html.index('id="health"')]
    assert len(re.findall(r">مادة \d+</bdi></a>", fix)) == 10
    assert 'href="https://desk.example/?source=nahr&amp;rule=published_disagrees">والمواد الباقية (326) في مكتب التحرير' in fix
    alone = render(replace(full(), desk_url=None, problems=grouped(many, each=10)), language="ar")
    assert "و326 مادة غيرها يعرضها مكتب التحرير." in alone


def test_a_morning_with_minor_remarks_alone_names_them_and_does_not_say_that_nothing_was_found() -> None:
    data = replace(healthy(), problems=grouped(items()[3:]))
    said = opening(render(data, language="ar"))
    assert said == "لا شيء يستعجل الإصلاح في صحيفة النهر الجديد، وعلى مادة واحدة ملاحظة طفيفة: حروف فارسية في كلمات عربية"
    assert "لم يجد ما يُصلَح" not in render(data, language="ar")


def test_the_offending_words_are_marked_in_their_context() -> None:
    html = render(full(), language="ar")
    assert '<bdi dir="rtl">وادي الصفصاف، <mark>السبت 7 شباط</mark> – افتتحت البلدية صباح اليوم جسر المشاة</bdi>' in html


def test_the_page_needs_nothing_but_itself() -> None:
    html = render(full(), language="ar", switch_href="report.en.html")
    loaded = [element for element in elements(html) if element.tag in ("script", "link", "img", "iframe", "object") or element.get("src")]
    assert loaded == []
    assert "url(" not in html
    assert "@import" not in html
    assert "default-src &#39;none&#39;" in html or "default-src 'none'" in html


@pytest.mark.parametrize(("language", "direction_"), [("ar", "rtl"), ("en", "ltr")])
def test_each_language_has_its_direction_and_leads_to_the_other(language: str, direction_: str) -> None:
    html = render(full(), language=language, switch_href="other.html")
    assert f'<html lang="{language}" dir="{direction_}">' in html
    assert 'href="other.html"' in html
    assert 'class="switch"' not in render(full(), language=language)


def test_no_english_is_left_in_the_arabic_page_but_names_and_keys() -> None:
    said = text_of(render(full(), language="ar"))
    allowed = {
        "English",
        "Google",
        "JSON",
        "LD",
        "ISO",
        "NewsArticle",
        "https",
        "rel",
        "canonical",
        "ID",
        *("nahr", "example", "local"),  # an article without a headline shows its address
    }
    known = re.compile(r"^(date\w+|author|name|url|headline|image|[a-z]+_[a-z_]+)$")
    words = {word for word in re.findall(r"[A-Za-z_]{2,}", said) if not known.match(word)}
    assert words <= allowed


def test_months_are_those_of_the_country() -> None:
    data = full()
    for country, month in (("LB", "شباط"), ("EG", "فبراير"), ("DZ", "فيفري")):
        assert f"7 {month} 2026" in render(replace(data, source=replace(data.source, country=country)), language="ar")


def test_a_healthy_morning_has_nothing_to_fix() -> None:
    html = render(healthy(), language="ar")
    assert "لا شيء يحتاج إلى إصلاح الآن." in html
    assert 'class="today tone-good"' in html


def test_nothing_is_called_in_order_that_nobody_has_looked_at() -> None:
    never = replace(healthy(), visit=None)
    assert "لم يُفحص شيء بعد." in render(never, language="ar")
    assert healthy().visit is not None
    down = replace(healthy(), visit=replace(healthy().visit, verdict=Verdict.FAILED, cause=Cause.UNREACHABLE))  # type: ignore[type-var]
    assert "لم يكن شيء يحتاج إلى إصلاح في آخر ما عرفه راصد." in render(down, language="ar")
    for data in (never, down):
        assert "لا شيء يحتاج إلى إصلاح الآن." not in render(data, language="ar")


def test_days_nobody_knows_are_dots_and_not_empty_bars() -> None:
    data = full()
    known = tuple((day, count if at >= 27 else None) for at, (day, count) in enumerate(data.health.daily))
    html = render(replace(data, health=replace(data.health, daily=known), trends=()), language="ar")
    assert html.count('class="unknown"') == 27
    assert html.count('class="bar"') + html.count('class="bar last"') == 3


def test_a_first_day_has_no_trends_yet() -> None:
    data = full()
    first = tuple(
        replace(trend, days=tuple((day, count if at >= 28 else None) for at, (day, count) in enumerate(trend.days)))
        for trend in data.trends
    )
    assert 'id="trends"' in render(data, language="ar")
    assert 'id="trends"' not in render(replace(data, trends=first), language="ar")


def test_the_rules_are_folded_by_what_they_judge() -> None:
    assert re.findall(r"<summary>(.*?)</summary>", render(full(), language="ar"))[-1:] == ["4 قواعد للمادة"]


def test_what_is_waived_stands_there_with_who_waived_it_and_why() -> None:
    for language in ("ar", "en"):
        html = render(full(), language=language)
        section = html.partition('<section id="waived"')[2].partition("</section>")[0]
        for item in full().waived:
            assert item.by in section
            assert item.reason in section


def test_readiness_counts_what_each_check_says_of_the_window() -> None:
    article = full().window_articles[0]

    def failing(*articles: Article) -> dict[str, int]:
        view = readiness.view(replace(full(), window_articles=articles), Voice(Language.EN, NOW))
        assert view is not None
        return {check.key: count for check, _, _, count in view["rows"]}

    nameless = replace(article, authors=(), structured_data={})
    assert failing(article, nameless, nameless)["author"] == failing(article)["author"] + 2
    assert readiness.view(replace(full(), window_articles=()), Voice(Language.EN, NOW)) is None


def test_a_changed_date_is_told_as_people_read_it() -> None:
    data = full()
    edit = replace(data.edits[0], field="published_at", before="2026-02-06 14:23+02:00", after="2026-02-06 15:25+02:00")
    html = render(replace(data, edits=(edit,)), language="ar")
    assert "6 شباط 2026، <del>" in html
    assert "14:23</del>" in html
    assert "15:25</ins>" in html
    moved = replace(edit, after="2026-02-06 12:23+00:00")
    assert "12:23+00:00</ins>" in render(replace(data, edits=(moved,)), language="ar")


def test_a_source_still_being_learnt_says_so() -> None:
    data = replace(full(), health=Health(articles_today=2, learning=(5, 14)))
    assert "اليوم 5 من 14" in text_of(render(data, language="ar"))
    assert "day 5 of 14" in text_of(render(data, language="en"))


def test_two_thousand_findings_stay_under_two_hundred_kilobytes() -> None:
    data = full()
    many = [replace(items()[n % 4], id=n, url=f"https://nahr.example/local/{n}") for n in range(2000)]
    html = render(replace(data, problems=grouped(many)), language="ar")
    assert len(html.encode()) < 200_000


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([5] * 7 + [9] * 7, "worse"),
        ([9] * 7 + [5] * 7, "better"),
        ([9] * 7 + [9] * 7, "same"),
        ([0] * 14, "same"),
        ([1] + [0] * 6 + [1, 1] + [0] * 5, "same"),
        ([0] * 12 + [1, 1], "same"),
        ([None] * 11 + [2] * 3, "unknown"),
        ([None] * 4 + [2] * 3 + [None] * 3 + [6] * 4, "worse"),
    ],
)
def test_a_trend_needs_more_than_noise(days: list[int | None], expected: str) -> None:
    trend = replace(full().trends[0], days=tuple((NOW.date() + timedelta(days=at), count) for at, count in enumerate(days)))
    assert direction(trend) == expected


def test_a_chart_tells_nobody_looked_from_nothing_found() -> None:
    drawn = str(bars([3, 0, None], alt="وصف", rtl=True))
    assert drawn.count("<rect") == 2
    assert drawn.count("<circle") == 1
    assert "<title>وصف</title>" in drawn


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "أسعار القمح تقفز",
            "أسعار القمح تستقر",
            [("same", "أسعار القمح "), ("removed", "تقفز"), ("same", " "), ("added", "تستقر"), ("same", " ")],
        ),
        ("نص", "نص", [("same", "نص")]),
        ("", "نص جديد", [("added", "نص جديد"), ("same", " ")]),
        ("نص قديم", "", [("removed", "نص قديم"), ("same", " ")]),
    ],
)
def test_what_changed_is_told_word_by_word(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    assert word_diff(before, after) == tuple(Piece(kind, text) for kind, text in expected)


def test_long_unchanged_text_is_cut_and_long_texts_are_compared_quickly() -> None:
    body = [f"كلمة{number}" for number in range(100)]
    changed = [*body[:50], "أخرى", *body[51:]]
    pieces = word_diff(" ".join(body), " ".join(changed))
    assert [piece.kind for piece in pieces] == ["skipped", "same", "removed", "same", "added", "same", "same", "skipped"]
    assert word_diff("سطر\n" * 5000, "سطر\n" * 4999 + "آخر\n")[-2].text == "آخر"


def test_marks_survive_overlaps_and_offsets_outside_the_text() -> None:
    assert merged([(5, 9), (0, 3), (2, 4), (8, 99), (7, 7), (-4, 1)], 10) == [(0, 4), (5, 10)]
    assert str(marked_text("<نص> طويل", [(1, 3)])) == "&lt;<mark>نص</mark>&gt; طويل"


def test_characters_that_steer_text_are_shown_by_name() -> None:
    assert 'title="RIGHT-TO-LEFT OVERRIDE">U+202E</span>' in str(legible("قبل\u202eبعد"))
    assert str(sentence("قال \u2068<b>\u2069 هنا")) == 'قال <bdi dir="ltr">&lt;b&gt;</bdi> هنا'


def test_the_mail_begins_with_the_source_in_most_need_and_says_the_same_twice() -> None:
    mail = digest([healthy(), full()], language="ar")
    assert mail.subject == "راصد: 3 مواد تحتاج إلى إصلاح، 7 شباط"
    assert mail.html.index("إلى إصلاح. اثنتان") < mail.html.index("كل شيء سليم")
    for words in ("بلدية «وادي الصفصاف» تفتتح جسر المشاة الجديد", "السبت 7 شباط", "وفي النصّ 7 شباط.", "نشر القسم 6 مواد حتى الآن"):
        assert words in mail.html
        assert words in mail.plain
    assert "https://desk.example/article?source=nahr&amp;url=https%3A%2F%2Fnahr.example%2Flocal%2F101" in mail.html
    assert not mail.quiet
    assert digest([healthy()], language="en").quiet


def test_the_mail_says_the_right_value_where_it_is_known_and_what_to_do_where_it_is_not() -> None:
    data = full()
    mail = digest([data], language="ar")
    found = [item.finding for item in items()]
    assert any(finding.suggestion for finding in found)
    assert any(not finding.suggestion for finding in found)
    for finding in found:
        assert (finding.advice.ar in mail.plain) == (not finding.suggestion)
        assert mail.html.count("ما العمل") == mail.plain.count("ما العمل") > 0


def test_a_long_morning_stays_a_short_mail() -> None:
    data = full()
    faults = [
        replace(items()[0], finding=replace(items()[0].finding, rule=f"rule_{n % 50}"), url=f"https://nahr.example/{n}") for n in range(500)
    ]
    mail = digest([replace(data, problems=grouped(faults))], language="ar")
    assert "و44 مشكلة أخرى." in mail.plain
    assert len(mail.html.encode()) < 100_000


def test_a_rule_says_its_limits_and_what_this_site_changed() -> None:
    said = text_of(render(full(), language="en"))
    assert "accepted: 20 to 110" in said
    assert "Changed for this site: النشرة المسائية تُؤرَّخ بيوم الغد Until 1 March 2026" in said


def test_an_address_is_shown_in_letters_and_nothing_hidden_is_decoded() -> None:
    slug = "https://nahr.example/" + quote("جسر-المشاة")
    assert readable(slug) == "https://nahr.example/جسر-المشاة"
    assert readable("https://nahr.example/%E2%80%AE%0A%2F%20x%D8") == "https://nahr.example/%E2%80%AE%0A%2F%20x%D8"
    assert len(readable("https://nahr.example/" + quote("جسر" * 60))) <= 91
    assert "جسر-المشاة" in scraped(slug)


def test_a_passage_marked_from_end_to_end_is_quoted_by_its_ends() -> None:
    quoted = str(marked(Span("body", 0, 4000, "أوّل " + "كلمة " * 800 + "آخر", "", "")).striptags())
    assert quoted.startswith("أوّل كلمة")
    assert quoted.endswith("كلمة آخر")
    assert len(quoted) < 300


@pytest.mark.parametrize(
    ("kwargs", "unit", "told"),
    [
        ({"column": "headline_length", "max_value": 230}, "", "الحدّ الأقصى 230"),
        ({"column": "body_arabic_ratio", "min_value": 0.5}, "percent", "الحدّ الأدنى 50%"),
        ({"column": "published_year", "min_value": 1995}, "", "الحدّ الأدنى 1995"),
        ({"column": "published_hours_ahead", "max_value": 0.25}, "", "الحدّ الأقصى 15 دقيقة"),
        ({"column": "body_word_length", "min_value": 2, "max_value": 9}, "", "المطلوب من 2 إلى 9"),
        ({"column": "headline_markup", "max_value": 0}, "", ""),
        ({"column": "volume_surprise", "max_value": 4}, "", ""),
        ({"column": "flag", "value_set": [True]}, "", ""),
    ],
)
def test_a_limit_is_told_with_its_unit_or_not_at_all(kwargs: dict[str, object], unit: str, told: str) -> None:
    rule = Rule("k", Scope.ARTICLE, "t", kwargs, Severity.INFO, Words("", ""), Words("", ""), "body", meta={"unit": unit})
    assert limit(rule, Voice(Language.AR, NOW)) == told


def test_a_moment_that_a_rule_observed_is_told_by_the_papers_own_clock() -> None:
    v = Voice(Language.AR, NOW, "Asia/Beirut", "LB")
    assert v.value(Instant(datetime(2026, 11, 26, 17, 40, tzinfo=UTC))) == "26 تشرين الثاني 2026، 19:40 بتوقيت بيروت"

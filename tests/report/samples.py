"""A morning at an invented paper, for pictures and for tests: every section of the report has something to say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from rasid.model import (
    Article,
    Candidate,
    Cause,
    Counts,
    Finding,
    Incident,
    IncidentState,
    Origin,
    Override,
    Rule,
    Scope,
    Section,
    Severity,
    Source,
    Span,
    Status,
    Verdict,
    Visit,
    Words,
)
from rasid.model.problems import Item, Problem, Problems
from rasid.model.values import Quote
from rasid.report import Coverage, Edit, Health, ReportData, Trend, WaivedItem
from rasid.wording.values import rule_name

NOW = datetime(2026, 2, 7, 5, 30, tzinfo=UTC)
HOME = "https://nahr.example"

SOURCE = Source(
    id="nahr",
    name=Words("صحيفة النهر الجديد", "New River Daily"),
    home=HOME,
    country="LB",
    timezone="Asia/Beirut",
    sections=(
        Section("local", Words("محليات", "Local"), f"{HOME}/local"),
        Section("economy", Words("اقتصاد", "Economy"), f"{HOME}/economy"),
    ),
)

RULES = {
    "headline_length": Rule(
        "headline_length",
        Scope.ARTICLE,
        "expect_column_values_to_be_between",
        {"column": "headline_chars", "min_value": 20, "max_value": 110},
        Severity.WARNING,
        Words("العنوان طويل: {observed} حرفًا", "The headline is long: {observed} characters"),
        Words("اختصر العنوان حتى يظهر كاملًا في نتائج البحث.", "Shorten the headline so that search results show all of it."),
        "headline",
        threshold_source=Words("وثائق بحث Google: روابط العناوين.", "Google Search Central, title links."),
    ),
    "published_disagrees": Rule(
        "published_disagrees",
        Scope.ARTICLE,
        "expect_column_values_to_be_in_set",
        {"column": "dates_agree", "value_set": [True]},
        Severity.CRITICAL,
        Words("تاريخ النشر في الوسوم غير الذي في النصّ", "The publication date in the meta tags is not the one in the text"),
        Words("صحّح التاريخ في نظام النشر، فهو ما تعتمده محرّكات البحث.", "Correct the date in the CMS: it is what search engines use."),
        "published_at",
        changed_by=Override("published_disagrees", "النشرة المسائية تُؤرَّخ بيوم الغد", {"severity": "warning"}, date(2026, 3, 1)),
    ),
    "body_truncated": Rule(
        "body_truncated",
        Scope.ARTICLE,
        "expect_column_values_to_be_in_set",
        {"column": "truncated", "value_set": [False]},
        Severity.CRITICAL,
        Words("ينتهي النصّ قبل تمامه", "The text ends before it is finished"),
        Words("أعد نسخ الفقرة الأخيرة من الأصل.", "Copy the last paragraph again from the original."),
        "body",
    ),
    "body_persian_letters": Rule(
        "body_persian_letters",
        Scope.ARTICLE,
        "expect_column_values_to_be_between",
        {"column": "persian_letters", "max_value": 0},
        Severity.INFO,
        Words("حروف فارسية في كلمات عربية", "Persian letters inside Arabic words"),
        Words("استبدل الكاف والياء الفارسيتين بالعربيتين.", "Replace Persian kaf and yeh by the Arabic ones."),
        "body",
    ),
}


def finding(key: str, url: str, **changes: object) -> Finding:
    rule = RULES[key]
    made = Finding(
        rule=key,
        scope=Scope.ARTICLE,
        severity=rule.severity,
        status=Status.FAIL,
        cause=Cause.CONTENT,
        title=rule.title,
        advice=rule.advice,
        article_url=url,
        field=rule.field,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def span(field: str, before: str, text: str, after: str) -> Span:
    return Span(field, len(before), len(before) + len(text), text, before, after)


def items() -> tuple[Item, ...]:
    """Four findings on three articles."""
    first, second, third = (f"{HOME}/local/{number}" for number in (101, 102, 103))
    bridge = {
        "url": first,
        "headline": "بلدية «وادي الصفصاف» تفتتح جسر المشاة الجديد",
        "section": "local",
        "published_at": NOW - timedelta(hours=9),
        "first_seen_at": NOW - timedelta(hours=8),
        "assignee": "سلمى",
        "comments": 2,
    }
    almonds = {
        "url": second,
        "headline": "مزارعو السهل يبدؤون حصاد اللوز قبل موعده بأسبوعين كاملين بعد شتاء دافئ لم تعرفه المنطقة منذ ثلاثين عامًا بحسب دائرة الأرصاد",
        "section": "economy",
        "published_at": NOW - timedelta(hours=3),
        "first_seen_at": NOW - timedelta(hours=2),
    }
    found = (
        (
            finding(
                "published_disagrees",
                first,
                observed_value=Quote("2026-02-06"),
                expected_value=Quote("2026-02-07"),
                origin=Origin.META,
                spans=(span("body", "وادي الصفصاف، ", "السبت 7 شباط", " – افتتحت البلدية صباح اليوم جسر المشاة"),),
                suggestion=Words("التاريخ في الوسوم 6 شباط، وفي النصّ 7 شباط.", "The meta tags say 6 February, the text 7 February."),
            ),
            bridge,
        ),
        (
            finding(
                "body_truncated",
                third,
                spans=(span("body", "وأوضحت الوزارة أن المدارس ستفتح أبوابها ابتداء من ", "الأسبوع المقبل ع", ""),),
            ),
            {"url": third, "section": "local", "first_seen_at": NOW - timedelta(hours=1)},
        ),
        (
            finding(
                "headline_length",
                second,
                title=Words("العنوان طويل: 118 حرفًا", "The headline is long: 118 characters"),
                observed_value=Quote("118"),
                expected_value=Quote("20–110"),
            ),
            almonds,
        ),
        (
            finding(
                "body_persian_letters",
                first,
                spans=(
                    span("body", "وقال رئيس البلدية إن ", "کلفة", " الجسر بلغت مئتي ألف دينار،"),
                    span("body", "شارك في الافتتاح أهالي ", "الحی", " وطلاب المدرسة المجاورة"),
                ),
            ),
            bridge,
        ),
    )
    return tuple(
        Item(number, "nahr", fault, NOW - timedelta(hours=8), "open", **where)  # type: ignore[arg-type]
        for number, (fault, where) in enumerate(found, 1)
    )


QUIET = Item(
    9,
    "nahr",
    Finding(
        "section_quiet",
        Scope.HISTORY,
        Severity.WARNING,
        Status.FAIL,
        Cause.QUIET,
        Words("نشر القسم 6 مواد حتى الآن، والمعتاد بين 8 و14", "The section has published 6 articles so far; 8 to 14 is usual"),
        Words("تحقّق من أن المناوب على المكتب.", "Check that someone is on duty at the desk."),
    ),
    NOW - timedelta(hours=2),
    "open",
)


def grouped(found: Iterable[Item], *, each: int = 10) -> Problems:
    """By rule, in memory: what the ledger must say too (see test_one_truth)."""
    given = list(found)
    by_rule: dict[str, list[Item]] = {}
    for item in given:
        by_rule.setdefault(item.finding.rule, []).append(item)
    made = []
    for rule, members in by_rule.items():
        shown = tuple(members[:each])
        sources = len({item.source_id for item in members})
        about = sum(item.url is not None for item in members)
        worst = min((item.finding.severity for item in members), key=lambda severity: severity.rank)
        made.append(Problem(rule, worst, len(members), about, sources, min(item.since for item in members), shown))
    grave: dict[tuple[str, str], int] = {}
    for item in given:
        if item.url is not None:
            key = (item.source_id, item.url)
            grave[key] = min(grave.get(key, 9), item.finding.severity.rank)
    return Problems(
        problems=tuple(sorted(made, key=lambda problem: (problem.severity.rank, -problem.articles, -problem.findings, problem.rule))),
        urgent=sum(rank == 0 for rank in grave.values()),
        to_fix=sum(rank < Severity.INFO.rank for rank in grave.values()),
        minor=sum(rank == Severity.INFO.rank for rank in grave.values()),
        general=sum(item.url is None for item in given),
        findings=len(given),
        by_severity={str(severity): sum(item.finding.severity is severity for item in given) for severity in Severity},
    )


def day_of(back: int) -> date:
    return NOW.date() - timedelta(days=back)


def full() -> ReportData:
    daily = tuple((day_of(29 - at), [22, 25, 19, 24, 9, 7, 21][at % 7] if at < 29 else 6) for at in range(30))
    counts = [3, 2, 4, 5, 3, 1, 0, 2, None, 3, 6, 4, 2, 2, 3, 2, 5, 4, 3, 3, 2, 1, 2, 3, 5, 6, 7, 8, 6, 9]
    falling = [9, 8, 8, 7, 9, 5, 6, 6, None, 4, 5, 4, 5, 4, 4, 5, 4, 3, 4, 3, 3, 4, 2, 2, 1, 1, 1, 0, 0, 1]
    return ReportData(
        source=SOURCE,
        now=NOW,
        visit=Visit(
            "v1",
            "nahr",
            NOW - timedelta(minutes=4),
            None,
            NOW - timedelta(minutes=3),
            Verdict.DEGRADED,
            Cause.CONTENT,
            counts=Counts(window=41),
        ),
        problems=grouped((*items(), QUIET)),
        titles={key: rule_name(rule) for key, rule in RULES.items()},
        incidents=(
            Incident(
                "i1",
                "nahr",
                "published_disagrees",
                IncidentState.FIRING,
                Severity.CRITICAL,
                Cause.CONTENT,
                RULES["published_disagrees"].title,
                NOW - timedelta(hours=8),
                NOW,
            ),
        ),
        health=Health(
            articles_today=6,
            usual=(8, 14),
            newest_at=NOW - timedelta(hours=3),
            promise=timedelta(hours=2),
            coverage=(Coverage("authors", 0.62, 0.9), Coverage("image", 0.98, 0.97), Coverage("published_at", 0.95, 1.0)),
            daily=daily,
        ),
        trends=tuple(
            Trend(
                key,
                RULES[key].title if key != "headline_length" else Words("العنوان طويل", "The headline is long"),
                RULES[key].severity,
                tuple((day_of(29 - at), n) for at, n in enumerate(values)),
            )
            for key, values in (("headline_length", counts), ("body_persian_letters", falling))
        ),
        edits=(
            Edit(
                f"{HOME}/economy/88",
                "أسعار القمح تستقرّ في سوق الجملة",
                "headline",
                "أسعار القمح تقفز في سوق الجملة",
                "أسعار القمح تستقرّ في سوق الجملة",
                NOW - timedelta(hours=5),
                NOW - timedelta(hours=30),
            ),
            Edit(
                f"{HOME}/local/77",
                "قطار الضواحي يعود إلى العمل",
                "body",
                "قال مدير المحطة إن ثلاثة قطارات ستعمل يوميًا ابتداء من الأحد، على أن يرتفع العدد لاحقًا إذا زاد عدد الركاب في أيام العمل وفي العطل أيضًا بحسب الحاجة.",
                "قال مدير المحطة إن أربعة قطارات ستعمل يوميًا ابتداء من الاثنين، على أن يرتفع العدد لاحقًا إذا زاد عدد الركاب في أيام العمل وفي العطل أيضًا بحسب الحاجة المعلنة.",
                NOW - timedelta(hours=20),
                NOW - timedelta(hours=40),
            ),
            Edit(f"{HOME}/local/70", "إغلاق شارع المرفأ ليومين", "gone", "", "", NOW - timedelta(hours=22), NOW - timedelta(hours=60)),
        ),
        waived=(
            WaivedItem(
                "headline_length",
                Words("العنوان طويل", "The headline is long"),
                "section",
                "اقتصاد",
                "عناوين النشرة الاقتصادية أطول باتفاق",
                "رنا",
                NOW - timedelta(days=10),
                NOW + timedelta(days=2),
                hides=4,
            ),
            WaivedItem(
                None,
                None,
                "article",
                "ملحق خاص: ذاكرة المرفأ",
                "مادة أرشيفية",
                "سلمى",
                NOW - timedelta(days=1),
                None,
                f"{HOME}/local/60",
                1,
            ),
        ),
        rules=tuple(RULES.values()),
        window_articles=tuple(window()),
        desk_url="https://desk.example",
    )


def window() -> list[Article]:
    made = []
    for number in range(41):
        data: dict[str, object] = {
            "@type": "NewsArticle",
            "headline": f"خبر {number}",
            "datePublished": "2026-02-06T10:00:00+02:00",
            "image": "https://nahr.example/i.jpg",
        }
        if number % 3 == 0:
            data["author"] = {"@type": "Person", "name": "ليلى"}
        made.append(
            Article(
                url=f"{HOME}/local/{number}",
                headline=f"خبر {number}",
                structured_data=data,
                origins={"published_at": Origin.META},
                candidates={"canonical": (Candidate(f"{HOME}/local/{number}", Origin.META),)}
                | ({"published_at": (Candidate(NOW, Origin.TEXT),)} if number % 2 else {}),
            )
        )
    return made


def healthy() -> ReportData:
    data = full()
    return replace(data, problems=Problems(), incidents=(), visit=replace(data.visit, verdict=Verdict.HEALTHY, cause=None))  # type: ignore[type-var]

"""A town of four papers written straight into a ledger: twenty days, 336 articles of the largest, findings of every state and weight."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from rasid.model import (
    Article,
    Cause,
    Counts,
    Finding,
    Rule,
    Scope,
    Section,
    Severity,
    Source,
    Span,
    Status,
    Verdict,
    Visit,
    VisitRecord,
    Words,
)
from rasid.model.desk import Role
from rasid.model.values import Quantity
from rasid.review import DeskContext
from rasid.store import Ledger, open_ledger
from rasid.store.desk.audit import Who
from rasid.store.save_visit import save_visit
from tests.review.paper import SECRET, START, Now

DAYS = 20
SALMA = Who("سلمى", Role.EDITOR)


def _source(key: str, arabic: str, english: str, **changes: object) -> Source:
    home = f"https://{key}.example"
    sections = (
        Section("local", Words("محليات", "Local"), f"{home}/local"),
        Section("economy", Words("اقتصاد", "Economy"), f"{home}/economy"),
    )
    made = Source(key, Words(arabic, english), home, "LB", "Asia/Beirut", sections, fresh_within_hours=6, window_hours=24 * DAYS)
    return replace(made, **changes)  # type: ignore[arg-type]


BIG = _source("mina", "صحيفة الميناء", "Harbour Daily")
CLEAN = _source("jabal", "أخبار الجبل", "Mountain News")
MINOR = _source("sahl", "بريد السهل", "Plain Post")
DOWN = _source("wadi", "صوت الوادي", "Voice of the Valley")
SOURCES = (BIG, CLEAN, MINOR, DOWN)


def _rule(key: str, severity: Severity, arabic: str, english: str, what: str, do: str, field: str = "body") -> Rule:
    kwargs = {"column": key, "max_value": 0}
    return Rule(key, Scope.ARTICLE, "between", kwargs, severity, Words(arabic, english), Words(what, do), field)


RULES = {
    rule.key: rule
    for rule in (
        _rule("dateline_weekday", Severity.CRITICAL, "اليوم في النص غير يوم التاريخ", "The weekday in the text is not that of the date", "صحّحوا اليوم أو التاريخ.", "Correct the weekday or the date."),
        _rule("quotes_open", Severity.WARNING, "علامة تنصيص فُتحت ولم تُغلق", "A quotation mark is opened and not closed", "أغلقوا علامة التنصيص.", "Close the quotation mark."),
        _rule("words_twice", Severity.WARNING, "كلمة مكررة متتالية", "A word stands twice in a row", "احذفوا النسخة الثانية.", "Delete the second copy."),
        _rule("paragraph_twice", Severity.WARNING, "فقرة مكررة", "A paragraph stands twice", "احذفوا النسخة الثانية.", "Delete the second copy."),
        _rule("markup_left", Severity.WARNING, "بقايا وسوم في النص", "Markup is left in the text", "احذفوا الوسوم.", "Delete the markup."),
        _rule("headline_words", Severity.WARNING, "العنوان طويل: {observed}", "The headline is long: {observed}", "اختصروا العنوان.", "Shorten the headline.", "headline"),
        _rule("persian_yeh", Severity.INFO, "ياء فارسية", "A Persian yeh", "اكتبوا الياء العربية.", "Write the Arabic yeh."),
        _rule("space_before_comma", Severity.INFO, "مسافة قبل الفاصلة", "A space before the comma", "احذفوا المسافة.", "Delete the space."),
        _rule("picture_missing", Severity.INFO, "المادة بلا صورة", "The article has no picture", "أضيفوا صورة.", "Add a picture.", "image"),
    )
}  # fmt: skip

SHARES = {
    "dateline_weekday": 40,
    "quotes_open": 9,
    "words_twice": 13,
    "paragraph_twice": 17,
    "markup_left": 6,
    "headline_words": 5,
    "persian_yeh": 7,
    "space_before_comma": 4,
    "picture_missing": 1,
}
"""One article in so many has the fault; pictures are missing everywhere, which is one problem."""

TOPICS = ("ميناء الصيادين", "سوق الخضار", "جسر الوادي", "مدرسة الحي", "محطة القطار", "حديقة البلدية", "معمل الزيت", "مكتبة المدينة")
VERBS = ("يستقبل زواره", "يعود إلى العمل", "يغلق أبوابه يومين", "يستعد للشتاء", "يحتفل بعامه العاشر", "يطلب متطوعين")


def article(source: Source, number: int) -> Article:
    hours = number * 24 * DAYS / 336
    headline = f"{TOPICS[number % 8]} {VERBS[number % 6]} بعد {number % 9 + 2} أيام من الانتظار"
    body = (
        f"قال مسؤول في {TOPICS[(number + 3) % 8]} إن العمل «سيبدأ قريبا وأضاف أن الأهالي ينتظرون في في المكان نفسه.",
        '<p>[caption id="9"] وأكدت البلدية أن المشروع رقم 12 ينتهي , في موعده.',
        "وختم المسؤول بشكر المتطوعین جميعا على صبرهم الطويل.",
        "وختم المسؤول بشكر المتطوعین جميعا على صبرهم الطويل.",
    )
    return Article(
        url=f"{source.home}/{'local' if number % 2 else 'economy'}/{number}",
        source_id=source.id,
        section="local" if number % 2 else "economy",
        language="ar",
        headline=headline,
        standfirst="تفاصيل في المتن.",
        body=body,
        authors=(("ريم حداد", "كريم سعد", "هند مراد")[number % 3],),
        published_at=START - timedelta(hours=hours, minutes=20),
        image=f"{source.home}/i/{number}.jpg" if number % 2 else None,
    )


WORDS = {
    "quotes_open": "«سيبدأ",
    "words_twice": "في في",
    "markup_left": '<p>[caption id="9"]',
    "persian_yeh": "المتطوعین",
    "space_before_comma": " ,",
}


def faults(source: Source, made: Article, number: int, shares: dict[str, int]) -> Iterator[Finding]:
    for key, one_in in shares.items():
        if number % one_in:
            continue
        rule, text = RULES[key], made.text
        words = WORDS.get(key, "")
        at = text.rindex("وختم المسؤول") if key == "paragraph_twice" else text.find(words)
        words = text[at:] if key == "paragraph_twice" else words
        spans = (Span("body", at, at + len(words), words, text[max(0, at - 40) : at], text[at + len(words) : at + len(words) + 40]),)
        yield Finding(
            key,
            Scope.ARTICLE,
            rule.severity,
            Status.FAIL,
            Cause.CONTENT,
            rule.title,
            rule.advice,
            article_url=made.url,
            field=rule.field,
            spans=spans if words else (),
            observed_value=Quantity(len((made.headline or "").split()), "words") if key == "headline_words" else None,
        )


def _visits(ledger: Ledger, source: Source, articles: int, shares: dict[str, int]) -> None:
    """A visit a day, the oldest first; findings stay open unless their article is mended after a day (every fifth)."""
    made = [article(source, number) for number in range(articles)][::-1]
    began = START - timedelta(days=DAYS)
    slots = [began + timedelta(days=at) for at in range(DAYS + 1)]
    for at, now in enumerate(slots):
        fresh = [one for one in made if one.published_at and now - timedelta(days=1) < one.published_at <= now]
        known = [one for one in made if one.published_at and one.published_at <= now]
        found = []
        for one in known:
            number = int(one.url.rsplit("/", 1)[1])
            mended = number % 5 == 0 and one.published_at is not None and now - one.published_at > timedelta(days=1)
            found += [fault for fault in faults(source, one, number, shares) if not (mended and fault.severity is not Severity.INFO)]
        last = at == len(slots) - 1
        failed = source is DOWN and last
        verdict = Verdict.FAILED if failed else Verdict.DEGRADED if found else Verdict.HEALTHY
        visit = Visit(f"{source.id}-{at}", source.id, now, None, now, verdict, Cause.UNREACHABLE if failed else None, counts=Counts())
        ledger.visits.begin(replace(visit, finished_at=None, verdict=None))
        down = Finding("section_unreachable", Scope.SECTION, Severity.CRITICAL, Status.FAIL, Cause.UNREACHABLE, Words("تعذّر الوصول إلى القسم", "The section cannot be reached"), Words("أبلغوا الفريق التقني.", "Tell the engineers."), field="local")  # fmt: skip
        record = VisitRecord(
            visit=visit,
            articles=() if failed else tuple(fresh),
            seen_urls=tuple(one.url for one in known),
            findings=(down,) if failed else tuple(found),
        )
        with ledger.transaction() as tx:
            save_visit(ledger, tx, record)


def fill(ledger: Ledger, *, articles: int = 336) -> None:
    _visits(ledger, BIG, articles, SHARES)
    _visits(ledger, CLEAN, articles // 6, {})
    _visits(ledger, MINOR, articles // 6, {"space_before_comma": 2})
    _visits(ledger, DOWN, articles // 12, {"quotes_open": 4})
    desk, url = ledger.desk, article(BIG, 9).url
    desk.assign(SALMA, BIG.id, url, "سلمى", now=START, due=START + timedelta(days=1))
    desk.comment(SALMA, BIG.id, url, "CMS لا يقبل التعديل بعد النشر، سأسأل", now=START)
    desk.waive(SALMA, now=START, source_id=BIG.id, rule="persian_yeh", section="economy", reason="قسم الاقتصاد ينقل عن وكالة", until=START + timedelta(days=20))  # fmt: skip


@contextmanager
def town(folder: Path) -> Iterator[tuple[Ledger, DeskContext]]:
    clock = Now()
    with open_ledger(f"sqlite:///{folder / 'town.db'}", pages_dir=folder / "pages", clock=clock) as ledger:
        fill(ledger)
        yield ledger, DeskContext(ledger, SOURCES, tuple(RULES.values()), SECRET, clock=clock, hosts=frozenset())

"""A small paper in a real ledger: four articles judged by one visit, with faults of the editors' kind."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from rasid.model import (
    Article,
    Cause,
    Counts,
    Finding,
    Incident,
    IncidentState,
    Origin,
    Scope,
    Severity,
    Span,
    Status,
    Verdict,
    Visit,
    VisitRecord,
    Words,
)
from rasid.model.values import Quote
from rasid.review import DeskContext
from rasid.store import Ledger, open_ledger
from rasid.store.save_visit import save_visit
from tests.report.samples import HOME, RULES, SOURCE

START = datetime(2026, 2, 7, 5, 30, tzinfo=UTC)
BRIDGE, ALMONDS, SCHOOLS, WHEAT = (f"{HOME}/{path}" for path in ("local/101", "economy/102", "local/103", "economy/104"))
SECRET = "a secret of the tests"


class Now:
    """A clock that goes when it is told to."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **span: float) -> None:
        self.at += timedelta(**span)


def articles() -> tuple[Article, ...]:
    return (
        Article(
            url=BRIDGE,
            source_id="nahr",
            section="local",
            language="ar",
            headline="بلدية «وادي الصفصاف» تفتتح جسر المشاة الجديد",
            standfirst="الجسر يصل ضفتي الوادي بعد انتظار أربع سنوات.",
            body=(
                "وادي الصفصاف، السبت 7 شباط – افتتحت البلدية صباح اليوم جسر المشاة فوق النهر.",
                "وقال رئيس البلدية إن کلفة الجسر بلغت مئتي ألف دينار جمعها الأهالي.",
                "وحضر داعمو المشروع، وقال مسئول المشاريع إن جسرا ثانيا سيبنى قريبا.",
            ),
            published_at=START - timedelta(hours=9),
            image=f"{HOME}/bridge.jpg",
            origins={"published_at": Origin.META},
        ),
        Article(
            url=ALMONDS,
            source_id="nahr",
            section="economy",
            language="ar",
            headline="مزارعو السهل يبدؤون حصاد اللوز قبل موعده بأسبوعين كاملين بعد شتاء دافئ لم تعرفه المنطقة منذ ثلاثين عامًا",
            body=("بدأ المزارعون حصاد اللوز أمس.", "ويتوقع المسئولون موسما وفيرا."),
            published_at=START - timedelta(hours=3),
            authors=("ليلى الحداد",),
        ),
        Article(
            url=SCHOOLS,
            source_id="nahr",
            section="local",
            language="ar",
            headline=None,
            body=("أعلنت الوزارة مواعيد العودة.", "وأوضحت أن المدارس ستفتح أبوابها ابتداء من الأسبوع المقبل ع"),
        ),
        Article(
            url=WHEAT,
            source_id="nahr",
            section="economy",
            language="ar",
            headline="أسعار القمح تستقر في سوق الجملة",
            body=("استقرت أسعار القمح هذا الأسبوع.",),
            published_at=START - timedelta(hours=30),
        ),
    )


def faults() -> tuple[Finding, ...]:
    bridge, _, schools, _ = articles()
    return (
        finding(
            "published_disagrees",
            BRIDGE,
            bridge,
            "السبت 7 شباط",
            observed_value=Quote("2026-02-06"),
            origin=Origin.META,
            suggestion=Words("التاريخ في الوسوم 6 شباط، وفي النصّ 7 شباط.", "The meta tags say 6 February, the text 7 February."),
        ),
        finding("body_persian_letters", BRIDGE, bridge, "کلفة"),
        finding("headline_length", ALMONDS, None, "", observed_value=Quote("108"), expected_value=Quote("20–110")),
        finding("body_truncated", SCHOOLS, schools, "الأسبوع المقبل ع"),
    )


def finding(key: str, url: str, article: Article | None, words: str, **changes: object) -> Finding:
    """As the pipeline would make it: the words with their place in the body."""
    rule = RULES[key]
    spans: tuple[Span, ...] = ()
    if article is not None and words:
        at = article.text.index(words)
        text = article.text
        spans = (
            Span(
                "body",
                at,
                at + len(words),
                words,
                text[max(0, at - 40) : at].replace("\n", " "),
                text[at + len(words) : at + len(words) + 40].replace("\n", " "),
            ),
        )
    made = Finding(
        rule=key,
        scope=Scope.ARTICLE,
        severity=rule.severity,
        status=Status.FAIL,
        cause=Cause.CONTENT,
        title=rule.title if "{" not in rule.title.ar else Words("العنوان طويل: 108 أحرف", "The headline is long: 108 characters"),
        advice=rule.advice,
        article_url=url,
        field=rule.field,
        spans=spans,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def visit(ledger: Ledger, found: Sequence[Finding], *, at: datetime, number: str = "v1", fresh: Sequence[Article] = ()) -> None:
    """One visit that read ``fresh`` and found ``found``."""
    made = Visit(
        number, "nahr", at, None, at, Verdict.DEGRADED if found else Verdict.HEALTHY, Cause.CONTENT if found else None, counts=Counts()
    )
    ledger.visits.begin(replace(made, finished_at=None, verdict=None))
    record = VisitRecord(visit=made, articles=tuple(fresh), seen_urls=tuple(article.url for article in articles()), findings=tuple(found))
    with ledger.transaction() as tx:
        save_visit(ledger, tx, record)


def incident() -> Incident:
    return Incident(
        id="1a2b3c4d",
        source_id="nahr",
        key="published_disagrees",
        state=IncidentState.FIRING,
        severity=Severity.CRITICAL,
        cause=Cause.CONTENT,
        title=RULES["published_disagrees"].title,
        since=START - timedelta(hours=8),
        last_seen_at=START,
        failures=3,
        opened_at=START - timedelta(hours=7),
        advice=RULES["published_disagrees"].advice,
        affected=1,
        examples=(("بلدية «وادي الصفصاف» تفتتح جسر المشاة الجديد", BRIDGE),),
        last_visit_id="v1",
    )


@cache
def _template() -> Path:
    """Made once a process: filling a ledger takes longer than most tests that want one."""
    folder = Path(tempfile.mkdtemp(prefix="rasid-paper-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    clock = Now()
    with open_ledger(f"sqlite:///{folder / 'ledger.db'}", pages_dir=folder / "pages", clock=clock) as ledger:
        visit(ledger, faults(), at=clock(), fresh=articles())
        with ledger.transaction() as tx:
            ledger.incidents.save(tx, [incident()])
    return folder


def filled_ledger(folder: Path, clock: Now) -> Ledger:
    """The paper as its first visit left it, in a ledger of the test's own."""
    shutil.copytree(_template(), folder, dirs_exist_ok=True)
    return open_ledger(f"sqlite:///{folder / 'ledger.db'}", pages_dir=folder / "pages", clock=clock)


def place(ledger: Ledger, clock: Now, **changes: object) -> DeskContext:
    made = DeskContext(ledger=ledger, sources=(SOURCE,), rules=tuple(RULES.values()), secret=SECRET, clock=clock, hosts=frozenset())
    return replace(made, **changes)  # type: ignore[arg-type]

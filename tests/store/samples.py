"""Articles, pages and visits of the ledger's tests: invented, short, and different from one another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from rasid.model import (
    Article,
    Candidate,
    Cause,
    Finding,
    Link,
    Origin,
    Page,
    Scope,
    Severity,
    Status,
    Validators,
    Verdict,
    Visit,
    VisitRecord,
    Words,
)
from rasid.model.values import Quote

NOON = datetime(2026, 2, 6, 12, 0, tzinfo=UTC)
SOURCE = "bayan"
HOME = "https://bayan.example"
WORDS = """
    أعلن المجلس البلدي صباح اليوم خطة جديدة لتوسعة الحديقة العامة على ضفة النهر وتشجير الشوارع المحيطة بها خلال العام المقبل وقال رئيس اللجنة
    إن الأشغال تبدأ في الربيع وتستمر ستة أشهر بكلفة لا تزيد على مليوني دينار يمولها صندوق التنمية المحلي بمشاركة القطاع الخاص وجمعيات الأهالي
""".split()  # noqa: SIM905


def url_of(number: int) -> str:
    return f"{HOME}/news/{number}"


def body_of(number: int) -> tuple[str, ...]:
    """Two paragraphs whose words stand in an order of their own, so that different numbers are not near-duplicates."""
    words = [f"{WORDS[(number * 7 + at * (number % 11 + 3)) % len(WORDS)]}{'ين' if (number + at) % 3 else ''}{number}" for at in range(60)]
    return (" ".join(words[:30]) + ".", " ".join(words[30:]) + ".")


def article(number: int, *, source_id: str = SOURCE, **changes: object) -> Article:
    published = NOON.astimezone(timezone(timedelta(hours=3))) - timedelta(minutes=number)
    made = Article(
        url=url_of(number),
        fetched_url=url_of(number) + "?utm_source=feed",
        source_id=source_id,
        section="local",
        language="ar",
        headline=f"خبر رقم {number} عن الحديقة العامة",
        standfirst="ملخص قصير",
        body=body_of(number),
        published_at=published,
        published_raw=published.isoformat(),
        published_precision="second",
        published_zone="text",
        structured_data={"@type": "NewsArticle", "author": [{"name": "سلمى"}], "wordCount": 60},
        origins={"headline": Origin.JSON_LD, "published_at": Origin.META},
        candidates={"published_at": (Candidate(published, Origin.META, "raw"), Candidate(published - timedelta(hours=1), Origin.URL))},
        notes=("date:weekday_disagrees",),
    )
    import dataclasses

    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def page(
    url: str,
    *,
    body: bytes = b"<html><body>\xc7\xe1\xce\xc8\xd1</body></html>",
    status: int = 200,
    etag: str | None = '"v1"',
    at: datetime = NOON,
) -> Page:
    headers = {"content-type": "text/html; charset=windows-1256"} | ({"etag": etag} if etag else {})
    return Page(
        url=url,
        final_url=url,
        status=status,
        headers=headers,
        body=b"" if status == 304 else body,
        fetched_at=at,
        validators=Validators(etag),
    )


def finding(
    rule: str, url: str | None = None, *, severity: Severity = Severity.WARNING, status: Status = Status.FAIL, **changes: object
) -> Finding:
    import dataclasses

    made = Finding(
        rule=rule,
        scope=Scope.ARTICLE if url else Scope.SECTION,
        severity=severity,
        status=status,
        cause=Cause.CONTENT if url else Cause.QUIET,
        title=Words(f"خلل {rule}", f"fault {rule}"),
        advice=Words("أصلحه", "mend it"),
        article_url=url,
        field=rule.split("_", 1)[0],
        observed_value=Quote("٣"),
        expected_value=Quote("5"),
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def visit(
    visit_id: str, at: datetime = NOON, *, source_id: str = SOURCE, verdict: Verdict | None = Verdict.HEALTHY, slot: datetime | None = None
) -> Visit:
    return Visit(id=visit_id, source_id=source_id, started_at=at, finished_at=at if verdict else None, verdict=verdict, slot=slot)


def record(
    visit_id: str,
    numbers: range | tuple[int, ...] = (),
    at: datetime = NOON,
    *,
    source_id: str = SOURCE,
    verdict: Verdict = Verdict.HEALTHY,
    **changes: object,
) -> VisitRecord:
    """A visit that extracted articles of these numbers and fetched their pages."""
    import dataclasses

    urls = tuple(url_of(number) for number in numbers)
    made = VisitRecord(
        visit=visit(visit_id, at, source_id=source_id, verdict=verdict),
        articles=tuple(article(number, source_id=source_id) for number in numbers),
        pages=tuple(page(url, at=at) for url in urls),
        seen_urls=urls,
        links=tuple(Link(url=url, title="عنوان", origin=Origin.FEED) for url in urls),
        metrics={"section.links": float(len(urls))},
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]

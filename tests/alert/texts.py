"""Every text an alert can have, for one reading by an on-call engineer and one by an Arabic editor: ``python -m tests.alert.texts FOLDER``.

Writes ``texts.md`` (subject, plain text, Telegram, Slack, PagerDuty) and the HTML of each mail. The sites are invented.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from rasid.alert import render
from rasid.alert.channels.apprise_url import AppriseUrl
from rasid.alert.channels.pagerduty import PagerDuty
from rasid.alert.message import Line, Message, Says, SourceInfo
from rasid.alert.slots import Unanswered, missed_slots
from rasid.alert.symptoms import Symptom, symptoms
from rasid.model import Cause, Finding, Incident, IncidentState, Language, Scope, Severity, Status, Verdict, Words
from rasid.model.values import CountOf, Instant, Quantity, Quote, Several, Value, named
from rasid.validate import load_rules
from rasid.wording import words
from tests.alert.doubles import collector
from tests.alert.samples import NOW, SITES, finding, incident, line, visit

DESK = "https://rasid.newsroom.example"
RUN = "https://prefect.newsroom.example/flow-runs/flow-run/01a20d3c-7d4b"
HEADLINES = (
    "مجلس النواب يقرّ قانون الشفافية في العقود العامة بعد ثلاث جلسات",
    "نقابة المحامين تنتخب أول نقيبة في تاريخها بفارق أربعين صوتًا",
    "أسعار زيت الزيتون تتراجع مع بدء العصر في الكورة وعكار",
)
EXAMPLES = tuple((headline, f"https://marfa.example/news/{4100 + number}") for number, headline in enumerate(HEADLINES))
MANY = {**SITES, **{f"site{n}": SourceInfo(Words(f"موقع {n}", f"Site {n}"), "Asia/Amman", "JO") for n in range(100)}}


def of_rule(key: str, **more: Any) -> Incident:
    rule = next(rule for rule in load_rules(Path("expectations")) if rule.key == key)
    values: dict[str, Any] = {
        "title": rule.title,
        "advice": rule.advice,
        "severity": rule.severity,
        "since": NOW - timedelta(hours=2, minutes=10),
        "failures": 5,
        "affected": 4,
        "examples": EXAMPLES,
        "last_visit_id": "206ac1a430d445f79c48f85bc769fef4",
        "run_url": RUN,
        **more,
    }
    return incident(key, **values)


def of_symptom(symptom: Symptom, **more: Any) -> Incident:
    names = ("key", "cause", "severity", "title", "advice", "observed_value", "expected_value", "counted", "affected", "examples")
    values = {name: getattr(symptom, name) for name in names if name != "key"}
    return incident(symptom.key, **{**values, "since": NOW, "failures": 1, "last_visit_id": "206ac1a430d4", "run_url": RUN, **more})


def failed(cause: Cause, reason: Value, **more: Any) -> Incident:
    (symptom,) = symptoms((), visit(Verdict.FAILED, cause, message="failed", reason=reason), {}).values()
    return of_symptom(symptom, **more)


def changed_layout() -> Incident:
    article = [
        finding("body_missing", cause=Cause.LAYOUT_CHANGED, article=n, title=words("cause.content"), severity=Severity.CRITICAL)
        for n in range(12)
    ]
    whole = Finding(
        rule="layout_changed",
        scope=Scope.SECTION,
        severity=Severity.CRITICAL,
        status=Status.FAIL,
        cause=Cause.LAYOUT_CHANGED,
        title=named(
            "attributed.layout_changed_in",
            lost=Several((named("attributed.lost_headline"), named("attributed.lost_body"))),
            failed=Quantity(12),
            read=Quantity(12),
            at=Instant(NOW),
        ),
        advice=words("attributed.layout_changed_advice"),
        observed_value=CountOf(12, 12, "articles"),
        affected=12,
    )
    (symptom,) = symptoms((*article, whole), visit(), {}).values()
    return of_symptom(replace(symptom, examples=EXAMPLES))


def slots(state: str, reason: Value | None = None) -> Incident:
    found = Unanswered([NOW - timedelta(minutes=5), NOW - timedelta(minutes=35)], state, reason, RUN if state != "missed" else None)
    return missed_slots((), {"marfa": found}, now=NOW).incidents[0]


def summary(*found: Incident, articles: int = 30) -> Line:
    one = line(Says.OPENED, found[0] if found else incident())
    return replace(one, says=Says.SUMMARY, incidents=found, articles=articles, severity=found[0].severity if found else Severity.INFO)


def stories() -> Iterator[tuple[str, tuple[Line, ...]]]:
    content = of_rule("body_missing")
    over = replace(content, state=IncidentState.RESOLVED, resolved_at=NOW)
    broken = failed(Cause.UNREACHABLE, named("fetch.refused", url="https://marfa.example/news"))
    yield "opened: content", (line(Says.OPENED, content),)
    yield "opened: layout_changed", (line(Says.OPENED, changed_layout()),)
    yield "opened: unreachable", (line(Says.OPENED, broken),)
    yield "opened: the run broke", (line(Says.OPENED, failed(Cause.RASID, Quote("SourceError: seeds/marfa/source.toml: unknown key"))),)
    yield "reminder", (line(Says.REMINDER, replace(content, since=NOW - timedelta(hours=14), failures=28)),)
    yield "escalated", (line(Says.ESCALATED, content),)
    yield (
        "storm: 100 sites unreachable",
        tuple(
            line(
                Says.OPENED,
                replace(
                    broken, id=f"{n:012x}", source_id=f"site{n}", observed_value=named("fetch.timeout", url=f"https://site{n}.example/")
                ),
            )
            for n in range(100)
        ),
    )
    yield "storm: 5 sites not visited", tuple(line(Says.OPENED, replace(slots("missed"), source_id=f"site{n}")) for n in range(5))
    yield "acknowledged", (line(Says.ACKNOWLEDGED, replace(content, state=IncidentState.ACKNOWLEDGED, acknowledged_by="سلمى"), by="سلمى"),)
    yield "resolved", (line(Says.RESOLVED, over),)
    yield "resolved by hand", (line(Says.RESOLVED, replace(over, resolved_by="سلمى"), by="سلمى"),)
    yield "fired and resolved while the channel was down", (line(Says.PASSED, over),)
    yield "missed slots: nothing started", (line(Says.OPENED, slots("missed")),)
    yield "missed slots: killed", (line(Says.OPENED, slots("started")),)
    yield "missed slots: skipped", (line(Says.OPENED, slots("skipped", named("visit.lease_held"))),)
    yield "first visit: two problems", (summary(content, of_rule("headline_missing", affected=1, examples=EXAMPLES[:1])),)
    yield "first visit: all well", (summary(),)
    yield (
        "one site, several things at once",
        (line(Says.OPENED, content), line(Says.OPENED, of_rule("headline_missing", id="b1b2c3d4e5f6")), line(Says.RESOLVED, over)),
    )


def message(lines: tuple[Line, ...], language: Language, *, desk: bool = True) -> Message:
    return Message(lines, language, NOW, "mail-0000000000", MANY, DESK if desk else None)


def through_slack(one: Message) -> str:
    import apprise
    from apprise.plugins.slack import NotifySlack

    with collector() as double:
        NotifySlack.webhook_url, NotifySlack.request_rate_per_sec = double.url, 0
        AppriseUrl(
            apprise.Apprise.instantiate("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/?image=no&footer=no"), secrets=()
        ).send(one)
    return "\n".join(part.get("title", "") + "\n" + part.get("text", "") for body in double.bodies for part in body["attachments"])


def through_pagerduty(one: Message) -> str:
    with collector("202") as double:
        PagerDuty("R0UT1NGKEY", endpoint=double.url).send(replace(one, group_key="rasid-storm-x" if len(one.lines) > 3 else None))
    bodies = double.bodies
    for body in bodies:
        body.get("payload", {}).pop("custom_details", None)  # the plain text and the webhook's events once more
    return "\n".join(json.dumps(body, ensure_ascii=False, indent=1) for body in bodies)


def document(folder: Path) -> None:
    parts = ["# Every text of an alert\n"]
    for name, lines in stories():
        for language in (Language.EN, Language.AR):
            one = message(lines, language)
            subject, plain, page = render.mail(one)
            slug = "".join(letter if letter.isalnum() else "-" for letter in name)
            (folder / f"{slug}.{language}.html").write_text(page, "utf-8")
            parts.append(f"## {name} ({language})\n\nSubject: {subject}\n\n```text\n{plain}\n```\n")
            if name.startswith("opened: content"):
                parts.append(f"Without a desk:\n\n```text\n{render.plain(message(lines, language, desk=False))}\n```\n")
            if name.startswith(("opened: content", "first visit: two", "storm: 100")):
                parts.append(f"Telegram:\n\n```html\n{render.telegram(one)}\n```\n\nSlack:\n\n```text\n{through_slack(one)}\n```\n")
            if language is Language.EN and not name.startswith(("first", "fired", "one site")):
                parts.append(f"PagerDuty:\n\n```json\n{through_pagerduty(one)}\n```\n")
    (folder / "texts.md").write_text("\n".join(parts), "utf-8")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    document(target)

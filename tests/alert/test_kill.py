"""kill -9 while alerts are written and delivered: nothing is lost, and each kill costs one duplicate at most, under the same key."""

from __future__ import annotations

import os
import signal
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from rasid.alert import render
from rasid.alert.channels.mail import Mail, MailServer
from rasid.alert.channels.pagerduty import PagerDuty
from rasid.alert.channels.webhook import Webhook
from rasid.alert.deliver import DeliveryContext, deliver_due
from rasid.alert.routes import Route
from rasid.model import Cause, Language, Verdict
from rasid.store import open_ledger
from rasid.store.database.tables.outbox import notices
from tests.alert.doubles import Collector, PostOffice, collector, page_states, post_office
from tests.alert.samples import NOW, SITES, commit_visit, finding, message, visit

POINTS = (
    "transaction.begun",
    "transaction.before_commit",
    "transaction.committed",
    "recovered",
    "reminded",
    "routed",
    "planned",
    "dropped",
    "fallback",
    "begun",
    "sent",
    "settled",
)
MOST_ROUNDS = 40


@pytest.fixture(scope="module", autouse=True)
def warmed() -> None:
    """Children are forked from a parent that has loaded what they need."""
    for language in Language:
        render.mail(message(language=language))


def work(folder: Path, routes: list[Route], point: str | None, nth: int | None) -> None:
    """One life of a process: the visits it has still to commit, then delivery until nothing is left.

    Dies at the nth passing of ``point`` (from nought); with None it lives, and writes down how often it passed.
    """
    passed = 0

    def checkpoint(name: str) -> None:
        nonlocal passed
        if name == point:
            if passed == nth:
                os.kill(os.getpid(), signal.SIGKILL)
            passed += 1

    ledger = open_ledger(f"sqlite:///{folder / 'ledger.db'}", pages_dir=folder / "pages", checkpoint=checkpoint)
    story = [
        (visit(Verdict.DEGRADED, id="v1", at=NOW), [finding("body_missing"), finding("date_future")]),
        (visit(Verdict.DEGRADED, id="v2", at=NOW + timedelta(minutes=30)), [finding("body_missing")]),
        (visit(Verdict.FAILED, Cause.UNREACHABLE, source="other", id="v3", at=NOW + timedelta(minutes=31), message="مهلة انقضت"), []),
        (visit(Verdict.HEALTHY, source="third", id="v5", at=NOW + timedelta(minutes=40), first=True), []),
        (visit(Verdict.HEALTHY, id="v4", at=NOW + timedelta(hours=2)), []),
    ]
    desk = DeliveryContext(sites=SITES, chance=lambda: 0.0, checkpoint=checkpoint)
    for of, findings in story:
        with ledger.reading() as tx:
            committed = tx.execute(select(notices.c.key).where(notices.c.visit_id == of.id)).first() is not None
        if not committed:
            commit_visit(ledger, findings, of=of, now=of.started_at)
        for n in range(MOST_ROUNDS):
            deliver_due(ledger.outbox, routes, of.started_at + timedelta(minutes=1, seconds=30 * n), desk)
            counts = ledger.outbox.counts()
            if counts["pending"] == counts["unrouted"] == counts["sending"] == 0:
                break
    ledger.close()
    (folder / "passed").write_text(str(passed))


def live(folder: Path, routes: list[Route], point: str | None, nth: int | None) -> int:
    """A forked life; how it ended (0, or minus the signal)."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work(folder, routes, point, nth)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def kill_and_check(folder: Path, point: str, nth: int | None) -> int:
    """Kills one life at the nth passing of ``point``, lets another finish, and counts what arrived: how many messages came twice.

    With None nothing is killed: how often the point is passed in a whole life.
    """
    with collector("202") as hook, collector("202") as duty, post_office() as office:
        routes = [
            Route("webhook-1", Webhook(hook.url, secret="geheim"), Language.AR),
            Route("pagerduty-1", PagerDuty("R0UT1NG", endpoint=duty.url), Language.EN),
            Route(
                "mail-1",
                Mail(MailServer("127.0.0.1", office.port, "insecure"), sender=("", "a@x.example"), recipient=("", "b@x.example")),
                Language.AR,
            ),
        ]
        if point == "fallback":
            hook.mode = "503"
            routes.append(Route("webhook-2", Webhook(hook.url), Language.AR, roles=frozenset({"oncall", "editors"}), priority=1))
        ended = live(folder, routes, point, nth)
        if nth is None:
            assert ended == 0
            return int((folder / "passed").read_text())
        assert ended == -signal.SIGKILL, f"{point} was not passed {nth + 1} times"
        hook.mode = "202"
        assert live(folder, routes, None, None) == 0
        return check(hook, duty, office)


def check(hook: Collector, duty: Collector, office: PostOffice) -> int:
    """Everything arrived, and at most one message twice; how many did."""
    events_told = [event for body in hook.bodies for event in body["events"]]
    says = Counter((event["says"], event["incidents"][0]["key"]) for event in events_told if event["incidents"])
    assert any(event["says"] == "summary" for event in events_told), "lost: the summary"
    for told in (("opened", "body_missing"), ("opened", "date_future"), ("opened", "cause:unreachable"), ("resolved", "body_missing")):
        passed = ("passed", told[1])
        assert says[told] or says[passed], f"lost: {told}"
    messages = Counter(body["message"] for body in hook.bodies)
    letters = Counter(letter["Message-ID"] for letter in office.letters)
    events = Counter((event["event_action"], event["dedup_key"]) for event in duty.bodies)
    repeated = sum(sum(found.values()) - len(found) for found in (messages, letters, events))
    assert repeated <= 1, (messages, letters, events)
    assert letters, "no mail"
    states = Counter(page_states(duty.bodies).values())
    assert states == {"resolved": 2, "triggered": 1}
    return repeated


@pytest.mark.parametrize(("point", "nth"), [*((point, 0) for point in POINTS), ("begun", 4), ("sent", 4), ("settled", 7)])
def test_a_kill_loses_nothing_and_repeats_at_most_once(tmp_path, point, nth):
    kill_and_check(tmp_path, point, nth)


@pytest.mark.soak
@pytest.mark.parametrize("point", POINTS)
def test_fifty_kills_at_each_point_lose_nothing_and_repeat_at_most_once_each(tmp_path, point, record_property):
    (tmp_path / "whole").mkdir()
    passings = kill_and_check(tmp_path / "whole", point, None)
    assert passings, f"{point} is never passed"
    repeated = 0
    for number in range(50):
        folder = tmp_path / str(number)
        folder.mkdir()
        repeated += kill_and_check(folder, point, number % passings)
    record_property("kills", 50)
    record_property("repeated", repeated)

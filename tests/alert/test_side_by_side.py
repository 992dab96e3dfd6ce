"""One bad receiver costs the others nothing: a deadline for each message, routes side by side, a successor that stands by."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest

from rasid.alert import heartbeat
from rasid.alert.channels.mail import Mail, MailServer
from rasid.alert.channels.pagerduty import PagerDuty
from rasid.alert.channels.webhook import Webhook, verify
from rasid.alert.couriers import Couriers
from rasid.alert.deliver import deliver_due
from rasid.alert.heartbeat import ping
from rasid.alert.message import Message
from rasid.errors import TransportError
from rasid.pipeline import alerting
from tests.alert.office import Office, Recorder, down, route
from tests.alert.samples import NOW, finding, message
from tests.fetch import hostile
from tests.fetch.hostile import Wire

HEAD = b"HTTP/1.1 202 Accepted\r\nContent-Length: 400\r\n\r\n"


@contextmanager
def receiver(answer: bytes, *, pause: float = 0.05) -> Iterator[hostile.Server]:
    """Drips ``answer`` for ever, a byte every ``pause`` seconds."""

    def drip(wire: Wire) -> None:
        while not wire.server.stopped.is_set():
            wire.drip(answer, pause)

    with hostile.Server({"/": drip}) as server:
        yield server


DRIPS = {
    "headers": b"HTTP/1.1 202 Accepted\r\nX-Slow: " + b"a" * 4000,
    "one «100 Continue» after another": b"HTTP/1.1 100 Continue\r\n\r\n" * 200,
}


@pytest.mark.parametrize("drip", DRIPS)
def test_an_answer_that_drips_ends_with_the_messages_deadline(drip: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "TIMEOUT", 0.4)
    with receiver(DRIPS[drip]) as server:
        for channel in (Webhook(server.url + "/", timeout=0.4), PagerDuty("KEY", endpoint=server.url + "/", timeout=0.4)):
            with pytest.raises(TransportError) as caught:
                channel.send(message())
            assert caught.value.ambiguous, "it may have been taken"
            assert not caught.value.permanent
        assert ping(server.url + "/", "success") is False


def test_a_status_that_has_come_stands_however_its_body_ends() -> None:
    def answer(wire: Wire) -> None:
        wire.send(HEAD)
        wire.drip(b"x" * 400)

    with hostile.Server({"/": answer}) as server:
        Webhook(server.url + "/", timeout=0.5).send(message())


def test_a_mail_server_that_drips_ends_with_the_messages_deadline() -> None:
    with hostile.Server({}, greet=lambda wire: wire.for_ever(b"220-wait\r\n", pause=0.05)) as server:
        mail = Mail(
            MailServer("127.0.0.1", server.port, "insecure"), sender=("", "a@x.example"), recipient=("", "b@x.example"), timeout=0.4
        )
        with pytest.raises(TransportError):
            mail.send(message())


class Held(Recorder):
    """Takes a message and does not come back before it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.let_go = threading.Event(), threading.Event()

    def send(self, message: Message) -> None:
        self.began.set()
        self.let_go.wait(30)
        super().send(message)


def test_a_receiver_that_holds_the_line_holds_up_nobody_else(ledger) -> None:
    held, quick = Held(), Recorder()
    office = Office(ledger, route("held", held), route("quick", quick))
    couriers = Couriers()
    office.visit(finding())
    office.pass_time(minutes=1)

    def round() -> None:
        deliver_due(ledger.outbox, office.routes, office.now, office.desk, couriers=couriers, patience=0.1)
        couriers.wait_for("quick", 20)

    round()
    assert len(quick.messages) == 1
    assert couriers.busy() == {"held"}
    office.visit(finding(), finding("another"))
    office.pass_time(minutes=20)
    round()
    assert len(quick.messages) == 2, "and so in the next round"
    held.let_go.set()
    couriers.wait(10)
    assert len(held.messages) == 1, "what was on its way was not taken for lost, and not sent twice"
    office.pass_time(minutes=1)
    round()
    couriers.wait(10)
    assert ledger.outbox.counts()["pending"] == 0


def test_a_message_that_never_comes_back_is_given_up_and_its_route_is_down(ledger) -> None:
    held = Held()
    office = Office(ledger, route("held", held))
    couriers = Couriers(longest=0.1)
    office.visit(finding())
    for _ in range(2):
        office.pass_time(minutes=1)
        deliver_due(ledger.outbox, office.routes, office.now, office.desk, couriers=couriers)
        assert ledger.outbox.health()["held"].down_since is not None
    assert ledger.outbox.health()["held"].failures == 2
    assert held.messages == [], "nothing more is sent while the first is on its way"
    held.let_go.set()


def test_what_goes_wrong_on_a_route_nobody_waited_for_is_not_lost(ledger) -> None:
    def broken(name: str) -> None:
        if name == "settled":
            raise ZeroDivisionError

    held = Held()
    office = Office(ledger, route("held", held), checkpoint=broken)
    couriers = Couriers()
    office.visit(finding())
    office.pass_time(minutes=1)
    deliver_due(ledger.outbox, office.routes, office.now, office.desk, couriers=couriers, patience=0.0)
    held.let_go.set()
    couriers.wait(10)
    with pytest.raises(ZeroDivisionError):
        deliver_due(ledger.outbox, office.routes, office.now, office.desk, couriers=couriers)


class SlowClock:
    """Every message takes twenty seconds."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def test_a_signature_bears_the_time_of_sending_and_a_back_off_counts_from_its_end(ledger) -> None:
    clock = SlowClock(NOW)

    class Slow(Recorder):
        def send(self, message: Message) -> None:
            clock.at += timedelta(seconds=20)
            super().send(message)

    slow, later = Slow(), Slow()
    later.fails = down()
    office = Office(ledger, route("slow", slow), route("later", later))
    office.visit(finding())
    clock.at = office.now = NOW + timedelta(minutes=1)
    with hostile.serving(hook=lambda wire: wire.answer(b"")) as server:
        office.routes = (*office.routes, route("hook", Webhook(server.url + "/hook", secret="geheim")))  # type: ignore[arg-type]
        deliver_due(ledger.outbox, office.routes, office.now, office.desk, clock=clock)
        (_, request) = server.asked[0]
    head, _, body = request.partition(b"\r\n\r\n")
    signature = next(line.split(b": ", 1)[1].decode() for line in head.split(b"\r\n") if line.lower().startswith(b"x-rasid-signature"))
    assert f"t={int(clock.at.timestamp())}," in signature, "forty seconds after the round began"
    if body:
        assert verify(body, "geheim", signature, now=int(clock.at.timestamp()))
    health = ledger.outbox.health()["later"]
    assert health.next_try_at is not None
    assert health.next_try_at >= clock.at + timedelta(seconds=4), "five seconds, give or take, from its end and not from its beginning"


def test_a_second_loop_stands_by_and_takes_over(ledger) -> None:
    stop, told = threading.Event(), []
    with ledger.leases.hold(alerting.DELIVERY_LEASE, "first"):
        began = threading.Event()
        taken: list[object] = []

        def second() -> None:
            with alerting.delivering(
                ledger, "second", stop, told=lambda said: (told.append(said), began.set()), every=timedelta(seconds=0.05)
            ) as lease:
                taken.append(lease)

        standing_by = threading.Thread(target=second, daemon=True)
        standing_by.start()
        assert began.wait(20)
        assert taken == []
    standing_by.join(20)
    assert [getattr(lease, "holder", None) for lease in taken] == ["second"]
    assert len(told) == 1
    assert "first" in told[0]


def test_a_loop_that_stands_by_can_be_stopped(ledger) -> None:
    stop = threading.Event()
    with (
        ledger.leases.hold(alerting.DELIVERY_LEASE, "first"),
        alerting.delivering(ledger, "second", stop, told=lambda _: stop.set(), every=timedelta(seconds=0.05)) as lease,
    ):
        assert lease is None

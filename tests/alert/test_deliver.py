"""The delivery loop on a real ledger, by a clock set by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from rasid.alert import Policy, acknowledge, reopen, resolve
from rasid.alert.message import Says
from rasid.alert.render import plain
from rasid.model import Cause, IncidentState, Severity, Verdict
from rasid.wording import say
from tests.alert.office import Office, Recorder, down, route
from tests.alert.samples import NOW, finding

ONCALL, EDITORS = frozenset({"oncall"}), frozenset({"editors"})


@pytest.fixture
def channel():
    return Recorder()


@pytest.fixture
def office(ledger, channel):
    return Office(ledger, route(channel=channel))


def test_all_that_one_visit_opens_is_one_message_after_the_group_wait(office, channel):
    office.visit(*(finding(f"rule_{n}") for n in range(7)))
    assert office.round(seconds=29).sent == 0
    assert office.round(seconds=2).sent == 1
    assert channel.says == [[Says.OPENED] * 7]


def test_nothing_is_said_twice(office, channel):
    office.visit(finding())
    office.rounds(every=300, lasting=3600 * 11)
    assert channel.says == [[Says.OPENED]]


def test_open_then_reminder_then_acknowledged_then_resolved(office, channel):
    office.visit(finding())
    office.round(minutes=1)
    office.rounds(every=600, lasting=3600 * 25)
    office.do(acknowledge, office.only())
    office.rounds(every=600, lasting=3600 * 25)
    office.visit()
    office.rounds(every=60, lasting=600)
    assert channel.says == [[Says.OPENED], [Says.REMINDER], [Says.REMINDER], [Says.ACKNOWLEDGED], [Says.RESOLVED]]


@pytest.mark.parametrize("failure", [down(), down(permanent=True), down(retry_after=1)])
def test_what_fired_and_ended_while_the_channel_was_down_for_a_day_is_one_message(office, channel, failure):
    channel.fails = failure
    office.visit(finding())
    office.rounds(every=900, lasting=3600 * 13)
    office.visit()
    office.rounds(every=900, lasting=3600 * 11)
    channel.fails = None
    office.rounds(every=300, lasting=3600 * 2)
    assert channel.says == [[Says.PASSED]]


def test_pagerduty_hears_nothing_of_what_fired_and_ended_while_it_was_down(ledger):
    pages = Recorder(pages=True)
    office = Office(ledger, route("pagerduty-1", pages))
    pages.fails = down()
    office.visit(finding())
    office.rounds(every=300, lasting=3600)
    office.visit()
    office.round(minutes=10)
    pages.fails = None
    office.rounds(every=300, lasting=3600)
    assert pages.messages == []
    assert ledger.outbox.counts()["pending"] == 0


def test_a_page_whose_answer_was_lost_is_closed_all_the_same(ledger):
    pages = Recorder(pages=True)
    office = Office(ledger, route("pagerduty-1", pages))
    pages.fails = down(ambiguous=True)
    office.visit(finding())
    office.round(minutes=1)
    pages.fails = None
    office.visit()
    office.rounds(every=60, lasting=3600)
    assert pages.says == [[Says.OPENED], [Says.RESOLVED]]


def test_a_hundred_sources_failing_in_one_round_are_three_messages_at_most_on_every_route(ledger):
    chat, pages = Recorder(), Recorder(pages=True)
    office = Office(ledger, route("chat-1", chat), route("pagerduty-1", pages))
    for n in range(100):
        office.fails(f"site{n}")
        office.pass_time(seconds=3)  # the round takes five minutes
        if n % 5 == 4:
            office.round()
    office.rounds(every=60, lasting=1800)
    assert 1 <= len(chat.messages) <= 3
    assert sum(len(message.lines) for message in chat.messages) == 100
    assert 1 <= len(pages.messages) <= 3
    assert sum(len(message.lines) for message in pages.messages) == 100


def test_the_end_of_a_storm_is_a_few_messages_too_and_closes_the_pages_it_opened(ledger):
    chat, pages = Recorder(), Recorder(pages=True)
    office = Office(ledger, route("chat-1", chat), route("pagerduty-1", pages))
    for n in range(100):
        office.fails(f"site{n}")
    office.rounds(every=60, lasting=1800)
    assert (len(chat.messages), len(pages.messages)) == (1, 1)
    storm = pages.messages[0].group_key
    for n in range(99):
        office.visit(source=f"site{n}")
    office.rounds(every=60, lasting=1800)
    assert (len(chat.messages), len(pages.messages)) == (2, 1)
    office.visit(source="site99")
    office.rounds(every=60, lasting=1800)
    assert [(message.group_key, message.lines[0].says) for message in pages.messages] == [(storm, Says.OPENED), (storm, Says.RESOLVED)]


def test_more_pages_than_pagerduty_takes_in_a_minute_wait_for_the_next(ledger):
    pages = Recorder(pages=True)
    office = Office(ledger, route("pagerduty-1", pages), policy=Policy(pages_at_once=10_000))
    for n in range(150):
        office.fails(f"site{n}")
    office.round(seconds=31)
    assert len(pages.messages) == 100
    office.rounds(every=20, lasting=900)
    assert len(pages.messages) == 150


def test_a_channel_that_fails_is_tried_ever_less_often_and_as_its_answer_asks(office, channel):
    channel.fails = down()
    office.visit(finding())
    office.rounds(every=5, lasting=600)
    assert 7 <= channel.attempts <= 9  # 5, 10, 20 … seconds apart
    channel.fails = down(retry_after=1800)
    office.rounds(every=30, lasting=1200)
    before = channel.attempts
    office.rounds(every=30, lasting=600)
    assert channel.attempts == before


def test_a_refusal_for_good_is_tried_again_only_hourly(office, channel):
    channel.fails = down(permanent=True)
    office.visit(finding())
    office.rounds(every=30, lasting=3000)
    assert channel.attempts == 1


def test_one_channel_that_is_down_holds_up_no_other(ledger, channel):
    broken = Recorder()
    broken.fails = down()
    office = Office(ledger, route("broken-1", broken), route("chat-1", channel))
    office.visit(finding())
    office.round(minutes=1)
    assert channel.says == [[Says.OPENED]]


def test_a_bug_in_a_channel_stops_neither_the_loop_nor_the_message(ledger, channel):
    class Buggy(Recorder):
        def send(self, message):
            raise ZeroDivisionError

    office = Office(ledger, route("buggy-1", Buggy()), route("chat-1", channel))
    office.visit(finding())
    office.round(minutes=1)
    assert channel.says == [[Says.OPENED]]
    assert ledger.outbox.counts()["pending"] == 1


def test_the_second_choice_is_told_when_the_first_has_been_down_for_two_minutes_and_hears_the_end(ledger):
    first, second = Recorder(), Recorder()
    office = Office(ledger, route("first-1", first, roles=EDITORS), route("second-1", second, roles=EDITORS, priority=1))
    office.visit(finding())
    first.fails = down()
    office.round(seconds=31)
    office.rounds(every=10, lasting=100)
    assert second.messages == []
    office.rounds(every=10, lasting=60)
    assert second.says == [[Says.OPENED]]
    first.fails = None
    office.rounds(every=10, lasting=300)
    office.visit()
    office.rounds(every=10, lasting=600)
    assert first.says == [[Says.OPENED], [Says.RESOLVED]]
    assert second.says == [[Says.OPENED], [Says.RESOLVED]]
    office.visit(finding("other_rule"))
    office.rounds(every=10, lasting=900)
    assert len(first.messages) == 3
    assert len(second.messages) == 2  # the first works again


def test_content_goes_to_editors_an_unreachable_site_to_the_engineer_and_a_quiet_one_to_both(ledger):
    engineer, editor = Recorder(), Recorder()
    office = Office(ledger, route("engineer-1", engineer, roles=ONCALL), route("editor-1", editor, roles=EDITORS))
    office.visit(finding())
    office.round(minutes=1)
    office.visit(finding("volume_low", cause=Cause.QUIET, article=None), finding(), cause=Cause.QUIET)
    office.round(minutes=20)
    office.fails("other")
    office.round(minutes=20)
    heard = {
        name: [line.incident.key for message in box.messages for line in message.lines] for name, box in (("on", engineer), ("ed", editor))
    }
    assert heard == {"on": ["cause:quiet", "cause:unreachable"], "ed": ["headline_missing", "cause:quiet"]}


def test_a_route_narrowed_to_sources_and_severities_hears_only_those(ledger):
    narrow = Recorder()
    office = Office(ledger, route("narrow-1", narrow, sources=frozenset({"marfa"}), severities=frozenset({"critical"})), route("rest-1"))
    office.visit(finding("a"), finding("b", severity=Severity.WARNING))
    office.visit(finding("a"), finding("b", severity=Severity.WARNING))
    office.fails("other")
    office.rounds(every=60, lasting=1200)
    assert [line.incident.key for message in narrow.messages for line in message.lines] == ["a"]


def test_silenced_incidents_are_held_and_said_when_the_silence_ends_if_they_are_still_there(office, channel):
    office.ledger.silences.add(until=NOW + timedelta(hours=2), author="سلمى", reason="صيانة", now=NOW, source_id="marfa")
    office.visit(finding("lasting"), finding("passing"))
    office.pass_time(minutes=30)
    office.visit(finding("lasting"))
    office.rounds(every=60, lasting=3600)
    assert channel.messages == []
    office.rounds(every=60, lasting=3600)
    assert [[line.incident.key for line in message.lines] for message in channel.messages] == [["lasting"]]


def test_a_silence_never_swallows_the_end_of_what_was_announced(office, channel):
    office.visit(finding())
    office.round(minutes=1)
    office.ledger.silences.add(until=NOW + timedelta(hours=9), author="سلمى", reason="صيانة", now=office.now)
    office.visit()
    office.rounds(every=60, lasting=900)
    assert channel.says == [[Says.OPENED], [Says.RESOLVED]]


def test_a_silence_that_is_lifted_lets_go_at_once(office, channel):
    added = office.ledger.silences.add(until=NOW + timedelta(days=9), author="سلمى", reason="صيانة", now=NOW)
    office.visit(finding())
    office.round(minutes=5)
    office.ledger.silences.remove(added.id, now=office.now)
    office.round(seconds=5)
    assert channel.says == [[Says.OPENED]]


def test_warnings_wait_out_the_quiet_hours_of_the_source_s_zone_and_critical_ones_do_not(ledger, channel):
    # 08:00 UTC is 10:00 in Beirut.
    office = Office(ledger, route(channel=channel), policy=Policy(quiet_from=time(9, 30), quiet_until=time(12, 0)))
    office.visit(finding("soft", severity=Severity.WARNING))
    office.visit(finding("soft", severity=Severity.WARNING), finding("hard"))
    office.rounds(every=60, lasting=3600)
    assert [line.incident.key for message in channel.messages for line in message.lines] == ["hard"]
    office.rounds(every=60, lasting=3700)
    assert [line.incident.key for message in channel.messages for line in message.lines] == ["hard", "soft"]


def test_while_a_site_is_unreachable_its_content_incidents_are_not_mentioned(office, channel):
    office.visit(finding())
    office.round(minutes=1)
    office.fails()
    office.rounds(every=600, lasting=3600 * 30)
    assert [one.cause for message in channel.messages[1:] for line in message.lines for one in line.incidents] == [Cause.UNREACHABLE] * 3


def test_the_first_visit_is_one_summary_and_the_end_of_what_it_found_is_said(office, channel):
    office.visit(*(finding(f"rule_{n}") for n in range(50)), first=True)
    office.round(minutes=1)
    assert channel.says == [[Says.SUMMARY]]
    assert len(channel.messages[0].lines[0].incidents) == 50
    office.visit(*(finding(f"rule_{n}") for n in range(49)))
    office.round(minutes=10)
    assert channel.says[1:] == [[Says.RESOLVED]]


def test_when_a_route_is_taken_away_what_it_had_not_heard_goes_to_those_who_are_left(ledger):
    old, new = Recorder(), Recorder()
    old.fails = down()
    office = Office(ledger, route("old-1", old))
    office.visit(finding())
    office.round(minutes=1)
    office.routes = (route("new-1", new),)
    office.round(minutes=1)
    assert new.says == [[Says.OPENED]]
    assert ledger.outbox.counts()["pending"] == 0


def test_what_nobody_wants_to_hear_waits_for_somebody_who_does(ledger):
    late = Recorder()
    office = Office(ledger, route("engineer-1", roles=ONCALL))
    office.visit(finding())
    office.round(minutes=1)
    assert ledger.outbox.counts()["unrouted"] == 1
    office.routes = (*office.routes, route("editor-1", late, roles=EDITORS))
    office.round(minutes=1)
    assert late.says == [[Says.OPENED]]


def test_what_nobody_wants_to_hear_is_given_up_after_a_week(ledger):
    office = Office(ledger, route("engineer-1", roles=ONCALL))
    office.visit(finding())
    office.round(minutes=1)
    office.visit()
    office.visit()
    office.pass_time(days=8)
    office.round()
    assert ledger.outbox.counts()["unrouted"] == 0


def test_a_new_route_is_not_told_the_end_of_what_it_never_heard_begin(ledger, channel):
    office = Office(ledger, route("old-1"))
    office.visit(finding())
    office.round(minutes=1)
    office.routes = (*office.routes, route("new-1", channel))
    office.visit()
    office.rounds(every=60, lasting=900)
    assert channel.messages == []


@pytest.mark.parametrize("point", ["recovered", "reminded", "routed", "planned", "begun", "sent", "settled"])
def test_a_crash_at_any_point_loses_nothing_and_repeats_at_most_once_under_the_same_key(ledger, channel, point):
    class Crash(Exception):
        pass

    def crash(name):
        if name == point:
            raise Crash

    office = Office(ledger, route(channel=channel))
    whole = office.desk
    office.visit(finding())
    office.pass_time(minutes=1)
    office.desk = replace(whole, checkpoint=crash)
    with pytest.raises(Crash):
        office.round()
    office.desk = whole
    office.rounds(every=5, lasting=60)
    keys = [notice.key for message in channel.messages for line in message.lines for notice in line.notices]
    assert 1 <= len(keys) <= 2
    assert len(set(keys)) == 1
    assert ledger.outbox.counts()["pending"] == 0


def test_an_answer_that_is_lost_costs_one_duplicate_under_the_same_message_key(office, channel):
    channel.fails = down(ambiguous=True)
    office.visit(finding())
    office.round(minutes=1)
    channel.fails = None
    office.rounds(every=5, lasting=120)
    assert len(channel.messages) == 2
    assert len({message.key for message in channel.messages}) == 1


def test_the_delivery_log_says_what_became_of_every_attempt(office, channel):
    channel.fails = down()
    office.visit(finding())
    office.round(minutes=1)
    channel.fails = None
    office.round(minutes=1)
    log = office.ledger.outbox.log()
    assert [attempt.outcome for attempt in log] == ["sent", "refused"]
    assert log[0].notices == log[1].notices
    assert log[1].error.startswith("the channel is down")


def test_resolved_by_hand_is_said_with_the_name(office, channel):
    office.visit(finding())
    office.round(minutes=1)
    office.do(resolve, office.only(), by="كريم")
    office.rounds(every=60, lasting=600)
    assert channel.messages[-1].lines[0].by == "كريم"
    assert channel.messages[-1].lines[0].incident.state is IncidentState.RESOLVED


def test_a_site_down_then_back_says_both_even_when_the_next_fault_is_another(office, channel):
    office.fails()
    office.round(minutes=1)
    office.visit(finding(), verdict=Verdict.DEGRADED, cause=Cause.CONTENT)
    office.rounds(every=30, lasting=600)
    assert channel.says == [[Says.OPENED], [Says.OPENED, Says.RESOLVED]]


def test_a_route_whose_address_was_corrected_fails_no_more(ledger):
    dead = Recorder()
    dead.fails = down(permanent=True)
    office = Office(ledger, route("chat-1", dead))
    office.visit(finding())
    office.round(minutes=1)
    assert ledger.outbox.health()["chat-1"].down_since is not None
    office.routes = (route("chat-2"),)
    office.round(minutes=1)
    assert "chat-1" not in ledger.outbox.health()
    assert office.rounds(every=30, lasting=120) == 0, "it was told at once"
    assert [attempt.route for attempt in ledger.outbox.log()] == ["chat-2", "chat-1"], "the log keeps what happened"


def test_a_page_for_many_closes_though_one_of_them_came_back_meanwhile(ledger):
    """Found by the stories: what ended and was opened again, and may not be told yet, kept the common page open for ever."""
    duty = Recorder(pages=True)
    office = Office(ledger, route("pagerduty-1", duty))
    sites = ("a", "b", "c", "d")
    for site in sites:
        office.fails(site)
    office.round(minutes=1)
    (page,) = duty.messages
    assert page.group_key
    office.visit(source="a")
    office.round(minutes=10)
    (first,) = [one for one in ledger.incidents.find(states=tuple(IncidentState)) if one.source_id == "a"]
    ledger.silences.add(until=office.now + timedelta(hours=9), author="سلمى", reason="صيانة", now=office.now, source_id="a")
    office.do(reopen, first)
    for site in sites[1:]:
        office.visit(source=site)
    office.round(minutes=10)
    assert [(message.group_key, message.lines[0].says) for message in duty.messages[1:]] == [(page.group_key, Says.RESOLVED)]


def test_what_comes_back_before_its_end_was_told_stays_on_its_common_page(ledger):
    """Found by the stories: it left for another page, and when the rest of the first was over nobody closed that."""
    duty = Recorder(pages=True)
    office = Office(ledger, route("pagerduty-1", duty))
    for site in ("a", "b", "c", "d"):
        office.fails(site)
    office.round(minutes=1)
    first = duty.messages[0].group_key
    for site in ("a", "b", "c", "d"):
        office.visit(source=site)  # over, …
    for site in ("a", "b", "e", "f", "g", "h"):
        office.fails(site)  # … and two of them come back before anybody heard it, with four others
    office.round(minutes=10)
    second = next(message.group_key for message in duty.messages[1:] if len(message.lines) > 1)
    assert second != first
    for site in "abdefgh":
        for _ in range(3):
            office.visit(source=site)
    office.round(minutes=10)
    closed = [message.group_key for message in duty.messages if message.lines[0].says is Says.RESOLVED]
    assert sorted(closed) == sorted([first, second])


def test_nothing_comes_back_to_those_who_never_heard_of_it(office, channel):
    """It began, ended and began again within one group wait: read first as “has come back”, it sends people looking for a message that never was."""
    for _ in range(2):
        office.fails()
        office.pass_time(seconds=1)
        office.visit()
    office.fails()
    office.round(minutes=5)
    assert say("alerts.kind_opened", "ar") in plain(channel.messages[0])
    for _ in range(6):
        office.visit()
    office.round(minutes=5)
    office.fails()
    office.round(minutes=5)
    assert channel.says == [[Says.OPENED], [Says.RESOLVED], [Says.OPENED]]
    assert say("alerts.kind_again", "ar", n=2) in plain(channel.messages[2])


def test_a_loop_that_stood_still_for_weeks_gives_nothing_up(ledger):
    channel = Recorder()
    office = Office(ledger, route(channel=channel))
    office.visit(finding())
    office.round(days=20)
    assert channel.says == [[Says.OPENED]]


def test_a_route_put_right_after_weeks_hears_what_the_wrong_one_did_not(ledger):
    dead, mended = Recorder(), Recorder()
    dead.fails = down(permanent=True)
    office = Office(ledger, route("chat-1", dead))
    office.visit(finding())
    office.round(minutes=1)
    office.routes = (route("chat-2", mended),)
    office.round(days=20)
    assert [line.incident.key for message in mended.messages for line in message.lines] == ["headline_missing"]


def test_the_end_is_said_of_what_a_summary_may_have_told(ledger):
    """Found by the stories: the answer to the summary was lost, and what it told of was over before it could be sent again."""
    channel = Recorder()
    office = Office(ledger, route(channel=channel))
    channel.fails = down(ambiguous=True)
    office.visit(finding(), first=True)
    office.round(minutes=1)
    office.visit()
    channel.fails = None
    office.rounds(every=60, lasting=3600)
    assert channel.says[0] == [Says.SUMMARY]
    assert sorted(line.says for message in channel.messages[1:] for line in message.lines) == [Says.RESOLVED, Says.SUMMARY]

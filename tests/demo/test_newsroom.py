"""The demo newsroom publishes, answers politely, breaks as told, and mends."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
import requests

from rasid.demo import FAULTS, SECTIONS, Newsroom, Story
from rasid.demo.datelines import STYLES
from rasid.demo.stories import seed_document, written_articles

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def room(clock: Clock) -> Iterator[Newsroom]:
    with Newsroom(clock=clock) as opened:
        yield opened


def get(room: Newsroom, path: str, **headers: str) -> requests.Response:
    return requests.get(path if path.startswith("http") else room.url + path, headers=headers, timeout=10, allow_redirects=False)


def page_of(room: Newsroom, story: Story) -> str:
    answer = get(room, room.url_of(story))
    assert answer.status_code == 200
    return answer.content.decode("utf-8", "replace")


def json_ld(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, object] = json.loads(found[1])
    return data


def articles_linked(html: str) -> set[str]:
    return set(re.findall(r'<h[23]><a href="([^"]+)"', html))


# --- what it publishes


def test_it_opens_with_forty_articles_in_five_sections_and_every_date_style(room: Newsroom) -> None:
    stories = room.stories()
    assert len(stories) >= 40
    assert {story.section for story in stories} == set(SECTIONS)
    assert {story.date_style for story in stories} >= {*STYLES, "none"}
    assert len({story.headline for story in stories}) == len(stories)


def test_every_article_is_prose_of_a_newspaper_s_length_save_the_urgent_line() -> None:
    for table in written_articles():
        words = len(table["body"].split())
        assert table.get("urgent") or 90 <= words <= 400, table["headline"]


def test_its_news_is_always_fresh(room: Newsroom) -> None:
    ages = [NOW - story.published for story in room.stories()]
    assert min(ages) < timedelta(hours=1)
    assert max(ages) < timedelta(hours=48)
    assert [story.published for story in room.stories()] == sorted((story.published for story in room.stories()), reverse=True)


def test_the_listing_is_paginated_and_shows_every_article_once(room: Newsroom) -> None:
    seen: list[str] = []
    address: str | None = "/latest"
    while address:
        html = get(room, address).text
        seen += articles_linked(html)
        following = re.search(r'<link rel="next" href="([^"]+)"', html)
        address = following[1] if following else None
    assert sorted(seen) == sorted(room.url_of(story) for story in room.stories())


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_lists_only_its_own(room: Newsroom, section: str) -> None:
    assert {link.split("/")[3] for link in articles_linked(get(room, f"/{section}").text)} == {section}


def test_the_feed_and_the_news_sitemap_name_the_newest_articles_with_their_dates(room: Newsroom) -> None:
    newest = room.stories()[0]
    feed = ElementTree.fromstring(get(room, "/feed.xml").content)
    assert feed.findtext("channel/item/link") == room.url_of(newest)
    assert feed.findtext("channel/item/title") == newest.headline
    index = ElementTree.fromstring(get(room, "/sitemap.xml").content)
    (sitemap,) = [one.text or "" for one in index.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    urls = ElementTree.fromstring(get(room, sitemap).content)
    assert next(urls.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")).text == room.url_of(newest)
    assert room.url in get(room, "/robots.txt").text


def test_an_article_says_the_same_in_its_text_its_metadata_and_its_structured_data(room: Newsroom) -> None:
    for story in room.stories()[:12]:
        html = page_of(room, story)
        data = json_ld(html)
        assert data["headline"] == story.headline
        assert data["datePublished"] == story.published.isoformat()
        assert f'<h1 class="story-title">{story.headline}</h1>' in html
        assert f'<meta property="og:title" content="{story.headline}">' in html
        assert f'<link rel="canonical" href="{room.url_of(story)}">' in html


def test_the_seed_document_is_one_of_its_articles_with_every_part_and_no_date_in_the_text(room: Newsroom) -> None:
    story = room.story(4000)
    lines = [line.strip() for line in seed_document().read_text("utf-8").splitlines() if line.strip()]
    assert (story.headline, story.standfirst, story.caption) == tuple(lines[:3])
    html = page_of(room, story)
    for line in lines:
        assert line in html
    assert 'class="published"' not in html


def test_the_seed_document_can_be_left_out() -> None:
    with Newsroom(seed_document=False) as room:
        assert 4000 not in {story.id for story in room.stories()}


def test_pictures_and_styles_come_from_the_newsroom_itself(room: Newsroom) -> None:
    assert get(room, "/media/4100.png").content.startswith(b"\x89PNG")
    assert get(room, "/media/4100.svg").text.startswith("<svg")
    html = get(room, "/").text
    outside = [address for address in re.findall(r'(?:src|href)="(https?://[^"]+)"', html) if not address.startswith(room.url)]
    assert outside == []


# --- conditional requests


@pytest.mark.parametrize("path", ["/latest", "/politics", "/feed.xml", "/sitemap-news.xml", "article"])
def test_what_has_not_changed_is_answered_304(room: Newsroom, path: str) -> None:
    address = room.url_of(room.stories()[3]) if path == "article" else path
    first = get(room, address)
    assert get(room, address, **{"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert get(room, address, **{"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304
    assert get(room, address, **{"If-None-Match": '"another"'}).status_code == 200
    assert room.requests[1].conditional
    assert not room.requests[0].conditional


def test_time_alone_changes_no_article(room: Newsroom, clock: Clock) -> None:
    address = room.url_of(room.stories()[0])
    tag = get(room, address).headers["ETag"]
    clock.at += timedelta(hours=5)
    assert get(room, address, **{"If-None-Match": tag}).status_code == 304


def test_publishing_changes_the_lists_and_not_the_articles(room: Newsroom, clock: Clock) -> None:
    listing, article = get(room, "/latest").headers["ETag"], get(room, room.url_of(room.stories()[0])).headers["ETag"]
    old = room.stories()[0]
    clock.at += timedelta(minutes=10)
    (new,) = room.publish()
    assert room.stories()[0] == new
    assert get(room, "/latest", **{"If-None-Match": listing}).status_code == 200
    assert get(room, room.url_of(old), **{"If-None-Match": article}).status_code == 304
    assert new.headline in get(room, "/feed.xml").text


def test_an_edit_shows_and_only_an_announced_one_moves_the_date(room: Newsroom, clock: Clock) -> None:
    story = room.stories()[5]
    tag = get(room, room.url_of(story)).headers["ETag"]
    clock.at += timedelta(hours=1)
    silent = room.edit(story, headline="عنوان جديد لم يُعلن عنه")
    assert silent.modified == story.modified
    answer = get(room, room.url_of(story), **{"If-None-Match": tag})
    assert answer.status_code == 200
    assert "عنوان جديد لم يُعلن عنه" in answer.text
    assert room.edit(story, standfirst="مقدمة مصححة", announced=True).modified == clock.at


def test_a_newsroom_with_a_rhythm_publishes_by_the_clock(clock: Clock) -> None:
    with Newsroom(clock=clock, publish_every=timedelta(minutes=30)) as room:
        before = len(room.stories())
        clock.at += timedelta(hours=2, minutes=10)
        assert len(room.stories()) == before + 4
        assert room.stories()[0].published == NOW + timedelta(hours=2)


# --- faults


@pytest.mark.parametrize("fault", [name for name, fault in FAULTS.items() if fault.reach == "article"])
def test_a_broken_article_differs_and_a_mended_one_is_as_it_was(room: Newsroom, clock: Clock, fault: str) -> None:
    story = next(story for story in room.stories() if story.author and story.dateline)
    address = room.url_of(story)
    before = get(room, address)
    clock.at += timedelta(minutes=5)
    assert room.break_(fault, article=story) == [address]
    broken = get(room, address, **{"If-None-Match": before.headers["ETag"]})
    assert (broken.status_code, broken.content) != (200, before.content)
    assert broken.status_code != 304
    assert room.mend() == 1
    mended = get(room, address)
    assert (mended.status_code, mended.headers["ETag"]) == (200, before.headers["ETag"])


def test_each_fault_without_a_named_article_takes_another_one(room: Newsroom) -> None:
    touched = room.break_("missing_headline") + room.break_("future_date", count=2) + room.break_("english_body")
    assert len(set(touched)) == 4


def test_a_fault_for_every_article_also_strikes_those_yet_to_come(room: Newsroom) -> None:
    room.break_("template_change", count=None)
    (new,) = room.publish()
    html = page_of(room, new)
    assert "x-app" in html
    assert "ld+json" not in html
    assert "<h1" not in html


def test_a_missing_headline_is_nowhere_on_the_page_but_still_in_the_listing(room: Newsroom) -> None:
    story = room.stories()[2]
    room.break_("missing_headline", article=story)
    html = page_of(room, story)
    assert "<h1" not in html
    assert "og:title" not in html
    assert "headline" not in json_ld(html)
    assert story.headline in get(room, "/latest").text


def test_mojibake_is_utf8_read_as_windows_1256(room: Newsroom) -> None:
    story = room.stories()[2]
    room.break_("mojibake", article=story)
    garbled = get(room, room.url_of(story)).content.decode("utf-8")
    assert story.headline not in garbled
    assert story.headline in garbled.encode("cp1256").decode("utf-8")


def test_a_legacy_page_is_windows_1256_and_says_so_a_wrong_one_says_utf8(room: Newsroom) -> None:
    honest, wrong = room.stories()[2], room.stories()[3]
    room.break_("legacy_encoding", article=honest)
    room.break_("wrong_charset", article=wrong)
    answer = get(room, room.url_of(honest))
    assert "windows-1256" in answer.headers["Content-Type"]
    assert honest.headline in answer.content.decode("cp1256")
    answer = get(room, room.url_of(wrong))
    assert "utf-8" in answer.headers["Content-Type"]
    assert wrong.headline in answer.content.decode("cp1256")


def test_lists_can_be_empty_frozen_or_without_links(room: Newsroom, clock: Clock) -> None:
    room.break_("empty_listing")
    assert articles_linked(get(room, "/latest").text) == set()
    assert "<item>" not in get(room, "/feed.xml").text
    room.mend()
    room.break_("stale_listing")
    clock.at += timedelta(minutes=1)
    (new,) = room.publish()
    assert new.headline not in get(room, "/latest").text
    room.mend()
    assert new.headline in get(room, "/latest").text
    room.break_("listing_redesign")
    html = get(room, "/latest").text
    assert articles_linked(html) == set()
    assert new.headline in html


def test_a_broken_feed_is_not_well_formed(room: Newsroom) -> None:
    room.break_("broken_feed")
    with pytest.raises(ElementTree.ParseError):
        ElementTree.fromstring(get(room, "/feed.xml").content)


@pytest.mark.parametrize(("fault", "status"), [("unavailable", 503), ("server_error", 500), ("forbidden", 403), ("rate_limited", 429)])
def test_a_site_fault_answers_everywhere_with_its_status(room: Newsroom, fault: str, status: int) -> None:
    room.break_(fault)
    assert {get(room, path).status_code for path in ("/latest", "/feed.xml", room.stories()[0].path)} == {status}


def test_an_outage_for_a_while_ends_by_itself_and_says_when(room: Newsroom, clock: Clock) -> None:
    room.break_("unavailable", seconds=90)
    assert get(room, "/latest").headers["Retry-After"] == "90"
    clock.at += timedelta(seconds=91)
    assert get(room, "/latest").status_code == 200


def test_a_site_fault_can_strike_articles_only(room: Newsroom) -> None:
    room.break_("challenge", only="article")
    assert get(room, "/latest").headers.get("Server") != "cloudflare"
    assert "Verify you are human" in get(room, room.url_of(room.stories()[0])).text


def test_robots_can_forbid_or_fail(room: Newsroom) -> None:
    room.break_("robots_disallow")
    assert "Disallow: /\n" in get(room, "/robots.txt").text
    room.mend()
    room.break_("robots_unavailable")
    assert get(room, "/robots.txt").status_code == 503


def test_a_dropped_connection_gives_no_answer(room: Newsroom) -> None:
    room.break_("dropped_connection")
    with pytest.raises(requests.ConnectionError):
        get(room, "/latest")


def test_a_slow_drip_sends_a_byte_at_a_time_and_ends_with_the_newsroom() -> None:
    with Newsroom() as room:
        room.break_("slow_drip", interval=0.02)
        with socket.create_connection(("127.0.0.1", int(room.url.rsplit(":", 1)[1])), timeout=10) as client:
            client.sendall(b"GET /latest HTTP/1.1\r\nHost: x\r\n\r\n")
            received = b""
            while b"\r\n\r\n" not in received:
                received += client.recv(4096)
            assert len(received.partition(b"\r\n\r\n")[2]) < 100


def test_a_redirect_loop_never_arrives(room: Newsroom) -> None:
    story = room.stories()[0]
    room.break_("redirect_loop", article=story)
    with pytest.raises(requests.TooManyRedirects):
        requests.get(room.url_of(story), timeout=10)


def test_an_unknown_fault_is_refused_with_the_list_of_known_ones(room: Newsroom) -> None:
    with pytest.raises(KeyError, match="missing_headline"):
        room.break_("missing_headlines")


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_described_in_both_languages(fault: str) -> None:
    words = FAULTS[fault].words
    assert re.search("[\u0621-\u064a]", words.ar)
    assert words.en
    assert not re.search("[\u0621-\u064a]", words.en)


# --- mini-sites, control, the program


def test_mini_sites_hold_the_same_invented_articles_every_time(clock: Clock) -> None:
    with Newsroom(clock=clock, mini_articles=30) as first, Newsroom(clock=clock, mini_articles=30) as second:
        assert first.stories(17) == second.stories(17)
        assert len(first.stories(17)) == 30
        assert len({story.headline for story in first.stories(17)}) == 30
        assert not {story.headline for story in first.stories(17)} & {story.headline for story in first.stories()}
        assert len(articles_linked(get(first, "/s/17/latest").text)) == 12
        story = first.stories(17)[0]
        assert unquote(story.path).startswith("/s/17/")
        assert story.headline in page_of(first, story)


def test_invented_articles_share_few_sentences(room: Newsroom) -> None:
    bodies = [{sentence for paragraph in story.body for sentence in paragraph.split(". ")} for story in room.stories(5)]
    assert max(len(one & other) for one in bodies for other in bodies if one is not other) <= 3


def test_a_mini_site_breaks_alone(room: Newsroom) -> None:
    room.break_("unavailable", site=2)
    assert get(room, "/s/2/latest").status_code == 503
    assert get(room, "/s/3/latest").status_code == 200
    assert get(room, "/latest").status_code == 200


def test_the_control_door_breaks_mends_and_publishes_by_post_only(room: Newsroom) -> None:
    asked = requests.get(f"{room.url}/_control/mend", timeout=10)
    assert asked.status_code == 405
    assert "curl -X POST" in asked.text
    answer = requests.post(f"{room.url}/_control/break?fault=missing_headline&count=2", timeout=10)
    assert len(answer.json()["touched"]) == 2
    assert len(requests.post(f"{room.url}/_control/publish", json={"n": 3}, timeout=10).json()["published"]) == 3
    assert requests.post(f"{room.url}/_control/mend", timeout=10).json() == {"ended": 1}
    assert requests.post(f"{room.url}/_control/break?fault=nonsense", timeout=10).status_code == 400
    foreign = requests.post(f"{room.url}/_control/mend", headers={"Origin": "https://evil.example"}, timeout=10)
    assert foreign.status_code == 403


def test_the_control_door_says_what_can_be_typed_and_what_is_broken(room: Newsroom) -> None:
    room.break_("unavailable")
    door = requests.get(f"{room.url}/_control", timeout=10)
    assert door.status_code == 200, "the site is down, its control door is not"
    assert "Broken now: unavailable" in door.text
    for name, fault in FAULTS.items():
        assert re.search(rf"^  {name} +{fault.reach} +{fault.cause.value} +{re.escape(fault.words.en)}$", door.text, re.MULTILINE)
    told = requests.post(f"{room.url}/_control/break?fault=slow_drip", timeout=10).json()
    assert (told["broken"], told["reach"], told["touched"]) == ("slow_drip", "site", [])
    assert told["means"] == FAULTS["slow_drip"].words.en
    lacking = requests.post(f"{room.url}/_control/break", timeout=10)
    assert (lacking.status_code, "fault=NAME" in lacking.text) == (400, True)


def test_the_inbox_is_a_webhook_that_shows_what_came(room: Newsroom) -> None:
    heard: list[str] = []
    room.hear = heard.append
    inbox = f"{room.url}/_control/inbox"
    assert "Nothing came yet" in requests.get(inbox, timeout=10).text
    assert requests.post(inbox, json={"subject": "عنوان", "text": "الموقع لا يجيب", "events": []}, timeout=10).status_code == 204
    requests.post(inbox, data=b"not JSON", timeout=10)
    assert heard == ["── عنوان\nالموقع لا يجيب", "not JSON"]
    shown = requests.get(inbox, timeout=10)
    assert shown.content.decode("utf-8") == "── عنوان\nالموقع لا يجيب\n\nnot JSON\n"
    assert shown.headers["Content-Type"].startswith("text/plain")


def test_a_newsroom_without_control_has_no_door(clock: Clock) -> None:
    with Newsroom(clock=clock, control=False) as closed:
        assert requests.get(f"{closed.url}/_control", timeout=10).status_code == 404
        assert requests.post(f"{closed.url}/_control/break?fault=unavailable", timeout=10).status_code == 405
        assert not closed.breakages


def test_the_program_says_its_faults_and_how_to_begin() -> None:
    told = subprocess.run([sys.executable, "-m", "rasid.demo", "--help"], capture_output=True, text=True, timeout=60, check=True).stdout
    assert all(name in told for name in FAULTS)
    assert "/_control/break?fault=" in told
    assert "/_control/mend" in told


def test_a_port_that_is_none_is_one_clear_line() -> None:
    ended = subprocess.run([sys.executable, "-m", "rasid.demo", "--port", "80000"], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert "80000" in ended.stderr


def test_a_taken_port_is_one_clear_line(room: Newsroom) -> None:
    port = room.url.rsplit(":", 1)[1]
    ended = subprocess.run([sys.executable, "-m", "rasid.demo", "--port", port], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert port in ended.stderr

"""`rasid new` on the demo newsroom: what it proposes is right, what it writes can be visited at once, what it cannot do it says in a line."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from rasid.demo import Newsroom
from rasid.errors import RasidError, SourceError
from rasid.pipeline import extract_article
from rasid.probe.reduce import GOLDEN_NOW, golden_row
from rasid.sources import load_source
from tests.extract.test_repeated import story
from tests.probe.conftest import Run
from tests.probe.sites import Site, feed, listing, serving

SHELL = '<!doctype html><html lang="ar"><head><title>أخبار</title><script src="/app.js"></script></head><body><div id="root"></div></body></html>'


@pytest.fixture(scope="module")
def room() -> object:
    with Newsroom(seed_document=False) as newsroom:
        yield newsroom


def add(rasid: Run, url: str, *more: str) -> object:
    return rasid("new", url, "--yes", "--allow-private", "--id", "harbour", *more)


def test_a_site_is_added_and_visited_without_editing_anything(rasid: Run, seeds: Path, room: Newsroom) -> None:
    done = rasid("new", f"{room.url}/latest", "--yes", "--allow-private", "--id", "harbour", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["country"], told["timezone"], told["encoding"]) == ("LB", "Asia/Beirut", "utf-8")
    assert len(told["articles"]) == 5
    assert all(article["headline"] and article["published_at"] for article in told["articles"])
    source = load_source(seeds / "harbour")
    assert source.name.ar == "المرسى"
    assert source.sections[0].feeds == (f"{room.url}/feed.xml",)
    assert source.every_minutes in (15, 20, 30)
    assert not source.selectors
    visit = rasid("visit", "harbour", "--json")
    outcome = json.loads(visit.stdout)
    assert outcome["verdict"] == "healthy", outcome
    assert outcome["counts"]["new"] >= 30
    assert rasid("new", "--check", "harbour").exit_code == 0


def test_golden_pages_hold_the_shape_and_none_of_the_words(rasid: Run, seeds: Path, room: Newsroom) -> None:
    assert add(rasid, f"{room.url}/latest").exit_code == 0
    source = load_source(seeds / "harbour")
    expected = json.loads((seeds / "harbour" / "expected.json").read_text("utf-8"))
    assert len(expected) == 2
    prose = {sentence for story in room.stories() for sentence in (story.headline, story.standfirst, story.author, *story.body) if sentence}
    for name, row in expected.items():
        page = (seeds / "harbour" / name).read_bytes()
        assert golden_row(extract_article(page, row["url"], source=source, now=GOLDEN_NOW)) == row
        assert row["headline"]
        assert row["paragraphs"] >= 3
        assert row["published_at"]
        assert not [sentence for sentence in prose if len(sentence.split()) > 1 and sentence in page.decode()]


def test_nothing_is_written_before_somebody_agrees(rasid: Run, seeds: Path, room: Newsroom) -> None:
    done = rasid("new", f"{room.url}/latest", "--allow-private", "--id", "harbour")
    assert isinstance(done.exception, SourceError)
    assert "--yes" in str(done.exception)
    assert not (seeds / "harbour").exists()


def test_an_existing_source_is_written_over_only_by_force(rasid: Run, seeds: Path, room: Newsroom) -> None:
    (seeds / "harbour").mkdir()
    mine = seeds / "harbour" / "source.toml"
    mine.write_text("# mine", "utf-8")
    asked = len(room.requests)
    refused = add(rasid, f"{room.url}/latest")
    assert "--force" in str(refused.exception)
    assert mine.read_text("utf-8") == "# mine"
    assert len(room.requests) == asked, "it was known before anything was asked of the site"
    assert add(rasid, f"{room.url}/latest", "--force").exit_code == 0
    assert load_source(seeds / "harbour").country == "LB"


@pytest.mark.parametrize(
    ("path", "section"), [("/", "/"), ("/feed.xml", "/"), ("/politics", "/politics")], ids=["front page", "feed", "one section"]
)
def test_front_page_feed_and_section_are_all_good_starts(path: str, section: str, rasid: Run, seeds: Path, room: Newsroom) -> None:
    done = add(rasid, room.url + path)
    assert done.exit_code == 0, done.exception
    source = load_source(seeds / "harbour")
    assert source.sections[0].url == room.url + section
    # The whole site's feed is not the politics section's own.
    assert bool(source.sections[0].feeds) == (path != "/politics")


def test_check_names_what_drifted(rasid: Run, seeds: Path) -> None:
    with Newsroom(seed_document=False) as room:
        assert add(rasid, f"{room.url}/latest").exit_code == 0
        file = seeds / "harbour" / "source.toml"
        file.write_text(
            file.read_text("utf-8").replace("/feed.xml", "/old-feed.xml").replace("every_minutes = ", "every_minutes = 7 # "), "utf-8"
        )
        seed = file.read_text("utf-8")
        file.write_text(seed.replace("[schedule]", "[selectors]\nheadline = 'h1.no-such-class'\n\n[schedule]"), "utf-8")
        drifted = rasid("new", "--check", "harbour")
        assert drifted.exit_code == 1
        assert "old-feed.xml" in drifted.stdout
        assert "selector headline" in drifted.stdout
        room.break_("empty_listing")
        assert "no list of articles" in rasid("new", "--check", "harbour").stdout


def _empty_shell(site: Site) -> None:
    site.put("/news", SHELL)


def _menu_only(site: Site) -> None:
    site.put("/news", listing("أخبار", []))


def _dead_links(site: Site) -> None:
    site.put(
        "/news", listing("أخبار", [(f"/story/{n}123456", f"الوزارة تعلن بدء العمل في الميناء رقم {n} هذا العام", "") for n in range(8)])
    )


@pytest.mark.parametrize(
    ("build", "path", "words"),
    [
        (_empty_shell, "/news", "RSS feed or news sitemap"),
        (_menu_only, "/news", "Give the section's own page"),
        (_dead_links, "/news", "give the address of another section"),
        (_menu_only, "/gone", "404"),
    ],
    ids=["empty shell", "no articles", "dead links", "not found"],
)
def test_a_failure_is_one_line_with_address_reason_and_way_out(build: object, path: str, words: str, rasid: Run, seeds: Path) -> None:
    with serving(build) as site:  # type: ignore[arg-type]
        done = rasid("new", site.url + path, "--yes", "--allow-private")
    assert isinstance(done.exception, RasidError), done.output
    line = str(done.exception)
    assert site.url in line
    assert words in line
    assert "\n" not in line
    assert not [child for child in seeds.iterdir() if not child.name.startswith("_")]


def test_private_addresses_and_other_schemes_are_refused(rasid: Run, room: Newsroom) -> None:
    assert "--allow-private" in str(rasid("new", f"{room.url}/latest", "--yes").exception)
    assert "http" in str(rasid("new", "ftp://example.org/news", "--yes").exception)


def test_it_asks_no_more_than_a_dozen_things(rasid: Run, room: Newsroom) -> None:
    before = len(room.requests)
    assert add(rasid, f"{room.url}/latest").exit_code == 0
    assert len(room.requests) - before <= 12


def test_what_a_page_says_of_itself_cannot_break_the_seed(rasid: Run, seeds: Path) -> None:
    name = 'بحر"\n[fetch]\nobey_robots = false #'
    with Newsroom(seed_document=False) as room:
        stories = room.stories()[:6]

        def build(site: Site) -> None:
            items = [
                (f"/story/{n}765432", story.headline, f"{story.published:%a, %d %b %Y %H:%M:%S +0200}") for n, story in enumerate(stories)
            ]
            head = f'<meta property="og:site_name" content=\'{name}\'><meta property="og:locale" content="ar_JO"><link rel="alternate" type="application/rss+xml" href="/rss">'
            site.put("/news", listing("أخبار", items, head))
            site.put("/rss", feed(site, items), "application/rss+xml")
            for (path, title, _), story in zip(items, stories, strict=True):
                body = "".join(f"<p>{paragraph}</p>" for paragraph in story.body)
                stamp = (story.published - timedelta(hours=1)).isoformat()
                site.put(
                    path,
                    f'<html lang="ar"><head><meta charset="utf-8"><title>{title}</title><meta property="og:type" content="article"><meta property="article:published_time" content="{stamp}"></head><body><article><h1>{title}</h1>{body}</article></body></html>',
                )

        with serving(build) as site:
            done = rasid("new", f"{site.url}/news", "--yes", "--allow-private", "--id", "odd")
            assert done.exit_code == 0, done.exception
    source = load_source(seeds / "odd")
    assert source.obey_robots
    assert source.country == "JO"
    assert source.sections[0].feeds


def test_what_all_its_articles_repeat_is_shown_as_the_sites(rasid: Run, seeds: Path) -> None:
    line = "مادة من إنتاج فريق الخرائط والبيانات في ساحل"

    def build(site: Site) -> None:
        items = []
        for number in range(1, 7):
            path, title = f"/news/{4100 + number}/khabar-al-marfa-{number}", f"الرصيف {number} في المرفأ الشرقي يستقبل عبّارة جديدة"
            text = "".join(f"<p>{paragraph}</p>" for paragraph in (*story(number, line).body,))
            site.put(
                path,
                f'<!doctype html><html lang="ar"><head><title>{title}</title><meta property="article:published_time" content="2026-03-0{number}T09:30:00+02:00"></head>'
                f"<body><main><h1>{title}</h1><time>2026-03-0{number} 09:30</time><div>{text}</div></main></body></html>",
            )
            items.append((path, title, ""))
        site.put("/news", listing("أخبار الساحل", items))

    with serving(build) as site:
        done = rasid("new", f"{site.url}/news", "--yes", "--allow-private", "--id", "coast", "--country", "LB", "--json")
        assert done.exit_code == 0, done.output
        told = json.loads(done.stdout)
        whole = extract_article(site.pages["/news/4101/khabar-al-marfa-1"], f"{site.url}/news/4101/khabar-al-marfa-1")
    assert [remark for remark in told["remarks"] if line in remark and "eight articles of two days" in remark]
    assert whole.body[-1] == line, "a page alone is read whole"
    assert {article["words"] for article in told["articles"]} == {len(" ".join(story(number).body).split()) for number in range(1, 6)}

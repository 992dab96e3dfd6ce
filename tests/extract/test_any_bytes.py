"""Whatever the bytes, the end is an Article or a typed refusal, within bounds of time and memory."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from rasid.errors import Refusal
from rasid.extract import extract, extract_plain_text, recognise_wall
from rasid.model import Article
from tests.extract.test_layouts import PAGES

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
URL = "https://www.channel-one.net/news/771204"


def outcome(text: str) -> Article | Refusal:
    try:
        return extract(text, URL, now=NOW)
    except Refusal as refusal:
        return refusal


def _mutants(seed: int, count: int) -> list[str]:
    """Real pages truncated, shuffled, with tags doubled, lost or broken, and pure noise."""
    chance = random.Random(seed)
    fragments = ["<", ">", "</", '"', "'", "<!--", "-->", "<![CDATA[", "]]>", "&", "&#x10FFFF;", "&#0;", "\x00", "\ufffd", "\ud800", "\u202e", "<script>", "</script>", "<style>", "<svg>", "<math>", "<table>", "<tr>",
                 "<select>", "<template>", "<p", "<div class=", '<a href="', "<h1>", "<title>", "<plaintext>", "<frameset>", "<body>", "<html>", '{"@type":"NewsArticle",', "2026-03-09T99:99:99Z", "﷽", "٠١٢"]  # fmt: skip
    made: list[str] = []
    for n in range(count):
        text = chance.choice(PAGES).html
        kind = n % 6
        if kind == 0:
            text = text[: chance.randrange(len(text))]
        elif kind == 1:
            cut = chance.randrange(len(text))
            text = text[cut:] + text[:cut]
        elif kind == 2:
            for _ in range(chance.randrange(1, 40)):
                at = chance.randrange(len(text))
                text = text[:at] + chance.choice(fragments) + text[at:]
        elif kind == 3:
            for _ in range(chance.randrange(1, 30)):
                at = chance.randrange(len(text) or 1)
                text = text[:at] + text[at + chance.randrange(1, 200) :]
        elif kind == 4:
            text = "".join(
                chance.choice(fragments) + chr(chance.choice((32, 65, 0x627, 0x660, 0x6C1, 0x1F600, 0x200F))) * chance.randrange(5)
                for _ in range(chance.randrange(1, 600))
            )
        else:
            text = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 3000))).decode("latin-1")
        made.append(text)
    return made


@pytest.mark.parametrize("seed", range(4))
def test_broken_pages_end_in_an_article_or_a_refusal(seed: int) -> None:
    for text in _mutants(seed, 90):
        found = outcome(text)
        assert isinstance(found, Article | Refusal)
        if isinstance(found, Article):
            assert found.headline is None or found.headline.strip()
            assert all(paragraph.strip() for paragraph in found.body)
            assert found.published_at is None or found.published_at.tzinfo is not None


def test_broken_texts_end_in_an_article_or_a_refusal() -> None:
    for text in _mutants(99, 60):
        for read in (lambda text: extract_plain_text(text, URL, now=NOW), lambda text: recognise_wall(text, URL)):
            try:
                read(text)
            except Refusal as refusal:
                assert refusal.kind  # noqa: PT017


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1000, 1050))
def test_many_broken_pages(seed: int) -> None:
    for text in _mutants(seed, 400):
        assert isinstance(outcome(text), Article | Refusal)


MONSTERS = {
    "ten megabytes of links": "'<a>' * 3_300_000",
    "ten megabytes of boxes": "'<div></div>' * 900_000",
    "ten megabytes of list items": "'<li>x' * 2_000_000",
    "a hundred thousand boxes deep": "'<div>' * 100_000 + 'x'",
    "a hundred thousand boxes deep, closed": "'<div>' * 100_000 + 'x' + '</div>' * 100_000",
    "a hundred thousand spans deep": "'<span>' * 100_000 + 'x'",
    "nineteen thousand boxes deep": "'<div class=date>' * 19_000 + 'x'",
    "nineteen thousand marked boxes with text": "'<div class=caption>x' * 19_000",
    "unclosed bold copied into every paragraph": "'<p>' + ''.join(f'<b id={n}>' for n in range(3_000)) + '</p>' + '<p>x</p>' * 6_000",
    "unclosed fonts in capitals": "'<P>' + ''.join(f'<FONT COLOR={n}>' for n in range(5_000)) + '</P>' + '<P>x</P>' * 4_000",
    "ten megabytes of words": "'<p>' + 'كلمة ' * 2_000_000",
    "ten megabytes of one word": "'<p>' + 'ك' * 10_000_000",
    "ten megabytes without white space between tags": "'<p>نص قصير هنا</p>' * 500_000",
    "one tag of ten megabytes": "'<p class=\"' + 'a ' * 5_000_000 + '\">x'",
    "two hundred thousand line breaks": "'<p>' + 'سطر قصير<br>' * 200_000",
    "nested tables": "'<table><tr><td>' * 30_000",
    "a date in every box": "'<h1>عنوان طويل بما يكفي لخبر</h1>' + '<div class=date>9 مارس 2026</div>' * 30_000",
    "json without end": "'<script type=\"application/ld+json\">' + '[' * 900_000 + '</script><p>x'",
    "quotation marks in json": "'<script type=\"application/ld+json\">{\"a\": \"' + '\" , ' * 200_000 + '}</script><p>x'",
    "headings": "'<h1>عنوان من العناوين الطويلة جدا</h1>' * 60_000",
    "bylines": "'<h1>عنوان من العناوين الطويلة جدا</h1>' + '<p class=author>كتب: أحمد - - - - - - -</p>' * 20_000",
    "ampersands": "'<p>' + '&amp;' * 2_000_000",
    "unclosed comment": "'<p>x<!--' + '-' * 9_000_000",
    "meta tags": "'<meta name=a content=b>' * 110_000",
}
_CHILD = r"""
import json, re, sys, time
from pathlib import Path
from datetime import UTC, datetime
from rasid.errors import Refusal, TooCostly
from rasid.extract import extract
text = eval(sys.argv[1])
start = time.process_time()
try:
    extract(text, "https://www.channel-one.net/news/771204", now=datetime(2026, 3, 10, tzinfo=UTC))
    end = "article"
except Refusal as refusal:
    end = refusal.kind.value
except TooCostly:
    end = "too costly"
seconds = time.process_time() - start
# The high-water mark of this program alone: getrusage would hand down that of the test process it was forked from.
peak = int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) / 1024
print(json.dumps({"end": end, "seconds": seconds, "megabytes": peak}))
"""
_SAMPLE = {
    "ten megabytes of links",
    "a hundred thousand boxes deep",
    "unclosed bold copied into every paragraph",
    "ten megabytes of words",
    "nineteen thousand marked boxes with text",
}


@pytest.mark.parametrize("name", [pytest.param(name, marks=() if name in _SAMPLE else pytest.mark.soak) for name in MONSTERS])
def test_a_monster_costs_two_seconds_of_the_processor_and_300_megabytes_at_most(name: str) -> None:
    ran = subprocess.run([sys.executable, "-c", _CHILD, MONSTERS[name]], capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr[-500:]
    measured = json.loads(ran.stdout)
    assert measured["megabytes"] < 300, measured
    assert measured["seconds"] < 2, measured

"""Large pages are read in a child with limits; a signal to the visit is answered meanwhile, and nothing of it is left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from rasid.errors import Refusal, TooCostly
from rasid.model import Refused, Rule
from rasid.pipeline import apart as module
from rasid.pipeline.apart import Apart, BrokeApart, is_large
from rasid.pipeline.single import extract_article
from rasid.sources import load_source
from rasid.termination import Terminated, sigterm_as_exit
from tests.fetch.hostile import Behaviour, Server
from tests.pipeline.conftest import NOON, ROOT
from tests.pipeline.heavy import SHAPES, heavy
from tests.pipeline.odd_site import HEADLINES, article, listing, odd_site

DEMO = load_source(ROOT / "seeds" / "demo")
LARGE = 1_200_000
URL = "https://a.example/news/1-khabar"


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    """One for all tests that leave its child alive; the child imports the functions of this file."""
    with pytest.MonkeyPatch.context() as patch, Apart() as shared:
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.setenv("RASID_WEBHOOK_SECRET", "a secret")
        patch.setenv("PREFECT_API_AUTH_STRING", "a secret")
        assert shared.run(len, b"x" * LARGE) == LARGE
        yield shared


@pytest.fixture(autouse=True)
def _findable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def process_of(body: bytes) -> int:
    return os.getpid()


def environment_of(body: bytes) -> list[str]:
    return sorted(name for name in os.environ if name.startswith(("RASID", "PREFECT")))


def hungry(body: bytes) -> int:
    return len(bytearray(300 * 1024 * 1024))


def endless(body: bytes) -> None:
    sum(range(10**15))  # in C, where no exception reaches it


def broken(body: bytes) -> None:
    raise ZeroDivisionError("nobody thought of that")


def test_a_page_of_usual_size_is_read_here_and_starts_nothing() -> None:
    with Apart() as apart:
        assert apart.run(process_of, b"<p>" * 1_000) == os.getpid()
        assert apart._child is None


@pytest.mark.parametrize("page", [b"x" * (module.LARGE_BYTES + 1), b"<" * (module.LARGE_TAGS + 1)])
def test_many_bytes_or_many_tags_make_a_page_large(page: bytes) -> None:
    assert is_large(page)
    assert not is_large(page[:-1])


def test_a_large_page_is_the_same_article_read_there(apart: Apart) -> None:
    page, before = heavy(1, LARGE, "a comment"), apart.cpu_seconds
    there = apart.run(extract_article, page, URL, source=DEMO, now=NOON)
    assert there == extract_article(page, URL, source=DEMO, now=NOON)
    assert apart.cpu_seconds > before


def test_one_child_reads_all_large_pages(apart: Apart) -> None:
    first = apart.run(process_of, b"x" * LARGE)
    assert first != os.getpid()
    assert apart.run(process_of, b"x" * LARGE) == first


def test_a_refusal_keeps_all_it_says(apart: Apart) -> None:
    page = b"<html><body>" + b"<!--" + b"x" * LARGE + b"--><p>hello</p>"
    with pytest.raises(Refusal) as there:
        apart.run(extract_article, page, URL, now=NOON)
    with pytest.raises(Refusal) as here:
        extract_article(page, URL, now=NOON)
    assert there.value.__dict__ == here.value.__dict__
    assert str(there.value) == str(here.value)
    assert isinstance(there.value.kind, Refused)


def test_the_child_gets_no_key(apart: Apart) -> None:
    assert apart.run(environment_of, b"x" * LARGE) == []


def test_a_bug_of_ours_comes_back_as_one_with_its_place(apart: Apart) -> None:
    with pytest.raises(BrokeApart, match=r"ZeroDivisionError: nobody thought of that \(test_apart\.py:\d+\)"):
        apart.run(broken, b"x" * LARGE)
    assert apart.run(len, b"x" * LARGE) == LARGE, "the next page is read"


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="this system does not limit a process's data")
def test_what_takes_too_much_memory_is_refused_and_the_next_page_read(apart: Apart) -> None:
    with pytest.raises(TooCostly, match="110 MB of memory"):
        apart.run(hungry, b"x" * LARGE)
    assert apart.run(len, b"x" * LARGE) == LARGE


def test_what_takes_too_much_processor_time_is_refused_and_counted() -> None:
    with Apart(cpu_seconds=0.3) as apart:
        with pytest.raises(TooCostly, match=r"0\.3 s of processor time"):
            apart.run(endless, b"x" * LARGE)
        assert apart.cpu_seconds == 0.3


def test_a_signal_is_answered_in_the_middle_of_a_page_and_ends_the_child() -> None:
    children: list[subprocess.Popen[bytes]] = []

    def tell() -> None:
        while apart._child is None:
            time.sleep(0.01)
        children.append(apart._child)
        os.kill(os.getpid(), signal.SIGTERM)

    before = signal.getsignal(signal.SIGTERM)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        teller = threading.Thread(target=tell)
        with sigterm_as_exit(), Apart(cpu_seconds=1e6) as apart:
            teller.start()
            with pytest.raises(Terminated):
                apart.run(endless, b"x" * LARGE)
    finally:
        signal.signal(signal.SIGTERM, before)
    teller.join()
    assert children[0].returncode == -signal.SIGKILL, "it would have gone on for years"


def test_a_page_beyond_its_limits_is_told_and_the_others_of_the_visit_are_kept(
    tmp_path: Path, rules: tuple[Rule, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rasid.pipeline.visit.Apart", lambda: Apart(cpu_seconds=0.01))
    pages = {1: article(1), 2: heavy(2, LARGE, "tiny elements"), 3: article(3)}
    with odd_site(tmp_path, rules, pages) as site:
        outcome = site.visit()
        assert outcome.visit.counts.new == 2
        assert outcome.visit.counts.errors == 1
        (told,) = (finding for finding in outcome.findings if finding.rule == "pages_unreadable")
        assert "0.01 s of processor time" in (told.detail or "")
        assert len(site.workplace.ledger.pages.read(outcome.visit.id)) == 4, "its page is kept"


def test_a_child_whose_visit_is_killed_ends_by_itself() -> None:
    program = (
        "import os, signal; from rasid.pipeline.apart import Apart, LARGE_BYTES as many\n"
        "apart = Apart(); apart.run(len, b'x' * (many + 1)); print(apart._child.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    child = int(done.stdout)
    while _alive(child):
        time.sleep(0.01)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] == "Z")


def megabytes_of(pid: int) -> float:
    """What a process and its children hold, what they share counted once."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        with suppress(OSError, IndexError):
            waiting += map(int, Path(f"/proc/{one}/task/{one}/children").read_text().split())
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


SEED = """
id = "odd"
name = {{ ar = "أخبار", en = "News" }}
home = "{url}/"
country = "LB"
timezone = "Asia/Beirut"
article_url = '/news/\\d+-'

[schedule]
every_minutes = 30

[fetch]
allow_private = true
min_delay_seconds = 0
max_articles_per_visit = 60

[[sections]]
id = "news"
name = {{ ar = "أخبار", en = "News" }}
url = "{url}/news/"
"""


@pytest.mark.soak
@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system does not tell what a process holds")
def test_sixty_pages_of_ten_megabytes_stay_below_350_megabytes(tmp_path: Path) -> None:
    """A real `rasid visit`, the process that reads large pages included; every shape comes three or four times."""
    shapes = list(SHAPES)
    titles = {number: f"{HEADLINES[number % len(HEADLINES)]} في الحي رقم {number}" for number in range(1, 61)}

    def answering(number: int) -> Behaviour:
        return lambda wire: wire.answer(heavy(number, 9_900_000, shapes[number % len(shapes)]))

    behaviours = {f"/news/{number}-khabar": answering(number) for number in titles}
    behaviours["/news/"] = lambda wire: wire.answer(listing(titles))
    with Server(behaviours) as server:
        (tmp_path / "seeds" / "odd").mkdir(parents=True)
        (tmp_path / "seeds" / "odd" / "source.toml").write_text(SEED.format(url=server.url))
        shutil.copytree(ROOT / "expectations", tmp_path / "expectations")
        environment = os.environ | {"RASID_PROJECT": str(tmp_path), "RASID_DATA": str(tmp_path / "data")}
        with (tmp_path / "told").open("wb") as told:
            visit = subprocess.Popen(
                [sys.executable, "-m", "rasid", "visit", "odd"], cwd=tmp_path, env=environment, stdout=told, stderr=subprocess.STDOUT
            )
            peak = 0.0
            while visit.poll() is None:
                peak = max(peak, megabytes_of(visit.pid))
                time.sleep(0.05)
    text = (tmp_path / "told").read_text()
    assert visit.returncode in (0, 1), text
    assert "Traceback" not in text
    print(f"peak {peak:.0f} MB")
    assert peak <= 350, text

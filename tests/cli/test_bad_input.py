"""Whatever is wrong ends in one line that names the thing, an exit code, and no half-written visit."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rasid.demo import Newsroom
from rasid.model import Verdict
from rasid.settings import Settings
from rasid.store import open_ledger
from tests.cli.conftest import Run


def one_line(error: str) -> str:
    told = [line for line in error.strip().splitlines() if line.startswith("rasid: ")]
    assert len(told) == 1, error
    assert "Traceback" not in error
    return told[0]


def test_an_unknown_key_in_a_seed_names_file_key_and_nearest(rasid: Run, project: Path) -> None:
    seed = project / "seeds" / "demo" / "source.toml"
    seed.write_text(seed.read_text("utf-8").replace("country =", "contry ="), "utf-8")
    done = rasid("visit", "demo")
    told = one_line(done.stderr)
    assert done.returncode == 3
    assert "source.toml" in told
    assert "did you mean 'country'" in told


def test_a_misspelt_argument_of_a_rule_names_file_and_key(rasid: Run, project: Path) -> None:
    file = project / "expectations" / "article.toml"
    text = file.read_text("utf-8")
    assert "max_value" in text
    file.write_text(text.replace("max_value", "max_valeu", 1), "utf-8")
    done = rasid("visit", "demo", RASID_REQUEST_DEADLINE_SECONDS="2")
    told = one_line(done.stderr)
    assert done.returncode == 3
    assert "article.toml" in told
    assert "max_valeu" in told


def test_garbage_is_refused(rasid: Run, tmp_path: Path) -> None:
    file = tmp_path / "garbage.html"
    file.write_bytes(bytes(range(256)) * 400)
    done = rasid("check", str(file))
    assert done.returncode in (1, 3)
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_named(rasid: Run) -> None:
    done = rasid("extract", "nothing.html")
    assert done.returncode == 3
    assert "nothing.html" in one_line(done.stderr)


def test_a_private_address_is_refused_without_leave(rasid: Run) -> None:
    done = rasid("extract", "http://127.0.0.1:9/")
    assert done.returncode == 3
    assert "--allow-private" in one_line(done.stderr) or "allow_private" in done.stderr


def test_a_source_that_is_not_there_names_the_nearest(rasid: Run) -> None:
    done = rasid("visit", "dmo")
    assert done.returncode == 3
    assert "did you mean 'demo'" in one_line(done.stderr)


def test_a_broken_setting_is_named(rasid: Run) -> None:
    done = rasid("status", RASID_REPEAT_HOURS="often")
    assert done.returncode == 3
    assert "RASID_REPEAT_HOURS" in one_line(done.stderr)


def test_a_data_folder_that_cannot_be_written_is_one_line(rasid: Run, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    done = rasid("visit", "demo", RASID_DATA=str(blocked / "data"))
    assert done.returncode == 3
    assert str(blocked) in one_line(done.stderr)


def test_a_dead_alert_address_is_said_and_the_visit_is_whole(rasid: Run, project: Path, tmp_path: Path) -> None:
    (project / "routes.yaml").write_text("urls:\n  - json://127.0.0.1:9/hook:\n      - tag: oncall\n", "utf-8")
    done = rasid("alerts", "test")
    assert done.returncode == 1
    assert "REFUSED" in done.stdout


def test_a_visit_by_hand_prints_its_verdict_and_a_script_gets_json(rasid: Run, project: Path) -> None:
    with Newsroom(seed_document=False) as room:
        done = rasid("visit", "demo", "--home", room.url, "--json")
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        assert told["verdict"] == "healthy"
        assert told["counts"]["new"] == len(room.stories())
        room.break_("unavailable")
        failed = rasid("visit", "demo", "--home", room.url)
        assert failed.returncode == 1
        assert "unreachable" in failed.stdout


@pytest.mark.parametrize("command", ["visit", "status", "extract", "check", "report", "serve", "demo", "alerts", "review"])
def test_every_command_explains_itself_with_examples(rasid: Run, command: str) -> None:
    done = rasid(command, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (("new", "http://127.0.0.1:{closed}/news", "--allow-private", "--yes"), ("refuses the connection", "Open it in a browser")),
        (("new", "{room}/nowhere", "--allow-private", "--yes"), ("404", "Check the address")),
        (("new", "{bare}/latest", "--allow-private", "--yes"), ("https:// was assumed", "http://127.0.0.1")),
        (("new", "{room}/latest", "--allow-private", "--yes", "--id", "Bad Id"), ("--id 'Bad Id'", "bad-id")),
        (("extract", "http://127.0.0.1:{closed}/1", "--allow-private"), ("refuses the connection", "Open it in a browser")),
    ],
)
def test_an_address_somebody_typed_is_answered_without_talk_of_seeds(given: tuple[str, ...], names: tuple[str, ...], rasid: Run) -> None:
    with socket.socket() as probe, Newsroom() as room:
        probe.bind(("127.0.0.1", 0))  # nobody listens, and nobody else can
        places = {"room": room.url, "bare": room.url.removeprefix("http://"), "closed": str(probe.getsockname()[1])}
        done = rasid(*(word.format(**places) for word in given))
    told = one_line(done.stderr)
    assert done.returncode == 3
    assert all(name in told for name in names), told
    assert "seed" not in told
    assert "next visit" not in told


def test_a_visit_says_what_each_rule_found_and_what_is_only_open_still(rasid: Run) -> None:
    with Newsroom() as room:
        first = rasid("visit", "demo", "--home", room.url, COLUMNS="80")
        assert "demo: degraded" in first.stdout
        assert re.search(r"^warning   standfirst_truncated · content$", first.stdout, re.MULTILINE), first.stdout
        assert "rasid report demo" in first.stdout
        assert "still open" not in first.stdout
        second = rasid("visit", "demo", "--home", room.url, COLUMNS="80")
        assert "demo: healthy" in second.stdout
        assert "Found by earlier visits and still open:" in second.stdout
        assert "standfirst_truncated" in second.stdout
        assert re.search(r"│ demo +│ healthy,? +│ \d{4}-\d\d-\d\d \d\d:\d\d │", rasid("status", COLUMNS="80").stdout)


def test_a_visit_to_a_site_that_asked_to_be_left_alone_says_until_when(rasid: Run) -> None:
    with Newsroom() as room:
        room.break_("unavailable")
        assert "answers 503" in rasid("visit", "demo", "--home", room.url).stdout
        room.mend()
        done = rasid("visit", "demo", "--home", room.url)
    assert done.returncode == 1
    assert re.search(r"is not asked before \d{4}-\d\d-\d\d \d\d:\d\d UTC", done.stdout), done.stdout


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
@pytest.mark.parametrize(("number", "status", "words"), [(signal.SIGINT, 130, "rasid: stopped."), (signal.SIGTERM, 143, None)])
def test_a_visit_that_is_stopped_says_no_more_than_that_and_is_no_failure(
    project: Path, number: signal.Signals, status: int, words: str | None
) -> None:
    with Newsroom() as room:
        room.break_("slow_drip")
        command = [sys.executable, "-m", "rasid", "visit", "demo", "--home", room.url]
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("RASID_", "PREFECT_"))}
        started = subprocess.Popen(
            command, cwd=project, env=clean | {"RASID_PROJECT": str(project)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        while not room.requests and started.poll() is None:
            time.sleep(0.05)
        started.send_signal(number)
        _, error = started.communicate(timeout=60)
    assert started.returncode == status
    assert [line for line in error.splitlines() if line.strip()] == ([words] if words else [])
    kept = Settings(project=project)
    with open_ledger(kept.database, pages_dir=kept.pages_dir) as ledger:
        [visit] = ledger.visits.recent("demo", 5)
        assert visit.verdict is Verdict.SKIPPED
        assert ledger.leases.held("demo") is None


@pytest.mark.parametrize("arguments", [("status",), ("alerts", "list"), ("export", "{out}")])
def test_looking_makes_no_ledger(rasid: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ended = rasid(*(argument.format(out=tmp_path / "out") for argument in arguments), RASID_DATA=str(tmp_path / "nothing"))
    assert ended.returncode == 0, ended.stderr
    assert not list(tmp_path.rglob("ledger.db"))

"""`rasid demo`: a healthy day, a broken one and the recovery at the demo newsroom, through Prefect flows, with a clock that runs ahead.

Everything happens on this machine: a newsroom on loopback, a temporary Prefect server, a ledger in the project's data folder.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.keys import locks, made


class RunningClock:
    """The present, plus what the story has skipped."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def skip(self, **amount: float) -> None:
        self.ahead += timedelta(**amount)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="flows.demo", description="The whole monitor against a small Arabic newsroom on this machine.")
    parser.add_argument("--keep-running", action="store_true", help="leave the newsroom running afterwards, until Ctrl-C")
    chosen = parser.parse_args(arguments)
    data = _fresh_data_folder()
    # A temporary Prefect server of the demo's own: nobody's runs and settings are touched.
    prefect_home = tempfile.mkdtemp(prefix="rasid-demo-prefect-")
    os.environ |= {
        "PREFECT_HOME": prefect_home,
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
        "PREFECT_LOGGING_LEVEL": "ERROR",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        "RASID_DATA": str(data),
        "RASID_GROUP_WAIT_SECONDS": "0",
        # It listens on a port as well, while it lives, and nobody logs in to it but the flows of this process.
        **locks(made()),
    }
    os.environ.pop("PREFECT_API_URL", None)
    try:
        return _tell_story(data, keep_running=chosen.keep_running)
    finally:
        shutil.rmtree(prefect_home, ignore_errors=True)


def _fresh_data_folder() -> Path:
    """``.rasid/demo`` in the project, emptied; a temporary folder where the project cannot be written to (an installed wheel)."""
    from rasid.settings import PACKAGED_PROJECT, settings

    chosen = settings()
    folder = chosen.data_dir / "demo"
    if chosen.root == PACKAGED_PROJECT or not _writable(folder):
        folder = Path(tempfile.mkdtemp(prefix="rasid-demo-"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    settings.cache_clear()
    return folder


def _writable(folder: Path) -> bool:
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return os.access(existing, os.W_OK | os.X_OK)


def _tell_story(data: Path, *, keep_running: bool) -> int:
    # Prefect reads its settings when it is imported: only now, with the demo's environment in place.
    import flows  # noqa: F401 - sets the environment Prefect is imported with
    from flows import clock as flow_clock
    from flows.narration import Narrator
    from rasid.demo import Newsroom

    clock = RunningClock()
    flow_clock.use(clock)
    for name in ("great_expectations", "rasid"):
        logging.getLogger(name).setLevel(logging.ERROR)
    with ExitStack() as stack:
        room = stack.enter_context(Newsroom(clock=clock, seed_document=False))
        narrator = Narrator(room, clock, data)
        narrator.open()

        narrator.scene("A healthy day", "يوم سليم")
        narrator.visit()
        clock.skip(minutes=15)
        narrator.visit("nothing has changed")

        narrator.scene("A bad day: eight articles go wrong", "يوم متعثّر: ثماني مواد فيها أخطاء")
        for fault in (
            "missing_headline",
            "future_date",
            "wrong_century",
            "english_body",
            "mojibake",
            "duplicated_article",
            "empty_body",
            "placeholder_text",
        ):
            room.publish(1)
            room.break_(fault)
        clock.skip(minutes=15)
        narrator.visit()
        clock.skip(minutes=15)
        narrator.visit("so this visit is healthy; the faults stay open, and warnings are told from a second visit on")
        narrator.keep_report("the broken day")
        narrator.deliver("alerts")

        narrator.scene("The site goes down", "الموقع لا يستجيب")
        room.break_("unavailable")
        clock.skip(minutes=15)
        narrator.visit()
        narrator.deliver("alerts")
        clock.skip(hours=13)
        narrator.visit("still down, thirteen hours later")
        narrator.deliver("the reminder")
        narrator.acknowledge()
        narrator.deliver("acknowledged")

        narrator.scene("Recovery", "التعافي")
        room.mend()
        clock.skip(hours=1)
        narrator.visit("everything is mended", recheck=True)
        clock.skip(minutes=15)
        narrator.visit("and stays so")
        narrator.deliver("the end of it")
        well = narrator.close()
        if keep_running:
            _stay(room.url)
    return 0 if well else 1


def _stay(url: str) -> None:
    print(f"\nThe newsroom keeps running at {url}. Ctrl-C stops it.", flush=True)
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    sys.exit(main())

"""One line of figures, so that the next person sees a slope: `python -m tests.bench.slope`. CI prints it; nothing is asserted.

Processor seconds and megabytes of child processes on the seed document, of the article rules on a hundred rows once they are warm, and of
extraction on an invented page. Compare lines of one machine only.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "seeds" / "documents" / "washington-coalition-meeting.txt"
PAGE = ROOT / "seeds" / "demo" / "library.html"
ROWS = 100
RULES = """
import time
from pathlib import Path
from rasid.frame import frame_from_rows
from rasid.model import Scope
from rasid.validate import check, load_rules
from tests.frame.prose import NOW, clean_rows
rules = load_rules(Path("expectations"), scope=Scope.ARTICLE)
rows = [dict(row, url=f"{row['url']}?{place}") for place, row in enumerate(clean_rows() * %d)][:%d]
frame = frame_from_rows(rows, now=NOW)
check(frame, rules)
def once():
    started = time.process_time()
    check(frame, rules)
    return time.process_time() - started
print(len(rules), round(min(once() for _ in range(5)), 3))
"""
EXTRACT = """
import sys, time
from pathlib import Path
import rasid
page = Path(sys.argv[1]).read_bytes()
rasid.extract_article(page, "https://example.org/news/1")
started = time.process_time()
for _ in range(20):
    rasid.extract_article(page, "https://example.org/news/1")
print(round(20 / (time.process_time() - started)))
"""


def measured(*arguments: str) -> tuple[float, float]:
    """(processor seconds, megabytes at most) of one child. The peak is that of the largest child so far: ask for the largest last."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024


def said(program: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "failed"


def main() -> None:
    started = time.perf_counter()
    help_, _ = measured("-m", "rasid", "--help")
    check, megabytes = measured("-m", "rasid", "check", str(DOCUMENT))
    rules = said(RULES % (ROWS, ROWS)).split()
    pages = said(EXTRACT, str(PAGE))
    print(
        f"figures: rasid --help {help_:.2f} s; rasid check FILE {check:.2f} s, {megabytes:.0f} MB; "
        f"{rules[0]} rules on {ROWS} rows {rules[-1]} s warm; extraction {pages} pages/s (processor time, took {time.perf_counter() - started:.0f} s)"
    )


if __name__ == "__main__":
    main()

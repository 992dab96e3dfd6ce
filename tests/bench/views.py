"""Every view of the desk over 10,000 open findings: server time, size, queries and rows read. `python -m tests.bench.views`.

The ledger is a year of four papers written straight into it; the time is this process's processor time inside the application, without a network.
It ends with a code when a view takes more than 300 ms or 150 KB. The first look after a visit learns what is usual at each source; it is printed beside the others.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from starlette.testclient import TestClient

from rasid.model.desk import Role
from rasid.review import create_app
from rasid.review.identity import personal_token
from rasid.store.desk.audit import Who
from tests.review.counting import counted
from tests.review.crowd import VIEWS, crowd
from tests.review.paper import SECRET

LONGEST, LARGEST = 0.300, 150_000


def main() -> int:
    failed = []
    with tempfile.TemporaryDirectory() as folder, crowd(Path(folder)) as (ledger, place):
        print(f"{ledger.articles.count()} articles, {len(ledger.findings.open())} open findings")
        person = ledger.desk.people.invite("سلمى", Role.ADMIN, by=Who("bench", Role.ADMIN), now=place.clock())
        client = TestClient(create_app(place), base_url="http://127.0.0.1")
        client.post("/enter", data={"token": personal_token(SECRET, person)})
        print(f"{'view':<60} {'first':>8} {'then':>8} {'KB':>7} {'queries':>8} {'rows':>7}")
        for path in VIEWS:
            first, _, _ = timed(client, path)
            times = [timed(client, path)[0] for _ in range(3)]
            with counted(ledger.engine) as seen:
                answer = client.get(path)
            then, size = median(times), len(answer.content)
            assert answer.status_code == 200, (path, answer.status_code)
            print(
                f"{path[:60]:<60} {first * 1000:6.0f}ms {then * 1000:6.0f}ms {size / 1000:7.1f} {seen.queries:8} {seen.rows:7}", flush=True
            )
            if then > LONGEST or (size > LARGEST and not path.startswith(("/export", "/audit.csv"))):
                failed.append(path)
    if failed:
        print(f"over {LONGEST * 1000:.0f} ms or {LARGEST // 1000} KB: {', '.join(failed)}")
    return int(bool(failed))


def timed(client: TestClient, path: str) -> tuple[float, int, int]:
    began = time.process_time()
    answer = client.get(path)
    return time.process_time() - began, len(answer.content), answer.status_code


if __name__ == "__main__":
    sys.exit(main())

"""What a fleet round costs: `python -m tests.bench.fleet [--sources 100] [--articles 30] [--rounds 2]`.

A hundred mini sites of thirty articles each are visited through a real Prefect server, each fleet in a flow process of its own as runner and
workers start it, two at a time. The newsroom and the server run beside them and are not counted. Promised: at most 3 CPU minutes a round and
400 MB a flow process on two cores.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from prefect.client.orchestration import get_client

import tests.flows  # noqa: F401 - settles the environment before Prefect is imported
from flows.registry import Deployed, apply_all
from rasid.demo import Newsroom
from rasid.sources import load_sources
from tests.flows.project import Project, flow_process, running_server, start_run

CPU_SECONDS_A_ROUND = 180
MEGABYTES_A_PROCESS = 400
AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Cost:
    cpu_seconds: float
    megabytes: float
    code: int


def wait_for(process: subprocess.Popen[bytes]) -> Cost:
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode)


def one_round(project: Project, api: str, deployed: list[Deployed]) -> list[Cost]:
    waiting = list(deployed)
    running: list[subprocess.Popen[bytes]] = []
    costs: list[Cost] = []
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            each = waiting.pop(0)
            running.append(flow_process(project, start_run(api, each.id), api, each.name))
        costs.append(wait_for(running.pop(0)))
    return costs


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.fleet")
    parser.add_argument("--sources", type=int, default=100)
    parser.add_argument("--articles", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=2)
    chosen = parser.parse_args()
    kept = True
    with tempfile.TemporaryDirectory(prefix="rasid-bench-") as folder:
        home, root = Path(folder) / "prefect", Path(folder) / "project"
        home.mkdir()
        root.mkdir()
        os.environ |= {"RASID_PROJECT": str(root), "RASID_DATA": str(root / "data")}
        with running_server(home) as api, Newsroom(seed_document=False, mini_articles=chosen.articles) as room:
            project = Project(root, room, "bench")
            for site in range(1, chosen.sources + 1):
                project.seed(site, more='run_by = "fleet"')
            with get_client(sync_client=True) as client:
                deployed = [each for each in apply_all(client, load_sources(root / "seeds"), project.workplace) if each.sources]
            print(f"{chosen.sources} sources × {chosen.articles} articles in {len(deployed)} flow runs, {AT_ONCE} at once")
            for number in range(1, chosen.rounds + 1):
                room.requests.clear()
                begun = time.monotonic()
                costs = one_round(project, api, deployed)
                took = time.monotonic() - begun
                cpu, memory = sum(cost.cpu_seconds for cost in costs), max(cost.megabytes for cost in costs)
                visits = [project.workplace.ledger.visits.recent(project.id(site), 1)[0] for site in range(1, chosen.sources + 1)]
                verdicts = Counter(str(visit.verdict) for visit in visits)
                new = sum(visit.counts.new for visit in visits)
                print(
                    f"round {number}: {cpu:6.1f} CPU s  {took:6.1f} s  {memory:4.0f} MB at most  exit {[cost.code for cost in costs]}  "
                    f"{dict(verdicts)}  {new} new articles  {len(room.requests)} requests"
                )
                kept &= cpu <= CPU_SECONDS_A_ROUND and memory <= MEGABYTES_A_PROCESS
            project.workplace.ledger.close()
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())

"""`rasid deploy`: ``python -m flows.deploy --work-pool NAME`` gives every source's deployment to a work pool, for workers on any machine."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.exceptions import ObjectNotFound

from flows.registry import apply_all
from flows.server import configured_server
from rasid.errors import RasidError
from rasid.pipeline import open_workplace
from rasid.settings import settings
from rasid.sources import load_sources

POOL_TYPE = "process"


def deploy(pool: str, digest_pool: str | None = None) -> int:
    """Apply all deployments; how many there are. ``digest_pool`` is that of the editors' digest, whose workers alone need the routes. Raises RasidError."""
    chosen = settings()
    sources = load_sources(chosen.seeds_dir)
    server = configured_server()
    workplace = open_workplace(chosen)
    with workplace.ledger, get_client(sync_client=True) as client:
        for name in dict.fromkeys((pool, digest_pool or pool)):
            ensure_pool(client, name)
        deployed = apply_all(client, sources, workplace, pool, digest_pool)
    print(f"{len(deployed)} deployment(s) given to the work pool {pool!r}. Prefect UI: {server.ui}")
    print(f"Start a worker on each machine: prefect worker start --pool {pool}")
    if digest_pool and digest_pool != pool:
        print(f"And one where the routes are, for the morning digest: prefect worker start --pool {digest_pool}")
    return len(deployed)


def ensure_pool(client: SyncPrefectClient, pool: str) -> None:
    """The pool is there and runs processes. Raises RasidError for one of another type."""
    try:
        found = client.read_work_pool(pool)
    except ObjectNotFound:
        client.create_work_pool(WorkPoolCreate(name=pool, type=POOL_TYPE))
        return
    if found.type != POOL_TYPE:
        raise RasidError(
            f"the work pool {pool!r} is of type {found.type!r}; rasid needs one of type {POOL_TYPE!r}. Choose another name, it will be made."
        )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="flows.deploy", description="Give every source's deployment to a Prefect work pool.")
    parser.add_argument("--work-pool", required=True)
    parser.add_argument("--digest-pool")
    chosen = parser.parse_args(arguments)
    try:
        deploy(chosen.work_pool, chosen.digest_pool)
    except RasidError as error:
        print(f"rasid: {error}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""The Prefect server `rasid serve` uses: the configured one, or a local one it starts and stops."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import requests

from rasid.errors import RasidError

STARTUP_SECONDS = 120
"""A first start migrates its database; 24 s were measured on two busy cores (DESIGN decision 2)."""


@contextmanager
def server(port: int) -> Iterator[str]:
    """Address of a Prefect API that answers; a server started here is stopped at the end.

    Raises RasidError when the configured server does not answer, or when ``port`` belongs to another program.
    """
    configured = os.environ.get("PREFECT_API_URL") or _from_profile()
    if configured:
        if not _answers(configured):
            raise RasidError(
                f"PREFECT_API_URL={configured}: no Prefect server answers there. Start it, or unset the variable to let rasid start a local one."
            )
        yield configured
        return
    address = f"http://127.0.0.1:{port}/api"
    if _answers(address):
        # Somebody's own local server, perhaps an earlier `rasid serve`: use it and leave it running.
        os.environ["PREFECT_API_URL"] = address
        yield address
        return
    if _taken(port):
        raise RasidError(f"port {port} is used by another program. Choose one with `rasid serve --port`, or set PREFECT_API_URL.")
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(process, address)
        os.environ["PREFECT_API_URL"] = address
        yield address
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RasidError("the local Prefect server ended while starting. Run `prefect server start` to see why.")
        if _answers(address):
            return
        time.sleep(0.3)
    raise RasidError(f"the local Prefect server did not answer within {STARTUP_SECONDS} s. Run `prefect server start` to see why.")


def _answers(address: str) -> bool:
    try:
        return requests.get(f"{address.rstrip('/')}/health", timeout=5).ok
    except requests.RequestException:
        return False


def _taken(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _from_profile() -> str | None:
    """The address in the person's Prefect profile (`prefect config set PREFECT_API_URL=…`)."""
    from prefect.settings import PREFECT_API_URL

    value = PREFECT_API_URL.value()
    return str(value) if value else None

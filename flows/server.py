"""The Prefect server `rasid serve` uses: the configured one, or a local one it starts and stops."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from prefect.context import refresh_global_settings_context
from prefect.settings import get_current_settings

from flows import children
from flows.keys import CLIENT, FILE, SERVER, ask, key_of, locks, own_key
from rasid.errors import RasidError

STARTUP_SECONDS = 120
"""A first start migrates its database; 24 s were measured on two busy cores (decision 2)."""


@dataclass(frozen=True, slots=True)
class PrefectServer:
    """A Prefect API that answers. ``process`` is ours to watch, when we started it."""

    address: str
    process: subprocess.Popen[bytes] | None = None
    key_file: Path | None = None
    """Where the line lies with which people log in to the UI; None when it is not ours to know."""

    @property
    def ui(self) -> str:
        return get_current_settings().ui_url or ui_of(self.address)

    @property
    def login(self) -> str:
        """How to log in to the UI, in half a line; empty where rasid does not know."""
        return f"log in with the line in {self.key_file}" if self.key_file is not None else ""


def configured_address() -> str | None:
    """The API address of the environment or of the person's Prefect profile (`prefect config set PREFECT_API_URL=…`)."""
    return get_current_settings().api.url


def configured_server() -> PrefectServer:
    """Raises RasidError when there is none, or when it does not answer."""
    address = configured_address()
    if not address:
        raise RasidError("no Prefect server is configured: set PREFECT_API_URL to its address, for example http://127.0.0.1:4200/api.")
    if not answers(address):
        raise RasidError(f"PREFECT_API_URL={address}: no Prefect server answers there. Start it, or correct the address.")
    check_key(address, f"PREFECT_API_URL={address}")
    return PrefectServer(address)


def check_key(address: str, named: str) -> None:
    """The server lets us in with the key of whoever started us, if it asks for one. Raises RasidError."""
    try:
        status = ask(address, own_key())
    except requests.RequestException:
        return  # what cannot be reached now is told by whoever needs it
    if status == requests.codes.unauthorized and not get_current_settings().api.key:
        how = "is not the one it has" if own_key() else "is missing"
        raise RasidError(
            f"{named}: this Prefect server asks for a key, and {CLIENT} {how}. "
            f"Set it; a server of `rasid serve` or `make stack` keeps its key in {FILE} in their data folder."
        )


@contextmanager
def server(port: int, log: Path) -> Iterator[PrefectServer]:
    """The configured server, or a local one on ``port`` that ends with the block, writes to ``log`` and keeps its key beside it.

    Raises RasidError when the configured server does not answer, or when ``port`` belongs to another program.
    """
    if configured_address():
        yield configured_server()
        return
    address = f"http://127.0.0.1:{port}/api"
    if answers(address):
        # Somebody's own local server: use it and leave it running.
        check_key(address, f"port {port}")
        print(f"A Prefect server answers already on port {port}: it is used, and left running. `--port` starts one apart.", flush=True)
        if not own_key():
            print(f"It has no key: any page in a browser here can run commands through it. Set {SERVER} where it is started.", flush=True)
        use(address)
        yield PrefectServer(address)
        return
    if taken(port):
        raise RasidError(f"port {port} is used by another program. Choose one with `rasid serve --port`, or set PREFECT_API_URL.")
    key = key_of(log.parent)
    process = children.start(
        "prefect",
        ["server", "start", "--host", "127.0.0.1", "--port", str(port)],
        log=log,
        extra={"PREFECT_API_URL": address, "PREFECT_SERVER_LOGGING_LEVEL": "WARNING", **locks(key, *origins(port))},
    )
    try:
        wait_for_api(process, address, log)
        use(address, key)
        given = get_current_settings().server.api.auth_string
        yield PrefectServer(address, process, None if given is not None else log.parent / FILE)
    finally:
        children.stop(process)


def origins(port: int) -> tuple[str, str]:
    """Where the UI of a server on this machine is opened from; no page from elsewhere may ask its API."""
    return f"http://127.0.0.1:{port}", f"http://localhost:{port}"


def ui_of(address: str) -> str:
    """The UI of an API that has a key. Of Prefect's two, only the second leads from a link in an alert by the log-in to the run (tried on 3.8.8)."""
    return address.removesuffix("/api") + "/v2"


def use(address: str, key: str | None = None) -> None:
    """Let this process and those it starts speak to the API at ``address``; without a ``key`` with whatever they had."""
    os.environ["PREFECT_API_URL"] = address
    if key is not None:
        os.environ[CLIENT] = key
        os.environ.setdefault("PREFECT_UI_URL", ui_of(address))
    # Prefect read its settings when it was imported; without this it would start a temporary server beside ours.
    refresh_global_settings_context()


def wait_for_api(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Until the server that was just started answers. Raises RasidError when it ends or takes too long."""
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RasidError(f"the local Prefect server ended while starting; {log} says why.")
        if answers(address):
            return
        time.sleep(0.3)
    raise RasidError(f"the local Prefect server did not answer within {STARTUP_SECONDS} s; {log} says why.")


def answers(address: str) -> bool:
    try:
        return requests.get(f"{address.rstrip('/')}/health", timeout=5).ok
    except requests.RequestException:
        return False


def taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0

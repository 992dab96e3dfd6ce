"""Programs that run beside `rasid serve` and end with it: the local Prefect server and the delivery loop."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

PATIENCE_SECONDS = 20
"""After SIGTERM, before SIGKILL: the delivery loop finishes the message it is sending."""
PR_SET_PDEATHSIG = 1


def start(
    module: str,
    arguments: Sequence[str],
    *,
    log: Path | None = None,
    extra: Mapping[str, str] | None = None,
    without: Collection[str] = (),
) -> subprocess.Popen[bytes]:
    """Start ``python -m module`` in our environment with ``extra`` and ``without`` the variables named. What it prints goes to ``log``, else where our own output goes.

    It leads a session of its own: Ctrl-C in a terminal reaches us alone, and we end the children in order. On Linux it gets SIGTERM
    when we die without being able to end it (kill -9), so that no server is left on the port.
    """
    command = [sys.executable, "-m", module, *arguments]
    environment = {name: value for name, value in {**os.environ, **(extra or {})}.items() if name not in without}
    if log is None:
        return subprocess.Popen(command, env=environment, start_new_session=True, preexec_fn=_with_parent())
    # For their owner alone: the desk's link for this machine is among what is printed.
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as out:
        return subprocess.Popen(
            command, env=environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=_with_parent()
        )


def stop(child: subprocess.Popen[bytes]) -> None:
    """End a child and whatever it started."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        # It led a session: what is left of it goes too.
        os.killpg(child.pid, signal.SIGKILL)


def _with_parent() -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return None
    # Looked up before the fork: between fork and exec only plain system calls are safe.
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def end_with_parent() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)

    return end_with_parent

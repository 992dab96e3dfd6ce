"""A process that is told to end unwinds its stack, wherever it stood when it was told."""

from __future__ import annotations

import signal
import subprocess
import sys

TOLD = """
import os, signal, sys, time
from rasid.termination import sigterm_as_exit

def be_told():
    os.kill(os.getpid(), signal.SIGTERM)
    for _ in range(1000):
        pass  # the handler runs between two of these

class Destructor:
    def __del__(self):
        be_told()

with sigterm_as_exit():
    try:
        {somewhere}
        time.sleep(20)
        print("went on")
    finally:
        print("unwound")
"""


def told(somewhere: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", TOLD.format(somewhere=somewhere)], capture_output=True, text=True, timeout=30)


def test_sigterm_unwinds_the_stack_and_is_the_exit_status() -> None:
    ended = told("be_told()")
    assert (ended.stdout.split(), ended.returncode) == (["unwound"], 128 + signal.SIGTERM)


def test_sigterm_in_a_destructor_where_python_drops_what_is_raised_ends_the_process_all_the_same() -> None:
    ended = told("Destructor()")
    assert (ended.stdout.split(), ended.returncode) == (["unwound"], 128 + signal.SIGTERM)
    assert "Exception ignored" not in ended.stderr


def test_what_else_a_destructor_raises_is_told_as_ever() -> None:
    ended = told("type('Broken', (), {'__del__': lambda self: 1 / 0})(); be_told()")
    assert "ZeroDivisionError" in ended.stderr
    assert ended.returncode == 128 + signal.SIGTERM


def test_a_block_that_ends_before_the_signal_is_sent_again_ends_the_process_there() -> None:
    ended = told("Destructor(); raise LookupError('done')")
    assert (ended.stdout.split(), ended.returncode) == (["unwound"], 128 + signal.SIGTERM)

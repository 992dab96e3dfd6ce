"""SIGTERM as an exception that unwinds the stack, so that leases are released and nothing is left half-done, and that cannot get lost."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN_SECONDS = 0.05
"""A destructor is over long before."""


class Terminated(SystemExit):
    """The process was told to end."""


@contextmanager
def sigterm_as_exit() -> Iterator[None]:
    """SIGTERM leaves the block as :class:`Terminated`. A handler that somebody else has set is left in place, and so are other threads."""
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return

    def leave(number: int, frame: FrameType | None) -> None:
        raise Terminated(128 + number)

    signal.signal(signal.SIGTERM, leave)
    try:
        with sent_again(Terminated):
            yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


@contextmanager
def sent_again(raised: type[BaseException]) -> Iterator[None]:
    """Within the block, what SIGTERM's handler raises (``raised``) is not lost to a destructor.

    Python runs a signal's handler between any two of its instructions, those of a ``__del__`` or of a weak reference's callback
    among them, and what is raised there it prints and forgets («Exception ignored in …»): the process would go on as if nobody had
    told it to end. The signal is sent again then, a moment later, when the destructor is over; at the latest where the block
    ends, for outside it nobody may be left to turn a signal into an exception.
    """
    told = sys.unraisablehook
    lost, turn = threading.Event(), threading.Lock()

    def hear(unraisable: sys.UnraisableHookArgs) -> None:
        if unraisable.exc_type is None or not issubclass(unraisable.exc_type, raised):
            told(unraisable)
            return
        lost.set()
        later = threading.Timer(AGAIN_SECONDS, send)
        later.daemon = True
        later.start()

    def send() -> None:
        with turn:
            if lost.is_set():
                lost.clear()
                os.kill(os.getpid(), signal.SIGTERM)

    sys.unraisablehook = hear
    try:
        yield
    except raised:
        lost.clear()
        raise
    finally:
        sys.unraisablehook = told
        with turn:  # what the timer has not sent by now it sends no more: outside the block the signal may kill at once
            overdue = lost.is_set()
            lost.clear()
        if overdue:
            signal.raise_signal(signal.SIGTERM)

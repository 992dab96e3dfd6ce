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
    told it to end. The signal is sent again then, a moment later, when the destructor is over.
    """
    told = sys.unraisablehook

    def hear(lost: sys.UnraisableHookArgs) -> None:
        if lost.exc_type is None or not issubclass(lost.exc_type, raised):
            told(lost)
            return
        again = threading.Timer(AGAIN_SECONDS, os.kill, (os.getpid(), signal.SIGTERM))
        again.daemon = True
        again.start()

    sys.unraisablehook = hear
    try:
        yield
    finally:
        sys.unraisablehook = told

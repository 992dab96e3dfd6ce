"""Large pages are read in a process of their own: what they cost has an end there, and a signal to the visit is answered meanwhile.

A parser works in C, where neither a signal nor a deadline of Python's reaches it, and what it allocates cannot be told beforehand for every page somebody may
write. The child is started for the first large page, serves the whole visit and holds none of its secrets; a page like those that news sites
send never meets it. It is a fresh interpreter and no fork: a visit may run beside threads of an orchestrator, whose locks a fork would copy as they are.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import struct
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Concatenate, ParamSpec, TypeVar, cast

from rasid.errors import RasidError, TooCostly

P = ParamSpec("P")
T = TypeVar("T")

LARGE_BYTES = 1_000_000
"""Twice the largest of the news pages measured."""
LARGE_TAGS = 20_000
"""Twice the most of them."""
CPU_SECONDS = 10.0
"""Of one page. The costliest of some hundred hostile shapes of ten megabytes took two."""
MEGABYTES = 110
"""Beside what the child weighs when it starts (50): together with a visit's 220 it stays below 350."""
OUT_OF_MEMORY = 77
DYING = 1.0
"""Seconds between a child's last word and its end; a process in the system's hands takes no tenth of it."""
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV")
"""Of the environment: the child parses what strangers write and gets no key."""
_SIZE = struct.Struct("!Q")


def is_large(body: bytes) -> bool:
    return len(body) > LARGE_BYTES or body.count(b"<") > LARGE_TAGS


class BrokeApart(Exception):
    """A bug of ours that a large page met; the text is the child's exception and the line it came from."""


class Apart:
    """Runs functions on the bodies of pages, the large ones in a child. A context manager; the child ends with it."""

    def __init__(self, *, cpu_seconds: float = CPU_SECONDS, megabytes: int = MEGABYTES) -> None:
        self._limits = (str(cpu_seconds), str(megabytes))
        self._cpu_seconds = cpu_seconds
        self._child: subprocess.Popen[bytes] | None = None
        self.cpu_seconds = 0.0
        """Processor time of the child, of all pages so far."""

    def __enter__(self) -> Apart:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.end()

    def run(self, function: Callable[Concatenate[bytes, P], T], body: bytes, *args: P.args, **options: P.kwargs) -> T:
        """``function(body, …)``. It, its arguments and its result must be picklable where ``body`` is large.

        Raises what it raises (what is no RasidError as BrokeApart), and TooCostly for a page that costs more than is allowed. Whatever ends the
        waiting ends the child.
        """
        if not is_large(body):
            return function(body, *args, **options)
        child = self._child or self._start()
        try:
            answer = _asked(child, pickle.dumps((function, args, options)), body)
        except (OSError, EOFError):
            self.end(seconds=DYING)
            raise self._too_costly(child.returncode) from None
        except BaseException:
            self.end()
            raise
        self.cpu_seconds += answer["cpu"]
        if "error" in answer:
            raise _rebuilt(*answer["error"])
        if "broken" in answer:
            raise BrokeApart(answer["broken"])
        return cast("T", answer["value"])

    def end(self, *, seconds: float = 0.0) -> None:
        """No child is left. One that is dying has so many ``seconds`` to say of what."""
        child, self._child = self._child, None
        if child is None:
            return
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        for pipe in (child.stdout, child.stdin):
            if pipe is not None:
                with suppress(OSError):  # what was still to be written is nobody's any more
                    pipe.close()

    def _start(self) -> subprocess.Popen[bytes]:
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-c", "from rasid.pipeline.apart import serve; serve()", *self._limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        )
        return self._child

    def _too_costly(self, code: int | None) -> TooCostly:
        if code == -signal.SIGPROF:
            self.cpu_seconds += self._cpu_seconds
            why = f"it takes more than {self._cpu_seconds:g} s of processor time"
        elif code == OUT_OF_MEMORY:
            why = f"it takes more than {self._limits[1]} MB of memory"
        else:
            why = f"the process that was reading it ended ({code})"
        return TooCostly(
            f"A page of more than {LARGE_BYTES:,} bytes or {LARGE_TAGS:,} tags is not read: {why}. Check the page's source, or ask the site's owner to mend it."
        )


def _asked(child: subprocess.Popen[bytes], call: bytes, body: bytes) -> dict[str, Any]:
    """Raises OSError or EOFError where the child has died."""
    stdin, stdout = cast("BinaryIO", child.stdin), cast("BinaryIO", child.stdout)
    for piece in (call, body):
        stdin.write(_SIZE.pack(len(piece)))
        stdin.write(piece)
    stdin.flush()
    return cast("dict[str, Any]", pickle.loads(_read(stdout)))  # noqa: S301  # of our own child


def _read(stream: BinaryIO) -> bytes:
    head = stream.read(_SIZE.size)
    if len(head) < _SIZE.size:
        raise EOFError
    (size,) = _SIZE.unpack(head)
    piece = stream.read(size)
    if len(piece) < size:
        raise EOFError
    return piece


def _rebuilt(kind: type[RasidError], args: tuple[Any, ...], state: dict[str, Any]) -> RasidError:
    """Constructors of errors ask for more than pickle knows."""
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


def serve() -> None:
    """The child: pages come on its standard input, answers leave by its standard output, until the one or the other is closed."""
    cpu_seconds, megabytes = float(sys.argv[1]), int(sys.argv[2])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what prints does not get between them
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the visit too, which ends us
    from rasid.pipeline import single  # noqa: F401  # what reads articles is part of our own weight, not of a page's

    _limit_memory(megabytes)
    while True:
        try:
            call, body = _read(sys.stdin.buffer), _read(sys.stdin.buffer)
        except EOFError:
            return
        began = time.process_time()
        # It ends the process, in C too: SIGPROF has no handler here.
        signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
        try:
            function, args, options = pickle.loads(call)  # noqa: S301  # of our own parent
            answer: dict[str, Any] = {"value": function(body, *args, **options)}
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        except RasidError as error:
            answer = {"error": (type(error), error.args, error.__dict__)}
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            answer = {"broken": f"{type(error).__name__}: {str(error)[:200]} ({Path(last.filename).name}:{last.lineno})"}
        answer["cpu"] = time.process_time() - began
        try:
            told = pickle.dumps(answer)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        del call, body, answer
        signal.setitimer(signal.ITIMER_PROF, 0)
        try:
            answers.write(_SIZE.pack(len(told)))
            answers.write(told)
            answers.flush()
        except OSError:
            return


def _limit_memory(megabytes: int) -> None:
    """Of what is allocated from now on. Where the system does not tell or keep it (macOS), processor time alone is limited."""
    try:
        held = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return
    resource.setrlimit(resource.RLIMIT_DATA, (held + megabytes * 1024 * 1024,) * 2)

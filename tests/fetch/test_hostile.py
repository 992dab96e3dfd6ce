"""Every misbehaviour of a server ends in a Page or one FetchError, in time, within the caps."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rasid.errors import FetchError
from rasid.fetch import Fetcher, MemoryState
from rasid.model import Cause, Page
from tests.fetch import hostile
from tests.fetch.hostile import MEGABYTE, PAGE, Server, Wire, bomb, chunk, deflate_bomb, serving

NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)
DEADLINE = 0.6
CAPS = {"page": 2 * MEGABYTE, "sitemap": 4 * MEGABYTE, "robots": 64 * 1024}


def fetcher(state: MemoryState | None = None, **options: object) -> Fetcher:
    settings: dict[str, object] = {
        "allow_private": True,
        "obey_robots": False,
        "min_delay": 0,
        "deadline": DEADLINE,
        "sleep": lambda _: None,
        "caps": CAPS,
    }
    return Fetcher(state=state or MemoryState(), clock=lambda: NOW, **(settings | options))  # type: ignore[arg-type]


def head_then(start: bytes, then: Callable[[Wire], None]) -> Callable[[Wire], None]:
    def behave(wire: Wire) -> None:
        wire.send(start)
        then(wire)

    return behave


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
GZIPPED = OK + b"Content-Encoding: gzip\r\n"

SLOW = {
    "never answers": lambda wire: wire.hang(),
    "drips its status line": lambda wire: wire.drip(b"HTTP/1.1 200 OK" + b" " * 1000),
    "drips a header": lambda wire: wire.drip(OK + b"X: " + b"a" * 1000),
    "drips headers without end": head_then(b"HTTP/1.1 200 OK\r\n", lambda wire: wire.for_ever(b"X-A: b\r\n", 0.03)),
    "drips the body": head_then(OK + b"Content-Length: 1000\r\n\r\n", lambda wire: wire.drip(b"a" * 1000)),
    "drips chunks": head_then(CHUNKED, lambda wire: wire.for_ever(chunk(b"a"), 0.03)),
    "drips a chunk's length": head_then(CHUNKED, lambda wire: wire.drip(b"0" * 1000)),
    "stops in the middle of the body": head_then(OK + b"Content-Length: 1000\r\n\r\nabc", lambda wire: wire.hang()),
    "stops after the headers": head_then(OK + b"Content-Length: 5\r\n\r\n", lambda wire: wire.hang()),
    "stops in the middle of a chunk": head_then(CHUNKED + b"ff\r\nabc", lambda wire: wire.hang()),
    "drips trailers": head_then(CHUNKED + chunk(b"abc") + b"0\r\n", lambda wire: wire.for_ever(b"X-T: a\r\n", 0.03)),
    "says «continue» for ever": lambda wire: wire.for_ever(b"HTTP/1.1 100 Continue\r\n\r\n", 0.03),
    "drips gzip": head_then(GZIPPED + b"\r\n", lambda wire: wire.drip(gzip.compress(bytes(range(256)) * 400))),
    "drips until it closes": head_then(OK + b"\r\n", lambda wire: wire.for_ever(b"a", 0.03)),
    "redirects to itself slowly": lambda wire: (time.sleep(0.2), wire.answer(b"", "302 Found", Location=wire.path + "x")),
}
SLOW_HANDSHAKES = {
    "never shakes hands": lambda wire: wire.hang(),
    "drips a handshake": lambda wire: wire.drip(b"\x16\x03\x03\x40\x00\x02" + b"\x00" * 1000),
    "drips noise instead of a handshake": lambda wire: wire.drip(b"\x16\x03\x01\x02\x00" + b"\x01" * 600),
}
TOO_LARGE = {
    "says it is 3 GB": lambda wire: wire.answer(b"abc", Content_Length=3 * 1024 * MEGABYTE),
    "sends without end": head_then(OK + b"\r\n", lambda wire: wire.for_ever(b"a" * 65536)),
    "chunks without end": head_then(CHUNKED, lambda wire: wire.for_ever(chunk(b"a" * 65536))),
    "one chunk of a terabyte": head_then(CHUNKED + b"ffffffffff\r\n", lambda wire: wire.for_ever(b"a" * 65536)),
    "gzip bomb": lambda wire: wire.answer(bomb(80), Content_Encoding="gzip"),
    "gzip bomb in chunks": lambda wire: wire.send(
        GZIPPED
        + b"Transfer-Encoding: chunked\r\n\r\n"
        + b"".join(chunk(bomb(80)[at : at + 999]) for at in range(0, len(bomb(80)), 999))
        + b"0\r\n\r\n"
    ),
    "gzip bomb in two layers": lambda wire: wire.answer(bomb(80, layers=2), Content_Encoding="gzip, gzip"),
    "gzip bomb in many members": lambda wire: wire.answer(gzip.compress(bytes(64 * 1024)) * 2000, Content_Encoding="gzip"),
    "deflate bomb": lambda wire: wire.answer(deflate_bomb(80, raw=False), Content_Encoding="deflate"),
    "raw deflate bomb": lambda wire: wire.answer(deflate_bomb(80, raw=True), Content_Encoding="deflate"),
    "headers without end": head_then(b"HTTP/1.1 200 OK\r\n", lambda wire: wire.for_ever(b"X-A: " + b"b" * 60000 + b"\r\n")),
    "chunk extensions without end": head_then(CHUNKED + b"1;", lambda wire: wire.for_ever(b"a" * 65536)),
    "trailers without end": head_then(CHUNKED + b"0\r\n", lambda wire: wire.for_ever(b"X: " + b"a" * 60000 + b"\r\n")),
    "a megabyte of cookies": head_then(OK, lambda wire: wire.for_ever(b"Set-Cookie: a=" + b"b" * 60000 + b"\r\n")),
    "a status line without end": head_then(b"HTTP/1.1 200 ", lambda wire: wire.for_ever(b"O" * 65536)),
    "a header line without end": head_then(OK + b"X: ", lambda wire: wire.for_ever(b"O" * 65536)),
}
BROKEN = {
    "resets at once": hostile.reset,
    "resets in the body": head_then(OK + b"Content-Length: 99\r\n\r\nabc", hostile.reset),
    "closes at once": lambda wire: None,
    "closes in the headers": lambda wire: wire.send(OK),
    "ends before its length": lambda wire: wire.send(OK + b"Content-Length: 100\r\n\r\nabc"),
    "ends in a chunk": lambda wire: wire.send(CHUNKED + b"ff\r\nabc"),
    "ends before the last chunk": lambda wire: wire.send(CHUNKED + chunk(b"abc")),
    "speaks another protocol": lambda wire: wire.send(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "speaks HTTP/0.9": lambda wire: wire.send(PAGE),
    "says nothing sensible": lambda wire: wire.send(bytes(range(256)) * 20),
    "a status that is no number": lambda wire: wire.send(b"HTTP/1.1 OK 200\r\n\r\n"),
    "a negative chunk": lambda wire: wire.send(CHUNKED + b"-5\r\nabc\r\n"),
    "a chunk length of words": lambda wire: wire.send(CHUNKED + b"five\r\nabc\r\n"),
    "two lengths that disagree": lambda wire: wire.send(OK + b"Content-Length: 3\r\nContent-Length: 30\r\n\r\nabc"),
    "damaged gzip": lambda wire: wire.answer(b"\x1f\x8b\x08\x00" + b"noise" * 50, Content_Encoding="gzip"),
    "gzip cut short": lambda wire: wire.answer(gzip.compress(PAGE * 99)[:-20], Content_Encoding="gzip"),
    "damaged deflate": lambda wire: wire.answer(b"\x78\x9c" + b"noise" * 50, Content_Encoding="deflate"),
    "a coding nobody asked for": lambda wire: wire.answer(b"\x1b" * 99, Content_Encoding="br"),
    "a coding that does not exist": lambda wire: wire.answer(PAGE, Content_Encoding="x-" + "a" * 5000),
    "nine codings": lambda wire: wire.answer(PAGE, Content_Encoding=", ".join(["gzip"] * 9)),
    "redirects for ever": lambda wire: wire.answer(b"", "302 Found", Location=wire.path + "x"),
    "redirects to itself": lambda wire: wire.answer(b"", "301 Moved", Location=wire.path),
    "redirects nowhere": lambda wire: wire.answer(b"", "302 Found"),
    "redirects to nonsense": lambda wire: wire.answer(b"", "302 Found", Location="http://[::1"),
    "redirects with a bomb": lambda wire: wire.answer(bomb(80), "302 Found", Content_Encoding="gzip", Location="/gone"),
    "an error page that is a bomb": lambda wire: wire.answer(bomb(80), "404 Not Found", Content_Encoding="gzip"),
    "an error page without end": head_then(b"HTTP/1.1 500 Oops\r\n\r\n", lambda wire: wire.for_ever(b"a" * 65536)),
    "not modified, though we have nothing": lambda wire: wire.answer(b"", "304 Not Modified"),
    "a part nobody asked for": lambda wire: wire.answer(b"abc", "206 Partial Content", Content_Range="bytes 0-2/900"),
    "a picture": lambda wire: wire.answer(b"\x89PNG", Content_Type="image/png"),
    "a film": lambda wire: wire.answer(b"0", Content_Type="video/mp4"),
    "a document": lambda wire: wire.answer(b"%PDF", Content_Type="application/pdf; charset=utf-8"),
    "a status from nowhere": lambda wire: wire.answer(b"", "799 Whatever"),
    "switching protocols": lambda wire: wire.answer(b"", "101 Switching Protocols", Upgrade="h2c"),
}  # fmt: skip
FINE = {
    "gzip": lambda wire: wire.answer(gzip.compress(PAGE), Content_Encoding="gzip"),
    "gzip in two members": lambda wire: wire.answer(gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:]), Content_Encoding="gzip"),
    "gzip with a tail": lambda wire: wire.answer(gzip.compress(PAGE) + b"\x00" * 9, Content_Encoding="x-gzip"),
    "deflate": lambda wire: wire.answer(zlib.compress(PAGE), Content_Encoding="deflate"),
    "raw deflate": lambda wire: wire.answer(zlib.compress(PAGE, wbits=-15), Content_Encoding="deflate"),
    "gzip by name only": lambda wire: wire.answer(PAGE, Content_Encoding="gzip"),
    "gzip twice": lambda wire: wire.answer(gzip.compress(gzip.compress(PAGE)), Content_Encoding="gzip, gzip"),
    "a charset for a coding": lambda wire: wire.answer(PAGE, Content_Encoding="utf-8"),
    "chunks": lambda wire: wire.send(CHUNKED + b"".join(chunk(PAGE[at : at + 1]) for at in range(len(PAGE))) + b"0\r\n\r\n"),
    "chunks with extensions and trailers": lambda wire: wire.send(CHUNKED + b"%x;a=b\r\n%s\r\n0\r\nX: y\r\n\r\n" % (len(PAGE), PAGE)),
    "until it closes": lambda wire: wire.send(OK + b"\r\n" + PAGE),
    "HTTP/1.0": lambda wire: wire.send(b"HTTP/1.0 200 OK\r\n\r\n" + PAGE),
    "no type": lambda wire: wire.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(PAGE), PAGE)),
    "a type that is none": lambda wire: wire.answer(Content_Type="html"),
    "bare line feeds": lambda wire: wire.send(b"HTTP/1.1 200 OK\nContent-Length: %d\n\n%s" % (len(PAGE), PAGE)),
    "continue first": lambda wire: wire.send(b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"Content-Length: %d\r\n\r\n%s" % (len(PAGE), PAGE)),
    "slow to start": hostile.slow_start,
}


def one(behaviour: Callable[[Wire], None], kind: str = "page") -> tuple[Page | FetchError, float]:
    started = time.monotonic()
    with Server({}, greet=None) as server:
        server.behaviours = _Everywhere(behaviour)
        with fetcher() as door:
            try:
                return door.get(f"{server.url}/a", kind=kind), time.monotonic() - started  # type: ignore[arg-type]
            except FetchError as error:
                return error, time.monotonic() - started


class _Everywhere(dict[str, Callable[[Wire], None]]):
    def __init__(self, behaviour: Callable[[Wire], None]) -> None:
        super().__init__()
        self._behaviour = behaviour

    def get(self, path: str, default: object = None) -> Callable[[Wire], None]:  # type: ignore[override]
        return self._behaviour


@pytest.fixture(scope="module", autouse=True)
def packed() -> None:
    """The bombs are made before any deadline runs."""
    bomb(80)
    bomb(80, layers=2)
    bomb(50)
    for raw in (True, False):
        deflate_bomb(80, raw=raw)


@pytest.mark.parametrize("name", SLOW)
def test_a_slow_server_is_left_at_the_deadline(name: str) -> None:
    result, seconds = one(SLOW[name])
    assert isinstance(result, FetchError), result
    assert (result.cause, result.permanent) == (Cause.UNREACHABLE, False)
    assert seconds < DEADLINE + 1


@pytest.mark.parametrize("name", SLOW_HANDSHAKES)
def test_a_slow_handshake_is_left_at_the_deadline(name: str) -> None:
    started = time.monotonic()
    with Server({}, greet=SLOW_HANDSHAKES[name]) as server, fetcher() as door, pytest.raises(FetchError) as refusal:
        door.get(f"https://127.0.0.1:{server.port}/")
    assert refusal.value.cause is Cause.UNREACHABLE
    assert time.monotonic() - started < DEADLINE + 1


@pytest.mark.parametrize("name", TOO_LARGE)
def test_a_server_that_sends_too_much_is_cut_off(name: str) -> None:
    result, seconds = one(TOO_LARGE[name])
    assert isinstance(result, FetchError), result
    if "bomb" in name or "GB" in name:
        assert isinstance(result, FetchError)
        assert result.key in ("too_large", "bomb")
    assert seconds < 5


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_answer_is_one_error_with_a_cause(name: str) -> None:
    result, seconds = one(BROKEN[name])
    assert isinstance(result, FetchError), result
    assert result.cause in (Cause.UNREACHABLE, Cause.CONTENT)
    assert len(str(result)) < 400
    assert seconds < 5


@pytest.mark.parametrize("name", FINE)
def test_an_odd_but_honest_answer_is_read(name: str) -> None:
    result, _ = one(FINE[name])
    assert isinstance(result, Page), result
    assert result.body == PAGE


def test_the_cap_is_the_kind_s_own() -> None:
    exact = bytes(3 * MEGABYTE)
    result, _ = one(lambda wire: wire.answer(exact, Content_Type="application/xml"), kind="sitemap")
    assert isinstance(result, Page)
    assert len(result.body) == 3 * MEGABYTE
    result, _ = one(lambda wire: wire.answer(exact), kind="page")
    assert isinstance(result, FetchError)


def test_headers_that_inject_lines_or_hide_bytes_stay_values() -> None:
    result, _ = one(lambda wire: wire.send(OK + b"X-A: a\r\n b\r\nX-B: \xff\xfe\x00\r\nContent-Length: 0\r\n\r\n"))
    assert isinstance(result, (Page, FetchError))


def test_a_poisoned_keep_alive_does_not_answer_the_next_request() -> None:
    """A server that sends a second, unasked answer behind the first one's end."""

    def split(wire: Wire) -> None:
        wire.send(OK + b"Content-Length: 3\r\n\r\nabc" + OK + b"Content-Length: 6\r\n\r\npoison")
        wire.hang()

    with serving(first=split, second=lambda wire: wire.answer(b"clean")) as server, fetcher() as door:
        assert door.get(f"{server.url}/first").body == b"abc"
        assert door.get(f"{server.url}/second").body == b"clean"


def test_the_deadline_holds_under_tls_too(tmp_path: Path) -> None:
    context, trusted = hostile.certificate(tmp_path)
    started = time.monotonic()
    with Server(_Everywhere(SLOW["drips the body"]), tls=context) as server, fetcher(ca_file=trusted) as door, pytest.raises(FetchError):
        door.get(f"{server.url}/")
    assert time.monotonic() - started < DEADLINE + 1


def test_a_name_server_that_does_not_answer_is_left_at_the_deadline() -> None:
    def resolve(host: str, port: int) -> list[str]:
        time.sleep(3)
        return ["127.0.0.1"]

    started = time.monotonic()
    with fetcher(resolver=resolve) as door, pytest.raises(FetchError, match="name server"):
        door.get("http://news.example/")
    assert time.monotonic() - started < DEADLINE + 1


MEMORY_CHILD = """
import json, resource, sys
from datetime import UTC, datetime
from rasid.errors import FetchError
from rasid.fetch import Fetcher, MemoryState
url, kind = sys.argv[1:]
def peak():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
with Fetcher(state=MemoryState(), clock=lambda: datetime.now(UTC), allow_private=True, obey_robots=False, min_delay=0, deadline=8, sleep=lambda _: None) as door:
    door.get(url + "/warm")
    before = peak()
    try:
        result = str(len(door.get(url + "/evil", kind=kind).body))
    except FetchError as error:
        result = "refused"
print(json.dumps([result, (peak() - before) / 1024]))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the peak of memory from /proc")
@pytest.mark.parametrize(
    ("evil", "kind", "result"),
    [
        (lambda wire: wire.answer(bomb(80), Content_Encoding="gzip", Content_Type="application/xml"), "sitemap", "refused"),
        (
            lambda wire: wire.answer(bomb(80, layers=2), Content_Encoding="gzip,gzip", Content_Type="application/xml"),
            "sitemap",
            "refused",
        ),
        (lambda wire: wire.answer(deflate_bomb(80, raw=True), Content_Encoding="deflate"), "page", "refused"),
        (lambda wire: wire.answer(bomb(50), Content_Encoding="gzip", Content_Type="application/xml"), "sitemap", str(50 * MEGABYTE)),
        (TOO_LARGE["sends without end"], "sitemap", "refused"),
        (TOO_LARGE["one chunk of a terabyte"], "sitemap", "refused"),
        (TOO_LARGE["headers without end"], "page", "refused"),
        (BROKEN["redirects with a bomb"], "page", "refused"),
        (BROKEN["an error page that is a bomb"], "page", "refused"),
    ],
    ids=["gzip", "gzip twice", "deflate", "the largest sitemap", "endless", "one chunk", "headers", "redirect", "error page"],
)
def test_no_answer_costs_more_than_64_mebibytes(evil: Callable[[Wire], None], kind: str, result: str) -> None:
    with serving(warm=lambda wire: wire.answer(), evil=evil) as server:
        child = subprocess.run(
            [sys.executable, "-c", MEMORY_CHILD, server.url, kind], capture_output=True, text=True, timeout=60, check=True
        )
    said, extra = json.loads(child.stdout)
    assert said == result
    assert extra <= 64

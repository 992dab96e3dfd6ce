"""No form of a private address is asked, whoever writes it: the seed, a redirect, or a name server."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from rasid.errors import FetchError
from rasid.fetch import Fetcher, MemoryState
from rasid.fetch.addresses import refused_address
from rasid.model import Cause
from rasid.model.values import named
from rasid.pipeline.discover import _observed
from rasid.wording.values import Reader, said
from tests.fetch.hostile import MEGABYTE, bomb, serving

NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)


def fetcher(*answers: str, **options: object) -> Fetcher:
    def resolve(host: str, port: int) -> Sequence[str]:
        return answers

    return Fetcher(
        state=MemoryState(),
        clock=lambda: NOW,
        min_delay=0,
        deadline=2,
        obey_robots=False,
        resolver=resolve if answers else lambda host, port: [host],
        **options,
    )  # type: ignore[arg-type]


FORMS = [
    "http://127.0.0.1/", "http://127.1/", "http://127.0.1/", "http://127.255.255.254/", "http://0/", "http://0.0.0.0/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0x7f.1/",
    "http://017700000001/", "http://0177.0.0.1/", "http://0177.1/", "http://127.0.0.1./", "http://１２７.０.０.１/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://%31%32%37.0.0.1/",
    "http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://a.localhost/", "http://ⓛocalhost/", "http://printer.local/", "http://metadata.google.internal/", "http://intranet/", "http://nas.home.arpa/",
    "http://10.0.0.1/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/", "http://2852039166/", "http://100.64.0.1/", "http://100.127.255.254/",
    "http://192.0.0.1/", "http://192.0.2.1/", "http://198.18.0.1/", "http://198.51.100.1/", "http://203.0.113.1/", "http://192.88.99.1/", "http://224.0.0.1/", "http://239.255.255.250/", "http://240.0.0.1/", "http://255.255.255.255/",
    "http://[::1]/", "http://[::]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::ffff:0:127.0.0.1]/", "http://[::127.0.0.1]/", "http://[::ffff:10.0.0.1]/",
    "http://[64:ff9b::7f00:1]/", "http://[64:ff9b::10.0.0.1]/", "http://[64:ff9b:1::1]/", "http://[2002:7f00:1::]/", "http://[2002:a00:1::1]/", "http://[2001:0:7f00:1::]/", "http://[2001::1]/", "http://[fe80::1]/", "http://[fe80::1%25lo]/",
    "http://[fc00::1]/", "http://[fd12:3456::1]/", "http://[fec0::1]/", "http://[ff02::1]/", "http://[ff0e::1]/", "http://[2001:db8::1]/", "http://[3fff::1]/", "http://[5f00::1]/", "http://[100::1]/", "http://[2620:4f:8000::1]/", "http://[2a00:1450::5efe:127.0.0.1]/",
    "http://good.example@127.0.0.1/", "http://127.0.0.1@good.example/", "http://good.example\\@127.0.0.1/", "http://127.0.0.1\\@good.example/", "http://user:pass@good.example/", "http://good.example:22/", "http://good.example:25/", "http://good.example:6667/",
    "file:///etc/passwd", "ftp://good.example/", "gopher://127.0.0.1:70/_x", "dict://127.0.0.1:11211/", "data:text/html,x", "javascript:alert(1)", "//127.0.0.1/", "http://", "http:///etc", "", "http://[::1", "http://\x00127.0.0.1/", "unix:///var/run/docker.sock",
]  # fmt: skip


@pytest.mark.parametrize("url", FORMS)
def test_a_private_or_disguised_address_is_refused_before_a_connection(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def connect(self: socket.socket, address: object) -> None:
        raise AssertionError(f"connected to {address}")

    monkeypatch.setattr(socket.socket, "connect", connect)
    with fetcher("127.0.0.1") as door, pytest.raises(FetchError) as refusal:
        door.get(url)
    assert refusal.value.permanent
    assert refusal.value.cause in (Cause.RASID, Cause.UNREACHABLE)


ANSWERS = [
    ("127.0.0.1",), ("10.1.2.3",), ("169.254.169.254",), ("93.184.215.14", "127.0.0.1"), ("93.184.215.14", "::1"), ("2606:2800:21f:cb07::1", "fd00::1"), ("::ffff:192.168.0.1",), ("64:ff9b::a00:1",),
    ("2002:c0a8:101::1",), ("2001:0:4136:e378:8000:63bf:3fff:fdd2",), ("fe80::1%eth0",), ("100.100.100.200",), ("0.0.0.0",), ("224.0.0.251",), ("::",), ("not-an-address",),
]  # fmt: skip


@pytest.mark.parametrize("answers", ANSWERS, ids=["+".join(answers) for answers in ANSWERS])
def test_one_private_answer_of_the_name_server_is_enough_to_refuse(answers: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr(socket.socket, "connect", lambda self, address: pytest.fail(f"connected to {address}"))
    with fetcher(*answers) as door, pytest.raises(FetchError, match="resolves to"):
        door.get("http://news.example/")


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "8.8.8.8", "2606:4700::6810:84e5", "2a00:1450:4001:830::200e", "::ffff:8.8.8.8", "1.1.1.1", "223.255.255.1"],
)
def test_public_addresses_are_not_refused(address: str) -> None:
    assert refused_address(address) is None


def test_the_name_server_is_asked_once_and_its_checked_answer_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rebinding: the second answer would be private."""
    import socket

    answers = iter([["93.184.215.14"], ["127.0.0.1"], ["127.0.0.1"]])
    asked: list[str] = []
    connected: list[object] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    def connect(self: socket.socket, address: object) -> None:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    with (
        Fetcher(
            state=MemoryState(), clock=lambda: NOW, min_delay=0, deadline=2, obey_robots=False, resolver=resolve, sleep=lambda _: None
        ) as door,
        pytest.raises(FetchError),
    ):
        door.get("http://news.example/")
    assert connected == [("93.184.215.14", 80)]
    assert asked == ["news.example", "news.example"]  # the retry asks again, and is refused


REDIRECTS = [
    "http://127.0.0.1:1/", "http://2130706433/", "http://[::1]/", "//169.254.169.254/latest/meta-data", "http://localhost/", "file:///etc/passwd", "ftp://x.example/", "gopher://x.example/", "http://a:b@x.example/",
    "http://metadata.google.internal/", "javascript:alert(1)", "http://0x7f.1/", "http://[::ffff:7f00:1]/", "http://x.example:22/", "\\\\127.0.0.1\\x",
]  # fmt: skip


@pytest.mark.parametrize("target", REDIRECTS)
def test_a_redirect_to_a_private_or_foreign_address_is_refused(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first hop is public by its (pretended) address; the second is checked like the first."""
    from rasid.fetch import addresses, connection

    with serving(go=lambda wire: wire.answer(b"", "302 Found", Location=target)) as server:
        monkeypatch.setattr(connection, "check_answers", lambda found, **_: None)
        monkeypatch.setattr(addresses, "PORTS_REFUSED", frozenset())
        with fetcher("127.0.0.1") as door, pytest.raises(FetchError) as refusal:
            door.get(f"http://news.example:{server.port}/go")
        assert (refusal.value.cause, refusal.value.permanent) == (Cause.UNREACHABLE, True)
        assert [path for path, _ in server.asked] == ["/go"]


def test_loopback_is_open_for_a_source_that_says_so() -> None:
    with serving(page=lambda wire: wire.answer()) as server, fetcher(allow_private=True) as door:
        assert door.get(f"{server.url}/page").status == 200


def test_the_environment_s_proxies_and_passwords_are_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    netrc = tmp_path / "netrc"  # type: ignore[operator]
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    with serving(page=lambda wire: wire.answer()) as server, fetcher(allow_private=True) as door:
        door.get(f"{server.url}/page")
        assert b"uthorization" not in server.asked[0][1]


NEVER = [
    "http://169.254.169.254/latest/meta-data/", "http://169.254.1.1:8080/", "http://2852039166/", "http://0xa9fea9fe/", "http://[fe80::1]/", "http://[fd00:ec2::254]/", "http://100.100.100.200/",
    "http://[::ffff:169.254.169.254]/", "http://[64:ff9b::169.254.169.254]/", "http://[2002:a9fe:a9fe::]/", "http://192.0.0.192/", "http://0.0.0.0/",
]  # fmt: skip


@pytest.mark.parametrize("url", NEVER)
@pytest.mark.parametrize("everything", [True, False])
def test_link_local_and_metadata_are_never_asked_whoever_allows_it(url: str, everything: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def connect(self: socket.socket, address: object) -> None:
        raise AssertionError(f"connected to {address}")

    monkeypatch.setattr(socket.socket, "connect", connect)
    with fetcher(allow_private=everything or (url,)) as door, pytest.raises(FetchError):
        door.get(url)


@pytest.mark.parametrize("answer", ["169.254.169.254", "fe80::1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"])
def test_a_private_host_whose_name_comes_to_mean_metadata_is_not_asked(answer: str) -> None:
    with fetcher(answer, allow_private=("http://staging.corp/",)) as door, pytest.raises(FetchError, match="passwords"):
        door.get("http://staging.corp/news")


def test_leave_to_be_private_is_for_the_hosts_and_ports_named() -> None:
    with serving(page=lambda wire: wire.answer()) as server, serving(page=lambda wire: wire.answer()) as neighbour:
        with fetcher(allow_private=(f"{server.url}/news/",)) as door:
            assert door.get(f"{server.url}/page").status == 200
            for other in (
                f"{neighbour.url}/page",
                f"http://localhost:{server.port}/page",
                f"http://[::1]:{server.port}/page",
                "http://10.0.0.1/",
            ):
                with pytest.raises(FetchError, match="allow_private"):
                    door.get(other)
        assert neighbour.asked == []


def test_leave_to_be_private_does_not_go_along_with_a_redirect() -> None:
    with serving(page=lambda wire: wire.answer()) as neighbour:
        with (
            serving(go=lambda wire: wire.answer(b"", "302 Found", Location=f"{neighbour.url}/page")) as server,
            fetcher(allow_private=(f"{server.url}/",)) as door,
            pytest.raises(FetchError) as refusal,
        ):
            door.get(f"{server.url}/go")
        assert refusal.value.cause is Cause.UNREACHABLE
        assert neighbour.asked == []


def test_a_named_private_host_may_lie_anywhere_but_a_public_name_beside_it_may_not() -> None:
    with (
        serving(page=lambda wire: wire.answer()) as server,
        fetcher("127.0.0.1", allow_private=(f"http://staging.corp:{server.port}/",)) as door,
    ):
        assert door.get(f"http://staging.corp:{server.port}/page").status == 200
        with pytest.raises(FetchError):
            door.get(f"http://news.example:{server.port}/page")


ODD_ANSWERS = {
    "partial": lambda wire: wire.answer(b"x", "206 Partial Content"),
    "unasked": lambda wire: wire.answer(b"", "304 Not Modified"),
    "empty_page": lambda wire: wire.answer(b"", "200 OK"),
    "odd_answer": lambda wire: wire.answer(b"", "101 Switching Protocols"),
    "redirects_nowhere": lambda wire: wire.answer(b"", "302 Found"),
    "redirects": lambda wire: wire.answer(b"", "302 Found", Location=wire.path),
    "scheme": lambda wire: wire.answer(b"", "302 Found", Location="file:///srv/page.html"),
    "no_http": lambda wire: wire.send(b"<html><p>\xd8\xae\xd8\xa8\xd8\xb1</html>\n"),
    "headers": lambda wire: wire.send(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: a\r\n" % n for n in range(500)) + b"\r\n"),
    "bomb": lambda wire: wire.answer(bomb(12), Content_Encoding="gzip"),
    "too_large": lambda wire: wire.answer(b"a", Content_Length=11 * MEGABYTE),
    "coding": lambda wire: wire.answer(b"\x1b" * 99, Content_Encoding="br"),
}


@pytest.mark.parametrize("key", ODD_ANSWERS)
def test_an_odd_answer_says_what_it_is_and_not_that_the_listing_has_moved(key: str) -> None:
    with serving(page=ODD_ANSWERS[key]) as server, fetcher(allow_private=True) as door, pytest.raises(FetchError) as caught:
        door.get(f"{server.url}/page", kind="listing")
    assert (caught.value.key, caught.value.cause) == (key, Cause.UNREACHABLE)
    assert "moved" not in str(caught.value)
    told = _observed(caught.value)
    assert told == named(f"fetch.{key}", url=caught.value.url), "the finding names the reason, not a status that says something else"
    assert {len(said(told, Reader(language)).strip()) > 20 for language in ("ar", "en")} == {True}


def test_what_a_server_sends_instead_of_http_never_reaches_a_terminal_raw() -> None:
    with (
        serving(page=lambda wire: wire.send(b"\x1b[31m\x00GARBAGE\x07\r\n\r\n")) as server,
        fetcher(allow_private=True) as door,
        pytest.raises(FetchError) as caught,
    ):
        door.get(f"{server.url}/page")
    assert str(caught.value).isprintable()

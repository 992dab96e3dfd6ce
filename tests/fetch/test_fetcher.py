"""Manners: robots.txt, spacing, back-off, retries, conditional requests; and whose fault a failure is."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rasid.errors import FetchError
from rasid.fetch import Fetcher, MemoryState, answers, robots
from rasid.model import Cause, FetchState, RobotsRecord, Validators
from rasid.urls import host_key
from tests.fetch import hostile
from tests.fetch.hostile import PAGE, Behaviour, Server, Wire, serving


class Clock:
    """Stands still except while somebody sleeps."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 3, 9, tzinfo=UTC)
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def fetcher(clock: Clock, state: FetchState | None = None, **options: object) -> Fetcher:
    settings: dict[str, object] = {"allow_private": True, "min_delay": 0, "deadline": 3}
    return Fetcher(state=state or MemoryState(), clock=clock, sleep=clock.sleep, **(settings | options))  # type: ignore[arg-type]


def text(content: str, status: str = "200 OK", **headers: str) -> Behaviour:
    return lambda wire: wire.answer(content.encode(), status, **({"Content_Type": "text/plain"} | headers))


def in_turn(*behaviours: Behaviour) -> Behaviour:
    left = list(behaviours)
    return lambda wire: (left.pop(0) if len(left) > 1 else left[0])(wire)


def site(rules: Behaviour | None = None, **pages: Behaviour) -> Server:
    paths = {f"/{name}": behaviour for name, behaviour in pages.items()}
    return Server({"/page": lambda wire: wire.answer(), **paths, **({"/robots.txt": rules} if rules else {})})


def refused(door: Fetcher, url: str, **options: object) -> FetchError:
    with pytest.raises(FetchError) as error:
        door.get(url, **options)  # type: ignore[arg-type]
    return error.value


# robots.txt (RFC 9309)


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        (text("User-agent: *\nDisallow: /page"), False),
        (text("User-agent: *\nDisallow: /other"), True),
        (text("\ufeffUser-agent: *\nDisallow: /page"), False),
        (text("User-agent: rasid\nDisallow: /page\n\nUser-agent: *\nAllow: /"), False),
        (text("User-agent: *\nDisallow: /\n\nUser-agent: rasid\nDisallow:"), True),
        (text("User-agent: RASID\r\nDisallow: /\r\nAllow: /page\r\n"), True),
        (text("User-agent: *\nDisallow: /p*e$"), False),
        (text("Disallow: /page"), True),
        (text(""), True),
        (text("<html>not found</html>", Content_Type="text/html"), True),
        (text("User-agent: *\nDisallow: /page", "404 Not Found"), True),
        (text("User-agent: *\nDisallow: /page", "403 Forbidden"), True),
        (text("User-agent: *\nDisallow: /page", "401 Unauthorized"), True),
        (text("User-agent: *\nDisallow: /page", "410 Gone"), True),
        (text("", "500 Oops"), False),
        (text("", "503 Busy"), False),
        (lambda wire: wire.answer(b"", "301 Moved", Location="/real"), False),
        (lambda wire: wire.answer(b"", "302 Found", Location=wire.path + "x"), True),
        (lambda wire: wire.answer(b"User-agent: *\nDisallow: /page\n" + b"#" * 900_000), False),
        (lambda wire: None, False),
    ],
    ids=["forbidden", "other path", "byte order mark", "by name", "freed by name", "longest match", "pattern", "no group", "empty", "html", "404", "403", "401", "410", "500", "503", "redirected", "redirect loop", "huge", "no answer"],
)  # fmt: skip
def test_robots_txt_decides_by_its_rules_and_by_its_status(rules: Behaviour, allowed: bool, clock: Clock) -> None:
    with site(rules, real=text("User-agent: *\nDisallow: /page")) as server, fetcher(clock) as door:
        if allowed:
            assert door.get(f"{server.url}/page").body == PAGE
        else:
            refused(door, f"{server.url}/page")
            assert "/page" not in [path for path, _ in server.asked]


def test_a_forbidden_address_is_blocked_and_an_unreachable_robots_txt_is_unreachable(clock: Clock) -> None:
    with site(text("User-agent: *\nDisallow: /")) as server, fetcher(clock) as door:
        error = refused(door, f"{server.url}/page")
        assert (error.cause, error.permanent) == (Cause.BLOCKED, True)
    with site(text("", "500 Oops")) as server, fetcher(clock) as door:
        error = refused(door, f"{server.url}/page")
        assert (error.cause, error.permanent, error.status) == (Cause.UNREACHABLE, False, 500)


def test_robots_txt_is_asked_once_a_day(clock: Clock) -> None:
    state = MemoryState()
    with site(text("User-agent: *\nAllow: /")) as server:
        for hours in (0, 23, 2):
            clock.now += timedelta(hours=hours)
            with fetcher(clock, state) as door:
                door.get(f"{server.url}/page")
        assert [path for path, _ in server.asked].count("/robots.txt") == 2


def test_the_last_good_robots_txt_stands_in_while_it_cannot_be_had(clock: Clock) -> None:
    state = MemoryState()
    with site(in_turn(text("User-agent: *\nDisallow: /private"), text("", "500 Oops")), private=text("x")) as server:
        with fetcher(clock, state) as door:
            door.get(f"{server.url}/page")
        clock.now += timedelta(days=3)
        with fetcher(clock, state) as door:
            assert door.get(f"{server.url}/page").status == 200
            assert refused(door, f"{server.url}/private").cause is Cause.BLOCKED
        clock.now += timedelta(days=40)
        with fetcher(clock, state) as door:
            assert refused(door, f"{server.url}/page").cause is Cause.UNREACHABLE


def test_every_hop_of_a_redirect_asks_the_robots_txt_of_its_host(clock: Clock) -> None:
    with site(text("User-agent: *\nDisallow: /page")) as second:
        with site(text(""), go=lambda wire: wire.answer(b"", "302 Found", Location=f"{second.url}/page")) as first, fetcher(clock) as door:
            assert refused(door, f"{first.url}/go").cause is Cause.BLOCKED
        assert [path for path, _ in second.asked] == ["/robots.txt"]


def test_robots_txt_can_be_passed_over_by_a_source_that_may(clock: Clock) -> None:
    with site(text("User-agent: *\nDisallow: /")) as server, fetcher(clock, obey_robots=False) as door:
        assert door.get(f"{server.url}/page").status == 200
        assert [path for path, _ in server.asked] == ["/page"]


@pytest.mark.parametrize(
    ("rules", "seconds"),
    [("User-agent: *\nCrawl-delay: 7", 7), ("User-agent: *\nRequest-rate: 1/12", 12), ("User-agent: *\nCrawl-delay: 86400", 60), ("User-agent: *\nCrawl-delay: -5", 2), ("User-agent: *\nCrawl-delay: soon", 2), ("User-agent: bing\nCrawl-delay: 9", 2)],
)  # fmt: skip
def test_the_spacing_is_the_longer_of_ours_and_theirs(rules: str, seconds: float, clock: Clock) -> None:
    with site(text(rules)) as server, fetcher(clock, min_delay=2) as door:
        for _ in range(3):
            door.get(f"{server.url}/page")
    assert clock.slept[-1] == pytest.approx(seconds)


def test_spacing_holds_across_fetchers_that_share_a_state(clock: Clock) -> None:
    state = MemoryState()
    with site() as server:
        for _ in range(3):
            with fetcher(clock, state, min_delay=2, obey_robots=False) as door:
                door.get(f"{server.url}/page")
    assert clock.slept == [2, 2]


# Back-off and retries


def test_retry_after_is_written_down_and_kept_by_everybody(clock: Clock) -> None:
    state = MemoryState()
    with site(busy=lambda wire: wire.answer(b"", "429 Too Many Requests", Retry_After=120)) as server:
        with fetcher(clock, state) as door:
            error = refused(door, f"{server.url}/busy")
        assert (error.cause, error.status, error.retry_after) == (Cause.BLOCKED, 429, 120)
        asked = len(server.asked)
        with fetcher(clock, state) as door:
            error = refused(door, f"{server.url}/page")
        assert (error.cause, error.retry_after) == (Cause.BLOCKED, 120)
        assert len(server.asked) == asked
        clock.now += timedelta(seconds=121)
        with fetcher(clock, state) as door:
            assert door.get(f"{server.url}/page").status == 200


def test_refusals_without_a_time_are_left_alone_longer_each_time(clock: Clock) -> None:
    state = MemoryState()
    waits = []
    with site(busy=lambda wire: wire.answer(b"", "429 Too Many Requests")) as server:
        for _ in range(3):
            with fetcher(clock, state) as door:
                refused(door, f"{server.url}/busy")
            held = state.backed_off(host_key(server.url))
            assert held is not None
            waits.append((held[0] - clock.now).total_seconds())
            clock.now = held[0] + timedelta(seconds=1)
    assert waits == [300, 600, 1200]


def test_a_short_retry_after_is_waited_for_and_closes_no_host(clock: Clock) -> None:
    state = MemoryState()
    with (
        site(busy=in_turn(lambda wire: wire.answer(b"", "503 Busy", Retry_After=1), lambda wire: wire.answer())) as server,
        fetcher(clock, state, deadline=5) as door,
    ):
        assert door.get(f"{server.url}/busy").status == 200
        assert state.backed_off(host_key(server.url)) is None
    assert 1 in clock.slept


def test_a_host_left_alone_is_told_from_one_that_was_asked(clock: Clock) -> None:
    state = MemoryState()
    with site(busy=lambda wire: wire.answer(b"", "503 Busy", Retry_After=120)) as server, fetcher(clock, state) as door:
        assert refused(door, f"{server.url}/busy").asked
        left_alone = refused(door, f"{server.url}/page")
    assert (left_alone.asked, left_alone.status) == (False, 503)


@pytest.mark.parametrize("status", ["500 Oops", "502 Bad Gateway", "504 Timeout", "522 Origin"])
def test_a_passing_error_is_tried_again(status: str, clock: Clock) -> None:
    with (
        site(shaky=in_turn(lambda wire: wire.answer(b"", status), lambda wire: None, lambda wire: wire.answer())) as server,
        fetcher(clock, deadline=8) as door,
    ):
        assert door.get(f"{server.url}/shaky").status == 200
        assert [path for path, _ in server.asked].count("/shaky") == 3
    assert len(clock.slept) == 2
    assert 0.25 <= clock.slept[0] <= 0.75 <= clock.slept[1] * 2


@pytest.mark.parametrize(
    ("status", "kind", "cause"),
    [
        ("401 No", "page", Cause.BLOCKED), ("403 No", "page", Cause.BLOCKED), ("451 Law", "page", Cause.BLOCKED), ("404 Gone", "page", Cause.CONTENT), ("410 Gone", "page", Cause.CONTENT),
        ("404 Gone", "listing", Cause.LAYOUT_CHANGED), ("404 Gone", "feed", Cause.LAYOUT_CHANGED), ("501 Never", "page", Cause.UNREACHABLE),
    ],
)  # fmt: skip
def test_a_lasting_error_is_not_tried_again_and_has_its_cause(status: str, kind: str, cause: Cause, clock: Clock) -> None:
    with site(bad=lambda wire: wire.answer(b"", status)) as server, fetcher(clock, obey_robots=False) as door:
        error = refused(door, f"{server.url}/bad", kind=kind)
        assert (error.cause, error.permanent, error.status) == (cause, True, int(status[:3]))
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        ("200 OK", {"cf-mitigated": "challenge"}, b""),
        ("403 Forbidden", {"cf-mitigated": "challenge"}, b""),
        ("202 Accepted", {"x-amzn-waf-action": "challenge"}, b""),
        ("405 No", {"x-amzn-waf-action": "captcha"}, b""),
        ("403 Forbidden", {"x-datadome": "protected"}, b""),
        ("503 Busy", {}, b"<script src='/cdn-cgi/challenge-platform/h/b'></script>"),
        ("429 Slow", {"x-vercel-mitigated": "challenge"}, b""),
        ("404 Not Found", {}, b'<iframe src="https://geo.captcha-delivery.com/captcha/"></iframe>'),
    ],
)
def test_a_bot_wall_is_blocked_whatever_status_it_has(status: str, headers: dict[str, str], body: bytes, clock: Clock) -> None:
    with site(wall=lambda wire: wire.answer(body, status, **headers)) as server, fetcher(clock, obey_robots=False) as door:
        error = refused(door, f"{server.url}/wall")
    assert error.cause is Cause.BLOCKED


def test_a_protected_but_answered_page_is_no_challenge() -> None:
    assert answers.challenged_by(200, {"x-datadome": "protected", "server": "cloudflare"}) is None


def test_a_dead_host_is_not_asked_for_every_article(clock: Clock) -> None:
    with socket.socket() as held, fetcher(clock, obey_robots=False) as door:
        held.bind(("127.0.0.1", 0))  # bound, and nobody listens: no other test can take the port
        url = f"http://127.0.0.1:{held.getsockname()[1]}"
        for number in range(3):
            refused(door, f"{url}/{number}")
        assert "3 times in a row" in str(refused(door, f"{url}/4"))


# Conditional requests, redirects, headers


def test_what_is_known_is_asked_for_conditionally(clock: Clock) -> None:
    def conditional(wire: Wire) -> None:
        if b'If-None-Match: "v1"' in wire.request and b"If-Modified-Since: Tue" in wire.request:
            wire.answer(b"", "304 Not Modified", ETag='"v1"')
        else:
            wire.answer(ETag='"v1"', Last_Modified="Tue, 03 Nov 2026 08:00:00 GMT")

    state = MemoryState()
    with site(article=conditional) as server, fetcher(clock, state, obey_robots=False) as door:
        first = door.get(f"{server.url}/article")
        assert first.validators == Validators('"v1"', "Tue, 03 Nov 2026 08:00:00 GMT")
        assert door.get(f"{server.url}/article").status == 200  # nothing was committed
        state.remember(first)
        again = door.get(f"{server.url}/article")
        whole = door.get(f"{server.url}/article", conditional=False)
    assert (again.not_modified, again.body) == (True, b"")
    assert (whole.not_modified, whole.body) == (False, first.body)
    assert again.validators == first.validators


def test_a_date_known_of_one_address_is_not_offered_for_another(clock: Clock) -> None:
    state = MemoryState()
    with (
        site(moved=lambda wire: wire.answer(b"", "302 Found", Location="/page")) as server,
        fetcher(clock, state, obey_robots=False) as door,
    ):
        state.remember(door.get(f"{server.url}/page"))
        state._validators[f"{server.url}/moved"] = Validators('"v"', "Tue, 03 Nov 2026 08:00:00 GMT")
        door.get(f"{server.url}/moved")
        assert b"If-None-Match" in server.asked[-1][1]
        assert b"If-Modified-Since" not in server.asked[-1][1]


def test_a_redirect_is_followed_with_its_cookie_and_its_arabic_letters(clock: Clock) -> None:
    with Server({}) as server:
        server.behaviours |= {
            "/go": lambda wire: wire.answer(
                b"", "302 Found", Location="/\u062e\u0628\u0631".encode().decode("latin-1"), Set_Cookie="seen=1; Path=/"
            ),
            "/%D8%AE%D8%A8%D8%B1": lambda wire: wire.answer(PAGE if b"seen=1" in wire.request else b"no cookie"),
        }
        with fetcher(clock, obey_robots=False) as door:
            page = door.get(f"{server.url}/go")
    assert (page.url, page.final_url, page.body) == (f"{server.url}/go", f"{server.url}/%D8%AE%D8%A8%D8%B1", PAGE)


def test_cookies_of_one_page_are_not_sent_with_the_next(clock: Clock) -> None:
    with site(cookie=lambda wire: wire.answer(Set_Cookie="track=1; Path=/")) as server, fetcher(clock, obey_robots=False) as door:
        door.get(f"{server.url}/cookie")
        door.get(f"{server.url}/page")
        assert b"track" not in server.asked[-1][1]


def test_we_say_who_we_are(clock: Clock) -> None:
    with site() as server, fetcher(clock, obey_robots=False, contact="https://x.example/us\r\nEvil: 1") as door:
        door.get(f"{server.url}/page")
        request = server.asked[0][1]
    assert b"User-Agent: rasid/" in request
    assert b"(+https://x.example/us" in request
    assert b"\r\nEvil" not in request


def test_headers_have_lower_case_names(clock: Clock) -> None:
    with site(page=lambda wire: wire.answer(X_Test="1")) as server, fetcher(clock, obey_robots=False) as door:
        assert door.get(f"{server.url}/page").headers["x-test"] == "1"


# TLS


def test_a_certificate_must_be_trusted_current_and_for_the_host(clock: Clock, tmp_path: Path) -> None:
    pages: dict[str, Callable[[Wire], None]] = {"/page": lambda wire: wire.answer()}
    context, trusted = hostile.certificate(tmp_path)
    with Server(pages, tls=context) as server:
        with fetcher(clock, obey_robots=False, ca_file=trusted) as door:
            assert door.get(f"{server.url}/page").status == 200
        with fetcher(clock, obey_robots=False) as door:
            error = refused(door, f"{server.url}/page")
        assert (error.cause, error.permanent) == (Cause.UNREACHABLE, True)
        assert "certificate" in str(error)
        with fetcher(clock, obey_robots=False, tls_unverified=True) as door:
            assert door.get(f"{server.url}/page").status == 200
    for fault in ({"names": ("other.example",)}, {"expired": True}):
        context, trusted = hostile.certificate(tmp_path, **fault)  # type: ignore[arg-type]
        with Server(pages, tls=context) as server, fetcher(clock, obey_robots=False, ca_file=trusted) as door:
            assert "certificate" in str(refused(door, f"{server.url}/page"))


def test_the_host_s_name_is_kept_though_its_checked_address_is_connected_to(clock: Clock, tmp_path: Path) -> None:
    """Server name, Host header and certificate check are the name's; only the connection is the address's."""
    names: list[str | None] = []
    context, trusted = hostile.certificate(tmp_path, names=("news.example",))
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    with Server({"/page": lambda wire: wire.answer()}, tls=context) as server:
        with fetcher(clock, obey_robots=False, ca_file=trusted, resolver=lambda host, port: ["127.0.0.1"]) as door:
            door.get(f"https://news.example:{server.port}/page")
        assert names == ["news.example"]
        assert f"Host: news.example:{server.port}".encode() in server.asked[0][1]


def test_an_exception_for_one_site_does_not_open_the_site_it_redirects_to(clock: Clock, tmp_path: Path) -> None:
    context, _ = hostile.certificate(tmp_path, names=("news.example", "evil.example"))
    with Server({"/page": lambda wire: wire.answer()}, tls=context) as server:
        server.behaviours["/go"] = lambda wire: wire.answer(b"", "302 Found", Location=f"https://evil.example:{server.port}/page")
        with fetcher(clock, obey_robots=False, tls_unverified=True, resolver=lambda host, port: ["127.0.0.1"]) as door:
            assert door.get(f"https://news.example:{server.port}/page").status == 200
            assert "certificate" in str(refused(door, f"https://news.example:{server.port}/go"))


# Small parts


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120), (" 5 ", 5), ("0", 1), ("99999999", 86400), ("Tue, 03 Nov 2026 09:01:00 GMT", 60), ("Mon, 02 Nov 2026 09:00:00 GMT", 1), ("soon", None), ("", None), (None, None), ("-5", None)],
)  # fmt: skip
def test_retry_after_in_all_its_forms(value: str | None, seconds: float | None) -> None:
    assert answers.retry_after(value, datetime(2026, 11, 3, 9, tzinfo=UTC)) == seconds


def test_a_failed_robots_txt_is_believed_for_minutes_only() -> None:
    now = datetime(2026, 11, 3, 9, tzinfo=UTC)
    assert robots.is_fresh(RobotsRecord("", 503, now - timedelta(minutes=4)), now)
    assert not robots.is_fresh(RobotsRecord("", 503, now - timedelta(minutes=6)), now)
    assert robots.is_fresh(RobotsRecord("", 404, now - timedelta(hours=23)), now)
    assert not robots.is_fresh(RobotsRecord("", 200, now + timedelta(hours=1)), now)


def test_threads_may_share_a_fetcher(clock: Clock) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with (
        serving(page=lambda wire: wire.answer(wire.path.encode())) as server,
        fetcher(clock, obey_robots=False, deadline=10) as door,
        ThreadPoolExecutor(6) as pool,
    ):
        bodies = list(pool.map(lambda _: door.get(f"{server.url}/page").body, range(30)))
    assert bodies == [b"/page"] * 30

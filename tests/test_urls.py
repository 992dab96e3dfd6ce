"""Addresses: one form for one article, and no secret in a log."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.urls import canonical_url, forms_of, host_key, identity_key, redact, registrable_domain, same_site

SLUG = "https://x.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1"


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("HTTPS://WWW.X.Example:443/A", "https://www.x.example/A"),
        ("http://x.example:80", "http://x.example/"),
        ("http://x.example:8080/a", "http://x.example:8080/a"),
        ("https://x.example./a", "https://x.example/a"),
        ("https://x.example/a/../b/./c", "https://x.example/b/c"),
        ("https://x.example/a/b/..", "https://x.example/a/"),
        ("https://x.example/../../a", "https://x.example/a"),
        ("https://x.example/a#comments", "https://x.example/a"),
        ("https://x.example/#!/story/12", "https://x.example/#!/story/12"),
        ("https://x.example/a?", "https://x.example/a"),
        ("https://x.example/a/", "https://x.example/a/"),
        ("  https://x.example/a\n", "https://x.example/a"),
        ("https://x.example/a\tb", "https://x.example/ab"),
        ("\u200fhttps://x.example/a\u200e", "https://x.example/a"),
        # percent-encoding
        ("https://x.example/أخبار", SLUG),
        ("https://x.example/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1", SLUG),
        ("https://x.example/%7Ea%2Fb", "https://x.example/~a%2Fb"),
        ("https://x.example/100%", "https://x.example/100%25"),
        ("https://x.example/%c7%e1/1", "https://x.example/%C7%E1/1"),
        ("https://x.example/قصة جديدة", "https://x.example/%D9%82%D8%B5%D8%A9%20%D8%AC%D8%AF%D9%8A%D8%AF%D8%A9"),
        ("https://x.example/?q=خبر", "https://x.example/?q=%D8%AE%D8%A8%D8%B1"),
        # tracking
        ("https://x.example/a?utm_source=t&utm_medium=m", "https://x.example/a"),
        ("https://x.example/a?id=7&fbclid=Iw&gclid=1", "https://x.example/a?id=7"),
        ("https://x.example/a?b=2&a=1", "https://x.example/a?b=2&a=1"),
        ("https://x.example/a?id=7&amp;cat=3&amp;utm_source=rss", "https://x.example/a?id=7&cat=3"),
        ("https://x.example/a?ref=12", "https://x.example/a?ref=12"),
        ("https://x.example/a?xtor=RSS-1&at_medium=RSS", "https://x.example/a"),
        # AMP
        ("https://x.example/story/1/amp", "https://x.example/story/1"),
        ("https://x.example/story/1/amp/", "https://x.example/story/1/"),
        ("https://x.example/amp/story/1", "https://x.example/story/1"),
        ("https://x.example/story/1.amp.html", "https://x.example/story/1.html"),
        ("https://x.example/story/1.amp", "https://x.example/story/1"),
        ("https://x.example/story/1?amp=1", "https://x.example/story/1"),
        ("https://x.example/story/1?amp", "https://x.example/story/1"),
        ("https://x.example/story/1?outputType=amp", "https://x.example/story/1"),
        ("https://x.example/camp", "https://x.example/camp"),
        ("https://x.example/amp", "https://x.example/amp"),
        ("https://x.example/amplifiers/2", "https://x.example/amplifiers/2"),
        ("https://x.example/story/amp/2", "https://x.example/story/amp/2"),
        ("https://www.google.com/amp/s/www.x.example/story/1", "https://www.x.example/story/1"),
        ("https://www-x-example.cdn.ampproject.org/v/s/www.x.example/story/1?amp_js_v=0.1", "https://www.x.example/story/1"),
        # names in other scripts
        ("https://شبكة.مصر/خبر", "https://xn--ngbc5azd.xn--wgbh1c/%D8%AE%D8%A8%D8%B1"),
        ("https://XN--ngbc5azd.xn--wgbh1c/", "https://xn--ngbc5azd.xn--wgbh1c/"),
        # who is really asked
        ("http://good.example@evil.example/", "http://evil.example/"),
        ("http://good.example\\@evil.example/", "http://good.example/@evil.example/"),
        ("http://[::0001]:8080/x", "http://[::1]:8080/x"),
    ],
)
def test_every_form_of_an_address_becomes_the_canonical_one(written: str, canonical: str) -> None:
    assert canonical_url(written) == canonical


@pytest.mark.parametrize(
    "no_address",
    [
        "",
        "#",
        "javascript:void(0)",
        "mailto:a@x.example",
        "tel:+9611",
        "ftp://x.example/",
        "data:text/html,x",
        "http://",
        "http:///a",
        "http://a b/",
        "http://[::1/",
        "http://x.example:99999/",
        "http://\udcff/",
    ],
)
def test_what_is_no_web_address_becomes_the_empty_string(no_address: str) -> None:
    assert canonical_url(no_address) == ""


@pytest.mark.parametrize(
    ("href", "canonical"),
    [
        ("../b", "https://www.x.example/a/b"),
        ("/b", "https://www.x.example/b"),
        ("?id=3", "https://www.x.example/a/c/d?id=3"),
        ("//y.example/b", "https://y.example/b"),
        ("#top", "https://www.x.example/a/c/d"),
        ("https://amp.x.example/b", "https://www.x.example/b"),
        ("https://amp.y.example/b", "https://amp.y.example/b"),
    ],
)
def test_an_address_is_read_against_the_page_that_holds_it(href: str, canonical: str) -> None:
    assert canonical_url(href, "https://www.x.example/a/c/d") == canonical


@given(st.text(max_size=60))
def test_any_text_whatever_is_answered_and_the_answer_is_stable(text: str) -> None:
    for url in (text, f"https://x.example/{text}", f"http://{text}"):
        once = canonical_url(url)
        assert once.isascii()
        assert canonical_url(once) == once


@pytest.mark.parametrize(
    "other",
    [
        "http://x.example/a/?b=2&c=1",
        "https://www.x.example/a?c=1&b=2",
        "https://m.x.example/a?c=1&b=2#x",
        "https://x.example/a/?c=1&b=2&utm_source=z",
    ],
)
def test_forms_that_differ_only_in_habit_are_one_article(other: str) -> None:
    assert identity_key(other) == identity_key("https://x.example/a?c=1&b=2")


def test_two_articles_are_two() -> None:
    assert identity_key("https://x.example/?p=1") != identity_key("https://x.example/?p=2")
    assert identity_key("https://x.example/a") != identity_key("https://x.example/A")


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://news.bbc.co.uk/a", "bbc.co.uk"),
        ("https://www.alquds.com.ps", "alquds.com.ps"),
        ("www.spa.gov.sa", "spa.gov.sa"),
        ("https://one.blogspot.com/", "one.blogspot.com"),
        ("https://شبكة.مصر/", "xn--ngbc5azd.xn--wgbh1c"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_the_registrable_domain_follows_the_public_suffix_list(url: str, domain: str) -> None:
    assert registrable_domain(url) == domain


def test_the_suffix_list_is_read_without_network_and_leaves_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a network connection was tried")

    from rasid import urls

    urls._suffixes.cache_clear()
    urls._domain_of.cache_clear()
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert registrable_domain("https://a.b.co.uk") == "b.co.uk"
    assert not any(tmp_path.iterdir())  # type: ignore[attr-defined]


def test_a_site_is_everything_under_one_domain() -> None:
    assert same_site("https://www.x.com/a", "http://img.x.com/b")
    assert not same_site("https://one.blogspot.com", "https://two.blogspot.com")
    assert not same_site("mailto:a@b", "mailto:a@b")


def test_politeness_is_counted_by_scheme_host_and_port() -> None:
    assert host_key("https://X.example/a") == "https://x.example:443"
    assert host_key("http://x.example:8080/a") == "http://x.example:8080"
    with pytest.raises(ValueError, match="no http"):
        host_key("mailto:a@b")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://me:pass@x.example/a", "https://me:***@x.example/a"),
        ("https://x.example/a?api_key=s&b=1&Token=t#access_token=q", "https://x.example/a?api_key=***&b=1&Token=***#access_token=***"),
        ("https://hooks.slack.com/services/T0/B0/xyz", "https://hooks.slack.com/services/***"),
        ("https://discord.com/api/webhooks/1/abc", "https://discord.com/api/webhooks/***"),
        ("https://api.telegram.org/bot1:abc/sendMessage", "https://api.telegram.org/***"),
        ("https://hc-ping.com/6b1c-11", "https://hc-ping.com/***"),
        ("slack://tokena/tokenb/tokenc", "slack://***"),
        ("tgram://bot:token/1", "tgram://***"),
        ("postgresql+psycopg://rasid:s3cret@db/rasid", "postgresql+psycopg://rasid:***@db/rasid"),
        ("https://x.example/a?id=3", "https://x.example/a?id=3"),
        ("no address", "no address"),
    ],
)
def test_secrets_are_never_shown(url: str, shown: str) -> None:
    assert redact(url) == shown


def test_the_forms_of_an_address_are_the_others_of_the_same_identity() -> None:
    url = "https://www.x.example/a/b?c=1"
    assert len(forms_of(url)) == 7
    assert url not in forms_of(url)
    assert {identity_key(form) for form in forms_of(url)} == {identity_key(url)}

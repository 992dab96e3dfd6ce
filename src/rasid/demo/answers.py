"""Path in, answer out: routing, conditional requests, and the faults that are not in an article's text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from rasid.demo import pages, pictures
from rasid.demo.damage import mojibake
from rasid.demo.faults import Breakage
from rasid.demo.stories import Story

if TYPE_CHECKING:
    from rasid.demo.newsroom import Newsroom

HTML, XML = "text/html; charset=utf-8", "application/xml; charset=utf-8"
FEED_ITEMS = 30
LISTED_TOO = {"silent_headline_edit", "missing_date"}
"""Text faults that lists, feed and sitemap show too."""
SITE_STATUS = {"unavailable": 503, "server_error": 500, "forbidden": 403, "rate_limited": 429}


@dataclass(frozen=True, slots=True)
class Response:
    """What is sent. ``drip`` is the pause between two bytes, in seconds; ``drop`` closes the connection without an answer."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    drip: float | None = None
    drop: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A path taken apart: ``site`` 0 or n, ``parts`` decoded, ``page`` from ``?page=``."""

    site: int
    parts: tuple[str, ...]
    page: int


def understand(path: str) -> Asked:
    split = urlsplit(path)
    parts = tuple(unquote(part) for part in split.path.split("/") if part)
    query = parse_qs(split.query)
    page = query.get("page", ["1"])[0]
    site = 0
    if len(parts) >= 2 and parts[0] == "s" and parts[1].isdigit():
        site, parts = int(parts[1]), parts[2:]
    return Asked(site, parts, max(1, int(page)) if page.isdigit() else 1)


def answer(room: Newsroom, path: str, headers: dict[str, str]) -> Response:
    """The newsroom's answer to a GET of ``path``."""
    asked = understand(path)
    match asked.parts:
        case ("media", name):
            return _picture(name)
        case ("assets", _):
            return Response(headers={"Content-Type": "text/css; charset=utf-8"}, body=(pages.TEMPLATES / "site.css").read_bytes())
        case ("robots.txt",):
            return _robots(room)
    is_article = len(asked.parts) == 3 and asked.parts[1].isdigit()
    spoilt = _site_fault(room, asked, is_article)
    if spoilt is not None and spoilt.drip is None:
        return spoilt
    given = _article(room, asked, path) if is_article else _list(room, asked)
    if spoilt is not None:
        given = replace(given, drip=spoilt.drip)
    return _conditional(given, headers)


def _picture(name: str) -> Response:
    stem, _, kind = name.rpartition(".")
    if name == "logo.svg":
        return Response(headers={"Content-Type": "image/svg+xml"}, body=pictures.LOGO.encode())
    if not stem.isdigit() or kind not in ("svg", "png"):
        return Response(404, {"Content-Type": "text/plain"}, b"no such picture")
    if kind == "svg":
        return Response(headers={"Content-Type": "image/svg+xml"}, body=pictures.svg(int(stem)).encode())
    return Response(headers={"Content-Type": "image/png"}, body=pictures.png(int(stem)))


def _robots(room: Newsroom) -> Response:
    faults = room.faults()
    if "robots_unavailable" in faults:
        return Response(503, {"Content-Type": "text/plain", "Retry-After": "60"}, b"")
    rule = "Disallow: /" if "robots_disallow" in faults else "Disallow: /_control/\nDisallow: /search"
    return Response(
        headers={"Content-Type": "text/plain; charset=utf-8"}, body=f"User-agent: *\n{rule}\nSitemap: {room.url}/sitemap.xml\n".encode()
    )


def _site_fault(room: Newsroom, asked: Asked, is_article: bool) -> Response | None:
    for name, breakage in room.faults(asked.site).items():
        only = breakage.options.get("only")
        if only and (only == "article") != is_article:
            continue
        if name in SITE_STATUS:
            headers = {"Content-Type": HTML}
            if name in ("unavailable", "rate_limited"):
                headers["Retry-After"] = str(_retry_after(room, breakage))
            status = SITE_STATUS[name]
            return Response(status, headers, f"<html><body><h1>{status} {HTTPStatus(status).phrase}</h1></body></html>".encode())
        if name == "dropped_connection":
            return Response(drop=True)
        if name == "challenge":
            return Response(
                headers={"Content-Type": HTML, "Server": "cloudflare", "Cache-Control": "no-store"}, body=_template("challenge.html")
            )
        if name == "slow_drip":
            return Response(drip=float(breakage.options.get("interval", 1.0)))
    return None


def _retry_after(room: Newsroom, breakage: Breakage) -> int:
    if breakage.until is not None:
        return max(1, round((breakage.until - room.now()).total_seconds()))
    return int(breakage.options.get("retry_after", 120))


def _article(room: Newsroom, asked: Asked, path: str) -> Response:
    section, number, _ = asked.parts
    here = pages.site(asked.site, room.url)
    everything = room.stories(asked.site)
    story = next((one for one in everything if one.id == int(number) and one.section == section), None)
    faults = room.faults(asked.site, int(number))
    if story is None or "gone" in faults:
        return _plain(room, asked, 404, "الصفحة غير موجودة", "عذرا، الصفحة التي تبحث عنها غير موجودة.")
    if "soft_404" in faults:
        return _plain(room, asked, 200, "الصفحة غير موجودة", "عذرا، الصفحة التي تبحث عنها غير موجودة أو نقلت إلى عنوان آخر.")
    if "redirect_loop" in faults:
        return Response(302, {"Location": story.path if "?turn" in path else f"{story.path}?turn=1", "Content-Type": HTML})
    if "redirect_home" in faults:
        return Response(302, {"Location": f"{here.base}/", "Content-Type": HTML})
    if "login_wall" in faults:
        return Response(headers={"Content-Type": HTML}, body=pages.render("login.html", here, everything, room.now(), active="").encode())
    if "empty_shell" in faults:
        return Response(headers={"Content-Type": HTML}, body=pages.render("shell.html", here, everything, room.now()).encode())
    shown = room.as_shown(story)
    html = pages.article(
        here,
        shown,
        everything,
        room.now(),
        template="redesign.html" if "template_change" in faults else "article.html",
        unreadable_date="unreadable_date" in faults,
        broken_json="broken_json_ld" in faults,
    )
    body, content_type = html.encode(), HTML
    if "mojibake" in faults:
        body = mojibake(html).encode()
    elif "legacy_encoding" in faults:
        body, content_type = (
            html.replace('charset="utf-8"', 'charset="windows-1256"').encode("cp1256", "xmlcharrefreplace"),
            "text/html; charset=windows-1256",
        )
    elif "wrong_charset" in faults:
        body = html.encode("cp1256", "xmlcharrefreplace")
    return _stamped(room, asked.site, body, content_type, [shown], f"{sorted(faults)}", story.id)


def _list(room: Newsroom, asked: Asked) -> Response:
    here, faults = pages.site(asked.site, room.url), room.faults(asked.site)
    everything = listed = room.stories(asked.site)
    if "stale_listing" in faults:
        listed = everything = [story for story in everything if story.published <= faults["stale_listing"].since]
    if "empty_listing" in faults:
        listed = []
    listed = [room.as_shown(story) if LISTED_TOO & room.faults(asked.site, story.id).keys() else story for story in listed]
    now, content_type = room.now(), HTML
    match asked.parts:
        case ():
            body = pages.front(here, listed, now)
        case ("feed.xml",) | (_, "feed.xml"):
            listed, body, content_type = _feed(here, asked, [] if "empty_feed" in faults else listed, now, broken="broken_feed" in faults)
        case ("sitemap.xml",):
            changed = max([story.modified for story in listed], default=room.opened_at)
            body, content_type = pages.render("sitemap_index.xml", here, everything, now, changed=changed), XML
        case ("sitemap-news.xml",):
            listed = [story for story in listed if (now - story.published).days < 2]
            body, content_type = pages.render("sitemap.xml", here, everything, now, stories=listed), XML
        case ("latest",) | ("tag", _) | ("author", _) | (("politics" | "economy" | "sport" | "culture" | "local"),):
            title, listed = _chosen(here, asked.parts, listed)
            body = pages.listing(
                here,
                title,
                listed,
                everything,
                now,
                path="/" + "/".join(asked.parts),
                page=asked.page,
                size=room.page_size,
                dead_links="listing_redesign" in faults,
            )
        case ("page", _):
            return _plain(room, asked, 200, "عن الموقع", "المرسى موقع إخباري متخيَّل يعمل على هذا الجهاز ليختبر به راصد نفسه.")
        case _:
            return _plain(room, asked, 404, "الصفحة غير موجودة", "عذرا، الصفحة التي تبحث عنها غير موجودة.")
    return _stamped(room, asked.site, body.encode(), content_type, listed, f"{asked}{sorted(faults)}", None)


def _chosen(here: pages.Site, parts: tuple[str, ...], listed: list[Story]) -> tuple[str, list[Story]]:
    match parts:
        case ("tag", name):
            return name, [story for story in listed if name in story.tags]
        case ("author", name):
            return name, [story for story in listed if story.author == name]
        case ("latest",):
            return "آخر الأخبار", listed
    return here.sections[parts[0]], [story for story in listed if story.section == parts[0]]


def _feed(here: pages.Site, asked: Asked, listed: list[Story], now: datetime, *, broken: bool) -> tuple[list[Story], str, str]:
    name = here.name
    if len(asked.parts) == 2:
        listed, name = [story for story in listed if story.section == asked.parts[0]], here.sections.get(asked.parts[0], asked.parts[0])
    listed = listed[:FEED_ITEMS]
    text = pages.render("feed.xml", here, listed, now, title=name, canonical=f"{here.base}/{'/'.join(asked.parts)}", stories=listed)
    if broken:
        text = text[: len(text) // 2].replace("</title>", " & شركاه</titel>", 1)
    return listed, text, "application/rss+xml; charset=utf-8"


def _plain(room: Newsroom, asked: Asked, status: int, title: str, message: str) -> Response:
    html = pages.render(
        "plain.html", pages.site(asked.site, room.url), room.stories(asked.site), room.now(), title=title, message=message, active=""
    )
    return Response(status, {"Content-Type": HTML}, html.encode())


def _template(name: str) -> bytes:
    return (pages.TEMPLATES / name).read_bytes()


def _stamped(room: Newsroom, site: int, body: bytes, content_type: str, shown: list[Story], extra: str, story_id: int | None) -> Response:
    """With an ETag of what the page is about (not of its widgets, which move) and a Last-Modified."""
    digest = hashlib.sha256("\x1f".join([extra, *(repr(story) for story in shown)]).encode()).hexdigest()[:20]
    moments = [story.modified for story in shown] + [room.changed_at.get((site, None), room.opened_at)]
    moments += [room.changed_at.get((site, one.id), room.opened_at) for one in shown] + [
        room.changed_at.get((site, story_id), room.opened_at)
    ]
    changed = min(max(moments), room.now())
    return Response(
        headers={
            "Content-Type": content_type,
            "ETag": f'"{digest}"',
            "Last-Modified": _http_date(changed),
            "Cache-Control": "public, max-age=60",
        },
        body=body,
    )


def _conditional(given: Response, headers: dict[str, str]) -> Response:
    """304 where RFC 9110 asks for it: ``If-None-Match`` before ``If-Modified-Since``."""
    tag, changed = given.headers.get("ETag"), given.headers.get("Last-Modified")
    if given.status != 200 or tag is None or changed is None:
        return given
    if "if-none-match" in headers:
        same = headers["if-none-match"].strip() == "*" or tag in [
            one.strip().removeprefix("W/") for one in headers["if-none-match"].split(",")
        ]
    elif "if-modified-since" in headers:
        try:
            same = parsedate_to_datetime(changed) <= parsedate_to_datetime(headers["if-modified-since"])
        except (TypeError, ValueError):
            same = False
    else:
        same = False
    return replace(given, status=304, body=b"", drip=None) if same else given


def _http_date(moment: datetime) -> str:
    from datetime import UTC

    return format_datetime(moment.astimezone(UTC), usegmt=True)

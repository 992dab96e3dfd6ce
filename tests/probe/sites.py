"""Sites on loopback whose pages a test writes: a path → body, with robots.txt and nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote


@dataclass
class Site:
    """``pages`` maps a decoded path to its body; ``types`` to its content type where it is not HTML."""

    url: str = ""
    pages: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, path: str, body: str | bytes, content_type: str = "text/html") -> None:
        self.pages[path] = body.encode() if isinstance(body, str) else body
        self.types[path] = content_type


@contextmanager
def serving(build: Callable[[Site], None]) -> Iterator[Site]:
    """A site that answers while the context lasts; ``build`` fills it once its address is known."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(self.path)
            site.asked.append(path)
            body = site.pages.get(path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", site.types.get(path, "text/html"))
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    build(site)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def feed(site: Site, items: list[tuple[str, str, str]]) -> str:
    """RSS of (path, title, RFC 822 date)."""
    entries = "".join(
        f"<item><title>{title}</title><link>{site.url}{path}</link><pubDate>{date}</pubDate></item>" for path, title, date in items
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>أخبار</title>{entries}</channel></rss>'


def news_sitemap(site: Site, items: list[tuple[str, str, str]]) -> str:
    """A news sitemap of (path, title, ISO date)."""
    entries = "".join(
        f"<url><loc>{site.url}{path}</loc><news:news><news:publication_date>{date}</news:publication_date><news:title>{title}</news:title></news:news></url>"
        for path, title, date in items
    )
    return (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{entries}</urlset>'
    )


def listing(title: str, items: list[tuple[str, str, str]], head: str = "") -> str:
    """A section's page with cards of (path, title, anything), by relative links."""
    cards = "".join(f'<div class="card"><h3><a href="{path}">{words}</a></h3></div>' for path, words, _ in items)
    return (
        f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f'<nav><a href="/">الرئيسية</a><a href="/sport">رياضة</a></nav><main><h1>{title}</h1>{cards}</main></body></html>'
    )

"""Large pages, invented: what a site could send by mistake or by malice, each up to a given number of bytes."""

from __future__ import annotations

from collections.abc import Callable

from tests.pipeline.odd_site import SENTENCE, article

TEXT = SENTENCE.format(n=7)
PARAGRAPH = f"<p>{TEXT}</p>".encode()
ROWS = b"<table><tr><td>" * 150 + TEXT.encode() + b"</td></tr></table>" * 150
ATTRIBUTES = ("<p " + " ".join(f"data-n{number}={number}" for number in range(200)) + ">نص</p>").encode()
STORY = b'<script type="application/ld+json">{"@type":"NewsArticle","headline":"\xd8\xae\xd8\xa8\xd8\xb1","author":"\xd8\xb3\xd8\xb9\xd8\xa7\xd8\xaf"}</script>'


def _filled(piece: bytes) -> Callable[[int], bytes]:
    return lambda size: piece * (size // len(piece))


SHAPES: dict[str, Callable[[int], bytes]] = {
    "paragraphs": _filled(PARAGRAPH),
    "one paragraph": lambda size: b"<p>" + TEXT.encode() * (size // len(TEXT.encode())),
    "deep tables": _filled(ROWS),
    "tables never closed": _filled(b"<table><tr><td>\xd8\xae"),
    "attributes": _filled(ATTRIBUTES),
    "tiny elements": _filled(b"<b>\xd8\xa7</b>"),
    "paragraphs never closed": _filled(b"<p>\xd8\xae\xd8\xa8\xd8\xb1"),
    "links": lambda size: b"".join(b"<p><a href='/news/%d'>\xd8\xae\xd8\xa8\xd8\xb1</a></p>" % number for number in range(size // 42)),
    "a comment": lambda size: b"<!--" + b"x" * size + b"-->",
    "comments": _filled(b"<!--x-->"),
    "a program": lambda size: b"<script>" + b"var a = 'b';\n" * (size // 13) + b"</script>",
    "stories as data": _filled(STORY),
    "small values as data": lambda size: (
        b'<script type="application/ld+json">{"@type":"NewsArticle","x":[' + b"[1]," * (min(size, 950_000) // 4) + b"0]}</script>"
    ),
    "broken bytes": _filled("نص طويل ".encode() * 200 + b"\xff"),
    "references": _filled(b"&amp;&#1575;"),
    "wide characters": _filled(f"<p>😀 {TEXT}</p>".encode()),
    "one word": lambda size: b"<p>" + "ا".encode() * (size // 2),
}


def heavy(number: int, size: int, shape: str) -> bytes:
    """News page ``number`` with as much of ``shape`` behind its paragraphs as makes it ``size`` bytes."""
    page = article(number)
    return page.replace(b"</article>", SHAPES[shape](size - len(page)) + b"</article>")

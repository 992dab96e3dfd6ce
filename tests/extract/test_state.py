"""A text that stands only in the data a page hands to its own scripts is read there, bounded, and never that of another story."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from rasid.errors import Refusal
from rasid.extract import extract
from rasid.extract.state import DEEPEST
from rasid.model import Article, Origin, Refused
from tests.extract.stories import BOATS, CUP, WHEAT

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
URL = "https://paper.example/ar/news/nujum-al-sahil-71190"
STAMP = "2026-03-09T18:40:00+03:00"
OTHERS = [{"id": at, "title": story.headline, "slug": f"s-{at}", "body": "\n".join(story.body)} for at, story in enumerate((BOATS, WHEAT))]


def shell(*scripts: str, title: str = CUP.headline) -> str:
    return (
        f'<!DOCTYPE html><html lang="ar"><head><title>{title} | الجريدة</title><meta property="og:title" content="{title}"></head>'
        f'<body><div id="__next"></div>{"".join(scripts)}<script src="/app.js"></script></body></html>'
    )


def data(value: Any, name: str = "__NEXT_DATA__") -> str:
    return f'<script id="{name}" type="application/json">{json.dumps(value, ensure_ascii=False)}</script>'


def props(**article: Any) -> dict[str, Any]:
    return {
        "props": {"pageProps": {"menu": [{"title": "رياضة", "url": "/sports"}], "related": OTHERS, "article": article}},
        "page": "/news/[slug]",
    }


def read(html: str) -> Article:
    return extract(html, URL, now=NOW)


HTML = "".join(f"<p>{text}</p>" for text in CUP.body)
TREE = {
    "type": "doc",
    "content": [{"type": "paragraph", "content": [{"type": "text", "text": part} for part in (text[:30], text[30:])]} for text in CUP.body],
}
BLOCKS = [{"id": f"b{at}", "type": "paragraph", "data": {"text": text}} for at, text in enumerate(CUP.body)]


@pytest.mark.parametrize(
    "body",
    [HTML, "\n\n".join(CUP.body), list(CUP.body), TREE, BLOCKS, {"blocks": BLOCKS, "version": "2"}],
    ids=["html", "lines", "list", "tree", "blocks", "editor"],
)
def test_the_text_of_the_state_is_read_however_its_system_keeps_it(body: Any) -> None:
    article = read(shell(data(props(title=CUP.headline, content=body, publishedAt=STAMP, author={"name": "سامر الحلو", "id": 4}))))
    assert article.body == CUP.body
    assert article.headline == CUP.headline
    assert article.authors == ("سامر الحلو",)
    assert article.published_at == datetime.fromisoformat(STAMP)
    assert {article.origins[name] for name in ("body", "authors", "published_at")} == {Origin.STATE}
    assert "body:from_page_state" in article.notes
    assert article.structured_data == {}
    assert article.doubts == ()


def test_a_state_that_a_script_assigns_is_read() -> None:
    story = json.dumps({"story": {"headline": CUP.headline, "html": HTML}}, ensure_ascii=False)
    for script in (f"window.__INITIAL_STATE__ = {story};(function(){{}})()", f'window["__DATA__"]=JSON.parse({json.dumps(story)});'):
        assert read(shell(f"<script>{script}</script>")).body == CUP.body


def test_a_table_whose_objects_hold_the_places_of_their_values_is_read() -> None:
    flat = [
        ["Reactive", 1],
        {"story": 2},
        {"title": 3, "paragraphs": 4, "url": 5},
        CUP.headline,
        list(range(6, 6 + len(CUP.body))),
        URL,
        *CUP.body,
    ]
    assert read(shell(data(flat, "__NUXT_DATA__"))).body == CUP.body


def test_rows_that_are_streamed_are_read_with_the_texts_they_refer_to() -> None:
    rows = (
        f'1:"$Sreact"\n2:T1f4,{HTML}3:'
        + json.dumps(["$", "div", None, {"post": {"title": CUP.headline, "content": "$2"}}], ensure_ascii=False)
        + "\n"
    )
    pushes = "".join(f"<script>self.__next_f.push([1,{json.dumps(part)}])</script>" for part in (rows[:200], rows[200:]))
    assert read(shell(pushes)).body == CUP.body


def test_an_object_known_by_its_address_alone_is_read_and_doubted() -> None:
    article = read(shell(data(props(url=URL, content=HTML)), title="الجريدة الرياضية المصورة"))
    assert article.body == CUP.body
    assert "body_doubtful" in article.doubts


@pytest.mark.parametrize(
    "state", [props(), {"stories": OTHERS}, {"title": CUP.headline, "description": CUP.body[0][:90]}, [], "نص"], ids=str
)
def test_a_state_without_this_story_s_text_leaves_a_shell(state: Any) -> None:
    with pytest.raises(Refusal) as refused:
        read(shell(data(state)))
    assert refused.value.kind is Refused.EMPTY_SHELL


def test_a_page_that_shows_its_text_is_read_as_it_shows_it() -> None:
    html = shell(data(props(title=CUP.headline, content=HTML.replace("<p>", "<p>مسودة ")))).replace(
        '"__next">', f'"__next"><h1>{CUP.headline}</h1>{HTML}'
    )
    article = read(html)
    assert article.body == CUP.body
    assert article.origins["body"] is Origin.TEXT


def test_hostile_states_are_looked_at_within_bounds() -> None:
    deep: Any = {"title": CUP.headline, "content": HTML}
    for _ in range(DEEPEST + 5):
        deep = {"inner": deep}
    broken = '<script type="application/json">' + "[" * 50_000 + "</script>"
    wide = data([[0] * 1_000] * 100)
    for script in (data(deep), broken, wide):
        with pytest.raises(Refusal):
            read(shell(script))

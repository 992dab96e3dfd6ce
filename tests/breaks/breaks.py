"""What can break: each a change of the site's answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.breaks.site import FEED, GRID, NAMES, ROOT, SECTION, Answer, Change, Site


@dataclass(frozen=True)
class Break:
    what: str
    change: Change
    layouts: tuple[str, ...] = (FEED, GRID)


def on_articles(text: Callable[[str, Answer, Site], str]) -> Change:
    """A change of the HTML of every article page."""
    return lambda answer, site: replace(answer, text=text(answer.text, answer, site)) if answer.story is not None else answer


def answers(**changes: object) -> Change:
    """Every article page is answered so."""
    return lambda answer, site: replace(answer, **changes) if answer.story is not None else answer  # type: ignore[arg-type]


def without_headline(html: str, answer: Answer, site: Site) -> str:
    assert answer.story is not None
    html = re.sub(r"(<h1[^>]*>).*?(</h1>)", r"\1\2", html)
    html = re.sub(r'<meta property="og:title"[^>]*>', "", html)
    html = re.sub(r"<title>.*?</title>", f"<title>{NAMES[site.layout]}</title>", html)
    return re.sub(r'"headline": ".*?",', '"headline": "",', html)


def with_headline(said: str) -> Callable[[str, Answer, Site], str]:
    def change(html: str, answer: Answer, site: Site) -> str:
        html = re.sub(r"(<h1[^>]*>).*?(</h1>)", rf"\g<1>{said}\2", html)
        html = re.sub(r'(<meta property="og:title" content=").*?"', rf'\g<1>{said}"', html)
        html = re.sub(r"<title>.*?</title>", f"<title>{said}</title>", html)
        return re.sub(r'"headline": ".*?",', f'"headline": "{said}",', html)

    return change


def without_date(html: str, answer: Answer, site: Site) -> str:
    html = re.sub(r"<time.*?</time>", "", html)
    html = re.sub(r'"datePublished": ".*?",', "", html)
    return re.sub(r'<span class="ndate">.*?</span>', "", html)


def without_body(html: str, answer: Answer, site: Site) -> str:
    return re.sub(r'(<div class="(?:entry-content|ntext)">).*?(</div>)', r"\1\2", html, flags=re.DOTALL)


def without_author(html: str, answer: Answer, site: Site) -> str:
    html = re.sub(r'<span class="author">.*?</span>', "", html)
    html = re.sub(r'"author": \{.*?\},', "", html)
    return re.sub(r'<span class="nwriter">.*?</span>', "", html)


def question_marks(html: str, answer: Answer, site: Site) -> str:
    return re.sub("[\u0600-\u06ff]", "?", html)


def in_future(html: str, answer: Answer, site: Site) -> str:
    return html.replace("2026", "2027")


def now_and_then(change: Callable[[str, Answer, Site], str]) -> Change:
    """Three articles in ten."""
    return lambda answer, site: (
        replace(answer, text=change(answer.text, answer, site))
        if answer.story is not None and answer.story.id % 10 in (0, 3, 6)
        else answer
    )


def mojibake(answer: Answer, site: Site) -> Answer:
    if answer.story is None:
        return answer
    return replace(answer, text=answer.text.encode("utf-8").decode("windows-1252", "replace"), encoding="utf-8", declared="utf-8")


SHELL = '<!doctype html><html><head><meta charset="utf-8"><title>news</title></head><body><div id="root"></div><script src="/app.js"></script></body></html>'
PHP = "<br />\n<b>Warning</b>: mysqli_connect(): (HY000/1040): Too many connections in <b>/var/www/db.php</b> on line <b>12</b><br />"


def everywhere(**changes: object) -> Change:
    return lambda answer, site: replace(answer, **changes)  # type: ignore[arg-type]


def section_home(answer: Answer, site: Site) -> Answer:
    if answer.url != site.section_url():
        return answer
    home = site.answer(f"{ROOT}/") if site.change is None else Site(site.layout, site.clock, site.began).answer(f"{ROOT}/")
    return replace(home, url=answer.url, final_url=f"{ROOT}/")


BREAKS: dict[str, Break] = {
    "shell": Break("article pages are empty shells", answers(text=SHELL, encoding="utf-8", declared="utf-8")),
    "question_marks": Break("every letter is a question mark", on_articles(question_marks)),
    "gone": Break("all article pages answer 404", answers(status=404)),
    "headline_gone": Break("headlines are printed empty", on_articles(without_headline)),
    "headline_is_site": Break("the headline is the site's name", on_articles(lambda h, a, s: with_headline(NAMES[s.layout])(h, a, s))),
    "headline_is_section": Break("the headline is the section's name", on_articles(with_headline(SECTION))),
    "date_gone": Break("dates are gone", on_articles(without_date)),
    "date_30": Break("three articles in ten have no date", now_and_then(without_date)),
    "body_gone": Break("bodies are empty", on_articles(without_body)),
    "author_gone": Break("bylines are gone", on_articles(without_author)),
    "future": Break("dates are a year ahead", on_articles(in_future)),
    "mojibake": Break("pages are encoded twice", mojibake),
    "php": Break("the site prints a database error with status 200", everywhere(text=PHP)),
    "503": Break("the site answers 503", everywhere(status=503)),
    "403": Break("the site answers 403", everywhere(status=403)),
    "pages_500": Break("article pages answer 500", answers(status=500)),
    "empty_200": Break("article pages are empty answers", answers(raw=b"")),
    "section_home": Break("the section redirects to the front page", section_home),
}

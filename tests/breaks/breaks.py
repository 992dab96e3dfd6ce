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


def only_new(change: Change) -> Change:
    """Pages of articles that came after the break; older ones stand in a cache as they were."""

    def broken(answer: Answer, site: Site) -> Answer:
        new = answer.story is not None and site.broken_at is not None and answer.story.published > site.broken_at
        return change(answer, site) if new else answer

    return broken


def feed_only(**changes: object) -> Change:
    return lambda answer, site: replace(answer, **changes) if answer.url.endswith("feed.xml") else answer  # type: ignore[arg-type]


def listing_only(**changes: object) -> Change:
    return lambda answer, site: replace(answer, **changes) if answer.url == site.section_url() else answer  # type: ignore[arg-type]


def frozen_feed(answer: Answer, site: Site) -> Answer:
    if not answer.url.endswith("feed.xml") or site.broken_at is None:
        return answer
    at = site.broken_at
    return replace(answer, text=Site(site.layout, lambda: at, site.began).answer(answer.url).text)


def one_article(change: Callable[[str, Answer, Site], str]) -> Change:
    """The first article after the break, and no other."""

    def broken(answer: Answer, site: Site) -> Answer:
        if answer.story is None or site.broken_at is None:
            return answer
        first = 0 < (answer.story.published - site.broken_at).total_seconds() <= 3600
        return replace(answer, text=change(answer.text, answer, site)) if first else answer

    return broken


def without(pattern: str) -> Callable[[str, Answer, Site], str]:
    return lambda html, answer, site: re.sub(pattern, "", html, flags=re.DOTALL)


def with_prefix(html: str, answer: Answer, site: Site) -> str:
    return re.sub(r'(<h1[^>]*>|<title>|og:title" content="|"headline": ")', rf"\1{NAMES[site.layout]} | ", html)


def english(html: str, answer: Answer, site: Site) -> str:
    words = "The council met on Monday and agreed on a plan for the old market, officials said after a long session. "
    return re.sub(r"<p>.*?</p>", f"<p>{words * 2}</p>", html, flags=re.DOTALL)


def consent(html: str, answer: Answer, site: Site) -> str:
    return re.sub(
        r"<p>.*?</p>", "<p>نستخدم ملفات تعريف الارتباط لتحسين تجربتكم. بمتابعة التصفح فإنكم توافقون على ذلك.</p>", html, flags=re.DOTALL
    )


def century(html: str, answer: Answer, site: Site) -> str:
    return html.replace("2026", "1970")


def to_home(answer: Answer, site: Site) -> Answer:
    if answer.story is None:
        return answer
    plain = Site(site.layout, site.clock, site.began).answer(f"{ROOT}/")
    return replace(answer, text=plain.text, final_url=f"{ROOT}/")


CHALLENGE = (
    "<!doctype html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1>"
    '<div id="cf-chl-widget"></div><script src="/cdn-cgi/challenge-platform/h/b/orchestrate"></script></body></html>'
)

BREAKS |= {
    "new_shell": Break(
        "new article pages are empty shells, old ones are cached", only_new(answers(text=SHELL, encoding="utf-8", declared="utf-8"))
    ),
    "new_gone": Break("new article pages answer 404, old ones stand", only_new(answers(status=404))),
    "new_headline": Break("new articles have no headline, old ones are cached", only_new(on_articles(without_headline))),
    "new_body": Break("new articles have no body, old ones are cached", only_new(on_articles(without_body))),
    "one_headline": Break("one article has no headline", one_article(without_headline)),
    "one_date": Break("one article has no date", one_article(without_date)),
    "one_body": Break("one article has no body", one_article(without_body)),
    "image_gone": Break("images are gone", on_articles(without(r'<(?:img|figure|meta property="og:image")[^>]*>|"image": "[^"]*",'))),
    "jsonld_gone": Break("the structured data are gone", on_articles(without(r"<script type=.application/ld.json.>.*?</script>")), (FEED,)),
    "site_name_added": Break("headlines begin with the site's name", on_articles(with_prefix)),
    "english": Break("bodies are in English", on_articles(english)),
    "consent_body": Break("a consent notice stands in the place of the body", on_articles(consent)),
    "century": Break("dates are of 1970", on_articles(century)),
    "renamed": Break(
        "the template's class names are new", on_articles(lambda html, answer, site: re.sub(r'class="[a-z-]+"', 'class="x1"', html))
    ),
    "page_home": Break("article pages redirect to the front page", to_home),
    "challenge": Break("a bot wall answers with status 200", everywhere(text=CHALLENGE, encoding="utf-8", declared="utf-8")),
    "page_challenge": Break("a bot wall stands before article pages", answers(text=CHALLENGE, encoding="utf-8", declared="utf-8")),
    "429": Break("the site answers 429", everywhere(status=429)),
    "404": Break("the section answers 404", lambda a, s: replace(a, status=404) if a.story is None else a),
    "listing_empty": Break(
        "the listing is an empty shell", lambda a, s: replace(a, text=SHELL, encoding="utf-8", declared="utf-8") if a.story is None else a
    ),
    "listing_gone": Break("the listing answers 404, the feed lives", listing_only(status=404), (FEED,)),
    "feed_gone": Break("the feed answers 404, the listing lives", feed_only(status=404), (FEED,)),
    "feed_html": Break("the feed is a web page", feed_only(text="<html><body><p>خلاصة</p></body></html>"), (FEED,)),
    "feed_frozen": Break("the feed stands still, the listing lives", frozen_feed, (FEED,)),
    "page_php": Break("article pages print a database error with status 200", answers(text=PHP)),
    "replacement": Break(
        "letters are replacement characters",
        on_articles(lambda html, answer, site: re.sub("[\u0627\u0644\u064a]", "\ufffd", html)),
        (FEED,),
    ),
}


def one_answer(**changes: object) -> Change:
    """The first article after the break is answered so, and no other."""

    def broken(answer: Answer, site: Site) -> Answer:
        if answer.story is None or site.broken_at is None:
            return answer
        first = 0 < (answer.story.published - site.broken_at).total_seconds() <= 3600
        return replace(answer, **changes) if first else answer  # type: ignore[arg-type]

    return broken


BREAKS |= {
    "one_shell": Break("one article page is an empty shell", one_answer(text=SHELL, encoding="utf-8", declared="utf-8")),
    "one_gone": Break("one new article answers 404", one_answer(status=404)),
    "one_500": Break("one new article answers 500", one_answer(status=500)),
    "one_403": Break("one new article answers 403", one_answer(status=403)),
    "one_wall": Break("one new article stands behind a bot wall", one_answer(text=CHALLENGE, encoding="utf-8", declared="utf-8")),
    "new_500": Break("new article pages answer 500, old ones stand", only_new(answers(status=500))),
}
BREAKS["silent"] = Break("the newsroom publishes nothing", lambda answer, site: answer)

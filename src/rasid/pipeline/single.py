"""One page on its own: what `rasid extract`, `rasid check` and the public functions do, without a visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rasid.decode import decode
from rasid.extract import extract, extract_plain_text
from rasid.model import Article, Finding, Rule, Scope, Source, WindowArticle
from rasid.model.ports import utc_now

if TYPE_CHECKING:
    import pandas as pd

    from rasid.extract.trace import Trace


def extract_article(
    html: bytes | str,
    url: str,
    *,
    source: Source | None = None,
    content_type: str | None = None,
    now: datetime | None = None,
) -> Article:
    """The article a page holds.

    ``html`` is the page's bytes (preferred: rasid finds the encoding) or text; ``content_type`` the header it came with;
    ``now`` an aware datetime that relative dates («منذ ساعتين») are counted from, the present by default.
    Raises Refusal for a page that is no article and DecodeError for bytes that are no text.
    """
    now = now or utc_now()
    if isinstance(html, str):
        return extract(html, url, now=now, source=source)
    decoded = decode(html, content_type=content_type, hint=source.encoding if source else None)
    return extract(decoded, url, now=now, source=source)


def read_document(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    source: Source | None = None,
    published_at: datetime | None = None,
    now: datetime | None = None,
    trace: Trace | None = None,
) -> Article:
    """An article from a page or from a plain text document, told apart by name, content type and the first characters. ``trace`` takes down what was
    weighed for a page."""
    decoded = decode(body, content_type=content_type, hint=source.encoding if source else None)
    start = decoded.text.lstrip()[:2000]
    plain = "<" not in start or (content_type or "").startswith("text/plain") or url.lower().endswith(".txt")
    now = now or utc_now()
    if plain:
        return extract_plain_text(decoded.text, url, now=now, published_at=published_at, source=source)
    return extract(decoded, url, now=now, source=source, trace=trace)


def article_rules(source: Source | None = None, *, expectations_dir: Path | None = None, now: datetime | None = None) -> list[Rule]:
    """The article rules in force for ``source`` (or for nobody in particular)."""
    from rasid.settings import find_project  # pydantic weighs 15 MB, which reading a page need not pay for
    from rasid.validate import load_rules, rules_for

    folder = expectations_dir or find_project(Path.cwd()) / "expectations"
    rules = [rule for rule in load_rules(folder) if rule.scope is Scope.ARTICLE]
    return rules_for(source, rules, (now or utc_now()).date())


def judge_articles(
    items: Sequence[WindowArticle],
    rules: Sequence[Rule],
    *,
    source: Source | None,
    now: datetime,
    link_states: Mapping[str, bool] | None = None,
    passes: bool = False,
) -> list[Finding]:
    """Findings of the article rules on ``items``: validated by Great Expectations, then explained with their spans."""
    from rasid.frame import article_frame
    from rasid.pipeline.explain import explained
    from rasid.validate import check_rows

    frame = article_frame(items, source=source, now=now, link_states=link_states)
    return explained(check_rows(frame, rules, passes=passes), items, source=source, now=now)


def check_article(
    article: Article,
    *,
    source: Source | None = None,
    rules: Sequence[Rule] | None = None,
    now: datetime | None = None,
    link_states: Mapping[str, bool] | None = None,
    passes: bool = False,
) -> list[Finding]:
    """Every finding, worst first, of the article rules on one article standing alone; with ``passes`` of rules that pass too.

    ``link_states``: address of a link inside the body → whether it answers, where somebody asked (see ``rasid.pipeline.links``).
    """
    now = now or utc_now()
    in_force = list(rules) if rules is not None else article_rules(source, now=now)
    item = WindowArticle(article=article, first_seen_at=now, revision=1, revised_at=now, new_in_visit=True)
    findings = judge_articles([item], in_force, source=source, now=now, link_states=link_states, passes=passes)
    return sorted(findings, key=lambda finding: finding.severity.rank)


def check_articles(
    frame: pd.DataFrame | Sequence[dict[str, Any]],
    *,
    source: Source | None = None,
    rules: Sequence[Rule] | None = None,
    now: datetime | None = None,
) -> list[Finding]:
    """Findings of the article rules on rows of article fields.

    ``frame`` has one row an article; columns are fields of :class:`rasid.model.Article` (``headline``, ``body``,
    ``published_at``, ``url`` …), each may be missing. Dates may be datetimes or ISO 8601 text, ``body`` text or a list of paragraphs.
    Only findings that do not pass are returned; ``article_url`` names the row's article.
    """
    from rasid.frame import window_from_rows

    now = now or utc_now()
    in_force = list(rules) if rules is not None else article_rules(source, now=now)
    return judge_articles(window_from_rows(frame, source=source, now=now), in_force, source=source, now=now)

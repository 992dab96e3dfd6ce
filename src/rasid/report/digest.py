"""The morning mail to editors: what the reports of their sources say, short enough to read standing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment
from markupsafe import Markup

from rasid.model import Language, Span
from rasid.report.data import ReportArticle, ReportData
from rasid.report.markup import query_part, web_link
from rasid.report.page import environment
from rasid.report.sections.today import headline, tone
from rasid.report.voice import Voice
from rasid.wording import say
from rasid.wording.escape import plain as plain_text
from rasid.wording.format import isolate

SHOWN = 8
"""Articles a source; the rest are counted. Mail programs cut long messages (Gmail at 102 kB)."""
FAULTS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail ready to be sent: ``html`` and ``plain`` say the same."""

    subject: str
    html: str
    plain: str
    quiet: bool
    """Nothing needs fixing anywhere: a sender may leave it unsent."""


@cache
def _environment() -> Environment:
    return environment()


def digest(reports: Sequence[ReportData], *, language: Language | str) -> Mail:
    """One mail about one or several sources, those with most to fix first. Raises ValueError without any."""
    if not reports:
        raise ValueError("a digest needs at least one report")
    spoken = Language(language)
    ordered = sorted(reports, key=lambda data: (-sum(article.rank[0] == 0 for article in data.articles), -len(data.to_fix)))
    voices = [Voice(spoken, data.now, data.source.timezone, data.source.country) for data in ordered]
    pages = [_view(data, v) for data, v in zip(ordered, voices, strict=True)]
    to_fix = sum(len(data.to_fix) for data in ordered)
    subject = say("report.mail_subject", spoken, n=to_fix, day=voices[0].day(ordered[0].now.date(), "short"))
    html = _environment().get_template("digest.html").render(v=voices[0], pages=pages, subject=subject)
    return Mail(subject, html, _plain(ordered, voices, subject), quiet=all(tone(data) == "good" for data in ordered))


def _view(data: ReportData, v: Voice) -> dict[str, object]:
    articles = sorted(data.articles, key=lambda article: article.rank)
    return {
        "v": v,
        "name": v.words(data.source.name),
        "tone": tone(data),
        "headline": headline(data, v),
        "articles": [(article, _desk_link(data, article)) for article in articles[:SHOWN]],
        "more": max(0, len(articles) - SHOWN),
        "desk": web_link(f"{data.desk_url.rstrip('/')}/?source={query_part(data.source.id)}") if data.desk_url else None,
        "general": data.section_findings[:FAULTS_SHOWN],
        "faults_shown": FAULTS_SHOWN,
    }


def _desk_link(data: ReportData, article: ReportArticle) -> str | None:
    """Where the article is worked on; the live page where there is no desk."""
    if not data.desk_url:
        return web_link(article.url)
    return web_link(f"{data.desk_url.rstrip('/')}/article?source={query_part(data.source.id)}&url={query_part(article.url)}")


def _plain(ordered: Sequence[ReportData], voices: Sequence[Voice], subject: str) -> str:
    lines = [subject, ""]
    for data, v in zip(ordered, voices, strict=True):
        general = [f"- {plain_text(v.title(finding), isolate=False)}" for finding in data.section_findings[:FAULTS_SHOWN]]
        lines += [f"## {plain_text(v.words(data.source.name))}", _sentence(headline(data, v)), *general, ""]
        articles = sorted(data.articles, key=lambda article: article.rank)
        for number, article in enumerate(articles[:SHOWN], 1):
            title = plain_text(article.headline) if article.headline else str(v.say("report.no_headline"))
            lines.append(f"{v.number(number)}. {title}")
            for finding in article.findings[:FAULTS_SHOWN]:
                label = v.say(f"report.severity_{finding.severity}")
                lines.append(f"   [{label}] {plain_text(v.title(finding), isolate=False)}")
                if finding.spans:
                    lines.append(f"   {_quoted(finding.spans[0])}")
                if finding.suggestion and v.words(finding.suggestion):
                    lines.append(f"   {v.say('report.suggestion')} {plain_text(v.words(finding.suggestion), isolate=False)}")
                elif v.advice(finding):
                    lines.append(f"   {v.say('report.what_to_do')} {plain_text(v.advice(finding), isolate=False)}")
            link = _desk_link(data, article)
            lines += [*([f"   {link}"] if link else []), ""]
        if len(articles) > SHOWN:
            lines += [_sentence(v.say("report.mail_more", n=len(articles) - SHOWN)), ""]
    lines.append(_sentence(voices[0].say("report.mail_footer")))
    return "\n".join(lines) + "\n"


def _quoted(span: Span) -> str:
    """The offending words between brackets, in their context."""
    return isolate(
        "".join(plain_text(part, isolate=False) + gap for part, gap in ((span.before, " ⟦"), (span.text, "⟧ "), (span.after, "")))
    )


def _sentence(html: Markup) -> str:
    """A sentence of ours, made for HTML, as plain text."""
    return plain_text(str(html.striptags()), isolate=False)

"""The morning mail to editors: what the reports of their sources say, short enough to read standing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment
from markupsafe import Markup

from rasid.model import Language, Span
from rasid.model.problems import Item
from rasid.report.data import ReportData
from rasid.report.markup import query_part, web_link
from rasid.report.page import environment
from rasid.report.sections.today import headline, tone
from rasid.report.voice import Voice, voice_for
from rasid.wording import say
from rasid.wording.escape import plain as plain_text
from rasid.wording.format import isolate

SHOWN = 6
"""Problems a source; the rest are counted. Mail programs cut long messages (Gmail at 102 kB)."""
ITEMS_SHOWN = 2
"""Articles a problem."""
FAULTS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class DigestMail:
    """A mail ready to be sent: ``html`` and ``plain`` say the same."""

    subject: str
    html: str
    plain: str
    quiet: bool
    """Nothing needs fixing anywhere: a sender may leave it unsent."""


@cache
def _environment() -> Environment:
    return environment()


def digest(reports: Sequence[ReportData], *, language: Language | str) -> DigestMail:
    """One mail about one or several sources, those with most to fix first. Raises ValueError without any."""
    if not reports:
        raise ValueError("a digest needs at least one report")
    spoken = Language(language)
    ordered = sorted(reports, key=lambda data: (-data.problems.urgent, -data.problems.to_fix))
    voices = [voice_for(data.source, spoken, data.now) for data in ordered]
    pages = [_view(data, v) for data, v in zip(ordered, voices, strict=True)]
    to_fix = sum(data.problems.to_fix for data in ordered)
    # «Nothing needs fixing» is said of sites that were seen, and of nothing else.
    key = "report.mail_subject" if to_fix or all(tone(data) == "good" for data in ordered) else "report.mail_subject_sites"
    subject = say(key, spoken, n=to_fix, day=voices[0].day(ordered[0].now.date(), "short"))
    html = _environment().get_template("digest.html").render(v=voices[0], pages=pages, subject=subject)
    return DigestMail(subject, html, _plain(ordered, voices, subject), quiet=all(tone(data) == "good" for data in ordered))


def _view(data: ReportData, v: Voice) -> dict[str, object]:
    problems = data.problems.articles
    return {
        "v": v,
        "name": v.words(data.source.name),
        "tone": tone(data),
        "headline": headline(data, v),
        "problems": [
            (problem, v.problem(problem, data.titles), [(item, _desk_link(data, item)) for item in problem.items[:ITEMS_SHOWN]])
            for problem in problems[:SHOWN]
        ],
        "more": max(0, len(problems) - SHOWN),
        "desk": web_link(f"{data.desk_url.rstrip('/')}/?source={query_part(data.source.id)}") if data.desk_url else None,
        "assigned": [(name, count, _mine(data, name)) for name, count in data.assigned],
        "general": data.section_findings[:FAULTS_SHOWN],
        "faults_shown": FAULTS_SHOWN,
    }


def _mine(data: ReportData, name: str) -> str | None:
    """What somebody has been given, on the desk."""
    return web_link(f"{data.desk_url.rstrip('/')}/?assignee={query_part(name)}") if data.desk_url else None


def _desk_link(data: ReportData, article: Item) -> str | None:
    """Where the article is worked on; the live page where there is no desk."""
    if not data.desk_url or article.url is None:
        return web_link(article.url)
    return web_link(f"{data.desk_url.rstrip('/')}/article?source={query_part(data.source.id)}&url={query_part(article.url)}")


def _plain(ordered: Sequence[ReportData], voices: Sequence[Voice], subject: str) -> str:
    lines = [subject, ""]
    for data, v in zip(ordered, voices, strict=True):
        general = [f"- {plain_text(v.title(finding), isolate=False)}" for finding in data.section_findings[:FAULTS_SHOWN]]
        lines += [f"## {plain_text(v.words(data.source.name))}", _sentence(headline(data, v)), *general, ""]
        if data.assigned:
            names = "، ".join(f"{plain_text(name)} {v.number(count)}" for name, count in data.assigned)
            lines += [f"{v.say('report.mail_assigned')} {names}", ""]
        for number, problem in enumerate(data.problems.articles[:SHOWN], 1):
            title = plain_text(v.problem(problem, data.titles), isolate=False)
            reach = _sentence(v.say("report.problem_reach", n=problem.articles))
            lines.append(f"{v.number(number)}. [{v.say(f'report.severity_{problem.severity}')}] {title} ({reach})")
            for item in problem.items[:ITEMS_SHOWN]:
                lines += [f"   {line}" for line in _told(data, item, v)]
            lines.append("")
        if len(data.problems.articles) > SHOWN:
            lines += [_sentence(v.say("report.mail_more", n=len(data.problems.articles) - SHOWN)), ""]
    lines.append(_sentence(voices[0].say("report.mail_footer")))
    return "\n".join(lines) + "\n"


def _told(data: ReportData, item: Item, v: Voice) -> Iterator[str]:
    """One article of a problem: its headline, the marked words, what to do, where."""
    yield "• " + (plain_text(item.headline) if item.headline else str(v.say("report.no_headline")))
    if item.finding.spans:
        yield _quoted(item.finding.spans[0])
    if item.finding.suggestion and v.words(item.finding.suggestion):
        yield f"{v.say('report.suggestion')} {plain_text(v.words(item.finding.suggestion), isolate=False)}"
    elif v.advice(item.finding):
        yield f"{v.say('report.what_to_do')} {plain_text(v.advice(item.finding), isolate=False)}"
    link = _desk_link(data, item)
    if link:
        yield link


def _quoted(span: Span) -> str:
    """The offending words between brackets, in their context."""
    return isolate(
        "".join(plain_text(part, isolate=False) + gap for part, gap in ((span.before, " ⟦"), (span.text, "⟧ "), (span.after, "")))
    )


def _sentence(html: Markup) -> str:
    """A sentence of ours, made for HTML, as plain text."""
    return plain_text(str(html.striptags()), isolate=False)

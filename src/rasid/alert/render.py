"""A message as text for each kind of channel: plain, Telegram's HTML, general HTML, and the two parts of a mail."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from rasid.alert.blocks import CHAT_HTML, HTML, PLAIN, TELEGRAM, IncidentText
from rasid.alert.lines import every_block
from rasid.alert.message import Message
from rasid.alert.subject import storm, subject
from rasid.wording import say
from rasid.wording.escape import html as escape_html

if TYPE_CHECKING:
    from jinja2 import Template


def plain_subject(message: Message) -> str:
    return subject(message, PLAIN)


def plain(message: Message, *, limit: int | None = None) -> str:
    """Plain text, at most ``limit`` characters: what does not fit is counted, never cut in the middle."""
    return _fitting(message, limit, _plain)


def telegram(message: Message, *, limit: int | None = 4096) -> str:
    """The subset of HTML that Telegram knows: b, a, code."""
    return _fitting(message, limit, _telegram)


def html(message: Message, *, limit: int | None = None) -> str:
    """Simple HTML (headings, lists, links), which Apprise turns into the dialect of the service."""
    return _fitting(message, limit, _html)


def mail(message: Message) -> tuple[str, str, str]:
    """Subject, plain part and HTML part of a mail."""
    blocks, rows = every_block(message, HTML)
    page = _template().render(
        language=str(message.language),
        direction="rtl" if str(message.language) == "ar" else "ltr",
        subject=_one_line(subject(message, HTML)),
        storm=storm(message),
        blocks=blocks,
        rows=rows,
        words=_words(message),
        footer=say("alerts.footer", message.language, message=message.key),
    )
    return plain_subject(message), plain(message), page


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    # Strings of a Block are escaped for HTML already (blocks.HTML); addresses are not, and say «|e» in the template.
    environment = Environment(
        loader=PackageLoader("rasid.alert", "."),
        autoescape=False,  # noqa: S701 — strings of a Block are escaped already
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("mail.html.j2")


def _words(message: Message) -> dict[str, str]:
    return {name: say(f"alerts.{name}", message.language) for name in ("examples", "advice")}


def _fitting(message: Message, limit: int | None, write: Any) -> str:
    text: str = write(message, 0)
    if limit is None or len(text) <= limit:
        return text
    brief = replace(message, brief_from=0) if len(message.lines) > 3 else message
    for left_out in range(len(message.lines)):
        text = write(brief, left_out)
        if len(text) <= limit:
            return text
    # One incident alone is too long for this service: its subject and where to read on.
    link = message.link(f"incidents/{message.lines[0].incident.id}") if message.lines[0].incidents else None
    return "\n".join(part for part in (plain_subject(message), link) if part)[:limit]


def _kept(message: Message, left_out: int) -> Message:
    return replace(message, lines=message.lines[: len(message.lines) - left_out]) if left_out else message


def _plain(message: Message, left_out: int) -> str:
    blocks, rows = every_block(_kept(message, left_out), PLAIN)
    parts = [storm(message) or ""]
    parts += [_plain_block(one, message) for one in blocks]
    parts.append("\n".join(rows))
    parts.append(say("alerts.more", message.language, n=left_out) if left_out else "")
    return "\n\n".join(part for part in parts if part)


def _plain_block(one: IncidentText, message: Message) -> str:
    words = _words(message)
    lines = [f"{one.mark} {one.site}: {one.title}", *(part for part in (one.what, one.lead) if part)]
    lines += [f"{label}: {value}" for label, value in one.rows]
    if one.examples:
        lines += [f"{words['examples']}:", *_plain_examples(one, "")]
    lines += [f"{label}: {value}" for label, value in one.who]
    lines += [f"{words['advice']}: {one.advice}"] if one.advice else []
    for child in one.children:
        lines += [f"• {child.mark} {child.title} ({child.what})", *_plain_examples(child, "  ")]
    lines += [one.note] if one.note else []
    lines += [f"{label}: {address}" for label, address in one.links]
    lines += [f"{label}: {command}" for label, command in one.commands]
    return "\n".join(lines)


def _plain_examples(one: IncidentText, indent: str) -> list[str]:
    return [indent + part for headline, url in one.examples for part in (f"• {headline}", f"  {url}" if url else "") if part]


def _telegram(message: Message, left_out: int) -> str:
    blocks, rows = every_block(_kept(message, left_out), TELEGRAM)
    words = _words(message)
    parts = [storm(message) or ""]
    for one in blocks:
        lines = [f"<b>{one.mark} {one.site}: {one.title}</b>", *(part for part in (one.what, one.lead) if part)]
        lines += [f"{label}: {value}" for label, value in one.rows]
        lines += [f"{words['examples']}:"] if one.examples else []
        lines += [f"• {_link(headline, url)}" for headline, url in one.examples]
        lines += [f"{label}: {value}" for label, value in one.who]
        lines += [f"{words['advice']}: {one.advice}"] if one.advice else []
        for child in one.children:
            lines += [f"• {child.mark} {child.title} ({child.what})", *(f"  {_link(*example)}" for example in child.examples)]
        lines += [one.note] if one.note else []
        lines += [f'<a href="{escape_html(address, isolate=False)}">{label}</a>' for label, address in one.links]
        lines += [f"{label}: <code>{escape_html(command, isolate=False)}</code>" for label, command in one.commands]
        parts.append("\n".join(lines))
    parts.append("\n".join(rows))
    parts.append(say("alerts.more", message.language, n=left_out) if left_out else "")
    return "\n\n".join(part for part in parts if part)


def _html(message: Message, left_out: int) -> str:
    blocks, rows = every_block(_kept(message, left_out), CHAT_HTML)
    words = _words(message)
    parts = [f"<p>{sentence}</p>" for sentence in (storm(message),) if sentence]
    for one in blocks:
        parts.append(f"<p><b>{one.mark} {one.site}: {one.title}</b><br/>{one.what or one.lead}</p>")
        items = [f"<li><b>{label}:</b> {value}</li>" for label, value in one.rows]
        items += [
            f"<li>{child.mark} {child.title} ({child.what}){''.join(f'<br/>{_link(*example)}' for example in child.examples)}</li>"
            for child in one.children
        ]
        parts.append(f"<ul>{''.join(items)}</ul>" if items else "")
        if one.examples:
            links = "".join(f"<li>{_link(headline, url)}</li>" for headline, url in one.examples)
            parts.append(f"<p>{words['examples']}:</p><ul>{links}</ul>")
        parts += [f"<p><b>{label}:</b> {value}</p>" for label, value in one.who]
        parts.append(f"<p><b>{words['advice']}:</b> {one.advice}</p>" if one.advice else "")
        parts.append(f"<p>{one.note}</p>" if one.note else "")
        ends = [f'<a href="{escape_html(address, isolate=False)}">{label}</a>' for label, address in one.links]
        ends += [f"{label}: <code>{escape_html(command, isolate=False)}</code>" for label, command in one.commands]
        parts.append(f"<p>{'<br/>'.join(ends)}</p>" if ends else "")
    parts.append(f"<ul>{''.join(f'<li>{one}</li>' for one in rows)}</ul>" if rows else "")
    parts.append(f"<p>{say('alerts.more', message.language, n=left_out)}</p>" if left_out else "")
    return "".join(parts)


def _link(headline: str, url: str | None) -> str:
    return f'<a href="{escape_html(url, isolate=False)}">{headline}</a>' if url else headline


def _one_line(text: str) -> str:
    return " ".join(text.split())

"""The morning digest: what editors should mend today, by the routes tagged ``editors`` that carry letters."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from rasid.alert.channels.base import Letter, Post
from rasid.alert.remedies import told
from rasid.alert.routes import Route
from rasid.errors import TransportError
from rasid.model import Source
from rasid.pipeline.reporting import gather
from rasid.pipeline.workplace import VisitContext
from rasid.report.digest import DigestMail, digest
from rasid.validate import rules_for

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of one route's digest. ``error`` is empty when it was accepted, or left unsent because all is well."""

    route: str
    subject: str
    sources: int
    sent: bool
    error: str = ""


def send_digests(
    workplace: VisitContext, sources: Sequence[Source], routes: Sequence[Route], *, even_if_quiet: bool = False
) -> list[Posted]:
    """One letter a route, about the sources it hears, in its language. A route that fails does not keep the others from theirs.

    With nothing to mend anywhere nothing is sent, unless ``even_if_quiet``. Raises LedgerError.
    """
    posted = []
    for route in editors_routes(routes):
        heard = [source for source in sources if not route.sources or source.id in route.sources]
        if heard:
            posted.append(_one(workplace, heard, route, even_if_quiet))
    return posted


def editors_routes(routes: Sequence[Route]) -> list[Route]:
    """Routes that editors read: tagged ``editors``, or heard in every role; of first choice; not those of machines."""
    return [
        route
        for route in routes
        if route.priority == 0 and isinstance(route.channel, Post) and (not route.roles or "editors" in route.roles)
    ]


def compose(workplace: VisitContext, sources: Sequence[Source], language: str) -> DigestMail:
    """The digest of these sources as it stands now."""
    now = workplace.clock()
    reports = [
        gather(
            workplace.ledger,
            source,
            rules_for(source, workplace.rules, now.date()),
            now=now,
            desk_url=workplace.settings.desk_url,
            readiness=False,
        )
        for source in sources
    ]
    return digest(reports, language=language)


def _one(workplace: VisitContext, sources: Sequence[Source], route: Route, even_if_quiet: bool) -> Posted:
    now = workplace.clock()
    mail = compose(workplace, sources, route.language)
    if mail.quiet and not even_if_quiet:
        return Posted(route.name, mail.subject, len(sources), sent=False)
    # The day makes the key: a repeated attempt is the same letter to the mail server.
    letter = Letter(mail.subject, mail.html, mail.plain, route.language, now, f"digest.{now:%Y%m%d}.{route.name}")
    try:
        assert isinstance(route.channel, Post)
        route.channel.post(letter)
    except TransportError as error:
        log.warning("digest by %s: %s", route.name, error)
        return Posted(route.name, mail.subject, len(sources), sent=False, error=told(str(error), error.failure))
    return Posted(route.name, mail.subject, len(sources), sent=True)

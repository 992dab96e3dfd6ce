"""What can go wrong in ways rasid expects. Each error names the thing, the reason and the next step.

A :class:`RasidError` raised while visiting a site is *news*: the pipeline turns it into a finding with the
error's cause. Anything else is a bug of ours, propagates, and fails the flow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasid.model.vocabulary import Cause, Refused


class RasidError(Exception):
    """Base of all expected failures. ``cause`` decides who is told (docs/architecture.md)."""

    cause: Cause = Cause.RASID


class FetchError(RasidError):
    """A URL could not be fetched.

    ``permanent`` tells whether trying again at once can help; ``status`` is the HTTP status if there was an answer;
    ``retry_after`` is in seconds. ``asked`` is false when no request was made, because the host was to be left alone.
    ``key`` says what happened (``fetch.*`` of the catalogue) and what to do about it (:data:`AFTER_FETCH`): of an address in a seed, or,
    with ``at_prompt``, of one that somebody has just typed.
    """

    cause = Cause.UNREACHABLE

    def __init__(
        self,
        message: str,
        *,
        url: str,
        permanent: bool,
        key: str = "",
        status: int | None = None,
        retry_after: float | None = None,
        cause: Cause | None = None,
        asked: bool = True,
    ) -> None:
        # A server's garbage may be in it, and it goes to terminals and logs.
        super().__init__("".join(sign if sign.isprintable() else "\ufffd" for sign in message))
        self.key = key
        self.at_prompt = False
        self.note = ""
        """What else there is to say at a prompt."""
        self.url = url
        self.permanent = permanent
        self.status = status
        self.retry_after = retry_after
        self.asked = asked
        if cause is not None:
            self.cause = cause

    def __str__(self) -> str:
        return " ".join(part for part in (super().__str__(), AFTER_FETCH[self.key][self.at_prompt], self.note) if part)


_AGAIN = ("The next visit tries again.", "Open it in a browser to see whether it answers, and try again.")
_ANOTHER = "Give the address of a section, a feed or an article."
AFTER_FETCH = {
    "": ("", ""),
    "address": ("Correct it in the seed.", "Give one like https://example.org/news"),
    "bomb": ("Tell the site's owner; the next visit tries again.", "Do not open it."),
    "broken": _AGAIN,
    "budget": ("", ""),
    "certificate": ("Its owner must renew it; until then the seed may say tls_unverified_until with a date.", "Its owner must renew it."),
    "coding": ("Tell the site's owner: rasid reads gzip and deflate.", "Tell the site's owner: rasid reads gzip and deflate."),
    "damaged": _AGAIN,
    "denied": (
        "The site refuses us: ask its owner for access, or lower the pace in the seed.",
        "The site refuses us: ask its owner for access.",
    ),
    "error_page": ("Tell the site's owner; the next visit tries again.", "Tell the site's owner."),
    "gone": ("The article is gone or its address is wrong.", "The article is gone or its address is wrong."),
    "headers": _AGAIN,
    "moved": ("It has moved: correct its address in the seed.", "Check the address: there is no such page."),
    "name": ("Check it in the seed.", "Check its spelling."),
    "name_server": ("Try again later.", "Try again later."),
    "never": ("It is never asked.", "It is never asked."),
    "no_http": ("Check its scheme and port in the seed; the next visit tries again.", "Check its scheme and port."),
    "not_a_page": ("Correct the address in the seed, or let the seed's article_url pass it over.", _ANOTHER),
    "partial": _AGAIN,
    "private": (
        "If this is a server of your own, say allow_private in its seed or --allow-private.",
        "If it is your own, say --allow-private.",
    ),
    "redirects": ("Correct the address in the seed.", _ANOTHER),
    "redirects_nowhere": _AGAIN,
    "refused": _AGAIN,
    "robots": ("Ask its owner, or remove the address from the seed.", "Ask its owner."),
    "robots_unread": ("The next visit asks again.", "Try again later."),
    "scheme": ("Correct the address in the seed, or tell the site's owner.", _ANOTHER),
    "slow": ("The site is slow or holds the line; the next visit tries again.", "The site is slow or holds the line; try again later."),
    "timeout": _AGAIN,
    "tls": _AGAIN,
    "too_large": ("Give a smaller address in the seed: one section's feed, one month's sitemap.", _ANOTHER),
    "trouble": _AGAIN,
    "unasked": _AGAIN,
    "odd_answer": _AGAIN,
    "empty_page": _AGAIN,
    "waiting": ("", ""),
}
"""What to do about a page that was not fetched: of an address in a seed, and at a prompt, where there is no seed yet and no next visit."""


class TooCostly(RasidError):
    """Markup that is not parsed, because it would hold the machine: an element with thousands of attributes."""

    cause = Cause.LAYOUT_CHANGED


class DecodeError(RasidError):
    """Bytes that are no text in any encoding an Arabic page is written in."""

    cause = Cause.CONTENT


AFTER_REFUSAL = {
    Refused.LISTING: "Give the address of one article; a section belongs into a seed (`rasid new`).",
    Refused.HOME: "Give the address of one article; a whole site belongs into a seed (`rasid new`).",
    Refused.SEARCH: "Give the address of one article.",
    Refused.NOT_FOUND: "Check the address.",
    Refused.CHALLENGE: "Ask the site's owner for access.",
    Refused.CONSENT: "Ask the site's owner for access.",
    Refused.LOGIN: "Ask the site's owner for access.",
    Refused.EMPTY_SHELL: "Use the site's feed or news sitemap, or a saved copy of the page as a browser shows it.",
    Refused.PARKED: "Check the address.",
    Refused.REDIRECT_STUB: "Give the address it leads to.",
    Refused.NOT_HTML: "Give an article's page, or a text document whose name ends in .txt.",
    Refused.NO_ARTICLE: "Give an article's address; if it is one, selectors in its seed help (docs/seeds.md).",
}
"""What to do about a page that is no article."""


class Refusal(RasidError):
    """A page that is no article. ``kind`` says what it is instead; ``cause`` follows from the kind.

    ``test`` names the test that told (``wall_title``, ``shape`` …), ``evidence`` is what it found, under short names: a phrase, a count, a share.
    """

    def __init__(self, message: str, *, url: str, kind: Refused, test: str = "", evidence: Mapping[str, Any] | None = None) -> None:
        super().__init__(f"{message} {AFTER_REFUSAL[kind]}")
        self.url = url
        self.kind = kind
        self.test = test
        self.evidence: dict[str, Any] = dict(evidence or {})
        self.cause = kind.cause


class LayoutChanged(RasidError):
    """A listing without article links, or fields that vanished from most articles at once."""

    cause = Cause.LAYOUT_CHANGED


class SourceError(RasidError):
    """A seed that cannot be used: broken TOML, an unknown key, a value out of bounds. Names the file and the field."""


class RuleError(RasidError):
    """A rule that cannot be used: misspelt type, argument or severity, a missing column. Names the file and the key."""


class SettingsError(RasidError):
    """An environment variable or a file it points at that cannot be used."""


class LedgerError(RasidError):
    """The database or the page archive cannot be used: read-only, full, corrupt, from a newer version."""


class LeaseHeld(RasidError):
    """Another visit of the same source is under way."""


class TransportError(RasidError):
    """A message that could not be delivered. ``permanent`` means that trying again cannot help.

    ``failure`` is the key of what is to be done about it (``remedy.*`` of the catalogue); without one it follows from the ``status`` answered.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool,
        failure: str = "",
        status: int | None = None,
        retry_after: float | None = None,
        ambiguous: bool = False,
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.failure = failure or next((key for statuses, key in AFTER_STATUS if status in statuses), "wrong" if permanent else "again")
        self.retry_after = retry_after
        self.ambiguous = ambiguous
        """The message may have arrived all the same: the answer was lost, not the question."""


AFTER_STATUS = (
    (range(300, 400), "moved"),
    ((401, 403), "key"),
    ((404, 410), "gone"),
    ((407,), "proxy"),
    ((413,), "size"),
    ((429,), "pace"),
    ((530, 534, 535, 538), "login"),
    ((550, 551, 553, 554), "recipient"),
    (range(400, 500), "not_taken"),
    (range(500, 600), "trouble"),
)
"""What is to be done about a receiver's answer, by its status: HTTP's, or SMTP's reply code."""


class AlertError(RasidError):
    """Something asked of an incident, a silence or a route that cannot be done. Names it and what can."""


class DeskError(RasidError):
    """Something asked of the editors' desk that cannot be done: an act already undone, an unknown person, a term without words.

    ``key`` names the sentence in which the desk says it to editors (``desk.problem_<key>``); the message is for the command line.
    """

    def __init__(self, message: str, *, key: str = "other") -> None:
        super().__init__(message)
        self.key = key

"""What passes over the editors' desk: people, their decisions, and the house style they keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from rasid.model.judgement import Finding
from rasid.model.vocabulary import Severity


class Role(StrEnum):
    """What a person may do: readers look, editors decide, admins also invite and revoke."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"

    def may(self, needed: Role) -> bool:
        order = (Role.READER, Role.EDITOR, Role.ADMIN)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may use the desk. ``kind``: ``link`` (a personal link), ``proxy`` (named by the company's proxy), ``local`` (this machine)."""

    id: str
    name: str
    role: Role
    kind: str
    invited_at: datetime
    invited_by: str
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_seen_at: datetime | None = None

    def welcome(self, now: datetime) -> bool:
        """The invitation still holds."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the audit: who did what, to what, and what was there before."""

    id: int
    at: datetime
    who: str
    role: str
    act: str
    """``waive lift comment uncomment assign fixed withdraw style_add style_change style_remove style_import invite revoke acknowledge silence
    resolve undo``"""
    source_id: str | None = None
    article_url: str | None = None
    rule: str | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    undoes: int | None = None
    undone_by: int | None = None
    """Id of the act that took this one back."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A decision not to hear of something: one finding as it stands (``fingerprint``), or a rule (or all) for an article, a section, a source."""

    id: int
    source_id: str
    reason: str
    by: str
    created_at: datetime
    section: str | None = None
    article_url: str | None = None
    rule: str | None = None
    fingerprint: bytes | None = None
    until: datetime | None = None
    lifted_at: datetime | None = None
    headline: str | None = None
    """Of the article it is about, as the ledger knows it now."""

    @property
    def target(self) -> str:
        return "article" if self.article_url is not None else "section" if self.section is not None else "source"

    def in_force(self, now: datetime) -> bool:
        return self.lifted_at is None and (self.until is None or now < self.until)


@dataclass(frozen=True, slots=True)
class Comment:
    id: int
    text: str
    by: str
    at: datetime
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class MendedMark:
    """An editor's word that a finding is mended, and what rasid found when it looked again."""

    id: int
    rule: str
    by: str
    at: datetime
    outcome: str
    """``waiting | confirmed | still_there | not_checked``"""
    checked_at: datetime | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found when one article was fetched again at once.

    ``findings`` are those that do not pass now; None when the page could not be fetched or read, and ``told`` names why:
    ``unreachable | blocked | unreadable``. ``told`` is ``gone`` when the page is no longer there (then nothing is wrong with it).
    """

    findings: tuple[Finding, ...] | None
    told: str = ""


@dataclass(frozen=True, slots=True)
class StyleTerm:
    """One line of the house style: not this term but that, why, and where it is allowed after all."""

    term: str
    preferred: str
    reason: str = ""
    exceptions: tuple[str, ...] = ()
    """Phrases in which the term may stand: names of institutions, quotations."""
    severity: Severity = Severity.INFO
    id: int = 0
    """0 until the ledger has given it one."""
    changed_by: str = ""
    changed_at: datetime | None = None

    @property
    def key(self) -> str:
        """Rule key of its findings."""
        return f"style_{self.id}"

"""What the desk needs of the machine it runs on, handed in by whoever starts it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from rasid.model import Language, Rule, Source, Words
from rasid.model.desk import Looked, Role
from rasid.model.draft import Checked
from rasid.model.ports import Clock, utc_now
from rasid.store import Ledger


class Recheck(Protocol):
    """Fetches one article again, judges it, keeps what it found in the ledger."""

    def __call__(self, source: Source, url: str) -> Looked: ...


@dataclass(frozen=True, slots=True)
class DeskContext:
    """The desk's surroundings. Everything it does is told the time by ``clock``."""

    ledger: Ledger
    sources: Sequence[Source]
    rules: Sequence[Rule]
    secret: str
    """Signs personal links and sessions. Changing it ends them all."""
    recheck: Recheck | None = None
    """None: findings can be marked fixed, but are not looked at before the next visit."""
    rules_for: Callable[[Source], Sequence[Rule]] | None = None
    """The rules in force for one source; None: ``rules`` for all."""
    check_text: Callable[[str, Source], Checked] | None = None
    check_address: Callable[[str, Source], Checked] | None = None
    """Judge a draft as an article of that source; None: the desk checks none."""
    metrics: Callable[[], str] | None = None
    """Text of ``/metrics``; None: there is no such page."""
    metrics_token: str | None = None
    """What Prometheus must carry as its bearer token; None: ``/metrics`` is for people of the desk alone."""
    clock: Clock = utc_now
    language: Language = Language.AR
    hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost", "[::1]"})
    """Host names the desk answers to (a rebinding attack names another). Empty: any."""
    desk_url: str = ""
    """As seen from outside, for links in mails and exports."""
    one_time: str | None = None
    """Secret of the one-time link printed at start, on loopback."""
    local_name: str = "local"
    user_header: str | None = None
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    proxy_role: Role = Role.READER

    def source(self, source_id: str | None) -> Source | None:
        return next((source for source in self.sources if source.id == source_id), None)

    def rules_of(self, source: Source | None) -> Sequence[Rule]:
        return self.rules if source is None or self.rules_for is None else self.rules_for(source)

    def source_name(self, source_id: str) -> Words:
        source = self.source(source_id)
        return source.name if source else Words(source_id, source_id)

    def section_name(self, source_id: str, section_id: str | None) -> Words | None:
        source = self.source(source_id)
        for section in source.sections if source else ():
            if section.id == section_id:
                return section.name
        return Words(section_id, section_id) if section_id else None

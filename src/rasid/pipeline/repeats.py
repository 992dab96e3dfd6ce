"""What a source repeats, in a visit: learnt from its articles and the ledger's, and taken out of their bodies. And a person's word against it."""

from __future__ import annotations

from collections.abc import Sequence

from rasid.extract.repeated import fingerprint, learnt, without_repeated
from rasid.model import Article, Page
from rasid.model.repeats import Repeated, RepeatedBlock, Taught
from rasid.pipeline.snapshot import StoredPages
from rasid.pipeline.workplace import VisitContext, VisitUnderWay
from rasid.settings import Settings
from rasid.store import open_ledger


def site_taken_out(
    under_way: VisitUnderWay, articles: Sequence[Article], pages: Sequence[Page]
) -> tuple[tuple[Article, ...], Repeated | None]:
    """The visit's articles without what the site repeats, and the table after them.

    A visit that reads stored pages learns nothing, and takes out what was known when they were fetched. Raises LedgerError.
    """
    if not articles:
        return (), None
    ledger, source = under_way.workplace.ledger, under_way.source
    table = ledger.repeats.of(source.id)
    if isinstance(under_way.fetcher, StoredPages):
        at = min((page.fetched_at for page in pages), default=under_way.visit.started_at)
        return tuple(without_repeated(article, table, at) for article in articles), None
    # Counted from the beginning of the visit: no page of it is older, so that whoever reads its pages again knows what it knew.
    at = under_way.visit.started_at
    known = ledger.repeats.first_seen(source.id, [article.url for article in articles])
    new = [Taught(article.body, known.get(article.url, at)) for article in articles]
    table = learnt(table, [*ledger.repeats.teachers(source.id, at, without=[article.url for article in articles]), *new], at)
    return tuple(without_repeated(article, table, at) for article in articles), table


def tables_at_hand(settings: Settings) -> dict[str, Repeated]:
    """Source → what it repeats, of the ledger the settings name, for whoever reads archives; empty where there is no ledger yet: none is made. Raises LedgerError."""
    with open_ledger(settings.database, pages_dir=settings.pages_dir, make=False) as ledger:
        return {source_id: ledger.repeats.of(source_id) for source_id in ledger.repeats.sources()}


def keep(workplace: VisitContext, source_id: str, beginning: str, *, by: str) -> tuple[RepeatedBlock, int]:
    """Never take the block out whose fingerprint begins so; how many articles have it back. Raises LedgerError."""
    block = workplace.ledger.repeats.find(source_id, beginning)
    back = workplace.ledger.repeats.keep(
        source_id, block, same=lambda text: fingerprint(text) == block.fingerprint, by=by, now=workplace.clock()
    )
    return block, back

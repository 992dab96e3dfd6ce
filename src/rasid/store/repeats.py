"""What each source repeats: the table that visits learn, the articles it is learnt from, and a person's word against it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from rasid.errors import LedgerError
from rasid.model.article import with_back
from rasid.model.repeats import Repeated, RepeatedBlock, Repetition, Taught
from rasid.store.article_writes import lock_source
from rasid.store.codec import content_hash, pack, unpack
from rasid.store.database.session import Database
from rasid.store.database.tables.articles import article_words, articles, revisions
from rasid.store.database.tables.repeats import repeats
from rasid.store.desk.matching import words_of
from rasid.store.keys import CHUNK, NO_KEY, article_ids, url_key

LATELY = timedelta(days=14)
"""How far back articles teach: what was gone two weeks ago is forgotten."""
NEWEST, SPREAD = 50, 50
"""Articles that teach beside those of the visit: the last ones, and as many spread evenly over the two weeks before, so that a busy section's days are seen."""
MOST_CHANGES = 50
"""Changes of standing remembered of one block; the oldest go."""


class Repeats:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, source_id: str) -> Repeated:
        """The source's table, empty before anything was learnt."""
        with self._database.reading() as tx:
            return _table(tx, source_id)

    def sources(self) -> list[str]:
        """Ids of the sources of which anything was learnt."""
        with self._database.reading() as tx:
            return list(tx.execute(select(repeats.c.source_id).distinct().order_by(repeats.c.source_id)).scalars())

    def teachers(self, source_id: str, now: datetime, *, without: Collection[str] = ()) -> list[Taught]:
        """Articles of the last two weeks, oldest first, without those at the addresses ``without``: a visit brings them anew. At most a hundred."""
        left_out = {url_key(url) for url in without}
        query = (
            select(articles.c.id, articles.c.url_key, articles.c.revision, articles.c.first_seen_at)
            .where(articles.c.source_id == source_id, articles.c.first_seen_at >= now - LATELY)
            .order_by(articles.c.first_seen_at, articles.c.id)
        )
        with self._database.reading() as tx:
            rows = [row for row in tx.execute(query) if bytes(row.url_key) not in left_out]
            chosen = {row.id: row.first_seen_at for row in _spread(rows[:-NEWEST]) + rows[-NEWEST:]}
            latest = (
                select(revisions.c.article_id, revisions.c.payload)
                .join(articles, (articles.c.id == revisions.c.article_id) & (articles.c.revision == revisions.c.number))
                .where(articles.c.id.in_(list(chosen)))
            )
            bodies = {row.article_id: unpack(row.payload).whole_body for row in tx.execute(latest)}
        return [Taught(bodies[number], at) for number, at in chosen.items() if number in bodies]

    def first_seen(self, source_id: str, urls: Collection[str]) -> dict[str, datetime]:
        """Address → when it was first seen, of those of ``urls`` that are articles."""
        keys = {url_key(url): url for url in urls}
        with self._database.reading() as tx:
            numbers = {number: keys[key] for key, number in article_ids(tx, source_id, keys).items()}
            found: dict[str, datetime] = {}
            wanted = list(numbers)
            for start in range(0, len(wanted), CHUNK):
                query = select(articles.c.id, articles.c.first_seen_at).where(articles.c.id.in_(wanted[start : start + CHUNK]))
                found.update({numbers[row.id]: row.first_seen_at for row in tx.execute(query)})
        return found

    def find(self, source_id: str, beginning: str) -> RepeatedBlock:
        """The one block whose fingerprint begins so, in hexadecimal. Raises LedgerError for none and for several."""
        table = self.of(source_id)
        found = [block for block in table if block.fingerprint.hex().startswith(beginning.lower())]
        if len(found) != 1 or not beginning:
            raise LedgerError(
                f"{source_id}: {'several blocks begin' if len(found) > 1 else 'no block begins'} with {beginning!r}."
                f" `rasid repeats {source_id}` lists them; give the first column, or enough of it."
            )
        return found[0]

    def keep(self, source_id: str, block: RepeatedBlock, *, same: Callable[[str], bool], by: str, now: datetime) -> int:
        """The block is the newsroom's, from now on and of pages of the past; ``same`` tells its text. How many articles have it in their body again."""
        with self._database.transaction() as tx:
            lock_source(tx, source_id)
            _decide(tx, source_id, block.fingerprint, now, by)
            return _put_back(tx, source_id, same, now)

    def let_go(self, source_id: str, block: RepeatedBlock) -> None:
        """Take :meth:`keep` back: what its count says of the block holds again, for pages read from now on."""
        with self._database.transaction() as tx:
            lock_source(tx, source_id)
            _decide(tx, source_id, block.fingerprint, None, "")

    def forget(self, source_id: str, *, now: datetime) -> tuple[int, int]:
        """Everything learnt of the source, but not what a person kept: it is learnt anew from articles to come. (Blocks, articles whose body is whole again.)"""
        with self._database.transaction() as tx:
            lock_source(tx, source_id)
            gone = tx.execute(
                repeats.delete().where(repeats.c.source_id == source_id, repeats.c.fingerprint != NO_KEY, repeats.c.kept_at.is_(None))
            )
            _upsert(tx, source_id, _beginning(now))
            return gone.rowcount, _put_back(tx, source_id, lambda text: True, now)


def save_repeats(tx: Connection, source_id: str, table: Repeated) -> None:
    """What a visit learnt. What a person decided meanwhile stands, and so does what they told to be forgotten."""
    stored = _table(tx, source_id)
    if stored.since != table.since:
        return
    for block in table:
        if block != stored.blocks.get(block.fingerprint):
            _upsert(tx, source_id, block)
    gone = [mark for mark, block in stored.blocks.items() if mark not in table.blocks and block.kept_at is None]
    for start in range(0, len(gone), CHUNK):
        tx.execute(repeats.delete().where(repeats.c.source_id == source_id, repeats.c.fingerprint.in_(gone[start : start + CHUNK])))


def _spread(rows: list[Any]) -> list[Any]:
    if len(rows) <= SPREAD:
        return rows
    return [rows[number * len(rows) // SPREAD] for number in range(SPREAD)]


def _table(tx: Connection, source_id: str) -> Repeated:
    blocks, since = {}, None
    for row in tx.execute(select(repeats).where(repeats.c.source_id == source_id).order_by(repeats.c.fingerprint)):
        if bytes(row.fingerprint) == NO_KEY:
            since = row.first_seen_at
            continue
        blocks[bytes(row.fingerprint)] = RepeatedBlock(
            fingerprint=bytes(row.fingerprint),
            sample=row.sample,
            articles=row.articles,
            of=row.of_articles,
            days=row.days,
            first_seen_at=row.first_seen_at,
            last_seen_at=row.last_seen_at,
            changes=tuple((datetime.fromisoformat(at), Repetition(standing)) for at, standing in row.changes),
            kept_at=row.kept_at,
            kept_by=row.kept_by,
        )
    return Repeated(blocks, since)


def _beginning(at: datetime) -> RepeatedBlock:
    return RepeatedBlock(NO_KEY, "", 0, 0, 0, at, at)


def _upsert(tx: Connection, source_id: str, block: RepeatedBlock) -> None:
    """Without the columns a person decides."""
    values = {
        "sample": block.sample,
        "articles": block.articles,
        "of_articles": block.of,
        "days": block.days,
        "first_seen_at": block.first_seen_at,
        "last_seen_at": block.last_seen_at,
        "changes": [[at.isoformat(), int(standing)] for at, standing in block.changes[-MOST_CHANGES:]],
    }
    this = (repeats.c.source_id == source_id, repeats.c.fingerprint == block.fingerprint)
    if tx.execute(update(repeats).where(*this).values(**values)).rowcount == 0:
        tx.execute(repeats.insert().values(source_id=source_id, fingerprint=block.fingerprint, **values))


def _decide(tx: Connection, source_id: str, fingerprint: bytes, at: datetime | None, by: str) -> None:
    this = (repeats.c.source_id == source_id, repeats.c.fingerprint == fingerprint)
    tx.execute(update(repeats).where(*this).values(kept_at=at, kept_by=by))


def _put_back(tx: Connection, source_id: str, which: Callable[[str], bool], now: datetime) -> int:
    """In the latest revision of the articles of the last weeks; the site was not asked and nobody edited anything."""
    query = (
        select(articles.c.id, articles.c.revision, revisions.c.payload)
        .join(revisions, (revisions.c.article_id == articles.c.id) & (revisions.c.number == articles.c.revision))
        .where(articles.c.source_id == source_id, articles.c.last_seen_at >= now - LATELY)
    )
    restored = 0
    for row in tx.execute(query).all():
        article = unpack(row.payload)
        again = with_back(article, which)
        if again is article:
            continue
        this = (revisions.c.article_id == row.id, revisions.c.number == row.revision)
        tx.execute(update(revisions).where(*this).values(payload=pack(again), content_hash=content_hash(again)))
        tx.execute(update(article_words).where(article_words.c.article_id == row.id).values(words=words_of(again)))
        restored += 1
    return restored

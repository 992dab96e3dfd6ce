"""Near-duplicates against the whole history, at a cost that does not grow with it.

Each article has a MinHash signature over the three-word shingles of its folded text (no diacritics, one alef, one ya …). Eight
bands of four values are hashed to 64-bit keys that the ledger indexes; an article's candidates are those that share a band, at most
:data:`CANDIDATES` of the latest for each band, so that a text repeated for years costs no more than one repeated once.

With 8 × 4 an article of similarity 0.8 is found with probability 1 − (1 − 0.8⁴)⁸ = 0.985, one of 0.9 with 0.9996, and two unrelated
ones (below 0.05) meet with probability below 0.00005 (Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, §3.4). Each band costs a
read of the index, which is what a cold cache charges for.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, text

from rasid.arabic.script import fold
from rasid.model import Article
from rasid.store.codec import content_hash
from rasid.store.database.session import Database
from rasid.store.database.tables.articles import articles
from rasid.store.database.tables.duplicates import article_bands, signatures
from rasid.store.keys import article_ids, url_key

if TYPE_CHECKING:  # numpy takes 0.1 s to load, and most commands compare no texts
    from rasid.store.minhash import Signature

BANDS, ROWS = 8, 4
SHINGLE = 3
LEAST_WORDS = 20
"""Shorter texts have too few shingles to compare: urgent lines differ by their one fact."""
SIMILAR = 0.8
"""Estimated Jaccard similarity from which two texts are near-duplicates."""
CANDIDATES = 32
LOOK_BACK = 1_000
"""Earlier articles of the same sequence that one is compared with; a visit brings sixty at most, a backfill as many as its archive holds."""

LATEST_SQLITE = text("""
    SELECT wanted.value, (
        SELECT group_concat(article_id) FROM (SELECT article_id FROM article_bands WHERE band_key = wanted.value ORDER BY article_id DESC LIMIT :most)
    ) FROM json_each(:keys) AS wanted""")
LATEST_POSTGRESQL = text("""
    SELECT wanted.band_key, (
        SELECT string_agg(CAST(article_id AS text), ',')
        FROM (SELECT article_id FROM article_bands b WHERE b.band_key = wanted.band_key ORDER BY article_id DESC LIMIT :most) AS latest
    ) FROM unnest(CAST(:keys AS bigint[])) AS wanted (band_key)""")
"""All keys in one parameter: written out one by one, compiling the statement takes longer than running it."""


@dataclass(frozen=True, slots=True)
class Near:
    """An earlier article that an article nearly repeats. ``similarity`` is the estimated Jaccard index, 0–1."""

    article_id: int | None
    """None for an article of the same visit, which is not stored yet."""
    source_id: str
    url: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Nearest:
    """``same_source`` is a repetition; ``elsewhere``, from another source, most often an agency's report."""

    same_source: Near | None = None
    elsewhere: Near | None = None


class Duplicates:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._signatures: OrderedDict[tuple[str, bytes], Signature | None] = OrderedDict()

    def signature(self, article: Article) -> Signature | None:
        """128 values, or None for a text under :data:`LEAST_WORDS` words. Remembered, since judging and storing both need it."""
        key = (article.url, content_hash(article))
        if key in self._signatures:
            return self._signatures[key]
        words = fold(article.text).split()
        made: Signature | None = None
        if len(words) >= LEAST_WORDS:
            from rasid.store.minhash import signature

            made = signature(
                {" ".join(words[at : at + SHINGLE]).encode("utf-8", "surrogatepass") for at in range(len(words) - SHINGLE + 1)}
            )
        self._signatures[key] = made
        while len(self._signatures) > 2_000:
            self._signatures.popitem(last=False)
        return made

    def nearest(self, tx: Connection, articles_in_order: Sequence[Article], source_id: str) -> list[Nearest]:
        """For each article the nearest earlier one, stored before or standing earlier in the sequence itself, among its last :data:`LOOK_BACK`.

        An article's own stored self is no duplicate of it, nor is an article that was first seen after it.
        """
        import numpy as np

        from rasid.store.minhash import similarities

        made = [self.signature(article) for article in articles_in_order]
        found = self._candidates(tx, [signature for signature in made if signature is not None])
        own = article_ids(tx, source_id, [url_key(article.url) for article in articles_in_order]) if found else {}
        comparable = [at for at, signature in enumerate(made) if signature is not None]
        before = np.array([made[at] for at in comparable]) if comparable else np.empty((0, 0), dtype=np.uint32)
        answer = [Nearest()] * len(made)
        for place, at in enumerate(comparable):
            article, signature = articles_in_order[at], before[place]
            own_id = own.get(url_key(article.url))
            stored = {c.article_id: c for key in band_keys(signature) for c in found.get(key, ())}
            shared = _alike(signature, [c for _, c in sorted(stored.items()) if own_id is None or c.article_id < own_id])
            same = _best(near for near in shared if near.source_id == source_id)
            start = max(0, place - LOOK_BACK)
            alike = similarities(signature, before[start:place])
            for other in np.flatnonzero(alike >= max(SIMILAR, same.similarity if same else 0.0)):
                earlier = articles_in_order[comparable[start + int(other)]]
                near = Near(own.get(url_key(earlier.url)), source_id, earlier.url, float(alike[other]))
                if earlier.url != article.url and (same is None or near.similarity > same.similarity):
                    same = near
            answer[at] = Nearest(same, _best(near for near in shared if near.source_id != source_id))
        return answer

    def store(self, tx: Connection, rows: Sequence[tuple[int, str, datetime, Article]], *, revised: Sequence[int] = ()) -> None:
        """Index the signatures of (article id, source, first seen, article); ``revised`` names ids whose old signature goes."""
        if revised:
            self.forget(tx, revised)
        made = [(row, signature) for row in rows if (signature := self.signature(row[3])) is not None]
        if not made:
            return
        tx.execute(
            signatures.insert(),
            [{"article_id": i, "source_id": s, "first_seen_at": at, "signature": signature.tobytes()} for (i, s, at, _), signature in made],
        )
        # In key order: neighbours on a page are written together.
        bands = sorted((key, row[0]) for row, signature in made for key in band_keys(signature))
        tx.execute(article_bands.insert(), [{"band_key": key, "article_id": article_id} for key, article_id in bands])

    def forget(self, tx: Connection, article_ids: Sequence[int]) -> None:
        import numpy as np

        old = tx.execute(select(signatures.c.article_id, signatures.c.signature).where(signatures.c.article_id.in_(article_ids))).all()
        for article_id, stored in old:
            keys = band_keys(np.frombuffer(stored, dtype="<u4"))
            tx.execute(article_bands.delete().where(article_bands.c.band_key.in_(keys), article_bands.c.article_id == article_id))
        tx.execute(signatures.delete().where(signatures.c.article_id.in_(article_ids)))

    def _candidates(self, tx: Connection, made: Sequence[Signature]) -> dict[int, list[_Candidate]]:
        """Band key → stored articles that share the band, latest first, at most :data:`CANDIDATES`."""
        import numpy as np

        keys = sorted({key for signature in made for key in band_keys(signature)})
        if not keys:
            return {}
        postgres = tx.dialect.name == "postgresql"
        shared = tx.execute(
            LATEST_POSTGRESQL if postgres else LATEST_SQLITE, {"keys": keys if postgres else json.dumps(keys), "most": CANDIDATES}
        )
        sharing = {key: [int(i) for i in ids.split(",")] for key, ids in shared if ids}
        ids = sorted({i for shared in sharing.values() for i in shared})
        stored: dict[int, _Candidate] = {}
        for start in range(0, len(ids), 1_000):
            query = (
                select(signatures.c.article_id, signatures.c.source_id, articles.c.url, signatures.c.signature)
                .join(articles, articles.c.id == signatures.c.article_id)
                .where(signatures.c.article_id.in_(ids[start : start + 1_000]))
            )
            for article_id, source_id, url, signature in tx.execute(query):
                stored[article_id] = _Candidate(article_id, source_id, url, np.frombuffer(signature, dtype="<u4"))
        return {key: [stored[i] for i in shared if i in stored] for key, shared in sharing.items()}


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    article_id: int
    source_id: str
    url: str
    signature: Signature


def band_keys(signature: Signature) -> list[int]:
    """Eight signed 64-bit keys, one a band; the band's number is part of each, so that bands never meet one another."""
    import hashlib

    raw = signature.astype("<u4").tobytes()
    size = ROWS * 4
    return [
        int.from_bytes(
            hashlib.blake2b(raw[band * size : (band + 1) * size], digest_size=8, salt=bytes([band])).digest(), "little", signed=True
        )
        for band in range(BANDS)
    ]


def _alike(signature: Signature, candidates: Sequence[_Candidate]) -> list[Near]:
    """Those of the candidates that are near-duplicates, in their order."""
    import numpy as np

    from rasid.store.minhash import similarities

    if not candidates:
        return []
    alike = similarities(signature, np.array([c.signature for c in candidates]))
    return [Near(c.article_id, c.source_id, c.url, float(how)) for c, how in zip(candidates, alike, strict=True) if how >= SIMILAR]


def _best(nearby: Iterable[Near]) -> Near | None:
    """The most similar one, the first of equals."""
    return max(nearby, key=lambda near: near.similarity, default=None)

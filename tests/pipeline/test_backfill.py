"""Archives become articles and findings: every record once, whatever is interrupted, damaged or cut in pieces."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest

from rasid.errors import RasidError
from rasid.extract import extract
from rasid.extract.repeated import fingerprint
from rasid.model.repeats import Repeated, RepeatedBlock, Repetition
from rasid.pipeline.backfill import Done, Summary, backfill, do_shard
from rasid.pipeline.backfill.archive import ArchiveError, Capture, Damaged, Edges, Range, captures, next_record
from rasid.pipeline.backfill.shard import BackfillFolders, Shard
from rasid.pipeline.backfill.sift import arabic
from tests.pipeline.archives import CRAWLED, ENGLISH, PERSIAN, arabic_page, crawl, write_warc

ROOT = Path(__file__).parents[2]
ARTICLES, OTHERS = 40, 80


def fill(archives: Sequence[Path], out: Path, **more: Any) -> Summary:
    return backfill(
        [str(archive) for archive in archives], out, expectations_dir=ROOT / "expectations", seeds_dir=ROOT / "no-seeds", **more
    )


def rows(table: Path) -> list[dict[str, Any]]:
    """Every row, with the partitions its folders name, in the order of the records."""
    found = []
    for file in sorted(table.rglob("*.parquet")):
        named = dict(part.split("=", 1) for part in file.relative_to(table).parts[:-1])
        found += [{**row, **named} for row in parquet.ParquetFile(file).read().to_pylist()]
    return sorted(found, key=lambda row: (row["archive"], row["offset"], row.get("rule", "")))


def bytes_of(out: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(out)): file.read_bytes()
        for name in ("articles", "findings")
        for file in sorted((out / name).rglob("*.parquet"))
    }


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_warc(tmp_path_factory.mktemp("crawl") / "CC-NEWS-20260304.warc.gz", crawl(ARTICLES, OTHERS))


@pytest.fixture(scope="module")
def whole(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Summary, Path]:
    """The archive in three pieces, undisturbed."""
    out = tmp_path_factory.mktemp("whole")
    return fill([archive], out, shard_bytes=PIECE), out


PIECE = 100_000


def test_arabic_articles_are_kept_and_everything_else_is_counted(archive: Path, whole: tuple[Summary, Path]) -> None:
    summary, _ = whole
    counts = summary.counts
    assert counts["articles"] == ARTICLES == counts["clean"]
    assert counts["answers"] == ARTICLES + OTHERS
    assert counts["records"] == 1 + 2 * (ARTICLES + OTHERS)
    assert counts["not_arabic"] == counts["no_page"] == OTHERS // 2
    found = rows(summary.articles)
    assert [row["url"] for row in found] == [arabic_page(number)[0].replace("www.", "www.") for number in range(ARTICLES)]
    assert len({(row["archive"], row["offset"]) for row in found}) == ARTICLES
    assert {row["archive"] for row in found} == {str(archive)}
    assert {row["language"] for row in found} == {"ar"}
    assert all(row["headline"].endswith(f" {number}") for number, row in enumerate(found))
    assert all(row["date"] == f"{row['published_at']:%Y-%m-%d}" for row in found)
    assert {row["host"] for row in found} == {f"paper{number}.example" for number in range(5)}


def test_an_article_that_breaks_its_promise_is_quarantined_with_the_rules_it_breaks(tmp_path: Path) -> None:
    """Dated a year after the crawler saw it."""
    url, body = arabic_page(0)
    dated_ahead = [(url, 200, "text/html; charset=utf-8", body.replace(b"2026-03-04T", b"2027-03-04T"))]
    summary = fill([write_warc(tmp_path / "a.warc.gz", iter(dated_ahead))], tmp_path / "out")
    (row,) = rows(summary.articles)
    assert row["verdict"] == "quarantined"
    assert "published_at_in_future" in row["faults"]
    assert summary.counts["quarantined"] == 1
    assert "clean" not in summary.counts


def test_findings_name_the_record_and_agree_with_the_article(whole: tuple[Summary, Path]) -> None:
    summary, _ = whole
    found = rows(summary.findings)
    assert len(found) == summary.counts["findings"]
    by_record: dict[tuple[str, int], set[str]] = {}
    for row in found:
        by_record.setdefault((row["archive"], row["offset"]), set()).add(row["rule"])
    for row in rows(summary.articles):
        assert set(row["faults"]) == by_record.get((row["archive"], row["offset"]), set())


@pytest.mark.parametrize("packed", [True, False], ids=["gzip", "plain"])
def test_wherever_an_archive_is_cut_each_record_is_read_once(tmp_path: Path, packed: bool) -> None:
    file = write_warc(tmp_path / "a.warc", crawl(6, 18), gzip=packed)
    size = file.stat().st_size
    with file.open("rb") as stream:
        all_of_it = [found.offset for found in captures(stream, Range(str(file), 0, size), Edges()) if isinstance(found, Capture)]
        assert len(all_of_it) == 24
        for step in (701, 1_733, 5_003, size // 2):
            read: list[int] = []
            after = 0
            for start in range(0, size, step):
                edges = Edges()
                read += [found.offset for found in captures(stream, Range(str(file), start, min(start + step, size)), edges)]
                assert edges.first == after
                after = edges.after
            assert read == all_of_it
            assert after == size


def test_a_backfill_that_was_interrupted_goes_on_where_it_stopped(archive: Path, whole: tuple[Summary, Path], tmp_path: Path) -> None:
    class Interrupted(Exception):
        pass

    def one_then_die(shards: Sequence[Shard], place: BackfillFolders) -> Iterator[Done]:
        yield do_shard(shards[0], place)
        raise Interrupted

    with pytest.raises(Interrupted):
        fill([archive], tmp_path, shard_bytes=PIECE, run=one_then_die)
    assert not (tmp_path / "articles").exists()
    (tmp_path / "shards" / ".half-written").mkdir()
    given_out: list[str] = []

    def watched(shards: Sequence[Shard], place: BackfillFolders) -> Iterator[Done]:
        for shard in shards:
            given_out.append(shard.name)
            yield do_shard(shard, place)

    summary = fill([archive], tmp_path, run=watched)
    assert len(given_out) == whole[0].shards - 1
    assert bytes_of(tmp_path) == bytes_of(whole[1])
    assert summary.counts == whole[0].counts
    assert not (tmp_path / "shards" / ".half-written").exists()


def test_shards_that_workers_lose_are_given_out_again(archive: Path, whole: tuple[Summary, Path], tmp_path: Path) -> None:
    turns: list[int] = []

    def loses_the_first(shards: Sequence[Shard], place: BackfillFolders) -> Iterable[Done]:
        turns.append(len(shards))
        return [do_shard(shard, place) for shard in shards[1 if len(turns) == 1 else 0 :]]

    fill([archive], tmp_path, shard_bytes=PIECE, run=loses_the_first)
    assert turns == [whole[0].shards, 1]
    assert bytes_of(tmp_path) == bytes_of(whole[1])


def test_a_shard_done_by_two_processes_is_there_once(archive: Path, tmp_path: Path) -> None:
    place = BackfillFolders(tmp_path, ROOT / "expectations", ROOT / "no-seeds")
    shard = Shard("one", Range(str(archive), 0, 20_000))
    first = do_shard(shard, place)
    assert do_shard(shard, place) == first
    assert [child.name for child in place.shards.iterdir()] == ["one"]


def test_archives_can_be_added(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    fill([archive], out)
    more = write_warc(tmp_path / "more.warc.gz", crawl(3, 3))
    summary = fill([more], out)
    assert summary.counts["articles"] == ARTICLES + 3
    assert len(rows(summary.articles)) == ARTICLES + 3


def test_a_damaged_record_costs_itself_only(tmp_path: Path) -> None:
    file = write_warc(tmp_path / "a.warc.gz", crawl(4, 0))
    size = file.stat().st_size
    with file.open("rb") as stream:
        offsets = [found.offset for found in captures(stream, Range("a", 0, size), Edges()) if isinstance(found, Capture)]
    whole = bytearray(file.read_bytes())
    whole[offsets[1] + 400 : offsets[1] + 460] = b"\xff" * 60
    with BytesIO(whole) as stream:
        found = list(captures(stream, Range("a", 0, size), Edges()))
    assert [each.offset for each in found if isinstance(each, Capture)] == [offsets[0], *offsets[2:]]
    assert [each.offset for each in found if isinstance(each, Damaged)] == [offsets[1]]


def test_an_archive_cut_short_by_its_download_gives_what_it_has(tmp_path: Path) -> None:
    file = write_warc(tmp_path / "a.warc.gz", crawl(4, 0))
    cut = file.read_bytes()[:-700]
    with BytesIO(cut) as stream:
        edges = Edges()
        found = list(captures(stream, Range("a", 0, len(cut)), edges))
    assert len([each for each in found if isinstance(each, Capture)]) == 3
    assert isinstance(found[-1], Damaged)
    assert edges.after == len(cut)


def test_a_record_that_lies_inside_another_is_not_taken_for_one(tmp_path: Path) -> None:
    """An archive stored as a page's body: a range that begins in it finds its records, until the range before proves them false."""
    inner = write_warc(tmp_path / "inner.warc.gz", crawl(12, 0)).read_bytes()
    pages = [*crawl(2, 0), ("https://files.example/inner", 200, "text/html", inner), *crawl(2, 0, hosts=1)]
    file = write_warc(tmp_path / "outer.warc", iter(pages), gzip=False)
    inside = file.read_bytes().index(inner) + len(inner) // 3
    with file.open("rb") as stream:
        assert next_record(stream, inside) < file.read_bytes().index(inner) + len(inner), "the trap must be one"
    summary = fill([file], tmp_path / "out", shard_bytes=inside)
    assert summary.counts["articles"] == 4
    assert summary.counts["answers"] == 5


def test_the_first_look_tells_languages(archive: Path) -> None:
    for body in (ENGLISH, PERSIAN, b"", b"<p>short</p>"):
        assert arabic(body, "text/html") is None
    text = arabic_page(3)[1].decode()
    for encoding in ("utf-8", "cp1256", "utf-16"):
        assert arabic(text.encode(encoding, "xmlcharrefreplace"), "text/html") is not None, encoding
    escaped = "".join(character if character < "\x80" else f"&#{ord(character)};" for character in text)
    assert arabic(escaped.encode("ascii"), "text/html") is not None


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "no WARC"), (b"<html>", "no WARC"), (gzip.compress(b"hello", mtime=0), "no WARC")],
    ids=["empty", "a page", "not an archive"],
)
def test_what_is_no_archive_is_refused_in_one_sentence(content: bytes, says: str, tmp_path: Path) -> None:
    file = tmp_path / "x.warc.gz"
    file.write_bytes(content)
    with pytest.raises(ArchiveError, match=says):
        fill([file], tmp_path / "out")


def test_an_archive_compressed_in_one_piece_is_refused_with_the_way_out(tmp_path: Path) -> None:
    plain = write_warc(tmp_path / "a.warc", crawl(2, 2), gzip=False)
    packed = tmp_path / "b.warc.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    with pytest.raises(ArchiveError, match="warcio recompress"):
        fill([packed], tmp_path / "out")


def test_a_missing_archive_and_one_named_twice_are_refused(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no such archive"):
        fill([tmp_path / "none.warc.gz"], tmp_path / "out")
    with pytest.raises(RasidError, match="named twice"):
        fill([archive, archive], tmp_path / "out")


def test_a_backfill_is_not_continued_with_other_rules_or_another_archive(archive: Path, tmp_path: Path) -> None:
    mine = tmp_path / "a.warc.gz"
    write_warc(mine, crawl(1, 1))
    fill([mine], tmp_path / "out")
    with pytest.raises(RasidError, match="other rules"):
        backfill([str(mine)], tmp_path / "out", expectations_dir=tmp_path, seeds_dir=tmp_path)
    write_warc(mine, crawl(2, 1))
    with pytest.raises(RasidError, match="has changed"):
        fill([mine], tmp_path / "out")


def test_archives_anywhere_fsspec_reaches(archive: Path, whole: tuple[Summary, Path], tmp_path: Path) -> None:
    import fsspec

    fsspec.filesystem("memory").pipe("/crawl/a.warc.gz", archive.read_bytes())
    summary = backfill(
        ["memory://crawl/a.warc.gz"], tmp_path, expectations_dir=ROOT / "expectations", seeds_dir=tmp_path / "none", shard_bytes=PIECE
    )
    assert summary.counts == whole[0].counts


def test_captures_are_read_by_what_their_site_was_known_to_repeat_then(tmp_path: Path) -> None:
    (tmp_path / "seeds" / "paper0").mkdir(parents=True)
    seed = (ROOT / "seeds" / "demo" / "source.toml").read_text("utf-8").replace('id = "demo"', 'id = "paper0"', 1)
    (tmp_path / "seeds" / "paper0" / "source.toml").write_text(seed.replace("http://127.0.0.1:8970", "https://www.paper0.example"), "utf-8")
    crawled = list(crawl(10, 0, hosts=1))
    archive = write_warc(tmp_path / "a.warc.gz", crawled)
    read = {article.url: article for article in (extract(body.decode(), url, now=CRAWLED) for url, _, _, body in crawled)}
    last = {article.body[-1] for article in read.values()}
    counts: dict[bool, int] = {}
    for known in (True, False):
        since = CRAWLED - timedelta(days=1) if known else CRAWLED + timedelta(days=90)
        blocks = [RepeatedBlock(fingerprint(text), text, 9, 9, 2, since, since, ((since, Repetition.NEARLY_ALL),)) for text in last]
        table = {"paper0": Repeated({block.fingerprint: block for block in blocks})}
        told = backfill(
            [str(archive)], tmp_path / str(known), expectations_dir=ROOT / "expectations", seeds_dir=tmp_path / "seeds", repeats=table
        )
        counts[known] = sum(row["body"].rstrip().endswith(tuple(last)) for row in rows(told.articles))
    assert counts[False] == 10
    assert counts[True] < 10

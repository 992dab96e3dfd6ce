"""Seeds are read strictly: every fault is one line that names the file, the field and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasid.errors import SourceError
from rasid.sources import find_source, load_source, load_sources, moved_to

GOOD = """
id = "sahifa"
name = { ar = "الصحيفة", en = "The Paper" }
home = "https://sahifa.example/"
country = "LB"
timezone = "Asia/Beirut"

[schedule]
every_minutes = 15

[[sections]]
id = "news"
name = { ar = "أخبار", en = "News" }
url = "https://sahifa.example/news"
feeds = ["https://sahifa.example/rss"]
"""


def seed(tmp_path: Path, text: str = GOOD, name: str = "sahifa") -> Path:
    folder = tmp_path / name
    folder.mkdir()
    (folder / "source.toml").write_text(text, "utf-8")
    return folder


def test_a_seed_becomes_a_source(tmp_path: Path) -> None:
    source = load_source(seed(tmp_path))
    assert source.name.ar == "الصحيفة"
    assert source.every_minutes == 15
    assert source.sections[0].feeds == ("https://sahifa.example/rss",)
    assert source.window_hours == 48


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("country =", "countri ="), "did you mean 'country'"),
        (("every_minutes", "every_minuets"), "did you mean 'every_minutes'"),
        (("[schedule]", "[schedul]"), "did you mean 'schedule'"),
        (("feeds =", "fedes ="), "did you mean 'feeds'"),
        (("Asia/Beirut", "Asia/Beyrut"), "did you mean 'Asia/Beirut'"),
        (("every_minutes = 15", 'every_minutes = 15\ncron = "* * * * *"'), "exactly one of cron and every_minutes"),
        (("every_minutes = 15", 'cron = "* * *"'), "cron '* * *' cannot be read. Five fields"),
        (('"LB"', '"Lebanon"'), "country"),
        (('"https://sahifa.example/news"', '"ftp://sahifa.example"'), "no http or https address"),
        (('id = "sahifa"', 'id = "other"'), "make them equal"),
        (("[schedule]", "[schedule"), "broken TOML"),
        (('name = { ar = "الصحيفة", en = "The Paper" }', ""), "'name' is missing"),
        (("[schedule]", "[selectors]\nhedline = 'h1'\n[schedule]"), "did you mean 'headline'"),
        (("[schedule]", "article_url = '('\n[schedule]"), "no regular expression"),
    ],
)
def test_a_fault_is_one_line_with_the_way_out(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    folder = seed(tmp_path, GOOD.replace(*change, 1))
    with pytest.raises(SourceError) as error:
        load_source(folder)
    message = str(error.value)
    assert "source.toml" in message
    assert told in message
    assert "\n" not in message.strip() or "broken TOML" in message


def test_a_source_that_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    seed(tmp_path)
    with pytest.raises(SourceError, match="did you mean 'sahifa'"):
        find_source(tmp_path, "sahifaa")


def test_documents_and_the_template_are_no_sources(tmp_path: Path) -> None:
    seed(tmp_path)
    (tmp_path / "documents").mkdir()
    (tmp_path / "_template").mkdir()
    assert [source.id for source in load_sources(tmp_path)] == ["sahifa"]


def test_a_moved_source_keeps_its_paths(tmp_path: Path) -> None:
    moved = moved_to(load_source(seed(tmp_path)), "http://127.0.0.1:8123")
    assert moved.sections[0].url == "http://127.0.0.1:8123/news"
    assert moved.sections[0].feeds == ("http://127.0.0.1:8123/rss",)

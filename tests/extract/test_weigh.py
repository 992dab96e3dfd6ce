"""The body is chosen by what a reader would see, and the shipped weights say what LightGBM would say of the same numbers."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from importlib.resources import files
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from rasid.extract import extract
from rasid.extract.document import Document
from rasid.extract.features import Told, features
from rasid.extract.trees import Trees, read, shipped
from rasid.extract.units import units_of
from rasid.extract.walk import lay_out
from rasid.extract.weigh import best_subset
from tests.extract.layouts_themes import PAGES
from tests.extract.stories import BOATS, CUP, WHEAT

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
DATE = '<time datetime="2026-03-09T18:40:00+03:00">9 آذار 2026</time>'
_NAMED = re.compile(r"""\b(class|id)=("[^"]*"|'[^']*')""")


def page(body: str, *, before: str = "", after: str = "", head: str = "") -> str:
    return f"<html lang='ar'><head><title>{CUP.headline}</title>{head}</head><body>{before}<div><h1>{CUP.headline}</h1>{DATE}{body}</div>{after}</body></html>"


def paragraphs(texts: tuple[str, ...], tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


def read_body(html: str) -> tuple[str, ...]:
    return extract(html, "https://paper.example/news/1", now=NOW).body


def renamed(html: str) -> str:
    return _NAMED.sub(lambda match: f'{match[1]}="c{hashlib.sha256(match[2].encode()).hexdigest()[:6]}"', html)


@pytest.mark.parametrize("change", [lambda html: _NAMED.sub("", html), renamed], ids=["stripped", "hashed"])
@pytest.mark.parametrize("one", PAGES[:4], ids=lambda one: one.name)
def test_most_of_a_body_stays_when_all_names_are_taken_away(one, change) -> None:  # type: ignore[no-untyped-def]
    body = extract(change(one.html), one.url, now=NOW).body
    said, true = set(" ".join(body).split()), set(" ".join(one.body).split())
    assert len(said & true) >= 0.95 * len(said | true)


@pytest.mark.parametrize(
    "name",
    [
        "sidebar",
        "entry-content no-share",
        "paywall",
        "comments-open",
        "related posts",
        "ad-free footer",
        "modal-body navigation",
        "widget-area",
    ],
)
def test_no_name_sets_the_body_aside(name: str) -> None:
    html = page(f'<div class="{name}">{paragraphs(CUP.body)}</div>')
    assert read_body(html) == CUP.body


@pytest.mark.parametrize("tag", ["p", "div"])
@pytest.mark.parametrize("name", ["article-body", "entry-content", "story"])
def test_no_name_makes_a_body_of_other_stories(tag: str, name: str) -> None:
    others = f'<div class="{name}">{paragraphs((*BOATS.body[:3], *WHEAT.body[:2]), tag)}</div>'
    assert read_body(page(f"<div>{paragraphs(CUP.body, tag)}</div>", after=others)) == CUP.body


def test_wrappers_round_a_text_change_nothing_that_is_weighed() -> None:
    plain, wrapped = (page(f"{'<div>' * times}{paragraphs(CUP.body)}{'</div>' * times}") for times in (1, 7))
    tables = []
    for html in (plain, wrapped):
        units = units_of(lay_out(Document(html, "")))
        assert units is not None
        tables.append(features(units, Told((CUP.headline,)))[1])
    assert np.array_equal(*tables)


def test_the_chosen_units_have_the_best_expected_f1_of_all_sets() -> None:
    random = np.random.default_rng(7)
    for _ in range(20):
        chance, length = random.random(7), random.integers(1, 60, 7).astype(float)
        right = chance * length
        best = max(
            2 * right[list(units)].sum() / (length[list(units)].sum() + right.sum())
            for count in range(1, 8)
            for units in combinations(range(7), count)
        )
        assert best_subset(chance, length)[1] == pytest.approx(best)


def test_the_weights_are_small_and_name_their_sources() -> None:
    folder = files("rasid.extract").joinpath("weights")
    assert sum(len(folder.joinpath(name).read_bytes()) for name in ("first.npz", "second.npz")) <= 400 * 1024
    told = folder.joinpath("ATTRIBUTION.md").read_text(encoding="utf-8")
    assert "CC-BY-4.0" in told
    assert "MIT" in told
    assert len(folder.joinpath("pages.txt").read_text(encoding="utf-8").splitlines()) > 900


def without_giving_up(trees: Trees, values: Any) -> Any:
    """What LightGBM says: the sum of all trees, also for a hopeless unit."""
    return trees.base + trees._sum(values, trees.roots)


def test_a_hopeless_unit_is_given_up_early_and_nothing_else_is() -> None:
    units = units_of(lay_out(Document(PAGES[0].html, "")))
    assert units is not None
    values = features(units, Told())[1]
    quick, full = shipped().first.log_odds(values), without_giving_up(shipped().first, values)
    assert np.allclose(quick[full > -1.0], full[full > -1.0])
    assert (quick[full <= -1.0] < 0).all()


def test_numpy_and_lightgbm_say_the_same() -> None:
    lightgbm = pytest.importorskip("lightgbm", reason="the extra `fit` is not installed")
    from tests.bench.body.table import table

    random = np.random.default_rng(3)
    values = random.normal(size=(600, 9)).astype(np.float32).round(2)
    labels = (values[:, 0] + values[:, 3] * values[:, 5] > 0.2).astype(float)
    boosters = [
        lightgbm.train(
            {"objective": "cross_entropy", "num_leaves": 9, "seed": seed, "verbosity": -1, "num_threads": 1, "feature_fraction": 0.5},
            lightgbm.Dataset(values, labels),
            num_boost_round=12,
        )
        for seed in (1, 2)
    ]
    content = table(boosters, tuple("abcdefghi"))
    assert content == table(boosters, tuple("abcdefghi"))
    expected = sum(booster.predict(values, raw_score=True) for booster in boosters) / 2
    assert np.allclose(without_giving_up(read(content), values), expected, atol=1e-5)

"""Invented Arabic pages with their truth, for fitting: the reduced pages of four of the test modules, and pages put together from parts. The pages of the
other test modules are never fitted on."""

from __future__ import annotations

from tests.bench.body import arabic
from tests.bench.body.world import Page
from tests.extract import layouts_agencies, layouts_independents, layouts_publishers, layouts_systems

FITTED = (layouts_publishers, layouts_systems, layouts_agencies, layouts_independents)


def pages() -> list[Page]:
    return [
        Page(
            f"invented/{module.__name__.rpartition('_')[2]}/{number}",
            "invented",
            "article",
            page.url,
            page.html.encode(),
            "\n".join(page.body),
            page.headline,
        )
        for module in FITTED
        for number, page in enumerate(module.PAGES)
    ] + arabic.pages()

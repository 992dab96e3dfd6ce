"""A story that the section names by two addresses is one article."""

from __future__ import annotations

from pathlib import Path

from rasid.model import Rule
from tests.fetch.hostile import Wire
from tests.pipeline.odd_site import article, listing, odd_site


def test_a_link_that_ends_at_a_story_s_own_address_is_that_story(tmp_path: Path, rules: tuple[Rule, ...]) -> None:
    with odd_site(tmp_path, rules, {1: article(1), 2: article(2)}) as site:

        def leads_on(wire: Wire) -> None:
            wire.answer(b"", status="302 Found", Location=site.url(2))

        site.serve("/go/7-khabar-qadim-jadid", leads_on)
        items = listing(
            {1: "فرق البلدية تنهي إصلاح شبكة المياه في الحي رقم 1", 2: "المدارس تستأنف الدراسة بعد العطلة في الحي رقم 2"}
        ).decode()
        more = '<li><h2><a href="/go/7-khabar-qadim-jadid">المدارس تستأنف الدراسة بعد العطلة في كل الأحياء</a></h2></li></ul>'
        site.serve("/news/", items.replace("</ul>", more).encode())
        first = site.visit()
        kept = {item.article.url for item in first.window}
        assert first.visit.counts.new == 2
        assert site.url(2) in kept
        assert not any("/go/" in url for url in kept)
        asked = len(site.server.asked)
        second = site.visit()
        assert second.visit.counts.new == 0
        assert not any("/go/" in path for path, _ in site.server.asked[asked:])

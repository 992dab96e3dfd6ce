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


def test_a_story_whose_address_leads_to_the_front_page_is_withdrawn(tmp_path: Path, rules: tuple[Rule, ...]) -> None:
    titles = {number: f"فرق البلدية تنهي إصلاح شبكة المياه في الحي رقم {number}" for number in range(1, 7)}
    with odd_site(tmp_path, rules, {number: article(number) for number in titles}) as site:
        site.serve("/news/", listing(titles))
        site.serve("/", listing(titles))
        site.visit()

        def leads_home(wire: Wire) -> None:
            wire.answer(b"", status="302 Found", Location=site.server.url + "/")

        missing = "<html lang='ar'><head><title>404</title></head><body><h1>الصفحة غير موجودة</h1></body></html>".encode()
        for number in (2, 3):
            site.serve(f"/news/{number}-khabar", leads_home)
        site.serve("/news/4-khabar", missing)
        outcome = site.visit(recheck=True)
        assert {item.article.url for item in outcome.window} == {site.url(number) for number in (1, 5, 6)}
        assert outcome.visit.counts.refused == 0

"""JSON-LD as it is met: several values, references, and JSON that is almost JSON."""

from __future__ import annotations

import pytest

from rasid.extract.document import Document
from rasid.extract.jsonld import parse, read, types_of


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "NewsArticle", "headline": "عنوان",}',
        '{"@type": "NewsArticle",, "headline": "عنوان"}',
        '<!-- {"@type": "NewsArticle", "headline": "عنوان"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "عنوان"}\n//]]>',
        '/*<![CDATA[*/{"@type": "NewsArticle", "headline": "عنوان"}/*]]>*/',
        '{"@type": "NewsArticle", "headline": "عنوان"};',
        '\ufeff{"@type": "NewsArticle", "headline": "عنوان"}',
        '{"@type": "NewsArticle", "headline": "عنوان", "author": undefined}',
        '{"@type": "NewsArticle", "headline": "عنوان", "author": }',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;عنوان&quot;}",
        '{"@type": "NewsArticle", "headline": "عنوان", "description": "قال \\d كلمة"}',
        '{"@type": "NewsArticle", "headline": "عنوان", "description": "قال: "نعم" ثم مضى"}',
        '{"@type": "NewsArticle", "headline": "عنوان", "description": "سطر\nثم سطر\tثم فاصل"}',
        '{"@type": "NewsArticle", "headline": "عنوان", "description": "انقطع الن',
        '{"@type": "NewsArticle", "headline": "عنوان", "keywords": ["أ", "ب"',
        '// تعليق\n{"@type": "NewsArticle", "headline": "عنوان"}',
    ],
)
def test_almost_json_is_repaired(text: str) -> None:
    values, _ = parse(text)
    assert values is not None
    assert values[0]["@type"] == "NewsArticle"
    assert values[0]["headline"] == "عنوان"


def test_quotation_marks_inside_a_string_stay_in_it() -> None:
    values, repaired = parse('{"headline": "الوزير: "لن نتراجع" عن الخطة", "author": "سامي"}')
    assert repaired
    assert values == [{"headline": 'الوزير: "لن نتراجع" عن الخطة', "author": "سامي"}]


@pytest.mark.parametrize("text", ["ليس شيئا", "<html>", "{" * 200, "[" * 100_000, '"' * 999])
def test_what_is_beyond_repair_is_none_and_costs_nothing(text: str) -> None:
    parse(text)


def test_two_values_written_one_after_another_are_both_read() -> None:
    values, repaired = parse('{"@type": "WebPage"}\n{"@type": "NewsArticle"}')
    assert repaired
    assert [value["@type"] for value in values or []] == ["WebPage", "NewsArticle"]


def test_graphs_arrays_and_blocks_are_one_set_of_nodes_with_references_resolved() -> None:
    page = Document(
        """<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "@id": "#page"}, {"@type": ["Article", "NewsArticle"], "headline": "عنوان", "author": {"@id": "#p"}}]}</script>
        <script type="APPLICATION/LD+JSON">[{"@type": "Person", "@id": "#p", "name": "هناء"}]</script><script type="application/ld+json">خطأ</script>""",
        "https://example.org/",
    )
    found = read(page)
    assert [types_of(node)[0] for node in found.nodes] == ["WebPage", "Article", "Person"]
    assert found.notes == ["json-ld:unreadable"]
    node = found.article(page)
    assert node is not None
    assert found.resolve(node["author"])["name"] == "هناء"


def test_the_node_of_this_page_wins_over_those_of_related_stories() -> None:
    page = Document(
        """<script type="application/ld+json">[{"@type": "NewsArticle", "headline": "خبر آخر", "url": "https://example.org/2", "datePublished": "2026-01-01"},
        {"@type": "NewsArticle", "headline": "هذا الخبر", "mainEntityOfPage": {"@id": "https://example.org/1"}, "datePublished": "2026-01-01"}]</script>""",
        "https://example.org/1",
    )
    node = read(page).article(page)
    assert node is not None
    assert node["headline"] == "هذا الخبر"

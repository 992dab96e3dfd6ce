"""Nothing a stranger or a colleague writes acts on a page of the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from rasid.frame.style_file import dump_style
from rasid.model.desk import Role, StyleTerm
from tests.report.payloads import HOME
from tests.report.test_injection import elements
from tests.review.conftest import Desk, Inside
from tests.review.hostile import WORDS, hostile_ledger
from tests.review.paper import Now, filled_ledger, place

OURS = ("/", "#", "https://nahr.example/", "https://developers.google.com/", "https://support.google.com/")


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    clock = Now()
    folder: Path = tmp_path_factory.mktemp("hostile")
    ledger = hostile_ledger(folder, clock)
    yield Desk(place(ledger, clock), ledger, clock).entered("سلمى", Role.ADMIN)
    ledger.close()


def live(html: str) -> list[str]:
    """What could act that is not ours: the page's one script, its style sheets and its forms are."""
    found = []
    for element in elements(html):
        if element.tag in ("iframe", "object", "embed", "base", "video", "audio", "img", "svg", "math", "style"):
            found.append(element.tag)
        if element.tag == "script" and element.get("src") != "/static/desk.js":
            found.append("script")
        found += [f"{element.tag} {name}" for name in element.attrib if name.lower().startswith("on")]
        for name in ("href", "src", "action", "formaction"):
            value = element.get(name)
            if value is not None and (not value.startswith(OURS) or value.startswith("//")):
                found.append(f"{name}={value}")
    return found


def skeleton(html: str) -> list[tuple[str, tuple[str, ...]]]:
    varies = ("span", "ins", "del", "mark", "a")
    return [(element.tag, tuple(sorted(element.attrib))) for element in elements(html) if element.tag not in varies]


def test_the_article_page_keeps_its_shape_whatever_the_article_says(inside: Inside) -> None:
    def shown(number: int) -> str:
        return inside.get(f"/article?source=nahr&url={quote(f'{HOME}/p/{number}', safe='')}")

    expected = skeleton(shown(0))
    for number, word in enumerate(WORDS):
        html = shown(number)
        assert (word, live(html)) == (word, [])
        assert skeleton(html) == expected, word


def test_an_incident_page_keeps_its_shape(inside: Inside) -> None:
    expected = skeleton(inside.get("/incidents/00000000"))
    for number, word in enumerate(WORDS):
        html = inside.get(f"/incidents/{number:08x}")
        assert (word, live(html)) == (word, [])
        assert skeleton(html) == expected, word


@pytest.mark.parametrize(
    "path", ["/", "/?page=2", "/?page=3", "/?state=waived", "/incidents", "/waivers", "/audit", "/style", "/people", "/report/nahr"]
)
def test_no_list_of_the_desk_is_live(inside: Inside, path: str) -> None:
    html = inside.get(path)
    if path.startswith("/report"):
        assert [row for row in live(html) if row not in ("style", "svg")] == []
    else:
        assert live(html) == []


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """A desk with little on its pages: what is hostile is what is sent to it."""
    clock = Now()
    ledger = filled_ledger(tmp_path_factory.mktemp("small"), clock)
    yield Desk(place(ledger, clock), ledger, clock).entered("سلمى", Role.ADMIN)
    ledger.close()


def test_what_is_searched_for_is_shown_and_nothing_more(small: Inside) -> None:
    for word in WORDS:
        answer = small.client.get(
            "/", params={"q": word.encode("utf-8", "replace").decode()[:300], "source": word[:300].encode("utf-8", "replace").decode()}
        )
        assert answer.status_code == 200
        assert (word, live(answer.text)) == (word, [])


def printed(word: str) -> str:
    """What of a word a form can send."""
    return "".join(letter for letter in word if letter.isprintable()).encode("utf-8", "replace").decode()


def test_a_house_style_looked_at_before_it_counts_is_not_live(small: Inside) -> None:
    def looked_at(path: str, **fields: str) -> str:
        answer = small.client.post(path, data={"csrf": small.csrf, **fields})
        assert answer.status_code in (200, 409, 422)
        return answer.text

    for word in map(printed, WORDS):
        assert (word, live(looked_at("/style/import/preview", toml=word))) == (word, [])
        assert (word, live(looked_at("/style/preview", term=word, preferred=word, exceptions=word))) == (word, [])


def test_nor_is_a_whole_file_of_it(small: Inside) -> None:
    terms = [StyleTerm(f"لفظ {number} {word}", f"بديل {word}", word, (word,)) for number, word in enumerate(map(printed, WORDS))]
    answer = small.client.post("/style/import/preview", data={"csrf": small.csrf, "toml": dump_style(terms)})
    assert answer.status_code == 200
    assert all(f"لفظ {number} " in answer.text for number in range(len(WORDS)))
    assert live(answer.text) == []

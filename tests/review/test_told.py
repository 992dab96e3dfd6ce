"""Whatever goes wrong at the desk is said in the editor's language, on a page that leads back."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from rasid.errors import LedgerError
from rasid.review import create_app
from tests.review.conftest import Desk, Inside
from tests.review.paper import BRIDGE


def heading(html: str) -> str:
    assert '<html lang="ar" dir="rtl">' in html
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.S)
    assert found
    return found.group(1)


@pytest.mark.parametrize(
    ("path", "status", "expected"),
    [
        ("/?page=0", 422, "لم يُفهم هذا الرابط"),
        ("/?page=abc", 422, "لم يُفهم هذا الرابط"),
        ("/article", 422, "لم يُفهم هذا الرابط"),
        ("/audit?before=x", 422, "لم يُفهم هذا الرابط"),
        ("/undo/1", 405, "لا صفحة هنا"),
        ("/article/fixed", 405, "لا صفحة هنا"),
        ("/nowhere", 404, "لا صفحة هنا"),
        ("/report/nowhere", 404, "لا صفحة هنا"),
    ],
)
def test_an_address_that_means_nothing_is_answered_in_words(desk: Desk, path: str, status: int, expected: str) -> None:
    answer = desk.entered().client.get(path)
    assert (answer.status_code, heading(answer.text)) == (status, expected)
    assert 'href="/"' in answer.text


def test_a_form_too_large_says_that_nothing_was_kept(desk: Desk) -> None:
    inside = desk.entered()
    answer = inside.client.post("/article/comment", data={"csrf": inside.csrf, "text": "ن" * 2_000_000})
    assert answer.status_code == 413
    assert heading(answer.text) == "هذه الاستمارة أكبر مما يُقبل"
    assert "لم يُحفظ شيء" in answer.text


@pytest.mark.parametrize(
    ("error", "status", "expected"),
    [(LedgerError("the database is locked"), 503, "تعذّر فتح سجلّ راصد"), (RuntimeError("a bug"), 500, "أصاب راصدًا عطل")],
)
def test_a_fault_of_ours_is_owned_up_to(desk: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, expected: str) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    cookies = desk.entered().client.cookies
    monkeypatch.setattr("rasid.review.listing.problems", fail)
    client = TestClient(create_app(desk.place), base_url="http://127.0.0.1", client=("127.0.0.1", 1), raise_server_exceptions=False)
    client.cookies = cookies
    answer = client.get("/")
    assert (answer.status_code, heading(answer.text)) == (status, expected)
    assert "a bug" not in answer.text


def test_what_is_over_comes_last_and_contradicts_nobody(desk: Desk) -> None:
    inside = desk.entered()
    desk.clock.pass_(minutes=1)
    mark, _ = desk.ledger.desk.mark_fixed(desk.admin, "nahr", BRIDGE, "published_disagrees", now=desk.clock())
    desk.ledger.desk.settle(mark, "confirmed", now=desk.clock(), told="")
    assert order(inside) == ["حروف فارسية في كلمات عربية", "تاريخ النشر في الوسوم غير الذي في النصّ"]
    assert "وتحقّق راصد من ذلك" in inside.get(f"/article?source=nahr&url={BRIDGE}")


def order(inside: Inside) -> list[str]:
    html = inside.get(f"/article?source=nahr&url={BRIDGE}")
    return [re.sub(r"<[^>]+>", "", title) for title in re.findall(r'<p class="fault"><span[^>]*>[^<]*</span>(.*?)</p>', html)]

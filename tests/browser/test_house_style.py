"""The house style as a file, brought in at the desk: looked at first, then made to count, line by line to be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from rasid.model.desk import Role, StyleTerm
from rasid.store.desk.audit import Who
from tests.browser.conftest import OpenDesk
from tests.browser.hands import press, tab_to, write

pytestmark = pytest.mark.browser

FILE = """
[[terms]]
term = "مسئول"
preferred = "مسؤول"
reason = "الهمزة على الواو"

[[terms]]
term = "كشفت"
preferred = "أعلنت"
"""


@pytest.fixture
def styled(desk: OpenDesk) -> OpenDesk:
    """«كشفت» is in the list without a preferred form, «هام» is in it and not in the file."""
    for term in (StyleTerm("كشفت", ""), StyleTerm("هام", "مهمّ")):
        desk.ledger.desk.style.save(term, by=Who("رنا", Role.EDITOR), now=desk.clock())
    return desk


def at_the_form(desk: OpenDesk, browser: Browser) -> Page:
    page = desk.enter(browser, "سلمى")
    press(page, page.get_by_role("link", name="دليل الأسلوب"))
    press(page, page.locator("summary", has_text="استبدال القائمة كلّها"))
    return page


def rows(page: Page) -> list[str]:
    return [" ".join(row.split()) for row in page.locator("#preview tbody tr").all_inner_texts()]


def test_a_pasted_list_shows_what_it_would_change_and_flag_before_it_does(styled: OpenDesk, browser: Browser) -> None:
    page = at_the_form(styled, browser)
    write(page, page.get_by_label("أو ألصقوا محتواه هنا"), FILE)
    press(page, page.get_by_role("button", name="معاينة قبل الاستبدال"))
    expect(page.get_by_role("status")).to_be_focused()
    assert rows(page) == [
        "مسئول مسؤول يُضاف كان سيُلحظ في مادة واحدة. …جمعها الأهالي. وحضر داعمو المشروع، وقال مسئول المشاريع إن جسرا ثانيا سيبنى قريبا.",
        "كشفت أعلنت يُعدَّل لم يكن ليُلحظ في أيّ مادة.",
        "هام مهمّ يُحذف",
    ]
    assert {term.term for term in styled.ledger.desk.style.terms()} == {"كشفت", "هام"}
    press(page, page.get_by_role("button", name="استبدال", exact=True))
    expect(page.get_by_role("status")).to_contain_text("استُبدلت القائمة")
    assert {term.term: term.preferred for term in styled.ledger.desk.style.terms()} == {"مسئول": "مسؤول", "كشفت": "أعلنت"}


def test_a_file_is_chosen_and_each_of_its_changes_can_be_taken_back(styled: OpenDesk, browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "style.toml").write_text(FILE, "utf-8")
    page = at_the_form(styled, browser)
    chosen = page.get_by_label("ملفّ القائمة")
    tab_to(page, chosen, most=120)
    chosen.set_input_files(tmp_path / "style.toml")
    press(page, page.get_by_role("button", name="معاينة قبل الاستبدال"))
    expect(page.locator("#preview tbody tr")).to_have_count(3)
    press(page, page.get_by_role("button", name="استبدال", exact=True))
    expect(page.get_by_role("status")).to_contain_text("استُبدلت القائمة")
    for _ in range(3):
        page.goto(f"{styled.url}/audit")
        press(page, page.get_by_role("button", name="تراجع").first)
        expect(page.get_by_role("status")).to_contain_text("تمّ التراجع")
    assert {term.term: term.preferred for term in styled.ledger.desk.style.terms()} == {"كشفت": "", "هام": "مهمّ"}


@pytest.mark.parametrize(
    ("pasted", "told"),
    [("", "لم يُختر ملفّ ولم يُلصق نصّ."), ("[[terms]", "لم يُفهم هذا الملفّ."), (FILE + FILE, "هذا اللفظ في القائمة من قبل.")],
)
def test_what_is_no_list_changes_nothing_and_says_why(styled: OpenDesk, browser: Browser, pasted: str, told: str) -> None:
    page = at_the_form(styled, browser)
    write(page, page.get_by_label("أو ألصقوا محتواه هنا"), pasted)
    press(page, page.get_by_role("button", name="استبدال", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text(told)
    assert len(styled.ledger.desk.style.terms()) == 2
    press(page, page.get_by_role("link", name="العودة إلى الصفحة"))
    expect(page.get_by_role("heading", level=1)).to_have_text("دليل الأسلوب")


def test_a_file_that_is_no_text_is_refused(styled: OpenDesk, browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "style.toml").write_bytes("مسئول".encode("cp1256"))
    page = at_the_form(styled, browser)
    page.get_by_label("ملفّ القائمة").set_input_files(tmp_path / "style.toml")
    press(page, page.get_by_role("button", name="استبدال", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("لم يُفهم هذا الملفّ.")


def test_a_term_is_changed_and_removed_and_both_are_taken_back(styled: OpenDesk, browser: Browser) -> None:
    page = styled.enter(browser, "سلمى")
    page.goto(f"{styled.url}/style")
    press(page, page.get_by_role("row").filter(has_text="هام").get_by_role("link", name="تعديل"))
    write(page, page.get_by_label("المعتمَد بدلًا منه"), "ذو شأن")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row").filter(has_text="هام")).to_contain_text("ذو شأن")
    press(page, page.get_by_role("button", name="تراجع"))
    expect(page.get_by_role("row").filter(has_text="هام")).to_contain_text("مهمّ")
    press(page, page.get_by_role("row").filter(has_text="هام").get_by_role("button", name="حذف"))
    expect(page.get_by_role("status")).to_contain_text("حُذف اللفظ")
    expect(page.get_by_role("row").filter(has_text="هام")).to_have_count(0)
    press(page, page.get_by_role("button", name="تراجع"))
    expect(page.get_by_role("row").filter(has_text="هام")).to_have_count(1)


def test_the_list_is_downloaded_as_the_file_it_can_be_replaced_by(styled: OpenDesk, browser: Browser) -> None:
    page = styled.enter(browser, "سلمى")
    page.goto(f"{styled.url}/style")
    with page.expect_download() as waiting:
        press(page, page.get_by_role("link", name="تنزيل القائمة ملفًّا"))
    assert waiting.value.suggested_filename == "style.toml"
    text = waiting.value.path().read_text("utf-8")
    assert 'term = "هام"' in text
    press(page, page.locator("summary", has_text="استبدال القائمة كلّها"))
    page.get_by_label("أو ألصقوا محتواه هنا").fill(text)
    press(page, page.get_by_role("button", name="معاينة قبل الاستبدال"))
    expect(page.get_by_role("status")).to_contain_text("لا فرق بين الملفّ والقائمة الحالية.")

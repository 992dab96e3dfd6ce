"""An editor's hands: a keyboard and no mouse."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

DATES = "تاريخ النشر في الوسوم غير الذي في النصّ"


def tab_to(page: Page, wanted: Locator, *, most: int = 80) -> None:
    """Reach ``wanted`` with the Tab key alone, as somebody without a mouse must."""
    for _ in range(most):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} cannot be reached with the Tab key")


def open_bridge(page: Page) -> None:
    link = page.get_by_role("link", name="بلدية «وادي الصفصاف» تفتتح جسر المشاة الجديد")
    tab_to(page, link)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("بلدية «وادي الصفصاف» تفتتح جسر المشاة الجديد")


def fault(page: Page, title: str = DATES) -> Locator:
    return page.get_by_role("article").filter(has_text=title)


def press(page: Page, wanted: Locator, *, most: int = 120) -> None:
    """Go there with Tab and press Enter."""
    tab_to(page, wanted, most=most)
    page.keyboard.press("Enter")


def write(page: Page, wanted: Locator, text: str) -> None:
    """Go there with Tab and type; what stood there is replaced."""
    tab_to(page, wanted, most=120)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)

"""What editors decide can be taken back; what they need elsewhere can be taken away: undo, silences, links of alerts, spreadsheets."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from playwright.sync_api import Browser, expect

from rasid.model import IncidentState
from rasid.model.desk import Role
from tests.browser.conftest import OpenDesk
from tests.browser.hands import DATES, fault, open_bridge, press, write
from tests.review.paper import BRIDGE

pytestmark = pytest.mark.browser


def test_every_act_on_an_article_is_taken_back_from_where_it_was_done(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "سلمى")
    open_bridge(page)
    desk.clock.pass_(minutes=5)
    undo = page.get_by_role("button", name="تراجع")

    desk.unreachable = True
    press(page, fault(page).get_by_role("button", name="تمّ الإصلاح"))
    expect(fault(page).locator(".chip")).to_have_text("قيل إنها أُصلحت، ولم يُتحقّق بعد")
    press(page, undo)
    expect(fault(page).locator(".chip")).to_have_count(0)

    press(page, fault(page).locator("summary").first)
    write(page, fault(page).get_by_label("السبب"), "باتّفاق")
    page.keyboard.press("Enter")
    expect(fault(page).locator(".chip")).to_have_text("مستثناة")
    press(page, undo)
    expect(fault(page).locator(".chip")).to_have_count(0)

    write(page, page.get_by_role("textbox", name="التعليق"), "راجعت الأصل")
    press(page, page.get_by_role("button", name="تعليق"))
    expect(page.locator(".comment")).to_have_count(1)
    press(page, undo)
    expect(page.locator(".comment")).to_have_count(0)

    page.get_by_role("combobox", name="مسندة إلى").select_option(label="سلمى")
    press(page, page.get_by_role("button", name="إسناد"))
    expect(page.get_by_role("combobox", name="مسندة إلى")).to_have_value("سلمى")
    press(page, undo)
    expect(page.get_by_role("combobox", name="مسندة إلى")).to_have_value("")

    history = page.get_by_role("heading", name="ما جرى").locator("..")
    expect(history.get_by_role("listitem").filter(has_text="تراجع")).to_have_count(4)
    expect(history.locator(".chip")).to_have_count(4)
    assert [act.act for act in desk.ledger.desk.audit.recent(limit=8)] == [
        "undo", "assign", "undo", "comment", "undo", "waive", "undo", "fixed",
    ]  # fmt: skip


def test_a_lifted_waiver_is_put_back(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "سلمى")
    open_bridge(page)
    press(page, fault(page).locator("summary").first)
    write(page, fault(page).get_by_label("السبب"), "باتّفاق")
    page.keyboard.press("Enter")
    expect(fault(page).locator(".chip")).to_have_text("مستثناة")
    page.goto(f"{desk.url}/waivers")
    press(page, page.get_by_role("button", name="إلغاء الاستثناء"))
    expect(page.get_by_role("heading", level=1)).to_have_text("لا استثناءات")
    press(page, page.get_by_role("button", name="تراجع"))
    expect(page.get_by_role("heading", level=1)).to_have_text("استثناء واحد")
    page.goto(desk.url)
    expect(page.locator("main")).not_to_contain_text(DATES)


def test_only_the_one_who_did_it_or_an_admin_takes_it_back(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "سلمى")
    open_bridge(page)
    write(page, page.get_by_role("textbox", name="التعليق"), "راجعت الأصل")
    press(page, page.get_by_role("button", name="تعليق"))
    expect(page.locator(".comment")).to_have_count(1)
    other = desk.enter(browser, "رنا")
    other.goto(f"{desk.url}/audit")
    expect(other.get_by_role("button", name="تراجع")).to_have_count(0)
    chief = desk.enter(browser, "هند", Role.ADMIN)
    chief.goto(f"{desk.url}/audit")
    press(chief, chief.get_by_role("button", name="تراجع"))
    expect(chief.get_by_role("status")).to_contain_text("تمّ التراجع")
    page.goto(f"{desk.url}/article?source=nahr&url={BRIDGE}")
    expect(page.locator(".comment")).to_have_count(0)


def test_a_link_from_an_alert_shows_and_only_a_button_acts(desk: OpenDesk, browser: Browser) -> None:
    """Mail scanners follow links: opening one changes nothing, whatever its query says."""
    page = desk.enter(browser, "سلمى")
    for query in ("", "?do=acknowledge", "?do=silence&hours=4&reason=x"):
        page.goto(f"{desk.url}/incidents/1a2b3c4d{query}")
        expect(page.get_by_role("heading", level=1)).to_contain_text(DATES)
    assert desk.ledger.incidents.get("1a2b3c4d").state is IncidentState.FIRING
    assert desk.ledger.silences.in_force(desk.clock()) == []
    press(page, page.get_by_role("button", name="أستلمها"))
    expect(page.get_by_role("status")).to_contain_text("المشكلة مسندة إليكم الآن")
    assert desk.ledger.incidents.get("1a2b3c4d").acknowledged_by == "سلمى"


def test_a_silence_is_set_with_its_reason_seen_by_all_and_ended(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "سلمى")
    page.goto(f"{desk.url}/incidents/1a2b3c4d")
    press(page, page.locator("summary", has_text="كتم التنبيه"))
    page.get_by_role("combobox", name="المدّة").select_option(label="24 ساعة")
    write(page, page.get_by_label("السبب").first, "نقل الخوادم")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("كُتم التنبيه")
    expect(page.locator(".notice")).to_contain_text("كُتمت تنبيهاتها حتى 8 شباط 2026، 07:30 بطلب سلمى: نقل الخوادم")
    reader = desk.enter(browser, "هند", Role.READER)
    reader.goto(f"{desk.url}/incidents")
    expect(reader.locator("main")).to_contain_text("نقل الخوادم")
    expect(reader.get_by_role("button", name="إنهاء الكتم")).to_have_count(0)
    page.goto(f"{desk.url}/incidents")
    press(page, page.get_by_role("button", name="إنهاء الكتم"))
    expect(page.get_by_role("status")).to_have_text("انتهى الكتم، وسيُنبَّه إلى المشكلة من جديد.")
    expect(page.get_by_role("heading", name="تنبيهات مكتومة")).to_have_count(0)
    assert desk.ledger.silences.in_force(desk.clock()) == []
    assert [act.act for act in desk.ledger.desk.audit.recent(limit=3)] == ["unsilence", "invite", "silence"]


def test_the_list_goes_to_a_spreadsheet_under_its_filters(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "سلمى")
    page.goto(f"{desk.url}/?severity=critical")
    with page.expect_download() as waiting:
        press(page, page.get_by_role("link", name="CSV"))
    assert waiting.value.suggested_filename == "rasid-2026-02-07.csv"
    content = waiting.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {(row["القاعدة"], row["الأهمّية"]) for row in rows} == {
        ("تاريخ النشر في الوسوم غير الذي في النصّ", "خطيرة"),
        ("ينتهي النصّ قبل تمامه", "خطيرة"),
    }
    assert {row["العنوان"] for row in rows} == {"", "بلدية «وادي الصفصاف» تفتتح جسر المشاة الجديد"}
    with page.expect_download() as waiting:
        press(page, page.get_by_role("link", name="XLSX"))
    with zipfile.ZipFile(waiting.value.path()) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert 'rightToLeft="1"' in sheet
        assert "<f>" not in sheet
        assert "وادي الصفصاف" in book.read("xl/sharedStrings.xml").decode()


def test_two_editors_at_once_see_each_other_and_choose(desk: OpenDesk, browser: Browser) -> None:
    salma, karim = desk.enter(browser, "سلمى"), desk.enter(browser, "كريم")
    for page in (salma, karim):
        page.goto(f"{desk.url}/article?source=nahr&url={BRIDGE}")
        page.get_by_role("combobox", name="مسندة إلى").wait_for()
    karim.get_by_role("combobox", name="مسندة إلى").select_option(label="كريم")
    karim.get_by_role("button", name="إسناد").press("Enter")
    expect(karim.get_by_role("status")).to_be_visible()
    desk.clock.pass_(seconds=1)
    salma.get_by_role("combobox", name="مسندة إلى").select_option(label="سلمى")
    salma.get_by_role("button", name="إسناد").press("Enter")
    expect(salma.get_by_role("heading", level=1)).to_have_text("غيّر غيركم هذا في أثناء عملكم")
    expect(salma.locator("main")).to_contain_text("كريم")
    assert desk.ledger.desk.assignee("nahr", BRIDGE) == "كريم"
    salma.get_by_role("button", name="حفظ ما أرسلتُ بدلًا منه").press("Enter")
    expect(salma.get_by_role("combobox", name="مسندة إلى")).to_have_value("سلمى")
    assert desk.ledger.desk.assignee("nahr", BRIDGE) == "سلمى"

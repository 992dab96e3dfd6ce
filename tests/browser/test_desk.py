"""Every act of the desk as an editor does it: in Arabic, from the keyboard."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from rasid.model import IncidentState
from rasid.model.desk import Role
from rasid.model.values import Quote
from tests.browser.conftest import OpenDesk
from tests.browser.hands import DATES, fault, open_bridge, press, tab_to
from tests.review.paper import BRIDGE, START, articles, faults, finding, visit

pytestmark = pytest.mark.browser


def test_the_list_shows_the_worst_first_with_the_words_marked(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "سلمى")
    expect(page.get_by_role("heading", level=1)).to_have_text("3 مواد تحتاج إلى إصلاح")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    first = page.get_by_role("list", name="ما يجب إصلاحه").locator("> li").filter(has_text=DATES)
    expect(first).to_contain_text("بلدية «وادي الصفصاف»")
    assert first.locator("mark").all_text_contents() == ["السبت 7 شباط"]
    expect(page.get_by_text("حروف فارسية في كلمات عربية").first).to_be_hidden()
    page.get_by_text("ملاحظة طفيفة من نوع واحد").click()
    expect(page.locator("details.minor mark").first).to_have_text("کلفة")


def test_a_reader_filters_and_searches_without_a_mouse(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "سلمى")
    search = page.get_by_role("searchbox")
    tab_to(page, search)
    page.keyboard.type("حصاد اللوَز")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("مادة واحدة تحتاج إلى إصلاح")
    expect(page.locator("main")).to_contain_text("مزارعو السهل")
    page.get_by_role("link", name="مسح التصفية").press("Enter")
    press(page, page.get_by_text("تصفية القائمة", exact=True))
    severity = page.get_by_role("combobox", name="الأهمّية")
    tab_to(page, severity)
    severity.select_option(label="طفيفة")
    page.get_by_role("button", name="عرض").press("Enter")
    expect(page.locator("ol.articles > li")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("حروف فارسية")
    page.goto(f"{desk.url}/?source=nahr")
    page.get_by_role("combobox", name="القسم", exact=True).select_option(label="اقتصاد")
    page.get_by_role("combobox", name="الحالة").select_option(label="مفتوحة")
    page.get_by_role("button", name="عرض").press("Enter")
    expect(page.locator("ol.articles > li")).to_have_count(1)
    page.get_by_role("combobox", name="القاعدة").select_option(value="headline_length")
    page.get_by_role("button", name="عرض").press("Enter")
    expect(page.locator("ol.articles > li")).to_have_count(1)
    page.get_by_role("searchbox").fill("لا شيء كهذا")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("لا شيء يوافق هذا الاختيار")


def test_j_and_k_walk_the_list_only_from_inside_it(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "سلمى")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('[data-item]')") is None
    tab_to(page, page.locator("[data-open]").first)
    page.keyboard.press("j")
    expect(page.locator("[data-open]").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("[data-open]").first).to_be_focused()


def test_the_text_stands_beside_its_findings(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "سلمى", viewport={"width": 1280, "height": 900})
    open_bridge(page)
    text = page.get_by_role("region", name="النصّ")
    assert text.locator("mark").all_text_contents() == ["السبت 7 شباط", "کلفة"]
    findings, beside = fault(page).bounding_box(), text.bounding_box()
    assert findings
    assert beside
    assert abs(findings["y"] - beside["y"]) < 200
    fault(page).get_by_role("link", name="موضعها في النصّ").press("Enter")
    expect(page.locator("p:target")).to_contain_text("السبت 7 شباط")


def test_mended_and_marked_fixed_rasid_confirms_it_at_once(desk: OpenDesk, browser: Browser) -> None:
    desk.mended.add("published_disagrees")
    page = desk.enter(browser, "سلمى")
    open_bridge(page)
    desk.clock.pass_(minutes=5)
    button = fault(page).get_by_role("button", name="تمّ الإصلاح")
    tab_to(page, button)
    page.keyboard.press("Enter")
    said = page.get_by_role("status")
    expect(said).to_contain_text("تحقّق راصد: لم يعد الخلل موجودًا")
    expect(said).to_be_focused()
    expect(fault(page).locator(".chip")).to_have_text("أُصلحت")
    expect(fault(page)).to_contain_text("أُصلحت بحسب سلمى، وتحقّق راصد من ذلك")


def test_not_mended_and_marked_fixed_rasid_says_so(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "سلمى")
    desk.clock.pass_(minutes=5)
    page.get_by_role("button").filter(has_text=DATES).press("Enter")
    expect(page.get_by_role("status")).to_contain_text("ما زال الخلل فيها")
    expect(page.locator("ol.articles > li").filter(has_text=DATES).locator(".chip").first).to_have_text("ما زالت قائمة")


def test_a_site_that_cannot_be_opened_leaves_the_word_of_the_editor(desk: OpenDesk, browser: Browser) -> None:
    desk.unreachable = True
    page = desk.enter(browser, "سلمى")
    desk.clock.pass_(minutes=5)
    open_bridge(page)
    fault(page).get_by_role("button", name="تمّ الإصلاح").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("لم يتمكّن راصد من فتح الصفحة الآن")
    expect(fault(page).locator(".chip")).to_have_text("قيل إنها أُصلحت، ولم يُتحقّق بعد")
    expect(fault(page)).to_contain_text("تعذّر الوصول إلى الموقع")


def test_a_waived_finding_leaves_the_list_and_undo_brings_it_back(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "سلمى")
    open_bridge(page)
    summary = fault(page).locator("summary").first
    tab_to(page, summary)
    page.keyboard.press("Enter")
    reason = fault(page).get_by_label("السبب")
    tab_to(page, reason)
    page.keyboard.type("النشرة المسائية تُؤرَّخ بيوم الغد")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("سُجّل الاستثناء")
    expect(fault(page).locator(".chip")).to_have_text("مستثناة")
    page.goto(desk.url)
    expect(page.locator("main")).not_to_contain_text(DATES)
    page.get_by_text("تصفية القائمة", exact=True).click()
    page.get_by_role("combobox", name="الحالة").select_option(label="مستثناة")
    page.get_by_role("button", name="عرض").press("Enter")
    expect(page.locator("main")).to_contain_text(DATES)
    page.goto(f"{desk.url}/audit")
    undo = page.get_by_role("button", name="تراجع")
    tab_to(page, undo)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("تمّ التراجع")
    page.goto(desk.url)
    expect(page.locator("main")).to_contain_text(DATES)


def test_a_rule_is_waived_for_a_section_until_a_day_and_lifted(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "سلمى")
    open_bridge(page)
    fault(page).locator("summary").first.press("Enter")
    fault(page).get_by_label("هذه القاعدة في قسم محليات").check()
    fault(page).get_by_label("السبب").fill("اتّفاق مع القسم")
    fault(page).get_by_label("حتى نهاية يوم").fill((START + timedelta(days=5)).date().isoformat())
    fault(page).get_by_role("button", name="استثناء").press("Enter")
    expect(page.locator("main")).to_contain_text("يُخفي الآن ملاحظة واحدة")
    page.get_by_role("button", name="تأكيد الاستثناء").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("سُجّل الاستثناء")
    page.goto(f"{desk.url}/waivers")
    expect(page.get_by_role("row").nth(1)).to_contain_text("في قسم محليات")
    expect(page.get_by_role("row").nth(1)).to_contain_text("12 شباط 2026، 23:59")
    page.get_by_role("button", name="إلغاء الاستثناء").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("أُلغي الاستثناء")
    expect(page.get_by_role("heading", level=1)).to_have_text("لا استثناءات")


def test_a_changed_verdict_comes_back_although_it_was_waived(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "سلمى")
    open_bridge(page)
    fault(page).locator("summary").first.press("Enter")
    fault(page).get_by_label("السبب").fill("معروف")
    fault(page).get_by_role("button", name="استثناء").press("Enter")
    desk.clock.pass_(hours=1)
    changed = finding("published_disagrees", BRIDGE, articles()[0], "السبت 7 شباط", observed_value=Quote("2026-01-06"))
    judged = desk.ledger.desk.mark_waived("nahr", [changed], [], now=desk.clock())
    assert [found.waived for found in judged] == [False]
    visit(desk.ledger, judged, at=desk.clock(), number="v2")
    page.goto(desk.url)
    expect(page.locator("main")).to_contain_text(DATES)


def test_a_comment_and_an_assignment_are_seen_by_the_others(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "سلمى")
    desk.enter(browser, "رنا")
    open_bridge(page)
    page.get_by_role("textbox", name="التعليق").fill("راجعت الأصل.\nالتاريخ الصحيح 7 شباط.")
    page.get_by_role("button", name="تعليق").press("Enter")
    expect(page.locator(".comment")).to_contain_text("التاريخ الصحيح 7 شباط.")
    page.get_by_role("combobox", name="مسندة إلى").select_option(label="رنا")
    page.get_by_role("button", name="إسناد").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("أُسندت المادة")
    other = desk.enter(browser, "هند", Role.READER)
    expect(other.locator("ol.articles > li").filter(has_text=DATES)).to_contain_text("مسندة إلى رنا")
    expect(other.locator("ol.articles > li").filter(has_text=DATES)).to_contain_text("تعليق واحد")
    page.get_by_role("button", name="تراجع").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("تمّ التراجع")
    expect(page.get_by_role("combobox", name="مسندة إلى")).to_have_value("")


def test_a_reader_sees_everything_and_changes_nothing(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "هند", Role.READER)
    open_bridge(page)
    expect(page.get_by_role("button", name="تمّ الإصلاح")).to_have_count(0)
    expect(page.locator("summary")).to_have_count(0)
    page.goto(f"{desk.url}/people")
    expect(page.get_by_role("heading", level=1)).to_have_text("هذا للمديرين")


def test_house_style_is_tried_before_it_is_kept_and_undone_after(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "سلمى")
    page.get_by_role("link", name="دليل الأسلوب").press("Enter")
    page.get_by_role("textbox", name="اللفظ").fill("مسئول")
    page.get_by_label("المعتمَد بدلًا منه").fill("مسؤول")
    page.get_by_label("السبب").fill("الهمزة على الواو")
    page.get_by_role("button", name="تجربة على ثلاثين يومًا").press("Enter")
    preview = page.get_by_role("status")
    expect(preview).to_contain_text("كان سيُلحظ في مادة واحدة.")
    assert preview.locator("mark").all_text_contents() == ["مسئول"]
    expect(page.get_by_role("textbox", name="اللفظ")).to_have_value("مسئول")
    page.get_by_role("button", name="حفظ").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("حُفظ دليل الأسلوب")
    expect(page.get_by_role("row").nth(1)).to_contain_text("سلمى")
    page.get_by_role("button", name="تراجع").press("Enter")
    expect(page.get_by_role("heading", name="لا ألفاظ بعد")).to_be_visible()
    assert desk.ledger.desk.style.terms() == []


def test_an_incident_is_acknowledged_silenced_and_resolved(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "سلمى")
    page.goto(f"{desk.url}/incidents/1a2b3c4d")
    assert desk.ledger.incidents.get("1a2b3c4d").state is IncidentState.FIRING
    take = page.get_by_role("button", name="أستلمها")
    tab_to(page, take)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("المشكلة مسندة إليكم الآن")
    assert desk.ledger.incidents.get("1a2b3c4d").acknowledged_by == "سلمى"
    page.locator("summary", has_text="كتم التنبيه").press("Enter")
    page.get_by_label("السبب").first.fill("نقل الخوادم")
    page.get_by_role("button", name="كتم التنبيه").press("Enter")
    expect(page.locator("main")).to_contain_text("بطلب سلمى")
    page.locator("summary", has_text="إغلاق المشكلة").press("Enter")
    page.get_by_role("button", name="إغلاق المشكلة").press("Enter")
    expect(page.locator(".chip").first).to_have_text("انتهت")
    assert [act.act for act in desk.ledger.desk.audit.recent(limit=3)] == ["resolve", "silence", "acknowledge"]


def test_an_admin_invites_and_revoking_ends_the_session_at_once(desk: OpenDesk, browser: Browser) -> None:
    admin = desk.enter(browser, "سلمى", Role.ADMIN)
    admin.get_by_role("link", name="الأشخاص").press("Enter")
    admin.get_by_label("الاسم").fill("نور")
    admin.get_by_role("button", name="دعوة").press("Enter")
    link = admin.get_by_label("الرابط الشخصي").input_value()
    guest = browser.new_context().new_page()
    guest.goto(link)
    expect(guest.get_by_role("heading", level=1)).to_have_text("أهلًا بكم، نور")
    guest.get_by_role("button", name="دخول").press("Enter")
    expect(guest.get_by_role("heading", level=1)).to_contain_text("تحتاج إلى إصلاح")
    admin.get_by_role("button", name="إنهاء الدعوة").filter(has_text="نور").press("Enter")
    guest.reload()
    expect(guest.get_by_role("heading", level=1)).to_have_text("هذا المكتب بالدعوة")
    guest.goto(link)
    expect(guest.get_by_role("heading", level=1)).to_have_text("هذا الرابط لم يعد صالحًا")


def test_the_desk_speaks_english_when_asked(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "سلمى")
    page.get_by_role("button", name="English").press("Enter")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.get_by_role("heading", level=1)).to_have_text("3 articles need fixing")
    page.get_by_role("button", name="العربية").press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "ar")


def test_a_mended_article_shows_what_changed_word_by_word(desk: OpenDesk, browser: Browser) -> None:
    from dataclasses import replace

    desk.clock.pass_(hours=2)
    edited = replace(articles()[0], headline="بلدية «وادي الصفصاف» تؤجّل افتتاح جسر المشاة الجديد")
    visit(desk.ledger, faults(), at=desk.clock(), number="v2", fresh=[edited])
    page = desk.enter(browser, "سلمى")
    page.goto(f"{desk.url}/article?source=nahr&url={BRIDGE}")
    assert page.locator("del").first.text_content().strip().endswith("تفتتح")  # type: ignore[union-attr]
    assert page.locator("ins").first.text_content().strip().endswith("تؤجّل افتتاح")  # type: ignore[union-attr]


def test_out_of_the_desk_means_out(desk: OpenDesk, browser: Browser) -> None:
    page = desk.enter(browser, "سلمى")
    page.get_by_role("button", name="خروج").press("Enter")
    page.goto(desk.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("هذا المكتب بالدعوة")

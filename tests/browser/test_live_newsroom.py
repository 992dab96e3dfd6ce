"""The desk over a living site: what an editor says is mended is fetched again at once, and the answer is what the page then holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from rasid.demo import Newsroom, Story
from rasid.model.desk import Looked
from rasid.pipeline import VisitOptions, visit_source
from rasid.pipeline.recheck import recheck_article
from rasid.review import DeskContext, create_app
from tests.browser.conftest import OpenDesk, serving
from tests.browser.hands import press
from tests.pipeline.conftest import Watch
from tests.pipeline.conftest import rules as rules
from tests.pipeline.conftest import watch as watch
from tests.review.paper import SECRET

pytestmark = pytest.mark.browser

FUTURE = "تاريخ النشر في المستقبل"


class Morning:
    """A section with one article dated in the future; the desk open on it."""

    def __init__(self, url: str, watched: Watch, story: Story) -> None:
        self.watch, self.story = watched, story
        self.desk = OpenDesk(url, watched.workplace.ledger, watched.clock, set())  # type: ignore[arg-type]

    @property
    def room(self) -> Newsroom:
        return self.watch.room

    def open(self, browser: Browser) -> Page:
        """Salma comes in and opens the article from the list."""
        page = self.desk.enter(browser, "سلمى")
        press(page, page.get_by_role("link", name=self.story.headline).first)
        expect(page.get_by_role("heading", level=1)).to_have_text(self.story.headline)
        return page


@pytest.fixture
def morning(watch: Watch) -> Iterator[Morning]:
    watch.visit()
    (story,) = watch.room.publish(1)
    watch.room.break_("future_date", articles=[story.id])
    watch.visit()
    workplace = watch.workplace

    def recheck(source: object, url: str) -> Looked:
        watch.clock.on(minutes=1)
        return recheck_article(watch.source, url, workplace)

    place = DeskContext(
        ledger=workplace.ledger,
        sources=(watch.source,),
        rules=workplace.rules,
        secret=SECRET,
        clock=watch.clock,
        recheck=recheck,
        hosts=frozenset(),
    )
    with serving(create_app(place)) as url:
        yield Morning(url, watch, story)


def mark_fixed(page: Page) -> None:
    press(page, fault(page).get_by_role("button", name="تمّ الإصلاح"))


def fault(page: Page) -> Locator:
    return page.get_by_role("article").filter(has_text=FUTURE)


def test_mended_on_the_site_and_confirmed_at_once(morning: Morning, browser: Browser) -> None:
    page = morning.open(browser)
    morning.room.mend()
    mark_fixed(page)
    expect(page.get_by_role("status")).to_contain_text("تحقّق راصد: لم يعد الخلل موجودًا")
    expect(fault(page).locator(".chip")).to_have_text("أُصلحت")
    page.goto(morning.desk.url)
    expect(page.locator("ol.articles")).not_to_contain_text(FUTURE)


def test_not_mended_on_the_site_and_said_so_then_mended_after_all(morning: Morning, browser: Browser) -> None:
    page = morning.open(browser)
    mark_fixed(page)
    expect(page.get_by_role("status")).to_contain_text("ما زال الخلل فيها")
    expect(fault(page).locator(".chip")).to_have_text("ما زالت قائمة")
    expect(fault(page)).to_contain_text("أُصلحت بحسب سلمى، لكنّ راصدًا وجدها باقية")
    morning.room.mend()
    mark_fixed(page)
    expect(page.get_by_role("status")).to_contain_text("لم يعد الخلل موجودًا")


def test_mended_and_then_broken_again_it_comes_back(morning: Morning, browser: Browser) -> None:
    page = morning.open(browser)
    morning.room.mend()
    mark_fixed(page)
    expect(fault(page).locator(".chip")).to_have_text("أُصلحت")
    morning.room.break_("future_date", articles=[morning.story.id])
    morning.watch.visit(recheck=True)
    page.reload()
    expect(fault(page).locator(".chip")).to_have_text("عادت")


def test_a_site_that_is_down_leaves_the_question_open(morning: Morning, browser: Browser) -> None:
    page = morning.open(browser)
    morning.room.break_("unavailable")
    mark_fixed(page)
    expect(page.get_by_role("status")).to_contain_text("لم يتمكّن راصد من فتح الصفحة الآن")
    expect(fault(page).locator(".chip")).to_have_text("قيل إنها أُصلحت، ولم يُتحقّق بعد")


def test_an_edit_is_told_word_by_word_in_the_articles_life(morning: Morning, browser: Browser) -> None:
    morning.room.edit(morning.story.id, headline=f"{morning.story.headline} غدًا")
    morning.watch.visit(recheck=True)
    page = morning.desk.enter(browser, "سلمى")
    press(page, page.get_by_role("link", name=morning.story.headline).first)
    expect(page.get_by_role("heading", name="ما تغيّر في المادة")).to_be_visible()
    expect(page.locator("ins").first).to_contain_text("غدًا")
    first = page.locator("details.revision").last
    press(page, first.locator("summary").first)
    expect(first).to_contain_text("كما ظهر أوّل مرّة")


def test_a_house_style_term_flags_at_the_next_visit_and_the_report_says_it(morning: Morning, browser: Browser) -> None:
    word = max(morning.story.headline.split(), key=len)
    page = morning.desk.enter(browser, "سلمى")
    page.goto(f"{morning.desk.url}/style")
    page.get_by_label("اللفظ").first.fill(word)
    page.get_by_label("المعتمَد بدلًا منه").fill("لفظ آخر")
    press(page, page.get_by_role("button", name="حفظ"))
    expect(page.get_by_role("status")).to_contain_text("حُفظ دليل الأسلوب")
    visit_source(morning.watch.source, morning.watch.workplace, options=VisitOptions())
    page.goto(f"{morning.desk.url}/report/demo")
    expect(page.locator("#fix")).to_contain_text(f"لفظ لا تعتمده الصحيفة: «{word}»")

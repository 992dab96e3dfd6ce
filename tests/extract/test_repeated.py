"""What a site repeats leaves the body; what a newsroom repeats stays. Every site here is invented."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from rasid.extract.repeated import fingerprint, is_credit, learnt, without_repeated
from rasid.model import Article, ArticleType
from rasid.model.article import read_alike, with_back
from rasid.model.repeats import Repeated, RepeatedBlock, Repetition, Taught

BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOW = BEGAN + timedelta(days=3)

PROMO = "تابعوا آخر أخبار «مرافئ» عبر قناتنا على واتساب"
AUTHOR = "صحفي وباحث في شؤون المدن الساحلية والنقل البحري"
TOWNS = ("صور", "جبلة", "العقبة", "طبرق", "صحار", "المكلا", "بنزرت", "الحديدة", "ينبع", "دمياط")
SHIPS = ("ناقلة", "عبّارة", "سفينة شحن", "قاطرة", "باخرة")


def story(number: int, *tail: str, lead: Sequence[str] = ()) -> Article:
    """A story of its own: no paragraph of it is another's."""
    town, ship = TOWNS[number % len(TOWNS)], SHIPS[number % len(SHIPS)]
    body = (
        *lead,
        f"رست {ship} رقم {number} صباحًا في مرفأ {town} بعد رحلة استمرت {number + 3} أيام، وعلى متنها حمولة من الأخشاب والقمح والآلات.",
        f"وقال مدير مرفأ {town} إن أعمال التفريغ في الرصيف {number} تحتاج إلى يومين، وإن الحركة عادت إلى طبيعتها بعد العاصفة الأخيرة.",
        f"وينتظر تجار {town} وصول {number + 1} سفن أخرى قبل نهاية الشهر، في أكبر موسم منذ سنوات بحسب غرفة التجارة المحلية.",
        *tail,
    )
    return Article(url=f"https://marafi.example/{number}", headline=f"وصول {ship} إلى {town} يحمل {number} صنفًا", body=body)


def site(make: Callable[[int], Article], articles: int = 20, *, hours: float = 3) -> tuple[list[Article], Repeated]:
    """Articles of a site, one every three hours, and what is learnt of them."""
    made = [make(number) for number in range(articles)]
    read = [Taught(one.body, BEGAN + timedelta(hours=hours * number)) for number, one in enumerate(made)]
    return made, learnt(Repeated(), read, NOW)


def taken(article: Article, table: Repeated) -> list[str]:
    return [text for _, text in without_repeated(article, table, NOW).repeated]


@pytest.mark.parametrize(
    "line",
    [
        PROMO,
        AUTHOR,
        "حمّل تطبيق مرافئ الآن واقرأ بلا إعلانات مزعجة",
        "شارك القصة مع أصدقائك على فيسبوك وتيليغرام",
        "مواد أخرى من محرري قسم الموانئ والملاحة",
        "كل ما يهمك من عالم البحار في مكان واحد",
    ],
)
def test_a_line_at_the_end_of_most_articles_is_the_sites(line: str) -> None:
    made, table = site(lambda number: story(number, line) if number % 4 else story(number))
    assert [taken(one, table) for one in made[1:4]] == [[line]] * 3
    shorn = without_repeated(made[1], table, NOW)
    assert shorn.body == story(1).body
    assert shorn.whole_body == made[1].body
    assert taken(story(0), table) == []


def test_a_whole_sentence_has_to_stand_on_nearly_all() -> None:
    sentence = "هذه المادة من إنتاج غرفة الملاحة في مؤسسة مرافئ الثقافية غير الربحية."
    most, table = site(lambda number: story(number, sentence) if number % 3 else story(number))
    assert taken(most[1], table) == []
    nearly_all, table = site(lambda number: story(number, sentence))
    assert taken(nearly_all[1], table) == [sentence]


def test_several_lines_go_and_an_agencys_between_them_stays() -> None:
    made, table = site(lambda number: story(number, PROMO, "(أ ف ب)", AUTHOR))
    shorn = without_repeated(made[0], table, NOW)
    assert [text for _, text in shorn.repeated] == [PROMO, AUTHOR]
    assert shorn.body[-1] == "(أ ف ب)"
    assert shorn.whole_body == made[0].body


def test_a_promotion_in_the_middle_goes_where_nearly_all_have_it() -> None:
    def make(number: int) -> Article:
        one = story(number)
        return Article(url=one.url, headline=one.headline, body=(*one.body[:2], PROMO, *one.body[2:]))

    made, table = site(make)
    assert taken(made[0], table) == [PROMO]
    made, table = site(lambda number: make(number) if number % 3 else story(number))
    assert taken(made[1], table) == []


@pytest.mark.parametrize("articles", [7, 8])
def test_it_takes_eight_articles(articles: int) -> None:
    made, table = site(lambda number: story(number, PROMO), articles, hours=8)
    assert bool(taken(made[0], table)) == (articles == 8)


def test_it_takes_two_days() -> None:
    made, table = site(lambda number: story(number, PROMO), 12, hours=0.5)
    assert taken(made[0], table) == []


@pytest.mark.parametrize(
    "line",
    ["(د ب أ، أ ف ب)", "المصدر: وكالات", "المصدر: مرافئ + وكالات", "// انتهى //", "م.ع/خ.ر", "رويترز", "نقلا عن وكالة الأنباء المحلية"],
)
def test_a_closing_credit_stays(line: str) -> None:
    assert is_credit(line, None)
    made, table = site(lambda number: story(number, line))
    assert table.standing(fingerprint(line), NOW) is Repetition.NEARLY_ALL
    assert taken(made[0], table) == []


def test_the_articles_own_agency_stays() -> None:
    line = "هذه المادة من شبكة الساحل للأنباء حصرا"
    made, table = site(lambda number: story(number, line))
    assert taken(made[0], table) == [line]
    assert (
        without_repeated(
            Article(url="https://marafi.example/a", headline=made[0].headline, body=made[0].body, agency="شبكة الساحل للأنباء"), table, NOW
        ).repeated
        == ()
    )


def test_a_paragraph_with_the_headlines_words_stays() -> None:
    made, table = site(lambda number: story(number, PROMO))
    own = Article(url="https://marafi.example/own", headline="«مرافئ» تفتح قناتها على واتساب", body=made[0].body)
    assert taken(own, table) == []


@pytest.mark.parametrize("line", ["تقرأون غدا ملف الموانئ في 14 آذار 2026", "برنامج مرافئ على شاشتنا الساعة 20:30 مساء"])
def test_a_paragraph_with_a_date_of_its_own_stays(line: str) -> None:
    made, table = site(lambda number: story(number, line))
    assert table.standing(fingerprint(line), NOW) is Repetition.NEARLY_ALL
    assert taken(made[0], table) == []


def test_what_the_article_speaks_of_stays() -> None:
    """A newsroom closes story after story with how it all began."""
    background = "وكانت العاصفة قد أوقفت الحركة في المرفأ وعطلت أعمال التفريغ وأضرت بالسفن والتجار."
    made, table = site(lambda number: story(number, background))
    assert table.standing(fingerprint(background), NOW) is Repetition.NEARLY_ALL
    assert taken(made[0], table) == []


def test_never_more_than_thirty_in_a_hundred() -> None:
    made, table = site(lambda number: story(number, PROMO, AUTHOR))
    flash = Article(
        url="https://marafi.example/flash",
        headline="عاجل: إقفال مضيق",
        body=("أقفل المضيق أمام السفن منذ الفجر بسبب الضباب.", PROMO, AUTHOR),
    )
    assert taken(made[0], table)
    assert taken(flash, table) == []


def test_a_live_blog_teaches_nothing_and_keeps_its_lead() -> None:
    """Each new address holds what the ones before held."""
    entries = [f"المشهد رقم {number}: تتقدم السفن ببطء نحو المضيق وتنتظر الإذن من برج المراقبة" for number in range(14)]
    lead = "تغطية متواصلة لحركة الملاحة في المضيق لحظة بلحظة"

    def make(number: int) -> Article:
        return Article(
            url=f"https://marafi.example/live/{number}",
            headline="المضيق الآن",
            type=ArticleType.LIVE_BLOG,
            body=(lead, *entries[number::-1]),
        )

    made, table = site(make, 14, hours=6)
    assert all(taken(one, table) == [] for one in made)


def test_a_live_blogs_lead_stays_among_other_articles() -> None:
    lead = "تغطية متواصلة لحركة الملاحة في المضيق لحظة بلحظة"
    made, table = site(lambda number: story(number, lead=(lead,)))
    assert table.standing(fingerprint(lead), NOW) is Repetition.NEARLY_ALL
    assert taken(made[0], table) == []


@pytest.mark.parametrize(
    "head",
    [
        ("في كل أسبوع نفتح معكم دفترًا من دفاتر البحارة القدامى.",),
        ("حكاية من دفاتر البحارة القدامى",),
        ("المقادير:",),
        ("مقادير الوصفة لأربعة أشخاص",),
        ("توقعات خبيرة الأبراج لمواليد هذا البرج",),
    ],
)
def test_a_column_a_recipe_and_a_horoscope_keep_what_they_begin_with(head: tuple[str, ...]) -> None:
    made, table = site(lambda number: story(number, lead=head))
    assert table.standing(fingerprint(head[0]), NOW) is Repetition.NEARLY_ALL
    assert [taken(one, table) for one in made] == [[]] * len(made)


def test_headings_inside_recipes_stay() -> None:
    def make(number: int) -> Article:
        one = story(number)
        return Article(url=one.url, headline=one.headline, body=(one.body[0], "طريقة التحضير خطوة بخطوة", *one.body[1:], "بالهناء والشفاء"))

    made, table = site(make)
    assert {block.sample for block in table} == {"طريقة التحضير خطوة بخطوة", "بالهناء والشفاء"}
    assert taken(made[0], table) == []


def test_rates_of_two_days_are_two_lines() -> None:
    made, table = site(lambda number: story(number, f"سعر صرف الدولار في السوق الموازية {number}.4 ليرات للشراء"))
    assert all(taken(one, table) == [] for one in made)


def test_what_is_gone_loses_its_standing_and_is_forgotten() -> None:
    _, table = site(lambda number: story(number, PROMO))
    later = [Taught(story(number + 40).body, NOW + timedelta(hours=number)) for number in range(12)]
    table = learnt(table, later, NOW + timedelta(days=1))
    assert table.standing(fingerprint(PROMO), NOW) is Repetition.NEARLY_ALL, "pages of that time are read as they were"
    assert table.standing(fingerprint(PROMO), NOW + timedelta(days=1)) is Repetition.FEW
    assert len(learnt(table, later, NOW + timedelta(days=70))) == 0


def test_a_page_is_read_by_what_was_known_at_its_time() -> None:
    made, table = site(lambda number: story(number, PROMO))
    assert without_repeated(made[0], table, NOW - timedelta(seconds=1)) is made[0]
    assert without_repeated(made[0], table, NOW).repeated


def test_a_share_at_the_bound_does_not_change_from_visit_to_visit() -> None:
    mark = fingerprint(PROMO)

    def read(has: int) -> list[Taught]:
        given = [story(number, PROMO) if number == 0 or number % 20 < has else story(number) for number in range(20)]
        return [Taught(one.body, BEGAN + timedelta(hours=3 * number)) for number, one in enumerate(given)]

    table, changes = Repeated(), []
    for turn, has in enumerate((11, 9, 11, 9, 8, 6)):
        at = NOW + timedelta(hours=turn)
        table = learnt(table, read(has), at)
        changes.append(table.standing(mark, at))
    assert changes == [Repetition.MOST] * 5 + [Repetition.FEW]


def test_nothing_is_learnt_from_before_it_was_told_to_forget() -> None:
    made = [story(number, PROMO) for number in range(20)]
    read = [Taught(one.body, BEGAN + timedelta(hours=3 * number)) for number, one in enumerate(made)]
    assert len(learnt(Repeated(since=NOW), read, NOW)) == 0


def test_what_a_person_keeps_is_kept_at_all_times() -> None:
    made, table = site(lambda number: story(number, PROMO))
    block = next(iter(table))
    kept = RepeatedBlock(**{**{name: getattr(block, name) for name in block.__slots__}, "kept_at": NOW + timedelta(days=9)})
    assert without_repeated(made[0], Repeated({block.fingerprint: kept}), NOW) is made[0]
    assert list(learnt(Repeated({block.fingerprint: kept}), [], NOW + timedelta(days=400))) == [
        RepeatedBlock(**{**{name: getattr(kept, name) for name in kept.__slots__}, "articles": 0, "of": 0, "days": 0})
    ]


def test_what_was_taken_out_goes_back_where_it_stood() -> None:
    made, table = site(lambda number: story(number, PROMO, "(أ ف ب)", AUTHOR))
    shorn = without_repeated(made[0], table, NOW)
    again = with_back(shorn, lambda text: text == AUTHOR)
    assert again.body == (*story(0).body, "(أ ف ب)", AUTHOR)
    assert again.repeated == ((3, PROMO),)
    assert with_back(again, lambda text: True) == made[0]


def test_two_readings_differ_by_what_was_written_alone() -> None:
    made, table = site(lambda number: story(number, PROMO))
    shorn = without_repeated(made[0], table, NOW)
    before, after = read_alike(made[0], shorn)
    assert before.body == after.body
    edited = Article(
        url=shorn.url, headline=shorn.headline, body=(shorn.body[0], "فقرة جديدة أضافها المحرر.", *shorn.body[2:]), repeated=shorn.repeated
    )
    before, after = read_alike(made[0], edited)
    assert before.body != after.body
    assert PROMO not in before.body


def test_an_empty_table_changes_nothing() -> None:
    one = story(1, PROMO)
    assert without_repeated(one, Repeated(), NOW) is one

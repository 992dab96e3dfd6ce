"""Articles with a part missing or standing twice are articles all the same; what is missing is said by an empty field, not by a refusal."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rasid.errors import Refusal
from rasid.extract import extract
from rasid.extract.furniture import furniture
from rasid.frame import article_frame
from rasid.model import Article, Refused, WindowArticle
from tests.extract.layouts_publishers import ld, paragraphs
from tests.extract.prose import BODY, HEADLINE, LEAD, MENU, OTHERS, links

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
URL = "https://www.channel-one.net/local/771204/market"
TOLD = {"@type": "NewsArticle", "datePublished": "2026-03-09T15:40:00Z", "author": {"@type": "Person", "name": "هدى النجار"}}


def page(
    *,
    headline: str = HEADLINE,
    lead: str = f'<p class="standfirst">{LEAD}</p>',
    body: tuple[str, ...] = BODY,
    dated: bool = True,
    data: bool = True,
) -> str:
    told = ld(**TOLD, **({"headline": headline} if headline else {})) if data else ""
    title = f"<h1>{headline}</h1>" if headline else ""
    date = (
        '<div class="byline"><a rel="author" href="/author/1">هدى النجار</a> <time datetime="2026-03-09T18:40:00+03:00">9 آذار 2026 - 18:40</time></div>'
        if dated
        else ""
    )
    return f"""<html lang="ar"><head><title>القناة الأولى</title><meta property="og:site_name" content="القناة الأولى">{told}</head><body><nav><ul>{MENU}</ul></nav>
<article>{title}{lead}{date}<div class="story-body">{paragraphs(body)}</div><section class="sections"><h3>أقسام</h3><a href="/local">محليات</a></section>
<section class="related"><h3>أخبار متعلقة</h3><ul>{links()}</ul></section></article></body></html>"""


def read(html: str) -> Article:
    return extract(html, URL, now=NOW)


def repetitions(article: Article) -> float:
    frame = article_frame([WindowArticle(article, NOW, 1, NOW)], source=None, now=NOW)
    return float(frame["lead_twice"].iloc[0])


def test_a_standfirst_shown_once_opens_the_body_and_is_no_repetition() -> None:
    article = read(page())
    assert article.standfirst == LEAD
    assert article.body == (LEAD, *BODY)
    assert not article.lead_repeated
    assert repetitions(article) == 0


@pytest.mark.parametrize("lead", [LEAD, LEAD[:70] + "..."])
def test_a_standfirst_that_the_first_paragraph_says_again_is_a_repetition(lead: str) -> None:
    article = read(page(lead=f'<p class="standfirst">{lead}</p>', body=(LEAD, *BODY)))
    assert article.lead_repeated
    assert article.body == (LEAD, *BODY)
    assert repetitions(article) == 1


def test_a_standfirst_inside_the_body_said_again_by_the_next_paragraph_is_a_repetition() -> None:
    html = page(lead="", body=()).replace(
        '<div class="story-body">', f'<div class="story-body"><p class="lead">{LEAD}</p>{paragraphs((LEAD, *BODY))}'
    )
    assert read(html).lead_repeated


def test_a_standfirst_and_a_link_to_the_section_are_no_body() -> None:
    article = read(page(body=()))
    assert article.headline == HEADLINE
    assert article.standfirst == LEAD
    assert article.body == ()


def test_a_single_sentence_is_a_short_body_without_the_page_s_furniture() -> None:
    sentence = "وقال رئيس المجلس إن الأعمال ستبدأ من المدخل الشرقي."
    assert read(page(body=(sentence,))).body == (LEAD, sentence)


def test_a_text_whose_own_box_is_called_summary_is_the_body_when_structured_data_say_so() -> None:
    told = ld(**TOLD, headline=HEADLINE, articleBody=LEAD)
    html = f'<html lang="ar"><head>{told}</head><body><h1>{HEADLINE}</h1><div class="summary">{LEAD}</div></body></html>'
    assert read(html).body == (LEAD,)


@pytest.mark.parametrize("data", [True, False])
def test_an_article_that_lost_its_headline_is_an_article_without_one(data: bool) -> None:
    article = read(page(headline="", data=data))
    assert article.headline is None
    assert article.body[-len(BODY) :] == BODY
    assert article.published_at is not None


def test_a_text_without_headline_date_or_author_is_no_article() -> None:
    with pytest.raises(Refusal) as refused:
        read(page(headline="", dated=False, data=False))
    assert refused.value.kind is Refused.NO_ARTICLE


CALLS = "تابعوا آخر الأخبار عبر قناتنا على تلغرام. جميع الحقوق محفوظة"


def test_a_call_behind_the_sentences_of_the_last_paragraph_costs_no_sentence() -> None:
    body = (*BODY[:-1], f"{BODY[-1]} {CALLS}")
    assert read(page(body=body)).body == (LEAD, *body)


def test_a_call_in_a_paragraph_of_its_own_is_the_template_s() -> None:
    assert read(page(body=(*BODY, CALLS))).body == (LEAD, *BODY)


def test_an_inline_reference_stays_where_the_editor_put_it() -> None:
    body = (f"{BODY[0]} اقرأ أيضا: {OTHERS[0]}", *BODY[1:])
    assert read(page(body=body)).body == (LEAD, *body)


@pytest.mark.parametrize(
    "text",
    [
        "وتابع على حسابه في تويتر أن المجلس سيجتمع مرة أخرى قبل نهاية الشهر لبحث الموازنة.",
        "وحملوا لافتات تطالب بتطبيق القانون على جميع أصحاب المحال في السوق القديمة.",
        "وسجلوا مقطعا انتشر في صفحات فيسبوك يظهر المدخل الشرقي للسوق قبل الترميم.",
    ],
)
def test_what_people_did_is_no_call_to_the_reader(text: str) -> None:
    assert furniture(text) is None


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (Refused.NOT_FOUND, "<h1>404</h1><p>الصفحة غير موجودة</p>"),
        (Refused.NOT_FOUND, "<p>عذرا، الصفحة المطلوبة غير موجودة</p>"),
        (Refused.NOT_FOUND, "<h2>410 Gone</h2>"),
        (Refused.SEARCH, "<h1>بحث</h1><p>لا توجد نتائج</p>"),
        (Refused.SEARCH, "<p>نتائج البحث عن: السوق</p>"),
        (Refused.LOGIN, "<h1>مرحبا</h1><p>سجل الدخول لمتابعة القراءة</p>"),
        (Refused.LOGIN, "<p>هذا المحتوى للمشتركين فقط</p>"),
        (Refused.CHALLENGE, "<h1>لحظة</h1><p>جاري التحقق من أنك لست روبوت</p>"),
    ],
)
def test_a_page_of_a_few_words_is_what_its_words_say(kind: Refused, body: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(f"<html><body>{body}</body></html>")
    assert refused.value.kind is kind


def broken(text: str) -> str:
    return text.encode().decode("cp1256", "replace")


def test_letters_decoded_wrongly_are_no_other_language() -> None:
    article = read(page(headline=broken(HEADLINE), lead="", body=tuple(map(broken, BODY))))
    assert article.language is None
    assert (
        read(
            page(headline="?? ???? ????? ??????? ????? ????", lead="", body=tuple("???? ??? ?????? ????? ???? " * 6 for _ in range(4)))
        ).language
        is None
    )

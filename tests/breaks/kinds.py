"""More of what happens to news sites: after an upgrade, behind a content network, at the hands of an advertiser, a lawyer or a plug-in."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from rasid.errors import FetchError
from rasid.model import Cause
from tests.breaks.breaks import BREAKS, CHALLENGE, Break, answers, everywhere, on_articles, one_article, only_new, without, without_date
from tests.breaks.site import FEED, MONTHS, NAMES, ROOT, Answer, Change, Site

BODY = re.compile(r'(<div class="(?:entry-content|ntext)">)(.*?)(</div>)', re.DOTALL)
PARAGRAPH = re.compile(r"<p>.*?</p>", re.DOTALL)


def in_body(before: str = "", after: str = "", *, inside: str | None = None) -> Change:
    """Around the paragraphs of every article, or in their place."""
    return on_articles(
        lambda html, answer, site: BODY.sub(lambda m: m[1] + before + (m[2] if inside is None else inside) + after + m[3], html)
    )


def fails(key: str, message: str, *, cause: Cause | None = None, asked: bool = True) -> Change:
    """No answer at all, whatever is asked for."""

    def broken(answer: Answer, site: Site) -> Answer:
        error = FetchError(f"{answer.url} {message}", url=answer.url, permanent=False, key=key, cause=cause, asked=asked)
        return replace(answer, error=error)

    return broken


def new_template(html: str, answer: Answer, site: Site) -> str:
    story = answer.story
    assert story is not None
    when = f"{story.published.day} {MONTHS[story.published.month - 1]} {story.published.year} - {story.published:%H:%M}"
    paragraphs = "".join(f"<div class='text-block'>{text}</div>" for text in story.body)
    return (
        f"<!doctype html><html lang='ar' dir='rtl'><head><title>{story.headline} - {NAMES[site.layout]}</title>"
        f"<meta property='og:title' content='{story.headline}'><meta property='og:image' content='{ROOT}/img/{story.id}.jpg'></head><body>"
        f"<div class='app'><div class='hero'><h2>{story.headline}</h2><img src='{ROOT}/img/{story.id}.jpg'></div>"
        f"<div class='byline'>{story.author}</div><div class='stamp'>{when}</div><div class='flow'>{paragraphs}</div></div></body></html>"
    )


def first_paragraph(html: str, answer: Answer, site: Site) -> str:
    def teaser(match: re.Match[str]) -> str:
        first = PARAGRAPH.search(match[2])
        rest = '<div class="wall">هذه المادة للمشتركين. اشتركوا لمتابعة القراءة.</div>'
        return match[1] + (first[0] if first else "") + rest + match[3]

    return BODY.sub(teaser, html)


def headline_as_picture(html: str, answer: Answer, site: Site) -> str:
    html = re.sub(r"(<h1[^>]*>).*?(</h1>)", r'\1<img src="/t/title.png" alt="">\2', html)
    html = re.sub(r'<meta property="og:title"[^>]*>', "", html)
    html = re.sub(r"<title>.*?</title>", f"<title>{NAMES[site.layout]}</title>", html)
    return re.sub(r'"headline": ".*?",', "", html)


def relative_dates(html: str, answer: Answer, site: Site) -> str:
    assert answer.story is not None
    hours = max(int((site.clock() - answer.story.published) / timedelta(hours=1)), 1)
    said = f"منذ {hours} ساعة"
    html = re.sub(r"<time.*?</time>", f"<time>{said}</time>", html)
    html = re.sub(r'"datePublished": ".*?",', "", html)
    return re.sub(r'(<span class="ndate">).*?(</span>)', rf"\g<1>{said}\2", html)


def arabic_digits(html: str, answer: Answer, site: Site) -> str:
    swap = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    html = re.sub(r"(<time[^>]*>)(.*?)(</time>)", lambda m: m[1] + m[2].translate(swap) + m[3], html)
    return re.sub(r'(<span class="ndate">)(.*?)(</span>)', lambda m: m[1] + m[2].translate(swap) + m[3], html)


def hours_ahead(html: str, answer: Answer, site: Site) -> str:
    """The server's clock runs five hours ahead."""
    assert answer.story is not None
    late = answer.story.published + timedelta(hours=5)
    when = f"{late.day} {MONTHS[late.month - 1]} {late.year} - {late:%H:%M}"
    html = html.replace(answer.story.published.isoformat(), late.isoformat())
    html = re.sub(r"(<time[^>]*>).*?(</time>)", rf"\g<1>{when}\2", html)
    return re.sub(r'(<span class="ndate">).*?(</span>)', rf"\g<1>{when}\2", html)


def always_now(html: str, answer: Answer, site: Site) -> str:
    """The page gives the moment it is asked for as its date."""
    assert answer.story is not None
    now = site.clock().astimezone(answer.story.published.tzinfo)
    when = f"{now.day} {MONTHS[now.month - 1]} {now.year} - {now:%H:%M}"
    html = html.replace(answer.story.published.isoformat(), now.isoformat())
    html = re.sub(r"(<time[^>]*>).*?(</time>)", rf"\g<1>{when}\2", html)
    return re.sub(r'(<span class="ndate">).*?(</span>)', rf"\g<1>{when}\2", html)


def frozen_date(html: str, answer: Answer, site: Site) -> str:
    """Every page gives the day of the upgrade."""
    assert answer.story is not None
    html = html.replace(answer.story.published.isoformat(), "2026-09-01T00:00:00+03:00")
    html = re.sub(r"(<time[^>]*>).*?(</time>)", r"\g<1>1 أيلول 2026 - 00:00\2", html)
    return re.sub(r'(<span class="ndate">).*?(</span>)', r"\g<1>1 أيلول 2026 - 00:00\2", html)


def one_for_all(answer: Answer, site: Site) -> Answer:
    """A cache that gives one article under every address."""
    if answer.story is None:
        return answer
    plain = Site(site.layout, site.clock, site.began)
    oldest = plain.stories()[-1]
    return replace(answer, text=plain.answer(site.url(oldest)).text)


def session_ids(answer: Answer, site: Site) -> Answer:
    """Every link carries a number of the visit; the story stands under each of them."""
    plain = Site(site.layout, site.clock, site.began)
    if "sid=" in answer.url:
        whole = plain.answer(re.sub(r"[?&]sid=\d+", "", answer.url))
        return replace(whole, url=answer.url)
    if answer.story is not None:
        return answer
    number = int(site.clock().timestamp()) % 100_000
    links = rf"({re.escape(ROOT)}/(?:local/2026/\d+-khabar|news\.php\?id=\d+))"
    return replace(answer, text=re.sub(links, lambda m: f"{m[1]}{'&amp;' if '?' in m[1] else '?'}sid={number}", answer.text))


def new_section(answer: Answer, site: Site) -> Answer:
    return replace(answer, final_url=f"{ROOT}/mahalliyat") if answer.url == site.section_url() else answer


ELSEWHERE = "https://manara-news.example"


def new_domain(answer: Answer, site: Site) -> Answer:
    """Every address leads to the same one at another domain, whose pages link to it."""
    plain = Site(site.layout, site.clock, site.began).answer(answer.url.replace(ELSEWHERE, ROOT))
    return replace(plain, url=answer.url, text=plain.text.replace(ROOT, ELSEWHERE), final_url=answer.url.replace(ROOT, ELSEWHERE))


def amp(answer: Answer, site: Site) -> Answer:
    if answer.story is None:
        return answer
    canonical = f'<link rel="canonical" href="{answer.url}">'
    text = answer.text if 'rel="canonical"' in answer.text else answer.text.replace("</head>", canonical + "</head>")
    return replace(answer, text=text, final_url=answer.url + ("/amp" if "?" not in answer.url else "&amp=1"))


def pinned(answer: Answer, site: Site) -> Answer:
    """The same story of last month leads the section."""
    if answer.url != site.section_url():
        return answer
    oldest = Site(site.layout, site.clock, site.began).stories()[-1]
    card = f'<div class="card"><h3><a href="{site.url(oldest)}">{oldest.headline}</a></h3></div>'
    return replace(answer, text=answer.text.replace('<div class="grid">', f'<div class="grid">{card}'))


def feed_titles(answer: Answer, site: Site) -> Answer:
    if not answer.url.endswith("feed.xml"):
        return answer
    return replace(answer, text=re.sub(r"<description>.*?</description>|<pubDate>.*?</pubDate>", "", answer.text, flags=re.DOTALL))


def cut_in_half(html: str, answer: Answer, site: Site) -> str:
    start = html.find("<p>", len(html) // 3)
    return html[: start + 120] if start > 0 else html[: len(html) // 2]


def run_together(html: str, answer: Answer, site: Site) -> str:
    return BODY.sub(lambda m: m[1] + re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", m[2])) + m[3], html)


def backwards(html: str, answer: Answer, site: Site) -> str:
    return re.sub(r">([^<]+)<", lambda m: f">{m[1][::-1]}<" if re.search("[\u0600-\u06ff]", m[1]) else m[0], html)


def visible_tags(html: str, answer: Answer, site: Site) -> str:
    return BODY.sub(lambda m: m[1] + m[2].replace("<p>", "<p>&lt;p&gt;").replace("</p>", "&lt;/p&gt;</p>") + m[3], html)


def doubled(html: str, answer: Answer, site: Site) -> str:
    return BODY.sub(lambda m: m[1] + PARAGRAPH.sub(lambda p: p[0] * 2, m[2]) + m[3], html)


def moved_byline(html: str, answer: Answer, site: Site) -> str:
    assert answer.story is not None
    html = re.sub(r'<span class="(?:author|nwriter)">.*?</span>', "", html)
    html = re.sub(r'"author": \{.*?\},', "", html)
    return BODY.sub(lambda m: m[1] + m[2] + f"<p>كتب: {answer.story.author}</p>" + m[3], html) if answer.story else html


def lazy_images(html: str, answer: Answer, site: Site) -> str:
    html = re.sub(r'<meta property="og:image"[^>]*>|"image": "[^"]*",', "", html)
    return re.sub(r'<img ([^>]*?)src="', r'<img \1src="/1x1.gif" data-src="', html)


def same_title_everywhere(html: str, answer: Answer, site: Site) -> str:
    html = re.sub(r'(<meta property="og:title" content=").*?"', r'\1آخر الأخبار العاجلة من مراسلينا"', html)
    html = re.sub(r"<title>.*?</title>", "<title>آخر الأخبار العاجلة من مراسلينا</title>", html)
    return re.sub(r'"headline": ".*?",', '"headline": "آخر الأخبار العاجلة من مراسلينا",', html)


def same_headline(html: str, answer: Answer, site: Site) -> str:
    html = same_title_everywhere(html, answer, site)
    return re.sub(r"(<h1[^>]*>).*?(</h1>)", r"\1آخر الأخبار العاجلة من مراسلينا\2", html)


ADVERT = "<p>عرض خاص لفترة محدودة: احصلوا على خصم كبير على الأجهزة المنزلية عند الشراء عبر موقعنا الشريك قبل نهاية الأسبوع.</p>"
RELATED = (
    "<ul class='rel'>"
    + "".join(f"<li><a href='/local/2026/{n}-khabar'>خبر آخر قد يهمّكم رقم {n} من القسم نفسه</a></li>" for n in (1, 2, 3))
    + "</ul>"
)
SUMMARY = (
    "<div class='ai'><strong>ملخّص بالذكاء الاصطناعي</strong><ul><li>أبرز ما جاء في المادة في نقاط قصيرة.</li>"
    "<li>أعدّ هذا الملخّص نموذج لغوي وقد يخطئ.</li></ul></div>"
)
CONSENT = (
    "<html lang='ar' dir='rtl'><head><title>خصوصيتكم تهمّنا</title></head><body><div class='consent'><h1>خصوصيتكم تهمّنا</h1>"
    "<p>نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتخزين المعلومات على أجهزتكم والوصول إليها. يمكنكم قبول ذلك أو رفضه.</p>"
    "<button>أوافق</button> <button>أرفض</button></div></body></html>"
)
MAINTENANCE = (
    "<html lang='ar' dir='rtl'><head><title>صيانة</title></head><body><h1>الموقع تحت الصيانة</h1>"
    "<p>نعتذر عن الإزعاج، نعمل على تحديث الموقع وسنعود قريبًا.</p></body></html>"
)
NOT_FOUND = (
    "<html lang='ar' dir='rtl'><head><title>الصفحة غير موجودة</title></head><body><h1>الصفحة غير موجودة</h1>"
    "<p>عذرًا، الصفحة التي تبحثون عنها غير متوفرة أو حُذفت. عودوا إلى الصفحة الرئيسية.</p></body></html>"
)
SKELETON = "<div class='skeleton'></div><div class='skeleton'></div><script>loadStory()</script>"
COMMENTS = "<div class='comments'><h3>التعليقات</h3>" + "<p>تعليق: كلام جميل ومفيد جدًا، شكرًا لكم على هذا الخبر المهم.</p>" * 3 + "</div>"

BREAKS |= {
    "upgrade": Break("an upgrade changes every tag and class of article pages", on_articles(new_template)),
    "consent_page": Break("a consent page stands in the place of every page", everywhere(text=CONSENT, encoding="utf-8", declared="utf-8")),
    "consent_article": Break(
        "a consent page stands in the place of article pages", answers(text=CONSENT, encoding="utf-8", declared="utf-8")
    ),
    "maintenance": Break(
        "the site says with status 200 that it is being maintained", everywhere(text=MAINTENANCE, encoding="utf-8", declared="utf-8")
    ),
    "soft_404": Break(
        "article pages say with status 200 that they do not exist", answers(text=NOT_FOUND, encoding="utf-8", declared="utf-8")
    ),
    "amp": Break("article pages redirect to their AMP pages", amp),
    "header_charset": Break("the header names a wrong charset", answers(declared="iso-8859-1")),
    "lazy_body": Break("bodies are loaded by a program", in_body(inside=SKELETON)),
    "paywall": Break("all but the first paragraph stands behind a paywall", on_articles(first_paragraph)),
    "new_paywall": Break("new articles stand behind a paywall, old ones are free", only_new(on_articles(first_paragraph))),
    "one_paywall": Break("one article stands behind a paywall", one_article(first_paragraph)),
    "picture_headline": Break("the headline is a picture", on_articles(headline_as_picture)),
    "relative": Break("dates are relative only", on_articles(relative_dates)),
    "digits": Break("dates are written in Arabic digits", on_articles(arabic_digits)),
    "ahead_5": Break("dates run five hours ahead", on_articles(hours_ahead)),
    "new_ahead": Break("dates of new articles run five hours ahead, old ones are cached", only_new(on_articles(hours_ahead))),
    "always_now": Break("every page gives the present as its date", on_articles(always_now)),
    "frozen_date": Break("every page gives the same old date", on_articles(frozen_date)),
    "one_for_all": Break("one article stands under every address", one_for_all),
    "new_one_for_all": Break("one article stands under the address of every new one", only_new(one_for_all)),
    "session_ids": Break("links carry a number that is new at each visit", session_ids),
    "new_section": Break("the section's address redirects to a new one", new_section),
    "new_domain": Break("the site has moved to another domain", new_domain),
    "pinned": Break("an old story is pinned to the top of the section", pinned),
    "feed_titles": Break("the feed gives titles and links alone", feed_titles, (FEED,)),
    "cut": Break("article pages end in the middle", on_articles(cut_in_half)),
    "no_spaces": Break("the spaces between words are gone", on_articles(run_together)),
    "backwards": Break("letters stand in reverse order", on_articles(backwards)),
    "visible_tags": Break("tags show in the text", on_articles(visible_tags)),
    "doubled": Break("every paragraph is printed twice", on_articles(doubled)),
    "byline_moved": Break("the byline stands at the end of the text", on_articles(moved_byline)),
    "lazy_images": Break("images are loaded by a program", on_articles(lazy_images)),
    "same_title": Break("the metadata give one title for all articles", on_articles(same_title_everywhere)),
    "same_headline": Break("all articles bear one headline", on_articles(same_headline)),
    "advert": Break("an advertisement stands in every text", in_body(after=ADVERT)),
    "related": Break("links to other stories stand in every text", in_body(before=RELATED)),
    "summary": Break("a machine's summary stands above every text", in_body(before=SUMMARY)),
    "comments": Break("readers' comments follow every text", in_body(after=COMMENTS)),
    "robots": Break("robots.txt forbids everything", fails("robots", "is closed to us by robots.txt", cause=Cause.BLOCKED, asked=False)),
    "tls": Break("the certificate has expired", fails("certificate", "has a certificate that expired")),
    "dns": Break("the host name is gone", fails("name", "has a host name that is not known")),
    "timeout": Break("the server does not answer in time", fails("timeout", "does not answer in time")),
    "451": Break("the site answers 451", everywhere(status=451)),
    "jsonld_broken": Break(
        "the structured data are cut off",
        on_articles(lambda h, a, s: re.sub(r'"description": .*?</script>', '"descr</script>', h)),
        (FEED,),
    ),
    "no_dates_new": Break("new articles have no date on their pages, old ones are cached", only_new(on_articles(without_date))),
    "menu_grows": Break(
        "the section links to three new pages that are no articles",
        lambda a, s: (
            a
            if a.url != s.section_url()
            else replace(
                a,
                text=a.text.replace(
                    "</h2>", "</h2><a href='/tag/war'>ملف</a><a href='/about-us-2026'>من نحن</a><a href='/live'>البث المباشر</a>"
                ),
            )
        ),
    ),
    "ids": Break(
        "one id stands on many elements",
        on_articles(lambda h, a, s: h.replace("<div ", '<div id="content" ').replace("<p>", '<p id="content">')),
    ),
    "no_caption": Break("captions are gone", on_articles(without(r"<figcaption>.*?</figcaption>")), (FEED,)),
    "page_login": Break(
        "article pages ask for a login",
        answers(
            text="<html lang='ar'><head><title>تسجيل الدخول</title></head><body><form><h1>تسجيل الدخول</h1><input type='email'><input type='password'><button>دخول</button></form></body></html>",
            encoding="utf-8",
            declared="utf-8",
        ),
    ),
    "new_wall": Break(
        "new article pages stand behind a bot wall, old ones are cached",
        only_new(answers(text=CHALLENGE, encoding="utf-8", declared="utf-8")),
    ),
}

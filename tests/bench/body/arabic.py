"""Arabic pages in publishers' manners, put together from parts by a seed: invented stories, the truth known because the page is built round it.

Real Arabic pages with a truth are few. What differs between Arabic publishers is the make of the page, and the makes met in practice are all here: text in ``p``,
``div``, ``br`` or table cells, a first letter apart, a lead in another container, related stories between paragraphs, the signature of an agency, terms for
readers' comments after the text, other stories with their beginnings, a paragraph that advertises the site.
"""

from __future__ import annotations

import random
from html import escape

from tests.bench.body.copies import READERS, RULES
from tests.bench.body.world import Page
from tests.extract.prose import MENU, OTHERS
from tests.extract.stories import RAILS, STORIES, TALK, Story

PAGES = 40
_ARABIC = [text for text in READERS[1] if "\u0600" < text[0] < "\u06ff"]
_PROMOTED = (
    "تابعوا آخر الأخبار لحظة بلحظة عبر قناتنا على تلغرام وحساباتنا على وسائل التواصل، ولا تنسوا تفعيل الإشعارات.",
    "لمزيد من القصص المختارة اشتركوا في نشرتنا الأسبوعية التي تصلكم صباح كل خميس.",
    "حمّلوا تطبيقنا المجاني لتصلكم التنبيهات العاجلة أينما كنتم.",
)
_ABOUT = (
    "تأسست الصحيفة عام 1998 وتصدر يومياً عن دار الوادي للنشر، ولها مكاتب في ست مدن ويعمل فيها أكثر من سبعين صحافياً ومصوراً.",
    "المقالات المنشورة تعبر عن آراء أصحابها ولا تعبر بالضرورة عن رأي الموقع أو سياسته التحريرية.",
    "كاتب وباحث في شؤون المدن، صدر له كتابان عن الأسواق القديمة وطرق القوافل، ويقيم بين العاصمة وبلدته على الساحل.",
)
_SIGNATURES = ("س م/ ع ب", "انتهى", "م.ك/ ه.ر (وكالات)", "المصدر: وكالات", "(الوكالة الوطنية)")


def pages(count: int = PAGES, seed: int = 7) -> list[Page]:
    return [_page(number, random.Random(f"{seed} {number}")) for number in range(count)]


def _page(number: int, choose: random.Random) -> Page:
    story = choose.choice((*STORIES, RAILS, TALK))
    others = [other for other in STORIES if other is not story]
    body = list(story.body)
    lead = story.lead if story.lead and choose.random() < 0.4 else None
    html = "".join(
        (
            _head(story, choose),
            "<body>",
            _over(choose),
            _article(story, body, lead, others, choose),
            _under(others, choose),
            "</body></html>",
        )
    )
    return Page(
        f"arabic/{number}",
        "invented",
        "article",
        f"https://paper-{number}.example/news/{1000 + number}",
        html.encode(),
        "\n".join(body),
        story.headline,
    )


def _head(story: Story, choose: random.Random) -> str:
    told = ""
    if choose.random() < 0.6:
        told += f'<meta property="og:title" content="{escape(story.headline)}"><meta property="og:description" content="{escape((story.lead or story.body[0])[:160])}">'
    return f"<!doctype html><html lang='ar' dir='rtl'><head><meta charset='utf-8'><title>{escape(story.headline)}{choose.choice((' | الوادي', ' - صحيفة الضفة', ''))}</title>{told}</head>"


def _over(choose: random.Random) -> str:
    tag = choose.choice(("header", "div", "div"))
    parts = [f"<{tag}><ul>{MENU}</ul></{tag}>"]
    if choose.random() < 0.4:
        parts.append("<div><span>عاجل</span>" + "".join(f"<div><a href='/t/{n}'>{OTHERS[n]}</a></div>" for n in range(4)) + "</div>")
    if choose.random() < 0.4:
        parts.append("<div><div>الثلاثاء 10 مارس 2026</div><div>20 رمضان 1447 هـ</div><div>القاهرة 24°</div></div>")
    return "".join(parts)


def _article(story: Story, body: list[str], lead: str | None, others: list[Story], choose: random.Random) -> str:
    outer = choose.choice(("article", "main", "div", "section"))
    top = [f"<h1>{story.headline}</h1>" if choose.random() < 0.8 else f"<div><h2>{story.headline}</h2></div>"]
    meta = f"<div><span>{choose.choice(('كتب: سامر الحقلي', 'ليلى البستاني', 'عين الزهور - الوادي'))}</span> <span>{choose.choice(('09 مارس 2026 - 18:40', 'الاثنين 9/3/2026', 'نشر في: 9 آذار 2026'))}</span></div>"
    picture = f"<{choose.choice(('figure', 'div'))}><img src='/p.jpg'>" + (
        f"<figcaption>{choose.choice(('صورة أرشيفية', 'من أمام المبنى صباح اليوم (الوادي)', 'مشهد عام للبلدة كما بدت أمس'))}</figcaption></figure>"
        if choose.random() < 0.6
        else "</div>"
    )
    share = "<ul><li><a href='#'>فيسبوك</a></li><li><a href='#'>تويتر</a></li><li><a href='#'>واتساب</a></li></ul>"
    extra = [meta, picture, share]
    choose.shuffle(extra)
    top += extra[: choose.randint(1, 3)]
    if lead is not None:
        body.insert(0, lead)
        tag = choose.choice(("p", "h2", "div"))
        top.append(f"<div><{tag}>{lead}</{tag}></div>")
    inside = _text(body[1:] if lead is not None else body, others, choose)
    signature = choose.choice(_SIGNATURES) if choose.random() < 0.35 else None
    tail = ""
    if choose.random() < 0.3:
        tail += f"<p>{choose.choice(_PROMOTED)}</p>"
    if choose.random() < 0.4:
        tail += "<div><span>كلمات مفتاحية:</span> <a href='/t/1'>البلدية</a> <a href='/t/2'>السوق القديمة</a></div>"
    if choose.random() < 0.3:
        tail += f"<div><img src='/a.jpg'><h4>ليلى البستاني</h4><p>{_ABOUT[2]}</p></div>"
    if signature is not None and signature not in ("انتهى", "المصدر: وكالات"):
        inside = inside.replace("<!--end-->", f"<p>{signature}</p>")
        body.append(signature)
    return f"<{outer}><div>{''.join(top)}</div>{inside.replace('<!--end-->', '')}{tail}</{outer}>"


def _text(body: list[str], others: list[Story], choose: random.Random) -> str:
    style = choose.choice(("p", "p", "p", "div", "br", "brbr", "span", "cell", "listed"))
    between = ""
    if choose.random() < 0.45:
        links = "".join(f"<li><a href='/n/{n}'>{OTHERS[n]}</a></li>" for n in range(choose.randint(1, 3)))
        between = choose.choice(
            (
                f"<div><h4>اقرأ أيضاً</h4><ul>{links}</ul></div>",
                f"<p><strong>اقرأ أيضاً: <a href='/n/5'>{OTHERS[5]}</a></strong></p>",
                "<div>إعلان</div>",
            )
        )
    at = choose.randint(1, max(1, len(body) - 1))
    if style in ("br", "brbr"):
        mark = "<br>" if style == "br" else "<br/><br/>"
        return (
            f"<div>{mark.join(body[:at])}{mark}{between if not between.startswith('<p') else ''}{mark.join(body[at:])}<br><!--end--></div>"
        )
    if style == "cell":
        return f"<table><tr><td>{''.join(f'<p>{text}</p>' for text in body)}<!--end--></td></tr></table>"
    tag = {"p": "p", "div": "div", "span": "p", "listed": "p"}[style]
    wrap = (lambda text: f"<span style='font-size:18px'>{text}</span>") if style == "span" else (lambda text: text)
    whole = []
    for number, text in enumerate(body):
        if number == at:
            whole.append(between)
        heading = len(text) < 32 and text.endswith("؟") and choose.random() < 0.7
        short = 20 < len(text) < 60 and style == "listed"
        whole.append(f"<h3>{text}</h3>" if heading else f"<ul><li>{text}</li></ul>" if short else f"<{tag}>{wrap(text)}</{tag}>")
    boxes = choose.randint(1, 3)
    return "<div>" * boxes + "".join(whole).replace("</ul><ul>", "") + "<!--end-->" + "</div>" * boxes


def _under(others: list[Story], choose: random.Random) -> str:
    parts = []
    if choose.random() < 0.6:
        cards = "".join(
            f"<div><h3><a href='/s/{n}'>{other.headline}</a></h3><p>{(other.lead or other.body[0])[: choose.randint(70, 170)]}…</p></div>"
            for n, other in enumerate(choose.sample(others, 4))
        )
        parts.append(f"<div><h2>{choose.choice(('أخبار ذات صلة', 'اخترنا لكم', 'المزيد'))}</h2>{cards}</div>")
    if choose.random() < 0.35:
        said = "".join(
            f"<div><b>{choose.choice(('أبو سعد', 'قارئ', 'منى'))}</b><span>9/3/2026 20:{choose.randint(10, 59)}</span><p>{choose.choice(_ARABIC)}</p></div>"
            for _ in range(choose.randint(2, 6))
        )
        parts.append(f"<div><h3>التعليقات</h3>{said}</div>")
    if choose.random() < 0.35:
        rules = RULES[1]
        parts.append(
            f"<div><div><h3>{rules[0]}</h3><p>{rules[1]}</p><p>{rules[2]}</p><ul>{''.join(f'<li>{line}</li>' for line in rules[3:-1])}</ul><p>{rules[-1]}</p></div></div>"
        )
    if choose.random() < 0.5:
        parts.append(
            "<aside><h3>الأكثر قراءة</h3><ol>"
            + "".join(f"<li><a href='/m/{n}'>{title}</a></li>" for n, title in enumerate(OTHERS))
            + "</ol></aside>"
        )
    if choose.random() < 0.25:  # another story begun under the first
        other = choose.choice(others)
        parts.append(f"<div><h2><a href='/next'>{other.headline}</a></h2>{''.join(f'<p>{text}</p>' for text in other.body[:3])}</div>")
    choose.shuffle(parts)
    foot = choose.choice(("footer", "div"))
    parts.append(f"<{foot}><p>{choose.choice(_ABOUT[:2])}</p><p>جميع الحقوق محفوظة © 2026</p></{foot}>")
    return "".join(parts)

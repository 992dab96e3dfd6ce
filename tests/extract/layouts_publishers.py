"""Reduced pages in the manner of well-known publishers' systems, with invented prose: how they lay out the same invented story.

Each entry is (name, address, page, what must be read).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from tests.extract.prose import BODY, HEADLINE, LEAD, MENU, OTHERS, links


@dataclass(frozen=True)
class Page:
    name: str
    url: str
    html: str
    headline: str = HEADLINE
    body: tuple[str, ...] = BODY
    published: str | None = "2026-03-09T18:40:00+03:00"
    authors: tuple[str, ...] = ()
    extra: dict[str, object] = field(default_factory=dict)


def paragraphs(texts: tuple[str, ...] = BODY, tag: str = "p", attributes: str = "") -> str:
    return "".join(f"<{tag}{attributes}>{text}</{tag}>" for text in texts)


def ld(**values: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **values}, ensure_ascii=False)}</script>'


JAZEERA = Page(
    "react news channel",
    "https://www.channel-one.net/news/2026/3/9/مجلس-بلدة-عين-الزهور-يقر-خطة-لترميم",
    f"""<!doctype html><html lang="ar" dir="rtl"><head><title>{HEADLINE} | أخبار مجتمع | القناة الأولى نت</title>
<meta property="og:title" content="{HEADLINE}"><meta property="og:site_name" content="القناة الأولى نت"><meta property="og:type" content="article">
<meta name="description" content="{LEAD}"><meta property="og:description" content="{LEAD}"><meta name="publishedDate" content="2026-03-09T15:40:00"><meta name="author" content="">
{ld(**{"@type": "NewsArticle", "mainEntityOfPage": "https://www.channel-one.net/news/2026/3/9/x", "headline": HEADLINE, "datePublished": "2026-03-09T15:40:00Z", "dateModified": "2026-03-09T16:01:12Z", "author": [{"@type": "Organization", "name": "القناة الأولى نت"}], "publisher": {"@type": "Organization", "name": "القناة الأولى نت"}})}
</head><body class="no-focus-outline"><div id="root"><div class="container container--grid container--two-col"><div class="bypass-block"><a href="#main">تخطي إلى المحتوى</a></div>
<div class="site-header"><nav class="header-menu"><ul class="menu">{MENU}</ul></nav></div>
<main id="main-content-area" class="u-bg-white"><header class="article-header"><div class="topics"><a href="/news/">أخبار</a>|<a href="/where/x">مجتمع</a></div><h1>{HEADLINE}</h1><p class="article__subhead"><em>التجار يطالبون بضمانات قبل إغلاق الشارع الرئيسي</em></p></header>
<figure class="article-featured-image"><div class="responsive-image"><img src="/wp-content/uploads/2026/03/market.jpg?resize=770"></div><figcaption>مدخل السوق القديمة في بلدة عين الزهور كما بدا صباح الأحد (القناة الأولى)</figcaption></figure>
<div class="article-info-block"><div class="article-dates"><div class="date-simple css-1mfvvdi"><span class="screen-reader-text">Published On 9/3/2026</span><span aria-hidden="true">9/3/2026</span></div><div class="article-dates__updated"><span>|</span><span>آخر تحديث: 9/3/2026 07:01 PM (بتوقيت مكة المكرمة)</span></div></div>
<div class="article-share-block"><div class="article-social-bar"><button>شارك</button><a href="https://facebook.com/sharer">facebook</a><a href="https://x.com">twitter</a></div></div></div>
<div class="wysiwyg wysiwyg--all-content" aria-live="polite">{paragraphs(BODY[:2])}
<div class="container--ads"><div class="ads__title">Advertisement</div></div>
<div class="more-on"><h2 class="more-on__heading">اقرأ أيضا</h2><span class="screen-reader-text">list of 2 items</span><ul class="more-on__list"><li class="more-on__item"><a href="/news/2026/3/8/a">{OTHERS[0]}</a></li><li><a href="/news/2026/3/7/b">{OTHERS[1]}</a></li></ul><span class="screen-reader-text">end of list</span></div>
<h2>مخاوف التجار</h2>{paragraphs(BODY[2:])}</div>
<div class="article-source"><span>المصدر: القناة الأولى + وكالات</span></div>
<div class="article-b-l"><ul class="article-b-l__list"><li><a href="/tag/a">أخبار</a></li></ul></div></main>
<aside class="l-col l-col--aside"><h2>الأكثر قراءة</h2><ol>{links()}</ol></aside>
<section class="container recommended-topics"><h3>المزيد من أخبار</h3><article class="gc"><h3 class="gc__title"><a href="/news/1">{OTHERS[3]}</a></h3><div class="gc__excerpt"><p>نص قصير يلخص الخبر الآخر الذي لا علاقة له بهذه الصفحة، وقد كتب هنا ليشوش على القارئ الآلي قليلا.</p></div></article></section>
<footer class="site-footer"><div>من نحن</div><p>جميع الحقوق محفوظة © 2026 لشبكة القناة الأولى الإعلامية</p></footer></div></div></body></html>""",
    body=(*BODY[:2], "مخاوف التجار", *BODY[2:]),
)

BBC = Page(
    "hashed class names",
    "https://www.corporation.co.uk/arabic/articles/c0x1y2z3k4lo",
    f"""<!doctype html><html lang="ar" dir="rtl"><head><title>{HEADLINE} - الإذاعة عربي</title><meta property="og:title" content="{HEADLINE} - الإذاعة عربي"><meta property="og:site_name" content="الإذاعة عربي"><meta property="og:type" content="article"><meta property="og:locale" content="ar">
<meta name="article:author" content="https://www.facebook.com/corporation"><meta property="article:published_time" content="2026-03-09T15:40:00.000Z"><meta property="article:modified_time" content="2026-03-09T15:52:10.000Z">
{ld(**{"@graph": [{"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2026-03-09T15:40:00.000Z", "author": {"@type": "NewsMediaOrganization", "name": "الإذاعة عربي"}, "publisher": {"@type": "NewsMediaOrganization", "name": "الإذاعة عربي"}}]})}
</head><body><div id="root"><header role="banner"><div><a href="/arabic">الإذاعة عربي</a></div><nav role="navigation"><ul>{MENU}</ul></nav></header>
<div class="css-1gxq1r0"><div class="e1p5"><main role="main" class="bbc-fa0wmp">
<div class="bbc-1151pbn ebmt73l0"><h1 class="bbc-14gqcmb e1p3vdyi0" id="content" tabindex="-1">{HEADLINE}</h1></div>
<div class="bbc-1ka88fa"><figure class="bbc-1qdcvv9"><div class="bbc-j1srjl"><div class="bbc-189y18v"><img alt="السوق" src="https://ichef.example/1.jpg"></div><p class="bbc-1nrlm8o">صدر الصورة، مكتب البلدية</p></div><figcaption class="bbc-3edg7g"><span class="visually-hidden-text">التعليق على الصورة، </span><p dir="rtl">جانب من السوق القديمة قبل بدء الأعمال</p></figcaption></figure></div>
<section class="bbc-byline" role="region" aria-labelledby="article-byline"><ul><li><span>Role,</span> <span>مراسلة الشؤون المحلية</span></li><li><span>هدى النجار</span></li></ul></section>
<div class="bbc-19j92fr"><time class="bbc-1dafq0j" datetime="2026-03-09">9 مارس/ آذار 2026</time></div>
{"".join(f'<div dir="rtl" class="bbc-1t7x2b e17g058b0"><p dir="rtl" class="bbc-hhl7in e17g058b0">{text}</p></div>' for text in BODY[:3])}
<section class="bbc-1ma8xi" role="region" aria-label="قصص مقترحة"><div><strong>قصص مقترحة</strong></div><ul><li><a href="/arabic/articles/1">{OTHERS[0]}</a></li><li><a href="/arabic/articles/2">{OTHERS[1]}</a></li></ul><p id="end-of-recommendations" tabindex="-1" class="css-h">قصص مقترحة نهاية</p></section>
<div dir="rtl" class="bbc-1t7x2b e17g058b0"><h2 class="bbc-11nhpyk">ماذا يقول التجار؟</h2></div>
{"".join(f'<div dir="rtl" class="bbc-1t7x2b e17g058b0"><p dir="rtl" class="bbc-hhl7in e17g058b0">{text}</p></div>' for text in BODY[3:])}
</main></div><section aria-labelledby="features" class="bbc-9kqy0i"><h2>اخترنا لكم</h2><ul><li><h3><a href="/arabic/5">{OTHERS[4]}</a></h3></li><li><h3><a href="/arabic/6">{OTHERS[5]}</a></h3></li></ul></section>
<section class="bbc-iqz"><h2>الأكثر قراءة</h2><ol>{links()}</ol></section></div><footer role="contentinfo"><ul><li><a href="/terms">شروط الاستخدام</a></li></ul><p>© 2026 الإذاعة. الإذاعة ليست مسؤولة عن محتوى المواقع الخارجية.</p></footer></div></body></html>""",
    body=(*BODY[:3], "ماذا يقول التجار؟", *BODY[3:]),
    authors=("هدى النجار",),
)

SKY = Page(
    "angular news channel",
    "https://www.skychannel.ae/middle-east/1698123-مجلس-بلدة-عين-الزهور-يقر-خطة",
    f"""<html lang="ar" dir="rtl"><head><title>{HEADLINE} | سماء نيوز</title><meta property="og:title" content="{HEADLINE}"><meta property="og:type" content="article"><meta property="og:site_name" content="سماء نيوز"><meta name="description" content="{BODY[0][:150]}...">
{ld(**{"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2026-03-09T14:40:00+00:00", "dateModified": "2026-03-09T14:40:00+00:00", "articleBody": " ".join(BODY), "author": {"@type": "Person", "name": "سماء نيوز عربية - أبوظبي"}, "publisher": {"@type": "Organization", "name": "سماء نيوز"}})}
</head><body><app-root ng-version="13"><sna-header><div class="header-container"><ul class="main-menu">{MENU}</ul></div></sna-header>
<div class="article-page"><div class="article_header"><h1 class="sna_article_title">{HEADLINE}</h1><div class="article-info"><span class="by">سماء نيوز عربية - أبوظبي</span><span class="article_date">09 مارس 2026 - 18:40 بتوقيت أبوظبي</span></div></div>
<div class="article-media"><img src="/images/v1/2026/03/09/1.jpg"><div class="img-caption">السوق القديمة في عين الزهور</div></div>
<div class="article-body article-body-wrapper" id="firstBodyDiv">{paragraphs(BODY[:2])}<div class="related-inline"><h5>أخبار ذات صلة</h5><a href="/a/1"><span>{OTHERS[0]}</span></a></div>{paragraphs(BODY[2:4])}</div>
<div class="sna-ad">إعلان</div>
<div class="article-body article-body-wrapper" id="secondBodyDiv">{paragraphs(BODY[4:])}</div>
<div class="article-tags"><a href="/t/1">بلدية</a><a href="/t/2">تراث</a></div></div>
<div class="most-read-block"><h3>الأكثر قراءة</h3>{links()}</div><sna-footer><p>جميع الحقوق محفوظة 2026</p></sna-footer></app-root></body></html>""",
    published="2026-03-09T14:40:00+00:00",
)

RT = Page(
    "russian channel",
    "https://arabic.rossia-today.com/middle_east/1549871-مجلس-بلدة-عين-الزهور/",
    f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{HEADLINE} - RT Arabia</title><meta property="og:title" content="{HEADLINE}"><meta property="og:type" content="article"><meta property="og:description" content="{LEAD}"><meta property="og:site_name" content="RT Arabic">
<meta itemprop="datePublished" content="2026-03-09T15:40:00+00:00"></head><body class="rt-body"><div class="layout"><header class="header"><ul class="nav">{MENU}</ul></header>
<div class="layout__content"><div class="article article_article-page"><div class="breadcrumbs"><a href="/">الرئيسية</a><a href="/middle_east/">أخبار العالم العربي</a></div>
<h1 class="heading heading_article">{HEADLINE}</h1><div class="article__date"><div class="publish-date"><span class="name">تاريخ النشر:</span> <span class="date">09.03.2026 | 15:40 GMT</span></div></div>
<div class="article__cover"><div class="media"><img src="https://mf.example/pic.jpg"><div class="media__title">السوق القديمة في عين الزهور / صورة أرشيفية</div><div class="media__source">Sputnik</div></div></div>
<a class="gnews-link" href="https://news.google.com/x">تابعوا RT على Google News</a>
<div class="article__summary"><p>{LEAD}</p></div>
<div class="article__text text text_article-page js-text js-mediator-article"><p>{BODY[1]}</p>
<div class="read-more-big"><div class="read-more__cover"><img src="1.jpg"></div><div class="read-more__content"><a class="read-more-big__title" href="/x/1">{OTHERS[1]}</a></div></div>
{paragraphs(BODY[2:5])}<blockquote class="twitter-tweet"><p lang="ar" dir="rtl">تغريدة مدمجة لا علاقة لها بنص الخبر لكنها طويلة بما يكفي لتبدو فقرة من المقال.</p>&mdash; مجلس البلدة (@town) <a href="https://twitter.com/x/1">March 9, 2026</a></blockquote><p>{BODY[5]}</p><p>المصدر: RT + "وكالة أنباء البلدة"</p></div>
<div class="tags-trends"><div class="tags"><a href="/trends/1">تراث</a></div></div></div>
<div class="comments-block"><div class="comments__title">التعليقات</div><p>ينوه الموقع بأن المشرفين على صفحته قد يحذفون أي تعليق لا يتعلق بموضوع الخبر، ويدعون القراء إلى الالتزام بآداب الحوار.</p></div>
<div class="layout__control"><h3>أخبار ذات صلة</h3>{links()}</div></div></div></body></html>""",
    body=(LEAD, *BODY[1:]),
    published="2026-03-09T15:40:00+00:00",
)

DRUPAL = Page(
    "drupal daily",
    "https://aawsat-style.com/العالم-العربي/4912345-مجلس-بلدة-عين-الزهور-يقر-خطة",
    f"""<!DOCTYPE html><html lang="ar" dir="rtl" prefix="og: https://ogp.me/ns#"><head><title>{HEADLINE}</title><meta property="og:site_name" content="صحيفة الشرق"><meta property="og:type" content="article"><meta property="og:title" content="{HEADLINE}"><meta property="article:published_time" content="2026-03-09T18:40:00+03:00"><meta property="article:modified_time" content="2026-03-09T19:02:00+03:00"><meta name="Generator" content="Drupal 10 (https://www.drupal.org)">
<script type="application/ld+json">{{
  "@context": "https://schema.org",
  "@graph": [ {{ "@type": "Article", "headline": "{HEADLINE}", "datePublished": "2026-03-09T18:40:00+0300", "author": {{"@type":"Person","name":"عين الزهور: كريم الساحلي"}}, "image": {{"@type":"ImageObject","url":"https://static.example/a.jpg"}}, }}, ]
}}</script></head>
<body class="path-node page-node-type-article"><div class="dialog-off-canvas-main-canvas"><header role="banner"><div class="region region-header"><div class="hijri-date">الاثنين - 20 رمضان 1447 هـ - 09 مارس 2026 م</div><nav>{MENU}</nav></div></header>
<main role="main"><div class="layout-content"><div class="region region-content"><article class="node node--type-article node--view-mode-full entity-id-4912345">
<div class="article-section"><a href="/العالم-العربي">العالم العربي</a></div><h1 class="article-title node-title"><span>{HEADLINE}</span></h1><div class="article-subtitle">التجار يطلبون ضمانات... والبلدية تعد بتعويضات</div>
<div class="entry-media"><figure><picture><source srcset="a.webp"><img src="a.jpg"></picture><figcaption>السوق القديمة في عين الزهور (الشرق)</figcaption></figure></div>
<div class="entry-author"><ul class="article-authors"><li class="location">عين الزهور:</li><li><a href="/author/karim">كريم الساحلي</a></li></ul></div>
<div class="entry-date"><span>نُشر: 18:40-9 مارس 2026 م ـ 20 رَمضان 1447 هـ</span></div>
<div class="entry-share"><span>TT</span></div>
<div class="article-item-content"><div class="clearfix text-formatted field field--name-body field--type-text-with-summary field--label-hidden">{paragraphs(BODY[:3])}
<div class="entity-embed related-post-item"><div class="related-title">موضوعات ذات صلة</div><h4><a href="/n/1">{OTHERS[2]}</a></h4><p>ملخص قصير لموضوع آخر لا يخص هذه الصفحة أبدا، يظهر داخل صندوق صغير في منتصف النص.</p></div>
{paragraphs(BODY[3:])}</div></div>
<div class="field--name-field-tags"><span>مواضيع</span><a href="/t">تراث</a></div></article>
<section class="views-element-container block-related"><h2>مقالات ذات صلة</h2><div class="view-content">{links()}</div></section></div></div></main><footer role="contentinfo"><p>© 2026 الشرق</p></footer></div></body></html>""",
    authors=("كريم الساحلي",),
    extra={"section_name": "العالم العربي"},
)

HESPRESS = Page(
    "wordpress, moroccan portal",
    "https://www.portail.ma/مجلس-بلدة-عين-الزهور-يقر-خطة-1334455.html",
    f"""<!doctype html><html dir="rtl" lang="ar"><head><title>{HEADLINE}</title><meta property="og:locale" content="ar_AR"><meta property="og:type" content="article"><meta property="og:title" content="{HEADLINE}"><meta property="og:site_name" content="Portail - بوابة إلكترونية مغربية"><meta property="article:published_time" content="2026-03-09T17:40:00+00:00">
<script type="application/ld+json" class="yoast-schema-graph">{json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "@id": "https://www.portail.ma/x#article", "headline": HEADLINE, "datePublished": "2026-03-09T17:40:00+00:00", "author": {"@id": "https://www.portail.ma/#/schema/person/1"}, "articleSection": ["جهات"], "wordCount": 300}, {"@type": "WebPage", "@id": "https://www.portail.ma/x", "name": HEADLINE}, {"@type": "Person", "@id": "https://www.portail.ma/#/schema/person/1", "name": "بوابة - سعيد الفلاح"}]}, ensure_ascii=False)}</script></head>
<body class="rtl post-template-default single single-post postid-1334455 single-format-standard"><div class="page-header"><ul class="nav">{MENU}</ul></div>
<div class="container"><section class="cover"><div class="col-12"><div class="row"><div class="col"><ol class="breadcrumb"><li><a href="/">الرئيسية</a></li><li><a href="/regions">جهات</a></li></ol><h1 class="post-title">{HEADLINE}</h1></div></div></div></section>
<div class="figure-wrapper"><figure class="post-thumbnail"><img class="wp-post-image" src="1.jpg"><figcaption>صورة: أرشيف</figcaption></figure></div>
<section class="box-tags"></section><div class="header-post"><span class="author"><a href="/author/s">بوابة - سعيد الفلاح</a></span> <span class="date-post">الإثنين 9 مارس 2026 - 17:40</span></div>
<article><div class="article-content">{paragraphs(BODY[:3])}<!-- ads --><div id="div-gpt-ad-1"></div>{paragraphs(BODY[3:])}</div></article>
<section class="box-tags"><a href="/tag/1">السوق القديمة</a><a href="/tag/2">عين الزهور</a></section><div class="newsletter-box"><h3>النشرة الإخبارية</h3><p>اشترك الآن في النشرة البريدية لبوابة لتصلك آخر الأخبار يوميا</p></div>
<section class="comments-area" id="comments"><h3>تعليقات الزوار</h3><ul class="comment-list"><li><div class="comment-text"><p>تعليق طويل من زائر يرى أن الخطة تأخرت كثيرا وأن البلدية كان عليها أن تبدأ قبل سنوات، ويذكر أسبابا عديدة لذلك كله.</p></div></li><li><div class="comment-text"><p>وتعليق آخر من زائرة تقول إن السوق لا تحتاج إلى ترميم بل إلى مواقف للسيارات وإنارة أفضل في الليل قبل كل شيء.</p></div></li></ul></section>
<aside class="sidebar"><h4>الأكثر قراءة</h4>{links()}</aside></div></body></html>""",
    published="2026-03-09T17:40:00+00:00",
    authors=("سعيد الفلاح",),
    extra={"section_name": "جهات"},
)

AGENCY = Page(
    "old agency, tables and breaks",
    "http://www.agency-news.ps/Pages/Details/98765",
    f"""<html><head><title>وكالة الأنباء المحلية - {HEADLINE}</title><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body dir="rtl"><form method="post" action="./98765" id="form1"><table width="100%"><tr><td colspan="3"><img src="logo.gif"><font size="2">الإثنين 09/03/2026</font></td></tr>
<tr><td class="rightmenu" width="150" valign="top"><a href="/c/1">أخبار محلية</a><br><a href="/c/2">اقتصاد</a><br><a href="/c/3">رياضة</a><br></td>
<td valign="top"><table><tr><td><span id="lblSection" class="secname">محليات</span></td></tr><tr><td><span id="ctl00_lblTitle" class="newstitle"><b>{HEADLINE}</b></span></td></tr><tr><td><span id="ctl00_lblDate">تاريخ النشر: 09/03/2026 18:40</span> <a href="javascript:print()">طباعة</a></td></tr>
<tr><td align="center"><img src="/files/1.jpg" width="400"></td></tr>
<tr><td><div align="justify">عين الزهور 9-3-2026 وكالة الأنباء المحلية- {BODY[0]}<br /><br />{BODY[1]}<br /><br />{BODY[2]}<br />{BODY[3]}<br /><br />{BODY[4]}<br><br>{BODY[5]}<br /><br />ــــــ<br />س.ح/ ف.ع</div></td></tr></table></td>
<td class="leftcol" width="200"><b>آخر الأخبار</b><ul>{links()}</ul></td></tr><tr><td colspan="3" align="center">جميع الحقوق محفوظة لوكالة الأنباء المحلية © 2026</td></tr></table></form></body></html>""",
    body=(f"عين الزهور 9-3-2026 وكالة الأنباء المحلية- {BODY[0]}", *BODY[1:], "س.ح/ ف.ع"),
    published="2026-03-09T18:40:00+02:00",
)

MASRAWY = Page(
    "egyptian portal",
    "https://www.portal-masr.com/news/news_regions/details/2026/3/9/2545678/مجلس-بلدة-عين-الزهور",
    f"""<!DOCTYPE html><html lang="ar"><head><title>{HEADLINE} | بوابة مصر</title><meta property="og:title" content="{HEADLINE}"><meta property="og:type" content="article"><meta property="og:site_name" content="بوابة مصر"><meta property="article:published_time" content="09/03/2026 06:40:00 م"><meta name="description" content="{BODY[0][:120]}"></head>
<body><div class="topHeader"><div class="date">الثلاثاء 10 مارس 2026</div><ul class="mainMenu">{MENU}</ul></div><div class="mainContent"><div class="breadCrumb"><a href="/">الرئيسية</a><a href="/news">أخبار</a><a href="/news/regions">المحافظات</a></div>
<div class="articleHeader"><h1>{HEADLINE}</h1><div class="articleDate"><div class="time icon-time"><span>06:40 م</span></div><div class="date icon-date"><span>الإثنين 09 مارس 2026</span></div></div></div>
<div class="imageSlider"><div class="item"><img src="1.jpg"><p class="imgText">السوق القديمة بعين الزهور</p></div></div>
<div class="shareIcons"><span>شارك</span></div><div class="ArticleDetails details"><p><strong>عين الزهور - رامي صالح:</strong></p>{paragraphs(BODY[:2])}<p><strong>اقرأ أيضا:&nbsp;<a href="/news/1">{OTHERS[0]}</a></strong></p>{paragraphs(BODY[2:])}<p><a href="/news/2">{OTHERS[2]}</a></p><p><a href="/news/3">{OTHERS[3]}</a></p></div>
<div class="keywordsDiv"><div class="keyword"><a href="/k/1">ترميم</a></div></div><div class="relatedTopics"><h2>محتوي مدفوع</h2>{links()}</div></div>
<footer><p>جميع الحقوق محفوظة © 2026 لشركة بوابة مصر - القاهرة - مصر</p></footer></body></html>""",
    published="2026-03-09T18:40:00+02:00",
    authors=("رامي صالح",),
)

KURDISH = Page(
    "arbil network",
    "https://www.network-r.net/arabic/kurdistan/090320264",
    f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>{HEADLINE}</title><meta property="og:title" content="{HEADLINE}"><meta property="og:type" content="article"><meta property="og:description" content="{LEAD}"></head><body><div id="header"><ul id="menu">{MENU}</ul></div>
<div id="content"><div class="article-detail"><div class="category-name">كوردستان</div><h1>{HEADLINE}</h1><span class="article__date">09-03-2026</span><div class="article__author">آلان سردار</div><img class="main" src="1.jpg"><div class="article__tags"><a href="/tag/x">عين الزهور</a></div><div class="social-share"><a href="#">A+</a><a href="#">A-</a></div>
<div class="article__body"><p><b>شبكة ر -</b> {BODY[0]}</p><p>&nbsp;</p>{paragraphs(BODY[1:])}<p>ت: محمد حسن</p></div></div>
<div class="latest-news"><h3>آخر الأخبار</h3>{links()}</div></div><div id="footer"><p>كافة الحقوق محفوظة © 2026 شبكة ر</p></div></body></html>""",
    body=(f"شبكة ر - {BODY[0]}", *BODY[1:]),
    published="2026-03-09",
    authors=("آلان سردار",),
)

ELKHABAR = Page(
    "algerian daily, months in French",
    "https://www.daily-kh.com/press/article/241567/مجلس-بلدة-عين-الزهور/",
    f"""<!doctype html><html lang="ar" dir="rtl"><head><title>اليومية - {HEADLINE}</title><meta property="og:title" content="{HEADLINE}"><meta property="og:type" content="website"><meta property="og:site_name" content="اليومية"></head><body><div id="wrapper"><div class="top-bar"><span>الثلاثاء 10 مارس 2026</span><ul>{MENU}</ul></div>
<div class="row"><div class="col-md-8"><div class="post"><span class="category"><a href="/press/category/28">الوطن</a></span><h2 class="title" id="article_title">{HEADLINE}</h2><p class="small-date">نُشر بـ 09 مارس 2026 على الساعة 18:40</p><p>بقلم: <b>ن. بلعيد</b></p>
<div class="img-article"><img src="1.jpg"><small>ح.م</small></div>
<div id="article_body_content"><div id="article_img"></div><p><strong>{LEAD}</strong></p>{paragraphs(BODY[1:4])}<p><strong>غياب التمويل</strong></p>{paragraphs(BODY[4:])}</div>
<div class="fb-share-button"></div><div id="disqus_thread"></div></div></div><div class="col-md-4"><h3>الأكثر قراءة</h3>{links()}</div></div><div id="footer">جميع الحقوق محفوظة</div></div></body></html>""",
    body=(LEAD, *BODY[1:4], "غياب التمويل", *BODY[4:]),
    published="2026-03-09T18:40:00+01:00",
    authors=("ن. بلعيد",),
    extra={"country": "DZ"},
)

PAGES = (JAZEERA, BBC, SKY, RT, DRUPAL, HESPRESS, AGENCY, MASRAWY, KURDISH, ELKHABAR)

"""Reduced pages in the manner of publishers of the Nile, the Gulf, the Maghreb and the independent press, with invented prose."""

from __future__ import annotations

import json

from tests.extract.layouts_publishers import Page, ld, paragraphs
from tests.extract.prose import BODY, HEADLINE, LEAD, MENU, OTHERS, links

PORTAL = Page(
    "egyptian portal, date and hour apart, sharing between paragraphs",
    "https://www.portal-m.com/news/news_egypt/details/2026/3/9/2745123/مجلس-بلدة-عين-الزهور-يقر",
    f"""<!doctype html><html lang="ar" dir="rtl"><head><title>{HEADLINE} | بوابتي</title><meta property="og:title" content="{HEADLINE}"><meta property="og:site_name" content="بوابتي..كل يوم"><meta property="og:type" content="article"><meta name="description" content="{BODY[0][:120]}">
<script type="application/ld+json">[{json.dumps({"@context": "http://schema.org", "@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2026-03-09T18:40:00+02:00", "dateModified": "2026-03-09T18:52:00+02:00", "author": {"@type": "Person", "name": "سعاد الرملي"}, "publisher": {"@type": "Organization", "name": "بوابتي"}}, ensure_ascii=False)}]</script></head>
<body><header id="header"><div class="topHeader"><span class="todayDate">الثلاثاء 10 مارس 2026</span></div><nav><ul>{MENU}</ul></nav></header>
<div id="main-content"><div class="breadCrumb"><a href="/">الرئيسية</a><a href="/news">أخبار</a><a href="/news/news_egypt">أخبار مصر</a></div>
<article class="articleDetails"><h1>{HEADLINE}</h1><div class="nameDateDiv"><div class="time icon-time"><span>06:40 م</span></div><div class="time"><span>الإثنين 09 مارس 2026</span></div></div>
<div class="image"><img src="/1.jpg" alt="x"></div><div class="caption">السوق القديمة في عين الزهور</div>
<div class="details"><div class="ArticleDetails details"><p><strong>كتبت - سعاد الرملي:</strong></p>{paragraphs(BODY[:3])}<div class="followUs"><span>تابعنا على</span> <a href="https://news.google.com">جوجل نيوز</a></div>{paragraphs(BODY[3:])}
<p><strong>اقرأ أيضًا:</strong></p><p><a href="/n/1">{OTHERS[0]}</a></p><p><a href="/n/2">{OTHERS[1]}</a></p></div></div>
<div class="keywordsDiv"><span>هذا المحتوى من</span><ul><li><a href="/t/1">ترميم</a></li></ul></div></article>
<div class="relatedBlock"><h2>فيديو قد يعجبك:</h2><ul>{links()}</ul></div></div><footer><p>جميع الحقوق محفوظة لبوابتي 2026</p></footer></body></html>""",
    published="2026-03-09T18:40:00+02:00",
    authors=("سعاد الرملي",),
)

GULF_DAILY = Page(
    "saudi daily, standfirst in bold, byline with city",
    "https://www.daily-o.com.sa/news/local/2188123",
    f"""<html lang="ar" dir="rtl"><head><title>{HEADLINE} - أخبار السعودية | صحيفة السوق</title><meta property="og:title" content="{HEADLINE} - أخبار السعودية | صحيفة السوق"><meta property="og:type" content="article"><meta property="og:site_name" content="صحيفة السوق"><meta property="article:published_time" content="2026-03-09T18:40:00+03:00">
</head><body><div class="wrapper"><div class="header"><ul>{MENU}</ul></div><div class="content-area"><div class="article-main"><div class="cat"><a href="/news/local">محليات</a></div><h1 class="h2 mb-3">{HEADLINE}</h1>
<div class="row"><div class="col-8"><div class="d-flex"><span class="text-muted">9 مارس 2026 - 18:40</span> <span>|</span> <span class="text-muted">آخر تحديث 9 مارس 2026 - 19:05</span></div></div><div class="col-4"><a href="#" title="fb"><i></i></a><button>تكبير الخط</button></div></div>
<img src="/photo/1.jpg"><p class="text-center small">تصوير: نايف الحربي</p>
<div class="writer"><a href="/w/11">محمد الجبلي (عين الزهور)</a></div>
<div class="bodyText">{paragraphs(BODY[:2])}<div id="inline-ad"><script>x()</script></div>{paragraphs(BODY[2:])}</div>
<div class="more"><h4>أخبار ذات صلة</h4>{links()}</div></div></div><div class="foot">جميع الحقوق محفوظة</div></div></body></html>""",
    authors=("محمد الجبلي",),
)

KUWAIT = Page(
    "kuwaiti daily, brackets, bullet key points as headings",
    "https://www.daily-j.com/article/98123",
    f"""<html><head><meta charset="utf-8"><title>{HEADLINE}</title><meta property="og:title" content="{HEADLINE}"><meta property="og:site_name" content="الجزيرة الصغيرة"></head><body>
<div class="page"><div class="logo"><a href="/">الجزيرة الصغيرة</a></div><div class="links"><ul>{MENU}</ul></div>
<section class="story"><span class="section-name"><a href="/local">محليات</a></span><h1>{HEADLINE}</h1><h2>• التجار يطالبون بضمانات قبل إغلاق الشارع</h2><ul class="info"><li>نشر في 09-03-2026 | 18:40</li><li>آخر تحديث 09-03-2026 | 19:12</li></ul>
<div class="pic"><img src="/a.jpg"></div><div class="writer-name"><ul><li><a href="/author/4">حمد العنزي</a></li></ul></div>
<div class="story-text">{"".join(f"<p>{text}<br></p>" for text in BODY)}</div></section>
<section class="box"><h3>الأكثر قراءة</h3><ol>{links()}</ol></section></div></body></html>""",
    authors=("حمد العنزي",),
    extra={"country": "KW"},
)

MAGHREB = Page(
    "moroccan portal, le360 manner",
    "https://ar.portal-360.ma/societe/مجلس-بلدة-عين-الزهور_ABC123XYZ/",
    f"""<!DOCTYPE html><html lang="ar"><head><title>{HEADLINE} | www.portal-360.ma</title><meta property="og:title" content="{HEADLINE}"><meta property="og:type" content="article"><meta property="og:site_name" content="بورتال 360"><meta property="og:description" content="{LEAD}">
{ld(**{"@type": "NewsArticle", "headline": HEADLINE, "description": LEAD, "datePublished": "2026-03-09T17:40:00.123Z", "dateModified": "2026-03-09T17:40:05.443Z", "author": [{"@type": "Person", "name": "فاطمة الكرزازي"}], "publisher": {"@type": "NewsMediaOrganization", "name": "بورتال 360"}})}</head>
<body id="fusion-app" class="fusion-app"><div class="b-right-rail"><header class="page-header"><nav class="b-header-nav-chain">{MENU}</nav></header>
<section class="b-right-rail__main-interior"><main class="b-right-rail__main"><a class="b-overline" href="/societe">مجتمع</a><h1 class="b-headline">{HEADLINE}</h1><figure class="lead-art-wrapper"><img class="c-image" src="1.jpg"><figcaption class="c-media-item__fig-caption"><span>السوق القديمة</span> . <span>فاطمة الكرزازي</span></figcaption></figure>
<div class="byline-credits"><span class="ts-byline__by">بقلم</span> <a href="/auteur/f">فاطمة الكرزازي</a><span> في 09/03/2026 على الساعة 18:40</span></div>
<h2 class="article-body__lead headline-info">{LEAD}</h2>
<article class="b-article-body">{"".join(f'<p class="c-paragraph">{text}</p>' for text in BODY)}<div class="c-stack"><p class="c-paragraph"><a href="/x/1"><b>{OTHERS[2]}</b></a></p></div></article>
<div class="article-sign"><span>بقلم</span> <a href="/auteur/f">فاطمة الكرزازي</a><div>في 09/03/2026 على الساعة 18:40</div></div><div class="tags-holder-container"><a href="/t/1">ترميم</a></div>
<div class="coral"><h4>مرحبا بكم في فضاء التعليق</h4><p>نريد مساحة للنقاش والتبادل والحوار. من أجل تحسين جودة التبادلات بموجب مقالاتنا، ندعوك إلى الاطلاع على شروط استخدام التعليقات.</p></div></main>
<aside class="b-right-rail__rail"><h2>مقالات ذات صلة</h2>{links()}</aside></section></div></body></html>""",
    published="2026-03-09T17:40:00.123+00:00",
    authors=("فاطمة الكرزازي",),
    body=(LEAD, *BODY),
    extra={"lead_repeated": False},
)

LEFT_DAILY = Page(
    "lebanese daily, first letter apart, author over the text",
    "https://daily-a.com/Lebanon/398123/مجلس-بلدة-عين-الزهور-يقر-خطة",
    f"""<html lang="ar"><head><title>{HEADLINE}</title><meta property="og:title" content="{HEADLINE}"><meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-09T18:40:00+02:00"><meta property="og:site_name" content="Al-Yawmia">
</head><body><div id="app"><div class="nav-bar">{MENU}</div><div class="article-container"><div class="article-head"><div class="article-tags"><a href="/Lebanon">لبنان</a></div><div class="article-title">{HEADLINE}</div><div class="article-subtitle"></div>
<div class="article-info"><a class="author-name" href="/author/زينب">زينب الحاج</a> <span>الإثنين 9 آذار 2026</span></div></div>
<div class="article-image"><img src="1.jpg"><span class="image-caption">(هيثم الموسوي)</span></div>
<div class="article-content"><div class="text"><p><span class="dropcap">أ</span>{BODY[0][1:]}</p>{paragraphs(BODY[1:3])}<blockquote>«الشارع سيغلق ليلاً فقط»</blockquote>{paragraphs(BODY[3:])}</div></div>
<div class="comments-section"><h3>التعليقات</h3></div><div class="more-from-author"><h3>من الكاتبة نفسها</h3>{links()}</div></div></div></body></html>""",
    published="2026-03-09T18:40:00+02:00",
    authors=("زينب الحاج",),
    body=(*BODY[:3], "«الشارع سيغلق ليلاً فقط»", *BODY[3:]),
)

MODON = Page(
    "lebanese site, size buttons and one div of breaks",
    "https://www.site-m.com/cities/2026/3/9/مجلس-بلدة-عين-الزهور-يقر-خطة-لترميم",
    f"""<html dir="rtl"><head><title>{HEADLINE} - البلدان</title><meta property="og:title" content="{HEADLINE}"><meta property="og:site_name" content="البلدان"><meta property="og:type" content="article">
{ld(**{"@type": "Article", "headline": HEADLINE, "datePublished": "2026-03-09T18:40:00", "author": {"@type": "Person", "name": "جنى فرحات"}})}</head>
<body><form action="/"><div class="menu">{MENU}</div><div class="article_page"><div class="article__section">مدن</div><h1 class="article__title">{HEADLINE}</h1>
<div class="article__author"><img src="/w.jpg"><a href="/a/1">جنى فرحات</a></div><div class="article__date">الإثنين 2026/03/09</div><div class="share">شارك المقال : <a href="#">0</a></div><div class="resize"><a>حجم الخط</a><button>-</button><button>+</button></div>
<figure><img src="1.jpg"><div class="article__image__desc">التجار يخشون تراجع حركة البيع (Getty)</div></figure>
<div class="article__content" id="articleContent"><div>{"<br><br>".join(BODY[:4])}</div><div><br></div><div>{"<br><br>".join(BODY[4:])}</div></div>
<div class="subscribe">اشترك معنا في نشرة البلدان الدورية لتبقى على اتصال دائم بالحدث</div><div class="cont">تابعنا عبر مواقع التواصل الإجتماعي</div></div>
<div class="side"><h4>الأكثر قراءة</h4>{links()}</div></form></body></html>""",
    published="2026-03-09T18:40:00+02:00",
    authors=("جنى فرحات",),
    extra={"country": "LB"},
)

LONGFORM = Page(
    "independent longform, standfirst as h2, pull quotes and author box",
    "https://storyhouse.com/108123/",
    f"""<html lang="ar"><head><title>{HEADLINE} - بيت الحكايا</title><meta property="og:title" content="{HEADLINE} - بيت الحكايا"><meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-09T15:40:00+00:00"><meta property="og:site_name" content="بيت الحكايا"><meta name="author" content="رنا سليم"></head>
<body class="post-template-default single single-post"><header class="site-header"><nav>{MENU}</nav></header><main><article class="post type-post"><header class="entry-header"><h1 class="entry-title">{HEADLINE}</h1><div class="post-excerpt">{LEAD}</div>
<div class="entry-author-date"><span class="author vcard"><a class="url fn n" href="/author/rana">رنا سليم</a> - <span class="role">صحافية</span></span> <span class="posted-on">09.03.2026</span> <span>زمن القراءة: 7 minutes</span></div></header>
<div class="entry-content">{paragraphs(BODY[:2])}<div class="quote-box"><h3>"الشارع سيغلق ليلاً فقط"</h3></div><div class="wp-block-group has-background"><p>إقرأوا أيضاً:</p><figure class="wp-block-embed"><a href="/1">{OTHERS[0]}</a></figure></div><h2 class="wp-block-heading">موسم الأعياد</h2>{paragraphs(BODY[2:])}
<div class="wp-block-buttons"><a class="wp-block-button__link" href="/donate">ادعم الصحافة المستقلة</a></div></div>
<footer class="entry-footer"><div class="author-box"><h4>رنا سليم</h4><p>صحافية مستقلة من عين الزهور، تكتب عن المدن والعمران وتعمل على كتاب عن الأسواق القديمة.</p></div></footer></article>
<section class="more-posts"><h3>لتصلكم نشرة بيت الحكايا الى بريدكم الالكتروني</h3>{links()}</section></main></body></html>""",
    authors=("رنا سليم",),
    body=(LEAD, *BODY[:2], '"الشارع سيغلق ليلاً فقط"', "موسم الأعياد", *BODY[2:]),
    extra={"standfirst": LEAD},
)

RASEEF = Page(
    "independent magazine, appeal between paragraphs",
    "https://platform-22.net/article/1098123-مجلس-بلدة-عين-الزهور",
    f"""<html lang="ar" dir="rtl"><head><title>{HEADLINE} - منصة22</title><meta property="og:title" content="{HEADLINE}"><meta property="og:site_name" content="منصة22"><meta property="og:type" content="article">
{ld(**{"@graph": [{"@type": "WebPage", "name": HEADLINE, "datePublished": "2026-03-09T18:40:00+03:00"}, {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1, "name": "حياة"}]}, {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2026-03-09T18:40:00+03:00", "author": {"@type": "Person", "name": "ليان قاسم"}}]})}</head>
<body><div class="menu-overlay">{MENU}</div><div class="article-hero"><div class="category-label">حياة</div><h1>{HEADLINE}</h1><div class="meta-row"><a href="/author/5">ليان قاسم</a><span>الاثنين 9 مارس 2026</span><span>06:40 م</span></div><div class="listen-box">استمع إلى المقال <audio src="x.mp3"></audio></div></div>
<div class="article-wrap"><div class="article-text">{paragraphs(BODY[:3])}<div class="donation-inline"><h3>إنضمّ/ي إلى المناقشة</h3><p>نحن نؤمن بأن الصحافة الحرة لا تعيش إلا بدعم قرائها، وبأن كل مساهمة مهما صغرت تبقينا مستقلين.</p><a href="/donate">ادعم/ي منصة22</a></div>{paragraphs(BODY[3:])}<hr><p><em>المقال يعبّر عن وجهة نظر الكاتب/ة وليس بالضرورة عن رأي منصة22</em></p></div>
<div class="article-tags"><a href="/t">#أسواق</a></div></div><div class="read-next">{links()}</div></body></html>""",
    authors=("ليان قاسم",),
)

ARABY = Page(
    "london daily, drupal paragraphs with teasers between",
    "https://www.newdaily.co.uk/society/مجلس-بلدة-عين-الزهور-يقر-خطة-لترميم-السوق",
    f"""<html lang="ar" dir="rtl"><head><title>{HEADLINE}</title><link rel="canonical" href="https://www.newdaily.co.uk/society/مجلس-بلدة-عين-الزهور-يقر-خطة-لترميم-السوق"><meta property="og:title" content="{HEADLINE}"><meta property="og:site_name" content="اليومي الجديد"><meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-09T18:40:00+03:00"><meta name="description" content="{BODY[0]}"></head>
<body class="path-node page-node-type-article"><div class="dialog-off-canvas-main-canvas"><header>{MENU}</header><main><div class="block-system-main-block"><article class="node node--type-article">
<div class="top-article"><div class="d-flex"><a href="/society">مجتمع</a></div><h1>{HEADLINE}</h1><div class="article-info"><div class="contributors"><div class="contributors__name">عين الزهور</div><div class="contributors__name"><a href="/author/3">نبيل الصافي</a></div></div><div class="date-container">09 مارس 2026</div><div class="date-container"><span class="labelDate">آخر تحديث:</span> 19:20 (توقيت القدس)</div></div></div>
<div class="main-image"><img src="1.jpg"><div class="img-description">السوق القديمة في البلدة (العربي)</div></div>
<div class="highlights"><div class="title">الخط الساخن</div><ul><li>خطة من ثمانية أشهر.</li><li>ثلاثة ملايين كلفة الترميم.</li></ul></div>
<div class="paragraph-list">{"".join(f'<div class="paragraph paragraph--type--text"><p>{text}</p></div>' for text in BODY[:3])}<div class="paragraph paragraph--type--related"><div class="node--view-mode-teaser"><div class="content"><a href="/c/1"><div>قضايا</div></a><h3><a href="/c/2">{OTHERS[3]}</a></h3></div></div></div>{"".join(f'<div class="paragraph paragraph--type--text"><p>{text}</p></div>' for text in BODY[3:])}</div>
<div class="article-footer"><div class="tags"><span>دلالات</span><a href="/t/1">ترميم</a></div></div></article></div></main><div class="region-side">{links()}</div></div></body></html>""",
    authors=("نبيل الصافي",),
)

WAM = Page(
    "emirates agency, single page app with news of state",
    "https://www.agency-w.ae/ar/article/bxyz12a-مجلس-بلدة-عين-الزهور",
    f"""<html lang="ar" dir="rtl"><head><title>{HEADLINE} | وكالة الخليج</title><meta property="og:title" content="{HEADLINE} | وكالة الخليج"><meta property="og:site_name" content="وكالة الخليج"><meta property="og:type" content="article"></head>
<body><app-root><app-header><ul>{MENU}</ul></app-header><div class="news-body"><div class="publish-date">الاثنين 09 مارس, 2026 6:40 مساءً</div><h1>{HEADLINE}</h1><div class="image-container"><img src="1"></div>
<div class="details"><p>عين الزهور في 9 مارس / وام / {BODY[0]}</p>{paragraphs(BODY[1:])}<p>-مل-</p></div><div class="tag-list"><a>المجتمع</a></div></div><app-related><h3>أخبار ذات صلة</h3>{links()}</app-related><app-footer><p>جميع الحقوق محفوظة 2026</p></app-footer></app-root></body></html>""",
    published="2026-03-09T18:40:00+04:00",
    body=(f"عين الزهور في 9 مارس / وام / {BODY[0]}", *BODY[1:], "-مل-"),
)

QNA = Page(
    "qatari agency, spans and non-breaking spaces",
    "https://www.agency-q.org.qa/ar-QA/News-Area/News/2026-03/09/0052-مجلس-بلدة-عين-الزهور",
    f"""<html lang="ar-QA"><head><title>{HEADLINE}</title><meta name="description" content=""><meta property="og:title" content="{HEADLINE}"></head><body class="rtl"><div id="wrapper"><header>{MENU}</header><main><div class="container"><div class="news-detail"><div class="news-detail-head"><h2 class="news-detail-title">{HEADLINE}</h2><p class="news-detail-date">2026-03-09&nbsp;&nbsp;18:40</p></div>
<img src="1.jpg"><div class="news-detail-content"><span style="font-size:16px">الدوحة في 09 مارس /قنا/&nbsp;{BODY[0]}<br />
&nbsp; &nbsp;{BODY[1]}<br />&nbsp; &nbsp;{BODY[2]}<br />&nbsp; {BODY[3]}<br /> {BODY[4]}<br />{BODY[5]}</span></div>
<div class="news-detail-foot"><span>محلي</span><span>طباعة</span></div></div></div></main><div class="latest">{links()}</div></div></body></html>""",
    body=(f"الدوحة في 09 مارس /قنا/ {BODY[0]}", *BODY[1:]),
)

SABAH = Page(
    "tunisian daily, drupal 7 with the kicker in the title block",
    "https://www.daily-s.com.tn/ar/مجلس-بلدة-عين-الزهور-يقر-خطة",
    f"""<html lang="ar" dir="rtl"><head><title>{HEADLINE} | صباحنا نيوز</title><meta name="generator" content="Drupal 7"><meta property="og:site_name" content="صباحنا نيوز"><meta property="og:type" content="article"><meta property="og:title" content="{HEADLINE}"><meta property="og:updated_time" content="2026-03-09T20:01:00+01:00"><meta property="article:published_time" content="2026-03-09T18:40:00+01:00"></head>
<body class="html not-front node-type-article"><div id="page"><div id="navigation"><ul>{MENU}</ul></div><div id="main"><div id="content" class="column"><a id="main-content"></a><h1 class="title" id="page-title">{HEADLINE}</h1><div class="region region-content"><div class="node node-article"><div class="submitted"><span>الاثنين 09 مارس 2026 18:40</span></div>
<div class="field field-name-field-image"><img src="1.jpg" alt=""></div><div class="field field-name-body field-type-text-with-summary"><div class="field-items"><div class="field-item even" property="content:encoded"><p style="text-align: justify;">{BODY[0]}</p>{paragraphs(BODY[1:], "p", ' class="rtejustify"')}<p style="text-align:left"><strong>سنية الماجري</strong></p></div></div></div>
<ul class="links inline"><li class="sharethis"><a href="#">share</a></li></ul></div></div></div><div class="sidebars"><h2>إقرأ أيضا</h2>{links()}</div></div></div></body></html>""",
    published="2026-03-09T18:40:00+01:00",
    authors=("سنية الماجري",),
)

PAGES = (PORTAL, GULF_DAILY, KUWAIT, MAGHREB, LEFT_DAILY, MODON, LONGFORM, RASEEF, ARABY, WAM, QNA, SABAH)

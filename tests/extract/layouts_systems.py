"""Reduced pages in the manner of the systems newsrooms run: WordPress themes, page builders, AMP, home-made templates, pages with hardly any markup."""

from __future__ import annotations

import json

from tests.extract.layouts_publishers import Page, ld, paragraphs
from tests.extract.prose import BODY, HEADLINE, LEAD, MENU, OTHERS, links

JANNAH = Page(
    "wordpress, Jannah theme",
    "https://www.sahifa-news.com/2026/03/09/%d9%85%d8%ac%d9%84%d8%b3/",
    f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>{HEADLINE} - صحيفة الضفاف</title><meta property="og:title" content="{HEADLINE} - صحيفة الضفاف"><meta property="og:site_name" content="صحيفة الضفاف"><meta property="og:type" content="article"><meta property="og:description" content="{BODY[0][:140]} [&hellip;]"><meta property="article:published_time" content="2026-03-09T15:40:21+00:00"><meta name="twitter:label1" content="كُتب بواسطة"><meta name="twitter:data1" content="نوال الشمري"></head>
<body id="tie-body" class="rtl post-template-default single single-post postid-88123 single-format-standard tie-no-js wrapper-has-shadow sidebar-left has-sidebar post-layout-1 narrow-title-narrow-media is-standard-format has-mobile-share">
<div class="background-overlay"><div id="tie-container" class="site tie-container"><header id="theme-header" class="theme-header"><nav id="top-nav" class="has-date-breaking-components top-nav header-nav has-breaking-news"><div class="topbar-today-date">الثلاثاء, مارس 10 2026</div><div class="breaking"><span class="breaking-title-text">أخبار عاجلة</span><ul>{links(4)}</ul></div></nav><div class="main-menu"><ul>{MENU}</ul></div></header>
<div id="content" class="site-content container"><div class="tie-row main-content-row"><div class="main-content tie-col-md-8 tie-col-xs-12"><article id="the-post" class="container-wrapper post-content tie-standard">
<header class="entry-header-outer"><nav id="breadcrumb"><a href="/">الرئيسية</a><em class="delimiter">/</em><a href="/category/local/">محليات</a><em class="delimiter">/</em><span class="current">{HEADLINE}</span></nav>
<div class="entry-header"><span class="post-cat-wrap"><a class="post-cat" href="/category/local/">محليات</a></span><h1 class="post-title entry-title">{HEADLINE}</h1><div class="single-post-meta post-meta clearfix"><span class="author-meta single-author with-avatars"><span class="meta-item meta-author-wrapper"><a class="author-name" href="/author/nawal/">نوال الشمري</a></span></span><span class="date meta-item tie-icon">9 مارس، 2026</span><div class="tie-alignright"><span class="meta-comment tie-icon">0</span><span class="meta-views meta-item">1٬204</span><span class="meta-reading-time meta-item"><span>دقيقة واحدة</span></span></div></div></div></header>
<div class="featured-area"><div class="featured-area-inner"><figure class="single-featured-image"><img src="1.jpg"><figcaption class="single-caption-text">السوق القديمة كما بدت أمس</figcaption></figure></div></div>
<div class="entry-content entry clearfix"><div class="stream-item stream-item-above-post-content"><ins class="adsbygoogle"></ins></div>{paragraphs(BODY[:2])}<div id="inline-related-post" class="mag-box mini-posts-box content-only"><div class="container-wrapper"><div class="widget-title the-global-title"><div class="the-subtitle">مقالات ذات صلة</div></div><div class="mag-box-container"><ul class="posts-items posts-list-container"><li class="widget-single-post-item"><h3 class="post-title"><a href="/x/">{OTHERS[0]}</a></h3><div class="post-meta"><span class="date meta-item">8 مارس، 2026</span></div></li></ul></div></div></div>{paragraphs(BODY[2:])}
<div class="post-bottom-meta post-bottom-tags"><div class="post-bottom-meta-title">الوسوم</div><span class="tagcloud"><a href="/tag/a/" rel="tag">ترميم</a> <a href="/tag/b/" rel="tag">السوق</a></span></div></div>
<div id="share-buttons-bottom" class="share-buttons"><a><span>فيسبوك</span></a><a><span>طباعة</span></a></div></article>
<div class="post-components"><div class="about-author container-wrapper"><div class="author-info"><h3 class="author-name">نوال الشمري</h3><div class="author-bio">صحفية متخصصة في الشؤون المحلية، عملت في عدد من الصحف اليومية وكتبت مئات التقارير عن البلديات والخدمات.</div></div></div><div id="related-posts" class="container-wrapper has-extra-post"><h3>مقالات ذات صلة</h3><div class="related-posts-list">{links()}</div></div><div id="comments" class="comments-area"><h3>اترك تعليقاً</h3><p class="comment-notes">لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *</p></div></div></div>
<aside class="sidebar tie-col-md-4"><div class="widget popular-posts"><h4>الأكثر مشاهدة</h4>{links()}</div></aside></div></div><footer id="footer"><div class="site-info">© حقوق النشر 2026، جميع الحقوق محفوظة</div></footer></div></div></body></html>""",
    published="2026-03-09T15:40:21+00:00",
    authors=("نوال الشمري",),
    extra={"section_name": "محليات", "tags": ("ترميم", "السوق")},
)

NEWSPAPER = Page(
    "wordpress, Newspaper theme",
    "https://alkhabar-daily.info/archives/51234",
    f"""<!doctype html><html dir="rtl" lang="ar"><head><title>{HEADLINE} | يومية الخبر</title><meta property="og:title" content="{HEADLINE}"><meta property="og:type" content="article"><meta property="og:site_name" content="يومية الخبر">
{ld(**{"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": {"@id": "/", "name": "الرئيسية"}}, {"@type": "ListItem", "position": 2, "item": {"@id": "/c", "name": "أخبار محلية"}}]})}</head>
<body class="rtl single single-post single_template_5 global-block-template-1 td-full-layout"><div id="td-outer-wrap" class="td-theme-wrap"><div class="td-header-wrap"><div class="td_data_time">الثلاثاء, مارس 10, 2026</div><ul class="sf-menu">{MENU}</ul></div>
<article id="post-51234" class="td-post-template-5 post-51234 post type-post status-publish tag-market category-local td-container-wrap"><div class="td-crumb-container"><div class="entry-crumbs"><span><a class="entry-crumb" href="/">الرئيسية</a></span><span><a class="entry-crumb" href="/c">أخبار محلية</a></span><span class="td-bred-no-url-last">{HEADLINE}</span></div></div>
<header class="td-post-title"><ul class="td-category"><li class="entry-category"><a href="/c">أخبار محلية</a></li></ul><h1 class="entry-title">{HEADLINE}</h1><p class="td-post-sub-title">البلدية تتعهد إبقاء المحال مفتوحة طوال فترة العمل</p><div class="td-module-meta-info"><div class="td-post-author-name"><div class="td-author-by">بواسطة</div> <a href="/author/x">غادة المنصور</a><div class="td-author-line"> - </div></div><span class="td-post-date"><time class="entry-date updated td-module-date" datetime="2026-03-09T18:40:00+03:00">مارس 9, 2026</time></span><div class="td-post-views"><span>311</span></div></div></header>
<div class="td-post-sharing-top"><a>Facebook</a><a>Twitter</a></div>
<div class="td-post-content tagdiv-type"><div class="td-post-featured-image"><figure><img class="entry-thumb" src="1.jpg"><figcaption class="wp-caption-text">من أعمال الكشف على السوق</figcaption></figure></div>{paragraphs(BODY[:3])}<div id="attachment_1" class="wp-caption alignnone"><img src="2.jpg"><p class="wp-caption-text">المدخل الشرقي للسوق</p></div>{paragraphs(BODY[3:])}<ul><li>الكلفة: ثلاثة ملايين</li><li>المدة: ثمانية أشهر</li></ul></div>
<footer><div class="td-post-source-tags"><ul class="td-tags"><li><span>الوسوم</span></li><li><a href="/tag/m">السوق القديمة</a></li></ul></div><div class="td-block-row td-post-next-prev"><div class="td-post-prev-post"><span>المقالة السابقة</span><a href="/p">{OTHERS[3]}</a></div></div><div class="td-author-name vcard author"><a href="/author/x">غادة المنصور</a></div></footer></article>
<div class="td_block_related_posts"><h4>مقالات مشابهة</h4>{links()}</div></div></body></html>""",
    body=(*BODY, "الكلفة: ثلاثة ملايين", "المدة: ثمانية أشهر"),
    authors=("غادة المنصور",),
    extra={"standfirst": "البلدية تتعهد إبقاء المحال مفتوحة طوال فترة العمل"},
)

ELEMENTOR = Page(
    "page builder, everything a widget",
    "https://media-west.org/news/?p=4410",
    f"""<!doctype html><html lang="ar" dir="rtl"><head><title>{HEADLINE}</title><meta property="og:title" content="{HEADLINE}"><meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-09T18:40:00+03:00"></head><body class="rtl single single-post elementor-default elementor-template-full-width elementor-page-77"><div data-elementor-type="header" class="elementor elementor-12 elementor-location-header"><div class="elementor-widget elementor-widget-nav-menu"><ul class="elementor-nav-menu">{MENU}</ul></div></div>
<div data-elementor-type="single-post" class="elementor elementor-77 elementor-location-single"><section class="elementor-section"><div class="elementor-widget-wrap"><div class="elementor-element elementor-widget elementor-widget-theme-post-title"><div class="elementor-widget-container"><h1 class="elementor-heading-title elementor-size-default">{HEADLINE}</h1></div></div>
<div class="elementor-element elementor-widget elementor-widget-post-info"><div class="elementor-widget-container"><ul class="elementor-icon-list-items elementor-post-info"><li class="elementor-icon-list-item" itemprop="author"><span class="elementor-icon-list-text elementor-post-info__item--type-author">هيئة الأخبار</span></li><li itemprop="datePublished"><time>09/03/2026</time></li></ul></div></div>
<div class="elementor-element elementor-widget elementor-widget-theme-post-content"><div class="elementor-widget-container">{paragraphs()}<p>&nbsp;</p></div></div>
<div class="elementor-element elementor-widget elementor-widget-share-buttons"><div class="elementor-widget-container"><span>Facebook</span></div></div><div class="elementor-widget elementor-widget-posts"><h3>أخبار أخرى</h3><div class="elementor-posts">{links()}</div></div></div></section></div></body></html>""",
    authors=("هيئة الأخبار",),
)

AMP = Page(
    "AMP page",
    "https://www.nahar-west.com/amp/2026/3/9/4455",
    f"""<!doctype html><html ⚡ lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{HEADLINE} - نهار الغرب</title><link rel="canonical" href="https://www.nahar-west.com/2026/3/9/4455"><style amp-boilerplate>body{{}}</style>
{ld(**{"@type": "NewsArticle", "mainEntityOfPage": "https://www.nahar-west.com/2026/3/9/4455", "headline": HEADLINE, "datePublished": "2026-03-09T18:40:00+03:00", "author": {"@type": "Person", "name": "طارق بدر"}, "publisher": {"@type": "Organization", "name": "نهار الغرب"}})}</head>
<body><header><amp-img src="logo.png"></amp-img></header><amp-sidebar id="sb"><ul>{MENU}</ul></amp-sidebar><main><article><h1>{HEADLINE}</h1><span class="when">9 مارس 2026 18:40</span><amp-img src="1.jpg" width="600" height="400"></amp-img><div class="caption">لقطة من السوق القديمة</div>{paragraphs(BODY[:3])}<amp-ad width="300" height="250" type="doubleclick"><div placeholder>إعلان يظهر هنا ولا صلة له بالمقال المنشور في هذه الصفحة</div></amp-ad>{paragraphs(BODY[3:])}<amp-social-share type="twitter"></amp-social-share></article><amp-list src="x"><div class="related"><h4>اقرأ أيضا</h4>{links(4)}</div></amp-list></main><footer>جميع الحقوق محفوظة</footer></body></html>""",
    authors=("طارق بدر",),
    extra={"url": "https://www.nahar-west.com/2026/3/9/4455"},
)

BARE = Page(
    "no classes at all",
    "http://www.tiny-paper.sy/news.php?id=77120",
    f"""<html><head><title>{HEADLINE}</title></head><body><a href="/">الرئيسية</a> | <a href="/s/1">محليات</a> | <a href="/s/2">رياضة</a><hr><h2>{HEADLINE}</h2><small>الاثنين 9 آذار 2026 الساعة 6:40 مساءً</small>{paragraphs()}<hr><b>أخبار أخرى</b><br>{"<br>".join(f'<a href="/news.php?id={n}">{text}</a>' for n, text in enumerate(OTHERS))}<hr><small>جميع الحقوق محفوظة</small></body></html>""",
)

BREAKS = Page(
    "one div, line breaks, fonts pasted from a word processor",
    "https://www.coast-voice.com.lb/article/2233/details",
    f"""<html><head><title>صوت الساحل | {HEADLINE}</title><meta property="og:title" content="صوت الساحل - {HEADLINE}"><meta property="og:site_name" content="صوت الساحل"><meta name="date" content="2026-03-09 18:40:00"></head><body><div id="hd"><h1><a href="/">صوت الساحل</a></h1><div class="today">الثلاثاء 10 آذار 2026 | 21 رمضان 1447</div></div><div class="menu">{MENU}</div>
<div class="art"><div class="t1">{HEADLINE}</div><div class="d1">09-03-2026 | 18:40</div><div class="im"><img src="x.jpg"></div><div class="tx"><font face="Arial"><span style="font-size:18px">{BODY[0]}</span></font><br><br><span style="font-size:18px">{BODY[1]}<br><br>{BODY[2]}</span><br><br><font size="4">{BODY[3]}</font><br><br>{BODY[4]}<br><br><b>{BODY[5]}</b><br><br></div><div class="sh">شارك هذا الخبر</div></div><div class="rt"><div class="hd2">الأكثر قراءة</div>{links()}</div></body></html>""",
    published="2026-03-09T18:40:00+02:00",
)

LEAD_REPEATED = Page(
    "standfirst over the body, repeated by its first paragraph",
    "https://www.mountain-times.net/ar/local/100452/",
    f"""<html lang="ar"><head><title>{HEADLINE}</title><meta property="og:type" content="article"><meta property="og:title" content="{HEADLINE}"></head><body><nav>{MENU}</nav><main><article><h1>{HEADLINE}</h1><div class="standfirst">{BODY[0][:110]}...</div><div class="byline">كتب: ماجد العلي</div><time datetime="2026-03-09T18:40:00+03:00">9 مارس 2026</time><figure><img src="1.jpg"><figcaption>السوق</figcaption></figure><div class="article-body">{paragraphs()}</div></article></main><footer>الحقوق محفوظة</footer></body></html>""",
    authors=("ماجد العلي",),
    extra={"lead_repeated": True},
)

MALFORMED = Page(
    "structured data that is almost JSON",
    "https://www.valley-post.com/local/20260309-5521.html",
    f"""<html><head><title>{HEADLINE} :: بريد الوادي</title>
<script type="application/ld+json">
//<![CDATA[
{{ "@context": "http://schema.org", "@type": "NewsArticle", "headline": "{HEADLINE}",
  "description": "قال الرئيس: "سنبدأ من المدخل الشرقي" بعد
أسابيع", "datePublished": "2026-03-09T18:40:00+03:00", "author": {{ "@type": "Person", "name": "سهى مراد", }}, }}
//]]>
</script></head><body><div class="wrap"><ul class="links">{MENU}</ul><h1 class="logo">بريد الوادي</h1><h2 class="head">{HEADLINE}</h2><div class="content">{paragraphs()}</div><div class="box"><h3>من نفس القسم</h3>{links()}</div></div></body></html>""",
    authors=("سهى مراد",),
    extra={"note": "json-ld:repaired"},
)

MICRODATA = Page(
    "microdata",
    "https://www.plain-talk.org/story/889123",
    f"""<html lang="ar"><head><title>{HEADLINE} - حديث السهل</title></head><body><div class="top"><ul>{MENU}</ul></div><div itemscope itemtype="http://schema.org/NewsArticle"><meta itemprop="mainEntityOfPage" content="x"><h1 itemprop="headline">{HEADLINE}</h1><span itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">وفاء حداد</span></span><meta itemprop="datePublished" content="2026-03-09T18:40:00+03:00"><span>منشور في 9 مارس</span><div itemprop="articleBody">{paragraphs()}</div><div itemprop="keywords">ترميم</div></div><div class="others">{links()}</div></body></html>""",
    authors=("وفاء حداد",),
)

SHELL_WITH_DATA = Page(
    "script-rendered page whose structured data hold the text",
    "https://app.desert-wire.com/news/local/556677",
    f"""<html lang="ar"><head><title>{HEADLINE}</title><meta property="og:type" content="article"><meta property="og:title" content="{HEADLINE}">{ld(**{"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2026-03-09T18:40:00+03:00", "articleBody": chr(10).join(BODY), "author": "عمر دياب"})}</head><body><div id="root"></div><noscript>يرجى تفعيل جافا سكريبت لعرض الصفحة</noscript><script src="/static/js/main.js"></script></body></html>""",
    authors=("عمر دياب",),
    extra={"note": "body:from_json_ld"},
)

LIVE = Page(
    "live blog",
    "https://www.channel-two.net/live/2026/3/9/market",
    f"""<html lang="ar"><head><title>{HEADLINE}.. لحظة بلحظة</title><meta property="og:title" content="{HEADLINE}"><meta property="og:type" content="article">{ld(**{"@type": "LiveBlogPosting", "headline": HEADLINE, "datePublished": "2026-03-09T18:40:00+03:00", "coverageStartTime": "2026-03-09T10:00:00+03:00", "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "بدء الجلسة", "datePublished": "2026-03-09T10:05:00+03:00", "articleBody": "بدأت الجلسة"}]})}</head><body><nav>{MENU}</nav><main><h1>{HEADLINE}</h1><div class="live-posts">{"".join(f'<div class="live-post"><div class="post-time">1{n}:05</div><p>{text}</p></div>' for n, text in enumerate(BODY))}</div></main></body></html>""",
    extra={"type": "live_blog"},
)

GALLERY = Page(
    "photo gallery",
    "https://www.channel-two.net/gallery/2026/3/9/88",
    f"""<html lang="ar"><head><title>{HEADLINE}</title><meta property="og:title" content="{HEADLINE}"><meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-09T18:40:00+03:00"></head><body><nav>{MENU}</nav><main><h1>{HEADLINE}</h1><p>{LEAD}</p>{"".join(f'<figure><img src="{n}.jpg"><figcaption>صورة {n}: زاوية من السوق القديمة في البلدة</figcaption></figure>' for n in range(1, 9))}</main></body></html>""",
    body=(LEAD,),
    extra={"type": "gallery", "captions": 8},
)

VIDEO = Page(
    "video page",
    "https://www.channel-two.net/video/2026/3/9/99",
    f"""<html lang="ar"><head><title>{HEADLINE}</title><meta property="og:title" content="{HEADLINE}"><meta property="og:type" content="video.other">{ld(**{"@type": "VideoObject", "name": HEADLINE, "uploadDate": "2026-03-09T18:40:00+03:00", "description": LEAD})}</head><body><nav>{MENU}</nav><main><h1>{HEADLINE}</h1><div class="player"><video src="x.mp4"></video></div><p>{LEAD}</p></main><div class="more"><h3>فيديوهات أخرى</h3>{links()}</div></body></html>""",
    body=(LEAD,),
    extra={"type": "video"},
)

BRIEF = Page(
    "urgent line",
    "https://www.channel-two.net/news/771204",
    """<html lang="ar"><head><title>عاجل | إغلاق جسر الوادي بعد انهيار جزئي</title><meta property="og:title" content="عاجل | إغلاق جسر الوادي بعد انهيار جزئي"><meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-09T18:40:00+03:00"></head><body><nav>القائمة</nav><main><h1>عاجل | إغلاق جسر الوادي بعد انهيار جزئي</h1><p>أغلقت السلطات جسر الوادي أمام حركة السير إثر انهيار جزئي في أحد دعائمه.</p></main></body></html>""",
    headline="عاجل | إغلاق جسر الوادي بعد انهيار جزئي",
    body=("أغلقت السلطات جسر الوادي أمام حركة السير إثر انهيار جزئي في أحد دعائمه.",),
    extra={"type": "brief"},
)

COMMENTED = Page(
    "comments longer than the article",
    "https://www.square-news.com/local/2026/03/09/31245",
    f"""<html lang="ar"><head><title>{HEADLINE}</title><meta property="og:title" content="{HEADLINE}"><meta property="article:published_time" content="2026-03-09T18:40:00+03:00"></head><body><div class="nav-bar">{MENU}</div><div class="story"><h1>{HEADLINE}</h1><div class="text">{paragraphs(BODY[:2])}</div></div><div class="comments-list">{"".join(f'<div class="one"><b>قارئ {n}</b><p>هذا تعليق طويل من أحد القراء يعرض فيه رأيه في الخطة، ويقول إن البلدية لم تستشر أحدا، وإن الأسعار سترتفع حتما بعد الترميم كما حدث في بلدات أخرى مجاورة.</p></div>' for n in range(9))}</div></body></html>""",
    body=BODY[:2],
)

HIJRI_HEADER = Page(
    "header with today's dates, date of the story after the body",
    "https://www.oasis-daily.com.sa/story/665544",
    f"""<html lang="ar" dir="rtl"><head><title>{HEADLINE} - يومية الواحة</title><meta property="og:title" content="{HEADLINE}"><meta property="og:type" content="article"></head><body><div class="header-date">الثلاثاء 21 رمضان 1447 هـ - 10 مارس 2026 م</div><div class="menubar">{MENU}</div><div id="story"><h1>{HEADLINE}</h1><h3>عين الزهور - الواحة</h3><div class="story-text">{paragraphs()}</div><div class="info">نشر في 20 رمضان 1447 هـ الموافق 9 مارس 2026 الساعة 06:40 م</div></div><div class="side">{links()}</div></body></html>""",
)

SPANS = Page(
    "paragraphs as divs, related links between them, credit line last",
    "https://www.harbor-news.com/article/2026/march/9/market-plan-5512345",
    f"""<html lang="ar"><head><title>{HEADLINE} | أخبار المرفأ</title><meta property="og:title" content="{HEADLINE} | أخبار المرفأ"><meta property="og:site_name" content="أخبار المرفأ"><meta property="article:published_time" content="2026-03-09T18:40:00+0300"></head><body><header><div class="brand"><a href="/">أخبار المرفأ</a></div></header><section class="page"><div class="title-area"><h1>{HEADLINE}</h1></div><div class="copy">{"".join(f"<div>{text}</div>" for text in BODY[:2])}<div><a href="/n/1">{OTHERS[0]}</a></div><div><strong>شاهد أيضاً: </strong><a href="/n/2">{OTHERS[1]}</a></div>{"".join(f"<div>{text}</div>" for text in BODY[2:])}<div>للاشتراك في نشرتنا البريدية اضغط هنا</div><div>تابعونا على تلغرام: https://t.me/harbor</div></div></section></body></html>""",
)

NEXT = Page(
    "next.js page with its data in a script",
    "https://www.new-era.com/local/market-plan-771",
    f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>{HEADLINE}</title><meta property="og:title" content="{HEADLINE}"/><meta property="og:type" content="article"/><meta property="article:published_time" content="2026-03-09T15:40:00.000Z"/></head><body><div id="__next"><div class="Header_root__x1y2"><nav class="Nav_list__3kd">{MENU}</nav></div><div class="Article_wrapper__9sZ"><h1 class="Article_title__1aB">{HEADLINE}</h1><div class="Article_info__ab1"><span>نجلاء فوزي</span><span>09 مارس 2026 - 06:40 مساءً</span></div><div class="Article_rich__Zz9">{"".join(f'<div class="Block_text__k2"><p>{text}</p></div>' for text in BODY[:4])}<div class="Block_embed__k3"><iframe src="https://youtube.com/x"></iframe></div>{"".join(f'<div class="Block_text__k2"><p>{text}</p></div>' for text in BODY[4:])}</div></div><div class="Related_root__77">{links()}</div></div><script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": {"body": BODY}}, ensure_ascii=False)}</script></body></html>""",
    published="2026-03-09T15:40:00+00:00",
    authors=("نجلاء فوزي",),
)

PAGES = (
    JANNAH,
    NEWSPAPER,
    ELEMENTOR,
    AMP,
    BARE,
    BREAKS,
    LEAD_REPEATED,
    MALFORMED,
    MICRODATA,
    SHELL_WITH_DATA,
    LIVE,
    GALLERY,
    VIDEO,
    BRIEF,
    COMMENTED,
    HIJRI_HEADER,
    SPANS,
    NEXT,
)

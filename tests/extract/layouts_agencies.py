"""Reduced pages in the manner of state agencies, older portals and free systems, with invented prose."""

from __future__ import annotations

from tests.extract.layouts_publishers import Page, paragraphs
from tests.extract.prose import BODY, HEADLINE, LEAD, MENU, OTHERS, links

GULF_AGENCY = Page(
    "gulf agency, one label control",
    "https://www.agency-k.net.kw/ArticleDetails.aspx?id=3214567&language=ar",
    f"""<html><head><title>أ ك : {HEADLINE} 09/03/2026</title></head><body><form id="aspnetForm" method="post"><div class="Header"><span id="lblDate">الثلاثاء 10 مارس 2026</span><ul>{MENU}</ul></div><div class="Main"><div class="ArticleTitle"><span id="ctl00_lblTitle">{HEADLINE}</span></div><div class="ArticleDate"><span id="ctl00_lblDate">09/03/2026 18:40</span><span>محليات</span></div><div class="Body"><span id="ctl00_lblText">   عين الزهور - 9 - 3 (أ ك) -- {BODY[0]}<br/>     {BODY[1]}<br/>     {BODY[2]}<br/>     {BODY[3]}<br/>     {BODY[4]}<br/>     {BODY[5]} (النهاية)<br/>س م / ع ب<br/></span></div></div><div class="Right"><h3>آخر الأخبار</h3><ul>{links()}</ul></div><div class="Foot">جميع الحقوق محفوظة</div></form></body></html>""",
    body=(f"عين الزهور - 9 - 3 (أ ك) -- {BODY[0]}", *BODY[1:5], f"{BODY[5]} (النهاية)", "س م / ع ب"),
)

GATE = Page(
    "old newspaper gate",
    "https://gate.daily.org.eg/News/4567890.aspx",
    f"""<html><head><title>{HEADLINE} - البوابة</title><meta property="og:title" content="{HEADLINE} - البوابة"><meta property="og:site_name" content="البوابة"><meta property="og:type" content="article"></head><body><div id="head"><div id="todayDate">الثلاثاء 10 مارس 2026</div><div id="nav">{MENU}</div></div><div id="divWriter"><span id="txtWriter">كريم عادل</span></div>
<div class="news-head"><h1>{HEADLINE}</h1><div class="news-date"><span>9-3-2026 | 18:40</span></div></div><div class="pic"><img src="1.jpg"><div class="pic-cap">السوق القديمة</div></div><div id="ContentPlaceHolder1_divContent"><p>{BODY[0]}</p><p>{BODY[1]}</p><p><strong>اقرأ أيضًا:</strong></p><p><a href="/News/1.aspx">{OTHERS[0]}</a></p><p><a href="/News/2.aspx">{OTHERS[1]}</a></p>{paragraphs(BODY[2:])}</div>
<div class="bottom"><div class="lbl">كلمات البحث</div><a href="/k/1">ترميم</a> <a href="/k/2">السوق</a><div class="perma">رابط دائم</div></div><div class="row"><div class="lbl">الأكثر قراءة</div>{links()}</div></body></html>""",
    published="2026-03-09T18:40:00+02:00",
    authors=("كريم عادل",),
)

ONE_LINE = Page(
    "date and byline in one line",
    "https://www.daily-misr.com.eg/news/details/3311223",
    f"""<html lang="ar"><head><title>{HEADLINE} | اليومية المصرية</title><meta property="og:title" content="{HEADLINE} | اليومية المصرية"><meta property="og:site_name" content="اليومية المصرية"></head><body><header>{MENU}</header><section class="post"><h1>{HEADLINE}</h1><div class="pubdate">الإثنين 09-03-2026 18:40 | كتب: <a href="/editor/5">ميادة رشاد</a></div><div class="articleimg"><img src="1.jpg"><h2>السوق القديمة - صورة أرشيفية</h2></div><div class="min-related"><a href="/n/1">{OTHERS[0]}</a></div><div id="NewsStory">{paragraphs(BODY[:3])}<div class="inArticle"><p>أخبار متعلقة</p><ul><li><a href="/n/2">{OTHERS[1]}</a></li><li><a href="/n/3">{OTHERS[2]}</a></li></ul></div>{paragraphs(BODY[3:])}</div></section><aside>{links()}</aside></body></html>""",
    published="2026-03-09T18:40:00+02:00",
    authors=("ميادة رشاد",),
)

KEY_POINTS = Page(
    "key points over the text",
    "https://www.field-tv.net/news/local/889900-مجلس",
    f"""<html lang="ar" dir="rtl"><head><title>{HEADLINE} | الميدان</title><meta property="og:title" content="{HEADLINE}"><meta property="og:type" content="article"><meta property="og:site_name" content="الميدان"><meta property="article:published_time" content="2026-03-09T18:40:00+03:00"></head><body><nav>{MENU}</nav><div class="article-page"><div class="head"><a class="category" href="/news/local">محليات</a><h1>{HEADLINE}</h1><p class="summary">{LEAD[:-1]}</p><ul class="meta-list"><li>المصدر: الميدان نت + وكالات</li><li>اليوم 18:40</li></ul></div><figure><img src="1.jpg"><figcaption>من السوق القديمة</figcaption></figure><div class="details"><div class="text">{paragraphs()}</div></div><div class="tags-bar"><a href="/tags/1">البلدية</a></div></div><section class="more"><h3>إقرأ المزيد</h3>{links()}</section></body></html>""",
    extra={"standfirst": LEAD[:-1]},
)

SAUDI_AGENCY = Page(
    "agency with its dateline in a line of its own",
    "https://www.agency-w.gov.sa/w1234567",
    f"""<html lang="ar"><head><title>{HEADLINE}</title><meta property="og:title" content="{HEADLINE}"><meta property="og:type" content="article"></head><body><header><ul>{MENU}</ul></header><main><div class="news-details"><h1 class="title">{HEADLINE}</h1><div class="info"><span>الاثنين 1447/9/20 هـ الموافق 2026/03/09 م</span><span>18:40</span></div><div class="news-body"><p>عين الزهور 20 رمضان 1447 هـ الموافق 09 مارس 2026 م واس</p>{paragraphs()}<p>// انتهى //</p><p>18:40 ت م</p><p>0123</p></div></div></main></body></html>""",
    body=("عين الزهور 20 رمضان 1447 هـ الموافق 09 مارس 2026 م واس", *BODY),
)

BLOCK_THEME = Page(
    "wordpress block theme",
    "https://www.young-paper.org/2026/03/market-plan/",
    f"""<!DOCTYPE html><html dir="rtl" lang="ar"><head><title>{HEADLINE} – الصحيفة الفتية</title><link rel="canonical" href="https://www.young-paper.org/2026/03/market-plan/"></head><body class="rtl post-template-default single single-post postid-12 wp-embed-responsive"><div class="wp-site-blocks"><header class="wp-block-template-part"><p class="wp-block-site-title"><a href="/">الصحيفة الفتية</a></p><nav class="wp-block-navigation">{MENU}</nav></header><main class="wp-block-group"><div class="wp-block-group"><h1 class="wp-block-post-title">{HEADLINE}</h1><div class="wp-block-group"><div class="wp-block-post-date"><time datetime="2026-03-09T18:40:00+03:00">9 مارس 2026</time></div><p class="has-text-color">—</p><p class="wp-block-paragraph">بواسطة</p><div class="wp-block-post-author-name">لمى الشامي</div><div class="taxonomy-category wp-block-post-terms">في <a href="/c/local" rel="tag">محليات</a></div></div></div><figure class="wp-block-post-featured-image"><img src="1.jpg"></figure><div class="entry-content wp-block-post-content is-layout-constrained">{paragraphs(BODY[:4])}<blockquote class="wp-block-quote"><p>{BODY[4]}</p></blockquote><p>{BODY[5]}</p></div><div class="wp-block-comments"><h2>تعليقات</h2><div class="comment-respond"><h3>اترك تعليقاً</h3><p>لن يتم نشر عنوان بريدك الإلكتروني.</p></div></div><div class="wp-block-query"><h2>مقالات أخرى</h2><ul class="wp-block-post-template"><li><h2 class="wp-block-post-title"><a href="/a">{OTHERS[0]}</a></h2><div class="wp-block-post-excerpt"><p>مقتطف من مقال آخر يعرض أول سطرين منه ليغري القارئ بفتح الصفحة ومتابعة القراءة هناك.</p></div></li><li><h2 class="wp-block-post-title"><a href="/b">{OTHERS[1]}</a></h2><div class="wp-block-post-excerpt"><p>مقتطف ثان من مقال لا صلة له بهذه الصفحة ولا ينبغي أن يظهر في نصها بأي حال من الأحوال.</p></div></li></ul></div></main><footer class="wp-block-template-part"><p>صمم بواسطة ووردبريس</p></footer></div></body></html>""",
    authors=("لمى الشامي",),
)

BLOGGER = Page(
    "blog host",
    "https://news-of-the-coast.blogspot.com/2026/03/blog-post_9.html",
    f"""<html dir="rtl" xmlns="http://www.w3.org/1999/xhtml"><head><title>أخبار الساحل: {HEADLINE}</title><meta content="{HEADLINE}" property="og:title"/><meta content="" property="og:description"/></head><body><div class="header-outer"><h1 class="title"><a href="/">أخبار الساحل</a></h1><p class="description">مدونة إخبارية مستقلة</p></div><div class="tabs-outer"><ul>{MENU}</ul></div><div class="main-outer"><h2 class="date-header"><span>الاثنين، 9 مارس 2026</span></h2><div class="post hentry"><h3 class="post-title entry-title">{HEADLINE}</h3><div class="post-body entry-content" id="post-body-1"><div dir="rtl" style="text-align: right;" trbidi="on"><div class="separator"><a href="x"><img src="1.jpg"/></a></div><br/>{BODY[0]}<br/><br/>{BODY[1]}<br/><br/><div>{BODY[2]}</div><div><br/></div><div>{BODY[3]}</div>{BODY[4]}<br/>{BODY[5]}</div></div><div class="post-footer"><span class="post-author vcard">مرسلة بواسطة <span class="fn">ساحلي</span></span> <span class="post-timestamp">في <a href="x"><abbr class="published" title="2026-03-09T18:40:00+03:00">6:40 م</abbr></a></span><div class="post-share-buttons">إرسال بالبريد الإلكتروني</div><span class="post-labels">التسميات: <a href="/l" rel="tag">محليات</a></span></div></div><div class="comments"><h4>ليست هناك تعليقات:</h4></div><div class="blog-pager"><a href="/n">رسالة أحدث</a> <a href="/p">رسالة أقدم</a></div></div></body></html>""",
    published="2026-03-09",
    authors=("ساحلي",),
)

JOOMLA = Page(
    "joomla",
    "https://www.river-press.info/index.php/local/item/4512-market",
    f"""<html lang="ar-aa" dir="rtl"><head><title>{HEADLINE}</title><meta name="generator" content="Joomla! - Open Source Content Management"></head><body class="site com_content view-article"><div class="nav-collapse"><ul class="nav menu">{MENU}</ul></div><main id="content"><div class="item-page" itemscope itemtype="https://schema.org/Article"><meta itemprop="inLanguage" content="ar-AA"><div class="page-header"><h2 itemprop="headline">{HEADLINE}</h2></div><dl class="article-info muted"><dt class="article-info-term">التفاصيل</dt><dd class="createdby" itemprop="author" itemscope>كتب بواسطة: <span itemprop="name">إدريس الجبلي</span></dd><dd class="category-name">المجموعة: <a href="/c">محليات</a></dd><dd class="published"><time datetime="2026-03-09T18:40:00+03:00" itemprop="datePublished">نشر بتاريخ: 09 مارس 2026</time></dd><dd class="hits">الزيارات: 312</dd></dl><div itemprop="articleBody">{paragraphs()}</div><ul class="pager pagenav"><li class="previous"><a href="/p"><span>السابق</span></a></li><li class="next"><a href="/n"><span>التالي</span></a></li></ul></div></main><div id="aside">{links()}</div></body></html>""",
    authors=("إدريس الجبلي",),
)

PAGES = (GULF_AGENCY, GATE, ONE_LINE, KEY_POINTS, SAUDI_AGENCY, BLOCK_THEME, BLOGGER, JOOMLA)

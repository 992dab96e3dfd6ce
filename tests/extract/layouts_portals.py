"""Reduced pages in the manner of portals, local sites and utility-first style sheets, with invented stories."""

from __future__ import annotations

from tests.extract.layouts_publishers import ld, paragraphs
from tests.extract.prose import MENU, OTHERS, links
from tests.extract.stories import BOATS, CLINIC, COURT, CUP, PHONE, RAILS, RAINS, TALK, TALKS, WHEAT
from tests.extract.unseen import Unseen

UTILITY = Unseen(
    "style sheet of utilities: no class says anything, paragraphs are divs, dates by the clock of the reader",
    "https://now.asharq-style.com/reports/118822/جولة-ثانية-من-محادثات-المياه",
    f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>{TALKS.headline} | الآن</title><meta property="og:title" content="{TALKS.headline}"/><meta property="og:site_name" content="الآن"/><meta property="og:type" content="article"/><meta property="og:image" content="https://cdn.asharq-style.com/river.avif"/><meta property="article:published_time" content="2026-03-09T15:40:00.000Z"/>
{ld(**{"@type": "NewsArticle", "headline": TALKS.headline, "datePublished": "2026-03-09T15:40:00.000Z", "dateModified": "2026-03-09T16:20:00.000Z", "author": [{"@type": "Person", "name": "الآن"}], "image": ["https://cdn.asharq-style.com/river.avif"], "articleSection": "سياسة"})}</head>
<body class="bg-white text-gray-900 antialiased"><div id="__next"><div class="sticky top-0 z-50 flex items-center justify-between px-4"><a class="text-2xl font-bold" href="/">الآن</a><div class="flex gap-4 overflow-x-auto">{"".join(f'<a class="px-2 py-1" href="/s/{n}">{name}</a>' for n, name in enumerate(["سياسة", "اقتصاد", "رياضة", "ثقافة", "تكنولوجيا", "صحة"]))}</div></div>
<div class="mx-auto max-w-3xl px-4"><div class="mt-6 flex gap-2 text-sm text-blue-600"><a href="/politics">سياسة</a></div><h1 class="mt-2 text-3xl font-extrabold leading-snug">{TALKS.headline}</h1><div class="mt-4 flex flex-wrap items-center gap-3 text-xs text-gray-500"><a class="font-semibold text-gray-700" href="/authors/hazem-n">حازم نعمة</a><span>•</span><span>الاثنين 9 مارس 2026</span><span>18:40</span><span>•</span><span>3 دقائق قراءة</span></div>
<div class="relative mt-4 aspect-video overflow-hidden rounded-xl"><img class="h-full w-full object-cover" src="/_next/image?url=river" alt=""><div class="absolute bottom-0 p-2 text-xs text-white">مشهد جوي لنهر السرو قرب الحدود - 2 فبراير 2026 - رويترز</div></div>
<div class="mt-6 space-y-5 text-lg leading-8"><div class="whitespace-pre-line">{TALKS.body[0]}</div><div class="whitespace-pre-line">{TALKS.body[1]}</div><div class="rounded-xl border p-4"><div class="text-sm font-bold text-red-600">اقرأ أيضاً</div><a class="mt-2 flex gap-3" href="/reports/1"><img class="h-16 w-24" src="1.jpg"><span class="font-semibold">{OTHERS[3]}</span></a></div><div class="whitespace-pre-line">{TALKS.body[2]}</div><h2 class="text-2xl font-bold">جولة سابقة فاشلة</h2><div class="whitespace-pre-line">{TALKS.body[3]}</div><div class="whitespace-pre-line">{TALKS.body[4]}</div></div>
<div class="mt-8 flex flex-wrap gap-2"><a class="rounded-full bg-gray-100 px-3 py-1 text-sm" href="/tags/x">#نهر السرو</a></div><div class="mt-10 border-t pt-6"><h3 class="text-xl font-bold">قصص أخرى</h3><div class="grid grid-cols-2 gap-4">{"".join(f'<a class="block" href="/reports/{n}"><span class="font-semibold">{OTHERS[n]}</span><span class="block text-xs text-gray-500">8 مارس 2026 12:0{n}</span></a>' for n in range(4))}</div></div></div><div class="bg-gray-900 p-6 text-white">جميع الحقوق محفوظة © 2026</div></div></body></html>""",
    TALKS.headline,
    (*TALKS.body[:3], "جولة سابقة فاشلة", *TALKS.body[3:]),
    "2026-03-09T15:40:00+00:00",
    modified="2026-03-09T16:20:00+00:00",
    authors=("حازم نعمة",),
    section="سياسة",
    image="https://cdn.asharq-style.com/river.avif",
    captions=("مشهد جوي لنهر السرو قرب الحدود - 2 فبراير 2026 - رويترز",),
)

CAIRO = Unseen(
    "cairo daily: date of publication and of update in one sentence, byline with town, boxes of the same section",
    "https://www.horouk.com/news/view.aspx?cdate=09032026&id=5c7e0f3b-1d1e-4f13",
    f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>{COURT.headline} - بوابة الهوروق</title><meta property="og:title" content="{COURT.headline} - بوابة الهوروق"/><meta property="og:site_name" content="بوابة الهوروق"/><meta property="og:type" content="article"/><meta property="og:image" content="https://www.horouk.com/uploadedimages/court.jpg"/><meta name="description" content="{COURT.body[0][:140]}"/></head>
<body dir="rtl"><form method="post" action="./view.aspx" id="form1"><div class="topBar"><span id="lblToday">الثلاثاء 10 مارس 2026 11:00 ص</span><ul>{MENU}</ul></div><div class="innerContainer"><div class="rightSide"><div class="eventTitle"><h1>{COURT.headline}</h1></div><div class="editorName"><span id="Body_lblAuthor">المرسى - أحمد بدراوي</span></div><div class="eventDate"><span>نشر في: الإثنين 9 مارس 2026 - 6:40 م | آخر تحديث: الإثنين 9 مارس 2026 - 7:05 م</span></div>
<div class="eventImg"><img src="/uploadedimages/court.jpg" alt="{COURT.headline}"><span class="imgCap"></span></div><div class="eventContent" id="Body_Content"><p><span>{COURT.body[0]}</span></p><p><span>{COURT.body[1]}</span></p><div class="inRelated"><strong>موضوعات متعلقة</strong><br><a href="/news/1">{OTHERS[0]}</a><br><a href="/news/2">{OTHERS[1]}</a></div><p><span>{COURT.body[2]}</span></p><p><span>{COURT.body[3]}</span></p><p><span>{COURT.body[4]}</span></p><p><span>{COURT.body[5]}</span></p><p><span>&nbsp;</span></p></div>
<div class="sourceLine"><a href="/news/section/8">حوادث</a></div><div class="fbComments">قد تعجبك أيضا</div>{links(4)}</div><div class="leftSide"><h2>الأكثر قراءة</h2>{links()}</div></div><div class="foot"><p>جميع حقوق النشر محفوظة لدى شركة الهوروق</p></div></form></body></html>""",
    COURT.headline,
    COURT.body,
    "2026-03-09T18:40:00+02:00",
    "source",
    modified="2026-03-09T19:05:00+02:00",
    authors=("أحمد بدراوي",),
    image="https://www.horouk.com/uploadedimages/court.jpg",
    country="EG",
)

SUDANESE = Unseen(
    "sudanese paper: eastern digits, the writer after the town in the first words, a plain theme",
    "https://alnilnews-sd.net/?p=99812",
    f"""<!DOCTYPE html><html dir="rtl" lang="ar"><head><title>{WHEAT.headline} – النيل نيوز</title><meta name="generator" content="WordPress 6.4"/></head><body class="rtl single single-post postid-99812"><div id="page"><div id="masthead"><p class="site-title"><a href="/">النيل نيوز</a></p><ul>{MENU}</ul></div><div id="primary"><main id="main"><article id="post-99812" class="post type-post hentry category-economy"><header class="entry-header"><div class="entry-meta"><span class="posted-on"><a href="/?p=99812" rel="bookmark"><time class="entry-date published updated">٩ مارس، ٢٠٢٦ ٦:٤٠ م</time></a></span><span class="byline"><span class="author vcard"><a class="url fn n" href="/?author=3">النيل نيوز</a></span></span></div><h1 class="entry-title">{WHEAT.headline}</h1></header>
<div class="post-thumbnail"><img class="wp-post-image" src="/wp-content/w.jpg"></div><div class="entry-content"><p><strong>الخرطوم: أم سلمة الطيب</strong></p>{paragraphs(WHEAT.body)}<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">معجب بهذه:</h3><span>إعجاب</span> <span>تحميل...</span></div></div><footer class="entry-footer"><span class="cat-links"><a href="/?cat=4" rel="category">الاقتصادية</a></span></footer></article><nav class="navigation post-navigation"><h2 class="screen-reader-text">تصفّح المقالات</h2><div class="nav-previous"><a href="/?p=1">{OTHERS[2]}</a></div></nav></main></div><aside id="secondary">{links()}</aside></div></body></html>""",
    WHEAT.headline,
    WHEAT.body,
    "2026-03-09T18:40:00+02:00",
    "source",
    authors=("أم سلمة الطيب",),
    section="الاقتصادية",
    image="https://alnilnews-sd.net/wp-content/w.jpg",
    country="SD",
)

INTERVIEW = Unseen(
    "interview: questions in bold and answers, an introduction, the guest's picture with his name under it",
    "https://madar-culture.net/dialogues/haddad-the-translator",
    f"""<html lang="ar"><head><title>{TALK.headline} - مدار الثقافة</title><meta property="og:title" content="{TALK.headline}"><meta property="og:site_name" content="مدار الثقافة"><meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-09T09:00:00+02:00"></head><body><header><ul>{MENU}</ul></header><main><div class="post-head"><span class="post-cat"><a href="/dialogues">حوارات</a></span><h1>{TALK.headline}</h1><div class="post-info"><span>حاورته: <a href="/authors/12">نوال بوزيد</a></span><span>9 مارس 2026</span></div></div>
<div class="post-text"><p>{TALK.body[0]}</p><figure class="alignright"><img src="/h.jpg"><figcaption>المترجم إلياس حداد</figcaption></figure>{"".join(f"<p><strong>{text}</strong></p>" if text.startswith("*") else f"<p>{text}</p>" for text in TALK.body[1:])}</div><div class="author-bio"><p>نوال بوزيد: صحافية ثقافية من الجنوب، تكتب عن الترجمة والكتب.</p></div><div class="rel"><h4>اقرأ أيضا</h4><ul>{links(3)}</ul></div></main></body></html>""",
    TALK.headline,
    TALK.body,
    "2026-03-09T09:00:00+02:00",
    authors=("نوال بوزيد",),
    section="حوارات",
    image="https://madar-culture.net/h.jpg",
    captions=("المترجم إلياس حداد",),
)

MAAN = Unseen(
    "palestinian network: both dates in brackets, the town and the network in the first words, views after",
    "https://www.shabaka-m.net/news/2112233.html",
    f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>شبكة الزيتون - {RAINS.headline}</title><meta property="og:title" content="{RAINS.headline}"><meta property="og:type" content="article"><meta property="og:image" content="https://www.shabaka-m.net/photos/1.jpg"></head><body><div class="header"><div class="today">القدس - الثلاثاء 10 آذار 2026 11:02</div><ul>{MENU}</ul></div><div class="row"><div class="col-8"><div class="title-box"><h1>{RAINS.headline}</h1></div><div class="dates">نشر بتاريخ: 09/03/2026 ( آخر تحديث: 09/03/2026 الساعة: 19:02 )</div><div class="img-box"><img src="https://www.shabaka-m.net/photos/1.jpg"><p>سيول وادي الرمان</p></div>
<div class="news-text"><p>وادي الرمان- الزيتون- {RAINS.body[0]}</p>{paragraphs(RAINS.body[1:])}</div><div class="views">المشاهدات: 1209</div><div class="joinus"><a href="https://t.me/x">تابعنا على تيليجرام</a></div></div><div class="col-4"><h4>آخر الأخبار</h4>{"".join(f'<div><span>1{n}:20</span> <a href="/news/{n}.html">{OTHERS[n]}</a></div>' for n in range(7))}</div></div><div class="footer">جميع الحقوق محفوظة لشبكة الزيتون © 2005-2026</div></body></html>""",
    RAINS.headline,
    (f"وادي الرمان- الزيتون- {RAINS.body[0]}", *RAINS.body[1:]),
    "2026-03-09",
    None,
    modified="2026-03-09T19:02:00+02:00",
    image="https://www.shabaka-m.net/photos/1.jpg",
    captions=("سيول وادي الرمان",),
    country="PS",
)

MINISTRY = Unseen(
    "state portal on a portal server: Hijri date beside, zero-width characters, text in one field",
    "https://www.spn.gov.sa/ar/MediaCenter/News/Pages/News-20260309.aspx",
    f"""<!DOCTYPE html><html dir="rtl" lang="ar-sa"><head><meta name="GENERATOR" content="Microsoft SharePoint" /><title>
	{RAILS.headline}
</title></head><body><form method="post" action="./News-20260309.aspx" id="aspnetForm"><div id="s4-workspace"><div id="s4-bodyContainer"><div class="ms-dialogHidden"><div class="portal-nav"><ul>{MENU}</ul></div></div><div class="breadcrumb-wrap"><span><a href="/ar">الرئيسية</a></span> / <span><a href="/ar/MediaCenter">المركز الإعلامي</a></span> / <span><a href="/ar/MediaCenter/News">الأخبار</a></span></div>
<div class="inner-page"><h1 class="page-title">{RAILS.headline}</h1><div class="news-date"><span>20/09/1447 هـ</span> <span>الموافق 09/03/2026 م</span></div><div class="news-photo"><div id="ctl00_PlaceHolderMain_Image__ControlWrapper_RichImageField" class="ms-rtestate-field"><img src="/PublishingImages/1.jpg"></div></div><div class="article-content"><div id="ctl00_PlaceHolderMain_ctl01__ControlWrapper_RichHtmlField" class="ms-rtestate-field" style="display:inline"><p>&#8203;{RAILS.body[0]}</p><p>&#8203;&#8203;{RAILS.body[1]}</p><p>{RAILS.body[2]}&#8203;</p><p>&#8203;</p></div></div><div class="rate-page"><span>هل كان هذا المحتوى مفيداً؟</span> <button>نعم</button> <button>لا</button><span>12 من الزوار أعجبهم محتوى هذه الصفحة</span></div><div class="last-update">تاريخ آخر تحديث: 10/03/2026 08:15 ص بتوقيت السعودية</div></div></div></div><footer>جميع الحقوق محفوظة للهيئة © 2026</footer></form></body></html>""",
    RAILS.headline,
    (f"\u200b{RAILS.body[0]}", f"\u200b\u200b{RAILS.body[1]}", f"{RAILS.body[2]}\u200b"),
    "2026-03-09",
    None,
    modified="2026-03-10T08:15:00+03:00",
    section="الأخبار",
    image="https://www.spn.gov.sa/PublishingImages/1.jpg",
)

RADIO = Unseen(
    "radio's site: two paragraphs, an audio control between them, dates with a dash, a strip of sponsors",
    "https://www.mawja-fm.tn/ar/actualite-sport/1180223/تأهل-نجوم-الساحل",
    f"""<!doctype html><html lang="ar" dir="rtl"><head><title>{CUP.headline} | موجة أف أم</title><meta property="og:title" content="{CUP.headline}"><meta property="og:type" content="article"><meta property="og:site_name" content="Mawja FM"><meta property="og:image" content="https://content.mawja-fm.tn/1.jpg"></head><body><header><div class="live"><a href="/live">استمع للبث الحي</a></div><nav>{MENU}</nav></header><div class="page-article"><div class="cat-name"><a href="/ar/actualite-sport">رياضة</a></div><h1 class="h1">{CUP.headline}</h1><div class="article-tools"><span class="datepub">نشر الإثنين 09 مارس 2026 18:40 </span> <span class="datemaj">تحديث الإثنين 09 مارس 2026 18:55</span></div><div class="imgcont"><img src="https://content.mawja-fm.tn/1.jpg" title="{CUP.headline}"></div>
<div class="desc"><p>{CUP.body[0]}</p><div class="audio-embed"><span>استمع الى مداخلة المدرب</span><audio src="x.mp3"></audio></div><p>{CUP.body[4]}</p></div><div class="sig">هناء العبيدي</div><div class="spons"><a href="http://ads.example">ads</a></div></div><div class="more-list"><h3>في نفس السياق</h3>{links(5)}</div></body></html>""",
    CUP.headline,
    (CUP.body[0], CUP.body[4]),
    "2026-03-09T18:40:00+01:00",
    "country",
    modified="2026-03-09T18:55:00+01:00",
    authors=("هناء العبيدي",),
    section="رياضة",
    image="https://content.mawja-fm.tn/1.jpg",
)

CONTENTS = Unseen(
    "explainer on a block editor: table of contents, key points, a box of questions, sources at the end",
    "https://sharh.online/health/walking/",
    f"""<!doctype html><html dir="rtl" lang="ar"><head><title>{CLINIC.headline} - شرح</title><meta property="og:type" content="article"><meta property="og:title" content="{CLINIC.headline} - شرح"><meta property="og:site_name" content="شرح"><meta property="article:published_time" content="2026-03-08T22:30:00+00:00"><meta property="article:modified_time" content="2026-03-09T06:00:00+00:00"><meta name="author" content="dr-samar"><meta name="twitter:label1" content="كتب بواسطة"><meta name="twitter:data1" content="سلوى الأنصاري">
{ld(**{"@graph": [{"@type": "Article", "headline": CLINIC.headline, "datePublished": "2026-03-08T22:30:00+00:00", "dateModified": "2026-03-09T06:00:00+00:00", "author": {"name": "سلوى الأنصاري", "@id": "https://sharh.online/#/schema/person/5"}, "articleSection": ["صحة", "تغذية"], "keywords": ["السكري"], "image": {"@id": "https://sharh.online/health/walking/#primaryimage"}}, {"@type": "ImageObject", "@id": "https://sharh.online/health/walking/#primaryimage", "url": "https://sharh.online/wp-content/walk.jpg"}, {"@type": "FAQPage", "mainEntity": []}]})}</head>
<body class="single single-post"><header>{MENU}</header><main><article><h1>{CLINIC.headline}</h1><p class="byline">بقلم <a href="/author/salwa/">سلوى الأنصاري</a> · راجعته طبياً <a href="/author/doc/">د. كمال عزيز</a></p><div class="entry-content"><div id="ez-toc-container" class="ez-toc-v2_0 counter-hierarchy"><p class="ez-toc-title">جدول المحتويات</p><nav><ul><li><a href="#a">{CLINIC.body[2]}</a></li><li><a href="#b">{CLINIC.body[8]}</a></li></ul></nav></div>
<p>{CLINIC.body[0]}</p><p>{CLINIC.body[1]}</p><h2 id="a" class="wp-block-heading">{CLINIC.body[2]}</h2><p>{CLINIC.body[3]}</p><p>{CLINIC.body[4]}</p><ul class="wp-block-list"><li>{CLINIC.body[5]}</li><li>{CLINIC.body[6]}</li><li>{CLINIC.body[7]}</li></ul><div class="wp-block-buttons"><div class="wp-block-button"><a class="wp-block-button__link" href="/app">حمّل التطبيق</a></div></div><h2 id="b" class="wp-block-heading">{CLINIC.body[8]}</h2><p>{CLINIC.body[9]}</p><hr class="wp-block-separator"><div class="references"><h4>المراجع</h4><ol><li><a href="https://journal.example/1">Walking after lunch, J. Mountain Med., 2026</a></li></ol></div></div></article><aside>{links()}</aside></main></body></html>""",
    CLINIC.headline,
    CLINIC.body,
    "2026-03-08T22:30:00+00:00",
    modified="2026-03-09T06:00:00+00:00",
    authors=("سلوى الأنصاري",),
    section="صحة",
    tags=("السكري",),
    image="https://sharh.online/wp-content/walk.jpg",
)

SYRIAN = Unseen(
    "syrian paper: credit of the picture under it, writers joined by «و», a note that corrects the text",
    "https://www.baladiya-news.net/archives/745512",
    f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>{BOATS.headline} - بلديتنا</title><meta property="og:title" content="{BOATS.headline} - بلديتنا"><meta property="og:site_name" content="بلديتنا"><meta property="article:published_time" content="2026-03-09T12:01:33+03:00"><meta property="og:image" content="https://www.baladiya-news.net/wp-content/uploads/b.jpg"></head><body class="single"><div class="top-menu">{MENU}</div><div class="single-content"><div class="path"><a href="/">الرئيسية</a> » <a href="/archives/category/society">مجتمع</a> » {BOATS.headline}</div><h1>{BOATS.headline}</h1><div class="pub-info"><i>camera iconمراكب راسية في مرفأ الغزال - 3 من آذار 2026 (بلديتنا/ جاد المصري)</i></div><img src="https://www.baladiya-news.net/wp-content/uploads/b.jpg"><div class="social"><a>ع</a><a>ع</a><a>ع</a></div>
<div class="content-article"><p style="text-align: left;"><strong>بلديتنا – جنى العلي ومهند الخطيب</strong></p>{paragraphs(BOATS.body)}<p><em>تصحيح: ورد في نسخة سابقة من هذا التقرير أن عدد المراكب خمسة وعشرون، والصحيح اثنان وعشرون.</em></p><div class="report-error">إذا كنت تعتقد أن المقال يحوي معلومات خاطئة أو لديك تفاصيل إضافية أرسل/ي تصحيحًا</div><div class="ethics">إذا كنت تعتقد أن المقال ينتهك أيًا من المبادئ الأخلاقية أو المعايير المهنية قدم/ي شكوى</div></div><div class="sigma"><h3>المزيد من مجتمع</h3>{links()}</div></div></body></html>""",
    BOATS.headline,
    (*BOATS.body, "تصحيح: ورد في نسخة سابقة من هذا التقرير أن عدد المراكب خمسة وعشرون، والصحيح اثنان وعشرون."),
    "2026-03-09T12:01:33+03:00",
    authors=("جنى العلي", "مهند الخطيب"),
    section="مجتمع",
    image="https://www.baladiya-news.net/wp-content/uploads/b.jpg",
    captions=("camera iconمراكب راسية في مرفأ الغزال - 3 من آذار 2026 (بلديتنا/ جاد المصري)",),
)

AMP_READER = Unseen(
    "accelerated page of a reader's mode: byline and time in footers' names, consent and sidebar elements",
    "https://www.tiqniya.me/2026/03/phone/amp/",
    f"""<!doctype html><html amp lang="ar" dir="rtl"><head><meta charset="utf-8"><link rel="canonical" href="https://www.tiqniya.me/2026/03/phone/"><title>{PHONE.headline}</title><script async src="https://cdn.ampproject.org/v0.js"></script>
{ld(**{"@type": "BlogPosting", "mainEntityOfPage": "https://www.tiqniya.me/2026/03/phone/", "publisher": {"@type": "Organization", "name": "تقنية"}, "headline": PHONE.headline, "datePublished": "2026-03-09T15:40:00+00:00", "dateModified": "2026-03-09T15:40:00+00:00", "author": {"@type": "Person", "name": "باسل ن."}, "image": {"@type": "ImageObject", "url": "https://www.tiqniya.me/p.jpg", "width": 1200}})}</head>
<body class="amp-mode-mouse"><amp-consent id="c"><div id="cu">نستخدم ملفات تعريف الارتباط لتحسين تجربتك.</div></amp-consent><amp-sidebar id="sb"><ul>{MENU}</ul></amp-sidebar><header id="top" class="amp-wp-header"><div><a href="/">تقنية</a></div></header><article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{PHONE.headline}</h1><div class="amp-wp-meta amp-wp-byline"><amp-img src="g.png" width="24" height="24"></amp-img><span class="amp-wp-author author vcard">باسل ن.</span></div><div class="amp-wp-meta amp-wp-posted-on"><time datetime="2026-03-09T15:40:00+00:00">يوم واحد ago</time></div></header><figure class="amp-wp-article-featured-image wp-caption"><amp-img src="https://www.tiqniya.me/p.jpg" width="1200" height="700"></amp-img><p class="wp-caption-text">الهاتف الجديد</p></figure><div class="amp-wp-article-content"><p>{PHONE.body[0]}</p><amp-ad type="adsense"></amp-ad><p>{PHONE.body[1]}</p><amp-youtube data-videoid="x"></amp-youtube>{paragraphs(PHONE.body[2:])}</div><footer class="amp-wp-article-footer"><div class="amp-wp-meta amp-wp-tax-category">التصنيفات: <a href="/c/phones" rel="category tag">هواتف</a></div><div class="amp-wp-meta amp-wp-tax-tag">الوسوم: <a href="/t/1" rel="tag">نواة</a></div><div class="amp-wp-meta amp-wp-comments-link"><a href="#r">اترك تعليق</a></div></footer></article><footer class="amp-wp-footer"><div><h2>تقنية</h2><p><a href="https://wordpress.org/">يعمل بواسطة WordPress</a></p></div></footer></body></html>""",
    PHONE.headline,
    PHONE.body,
    "2026-03-09T15:40:00+00:00",
    modified="2026-03-09T15:40:00+00:00",
    authors=("باسل ن.",),
    section="هواتف",
    tags=("نواة",),
    image="https://www.tiqniya.me/p.jpg",
    captions=("الهاتف الجديد",),
)

KURDISTAN = Unseen(
    "iraqi site: the site's name opens the text, keywords as links, «قبل» for the date, data in attributes",
    "https://fajrnews.iq/ar/سياسة/جولة-ثانية-من-محادثات-المياه-551203",
    f"""<!doctype html><html lang="ar" dir="rtl"><head><title>{TALKS.headline}</title><meta property="og:title" content="{TALKS.headline}"><meta property="og:type" content="article"><meta property="og:site_name" content="فجر نيوز"><meta property="og:image" content="https://fajrnews.iq/m/1.webp"><meta name="keywords" content="السد الأعلى, نهر السرو"></head><body><div class="navi"><ul>{MENU}</ul></div><section class="newsview"><div class="newsview-head"><span class="newsview-type">سياسة</span><h2 class="newsview-title">{TALKS.headline}</h2><div class="newsview-stamp" title="2026-03-09T18:40:09+03:00"><b>2026-03-09T18:40:09+03:00</b></div><div class="zoomers"><button>A</button></div></div><div class="newsview-photo"><img src="https://fajrnews.iq/m/1.webp"></div>
<div class="newsview-body"><p><strong>فجر نيوز/</strong> {TALKS.body[0]}</p>{paragraphs(TALKS.body[1:4])}<p><a href="/ar/x/1"><strong>{OTHERS[4]}</strong></a></p><p>{TALKS.body[4]}</p></div><div class="newsview-keys"><a href="/ar/tags/1">السد الأعلى</a><a href="/ar/tags/2">نهر السرو</a></div></section><section class="also"><h5>أخبار أخرى</h5>{links(5)}</section></body></html>""",
    TALKS.headline,
    (f"فجر نيوز/ {TALKS.body[0]}", *TALKS.body[1:]),
    "2026-03-09T18:40:09+03:00",
    section="سياسة",
    tags=("السد الأعلى", "نهر السرو"),
    image="https://fajrnews.iq/m/1.webp",
)

WEEKLY = Unseen(
    "weekly's archive: issue and page over the headline, a first letter as a picture's neighbour, columns as table cells",
    "https://www.osboua.org/issue/412/page/6/story/3",
    f"""<html dir="rtl"><head><title>الأسبوعية | {COURT.headline}</title><meta name="description" content="{COURT.headline}"></head><body><div id="head"><a href="/">الأسبوعية</a><p>العدد 412 | صفحة 6 | الإثنين 9 آذار 2026</p><ul>{MENU}</ul></div><div id="story"><p class="above">قضاء</p><p class="big">{COURT.headline}</p><p class="sub">هيئة الدفاع: التقرير من 380 صفحة ولم نتسلمه إلا قبل ثلاثة أيام</p><p class="by">مروان الأتاسي</p><table><tr><td class="c1">{paragraphs(COURT.body[:3])}</td><td class="c2">{paragraphs(COURT.body[3:])}</td></tr></table></div><div id="pages">صفحات العدد: <a href="/issue/412/page/1">1</a> <a href="/issue/412/page/2">2</a> <a href="/issue/412/page/3">3</a></div><div id="end">هاتف الإدارة: 011111111</div></body></html>""",
    COURT.headline,
    COURT.body,
    "2026-03-09",
    None,
    authors=("مروان الأتاسي",),
    standfirst="هيئة الدفاع: التقرير من 380 صفحة ولم نتسلمه إلا قبل ثلاثة أيام",
    country="SY",
)

PAGES = (UTILITY, CAIRO, SUDANESE, INTERVIEW, MAAN, MINISTRY, RADIO, CONTENTS, SYRIAN, AMP_READER, KURDISTAN, WEEKLY)

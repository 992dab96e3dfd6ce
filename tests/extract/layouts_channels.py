"""Reduced pages in the manner of news channels' and dailies' own systems, with invented stories."""

from __future__ import annotations

from tests.extract.layouts_publishers import ld, paragraphs
from tests.extract.prose import MENU, OTHERS, links
from tests.extract.stories import BOATS, CLINIC, COLUMN, COURT, CUP, PHONE, RAINS, TALKS, WHEAT
from tests.extract.unseen import Unseen

ARABIC_CHANNEL = Unseen(
    "gulf channel: «نشر في» and «آخر تحديث» in one line, reading time, a player that reads aloud",
    "https://www.qanat-alarab.net/arab-and-world/2026/03/09/%D8%AC%D9%88%D9%84%D8%A9-%D8%AB%D8%A7%D9%86%D9%8A%D8%A9",
    f"""<!doctype html><html lang="ar" dir="rtl"><head><title>{TALKS.headline}</title><meta name="description" content="{TALKS.lead}"/><meta property="og:title" content="{TALKS.headline}"/><meta property="og:type" content="article"/><meta property="og:site_name" content="قناة العرب"/><meta property="og:image" content="https://vid.qanat-alarab.net/images/2026/03/09/river.jpg?format=1200w"/>
{ld(**{"@type": "NewsArticle", "mainEntityOfPage": {"@type": "WebPage", "@id": "x"}, "headline": TALKS.headline, "description": TALKS.lead, "image": {"@type": "ImageObject", "url": "https://vid.qanat-alarab.net/images/2026/03/09/river.jpg"}, "datePublished": "2026-03-09T18:40:00+04:00", "dateModified": "2026-03-09T19:10:00+04:00", "articleSection": "العرب والعالم", "author": {"@type": "Organization", "name": "قناة العرب"}, "publisher": {"@type": "Organization", "name": "قناة العرب"}, "keywords": ["نهر السرو", "الأمم المتحدة"]})}</head>
<body><div id="__next"><header class="site-header_root__kL2"><nav>{MENU}</nav><div class="live-btn">البث المباشر</div></header><div class="ticker_root__91a"><strong>عاجل</strong><a href="/t/1">{OTHERS[1]}</a></div>
<main><div class="article-page_grid__qQ1"><article><div class="breadcrumb_list__22"><a href="/">الرئيسية</a> <a href="/arab-and-world">العرب والعالم</a></div><header class="article-header_root__Z0"><h1 class="article-header_title__aa">{TALKS.headline}</h1><h2 class="article-header_subtitle__bb">{TALKS.lead}</h2>
<div class="media-player_root__77"><button>استمع للمقال</button><span>00:00</span> / <span>03:12</span></div><div class="article-header_media__c"><img src="https://vid.qanat-alarab.net/images/2026/03/09/river.jpg?format=375w" alt="نهر السرو"><div class="article-header_caption__d"><span>مجرى نهر السرو قرب السد الأعلى</span><span> - أسوشيتد برس</span></div></div>
<div class="article-header_byline__e"><div>الضفة الشرقية - <a href="/authors/majed">ماجد الحوراني</a></div></div><div class="article-header_dates__f"><div><span>نشر في:</span><time>09 مارس ,2026: 06:40 م GST</time></div><div><span>آخر تحديث:</span><time>09 مارس ,2026: 07:10 م GST</time></div><div class="reading-time">دقيقتان للقراءة</div></div><div class="sharing_root__g"><button>نسخ الرابط</button><button>حفظ</button></div></header>
<div class="body_root__h" id="body-text">{paragraphs(TALKS.body[:2])}<div class="inline-ad">إعلان</div><div class="video-embed_root__i"><div class="video-embed_title__j">تقرير: ماذا تعرف عن نهر السرو؟</div><video></video></div>{paragraphs(TALKS.body[2:4])}<div class="recirc_root__k"><a href="/a/9"><div class="recirc_section__l">العرب والعالم</div><div class="recirc_title__m">{OTHERS[3]}</div><div class="recirc_desc__n">قررت إدارات التعليم في أربع محافظات جبلية تأجيل الدراسة أسبوعاً كاملاً.</div></a></div>{paragraphs(TALKS.body[4:])}</div>
<div class="tags_root__o"><ul><li><a href="/tags/1">#نهر السرو</a></li><li><a href="/tags/2">#الأمم المتحدة</a></li></ul></div></article><aside><h3>الأكثر قراءة</h3>{links()}</aside></div></main><footer>جميع الحقوق محفوظة لقناة العرب 2026</footer></div></body></html>""",
    TALKS.headline,
    (TALKS.lead, *TALKS.body),
    "2026-03-09T18:40:00+04:00",
    modified="2026-03-09T19:10:00+04:00",
    standfirst=TALKS.lead,
    authors=("ماجد الحوراني",),
    section="العرب والعالم",
    tags=("نهر السرو", "الأمم المتحدة"),
    image="https://vid.qanat-alarab.net/images/2026/03/09/river.jpg",
    captions=("مجرى نهر السرو قرب السد الأعلى - أسوشيتد برس", "تقرير: ماذا تعرف عن نهر السرو؟"),
)

FRENCH_CHANNEL = Unseen(
    "french channel: chapo, «إعلان اقرأ المزيد» between paragraphs, a newsletter's promise",
    "https://www.chaine-monde.com/ar/الشرق-الأوسط/20260309-محكمة-الجنايات-تؤجل",
    f"""<!doctype html><html lang="ar" dir="rtl"><head><title>{COURT.headline}</title><meta name="description" content="{COURT.lead}"><meta property="og:type" content="article"><meta property="og:title" content="{COURT.headline}"><meta property="og:site_name" content="قناة العالم / CHAINE MONDE"><meta property="article:published_time" content="2026-03-09T17:40:12+00:00"><meta property="article:modified_time" content="2026-03-09T17:58:30+00:00"><meta property="article:section" content="الشرق الأوسط"><meta property="article:tag" content="قضاء"><meta property="article:tag" content="فساد"><meta property="article:author" content="نادية بوعلام"><meta property="og:image" content="https://s.chaine-monde.com/media/display/court.jpg"></head>
<body class="ui-rtl"><div class="o-header"><div class="m-nav">{MENU}</div></div><main id="main-content"><div class="l-main"><article class="t-content t-content--article"><header class="t-content__header"><nav class="o-breadcrumb"><a href="/ar/">الصفحة الأولى</a><span> / </span><a href="/ar/me/">الشرق الأوسط</a></nav><h1 class="t-content__title a-page-title">{COURT.headline}</h1></header>
<div class="t-content__metadata"><p class="m-pub-dates"><span class="m-pub-dates__date">نشرت في: <time pubdate datetime="2026-03-09T17:40:12+00:00">09/03/2026 - 18:40</time></span><span class="m-pub-dates__date m-pub-dates__date--has-time">آخر تحديث: <time datetime="2026-03-09T17:58:30+00:00">09/03/2026 - 18:58</time></span></p><div class="a-read-time">3 دقائق</div></div>
<div class="t-content__main-media"><figure class="m-figure"><img src="https://s.chaine-monde.com/media/display/court-640.jpg" alt="قاعة المحكمة"><figcaption class="m-figure__caption">مدخل محكمة الجنايات في مدينة المرسى، 9 آذار/مارس 2026. <span class="m-figure__credit">© أ ف ب</span></figcaption></figure></div>
<div class="t-content__by"><span class="a-by">نص:</span> <a class="m-from-author__name" href="/ar/writers/nadia">نادية بوعلام</a> <span>|</span> <a href="/ar/reporters">مراسلة قناة العالم في المرسى</a></div>
<p class="t-content__chapo">{COURT.lead}</p><div class="t-content__body u-clearfix"><p>{COURT.body[0]}</p><div class="o-ad-container__label">إعلان</div><div class="a-read-more">اقرأ المزيد</div><p>{COURT.body[1]}</p>
<div class="m-interstitial"><div class="m-interstitial__ad"><div class="o-ad-container__label">إعلان</div></div></div><p><strong>>> اقرأ أيضا: <a href="/ar/x">{OTHERS[1]}</a></strong></p>{paragraphs(COURT.body[2:5])}<div class="m-em-quote"><blockquote>{COURT.body[5]}</blockquote></div><p><strong>نادية بوعلام</strong></p><p>قناة العالم/ أ ف ب</p>
<div class="o-self-promo o-self-promo--newsletter"><p class="o-self-promo__title">النشرة الإعلامية</p><p class="o-self-promo__text">الأخبار الأكثر أهمية أسبوعيا، مباشرة في صندوق بريدك الإلكتروني</p><a href="/newsletter">أشترك</a></div><div class="o-self-promo o-self-promo--app"><p>تابع الأخبار العالمية أينما كنت! حمل تطبيق قناة العالم</p></div></div>
<ul class="m-tags-list"><li><a href="/ar/tag/1">قضاء</a></li><li><a href="/ar/tag/2">فساد</a></li></ul></article><aside class="l-aside"><h2>الأكثر قراءة</h2>{links()}</aside></div></main><footer class="o-footer"><p>© 2026 كل الحقوق محفوظة - قناة العالم. قناة العالم غير مسؤولة عن ما تتضمنه المواقع الأخرى.</p></footer></body></html>""",
    COURT.headline,
    (COURT.lead, *COURT.body),
    "2026-03-09T17:40:12+00:00",
    modified="2026-03-09T17:58:30+00:00",
    standfirst=COURT.lead,
    authors=("نادية بوعلام",),
    section="الشرق الأوسط",
    tags=("قضاء", "فساد"),
    image="https://s.chaine-monde.com/media/display/court.jpg",
    captions=("مدخل محكمة الجنايات في مدينة المرسى، 9 آذار/مارس 2026. © أ ف ب",),
)

GERMAN_CHANNEL = Unseen(
    "german channel: kicker glued over the headline, emotion styles, the sources in the last line",
    "https://www.welle-arabisch.com/ar/دراسة-المشي-نصف-ساعة-بعد-الغداء/a-71234567",
    f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>{CLINIC.headline} – W – 2026/3/9</title><meta name="description" content="{CLINIC.lead}"/><meta property="og:title" content="{CLINIC.headline} – W – 2026/3/9"/><meta property="og:type" content="article"/><meta property="og:site_name" content="welle-arabisch.com"/><meta property="og:image" content="https://static.welle-arabisch.com/image/711_804.jpg"/>
{ld(**{"@type": "NewsArticle", "headline": CLINIC.headline, "datePublished": "2026-03-09T17:40:11.223Z", "dateModified": "2026-03-09T17:40:11.223Z", "description": CLINIC.lead, "image": [{"@type": "ImageObject", "url": "https://static.welle-arabisch.com/image/711_804.jpg"}], "author": [{"@type": "Organization", "name": "Welle"}], "publisher": {"@type": "NewsMediaOrganization", "name": "Welle"}})}</head>
<body><div id="root"><div id="app" class="sc-fKmUUW eGBZLG"><a class="skip" href="#main">انتقل إلى المحتوى</a><header class="sc-h1">{MENU}</header><div role="main" class="s1p8"><article><header class="s1ku"><div class="sxqw"><a class="s1lk" href="/ar/علوم/s-9"><span class="kicker">علوم وصحة</span></a><span aria-hidden="true" class="land">جمهورية الجبل</span></div><h1 class="sa1c">{CLINIC.headline}</h1><div class="s9dl"><div class="author"><a href="/ar/alaa/person-5">علاء الدين جمعة</a></div><span aria-hidden="true"><time>2026/3/9</time></span><span class="sr-only">٩ مارس ٢٠٢٦</span></div></header>
<p class="teaser-text s16w">{CLINIC.lead}</p><div class="share-opener"><a href="https://www.facebook.com/sharer">Facebook</a><button>نسخ</button></div><figure class="s1en"><img src="https://static.welle-arabisch.com/image/711_803.jpg" alt="مسنون يمشون"><figcaption class="img-caption sxij">مسنون يمشون في حديقة عامة<small class="copyright">صورة من: Imago/H. Klein</small></figcaption></figure><div class="placeholder-image advertisement">إعلان</div>
<div class="content-area sc-jJ1"><div class="rich-text s1n1"><p>{CLINIC.body[0]}</p><p>{CLINIC.body[1]}</p><h2>{CLINIC.body[2]}</h2><p>{CLINIC.body[3]}</p><div class="embed big teaser-wrapper"><a href="/ar/x/a-1"><h4>{OTHERS[5]}</h4><p>تنقل هذه المادة القارئ إلى موضوع آخر في الموقع لا صلة له بالدراسة.</p></a></div><p>{CLINIC.body[4]}</p><ol><li>{CLINIC.body[5]}</li><li>{CLINIC.body[6]}</li><li>{CLINIC.body[7]}</li></ol><h2>{CLINIC.body[8]}</h2><p>{CLINIC.body[9]}</p><p>ع.ج/ف.ي (د ب أ، رويترز)</p></div></div>
<footer class="sc-f"><div class="author-short"><a href="/ar/alaa/person-5"><span class="author-name">علاء الدين جمعة</span> <span class="author-role">محرر ومراسل يهتم بشؤون العلوم والبيئة</span></a></div></footer></article><section class="s-more"><h2>تقارير ذات صلة</h2><div>{"".join(f'<div class="teaser"><a href="/ar/r/{n}"><h4>{OTHERS[n]}</h4></a><span>علوم</span><span>8 مارس 2026</span></div>' for n in range(4))}</div></section></div><footer role="contentinfo">© 2026 Welle</footer></div></div></body></html>""",
    CLINIC.headline,
    (CLINIC.lead, *CLINIC.body, "ع.ج/ف.ي (د ب أ، رويترز)"),
    "2026-03-09T17:40:11.223+00:00",
    modified="2026-03-09T17:40:11.223+00:00",
    standfirst=CLINIC.lead,
    authors=("علاء الدين جمعة",),
    section="علوم وصحة",
    image="https://static.welle-arabisch.com/image/711_804.jpg",
    captions=("مسنون يمشون في حديقة عامة",),
)

EURO = Unseen(
    "european channel: «بقلم:» with an agency, dates with a bullet, widgets that repeat related stories",
    "https://ar.euro-channel.com/2026/03/09/flash-floods-isolate-three-villages",
    f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>{RAINS.headline} | ‏Eurochannel</title><meta name="description" content="{RAINS.lead}"><meta property="og:title" content="{RAINS.headline}"><meta property="og:site_name" content="eurochannel"><meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-09 18:40:27 +01:00"><meta property="article:modified_time" content="2026-03-09 19:10:02 +01:00"><meta property="og:image" content="https://static.euro-channel.com/articles/1200x675_flood.jpg"><meta name="keywords" content="فيضانات - سيول,إنقاذ,طقس">
{ld(**{"@graph": [{"@type": "NewsArticle", "headline": RAINS.headline, "description": RAINS.lead, "articleBody": " ".join(RAINS.body), "datePublished": "2026-03-09 18:40:27 +01:00", "dateModified": "2026-03-09 19:10:02 +01:00", "image": {"@type": "ImageObject", "url": "https://static.euro-channel.com/articles/1440x810_flood.jpg"}, "author": [{"@type": "Person", "familyName": "Chehab", "givenName": "Dina", "name": "Dina Chehab", "sameAs": "https://www.x.com/dina"}], "articleSection": ["العالم"]}, {"@type": "WebSite", "name": "Eurochannel.com"}]})}</head>
<body><div class="c-site-header"><ul>{MENU}</ul></div><div class="o-site-main"><section class="c-article-redesign"><article class="tc-section-container"><nav class="c-breadcrumb"><a href="/">الصفحة الرئيسية</a><a href="/news/international">العالم</a></nav><h1 class="c-article-redesign-title">{RAINS.headline}</h1>
<div class="c-article-media__img"><picture><img src="https://static.euro-channel.com/articles/800x450_flood.jpg" alt="x"></picture><div class="c-article-caption"><span class="c-article-caption__content">رجال الإنقاذ في وادي الرمان</span> <span class="c-article-caption__copyright">&nbsp;-&nbsp; حقوق النشر &nbsp; AP Photo</span></div></div>
<div class="c-article-contributors"><b>بقلم:</b>&nbsp; <a href="/profiles/1">دينا شهاب</a>&nbsp;&amp;&nbsp;<b>AP</b></div><div class="c-article-publication-date"><span>نشرت في</span> <time datetime="2026-03-09 18:40:27">09/03/2026 - 18:40 GMT+1</time><span>•آخر تحديث</span> <time datetime="2026-03-09 19:10:02">19:10</time></div>
<div class="c-social-share"><span>شارك</span> <span>محادثة</span><div class="js-share-panel"><p>نسخ/لصق رابط فيديو المقال أدناه:</p><input value="x"><span>Copy to clipboard</span><span>تم النسخ</span></div></div>
<div class="c-article-summary" itemprop="description">{RAINS.lead}</div><div class="c-ad"><p class="c-ad__placeholder__logo">اعلان</p></div>
<div class="c-article-content js-article-content"><p>{RAINS.body[0]}</p><p>{RAINS.body[1]}</p><p>{RAINS.body[2]}</p><div class="widget widget--type-related widget--size-fullwidth widget--align-center"><ul class="widget__related_list"><li class="widget__related_list_item"><a class="widget__related_link" href="/r/1">{OTHERS[1]}</a></li><li><a class="widget__related_link" href="/r/2">{OTHERS[6]}</a></li></ul></div><p>{RAINS.body[3]}</p>
<div class="widget widget--type-image"><figure><img src="b.jpg"><figcaption class="widget__caption"><span class="widget__captionText">جسر خشبي جرفته المياه</span><span class="widget__captionCredit">AP Photo</span></figcaption></figure></div><p>{RAINS.body[4]}</p><p>{RAINS.body[5]}</p></div>
<div class="c-article-skip-sources">المصادر الإضافية • وكالات</div><div class="c-accessibility"><a href="#">انتقل إلى اختصارات الوصول</a></div><div class="c-social-share"><span>شارك</span><span>محادثة</span></div><div class="c-article-related"><h2>مواضيع إضافية</h2><ul><li><a href="/tag/floods">فيضانات - سيول</a></li><li><a href="/tag/rescue">إنقاذ</a></li></ul></div></article><section class="c-article-you-might-also-like"><h2>المزيد من الأخبار</h2>{links()}</section></section></div></body></html>""",
    RAINS.headline,
    (RAINS.lead, *RAINS.body),
    "2026-03-09T17:40:27+00:00",
    modified="2026-03-09T18:10:02+00:00",
    standfirst=RAINS.lead,
    authors=("دينا شهاب",),
    section="العالم",
    tags=("فيضانات - سيول", "إنقاذ", "طقس"),
    image="https://static.euro-channel.com/articles/1440x810_flood.jpg",
    captions=("رجال الإنقاذ في وادي الرمان - حقوق النشر AP Photo", "جسر خشبي جرفته المياه AP Photo"),
)

ALGERIAN = Unseen(
    "algerian daily: counts of views and comments, author and date as bare siblings, subheads in bold",
    "https://www.chourouk-annahar.dz/تأهل-نجوم-الساحل-إلى-النهائي/",
    f"""<!doctype html><html dir="rtl" lang="ar" class="no-js"><head><title>{CUP.headline} &#8211; الشاطئ أونلاين</title><meta property="og:title" content="{CUP.headline} &#8211; الشاطئ أونلاين" /><meta property="og:type" content="article" /><meta property="og:site_name" content="الشاطئ أونلاين" /><meta property="og:image" content="https://www.chourouk-annahar.dz/wp-content/uploads/2026/03/team.jpg"/></head>
<body class="rtl single single-post"><div class="ech-mega"><div class="_drp"><ul>{MENU}</ul></div><span class="_dt">الثلاثاء 10 مارس 2026 م, الموافق لـ 21 رمضان 1447 هـ</span></div>
<main class="ech-sgmn"><div class="ech-sgmn__hd"><a class="ech-sgmn__ct" href="/sport/">رياضة</a><div class="ech-sgmn__vw"><i></i> 8461</div><div class="ech-sgmn__cm"><i></i> 12</div><h1 class="ech-sgmn__title ech-sgmn__tltl">{CUP.headline}</h1><div class="ech-sgmn__meta"><a class="ech-sgmn__ath" href="/author/t">طارق. ب</a> <time>2026/03/09</time></div></div>
<figure class="ech-sgmn__fg"><img src="/wp-content/uploads/2026/03/team-790x445.jpg"><figcaption>ح.م</figcaption></figure><div class="ech-sgmn__sh"><a>شارك</a><button type="button">طباعة</button></div>
<div class="ech-artx"><p><strong>{CUP.lead}</strong></p>
<p>{CUP.body[1]}</p><div class="d-af"><div id="div-gpt-ad-7">advertisement</div></div>
<p><span style="color: #ff0000;"><strong>ريمونتادا في سبع دقائق</strong></span></p>
<p>{CUP.body[2]}</p><p>{CUP.body[3]}</p>
<p><span style="color: #ff0000;"><strong>الكيلاني: صدّقوني فربحنا</strong></span></p>
<p>{CUP.body[4]}</p><p>{CUP.body[5]}</p></div>
<div class="ech-tags"><a href="/tag/a">#الكأس</a><a href="/tag/b">#نجوم الساحل</a></div><div class="ech-rltd"><h3>مقالات ذات صلة</h3><ul>{links()}</ul></div>
<div class="ech-cmnt"><h3>أضف تعليقك</h3><p>جميع الحقول مطلوبة, ولن يتم نشر بريدك الإلكتروني. يرجى منكم الإلتزام بسياسة الموقع في التعليقات.</p><p>لقد تمت إضافة تعليقك بنجاح، سيتم نشره بعد أن تتم مراجعته من قبل إدارة الموقع.</p><h3>التعليقات</h3><div class="_c"><b>كريم</b><p>مباراة كبيرة من الفريقين، والحكم كان في المستوى، ونتمنى أن يكون النهائي على ملعب محايد يتسع لكل الأنصار.</p></div></div></main><footer><p>© الشاطئ 2026</p></footer></body></html>""",
    CUP.headline,
    (CUP.lead, CUP.body[1], "ريمونتادا في سبع دقائق", *CUP.body[2:4], "الكيلاني: صدّقوني فربحنا", *CUP.body[4:]),
    "2026-03-09",
    None,
    authors=("طارق. ب",),
    section="رياضة",
    tags=("الكأس", "نجوم الساحل"),
    image="https://www.chourouk-annahar.dz/wp-content/uploads/2026/03/team.jpg",
    captions=("ح.م",),
    country="DZ",
)

HIBA = Unseen(
    "moroccan portal: the first paragraph is a name after the site's, comments of readers beside",
    "https://ar.barq-press.ma/2026/03/09/الفلاحة-ترفع-سعر-القمح/",
    f"""<!DOCTYPE html><html dir="rtl" lang="ar"><head><title>{WHEAT.headline} - برق بريس</title><meta property="og:type" content="article" /><meta property="og:title" content="{WHEAT.headline} - برق بريس" /><meta property="og:site_name" content="برق بريس" /><meta property="article:published_time" content="2026-03-09T18:40:00+00:00" /><meta property="og:image" content="https://ar.barq-press.ma/wp-content/uploads/2026/03/w.png" /><meta name="author" content="هيئة التحرير" /><meta name="twitter:label1" content="كُتب بواسطة" /><meta name="twitter:data1" content="هيئة التحرير" /><meta name="twitter:label2" content="وقت القراءة المُقدّر" /><meta name="twitter:data2" content="دقيقتان" /></head>
<body class="rtl single-post"><div class="head"><div class="dat">الثلاثاء 10 مارس 2026</div><ul class="menu">{MENU}</ul></div><div class="container"><div class="row"><div class="col-right"><div class="cat"><a href="/category/eco/">اقتصاد</a></div><h1 class="title">{WHEAT.headline}</h1><div class="info"><span class="date">الإثنين 9 مارس 2026 | 18:40</span> <span class="com">3 تعليقات</span></div><div class="img"><img src="https://ar.barq-press.ma/wp-content/uploads/2026/03/w-780x440.png"></div><div class="sharing"><a>فايسبوك</a><a>واتساب</a></div>
<div class="article-body"><p style="text-align: center;"><strong>برق بريس – يوسف أيت عمر</strong></p><p>{WHEAT.body[0]}</p><p>{WHEAT.body[1]}</p><p>&#8212;</p><p>{WHEAT.body[2]}</p><div class="alert"><a href="https://whatsapp.com/channel/1"><strong>تابعوا آخر الأخبار من برق بريس على WhatsApp</strong></a> <a href="https://news.google.com/x">تابعوا آخر الأخبار من برق بريس على Google News</a></div><p>{WHEAT.body[3]}</p><p>{WHEAT.body[4]}</p></div>
<div class="tags"><a href="/tag/q">القمح</a></div><div id="comments"><h3>تعليقات الزوار ( 3 )</h3><div class="note">الآراء المنشورة في التعليقات لا تعبر بالضرورة عن رأي الموقع</div><ol><li><cite>فلاح</cite><time>10 مارس 2026 - 08:12</time><p>قرار جيد لكن الفلاح الصغير لا تصله هذه الزيادات لأن الوسطاء يأخذون كل شيء في السوق الأسبوعي قبل أن يصل القمح إلى الصوامع.</p></li></ol></div></div><div class="col-left"><h3>الأكثر قراءة</h3>{links()}</div></div></div></body></html>""",
    WHEAT.headline,
    WHEAT.body,
    "2026-03-09T18:40:00+00:00",
    authors=("يوسف أيت عمر",),
    section="اقتصاد",
    tags=("القمح",),
    image="https://ar.barq-press.ma/wp-content/uploads/2026/03/w.png",
    country="MA",
)

OPINION = Unseen(
    "london daily's column: the writer's life before the text, older columns after it",
    "https://alsharq-london.com/الرأي/5119022-في-مديح-الرسالة-القصيرة",
    f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>{COLUMN.headline}</title><meta property="og:type" content="article"><meta property="og:title" content="{COLUMN.headline}"><meta property="og:site_name" content="شرق لندن"><meta property="article:published_time" content="2026-03-09T21:03:00+00:00"><meta property="og:image" content="https://static.alsharq-london.com/writers/mayssam.png">
{ld(**{"@type": "OpinionNewsArticle", "headline": COLUMN.headline, "datePublished": "2026-03-09T21:03:00+00:00", "dateModified": "2026-03-09T21:03:00+00:00", "author": {"@type": "Person", "name": "ميسم الرفاعي", "url": "https://alsharq-london.com/author/mayssam"}, "articleSection": "الرأي"})}</head>
<body class="path-node page-node-type-opinion"><header><ul>{MENU}</ul></header><main><article class="node--type-opinion"><div class="author-card"><a href="/author/mayssam"><img src="https://static.alsharq-london.com/writers/mayssam.png"><h2 class="author-name">ميسم الرفاعي</h2></a><div class="author-bio">كاتبة وروائية، صدرت لها أربع روايات ومجموعة رسائل، وعملت في الصحافة الثقافية منذ مطلع التسعينات، وتقيم بين مدينتين.</div></div>
<h1 class="article-title">{COLUMN.headline}</h1><div class="entry-date">نُشر: 00:03-10 مارس 2026 م ـ 21 رَمضان 1447 هـ</div><div class="entry-share">TT</div><div class="article-item-content"><div class="field field--name-body">{"".join(f'<p class="rtejustify">{text}</p>' for text in COLUMN.body)}</div></div>
<section class="writer-articles"><h3>مقالات أخرى للكاتب</h3><ul>{"".join(f'<li><a href="/الرأي/{n}">{OTHERS[n]}</a><p>كان المشهد مألوفاً لكل من عاش في تلك المدينة، وربما لهذا السبب تحديداً لم يلتفت إليه أحد حين تكرر للمرة الثالثة…</p></li>' for n in range(3))}</ul></section></article></main><footer>© 2026</footer></body></html>""",
    COLUMN.headline,
    COLUMN.body,
    "2026-03-09T21:03:00+00:00",
    modified="2026-03-09T21:03:00+00:00",
    authors=("ميسم الرفاعي",),
    section="الرأي",
    image="https://static.alsharq-london.com/writers/mayssam.png",
    type="opinion",
)

MAGAZINE = Unseen(
    "independent magazine: photographs with text under them, a dialogue, notes to the text",
    "https://hikaya-mag.org/stories/boats",
    f"""<!doctype html><html lang="ar"><head><title>{BOATS.headline} | حكاية</title><meta property="og:title" content="{BOATS.headline}"><meta property="og:description" content="{BOATS.lead}"><meta property="og:site_name" content="حكاية"><meta name="twitter:creator" content="@hikaya"></head>
<body><div class="page" id="top"><div class="bar"><a href="/">حكاية</a><ul>{MENU}</ul></div><div class="cover"><img src="/img/cover.jpg" alt=""><div class="cover-text"><p class="rubric"><a href="/stories">قصص</a></p><h1>{BOATS.headline}</h1><p class="deck">{BOATS.lead}</p><p class="credits">كتابة: <a href="/people/1">سليم عواضة</a> — تصوير: <a href="/people/2">هبة منصور</a></p><p class="date"><time datetime="2026-03-09">٩ آذار ٢٠٢٦</time></p></div></div>
<div class="story"><p class="first">{BOATS.body[0]}</p><p>{BOATS.body[1]}</p><div class="photo full"><img src="/img/2.jpg"><p>أبو نديم يعدّ المراكب من مكانه المعتاد. تصوير هبة منصور</p></div><p>{BOATS.body[2]}<sup><a href="#fn1">1</a></sup></p><p class="pull">«كنا نعود قبل الظهر والصناديق ملأى»</p><p>{BOATS.body[3]}</p><hr class="stars"><p>{BOATS.body[4]}</p><div class="notes"><ol><li id="fn1">سمكة الأسد نوع غازٍ دخل المتوسط عبر القناة، ورُصد أول مرة في هذه المياه قبل عقد.</li></ol></div></div>
<div class="end"><p>أُنتجت هذه القصة بدعم من صندوق الحكايات البطيئة.</p><div class="support"><p>إن أعجبتك هذه القصة، فكّر في الاشتراك. اشتراكك يبقي حكاية مستقلة ومجانية للجميع.</p><a href="/join">اشترك</a></div></div><div class="others"><h2>قصص أخرى</h2>{links(4)}</div></div></body></html>""",
    BOATS.headline,
    (BOATS.lead, *BOATS.body[:3], "«كنا نعود قبل الظهر والصناديق ملأى»", *BOATS.body[3:]),
    "2026-03-09",
    None,
    standfirst=BOATS.lead,
    authors=("سليم عواضة",),
    section="قصص",
    image="https://hikaya-mag.org/img/cover.jpg",
    captions=("أبو نديم يعدّ المراكب من مكانه المعتاد. تصوير هبة منصور",),
)

TELLY = Unseen(
    "television's site: the text in one paragraph of breaks, a transcript control, a widget of the weather",
    "https://www.ashatee-tv.com/article/99123/هاتف-قابل-للإصلاح",
    f"""<html lang="ar" dir="rtl"><head><title>الشاطئ | {PHONE.headline}</title><meta property="og:title" content="{PHONE.headline}"><meta property="og:image" content="/uploads/phone.jpg"></head><body><div class="weather">القاهرة 24° صافٍ - الثلاثاء 10 مارس</div><div class="menu">{MENU}</div>
<div class="content"><div class="titleBar"><a href="/category/5/تكنولوجيا">تكنولوجيا</a></div><h3 class="articleTitle">{PHONE.headline}</h3><div class="articleMeta"><span>09 مارس 2026</span><span>06:40 م</span><span>المشاهدات: 311</span></div><img class="img-fluid" src="/uploads/phone.jpg" alt="{PHONE.headline}"><div class="tools"><a>A+</a><a>A-</a></div>
<p class="articleText">{"<br><br>".join(PHONE.body)}<br><br>المصدر: الشاطئ</p><div class="addthis"><h6>شارك على</h6></div></div><div class="sideNews"><h4>أحدث الأخبار</h4>{"".join(f'<div class="item"><a href="/article/{n}/x"><img src="{n}.jpg"><h5>{OTHERS[n]}</h5></a><span>09 مارس 2026 07:1{n} م</span></div>' for n in range(6))}</div><div class="foot">Copyright © 2026 الشاطئ</div></body></html>""",
    PHONE.headline,
    PHONE.body,
    "2026-03-09T18:40:00+02:00",
    "source",
    section="تكنولوجيا",
    image="https://www.ashatee-tv.com/uploads/phone.jpg",
    country="EG",
)

PAGES = (ARABIC_CHANNEL, FRENCH_CHANNEL, GERMAN_CHANNEL, EURO, ALGERIAN, HIBA, OPINION, MAGAZINE, TELLY)

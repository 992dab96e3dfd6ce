"""Reduced pages in the manner of common themes and systems (WordPress, Drupal, Joomla, Quintype), with invented stories."""

from __future__ import annotations

from tests.extract.layouts_publishers import ld, paragraphs
from tests.extract.prose import MENU, OTHERS, links
from tests.extract.stories import BOATS, CLINIC, CUP, PHONE, RAINS, TALKS, WHEAT
from tests.extract.unseen import Unseen

SAHIFA = Unseen(
    "wordpress, sahifa manner: counts in the meta line, a box of the author with prose, a post to check also",
    "https://www.safahat-press.net/2026/03/%d8%b3%d9%8a%d9%88%d9%84-%d9%88%d8%a7%d8%af%d9%8a/",
    f"""<!DOCTYPE html><html dir="rtl" lang="ar" prefix="og: http://ogp.me/ns#"><head><meta charset="UTF-8" /><title>{RAINS.headline} - صفحات برس</title>
<meta name="generator" content="WordPress 5.8" /><meta property="og:locale" content="ar_AR" /><meta property="og:type" content="article" /><meta property="og:title" content="{RAINS.headline} - صفحات برس" />
<meta property="og:description" content="{RAINS.body[0][:110]} [&hellip;]" /><meta property="og:site_name" content="صفحات برس" /><meta property="article:section" content="محليات" /><meta property="article:published_time" content="2026-03-09T15:40:11+00:00" /><meta property="og:image" content="https://www.safahat-press.net/wp-content/uploads/2026/03/flood.jpg" /></head>
<body id="top" class="rtl post-template-default single single-post postid-88412 single-format-standard lazy-enabled"><div class="wrapper-outer"><div class="background-cover"></div><aside id="slide-out"><div class="search-mobile"><form method="get"><input type="text" value="ابحث"></form></div><div id="mobile-menu"></div></aside>
<div id="wrapper" class="boxed"><div class="inner-wrapper"><header id="theme-header" class="theme-header"><div id="top-nav" class="top-nav"><div class="container"><span class="today-date">الثلاثاء 10 مارس 2026</span><div class="top-menu"><ul>{MENU}</ul></div></div></div>
<div class="header-content"><div class="logo"><h2><a title="صفحات برس" href="/"><img src="logo.png" alt="صفحات برس"><strong>صفحات برس جريدة إلكترونية</strong></a></h2></div></div><div class="breaking-news" id="breaking"><span class="breaking-news-title">أخبار عاجلة</span><ul><li><a href="/2026/03/b1/">{OTHERS[1]}</a></li><li><a href="/2026/03/b2/">{OTHERS[2]}</a></li></ul></div></header>
<div id="main-content" class="container"><div class="content"><nav id="crumbs"><a href="/"><span class="fa fa-home"></span> الرئيسية</a><span class="delimiter">/</span><a href="/category/local/">محليات</a><span class="delimiter">/</span><span class="current">{RAINS.headline}</span></nav>
<article class="post-listing post-88412 post type-post status-publish format-standard has-post-thumbnail hentry" id="the-post"><div class="single-post-thumb"><img width="660" height="330" src="https://www.safahat-press.net/wp-content/uploads/2026/03/flood-660x330.jpg" class="attachment-slider size-slider wp-post-image" alt="" /></div>
<div class="post-inner"><h1 class="name post-title entry-title"><span itemprop="name">{RAINS.headline}</span></h1>
<p class="post-meta"><span class="post-meta-author"><i class="fa fa-user"></i><a href="/author/khalid/" title="">خالد المنصوري </a></span><span class="tie-date"><i class="fa fa-clock-o"></i>منذ يوم واحد</span><span class="post-cats"><i class="fa fa-folder"></i><a href="/category/local/" rel="category tag">محليات</a></span><span class="post-comments"><i class="fa fa-comments"></i><a href="#respond">اضف تعليق</a></span><span class="post-views"><i class="fa fa-eye"></i>1,204 زيارة </span></p><div class="clear"></div>
<div class="entry"><div class="e3lan e3lan-in-post1"><script async src="//pagead2.example/x.js"></script></div><div class="share-post"><span class="share-text">شاركها</span><ul class="flat-social"><li><a href="http://www.facebook.com/sharer.php?u=x" class="social-facebook"><i></i> <span>Facebook</span></a></li><li><a href="#" class="social-twitter"><span>Twitter</span></a></li></ul></div>
<p>{RAINS.body[0]}</p>
<p>{RAINS.body[1]}<br />
{RAINS.body[2]}</p>
{paragraphs(RAINS.body[3:])}
<p>&nbsp;</p>
</div><div class="share-post"><span class="share-text">شاركها</span><ul class="flat-social"><li><a href="#">Facebook</a></li></ul></div><div class="clear"></div></div></article>
<p class="post-tag">الوسوم <a href="/tag/floods/" rel="tag">السيول</a> <a href="/tag/valley/" rel="tag">وادي الرمان</a></p>
<section id="author-box"><div class="block-head"><h3>عن خالد المنصوري </h3></div><div class="post-listing"><div class="author-bio"><div class="author-avatar"><img alt="" src="av.jpg"></div><div class="author-description">صحفي متخصص في الشؤون المحلية، عمل في عدد من المواقع الإلكترونية منذ عام 2009 وله كتاب عن قرى الوادي.</div></div></div></section>
<div class="post-navigation"><div class="post-previous"><a href="/2026/03/p/" rel="prev"><span>السابق</span> {OTHERS[3]}</a></div><div class="post-next"><a href="/2026/03/n/" rel="next"><span>التالي</span> {OTHERS[4]}</a></div></div>
<section id="related_posts"><div class="block-head"><h3>مقالات مشابهة</h3></div><div class="post-listing">{"".join(f'<div class="related-item"><h3><a href="/2026/03/r{n}/">{OTHERS[n]}</a></h3><p class="post-meta"><span class="tie-date">مارس 8, 2026</span></p></div>' for n in range(3))}</div></section>
<section id="check-also-box" class="post-listing check-also-right"><a href="#" id="check-also-close"><i></i></a><div class="block-head"><h3>شاهد أيضاً</h3></div><div class="check-also-post"><h2 class="post-title"><a href="/2026/03/c/">{OTHERS[5]}</a></h2><div class="entry"><p>بدأت فرق الصيانة صباح اليوم أعمال تأهيل الشبكة في الحي الجنوبي بعد أيام من الشكاوى التي تقدم بها السكان …</p></div></div></section>
<div id="comments"><div id="respond" class="comment-respond"><h3 id="reply-title">اترك تعليقاً</h3><form><p class="comment-notes">لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *</p></form></div></div></div>
<aside id="sidebar"><div class="theiaStickySidebar"><div class="widget" id="tabbed-widget"><ul class="tabs"><li>الأشهر</li><li>الأخيرة</li></ul>{links()}</div></div></aside></div><footer id="theme-footer"><p>© حقوق النشر 2026، جميع الحقوق محفوظة</p></footer></div></div></div></body></html>""",
    RAINS.headline,
    RAINS.body,
    "2026-03-09T15:40:11+00:00",
    authors=("خالد المنصوري",),
    section="محليات",
    tags=("السيول", "وادي الرمان"),
    image="https://www.safahat-press.net/wp-content/uploads/2026/03/flood.jpg",
)

TAGDIV = Unseen(
    "wordpress, tagDiv cloud template: every part a block of its own",
    "https://almawj-sport.com/cup-semi-final/",
    f"""<!doctype html><html dir="rtl" lang="ar"><head><meta charset="UTF-8" /><title>{CUP.headline} | الموج الرياضي</title><link rel="canonical" href="https://almawj-sport.com/cup-semi-final/" /><meta property="og:locale" content="ar_AR" /><meta property="og:type" content="article" /><meta property="og:title" content="{CUP.headline} | الموج الرياضي" /><meta property="og:site_name" content="الموج الرياضي" /><meta property="article:modified_time" content="2026-03-09T21:15:00+00:00" />
{ld(**{"@graph": [{"@type": "WebPage", "@id": "https://almawj-sport.com/cup-semi-final/", "name": CUP.headline, "datePublished": "2026-03-09T20:48:31+00:00", "dateModified": "2026-03-09T21:15:00+00:00", "breadcrumb": {"@id": "https://almawj-sport.com/cup-semi-final/#breadcrumb"}}, {"@type": "ImageObject", "@id": "https://almawj-sport.com/cup-semi-final/#primaryimage", "url": "https://almawj-sport.com/wp-content/uploads/2026/03/cup.webp"}, {"@type": "BreadcrumbList", "@id": "https://almawj-sport.com/cup-semi-final/#breadcrumb", "itemListElement": [{"@type": "ListItem", "position": 1, "name": "Home", "item": "https://almawj-sport.com/"}, {"@type": "ListItem", "position": 2, "name": CUP.headline}]}, {"@type": "WebSite", "name": "الموج الرياضي", "url": "https://almawj-sport.com/"}, {"@type": "Person", "@id": "https://almawj-sport.com/#/schema/person/9", "name": "Admin"}]})}</head>
<body class="rtl post-template-default single single-post global-block-template-1 tdb_template_2 tdb-template td-full-layout"><div id="td-outer-wrap" class="td-theme-wrap"><div class="td-header-template-wrap"><div class="tdb_header_menu tdi_40"><ul class="tdb-block-menu">{MENU}</ul></div></div>
<div class="tdb-content-wrap" id="tdb-autoload-article"><article class="tdb-template-content post type-post hentry"><div class="td_block_wrap tdb_breadcrumbs tdi_60"><div class="tdb-block-inner td-fix-index"><span><a class="tdb-entry-crumb" href="/">Home</a></span><i class="tdb-bread-sep"></i><span><a class="tdb-entry-crumb" href="/category/football/">كرة القدم</a></span></div></div>
<div class="td_block_wrap tdb_single_categories tdi_61"><div class="tdb-category td-fix-index"><a class="tdb-entry-category" href="/category/football/">كرة القدم</a></div></div>
<div class="td_block_wrap tdb_title tdi_62 tdb-single-title"><div class="tdb-block-inner td-fix-index"><h1 class="tdb-title-text">{CUP.headline}</h1><div></div><div class="tdb-title-line"></div></div></div>
<div class="vc_column_inner tdi_70"><div class="td_block_wrap tdb_single_author tdi_71"><div class="tdb-block-inner td-fix-index"><div class="tdb-author-name-wrap"><span class="tdb-author-by">بواسطة</span> <a class="tdb-author-name" href="/author/hichem/">هشام الطرابلسي</a></div></div></div>
<div class="td_block_wrap tdb_single_date tdi_72"><div class="tdb-block-inner td-fix-index"><time class="entry-date updated td-module-date" datetime="2026-03-09T21:48:31+01:00">مارس 9, 2026</time></div></div><div class="td_block_wrap tdb_single_post_views tdi_73"><div class="tdb-block-inner td-fix-index"><i class="tdb-views-icon"></i><span class="td-nr-views-88">3412</span></div></div></div>
<div class="td_block_wrap tdb_single_featured_image tdi_80"><div class="tdb-block-inner td-fix-index"><figure><a href="/wp-content/uploads/2026/03/cup.webp" data-caption="فرحة لاعبي نجوم الساحل بالهدف الثالث"><img class="entry-thumb" src="https://almawj-sport.com/wp-content/uploads/2026/03/cup-1024x600.webp" alt=""></a><figcaption class="tdb-caption-text">فرحة لاعبي نجوم الساحل بالهدف الثالث</figcaption></figure></div></div>
<div class="td_block_wrap tdb_single_content tdi_90 td-post-content tagdiv-type"><div class="tdb-block-inner td-fix-index"><p>{CUP.body[0]}</p>
<div class="td-a-ad id_inline_ad0"><span class="td-adspot-title">- Advertisement -</span><div class="td-all-devices"><ins class="adsbygoogle"></ins></div></div>
{paragraphs(CUP.body[1:4])}<div class="td_block_wrap td_block_related_inline"><h4 class="block-title"><span>قد يهمك أيضا</span></h4><div class="td-module-container"><h3 class="entry-title td-module-title"><a href="/x1/">{OTHERS[2]}</a></h3></div></div>
{paragraphs(CUP.body[4:])}</div></div>
<div class="td_block_wrap tdb_single_tags tdi_91"><div class="tdb-block-inner td-fix-index"><ul class="tdb-tags"><li><span>TAGS</span></li><li><a href="/tag/cup/">كأس البلاد</a></li><li><a href="/tag/sahel/">نجوم الساحل</a></li></ul></div></div>
<div class="td_block_wrap tdb_single_next_prev tdi_92"><div class="tdb-block-inner td-fix-index"><div class="tdb-next-post"><span>المقال السابق</span><a href="/p/">{OTHERS[0]}</a></div><div class="tdb-next-post"><span>المقال التالي</span><a href="/n/">{OTHERS[4]}</a></div></div></div>
<div class="td_block_wrap td_flex_block_1 tdi_93"><div class="td-block-title-wrap"><h4 class="td-block-title"><span>مقالات من الكاتب</span></h4></div><div class="td_block_inner">{"".join(f'<div class="td_module_flex"><div class="td-module-meta-info"><h3 class="entry-title td-module-title"><a href="/m{n}/">{OTHERS[n]}</a></h3><div class="td-excerpt">ملخص قصير لخبر آخر من أخبار الدوري لا صلة له بهذه المباراة، يعرضه القالب تحت كل عنوان…</div></div></div>' for n in range(3))}</div></div></article></div><div class="td-footer-wrap"><div class="td-sub-footer-copy">© الموج الرياضي 2026</div></div></div></body></html>""",
    CUP.headline,
    CUP.body,
    "2026-03-09T20:48:31+00:00",
    modified="2026-03-09T21:15:00+00:00",
    authors=("هشام الطرابلسي",),
    section="كرة القدم",
    tags=("كأس البلاد", "نجوم الساحل"),
    image="https://almawj-sport.com/wp-content/uploads/2026/03/cup-1024x600.webp",
    captions=("فرحة لاعبي نجوم الساحل بالهدف الثالث",),
)

BETTER = Unseen(
    "wordpress, publisher manner: subtitle under the headline, a box of related stories afloat in the text",
    "https://www.wheatandbread.org/economy/4471",
    f"""<!DOCTYPE html><!--[if IE 8]> <html class="ie ie8" dir="rtl" lang="ar"> <![endif]--><html dir="rtl" lang="ar"><head><meta charset="UTF-8"><title>{WHEAT.headline} – السنابل</title><meta property="og:title" content="{WHEAT.headline}"/><meta property="og:type" content="article"/><meta property="og:site_name" content="السنابل"/><meta property="article:section" content="اقتصاد وأعمال"/><meta property="article:tag" content="القمح"/><meta property="article:tag" content="الزراعة"/><meta property="og:image" content="https://www.wheatandbread.org/wp-content/uploads/wheat.jpg"/>
<script type="application/ld+json">{{"@context":"http:\\/\\/schema.org\\/","@type":"article","headline":"{WHEAT.headline}","description":"{WHEAT.body[0][:100]}","datePublished":"2026-03-09","dateModified":"2026-03-10","author":{{"@type":"Person","@id":"#person-1","name":"\\u0631\\u064a\\u0645 \\u0627\\u0644\\u0623\\u0633\\u0639\\u062f"}},"publisher":{{"@type":"Organization","name":"السنابل"}},"image":"https:\\/\\/www.wheatandbread.org\\/wp-content\\/uploads\\/wheat.jpg"}}</script></head>
<body class="rtl post-template-default single single-post active-light-box bs-theme bs-publisher"><div class="main-wrap content-main-wrap"><header id="header" class="site-header"><section class="topbar"><ul class="better-newsticker"><li class="heading">الأخبار</li><li><a href="/1">{OTHERS[3]}</a></li></ul></section><nav class="main-menu-wrapper"><ul class="main-menu">{MENU}</ul></nav></header>
<nav role="navigation" class="bf-breadcrumb clearfix"><ul class="bf-breadcrumb-items"><li class="bf-breadcrumb-item bf-breadcrumb-begin"><a href="/"><span>الصفحة الرئيسية</span></a></li><li class="bf-breadcrumb-item"><a href="/economy"><span>اقتصاد وأعمال</span></a></li><li class="bf-breadcrumb-item bf-breadcrumb-end"><span>{WHEAT.headline}</span></li></ul></nav>
<main id="content" class="content-container"><div class="container layout-2-col"><div class="single-container"><article id="post-4471" class="post-4471 post type-post single-post-content"><div class="single-featured"><a class="post-thumbnail open-lightbox" href="wheat.jpg"><img src="https://www.wheatandbread.org/wp-content/uploads/wheat-750x430.jpg"></a></div>
<div class="post-header-inner"><div class="post-header-title"><div class="term-badges floated"><span class="term-badge"><a href="/economy">اقتصاد وأعمال</a></span></div><h1 class="single-post-title"><span class="post-title" itemprop="headline">{WHEAT.headline}</span></h1><h2 class="post-subtitle">نقيب المطاحن يحذّر من انعكاس الزيادة على سعر الرغيف</h2>
<div class="post-meta single-post-meta"><a href="/author/reem/" title="تصفح كاتب المقالات" class="post-author-a post-author-avatar"><img alt="" src="g.png"><span class="post-author-name">بواسطة <b>ريم الأسعد</b></span></a><span class="time"><time class="post-published updated" datetime="2026-03-10T09:02:40+02:00">آخر تحديث <b>مارس 10, 2026</b></time></span></div></div></div>
<div class="post-share single-post-share top-share clearfix style-1"><div class="post-share-btn-group"><a href="#comments" class="post-share-btn post-share-btn-comments comments"><i></i><b class="number">0</b></a><span class="views post-share-btn"><i></i><b class="number">914</b></span></div><div class="share-handler-wrap"><span class="share-handler post-share-btn rank-default"><i></i><b class="text">مشاركة</b></span></div></div>
<div class="entry-content clearfix single-post-content"><p style="text-align: justify;"><span style="color: #000000; font-size: 14pt;">{WHEAT.body[0]}</span></p>
<div class="bs-irp right bs-irp-text-2-full"><div class="bs-irp-heading"><span class="h-text heading-typo">مقالات ذات صلة</span></div><div class="bs-pagination-wrapper main-term-none none"><div class="listing listing-text"><div class="listing-item"><h2 class="title"><a class="post-url" href="/a/1">{OTHERS[4]}</a></h2></div><div class="listing-item"><h2 class="title"><a class="post-url" href="/a/2">{OTHERS[3]}</a></h2></div></div></div></div>
<p style="text-align: justify;"><span style="color: #000000; font-size: 14pt;">{WHEAT.body[1]}</span></p><div class="bsac bsac-clearfix bsac-post-middle"><div class="bsac-container">إعلان</div></div>
{"".join(f'<p style="text-align: justify;"><span style="color: #000000; font-size: 14pt;">{text}</span></p>' for text in WHEAT.body[2:])}
</div><div class="entry-terms post-tags clearfix style-1"><span class="terms-label"><i></i></span><a href="/tag/w" rel="tag">القمح</a><a href="/tag/a" rel="tag">الزراعة</a></div></article>
<section class="next-prev-post clearfix"><div class="prev-post"><p class="pre-title heading-typo">المقال السابق</p><p class="title heading-typo"><a href="/p">{OTHERS[5]}</a></p></div></section><div class="post-related"><div class="section-heading"><a class="main-link"><span class="h-text related-posts-heading">قد يعجبك ايضا</span></a></div>{links(4)}</div></div></div></main><footer id="site-footer"><div class="copy-footer">© 2026 - السنابل. كل الحقوق محفوظة.</div></footer></div></body></html>""",
    WHEAT.headline,
    WHEAT.body,
    "2026-03-09",
    None,
    modified="2026-03-10T07:02:40+00:00",
    standfirst="نقيب المطاحن يحذّر من انعكاس الزيادة على سعر الرغيف",
    authors=("ريم الأسعد",),
    section="اقتصاد وأعمال",
    tags=("القمح", "الزراعة"),
    image="https://www.wheatandbread.org/wp-content/uploads/wheat.jpg",
)

JNEWS = Unseen(
    "wordpress, jnews manner: inline related posts, subtitle, list and questions in the text",
    "https://sehha-daily.com/research/walking-after-lunch",
    f"""<!doctype html><html dir="rtl" lang="ar" itemscope itemtype="http://schema.org/WebPage"><head><meta charset="UTF-8"/><title>{CLINIC.headline} - صحة كل يوم</title><meta property="og:type" content="article"><meta property="og:title" content="{CLINIC.headline}"><meta property="og:site_name" content="صحة كل يوم"><meta property="og:description" content="{CLINIC.lead}"><meta property="article:published_time" content="2026-03-09T11:05:00+03:00"><meta property="article:modified_time" content="2026-03-09T11:05:00+03:00"><meta property="article:section" content="أبحاث"><meta property="og:image" content="https://sehha-daily.com/wp-content/uploads/walk.jpg"></head>
<body class="rtl post-template-default single single-post jeg_toggle_light jnews jsc_normal"><div id="jeg_off_canvas"><div class="jeg_mobile_wrapper"><ul class="jeg_mobile_menu">{MENU}</ul></div></div><div class="jeg_viewport"><div class="jeg_header_wrapper"><div class="jeg_top_date">الثلاثاء, مارس 10, 2026</div><ul class="jeg_menu">{MENU}</ul></div>
<div class="post-wrapper"><div class="post-wrap"><div class="jeg_main"><div class="jeg_container"><div class="jeg_content jeg_singlepage"><div class="container"><div class="row"><div class="jeg_main_content col-md-8"><div class="jeg_inner_content"><div class="jeg_breadcrumbs jeg_breadcrumb_container"><div id="breadcrumbs"><span><a href="/">الرئيسية</a></span><i class="fa fa-angle-right"></i><span class="breadcrumb_last_link"><a href="/research">أبحاث</a></span></div></div>
<div class="entry-header"><h1 class="jeg_post_title">{CLINIC.headline}</h1><h2 class="jeg_post_subtitle">{CLINIC.lead}</h2><div class="jeg_meta_container"><div class="jeg_post_meta jeg_post_meta_1"><div class="meta_left"><div class="jeg_meta_author"><img alt="فريق التحرير" src="a.png"><span class="meta_text">بواسطة</span> <a href="/author/lama">لمى الخوري</a></div><div class="jeg_meta_date"><a href="/research/walking-after-lunch">مارس 9, 2026</a></div><div class="jeg_meta_category"><span><span class="meta_text">في</span> <a href="/research" rel="category tag">أبحاث</a></span></div></div><div class="meta_right"><div class="jeg_meta_zoom"><a href="#">A A</a></div><div class="jeg_meta_comment"><a href="#comments"><i></i> 0</a></div></div></div></div></div>
<div class="jeg_featured featured_image"><a href="walk.jpg"><div class="thumbnail-container"><img src="https://sehha-daily.com/wp-content/uploads/walk-750x536.jpg"></div></a></div>
<div class="jeg_share_top_container"><div class="jeg_share_button clearfix"><div class="jeg_share_stats"><div class="jeg_share_count"><div class="counts">0</div><span class="sharetext">شارك</span></div><div class="jeg_views_count"><div class="counts">18</div><span class="sharetext">مشاهدات</span></div></div><div class="jeg_sharelist"><a class="jeg_btn-facebook">شارك على فيسبوك</a><a class="jeg_btn-twitter">غرد على تويتر</a></div></div></div>
<div class="entry-content no-share"><div class="content-inner"><p>{CLINIC.body[0]}</p><p>{CLINIC.body[1]}</p>
<div class="jnews_inline_related_post_wrapper right"><div class="jnews_inline_related_post"><div class="jeg_postblock_29"><div class="jeg_block_heading"><h3 class="jeg_block_title"><span>اقرأ أيضا</span></h3></div><div class="jeg_posts"><article class="jeg_post jeg_pl_xs"><div class="jeg_postblock_content"><h3 class="jeg_post_title"><a href="/y/1">{OTHERS[5]}</a></h3><div class="jeg_post_meta"><div class="jeg_meta_date">مارس 3, 2026</div></div></div></article></div></div></div></div>
<h3>{CLINIC.body[2]}</h3><p>{CLINIC.body[3]}</p><p>{CLINIC.body[4]}</p><ul><li>{CLINIC.body[5]}</li><li>{CLINIC.body[6]}</li><li>{CLINIC.body[7]}</li></ul><h3>{CLINIC.body[8]}</h3><p>{CLINIC.body[9]}</p>
<div class="jeg_post_tags"><span>وسوم:</span> <a href="/tag/1" rel="tag">السكري</a><a href="/tag/2" rel="tag">المشي</a></div></div></div>
<div class="jeg_share_bottom_container"></div><div class="jnews_prev_next_container"><div class="jeg_prevnext_post"><a href="/q" class="post prev-post"><span class="caption">الخبر السابق</span><h3 class="post-title">{OTHERS[1]}</h3></a></div></div><div class="jnews_author_box_container"><div class="jeg_authorbox"><h3 class="jeg_author_name"><a href="/author/lama">لمى الخوري</a></h3><p class="jeg_author_desc">محررة الصحة، صيدلانية سابقة تكتب عن الأدوية والتغذية والأبحاث الجديدة.</p></div></div><div class="jnews_related_post_container">{links(3)}</div></div></div><div class="jeg_sidebar col-md-4">{links()}</div></div></div></div></div></div></div></div></div></body></html>""",
    CLINIC.headline,
    (CLINIC.lead, *CLINIC.body),
    "2026-03-09T08:05:00+00:00",
    modified="2026-03-09T08:05:00+00:00",
    standfirst=CLINIC.lead,
    authors=("لمى الخوري",),
    section="أبحاث",
    tags=("السكري", "المشي"),
    image="https://sehha-daily.com/wp-content/uploads/walk.jpg",
)

K2 = Unseen(
    "joomla with K2: introduction and full text in two containers, a rating form between headline and text",
    "https://www.qanater-rail.com/index.php/ar/local/item/3312-2026-03-09-16-40-12",
    f"""<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ar-aa" lang="ar-aa" dir="rtl"><head><base href="https://www.qanater-rail.com/index.php/ar/local/item/3312-2026-03-09-16-40-12" /><meta http-equiv="content-type" content="text/html; charset=utf-8" /><meta name="title" content="{TALKS.headline}" /><meta name="author" content="Super User" /><meta property="og:title" content="{TALKS.headline}" /><meta property="og:type" content="article" /><meta name="description" content="{TALKS.body[0][:140]}..." /><meta name="generator" content="Joomla! - Open Source Content Management" /><title>{TALKS.headline}</title></head>
<body class="com_k2 view-item"><div id="sp-top-bar"><span class="date">الثلاثاء، 10 آذار/مارس 2026</span></div><div class="sp-megamenu-parent"><ul>{MENU}</ul></div><div id="k2Container" class="itemView"><div class="itemHeader"><span class="itemDateCreated"> الإثنين, 09 آذار/مارس 2026 16:40 </span><h2 class="itemTitle"> {TALKS.headline} </h2><span class="itemAuthor"> كتبه &nbsp; <a rel="author" href="/index.php/ar/local/itemlist/user/44">جمانة الريس</a> </span></div>
<div class="itemToolbar"><ul><li><span class="itemTextResizerTitle">حجم الخط</span> <a href="#" id="fontDecrease"><span>تصغير حجم الخط</span></a> <a href="#" id="fontIncrease"><span>تكبير حجم الخط</span></a></li><li><a class="itemPrintLink" href="?print=1"><span>طباعة</span></a></li><li><a class="itemEmailLink"><span>البريد الإلكتروني</span></a></li><li><a class="itemCommentsLink" href="#itemCommentsAnchor">كن أول من يعلق!</a></li></ul></div>
<div class="itemRatingBlock"><span>قيم الموضوع</span><div class="itemRatingForm"><ul class="itemRatingList"><li><a href="#" title="1">1</a></li><li><a href="#">2</a></li><li><a href="#">3</a></li></ul><div id="itemRatingLog3312" class="itemRatingLog">(0 أصوات)</div></div></div>
<div class="itemBody"><div class="itemImageBlock"><span class="itemImage"><a class="modal" href="/media/k2/items/cache/1_XL.jpg"><img src="/media/k2/items/cache/1_L.jpg" alt="" /></a></span><span class="itemImageCaption">المبعوث الأممي خلال إحاطته أمام الصحافيين</span></div><div class="itemIntroText"><p dir="RTL">{TALKS.body[0]}</p></div><div class="itemFullText">{paragraphs(TALKS.body[1:], "p", ' dir="RTL"')}</div><div class="itemContentFooter"><span class="itemHits"> قراءة <b>512</b> مرات </span><span class="itemDateModified"> آخر تعديل على الإثنين, 09 آذار/مارس 2026 18:02 </span></div></div>
<div class="itemSocialSharing"></div><div class="itemLinks"><div class="itemCategory"><span>نشرت في</span> <a href="/index.php/ar/local">أخبار دولية</a></div><div class="itemTagsBlock"><span>موسومة تحت</span><ul class="itemTags"><li><a href="/t/1">نهر السرو</a></li><li><a href="/t/2">المياه</a></li></ul></div></div>
<div class="itemAuthorBlock"><div class="itemAuthorDetails"><h3 class="itemAuthorName"><a rel="author" href="#">جمانة الريس</a></h3></div></div><div class="itemAuthorLatest"><h3>أحدث من جمانة الريس</h3><ul>{links(3)}</ul></div><div class="itemRelated"><h3>مواضيع ذات صلة</h3><ul>{links(3)}</ul></div><div class="itemNavigation"><span class="itemNavigationTitle">المزيد في هذه الفئة:</span> <a class="itemPrevious" href="/p">« {OTHERS[0]}</a> <a class="itemNext" href="/n">{OTHERS[1]} »</a></div><a name="itemCommentsAnchor"></a><div class="itemBackToTop"><a href="#">الرجوع إلى الأعلى</a></div></div></body></html>""",
    TALKS.headline,
    TALKS.body,
    "2026-03-09T16:40+03:00",
    "source",
    modified="2026-03-09T18:02+03:00",
    standfirst=TALKS.body[0],
    country="SY",
    authors=("جمانة الريس",),
    section="أخبار دولية",
    tags=("نهر السرو", "المياه"),
    image="https://www.qanater-rail.com/media/k2/items/cache/1_L.jpg",
    captions=("المبعوث الأممي خلال إحاطته أمام الصحافيين",),
)

QUINTYPE = Unseen(
    "quintype: cards, hashed module names, «also read» cards between them",
    "https://sabeel.news/technology/repairable-phone-nawat-abc12xyz",
    f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>{PHONE.headline}</title><meta name="description" content="{PHONE.lead}"><meta property="og:title" content="{PHONE.headline}"><meta property="og:type" content="article"><meta property="og:site_name" content="صحيفة السبيل الإلكترونية"><meta property="og:image" content="https://media.sabeel.news/sabeel/2026-03-09/a1/phone.jpg?rect=0%2C0%2C1280%2C672&amp;w=1200"><meta property="article:published_time" content="2026-03-09T15:40:10.771Z"><meta name="last-updated" content="2026-03-09T15:59:02.300Z">
{ld(**{"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1, "name": "الرئيسية", "item": "https://sabeel.news"}, {"@type": "ListItem", "position": 2, "name": "تقنية", "item": "https://sabeel.news/technology"}, {"@type": "ListItem", "position": 3, "name": PHONE.headline, "item": "x"}]})}
{ld(**{"@type": "Article", "headline": PHONE.headline, "image": ["https://media.sabeel.news/sabeel/2026-03-09/a1/phone.jpg"], "url": "https://sabeel.news/technology/repairable-phone-nawat-abc12xyz", "datePublished": "2026-03-09T15:40:10.771Z", "dateModified": "2026-03-09T15:59:02.300Z", "author": [{"@type": "Person", "givenName": "عبدالله العتيق", "name": "عبدالله العتيق", "url": "https://sabeel.news/author/aa"}], "keywords": "هواتف,إصلاح", "articleBody": "", "publisher": {"@type": "Organization", "name": "صحيفة السبيل الإلكترونية"}})}</head>
<body><div id="header"><div class="topbar-m__date__1Az9x">10 مارس 2026 - 21 رمضان 1447 هـ</div><ul class="menu-m__list__k29">{MENU}</ul></div><div id="container"><div class="_3ckWv"><div class="story-grid-m__wrapper__2bqGo" data-test-id="text-story"><div class="arr--section-name section-tag-m__wrapper__FMHTW"><a href="/technology"><div class="section-tag-m__tag__3_1Yc">تقنية</div></a></div>
<div class="arr--headline headline-m__headline__3vaq9 headline-m__dark__Jgb5g" data-test-id="headline"><h1>{PHONE.headline}</h1></div><div class="arr--sub-headline subheadline-m__subheadline__3fd7z" data-test-id="subheadline">تعهدت بقطع غيار ثماني سنوات وأدلة مجانية بالعربية</div>
<div class="arr--hero-image"><div class="story-hero-image"><figure class="qt-figure" data-test-id="hero-image"><img class="qt-image" src="https://media.sabeel.news/sabeel/2026-03-09/a1/phone.jpg?w=480" alt=""></figure><figcaption class="arr--image-caption caption-attribution-m__caption__1xzvg">الهاتف الجديد بعد نزع غطائه الخلفي</figcaption></div></div>
<div class="author-card-wrapper arr-author-card-m__wrapper__1B8vx"><div class="author-name-wrapper"><a href="/author/aa"><div class="author-name-m__author-name__1nxHF" data-test-id="author-name">عبدالله العتيق</div></a></div><div class="publish-details-m__wrapper__k5s9a"><div class="arr__timeago" data-test-id="publish-details"><span>تم النشر في</span>: <time dateTime="2026-03-09T15:40:10.771Z">09 مارس 2026, 6:40 م</time></div></div></div>
<div class="arr--story-page-card-wrapper" id="card-1"><div class="story-element story-element-text"><div class="arr--text-element text-m__textElement__e3QEt"><div><p>{PHONE.body[0]}</p><p>{PHONE.body[1]}</p></div></div></div><div class="story-element"><div class="arr--also-read also-read-m__wrapper__2J0RJ" data-test-id="also-read"><div class="also-read-m__base__1hSQz">Also Read:<div><a href="/technology/x1"><h3>{OTHERS[5]}</h3></a></div></div></div></div></div>
<div class="responsive-ads-m__ad-slot__1"><div class="ad-slot">Advertisement</div></div>
<div class="arr--story-page-card-wrapper" id="card-2"><div class="story-element story-element-text"><div class="arr--text-element text-m__textElement__e3QEt"><div><p>{PHONE.body[2]}</p></div></div></div><div class="story-element"><div class="arr--quote-element"><blockquote>{PHONE.body[3]}</blockquote></div></div><div class="story-element story-element-text"><div class="arr--text-element"><div><p>{PHONE.body[4]}</p></div></div></div></div>
<div class="story-tags-m__wrapper__3rl"><a href="/topic/phones"><div>هواتف</div></a><a href="/topic/fix"><div>إصلاح</div></a></div></div><div class="rows-m__related__10x"><div>قد يعجبك أيضاً</div>{"".join(f'<div class="arr--story-card"><a href="/r/{n}"><h6>{OTHERS[n]}</h6></a><div class="time">منذ ساعتين</div></div>' for n in range(4))}</div></div></div><div id="footer"><span>صحيفة السبيل الإلكترونية - جميع الحقوق محفوظة</span></div></body></html>""",
    PHONE.headline,
    PHONE.body,
    "2026-03-09T15:40:10.771+00:00",
    modified="2026-03-09T15:59:02.300+00:00",
    standfirst="تعهدت بقطع غيار ثماني سنوات وأدلة مجانية بالعربية",
    authors=("عبدالله العتيق",),
    section="تقنية",
    tags=("هواتف", "إصلاح"),
    image="https://media.sabeel.news/sabeel/2026-03-09/a1/phone.jpg",
    captions=("الهاتف الجديد بعد نزع غطائه الخلفي",),
)

INDEPENDENT = Unseen(
    "drupal long read: kicker and summary in nodes, inner links between paragraphs, photographs with credits",
    "https://www.mustaqilla.com/node/601224/تحقيقات-ومطولات/صيادون-على-رصيف-بلا-أسماك",
    f"""<!DOCTYPE html><html lang="ar" dir="rtl" prefix="content: http://purl.org/rss/1.0/modules/content/ dc: http://purl.org/dc/terms/"><head><meta charset="utf-8" /><meta name="title" content="{BOATS.headline} | المستقلة" /><meta name="description" content="{BOATS.lead}" /><meta name="news_keywords" content="مرفأ الغزال,الصيد,البحر" /><meta property="og:site_name" content="المستقلة" /><meta property="og:type" content="article" /><meta property="og:title" content="{BOATS.headline}" /><meta property="og:image" content="https://www.mustaqilla.com/sites/default/files/boats.jpg" /><meta property="article:published_time" content="Mon, 03/09/2026 - 18:40" /><meta property="article:modified_time" content="Mon, 03/09/2026 - 19:21" /><meta name="Generator" content="Drupal 8 (https://www.drupal.org)" /><title>{BOATS.headline} | المستقلة</title></head>
<body class="path-node page-node-type-article"><div class="dialog-off-canvas-main-canvas"><div class="layout-container"><header role="banner"><div id="block-mainmenu"><ul class="menu">{MENU}</ul></div></header><main role="main"><a id="main-content" tabindex="-1"></a><div class="layout-content"><div class="region region-content"><div data-drupal-messages-fallback class="hidden"></div>
<article data-history-node-id="601224" role="article" class="node node--type-article node--promoted node--view-mode-full clearfix"><div class="article-top"><div class="nodeCategory"><a href="/section/reports" hreflang="ar">تحقيقات ومطولات</a></div><h1 class="nodeTitle"><span class="field field--name-title field--type-string field--label-hidden">{BOATS.headline}</span></h1><div class="nodeSubtitle"><div class="field field--name-field-summary field__item">{BOATS.lead}</div></div>
<div class="authorDate"><div class="field field--name-field-author"><a href="/taxonomy/term/77">رنيم العلايلي</a> <span class="author-bio">صحافية</span></div><span class="nodeDate">الاثنين 9 مارس 2026 18:40</span></div></div>
<div class="mainImage"><div class="field field--name-field-image"><img src="/sites/default/files/styles/1368x911/public/boats.jpg" alt="" typeof="foaf:Image" /></div><p class="image-caption">رصيف مرفأ الغزال قبيل الفجر (المستقلة)</p></div>
<div class="shareLinks"><ul><li><a href="#">facebook</a></li><li><a href="#">whatsapp</a></li></ul></div>
<div class="nodeBody"><div class="clearfix text-formatted field field--name-body field--type-text-with-summary field--label-hidden field__item"><p>{BOATS.body[0]}</p>
<p>{BOATS.body[1]}</p>
<h4><strong>البحر يسخن</strong></h4>
<p>{BOATS.body[2]}</p>
<div class="article-inner-links"><div class="innerLinksTitle">اقرأ المزيد</div><ul><li><a href="/node/1"><p>{OTHERS[2]}</p></a></li><li><a href="/node/2"><p>{OTHERS[3]}</p></a></li></ul></div>
<p><img alt="" data-entity-type="file" src="/sites/default/files/inline/nets.jpg" width="1000" /></p><p class="rteright"><em>شباك مطوية تحت مقعد أحد المراكب (المستقلة)</em></p>
<p>{BOATS.body[3]}</p><p>{BOATS.body[4]}</p></div></div>
<div class="nodeTags"><span>المزيد عن:</span> <a href="/tags/1">مرفأ الغزال</a><a href="/tags/2">الصيد</a></div></article>
<div class="views-element-container moreFrom"><h2>المزيد من تحقيقات ومطولات</h2><div class="view-content">{"".join(f'<div class="views-row"><h3><a href="/node/{n}">{OTHERS[n]}</a></h3><div class="summary">{OTHERS[n]} وما جرى بعد ذلك في القرى المجاورة من تفاصيل يرويها السكان.</div></div>' for n in range(3))}</div></div></div></div></main><footer role="contentinfo"><p>المستقلة © 2026</p></footer></div></div></body></html>""",
    BOATS.headline,
    (BOATS.lead, *BOATS.body[:2], "البحر يسخن", *BOATS.body[2:]),
    "2026-03-09T18:40+02:00",
    "source",
    modified="2026-03-09T19:21+02:00",
    country="LB",
    standfirst=BOATS.lead,
    authors=("رنيم العلايلي",),
    section="تحقيقات ومطولات",
    tags=("مرفأ الغزال", "الصيد"),
    image="https://www.mustaqilla.com/sites/default/files/boats.jpg",
    captions=("رصيف مرفأ الغزال قبيل الفجر (المستقلة)", "شباك مطوية تحت مقعد أحد المراكب (المستقلة)"),
)

PAGES = (SAHIFA, TAGDIV, BETTER, JNEWS, K2, QUINTYPE, INDEPENDENT)

"""Reduced pages in the manner of agencies and of sites older than style sheets, with invented stories."""

from __future__ import annotations

from tests.extract.layouts_publishers import ld, paragraphs
from tests.extract.prose import MENU, OTHERS, links
from tests.extract.stories import COURT, RAIL, RAINS, TALKS, WHEAT
from tests.extract.unseen import Unseen

TURKISH_AGENCY = Unseen(
    "turkish agency: place, name and agency in a line of their own, a notice to subscribers after the text",
    "https://www.wakalat-aa.com/ar/الدول-العربية/جولة-ثانية-من-محادثات-المياه/3499112",
    f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"/><title>{TALKS.headline}</title><meta name="description" content="{TALKS.lead}"/><meta property="og:type" content="article"/><meta property="og:title" content="{TALKS.headline}"/><meta property="og:image" content="https://cdnuploads.wakalat-aa.com/uploads/2026/03/09/thumbs_b_c_aa.jpg?v=184012"/><meta name="keywords" content="نهر السرو"/></head>
<body class="rtl"><div class="header"><div class="logo"><a href="/ar"></a></div><ul class="nav navbar-nav">{MENU}</ul></div><div class="container"><div class="row detay"><div class="col-md-10"><div class="detay-spot-category"><a href="/ar/الدول-العربية">الدول العربية</a></div><h1>{TALKS.headline}</h1><h4>- المبعوث أندرياس هولم: الطرفان سلّما ردودهما على الورقة المقترحة</h4>
<span class="tarih">Rania Abu Shamala &nbsp;|<span>09.03.2026 - محدث : 09.03.2026</span></span></div></div><div class="row"><div class="col-md-10 detay-buyukFoto"><img src="https://cdnuploads.wakalat-aa.com/uploads/2026/03/09/thumbs_b_c_aa.jpg?v=184012" alt="x"/></div><div class="col-md-2 detay-paylas"><a>Facebook</a></div><div class="col-md-8 detay-icerik"><div>
<p>بلدة السد/ رانيا أبو شمالة/ الوكالة</p>{paragraphs(TALKS.body)}
</div><div class="detay-uyari"><span>الأخبار المنشورة على الصفحة الرسمية للوكالة، هي اختصار لجزء من الأخبار التي تُعرض للمشتركين عبر نظام تدفق الأخبار. <a href="/ar/p/subscription">من أجل الاشتراك لدينا يُرجى الاتصال بالرابط التالي.</a></span></div><div class="detay-etiketler"><span>المواضيع ذات الصلة</span> <a class="btn btn-outline-secondary" href="/ar/search/?s=1">نهر السرو</a></div></div></div>
<div class="row"><div class="ilgili"><span class="detay-ilgili-baslik">أخبار ذات صلة</span>{links()}</div></div></div><footer>حقوق الطبع والنشر © 2026</footer></body></html>""",
    TALKS.headline,
    TALKS.body,
    "2026-03-09",
    None,
    modified="2026-03-09",
    standfirst="- المبعوث أندرياس هولم: الطرفان سلّما ردودهما على الورقة المقترحة",
    authors=("رانيا أبو شمالة",),
    section="الدول العربية",
    tags=("نهر السرو",),
    image="https://cdnuploads.wakalat-aa.com/uploads/2026/03/09/thumbs_b_c_aa.jpg?v=184012",
)

CHINESE_AGENCY = Unseen(
    "chinese agency: ideographic indents, captions in the text's own tag, pages to turn",
    "https://arabic.sinopress.cn/20260309/7f3c2b1a0d/c.html",
    f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"/><meta name="publishdate" content="2026-03-09"><meta name="catalogs" content="100011"><title>{RAIL.headline}-Arabic.sinopress.cn</title><meta name="description" content="{RAIL.headline}-"></head>
<body><div class="header"><div class="top"><ul>{MENU}</ul></div></div><div class="conTop"><div class="columBox">الصفحة الأولى &gt; <a href="../index.htm">العالم العربي</a></div></div><div class="main clearfix"><div class="conLeft"><div class="conTit"><h1 class="Btitle">{RAIL.headline}</h1><div class="infoBox clearfix"><span class="source">sinopress</span> <span class="time">2026:03:09.18:40:22</span> <a class="font1">حجم الخط</a><div class="share"></div></div></div>
<div id="content" class="conBox"><div class="pageCont"><p style="text-align: center;"><img src="20260309a.jpg" id="img1"></p><p style="text-align: right; color:#004c99;">　　القناطر 9 مارس 2026/ورشة عمال على خط الشمال. (تصوير: لي وانغ/سينوبرس)</p><p>　　القناطر 9 مارس 2026 (سينوبرس) -- {RAIL.body[0]}</p><p>　　{RAIL.body[1]}</p><p>　　{RAIL.body[2]}</p><p>　　{RAIL.body[3]}</p></div><div id="div_currpage"><span>1</span> <a href="c_2.html">2</a> <a href="c_3.html">3</a> <a href="c_2.html">الصفحة التالية</a></div><div class="editor">تحرير: تشنغ مي</div></div>
<div class="related"><h3>مقالات ذات صلة</h3>{links(4)}</div></div><div class="conRight"><h3>أهم الموضوعات</h3>{links()}</div></div><div class="foot">جميع حقوق النشر محفوظة لدى سينوبرس</div></body></html>""",
    RAIL.headline,
    (f"القناطر 9 مارس 2026 (سينوبرس) -- {RAIL.body[0]}", *RAIL.body[1:]),
    "2026-03-09T18:40:22+03:00",
    "source",
    authors=("تشنغ مي",),
    section="العالم العربي",
    image="https://arabic.sinopress.cn/20260309/7f3c2b1a0d/20260309a.jpg",
    captions=("القناطر 9 مارس 2026/ورشة عمال على خط الشمال. (تصوير: لي وانغ/سينوبرس)",),
    country="SY",
)

LEBANESE_AGENCY = Unseen(
    "lebanese agency: paragraphs from a word processor, a rule of signs and initials, frequencies of the radio",
    "https://www.wataniya.gov.lb/ar/economy/812233/وزارة-الزراعة-ترفع-سعر-شراء-القمح",
    f"""<!DOCTYPE html><html lang="ar"><head><title>الوكالة الوطنية - {WHEAT.headline}</title><meta property="og:title" content="الوكالة الوطنية - {WHEAT.headline}" /><meta property="og:description" content="وطنية - {WHEAT.body[0][:90]}" /><meta property="og:image" content="https://backend.wataniya.gov.lb/userfiles/images/w.jpg" /></head>
<body class="ar"><div class="topbar"><div class="date-time">الثلاثاء 10 آذار 2026 | 11:02</div><ul>{MENU}</ul></div><div class="news-page"><div class="row"><div class="col-lg-8"><h1 class="news-title">{WHEAT.headline}</h1><div class="news-info"><a href="/ar/economy">اقتصاد وبيئة</a><span>الإثنين 09 آذار 2026 الساعة 18:40</span></div><div class="news-img"><img src="https://backend.wataniya.gov.lb/userfiles/images/w.jpg"></div><div class="news-details">
<p class="MsoNormal" dir="RTL" style="text-align:justify"><span lang="AR-LB" style="font-size:16.0pt">وطنية - {WHEAT.body[0]}<o:p></o:p></span></p><p class="MsoNormal" dir="RTL"><span lang="AR-LB"><o:p>&nbsp;</o:p></span></p>
{"".join(f'<p class="MsoNormal" dir="RTL" style="text-align:justify"><span lang="AR-LB" style="font-size:16.0pt">{text}<o:p></o:p></span></p><p class="MsoNormal" dir="RTL"><span><o:p>&nbsp;</o:p></span></p>' for text in WHEAT.body[1:])}
<p class="MsoNormal" dir="RTL" style="text-align:center"><span>==================س.م.</span></p></div><div class="radio">تابعوا أخبار الوكالة الوطنية للاعلام عبر أثير إذاعة لبنان على الموجات 98.5 و98.1 و96.2 FM</div></div><div class="col-lg-4"><h2>الأكثر قراءة</h2>{links()}</div></div></div><footer>جميع الحقوق محفوظة للوكالة</footer></body></html>""",
    WHEAT.headline,
    (f"وطنية - {WHEAT.body[0]}", *WHEAT.body[1:], "==================س.م."),
    "2026-03-09T18:40:00+02:00",
    "country",
    section="اقتصاد وبيئة",
    image="https://backend.wataniya.gov.lb/userfiles/images/w.jpg",
)

JORDANIAN_AGENCY = Unseen(
    "jordanian agency: the only dates stand in the first line and in the last one",
    "https://wakala-petrae.gov.jo/Include/InnerPage.jsp?ID=288123&lang=ar&name=news",
    f"""<html dir="rtl"><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256"><title>وكالة الأنباء - {RAIL.headline}</title></head><body bgcolor="#ffffff"><table width="980" align="center"><tr><td><img src="top.jpg"></td></tr><tr><td><table><tr>{"".join(f'<td><a href="/s/{n}">{name}</a></td>' for n, name in enumerate(["محليات", "عربي ودولي", "اقتصاد", "رياضة", "ثقافة", "طقس"]))}</tr></table></td></tr>
<tr><td><table><tr><td valign="top" width="700"><h1 class="main-title">{RAIL.headline}</h1><table align="left" class="imgtbl"><tr><td><img src="/upload/1.jpg" width="300"></td></tr></table><div id="txt" class="text-justify">القناطر 9 آذار (بترائية)- {RAIL.body[0]}<br>{RAIL.body[1]}<br>{RAIL.body[2]}<br>{RAIL.body[3]}<br>--(بترائية)<br>ر ق/ أ ز<br><br>09/03/2026 18:40:12</div></td>
<td valign="top" width="250"><table><tr><td class="hd">اخبار ذات صلة</td></tr>{"".join(f'<tr><td><a href="/Include/InnerPage.jsp?ID={n}">{OTHERS[n]}</a><br><font size="1">2026/03/10 09:1{n}:00</font></td></tr>' for n in range(5))}</table></td></tr></table></td></tr><tr><td align="center">جميع الحقوق محفوظة © 2026</td></tr></table></body></html>""",
    RAIL.headline,
    (f"القناطر 9 آذار (بترائية)- {RAIL.body[0]}", *RAIL.body[1:], "--(بترائية)", "ر ق/ أ ز"),
    "2026-03-09T18:40:12+03:00",
    "country",
    image="https://wakala-petrae.gov.jo/upload/1.jpg",
)

IRAQI_AGENCY = Unseen(
    "iraqi agency: the text by plain divs, the writer's name before it, a counter and a code of the picture",
    "https://www.wakalat-iq.iq/257712--.html",
    f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>{RAINS.headline}</title><meta property="og:title" content="{RAINS.headline}" /><meta property="og:type" content="website" /><meta property="og:image" content="https://www.wakalat-iq.iq/uploads/posts/257712.jpg" /><meta property="og:description" content="وادي الرمان – وك – سرمد الحسني {RAINS.body[0][:80]}" /></head>
<body><header><div class="hdate"><i class="fa"></i> 10/03/2026</div><nav class="navbar">{MENU}</nav></header><div class="main-content"><div class="post-details"><h1 class="post-title">{RAINS.headline}</h1><ul class="post-tags"><li><i class="fa fa-list"></i> <a href="/local">محلية</a></li><li><i class="fa fa-clock"></i> 9-03-2026, 18:40</li><li><i class="fa fa-eye"></i> 2044</li></ul><div class="post-img"><img src="https://www.wakalat-iq.iq/uploads/posts/257712.jpg"></div><div class="post-share"><a>+ الخط -</a></div>
<div class="post-text"><div style="text-align:justify">وادي الرمان – وك – سرمد الحسني</div><div>{RAINS.body[0]}</div><div><br></div>{"".join(f"<div>{text}</div><div><br></div>" for text in RAINS.body[1:])}</div></div><div class="sidebar"><h4>الأكثر قراءة</h4>{links()}</div></div><footer><p>وكالة - جميع الحقوق محفوظة</p></footer></body></html>""",
    RAINS.headline,
    RAINS.body,
    "2026-03-09T18:40:00+03:00",
    "country",
    authors=("سرمد الحسني",),
    section=None,  # the list is called tags: nothing says that one of them is the section
    tags=("محلية",),
    image="https://www.wakalat-iq.iq/uploads/posts/257712.jpg",
)

FRONT_PAGED = Unseen(
    "old daily: fonts in nested tables, arabic digits in the date, the page's number and the edition",
    "http://www.yawmiya-old.com.sa/2026/03/09/article_771203.html",
    f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1256"><TITLE>جريدة اليومية - {COURT.headline}</TITLE></HEAD><BODY DIR="RTL" TOPMARGIN="0"><TABLE WIDTH="770" BORDER="0" CELLSPACING="0"><TR><TD COLSPAN="2" BGCOLOR="#003366"><FONT COLOR="white" SIZE="2">الاثنين ٢٠ رمضان ١٤٤٧هـ - ٩ مارس ٢٠٢٦م - العدد ١٧٤١٢</FONT></TD></TR>
<TR><TD WIDTH="120" VALIGN="TOP"><A HREF="/first.html">الأولى</A><BR><A HREF="/local.html">محليات</A><BR><A HREF="/econ.html">الاقتصادية</A><BR><A HREF="/sport.html">الرياضة</A><BR><A HREF="/last.html">الأخيرة</A><BR></TD><TD VALIGN="TOP"><TABLE WIDTH="640"><TR><TD><FONT SIZE="5" COLOR="#990000"><B>{COURT.headline}</B></FONT></TD></TR><TR><TD><FONT SIZE="3"><B>المرسى - فهد القرني:</B></FONT></TD></TR><TR><TD><FONT SIZE="4" FACE="Simplified Arabic">
<P ALIGN="JUSTIFY">{COURT.body[0]}
<P ALIGN="JUSTIFY">{COURT.body[1]}
<P ALIGN="JUSTIFY">{COURT.body[2]}
<P ALIGN="JUSTIFY">{COURT.body[3]}
<P ALIGN="JUSTIFY">{COURT.body[4]}
<P ALIGN="JUSTIFY">{COURT.body[5]}
</FONT></TD></TR><TR><TD ALIGN="CENTER"><A HREF="javascript:window.print()">اطبع هذه الصفحة</A> | <A HREF="mailto:?subject=x">أرسل لصديق</A></TD></TR></TABLE></TD></TR><TR><TD COLSPAN="2" ALIGN="CENTER"><FONT SIZE="1">إدارة التحرير هاتف: 0114000000 - فاكس: 0114000001<BR>جميع الحقوق محفوظة للمؤسسة © 2026</FONT></TD></TR></TABLE></BODY></HTML>""",
    COURT.headline,
    COURT.body,
    "2026-03-09",
    None,
    authors=("فهد القرني",),
)

LIVE = Unseen(
    "live page of a channel: entries with their own hours and headings, the newest first, older ones behind a button",
    "https://www.qanat-alarab.net/liveblog/2026/3/9/floods",
    f"""<!doctype html><html lang="ar" dir="rtl"><head><title>لحظة بلحظة.. سيول وادي الرمان | قناة العرب</title><meta property="og:title" content="لحظة بلحظة.. سيول وادي الرمان"><meta property="og:site_name" content="قناة العرب"><meta property="og:type" content="article"><meta property="og:image" content="https://x.qanat-alarab.net/1.jpg"><meta property="article:published_time" content="2026-03-09T04:00:00Z"><meta property="article:modified_time" content="2026-03-09T20:12:44Z"></head>
<body><header><nav>{MENU}</nav></header><main><div class="live-header"><span class="badge">مباشر</span><h1>لحظة بلحظة.. سيول وادي الرمان</h1><p class="updated">آخر تحديث: 9 مارس 2026 - 23:12</p></div><section class="live-summary"><h2>ملخص</h2><ul><li>إجلاء 43 عائلة حتى الساعة.</li><li>جسر خشبي جرفته المياه.</li></ul></section>
<ol class="live-entries">{"".join(f'<li class="live-entry" id="e{n}"><time datetime="2026-03-09T1{9 - n}:05:00Z">1{9 - n}:05</time><h3>تطور رقم {n + 1} في وادي الرمان</h3><p>{text}</p></li>' for n, text in enumerate(RAINS.body))}</ol><button class="more">تحميل المزيد</button></main><footer>© 2026 قناة العرب</footer></body></html>""",
    "لحظة بلحظة.. سيول وادي الرمان",
    tuple(line for n, text in enumerate(RAINS.body) for line in (f"تطور رقم {n + 1} في وادي الرمان", text)),
    "2026-03-09T04:00:00+00:00",
    modified="2026-03-09T20:12:44+00:00",
    image="https://x.qanat-alarab.net/1.jpg",
    type="live_blog",
)

SLIDES = Unseen(
    "gallery of slides: a number and a text under each picture, a paragraph over them",
    "https://www.chaine-monde.com/ar/صور/20260309-سيول-وادي-الرمان",
    f"""<!doctype html><html lang="ar" dir="rtl"><head><title>صور: {RAINS.headline}</title><meta property="og:title" content="صور: {RAINS.headline}"><meta property="og:type" content="article"><meta property="og:image" content="https://s.chaine-monde.com/1.jpg">{ld(**{"@type": "ImageGallery", "name": f"صور: {RAINS.headline}", "datePublished": "2026-03-09T17:00:00+00:00"})}</head>
<body><nav>{MENU}</nav><main><h1>صور: {RAINS.headline}</h1><time datetime="2026-03-09T17:00:00+00:00">09/03/2026 - 18:00</time><p class="intro">{RAINS.lead}</p><div class="slider">{"".join(f'<div class="slide"><img src="https://s.chaine-monde.com/{n}.jpg"><div class="slide-count">{n}/6</div><div class="slide-text">المشهد رقم {n} كما بدا من طرف القرية بعد انحسار المياه عن البيوت.</div></div>' for n in range(1, 7))}</div></main></body></html>""",
    f"صور: {RAINS.headline}",
    (RAINS.lead,),
    "2026-03-09T17:00:00+00:00",
    standfirst=RAINS.lead,
    image="https://s.chaine-monde.com/1.jpg",
    captions=tuple(f"المشهد رقم {n} كما بدا من طرف القرية بعد انحسار المياه عن البيوت." for n in range(1, 7)),
    type="gallery",
)

PAGES = (
    TURKISH_AGENCY,
    CHINESE_AGENCY,
    LEBANESE_AGENCY,
    JORDANIAN_AGENCY,
    IRAQI_AGENCY,
    FRONT_PAGED,
    LIVE,
    SLIDES,
)

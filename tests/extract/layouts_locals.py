"""Reduced pages in the manner of local news sites from Baghdad to Nouakchott, with invented stories."""

from __future__ import annotations

from tests.extract.layouts_publishers import ld, paragraphs
from tests.extract.prose import MENU, OTHERS, links
from tests.extract.stories import BOATS, COURT, CUP, PHONE, RAIL, RAINS, TALKS, WHEAT
from tests.extract.unseen import Unseen

BAGHDAD = Unseen(
    "baghdad television: the site's name and the section as the first line, date and hour with a bar",
    "https://www.samariya-tv.net/news/localnews/512233/سيول-مفاجئة",
    f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>{RAINS.headline} - السامرية نيوز</title><meta property="og:title" content="{RAINS.headline}"><meta property="og:site_name" content="السامرية نيوز"><meta property="og:type" content="website"><meta property="og:image" content="https://www.samariya-tv.net/n/512233.jpg"></head><body><div class="NavWrap"><ul>{MENU}</ul><div class="LiveClock">10:44</div></div><div class="DetailsWrap"><a class="DetailsCat" href="/news/localnews">محليات</a><h1 class="DetailsTitle">{RAINS.headline}</h1><div class="DetailsBar"><div class="DetailsDate">2026-03-09 | 18:40</div><div class="DetailsViews">1,204 مشاهدة</div><div class="DetailsSource"><span>المصدر:</span> السامرية نيوز</div></div><img class="DetailsImg" src="https://www.samariya-tv.net/n/512233.jpg">
<div class="DetailsDesc"><div>السامرية نيوز – محليات</div><div><br></div>{"".join(f"<div>{text}</div><div><br></div>" for text in RAINS.body)}</div><div class="DetailsKeys"><h3>كلمات دلالية</h3><a href="/k/1">السيول</a></div></div><div class="Latest"><h2>أحدث الأخبار</h2>{links(5)}</div></body></html>""",
    RAINS.headline,
    RAINS.body,
    "2026-03-09T18:40:00+03:00",
    "source",
    section="محليات",
    tags=("السيول",),
    image="https://www.samariya-tv.net/n/512233.jpg",
    country="IQ",
)

DELTA = Unseen(
    "cairo portal: months as words between slashes, the writer's name alone under the headline",
    "https://www.delta24.news/1998123",
    f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>{COURT.headline}</title><meta property="og:title" content="{COURT.headline}"><meta property="og:image" content="https://www.delta24.news/u/c.jpg"><meta property="og:site_name" content="دلتا 24">{ld(**{"@type": "NewsArticle", "headline": COURT.headline, "image": {"@type": "ImageObject", "url": "https://www.delta24.news/u/c.jpg"}, "publisher": {"@type": "Organization", "name": "دلتا 24"}, "author": {"@type": "Person", "name": "دلتا 24"}})}</head><body><div class="top">{MENU}</div><div class="post-page"><div class="sec-name"><a href="/section/9">حوادث</a></div><h1>{COURT.headline}</h1><div class="figure"><img src="https://www.delta24.news/u/c.jpg"><span class="img-cap">محكمة - أرشيفية</span></div><div class="writer">منار عبد العظيم</div><div class="post-date">الإثنين 09/مارس/2026 - 06:40 م</div><div class="paragraph-list">{paragraphs(COURT.body[:2])}<div class="ads-in">إعلان</div><h2>عقود صيانة وهمية</h2>{paragraphs(COURT.body[2:])}<p><strong>اقرأ أيضًا..<br></strong><a href="/1">{OTHERS[1]}</a></p></div><div class="tags"><a href="/t/1">محكمة الجنايات</a></div></div><div class="side">{links(4)}</div></body></html>""",
    COURT.headline,
    (*COURT.body[:2], "عقود صيانة وهمية", *COURT.body[2:]),
    "2026-03-09T18:40:00+02:00",
    "source",
    authors=("منار عبد العظيم",),
    section="حوادث",
    tags=("محكمة الجنايات",),
    image="https://www.delta24.news/u/c.jpg",
    captions=("محكمة - أرشيفية",),
    country="EG",
)

NOUAKCHOTT = Unseen(
    "nouakchott agency: submitted line with the weekday without its article, the site in brackets opens the text",
    "https://anbaa-info.mr/node/33122",
    f"""<html lang="ar" dir="rtl"><head><title>{WHEAT.headline} | الأنباء</title><meta name="Generator" content="Drupal 7 (http://drupal.org)" /></head><body class="html not-front not-logged-in page-node page-node-33122 node-type-news"><div id="page"><div id="header"><a href="/" rel="home">الأنباء</a><div class="region-header">{MENU}</div></div><div id="content"><h1 class="title" id="page-title">{WHEAT.headline}</h1><div id="node-33122" class="node node-news"><div class="meta submitted"><span>اثنين, 09/03/2026 - 18:40</span></div><div class="field field-name-field-photo"><img src="/sites/w.jpg"><blockquote class="image-field-caption"><p>حقول القمح في السهل (الأنباء)</p></blockquote></div><div class="field field-name-body"><div class="field-items"><div class="field-item even"><p>الأنباء (نواكشوط) - {WHEAT.body[0]}</p><p> </p>{"<p> </p>".join(f"<p>{text}</p>" for text in WHEAT.body[1:])}</div></div></div><div class="field field-name-field-section"><div class="field-label">تصنيف:&nbsp;</div><a href="/economy">اقتصاد</a></div></div></div><div class="sidebar">{links(4)}</div></div></body></html>""",
    WHEAT.headline,
    (f"الأنباء (نواكشوط) - {WHEAT.body[0]}", *WHEAT.body[1:]),
    "2026-03-09T18:40:00+00:00",
    "country",
    section="اقتصاد",
    image="https://anbaa-info.mr/sites/w.jpg",
    captions=("حقول القمح في السهل (الأنباء)",),
)

AMMAN = Unseen(
    "amman site: english clock, the text in one box with breaks, numbered comments with names",
    "https://www.balqa-news.net/article/911233",
    f"""<html><head><title>{RAIL.headline} | الإقتصادي | وكالة البلقاء الاخبارية</title><meta property="og:title" content="{RAIL.headline}"><meta property="og:image" content="https://www.balqa-news.net/i/1.jpg"></head><body dir="rtl"><div class="head"><ul>{MENU}</ul><div class="d">Tuesday, March 10, 2026</div></div><table><tr><td class="article"><div class="subject">{RAIL.headline}</div><hr><div class="art-date">09-03-2026 06:40 PM</div><div class="art-text" id="article_text"><img src="https://www.balqa-news.net/i/1.jpg"><br>البلقاء - {RAIL.body[0]}<br><br>{RAIL.body[1]}<br><br>{RAIL.body[2]}<br><br>{RAIL.body[3]}<br></div><div class="share-art">طباعة الصفحة</div><div class="cmts"><div class="cm"><b>1 - مواطن</b> <i>09-03-2026 08:01 PM</i><br>خطوة ممتازة لكنها متأخرة عشرين سنة، والشاحنات دمرت الطريق الدولي ولم يحاسب أحد على ذلك حتى اليوم.</div><div class="cm"><b>2 - ابو احمد</b> <i>09-03-2026 09:15 PM</i><br>وين كنتوا من زمان، القطار كان يوصل لكل مكان في المملكة أيام زمان وكان الناس مرتاحين والله.</div></div><div class="rules">جميع التعليقات تخضع للتدقيق. الآراء والتعليقات المنشورة تعبر عن رأي أصحابها فقط</div></td><td class="left">{links(5)}</td></tr></table></body></html>""",
    RAIL.headline,
    (f"البلقاء - {RAIL.body[0]}", *RAIL.body[1:]),
    "2026-03-09T18:40:00+03:00",
    "source",
    image="https://www.balqa-news.net/i/1.jpg",
    country="JO",
)

SANAA = Unseen(
    "yemeni site: writer and picture credits in a list, paragraphs in spans with breaks, a poll between",
    "https://almashad-y.com/news/2026/3/9/55123",
    f"""<!doctype html><html lang="ar" dir="rtl"><head><title>{TALKS.headline} | المشهد</title><meta property="og:title" content="{TALKS.headline}"><meta property="og:site_name" content="المشهد"><meta property="og:type" content="article"><meta property="og:image" content="https://almashad-y.com/p.jpg"></head><body><header>{MENU}</header><main class="news"><h2 class="cat"><a href="/sections/2">أخبار عربية</a></h2><h1>{TALKS.headline}</h1><ul class="facts"><li>المشهد/ عبدالسلام الحبيشي</li><li>الإثنين 09 مارس 2026 06:40 مساءً</li></ul><img src="https://almashad-y.com/p.jpg"><section class="txt"><span>{TALKS.body[0]}<br/><br/>{TALKS.body[1]}<br/></span><div class="poll"><p>هل تتوقع نجاح الجولة الثانية؟</p><label>نعم</label><label>لا</label></div><span>{TALKS.body[2]}<br/><br/>{TALKS.body[3]}<br/><br/>{TALKS.body[4]}</span></section><div class="tagz">نهر السرو - السد الأعلى</div></main><section><h3>الأكثر قراءة</h3>{links(5)}</section></body></html>""",
    TALKS.headline,
    TALKS.body,
    "2026-03-09T18:40:00+03:00",
    "source",
    authors=("عبدالسلام الحبيشي",),
    section="أخبار عربية",
    image="https://almashad-y.com/p.jpg",
    country="YE",
)

REVIEW = Unseen(
    "technology site: a box with the verdict, prices in a table, pictures with words under them, author's picture",
    "https://jihaz.tech/reviews/nawat-phone",
    f"""<!doctype html><html lang="ar" dir="rtl"><head><title>{PHONE.headline} | جهاز</title><meta property="og:title" content="{PHONE.headline}"><meta property="og:site_name" content="جهاز"><meta property="og:type" content="article"><meta property="og:image" content="https://jihaz.tech/i/p.jpg"><meta property="article:published_time" content="2026-03-09T13:00:00+03:00"><meta property="article:modified_time" content="2026-03-09T15:30:00+03:00"></head><body><header><a href="/">جهاز</a>{MENU}</header><main><article><div class="hero"><a class="chip" href="/reviews">مراجعات</a><h1>{PHONE.headline}</h1><div class="person"><a href="/people/qusay"><img src="q.png" alt="قصي"></a><div><a href="/people/qusay">قصي الشمري</a><small>محرر الأجهزة</small></div><time datetime="2026-03-09T13:00:00+03:00">9 مارس</time></div></div><div class="verdict"><strong>الخلاصة</strong><p>هاتف جيد لمن يكره ورش الإصلاح، وليس لمن يصوّر كثيراً.</p><span>8/10</span></div><div class="prose"><p>{PHONE.body[0]}</p><figure><img src="/i/1.jpg"><figcaption>الغطاء الخلفي بعد نزعه</figcaption></figure><p>{PHONE.body[1]}</p><p>{PHONE.body[2]}</p><blockquote><p>{PHONE.body[3]}</p></blockquote><p>{PHONE.body[4]}</p></div><div class="affiliate">قد نحصل على عمولة إذا اشتريت عبر روابطنا.</div></article><aside>{links(4)}</aside></main></body></html>""",
    PHONE.headline,
    PHONE.body,
    "2026-03-09T13:00:00+03:00",
    modified="2026-03-09T15:30:00+03:00",
    authors=("قصي الشمري",),
    section="مراجعات",
    image="https://jihaz.tech/i/p.jpg",
    captions=("الغطاء الخلفي بعد نزعه",),
)

CLUB = Unseen(
    "sports site: the match's card over the text, events as a list, two writers under the text",
    "https://koura-live.ma/matches/report/88123",
    f"""<!doctype html><html lang="ar" dir="rtl"><head><title>{CUP.headline} - كورة لايف</title><meta property="og:title" content="{CUP.headline} - كورة لايف"><meta property="og:site_name" content="كورة لايف"><meta property="og:image" content="https://koura-live.ma/c.jpg">{ld(**{"@type": "SportsEvent", "name": "نجوم الساحل - أولمبيك السهل", "startDate": "2026-03-09T19:00:00+00:00"})}{ld(**{"@type": "Article", "headline": CUP.headline, "datePublished": "2026-03-09T21:10:00+00:00", "author": [{"@type": "Person", "name": "مصطفى الرايس"}, {"@type": "Person", "name": "حسناء أبو زيد"}]})}</head><body><header>{MENU}</header><main><h1>{CUP.headline}</h1><div class="match-card"><span>نجوم الساحل</span><b>3 - 2</b><span>أولمبيك السهل</span><em>انتهت</em></div><div class="article-body">{paragraphs(CUP.body[:4])}<ul class="events"><li>12' زكريا بنعدي</li><li>38' فارس العوني</li></ul>{paragraphs(CUP.body[4:])}</div><p class="writers">مصطفى الرايس وحسناء أبو زيد</p></main><aside>{links(4)}</aside></body></html>""",
    CUP.headline,
    (*CUP.body[:4], "12' زكريا بنعدي", "38' فارس العوني", *CUP.body[4:]),
    "2026-03-09T21:10:00+00:00",
    authors=("مصطفى الرايس", "حسناء أبو زيد"),
    image="https://koura-live.ma/c.jpg",
)

LETTERS = Unseen(
    "cultural review: issue over the headline, translator and author in one line, verses, a footnote",
    "https://dafatir.org/11/boats",
    f"""<!doctype html><html lang="ar" dir="rtl"><head><title>{BOATS.headline} — دفاتر</title><meta property="og:title" content="{BOATS.headline}"><meta property="og:type" content="article"></head><body><div class="h"><a href="/">دفاتر</a>{MENU}</div><article class="t"><div class="issue">العدد 11، شتاء 2026</div><h1>{BOATS.headline}</h1><div class="by-line">كتبها: ماتيو رينالدي — ترجمة: سناء العكاري</div><div class="when"><time datetime="2026-03-09T08:00:00+02:00">9 مارس 2026</time></div><div class="x"><p>{BOATS.body[0]}</p><p>{BOATS.body[1]}</p><p>يا بحرُ ما بالُ الشباكِ ثقيلةً<br>والصيدُ قلَّ، وكلُّنا ننتظرُ</p><p>{BOATS.body[2]}</p><p>{BOATS.body[3]}</p><p>{BOATS.body[4]}</p></div><div class="footnotes"><p>نشر النص الأصلي في مجلة بحرية عام 2024 ونعيد نشره هنا بإذن من صاحبه ومن ناشره.</p></div></article><div class="n">{links(3)}</div></body></html>""",
    BOATS.headline,
    (*BOATS.body[:2], "يا بحرُ ما بالُ الشباكِ ثقيلةً", "والصيدُ قلَّ، وكلُّنا ننتظرُ", *BOATS.body[2:]),
    "2026-03-09T08:00:00+02:00",
    authors=("ماتيو رينالدي",),
)

PAGES = (BAGHDAD, DELTA, NOUAKCHOTT, AMMAN, SANAA, REVIEW, CLUB, LETTERS)

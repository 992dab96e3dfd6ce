"""Reduced pages of news sites that hold no article, each with the kinds a refusal may give it."""

from __future__ import annotations

from rasid.model import Refused
from tests.extract.layouts_publishers import ld
from tests.extract.prose import MENU, OTHERS, links
from tests.extract.stories import COLUMN, CUP, STORIES

BASE = "https://www.channel-one.net"


def page(title: str, body: str, head: str = "", of: str = "rtl") -> str:
    return f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title><meta property="og:site_name" content="القناة الأولى">{head}</head><body class="{of}"><header><ul>{MENU}</ul></header>{body}<footer><p>جميع الحقوق محفوظة © 2026 القناة الأولى</p></footer></body></html>'


TEASERS = "".join(
    f'<div class="item"><a href="/2026/03/0{n + 1}/story-{n}"><img src="{n}.jpg"></a><div class="txt"><h2><a href="/2026/03/0{n + 1}/story-{n}">{story.headline}</a></h2><time datetime="2026-03-0{n + 1}T10:00:00+03:00">{n + 1} مارس 2026</time><p>{(story.lead or story.body[0])}</p></div></div>'
    for n, story in enumerate(STORIES[:8])
)

KINDS: tuple[tuple[str, str, str, frozenset[Refused]], ...] = (
    (
        "page of a tag, with what the tag is about",
        f"{BASE}/tag/%D8%B3%D9%8A%D9%88%D9%84",
        page("السيول | القناة الأولى", f'<main><h1>السيول</h1><p class="about">السيول جريان مفاجئ وقوي للمياه في الأودية بعد أمطار غزيرة، وتتكرر في المناطق الجبلية بين الخريف والربيع، وهنا كل ما نشرته القناة عنها.</p>{TEASERS}<a href="?page=2">التالي</a></main>', '<meta property="og:type" content="website">'),
        frozenset({Refused.LISTING}),
    ),
    (
        "page of an author, with a life longer than any teaser",
        f"{BASE}/author/mayssam",
        page("ميسم الرفاعي، كاتب في القناة الأولى", f'<main><div class="author-head"><img src="m.png"><h1>ميسم الرفاعي</h1><p>كاتبة وروائية ولدت في مدينة الجسر ودرست الأدب المقارن. صدرت لها أربع روايات ومجموعة رسائل، وترجمت أعمالها إلى خمس لغات، وعملت محررة في صفحات الثقافة منذ مطلع التسعينات قبل أن تتفرغ للكتابة. تكتب عموداً أسبوعياً كل اثنين عن الكتب والمدن والذاكرة.</p></div>{TEASERS}</main>', '<meta property="og:type" content="profile">' + ld(**{"@type": "ProfilePage", "mainEntity": {"@type": "Person", "name": "ميسم الرفاعي"}}), "rtl archive author author-mayssam"),
        frozenset({Refused.LISTING, Refused.NO_ARTICLE}),
    ),
    (
        "results of a search, the words in the path",
        f"{BASE}/search/%D8%B3%D9%8A%D9%88%D9%84",
        page("نتائج البحث عن: سيول - القناة الأولى", f'<main><form><input value="سيول"></form><div class="count">عثر على 214 نتيجة</div>{TEASERS}</main>'),
        frozenset({Refused.SEARCH}),
    ),
    (
        "an address that is gone, answered with the day's stories",
        f"{BASE}/2026/03/09/story-that-was",
        page("القناة الأولى", f"<main><h1>عذراً!</h1><p>الصفحة المطلوبة غير متوفرة، ربما حُذفت أو تغيّر عنوانها.</p><p>إليك بعض ما قد يهمك:</p>{TEASERS}</main>"),
        frozenset({Refused.NOT_FOUND}),
    ),
    (
        "a story taken back by the editors",
        f"{BASE}/2026/03/09/story-taken-back",
        page("القناة الأولى", f'<main><h2>هذا المحتوى لم يعد متاحاً</h2><p>تم حذف هذا الخبر.</p><a href="/">العودة إلى الصفحة الرئيسية</a><ul>{links()}</ul></main>'),
        frozenset({Refused.NOT_FOUND}),
    ),
    (
        "a wall of accounts",
        f"{BASE}/account/login?next=/2026/03/09/x",
        page("القناة الأولى - حسابي", '<main><h1>أهلاً بعودتك</h1><form method="post"><label>اسم المستخدم أو البريد الإلكتروني</label><input name="email"><label>كلمة السر</label><input type="password"><button>دخول</button></form><p>ليس لديك حساب؟ <a href="/register">أنشئ حساباً جديداً</a></p><button>المتابعة باستخدام Google</button></main>'),
        frozenset({Refused.LOGIN}),
    ),
    (
        "a wall of consent",
        f"{BASE}/2026/03/09/story-1",
        '<!doctype html><html lang="ar"><head><title>القناة الأولى: نحن نقدّر خصوصيتك</title></head><body><div class="consent-page"><h1>نحن نقدّر خصوصيتك</h1><p>نستخدم نحن وشركاؤنا البالغ عددهم 812 شريكاً ملفات تعريف الارتباط وتقنيات مشابهة لتخزين معلومات على جهازك والوصول إليها، ومعالجة بيانات شخصية مثل عناوين الإنترنت، من أجل تخصيص الإعلانات والمحتوى وقياس أدائهما.</p><p>يمكنك سحب موافقتك في أي وقت عبر رابط إعدادات الخصوصية في أسفل الموقع. بعض شركائنا يعالجون بياناتك استناداً إلى مصلحتهم المشروعة.</p><button>قبول الكل</button><button>رفض الكل</button><a href="/privacy">سياسة الخصوصية</a></div><script src="/cmp.js"></script></body></html>',
        frozenset({Refused.CONSENT}),
    ),
    (
        "a shell with a spinner and a menu",
        f"{BASE}/2026/03/09/story-2",
        f'<!doctype html><html lang="ar"><head><title>القناة الأولى</title><meta name="description" content="آخر الأخبار من القناة الأولى"></head><body><div id="app"><div class="app-header"><ul>{MENU}</ul></div><div class="loader"><span>جاري التحميل...</span></div></div><script>window.__STATE__={{}}</script><script src="/bundle.js"></script></body></html>',
        frozenset({Refused.EMPTY_SHELL, Refused.NO_ARTICLE}),
    ),
    (
        "index of galleries",
        f"{BASE}/photos",
        page("صور | القناة الأولى", f'<main><h1>صور</h1><div class="grid">{"".join(f"""<figure><a href="/photos/{n}"><img src="{n}.jpg"></a><figcaption><a href="/photos/{n}">{text}</a></figcaption></figure>""" for n, text in enumerate(OTHERS))}</div></main>'),
        frozenset({Refused.LISTING}),
    ),
    (
        "index of writers, each with the beginning of a column",
        f"{BASE}/opinion",
        page("مقالات | القناة الأولى", f'<main><h1>مقالات</h1>{"".join(f"""<article class="op"><a href="/w/{n}"><img src="w{n}.png"></a><h4><a href="/w/{n}">كاتب رقم {n}</a></h4><h3><a href="/opinion/{n}11">{OTHERS[n]}</a></h3><p>{COLUMN.body[n % 4]}</p></article>""" for n in range(6))}</main>'),
        frozenset({Refused.LISTING}),
    ),
    (
        "times of prayer",
        f"{BASE}/prayer-times",
        page("مواقيت الصلاة في مدينة الجسر | القناة الأولى", '<main><h1>مواقيت الصلاة في مدينة الجسر</h1><p>الاثنين 9 مارس 2026</p><table><tr><th>الفجر</th><th>الشروق</th><th>الظهر</th><th>العصر</th><th>المغرب</th><th>العشاء</th></tr><tr><td>04:51</td><td>06:12</td><td>12:04</td><td>15:22</td><td>17:55</td><td>19:12</td></tr></table></main>', '<meta property="og:type" content="website">'),
        frozenset({Refused.NO_ARTICLE, Refused.LISTING}),
    ),
    (
        "a form that asks for an address of mail",
        f"{BASE}/newsletter",
        page("النشرة البريدية | القناة الأولى", '<main><h1>اشترك في نشرتنا البريدية</h1><p>كل صباح نرسل إليك أهم ما جرى في العالم العربي في خمس دقائق، مكتوباً بعناية ومن دون إعلانات.</p><form><input type="email" placeholder="بريدك الإلكتروني"><button>اشترك</button></form></main>', '<meta property="og:type" content="website">'),
        frozenset({Refused.NO_ARTICLE}),
    ),
    (
        "front page of a section that opens with one long teaser",
        f"{BASE}/sport/",
        page("رياضة | القناة الأولى", f'<main><div class="lead-story"><a href="/2026/03/09/cup"><h1>{CUP.headline}</h1></a><p>{CUP.lead}</p><p>{CUP.body[0]}</p><a href="/2026/03/09/cup">التفاصيل</a></div>{TEASERS}</main>', '<meta property="og:type" content="website">'),
        frozenset({Refused.LISTING}),
    ),
    (
        "the day's paper as pictures of its pages",
        f"{BASE}/pdf/17412",
        page("العدد 17412 | القناة الأولى", f'<main><h1>العدد 17412 - الاثنين 9 مارس 2026</h1>{"".join(f"""<a href="/pdf/17412/{n}.pdf"><img src="p{n}.jpg"><span>الصفحة {n}</span></a>""" for n in range(1, 17))}</main>'),
        frozenset({Refused.NO_ARTICLE, Refused.LISTING}),
    ),
)  # fmt: skip

"""Sentences that newsrooms put into or beside the text of an article and that are not part of it.

The principle: what stands in a block of its own is the template's, and is dropped; what stands inside a paragraph among real sentences is the editor's
text, however it came there, and is kept for the rules to find («body_has_boilerplate»). So a block is furniture only from its beginning to its end.

Matched on :func:`rasid.extract.matching.plain` text, so spellings («اقرأ أيضاً», «إقرأ ايضا») need no alternatives. A paragraph lost is worse than a line
of furniture kept: words that can open a real sentence («مزيد من», «تعليق», «يحظر», «سجل») count only where the rest of the line is furniture too.
Limits in characters are what such lines measured in real pages, with room.
"""

from __future__ import annotations

import re

from rasid.extract.matching import plain


def _any(*patterns: str) -> re.Pattern[str]:
    """One pattern out of several, in the form of :func:`plain` text. ``plain`` lowers capitals, so classes with capital names are spelt out first."""
    spelt = (pattern.replace(r"\W", r"[^\w]").replace(r"\S", r"[^\s]") for pattern in patterns)
    return re.compile("|".join(plain(pattern) for pattern in spelt))


_EDGE = r"[\s:：\-–—•*»«›‹|.…!،\"'()\[\]<>]*"
_THINGS = "موضوعات|مواضيع|أخبار|مقالات|قصص|تقارير|الموضوعات|المواضيع|الأخبار|المقالات|القصص|التقارير|روابط|صور|فيديوهات|ملفات|موضوع|خبر|مقال|محتوى"

# An imperative to read another story: whatever follows it.
_READ_ALSO = _any(
    rf"^{_EDGE}(?:و?اقر[أا](?:وا|ي)? (?:أيضا|المزيد|كذلك|كمان)|شاهدو?ا? (?:أيضا|المزيد|كذلك|بالفيديو|الفيديو|بالصور)|طالعو?ا? (?:أيضا|المزيد)|تابعو?ا? (?:أيضا|المزيد)|لقراءة المزيد|انظر أيضا|راجع أيضا|استمع أيضا|"
    r"قد (?:يهمك|يعجبك|تهمك|تعجبك|يهمكم|ترغب في)|ربما (?:يهمك|يعجبك|تود)|لا يفوتك|لا تفوت|اخترنا لك|نرشح لك|ننصحك ب|رشحنا لك|read (?:more|also)\b|see also\b|you may also\b)"
)
# A label over other stories: alone on its line, before a colon, or on a line of links.
_RELATED_LABEL = _any(
    rf"^{_EDGE}(?:للمزيد|لمزيد من (?:الأخبار|التفاصيل|المعلومات|المقالات)|(?:ال)?مزيد(?: (?:من|عن|حول)(?: \S+){{1,4}}?)?|اقر[أا] (?:عن|في)|(?:{_THINGS}) (?:ذات صلة|ذات علاقة|متعلقة?|المتعلقة|مرتبطة?|المرتبطة|مشابهة?|المشابهة|مقترحة?|المقترحة|"
    r"أخرى|قد تهمك|مختارة|سابقة|مدفوع|ذو صلة)(?: بالموضوع)?|(?:ذات|لها) صلة|متعلقات|ال[أا]كثر (?:قراءة|مشاهدة|تداولا|تصفحا|شيوعا|تعليقا|رواجا|مشاركة)|(?:آخر|أحدث|أهم) ال[أا]خبار|مختارات|من نفس (?:القسم|الكاتب|الموضوع)|"
    r"في نفس (?:القسم|الموضوع)|توصيات|(?:الخبر|المقال|الموضوع|المقالة) (?:السابق|التالي|السابقة|التالية)|السابق|التالي|تفاصيل أكثر|(?:تحميل|عرض|إظهار) المزيد|اقر[أا]|شاهد|related(?: (?:articles|posts|news))?|more|next|previous)"
)
_LABEL_ENDS = re.compile(rf"(?:\s*[:：]|{_EDGE}$)")
# «تابعوا أخبارنا عبر غوغل نيوز»: an imperative to the reader, and one of our channels.
_CALL = _any(
    r"^\W*(?:و?(?:تابعوا|تابعونا|تابعنا|تابعينا|اشتركوا|انضموا|انضم إلينا|انضم الآن|حملوا|سجلوا|زوروا|شاركونا|راسلونا|اضغط|اضغطوا|انقر|انقروا|للاشتراك|للانضمام|لمتابعة|لمتابعتنا|كن أول|كونوا أول|احصل على|"
    r"لتلقي|لتصلك|لتحميل|فعل الإشعارات|فعلوا|ابق على|ابقوا على|للتواصل|تواصلوا? معنا|لقراءة)\b|و?تابع (?:أخبار|آخر|أحدث|كل جديد|كل ما|حساب|صفحة|قناة|عبر|على|معنا|المزيد|كافة|أهم|البث|موقع|خدمة)\b|"
    r"و?اشترك (?:الآن|معنا|مجانا|في (?:نشرت|قنات|القائمة|النشرة|خدمة|قناة))|انضم (?:إلى|الى|ل)\s?(?:قنات|قناة|مجموعت|صفحت)|حمل (?:تطبيق|التطبيق|الآن)|سجل (?:الآن|بريدك|في (?:نشرت|النشرة))|"
    r"(?:كما |و)?(?:يمكن|بإمكان)(?:كم|ك) (?:متابعة|الاشتراك|تحميل|الانضمام|الاطلاع|مشاهدة)|follow|subscribe|download|join)"
)
_CHANNEL = _any(
    r"غوغل نيوز|جوجل نيوز|قوقل نيوز|google news|تلغرام|تليغرام|تيليغرام|تيليجرام|تلجرام|تليجرام|telegram|واتس\s?[أا]?ب|whatsapp|فيسبوك|فيس بوك|facebook|تويتر|twitter|منصة إكس|انستغرام|إنستغرام|انستجرام|إنستجرام|instagram|يوتيوب|youtube|"
    r"سناب|تيك توك|نبض|تطبيق|النشرة|نشرتنا|نشرة|بريدك|القائمة البريدية|قناتنا|قنات(?:نا|ه)|صفحتنا|حسابنا|حساباتنا|وسائل التواصل|مواقع التواصل|الإشعارات|هنا|موقعنا|أخبارنا"
)
_DELIVERED = _any(r"^\W*(?:اشترك|تابع|انضم|سجل|فعل|حمل|انقر|اضغط)(?:وا|ي|نا|ونا)?(?![\w]).{0,120}?(?<![\w])ل?[تي]صل(?:ك|كم)(?![\w])")
"""«اشترك في بريدنا لتصلك القصص», «تابعونا ليصلكم كل جديد»: something is brought to the reader."""
_RIGHTS = _any(
    r"(?:جميع|كل|كافة) الحقوق محفوظة|حقوق (?:النشر|الطبع|الملكية)(?: والتوزيع| والنشر| الفكرية)? محفوظة|الحقوق محفوظة|all rights reserved|copyright ©|^\W*©"
)
_OPINIONS = r"^\W*(?:تنويه|ملاحظة)?\W*(?:إن )?(?:جميع |كل |كافة )?(?:ال)?(?:آراء|اراء|مقالات?|مقالة|تعليقات|مواد|تدوينات?|مشاركات)\b"
_HOUSES = "موقع|صحيفة|جريدة|قناة|شبكة|وكالة|مجلة|مؤسسة|منصة|بوابة|إدارة|تحرير|ناشر|كاتب|كتاب|صاحب|أصحاب|مؤلف|مدون|معلق"
"""Whose opinions a note of the house speaks of; a report says something else of the opinions it tells."""
_LEGAL = _any(
    r"^\W*(?:يمنع|يحظر|لا يجوز|لا يسمح|ممنوع)(?: (?:منعا باتا|تماما|قطعيا|كليا|بتاتا|لأي جهة))?،? (?:ب|بأي شكل )?(?:إعادة )?(?:ال)?(?:نسخ|نقل|نشر|اقتباس|استخدام|طبع|طباعة|توزيع)\b.{0,90}"
    r"(?:المواد (?:المنشورة|الصحفية|الصحافية|الواردة|الإخبارية)|مواد الموقع|محتوى|محتويات|المحتوى|الموقع|إذن (?:خطي|مسبق|كتابي|من (?:الموقع|الناشر|إدارة|هيئة|الصحيفة))|موافقة (?:خطية|مسبقة|كتابية)|المصدر|الناشر)|"
    r"^\W*يرجى (?:ذكر|الإشارة إلى) المصدر|"
    rf"{_OPINIONS}.{{0,90}}\b(?:لا )?[تي](?:عبر|عكس|مثل)(?:ان|ون)?\b.{{0,50}}\b(?:ال|ل|لل)?(?:{_HOUSES})|"
    rf"{_OPINIONS}.{{0,90}}لا [تي](?:عبر|عكس|مثل)(?:ان|ون)? بالضرورة (?:عن )?(?:رأي|آراء|وجهة|وجهات|موقف|مواقف|سياسة|توجه|توجهات)\b[^،,.]{{0,40}}\W*$|"
    rf"{_OPINIONS}.{{0,90}}(?:غير مسؤول|(?:لا )?[تي]تحمل .{{0,20}}مسؤولي|مسؤولية (?:ال)?(?:كاتب|صاحب|أصحاب|كتاب)|على مسؤولي)|"
    r"^\W*(?:إن )?(?:هذا |هذه )?(?:ال)?(?:مقال|مقالة|تدوينة|نص|رأي)\b.{0,40}\b(?:لا )?[تي](?:عبر|مثل|عكس).{0,30}(?:عن )?(?:وجهة|رأي|آراء|موقف)\b.{0,60}(?:كاتب|صاحب|ضرورة|الموقع|المؤلف)|"
    r"^\W*(?:(?:نحن )?(?:وشركاؤنا )?(?:نستخدم|نستعمل)|[تي]ستخدم (?:هذا )?(?:ال)?(?:موقع|صحيفة|قناة|بوابة)|هذا الموقع يستخدم|باستخدامك|بالاستمرار|باستمرارك|من خلال (?:التسجيل|الاشتراك)|بالضغط|بتسجيلك|عند التسجيل)\b.{0,220}(?:الخصوصية|الشروط|شروط|ملفات تعريف|الكوكيز|cookies)|"
    r"^\W*(?:إذا|هل|إن) (?:كنت|وجدت|لاحظت|كان)\b.{0,90}(?:خطأ|خاطئة|ينتهك|انتهاك|يخالف|مفيد).{0,110}(?:أرسل|قدم|راسل|أبلغ|اضغط|صحح|شكوى|تصحيح|؟)|"
    r"^\W*(?:تخطى .{1,20} )?هل تسمح بعرض (?:المحتوى|محتوى)|^\W*[تي]حتوي (?:هذه |هذا )?(?:الصفحة|المقالة?)\b.{0,40}\bمحتوى من\b.{0,60}(?:موافقت|الموافقة|إذن)|"
    r"^\W*(?:سياسة الخصوصية|شروط (?:الاستخدام|الخدمة)|إخلاء (?:ال)?مسؤولية)\W*$|^\W*إخلاء (?:ال)?مسؤولية\b|^\W*الموقع غير مسؤول"
)
_COMMENTS = _any(
    r"^\W*(?:\d+ )?(?:التعليقات|تعليقات|تعليق|ردود|comments?)(?: (?:القراء|الزوار|فيسبوك|\(?\d).*)?\W*\d*\W*$|"
    r"^\W*(?:أضف تعليق|اضف تعليق|اترك (?:تعليق|رد)|شارك (?:بتعليق|برأيك)|شاركنا (?:بتعليق|برأيك|رأيك)|اكتب تعليق|إلغاء الرد|لا توجد تعليقات|لا يوجد تعليقات|لن يتم نشر عنوان بريدك|leave a (?:reply|comment))"
)
_COMMENT_RULES = _any(
    r"التعليقات (?:المسيئة|التي تتضمن|مغلقة)|مراجعة التعليقات|لنشر تعليق|إدارة التعليقات|إرشادات الاستخدام|قواعد (?:التعليق|نشر التعليقات)|حذف (?:أي )?تعليق"
)
_RULES_OPEN = tuple(
    plain(word)
    for word in (
        "ترحب",
        "التعليقات",
        "لن يتم",
        "إدارة",
        "تنويه",
        "ملاحظة",
        "لنشر",
        "قواعد",
        "شروط",
        "ينوه",
        "نرحب",
        "يرجى",
        "هيئة",
        "المرجو",
    )
)
_SHARE = _any(
    r"^\W*(?:شارك(?:ها|ه|نا|وا)?(?: (?:هذا|هذه|عبر|الخبر|المقال|المقالة|الموضوع|القصة|الآن|على|مع)\b.*)?|مشاركة(?: (?:المقال|الخبر|عبر)\b.*)?|طباعة|اطبع|نسخ الرابط|انسخ الرابط|تم نسخ الرابط|رابط (?:مختصر|قصير|المقال|الخبر)\b.*|الرابط المختصر\b.*|حجم الخط|تكبير الخط|تصغير الخط|"
    r"أرسل(?: إلى صديق| بالبريد)?|إرسال|حفظ|استمع(?: إلى المقال| للمقال| للخبر)?|تويتر|فيسبوك|واتساب|تلغرام|لينكد إن|facebook|twitter|whatsapp|telegram|email|print|share|linkedin|pinterest|copy link)\W*$"
)
_TAGS = _any(
    r"^\W*(?:وسوم|الوسوم|الكلمات الدلالية|كلمات دلالية|الكلمات المفتاحية|كلمات مفتاحية|كلمات البحث|الدلالات|هاشتاغ|العلامات|تاغ|تاجات|التصنيفات?|تصنيفات|الأقسام|أقسام|مواضيع|الموضوع|tags?|keywords)\W*(?::|$)"
)
_NOISE_LINE = _any(
    r"^\W*(?:إعلان|إعلانات|اعلانات مدفوعة|advertisement|ads?|sponsored|محتوى (?:مدفوع|إعلاني|دعائي)|نسخة للطباعة|الرئيسية|عاجل|مباشر|القائمة|بحث|تسجيل الدخول|تسجيل|دخول|إغلاق|close|loading|جاري التحميل|جار التحميل|تحميل|فيديو|صور|صورة|بالصور|بالفيديو|"
    r"المشاهدات\W*\d*|مشاهدة\W*\d*|\d+ (?:مشاهدة|مشاهدات|قراءة|تعليق|تعليقات)|عدد (?:المشاهدات|القراءات|الزيارات)\W*\d*|(?:زمن|مدة|وقت) القراءة.*|\d+ (?:دقيقة|دقائق) (?:قراءة|للقراءة)|اقر[أا] في \d+ دق.*|التعليق على الصورة|تعليق الصورة|(?:م?صدر|شرح) الصورة|"
    r"نشرة (?:إخبارية|بريدية)|النشرة (?:الإخبارية|البريدية)|يتم الآن عرض.*|تعذر (?:تشغيل|تحميل) الفيديو.*|متصفحك لا يدعم.*|المتصفح لا يدعم.*|your browser does not support.*|error loading media.*|يرجى تفعيل جافا.*|نهاية (?:الخبر|الإعلان)|يستمر الإعلان.*|تابع القراءة.*|أكمل القراءة.*|"
    r"تستمر القصة بعد (?:هذا )?الإعلان|يتبع الإعلان|المحتوى مستمر بعد الإعلان|ستظهر بعد الإعلان)\W*$"
)
_ADDRESS = re.compile(
    r"^(?:[^\W\d_]+(?: [^\W\d_]+){0,2}\s*[:：]\s*)?(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w{2,30}|(?:https?://|www\.)\S+)[\s.]*$", re.IGNORECASE
)
"""A mailbox, an account or an address alone on its line, with its label."""
_WIDGETS = frozenset(
    map(
        plain,
        (
            "استطلاع",
            "استطلاع رأي",
            "استطلاع الرأي",
            "استطلاع للرأي",
            "استفتاء",
            "صوت الآن",
            "شارك في الاستطلاع",
            "النشرة البريدية",
            "نشرتنا البريدية",
        ),
    )
)
"""Titles of a box that asks something of the reader."""
_END = _any(r"^\W*(?:انتهى|انتهى\s*/?\s*\w{1,4}|النهاية|نهاية الخبر)\W*$")
"""Agencies close a report so; what follows is their own numbers."""
_SENTENCE_END = re.compile(r"[.!؟…](?:\s|$)")
REAL_SENTENCE = 50
"""Characters from which a sentence beside furniture is the text's own."""
_REPORTED = _any(
    r"^\W*و(?:تابع|تابعوا|سجلوا|حملوا|انضموا|اشتركوا|شاركوا?|اشترك|انضم|سجل|حمل)(?![\w])(?!.{0,60}(?:أخبارنا|قناتنا|صفحتنا|حسابنا|حساباتنا|موقعنا|نشرتنا))"
)
"""«وتابع على حسابه…», «وحملوا لافتات…»: after «و» these are past tense, and report."""
LONGEST_LINE, LONGEST_NOTE = 260, 900
_LONG_NOTES = ("حقوق", "عبر عن", "تعليق", "الخصوصية", "نسخ", "نقل", "مسؤول", "©", "copyright", "شروط", "الكوكيز", "cookies", "تعكس")
"""Words without which a text of more than 260 characters is no legal note and no rule for comments: matching every paragraph would cost more."""


def furniture(text: str, linked: int = 0) -> str | None:
    """What kind of furniture a block's text is by its words alone (``related share tags comments promo legal line end``), or None.

    ``linked`` is how many of its characters are link text."""
    length = len(text)
    if length > LONGEST_LINE and (length > LONGEST_NOTE or not any(word in text for word in _LONG_NOTES)):
        return None
    bare = plain(text)
    if (note := _note(bare, length)) is not None or length > LONGEST_LINE:
        return note
    return _line(text, bare, linked) or _call(bare)


def _note(bare: str, length: int) -> str | None:
    """What the owner of the site and its rules for comments say."""
    if length <= 600 and _LEGAL.match(bare):
        return "legal"
    rights = _RIGHTS.search(bare) if length <= 300 and ("حقوق" in bare or "©" in bare or "rights" in bare) else None
    if rights is not None and not _says_more(bare[: rights.start()]):
        return "legal"
    if length <= 90 and _COMMENTS.match(bare):
        return "comments"
    ruled = ("تعليق" in bare or "ارشادات" in bare) and bare.startswith(_RULES_OPEN) and _COMMENT_RULES.search(bare)
    return "comments" if ruled else None


def _line(text: str, bare: str, linked: int) -> str | None:
    """A label, a button, the title of a list."""
    length = len(text)
    if length <= 70 and _NOISE_LINE.match(bare):
        return "line"
    if length <= 120 and ("@" in text or "://" in text or "www." in text) and _ADDRESS.match(text):
        return "line"
    if length <= 30 and bare.strip(" :.!؟?") in _WIDGETS:
        return "promo"
    if length <= 20 and _END.match(bare):
        return "end"
    label = _RELATED_LABEL.match(bare)
    if _READ_ALSO.match(bare) or (label and (linked >= 0.5 * length or _LABEL_ENDS.match(bare, label.end()))):
        return "related"
    if length <= 60 and _SHARE.match(bare) and not bare.endswith("."):
        return "share"
    return "tags" if length <= 60 and _TAGS.match(bare) else None


def _call(bare: str) -> str | None:
    """«تابعونا على …», and nothing else."""
    if "صلك" in bare and (match := _DELIVERED.match(bare)) and not _says_more(bare[match.end() :]):
        return "promo"
    if _CALL.match(bare) and (channel := _CHANNEL.search(bare)) and not _REPORTED.match(bare) and not _says_more(bare[channel.end() :]):
        return "promo"
    return None


def _says_more(rest: str) -> bool:
    """A finished sentence longer than a call or a note, none of the kind: then a writer's paragraph was met, not a line of the template."""
    sentences = (sentence.strip() for sentence in _SENTENCE_END.split(rest))
    return any(len(sentence) >= REAL_SENTENCE and not _CALL.match(sentence) and not _CHANNEL.search(sentence) for sentence in sentences)


_BYLINE = _any(
    r"^\W*(?:(?:كتب|كتبت|كتابة(?=\s*:)|نص(?=\s*:)|شعر(?=\s*:)|بقلم|تحرير|إعداد|أعد(?:ه|ها|ته|تها)?|حرر(?:ه|ها|ته|تها)?|ترجمة|حوار|تصوير|متابعة|تقرير|تحقيق|مراسل|موفد|خاص|حاور(?:ه|ته|ها|تها)?|أجر(?:ى|ت) الحوار|المحرر|المصدر|(?:اسم )?(?:الكاتبة?|المؤلفة?)(?=\s*[:/])|كاتبة? المقالة?(?=\s*[:/])|author(?=\s*[:,،])|autorin/autor|by)\b\s*[:/\-–|ـ]?\s*)"
)


def opens_like_byline(text: str) -> bool:
    """«كتب أحمد …», «بقلم: …», «المصدر: …» at the head of a short line."""
    return len(text) <= 90 and _BYLINE.match(plain(text)) is not None


_DATE_WORDS = frozenset(
    plain(word)
    for word in """يناير فبراير مارس ابريل أبريل مايو يونيو يوليو أغسطس اغسطس سبتمبر أكتوبر اكتوبر نوفمبر ديسمبر كانون الثاني شباط آذار نيسان أيار حزيران تموز آب ايلول أيلول تشرين الأول جانفي فيفري أفريل ماي جوان جويلية أوت
    غشت شتنبر نونبر دجنبر يوليوز محرم صفر ربيع الآخر جمادى الأولى الآخرة رجب شعبان رمضان شوال ذو القعدة ذي الحجة السبت الأحد الاحد الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة ص م صباحا مساء ظهرا الساعة
    في على نشر نشرت تم النشر نشره تاريخ التاريخ آخر اخر تحديث التحديث أضيف كتب بتاريخ يوم الموافق هـ ه م غرينتش جرينتش بتوقيت مكة المكرمة القاهرة بيروت دمشق بغداد الرياض gmt utc am pm published updated last منذ قبل دقيقة دقائق ساعة ساعات
    أيام يومين ساعتين jan feb mar apr may jun jul aug sep oct nov dec january february march april june july august september october november december""".split()  # noqa: SIM905
)
_LETTERS = re.compile(r"[^\W\d_]+")


def is_date_line(text: str) -> bool:
    """A line that is nothing but a date or a time with its label: every word is of that kind and there is a figure."""
    if len(text) > 90 or not any(map(str.isdigit, text)):
        return False
    return date_words(text)


def date_words(text: str) -> bool:
    """Every word is one that dates and their labels are made of."""
    return all(word in _DATE_WORDS for word in _LETTERS.findall(plain(text)))

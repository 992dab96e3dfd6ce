"""The faults of :mod:`tests.bench.faults`, each with the rule that must name it."""

from __future__ import annotations

from datetime import timedelta

from tests.bench.faults import (
    ENGLISH,
    FIXED_FORMS,
    FOREIGN,
    SITE,
    Fault,
    at_word,
    body,
    changed,
    cut_where_others_end,
    cut_words,
    dateline,
    garbled,
    headline,
    lost_stop,
    moved,
    one_of,
    paragraph,
    spaced,
    spoken,
    told,
    within,
    wrong_weekday,
)

PLACEHOLDER = (
    "هذا النص هو مثال لنص يمكن أن يستبدل في نفس المساحة، لقد تم توليد هذا النص من مولد النص العربى، حيث يمكنك أن تولد مثل هذا النص.",
    "لوريم إيبسوم هو ببساطة نص شكلي يستخدم في صناعة المطابع ودور النشر.",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
    "هذا نص تجريبي لاختبار شكل الصفحة قبل النشر.",
)
LINKS = [
    "انطلاق الموسم السياحي",
    "ختام المهرجان بعرض موسيقي",
    "أسعار الوقود تنخفض مطلع الشهر",
    "مباراة القمة الليلة",
    "طقس غائم غداً",
    "رحيل الفنان الكبير",
    "افتتاح جسر جديد",
]

HEADLINE = (
    Fault("headline gone", "headline_missing", one_of("headline", None, "", "  ")),
    Fault("headline a label", "headline_too_short", one_of("headline", "عاجل", "فيديو", "صور", "خبر 1", "بيان")),
    Fault("headline a paragraph", "headline_too_long", lambda row, random: {**row, "headline": " ".join(row["body"])[: random.randrange(240, 600)]}),
    Fault("headline English", "headline_not_arabic", lambda row, random: {**row, "headline": ENGLISH.split(". ")[random.randrange(3)]}),
    Fault("headline with tags", "headline_has_markup", headline(lambda text, random: at_word(text, random, lambda word: f"<{(tag := random.choice(['b', 'strong', 'em']))}>{word}</{tag}>"))),
    Fault("headline with entities", "headline_has_markup", headline(lambda text, random: at_word(text, random, lambda word: random.choice(["&quot;", "&#8220;", "&nbsp;", "&#039;"]) + word))),
    Fault("headline with the site's name", "headline_has_site_name", lambda row, random: told({**row, "headline": row["headline"] + random.choice([" | ", " - ", " – ", "|", " :: "][:4]) + SITE}, publisher={"name": SITE})),
    Fault("headline in ellipsis", "headline_ends_in_ellipsis", headline(lambda text, random: cut_words(text, random, random.choice(["...", "…", ".."])))),
    Fault("headline cut", "headline_cut_off", headline(lambda text, random: text.rstrip(" .؟!") + random.choice(["،", ":", " -", " «", " ("]))),
    Fault("headline shouting", "headline_shouts", headline(lambda text, random: text.rstrip("؟!. ") + random.choice(["!!!", "؟؟", "!؟", "!!"]))),
    Fault("headline with two kinds of digits", "headline_mixes_digits", headline(lambda text, random: f"{text}: إصابة ٥ وإنقاذ {random.randrange(10, 99)}")),
    Fault("headline placeholder", "headline_placeholder", one_of("headline", "تجربة", "تجربة نشر", "عنوان الخبر هنا", "test", "خبر تجريبي", "اختبار 123")),
    Fault("metadata of another story", "headline_differs_from_metadata", lambda row, random: {**row, "candidates": {"headline": [{"value": row["headline"], "origin": "selector"}, {"value": "Weather: rain tomorrow" if random.random() < 0.3 else "غيوم وزخات متفرقة تنحسر ليلاً", "origin": "meta"}]}}),
)  # fmt: skip
STANDFIRST = (
    Fault("standfirst cut", "standfirst_truncated", lambda row, random: {**row, "standfirst": cut_words(row["body"][0], random, random.choice(["...", "…", ".."]))}),
    Fault("standfirst the headline", "standfirst_repeats_headline", lambda row, random: {**row, "standfirst": row["headline"] + random.choice(["", "."])}),
    Fault("lead repeated", "body_lead_repeated", lambda row, random: {**row, "standfirst": row["body"][0], "origins": {}} if len(row["body"][0]) > 40 else None),
    Fault("lead repeated, cut", "body_lead_repeated", lambda row, random: {**row, "standfirst": cut_words(row["body"][0], random, "..."), "lead_repeated": True} if len(row["body"][0]) > 80 else None),
)  # fmt: skip
BODY = (
    Fault("body gone", "body_missing", one_of("body", None, "", [])),
    Fault("body one line", "body_too_short", body(lambda text, random: [" ".join(text[0].split()[: random.randrange(5, 15)]) + "."])),
    Fault("body English", "body_not_arabic", changed(body=[ENGLISH])),
    *(Fault(f"article in {code}", "language_not_arabic", changed(headline=texts[0], body=[texts[1]], language=None)) for code, texts in FOREIGN.items()),
    Fault("labels at the end", "body_has_boilerplate", body(lambda text, random: [*text, *random.choice([["أقسام", "أخبار", "أخبار متعلقة"], ["مواضيع ذات صلة"], ["الوسوم"], ["شارك"], ["الأكثر قراءة", "النشرة البريدية"]])])),
    Fault("read also inside", "body_has_boilerplate", body(lambda text, random: [*text[:2], random.choice(["اقرأ أيضاً: ", "إقرأ أيضا | ", "شاهد أيضاً: ", "اقرأ المزيد: ", "طالع أيضاً: "]) + random.choice(LINKS), *text[2:]])),
    Fault("follow us", "body_has_boilerplate", body(lambda text, random: [*text, random.choice(["تابعونا على فيسبوك وتويتر", "تابعوا آخر أخبارنا عبر تلغرام", "اشتركوا في قناتنا على يوتيوب", "جميع الحقوق محفوظة لصحيفة الضفة", "حمّل تطبيق الصحيفة".replace("ّ", ""), "للمزيد من الأخبار زوروا موقعنا"])])),
    Fault("paragraph twice", "body_repeats_paragraph", body(lambda text, random: [*text, text[at]] if (at := random.randrange(1, len(text))) and len(text[at]) >= 40 else None)),
    Fault("phrases again and again", "body_repeats_phrases", body(lambda text, random: [text[0], " ".join([random.choice(LINKS) + " وقال إن الأمر لا يزال قيد الدرس"] * 3 + ["وأضاف المسؤول أن العمل مستمر حتى نهاية الشهر الجاري"] * max(12, sum(len(one.split()) for one in text) // 8))])),
    Fault("copies of lines", "body_mostly_duplicate_lines", body(lambda text, random: [text[0], *(text[1:3] * random.randrange(3, 6)), text[-1]])),
    Fault("body cut", "body_truncated", body(lost_stop)),
    Fault("body cut in mid-sentence", "body_truncated", body(cut_where_others_end)),
    Fault("letters spaced", "body_word_length_unusual", body(spaced)),
    Fault("a list of words", "body_few_function_words", changed(body=["، ".join(["تفاح برتقال موز عنب رمان تين خوخ مشمش كرز فراولة"] * 4)], language="ar")),
    Fault("tags in the body", "body_has_markup", paragraph(lambda text, random: at_word(text, random, lambda word: random.choice([f"<b>{word}</b>", f"{word}<br/>", f'<a href="/x">{word}</a>', f"</p>{word}", f"<!-- {word} -->"])))),
    Fault("entities in the body", "body_has_markup", paragraph(lambda text, random: at_word(text, random, lambda word: word + random.choice(["&nbsp;", "&quot;", "&amp;", "&#8217;", "&rsquo;"])))),
    Fault("shortcodes", "body_has_markup", paragraph(lambda text, random: random.choice(['[caption id="attachment_5" width="300"]', "[/vc_column]", '[gallery ids="1,2,3"]', "[embed]https://a.example/v[/embed]", '[contact-form-7 id="4"]']) + text)),
    Fault("JSON in the body", "body_has_markup", body(lambda text, random: [*text[:2], random.choice(['{"@context":"https://schema.org","@type":"NewsArticle"}', '[{"id": 12, "type": "image"}]', '{"status":"ok","data":[]}']), *text[2:]])),
    Fault("script in the body", "body_has_markup", body(lambda text, random: [*text[:2], random.choice(["window.dataLayer = window.dataLayer || [];", "document.write('x');", "(adsbygoogle = window.adsbygoogle || []).push({});", "function load(a) { return a }", ".box { color: red; }"]), *text[2:]])),
    Fault("lorem ipsum", "body_placeholder", body(lambda text, random: [*text[:1], random.choice(PLACEHOLDER), *text[1:]])),
    Fault("a test", "body_placeholder", one_of("body", ["تجربة"], ["تجربة تجربة تجربة"], ["test"], ["خبر تجريبي"], ["اختبار النظام"])),
    Fault("an error page", "body_not_an_article", one_of("body", ["عذراً، الصفحة المطلوبة غير موجودة", "عودوا إلى الصفحة الرئيسية"], ["خطأ 404", "الصفحة التي تبحث عنها حُذفت أو نُقلت"])),
    Fault("a login wall", "body_not_an_article", body(lambda text, random: [text[0], random.choice(["سجل الدخول لمتابعة القراءة", "هذا المحتوى متاح للمشتركين فقط"])])),
    Fault("a list of headlines", "body_not_an_article", lambda row, random: {**row, "body": random.sample(LINKS, 7)}),
    Fault("quotation left open", "body_unbalanced_quotes", paragraph(lambda text, random: at_word(text, random, lambda word: random.choice(["«", "“", '"', "("]) + word))),
    Fault("spaces dropped", "body_words_run_together", paragraph(lambda text, random: text + random.choice([" وأكدت مراسلةالصحيفة ذلك.", " وأشار إلىالخطة نفسها.", " ونشرت تقريراًعن المشروع."]))),
    Fault("caption unfinished", "captions_unfinished", one_of("captions", ["زوار المعرض -"], ["IMG_2031.jpg"], ["زوار المعرض (تصوير:"], ["وزير الثقافة،"], ["photo-12.webp"])),
)  # fmt: skip
CHARACTERS = (
    Fault("UTF-8 as windows-1256", "text_mojibake", paragraph(garbled("utf-8", "cp1256"))),
    Fault("UTF-8 as latin-1", "text_mojibake", paragraph(garbled("utf-8", "latin-1"))),
    Fault("UTF-8 as windows-1252", "text_mojibake", headline(garbled("utf-8", "cp1252"))),
    Fault("windows-1256 as latin-1", "text_mojibake", paragraph(garbled("cp1256", "latin-1"))),
    Fault("lost letters", "text_replacement_characters", paragraph(lambda text, random: within(text, random, "\ufffd" * random.randrange(1, 4)))),
    Fault("letters as shapes", "text_presentation_forms", paragraph(lambda text, random: "".join(FIXED_FORMS.get(letter, letter) for letter in text))),
    Fault("Persian letters", "text_persian_letters", paragraph(lambda text, random: text.replace("ي", "\u06cc").replace("ك", "\u06a9"))),
    Fault("override of direction", "text_bidi_controls", paragraph(lambda text, random: within(text, random, random.choice(["\u202e", "\u202d", "\u202b", "\u2067"])))),
    Fault("invisible characters", "text_zero_width", paragraph(lambda text, random: within(text, random, random.choice(["\u200b", "\ufeff", "\u200c\u200c", "\u00ad"])))),
    Fault("stretched words", "text_tatweel_runs", headline(lambda text, random: at_word(text, random, lambda word: word[:2] + "ـ" * random.randrange(2, 9) + word[2:]))),
    Fault("control characters", "text_control_characters", paragraph(lambda text, random: within(text, random, random.choice(["\x08", "\x7f", "\x90", "\ue802", "\x00"])))),
    Fault("doubled diacritics", "text_doubled_diacritics", paragraph(lambda text, random: within(text, random, random.choice(["\u064e\u064e", "\u064f\u0650", "\u0651\u0651"])))),
)  # fmt: skip
DATES = (
    Fault("date gone", "published_at_missing", one_of("published_at", None, "")),
    Fault("date unreadable", "published_at_unreadable", one_of("published_at", "Invalid Date", "0000-00-00 00:00:00", "NaN/NaN/NaN", "undefined")),
    Fault("date in the future", "published_at_in_future", lambda row, random: moved(row, "published_at", timedelta(hours=random.randrange(12, 400)))),
    Fault("wrong century", "published_at_wrong_century", one_of("published_at", "1970-01-01T00:00:00Z", "1926-03-02T08:00:00+02:00", "0026-03-02T08:00:00+02:00", "1447-09-13T08:00:00+03:00")),
    Fault("an old article", "published_at_too_old", lambda row, random: moved(row, "published_at", timedelta(days=-random.randrange(9, 900)))),
    Fault("time without a zone", "published_at_without_zone", lambda row, random: {**row, "published_at": row["published_at"][:19]}),
    Fault("changed before published", "modified_at_before_published", lambda row, random: moved(row, "modified_at", timedelta(hours=-random.randrange(1, 50)))),
    Fault("change in the future", "modified_at_in_future", lambda row, random: moved(row, "modified_at", timedelta(hours=random.randrange(12, 400)))),
    Fault("weekday and date", "published_at_weekday_disagrees", wrong_weekday),
    Fault("two months in one name", "published_at_months_disagree", paragraph(lambda text, random: text + random.choice([" ويعقد في شباط/مارس المقبل.", " ويعقد في تموز/يونيو المقبل.", " وكان ذلك في كانون الأول/نوفمبر 2018.", " ويعقد في أيلول (أكتوبر) المقبل."]))),
    Fault("Hijri and Gregorian", "published_at_hijri_disagrees", one_of("published_at", "25 شعبان 1447 هـ الموافق 2 مارس 2026 م", "1 رمضان 1447 هـ الموافق 2 مارس 2026 م")),
    Fault("today is another day", "published_at_disagrees_with_weekday_in_text", spoken),
    Fault("dateline of another day", "published_at_disagrees_with_dateline", dateline),
    Fault("origins of different days", "published_at_origins_disagree", lambda row, random: {**row, "candidates": {"published_at": [{"value": row["published_at"], "origin": "json-ld"}, {"value": moved(row, "x", timedelta(days=random.choice([-30, -3, 2, 9])))["x"], "origin": "meta"}]}}),
    Fault("freshened", "published_at_freshened", lambda row, random: {**row, "previous": {"headline": row["headline"], "body": row["body"], "published_at": moved(row, "x", timedelta(hours=-random.randrange(1, 90)))["x"]}}),
)  # fmt: skip
PAGE = {"headline": "meta"}
STRUCTURE = (
    Fault("author gone", "authors_missing", one_of("authors", None, [])),
    Fault("section gone", "section_missing", changed(section_name=None, section=None, origins=PAGE)),
    Fault("image gone", "image_missing", changed(image=None, origins=PAGE)),
    Fault("caption gone", "captions_missing", changed(captions=[], image="https://daffa.example/1.jpg", origins={"headline": "meta", "image": "text"})),
    Fault("canonical gone", "canonical_missing", lambda row, random: {**row, "origins": PAGE, "candidates": {"canonical": [{"value": row["url"], "origin": "url"}]}}),
    Fault("canonical the home page", "canonical_elsewhere", lambda row, random: {**row, "fetched_url": "https://daffa.example/news/1", "candidates": {"canonical": [{"value": random.choice(["https://daffa.example/", "https://other.example/news/1"]), "origin": "meta"}]}}),
    Fault("structured data gone", "structured_data_missing", changed(structured_data=None, origins=PAGE)),
    Fault("structured data incomplete", "structured_data_incomplete", lambda row, random: told(row, headline="x", datePublished=row["published_at"], **{random.choice(["image", "author"]): None})),
    Fault("structured date not ISO", "structured_data_date_invalid", lambda row, random: told(row, datePublished=random.choice(["02/03/2026 08:00", "2 مارس 2026", "Mon Mar 02 2026"]))),
    Fault("structured date without a zone", "structured_data_date_without_zone", lambda row, random: told(row, datePublished=row["published_at"][:19])),
    Fault("nearly another article", "body_nearly_repeats_another", changed(near_duplicate_of="https://daffa.example/news/9")),
)  # fmt: skip
FAULTS: tuple[Fault, ...] = (*HEADLINE, *STANDFIRST, *BODY, *CHARACTERS, *DATES, *STRUCTURE)

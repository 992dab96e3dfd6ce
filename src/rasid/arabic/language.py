"""Which language a text is in: Arabic told from the other languages of Arabic script by letters and function words.

No model, no download: every language has letters the others lack and small words that no sentence does without. A headline is
usually enough, a paragraph always.
"""

from __future__ import annotations

import re

SAMPLE = 1200
"""Characters looked at; more adds nothing but time."""
FEWEST_LETTERS = 8
"""Below this many letters there is too little text to tell."""

_AR, _FA, _UR, _CKB, _PS, _UG, _SD, _AZ, _KS, _MS, _PLAIN_UR = range(11)
_CODES = ("ar", "fa", "ur", "ckb", "ps", "ug", "sd", "az", "ks", "ms", "ur")

# Words are compared with ی as ي, ک as ك, ہ and ھ as ه, diacritics and tatweel removed: Persian is often typed with Arabic letters.
# A word in several lists speaks for each of them.
_WORDS = {
    _AR: """في من على إلى الى عن مع أن إن ان أنه أنها إنه إنها لأن لكن ولكن هذا هذه ذلك تلك هؤلاء التي الذي الذين ما لا لم لن ليس ليست قد لقد كان كانت
        يكون تكون بعد قبل بين حتى منذ خلال عند عندما حيث بينما أو أم ثم بل كما أي كل بعض غير إذا لو هو هي هم عليه عليها إليه فيه فيها منه منها بها له لها لهم
        وفي ومن وعلى وإلى وعن ومع وأن وقد ولا ولم وكان وكانت وهو وهي وما فقد أما لدى ضد حول نحو دون تحت فوق أمام وراء ضمن عبر أثناء رغم بسبب مثل قال قالت
        وقال وقالت وأضاف وأكد أيضا فقط هناك كيف لماذا متى أين هل أكثر أول رئيس وزير يوم عام ألف بينهم ماذا نحن أنا إنها ضمن إثر عقب لدى أبو ابن بن اين يا مين""",
    _FA: """از در به را اين كه است براي تا آن مي هاي شد شود خود بر يك دو هم نيز بود هر يا اما ديگر بايد پس چه اگر وي كند كرد كرده شده هستند نيست داد دارد دارند
        خواهد ميشود ميكند همه چند سال روز پيش بين ترين تر ها هايي ما شما او آنها ايشان چون ولي باز زير روي كنيم كنند گفت گرفت گفته داشت توسط همچنين بيش مورد
        بايد بدون درباره اي اند رئيس جمهور كشور ديدار تيم مردم خبر جديد بازي بزرگ چرا كدام چيست كيست آيا نخست وزير
        افزايش كاهش امروز ديروز فردا ادامه آغاز پايان برگزاري تعطيلي واكنش سخنراني رونمايي گفتگو كارگران شهردار استان دانشگاه فوتبال تسليت هوا دما دماي""",
    _UR: """كے كي كا ميں هے هيں نے سے كو پر اور كه يه وه ان اس كر گيا گئي گئے تها تهي تهے هو هوئي هوا هوئے بهي نهيں جو تو هي كيا ليے ساته بعد ايك اپنے
        اپني اپنا كرنے والے والي والا جس جن كسي كوئي دو هم آپ تك گا گي گے رها رهي رهے چاهيے جب كچه مگر ليكن وزيراعظم""",
    _CKB: """له بۆ كه به ئه‌و ئەو ئەم لە بە کە ده‌ دەکات دەبێت نییە هەیە بوو بووە کرد کرا ئەوە ئەمە هەر هەموو لەگەڵ دوای پێش یان بەڵام ناو سەر لێ پێ کێ تۆ ئێمە
        دەکرێت کوردستان ھەرێمی هەرێمی سەرۆکی وەک نێوان ژمارەی ساڵی پارتی حکومەتی كوردستان""",
    _PS: """د په او ته چې كې له سره دي ده يې شوي شو كړي كړل كړه هم دا دغه هغه پر څخه باندې لپاره به نه كوي وو وه ووايي ويلي وويل خپل خپله يو يوه زموږ موږ تر پورې
        لري كول شي دې ورته وروسته افغانستان وي نن سبا نوي نوې سره""",
    _UG: """ۋە بىلەن ئۈچۈن بىر بۇ ئۇ دەپ بولۇپ بولغان قىلىش قىلغان كېيىن ھەم ھەمدە ياكى لېكىن ئەمما نىڭ غا دا تا دىن بولىدۇ ئىكەن يىل كۈنى خىتاي ئۇيغۇر شىنجاڭ""",
    _SD: """جي جو جا جون ۾ ۽ آهي آهن کي سان تي لاءِ نه هن هو اهو اها ڪري ڪيو ويو سنڌ پر به کان ئي هڪ""",
    _AZ: """بیر ايله ایله اوچون اولان بو دیر دير ایدی ایدي اولدو اولوب آذربایجان وار یوخ داها سونرا گؤره قدر ائدیر ائتدی ائدن ائدیب ائدیرلر یئنی نئچه
        دئدی دئییر دئییرلر کیمی اوزره آراسیندا طرفیندن حاققیندا اونون اونلارین""",
    _KS: """چھُ چھِ چھے چھُہ تہٕ منٛز منز ہٕنٛدۍ سٕتۍ پؠٹھ اوس کٔرِتھ کۄ""",
    _MS: """دان يڠ اين ايت دري دان كڤد اونتوق دڠن تيدق اكن تله اداله اورڠ تاهون هاري نݢري نݢارا كراجاءن مليسيا بهاوا ڤد د اوليه جوݢ دالم كران ميك مريك سرتا""",
    # As typed on an Arabic keyboard, ے as ي, ں as ن, ٹ as ت: nothing but these small words is left to tell it by.
    _PLAIN_UR: """كا كو كي ني سي مين هين نهين اور يه كه كها كيا كيي هوا هوي هويي تها تهي تهين رها رهي رهين ايك ليي اني ابني كرني كرتي والي والا ديا ديي جايي كويي كسي
        اس بهي""",
}

_OWN_LETTERS = frozenset({_UR, _CKB, _PS, _UG, _SD, _KS, _MS})
"""No sentence of these is without letters Arabic lacks: their small words («جو» is a name too) count only beside one. Persian and Azeri are typed
with Arabic letters alone."""
_LEAST_OWN = {_SD: 1.5, _KS: 1.5, _MS: 1.5}
"""Sindhi, Kashmiri and Malay have letters nobody else has; a «پ» proves none of them, nor a «ڤ» Malay."""
_PLAIN_LEAST = 3
"""Different words: «مين» is Egyptian for who, «كي» Algerian for when, and may come more than once."""

# Letters, and how much one of them in a text says. ة ى إ أ ؤ are scarcely used outside Arabic; پ چ ژ گ say only "not plain Arabic".
_LETTERS: dict[str, tuple[tuple[int, float], ...]] = {
    **dict.fromkeys("ةإ", ((_AR, 1.0),)),
    "أ": ((_AR, 0.4),),
    "ؤ": ((_AR, 0.4), (_AZ, 0.4)),
    "ى": ((_AR, 0.5), (_UG, 0.3)),
    **dict.fromkeys("پچ", ((_FA, 0.6), (_UR, 0.6), (_CKB, 0.5), (_PS, 0.5), (_UG, 0.4), (_SD, 0.4), (_AZ, 0.6))),
    "ژ": ((_FA, 0.6), (_CKB, 0.6), (_PS, 0.5), (_UR, 0.1), (_AZ, 0.4)),
    "گ": ((_FA, 0.6), (_UR, 0.6), (_CKB, 0.5), (_UG, 0.4), (_AZ, 0.6), (_SD, 0.3)),
    "ک": ((_FA, 0.25), (_UR, 0.25), (_CKB, 0.25), (_PS, 0.2), (_SD, 0.2), (_AZ, 0.25)),
    "ی": ((_FA, 0.25), (_UR, 0.25), (_CKB, 0.25), (_PS, 0.25), (_AZ, 0.25)),
    "ۀ": ((_FA, 1.0),),
    **dict.fromkeys("ٹڈڑ", ((_UR, 1.5),)),
    "ے": ((_UR, 1.5), (_KS, 0.8)),
    "ں": ((_UR, 1.5),),
    "ہ": ((_UR, 1.2), (_KS, 0.8)),
    "ۂ": ((_UR, 1.5),),
    "ھ": ((_UR, 0.8), (_UG, 0.6), (_SD, 0.5), (_CKB, 0.3), (_KS, 0.5)),
    "ە": ((_CKB, 1.0), (_UG, 0.9)),
    **dict.fromkeys("ڕڵێ", ((_CKB, 1.8),)),
    "ۆ": ((_CKB, 1.0), (_UG, 0.9), (_AZ, 0.6), (_KS, 0.4)),
    "ڤ": ((_CKB, 0.5), (_MS, 0.5)),
    **dict.fromkeys("ڠڽݢ", ((_MS, 2.0),)),
    **dict.fromkeys("ۈڭ", ((_UG, 2.0),)),
    "ۇ": ((_UG, 1.2), (_AZ, 0.9), (_KS, 0.2)),
    "ۋ": ((_UG, 1.6),),
    "ې": ((_UG, 0.9), (_PS, 1.2)),
    **dict.fromkeys("ټډړږښڼۍځڅ", ((_PS, 2.0),)),
    **dict.fromkeys("ٻڀٺٽٿڄڃڇڊڌڍڏڙڦڪڳڱڻ", ((_SD, 2.0),)),
    **dict.fromkeys("ؽ", ((_AZ, 2.0),)),
    **dict.fromkeys("ٲٳۄؠٕٔٛٚ", ((_KS, 1.5),)),
}

_LATIN = {
    "en": "the of and to in is that for on with was at by from are as it be this has have not but his her they will after said over new who how why what an",
    "fr": "le la les de des du et en un une est que qui dans pour sur avec au aux par pas ce cette son sa ses il elle ont été plus ne se d l après",
    "tr": "ve bir bu için ile de da olan olarak daha çok en ne gibi kadar sonra ancak var değil diye dedi oldu edildi yeni türkiye ise mi",
    "de": "der die das und in von zu den mit ist für auf im des nicht ein eine dem sich auch als an bei nach aus wird sind",
    "es": "el la los las de del y en que un una por con para se su al es no más como lo pero fue tras sobre",
    "it": "il lo la gli le di e che in un una per con del della dei non si è come dal alla più sono",
    "ku": "û bi di ji li ku ew ev de da jî re bo wê wî yên hat kir dike xwe navbera kurdistan",
    "id": "yang dan di dari untuk dengan ini itu pada dalam tidak akan ke oleh juga telah para karena",
}
_OTHER_SCRIPTS = (
    ("he", "\u0590", "\u05ff"), ("ru", "\u0400", "\u052f"), ("el", "\u0370", "\u03ff"), ("hy", "\u0530", "\u058f"), ("hi", "\u0900", "\u097f"),
    ("am", "\u1200", "\u137f"), ("th", "\u0e00", "\u0e7f"), ("ja", "\u3040", "\u30ff"), ("ko", "\uac00", "\ud7af"), ("zh", "\u4e00", "\u9fff"),
)  # fmt: skip

_ARABIC_WORD = re.compile(
    "[\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufdfb\ufe70-\ufefc]"
    "[\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\u200c\ufb50-\ufbb1\ufbd3-\ufdfb\ufe70-\ufefc]*"
)
_OTHER_WORD = re.compile(r"(?:(?![\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff])[^\W\d_])+")
_SAME = str.maketrans({"ی": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ۀ": "ه", **dict.fromkeys(map(chr, (*range(0x64B, 0x660), 0x670, 0x640)))})
_VARIES = re.compile(f"[{''.join(map(chr, _SAME))}]")
_ARTICLES = ("ال", "وال", "بال", "لل", "فال", "كال", "ولل", "وبال")
_PERSIAN_ENDINGS = ("هاي", "هايي", "ترين", "گذاري", "كنند", "كند", "شود")


def _index() -> dict[str, tuple[int, ...]]:
    known: dict[str, set[int]] = {}
    for language, listed in _WORDS.items():
        for word in listed.translate(_SAME).split():
            known.setdefault(word, set()).add(language)
    return {word: tuple(sorted(languages)) for word, languages in known.items()}


_KNOWN = _index()
_LATIN_KNOWN = {language: frozenset(listed.split()) for language, listed in _LATIN.items()}
_SPEAKING = re.compile("[" + "".join(_LETTERS) + "]")


def _same(letter: re.Match[str]) -> str:
    return _SAME[ord(letter.group())] or ""


def detect(text: str) -> str | None:
    """ISO 639 code of the language most of ``text`` is in.

    ``ar fa ur ckb ps ug sd az ks ms`` in Arabic script, ``en fr tr de es it ku id`` in Latin, the language a script is mostly used for in other
    scripts (``he ru el hy hi am th ja ko zh``), ``und`` for enough text in none of them, None for too little text (under
    :data:`FEWEST_LETTERS` letters).
    """
    sample = text[:SAMPLE]
    arabic = _ARABIC_WORD.findall(sample)
    arabic_letters = sum(map(len, arabic))
    other = _OTHER_WORD.findall(sample) if not arabic_letters or arabic_letters < 0.9 * len(sample.replace(" ", "")) else []
    other_letters = sum(map(len, other))
    if arabic_letters + other_letters < FEWEST_LETTERS:
        return None
    # A Latin name has more letters for as much to say; Arabic prose with names in Latin letters stays Arabic.
    if arabic_letters >= 0.6 * other_letters:
        return _in_arabic_script(sample, arabic)
    return _in_other_script(other)


def _in_arabic_script(sample: str, found: list[str]) -> str | None:
    scores = [0.0] * len(_CODES)
    known = _KNOWN
    articles = 0
    if _VARIES.search(sample) is not None:
        found = _VARIES.sub(_same, " ".join(found)).split(" ")
    for word in found:
        for language in known.get(word, ()):
            scores[language] += 2.0
        if word.startswith(_ARTICLES) and len(word) > 3:
            articles += 1
        elif word.endswith(_PERSIAN_ENDINGS) and len(word) > 4:
            scores[_FA] += 1.0
    scores[_AR] += 1.2 * articles
    written = [0.0] * len(_CODES)
    for letter in _SPEAKING.findall(sample):
        for language, weight in _LETTERS[letter]:
            written[language] += weight
    scores = [
        0.0 if language in _OWN_LETTERS and own < _LEAST_OWN.get(language, 0.2) else score + own
        for language, (score, own) in enumerate(zip(scores, written, strict=True))
    ]
    if scores[_PLAIN_UR] and len({word for word in found if _PLAIN_UR in known.get(word, ())}) < _PLAIN_LEAST:
        scores[_PLAIN_UR] = 0.0
    best = max(range(len(_CODES)), key=scores.__getitem__)
    if scores[best] <= 0.0:
        # Names alone, in letters all these languages share: Arabic unless it is a word or two.
        return "ar" if len(found) >= 3 else None
    if best != _AR and scores[best] < 1.5 and len(found) < 3:
        return None
    return _CODES[best]


def _in_other_script(found: list[str]) -> str:
    letters = "".join(found)
    counts = [(sum(first <= letter <= last for letter in letters), language) for language, first, last in _OTHER_SCRIPTS]
    most, language = max(counts)
    if most > 0.3 * len(letters):
        return "ja" if counts[7][0] else language
    tokens = [word.lower() for word in found]
    tally = [(sum(word in listed for word in tokens), language) for language, listed in _LATIN_KNOWN.items()]
    most, language = max(tally, key=lambda item: item[0])
    return language if most and most >= 0.05 * len(tokens) else "und"

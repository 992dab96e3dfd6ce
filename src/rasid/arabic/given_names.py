"""Given names: what tells the name of a person from that of a section, a town or a paper.

The common ones of the Arab press, men's and women's, as they are written there; a rare one is missed, and a name that is also a common word
that opens headings («نور», «سلام», «حياة», «دنيا») is left out.
"""

from __future__ import annotations

import re

from rasid.arabic.script import FUNCTION_WORDS, fold

_GIVEN = """
محمد أحمد محمود مصطفى علي حسن حسين إبراهيم ابراهيم إسماعيل يوسف عمر عمرو عثمان خالد طارق سعيد سعد سامي سامر سمير سليم سلمان سليمان سالم صالح صلاح
ماجد مازن مالك مروان مراد منير منصور منذر ممدوح معاذ معتز معن مهند مهدي موسى ميشال ميشيل مأمون مؤيد مدحت مجدي محسن محيي مختار مسعود مشعل مصعب
هاني هادي هشام هيثم همام هيكل وليد وائل وسام وسيم وحيد وجدي وجيه ياسر ياسين يحيى يزيد يزن يونس يعقوب أنس أنور أمين أمير أيمن أيوب أسامة أسعد أشرف أكرم
أدهم أديب إدريس إلياس الياس إيلي إيهاب إيهام إياد بسام باسم باسل باسر بدر بشار بشير بلال بهاء تامر تميم توفيق ثامر جابر جاسم جاد جعفر جلال جمال جميل
جهاد جواد جورج جوزيف حاتم حازم حامد حبيب حسام حسني حمد حمدي حمزة حمود حيدر خليل خليفة خميس داود دانيال رائد رأفت راشد رامي راني رشاد رشيد رضا رضوان رفيق
رمزي رياض زاهر زايد زكريا زهير زياد زيد سراج سعود سفيان سلطان سيف شادي شاكر شريف شفيق شوقي صابر صادق صبحي صبري صفوت طاهر طلال طلعت عادل عارف عاصم عاطف
عامر عباس عبده عبدالله عبدالرحمن عبدالعزيز عبدالكريم عبدالمجيد عبدالقادر عبدالرحيم عبداللطيف عبدالوهاب عبدالناصر عبدالسلام عبدالهادي عبدالحميد عبدالفتاح
عدنان عدي عزام عزت عزيز عصام عطية عقيل علاء علوان عماد عمار عواد عيسى غازي غسان فادي فارس فاروق فايز فائز فؤاد فتحي فراس فريد فضل فهد فواز فيصل قاسم قيس
كامل كارم كاظم كريم كمال لؤي لطفي ليث نادر ناصر نايف نبيل نجيب نديم نزار نضال نعمان نعيم نواف نوفل هاشم هارون هلال هيثم أوس عروة عقبة بكر رجب شعبان رمضان
بيار بيير طوني أنطوان إيليا شربل مارون نقولا حنا بطرس
فاطمة عائشة خديجة مريم مريام زينب زهراء سارة سلمى سلوى سعاد سميرة سهى سهير سناء سمر سوسن سوزان سميحة شيماء شيرين شهد شذى صفاء صفية ضحى عبير عزة عفاف
علا علياء غادة غدير غيداء فدوى فريدة فرح فوزية كوثر لمى لمياء لميس لبنى لجين ليلى لينا لينة لانا ليان مها منى منال ميساء مي ميادة مرام مروة مليكة ميرنا ميس
نادية ناهد نجلاء نجوى ندى نسرين نهى نهلة نوال نورا نورة نيرمين نشوى هالة هبة هدى هند هنادي هناء هديل هيفاء وفاء ولاء يارا ياسمين يسرا إيمان أسماء أمل أماني
أميرة أميمة آمنة آية إسراء إلهام ابتسام انتصار بتول بثينة بشرى بسمة تغريد تهاني جمانة جنى جيهان حنان حنين خلود دانا دانة دعاء دلال ديما دينا رانيا راوية
ميساء نورهان شذى راكان قصي رباب ربى رجاء رحاب رزان رشا رغد رنا رنيم رهف رولا رؤى ريم ريما ريهام زكية زهرة
"""
GIVEN_NAMES = frozenset(_GIVEN.split()) | frozenset(map(fold, _GIVEN.split()))
_OPENINGS = frozenset(["عبد", "أبو", "ابو", "أم", "ام", "بن", "ابن"])
"""Words that open a name without being one: the second word of «عبد الله» is its second half."""
_FIRST_WORDS = GIVEN_NAMES | _OPENINGS
_NO_FAMILY = re.compile(r"(?:[وكفب]ال|لل)\w{2}|ي(?!ا)\w{3}")
"""How no family is called: «بالجائزة», «للاستهلاك» and, but for given names, a verb of the present («يلتقي»): then a given name begins a sentence."""
_ALSO_NOUNS = frozenset(["رائد", "أمين", "رياض", "بدر", "أمل", "رؤى", "شعبان", "رمضان", "رجب", "خميس", "جهاد", "نضال", "سيف", "هلال"])
_OFFICES = frozenset(["عام", "سر", "صندوق", "مجلس"])
"""Given names that are nouns too: before a noun with the article, or an office, they are («رائد الفضاء», «رمضان المبارك», «أمين عام»). A family
that ends in «ـي» tells a name all the same; one like «الجميل» is lost, which costs less than a name made up."""
MOST_WORDS = 5


def looks_like_person(text: str) -> bool:
    """Two to five words, the first a given name, none of them a function word, a verb or a word behind «بـ» and «لـ», and no figure among them.

    >>> looks_like_person("كريم شاهين"), looks_like_person("عبد الرحيم البكري"), looks_like_person("أخبار محلية"), looks_like_person("سامي يفوز")
    (True, True, False, False)
    >>> looks_like_person("بدر العتيبي"), looks_like_person("بدر الجديدة"), looks_like_person("أمين عام الحزب")
    (True, False, False)
    """
    words = text.split()
    if not 2 <= len(words) <= MOST_WORDS or any(map(str.isdigit, text)):
        return False
    first = words[0]
    if first not in GIVEN_NAMES and fold(first) not in GIVEN_NAMES and not (first in _OPENINGS and len(words) > 2):
        return False
    if first in _ALSO_NOUNS and (words[1] in _OFFICES or (words[1].startswith("ال") and not words[1].endswith("ي"))):
        return False
    if any(_NO_FAMILY.match(word) and word not in GIVEN_NAMES for word in words[1:]):
        return False
    return all(word.replace("-", "").replace(".", "").isalpha() for word in words) and FUNCTION_WORDS.isdisjoint(words[1:])


def names_a_person(text: str) -> bool:
    """Whether a word of the text can open a name: a quick look before a close one."""
    return not _FIRST_WORDS.isdisjoint(text.split())

"""What pages that hold no article say of themselves: walls, errors, parked domains, forms.

A headline can hold any of these words («خطاب», «البحث عن ناجين», «تم حظر أربعين حسابا»), so a word is never enough: a notice names its own object
(the page, your browser, this domain), and :func:`covers` asks that it be nearly all that a title or a line says.
Matched on :func:`rasid.extract.matching.plain` text.
"""

from __future__ import annotations

import re

from rasid.extract.matching import plain

MOSTLY = 0.6
"""Share of a line's letters a notice must be, so that nothing is told but the notice. Chosen by hand: «لم يتم العثور على هذه الصفحة» is all notice,
of «لم يتم العثور على الصندوق الأسود للطائرة» less than half could be."""
_BETWEEN = re.compile(r"\s+[-–—|»«:•·/\\]+\s+|\s*[|»«•]\s*")
_LETTERS = re.compile(r"[^\W_]+")


def notice(*patterns: str) -> re.Pattern[str]:
    """One pattern of whole words out of several, in the form of :func:`plain` text (``plain`` would lower ``\\W`` and ``\\S``: write classes out)."""
    return re.compile("|".join(rf"(?<!\w)(?:{plain(pattern)})(?!\w)" for pattern in patterns))


def covers(pattern: re.Pattern[str], text: str) -> str | None:
    """What of ``text`` is the notice, when that is nearly all it says, or all of one part between separators («… | اسم الموقع»)."""
    bare = plain(text[:400])
    for piece in (bare, *_BETWEEN.split(bare)):
        said = sum(map(len, _LETTERS.findall(piece)))
        told = sum(len(word) for match in pattern.finditer(piece) for word in _LETTERS.findall(match.group()))
        if said and told >= MOSTLY * said:
            return piece[:80]
    return None


_PAGE = r"(?:(?:هذه |هذا |أي )?(?:ال)?(?:صفحة|محتوى|خبر|مقال|مقالة|موضوع|مادة|رابط|قصة|منشور|ملف|عنوان|تدوينة|نتائج|شيء)(?: المطلوبة?| المطلوب| التي تبحث عنها| الذي تبحث عنه| التي طلبتها| الذي طلبته| التي تحاول الوصول إليها)?|ما تبحث عنه|طلبك)"
_SORRY = r"(?:(?:عذرا|عفوا|نعتذر|للأسف|أوبس|نأسف)[^\w]{1,3})?"
_OR_MOVED = r"(?:[،,]? (?:أو|وربما|ربما|وقد|قد) [\w ]{2,60})?"
MISSING = notice(
    rf"{_SORRY}(?:لم يتم العثور|لم نتمكن من العثور|لم نعثر|تعذر العثور|لا يمكن العثور|لم أجد) على {_PAGE}",
    r"لم يتم العثور[^\w]*$",
    rf"{_SORRY}{_PAGE} (?:غير (?:موجودة?|متاحة?|متوفرة?)(?: حاليا| الآن)?|لم تعد (?:موجودة|متاحة|متوفرة)|لم يعد (?:موجودا|متاحا|متوفرا)|لا توجد|لا يوجد|محذوفة?){_OR_MOVED}",
    rf"(?:تم حذف|تمت إزالة|حذف|أزيل|سحب) {_PAGE}(?: من (?:قبل|طرف|جانب) [\w ]{{2,40}})?",
    rf"{_PAGE} (?:حذف|حذفت|أزيل|أزيلت|سحب|سحبت)(?: من (?:قبل|طرف|جانب) [\w ]{{2,40}})?",
    rf"{_SORRY}الصفحة (?:المطلوبة|التي تبحث عنها)[\w ،,]{{0,60}}",
    rf"{_SORRY}(?:خطأ|حدث خطأ|خطأ رقم)(?: في (?:الصفحة|الموقع|الرابط))?[^\w]{{0,3}}(?:404|410)?",
    "عذرا|عفوا|نعتذر|أوبس",
    "(?:error |http )?(?:404|410)(?: error)?(?: gone| not found)?",
    r"(?:(?:sorry|oops)[^\w]{1,3})?(?:the |this )?(?:page|content|article|story|post)(?: you (?:are|were) (?:looking for|trying to reach)| requested)? (?:(?:was |is |has been |could |can )?(?:not|n't) (?:be )?(?:found|available)|cannot be found|does ?n[o']t exist|is no longer available|is unavailable|has been (?:removed|deleted)|not found)",
    "not found|no longer available",
    "صفحه مورد نظر[\\w ]{0,30}",
)  # fmt: skip
_HUMAN = r"(?:أنك|أنكم|أنك لست|أنت)(?: (?:إنسان|لست|روبوت|روبوتا|بشر))*"
WALL_TITLE = notice(
    "just a moment",
    "attention required!? ?(?:[|] cloudflare)?",
    "checking your browser[\\w .]*",
    "one moment,? please|please wait[\\w .]*",
    "ddos-?guard|ddos protection[\\w .]*",
    "access (?:to this page has been )?denied",
    "you are being redirected",
    "(?:browser |human |bot )?(?:security check|verification)",
    "are you (?:a )?(?:human|robot)|robot check|captcha|recaptcha",
    "(?:error )?403(?: forbidden)?|forbidden",
    "request (?:blocked|rejected)",
    "pardon our interruption",
    "verify(?:ing)? you are(?: a)?(?: human)?",
    "you have been blocked",
    rf"(?:جار|جاري|جارى|يجري)? ?(?:ال)?تحقق (?:من )?(?:{_HUMAN}|المتصفح|متصفحك|اتصالك|الأمان|الأمني|هويتك)[\w ]{{0,20}}",
    "التحقق الأمني|فحص أمني|فحص الأمان",
    "لحظة(?: واحدة)?(?: من فضلك| لطفا)?|لحظه",
    "(?:تم حظر|حظر) (?:الوصول|وصولك|طلبك|عنوانك|عنوان ip|الدخول)[\\w ]{0,20}",
    "تم حظرك",
    "(?:الوصول (?:مرفوض|ممنوع|محظور)|تم رفض (?:الوصول|طلبك)|ممنوع (?:الوصول|الدخول)|ليس لديك (?:صلاحية|إذن)[\\w ]{0,30})",
)
WALL_TEXT = notice(
    "checking (?:if the site connection is secure|your browser)",
    "enable javascript and cookies to continue",
    "needs to review the security of your connection",
    "cloudflare ray id|ray id",
    "incapsula incident(?: id)?",
    "ddos protection by",
    "sucuri website firewall",
    "press (?:&|and) hold",
    "verify you are (?:a )?human",
    "access to this page has been denied",
    "you (?:have been blocked|don't have permission to access)",
    "unusual traffic",
    r"reference #[\w.]+",
    rf"(?:جار|جاري|جارى) التحقق من (?:{_HUMAN}|متصفحك|اتصالك|هويتك|أمان)",
    f"(?:ال)?تحقق من {_HUMAN}",
    "أنا لست (?:روبوت|روبوتا|برنامج روبوت)|أثبت أنك لست|لست روبوتا?",
    "(?:إلى )?مراجعة أمان اتصالك",
    "تفعيل جافا سكريبت وملفات تعريف الارتباط للمتابعة",
    "يتحقق من متصفحك",
)
WALL_CODE = re.compile(
    r"_cf_chl_opt|cf-browser-verification|cf_chl_|challenge-form|/_Incapsula_Resource|datadome|px-captcha|perimeterx|ddos-guard/js|__ddg|sucuri_cloudproxy|aes\.js|slowAES|hcaptcha\.com/captcha|arvancloud",
    re.IGNORECASE,
)
CONSENT = notice(
    "ملفات تعريف الارتباط|ملفات الارتباط|الكوكيز|كوكيز",
    "(?:نحن )?(?:و)?شركا(?:ؤنا|ئنا|ءنا)|شركاونا|شركائنا",
    "(?:ب|سحب )?موافقتك(?:م)?|سياسة الخصوصية|خصوصيتك(?:م)?|إعدادات الخصوصية|بيانات شخصية|البيانات الشخصية",
    "قبول الكل|رفض الكل|أوافق|لا أوافق|قبول وإغلاق",
    "cookies?|our partners|your (?:consent|privacy)|privacy policy|accept all|reject all|personal data",
)
PARKED = notice(
    "(?:this |the )?domain(?: name)? (?:is|may be) (?:for sale|parked|available|registered|expired)",
    "buy this domain(?: now)?",
    "this domain (?:has (?:expired|been)|may be)[\\w ]{0,30}",
    "sedoparking|parkingcrew|bodis[.]com|hostinger|cpanel",
    "(?:this )?account (?:has been )?suspended",
    "apache2? (?:ubuntu|debian)? ?default page(?:: it works)?|it works!?",
    "welcome to nginx!?|iis windows server|default web ?site page|index of /[\\w/]*|test page for[\\w .]*",
    "(?:this )?site (?:is )?(?:under construction|under maintenance)|future home of[\\w ]*|coming soon",
    "(?:database error|error establishing a database connection)",
    "(?:هذا )?(?:النطاق|الدومين) (?:معروض )?(?:للبيع|محجوز|مسجل)(?: الآن)?",
    "تم (?:إيقاف|تعليق) (?:هذا )?(?:الحساب|الموقع|الاستضافة)",
    "(?:هذا )?الموقع (?:تحت (?:الصيانة|الإنشاء|التطوير)|قيد (?:الإنشاء|الصيانة|التطوير)|مغلق (?:للصيانة|مؤقتا))(?: حاليا)?",
    "خطأ في الاتصال بقاعدة البيانات",
)
LOGIN = notice(
    "(?:تسجيل|سجل|سجلوا) (?:ال)?دخول(?: لمتابعة القراءة| للمتابعة| إلى حسابك)?",
    "(?:هذا المحتوى |المحتوى )?للمشتركين فقط",
    "الدخول إلى حسابك|دخول الأعضاء",
    "log ?in|sign ?in",
)
SEARCH = notice(
    r"(?:نتائج|نتيجة) (?:ال)?بحث(?: عن[\s:«\"]+[^.]{0,60}|[\s:«\"]*$|[^\w]*$)",
    "لا توجد نتائج(?: بحث| للبحث)?|لا نتائج(?: للبحث)?",
    r"البحث عن[\s:«\"]+[^.]{0,60}",
    "(?:you searched for|search results(?: for)?)[^.]{0,60}",
)
STATIC = notice(
    "من نحن|عن الموقع|عن الصحيفة|اتصل بنا|اتصلوا بنا|تواصل معنا|سياسة الخصوصية|سياسة الاستخدام|شروط الاستخدام|شروط الخدمة|الشروط والأحكام|اتفاقية الاستخدام",
    "هيئة التحرير|فريق العمل|أعلن معنا|للإعلان|خريطة الموقع|الأرشيف|أرشيف الموقع",
    "about us|contact us|privacy policy|terms (?:of (?:use|service)|and conditions)",
)
NEEDS_SCRIPT = notice(
    "enable javascript|javascript (?:is )?(?:required|disabled)|without javascript",
    "تفعيل (?:ال)?جافا[\\w ]*|تمكين (?:ال)?جافا[\\w ]*|جافا ?سكر[يب]+ت",
)
REFERENCE = re.compile(r"mediawiki|phpbb|vbulletin|xenforo|mybb|discourse|prestashop|woocommerce storefront|moodle", re.IGNORECASE)
SHELL_ROOT = re.compile(
    r"""<div[^<>]{1,200}id\s*=\s*["']?(?:root|app|__next|__nuxt|___gatsby|application|main-app|react-root|svelte)["'\s>]|<app-root|<ion-app""",
    re.IGNORECASE,
)
REFRESH = re.compile(r"""<meta[^<>]{1,200}http-equiv\s*=\s*["']?refresh[^<>]{0,200}url\s*=""", re.IGNORECASE)
SCRIPTED_MOVE = re.compile(
    r"(?:window\.|document\.|top\.|self\.)?location(?:\.href)?\s*=\s*[\"'`]|location\.(?:replace|assign)\s*\(", re.IGNORECASE
)

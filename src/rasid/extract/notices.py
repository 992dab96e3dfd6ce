"""Walls, stubs and parked domains: pages whose whole text is a notice, told before anything is looked for in them."""

from __future__ import annotations

import re

from rasid.extract.document import Document
from rasid.extract.layout import Layout
from rasid.extract.matching import plain
from rasid.extract.refusal import TINY, refuse
from rasid.extract.walk import prose_aside
from rasid.model import Refused

_REFRESH = re.compile(r"""<meta[^>]+http-equiv\s*=\s*["']?refresh[^>]*url\s*=""", re.IGNORECASE)
_SCRIPTED_MOVE = re.compile(
    r"(?:window\.|document\.|top\.|self\.)?location(?:\.href)?\s*=\s*[\"'`]|location\.(?:replace|assign)\s*\(", re.IGNORECASE
)
_CHALLENGE_TITLE = re.compile(
    r"just a moment|attention required|checking your browser|one moment,? please|please wait|ddos-?guard|ddos protection|access denied|you are being redirected|security check|are you (?:a )?human|robot|captcha|"
    r"403 forbidden|forbidden|request (?:blocked|rejected)|pardon our interruption|bot verification|human verification|verify(?:ing)? you are|"
    + "|".join(
        plain(word)
        for word in (
            "جار التحقق",
            "جاري التحقق",
            "لحظة من فضلك",
            "لحظه واحده",
            "التحقق من أنك",
            "تحقق من أنك إنسان",
            "التحقق الأمني",
            "تم حظر",
            "الوصول مرفوض",
            "تم رفض الوصول",
            "ممنوع الوصول",
        )
    )
)
_CHALLENGE_TEXT = re.compile(
    r"checking (?:if the site connection is secure|your browser)|enable javascript and cookies to continue|needs to review the security of your connection|cloudflare ray id|ray id:|incapsula incident|request unsuccessful|"
    r"ddos protection by|ddos-?guard|sucuri website firewall|press (?:&|and) hold|verify you are (?:a )?human|access to this page has been denied|you have been blocked|unusual traffic|reference #\d|"
    + "|".join(
        plain(word)
        for word in (
            "جار التحقق من",
            "جاري التحقق من",
            "التحقق من أنك إنسان",
            "التحقق من أنك لست روبوت",
            "أنا لست روبوت",
            "أثبت أنك لست",
            "تحتاج إلى مراجعة أمان اتصالك",
            "تفعيل جافا سكريبت وملفات تعريف الارتباط للمتابعة",
            "يتحقق من متصفحك",
        )
    )
)
_CHALLENGE_CODE = re.compile(
    r"_cf_chl_opt|cf-browser-verification|cf_chl_|challenge-form|/_Incapsula_Resource|datadome|px-captcha|perimeterx|ddos-guard/js|__ddg|sucuri_cloudproxy|aes\.js|slowAES|hcaptcha\.com/captcha|arvancloud",
    re.IGNORECASE,
)
_PARKED = re.compile(
    r"domain (?:name )?(?:is|may be) (?:for sale|parked|available)|buy this domain|this domain (?:is|has|may|name)|sedoparking|parkingcrew|bodis\.com|account (?:has been )?suspended|apache2? (?:ubuntu|debian) default page|welcome to nginx|test page for|"
    r"index of /|iis windows server|default web ?site page|site (?:is )?under construction|future home of|hostinger|cpanel|database error|error establishing a database connection|"
    + "|".join(
        plain(word)
        for word in (
            "النطاق معروض للبيع",
            "هذا النطاق للبيع",
            "هذا النطاق محجوز",
            "هذا النطاق مسجل",
            "الدومين للبيع",
            "تم إيقاف الحساب",
            "تم تعليق الحساب",
            "الموقع تحت الصيانة",
            "الموقع قيد الإنشاء",
            "الموقع تحت الإنشاء",
            "الموقع مغلق للصيانة",
            "خطأ في الاتصال بقاعدة البيانات",
        )
    )
)

LONGEST_NOTICE = 450
"""Characters of running text a wall, a parked domain or an error says of itself at most; the shortest plain reports of the corpus have 546."""


def refuse_page(document: Document, layout: Layout) -> None:
    """Refuse walls, stubs, shells and errors: pages whose whole text is a notice. Raises Refusal."""
    url, text_length = document.url, layout.text
    if text_length >= 2_500:
        return
    if text_length < 600:
        text_length += int(sum(prose_aside(aside.element) for aside in layout.asides))
    prose = layout.prose
    notice = prose < LONGEST_NOTICE
    if not notice and text_length >= TINY:
        return
    words = plain(" ".join(block.text for block in layout.blocks[:60])[:4000])
    title = plain(document.title or "")
    if (notice and (_CHALLENGE_TITLE.search(title) or _CHALLENGE_TEXT.search(words))) or (
        text_length < 200 and _CHALLENGE_CODE.search(document.source)
    ):
        raise refuse(Refused.CHALLENGE, url, (document.title or words)[:80])
    if text_length < TINY and (
        _REFRESH.search(document.source[:20_000]) or (len(document.source) < 5_000 and _SCRIPTED_MOVE.search(document.source))
    ):
        raise refuse(Refused.REDIRECT_STUB, url)
    if notice and (_PARKED.search(title) or (text_length < 600 and _PARKED.search(words))):
        raise refuse(Refused.PARKED, url, (document.title or words)[:80])

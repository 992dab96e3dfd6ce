"""Text faults: a story in, the same story spoilt out. Pure functions; the page templates then print what they are given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rasid.demo.stories import Story

ENGLISH = (
    "The council said on Monday that work on the coastal road would resume next week, after two months of delays caused by heavy rain and a shortage of materials.",
    "Engineers told local residents that the first section, some four kilometres long, is expected to open before the end of the year, provided that the weather holds.",
    "Shop owners along the route welcomed the news but asked for compensation, saying that sales had fallen by a third since the diversion signs went up in September.",
)
PLACEHOLDER = (
    "هذا النص هو مثال لنص يمكن أن يستبدل في نفس المساحة، لقد تم توليد هذا النص من مولد النص العربى، حيث يمكنك أن تولد مثل هذا النص أو العديد من النصوص الأخرى إضافة إلى زيادة عدد الحروف التى يولدها التطبيق.",
    "إذا كنت تحتاج إلى عدد أكبر من الفقرات يتيح لك مولد النص العربى زيادة عدد الفقرات كما تريد، النص لن يبدو مقسما ولا يحوي أخطاء لغوية.",
)
BOILERPLATE = (
    "اقرأ أيضا: أسعار الوقود ترتفع للأسبوع الثالث",
    "تابعونا على فيسبوك وتويتر وإنستغرام لمعرفة آخر الأخبار",
    "جميع الحقوق محفوظة",
)
PRESENTATION = str.maketrans({"ا": "ﺍ", "ل": "ﻟ", "م": "ﻣ", "ن": "ﻧ", "ر": "ﺮ", "ي": "ﻳ", "ب": "ﺑ", "ت": "ﺗ", "س": "ﺳ", "ع": "ﻌ"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What a text fault may look at besides the story."""

    since: datetime
    """When the fault began, in the paper's zone."""
    other: Story
    """A different article of the same site."""
    site_name: str


def _teaser(text: str) -> str:
    """Its first words, broken off inside a sentence as a system does that counts characters."""
    words = text.split()[:18]
    while words[-1][-1] in ".؟!،؛:":
        words.pop()
    return " ".join(words) + "..."


def _cut(text: str) -> str:
    """Two thirds of a text, ending inside a word."""
    words = text.rstrip(".").split()
    kept = words[: max(3, len(words) * 2 // 3)]
    return " ".join([*kept[:-1], kept[-1][: max(1, len(kept[-1]) // 2)]])


def _first(story: Story, change: Callable[[str], str]) -> Story:
    return replace(story, body=(change(story.body[0]), *story.body[1:]))


def _stretch(text: str) -> str:
    words = text.split()
    longest = max(words, key=len)
    return text.replace(longest, longest[:2] + "ـ" * 6 + longest[2:], 1)


DAMAGE: dict[str, Callable[[Story, Scene], Story]] = {
    "missing_headline": lambda s, _: replace(s, headline=""),
    "missing_date": lambda s, _: replace(s, machine_dates=False, date_style="none"),
    "future_date": lambda s, c: replace(s, published=c.since + timedelta(days=3), modified=c.since + timedelta(days=3)),
    "wrong_century": lambda s, _: replace(s, published=s.published.replace(year=s.published.year - 100, day=min(s.published.day, 28))),
    "modified_before_published": lambda s, _: replace(s, modified=s.published - timedelta(hours=5)),
    "date_freshened": lambda s, c: replace(s, published=c.since, modified=c.since),
    "missing_author": lambda s, _: replace(s, author="", agency=""),
    "missing_image": lambda s, _: replace(s, image=False),
    "missing_standfirst": lambda s, _: replace(s, standfirst=""),
    "truncated_standfirst": lambda s, _: replace(s, standfirst=_teaser(s.body[0])),
    "headline_with_site_name": lambda s, c: replace(s, headline=f"{s.headline} | {c.site_name}"),
    "headline_entities": lambda s, _: replace(s, headline=f"&quot;{s.headline.split(':')[0]}&quot; &amp; &#8230;"),
    "shouting_headline": lambda s, _: replace(s, headline=f"{s.headline}!!!"),
    "silent_headline_edit": lambda s, _: replace(s, headline=f"{s.headline.rstrip('.')} وسط جدل واسع"),
    "english_body": lambda s, _: replace(s, body=ENGLISH),
    "empty_body": lambda s, _: replace(s, body=()),
    "short_body": lambda s, _: replace(s, body=(" ".join(s.body[0].split()[:5]) + ".",)),
    "truncated_body": lambda s, _: replace(s, body=(*s.body[:-1], f"{_cut(s.body[-1])}...")),
    "placeholder_text": lambda s, _: replace(s, body=PLACEHOLDER),
    "boilerplate_body": lambda s, _: replace(
        s, body=(f"{s.body[0]} {BOILERPLATE[0]}", *s.body[1:-1], " ".join((s.body[-1], *BOILERPLATE[1:])))
    ),
    "repeated_paragraph": lambda s, _: replace(s, body=(s.body[0], *s.body[:2], s.body[0], *s.body[2:])),
    "leftover_markup": lambda s, _: _first(s, lambda p: f'<p style="text-align:right">{p}</p>[caption id="attachment_88"]&nbsp;'),
    "unbalanced_quotes": lambda s, _: _first(s, lambda p: f"قال المتحدث «{p.replace('«', '').replace('»', '')}"),
    "persian_letters": lambda s, _: replace(s, body=tuple(p.replace("ك", "ک").replace("ي", "ی") for p in s.body)),
    "presentation_forms": lambda s, _: _first(s, lambda p: p.translate(PRESENTATION)),
    "bidi_controls": lambda s, _: replace(s, headline=f"\u202d{s.headline}\u202c\u200b\u200b\u200b"),
    "tatweel": lambda s, _: replace(s, headline=_stretch(s.headline)),
    "duplicated_article": lambda s, c: replace(
        s, headline=c.other.headline, standfirst=c.other.standfirst, body=c.other.body, dateline=c.other.dateline
    ),
}


def damage(story: Story, faults: tuple[str, ...], scene: Scene) -> Story:
    """``story`` with every text fault of ``faults`` applied, in order; faults of other kinds are ignored."""
    for fault in faults:
        if fault in DAMAGE:
            story = DAMAGE[fault](story, scene)
    return story


def mojibake(text: str) -> str:
    """The text as a server prints it that took UTF-8 bytes for windows-1256 and saved what it saw."""
    return text.encode("utf-8").decode("cp1256", "replace")

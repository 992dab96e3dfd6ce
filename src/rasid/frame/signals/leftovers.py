"""Signals of what the workshop left in the text: markup, placeholders, open quotes, unfinished captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from rasid.frame.reading import Reading
from rasid.frame.signal import Place, Signal, count
from rasid.model import Words

MARKUP = re.compile(
    r"</?[A-Za-z][A-Za-z0-9:-]{0,20}(?:\s[^<>\n]{0,300})?/?>|<!--|-->"
    r"|&(?:[A-Za-z][A-Za-z0-9]{1,7}|#\d{2,6}|#x[0-9A-Fa-f]{2,6});"
    r"|\[/?(?:caption|gallery|embed|video|audio|playlist|ads?|adrotate|quote|button|column|row|vc_\w+|et_pb_\w+|fusion_\w+|su_\w+|wp\w*|[a-z][a-z0-9_-]{2,25}(?=\s+[a-z_-]+=))(?:\s[^\[\]\n]{0,200})?\]"
    r"|\[(b|i|u|url|img|color|size|center)(?:=[^\[\]\n]{0,100})?\][^\n]{0,2000}?\[/\1\]|\[[^\[\]\n]{1,120}\]\(https?://[^()\s]{1,300}\)"
    r"|\{!![^{}\n]{0,80}!!\}|\[object Object\]|<\?php\b"
    r"|\{\{[^{}\n]{0,80}\}\}|\{%[^{}\n]{0,80}%\}|\$\{[^{}\n]{0,80}\}"
)
STARS = re.compile(r"(?<![*\w])\*\*(?![*\s])[^*\n]{1,400}(?<!\s)\*\*(?![*\w])")
EMPTY = re.compile(r"^(?:undefined|null|NaN|None|\(null\))$", re.MULTILINE)
"""What programs write where a value is wanting, alone in a paragraph. In a sentence it may be spoken of."""
EMPTY_WORDS = frozenset({"undefined", "null", "NaN", "None", "(null)"})
TOOLS = re.compile(
    r"\b(?:Warning|Notice|Deprecated|Fatal error|Parse error): [^\n]{1,300} on line \d+|Traceback \(most recent call last\)|SQLSTATE\["
    r"|\bX-NONE\b|\bMsoNormal\w*|/\* Style Definitions \*/|data:image/[a-z+]+;base64,[A-Za-z0-9+/=]*|(?<=\s)%(?:\d\$)?[sd](?=\s)"
)
"""Errors of programs, Word's own styles, pictures as letters, unfilled formats."""
TOOLS_HINTS = (" on line ", "Traceback", "SQLSTATE", "X-NONE", "Mso", "Style Def", "base64", "%s", "%d", "%1")
DATA = re.compile(r"[\[{]\s*\"[@\w-]{1,40}\"\s*:\s*[\[{\"0-9tfn]")
SCRIPT = re.compile(
    r"\bfunction\s*\w{0,30}\([^()\n]{0,80}\)\s*\{|\bdocument\.(?:write|getElement|querySelector|createElement)|\bwindow\.[A-Za-z_]{2,30}\s*[=.(]|\bgoogletag\.|\badsbygoogle\b"
    r"|\b(?:var|let|const)\s+\w{1,30}\s*=\s|@media\s|[.#][\w-]{1,40}\s*\{[^{}\n]{0,200}:[^{}\n]{0,200}\}"
)
ESCAPES = re.compile(r"\\u0[0-9a-fA-F]{3}|\\[nrt](?![A-Za-z])|\\\"")

PLACEHOLDERS = (
    "لوريم إيبسوم",
    "لوريم ايبسوم",
    "هذا النص هو مثال لنص",
    "هذا نص تجريبي",
    "هذا النص تجريبي",
    "هنا نص تجريبي",
    "هذا مجرد نص ",
    "نص عشوائي لملء",
    "نص افتراضي لملء",
    "مولد النص العربى",
    "مولد النص العربي",
    "عنوان الخبر هنا",
    "نص الخبر هنا",
    "اكتب العنوان هنا",
    "أدخل النص هنا",
    "ضع النص هنا",
    "أبجد هوز دولور",
    "الأفكار المغلوطة حول استنكار",
    "المحتوى المقروء لصفحة ما سيلهي",
    "مقدمة الخبر هنا",
    "اكتب المقدمة هنا",
    "أدخل المقدمة هنا",
    "ملخص الخبر هنا",
)
HINTS = ("نص ", "يبسوم", " هنا", "د هوز", "المغلوطة", "سيلهي")
"""One of these is in every phrase above: most bodies are spared the long list."""
LATIN_HINTS = ("psum", "PSUM", "amet", "AMET", " here", " HERE", " Here", "TK TK")
LATIN_PLACEHOLDERS = re.compile(r"lorem ipsum|dolor sit amet|\[?(?:insert|your) (?:text|headline|title) here\]?|\bTK TK\b", re.IGNORECASE)
ONLY_PLACEHOLDER = re.compile(
    r"^[\W\d_]*(?:(?:هذا|هذه|مجرد)\s+)?(?:تجربة|تجربه|تجريب|تجريبي|اختبار|إختبار|تست|فحص|عنوان|عنوان الخبر|عنوان تجريبي|خبر تجريبي|مقال تجريبي|نص تجريبي|نص الخبر|مقدمة|مقدمة الخبر|ملخص الخبر|مقدمة تجريبية|test|testing|untitled|title|xxx+|asdf\w*|بدون عنوان|بلا عنوان)"
    r"(?:[\W\d_]+(?:تجربة|تجربه|تجريبي|اختبار|تست|test|نشر|النشر|النظام|خبر|موقع|الموقع|فقط))*[\W\d_]*$",
    re.IGNORECASE,
)

UNFINISHED_CAPTION = re.compile(
    r"(?:[،,:/|(\[«–—-]|\b(?:تصوير|عدسة|المصدر|مصدر الصورة|الصورة|صورة|photo|credit)\s*:?)\s*$"
    r"|^\s*[\w%-]{1,80}\.(?:jpe?g|png|webp|gif)\s*$|^\s*(?:IMG|DSC|DSCN|PHOTO|image)[ _-]?\d+\s*$"
    r"|^\s*(?:caption|alt|وصف الصورة|تعليق الصورة|اسم الصورة)\s*$|\(\s*\)",
    re.IGNORECASE,
)

# Letters that end a word: ta marbuta, alef maqsura, the alef of tanwin. «ىء» is an old spelling of «ئ».
JOINED = re.compile("(?:ة|ى(?!ء)|اً|ًا)[\u064b-\u0652]?(?=[\u0621-\u063a\u0641-\u064a]{2})")
WORD_END = re.compile("[^\u0621-\u063a\u0641-\u0652]")

PAIRS = (("«", "»"), ("“", "”"), ("(", ")"), ("[", "]"))


def body_markup(reading: Reading) -> Sequence[Place]:
    """HTML tags and entities, shortcodes, template code, JSON, scripts and escapes left in the body."""
    characters = reading.body_characters
    body = reading.body
    found: list[tuple[int, int]] = []
    if not characters.isdisjoint("<&[{") or (">" in characters and "-->" in body):
        found += [match.span() for match in MARKUP.finditer(body)]
    if not characters.isdisjoint("{["):
        found += [match.span() for match in DATA.finditer(body)]
    if (
        not characters.isdisjoint("{=")
        or ("w" in characters and ("window." in body or "adsbygoogle" in body))
        or ("m" in characters and "document." in body)
    ):
        found += [match.span() for match in SCRIPT.finditer(body)]
    if "\\" in characters:
        found += [match.span() for match in ESCAPES.finditer(body)]
    if "*" in characters and "**" in body:
        found += [match.span() for match in STARS.finditer(body)]
    if not characters.isdisjoint("bkosQX%") and any(map(body.__contains__, TOOLS_HINTS)):
        found += [match.span() for match in TOOLS.finditer(body)]
    if not EMPTY_WORDS.isdisjoint(reading.paragraphs):
        found += [match.span() for match in EMPTY.finditer(body)]
    return [Place("body", *span) for span in sorted(set(found))]


def entities_resolved(reading: Reading) -> Words | None:
    """The first leftover as it was meant, where that is an entity."""
    for _, start, end in body_markup(reading):
        text = reading.body[start:end]
        plain = unescape(text)
        if plain != text and plain.strip():
            return Words(plain, plain)
    return None


def body_placeholder(reading: Reading) -> Sequence[Place]:
    """Placeholder text in the body: Arabic and Latin lorem ipsum anywhere, «تجربة» or "test" as a paragraph or as all there is."""
    places = _placeholders("body", reading.body, latin=not reading.body_characters.isdisjoint("mtT"))
    if reading.word_count <= 40:
        for start, paragraph in zip(reading.paragraph_starts, reading.paragraphs, strict=True):
            if len(paragraph) < 80 and ONLY_PLACEHOLDER.match(paragraph):
                places.append(Place("body", start, start + len(paragraph)))
    return places


def headline_placeholder(reading: Reading) -> Sequence[Place]:
    """Placeholder text for a headline: «تجربة», «عنوان الخبر هنا», "test"."""
    headline = reading.headline
    if headline and len(headline) < 50 and ONLY_PLACEHOLDER.match(headline):
        return [Place("headline", 0, len(headline))]
    return _placeholders("headline", headline, latin=not reading.headline_characters.isdisjoint("mtT"))


def standfirst_placeholder(reading: Reading) -> Sequence[Place]:
    """Placeholder text for a standfirst: «هذا النص هو مثال لنص», «تجربة», "lorem ipsum"."""
    standfirst = reading.standfirst
    if not standfirst:
        return ()
    if len(standfirst) < 80 and ONLY_PLACEHOLDER.match(standfirst):
        return [Place("standfirst", 0, len(standfirst))]
    return _placeholders("standfirst", standfirst, latin=not reading.characters.isdisjoint("mtT"))


def _placeholders(field: str, text: str, *, latin: bool) -> list[Place]:
    places: list[Place] = []
    if any(map(text.__contains__, HINTS)):
        places += [Place(field, at, at + len(phrase)) for phrase in PLACEHOLDERS if (at := text.find(phrase)) >= 0]
    if latin and any(map(text.__contains__, LATIN_HINTS)):
        places += [Place(field, *match.span()) for match in LATIN_PLACEHOLDERS.finditer(text)]
    return places


def joined_words(reading: Reading) -> Sequence[Place]:
    """Words that run together where a letter stands in mid-word that only ends words («مراسلةالصحيفة»): a space was dropped, most often round a link."""
    if not reading.is_arabic or reading.is_broken("body"):
        return ()
    body = reading.body
    places: list[Place] = []
    for found in JOINED.finditer(body):
        start = found.start()
        while start > 0 and not WORD_END.match(body, start - 1):
            start -= 1
        ends = WORD_END.search(body, found.end())
        if found.start() - start >= 2 and not (places and places[-1].end > start):
            places.append(Place("body", start, ends.start() if ends else len(body)))
    return places


def parted_words(reading: Reading) -> Words | None:
    """The first of them with its spaces."""
    for _, start, end in joined_words(reading):
        parted = JOINED.sub(lambda found: f"{found.group()} ", reading.body[start:end])
        return Words(parted, parted)
    return None


def unbalanced_quotes(reading: Reading) -> Sequence[Place]:
    """Quotation marks and brackets without their partner, in headline and body."""
    places: list[Place] = []
    for field, text, characters in (
        ("headline", reading.headline, reading.headline_characters),
        ("body", reading.body, reading.body_characters),
    ):
        if reading.is_broken(field):
            continue
        for opening, closing in PAIRS:
            if (opening in characters or closing in characters) and text.count(opening) != text.count(closing):
                places += [Place(field, at, at + 1) for at in _unpartnered(text, opening, closing)]
        if '"' in characters and text.count('"') % 2:
            at = text.rfind('"')
            places.append(Place(field, at, at + 1))
    return places


def _unpartnered(text: str, opening: str, closing: str) -> list[int]:
    open_at: list[int] = []
    lost: list[int] = []
    for at, character in enumerate(text):
        if character == opening:
            open_at.append(at)
        elif character == closing:
            if open_at:
                open_at.pop()
            elif not _enumerates(text, at, closing):
                lost.append(at)
    return sorted(lost + open_at)


def _enumerates(text: str, at: int, closing: str) -> bool:
    """«1)» and «أ)» number a list."""
    return closing == ")" and at > 0 and (text[at - 1].isdigit() or at < 2 or text[at - 2] in " \n")


def caption_unfinished(reading: Reading) -> Sequence[Place]:
    """Captions that stop at a separator, are a file's name, or hold empty brackets."""
    places = []
    at = 0
    for caption in reading.article.captions:
        if caption.strip() and UNFINISHED_CAPTION.search(caption):
            places.append(Place("captions", at, at + len(caption)))
        at += len(caption) + 1
    return places


SIGNALS: tuple[Signal, ...] = (
    count("body_markup", "body", body_markup, suggest=entities_resolved),
    count("body_placeholder", "body", body_placeholder),
    count("joined_words", "body", joined_words, suggest=parted_words),
    count("standfirst_placeholder", "standfirst", standfirst_placeholder),
    count("headline_placeholder", "headline", headline_placeholder),
    count("unbalanced_quotes", "body", unbalanced_quotes),
    count("caption_unfinished", "captions", caption_unfinished),
)

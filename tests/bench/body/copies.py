"""Copies of a page made harder in ways its reader would not mind: strangers' prose, readers' comments, a consent dialog, teasers, other tags, no metadata.

The truth stays what it was. All prose put in is invented here, or is borrowed while fitting from the truth of *other* pages, and never kept.
"""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Callable

from lxml import html as parser

from tests.bench.body.align import words_of

READERS = (
    ("Nadia K.", "Samir_82", "Old Miller", "Helga", "jp_carro", "Marta", "رامي", "أم خالد", "قارئ قديم", "Luc D.", "Тихон", "Ines"),
    (
        "I drove past that place last week and nobody there had heard of it. Why does nobody ask the people who live in the street?",
        "Well said. My grandfather told the same story, only with a longer beard.",
        "Typical. They promise a bridge every four years and we still take the ferry.",
        "Thank you for this. Could you tell us where the figures come from?",
        "Not convinced. The second half contradicts the first, and the map is upside down.",
        "Das war vor zehn Jahren schon so, und geändert hat sich seither gar nichts. Wer soll das bezahlen?",
        "Sehr schön geschrieben, danke an die Redaktion!",
        "Encore une promesse. On en reparle dans six mois, quand tout le monde aura oublié.",
        "Bravo pour l'enquête, mais il manque l'avis des pêcheurs du port.",
        "Llevo treinta años en el barrio y nunca vi una obra terminada a tiempo, ojalá me equivoque.",
        "مقال ممتاز، لكن الأرقام قديمة. هل سألتم أهل الحي عن رأيهم قبل أن تكتبوا؟",
        "كل سنة نسمع الكلام نفسه ولا نرى شيئاً على الأرض، والله المستعان.",
        "شكراً للكاتب. أختلف معه في النقطة الثانية، لأن المدرسة أغلقت قبل ذلك بعامين.",
        "سؤال بسيط: من يدفع ثمن هذا كله؟",
    ),
)
_CONSENT = (
    (
        "We value your privacy",
        "We and our 214 partners store and read information on your device, such as cookies, and process personal data, such as unique identifiers, to show you advertisements and to measure them.",
        "With your permission we may use precise location and identify your device by scanning it. You can agree to this processing, or refuse and read with fewer offers.",
        "Your choices apply to this site only. You can change them at any time under the link at the foot of the page.",
        "More options", "Agree to all", "Refuse",
    ),
    (
        "خصوصيتك تهمنا",
        "نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتخزين المعلومات على جهازك والوصول إليها، ولعرض إعلانات ومحتوى يناسبان اهتماماتك وقياس أدائهما.",
        "يمكنك الموافقة على ذلك أو رفضه، كما يمكنك تغيير اختيارك في أي وقت من إعدادات الخصوصية في أسفل الصفحة.",
        "قبول الكل", "رفض", "إدارة الخيارات",
    ),
    (
        "Wir und unsere Partner verarbeiten Daten",
        "Wenn Sie zustimmen, speichern wir auf Ihrem Gerät Kennungen und lesen sie aus, um Anzeigen auszuspielen, ihre Wirkung zu messen und unser Angebot zu verbessern.",
        "Sie können Ihre Einwilligung jederzeit widerrufen. Einige Partner verarbeiten Ihre Daten auf der Grundlage berechtigter Interessen; dagegen können Sie Einspruch erheben.",
        "Einstellungen", "Zustimmen",
    ),
    (
        "Gestion des cookies",
        "En cliquant sur « Accepter », vous consentez au dépôt de traceurs destinés à mesurer l'audience, à personnaliser la publicité et à vous proposer des contenus adaptés.",
        "Vous pouvez à tout moment revenir sur votre choix depuis le lien placé en bas de chaque page.",
        "Continuer sans accepter", "Accepter",
    ),
)  # fmt: skip
RULES = (
    (
        "Before you write here",
        "By joining the conversation you accept that your name and what you write are kept with your account, and that the editors may shorten or move it.",
        "The editors remove a remark when it:",
        "does not deal with the story it stands under;",
        "insults readers, writers or anybody the story speaks of;",
        "calls for violence or makes light of it in any form;",
        "sells something, or leads to pages that do;",
        "tells what others have a right to keep to themselves;",
        "is copied from elsewhere without saying so.",
        "Whoever breaks these rules three times cannot write for a month. An account that was closed can be opened again by a letter to the editors that gives its name and the reason.",
    ),
    (
        "شروط المشاركة في النقاش",
        "يعني انضمامك إلى النقاش موافقتك على أن نحتفظ باسمك وبما تكتبه في حسابك، وأن لهيئة التحرير أن تختصره أو تنقله إلى مكان آخر.",
        "تزيل هيئة التحرير المشاركة إذا كانت:",
        "لا تتناول موضوع المادة المنشورة فوقها.",
        "تسيء إلى القراء أو الكتّاب أو إلى أي شخص تذكره المادة.",
        "تدعو إلى العنف أو تستخف به بأي صورة كانت.",
        "تروّج لسلعة أو تقود إلى مواقع تبيعها.",
        "تكشف ما يحق للآخرين أن يبقوه لأنفسهم من أسماء وعناوين وأرقام.",
        "مكتوبة بألفاظ نابية أو بأحرف لا تُقرأ.",
        "منقولة عن مصدر آخر من دون الإشارة إليه.",
        "من خالف هذه الشروط ثلاث مرات حُجب عن الكتابة شهراً كاملاً، ولا يُعاد فتح حسابه إلا برسالة إلى المشرفين تبين الاسم والسبب.",
    ),
    (
        "Netiquette",
        "Mit der Anmeldung stimmen Sie zu, dass wir Ihren Namen und Ihre Beiträge in Ihrem Konto speichern und dass die Redaktion sie kürzen darf.",
        "Nicht veröffentlicht wird, was",
        "nichts mit dem Artikel zu tun hat,",
        "andere beleidigt oder bedroht,",
        "Gewalt verharmlost oder zu ihr aufruft,",
        "für Waren oder Dienste wirbt,",
        "private Angaben anderer enthält.",
        "Wer dreimal gegen diese Regeln verstößt, kann einen Monat lang nicht schreiben; danach genügt eine Nachricht an die Redaktion.",
    ),
)
_ABOUT = (
    "The writer covers towns, rivers and the people between them. She joined the paper in 2009 and keeps bees.",
    "Get the morning letter: five stories, one picture, before your first coffee. You can leave the list whenever you like.",
    "This site lives on its readers. If you found this story useful, consider becoming a member for the price of two loaves a month.",
    "صحافي يكتب في شؤون المدن والأنهار، عمل مراسلاً في ثلاث عواصم وصدر له كتاب عن أسواق الجبل.",
    "اشترك في نشرتنا الصباحية لتصلك خمس قصص مختارة قبل قهوتك الأولى، ويمكنك إلغاء الاشتراك متى شئت.",
    "© 2026. No part of this page may be copied without the written consent of the publisher, except for quotations that name their source.",
)


def parse(data: bytes) -> parser.HtmlElement:
    for encoding in ("utf-8", "cp1256"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return parser.document_fromstring(text.encode("utf-8"), parser=parser.HTMLParser(encoding="utf-8"))
    return parser.document_fromstring(data)


def container(tree: parser.HtmlElement, body: str) -> parser.HtmlElement | None:
    """The smallest element that holds at least 80 % of the body's words."""
    want = Counter(words_of(body))
    total = sum(want.values())
    node, found = tree.find("body"), None
    while node is not None and total:
        found = node
        node = next(
            (
                child
                for child in node
                if isinstance(child.tag, str)
                and child.tag not in ("script", "style")
                and sum((Counter(words_of(" ".join(child.itertext()))) & want).values()) >= 0.8 * total
            ),
            None,
        )
    return found


class Maker:
    """Makes copies of one page. ``strangers`` are paragraphs of other pages."""

    def __init__(self, data: bytes, body: str, strangers: list[str], seed: int) -> None:
        self.tree = parse(data)
        self.body = body
        self.strangers = strangers
        self.random = random.Random(seed)

    def copy(self) -> bytes | None:
        """One copy with two to four changes; None for a page whose body is nowhere."""
        tree = copy.deepcopy(self.tree)
        box = container(tree, self.body)
        if box is None or tree.find("body") is None:
            return None
        changes: list[Callable[[parser.HtmlElement, parser.HtmlElement], None]] = [
            self.sidebar, self.sidebar, self.comments, self.comments, self.rules, self.consent, self.teasers, self.about, self.divs, self.breaks, self.wrapped, self.bare,
        ]  # fmt: skip
        for change in self.random.sample(changes, self.random.randint(2, 4)):
            change(tree, box)
        data: bytes = parser.tostring(tree, encoding="utf-8", doctype="<!doctype html>")
        return data

    def place(self, tree: parser.HtmlElement, box: parser.HtmlElement, new: parser.HtmlElement, after: bool | None = None) -> None:
        """Put ``new`` at an end of the page, or beside the body or one of the boxes round it."""
        top = tree.find("body")
        choice = self.random.random()
        late = self.random.random() < 0.6 if after is None else after
        if choice < 0.45 or box is top or box.getparent() is None:
            top.append(new) if late else top.insert(0, new)
            return
        node = box
        for _ in range(self.random.randint(0, 3)):
            if node.getparent() is not None and node.getparent() is not top and node is not top:
                node = node.getparent()
        parent = node.getparent()
        if parent is None or parent.tag == "html":
            top.append(new)
        else:
            if late:
                new.tail, node.tail = node.tail, None
            parent.insert(parent.index(node) + (1 if late else 0), new)

    def sentences(self, count: int) -> list[str]:
        return [self.random.choice(self.strangers) for _ in range(count)] if self.strangers else list(_ABOUT[:count])

    def sidebar(self, tree: parser.HtmlElement, box: parser.HtmlElement) -> None:
        new = _element(self.random.choice(("div", "div", "aside", "section")))
        for text in self.sentences(self.random.randint(3, 9)):
            new.append(_element(self.random.choice(("p", "p", "div")), text))
        self.place(tree, box, new)

    def comments(self, tree: parser.HtmlElement, box: parser.HtmlElement) -> None:
        new = _element(self.random.choice(("div", "section", "ol", "ul")))
        entry = "li" if new.tag in ("ol", "ul") else "div"
        names, said = READERS
        if entry == "div" and self.random.random() < 0.7:
            new.append(
                _element("h3", self.random.choice(("14 comments", "التعليقات", "Kommentare (14)", "Join the conversation", "Réactions")))
            )
        for _ in range(self.random.randint(3, 14)):
            one = _element(entry)
            one.append(_element(self.random.choice(("div", "b", "span", "h4")), self.random.choice(names)))
            one.append(
                _element(
                    self.random.choice(("div", "time", "span")),
                    f"{self.random.randint(1, 28)}.{self.random.randint(1, 12)}.2025 {self.random.randint(10, 23)}:{self.random.randint(10, 59)}",
                )
            )
            for _ in range(self.random.choice((1, 1, 1, 2))):
                text = self.random.choice(said) if self.random.random() < 0.6 else self.sentences(1)[0]
                one.append(_element(self.random.choice(("p", "p", "div")), text))
            if self.random.random() < 0.6:
                one.append(_element("a", self.random.choice(("Reply", "رد", "Antworten", "Répondre", "Report")), href="#c"))
            new.append(one)
        self.place(tree, box, new, after=True)

    def consent(self, tree: parser.HtmlElement, box: parser.HtmlElement) -> None:
        new = _element("div")
        lines = self.random.choice(_CONSENT)
        for at, text in enumerate(lines):
            tag = "h2" if at == 0 else "p" if len(text) > 60 else "a"
            new.append(_element(tag, text, **({"href": "#"} if tag == "a" else {})))
        top = tree.find("body")
        top.insert(0, new) if self.random.random() < 0.5 else top.append(new)

    def teasers(self, tree: parser.HtmlElement, box: parser.HtmlElement) -> None:
        new = _element(self.random.choice(("div", "section", "ul")))
        for _ in range(self.random.randint(3, 10)):
            card = _element("li" if new.tag == "ul" else self.random.choice(("div", "article")))
            text = self.sentences(1)[0]
            heading = _element(self.random.choice(("h2", "h3", "h4", "div")))
            heading.append(_element("a", " ".join(text.split()[:9]), href=f"/story/{self.random.randint(1000, 99999)}"))
            card.append(heading)
            card.append(_element("p", text[: self.random.randint(80, 260)] + self.random.choice(("…", "", " ..."))))
            new.append(card)
        self.place(tree, box, new, after=True if self.random.random() < 0.8 else None)

    def rules(self, tree: parser.HtmlElement, box: parser.HtmlElement) -> None:
        """What readers must heed who comment, in a dialog nobody has opened, somewhere after the text."""
        lines = self.random.choice(RULES)
        outer = new = _element("div")
        for _ in range(self.random.randint(0, 3)):
            inner = _element("div")
            new.append(inner)
            new = inner
        listed = _element("ul") if self.random.random() < 0.7 else new
        for at, text in enumerate(lines):
            short = 2 < at < len(lines) - 1
            where = listed if short else new
            if short and listed is not new and listed.getparent() is None:
                new.append(listed)
            where.append(_element("li" if where is listed and listed is not new else "h3" if at == 0 else "p", text))
        self.place(tree, box, outer, after=True)

    def about(self, tree: parser.HtmlElement, box: parser.HtmlElement) -> None:
        new = _element("div")
        new.append(_element("p", self.random.choice(_ABOUT)))
        parent = box.getparent()
        if parent is not None and parent.tag != "html":
            new.tail, box.tail = box.tail, None
            parent.insert(parent.index(box) + 1, new)

    def divs(self, tree: parser.HtmlElement, box: parser.HtmlElement) -> None:
        for element in list(box.iter("p")):
            element.tag = "div"

    def breaks(self, tree: parser.HtmlElement, box: parser.HtmlElement) -> None:
        """Paragraphs that stand one after another become lines between ``br``."""
        for parent in {element.getparent() for element in box.iter("p")}:
            if parent is None or any(isinstance(child.tag, str) and child.tag in ("div", "section", "ul", "table") for child in parent):
                continue
            for element in list(parent.iterchildren("p")):
                element.append(_element("br"))
                element.append(_element("br"))
                element.drop_tag()

    def wrapped(self, tree: parser.HtmlElement, box: parser.HtmlElement) -> None:
        parent = box.getparent()
        if parent is None or box.tag in ("body", "td", "tr", "tbody", "li"):
            return
        for _ in range(self.random.randint(1, 6)):
            outer = _element("div")
            outer.tail, box.tail = box.tail, None
            at = parent.index(box)
            parent.insert(at, outer)
            outer.append(box)
            parent = outer

    def bare(self, tree: parser.HtmlElement, box: parser.HtmlElement) -> None:
        """Without what it tells machines."""
        for element in list(tree.iter("script", "meta")):
            name = element.get("property") or element.get("name") or ""
            if (element.tag == "script" and "ld+json" in (element.get("type") or "")) or name.startswith(
                ("og:", "article:", "twitter:", "description")
            ):
                element.drop_tree()


def _element(tag: str, text: str = "", **attributes: str) -> parser.HtmlElement:
    element = parser.Element(tag)
    element.text = text or None
    for name, value in attributes.items():
        element.set(name, value)
    return element

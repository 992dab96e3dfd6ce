"""The morning mail, from the ledger to the mail server: each editor gets the sites they care for, in Arabic, readable in any mail program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from lxml import html

from rasid.alert.routes_file import load_routes
from rasid.demo import Newsroom
from rasid.model import Language, Source
from rasid.pipeline import VisitContext, visit_source
from rasid.pipeline.digests import Posted, send_digests
from rasid.settings import Settings
from rasid.sources import load_source, moved_to
from rasid.store import open_ledger
from rasid.wording.values import Reader, title_of
from tests.alert.doubles import PostOffice, post_office
from tests.pipeline.conftest import ROOT, Clock

SALMA, RANA = "salma@marsa.example", "rana@marsa.example"


class Morning:
    """Two sites of the newsroom, visited, with one fault of its own on each; and a post office."""

    def __init__(self, room: Newsroom, workplace: VisitContext, office: PostOffice, folder: Path) -> None:
        self.room, self.workplace, self.office, self.folder = room, workplace, office, folder
        self.sources: list[Source] = []

    def site(self, number: int, source_id: str, name: str, *faults: str) -> None:
        made = moved_to(load_source(ROOT / "seeds" / "demo"), f"{self.room.url}/s/{number}")
        source = replace(made, id=source_id, name=replace(made.name, ar=name), min_delay_seconds=0)
        visit_source(source, self.workplace)
        for fault in faults:
            (story,) = self.room.publish(1, site=number)
            self.room.break_(fault, site=number, articles=[story.id])
        visit_source(source, self.workplace)
        self.sources.append(source)

    def send(self, *entries: str, **options: bool) -> list[Posted]:
        """``entries``: recipient and tags, as a routes file has them."""
        lines = [
            f"  - mailto://rasid@marsa.example/{entry.split(' ', 1)[0]}?smtp=127.0.0.1&port={self.office.port}&mode=insecure:\n"
            f"      - tag: {entry.split(' ', 1)[1]}\n"
            for entry in entries
        ]
        file = self.folder / "routes.yaml"
        file.write_text("version: 1\nurls:\n" + "".join(lines), "utf-8")
        return send_digests(self.workplace, self.sources, load_routes(file, language=Language.AR), **options)

    def letter_to(self, address: str) -> EmailMessage:
        (letter,) = [letter for letter in self.office.letters if letter["To"] == address]
        return letter


@pytest.fixture
def morning(tmp_path: Path, rules: tuple[object, ...]) -> Iterator[Morning]:
    clock = Clock()
    settings = Settings(project=ROOT, data=tmp_path / "data", request_deadline_seconds=3, desk_url="https://desk.example")
    with (
        Newsroom(clock=clock, seed_document=False, mini_articles=6) as room,
        open_ledger(settings.database, pages_dir=settings.pages_dir) as ledger,
        post_office() as office,
    ):
        ledger.clock = clock
        yield Morning(room, VisitContext(ledger=ledger, settings=settings, rules=rules, clock=clock), office, tmp_path)  # type: ignore[arg-type]


def parts(letter: EmailMessage) -> tuple[str, str]:
    plain, page = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert page is not None
    return plain.get_content(), page.get_content()


def test_two_editors_of_different_sites_get_different_mails(morning: Morning) -> None:
    morning.site(1, "marsa", "المرسى", "future_date")
    morning.site(2, "manara", "المنارة", "missing_headline")
    posted = morning.send(f"{SALMA} editors, source:marsa", f"{RANA} editors, source:manara", "chief@marsa.example editors")
    assert [(each.sent, each.sources, each.error) for each in posted] == [(True, 1, ""), (True, 1, ""), (True, 2, "")]
    for address, theirs, others in ((SALMA, "المرسى", "المنارة"), (RANA, "المنارة", "المرسى")):
        for text in parts(morning.letter_to(address)):
            assert theirs in text
            assert others not in text
    for text in parts(morning.letter_to("chief@marsa.example")):
        assert "المرسى" in text
        assert "المنارة" in text


def test_the_mail_is_arabic_in_both_parts_and_in_its_subject(morning: Morning) -> None:
    morning.site(1, "marsa", "المرسى", "future_date")
    morning.send(f"{SALMA} editors")
    letter = morning.letter_to(SALMA)
    assert letter["Subject"] == "راصد: مادة واحدة تحتاج إلى إصلاح، 18 تشرين الثاني"
    assert letter.get_content_type() == "multipart/alternative"
    assert [(part.get_content_type(), part.get_content_charset()) for part in letter.iter_parts()] == [
        ("text/plain", "utf-8"),
        ("text/html", "utf-8"),
    ]
    assert letter["Content-Language"] == "ar"
    assert letter["Auto-Submitted"] == "auto-generated"
    (raw,) = morning.office.raw
    assert raw.isascii()
    assert max(map(len, raw.splitlines())) <= 998
    plain, page = parts(letter)
    document = html.document_fromstring(page)
    assert (document.get("dir"), document.get("lang")) == ("rtl", "ar")
    assert document.xpath("//script | //img | //link | //form | //iframe") == []
    assert {link.get("href").split("?")[0] for link in document.iter("a")} <= {"https://desk.example/", "https://desk.example/article"}
    told = morning.workplace.ledger.findings.open("marsa")[0].finding
    for text in (plain, document.text_content()):
        assert title_of(told, Reader("ar")).split(":")[0].strip() in text


def test_with_nothing_to_mend_nothing_is_sent_unless_asked_for(morning: Morning) -> None:
    morning.site(1, "marsa", "المرسى")
    assert [(each.sent, each.error) for each in morning.send(f"{SALMA} editors")] == [(False, "")]
    assert morning.office.letters == []
    assert morning.send(f"{SALMA} editors", even_if_quiet=True)[0].sent
    assert "كل شيء سليم" in parts(morning.letter_to(SALMA))[0]


def test_engineers_and_second_choices_get_no_digest(morning: Morning) -> None:
    morning.site(1, "marsa", "المرسى", "future_date")
    assert morning.send(f"{SALMA} oncall", f"{RANA} 1:editors") == []


def test_a_mailbox_that_refuses_does_not_keep_the_others_from_theirs(morning: Morning) -> None:
    morning.site(1, "marsa", "المرسى", "future_date")
    morning.office.mode = "rcpt:550"
    (refused,) = morning.send(f"{SALMA} editors")
    assert not refused.sent
    assert "550" in refused.error
    morning.office.mode = "ok"
    assert [each.sent for each in morning.send(f"{SALMA} editors", f"{RANA} editors")] == [True, True]

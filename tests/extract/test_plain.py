"""Plain-text documents: nothing is dropped, because nothing says what is furniture; faults stay visible to the rules."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rasid.errors import Refusal
from rasid.extract import extract_plain_text
from rasid.model import Refused
from tests.extract.prose import BODY, HEADLINE

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
URL = "file:///documents/story.txt"
SEED = Path(__file__).parents[2] / "seeds" / "documents" / "washington-coalition-meeting.txt"


def test_the_seed_document_is_read_with_all_its_faults() -> None:
    article = extract_plain_text(SEED.read_text(encoding="utf-8"), "https://example.org/documents/1", now=datetime(2019, 1, 30, tzinfo=UTC))
    assert article.headline == "واشنطن تستضيف اجتماعا دوليا لبحث إرساء الاستقرار في المناطق المحررة من سيطرة داعش"
    assert article.standfirst is not None
    assert article.standfirst.endswith("داعش...")
    assert article.lead_repeated
    assert article.captions == ("وزراء خارجية بعض الدول العربية خلال اجتماع للتحالف الدولي في بروكسل - تموز 2018",)
    assert len(article.body) == 12
    assert article.body[0].startswith("أعلنت وزارة الخارجية الأمريكية عن لقاء")
    assert article.body[-3:] == ("أقسام", "أخبار", "أخبار متعلقة")
    assert article.published_at is None
    assert article.language == "ar"


def test_a_given_date_is_taken_as_given() -> None:
    at = datetime(2026, 3, 9, 18, 40, tzinfo=UTC)
    article = extract_plain_text(f"{HEADLINE}\n\n{BODY[0]}\n\n{BODY[1]}", URL, now=NOW, published_at=at)
    assert article.published_at == at
    assert article.body == BODY[:2]
    assert "date:given" in article.notes


def test_byline_and_date_lines_are_read_and_are_no_paragraphs() -> None:
    article = extract_plain_text(f"{HEADLINE}\n\nكتب: سالم الوادي\n9 مارس 2026 18:40\n\n{BODY[0]}\n{BODY[1]}", URL, now=NOW)
    assert article.authors == ("سالم الوادي",)
    assert article.published_at is not None
    assert article.published_at.date().isoformat() == "2026-03-09"
    assert article.body == BODY[:2]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Refused.NOT_HTML),
        (" \n\t\n", Refused.NOT_HTML),
        ("\x00\x01\x02" * 500, Refused.NOT_HTML),
        ("سطر واحد فقط", Refused.NO_ARTICLE),
        ("كلمة " * 200 + "\nسطر", Refused.NO_ARTICLE),
    ],
)
def test_a_text_that_is_no_article_is_refused(text: str, kind: Refused) -> None:
    with pytest.raises(Refusal) as caught:
        extract_plain_text(text, URL, now=NOW)
    assert caught.value.kind is kind

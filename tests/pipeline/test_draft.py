"""A draft is judged by the rules of its source, reaches no private address, and leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rasid.model import Source, Words
from rasid.pipeline import open_workplace
from rasid.pipeline.draft import check_address, check_text
from rasid.pipeline.workplace import VisitContext
from rasid.settings import Settings
from tests.report.samples import SOURCE

TEXT = """المكتبة العامة تفتح قاعة جديدة للأطفال في في الحي الشرقي

قالت مديرة المكتبة إن القاعة تتسع لستين طفلا وإن الدخول إليها مجاني طوال أيام الأسبوع وفي العطل أيضا.

وأضافت أن المتطوعین ساعدوا في ترتيب الكتب على الرفوف قبل الافتتاح بأيام قليلة.
"""


@pytest.fixture
def workplace(tmp_path: Path) -> VisitContext:
    root = Path(__file__).parents[2]
    return open_workplace(Settings(data=tmp_path, expectations_dir=root / "expectations"))  # type: ignore[call-arg]


def test_a_pasted_text_gets_its_passages_and_corrections_and_no_reproach_for_lacking_a_date(workplace: VisitContext) -> None:
    checked = check_text(TEXT, SOURCE, workplace)
    rules = {finding.rule for finding in checked.findings}
    assert checked.article is not None
    assert any(span.text == "المتطوعین" for finding in checked.findings for span in finding.spans)
    assert not {rule for rule in rules if rule.startswith("published_at")}
    assert workplace.ledger.articles.count() == 0
    assert workplace.ledger.findings.open() == []


def test_a_single_line_is_no_article(workplace: VisitContext) -> None:
    assert check_text("سطر واحد", SOURCE, workplace).told == "not_an_article"


@pytest.mark.parametrize("address", ["http://169.254.169.254/latest", "http://127.0.0.1:9/x", "http://[::1]:9/x", "http://localhost:9/x"])
def test_an_address_of_this_network_is_not_asked(workplace: VisitContext, address: str) -> None:
    """Not even for a seed that may reach private networks, but for its own host and port."""
    private: Source = replace(SOURCE, allow_private=True, name=Words("محلّي", "Local"))
    assert check_address(address, private, workplace).told in ("unreachable", "blocked")

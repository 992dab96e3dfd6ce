"""A site of one section whose every page a test writes itself, byte by byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from rasid.model import Rule, Section, Source, Words
from rasid.pipeline import VisitContext, VisitOptions, VisitResult, visit_source
from rasid.settings import Settings
from rasid.store import open_ledger
from tests.fetch.hostile import Behaviour, Server, Wire
from tests.pipeline.conftest import NOON, ROOT, Clock

SENTENCE = (
    "قال رئيس البلدية إن فرق الصيانة أنهت {n} كيلومترا من شبكة المياه في الحي الغربي، وإن العمل ينتقل الأسبوع المقبل إلى الحي الشرقي."
)
HEADLINES = (
    "فرق البلدية تنهي إصلاح شبكة المياه",
    "المدارس تستأنف الدراسة بعد العطلة",
    "سوق الخضار يعود إلى مكانه القديم",
    "خط حافلات جديد يربط الضاحية بالمركز",
)


def article(number: int, *, head: str = "", headline: str | None = None, body: str = "") -> bytes:
    """A plain news page; ``head`` is put into its head, ``body`` behind its paragraphs."""
    paragraphs = "".join(f"<p>{SENTENCE.format(n=number * 10 + at)}</p>" for at in range(6))
    headline = headline or f"{HEADLINES[number % len(HEADLINES)]} في الحي رقم {number}"
    return (
        f'<html lang="ar"><head><meta charset="utf-8"><title>{headline}</title>{head}</head><body><article><h1>{headline}</h1>'
        f'<time datetime="{NOON.isoformat()}">اليوم</time>{paragraphs}{body}</article></body></html>'
    ).encode()


def behaviour(body: bytes | Behaviour, content_type: str = "text/html; charset=utf-8") -> Behaviour:
    if callable(body):
        return body

    def answer(wire: Wire) -> None:
        wire.answer(body, Content_Type=content_type)

    return answer


@dataclass
class OddSite:
    server: Server
    source: Source
    workplace: VisitContext
    clock: Clock
    pages: dict[str, bytes | Behaviour] = field(default_factory=dict)

    def visit(self, **options: object) -> VisitResult:
        self.clock.on(minutes=30)
        return visit_source(self.source, self.workplace, options=VisitOptions(**options))  # type: ignore[arg-type]

    def serve(self, path: str, body: bytes | Behaviour, content_type: str = "text/html; charset=utf-8") -> None:
        self.server.behaviours[path] = behaviour(body, content_type)

    def url(self, number: int) -> str:
        return f"{self.server.url}/news/{number}-khabar"


def listing(numbers: Mapping[int, str]) -> bytes:
    items = "".join(f'<li><h2><a href="/news/{number}-khabar">{title}</a></h2></li>' for number, title in numbers.items())
    return f'<html lang="ar"><body><main><ul>{items}</ul></main></body></html>'.encode()


@contextmanager
def odd_site(tmp_path: Path, rules: tuple[Rule, ...], articles: Mapping[int, bytes | Behaviour], **settings: object) -> Iterator[OddSite]:
    """The section's listing links to ``articles`` by number; 404 for all else."""
    clock = Clock()
    chosen = Settings(project=ROOT, data=tmp_path / "data", **({"request_deadline_seconds": 5} | settings))  # type: ignore[arg-type]
    titles = {number: f"{HEADLINES[number % len(HEADLINES)]} في الحي رقم {number}" for number in articles}
    behaviours = {f"/news/{number}-khabar": behaviour(body) for number, body in articles.items()}
    behaviours["/news/"] = behaviour(listing(titles))
    with Server(behaviours) as server, open_ledger(chosen.database, pages_dir=chosen.pages_dir) as ledger:
        ledger.clock = clock
        words = Words(ar="أخبار", en="News")
        source = Source(
            id="odd", name=words, home=f"{server.url}/", country="LB", timezone="Asia/Beirut",
            sections=(Section(id="news", name=words, url=f"{server.url}/news/"),),
            every_minutes=30, min_delay_seconds=0, allow_private=True, article_url=r"/news/\d+-",
        )  # fmt: skip
        yield OddSite(server, source, VisitContext(ledger=ledger, settings=chosen, rules=rules, clock=clock), clock)


def with_section(source: Source, **changes: object) -> Source:
    return replace(source, sections=(replace(source.sections[0], **changes),))  # type: ignore[arg-type]

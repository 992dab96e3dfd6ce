"""How often the article rules are right on texts nobody here wrote: `RASID_TEXTS=FOLDER python -m tests.bench.precision [--show RULE] [--write]`.

The folder holds ``alarms.jsonl`` (id, source, headline, body, published_at: an article a line) and ``judged.jsonl`` (id, rule, verdict, reason: what a reader
said of a finding). Verdicts of our own stand in ``tests/bench/verdicts.jsonl``, in the same form; further files (an export of what editors called wrong)
are named by ``--verdicts``. Printed for each rule: findings per 1,000 articles by group of sources, and of the judged ones how many were right.
A text is an article without a page: rules on metadata, images and structured data have nothing to say of it.

``--write`` puts the figures, and the recall on injected faults of :mod:`tests.bench.detect`, into ``docs/figures.toml`` (numbers only, no texts),
from which docs/rules.md shows them; a rule that has neither may not be above info.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from rasid.frame import article_frame, window_from_rows
from rasid.frame.article import locate
from rasid.model import Finding, Rule, Scope, Severity, WindowArticle
from rasid.validate import check, load_rules
from tests.bench.catalogue import FAULTS
from tests.bench.detect import bases, recall

ROOT = Path(__file__).parents[2]
OWN_VERDICTS = Path(__file__).with_name("verdicts.jsonl")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
GROUPS = ("ANT", "SNN", "MAY")
"""Broadcasters and agencies (the data set ANT), Saudi papers (SaudiNewsNet), Al Mayadeen."""
LANGUAGE = "lang_"
"""Verdicts on candidates of the language rules: the reader's key, and which rule speaks of it now."""
PUNCTUATION = frozenset(
    [
        "clashing_marks",
        "doubled_comma",
        "space_before_comma",
        "space_before_stop",
        "space_before_question",
        "space_before_colon",
        "no_space_after_comma",
        "no_space_after_stop",
        "latin_comma",
        "separated_waw",
        "spaced_bracket",
        "glued_bracket",
        "glued_guillemet_close",
        "digit_glued_before",
        "digit_glued_after",
    ]
)


@dataclass
class Told:
    """What one rule said, and how much of it was judged."""

    rule: Rule
    found: Counter[str] = field(default_factory=Counter)
    """Articles with a finding, by group."""
    right: int = 0
    wrong: int = 0
    missed: int = 0
    """Faults a reader confirmed that the rule does not name (any more)."""

    @property
    def judged(self) -> int:
        return self.right + self.wrong


def texts() -> Path | None:
    """The folder of judged texts, by ``RASID_TEXTS``; None where it is not."""
    named = os.environ.get("RASID_TEXTS")
    return Path(named) if named and (Path(named) / "alarms.jsonl").is_file() else None


def group(source: str) -> str:
    return "SNN" if source.startswith("snn") else "MAY" if source.startswith("almayadeen") else "ANT"


def address(name: str) -> str:
    return f"https://texts.example/{quote(name)}"


def lines(path: Path) -> Iterable[dict[str, object]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def texts_of(paths: Iterable[Path]) -> list[dict[str, object]]:
    """The articles that verdicts were given on, where their file brings them (the desk's ``/verdicts.jsonl``): one line an article."""
    brought = {str(line["id"]): line for path in paths for line in lines(path) if line.get("body")}
    return [{name: line.get(name) for name in ("id", "source", "headline", "body", "published_at")} for line in brought.values()]


def findings(rows: Sequence[Mapping[str, object]], rules: Sequence[Rule]) -> tuple[list[Finding], Mapping[str, WindowArticle]]:
    """Every article rule's findings, and the articles by address. One window a source, as a section is one."""
    told: list[Finding] = []
    items: dict[str, WindowArticle] = {}
    by_source = defaultdict(list)
    for row in rows:
        by_source[row["source"]].append(
            {name: row[name] for name in ("headline", "body", "published_at")} | {"url": address(str(row["id"])), "language": "ar"}
        )
    for mine in by_source.values():
        for at in range(0, len(mine), 900):
            window = list(window_from_rows(mine[at : at + 900], now=NOW))
            items |= {item.article.url: item for item in window}
            frame = article_frame(window, source=None, now=NOW)
            told += check(frame, rules, urls=list(frame["url"]))
    return told, items


def verdicts(paths: Iterable[Path]) -> dict[tuple[str, str], bool]:
    """(address, rule's key as judged) → whether the finding was right. Where two readers disagree it was not: an editor might too."""
    said: dict[tuple[str, str], bool] = {}
    for path in paths:
        for line in lines(path) if path.is_file() else ():
            judged = (address(str(line["id"])), str(line["rule"]))
            said[judged] = said.get(judged, True) and bool(line["verdict"])
    return said


def measured(
    rules: Sequence[Rule], found: Sequence[Finding], said: Mapping[tuple[str, str], bool], groups: Mapping[str, str]
) -> list[Told]:
    """Each rule with its figures."""
    told = {rule.key: Told(rule) for rule in rules}
    named: dict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.article_url and one.article_url not in named[one.rule]:
            named[one.rule].add(one.article_url)
            told[one.rule].found[groups[one.article_url]] += 1
    for (url, key), verdict in said.items():
        if key not in told or url not in groups:
            continue
        if url in named[key]:
            told[key].right += verdict
            told[key].wrong += not verdict
        else:
            told[key].missed += verdict
    return list(told.values())


def language(folder: Path, items: Mapping[str, WindowArticle]) -> dict[str, Counter[str]]:
    """For each candidate of the language rules: judged places found by them, right and wrong, and right ones missed."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[tuple[str, str], set[str]] = {}
    for line in lines(folder / "judged.jsonl"):
        key = str(line["rule"])
        if not key.startswith(LANGUAGE):
            continue
        kind, url = key.removeprefix(LANGUAGE), address(str(line["id"]))
        column = "text_punctuation" if kind in PUNCTUATION else "text_misspelt"
        if (url, column) not in places:
            places[url, column] = {span.text for span in locate(column, items[url], source=None, now=NOW)}
        quoted = str(line.get("text", ""))
        word = quoted[quoted.find("⟦") + 1 : quoted.find("⟧")]
        hit = any(word.strip() in one or one in word for one in places[url, column])
        told[kind]["right" if line["verdict"] else "wrong"] += hit
        told[kind]["missed"] += bool(line["verdict"]) and not hit
    return told


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", metavar="RULE", help="print this rule's findings with what a reader said")
    options.add_argument("--write", action="store_true", help="put the figures into docs/figures.toml")
    options.add_argument("--broken", type=int, default=40, help="with --write: how many of the corpus's articles are broken beside ours")
    options.add_argument("--verdicts", type=Path, nargs="*", default=[], help="further files of verdicts")
    chosen = options.parse_args()
    folder = texts()
    if folder is None:
        print("Skipped: RASID_TEXTS names no folder with alarms.jsonl (judged texts are not part of the repository).")
        return
    rules = load_rules(ROOT / "expectations", scope=Scope.ARTICLE)
    rows = [*lines(folder / "alarms.jsonl"), *texts_of(chosen.verdicts)]
    groups = {address(str(row["id"])): group(str(row["source"])) for row in rows}
    started = time.process_time()
    found, items = findings(rows, rules)
    print(f"{len(rows)} articles, {len(found)} findings, {time.process_time() - started:.1f} s of processor")
    said = verdicts([folder / "judged.jsonl", OWN_VERDICTS, *chosen.verdicts])
    if chosen.show:
        show(chosen.show, found, said, items)
        return
    sizes = Counter(groups.values())
    told = measured(rules, found, said, groups)
    print(f"{'rule':44s} {'severity':9s} {' '.join(f'{name:>6s}' for name in GROUPS)}   right/judged  missed   (findings per 1,000)")
    for one in sorted(told, key=lambda one: (-["info", "warning", "critical"].index(one.rule.severity.value), -one.found.total())):
        if one.found or one.judged or one.missed:
            shares = " ".join(f"{1000 * one.found[name] / sizes[name]:6.1f}" for name in GROUPS)
            share = f"{one.right / one.judged:.3f}" if one.judged else "–"
            print(
                f"{one.rule.key:44s} {one.rule.severity.value:9s} {shares}   {one.right:4d}/{one.judged:<4d} {share:>5s}  {one.missed:5d}"
            )
    for title, left_out in (("all", ()), ("without boilerplate", ("body_has_boilerplate",))):
        worth = {
            (one.rule, one.article_url)
            for one in found
            if one.severity in (Severity.CRITICAL, Severity.WARNING) and one.rule not in left_out
        }
        by_group = Counter(groups[url] for _, url in worth if url)
        print(f"critical and warning, {title}: " + ", ".join(f"{name} {1000 * by_group[name] / sizes[name]:.1f}" for name in GROUPS))
    if chosen.write:
        write(told, sizes, chosen.broken)
    print("\ncandidates of the language rules, judged places:")
    for kind, places in sorted(language(folder, items).items()):
        print(f"  {kind:28s} right {places['right']:4d}  wrong {places['wrong']:3d}  missed {places['missed']:3d}")


def write(told: Sequence[Told], sizes: Mapping[str, int], broken: int) -> None:
    """``docs/figures.toml``: for each article rule what was judged, how often it speaks, and how many broken articles it found."""
    rules = [one.rule for one in told]
    rows = bases(rules, broken)
    recalls: dict[str, Counter[str]] = defaultdict(Counter)
    for fault in FAULTS:
        one = recall(fault, rows, rules, seed=20260302)
        recalls[fault.rule].update(tried=one.tried, found=one.tried - len(one.missed))
    lines = [
        "# Written by `python -m tests.bench.precision --write`; shown in docs/rules.md. Figures only.",
        "",
        "[measured_on]",
        f"articles = {{ {', '.join(f'{name} = {sizes[name]}' for name in GROUPS)} }}",
        f"broken = {len(rows)}",
        "",
    ]
    for one in sorted(told, key=lambda one: one.rule.key):
        found = recalls[one.rule.key]
        shares = ", ".join(f"{name} = {1000 * one.found[name] / sizes[name]:.1f}" for name in GROUPS)
        lines += [f"[{one.rule.key}]", f"right = {one.right}", f"judged = {one.judged}", f"per_1000 = {{ {shares} }}"]
        lines += [f"found = {found['found']}", f"tried = {found['tried']}", ""]
    (ROOT / "docs" / "figures.toml").write_text("\n".join(lines), encoding="utf-8")
    print("wrote docs/figures.toml")


def show(key: str, found: Sequence[Finding], said: Mapping[tuple[str, str], bool], items: Mapping[str, WindowArticle]) -> None:
    """The rule's findings, with the words they point at."""
    for one in found:
        if one.rule == key and one.article_url:
            verdict = {True: "right", False: "WRONG", None: "?"}[said.get((one.article_url, key))]
            spans = locate(_column(key), items[one.article_url], source=None, now=NOW)
            print(
                verdict, one.article_url.rpartition("/")[2], one.observed, [f"{span.before}⟦{span.text}⟧{span.after}" for span in spans[:3]]
            )


def _column(key: str) -> str:
    rules = load_rules(ROOT / "expectations", scope=Scope.ARTICLE)
    return next((str(rule.kwargs.get("column", "")) for rule in rules if rule.key == key), "")


if __name__ == "__main__":
    main()

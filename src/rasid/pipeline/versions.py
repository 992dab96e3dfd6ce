"""What version of rasid read an article and judged it: what changed without a changed page is no edit of the newsroom's.

The version is a digest of what decides the outcome (code, word lists, the seed's selectors, the rules), so nobody has to remember to raise it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from rasid.model import Rule, Source

READING = ("arabic", "decode", "extract")
JUDGING = ("frame", "validate")
LENGTH = 12


def read_with(source: Source) -> str:
    """The version of what makes an article of a page of ``source``: code and word lists, and what the seed says about reading."""
    told = (source.language, source.country, source.timezone, source.encoding, sorted(source.selectors.items()))
    return _digest([_code(READING), repr(told).encode()])


def judged_with(source: Source, rules: Iterable[Rule]) -> str:
    """The version of reading and of the enabled ``rules`` in force, as a visit keeps it."""
    promises = [
        repr((rule.key, rule.type, sorted(rule.kwargs.items()), rule.row_condition, rule.severity)) for rule in rules if rule.enabled
    ]
    return _digest([read_with(source).encode(), _code(JUDGING), *(promise.encode() for promise in sorted(promises))])


@cache
def _code(packages: tuple[str, ...]) -> bytes:
    root = files("rasid")
    return b"".join(hashlib.sha256(file.read_bytes()).digest() for name in packages for file in _sources(root / name))


def _sources(folder: Traversable) -> Iterable[Traversable]:
    for child in sorted(folder.iterdir(), key=lambda one: one.name):
        if child.is_dir():
            yield from _sources(child)
        elif child.name.endswith((".py", ".toml", ".json", ".npz")):
            yield child


def _digest(parts: Iterable[bytes]) -> str:
    return hashlib.sha256(b"\n".join(parts)).hexdigest()[:LENGTH]

"""How a house writes what may be written in two ways, shown beside its style: counted in its last articles, and what its seed fixes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from rasid.arabic.variants import CONSISTENT, LEARNT_FROM, OFF, house_form, questions, shares
from rasid.model import Source, Words
from rasid.review.place import DeskContext
from rasid.store.revisions import recent_articles

__all__ = ["LEARNT_FROM", "WrittenAs", "written_as"]

_COUNTED: dict[tuple[str, str, str], Mapping[str, Counter[str]]] = {}
"""Changes with a visit alone: two hundred articles are not read anew for each look."""
REMEMBERED = 200


@dataclass(frozen=True, slots=True)
class WrittenAs:
    """One question of spelling at one source."""

    name: Words
    forms: tuple[tuple[str, int], ...]
    """(form, times seen), the commonest first."""
    rule: str
    """``off``, ``consistent``, ``learnt`` (the house's form stands in for the article's majority) or ``fixed`` (by the seed)."""
    form: str | None
    """The form asked for; None where each article decides for itself."""


def written_as(place: DeskContext, source: Source) -> tuple[WrittenAs, ...]:
    """The questions that its articles or its seed answer, in the order of the list of questions."""
    counted = _counts(place, source)
    told = []
    for key, question in questions().items():
        seen, wanted = counted.get(key, Counter()), source.style.forms.get(key, CONSISTENT)
        if not seen and wanted == CONSISTENT:
            continue
        house = house_form(seen) if seen else None
        if wanted == OFF:
            rule, form = OFF, None
        elif wanted != CONSISTENT:
            rule, form = "fixed", wanted
        elif house is not None:
            rule, form = "learnt", house
        else:
            rule, form = CONSISTENT, question.prefer
        forms = tuple(sorted(seen.items(), key=lambda one: (-one[1], one[0])))
        told.append(WrittenAs(Words(question.ar, question.en), forms, rule, form))
    return tuple(told)


def _counts(place: DeskContext, source: Source) -> Mapping[str, Counter[str]]:
    last = place.ledger.visits.last(source.id)
    key = (str(place.ledger.engine.url), source.id, last.id if last else "")
    if key not in _COUNTED:
        if len(_COUNTED) >= REMEMBERED:
            _COUNTED.clear()
        latest = recent_articles(place.ledger, datetime.min.replace(tzinfo=UTC), limit=LEARNT_FROM, source_id=source.id)
        _COUNTED[key] = shares("\n".join(article.body) for _, article in latest)
    return _COUNTED[key]

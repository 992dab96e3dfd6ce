"""Whether a page has the shape of an article: a weighted sum of its facts (:attr:`rasid.extract.facts.PageFacts.features`).

The weights are a logistic regression, fitted by ``python -m tests.bench.pagekind`` on pages that nobody of this project wrote; they, the pages they
were fitted on and the licence are in ``pagekind.json``. No word of a page is a feature: what speaks is structured data, dates, a confirmed headline,
how long the text runs on between links to other stories, and the address.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from rasid.extract.facts import PageFacts


class PageKindWeights(NamedTuple):
    bias: float
    by_feature: dict[str, float]
    surely_none: float
    """Log odds under which a page is no article: chosen so that one article in a hundred of those fitted on, each scored by a model that did not see
    its host, falls below."""
    doubtful: float
    """Log odds under which it is more likely something else."""


@lru_cache(maxsize=1)
def weights() -> PageKindWeights:
    told = json.loads(files("rasid.extract").joinpath("pagekind.json").read_text(encoding="utf-8"))
    return PageKindWeights(told["bias"], told["weights"], told["surely_none"], told["doubtful"])


def page_score(facts: PageFacts) -> float:
    """Log odds that the page is an article; about 5 for most, below -2 for most listings."""
    fitted = weights()
    return fitted.bias + sum(fitted.by_feature[name] * value for name, value in facts.features.items())


def surely_none(facts: PageFacts) -> bool:
    return page_score(facts) < weights().surely_none


def doubtful(facts: PageFacts) -> bool:
    """More likely something else than an article, but not surely."""
    return page_score(facts) < weights().doubtful


def heaviest(facts: PageFacts, count: int = 3) -> list[str]:
    """The features that speak most against an article, by what an average article has of them."""
    told = json.loads(files("rasid.extract").joinpath("pagekind.json").read_text(encoding="utf-8"))["of_articles"]
    against = {name: weight * (facts.features[name] - told[name]) for name, weight in weights().by_feature.items()}
    return sorted(against, key=lambda name: against[name])[:count]

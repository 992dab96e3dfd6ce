"""Whether the body is clearly the page's: an article whose body may be wrong says so, and nobody is blamed for what rasid may have lost.

Told from what the weights promise of their own choice, from what was left out, and from what the page says elsewhere: a body that shares no word with its
headline, or nothing of the text the metadata tell, is somebody else's.
"""

from __future__ import annotations

from rasid.arabic.script import FUNCTION_WORDS
from rasid.extract.body import Body
from rasid.extract.features import Told
from rasid.extract.matching import key

BODY_DOUBTFUL = "body_doubtful"
NOT_AN_ARTICLE = "not_an_article"
UNSURE = 0.8
"""Expected F1 under which the choice is doubted. This and the next two were chosen on WCXB's and Fundus's articles, each read by weights that did not see
its host: told on 6 of 795 bodies read at F1 .9 or more, on 12 of 16 between .5 and .7 and on 5 of 8 under .5 (``python -m tests.bench.world``)."""
RIVALLED = 0.6
"""How much body what was left out promises, to each that was chosen, from which it may as well be the body."""
STRANGE = 0.93
"""Expected F1 under which a body is doubted that shares no word with the headline, or that tells nothing of what the metadata tell."""
SHORTEST_TOLD = 8
"""Words of a description from which it must be found again in the body."""
_FEW = 0.25


def body_doubtful(body: Body, texts: list[str], headline: str | None, told: Told) -> bool:
    """``texts`` are the body's paragraphs as they are given out; a body that is not there is missing, not doubtful."""
    if not texts or not body.blocks:
        return False
    if body.rivalry > RIVALLED or (body.expected < UNSURE and not (len(texts) == 1 and says_the_headline(headline, texts[0]))):
        return True
    if body.expected >= STRANGE:
        return False
    return not shares_words(headline, texts) or tells_of_another(texts, told)


def shares_words(headline: str | None, texts: list[str]) -> bool:
    """Some word of the headline that carries a meaning stands in the body; a page without a headline is asked nothing."""
    words = {word for word in key(headline or "").split() if len(word) > 3 and word not in FUNCTION_WORDS}
    if len(words) < 3:
        return True
    there = set(key(" ".join(texts)).split())
    return any(word in there or any(len(other) > 4 and (word.endswith(other) or other.endswith(word)) for other in there) for word in words)


def says_the_headline(headline: str | None, text: str) -> bool:
    """A flash: its one paragraph has most of the headline's words. Weights fitted on longer articles promise little for so short a text."""
    words = set(key(headline or "").split()) - FUNCTION_WORDS
    return len(words) >= 3 and 2 * len(words & set(key(text).split())) >= len(words)


def tells_of_another(texts: list[str], told: Told) -> bool:
    """Every description of some length, and the text in the structured data, is made of other words than the body."""
    there = set(key(" ".join(texts)).split())
    accounts = [words for text in (*told.descriptions, (told.body or "")[:2_000]) if len(words := set(key(text).split())) >= SHORTEST_TOLD]
    return bool(accounts) and all(len(words & there) < _FEW * len(words) for words in accounts)

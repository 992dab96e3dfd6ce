"""A program's error printed in the place of a page, with the status of success: the site is down, whatever its server says."""

from __future__ import annotations

import re

LONGEST = 1500
"""Characters of text: a page that holds news besides a warning is no error page."""
_TAGS = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<[^>]*(?:>|\Z)", re.DOTALL | re.IGNORECASE)
_SIGNS = re.compile(
    r"""fatal\s+error|parse\s+error|uncaught\s+\w*(?:error|exception)|stack\s+trace|traceback\s+\(most\s+recent
    |mysqli?_\w+\(|\bpdoexception\b|sqlstate\[|pg_connect\(|too\s+many\s+connections|access\s+denied\s+for\s+user
    |error\s+establishing\s+a\s+database\s+connection|(?:can't|cannot|could\s+not|unable\s+to)\s+connect\s+to\s+(?:the\s+)?(?:\w+\s+)?(?:server|database|mysql)
    |database\s+(?:connection\s+)?error|server\s+error\s+in\s+'|runtime\s+error|internal\s+server\s+error|bad\s+gateway|service\s+unavailable
    |gateway\s+time-?out|(?:warning|notice)\s*:.{0,200}\bon\s+line\s+\d+|خطأ\s+في\s+الاتصال\s+بقاعدة\s+البيانات|تعذ[ّ]?ر\s+الاتصال\s+بقاعدة\s+البيانات""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
"""Messages of PHP, MySQL, PostgreSQL, ASP.NET, Python, WordPress and of proxies, as those programs print them."""


def error_in(page: str) -> str | None:
    """The words that give an error page away; None for a page that holds more than an error.

    >>> error_in("<b>Fatal error</b>: Uncaught Error in /srv/x.php on line 3")
    'Fatal error'
    >>> error_in("<p>" + "خبر طويل " * 400 + "Fatal error</p>") is None
    True
    """
    if len(page) > 60 * LONGEST:
        return None
    text = " ".join(_TAGS.sub(" ", page).split())
    found = _SIGNS.search(text) if len(text) <= LONGEST else None
    return " ".join(found.group(0).split())[:80] if found else None

"""What to do about a message that was not accepted."""

from __future__ import annotations

from rasid.wording import catalogue, say


def told(error: str, failure: str, language: str = "en") -> str:
    """What went wrong, and what to do about it; of a row from before there were keys, what went wrong as it was written."""
    key = f"remedy.{failure}"
    return f"{error.rstrip('.')}. {say(key, language)}" if error and key in catalogue() else error

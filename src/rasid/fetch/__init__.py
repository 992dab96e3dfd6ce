"""URL → Page of bytes: politeness, budgets, robots.txt, no private address. Never decodes."""

from rasid.fetch.fetcher import Fetcher
from rasid.fetch.state import MemoryState

__all__ = ["Fetcher", "MemoryState"]

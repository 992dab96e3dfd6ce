"""The watched sites, one folder each below ``seeds/``."""

from rasid.sources.load import SEED_FILE, find_source, load_source, load_sources, moved_to
from rasid.sources.seed import LISTING_SELECTORS, SELECTOR_FIELDS

__all__ = ["LISTING_SELECTORS", "SEED_FILE", "SELECTOR_FIELDS", "find_source", "load_source", "load_sources", "moved_to"]

"""Feed, sitemap or section page → links to articles. Pure functions over fetched material; the pipeline does the fetching."""

from rasid.discover.autodiscovery import find_feeds
from rasid.discover.feeds import feed_links
from rasid.discover.found import Found, once_each
from rasid.discover.listing import listing_links
from rasid.discover.sitemaps import sitemap_links

__all__ = ["Found", "feed_links", "find_feeds", "listing_links", "once_each", "sitemap_links"]

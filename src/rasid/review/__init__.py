"""The editors' desk: a web application round the report. FastAPI, server-rendered, no build step, no inline script."""

from rasid.review.app import create_app
from rasid.review.place import DeskContext, Recheck

__all__ = ["DeskContext", "Recheck", "create_app"]

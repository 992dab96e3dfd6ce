"""Articles, visits and their past → DataFrames that rules judge. Every signal is a column and one documented function."""

from rasid.frame.article import COLUMNS, SIGNALS, article_frame, house_forms, locate, origin_of, suggest
from rasid.frame.rows import frame_from_rows, window_from_rows

__all__ = ["COLUMNS", "SIGNALS", "article_frame", "frame_from_rows", "house_forms", "locate", "origin_of", "suggest", "window_from_rows"]

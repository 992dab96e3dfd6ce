"""Articles, findings and visits as tables for other programs."""

"""Signals by subject: each a documented function, beside it the words it points at."""

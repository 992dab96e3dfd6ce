"""The schema's history, one Alembic revision a change. `python -m rasid.store.database.migrations "why"` writes the next one from the tables.

A revision that was released is never edited: it must still do to an old database what it did then. So it is written in plain
SQLAlchemy types, and whatever SQL it needs stands in it.
"""

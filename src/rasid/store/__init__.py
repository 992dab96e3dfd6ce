"""Saves and loads: the ledger (SQLite or PostgreSQL) and the archive of raw pages."""

from rasid.store.leases import Lease
from rasid.store.ledger import Ledger, open_ledger

__all__ = ["Lease", "Ledger", "open_ledger"]

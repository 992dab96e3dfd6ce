"""The editors' acts in the ledger, and the lists they work from."""

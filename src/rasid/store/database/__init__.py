"""The database itself: connections, transactions, column types, tables and their history. It knows no subject."""

"""Tables of the ledger, one module a subject. A new module is added to the imports here, in alphabetical order."""

from rasid.store.database.tables import (
    articles,
    desk,
    duplicates,
    findings,
    hosts,
    incidents,
    leases,
    outbox,
    pages,
    repeats,
    schedules,
    visits,
)

__all__ = [
    "articles",
    "desk",
    "duplicates",
    "findings",
    "hosts",
    "incidents",
    "leases",
    "outbox",
    "pages",
    "repeats",
    "schedules",
    "visits",
]

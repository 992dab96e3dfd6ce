"""Notices: what there is to say, written in the transaction of what it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, insert

from rasid.model import Cause, Notice, NoticeKind, Severity
from rasid.store.database.tables.outbox import notices


def add_notices(tx: Connection, written: Iterable[Notice]) -> None:
    """In the transaction of what they speak of."""
    rows = [
        {
            "key": notice.key,
            "kind": str(notice.kind),
            "source_id": notice.source_id,
            "incident_id": notice.incident_id,
            "visit_id": notice.visit_id,
            "cause": str(notice.cause),
            "severity": str(notice.severity),
            "created_at": notice.created_at,
            "by": notice.by,
            "payload": dict(notice.payload),
        }
        for notice in written
    ]
    if rows:
        tx.execute(insert(notices), rows)


def notice_of(row: Row[Any]) -> Notice:
    return Notice(
        key=row.key,
        kind=NoticeKind(row.kind),
        source_id=row.source_id,
        cause=Cause(row.cause),
        severity=Severity(row.severity),
        created_at=row.created_at,
        incident_id=row.incident_id,
        visit_id=row.visit_id,
        by=row.by,
        payload=row.payload,
    )

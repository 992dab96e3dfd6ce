"""Column types that behave the same on SQLite and PostgreSQL: times, scraped text, JSON, compressed JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

from rasid.storable import UNSTORABLE, storable

Id = BigInteger().with_variant(Integer(), "sqlite")
"""A row's own number: only INTEGER is filled in by SQLite itself."""

Bytes = LargeBinary


class Moment(TypeDecorator[datetime]):
    """An aware datetime in, the same instant in UTC out. A naive one is a bug and raises ValueError.

    SQLite keeps ``YYYY-MM-DD HH:MM:SS.ffffff`` in UTC, so that text order is time order.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Scraped(TypeDecorator[str]):
    """Text from outside, which may hold what a database refuses (see :mod:`rasid.storable`)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Json(TypeDecorator[Any]):
    """Plain JSON as text, readable in a database shell; NUL and surrogates travel as escapes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return json.dumps(value, separators=(",", ":"), sort_keys=True) if UNSTORABLE.search(text) else text

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)

"""Fixtures that tests of several stages share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.postgres import Cluster, binaries, private_cluster


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A private PostgreSQL server; skips visibly where none is installed, unless RASID_TEST_REQUIRE names ``postgres``."""
    found = binaries()
    if found is None:
        reason = "PostgreSQL is not installed (no initdb under /usr/lib/postgresql)"
        if "postgres" in os.environ.get("RASID_TEST_REQUIRE", "").split(","):
            pytest.fail(reason)
        pytest.skip(reason)
    with private_cluster(found) as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres: Cluster) -> Iterator[str]:
    """The URL of an empty PostgreSQL database of this test's own."""
    with postgres.database() as url:
        yield url

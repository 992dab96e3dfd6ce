"""What Dask is asked to do differently for a backfill."""

from __future__ import annotations

from typing import Any

import dask
import distributed  # noqa: F401 - adds its defaults to Dask's
import pytest

from flows.dask import DASK


def names(settings: dict[str, Any], above: str = "") -> list[str]:
    found = []
    for name, value in settings.items():
        found += names(value, f"{above}{name}.") if isinstance(value, dict) else [above + name]
    return found


@pytest.mark.parametrize("name", names(DASK))
def test_dask_knows_every_setting_by_its_name(name: str) -> None:
    """It would take a misspelt one without a word."""
    assert dask.config.get(name, None) is not None


def test_what_a_person_configured_goes_before_our_defaults() -> None:
    defaults = [{"distributed": {"worker": {"profile": {"enabled": True}, "multiprocessing-method": "spawn"}}}]
    chosen: dict[str, Any] = {"distributed": {"worker": {"profile": {"enabled": True}, "multiprocessing-method": "fork"}}}
    dask.config.update_defaults(DASK, config=chosen, defaults=defaults)
    assert dask.config.get("distributed.worker.multiprocessing-method", config=chosen) == "fork"
    assert dask.config.get("distributed.worker.profile.enabled", config=chosen) is False

"""How often articles anywhere fail a test: what stands in for a source's past before it has one."""

from __future__ import annotations

from collections.abc import Mapping

PRIORS: Mapping[str, float] = {}

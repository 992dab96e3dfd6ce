"""Progress of long work in the Prefect UI. Short visits get none: an artifact that nobody has time to see only costs."""

from __future__ import annotations

import logging
import time
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact

log = logging.getLogger(__name__)

LONG_SECONDS = 15.0
"""A visit of less is over before a person has opened its page."""
EVERY_SECONDS = 3.0


class ProgressBar:
    """Called with (step, done, total). A server that does not answer costs the picture, never the work."""

    def __init__(self, key: str, what: str, *, after: float = LONG_SECONDS, every: float = EVERY_SECONDS) -> None:
        self.key = key
        self.what = what
        self.every = every
        self._next = time.monotonic() + after
        self._artifact: UUID | None = None

    def __call__(self, step: str, done: int, total: int) -> None:
        if time.monotonic() >= self._next and total > 0:
            self._next = time.monotonic() + self.every
            # The article under way is not done yet.
            self._show(100.0 * max(done - 1, 0) / total, f"{self.what}: {step} {done} of {total}")

    def finish(self) -> None:
        if self._artifact is not None:
            self._show(100.0, f"{self.what}: done")

    def _show(self, percent: float, words: str) -> None:
        try:
            if self._artifact is None:
                made = create_progress_artifact(progress=percent, key=self.key, description=words)
                self._artifact = made if isinstance(made, UUID) else None
            else:
                update_progress_artifact(artifact_id=self._artifact, progress=percent, description=words)
        except Exception as error:
            log.warning("progress could not be shown: %s", error)

"""What can be asked of a visit from the Prefect form."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, Field

from rasid.pipeline import VisitOptions


class WatchOptions(BaseModel):
    """Leave everything as it is for an ordinary visit."""

    model_config = ConfigDict(title="Visit options", extra="forbid")

    since: datetime | None = Field(
        None, title="Only articles since", description="Leave out articles that the section dates before this moment. Empty: all of them."
    )
    dry_run: bool = Field(False, title="Dry run", description="Look and judge, but write nothing and tell nobody.")
    recheck: bool = Field(
        False,
        title="Look at every article again",
        description="Fetch the whole window again, not only what is new or due. For after a repair.",
    )
    replay: str | None = Field(
        None,
        title="Replay a stored visit",
        description="Id of an earlier visit (32 characters): the pages stored then are read instead of the site.",
        pattern=r"^[0-9a-f]{32}$",
    )

    def chosen(self) -> VisitOptions:
        since = self.since if self.since is None or self.since.tzinfo else self.since.replace(tzinfo=UTC)
        return VisitOptions(since=since, dry_run=self.dry_run, recheck=self.recheck, replay=self.replay)

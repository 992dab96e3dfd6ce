"""Everything a shard comes to use, imported together: seconds that are spent once, in the process that workers are forked from."""

from __future__ import annotations

import pyarrow.parquet  # noqa: F401
import warcio.archiveiterator  # noqa: F401

import rasid.frame
import rasid.pipeline.backfill.shard
import rasid.pipeline.explain
import rasid.validate.door  # noqa: F401

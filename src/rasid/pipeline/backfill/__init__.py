"""Archives of the web → Arabic articles, judged, as partitioned Parquet: resumable, each record exactly once.

``archive`` reads records by byte ranges, ``sift`` tells early which pages are Arabic, ``shard`` does one range, ``job`` plans all of
them and says what is left to do, ``dataset`` puts the finished ranges together.
"""

from __future__ import annotations

from rasid.pipeline.backfill.job import Job, Summary, backfill, one_after_another
from rasid.pipeline.backfill.shard import Done, do_shard

__all__ = ["Done", "Job", "Summary", "backfill", "do_shard", "one_after_another"]

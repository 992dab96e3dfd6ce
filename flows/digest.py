"""The morning digest to editors, as a flow with a schedule that people change in the UI."""

from __future__ import annotations

from typing import Any

from prefect import Task, flow
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import BaseModel, ConfigDict, Field

from flows import clock
from flows.labels import first_name, sign_run
from flows.watch import hear_the_domain
from rasid.pipeline import open_workplace
from rasid.pipeline.alerting import routes_of
from rasid.pipeline.digests import send_digests
from rasid.settings import settings
from rasid.sources import load_sources

MORNING = "0 7 * * *"
"""Until a person chooses another hour in the UI."""
DIGEST_SECONDS = 15 * 60


class DigestOptions(BaseModel):
    """Leave everything as it is for the ordinary digest."""

    model_config = ConfigDict(title="Digest options", extra="forbid")

    even_if_quiet: bool = Field(
        False, title="Send even if all is well", description="Otherwise nothing is sent when nothing needs mending."
    )
    sources: list[str] = Field(
        default_factory=list, title="Only these sources", description="Ids of sources. Empty: every source.", max_length=200
    )


@flow(name="digest", flow_run_name=first_name, timeout_seconds=DIGEST_SECONDS, persist_result=False, retries=0)
def digest(options: DigestOptions = DigestOptions()) -> State[Any]:
    """Tell editors what to mend today, by the routes tagged ``editors``."""
    hear_the_domain()
    sign_run()
    chosen = settings()
    sources = [
        source for source in load_sources(chosen.seeds_dir) if source.enabled and (not options.sources or source.id in options.sources)
    ]
    if not sources:
        return Failed(message="rasid: none of the sources asked for is in seeds/")
    workplace = open_workplace(chosen, clock=clock.now)
    with workplace.ledger:
        send = Task(send_digests, name="send", task_run_name="send", cache_policy=NO_CACHE, persist_result=False)
        posted = send(workplace, sources, routes_of(chosen), even_if_quiet=options.even_if_quiet)
    if not posted:
        return Completed(message="nobody to tell: no route is tagged editors")
    create_table_artifact(
        key="digest",
        table=[{"route": each.route, "subject": each.subject, "sent": each.sent, "error": each.error} for each in posted],
        description="The last digest, route by route",
    )
    failed = [each for each in posted if each.error]
    if failed:
        return Failed(message=f"rasid: {len(failed)} of {len(posted)} routes did not take it: {failed[0].route}: {failed[0].error}")
    sent = sum(each.sent for each in posted)
    return Completed(message=f"sent by {sent} of {len(posted)} routes" if sent else "all is well, nothing was sent")

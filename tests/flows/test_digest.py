"""The morning digest as a flow run: it mails, and says by how many routes."""

from __future__ import annotations

from typing import Any

from prefect.client.orchestration import SyncPrefectClient

from flows.digest import DigestOptions, digest
from rasid.pipeline import visit_source
from rasid.sources import find_source
from tests.alert.doubles import post_office
from tests.flows.project import Project


def test_the_digest_mails_editors_and_says_so_in_its_state(client: SyncPrefectClient, prefect_server: str, project: Project) -> None:
    def run(**options: Any) -> tuple[bool, str]:
        state = digest(options=DigestOptions(**options), return_state=True)
        return state.is_completed(), state.message or ""

    source = find_source(project.settings.seeds_dir, project.seed(1))
    visit_source(source, project.workplace)
    (story,) = project.room.publish(1, site=1)
    project.room.break_("future_date", site=1, articles=[story.id])
    visit_source(source, project.workplace)
    with post_office() as office:
        (project.root / "routes.yaml").write_text(
            f"urls:\n  - mailto://rasid@marsa.example/salma@marsa.example?smtp=127.0.0.1&port={office.port}&mode=insecure:\n      - tag: editors\n"
        )
        assert run() == (True, "sent by 1 of 1 routes")
        assert [letter["Subject"].split("،")[0] for letter in office.letters] == ["راصد: مادة واحدة تحتاج إلى إصلاح"]
        office.mode = "rcpt:550"
        done, message = run()
        assert not done
        assert "1 of 1 routes did not take it" in message
    assert run(sources=["no-such-site"]) == (False, "rasid: none of the sources asked for is in seeds/")

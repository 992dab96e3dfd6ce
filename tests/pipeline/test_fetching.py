"""One place decides how a site is asked: what the settings say, what the source's seed says, what a person adds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from rasid.errors import RasidError
from rasid.fetch import MemoryState
from rasid.model import Section, Source, Words
from rasid.pipeline import fetching
from rasid.settings import Settings, settings

HOME = "https://paper.example"
SOURCE = Source(
    id="paper",
    name=Words("الصحيفة", "The Paper"),
    home=HOME,
    country="LB",
    timezone="Asia/Beirut",
    sections=(Section("local", Words("محليات", "Local"), f"{HOME}/local"),),
    min_delay_seconds=3,
    tls_unverified_until=date(2026, 11, 20),
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What a Fetcher would be made with."""
    monkeypatch.setattr(fetching, "Fetcher", lambda **manners: manners)

    def manners(source: Source | None = None, *, day: int = 18, chosen: Settings | None = None, **more: Any) -> dict[str, Any]:
        def clock() -> datetime:
            return datetime(2026, 11, day, tzinfo=UTC)

        return fetching.fetcher_of(chosen or Settings(), state=MemoryState(), clock=clock, source=source, **more)  # type: ignore[return-value]

    return manners


def test_a_source_brings_its_own_manners(asked: Any) -> None:
    kept = asked(replace(SOURCE, obey_robots=False, allow_private=True))
    assert (kept["min_delay"], kept["obey_robots"], kept["allow_private"]) == (3, False, fetching.own_addresses(SOURCE))


def test_a_page_of_no_source_is_asked_for_politely(asked: Any) -> None:
    kept = asked()
    assert (kept["min_delay"], kept["obey_robots"], kept["allow_private"], kept["tls_unverified"]) == (1.0, True, (), False)
    assert asked(allow_private=("http://10.0.0.1/",), spacing=0)["allow_private"] == ("http://10.0.0.1/",)
    assert asked(chosen=Settings(allow_private=True))["allow_private"] is True


def test_an_expired_certificate_is_borne_until_the_day_the_seed_names(asked: Any) -> None:
    assert [asked(SOURCE, day=day)["tls_unverified"] for day in (19, 20, 21)] == [True, True, False]


def test_a_companys_own_authority_is_trusted(asked: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = tmp_path / "authority.pem"
    bundle.write_text("")
    assert asked(chosen=Settings(ca_file=bundle))["ca_file"] == str(bundle)
    assert asked()["ca_file"] is None
    monkeypatch.setenv("RASID_CA_FILE", str(tmp_path / "gone.pem"))
    settings.cache_clear()
    with pytest.raises(RasidError, match="RASID_CA_FILE"):
        settings()

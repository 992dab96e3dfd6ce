"""Settings from the environment (``RASID_*``) and where a project lives.

Configuration has three homes (decision 10): seeds describe the site, expectations the promise, and these the machine:
secrets, paths, addresses. Nothing is read at import.
"""

from __future__ import annotations

import os
from datetime import time
from functools import lru_cache
from pathlib import Path

from pydantic import Field, FilePath, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from rasid.errors import SettingsError
from rasid.model.vocabulary import Language

PACKAGED_PROJECT = Path(__file__).parent / "project"
CHECKOUT = Path(__file__).parents[2]
SECRETS_DIR = "RASID_SECRETS_DIR"
"""Names a folder of files (``rasid_database_url``, ``rasid_desk_secret`` …) that stand for variables which are not set, as container secrets do."""


class Settings(BaseSettings):
    """Every setting is an environment variable ``RASID_<NAME>``; ``docs/settings.md`` lists them."""

    model_config = SettingsConfigDict(env_prefix="RASID_", extra="ignore", frozen=True, env_ignore_empty=True)

    project: Path | None = Field(
        None, description="Folder with seeds/ and expectations/. Default: the nearest folder upwards that has seeds/."
    )
    data: Path | None = Field(
        None, description="Where the ledger, pages and reports lie. Default: .rasid/ in the project; outside any project, where you are."
    )
    database_url: SecretStr | None = Field(None, description="SQLAlchemy URL. Default: SQLite in the data folder.")
    language: Language = Field(Language.AR, description="Language of what editors read, and the default of commands (ar or en).")
    routes: Path | None = Field(
        None, description="Apprise configuration file whose tags are the routes. Default: routes.yaml in the project, if it is there."
    )
    contact: str = Field(
        "https://rasid.invalid/contact", description="Address put into the User-Agent, so that a site's owner can reach you."
    )
    desk_url: str | None = Field(None, description="Where the editors' desk is reached from outside; links in alerts point there.")
    desk_secret: SecretStr | None = Field(
        None, description="Key that signs personal links and sessions. Default: made once, kept in the data folder."
    )
    desk_user_header: str | None = Field(
        None, description="Header in which your proxy names the person, for example X-Forwarded-User. Unset: none is believed."
    )
    desk_trusted_proxies: str = Field(
        "127.0.0.1,::1", description="Addresses or networks whose desk_user_header is believed, separated by commas."
    )
    desk_proxy_role: str = Field("reader", description="Role (reader, editor or admin) of people your proxy names who have no invitation.")
    metrics_token: SecretStr | None = Field(
        None, description="Bearer token with which Prometheus may read the desk's /metrics; without it people of the desk alone may."
    )
    heartbeat_url: SecretStr | None = Field(
        None, description="Pinged (start, success, fail) round every visit, after the commit; {source} in it stands for the source's id."
    )
    webhook_secret: SecretStr | None = Field(None, description="Key of the HMAC signature on webhook deliveries.")
    allow_private: bool = Field(
        False, description="Let every source reach any private and loopback address, not only those its seed names. For tests only."
    )
    request_deadline_seconds: float = Field(30.0, gt=0, description="Total time one request may take, headers included.")
    visit_minutes: float = Field(
        25.0,
        gt=0,
        description="Wall-clock time of one visit; what is left then waits for the next. Keep it below the half hour a Prefect task may take.",
    )
    visit_cpu_seconds: float = Field(300.0, gt=0, description="Processor time one visit may spend on parsing pages.")
    visit_mb: float = Field(1_000.0, gt=0, description="Megabytes of pages, inflated, that one visit may read.")
    ca_file: FilePath | None = Field(
        None, description="Certificates (PEM) to trust instead of the bundled ones, behind a company's own authority."
    )
    group_wait_seconds: float = Field(30.0, ge=0, description="How long a new alert waits for others to join its message.")
    repeat_hours: float = Field(12.0, gt=0, description="After how long an open incident is mentioned again.")
    quiet_from: time | None = Field(None, description="Warnings are held from this time of day (source's zone) …")
    quiet_until: time | None = Field(None, description="… until this one.")
    keep_pages_days: int = Field(30, ge=0, description="Retention of raw pages, in days.")
    keep_pages_mb: int = Field(5_000, ge=0, description="Retention of raw pages, in megabytes.")
    keep_findings_days: int = Field(400, ge=1, description="Retention of findings and visits, in days.")
    keep_deliveries_days: int = Field(90, ge=1, description="Retention of the delivery log, in days.")

    @property
    def root(self) -> Path:
        return self.project.expanduser().resolve() if self.project else find_project(Path.cwd())

    @property
    def data_dir(self) -> Path:
        # Nothing is kept inside an installed package: an upgrade would take it away.
        home = Path.cwd() if self.root == PACKAGED_PROJECT else self.root
        return (self.data or home / ".rasid").expanduser().resolve()

    @property
    def seeds_dir(self) -> Path:
        return self.root / "seeds"

    @property
    def expectations_dir(self) -> Path:
        return self.root / "expectations"

    @property
    def database(self) -> str:
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir / 'ledger.db'}"

    @property
    def pages_dir(self) -> Path:
        return self.data_dir / "pages"

    @property
    def reports_dir(self) -> Path:
        return self.data_dir / "reports"

    @property
    def routes_file(self) -> Path | None:
        if self.routes is not None:
            return self.routes
        beside = self.root / "routes.yaml"
        return beside if beside.is_file() else None


def find_project(start: Path) -> Path:
    """The nearest folder at or above ``start`` with ``seeds/``, else the project the wheel carries, else the checkout."""
    for folder in (start, *start.parents):
        if (folder / "seeds").is_dir():
            return folder
    return PACKAGED_PROJECT if PACKAGED_PROJECT.is_dir() else CHECKOUT


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once. Raises SettingsError naming the variable."""
    try:
        return Settings(_secrets_dir=os.environ.get(SECRETS_DIR) or None)
    except ValidationError as error:
        first = error.errors()[0]
        name = "RASID_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name}: {first['msg']}. Correct it or unset it; docs/settings.md lists every setting.") from None
